use crate::domain::{DisplayName, LocalDate, ProgramId, Seat};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// A round was published, and somebody who took part has no session in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundMissed {
    /// The program.
    pub program: ProgramId,
    /// Its name.
    pub program_name: DisplayName,
    /// The round's name.
    pub round_name: DisplayName,
    /// Its first day.
    pub starts_on: LocalDate,
    /// Its last day.
    pub ends_on: LocalDate,
    /// The seat they took part in.
    pub seat: Seat,
    /// Why, and what would help, in words for them; empty for interviewers, who just weren't needed.
    pub why: String,
    /// Whether they come before others in the next round.
    pub earlier_next: bool,
}

struct View<'a> {
    /// The program's name.
    program: &'a str,
    /// The round's name.
    name: &'a str,
    /// `14 January`, `18 to 31 January`
    days: String,
    practises: bool,
    /// Why, and what would help.
    why: Option<&'a str>,
    earlier_next: bool,
    /// The page for turning these mails off.
    stop: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/round/round_missed.subject.txt",
    "mail/round/round_missed.txt",
    "mail/round/round_missed.html"
);

impl MailKind for RoundMissed {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let (first, last) = (self.starts_on.date(), self.ends_on.date());
        let view = View {
            program: &self.program_name,
            name: &self.round_name,
            days: if first == last { words::day(first, sending.now) } else { words::days(first, last, sending.now) },
            practises: self.seat == Seat::Candidate,
            why: words::unless_empty(&self.why),
            earlier_next: self.earlier_next,
            stop: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let missed = |seat, why: &str, earlier_next| Self {
            program: "0191b1c2-7a3e-7cc0-8f7e-000000000031".parse().unwrap(),
            program_name: "Frontend evenings".parse().unwrap(),
            round_name: "January".parse().unwrap(),
            starts_on: "2027-01-18".parse().unwrap(),
            ends_on: "2027-01-31".parse().unwrap(),
            seat,
            why: why.to_owned(),
            earlier_next,
        };
        let full = "2 interviewers do concepts at junior level in English. 2 are available in your windows, but they have \
                    something else then. Tuesday 2 February at 18:00 would reach 1 person.";
        vec![
            ("round_missed", missed(Seat::Candidate, full, true)),
            (
                "round_missed.no_hours",
                missed(Seat::Candidate, "You haven't said when you have time on the round's days.", false),
            ),
            ("round_missed.interviewer", missed(Seat::Interviewer, "", false)),
        ]
    }
}
