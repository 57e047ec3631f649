//! People with several seats: candidates who also interview, and people with several requests.
//!
//! Their sessions are kept apart by their gap as an interviewer, in every seat. Two sessions are too close if they
//! overlap once each is extended by the gap, and in that case the start of the later one lies within both. So it is
//! enough to require that at each moment at which one of their sessions could start, they are in at most one session.

use super::{Model, Placement, indices, to_u32};
use crate::round::Round;
use std::ops::Range;

/// Somebody with several seats.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub interviewer: u32,
    /// Slots to keep free between any two of their sessions.
    pub gap: i32,
    /// The candidates that are this person.
    pub candidates: Vec<u32>,
    /// Index in the model's resources, if they can give a session.
    pub resource: Option<u32>,
    /// The moments that need a row, in slots, sorted.
    moments: Vec<i32>,
    /// The row of the first moment.
    first_row: u32,
}

/// A session that a person could have.
struct Possible {
    start: i32,
    /// Including the gap after it.
    end: i32,
    /// The candidate; `None` when they interview.
    seat: Option<u32>,
}

impl Person {
    /// The rows that one of their sessions occupies.
    fn rows(&self, start: i32, length: i32) -> Range<u32> {
        let end = start + length + self.gap;
        let before = |slot: i32| self.first_row + to_u32(self.moments.partition_point(|moment| *moment < slot));
        before(start)..before(end)
    }

    /// Whether the person can't be in both these sessions.
    pub(crate) fn too_close(&self, a: &Placement, b: &Placement) -> bool {
        a.overlaps(b, self.gap)
    }

    /// Keeps the moments at which possible sessions of different seats overlap. Of consecutive moments, the later one
    /// is enough if all sessions at the earlier one continue until then.
    fn set_moments(&mut self, mut possible: Vec<Possible>) {
        possible.sort_unstable_by_key(|it| (it.start, it.end, it.seat));
        possible.dedup_by_key(|it| (it.start, it.end, it.seat));
        let starts: Vec<_> = possible.chunk_by(|a, b| a.start == b.start).filter_map(|same| same.first()).collect();
        for (index, moment) in starts.iter().map(|it| it.start).enumerate() {
            let mut active = possible.iter().take_while(|it| it.start <= moment).filter(|it| it.end > moment);
            let Some(first) = active.next() else { continue };
            let (mut several_seats, mut first_end) = (false, first.end);
            for it in active {
                several_seats |= it.seat != first.seat;
                first_end = first_end.min(it.end);
            }
            let all_go_on = starts.get(index + 1).is_some_and(|next| next.start < first_end);
            if several_seats && !all_go_on {
                self.moments.push(moment);
            }
        }
    }
}

/// For each candidate, the interviewer who is the same person.
pub(super) fn own_interviewers(round: &Round) -> Vec<Option<usize>> {
    round.candidates.iter().map(|it| it.interviewer.filter(|own| *own < round.interviewers.len())).collect()
}

impl Model {
    /// The person behind a candidate, if that person has several seats.
    pub(crate) fn person_of(&self, candidate: u32) -> Option<&Person> {
        let person = (*self.person_of.get(candidate as usize)?)?;
        self.people.get(person as usize)
    }

    /// The rows that a session occupies: the candidate's, and the interviewer's.
    pub(crate) fn rows_of(&self, placement: &Placement) -> [Range<u32>; 2] {
        let interviewer = self.people.binary_search_by_key(&placement.interviewer, |it| it.interviewer).ok();
        let interviewer = interviewer.and_then(|person| self.people.get(person));
        [self.person_of(placement.candidate), interviewer]
            .map(|person| person.map_or(0..0, |person| person.rows(placement.start, placement.length)))
    }

    /// Finds the people with several seats, and the rows of their sessions.
    pub(super) fn link_people(&mut self, own: &[Option<usize>], gaps: &[i32]) {
        let mut candidates = vec![Vec::new(); gaps.len()];
        for (candidate, own) in own.iter().enumerate() {
            if let Some(own) = own {
                candidates[*own].push(to_u32(candidate));
            }
        }
        if candidates.iter().all(Vec::is_empty) {
            return;
        }
        self.person_of = vec![None; self.weights.len()];
        for (interviewer, candidates) in candidates.into_iter().enumerate().filter(|(_, it)| !it.is_empty()) {
            let person = to_u32(self.people.len());
            candidates.iter().for_each(|candidate| self.person_of[*candidate as usize] = Some(person));
            let resource = self.resources.binary_search_by_key(&to_u32(interviewer), |it| it.interviewer).ok();
            if let Some(resource) = resource {
                self.resources[resource].person = Some(person);
            }
            self.people.push(Person {
                interviewer: to_u32(interviewer),
                gap: gaps[interviewer],
                candidates,
                resource: resource.map(to_u32),
                moments: Vec::new(),
                first_row: 0,
            });
        }
        let mut possible: Vec<Vec<Possible>> = self.people.iter().map(|_| Vec::new()).collect();
        for resource in &self.resources {
            for interval in &self.intervals[indices(&resource.intervals)] {
                let mut add = |person: Option<u32>, seat: Option<u32>| {
                    let Some(person) = person.map(|person| person as usize) else { return };
                    let (start, end) = (interval.start, interval.start + interval.length + self.people[person].gap);
                    possible[person].push(Possible { start, end, seat });
                };
                add(resource.person, None);
                for column in &self.columns[indices(&interval.columns)] {
                    add(self.person_of[column.candidate as usize], Some(column.candidate));
                }
            }
        }
        for (person, possible) in self.people.iter_mut().zip(possible) {
            person.first_row = self.rows;
            person.set_moments(possible);
            self.rows += to_u32(person.moments.len());
        }
        let mut column_rows = vec![0..0; self.columns.len()];
        self.for_each_placement(|column, placement| {
            let [candidate, _] = self.rows_of(&placement);
            column_rows[column] = candidate;
        });
        self.column_rows = column_rows;
        for resource in &self.resources {
            let Some(person) = resource.person.map(|person| &self.people[person as usize]) else { continue };
            for interval in &mut self.intervals[indices(&resource.intervals)] {
                interval.rows = person.rows(interval.start, interval.length);
            }
        }
    }
}
