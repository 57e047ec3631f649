//! What to practise next, based on all feedback and debriefs so far.

use super::{BAR, Sitting};
use crate::domain::account::profile::CandidateProfile;
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::{Kind, Level, Topic};

/// How many of the latest interviews of a kind count as recent.
const LATEST: usize = 3;

/// An interview to ask for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What kind.
    pub kind: Kind,
    /// For which level.
    pub level: Level,
    /// About what.
    pub topics: Vec<Topic>,
    /// What to practise in it, for the interviewer to read.
    pub aims: String,
    /// Why this one.
    pub reason: String,
}

/// The next interview. `noted` are the competencies that somebody named themselves in debriefs of real interviews.
///
/// First what's repeatedly below the bar, then a kind they want but never tried, then the next level for somebody who
/// has met the bar everywhere at this one, and otherwise the kind practised longest ago.
pub fn propose(profile: Option<&CandidateProfile>, sittings: &[Sitting], noted: &[(Kind, String)]) -> Proposal {
    let wanted: &[Kind] = profile.map_or(&[], |profile| &profile.kinds);
    let topics = |kind: Kind| -> Vec<Topic> {
        let latest = latest(sittings, kind).next().map(|one| one.topics.clone());
        latest
            .filter(|topics| !topics.is_empty())
            .or_else(|| profile.map(|one| one.topics.to_vec()))
            .unwrap_or_default()
    };
    let level = |kind: Kind| {
        let latest = latest(sittings, kind).next().map(|one| one.level);
        latest.or(profile.map(|one| one.level)).unwrap_or(Level::Junior)
    };
    let plain = |kind: Kind, level: Level, reason: String| Proposal {
        kind,
        level,
        topics: topics(kind),
        aims: String::new(),
        reason,
    };
    if let Some((kind, open)) = most_open(sittings, noted) {
        let names = listed(&open);
        let reason = format!(
            "In your latest {} interviews or debriefs, {names} came up as something that isn't at {} level yet. \
             Another one on the same topics will show what has changed.",
            kind.label(),
            level(kind).label(),
        );
        return Proposal { aims: format!("I'd like to practise {names}."), ..plain(kind, level(kind), reason) };
    }
    let tried = |kind: &Kind| sittings.iter().any(|one| one.kind == *kind);
    if let Some(kind) = wanted.iter().copied().find(|kind| !tried(kind)) {
        let reason = format!("You want to practise {} interviews and haven't had one yet.", kind.label());
        return plain(kind, level(kind), reason);
    }
    let mut kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(tried).collect();
    kinds.sort_by_key(|kind| latest(sittings, *kind).next().map(|one| one.at));
    if let Some((kind, higher)) = kinds.iter().find_map(|kind| Some((*kind, a_level_higher(sittings, *kind)?))) {
        let reason = format!(
            "In your latest {} interviews every rating was at {} level or above, and they'd all hire you. See \
             what {} level asks for next.",
            kind.label(),
            level(kind).label(),
            higher.label()
        );
        return plain(kind, higher, reason);
    }
    match kinds.first() {
        Some(kind) => {
            let reason = format!("Nothing stands out; it's longest since your last {} interview.", kind.label());
            plain(*kind, level(*kind), reason)
        }
        None => {
            let reason = "You don't have any feedback yet. Explaining how things work is a good place to start, and you need no tools for it.";
            plain(Kind::Concepts, level(Kind::Concepts), reason.to_owned())
        }
    }
}

/// The interviews of a kind, the latest first.
fn latest(sittings: &[Sitting], kind: Kind) -> impl Iterator<Item = &Sitting> {
    let mut of_kind: Vec<&Sitting> = sittings.iter().filter(|one| one.kind == kind).collect();
    of_kind.sort_by_key(|one| std::cmp::Reverse((one.at, one.session)));
    of_kind.into_iter()
}

