//! A matching in the making: who has which session, and which sessions can be added.

use crate::model::{Model, Placement, indices, to_u32};
use crate::round::week_of;

/// A session that a candidate could have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    /// Index in the model's resources.
    pub resource: u32,
    pub placement: Placement,
}

/// The sessions that each candidate could have: those that aren't repeats first, then by best fit, then earliest.
pub(crate) struct Choices {
    all: Vec<Choice>,
    /// Where each candidate's choices end in `all`.
    ends: Vec<usize>,
}

impl Choices {
    pub(crate) fn of(model: &Model) -> Self {
        let mut all = Vec::with_capacity(model.columns.len());
        for (index, resource) in model.resources.iter().enumerate() {
            for interval in &model.intervals[indices(&resource.intervals)] {
                for column in &model.columns[indices(&interval.columns)] {
                    all.push(Choice { resource: to_u32(index), placement: resource.placement(interval, *column) });
                }
            }
        }
        all.sort_unstable_by_key(|Choice { placement, .. }| {
            let fit = std::cmp::Reverse(placement.fit);
            (placement.candidate, placement.repeats, fit, placement.start, placement.interviewer)
        });
        let mut ends = vec![0; model.weights.len()];
        for (index, choice) in all.iter().enumerate() {
            ends[choice.placement.candidate as usize] = index + 1;
        }
        for candidate in 1..ends.len() {
            ends[candidate] = ends[candidate].max(ends[candidate - 1]);
        }
        Self { all, ends }
    }

    pub(crate) fn of_candidate(&self, candidate: u32) -> &[Choice] {
        let candidate = candidate as usize;
        let from = candidate.checked_sub(1).map_or(0, |previous| self.ends[previous]);
        &self.all[from..self.ends[candidate]]
    }
}

/// What prevents a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// Nothing.
    None,
    /// One session, whose removal would be enough.
    Single(Placement),
    /// The capacity of the week. Removing any session of that week would be enough.
    WeekFull,
    /// More than one session.
    Multiple,
}

/// Which candidate has which session.
#[derive(Debug, Clone)]
pub(crate) struct Assignment<'a> {
    pub model: &'a Model,
    /// The sessions of each resource, sorted by start.
    pub by_resource: Vec<Vec<Placement>>,
    /// The resource of each candidate who has a session.
    pub resource_of: Vec<Option<u32>>,
}

