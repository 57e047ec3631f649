//! The recommendation: one sentence about a role, the formal word, and what would have changed it.

use super::about::{About, Writer};
use super::words::{a_role, this_length};
use super::{Block, Decision, Labelled, Text};
use crate::domain::feedback::notes::{Recommendation, Verdict};
use crate::domain::{Level, SessionLength};

/// The recommendation as a sentence: for the level, and from a session of this length.
pub fn recommendation(recommendation: &Recommendation, level: Level, length: SessionLength) -> String {
    format!("for {}, based on {}: {}", a_role(level), this_length(length), formal(recommendation))
}

/// `hire (fairly sure)`
fn formal(recommendation: &Recommendation) -> String {
    let verdict = recommendation.verdict.map_or("left open", |verdict| verdict.label());
    let sure = recommendation.confidence.map(|confidence| format!(" ({})", confidence.label())).unwrap_or_default();
    format!("{verdict}{sure}")
}

pub(super) fn decision(about: &About<'_>, given: &Recommendation) -> Decision {
    let (who, whom, role) = (about.writer(), about.candidate(), a_role(about.level));
    let sentence = match given.verdict {
        Some(Verdict::Hire | Verdict::StrongHire) => format!("{who} would hire {whom} for {role}."),
        Some(Verdict::NoHire | Verdict::StrongNoHire) => format!("{who} wouldn't hire {whom} for {role} yet."),
        None => format!("{who} left open whether to hire {whom} for {role}."),
    };
    let sentence = match about.writer {
        Writer::Interviewer => super::words::capital(&sentence),
        // Who wasn't there has only the notes to go by.
        Writer::InPlace(_) => format!("Going by {}'s notes, {sentence}", about.interviewer()),
    };
    Decision {
        sentence,
        because: Text::read(&given.because),
        formal: format!("Recommendation: {}, based on {}.", formal(given), this_length(about.length)),
    }
}

pub(super) fn changes(given: &Recommendation) -> Vec<Block> {
    let changes = given.would_have_changed_it.iter().filter(|change| !change.text.is_empty());
    let parts: Vec<_> = changes
        .map(|change| {
            let label = change.towards.map(|verdict| format!("Towards {}", verdict.label()));
            Labelled::written(label.unwrap_or_else(|| "What it would have taken".to_owned()), &change.text)
        })
        .collect();
    if parts.is_empty() { Vec::new() } else { vec![Block::Parts(parts)] }
}
