//! What coordinators write to their program's members.

use super::GroupName;
use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, Line, MessageId, ProgramId, Prose, Timestamp};

/// Maximum number of messages to a program's members in 24 hours, from all of its coordinators together.
pub const MAX_A_DAY: i64 = 5;

/// The subject of a message.
pub type Subject = Line<120>;

/// The text of a message.
pub type Text = Prose<4000>;

string_enum! {
    /// Whom a message is for.
    Audience, "This isn't a list of members: everybody, no_session, no_hours, no_profile, group or members." {
        /// Every member.
        Everybody = "everybody", "everybody";
        /// The candidates without a session to come.
        NoSession = "no_session", "those without a session to come";
        /// Those who take a seat and haven't set any hours.
        NoHours = "no_hours", "those without hours";
        /// Those who lack a profile that one of their seats needs.
        NoProfile = "no_profile", "those without a profile";
        /// The members of one group.
        Group = "group", "one group";
        /// The members named.
        Members = "members", "the members named";
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramMessage {
    /// Its id.
    pub id: MessageId,
    /// The program.
    pub program: ProgramId,
    /// The coordinator who wrote it.
    pub sender: AccountId,
    /// Whom it was for.
    pub audience: Audience,
    /// The group, if it was for one.
    pub group: Option<GroupName>,
    /// Its subject.
    pub subject: Subject,
    /// Its text.
    pub text: Text,
    /// How many people it was written to.
    pub written_to: i32,
    /// When.
    pub created_at: Timestamp,
}
