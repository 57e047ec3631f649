//! From rung to rung: greedy, ejection chains, prices, and an exact finish on what the prices leave open.

mod block_search;
mod counting_bound;
mod dual_heuristics;
mod stages;

use super::assignment::{Choices, Plan, Seat};
use super::chains;
use super::dual::{Aim, Market, Prices};
use super::model::Board;
use super::outcome::{Limits, Proof, Score};
use super::pricing::POINT;

/// While searching, a point of weight counts for as much as 1,000 of fit: near enough to the real order to find
/// the best, and far easier on the prices.
const SEARCH: Aim = Aim { weight: 1_000 };

/// Most columns that branch and bound gets at once.
const MOST_COLUMNS: usize = 7_000;

/// Rounds with more columns than this have no time for annealing, and to remember few.
const HUGE: usize = 150_000;

/// Most schedules that are packed at once when nothing else is left to try.
const WHOLE: usize = 8_000;

/// A share of fit as small as one in so many is left, where time is short.
const NEAR: i64 = 200;

/// How far a search came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finish {
    /// What was looked for is found, or there is none.
    Proven,
    /// There may be better ones.
    Open,
    /// There is too much to look through.
    TooLarge,
}

/// What to look for: a matching that is worth at least `floor` and more than the best known.
#[derive(Debug, Clone, Copy)]
struct Search {
    aim: Aim,
    floor: i64,
}

/// The search for the best matching of a board.
pub(super) struct Ladder<'a> {
    board: &'a Board,
    choices: &'a Choices,
    limits: Limits<'a>,
    market: Market,
    pub best: Vec<Seat>,
}

impl<'a> Ladder<'a> {
    pub(super) fn new(board: &'a Board, choices: &'a Choices, limits: Limits<'a>) -> Self {
        Self { board, choices, limits, market: Market::default(), best: Vec::new() }
    }

    pub(super) fn climb(&mut self) -> Proof {
        let mut plan = Plan::new(self.board);
        plan.fill(self.choices);
        while chains::improve(&mut plan, self.choices, self.limits.keep_going) {}
        self.offer(SEARCH, plan.all().collect());
        let ceiling = counting_bound::counting_bound(self.board);
        if self.score(&self.best) == ceiling {
            return Proof::Optimal;
        }
        // With more time the work of the default comes first, so that the answer is never worse.
        let patient = self.limits;
        self.limits.evaluations = patient.evaluations.min(Limits::DEFAULT.evaluations);
        self.limits.nodes = patient.nodes.min(Limits::DEFAULT.nodes);
        self.limits.passes = patient.passes.min(Limits::DEFAULT.passes);
        let mut prices = Prices::of(self.board, SEARCH);
        let proof = self.stage(&mut prices, Proof::WeightBound { weight_bound: ceiling.weight });
        self.limits = patient;
        let open = self.patient() && proof != Proof::Optimal && (self.limits.keep_going)();
        let proof = if open { self.stage(&mut prices, proof) } else { proof };
        proof.at_most(ceiling, self.score(&self.best))
    }

    /// Looks for the best, and says what is proven now with what was `known` before.
    fn stage(&mut self, prices: &mut Prices, known: Proof) -> Proof {
        let most = match self.search(Search { aim: SEARCH, floor: 0 }, prices) {
            Finish::Proven => self.value(SEARCH),
            Finish::Open | Finish::TooLarge => prices.bound,
        };
        let proof = self.prove(prices, most);
        if !self.small() && proof != Proof::Optimal && !self.will_do(proof) {
            self.piece_by_piece(SEARCH, prices);
        }
        let best = self.score(&self.best);
        let (mut weight_bound, mut fit_bound) = (u64::MAX, fit_bound(most, SEARCH, best));
        for proof in [known, proof] {
            match proof {
                Proof::Optimal => return proof,
                Proof::OptimalWeight { fit_bound: bound } => {
                    (weight_bound, fit_bound) = (best.weight, fit_bound.min(bound));
                }
                Proof::WeightBound { weight_bound: bound } => weight_bound = weight_bound.min(bound),
            }
        }
        match (weight_bound > best.weight, fit_bound > best.fit) {
            (true, _) => Proof::WeightBound { weight_bound },
            (_, true) => Proof::OptimalWeight { fit_bound },
            _ => Proof::Optimal,
        }
    }

    /// Looks for something better by ever dearer means, and stops as soon as the prices say that there is none.
    fn search(&mut self, search: Search, prices: &mut Prices) -> Finish {
        if !self.small() {
            self.approach(search, prices);
            if search.floor == 0 {
                // The steps to better prices aim for the best that is known.
                self.deal(search, prices);
            }
        }
        self.price(search, prices);
        if prices.bound < self.enough(search) {
            return Finish::Proven;
        }
        if !self.small() && search.floor > 0 && !self.patient() {
            // What else there is to try the search by the other aim has tried.
            return Finish::Open;
        }
        if !self.small() {
            self.deal(search, prices);
        }
        if !self.small() && !self.huge() {
            self.anneal_near(search, prices);
        }
        if self.glance(search, prices) == Finish::Proven {
            return Finish::Proven;
        }
        if self.small() && self.polish(search, prices) && self.pack(search, prices) == Finish::Proven {
            return Finish::Proven;
        }
        if self.small() && self.remember_more(search, prices) == Finish::Proven {
            return Finish::Proven;
        }
        if !self.small() && self.patient() && self.pack_down_to(search, prices, 0, WHOLE) == Finish::Proven {
            return Finish::Proven;
        }
        if self.small() || self.patient() { self.finish(search, prices) } else { Finish::Open }
    }

