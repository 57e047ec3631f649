use crate::calendar::write::Method;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// A session was booked; carries the invitation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionBooked {
    /// The session.
    pub card: SessionSnapshot,
}

struct View<'a> {
    session: SessionView<'a>,
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
        fill(sending, &View { session, calibration_page: sending.link })
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
        vec![
            ("session_booked.candidate", Self { card: samples::card(Seat::Candidate) }),
            ("session_booked.interviewer", Self { card: samples::card(Seat::Interviewer) }),
            ("session_booked.bare", Self { card: bare }),
            ("session_booked.swap.candidate", Self { card: samples::swap(Seat::Candidate) }),
            ("session_booked.swap.interviewer", Self { card: samples::swap(Seat::Interviewer) }),
        ]
    }
}
