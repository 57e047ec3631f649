//! Calibration: sample sessions to rate before the first real one, with a reference to compare with afterwards. They are
//! made up, were written for Candor, live in `catalogue/calibration/`, and are embedded.
//!
//! What a sample's reference says is private to this room: it is had by [`compare`] alone, which takes somebody's own
//! ratings. So nobody, not even by a slip of ours, sees the other view before giving their own.

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

/// A session that never was.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Names it for good.
    pub id: String,
    /// The kind, and so the template that it is rated by.
    pub kind: Kind,
    /// The level that it is rated for.
    pub level: Level,
    /// What it is called.
    pub title: String,
    /// What one should know before reading.
    pub about: String,
    /// Who asks.
    pub interviewer: String,
    /// Who answers.
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
    /// What is said, or to be seen.
    pub text: String,
}

/// Our rating of one competency.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    competency: String,
    /// Null: not observed.
    score: Option<Score>,
    /// What was seen, at which minute, and why it is neither one less nor one more.
    reason: String,
}

/// Both ratings of one competency.
#[derive(Debug)]
pub struct Compared {
    /// One's own, and for *theirs* the reference's.
    pub seen: comparison::Compared,
    /// What one gave as evidence; may be empty.
    pub evidence: String,
    /// Why the reference says what it says.
    pub reason: &'static str,
}

impl Compared {
    /// One's own less the reference's: above zero is more lenient. Nothing where one of the two was not observed.
    pub fn difference(&self) -> Option<i32> {
        self.seen.difference().map(|theirs_less_own| -theirs_less_own)
    }
}

/// One's own ratings of a sample beside the reference.
#[derive(Debug)]
pub struct Comparison {
    /// The biggest difference first; what one of the two did not observe, last.
    pub competencies: Vec<Compared>,
    /// What it comes to.
    pub tally: Tally,
    /// What the reference recommends at the sample's level.
    pub recommendation: &'static Recommendation,
}

/// Puts somebody's ratings of a sample beside the reference.
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

// Fixed when the binary is built, and a unit test reads all of it: as with the note templates.
#[expect(clippy::expect_used, reason = "embedded text, proven readable by a unit test")]
fn read(json: &str) -> Sample {
    serde_json::from_str(json).expect("an embedded sample is readable")
}
