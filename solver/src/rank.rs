//! The volunteers for one candidate right now, the best first: no solving, well under a millisecond.

use super::board::week;
use super::fit::{eligible, fit, free};
use super::round::Round;
use super::slots::Slots;

/// A session that could be booked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Place in [`Round::volunteers`].
    pub volunteer: usize,
    /// Their earliest start in the candidate's windows.
    pub start: i32,
    /// How well they fit, at most 100.
    pub fit: u32,
}

/// Every volunteer who could take this candidate as things stand, best fit first, then the earliest.
///
/// Sessions to be are not thought of: what counts is who is booked now.
pub fn rank(round: &Round, candidate: usize) -> Vec<Offer> {
    let Some(who) = round.candidates.get(candidate) else { return Vec::new() };
    let horizon = round.slots();
    let windows = Slots::of(&who.windows, horizon).starts(who.duration);
    let with = |pairs: &[(usize, usize)]| {
        let mut with = vec![false; round.volunteers.len()];
        for (_, volunteer) in pairs.iter().filter(|pair| pair.0 == candidate) {
            if let Some(it) = with.get_mut(*volunteer) {
                *it = true;
            }
        }
        with
    };
    let (forbidden, met) = (with(&round.forbidden), with(&round.met));
    let mut offers = Vec::new();
    for (volunteer, it) in round.volunteers.iter().enumerate() {
        if forbidden[volunteer] || !eligible(who, it) {
            continue;
        }
        let remaining = it.remaining();
        let has_left = |start: &i32| remaining.get(week(*start) as usize).is_some_and(|left| *left > 0);
        let starts = free(it, horizon).starts(who.duration);
        if let Some(start) = windows.common(&starts).find(has_left) {
            offers.push(Offer { volunteer, start, fit: fit(who, it, met[volunteer]) });
        }
    }
    offers.sort_unstable_by_key(|offer| (std::cmp::Reverse(offer.fit), offer.start, offer.volunteer));
    offers
}
