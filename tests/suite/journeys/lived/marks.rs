//! What counts against somebody, and until when it pauses their bookings.

use super::Seen;
use super::meeting::{Mark, Meeting};
use super::wall::DAY;
use std::collections::BTreeSet;

/// Until when the marks that count at a moment pause somebody's bookings: each two in thirty days do so for two weeks after the
/// second.
pub fn until(club: Seen<'_>, who: usize, now: i64) -> Option<i64> {
    until_with(club, who, now, None)
}

/// The same, if this mark counted as well.
pub fn until_with(club: Seen<'_>, who: usize, now: i64, also: Option<Mark>) -> Option<i64> {
    let counts = |one: &Meeting| one.counts(now).or(also.filter(|also| one.mark() == Some(*also)));
    let mut all: Vec<i64> =
        club.meetings.iter().filter_map(counts).filter(|mark| mark.who == who).map(|mark| mark.at).collect();
    all.sort_unstable();
    all.windows(2).filter(|two| two[1] - two[0] <= 30 * DAY).map(|two| two[1] + 14 * DAY).max()
}

/// Until when somebody's bookings are paused, if they are now.
pub fn paused_until(club: Seen<'_>, who: usize, now: i64) -> Option<i64> {
    until(club, who, now).filter(|until| now < *until)
}

/// When what counts against somebody changed, or may have.
pub fn changes(club: Seen<'_>, who: usize) -> BTreeSet<i64> {
    let mut all = BTreeSet::new();
    for one in club.meetings.iter().filter(|one| one.mark().is_some_and(|mark| mark.who == who)) {
        all.extend(one.mark().map(|mark| mark.at));
        all.extend(one.contest.as_ref().map(|contest| contest.at));
        all.extend(one.ruling(i64::MAX).map(|(at, _)| at));
        all.extend(one.came());
    }
    all
}
