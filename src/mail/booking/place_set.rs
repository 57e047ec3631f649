use crate::calendar::write::Method;
use crate::domain::Seat;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// The interviewer said where they meet, or changed the place; carries the invitation again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceSet {
    /// The session.
    pub card: SessionSnapshot,
    /// The seat of who said it: in the other half of a swap they practise.
    pub by: Seat,
    /// Whether there was another place before.
    pub changed: bool,
}

struct View<'a> {
    session: SessionView<'a>,
    /// Whether the recipient said it.
    mine: bool,
    /// Whether there was another place before.
    changed: bool,
}

templates!(
    fill(View<'a>),
    "mail/booking/place_set.subject.txt",
    "mail/booking/place_set.txt",
    "mail/booking/place_set.html"
);

impl MailKind for PlaceSet {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let view =
            View { session: sending.session(&self.card), mine: self.by == self.card.my_role, changed: self.changed };
        fill(sending, &view)
    }

    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        Some((Method::Request, &self.card))
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let set = |role, changed| Self { card: samples::card(role), by: Seat::Interviewer, changed };
        let words = |role| {
            let meeting_place = Some("Room 2.14, library".parse().unwrap());
            Self {
                card: SessionSnapshot { meeting_place, ..samples::card(role) },
                by: Seat::Interviewer,
                changed: true,
            }
        };
        vec![
            ("place_set", set(Seat::Candidate, false)),
            ("place_set.changed", words(Seat::Candidate)),
            ("place_set.mine", set(Seat::Interviewer, true)),
        ]
    }
}
