//! The table of all kinds of mail, and rendering.

use super::account::{
    AccountDeleted, AddressChanged, AddressTaken, ConfirmNewAddress, PasswordChanged, ResetPassword, SignInEnded,
    VerifyAddress,
};
use super::booking::{
    AbsenceDisputed, BookingPaused, DisputeSettled, EveningDigest, InvitationMoved, MarkContested, MarkDecided,
    MarkedAbsent, MoveOff, MoveProposed, PlaceMissing, PlaceSet, Reminder, RunningLate, SessionBooked,
    SessionCancelled, SessionMoved, StandInAsked,
};
use super::build::Rendered;
use super::calendar_event;
use super::feedback::{
    Attached, Feedback, HeldWithoutNotes, HowWasIt, ImpactSummary, NotesDelayed, NotesDue, NotesLate, NotesMissed,
    NotesSettled, QuestionAnswered, QuestionAsked, QuestionWaiting, Thanked, WriteUp,
};
use super::frame::{Frame, Recipient};
use super::kind::{MailKind, Parts, RenderError, Sending};
use super::matching::{MatchOffered, OfferEnding, OfferOff, RequestExpired};
use super::practice::WeeklyPlan;
use super::program::{CoordinatorWrote, MemberRemoved, ProgramInvited};
use super::round::{RoundMissed, RoundOpen};
use super::safety::{PersonReported, ReportClosed};
use super::session::SessionSnapshot;
use crate::calendar::write::Method;
use crate::domain::{EmailAddress, Timestamp};
use serde::{Deserialize, Serialize};

/// Makes the variants and functions of [`Message`] from each kind's name, which the outbox and metrics use.
macro_rules! kinds {
    ($($kind:ident = $name:literal,)*) => {
        /// A mail to one person, of some kind.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        #[expect(missing_docs, reason = "each kind says itself what it is")]
        pub enum Message {
            $(#[serde(rename = $name)] $kind($kind),)*
        }

        impl Message {
            /// The name of its kind.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $name,)*
                }
            }

            fn its(&self) -> &dyn MailKind {
                match self {
                    $(Self::$kind(mail) => mail,)*
                }
            }
        }

        $(
            impl $kind {
                /// The name of this kind.
                pub const NAME: &'static str = $name;
            }

            impl From<$kind> for Message {
                fn from(mail: $kind) -> Self {
                    Self::$kind(mail)
                }
            }
        )*

        /// Samples of each kind and variant.
        #[cfg(test)]
        pub(crate) fn samples() -> Vec<(&'static str, Message)> {
            let mut all = Vec::new();
            $(
                let samples = $kind::samples();
                assert!(!samples.is_empty(), "{} has no sample", $kind::NAME);
                all.extend(samples.into_iter().map(|(name, mail)| (name, Message::from(mail))));
            )*
            all
        }
    };
}

kinds! {
    VerifyAddress = "verify_address",
    AddressTaken = "address_taken",
    ResetPassword = "reset_password",
    ConfirmNewAddress = "confirm_new_address",
    AddressChanged = "address_changed",
    PasswordChanged = "password_changed",
    SignInEnded = "sign_in_ended",
    AccountDeleted = "account_deleted",
    SessionBooked = "session_booked",
    SessionCancelled = "session_cancelled",
    MoveProposed = "move_proposed",
    MoveOff = "move_off",
    SessionMoved = "session_moved",
    InvitationMoved = "invitation_moved",
    PlaceMissing = "place_missing",
    PlaceSet = "place_set",
    StandInAsked = "stand_in_asked",
    Reminder = "reminder",
    EveningDigest = "evening_digest",
    RunningLate = "running_late",
    MarkedAbsent = "marked_absent",
    AbsenceDisputed = "absence_disputed",
    BookingPaused = "booking_paused",
    MarkContested = "mark_contested",
    MarkDecided = "mark_decided",
    DisputeSettled = "dispute_settled",
    MatchOffered = "match_offered",
    OfferEnding = "offer_ending",
    OfferOff = "offer_off",
    RequestExpired = "request_expired",
    ProgramInvited = "program_invited",
    CoordinatorWrote = "coordinator_wrote",
    MemberRemoved = "member_removed",
    RoundOpen = "round_open",
    RoundMissed = "round_missed",
    HowWasIt = "how_was_it",
    NotesDue = "notes_due",
    NotesDelayed = "notes_delayed",
    NotesLate = "notes_late",
    HeldWithoutNotes = "held_without_notes",
    NotesMissed = "notes_missed",
    WriteUp = "write_up",
    NotesSettled = "notes_settled",
    Feedback = "feedback",
    QuestionAsked = "question_asked",
    QuestionWaiting = "question_waiting",
    QuestionAnswered = "question_answered",
    Attached = "attached",
    Thanked = "thanked",
    ImpactSummary = "impact_summary",
    WeeklyPlan = "weekly_plan",
    PersonReported = "person_reported",
    ReportClosed = "report_closed",
}

impl Message {
    /// The address this goes to, if it isn't the account's own.
    pub fn goes_to(&self) -> Option<&EmailAddress> {
        match self {
            Self::ConfirmNewAddress(mail) => Some(&mail.address),
            Self::AccountDeleted(mail) => Some(&mail.address),
            Self::AddressChanged(mail) => Some(&mail.old),
            Self::InvitationMoved(mail) => mail.old.as_ref(),
            _ => None,
        }
    }

    /// The session that this is about, as its recipient sees it.
    pub fn session(&self) -> Option<&SessionSnapshot> {
        self.its().session()
    }
}

/// Renders a message for its recipient.
///
/// `action_url` is the link with the token, for kinds that have one; others ignore it. `now` is the time of sending,
/// also used as DTSTAMP.
pub fn render(
    message: &Message,
    recipient: &Recipient,
    frame: &Frame,
    action_url: Option<&str>,
    now: Timestamp,
) -> Result<Rendered, RenderError> {
    let mail = message.its();
    let Parts { subject, text, html } = mail.parts(&Sending { recipient, frame, link: action_url, now })?;
    let calendar = mail.calendar().map(|(method, card)| {
        let page = action_url.filter(|_| method == Method::Request);
        calendar_event::calendar(method, card, recipient, (frame, page), now)
    });
    let unsubscribe = action_url.filter(|_| mail.link_ends_it()).map(str::to_owned);
    Ok(Rendered { subject, text, html, calendar, unsubscribe, reply_to: mail.reply_to() })
}
