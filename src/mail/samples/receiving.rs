//! Mails about what became of feedback: a thank-you, a month of an interviewer's, and notes that did not come.

use super::{at, card};
use crate::domain::{Kind, Level, ProgramId, Seat};
use crate::mail::message::{Message, Overdue};

pub(crate) fn messages() -> Vec<(&'static str, Message)> {
    let line = || "You waited while I drew the queue; I've drawn it before every answer since.".parse().unwrap();
    let late = |candidate: &str, program: Option<ProgramId>, (moments, ratings, lines)| Overdue {
        session: "0191b1c2-7a3e-7cc0-8f7e-000000000001".parse().unwrap(),
        program,
        candidate: candidate.parse().unwrap(),
        interviewer: "Bo Larsen".parse().unwrap(),
        kind: Kind::Concepts,
        level: Level::Junior,
        starts_at: at("2027-01-11T17:00:00Z"),
        moments,
        ratings,
        lines,
    };
    let program = "0191b1c2-7a3e-7cc0-8f7e-000000000030".parse().ok();
    let overdue = |operator: Option<&str>, told| Message::NotesLate {
        sessions: Vec::new(),
        operator: operator.map(|address| address.parse().unwrap()),
        told,
    };
    let many = (1..=17).map(|number| late(&format!("Candidate {number}"), program, (number, number % 2, number % 3)));
    let month = "2027-01-01".parse().unwrap();
    let full = Message::ImpactSummary {
        month,
        sessions: 3,
        in_time: 2,
        reviews: 2,
        again: 2,
        specific: 1,
        steps_done: 4,
        thanks: vec![line(), "Your second \"why?\" is the one I practise now.".parse().unwrap()],
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
        ("thanked", Message::Thanked { card: card(Seat::Interviewer), line: line() }),
        ("notes_late", overdue(None, vec![late("Chandra", program, (5, 1, 0))])),
        (
            "notes_late.operator",
            overdue(Some("ann@example.com"), vec![late("Chandra", None, (0, 0, 0)), late("Dan", None, (0, 2, 1))]),
        ),
        ("notes_late.many", overdue(None, many.collect())),
        ("impact_summary", full),
        ("impact_summary.small", small),
    ]
}
