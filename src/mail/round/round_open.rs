use crate::domain::program::Seats;
use crate::domain::{DisplayName, Kind, LocalDate, RoundId, SessionLength, Timestamp};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// A round is open; asks somebody who could be in it when they have time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundOpen {
    /// The round.
    pub round: RoundId,
    /// The content, loaded when the mail is sent: days may change, and people may say their hours.
    #[serde(skip)]
    pub told: Option<OpenRound>,
}

/// An open round, as one of its members is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRound {
    /// The program's name.
    pub program: DisplayName,
    /// The round's name.
    pub name: DisplayName,
    /// Its first day.
    pub starts_on: LocalDate,
    /// Its last day.
    pub ends_on: LocalDate,
    /// The length of its sessions.
    pub length: SessionLength,
    /// Its kind, if it has one.
    pub kind: Option<Kind>,
    /// The seats that they take in the program.
    pub seats: Seats,
    /// Until when they are asked to answer, if that's set (UTC).
    pub answer_by: Option<Timestamp>,
    /// Whether they have set weekly hours.
    pub has_hours: bool,
    /// The page for answering.
    pub page: String,
}

struct View<'a> {
    /// The program's name.
    program: &'a str,
    /// The round's name.
    name: &'a str,
    /// `14 January`, `18 to 31 January`
    days: String,
    /// `a 60-minute concepts interview`
    what: String,
    /// Whether they practise; otherwise they only interview.
    practises: bool,
    /// Whether they also interview.
    interviews: bool,
    /// Until when, in the recipient's zone and UTC.
    until: Option<String>,
    has_hours: bool,
    /// The page for answering.
    page: &'a str,
    /// The page for turning these mails off.
    stop: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/round/round_open.subject.txt",
    "mail/round/round_open.txt",
    "mail/round/round_open.html"
);

impl MailKind for RoundOpen {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let told = self.told.as_ref().ok_or(RenderError::NothingTold)?;
        let kind = told.kind.map_or("mock".to_owned(), |kind| kind.label().to_owned());
        let (first, last) = (told.starts_on.date(), told.ends_on.date());
        let view = View {
            program: &told.program,
            name: &told.name,
            days: if first == last { words::day(first, sending.now) } else { words::days(first, last, sending.now) },
            what: format!("a {}-minute {kind} interview", told.length.minutes()),
            practises: told.seats.candidate,
            interviews: told.seats.interviewer,
            until: told.answer_by.map(|until| sending.when(until)),
            has_hours: told.has_hours,
            page: &told.page,
            stop: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let told = OpenRound {
            program: "Frontend evenings".parse().unwrap(),
            name: "January".parse().unwrap(),
            starts_on: "2027-01-18".parse().unwrap(),
            ends_on: "2027-01-31".parse().unwrap(),
            length: SessionLength::try_from(60).unwrap(),
            kind: Some(Kind::Concepts),
            seats: Seats { candidate: true, interviewer: false },
            answer_by: Some(samples::at("2027-01-15T17:00:00Z")),
            has_hours: true,
            page: "https://candor.example.org/round?token=the-page".to_owned(),
        };
        let round: RoundId = "0191b1c2-7a3e-7cc0-8f7e-000000000042".parse().unwrap();
        let open = |told| Self { round, told: Some(told) };
        let one_day = OpenRound {
            ends_on: told.starts_on,
            kind: None,
            answer_by: None,
            has_hours: false,
            seats: Seats { candidate: true, interviewer: true },
            ..told.clone()
        };
        let interviewer = OpenRound { seats: Seats { candidate: false, interviewer: true }, ..told.clone() };
        vec![
            ("round_open", open(told)),
            ("round_open.no_hours", open(one_day)),
            ("round_open.interviewer", open(interviewer)),
        ]
    }
}