    /// Points that are not worth the time they take: on a large round, by default, a two-hundredth of the fit.
    fn left(&self) -> i64 {
        if self.small() || self.patient() { 0 } else { signed(self.score(&self.best).fit) / NEAR }
    }

    /// Whether nothing is left to find, or nothing that is worth the time.
    fn near(&self, aim: Aim, prices: &Prices) -> bool {
        prices.bound - self.value(aim) < self.left().max(1) * POINT
    }

    /// Prices that remember ever more, each with what it leaves open.
    fn remember_more(&mut self, search: Search, prices: &mut Prices) -> Finish {
        for memory in stages::MEMORIES {
            let before = prices.bound;
            self.remember(search, prices, memory);
            let gained = (before - prices.bound).max(0);
            if gained > 0 {
                let finish = match memory {
                    4 => self.glance(search, prices),
                    _ => self.pack(search, prices),
                };
                if finish == Finish::Proven {
                    return finish;
                }
            }
            if memory > 2 && gained < POINT / 2 {
                break;
            }
        }
        self.pack_down_to(search, prices, 0, WHOLE)
    }

    /// Keeps the seats when they are the best so far. False when they are not and yet worth more by this aim:
    /// what is proven about them says nothing about the best then.
    fn offer(&mut self, aim: Aim, seats: Vec<Seat>) -> bool {
        if self.score(&seats) > self.score(&self.best) {
            self.best = seats;
            return true;
        }
        self.value_of(aim, &seats) <= self.value(aim)
    }

    pub(super) fn score(&self, seats: &[Seat]) -> Score {
        let weight = seats.iter().map(|seat| u64::from(self.board.weights[seat.candidate as usize])).sum();
        Score { weight, fit: seats.iter().map(|seat| u64::from(seat.fit)).sum() }
    }

    fn value(&self, aim: Aim) -> i64 {
        self.value_of(aim, &self.best)
    }

    fn value_of(&self, aim: Aim, seats: &[Seat]) -> i64 {
        let value = |seat: &Seat| aim.of(self.board.weights[seat.candidate as usize]) + i64::from(seat.fit) * POINT;
        seats.iter().map(value).sum()
    }

    /// What is looked for is worth at least this.
    fn enough(&self, search: Search) -> i64 {
        search.floor.max(self.value(search.aim) + POINT)
    }

    /// Whether sessions differ in length. Where they don't, a desk seldom needs to remember anybody.
    fn mixed(&self) -> bool {
        self.board.items.windows(2).any(|two| two[0].length != two[1].length)
    }

    /// Whether a proof is as good as is worth the time where lengths differ and the last of the fit is dear.
    fn will_do(&self, proof: Proof) -> bool {
        self.mixed() && !self.huge() && !self.patient() && proof.gap(self.score(&self.best)) < 2.5e-3
    }

    /// Whether there is more time than by default.
    fn patient(&self) -> bool {
        self.limits.passes > Limits::DEFAULT.passes
    }

    fn huge(&self) -> bool {
        self.board.columns.len() > HUGE
    }

    fn small(&self) -> bool {
        self.board.columns.len() <= MOST_COLUMNS
    }

    /// Proves that `best` is the best, or how far it may be from it. `most` is what a matching can be worth by
    /// the aim of the search, and `found` the prices that say so.
    ///
    /// Only an aim by which a point of weight is worth more than all fit can prove the weight, and it is hard on
    /// the prices; so that aim proves the weight and no more. Among matchings of one weight every aim is as good.
    fn prove(&mut self, found: &Prices, most: i64) -> Proof {
        loop {
            let score = self.score(&self.best);
            let aim = Aim { weight: signed(score.fit).max(SEARCH.weight) * 5 / 4 };
            let heavier = Search { aim, floor: signed(score.weight + 1) * aim.weight * POINT };
            let mut prices = found.scaled(aim.weight, SEARCH.weight);
            let none_is_heavier = self.search(heavier, &mut prices) == Finish::Proven;
            let best = self.score(&self.best);
            if best.weight > score.weight && (self.small() || signed(best.fit) > aim.weight) {
                continue;
            }
            let weight_bound = u64::try_from(prices.bound / (aim.weight * POINT)).unwrap_or(0).max(best.weight);
            if weight_bound > best.weight && !none_is_heavier {
                return Proof::WeightBound { weight_bound };
            }
            let fitter = Search { aim, floor: 0 };
            if fit_bound(most, SEARCH, best) <= best.fit
                || self.small() && self.search(fitter, &mut prices) == Finish::Proven
            {
                return Proof::Optimal;
            }
            let most = fit_bound(most, SEARCH, best).min(fit_bound(prices.bound, aim, best));
            return Proof::OptimalWeight { fit_bound: most.max(self.score(&self.best).fit) };
        }
    }
}

/// The most fit that a matching of this weight can have when none is worth more than `most`.
fn fit_bound(most: i64, aim: Aim, best: Score) -> u64 {
    u64::try_from(most / POINT - signed(best.weight) * aim.weight).unwrap_or(0).max(best.fit)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
