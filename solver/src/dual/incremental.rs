//! Coarse prices soon, and candidates dealt out by them.

use super::{Aim, Market, POINT, Prices, remember};
use crate::assignment::Seat;
use crate::model::{Board, Column};

/// How to find coarse prices.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Approach {
    /// How often all desks are asked.
    pub passes: usize,
    /// The first step, in thousandths of a point of weight.
    pub from: f64,
    /// The last step.
    pub to: f64,
    /// Most candidates that one desk may remember at a time.
    pub remembered: usize,
}

/// Steps are shorter than this when a desk begins to remember, in thousandths of a point of weight.
const NARROW: f64 = 100.0;

impl Market {
    /// Coarse prices, soon: desk after desk takes whom it likes best, who gets dearer for the next by what everybody
    /// got cheaper at first (incremental subgradients, Nedić and Bertsekas 2001). Where `improve` needs a
    /// thousand evaluations to find its way, this needs a hundred.
    pub(crate) fn approach(
        &mut self,
        board: &Board,
        aim: Aim,
        prices: &mut Prices,
        way: Approach,
        go_on: &dyn Fn() -> bool,
    ) {
        self.planner.open();
        let unit = (aim.weight * POINT) as f64 / 1_000.0;
        let shrink = (way.to / way.from).powf(1.0 / way.passes.max(1) as f64);
        let mut points = way.from;
        for _ in (0..way.passes).take_while(|_| go_on()) {
            let step = (points * unit) as i64;
            prices.each.iter_mut().for_each(|price| *price = (*price - step).max(0));
            self.open(board, aim, &prices.each);
            for (place, desk) in board.desks.iter().enumerate() {
                self.picks.clear();
                self.planner.plan(board, place, &self.tops, prices.of_desk(desk), &mut self.picks);
                for pick in &self.picks {
                    let who = board.columns[pick.column as usize].candidate as usize;
                    prices.each[who] += step;
                    self.tops[who] -= step;
                }
                if points < NARROW {
                    remember(board, prices, &self.picks, way.remembered, |_| true);
                }
            }
            points *= shrink;
        }
    }

    /// Desk after desk takes whom it likes best of those whom nobody took yet. `first` is the
    /// desk that begins.
    pub(crate) fn deal(&mut self, board: &Board, aim: Aim, prices: &Prices, first: usize) -> Vec<Seat> {
        const TAKEN: i64 = i64::MIN / 4;
        self.planner.open();
        self.open(board, aim, &prices.each);
        let mut seats = Vec::new();
        for place in (0..board.desks.len()).map(|place| (place + first) % board.desks.len()) {
            let desk = &board.desks[place];
            self.picks.clear();
            self.planner.plan(board, place, &self.tops, prices.of_desk(desk), &mut self.picks);
            for pick in &self.picks {
                let (item, column) = (&board.items[pick.item as usize], board.columns[pick.column as usize]);
                let Column { candidate, fit } = column;
                if std::mem::replace(&mut self.tops[candidate as usize], TAKEN) != TAKEN {
                    let interviewer = desk.interviewer;
                    seats.push(Seat { candidate, interviewer, start: item.start, length: item.length, fit });
                }
            }
        }
        seats
    }
}
