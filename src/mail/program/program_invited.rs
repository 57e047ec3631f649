use crate::domain::program::{ProgramRole, Seats};
use crate::domain::{DisplayName, InvitationId, LocalDate, Prose, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// An invitation to a program; goes to the invitation's address, which may have no account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgramInvited {
    /// The invitation.
    pub invitation: InvitationId,
    /// The program's name.
    pub program: DisplayName,
    /// What it is for, in its coordinators' words; may be empty.
    pub about: Prose<2000>,
    /// The inviting coordinator.
    pub by: DisplayName,
    /// The role they're invited to.
    pub role: ProgramRole,
    /// The seats they're invited to.
    pub seats: Seats,
    /// The program's first day.
    pub starts_on: LocalDate,
    /// Its last day.
    pub ends_on: Option<LocalDate>,
    /// When the invitation expires (UTC).
    pub expires_at: Timestamp,
}

struct View<'a> {
    /// The inviting coordinator.
    by: &'a str,
    /// The program's name.
    program: &'a str,
    /// What it is for, in its coordinators' words.
    about: Option<&'a str>,
    /// `be interviewed and interview others`
    as_what: &'static str,
    /// What comes after joining.
    next: &'static str,
    /// `4 January to 28 March`, `from 4 January`
    dates: String,
    /// The day on which the link expires.
    until: String,
    /// The page behind the button.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/program/program_invited.subject.txt",
    "mail/program/program_invited.txt",
    "mail/program/program_invited.html"
);

impl MailKind for ProgramInvited {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view = View {
            by: &self.by,
            program: &self.program,
            about: words::unless_empty(&self.about),
            as_what: as_what(self.role, self.seats),
            next: next(self.role, self.seats),
            dates: dates(self.starts_on, self.ends_on, sending.now),
            // A day is precise enough; it's in UTC, and the link works until some time on it.
            until: words::day(self.expires_at.utc().date_naive(), sending.now),
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        // To a program with an end, to practise; or to one without, to interview.
        let invited = |about: &str, practises: bool| Self {
            invitation: "0191b1c2-7a3e-7cc0-8f7e-000000000004".parse().unwrap(),
            program: "Frontend evenings".parse().unwrap(),
            about: about.parse().unwrap(),
            by: "Chandra".parse().unwrap(),
            role: ProgramRole::Member,
            seats: Seats { candidate: practises, interviewer: !practises },
            starts_on: "2027-01-18".parse().unwrap(),
            ends_on: practises.then(|| "2027-03-28".parse().unwrap()),
            expires_at: samples::at("2027-02-12T17:00:00Z"),
        };
        vec![
            ("program_invited.member", invited("An evening club: bring one thing you want to explain better.", true)),
            ("program_invited.bare", invited("", false)),
        ]
    }
}

fn as_what(role: ProgramRole, seats: Seats) -> &'static str {
    match (role, seats.candidate, seats.interviewer) {
        (ProgramRole::Coordinator, ..) => "help run it",
        (_, true, true) => "be interviewed and interview others",
        (_, false, true) => "interview others",
        _ => "be interviewed",
    }
}

fn next(role: ProgramRole, seats: Seats) -> &'static str {
    match (role, seats.candidate, seats.interviewer) {
        (ProgramRole::Coordinator, ..) => "After that you'll see how everybody is doing, and you can invite people.",
        (_, true, true) => {
            "After that, say what you want to practise, what you can ask about and when you have time; we'll tell you who you're meeting and when."
        }
        (_, false, true) => {
            "After that, say what you can ask about and when you have time; we'll tell you who you're meeting and when. A form guides you through the notes."
        }
        _ => {
            "After that, say what you want to practise and when you have time; we'll tell you who you're meeting and when."
        }
    }
}

fn dates(first: LocalDate, last: Option<LocalDate>, now: Timestamp) -> String {
    match last {
        Some(last) => words::days(first.date(), last.date(), now),
        None => format!("from {}", words::day(first.date(), now)),
    }
}
