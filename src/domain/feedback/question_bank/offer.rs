use super::{Question, all};
use crate::domain::{Kind, Level, Topic};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many questions a brief offers.
pub const OFFERED: usize = 3;

/// Questions for an interview of this kind, level and topics that the candidate hasn't been offered yet: those that
/// cover most topics first, ties in an order that depends only on `seed`.
///
/// A program's own questions (`own`, of this kind and at exactly this level) come before the bank's: its coordinators wrote them for these people.
///
/// Fewer than three if there are no more: a short list is better than a repeated question. If the bank has none at this
/// level at all (a design for an intern, say), the nearest level's are offered.
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

/// The known level nearest to the requested one; the lower one on a tie.
fn nearest(known: impl Iterator<Item = Level>, asked: Level) -> Level {
    let place = |level: Level| Level::ALL.iter().position(|one| *one == level).unwrap_or_default();
    known.min_by_key(|level| (place(*level).abs_diff(place(asked)), place(*level))).unwrap_or(asked)
}

/// A pseudo-random number that's the same every time.
fn draw(seed: &str, id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, id).hash(&mut hasher);
    hasher.finish()
}
