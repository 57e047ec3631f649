//! Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983): a million small moves, with those for the worse accepted
//! ever more rarely.
//!
//! In a move, a candidate takes a place; candidates who are displaced go without and may find another place later. Most
//! moves trade equals, so that a free place drifts to where somebody can use it. That produces chains far longer than a
//! search would have time for. A move costs a tenth of a microsecond.

use crate::assignment::{Assignment, Choice, Choices};
use crate::dual::Objective;
use crate::model::Placement;
use crate::round::week_of;

/// Moves between two checks of the clock and changes of the temperature.
const MOVES_PER_TEMPERATURE: usize = 1_024;

/// The number of moves and the temperatures, which fall geometrically.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnnealingSchedule {
    /// Number of moves to try.
    pub moves: usize,
    /// The first temperature: a loss of this value is accepted with probability 1/e.
    pub initial_temperature: f64,
    /// The last temperature.
    pub final_temperature: f64,
}

/// The best placements found on the way from this assignment. Deterministic: the seed is always the same.
pub(crate) fn anneal(
    assignment: &mut Assignment<'_>,
    choices: &Choices,
    objective: Objective,
    schedule: AnnealingSchedule,
    keep_going: &dyn Fn() -> bool,
) -> Vec<Placement> {
    let mut state = State::of(assignment, choices, objective);
    let (mut best, mut placements) = (state.value, state.assignment.iter().collect::<Vec<_>>());
    let temperatures = schedule.moves / MOVES_PER_TEMPERATURE;
    let cooling = (schedule.final_temperature / schedule.initial_temperature).powf(1.0 / temperatures.max(1) as f64);
    let mut temperature = schedule.initial_temperature;
    for _ in 0..temperatures {
        if !keep_going() || state.is_empty() {
            break;
        }
        for _ in 0..MOVES_PER_TEMPERATURE {
            state.try_move(choices, temperature);
        }
        temperature *= cooling;
        if state.value > best {
            best = state.value;
            placements.clear();
            placements.extend(state.assignment.iter());
        }
    }
    placements
}

/// An assignment between two moves, with what makes a move cheap.
struct State<'a, 'b> {
    assignment: &'a mut Assignment<'b>,
    objective: Objective,
    rng: Rng,
    /// The value of the assignment.
    value: i64,
    /// The candidates without a session who could have one, and those with one.
    lists: [Vec<u32>; 2],
    /// The position of each candidate in their list.
    positions: Vec<usize>,
    /// The sessions that the current move displaces; kept to avoid allocations.
    displaced: Vec<Placement>,
}

/// Indices in [`State::lists`].
const UNASSIGNED: usize = 0;
const ASSIGNED: usize = 1;

impl<'a, 'b> State<'a, 'b> {
    fn of(assignment: &'a mut Assignment<'b>, choices: &Choices, objective: Objective) -> Self {
        let mut state = Self {
            objective,
            rng: Rng(1),
            value: 0,
            lists: [Vec::new(), Vec::new()],
            positions: vec![0; assignment.model.weights.len()],
            displaced: Vec::new(),
            assignment,
        };
        for candidate in state.assignment.unassigned() {
            if !choices.of_candidate(candidate).is_empty() {
                state.add_to(UNASSIGNED, candidate);
            }
        }
        for placement in state.assignment.iter().collect::<Vec<_>>() {
            state.value += state.value_of(&placement);
            state.add_to(ASSIGNED, placement.candidate);
        }
        state
    }

    fn is_empty(&self) -> bool {
        self.lists.iter().all(Vec::is_empty)
    }

    fn add_to(&mut self, list: usize, candidate: u32) {
        self.positions[candidate as usize] = self.lists[list].len();
        self.lists[list].push(candidate);
    }

    fn remove_from(&mut self, list: usize, candidate: u32) {
        let position = self.positions[candidate as usize];
        self.lists[list].swap_remove(position);
        if let Some(moved) = self.lists[list].get(position) {
            self.positions[*moved as usize] = position;
        }
    }

    fn value_of(&self, placement: &Placement) -> i64 {
        self.objective.value(self.assignment.model, placement.column())
    }

    /// Tries one move: a candidate, assigned or not, takes one of their choices at random.
    fn try_move(&mut self, choices: &Choices, temperature: f64) {
        let list = match self.lists.each_ref().map(Vec::is_empty) {
            [false, true] => UNASSIGNED,
            [true, _] => ASSIGNED,
            [false, false] => self.rng.below(2),
        };
        let candidate = self.lists[list][self.rng.below(self.lists[list].len())];
        let options = choices.of_candidate(candidate);
        let Some(choice) = options.get(self.rng.below(options.len())) else { return };
        let current = self.assignment.placement_of(candidate);
        if current == Some(choice.placement) {
            return;
        }
        self.find_displaced(*choice);
        let loss: i64 = self.displaced.iter().chain(&current).map(|it| self.value_of(it)).sum();
        let gain = self.value_of(&choice.placement) - loss;
        if gain < 0 && self.rng.unit() >= (gain as f64 / temperature).exp() {
            return;
        }
        if current.is_some() {
            self.assignment.remove(candidate);
        } else {
            self.remove_from(UNASSIGNED, candidate);
            self.add_to(ASSIGNED, candidate);
        }
        while let Some(placement) = self.displaced.pop() {
            self.assignment.remove(placement.candidate);
            self.remove_from(ASSIGNED, placement.candidate);
            self.add_to(UNASSIGNED, placement.candidate);
        }
        self.assignment.insert(*choice);
        self.value += gain;
    }

    /// Collects the sessions that this one would displace: those that overlap it, those that either person has in
    /// another seat at that time, and the one with the least value if the week is full.
    fn find_displaced(&mut self, choice: Choice) {
        let Choice { resource, placement } = choice;
        self.displaced.clear();
        self.assignment.for_each_elsewhere(choice, |it| self.displaced.push(it));
        let sessions = &self.assignment.by_resource[resource as usize];
        let resource = &self.assignment.model.resources[resource as usize];
        let week = week_of(placement.start);
        let (mut in_week, mut least) = (0, None::<Placement>);
        for other in sessions.iter().filter(|it| it.candidate != placement.candidate) {
            if self.displaced.contains(other) {
                continue;
            }
            if other.overlaps(&placement, resource.gap) {
                self.displaced.push(*other);
            } else if week_of(other.start) == week {
                in_week += 1;
                if least.is_none_or(|least| self.value_of(other) < self.value_of(&least)) {
                    least = Some(*other);
                }
            }
        }
        if resource.capacity.get(week as usize).is_none_or(|capacity| in_week >= *capacity) {
            self.displaced.extend(least);
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in `0..bound`; 0 for a bound of 0. Bounds must be below 2^32.
    fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    /// Uniform in `0.0..1.0`.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