/// The kind with the most competencies still below the bar: those below it when last rated, counted once more for each
/// recent interview and each debrief that says the same.
fn most_open(sittings: &[Sitting], noted: &[(Kind, String)]) -> Option<(Kind, Vec<&'static Competency>)> {
    let open = |kind: Kind| {
        let recent: Vec<&Sitting> = latest(sittings, kind).take(LATEST).collect();
        let weight = |one: &'static Competency| {
            let scores: Vec<u16> = recent.iter().filter_map(|sitting| sitting.score(one)).collect();
            let named = noted.iter().filter(|(of, id)| *of == kind && *id == one.id).count();
            let now = scores.first().is_some_and(|score| *score < BAR);
            let seen = if now { scores.iter().filter(|score| **score < BAR).count() } else { 0 };
            (one, seen + named)
        };
        let mut all: Vec<_> =
            template(kind).competencies.iter().map(weight).filter(|(_, weight)| *weight > 0).collect();
        all.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        let sum: usize = all.iter().map(|(_, weight)| weight).sum();
        (sum, kind, all.into_iter().map(|(one, _)| one).take(2).collect::<Vec<_>>())
    };
    // On a tie, the first in the list of kinds.
    let most = Kind::ALL.iter().rev().map(|kind| open(*kind)).max_by_key(|(sum, ..)| *sum)?;
    (most.0 > 0).then_some((most.1, most.2))
}

/// The next level, if the latest three interviews of a kind are all for one level with nothing below the bar and a recommendation to hire.
fn a_level_higher(sittings: &[Sitting], kind: Kind) -> Option<Level> {
    let recent: Vec<&Sitting> = latest(sittings, kind).take(LATEST).collect();
    let level = recent.first()?.level;
    let there = |one: &&Sitting| one.level == level && one.would_hire() && one.below().next().is_none();
    let next = Level::ALL.iter().copied().find(|higher| *higher > level)?;
    (recent.len() == LATEST && recent.iter().all(there)).then_some(next)
}

fn listed(competencies: &[&Competency]) -> String {
    competencies.iter().map(|one| format!("\u{201c}{}\u{201d}", one.name)).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::feedback::notes::Verdict;
    use crate::domain::practice::trends::tests::theirs;
    use serde_json::json;

    fn profile() -> CandidateProfile {
        serde_json::from_value(
            json!({"level": "mid", "kinds": ["concepts", "coding"], "topics": ["react"], "languages": ["en"]}),
        )
        .unwrap()
    }

    #[test]
    fn a_beginning_is_what_the_profile_asks_for() {
        let first = propose(Some(&profile()), &[], &[]);
        assert_eq!((first.kind, first.level, first.topics.len()), (Kind::Concepts, Level::Mid, 1));
        let bare = propose(None, &[], &[]);
        assert_eq!((bare.kind, bare.level, bare.topics.len()), (Kind::Concepts, Level::Junior, 0));
    }

    #[test]
    fn what_is_under_the_bar_goes_before_what_was_never_tried() {
        let next = propose(Some(&profile()), &theirs(&[2, 2]), &[]);
        assert_eq!((next.kind, next.level, next.topics[0].as_str()), (Kind::Concepts, Level::Junior, "promises"));
        assert!(next.aims.contains("Depth") && next.reason.contains("Depth"), "{next:?}");
        // It was below the bar, and no longer is.
        assert_eq!(propose(Some(&profile()), &theirs(&[2, 3]), &[]).kind, Kind::Coding);
    }

    #[test]
    fn what_one_noted_oneself_counts() {
        let id = template(Kind::Behavioral).competencies[0].id.clone();
        let next = propose(Some(&profile()), &theirs(&[3]), &[(Kind::Behavioral, id)]);
        assert_eq!(next.kind, Kind::Behavioral);
    }

    #[test]
    fn three_at_the_bar_and_a_yes_lead_a_level_up() {
        let mut hired = theirs(&[3, 3, 4]);
        for one in &mut hired {
            one.notes.recommendation.verdict = Some(Verdict::Hire);
        }
        let next = propose(None, &hired, &[]);
        assert_eq!((next.kind, next.level), (Kind::Concepts, Level::Mid));
        hired[0].notes.recommendation.verdict = Some(Verdict::NoHire);
        assert_eq!(propose(None, &hired, &[]).level, Level::Junior);
        assert_eq!(propose(None, &hired[1..], &[]).level, Level::Junior);
    }
}
