use super::{Question, all};
use crate::domain::{Kind, Level, Topic};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many questions a brief offers.
pub const OFFERED: usize = 3;

/// Questions for an interview of this kind, at this level and about these topics, that the candidate has not been
/// offered yet: those about most of the topics first, and among equals in an order that only `seed` decides.
///
/// What a program has of its own (`own`, of this kind, at exactly this level) comes before the bank: its coordinators wrote
/// it for these people.
///
/// Fewer than three when there are no more: a question twice is worth less than a short list. Where the bank
/// has none at this level at all (a design for an intern, say) those of the nearest level are offered.
pub fn offer<'a>(
    own: &'a [Question],
    kind: Kind,
    level: Level,
    topics: &[Topic],
    had: &HashSet<&str>,
    seed: &str,
) -> Vec<&'a Question> {
    let fits = |one: &&'a Question| one.kind == kind && one.levels.contains(&level) && !had.contains(one.id.as_str());
    let mut first: Vec<_> = own.iter().filter(fits).collect();
    let of_kind = || all().iter().filter(move |question| question.kind == kind);
    let level = nearest(of_kind().flat_map(|question| question.levels.iter().copied()), level);
    let mut fresh: Vec<_> =
        of_kind().filter(|one| one.levels.contains(&level) && !had.contains(one.id.as_str())).collect();
    let place = |one: &&Question| {
        let common = one.topics.iter().filter(|topic| topics.contains(topic)).count();
        (Reverse(common), draw(seed, &one.id))
    };
    first.sort_by_cached_key(place);
    fresh.sort_by_cached_key(place);
    first.extend(fresh);
    first.truncate(OFFERED);
    first
}

/// The known level next to the one asked for; the lower one of two as near.
fn nearest(known: impl Iterator<Item = Level>, asked: Level) -> Level {
    let place = |level: Level| Level::ALL.iter().position(|one| *one == level).unwrap_or_default();
    known.min_by_key(|level| (place(*level).abs_diff(place(asked)), place(*level))).unwrap_or(asked)
}

/// A number that looks drawn and is the same each time.
fn draw(seed: &str, id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, id).hash(&mut hasher);
    hasher.finish()
}
