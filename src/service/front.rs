//! What somebody reads before they sign up: a whole feedback, and what happens on this server.

use super::{Error, Services};
use crate::document::{About, Document, Step, Text, Writer, feedback};
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::program::report_counts::notes_in_time;
use crate::domain::{Kind, Level, SessionLength, Timestamp};
use crate::store::feedback::punctuality;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The days that the figures cover; the page and the API's description name them.
const DAYS: i64 = 30;

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
    // Held while counting: whoever asks meanwhile waits for that, instead of counting as well.
    let mut counted = services.counted.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((at, known)) = *counted
        && (at..at.plus_minutes(GOOD_MINUTES)).contains(&now)
    {
        return Ok(known);
    }
    let new = services.read(|db, now| {
        let ended = punctuality::ended_since(db, now.plus_days(-DAYS), now)?;
        let share = notes_in_time(ended.iter().copied(), now);
        let (interviewers, zones) = services.directory.ask(db, now, |all| {
            let zones: HashSet<_> = all.iter().map(|one| one.zone()).collect();
            (all.len(), zones.len())
        })?;
        let interviews = ended.iter().filter(|(_, since, _)| *since <= now).count();
        Ok::<_, Error>(Figures { interviews, notes_due: share.of, notes_in_time: share.yes, interviewers, zones })
    })?;
    *counted = Some((now, new));
    Ok(new)
}

/// Feedback that nobody wrote for anybody.
#[derive(Debug)]
pub struct Sample {
    /// As its candidate would read it.
    pub document: Document,
    /// The first thing that went well.
    pub well: Text,
    /// The first thing to work on.
    pub work: Text,
    /// The first step for this week.
    pub step: Text,
}

/// The sample: an hour on promises, and how its candidate saw it.
pub fn sample() -> Result<&'static Sample, Error> {
    static SAMPLE: LazyLock<Result<Sample, String>> =
        LazyLock::new(|| read_sample().map_err(|error| error.to_string()));
    SAMPLE.as_ref().map_err(|error| Error::internal(error.as_str()))
}

fn read_sample() -> Result<Sample, Box<dyn std::error::Error>> {
    let notes: Notes = serde_json::from_str(include_str!("../../catalogue/demo/notes/due_example.json"))?;
    let own: SelfAssessment = serde_json::from_str(include_str!("../../catalogue/sample/own_view.json"))?;
    let about = About {
        candidate: None,
        interviewer: Some("Nadia Okafor"),
        kind: Kind::Concepts,
        level: Level::Junior,
        length: SessionLength::try_from(60)?,
        date: "a Thursday in November",
        version: 1,
        why: "",
        writer: Writer::Interviewer,
    };
    let well = notes.strengths.first().map_or("", |one| &one.text);
    let work =
        notes.gaps.first().map_or_else(String::new, |one| format!("{} {} {}", one.situation, one.behavior, one.impact));
    let step = notes.action_steps.first().map(Step::new);
    let step = step.map_or_else(String::new, |one| format!("If {}, then I will {}.", one.when, one.then));
    let [well, work, step] = [well, &work, &step].map(Text::read);
    Ok(Sample { document: feedback(&about, &notes, Some(&own)), well, work, step })
}
