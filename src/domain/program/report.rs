//! A program's report: who met, whether the notes came in time, what candidates say, and how ratings changed. It's about
//! the program, not about individuals: what people wrote or rated is only included for groups of at least five.

use super::report_counts::{notes_in_time, sessions};
use super::report_mails::MailsPerWeek;
use super::report_people::{RoundFigures, by_round};
use super::report_rows::{Asked, Meeting, RoundRow};
use crate::domain::booking::life_cycle::NOTES_LATE_HOURS;
use crate::domain::booking::session::State;
use crate::domain::feedback::note_templates::template;
use crate::domain::feedback::reflection::{HintsHelped, QuestionFit, Review};
use crate::domain::{AccountId, Kind, Timestamp};
use std::collections::{BTreeMap, HashSet};

pub use super::report_counts::{Sessions, Share};

/// With fewer people, individuals could be identified from a mean.
pub const PEOPLE_LEAST: usize = 5;

/// What candidates say, by question, of those who answered it; left out entirely while fewer than five people have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `Review`")]
pub struct Reviews {
    pub on_time: Share,
    pub questions_fit: Share,
    pub hints_helped: Share,
    pub notes_specific: Share,
    pub would_meet_again: Share,
}

/// How a competency was rated across the program: the mean over people of each one's mean.
#[derive(Debug, Clone, PartialEq)]
pub struct CompetencyMean {
    /// In interviews of this kind.
    pub kind: Kind,
    /// Its id in the kind's template.
    pub competency: String,
    /// Its name.
    pub name: String,
    /// Number of people.
    pub people: usize,
    /// From 1 to 4 on the template's anchors.
    pub mean: f64,
}

/// How ratings changed from the first to the third session, for people who had three of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// The kind.
    pub kind: Kind,
    /// Number of people.
    pub people: usize,
    /// The mean difference over people, counting competencies that were observed both times.
    pub difference: f64,
}

/// A program's report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Of the notes that were due, those delivered within the promised 24 hours.
    pub notes_in_time: Share,
    /// Candidates who have had a session or have one booked.
    pub candidates_met: Share,
    /// How many requests led to a session, not counting withdrawn ones.
    pub requests_met: Share,
    /// The median waiting time of these, in hours.
    pub median_hours_waited: Option<i64>,
    /// Notes so late that a coordinator can reassign or release them.
    pub notes_late: usize,
    /// The program's sessions by state.
    pub sessions: Sessions,
    /// People who gave a review.
    pub reviewers: usize,
    /// What they say.
    pub reviews: Option<Reviews>,
    /// The lowest first.
    pub competencies: Vec<CompetencyMean>,
    /// By kind.
    pub growth: Vec<Growth>,
    /// By round.
    pub rounds: Vec<RoundFigures>,
    /// The mails that candidates get.
    pub candidate_mails: MailsPerWeek,
    /// The mails that interviewers get.
    pub interviewer_mails: MailsPerWeek,
}

/// Makes the report from a program's candidates, sessions, requests and rounds. The mails are counted separately.
pub fn report(
    candidates: &HashSet<AccountId>,
    meetings: &[Meeting],
    asked: &[Asked],
    rounds: &[RoundRow],
    now: Timestamp,
) -> Report {
    let meets = |one: &&Meeting| {
        matches!(one.state, State::Booked | State::Completed | State::HeldWithoutNotes | State::Disputed)
    };
    let met: HashSet<AccountId> = meetings.iter().filter(meets).map(|one| one.candidate).collect();
    let mut waited: Vec<i64> =
        asked.iter().filter_map(|one| Some((one.met_at?.epoch() - one.at.epoch()).max(0) / 3600)).collect();
    waited.sort_unstable();
    let (reviewers, reviews) = reviews(meetings);
    Report {
        notes_in_time: notes_in_time(
            meetings.iter().map(|one| (one.state, one.notes_from, one.delivered.as_ref().map(|notes| notes.at))),
            now,
        ),
        notes_late: meetings
            .iter()
            .filter(|one| one.state == State::Booked && one.notes_from.plus_hours(NOTES_LATE_HOURS) <= now)
            .count(),
        candidates_met: Share::over(candidates.iter().map(|one| met.contains(one))),
        requests_met: Share::over(asked.iter().map(|one| one.met_at.is_some())),
        median_hours_waited: waited.get(waited.len().saturating_sub(1) / 2).copied(),
        sessions: sessions(meetings.iter(), now),
        reviewers,
        reviews,
        competencies: competencies(meetings),
        growth: growth(meetings),
        rounds: by_round(rounds, meetings, now),
        candidate_mails: MailsPerWeek::default(),
        interviewer_mails: MailsPerWeek::default(),
    }
}