impl<'a> Assignment<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        let by_resource = vec![Vec::new(); model.resources.len()];
        Self { model, by_resource, resource_of: vec![None; model.weights.len()] }
    }

    /// An assignment with these placements, leaving out those that conflict with earlier ones.
    pub(crate) fn with(model: &'a Model, placements: impl IntoIterator<Item = Placement>) -> Self {
        let mut assignment = Self::new(model);
        for placement in placements {
            let resource = model.resources.binary_search_by_key(&placement.interviewer, |it| it.interviewer);
            if let (Ok(resource), None) = (resource, assignment.resource_of[placement.candidate as usize]) {
                let choice = Choice { resource: to_u32(resource), placement };
                if assignment.conflict(choice) == Conflict::None {
                    assignment.insert(choice);
                }
            }
        }
        assignment
    }

    /// What prevents this session at its resource.
    pub(crate) fn conflict(&self, Choice { resource: resource_index, placement }: Choice) -> Conflict {
        let sessions = &self.by_resource[resource_index as usize];
        let resource = &self.model.resources[resource_index as usize];
        let week = week_of(placement.start);
        let from = sessions.partition_point(|it| it.start + it.length + resource.gap <= placement.start);
        let end = placement.start + placement.length + resource.gap;
        let (mut first, mut overlaps, mut overlaps_in_week) = (None, 0, 0);
        for it in sessions[from..].iter().take_while(|it| it.start < end) {
            first = first.or(Some(*it));
            overlaps += 1;
            overlaps_in_week += u32::from(week_of(it.start) == week);
        }
        self.for_each_elsewhere(Choice { resource: resource_index, placement }, |it| {
            first = first.or(Some(it));
            overlaps += 1;
        });
        let in_week = sessions.iter().filter(|it| week_of(it.start) == week).count();
        let capacity = resource.capacity.get(week as usize).copied().unwrap_or(0);
        let full = to_u32(in_week) >= capacity + overlaps_in_week;
        match (first, overlaps) {
            (None, _) if full => Conflict::WeekFull,
            (None, _) => Conflict::None,
            (Some(one), 1) if !full => Conflict::Single(one),
            _ => Conflict::Multiple,
        }
    }

    /// Calls `see` for each session that the candidate or the interviewer has in another seat and that is too close to
    /// this one.
    pub(crate) fn for_each_elsewhere(&self, choice: Choice, mut see: impl FnMut(Placement)) {
        if self.model.people.is_empty() {
            return;
        }
        let (placement, resource) = (choice.placement, &self.model.resources[choice.resource as usize]);
        let own = self.model.person_of(placement.candidate);
        let given = own.and_then(|person| person.resource).map_or(&[][..], |it| &self.by_resource[it as usize]);
        let other = resource.person.map(|person| &self.model.people[person as usize]);
        for (person, given) in [(own, given), (other, &[])] {
            let Some(person) = person else { continue };
            let asked = person.candidates.iter().filter(|it| **it != placement.candidate);
            let asked = asked.filter_map(|candidate| self.placement_of(*candidate)).filter(|it| {
                // Leaves out sessions that this interviewer gives, which the caller handles, and those that the
                // candidate gives, which are in `given`.
                let here = it.interviewer == placement.interviewer && it.overlaps(&placement, resource.gap);
                let seen = own.is_some_and(|own| own.interviewer == it.interviewer && own.too_close(it, &placement));
                !here && !seen
            });
            given.iter().copied().chain(asked).filter(|it| person.too_close(it, &placement)).for_each(&mut see);
        }
    }

    pub(crate) fn insert(&mut self, choice: Choice) {
        let sessions = &mut self.by_resource[choice.resource as usize];
        let at = sessions.partition_point(|it| it.start < choice.placement.start);
        sessions.insert(at, choice.placement);
        self.resource_of[choice.placement.candidate as usize] = Some(choice.resource);
    }

    /// The session of a candidate.
    pub(crate) fn placement_of(&self, candidate: u32) -> Option<Placement> {
        let resource = self.resource_of[candidate as usize]?;
        self.by_resource[resource as usize].iter().find(|it| it.candidate == candidate).copied()
    }

    /// Removes the session of a candidate.
    pub(crate) fn remove(&mut self, candidate: u32) -> Option<Choice> {
        let resource = self.resource_of[candidate as usize].take()?;
        let sessions = &mut self.by_resource[resource as usize];
        let at = sessions.iter().position(|it| it.candidate == candidate)?;
        Some(Choice { resource, placement: sessions.remove(at) })
    }

    /// Gives each unassigned candidate, heaviest first, the best session that is still free.
    pub(crate) fn fill_greedily(&mut self, choices: &Choices) {
        for candidate in self.unassigned() {
            let free = choices.of_candidate(candidate).iter().find(|it| self.conflict(**it) == Conflict::None);
            if let Some(choice) = free {
                self.insert(*choice);
            }
        }
    }

    /// The candidates without a session, heaviest first.
    pub(crate) fn unassigned(&self) -> Vec<u32> {
        let all = 0..to_u32(self.resource_of.len());
        let mut unassigned: Vec<_> = all.filter(|it| self.resource_of[*it as usize].is_none()).collect();
        unassigned.sort_by_key(|it| std::cmp::Reverse(self.model.weights[*it as usize]));
        unassigned
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Placement> + '_ {
        self.by_resource.iter().flatten().copied()
    }
}
