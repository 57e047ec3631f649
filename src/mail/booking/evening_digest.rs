use crate::document::words::things;
use crate::domain::LocalDate;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The evening's mail for those who want one instead of single reminders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EveningDigest {
    /// Its day, in the recipient's zone.
    pub day: LocalDate,
    /// What it says, read when it's sent.
    #[serde(skip)]
    pub told: Option<Agenda>,
}

/// What's ahead of somebody in the evening.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agenda {
    /// Sessions, soonest first.
    pub sessions: Vec<Planned>,
    /// Notes to write, oldest first.
    pub notes: Vec<Owed>,
}

/// A session in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The session.
    pub card: SessionSnapshot,
    /// Whether they've said they'll be there.
    pub confirmed: bool,
    /// The page for confirming, running late or cancelling.
    pub page: String,
}

/// Notes in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// The session.
    pub card: SessionSnapshot,
    /// Whether they were due already.
    pub late: bool,
}

struct View<'a> {
    /// `Two mock interviews ahead and your notes for Ann Lee`
    sum: String,
    sessions: Vec<One<'a>>,
    notes: Vec<Notes<'a>>,
    /// The page that says what makes notes useful.
    rules_page: String,
    /// The page for turning these mails off.
    page: &'a str,
}

/// A session.
struct One<'a> {
    session: SessionView<'a>,
    confirmed: bool,
    page: &'a str,
}

/// Notes to write.
struct Notes<'a> {
    session: SessionView<'a>,
    late: bool,
}

templates!(
    fill(View<'a>),
    "mail/booking/evening_digest.subject.txt",
    "mail/booking/evening_digest.txt",
    "mail/booking/evening_digest.html"
);

impl MailKind for EveningDigest {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let Some(told) = &self.told else { return Err(RenderError::NothingTold) };
        let view = View {
            sum: sum(told, sending),
            sessions: told
                .sessions
                .iter()
                .map(|one| One { session: sending.session(&one.card), confirmed: one.confirmed, page: &one.page })
                .collect(),
            notes: told.notes.iter().map(|one| Notes { session: sending.session(&one.card), late: one.late }).collect(),
            rules_page: sending.frame.address("note-rules"),
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let page = "https://candor.example.org/verify-email?token=AbC-123_x&y=1";
        let planned = |seat, confirmed| Planned { card: samples::card(seat), confirmed, page: page.to_owned() };
        let digest =
            |sessions, notes| Self { day: "2027-01-13".parse().unwrap(), told: Some(Agenda { sessions, notes }) };
        let owed = |late| Owed { card: samples::card(Seat::Interviewer), late };
        let both = vec![planned(Seat::Candidate, true), planned(Seat::Interviewer, false)];
        vec![
            ("evening_digest", digest(both, vec![owed(false), owed(true)])),
            ("evening_digest.one", digest(vec![planned(Seat::Interviewer, false)], Vec::new())),
            ("evening_digest.notes", digest(Vec::new(), vec![owed(false)])),
        ]
    }
}

/// What it's about, for the subject.
fn sum(told: &Agenda, sending: &Sending<'_>) -> String {
    let sessions = match told.sessions.as_slice() {
        [] => None,
        [one] => {
            let session = sending.session(&one.card);
            Some(format!("Mock interview with {} {}", session.other_in_full, session.soon))
        }
        several => Some(things(several.len()).replace("thing", "mock interview") + " ahead"),
    };
    let notes = match told.notes.as_slice() {
        [] => None,
        [one] => Some(format!("your notes for {}", one.card.other_name)),
        several => Some(format!("your notes on {}", things(several.len()).replace("thing", "interview"))),
    };
    let sum = [sessions, notes].into_iter().flatten().collect::<Vec<_>>().join(", and ");
    let mut letters = sum.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
