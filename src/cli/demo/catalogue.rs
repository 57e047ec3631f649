//! The demo club as it stands in `catalogue/demo`, embedded in the binary.

use crate::rules::availability::{Availability, WeeklyWindow};
use crate::service::club::{Club, Meeting, Member, Outcome, Start};
use crate::types::profile::{CandidateProfile, InterviewerProfile};
use crate::types::{
    Cell, DisplayName, EmailAddress, Instant, Invalid, Kind, Length, Level, Prose, Role, Topic, UpTo, Zone,
};
use serde::Deserialize;
use std::error::Error;

const PEOPLE: &str = include_str!("../../../catalogue/demo/people.json");
const SESSIONS: &str = include_str!("../../../catalogue/demo/sessions.json");

macro_rules! notes {
    ($($name:literal)+) => { &[$(($name, include_str!(concat!("../../../catalogue/demo/notes/", $name)))),+] };
}

/// The notes of the sessions that were written up, by the name of their file.
const NOTES: &[(&str, &str)] = notes! {
    "behavioral_dylan.json" "behavioral_ingrid.json" "coding_grace.json" "coding_kwame.json" "concepts_hannah.json"
    "concepts_maya.json" "system_design_ravi.json" "system_design_yusuf.json" "take_home_gabriel.json"
    "take_home_tariq.json"
};

/// Minutes since the end of the session whose notes are due: a little more, for it ends on the grid.
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
    duration_minutes: Length,
    near: Option<Near>,
    #[serde(flatten)]
    outcome: Became,
}

/// So many days from today, at this time of day in UTC; moved into the interviewer's hours.
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
    NotesDue,
    Completed { notes: String },
    NoShow { absent: Role },
    Cancelled { cancelled_by: Role, reason: Prose<1000> },
}

/// The club, as it is at this moment.
pub(super) fn club(now: Instant) -> Result<Club, Box<dyn Error>> {
    let people: Vec<Person> = serde_json::from_str(PEOPLE)?;
    let sessions: Vec<Session> = serde_json::from_str(SESSIONS)?;
    Ok(Club {
        members: people.into_iter().map(member).collect::<Result<_, _>>()?,
        meetings: sessions.into_iter().map(|session| meeting(session, now)).collect::<Result<_, _>>()?,
        program: None,
    })
}

/// Where somebody of the club is reached. Mail to `.example` goes nowhere (RFC 2606, section 2).
pub(super) fn address(key: &str) -> Result<EmailAddress, Invalid> {
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

fn meeting(session: Session, now: Instant) -> Result<Meeting, Box<dyn Error>> {
    let start = match session.near {
        Some(near) => Start::Near(near.from(now)),
        None => Start::At(just_ended(session.duration_minutes, now)),
    };
    let outcome = match session.outcome {
        Became::Upcoming | Became::NotesDue => Outcome::Booked,
        Became::Completed { notes } => Outcome::WrittenUp(Box::new(serde_json::from_str(written(&notes)?)?)),
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
    })
}

fn written(file: &str) -> Result<&'static str, String> {
    let found = NOTES.iter().find(|(name, _)| *name == file);
    found.map(|(_, text)| *text).ok_or_else(|| format!("catalogue/demo/notes/{file} is not embedded"))
}

impl Near {
    fn from(self, now: Instant) -> Instant {
        let midnight = Instant::from_epoch(now.epoch() - now.epoch().rem_euclid(86_400));
        midnight.plus_days(self.days).plus_minutes(self.hour * 60 + self.minute)
    }
}

/// The start, on the grid, of a session that ended about an hour ago.
fn just_ended(length: Length, now: Instant) -> Instant {
    let end = now.plus_minutes(-ENDED_MINUTES_AGO).epoch().div_euclid(Cell::SECONDS);
    Cell(end).start().plus_minutes(-length.minutes())
}
