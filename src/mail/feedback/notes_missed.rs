use crate::mail::frame::Operation;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session ended without notes; tells its interviewer what that means, and that the notes are still welcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotesMissed {
    /// The session.
    pub card: SessionSnapshot,
    /// Whether the interviewer got a mark.
    pub marked: bool,
}

struct View<'a> {
    session: SessionView<'a>,
    marked: bool,
    /// The page for appealing.
    appeal_page: String,
}

templates!(
    fill(View<'a>),
    "mail/feedback/notes_missed.subject.txt",
    "mail/feedback/notes_missed.txt",
    "mail/feedback/notes_missed.html"
);

impl MailKind for NotesMissed {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let appeal_page = sending.frame.docs(Operation::APPEAL_MARK);
        fill(sending, &View { session: sending.session(&self.card), marked: self.marked, appeal_page })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let missed = |marked| Self { card: samples::card(Seat::Interviewer), marked };
        vec![("notes_missed", missed(true)), ("notes_missed.unmarked", missed(false))]
    }
}
