use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The notes are due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotesDue {
    /// The session.
    pub card: SessionSnapshot,
    /// How many hours after the session's end it goes out: 0, 20 or 44.
    pub hours_after: u8,
    /// Other sessions whose notes the recipient still has to write, read when it's sent.
    #[serde(skip)]
    pub others: Vec<SessionSnapshot>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Other sessions whose notes are still to write.
    others: Vec<SessionView<'a>>,
    /// Hours since the session's end.
    hours_after: u8,
    /// The page that says what makes notes useful.
    rules_page: String,
}

templates!(
    fill(View<'a>),
    "mail/feedback/notes_due.subject.txt",
    "mail/feedback/notes_due.txt",
    "mail/feedback/notes_due.html"
);

impl MailKind for NotesDue {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let (session, rules_page) = (sending.session(&self.card), sending.frame.address("note-rules"));
        let others = self.others.iter().map(|card| sending.session(card)).collect();
        fill(sending, &View { session, others, hours_after: self.hours_after, rules_page })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let due = |hours_after| Self { card: samples::card(Seat::Interviewer), hours_after, others: Vec::new() };
        let others = vec![samples::card(Seat::Interviewer); 2];
        vec![
            ("notes_due.0", due(0)),
            ("notes_due.20", due(20)),
            ("notes_due.44", due(44)),
            ("notes_due.several", Self { others, ..due(20) }),
        ]
    }
}
