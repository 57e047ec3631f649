//! Which mails go first.

use super::message::Message;

/// How soon a mail is wanted, soonest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody waits for it now, or it's of no use an hour later: it goes first, and has senders of its own.
    Urgent,
    /// As it comes.
    Usual,
    /// To many people at once, and as good in an hour.
    Bulk,
}

impl Urgency {
    /// As the outbox keeps it: what goes first sorts first.
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
            Self::VerifyAddress { .. }
            // As soon as the one above: how long it takes tells nobody whether there is an account.
            | Self::AddressTaken
            | Self::ResetPassword { .. }
            | Self::ConfirmNewAddress { .. }
            | Self::SessionCancelled { .. }
            | Self::StandInAsked { .. }
            | Self::RunningLate { .. } => Urgency::Urgent,
            Self::Reminder { hours_before, .. } => if *hours_before <= 1 { Urgency::Urgent } else { Urgency::Usual },
            Self::AddressChanged { .. }
            | Self::PasswordChanged
            | Self::AccountDeleted { .. }
            | Self::MatchOffered { .. }
            | Self::RequestExpired { .. }
            | Self::PersonReported { .. }
            | Self::ReportClosed { .. }
            | Self::SessionBooked { .. }
            | Self::MoveProposed { .. }
            | Self::MoveOff { .. }
            | Self::SessionMoved { .. }
            | Self::MarkedAbsent { .. }
            | Self::AbsenceDisputed { .. }
            | Self::WriteUp { .. }
            | Self::NotesSettled { .. }
            | Self::NotesLate { .. }
            | Self::BookingPaused { .. }
            | Self::MarkDecided { .. }
            | Self::NotesDue { .. }
            | Self::Feedback { .. }
            | Self::Thanked { .. }
            | Self::HowWasIt { .. } => Urgency::Usual,
            Self::ProgramInvited { .. } | Self::WeeklyPlan { .. } | Self::ImpactSummary { .. } => Urgency::Bulk,
        }
    }
}
