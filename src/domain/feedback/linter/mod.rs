//! The note linter: checks an interviewer's draft and says what would make it more useful to the candidate.
//!
//! An error stops the submission, a warning advises. Every rule is a row of [`RULES`] and a small function next to related ones; the phrases it
//! searches for are data. The messages teach: they say what's missing and what a good line looks like, and don't blame.
//!
//! # How it reads
//! Word lists (`words/`), patterns with slots (`text/slots.rs`), typos mended on the words that matter (`text/spelling.rs`), and small linear
//! models (`learned/`) in union with them: where lists end, a model that was sure on texts it never saw gained recall. Whether a gap denies a strength is
//! read from the aspects of the work that one praises and the other denies (`words/aspects/`), and from which part of it; two lines that name
//! different things, cases or parts (`words/things.rs`) deny nothing of each other. Whether two lines say the same is read from what their words mean
//! (`text/repeats.rs`). A draft's texts are read once, however many rules look at them (`reading.rs`).
//!
//! # How often it is right
//! `tests/corpus/` has some 5,600 labelled sentences and parts of notes. How sure a model has to be was chosen on `choose.tsv`, which no model
//! was trained on. `tests/corpus/score.rs` prints precision and recall; how often the linter is right on notes by somebody new is only known from a
//! corpus by somebody new.
//!
//! It's English only, and says so of notes that aren't. The demo's good notes have no findings; in the demo's five drafts, one of each kind, all
//! 25 faults are found and nothing else.

mod accepted;
mod action_steps;
mod anchors;
mod contradictions;
mod draft;
mod earlier;
mod instance;
mod learned;
mod observations;
mod person;
mod reading;
mod recommendation;
mod reused_text;
mod scorecard;
mod subject;
mod table;
mod text;
mod wording;

pub mod words;

#[cfg(test)]
mod tests;

use super::note_templates::template;
use super::notes::Notes;
use crate::domain::{Kind, Level};
use reading::ReadDraft;
use serde::Serialize;
use utoipa::ToSchema;

pub use accepted::{Accepted, AcceptedWarning};
pub use draft::Draft;
pub use earlier::Earlier;
pub use table::{RULES, Rule};

/// Whether a finding stops the submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The notes cannot be submitted yet.
    Error,
    /// Advice; the notes can be submitted as they are once each warning is accepted.
    Warning,
}

/// Something in the notes that is missing or could be better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    /// The rule's stable name.
    #[schema(example = "rating_without_evidence")]
    pub rule: &'static str,
    /// Whether it stops the submission.
    pub severity: Severity,
    /// Where in the notes (JSON pointer, RFC 6901).
    #[schema(example = "/ratings/2/evidence")]
    pub pointer: String,
    /// What is missing, and why it matters.
    pub message: String,
    /// What a good line would look like.
    pub example: String,
    /// The page where the rule is explained, as a path on this server.
    #[schema(example = "/note-rules#rating_without_evidence")]
    pub help: String,
    /// Whether accepting it needs a reason.
    pub needs_reason: bool,
}

/// Findings in a line about somebody with this name that is about the person and not what they did.
pub fn of_the_person(line: &str, name: &str) -> Vec<Finding> {
    let Ok(summary) = line.parse() else { return Vec::new() };
    let notes = Notes { summary, ..Notes::default() };
    let earlier = Earlier::default();
    let template = template(Kind::Coding);
    let draft = ReadDraft::new(Draft {
        notes: &notes,
        template,
        level: Level::Junior,
        candidate: name,
        earlier: &earlier,
        guesses: false,
    });
    let rules = RULES.iter().filter(|rule| ["about_the_person", "protected_wording"].contains(&rule.name));
    rules.flat_map(|rule| rule.findings(&draft)).collect()
}

/// What could be better in these notes, errors first; empty when they're ready.
pub fn lint(draft: &Draft<'_>) -> Vec<Finding> {
    let draft = ReadDraft::new(*draft);
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule.findings(&draft)).collect();
    if findings.iter().any(|finding| finding.rule == table::NOT_ENGLISH) {
        findings.retain(|finding| finding.severity == Severity::Error || finding.rule == table::NOT_ENGLISH);
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}
