use crate::domain::program::{ProgramRole, Seats};
use crate::domain::{LocalDate, Timestamp};
use crate::mail::message::Message;
use crate::mail::words;

/// A mail that asks somebody into a program.
#[derive(Default)]
pub(crate) struct Invitation<'a> {
    /// Who invites.
    pub by: &'a str,
    /// What the program is called.
    pub program: &'a str,
    /// What it is for, in its coordinators' words; may be empty.
    pub about: &'a str,
    /// `be interviewed and interview others`
    pub as_what: &'static str,
    /// What comes after joining.
    pub next: &'static str,
    /// `4 January to 28 March`, `from 4 January`
    pub dates: String,
    /// The day on which the link runs out.
    pub until: String,
    /// The page behind the button.
    pub url: &'a str,
}

impl<'a> Invitation<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, url: &'a str, now: Timestamp) -> Self {
        let Message::ProgramInvited { program, about, by, role, seats, starts_on, ends_on, expires_at, .. } = message
        else {
            return Self::default();
        };
        Self {
            by,
            program,
            about,
            as_what: as_what(*role, *seats),
            next: next(*role, *seats),
            dates: dates(*starts_on, *ends_on, now),
            // A day is exact enough; it is UTC's, and the link works until some moment of it.
            until: words::day(expires_at.utc().date_naive(), now),
            url,
        }
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
    let day = |date: LocalDate| words::day(date.date(), now);
    match last {
        Some(last) => format!("{} to {}", day(first), day(last)),
        None => format!("from {}", day(first)),
    }
}
