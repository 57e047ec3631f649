//! Calibration: made-up sample sessions to rate before the first real one, with a reference to compare with afterwards.
//! They were written for Candor, live in `catalogue/calibration/`, and are embedded.
//!
//! A sample's reference is private to this module and only available through [`compare`], which takes a person's own
//! ratings. So nobody can see the reference before giving their own, not even through a bug elsewhere.

mod tally;

#[cfg(test)]
mod tests;

use super::comparison::{self, beside};
use super::note_templates::template;
use super::notes::{Minute, Recommendation, Score};
use super::sample_session::{SampleRatings, Speaker};
use crate::domain::{Kind, Level};
use serde::Deserialize;
use std::sync::LazyLock;

pub use tally::{FEWEST, Tally};

/// How long reading and rating a sample takes.
pub const MINUTES: u16 = 10;

/// A made-up session.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Its permanent id.
    pub id: String,
    /// The kind, which determines the template it's rated with.
    pub kind: Kind,
    /// The level that it is rated for.
    pub level: Level,
    /// Its title.
    pub title: String,
    /// What to know before reading.
    pub about: String,
    /// The interviewer's name.
    pub interviewer: String,
    /// The candidate's name.
    pub candidate: String,
    /// What was said, in order.
    pub transcript: Vec<TranscriptLine>,
    ratings: Vec<Reference>,
    recommendation: Recommendation,
}

/// A line of a transcript.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranscriptLine {
    /// Minutes since the start.
    pub minute: Minute,
    /// Who speaks.
    pub who: Speaker,
    /// What is said or shown.
    pub text: String,
}

/// Our rating of one competency.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    competency: String,
    /// `None`: not observed.
    score: Option<Score>,
    /// What was observed, at which minute, and why the score is neither one lower nor one higher.
    reason: String,
}

/// Both ratings of one competency.
#[derive(Debug)]
pub struct Compared {
    /// The person's own rating, with the reference's as *theirs*.
    pub seen: comparison::Compared,
    /// The evidence they gave; may be empty.
    pub evidence: String,
    /// The reference's reason.
    pub reason: &'static str,
}

impl Compared {
    /// Own rating minus the reference: positive means more lenient. `None` if either is "not observed".
    pub fn difference(&self) -> Option<i32> {
        self.seen.difference().map(|theirs_less_own| -theirs_less_own)
    }
}

/// A person's ratings of a sample, compared with the reference.
#[derive(Debug)]
pub struct Comparison {
    /// Biggest difference first; competencies that one of the two didn't observe last.
    pub competencies: Vec<Compared>,
    /// The summary.
    pub tally: Tally,
    /// What the reference recommends at the sample's level.
    pub recommendation: &'static Recommendation,
}

/// Compares somebody's ratings of a sample with the reference.
pub fn compare(sample: &'static Sample, own: &SampleRatings) -> Comparison {
    let mine = |id: &str| own.ratings.iter().find(|one| *one.competency == *id);
    let ours = |id: &str| sample.ratings.iter().find(|one| one.competency == id);
    let both = beside(template(sample.kind), |id| mine(id)?.score, |id| ours(id)?.score);
    let competencies: Vec<Compared> = both
        .into_iter()
        .map(|seen| {
            let id = seen.competency.id.as_str();
            let evidence = mine(id).map(|one| one.evidence.to_string()).unwrap_or_default();
            Compared { evidence, reason: ours(id).map_or("", |one| &one.reason), seen }
        })
        .collect();
    let tally = competencies.iter().map(Tally::of).sum();
    Comparison { competencies, tally, recommendation: &sample.recommendation }
}

/// Every sample, in the order in which they are offered.
pub fn all() -> &'static [Sample] {
    static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let files = [
            include_str!("../../../../catalogue/calibration/coding_junior.json"),
            include_str!("../../../../catalogue/calibration/system_design_mid.json"),
            include_str!("../../../../catalogue/calibration/behavioral_senior.json"),
        ];
        files.into_iter().map(read).collect()
    });
    &SAMPLES
}

/// The sample with this id.
pub fn sample(id: &str) -> Option<&'static Sample> {
    all().iter().find(|sample| sample.id == id)
}

// Embedded at build time, and a unit test parses all of it, as with the note templates.
#[expect(clippy::expect_used, reason = "embedded text, proven readable by a unit test")]
fn read(json: &str) -> Sample {
    serde_json::from_str(json).expect("an embedded sample is readable")
}
