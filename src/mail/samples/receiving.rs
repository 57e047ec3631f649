//! Mails about what became of feedback: a thank-you, and a month of an interviewer's.

use super::card;
use crate::mail::message::Message;
use crate::types::Role;

pub(super) fn messages() -> Vec<(&'static str, Message)> {
    let line = || "You waited while I drew the queue; I have done so before every answer since.".parse().unwrap();
    let month = "2027-01-01".parse().unwrap();
    let full = Message::ImpactSummary {
        month,
        sessions: 3,
        in_time: 2,
        reviews: 2,
        again: 2,
        specific: 1,
        steps_done: 4,
        thanks: vec![line(), "Your second why is the one that I practise now.".parse().unwrap()],
    };
    let small = Message::ImpactSummary {
        month,
        sessions: 1,
        in_time: 1,
        reviews: 0,
        again: 0,
        specific: 0,
        steps_done: 0,
        thanks: vec![],
    };
    vec![
        ("thanked", Message::Thanked { card: card(Role::Interviewer), line: line() }),
        ("impact_summary", full),
        ("impact_summary.small", small),
    ]
}
