use crate::domain::{DisplayName, Prose};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// Asks somebody to write notes in the interviewer's place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteUp {
    /// The session.
    pub card: SessionSnapshot,
    /// The interviewer.
    pub interviewer: DisplayName,
    /// How it came about, in the words of the person who asks.
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
    /// The session as the interviewer sees it.
    session: SessionView<'a>,
    /// The interviewer's first name.
    interviewer: &'a str,
    /// How it came about, in the words of the person who asks.
    word: &'a str,
    /// Whether the interviewer had noted anything by then.
    noted: bool,
}

templates!(
    fill(View<'a>),
    "mail/feedback/write_up.subject.txt",
    "mail/feedback/write_up.txt",
    "mail/feedback/write_up.html"
);

impl MailKind for WriteUp {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let session = sending.session(&self.card);
        let interviewer = self.interviewer.first_name();
        fill(sending, &View { session, interviewer, word: &self.word, noted: self.noted })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let asked = Self {
            card: samples::card(Seat::Interviewer),
            interviewer: "Bo Larsen".parse().unwrap(),
            word: samples::reason(),
            noted: true,
        };
        let bare = Self { noted: false, ..asked.clone() };
        vec![("write_up", asked), ("write_up.bare", bare)]
    }
}
