//! The demo club from `catalogue/demo`, embedded in the binary.

use super::seed::{Attached, Club, Meeting, Member, Outcome, Start};
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::{Availability, WeeklyWindow};
use crate::domain::feedback::notes::Notes;
use crate::domain::{
    Cell, DisplayName, EmailAddress, Invalid, Kind, Level, Prose, Seat, SessionLength, Timestamp, Topic, UpTo, Zone,
};
use serde::Deserialize;
use std::error::Error;

const PEOPLE: &str = include_str!("../../../catalogue/demo/people.json");
const SESSIONS: &str = include_str!("../../../catalogue/demo/sessions.json");

macro_rules! notes {
    ($($name:literal)+) => { &[$(($name, include_str!(concat!("../../../catalogue/demo/", $name)))),+] };
}

/// The notes on the sessions, by file name: delivered notes, and unfinished drafts.
const NOTES: &[(&str, &str)] = notes! {
    "notes/behavioral_dylan.json" "notes/behavioral_ingrid.json" "notes/coding_grace.json" "notes/coding_kwame.json"
    "notes/concepts_hannah.json" "notes/concepts_maya.json" "notes/system_design_ravi.json"
    "notes/system_design_yusuf.json" "notes/take_home_gabriel.json" "notes/take_home_tariq.json"
    "drafts/behavioral_tomas.json" "drafts/coding_anya.json" "drafts/concepts_noor.json"
    "drafts/system_design_piotr.json" "drafts/take_home_zainab.json"
};

/// Minutes since the end of the session whose notes are due; slightly more, because it ends on the grid.
const ENDED_MINUTES_AGO: i64 = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    key: String,
    display_name: DisplayName,
    time_zone: Zone,
    candidate: Option<CandidateProfile>,
    interviewer: Option<InterviewerProfile>,
    hours: Option<UpTo<100, WeeklyWindow>>,
}

#[derive(Deserialize)]
struct Session {
    candidate: String,
    interviewer: String,
    kind: Kind,
    level: Level,
    topics: UpTo<30, Topic>,
    aims: Prose<2000>,
    duration_minutes: SessionLength,
    near: Option<Near>,
    #[serde(default)]
    attached: Vec<Attached>,
    #[serde(flatten)]
    outcome: Became,
}

/// A number of days from today, at this time of day in UTC; moved into the interviewer's hours.
#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct Near {
    days: i64,
    hour: i64,
    minute: i64,
}

#[derive(Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum Became {
    Upcoming,
    NotesDue { draft: Option<String> },
    Completed { notes: String },
    NoShow { absent: Seat },
    Cancelled { cancelled_by: Seat, reason: Prose<1000> },
}

/// The club, relative to the current time.
pub(crate) fn club(now: Timestamp) -> Result<Club, Box<dyn Error>> {
    let people: Vec<Person> = serde_json::from_str(PEOPLE)?;
    let sessions: Vec<Session> = serde_json::from_str(SESSIONS)?;
    Ok(Club {
        members: people.into_iter().map(member).collect::<Result<_, _>>()?,
        meetings: sessions.into_iter().map(|session| meeting(session, now)).collect::<Result<_, _>>()?,
        program: None,
    })
}

/// A club member's address. Mail to `.example` goes nowhere (RFC 2606, section 2).
pub(crate) fn address(key: &str) -> Result<EmailAddress, Invalid> {
    format!("{key}@club.example").parse()
}

fn member(person: Person) -> Result<Member, Invalid> {
    let hours = |weekly| Availability {
        time_zone: person.time_zone,
        weekly,
        overrides: UpTo::default(),
        time_off: UpTo::default(),
    };
    Ok(Member {
        email: address(&person.key)?,
        name: person.display_name,
        zone: person.time_zone,
        candidate: person.candidate,
        hours: person.hours.map(hours),
        interviewer: person.interviewer,
    })
}

fn meeting(session: Session, now: Timestamp) -> Result<Meeting, Box<dyn Error>> {
    let start = match session.near {
        Some(near) => Start::Near(near.from(now)),
        None => Start::At(just_ended(session.duration_minutes, now)),
    };
    let outcome = match session.outcome {
        Became::Upcoming | Became::NotesDue { draft: None } => Outcome::Booked,
        Became::NotesDue { draft: Some(draft) } => Outcome::Drafted(Box::new(written("drafts", &draft)?)),
        Became::Completed { notes } => Outcome::WrittenUp(Box::new(written("notes", &notes)?)),
        Became::NoShow { absent } => Outcome::Missed(absent),
        Became::Cancelled { cancelled_by, reason } => Outcome::Cancelled(cancelled_by, reason),
    };
    Ok(Meeting {
        candidate: address(&session.candidate)?,
        interviewer: address(&session.interviewer)?,
        kind: session.kind,
        level: session.level,
        topics: session.topics,
        aims: session.aims,
        length: session.duration_minutes,
        start,
        outcome,
        attached: session.attached,
    })
}

fn written(folder: &str, file: &str) -> Result<Notes, Box<dyn Error>> {
    let path = format!("{folder}/{file}");
    let found = NOTES.iter().find(|(name, _)| *name == path);
    let (_, text) = found.ok_or_else(|| format!("catalogue/demo/{path} is not embedded"))?;
    Ok(serde_json::from_str(text)?)
}

impl Near {
    fn from(self, now: Timestamp) -> Timestamp {
        let midnight = Timestamp::from_epoch(now.epoch() - now.epoch().rem_euclid(86_400));
        midnight.plus_days(self.days).plus_minutes(self.hour * 60 + self.minute)
    }
}

/// The start, on the grid, of a session that ended about an hour ago.
fn just_ended(length: SessionLength, now: Timestamp) -> Timestamp {
    let end = now.plus_minutes(-ENDED_MINUTES_AGO).epoch().div_euclid(Cell::SECONDS);
    Cell(end).start().plus_minutes(-length.minutes())
}
