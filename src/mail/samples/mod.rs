//! People, sessions and notes for the tests of this layer; all ids and dates are fixed. Each kind of mail has its samples in
//! its own file.

mod seats;
mod written;

use super::build::{Rendered, build};
use super::frame::{Frame, Recipient};
use super::session::{SessionSnapshot, SwapEvent};
use crate::document::Made;
use crate::domain::feedback::attachment::{AttachmentKind, NewAttachment};
use crate::domain::feedback::follow_up::{AnswerText, Question};
use crate::domain::{Kind, Level, Line, LinkId, MailId, Prose, Seat, SessionLength, Timestamp, Zone};

pub(crate) use written::{PRIVATE, notes, own};

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn mail_id() -> MailId {
    "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b".parse().unwrap()
}

/// A day before the sessions of these samples.
pub(crate) fn now() -> Timestamp {
    at("2027-01-13T17:00:00Z")
}

pub(crate) fn frame() -> Frame {
    Frame {
        public_url: "https://candor.example.org".parse().unwrap(),
        from: "Candor <hello@candor.example.org>".parse().unwrap(),
        contact: Some("help@candor.example.org".parse().unwrap()),
    }
}

pub(crate) fn ann(zone: Zone) -> Recipient {
    Recipient { address: "ann@example.com".parse().unwrap(), name: "Ann Tamang".parse().unwrap(), zone }
}

pub(crate) fn card(my_role: Seat) -> SessionSnapshot {
    let other = match my_role {
        Seat::Candidate => "Bo Larsen",
        Seat::Interviewer => "Chandra",
    };
    SessionSnapshot {
        session: "0191b1c2-7a3e-7cc0-8f7e-000000000001".parse().unwrap(),
        my_role,
        other_id: "0191b1c2-7a3e-7cc0-8f7e-000000000002".parse().unwrap(),
        other_name: other.parse().unwrap(),
        kind: Kind::Concepts,
        level: Level::Junior,
        topics: vec!["promises".parse().unwrap(), "event-loop".parse().unwrap()],
        aims: "Explaining callback hell without losing the thread; what runs first, and why.\nI freeze when asked \"why?\" twice.".parse().unwrap(),
        starts_at: at("2027-01-14T17:00:00Z"),
        length: SessionLength::try_from(60).unwrap(),
        meeting_place: Some("https://meet.example.org/ann-bo".parse().unwrap()),
        sequence: 2,
        notes_due_at: at("2027-01-15T18:00:00Z"),
        free_until: Some(at("2027-01-13T19:30:00Z")),
        swap_at: None,
        event: None,
        apart: false,
    }
}

/// One half of a swap; the other one follows.
pub(crate) fn swap(my_role: Seat) -> SessionSnapshot {
    let card = card(my_role);
    let (from, to) = (card.starts_at, at("2027-01-14T19:00:00Z"));
    let event = Some(SwapEvent { uid: card.session, sequence: 3, from, to });
    SessionSnapshot { swap_at: Some(at("2027-01-14T18:00:00Z")), event, ..card }
}

pub(crate) fn link() -> LinkId {
    "0191b1c2-7a3e-7cc0-8f7e-000000000003".parse().unwrap()
}

/// A reason for not coming.
pub(crate) fn reason() -> Prose<1000> {
    "My train is stuck and I won't be home in time.\nSorry!".parse().unwrap()
}

/// What a candidate thanks for.
pub(crate) fn thanks() -> Line<200> {
    "You waited while I drew the queue; I've drawn it before every answer since.".parse().unwrap()
}

/// What a candidate asks about the feedback.
pub(crate) fn asked() -> Question {
    "You wrote that I began to code at minute 10.\nWhat would you have liked to hear first?".parse().unwrap()
}

/// What the interviewer answers.
pub(crate) fn answered() -> AnswerText {
    let text = "Which inputs you were going to try, such as:\n\n    [3, 1, 2]\n    []\n\nThen I'd have known what you were after.";
    text.parse().unwrap()
}

/// What was made in the session, as its candidate sees it.
pub(crate) fn made() -> Vec<Made> {
    let one = |kind, title: &str, language: &str, content: &str, by: &str| {
        let (title, language, content) = (title.parse().ok(), language.parse().ok(), content.parse().unwrap());
        Made::new(&NewAttachment { kind, title, language, content, in_shares: false }, by)
    };
    vec![
        one(
            AttachmentKind::Code,
            "What runs first",
            "JavaScript",
            "setTimeout(() => log(\"timeout\"), 0);\n\nPromise.resolve()\n    .then(() => log(\"micro\"))   // before the timeout\n    .catch(log);\n",
            "you",
        ),
        one(
            AttachmentKind::Diagram,
            "",
            "mermaid",
            "graph LR\n  microtasks --> rendering\n  rendering --> tasks\n",
            "Bo",
        ),
        one(AttachmentKind::Link, "", "", "https://git.example.org/ann/queue?a=1&b=2", "you"),
    ]
}

pub(crate) const ACTION: &str = "https://candor.example.org/verify-email?token=AbC-123_x&y=1";

pub(crate) const CALIBRATION: &str = "https://candor.example.org/calibration?token=AbC-123";

/// A mail that can be sent, of no particular kind.
pub(crate) fn built() -> lettre::Message {
    let rendered = Rendered {
        subject: "Booked: mock interview with Bo Larsen".to_owned(),
        text: "Hi Ann,\n\nYou're booked.\n".to_owned(),
        html: "<p>Hi Ann,</p><p>You're booked.</p>".to_owned(),
        calendar: None,
        unsubscribe: None,
        reply_to: None,
    };
    let recipient = ann("Europe/Berlin".parse().unwrap());
    build(&rendered, &recipient, &frame(), mail_id(), now()).unwrap()
}
