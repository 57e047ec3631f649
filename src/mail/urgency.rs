//! Which mails go first.

use super::message::Message;
use super::session::SessionSnapshot;
use crate::domain::{Span, Timestamp};

/// How soon a mail is wanted, soonest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody is waiting for it, or it's useless an hour later: it goes first, and has its own senders.
    Urgent,
    /// In order.
    Usual,
    /// To many people at once, and just as good an hour later.
    Bulk,
}

impl Urgency {
    /// As stored in the outbox: lower is more urgent.
    pub fn rank(self) -> i32 {
        match self {
            Self::Urgent => 0,
            Self::Usual => 1,
            Self::Bulk => 2,
        }
    }
}

impl Message {
    /// How soon this is wanted.
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::VerifyAddress(_)
            // The same urgency as above, so that the delay doesn't reveal whether there's an account.
            | Self::AddressTaken(_)
            | Self::ResetPassword(_)
            | Self::ConfirmNewAddress(_)
            | Self::SessionCancelled(_)
            | Self::StandInAsked(_)
            // It may be said just before they meet.
            | Self::PlaceSet(_)
            | Self::RunningLate(_) => Urgency::Urgent,
            Self::Reminder(reminder) if reminder.hours_before <= 1 => Urgency::Urgent,
            // Remove it from the old address's calendar first: both addresses may share a calendar.
            Self::InvitationMoved(mail) if mail.old.is_some() => Urgency::Urgent,
            Self::Reminder(_)
            | Self::EveningDigest(_)
            | Self::PlaceMissing(_)
            | Self::AddressChanged(_)
            | Self::PasswordChanged(_)
            | Self::SignInEnded(_)
            | Self::AccountDeleted(_)
            | Self::MatchOffered(_)
            | Self::OfferEnding(_)
            | Self::OfferOff(_)
            | Self::RequestExpired(_)
            | Self::PersonReported(_)
            | Self::ReportClosed(_)
            | Self::MemberRemoved(_)
            | Self::SessionBooked(_)
            | Self::MoveProposed(_)
            | Self::MoveOff(_)
            | Self::SessionMoved(_)
            | Self::InvitationMoved(_)
            | Self::MarkedAbsent(_)
            | Self::AbsenceDisputed(_)
            | Self::WriteUp(_)
            | Self::NotesSettled(_)
            | Self::NotesLate(_)
            | Self::BookingPaused(_)
            | Self::MarkContested(_)
            | Self::MarkDecided(_)
            | Self::DisputeSettled(_)
            | Self::NotesDelayed(_)
            | Self::HeldWithoutNotes(_)
            | Self::NotesMissed(_)
            | Self::NotesDue(_)
            | Self::Feedback(_)
            | Self::QuestionAsked(_)
            | Self::QuestionWaiting(_)
            | Self::QuestionAnswered(_)
            | Self::Attached(_)
            | Self::Thanked(_)
            | Self::HowWasIt(_) => Urgency::Usual,
            Self::ProgramInvited(_)
            | Self::CoordinatorWrote(_)
            | Self::RoundOpen(_)
            | Self::RoundMissed(_)
            | Self::WeeklyPlan(_)
            | Self::ImpactSummary(_) => Urgency::Bulk,
        }
    }
}

/// Hours by day that are to be left, in the morning, before something begins or ends.
const MORNING_HOURS: i64 = 3;

/// Hours after a session in which its people are taken to be awake still.
const AFTERWARDS_HOURS: i64 = 1;

impl Message {
    /// Whether this can wait for the end of its reader's night. What somebody waits for can't, nor what would be late by then.
    pub fn can_wait(&self, now: Timestamp, morning: Timestamp) -> bool {
        let in_time = |moment: Timestamp| morning.plus_hours(MORNING_HOURS) <= moment;
        let over = |card: &SessionSnapshot| now > Span::of(card.starts_at, card.length).to.plus_hours(AFTERWARDS_HOURS);
        match self {
            Self::VerifyAddress(_)
            | Self::AddressTaken(_)
            | Self::ResetPassword(_)
            | Self::ConfirmNewAddress(_)
            | Self::AddressChanged(_)
            | Self::PasswordChanged(_)
            | Self::SignInEnded(_)
            | Self::AccountDeleted(_)
            | Self::InvitationMoved(_)
            | Self::RunningLate(_)
            | Self::PersonReported(_) => false,
            Self::SessionBooked(mail) => in_time(mail.card.starts_at),
            Self::SessionCancelled(mail) => in_time(mail.card.starts_at),
            Self::PlaceMissing(mail) => in_time(mail.card.starts_at),
            Self::PlaceSet(mail) => in_time(mail.card.starts_at),
            // The mail matters for both the old and the new start, so the earlier one counts.
            Self::SessionMoved(mail) => in_time(mail.card.starts_at.min(mail.from)),
            Self::MoveOff(mail) => in_time(mail.card.starts_at),
            Self::MoveProposed(mail) => in_time(mail.card.starts_at.min(mail.answer_by)),
            Self::StandInAsked(mail) => in_time(mail.starts_at),
            Self::MatchOffered(mail) => in_time(mail.answer_by),
            Self::Reminder(mail) => {
                in_time(mail.card.starts_at) && mail.card.free_until.is_none_or(|free| free <= now || in_time(free))
            }
            // They have just been in the call.
            Self::HowWasIt(mail) => over(&mail.card),
            Self::NotesDue(mail) => over(&mail.card),
            Self::OfferEnding(_)
            | Self::OfferOff(_)
            | Self::EveningDigest(_)
            | Self::RequestExpired(_)
            | Self::MarkedAbsent(_)
            | Self::AbsenceDisputed(_)
            | Self::BookingPaused(_)
            | Self::MarkContested(_)
            | Self::DisputeSettled(_)
            | Self::NotesDelayed(_)
            | Self::HeldWithoutNotes(_)
            | Self::NotesMissed(_)
            | Self::MarkDecided(_)
            | Self::WriteUp(_)
            | Self::NotesSettled(_)
            | Self::NotesLate(_)
            | Self::Feedback(_)
            | Self::QuestionAsked(_)
            | Self::QuestionWaiting(_)
            | Self::QuestionAnswered(_)
            | Self::Attached(_)
            | Self::Thanked(_)
            | Self::ReportClosed(_)
            | Self::MemberRemoved(_)
            | Self::CoordinatorWrote(_)
            | Self::RoundOpen(_)
            | Self::RoundMissed(_)
            | Self::ProgramInvited(_)
            | Self::WeeklyPlan(_)
            | Self::ImpactSummary(_) => true,
        }
    }
}
