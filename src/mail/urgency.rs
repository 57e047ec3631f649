//! Which mails go first.

use super::message::Message;

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
            | Self::PlaceMissing(_)
            | Self::AddressChanged(_)
            | Self::PasswordChanged(_)
            | Self::SignInEnded(_)
            | Self::AccountDeleted(_)
            | Self::MatchOffered(_)
            | Self::RequestExpired(_)
            | Self::PersonReported(_)
            | Self::ReportClosed(_)
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
            | Self::MarkDecided(_)
            | Self::NotesDue(_)
            | Self::Feedback(_)
            | Self::Thanked(_)
            | Self::HowWasIt(_) => Urgency::Usual,
            Self::ProgramInvited(_) | Self::WeeklyPlan(_) | Self::ImpactSummary(_) => Urgency::Bulk,
        }
    }
}
