use super::message::Message;
use crate::domain::program::{ProgramRole, Seats};
use crate::domain::{Instant, LocalDate};

/// A mail that asks somebody into a program.
#[derive(Default)]
pub(crate) struct Invitation<'a> {
    /// Who invites.
    pub by: &'a str,
    /// What the program is called.
    pub program: &'a str,
    /// What it is for, in its coordinators' words; may be empty.
    pub about: &'a str,
    /// `to be interviewed and to interview others`
    pub as_what: &'static str,
    /// What comes after joining.
    pub next: &'static str,
    /// `from 4 January 2027 on`
    pub dates: String,
    /// The day on which the link runs out.
    pub until: String,
    /// The page behind the button.
    pub url: &'a str,
}

impl<'a> Invitation<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, url: &'a str) -> Self {
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
            dates: dates(*starts_on, *ends_on),
            until: until(*expires_at),
            url,
        }
    }
}

fn as_what(role: ProgramRole, seats: Seats) -> &'static str {
    match (role, seats.candidate, seats.interviewer) {
        (ProgramRole::Coordinator, ..) => "to help run it",
        (_, true, true) => "to be interviewed and to interview others",
        (_, false, true) => "to interview others",
        _ => "to be interviewed",
    }
}

fn next(role: ProgramRole, seats: Seats) -> &'static str {
    match (role, seats.candidate, seats.interviewer) {
        (ProgramRole::Coordinator, ..) => "After that you see how everybody stands, and can invite people.",
        (_, true, true) => {
            "After that, say what you want to practise, what you can ask about, and when you have time; you are told when you meet whom."
        }
        (_, false, true) => {
            "After that, say what you can ask about and when you have time; you are told when you meet whom, and the notes have a form that guides you."
        }
        _ => "After that, say what you want to practise and when you have time; you are told when you meet whom.",
    }
}

fn dates(first: LocalDate, last: Option<LocalDate>) -> String {
    let day = |date: LocalDate| date.date().format("%-d %B %Y").to_string();
    match last {
        Some(last) => format!("{} to {}", day(first), day(last)),
        None => format!("from {} on", day(first)),
    }
}

/// A day is exact enough; it is UTC's, and the link holds until some moment of it.
fn until(expires_at: Instant) -> String {
    expires_at.utc().format("%-d %B %Y").to_string()
}
