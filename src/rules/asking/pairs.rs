use super::{Busy, Helper, Seeker, of, openings};
use crate::rules::availability::ZoneMemo;
use crate::rules::fit::fit;
use crate::rules::openings::{Commitment, Openings};
use crate::types::{Instant, Role, Span};
use std::cmp::Reverse;

/// Two people who are to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who asks, by place in the list.
    pub seeker: usize,
    /// Who interviews, by place in the list.
    pub helper: usize,
    /// When (UTC).
    pub starts_at: Instant,
}

/// Whom to bring together: those who waited longer choose first, each gets who fits best, then who has
/// least to do, then the earliest start. `seekers` come oldest first. Pure: what comes out is still to
/// pass the guard of booking, one by one.
pub fn pairs(seekers: &[Seeker<'_>], helpers: &[Helper<'_>], busy: &Busy, now: Instant) -> Vec<Pair> {
    let ranges = seekers.iter().filter_map(|seeker| seeker.ask.range());
    let Some(range) = ranges.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to))) else { return Vec::new() };
    let mut memo = ZoneMemo::default();
    let prepared: Vec<Openings<'_>> =
        helpers.iter().map(|helper| openings(helper, of(busy, helper.id), now, range, &mut memo)).collect();
    let mut taken = Busy::new();
    let mut found = Vec::new();
    for (index, seeker) in seekers.iter().enumerate() {
        let wish = seeker.wish();
        let load = |helper: &Helper<'_>| of(busy, helper.id).len() + of(&taken, helper.id).len();
        let suited = helpers.iter().zip(&prepared).enumerate().filter(|(_, (helper, _))| seeker.suits(helper));
        let mut order: Vec<_> = suited.map(|(at, (helper, free))| (at, helper, free)).collect();
        order.sort_by_cached_key(|(at, helper, _)| (Reverse(fit(helper.profile, &wish)), load(helper), *at));
        let mine = [of(busy, seeker.candidate), of(&taken, seeker.candidate)].concat();
        let start = order.into_iter().find_map(|(at, helper, free)| {
            let start = match taken.get(&helper.id) {
                None => seeker.starts(helper, free, &mine, now).min(),
                // What this round gave them counts as what was booked before it.
                Some(more) => {
                    let theirs = [of(busy, helper.id), more.as_slice()].concat();
                    let free = openings(helper, &theirs, now, range, &mut memo);
                    seeker.starts(helper, &free, &mine, now).min()
                }
            };
            start.map(|start| (at, helper.id, start))
        });
        if let Some((helper, id, starts_at)) = start {
            let span = Span::of(starts_at, seeker.ask.length);
            for (person, role) in [(seeker.candidate, Role::Candidate), (id, Role::Interviewer)] {
                taken.entry(person).or_default().push(Commitment { span, role });
            }
            found.push(Pair { seeker: index, helper, starts_at });
        }
    }
    found
}
