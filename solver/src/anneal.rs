//! Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983): a million small changes, of which those for the worse
//! are made ever more rarely.
//!
//! A candidate takes a place, whoever is in the way goes without, and finds another place later. Most changes exchange
//! like for like, so that a free place wanders to where somebody can use it; chains of any length come about
//! that no search would have the time to look for. A change costs a tenth of a microsecond.

use super::assignment::{Choices, Plan, Seat};
use super::dual::Aim;
use super::model::{Board, week};

/// Changes between two looks at the clock and the temperature.
const STRETCH: usize = 1_024;

/// How long and how hot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schedule {
    /// Changes that are tried.
    pub changes: usize,
    /// At first a loss of as many points is made in one of e tries.
    pub hot: f64,
    /// The same at the end.
    pub cold: f64,
}

/// The best seats met on the way from this plan. Deterministic: the dice start the same each time.
pub(super) fn anneal(
    plan: &mut Plan<'_>,
    choices: &Choices,
    aim: Aim,
    schedule: Schedule,
    go_on: &dyn Fn() -> bool,
) -> Vec<Seat> {
    let mut state = State::of(plan, choices, aim);
    let (mut best, mut seats) = (state.value, state.plan.all().collect::<Vec<_>>());
    let stretches = schedule.changes / STRETCH;
    let cooling = (schedule.cold / schedule.hot).powf(1.0 / stretches.max(1) as f64);
    let mut heat = schedule.hot;
    for _ in 0..stretches {
        if !go_on() || state.nobody() {
            break;
        }
        for _ in 0..STRETCH {
            state.change(choices, heat);
        }
        heat *= cooling;
        if state.value > best {
            best = state.value;
            seats.clear();
            seats.extend(state.plan.all());
        }
    }
    seats
}

/// A plan on its way.
struct State<'a, 'b> {
    plan: &'a mut Plan<'b>,
    aim: Aim,
    dice: Dice,
    /// What the plan is worth, in points.
    value: i64,
    /// Who has no session and could have one, and who has one.
    people: [Vec<u32>; 2],
    /// Where each candidate stands in their list.
    places: Vec<usize>,
    /// Who is in the way of a change; used again.
    gone: Vec<Seat>,
}

/// The two lists of [`State::people`].
const WAITING: usize = 0;
const SEATED: usize = 1;

impl<'a, 'b> State<'a, 'b> {
    fn of(plan: &'a mut Plan<'b>, choices: &Choices, aim: Aim) -> Self {
        let mut state = Self {
            aim,
            dice: Dice(1),
            value: 0,
            people: [Vec::new(), Vec::new()],
            places: vec![0; plan.board.weights.len()],
            gone: Vec::new(),
            plan,
        };
        for who in state.plan.waiting() {
            if !choices.of_candidate(who).is_empty() {
                state.enter(WAITING, who);
            }
        }
        for seat in state.plan.all().collect::<Vec<_>>() {
            state.value += worth(state.plan.board, aim, &seat);
            state.enter(SEATED, seat.candidate);
        }
        state
    }

    fn nobody(&self) -> bool {
        self.people.iter().all(Vec::is_empty)
    }

    fn enter(&mut self, list: usize, who: u32) {
        self.places[who as usize] = self.people[list].len();
        self.people[list].push(who);
    }

    fn leave(&mut self, list: usize, who: u32) {
        let place = self.places[who as usize];
        self.people[list].swap_remove(place);
        if let Some(moved) = self.people[list].get(place) {
            self.places[*moved as usize] = place;
        }
    }

    /// Tries one change: somebody, waiting or seated, takes one of the places they could have.
    fn change(&mut self, choices: &Choices, heat: f64) {
        let list = match self.people.each_ref().map(Vec::is_empty) {
            [false, true] => WAITING,
            [true, _] => SEATED,
            [false, false] => self.dice.below(2),
        };
        let who = self.people[list][self.dice.below(self.people[list].len())];
        let options = choices.of_candidate(who);
        let Some(choice) = options.get(self.dice.below(options.len())) else { return };
        let own = self.plan.seat_of(who);
        if own == Some(choice.seat) {
            return;
        }
        self.in_the_way(choice.desk, choice.seat);
        let worth = |seat: &Seat| worth(self.plan.board, self.aim, seat);
        let lost: i64 = self.gone.iter().chain(&own).map(worth).sum();
        let gain = worth(&choice.seat) - lost;
        if gain < 0 && self.dice.share() >= (gain as f64 / heat).exp() {
            return;
        }
        if own.is_some() {
            self.plan.take(who);
        } else {
            self.leave(WAITING, who);
            self.enter(SEATED, who);
        }
        while let Some(seat) = self.gone.pop() {
            self.plan.take(seat.candidate);
            self.leave(SEATED, seat.candidate);
            self.enter(WAITING, seat.candidate);
        }
        self.plan.put(*choice);
        self.value += gain;
    }

    /// Notes who would have to go from this desk for a seat: whose time it takes, and where the week is full
    /// then the one who is worth least.
    fn in_the_way(&mut self, desk: u32, seat: Seat) {
        self.gone.clear();
        let board = self.plan.board;
        let it = &board.desks[desk as usize];
        let (mut others, mut least) = (0, None::<Seat>);
        for other in self.plan.seats[desk as usize].iter().filter(|other| other.candidate != seat.candidate) {
            let before = other.start + other.length + it.gap <= seat.start;
            if !before && other.start < seat.start + seat.length + it.gap {
                self.gone.push(*other);
            } else if week(other.start) == week(seat.start) {
                others += 1;
                if least.is_none_or(|least| worth(board, self.aim, other) < worth(board, self.aim, &least)) {
                    least = Some(*other);
                }
            }
        }
        if it.capacity.get(week(seat.start) as usize).is_none_or(|most| others >= *most) {
            self.gone.extend(least);
        }
    }
}

/// In points.
fn worth(board: &Board, aim: Aim, seat: &Seat) -> i64 {
    i64::from(board.weights[seat.candidate as usize]) * aim.weight + i64::from(seat.fit)
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `0..bound`, or 0. Lists here are shorter than 2^32.
    fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
