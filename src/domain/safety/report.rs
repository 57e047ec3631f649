//! Reports about a person, for coordinators and operators.

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
        /// Anything else that somebody should know about.
        Other = "other", "something else";
    }
}

string_enum! {
    /// The state of a report.
    ReportState, "This isn't a state of a report: open or closed." {
        /// Waiting to be looked at.
        Open = "open", "open";
        /// Looked at, with a note to the reporter.
        Closed = "closed", "closed";
    }
}

/// A report, as people with access see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// The reporter.
    pub reporter: Person,
    /// The reported person; they aren't notified.
    pub about: Person,
    /// The session it's about, if any.
    pub session: Option<SessionId>,
    /// What it is about.
    pub what: Concern,
    /// The reporter's text; empty once they've deleted their account.
    pub text: Prose<4000>,
    /// Its state.
    pub state: ReportState,
    /// The answer to the person who reported it.
    pub word: Option<Prose<1000>>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The programs whose coordinators can see it.
    pub programs: Vec<ProgramId>,
}
