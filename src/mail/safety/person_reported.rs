use crate::domain::safety::report::Report;
use crate::domain::{DisplayName, EmailAddress, ReportId};
use crate::mail::frame::Operation;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// Somebody was reported; goes to those responsible, or to an operator's address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonReported {
    /// The report.
    pub report: ReportId,
    /// The operator's address, if it goes there.
    pub operator: Option<EmailAddress>,
    /// The report, as of the time of sending.
    #[serde(skip)]
    pub told: Option<Box<Report>>,
}

struct View<'a> {
    /// The reporter, by full name, because first names can be ambiguous.
    reporter: &'a DisplayName,
    /// Who was reported, likewise.
    about: &'a DisplayName,
    /// `harassment`
    what: &'static str,
    /// When it was reported, in the recipient's zone and UTC.
    when: String,
    /// In the reporter's words.
    text: Option<&'a str>,
    /// Its id, for the API.
    id: ReportId,
    /// The page for reading and closing it.
    page: String,
}

templates!(
    fill(View<'a>),
    "mail/safety/person_reported.subject.txt",
    "mail/safety/person_reported.txt",
    "mail/safety/person_reported.html"
);

impl MailKind for PersonReported {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let told = self.told.as_deref().ok_or(RenderError::NothingTold)?;
        let view = View {
            reporter: &told.reporter.name,
            about: &told.about.name,
            what: told.what.label(),
            when: sending.when(told.created_at),
            text: words::unless_empty(&told.text),
            id: self.report,
            page: sending.frame.docs(Operation::GET_REPORT),
        };
        fill(sending, &view)
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::booking::session::Person;
        use crate::domain::safety::report::{Concern, ReportState};
        use crate::mail::samples;

        let person = |name: &str, number: u8| Person {
            id: format!("0191b1c2-7a3e-7cc0-8f7e-0000000000{number:02}").parse().unwrap(),
            name: name.parse().unwrap(),
        };
        let told = Report {
            id: "0191b1c2-7a3e-7cc0-8f7e-000000000020".parse().unwrap(),
            reporter: person("Chandra", 21),
            about: person("Bo Larsen", 22),
            session: None,
            what: Concern::Harassment,
            text: "He asked where I live, twice, after I had said no.\nI left the call.".parse().unwrap(),
            state: ReportState::Open,
            word: None,
            created_at: samples::at("2027-01-13T16:55:00Z"),
            closed_at: None,
            programs: Vec::new(),
        };
        let bare = Report { text: Default::default(), what: Concern::Spam, ..told.clone() };
        let reported = |told: Report| Self { report: told.id, operator: None, told: Some(Box::new(told)) };
        vec![("person_reported", reported(told)), ("person_reported.bare", reported(bare))]
    }
}
