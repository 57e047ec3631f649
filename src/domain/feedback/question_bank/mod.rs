//! The question bank: what an interviewer can ask, with what to listen for. The texts live in
//! `catalogue/questions/`, were written for Candor, and are embedded.
//!
//! Some kinds leave a level out. `concepts` has none for `staff`: how a thing works is asked there inside a design
//! or a piece of code. `system_design` begins at `junior`, with one application and its data. `take_home` ends at
//! `senior`: what staff work consists of does not fit into two hours at home.

mod check;
mod offer;

/// A question of the bank, as an example.
pub fn example() -> serde_json::Value {
    serde_json::to_value(all().first()).unwrap_or_default()
}

#[cfg(test)]
mod tests;

use super::notes::HintKind;
use crate::domain::{Kind, Level, Topic};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

pub use check::check;
pub use offer::{OFFERED, offer};

/// Something to ask, complete enough for somebody who interviews for the first time.
///
/// `prompt` is Markdown of three kinds: paragraphs, lists with `- `, fenced code. Everything else is one line, with code
/// in backticks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BankQuestion, example = example)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its permanent id. For the bank's questions a slug; for a program's we assign one and ignore what is sent.
    #[serde(default)]
    #[schema(example = "concepts-promises-what-for")]
    pub id: String,
    /// The kind of interview it is for.
    pub kind: Kind,
    /// The levels it suits.
    pub levels: Vec<Level>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Its title.
    pub title: String,
    /// How many minutes it takes, including the first follow-ups.
    pub minutes: u16,
    /// What you say or show. For a take-home, the first part is sent beforehand.
    pub prompt: String,
    /// What to listen for in a good answer.
    pub listen_for: Vec<String>,
    /// Hints, in the order to give them.
    pub hints: Vec<Hint>,
    /// Follow-up questions.
    pub follow_ups: Vec<String>,
    /// What a strong answer can sound like; there are others.
    pub strong: String,
    /// What a weak answer can sound like and, in brackets, what's missing from it.
    pub weak: String,
}

/// Help with a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BankHint)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// How much it gives away; the notes log hints in the same words.
    pub step: HintKind,
    /// What to say.
    pub text: String,
}

macro_rules! embedded {
    ($($file:literal)+) => { [$(include_str!(concat!("../../../../catalogue/questions/", $file, ".json"))),+] };
}

/// Every question.
pub fn all() -> &'static [Question] {
    static BANK: LazyLock<Vec<Question>> = LazyLock::new(|| {
        let files = embedded! {
            "behavioral_intern"
            "behavioral_junior"
            "behavioral_mid"
            "behavioral_senior"
            "behavioral_staff"
            "coding_intern"
            "coding_junior"
            "coding_mid"
            "coding_senior"
            "coding_staff"
            "concepts_intern"
            "concepts_junior"
            "concepts_mid"
            "concepts_senior"
            "system_design_junior"
            "system_design_mid"
            "system_design_senior"
            "system_design_staff"
            "take_home_intern"
            "take_home_junior"
            "take_home_mid"
            "take_home_senior"
        };
        files.into_iter().flat_map(read).collect()
    });
    &BANK
}

/// The question with this id.
pub fn question(id: &str) -> Option<&'static Question> {
    all().iter().find(|question| question.id == id)
}

// Embedded at build time, and a unit test parses all of it, as with the note templates.
#[expect(clippy::expect_used, reason = "embedded text, proven readable by a unit test")]
fn read(json: &str) -> Vec<Question> {
    serde_json::from_str(json).expect("an embedded question is readable")
}
