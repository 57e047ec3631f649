//! The words of Candor as types: parsed once at the border, trusted inside.
//!
//! This room knows no database, no HTTP and no other room. Every newtype's `FromStr` (and so its
//! `Deserialize`) is the only way in, and its error is a sentence a person can act on.

mod bounded;
mod date;
mod email;
mod ids;
mod join_code;
mod language;
mod list;
mod listed;
mod secret;
mod text;
mod time;
mod topic;
mod words;
mod zone;

pub mod busy_calendar;
pub mod calibration;
pub mod debrief;
pub mod looking_back;
pub mod mark;
pub mod moves;
pub mod notes;
pub mod plan;
pub mod profile;
pub mod program;
pub mod program_report;
pub mod report;
pub mod request;
pub mod round;
pub mod session;
pub mod session_event;
pub mod share;

pub use date::LocalDate;
pub use email::EmailAddress;
pub use ids::{
    AccountId, BusyCalendarId, DebriefId, InvitationId, LinkId, MailId, MarkId, MoveId, ProgramId, QuestionId,
    ReportId, RequestId, RoundId, SessionId, ShareId, SignInId, StepId,
};
pub use join_code::JoinCode;
pub use language::Language;
pub use list::UpTo;
pub use secret::Secret;
pub use text::{DisplayName, Line, Link, Prose, first_name};
pub use time::{Cell, Instant, Length, Span};
pub use topic::Topic;
pub use words::{Kind, Level, Role, comma_list};
pub use zone::Zone;

/// Why a value was refused: one sentence for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub String);

impl Invalid {
    /// A refusal with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// Serde for a newtype that is text outside and `FromStr` + `Display` inside.
macro_rules! text_serde {
    ($name:ident $(<const $n:ident : usize>)?) => {
        impl $(<const $n: usize>)? serde::Serialize for $name $(<$n>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de $(, const $n: usize)?> serde::Deserialize<'de> for $name $(<$n>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use bounded::bounded;
pub(crate) use text_serde;
pub(crate) use words::words;
