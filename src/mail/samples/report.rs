//! Mails about a report of somebody.

use super::at;
use crate::domain::booking::session::Person;
use crate::domain::safety::report::{Concern, Report, ReportState};
use crate::mail::message::Message;

fn person(name: &str, number: u8) -> Person {
    let id = format!("0191b1c2-7a3e-7cc0-8f7e-0000000000{number:02}");
    Person { id: id.parse().unwrap(), name: name.parse().unwrap() }
}

pub(crate) fn messages() -> Vec<(&'static str, Message)> {
    let told = Report {
        id: "0191b1c2-7a3e-7cc0-8f7e-000000000020".parse().unwrap(),
        reporter: person("Chandra", 21),
        about: person("Bo Larsen", 22),
        session: None,
        what: Concern::Harassment,
        text: "He asked where I live, twice, after I had said no.\nI left the call.".parse().unwrap(),
        state: ReportState::Open,
        word: None,
        created_at: at("2027-01-13T16:55:00Z"),
        closed_at: None,
        programs: Vec::new(),
    };
    let bare = Report { text: Default::default(), what: Concern::Spam, ..told.clone() };
    let reported =
        |told: Report| Message::PersonReported { report: told.id, operator: None, told: Some(Box::new(told)) };
    let closed = Message::ReportClosed {
        about: "Bo Larsen".parse().unwrap(),
        since: at("2027-01-12T16:55:00Z"),
        word: "We talked to him. He isn't in the class any more.".parse().unwrap(),
    };
    vec![("person_reported", reported(told)), ("person_reported.bare", reported(bare)), ("report_closed", closed)]
}
