//! The note linter: reads an interviewer's draft and says what would make it useful to the candidate.
//!
//! An error stops the submission, a warning advises. Every rule is a line of [`RULES`] and one small
//! function beside its kin; what it searches for in the text is data. The texts teach: they say what is
//! missing and how a good line looks, and blame nobody.

mod action_steps;
mod contradictions;
mod draft;
mod instance;
#[rustfmt::skip] // word lists, which rustfmt would lay out one word a line
mod instance_words;
mod observations;
mod person;
#[rustfmt::skip]
mod person_words;
mod recommendation;
mod said_of;
mod scorecard;
mod table;
mod text;

#[cfg(test)]
mod tests;

use crate::rules::note_templates::NoteTemplate;
use crate::types::Level;
use crate::types::notes::Notes;
use draft::Draft;
use serde::Serialize;
use utoipa::ToSchema;

pub use table::{RULES, Rule};

/// Whether a finding stops the submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The notes cannot be submitted yet.
    Error,
    /// Advice; the notes can be submitted as they are.
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
    /// How a good line would look.
    pub example: String,
}

/// What can be better in these notes, errors first; nothing when they are ready.
///
/// `level` is the level the candidate asked to be judged at.
pub fn lint(notes: &Notes, template: &NoteTemplate, level: Level) -> Vec<Finding> {
    let draft = Draft { notes, template, level };
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule.findings(&draft)).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}
