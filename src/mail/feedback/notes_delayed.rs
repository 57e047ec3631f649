use crate::domain::booking::life_cycle::NOTES_WAIT_DAYS;
use crate::domain::{Span, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The notes are late; tells the candidate what happens next. Sent at the time of the interviewer's last reminder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotesDelayed {
    /// The session.
    pub card: SessionSnapshot,
    /// Until when the notes are waited for, when it's sent; a week from the end, if nothing gave them more time.
    #[serde(skip)]
    pub until: Option<Timestamp>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// The deadline after which the session ends without notes, in the recipient's zone and UTC.
    until: String,
}

templates!(
    fill(View<'a>),
    "mail/feedback/notes_delayed.subject.txt",
    "mail/feedback/notes_delayed.txt",
    "mail/feedback/notes_delayed.html"
);

impl MailKind for NotesDelayed {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let ended = Span::of(self.card.starts_at, self.card.length).to;
        let until = sending.when(self.until.unwrap_or_else(|| ended.plus_days(NOTES_WAIT_DAYS)));
        fill(sending, &View { session: sending.session(&self.card), until })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        vec![("notes_delayed", Self { card: samples::card(Seat::Candidate), until: None })]
    }
}
