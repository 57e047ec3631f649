//! What somebody tells about somebody else, for those who look after it.

use crate::domain::account::Person;
use crate::domain::vocabulary::string_enum;
use crate::domain::{ProgramId, Prose, ReportId, SessionId, Timestamp};

string_enum! {
    /// What a report is about.
    Concern, "This isn't what a report is about: unsafe, harassment, spam, impersonation or other." {
        /// Somebody felt or was unsafe.
        Unsafe = "unsafe", "unsafe behaviour";
        /// Insults, advances, threats, discrimination.
        Harassment = "harassment", "harassment";
        /// Selling or advertising.
        Spam = "spam", "spam";
        /// Somebody is not who they say.
        Impersonation = "impersonation", "impersonation";
        /// Anything else that somebody should know of.
        Other = "other", "something else";
    }
}

string_enum! {
    /// The state of a report.
    ReportState, "This isn't a state of a report: open or closed." {
        /// To be looked at.
        Open = "open", "open";
        /// Looked at, with a word to whoever told.
        Closed = "closed", "closed";
    }
}

/// A report, as those see it who may.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Who tells.
    pub reporter: Person,
    /// Of whom; they are not told.
    pub about: Person,
    /// The session that it is about, if it is about one.
    pub session: Option<SessionId>,
    /// What it is about.
    pub what: Concern,
    /// In the reporter's words; empty once they've deleted their account.
    pub text: Prose<4000>,
    /// Where it stands.
    pub state: ReportState,
    /// The answer to the person who reported it.
    pub word: Option<Prose<1000>>,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Whose coordinators see it.
    pub programs: Vec<ProgramId>,
}
