//! Compiles a round into a model.
//!
//! Of the starts of a pair, only those are kept that some optimal matching needs. Take any matching and move its
//! sessions to earlier slots, one at a time, until each one is at the first slot of a run of starts of its pair, at the
//! first slot of a week (any earlier and it would count towards another week's capacity) or directly behind a session
//! of the same interviewer, or of the same person in another seat. That changes neither weight nor repeats nor fit, so
//! it is enough to consider these three kinds of start.

use super::people::own_interviewers;
use super::{Column, Interval, Model, Resource, indices, link_intervals, to_u32};
use crate::fit::{eligible, fit, free_slots};
use crate::round::{Interviewer, Round, SLOTS_PER_WEEK, week_of};
use crate::slots::SlotSet;

/// A column that has no interval yet.
#[derive(Debug, Clone, Copy)]
struct CandidateOption {
    column: Column,
    start: i32,
    length: u16,
    /// Whether an optimal matching may need it. Initially this is true for the first slot of a run of starts or of a
    /// week.
    kept: bool,
}

/// The sessions that one interviewer can give.
#[derive(Debug)]
struct Offer {
    gap: i32,
    capacity: Vec<u32>,
    /// Sorted by start, then length.
    options: Vec<CandidateOption>,
}

impl Model {
    /// Compiles a round.
    pub(crate) fn of(round: &Round) -> Self {
        let own = own_interviewers(round);
        let mut offers = offers(round, &own);
        drop_later_starts(&mut offers, &own, round.clamped_horizon());
        let mut model = Self { weights: round.candidates.iter().map(|it| it.weight()).collect(), ..Self::default() };
        let gaps: Vec<_> = offers.iter().map(|offer| offer.gap).collect();
        for (index, offer) in offers.into_iter().enumerate() {
            model.add_resource(to_u32(index), offer);
        }
        model.link_people(&own, &gaps);
        model
    }

    /// Adds the resource of an interviewer with the options that were kept.
    fn add_resource(&mut self, interviewer: u32, Offer { gap, capacity, mut options }: Offer) {
        let first_interval = to_u32(self.intervals.len());
        options.retain(|option| option.kept);
        for same_interval in options.chunk_by(|a, b| (a.start, a.length) == (b.start, b.length)) {
            let Some(CandidateOption { start, length, .. }) = same_interval.first().copied() else { continue };
            let first_column = to_u32(self.columns.len());
            self.columns.extend(same_interval.iter().map(|it| it.column));
            self.intervals.push(Interval {
                start,
                length: i32::from(length),
                week: week_of(start),
                capacity_binds: true,
                next_compatible: 0,
                columns: first_column..to_u32(self.columns.len()),
                rows: 0..0,
            });
        }
        let intervals = first_interval..to_u32(self.intervals.len());
        if !intervals.is_empty() {
            link_intervals(&mut self.intervals[indices(&intervals)], gap, &capacity);
            self.resources.push(Resource { interviewer, gap, capacity, intervals, person: None });
        }
    }
}

/// All the sessions that each interviewer could give.
fn offers(round: &Round, own: &[Option<usize>]) -> Vec<Offer> {
    let horizon = round.clamped_horizon();
    let windows: Vec<_> =
        round.candidates.iter().map(|it| SlotSet::from_spans(&it.windows, horizon).starts(it.duration)).collect();
    let (forbidden, met) = (by_interviewer(round, &round.forbidden), by_interviewer(round, &round.met));
    let recent = by_interviewer(round, &round.recent);
    let offer = |(index, interviewer): (usize, &Interviewer)| {
        let free = free_slots(interviewer, horizon);
        let capacity = interviewer.remaining_capacity();
        let mut starts: Vec<(u16, SlotSet)> = Vec::new();
        let mut options = Vec::new();
        for (candidate_index, candidate) in round.candidates.iter().enumerate() {
            if !eligible(candidate, interviewer)
                || own[candidate_index] == Some(index)
                || forbidden[index].binary_search(&candidate_index).is_ok()
            {
                continue;
            }
            let length = candidate.duration;
            let known = starts.iter().position(|(known, _)| *known == length).unwrap_or_else(|| {
                starts.push((length, free.starts(length)));
                starts.len() - 1
            });
            let has_met = || met[index].binary_search(&candidate_index).is_ok();
            let repeats = recent[index].binary_search(&candidate_index).is_ok();
            let (mut previous, mut known_fit) = (i32::MIN, None);
            for start in windows[candidate_index].intersection(&starts[known].1) {
                let starts_run = start - 1 != previous || start % SLOTS_PER_WEEK == 0;
                previous = start;
                let fit = *known_fit.get_or_insert_with(|| fit(candidate, interviewer, has_met()));
                if capacity.get(week_of(start) as usize).is_some_and(|sessions| *sessions > 0) {
                    let column = Column { candidate: to_u32(candidate_index), fit, repeats };
                    options.push(CandidateOption { column, start, length, kept: starts_run });
                }
            }
        }
        options.sort_by_key(|option| (option.start, option.length));
        Offer { gap: i32::from(interviewer.gap), capacity, options }
    };
    round.interviewers.iter().enumerate().map(offer).collect()
}

/// Marks the options to keep. It goes from the earliest to the latest, so that the sessions which an option could
/// follow are already known.
fn drop_later_starts(offers: &mut [Offer], own: &[Option<usize>], horizon: i32) {
    // The slots at which each interviewer may have just finished another session, in any seat.
    let mut follows_session = vec![SlotSet::from_spans(&[], horizon); offers.len()];
    let mut next = vec![0; offers.len()];
    for slot in 0..horizon {
        for index in 0..offers.len() {
            let options = &mut offers[index].options;
            let first = next[index];
            next[index] += options[first..].iter().take_while(|option| option.start == slot).count();
            for at in first..next[index] {
                let option = &mut offers[index].options[at];
                let own = own[option.column.candidate as usize];
                let follows = |interviewer: usize| follows_session[interviewer].contains(slot);
                option.kept |= follows(index) || own.is_some_and(follows);
                if option.kept {
                    let end = slot + i32::from(option.length);
                    for interviewer in [Some(index), own].into_iter().flatten() {
                        follows_session[interviewer].insert(end + offers[interviewer].gap);
                    }
                }
            }
        }
    }
}

/// The candidates of these pairs, by interviewer, sorted.
fn by_interviewer(round: &Round, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); round.interviewers.len()];
    for (candidate, interviewer) in pairs {
        if let Some(list) = lists.get_mut(*interviewer) {
            list.push(*candidate);
        }
    }
    lists.iter_mut().for_each(|list| list.sort_unstable());
    lists
}
