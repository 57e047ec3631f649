use crate::calendar::write::Method;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session was booked; carries the invitation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionBooked {
    /// The session.
    pub card: SessionSnapshot,
    /// Sample sessions to practise rating on, where that is known to be of use when the mail is sent.
    #[serde(skip)]
    pub calibration_page: Option<String>,
}

impl SessionBooked {
    /// For the person whose seat the snapshot names.
    pub fn new(card: SessionSnapshot) -> Self {
        Self { card, calibration_page: None }
    }
}

struct View<'a> {
    session: SessionView<'a>,
    /// The page to cancel it.
    page: Option<&'a str>,
    /// Sample sessions to practise rating on, before somebody's first interview.
    calibration_page: Option<&'a str>,
}

templates!(
    fill(View<'a>),
    "mail/booking/session_booked.subject.txt",
    "mail/booking/session_booked.txt",
    "mail/booking/session_booked.html"
);

impl MailKind for SessionBooked {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let session = sending.session(&self.card);
        fill(sending, &View { session, page: sending.link, calibration_page: self.calibration_page.as_deref() })
    }

    fn calendar(&self) -> Option<(Method, &SessionSnapshot)> {
        Some((Method::Request, &self.card))
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let bare = SessionSnapshot {
            topics: vec![],
            aims: Default::default(),
            meeting_place: None,
            ..samples::card(Seat::Candidate)
        };
        let first = Self {
            calibration_page: Some(samples::CALIBRATION.to_owned()),
            ..Self::new(samples::card(Seat::Interviewer))
        };
        vec![
            ("session_booked.candidate", Self::new(samples::card(Seat::Candidate))),
            ("session_booked.interviewer", first),
            ("session_booked.bare", Self::new(bare)),
            ("session_booked.swap.candidate", Self::new(samples::swap(Seat::Candidate))),
            ("session_booked.swap.interviewer", Self::new(samples::swap(Seat::Interviewer))),
        ]
    }
}
