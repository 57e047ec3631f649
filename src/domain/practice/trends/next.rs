//! What to practise next, based on all feedback and debriefs so far.

use super::{BAR, Sitting};
use crate::domain::account::profile::CandidateProfile;
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::{Kind, Level, Timestamp, Topic};
use std::cmp::Reverse;

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

/// A competency named in the candidate's own debrief of a real interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The kind of the interview.
    pub kind: Kind,
    /// Its id in the kind's template.
    pub competency: String,
    /// When the interview ended, as far as is known.
    pub at: Timestamp,
}

/// The next interview. `noted` are the competencies named in debriefs of real interviews.
///
/// First what's repeatedly below the bar, then a kind they want but never tried, then the next level for somebody who
/// has met the bar everywhere at this one, and otherwise the kind practised longest ago.
pub fn propose(profile: Option<&CandidateProfile>, sittings: &[Sitting], noted: &[Noted]) -> Proposal {
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
    if let Some((kind, open)) = most_open(sittings, noted, level) {
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
    of_kind.sort_by_key(|one| Reverse((one.at, one.session)));
    of_kind.into_iter()
}

/// How much is still below the bar, in one competency or a whole kind. Sorted with the greatest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Open {
    /// One for each recent interview and each debrief that says so.
    weight: usize,
    /// The last rating. A competency that was only named in a debrief has none and sorts after those that do.
    lowest: Option<Reverse<u16>>,
    /// When it was last rated or named.
    latest: Option<Timestamp>,
}

/// Weighs a competency at this level. Recent low ratings count if the last one is low too; a debrief counts unless a later
/// interview at this level or above met the bar.
fn still_open(sittings: &[&Sitting], level: Level, noted: &[Noted], one: &Competency) -> Open {
    let rated = |sitting: &&Sitting| Some((sitting.at, sitting.score(one)?));
    let recent: Vec<(Timestamp, u16)> =
        sittings.iter().filter(|sitting| sitting.level == level).take(LATEST).filter_map(rated).collect();
    let last = recent.first().filter(|(_, score)| *score < BAR);
    let low = recent.iter().filter(|(_, score)| last.is_some() && *score < BAR).count();
    let contradicted = sittings
        .iter()
        .filter(|sitting| sitting.level >= level && sitting.score(one).is_some_and(|score| score >= BAR))
        .map(|sitting| sitting.at)
        .max();
    let named: Vec<Timestamp> = noted
        .iter()
        .filter(|noted| noted.competency == one.id && Some(noted.at) > contradicted)
        .map(|noted| noted.at)
        .collect();
    Open {
        weight: low + named.len(),
        lowest: last.map(|(_, score)| Reverse(*score)),
        latest: named.into_iter().chain(last.map(|(at, _)| *at)).max(),
    }
}

/// The kind with the most that's still below the bar, and its two weightiest competencies. Ties go to the lowest rating, then to
/// the most recent.
fn most_open(
    sittings: &[Sitting],
    noted: &[Noted],
    level: impl Fn(Kind) -> Level,
) -> Option<(Kind, Vec<&'static Competency>)> {
    let open = |kind: Kind| {
        let of_kind: Vec<&Sitting> = latest(sittings, kind).collect();
        let noted: Vec<Noted> = noted.iter().filter(|noted| noted.kind == kind).cloned().collect();
        let weigh = |one: &'static Competency| (still_open(&of_kind, level(kind), &noted, one), one);
        let mut all: Vec<_> =
            template(kind).competencies.iter().map(weigh).filter(|(open, _)| open.weight > 0).collect();
        all.sort_by_key(|(open, _)| Reverse(*open));
        let whole = Open {
            weight: all.iter().map(|(open, _)| open.weight).sum(),
            lowest: all.iter().filter_map(|(open, _)| open.lowest).max(),
            latest: all.iter().filter_map(|(open, _)| open.latest).max(),
        };
        (whole, kind, all.into_iter().map(|(_, one)| one).take(2).collect::<Vec<_>>())
    };
    // If all of that is equal, the first in the list of kinds.
    let most = Kind::ALL.iter().rev().map(|kind| open(*kind)).max_by_key(|(whole, ..)| *whole)?;
    (most.0.weight > 0).then_some((most.1, most.2))
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
mod properties;

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
        let noted = [Noted { kind: Kind::Behavioral, competency: id, at: at(0) }];
        let next = propose(Some(&profile()), &theirs(&[3]), &noted);
        assert_eq!(next.kind, Kind::Behavioral);
    }

    fn at(hour: i64) -> Timestamp {
        theirs(&[3])[0].at.plus_hours(hour)
    }

    #[test]
    fn what_one_noted_counts_until_an_interview_shows_otherwise() {
        // The interviews are at hours 0 and 1.
        for (depth, hour, open) in [(&[3, 3], 0, false), (&[3, 3], 1, false), (&[3, 3], 2, true), (&[3, 2], 0, true)] {
            let noted = [Noted { kind: Kind::Concepts, competency: "depth".into(), at: at(hour) }];
            let next = propose(None, &theirs(depth), &noted);
            assert_eq!(next.aims.contains("Depth"), open, "{depth:?} and named at {hour}");
        }
        // For a lower level it showed nothing of this one, and for a higher one it did.
        for (level, open) in [(Level::Intern, true), (Level::Mid, false)] {
            let mut both = theirs(&[3, 3]);
            (both[0].level, both[1].notes.ratings) = (level, Default::default());
            let noted = [Noted { kind: Kind::Concepts, competency: "depth".into(), at: at(-1) }];
            assert_eq!(propose(None, &both, &noted).aims.contains("Depth"), open, "{level}");
        }
    }

    #[test]
    fn of_as_much_the_lowest_goes_first_and_then_the_most_recent() {
        let rate = |one: &mut Sitting, kind: Kind, competency: &str, score: u8| {
            one.kind = kind;
            let rating = json!({"ratings": [{"competency": competency, "score": score}]});
            one.notes = serde_json::from_value(rating).unwrap();
        };
        let ids = |kind: Kind, place: usize| template(kind).competencies[place].id.as_str();
        for (first, second, named) in [((2, 1), (3, 1), 3), ((2, 1), (3, 2), 2), ((2, 2), (3, 2), 3)] {
            let mut both = theirs(&[3, 3]);
            rate(&mut both[0], Kind::Concepts, ids(Kind::Concepts, first.0), first.1);
            rate(&mut both[1], Kind::Concepts, ids(Kind::Concepts, second.0), second.1);
            let aims = propose(None, &both, &[]).aims;
            let name = |place: usize| template(Kind::Concepts).competencies[place].name.as_str();
            let other = if named == 2 { 3 } else { 2 };
            assert!(aims.find(name(named)) < aims.find(name(other)), "{first:?} {second:?}: {aims}");
        }
        for (coding, behavioral, kind) in
            [(1, 2, Kind::Coding), (2, 1, Kind::Behavioral), (2, 2, Kind::Behavioral), (1, 1, Kind::Behavioral)]
        {
            let mut both = theirs(&[3, 3]);
            rate(&mut both[0], Kind::Coding, ids(Kind::Coding, 0), coding);
            rate(&mut both[1], Kind::Behavioral, ids(Kind::Behavioral, 0), behavioral);
            assert_eq!(propose(None, &both, &[]).kind, kind, "{coding} and then {behavioral}");
        }
    }

    #[test]
    fn what_another_level_asked_for_is_not_said_of_this_one() {
        let mut both = theirs(&[2, 3]);
        (both[0].level, both[1].notes.ratings) = (Level::Senior, Default::default());
        assert_eq!(propose(None, &both, &[]).aims, "");
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
