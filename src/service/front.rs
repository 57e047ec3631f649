//! What somebody reads before they sign up: a whole feedback, and what happens on this server.

use super::{Error, Services};
use crate::document::{About, Document, Writer, feedback};
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::program::report_counts::notes_in_time;
use crate::domain::{Kind, Level, SessionLength, Timestamp};
use crate::store::program::report;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// The days that the figures cover.
pub const DAYS: i64 = 30;

/// How long figures are good for, in minutes: anybody may ask for them, and they're counted from all sessions.
const GOOD_MINUTES: i64 = 1;

/// What happened on this server in the last thirty days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Interviews that took place.
    pub interviews: usize,
    /// Those whose notes were due or came early.
    pub notes_due: usize,
    /// Those whose notes came within a day.
    pub notes_in_time: usize,
    /// People who interview, now.
    pub interviewers: usize,
    /// The time zones of their hours.
    pub zones: usize,
}

/// The figures that were counted last, and when.
#[derive(Debug, Default)]
pub struct Counted(Mutex<Option<(Timestamp, Figures)>>);

/// Counts what happened, or says what was counted within the last minute.
pub fn figures(services: &Services) -> Result<Figures, Error> {
    let now = services.now();
    let counted = || services.counted.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((at, known)) = *counted()
        && (at..at.plus_minutes(GOOD_MINUTES)).contains(&now)
    {
        return Ok(known);
    }
    let new = services.read(|db, now| {
        let ended = report::ended_since(db, now.plus_days(-DAYS))?;
        let share = notes_in_time(ended.iter().copied(), now);
        let (interviewers, zones) = services.directory.ask(db, now, |all| {
            let zones: HashSet<_> = all.iter().map(|one| one.zone()).collect();
            (all.len(), zones.len())
        })?;
        let interviews = ended.iter().filter(|(_, since, _)| *since <= now).count();
        Ok::<_, Error>(Figures { interviews, notes_due: share.of, notes_in_time: share.yes, interviewers, zones })
    })?;
    *counted() = Some((now, new));
    Ok(new)
}

/// A feedback that nobody wrote for anybody, with its notes.
#[derive(Debug)]
pub struct Sample {
    /// As its candidate would read it.
    pub document: Document,
    /// What it's made of.
    pub notes: Notes,
}

/// The sample: an hour on promises, and how its candidate saw it.
pub fn sample() -> Result<Sample, Error> {
    let notes = include_str!("../../catalogue/demo/notes/due_example.json");
    let notes: Notes = serde_json::from_str(notes).map_err(Error::internal)?;
    let own = include_str!("../../catalogue/sample/own_view.json");
    let own: SelfAssessment = serde_json::from_str(own).map_err(Error::internal)?;
    let about = About {
        candidate: None,
        interviewer: Some("Nadia Okafor"),
        kind: Kind::Concepts,
        level: Level::Junior,
        length: SessionLength::try_from(60).map_err(Error::internal)?,
        date: "a Thursday in November",
        version: 1,
        why: "",
        writer: Writer::Interviewer,
    };
    Ok(Sample { document: feedback(&about, &notes, Some(&own)), notes })
}
