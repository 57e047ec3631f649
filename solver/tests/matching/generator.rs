//! Rounds made from a seed, so that a failure can be made again.

use candor_solver::{Candidate, Interviewer, Round, SLOTS_PER_WEEK, Span};

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `0..bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One of these, by their shares.
    fn by_share<T: Copy>(&mut self, of: &[(usize, T)]) -> T {
        let mut at = self.below(of.iter().map(|(share, _)| share).sum());
        for (share, it) in of {
            if at < *share {
                return *it;
            }
            at -= share;
        }
        of[0].1
    }

    fn some(&mut self, count: usize, of: u16) -> Vec<u16> {
        let mut all: Vec<u16> = Vec::new();
        while all.len() < count.min(of as usize) {
            let it = self.below(of as usize) as u16;
            if !all.contains(&it) {
                all.push(it);
            }
        }
        all.sort_unstable();
        all
    }

    fn pairs(&mut self, count: usize, candidates: usize, interviewers: usize) -> Vec<(usize, usize)> {
        (0..count).map(|_| (self.below(candidates), self.below(interviewers))).collect()
    }
}

/// How a realistic round is made.
#[derive(Clone, Copy)]
pub struct Family {
    pub candidates: usize,
    pub interviewers: usize,
    pub weeks: usize,
    /// Durations of 30 to 90 minutes, or all of an hour.
    pub mixed: bool,
    /// Larger capacities.
    pub ample: bool,
}

/// A round as a program might have it: evenings and weekends in several zones, a few popular kinds.
pub fn family(seed: u64, family: Family) -> Round {
    let dice = &mut Dice(seed);
    let zones = [-32, -28, -24, -20, -12, 0, 0, 4, 4, 8, 8, 22, 32, 40];
    let kinds: [(usize, u16); 5] = [(46, 0), (24, 1), (12, 2), (10, 3), (8, 4)];
    let languages: [(usize, u16); 5] = [(178, 0), (9, 1), (8, 2), (3, 3), (2, 4)];
    let hours = |dice: &mut Dice, windows: usize, lengths: &[i32]| {
        let zone = dice.one(&zones);
        let mut all = Vec::new();
        for week in 0..family.weeks as i32 {
            for _ in 0..windows {
                let day = dice.below(7) as i32;
                let from = if day > 4 { 36 + 2 * dice.below(22) as i32 } else { dice.one(&[48, 68, 70, 72, 76]) };
                let from =
                    (week * SLOTS_PER_WEEK + day * 96 + from - zone).rem_euclid(family.weeks as i32 * SLOTS_PER_WEEK);
                all.push(Span { from, to: from + dice.one(lengths) });
            }
        }
        all
    };
    let candidate = |dice: &mut Dice| Candidate {
        language: dice.by_share(&languages),
        kind: dice.by_share(&kinds),
        level: dice.by_share(&[(36, 0), (42, 1), (18, 2), (4, 3)]),
        topics: {
            let count = 1 + dice.below(4);
            dice.some(count, 24)
        },
        windows: hours(dice, 3, &[4, 4, 6, 8, 8, 10, 12, 12, 14, 16]),
        duration: if family.mixed { dice.by_share(&[(5, 2), (16, 3), (64, 4), (15, 6)]) } else { 4 },
        waited: dice.by_share(&[(60, 0), (22, 1), (11, 2), (7, 3)]),
    };
    let candidates = (0..family.candidates).map(|_| candidate(dice)).collect();
    let interviewer = |dice: &mut Dice| {
        let hours = hours(dice, 3, &[6, 6, 8, 10, 12, 12, 14, 16]);
        let booked = hours.iter().filter(|_| dice.below(8) == 0).map(|it| Span { from: it.from, to: it.from + 4 });
        let booked = booked.collect();
        let mut kinds = vec![dice.by_share(&kinds)];
        for _ in 0..2 {
            if dice.below(3) == 0 {
                kinds.push(dice.below(5) as u16);
            }
        }
        let capacity: &[u32] = if family.ample { &[2, 3, 3, 4, 4, 6, 9] } else { &[1, 1, 2, 2, 3, 3, 4, 6] };
        Interviewer {
            languages: if dice.below(10) == 0 {
                vec![0, 1 + dice.below(4) as u16]
            } else {
                vec![dice.by_share(&languages)]
            },
            kinds,
            levels: dice.by_share(&[(45, &[0, 1, 2][..]), (30, &[0, 1]), (25, &[1, 2, 3])]).to_vec(),
            topics: {
                let count = 4 + dice.below(7);
                dice.some(count, 24)
            },
            hours,
            booked,
            gap: dice.by_share(&[(42, 0), (40, 1), (18, 2)]),
            capacity: vec![dice.one(capacity); family.weeks],
            reliability: dice.one(&[70, 80, 85, 90, 95, 98, 100]) as u32,
        }
    };
    let interviewers = (0..family.interviewers).map(|_| interviewer(dice)).collect();
    let pairs = family.candidates * family.interviewers;
    Round {
        horizon: family.weeks as i32 * SLOTS_PER_WEEK,
        candidates,
        interviewers,
        forbidden: dice.pairs(pairs / 250, family.candidates, family.interviewers),
        met: dice.pairs(pairs / 100, family.candidates, family.interviewers),
    }
}

/// A small and nasty round: everybody wants the same few hours, and every rule gets in the way somewhere.
pub fn tight(seed: u64, candidates: usize, interviewers: usize) -> Round {
    let dice = &mut Dice(seed);
    let weeks = 1 + dice.below(2);
    let uniform = dice.below(3) == 0;
    let length = 8 + dice.below(16);
    let spans = |dice: &mut Dice, count: usize, longest: usize| -> Vec<Span> {
        let span = |dice: &mut Dice| {
            // Around the turn of the week when there are two.
            let from = (dice.below(length) as i32) + if weeks == 2 { SLOTS_PER_WEEK - length as i32 / 2 } else { 0 };
            Span { from, to: from + 1 + dice.below(longest) as i32 }
        };
        (0..count).map(|_| span(dice)).collect()
    };
    let candidate = |dice: &mut Dice| Candidate {
        language: dice.by_share(&[(5, 0), (1, 1)]),
        kind: dice.by_share(&[(5, 0), (1, 1)]),
        level: dice.below(3) as u16,
        topics: {
            let count = dice.below(4);
            dice.some(count, 5)
        },
        windows: {
            let count = 1 + dice.below(2);
            spans(dice, count, 9)
        },
        duration: if uniform { 3 } else { dice.one(&[1, 2, 3, 4, 6]) },
        waited: dice.below(5) as u32,
    };
    let candidates: Vec<_> = (0..candidates).map(|_| candidate(dice)).collect();
    let interviewer = |dice: &mut Dice| Interviewer {
        languages: if dice.below(3) == 0 { vec![0, 1] } else { vec![0] },
        kinds: if dice.below(3) == 0 { vec![0, 1] } else { vec![0] },
        levels: if dice.below(3) == 0 { vec![1, 2] } else { vec![0, 1, 2] },
        topics: {
            let count = dice.below(5);
            dice.some(count, 5)
        },
        hours: {
            let count = 1 + dice.below(3);
            spans(dice, count, 14)
        },
        booked: {
            let count = dice.below(2);
            spans(dice, count, 3)
        },
        gap: dice.below(3) as u16,
        capacity: (0..weeks).map(|_| dice.below(4) as u32).collect(),
        reliability: dice.below(101) as u32,
    };
    let interviewers: Vec<_> = (0..interviewers).map(|_| interviewer(dice)).collect();
    let (c, v) = (candidates.len(), interviewers.len());
    let (forbidden, met) = (dice.pairs(c * v / 6, c, v), dice.pairs(c * v / 4, c, v));
    let horizon = if weeks == 2 { 2 * SLOTS_PER_WEEK } else { length as i32 + dice.below(12) as i32 };
    Round { horizon, candidates, interviewers, forbidden, met }
}
