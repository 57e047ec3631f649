use crate::domain::{DisplayName, Prose};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// An interviewer's late notes were reassigned, or released as they were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotesSettled {
    /// The session.
    pub card: SessionSnapshot,
    /// Who was asked to write them; `None` if they were released.
    pub writer: Option<DisplayName>,
    /// How it came about, in the words of the person who decided it.
    pub word: Prose<1000>,
    /// Whether the interviewer had noted anything by then.
    #[serde(default = "yes")]
    pub noted: bool,
}

/// As it was told before it was known.
fn yes() -> bool {
    true
}

struct View<'a> {
    session: SessionView<'a>,
    /// Who was asked to write them; `None` if they were released.
    writer: Option<&'a DisplayName>,
    /// How it came about, in the words of the person who decided it.
    word: &'a str,
    /// Whether the interviewer had noted anything by then.
    noted: bool,
}

templates!(
    fill(View<'a>),
    "mail/feedback/notes_settled.subject.txt",
    "mail/feedback/notes_settled.txt",
    "mail/feedback/notes_settled.html"
);

impl MailKind for NotesSettled {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let session = sending.session(&self.card);
        let writer = self.writer.as_ref();
        fill(sending, &View { session, writer, word: &self.word, noted: self.noted })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let settled = |writer, noted| {
            let (card, word) = (samples::card(Seat::Interviewer), samples::reason());
            Self { card, writer, word, noted }
        };
        let cy = || "Cy Moreau".parse().ok();
        vec![
            ("notes_settled.handed", settled(cy(), true)),
            ("notes_settled.handed.bare", settled(cy(), false)),
            ("notes_settled.released", settled(None, true)),
        ]
    }
}
