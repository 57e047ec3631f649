use crate::domain::{Prose, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A mark was reviewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkDecided {
    /// The session.
    pub card: SessionSnapshot,
    /// Whether it was removed.
    pub lifted: bool,
    /// A note from the person who decided.
    pub word: Prose<1000>,
    /// What it means for new bookings.
    #[serde(default)]
    pub bookings: Bookings,
    /// The deadline for the notes (UTC), if they can be written again.
    #[serde(default)]
    pub notes_by: Option<Timestamp>,
    /// Whether nobody decided in time.
    #[serde(default)]
    pub undecided: bool,
}

/// What a decision about a mark means for new bookings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bookings {
    /// Nothing.
    #[default]
    Unchanged,
    /// They are possible again.
    Resumed,
    /// They are paused until then (UTC).
    PausedUntil(Timestamp),
}

struct View<'a> {
    session: SessionView<'a>,
    /// Whether the mark was removed.
    lifted: bool,
    /// A note from the person who decided.
    word: &'a str,
    /// Whether new bookings are possible again.
    resumed: bool,
    /// Until when they are paused, in the recipient's zone and UTC.
    paused: Option<String>,
    /// The deadline for the notes, in the recipient's zone and UTC.
    notes_by: Option<String>,
    /// Whether nobody decided in time.
    undecided: bool,
}

templates!(
    fill(View<'a>),
    "mail/booking/mark_decided.subject.txt",
    "mail/booking/mark_decided.txt",
    "mail/booking/mark_decided.html"
);

impl MailKind for MarkDecided {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let session = sending.session(&self.card);
        let paused = match self.bookings {
            Bookings::PausedUntil(until) if sending.now < until => Some(sending.when(until)),
            _ => None,
        };
        let resumed = self.bookings == Bookings::Resumed;
        let notes_by = self.notes_by.map(|by| sending.when(by));
        let (lifted, word, undecided) = (self.lifted, &*self.word, self.undecided);
        fill(sending, &View { session, lifted, word, resumed, paused, notes_by, undecided })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let decided = |seat, lifted, bookings| {
            let (card, word) = (samples::card(seat), samples::reason());
            Self { card, lifted, word, bookings, notes_by: None, undecided: false }
        };
        let notes_by = Some(samples::at("2027-01-24T09:00:00Z"));
        let paused = Bookings::PausedUntil(samples::at("2027-01-28T17:00:00Z"));
        vec![
            ("mark_decided.lifted", decided(Seat::Candidate, true, Bookings::Unchanged)),
            ("mark_decided.lifted.resumed", decided(Seat::Candidate, true, Bookings::Resumed)),
            ("mark_decided.lifted.held", Self { notes_by, ..decided(Seat::Candidate, true, Bookings::Unchanged) }),
            ("mark_decided.lifted.noted", Self { notes_by, ..decided(Seat::Interviewer, true, Bookings::Unchanged) }),
            ("mark_decided.undecided", Self { undecided: true, ..decided(Seat::Candidate, true, Bookings::Resumed) }),
            ("mark_decided.upheld", decided(Seat::Interviewer, false, Bookings::Unchanged)),
            ("mark_decided.upheld.paused", decided(Seat::Interviewer, false, paused)),
        ]
    }
}
