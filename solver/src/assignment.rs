//! A matching in the making: who sits where, and what can be put where.

use super::model::{Board, place, range, week};

/// A session of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Seat {
    pub candidate: u32,
    pub interviewer: u32,
    pub start: i32,
    pub length: i32,
    pub fit: u32,
}

/// A session that a candidate could have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    pub desk: u32,
    pub seat: Seat,
}

/// For each candidate the sessions they could have, best fit first, then earliest.
pub(super) struct Choices {
    all: Vec<Choice>,
    ends: Vec<usize>,
}

impl Choices {
    pub(super) fn of(board: &Board) -> Self {
        let mut all = Vec::with_capacity(board.columns.len());
        for (desk, it) in board.desks.iter().enumerate() {
            for item in &board.items[range(&it.items)] {
                for column in &board.columns[range(&item.columns)] {
                    let (candidate, fit, interviewer) = (column.candidate, column.fit, it.interviewer);
                    let seat = Seat { candidate, interviewer, start: item.start, length: item.length, fit };
                    all.push(Choice { desk: place(desk), seat });
                }
            }
        }
        all.sort_unstable_by_key(|it| {
            (it.seat.candidate, std::cmp::Reverse(it.seat.fit), it.seat.start, it.seat.interviewer)
        });
        let mut ends = vec![0; board.weights.len()];
        for (index, choice) in all.iter().enumerate() {
            ends[choice.seat.candidate as usize] = index + 1;
        }
        for who in 1..ends.len() {
            ends[who] = ends[who].max(ends[who - 1]);
        }
        Self { all, ends }
    }

    pub(super) fn of_candidate(&self, who: u32) -> &[Choice] {
        let who = who as usize;
        let from = who.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[from..self.ends[who]]
    }
}

/// What stands in the way of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// Nothing.
    None,
    /// This one session.
    One(Seat),
    /// The week is full: any session of that week can go.
    Week,
    /// More than one.
    Many,
}

/// Who sits where.
#[derive(Debug, Clone)]
pub(super) struct Plan<'a> {
    pub board: &'a Board,
    /// By desk, sorted by start.
    pub seats: Vec<Vec<Seat>>,
    /// By candidate: the desk.
    pub desk_of: Vec<Option<u32>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(board: &'a Board) -> Self {
        Self { board, seats: vec![Vec::new(); board.desks.len()], desk_of: vec![None; board.weights.len()] }
    }

    /// A plan of these seats, as far as they don't clash.
    pub(super) fn with(board: &'a Board, seats: impl IntoIterator<Item = Seat>) -> Self {
        let mut plan = Self::new(board);
        for seat in seats {
            let desk = board.desks.binary_search_by_key(&seat.interviewer, |desk| desk.interviewer);
            if let (Ok(desk), None) = (desk, plan.desk_of[seat.candidate as usize]) {
                let choice = Choice { desk: place(desk), seat };
                if plan.clash(choice) == Clash::None {
                    plan.put(choice);
                }
            }
        }
        plan
    }

    /// What stands in the way of this session at its desk.
    pub(super) fn clash(&self, choice: Choice) -> Clash {
        let desk = &self.board.desks[choice.desk as usize];
        let seats = &self.seats[choice.desk as usize];
        let seat = choice.seat;
        let from = seats.partition_point(|it| it.start + it.length + desk.gap <= seat.start);
        let overlapping = seats[from..].iter().take_while(|it| it.start < seat.start + seat.length + desk.gap);
        let (mut first, mut count, mut same_week) = (None, 0, 0);
        for it in overlapping {
            first = first.or(Some(*it));
            count += 1;
            same_week += u32::from(week(it.start) == week(seat.start));
        }
        let this_week = seats.iter().filter(|it| week(it.start) == week(seat.start)).count();
        let capacity = desk.capacity.get(week(seat.start) as usize).copied().unwrap_or(0);
        let full = place(this_week) >= capacity + same_week;
        match (first, count) {
            (None, _) if full => Clash::Week,
            (None, _) => Clash::None,
            (Some(one), 1) if !full => Clash::One(one),
            _ => Clash::Many,
        }
    }

    pub(super) fn put(&mut self, choice: Choice) {
        let seats = &mut self.seats[choice.desk as usize];
        let at = seats.partition_point(|it| it.start < choice.seat.start);
        seats.insert(at, choice.seat);
        self.desk_of[choice.seat.candidate as usize] = Some(choice.desk);
    }

    /// A candidate's session.
    pub(super) fn seat_of(&self, who: u32) -> Option<Seat> {
        let desk = self.desk_of[who as usize]?;
        self.seats[desk as usize].iter().find(|it| it.candidate == who).copied()
    }

    /// Takes a candidate's session away.
    pub(super) fn take(&mut self, who: u32) -> Option<Choice> {
        let desk = self.desk_of[who as usize].take()?;
        let seats = &mut self.seats[desk as usize];
        let at = seats.iter().position(|it| it.candidate == who)?;
        Some(Choice { desk, seat: seats.remove(at) })
    }

    /// Gives a session to everybody who can have one as things stand, the heaviest first.
    pub(super) fn fill(&mut self, choices: &Choices) {
        for who in self.waiting() {
            let free = choices.of_candidate(who).iter().find(|choice| self.clash(**choice) == Clash::None);
            if let Some(choice) = free {
                self.put(*choice);
            }
        }
    }

    /// The candidates without a session, the heaviest first.
    pub(super) fn waiting(&self) -> Vec<u32> {
        let mut waiting: Vec<_> =
            (0..place(self.desk_of.len())).filter(|who| self.desk_of[*who as usize].is_none()).collect();
        waiting.sort_by_key(|who| std::cmp::Reverse(self.board.weights[*who as usize]));
        waiting
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Seat> + '_ {
        self.seats.iter().flatten().copied()
    }
}
