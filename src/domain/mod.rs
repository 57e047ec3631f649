//! Candor's vocabulary as types: parsed once at the boundary, trusted inside.
//!
//! This layer knows no database, no HTTP and no other layer. Each newtype can only be made through `FromStr` (which
//! `Deserialize` uses), and its error is a sentence a person can act on.

mod backoff;
mod bounded;
mod closed_list;
mod date;
mod email;
mod ids;
mod interval;
mod language;
mod secret;
mod text;
mod time;
mod topic;
mod up_to;
mod vocabulary;
mod zone;

pub mod account;
pub mod availability;
pub mod booking;
pub mod feedback;
pub mod matching;
pub mod practice;
pub mod program;
pub mod quiet_hours;
pub mod round;
pub mod safety;

pub use backoff::Backoff;
pub use date::{LocalDate, Week};
pub use email::EmailAddress;
pub use ids::{
    AccountId, AddressRequestId, AttachmentId, BusyCalendarId, DebriefId, InvitationId, LinkId, MailId, MarkId,
    MessageId, MoveId, ProgramId, QuestionId, ReportId, RequestId, RoundId, SessionId, ShareId, SignInId, StepId,
};
pub use language::Language;
pub use program::join_code::JoinCode;
pub use secret::Secret;
pub use text::{
    DisplayName, Line, Link, MAX_PLACE_WORDS, MeetingBase, MeetingPlace, Prose, first_name, has_right_to_left, isolated,
};
pub use time::{Cell, SessionLength, Span, Timestamp};
pub use topic::Topic;
pub use up_to::UpTo;
pub use vocabulary::{Kind, Level, Seat, comma_list};
pub use zone::Zone;

/// Why a value was refused: one sentence for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub String);

impl Invalid {
    /// A refusal with this message.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// What's wrong with a document: where, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901), such as `/time_off/0/to`.
    pub pointer: String,
    /// What's wrong and how to fix it: one sentence for the person who sent it.
    pub detail: String,
}

impl Fault {
    /// A fault at this pointer.
    pub fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
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
pub(crate) use interval::{Interval, cut, merge};
pub(crate) use text_serde;
pub(crate) use vocabulary::string_enum;