fn reviews(meetings: &[Meeting]) -> (usize, Option<Reviews>) {
    let given: Vec<(AccountId, &Review)> =
        meetings.iter().filter_map(|one| Some((one.candidate, one.review.as_ref()?))).collect();
    let people = given.iter().map(|(who, _)| who).collect::<HashSet<_>>().len();
    let share =
        |answer: fn(&Review) -> Option<bool>| Share::over(given.iter().filter_map(|(_, review)| answer(review)));
    let all = Reviews {
        on_time: share(|review| review.on_time),
        questions_fit: share(|review| Some(review.questions? == QuestionFit::Right)),
        hints_helped: share(|review| match review.hints? {
            HintsHelped::Yes => Some(true),
            HintsHelped::No => Some(false),
            HintsHelped::NoneGiven => None,
        }),
        notes_specific: share(|review| review.notes_specific),
        would_meet_again: share(|review| review.would_meet_again),
    };
    (people, (people >= PEOPLE_LEAST).then_some(all))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

fn competencies(meetings: &[Meeting]) -> Vec<CompetencyMean> {
    let mut scores: BTreeMap<(Kind, &str), BTreeMap<AccountId, Vec<f64>>> = BTreeMap::new();
    for one in meetings {
        for (competency, score) in one.delivered.iter().flat_map(|notes| &notes.scores) {
            let people = scores.entry((one.kind, competency)).or_default();
            people.entry(one.candidate).or_default().push(f64::from(*score));
        }
    }
    let enough = scores.into_iter().filter(|(_, people)| people.len() >= PEOPLE_LEAST);
    let mut all: Vec<_> = enough
        .filter_map(|((kind, competency), people)| {
            Some(CompetencyMean {
                kind,
                name: template(kind).competency(competency)?.name.clone(),
                competency: competency.to_owned(),
                people: people.len(),
                mean: mean(people.values().map(|own| mean(own.iter().copied()))),
            })
        })
        .collect();
    all.sort_by(|a, b| a.mean.total_cmp(&b.mean));
    all
}

fn growth(meetings: &[Meeting]) -> Vec<Growth> {
    let mut by_person: BTreeMap<Kind, BTreeMap<AccountId, Vec<&Meeting>>> = BTreeMap::new();
    for one in meetings.iter().filter(|one| one.delivered.is_some()) {
        by_person.entry(one.kind).or_default().entry(one.candidate).or_default().push(one);
    }
    let mut all = Vec::new();
    for (kind, people) in by_person {
        let differences: Vec<f64> = people.into_values().filter_map(from_first_to_third).collect();
        if differences.len() >= PEOPLE_LEAST {
            all.push(Growth { kind, people: differences.len(), difference: mean(differences.into_iter()) });
        }
    }
    all
}

fn from_first_to_third(mut own: Vec<&Meeting>) -> Option<f64> {
    own.sort_by_key(|one| one.starts_at);
    let scores = |place: usize| own.get(place)?.delivered.as_ref().map(|notes| &notes.scores);
    let (first, third) = (scores(0)?, scores(2)?);
    let differences: Vec<f64> = first
        .iter()
        .filter_map(|(competency, before)| {
            let (_, after) = third.iter().find(|(other, _)| other == competency)?;
            Some(f64::from(*after) - f64::from(*before))
        })
        .collect();
    (!differences.is_empty()).then(|| mean(differences.into_iter()))
}
