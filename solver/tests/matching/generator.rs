//! Generates rounds from a seed, so that a failure can be reproduced.

use candor_solver::{Candidate, Interviewer, Round, SLOTS_PER_WEEK, Span};

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Rng(pub u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in `0..bound`; 0 for a bound of 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One of these, with probabilities in proportion to their shares.
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

    fn pairs(&mut self, count: usize, (candidates, interviewers): (usize, usize)) -> Vec<(usize, usize)> {
        (0..count).map(|_| (self.below(candidates), self.below(interviewers))).collect()
    }
}

/// Parameters of a realistic round.
#[derive(Clone, Copy)]
pub struct Family {
    pub candidates: usize,
    pub interviewers: usize,
    pub weeks: usize,
    /// Durations of 30 to 90 minutes instead of one hour for everybody.
    pub mixed: bool,
    /// Larger capacities of interviewers.
    pub ample: bool,
}

/// A realistic round: evenings and weekends in several time zones, and a few popular kinds.
pub fn family(seed: u64, family: Family) -> Round {
    let rng = &mut Rng(seed);
    let zones = [-32, -28, -24, -20, -12, 0, 0, 4, 4, 8, 8, 22, 32, 40];
    let kinds: [(usize, u16); 5] = [(46, 0), (24, 1), (12, 2), (10, 3), (8, 4)];
    let languages: [(usize, u16); 5] = [(178, 0), (9, 1), (8, 2), (3, 3), (2, 4)];
    let hours = |rng: &mut Rng, windows: usize, lengths: &[i32]| {
        let zone = rng.one(&zones);
        let mut all = Vec::new();
        for week in 0..family.weeks as i32 {
            for _ in 0..windows {
                let day = rng.below(7) as i32;
                let from = if day > 4 { 36 + 2 * rng.below(22) as i32 } else { rng.one(&[48, 68, 70, 72, 76]) };
                let from =
                    (week * SLOTS_PER_WEEK + day * 96 + from - zone).rem_euclid(family.weeks as i32 * SLOTS_PER_WEEK);
                all.push(Span { from, to: from + rng.one(lengths) });
            }
        }
        all
    };
    let candidate = |rng: &mut Rng| Candidate {
        languages: vec![rng.by_share(&languages)],
        kinds: vec![rng.by_share(&kinds)],
        level: rng.by_share(&[(36, 0), (42, 1), (18, 2), (4, 3)]),
        topics: {
            let count = 1 + rng.below(4);
            rng.some(count, 24)
        },
        windows: hours(rng, 3, &[4, 4, 6, 8, 8, 10, 12, 12, 14, 16]),
        duration: if family.mixed { rng.by_share(&[(5, 2), (16, 3), (64, 4), (15, 6)]) } else { 4 },
        waited: rng.by_share(&[(60, 0), (22, 1), (11, 2), (7, 3)]),
        interviewer: None,
    };
    let candidates = (0..family.candidates).map(|_| candidate(rng)).collect();
    let interviewer = |rng: &mut Rng| {
        let hours = hours(rng, 3, &[6, 6, 8, 10, 12, 12, 14, 16]);
        let booked = hours.iter().filter(|_| rng.below(8) == 0).map(|it| Span { from: it.from, to: it.from + 4 });
        let booked = booked.collect();
        let mut kinds = vec![rng.by_share(&kinds)];
        for _ in 0..2 {
            if rng.below(3) == 0 {
                kinds.push(rng.below(5) as u16);
            }
        }
        let capacity: &[u32] = if family.ample { &[2, 3, 3, 4, 4, 6, 9] } else { &[1, 1, 2, 2, 3, 3, 4, 6] };
        Interviewer {
            languages: if rng.below(10) == 0 {
                vec![0, 1 + rng.below(4) as u16]
            } else {
                vec![rng.by_share(&languages)]
            },
            kinds,
            levels: rng.by_share(&[(45, &[0, 1, 2][..]), (30, &[0, 1]), (25, &[1, 2, 3])]).to_vec(),
            topics: {
                let count = 4 + rng.below(7);
                rng.some(count, 24)
            },
            hours,
            booked,
            gap: rng.by_share(&[(42, 0), (40, 1), (18, 2)]),
            capacity: vec![rng.one(capacity); family.weeks],
            reliability: rng.one(&[70, 80, 85, 90, 95, 98, 100]) as u32,
        }
    };
    let interviewers = (0..family.interviewers).map(|_| interviewer(rng)).collect();
    let pairs = family.candidates * family.interviewers;
    Round {
        horizon: family.weeks as i32 * SLOTS_PER_WEEK,
        candidates,
        interviewers,
        forbidden: rng.pairs(pairs / 250, (family.candidates, family.interviewers)),
        met: rng.pairs(pairs / 100, (family.candidates, family.interviewers)),
        recent: vec![],
    }
}

/// The round with this percentage of its candidates (at most as many as there are interviewers) in both seats. Most of
/// them have the same free times in both.
pub fn with_both_seats(mut round: Round, seed: u64, percent: usize) -> Round {
    let rng = &mut Rng(seed);
    let both = (round.candidates.len() * percent / 100).min(round.interviewers.len());
    let first = rng.below(round.candidates.len());
    for own in 0..both {
        let candidate = (first + own) % round.candidates.len();
        round.candidates[candidate].interviewer = Some(own);
        if rng.below(4) > 0 {
            round.candidates[candidate].windows = round.interviewers[own].hours.clone();
        }
    }
    // Somebody with a second request.
    if both > 0 && percent > 50 && rng.below(4) == 0 {
        let candidate = rng.below(round.candidates.len());
        round.candidates[candidate].interviewer = Some(rng.below(both));
    }
    round
}

/// The round in which this percentage of the pairs met recently.
pub fn with_repeats(mut round: Round, seed: u64, percent: usize) -> Round {
    let (candidates, interviewers) = (round.candidates.len(), round.interviewers.len());
    let rng = &mut Rng(seed);
    round.recent = rng.pairs(candidates * interviewers * percent / 100, (candidates, interviewers));
    round.met.extend(&round.recent);
    round
}

/// The round with a second language or kind for some of its candidates.
pub fn with_choices(mut round: Round, seed: u64) -> Round {
    let rng = &mut Rng(seed);
    for candidate in &mut round.candidates {
        if rng.below(2) == 0 {
            candidate.languages.push(1 - candidate.languages[0]);
        }
        if rng.below(2) == 0 {
            candidate.kinds.push(1 - candidate.kinds[0]);
        }
    }
    round
}

/// A small, tightly constrained round: everybody wants the same few hours, and every rule is binding somewhere.
pub fn tight(seed: u64, candidates: usize, interviewers: usize) -> Round {
    let rng = &mut Rng(seed);
    let weeks = 1 + rng.below(2);
    let uniform = rng.below(3) == 0;
    let length = 8 + rng.below(16);
    let spans = |rng: &mut Rng, count: usize, longest: usize| -> Vec<Span> {
        let span = |rng: &mut Rng| {
            // If there are two weeks, around the boundary between them.
            let from = (rng.below(length) as i32) + if weeks == 2 { SLOTS_PER_WEEK - length as i32 / 2 } else { 0 };
            Span { from, to: from + 1 + rng.below(longest) as i32 }
        };
        (0..count).map(|_| span(rng)).collect()
    };
    let candidate = |rng: &mut Rng| Candidate {
        languages: vec![rng.by_share(&[(5, 0), (1, 1)])],
        kinds: vec![rng.by_share(&[(5, 0), (1, 1)])],
        level: rng.below(3) as u16,
        topics: {
            let count = rng.below(4);
            rng.some(count, 5)
        },
        windows: {
            let count = 1 + rng.below(2);
            spans(rng, count, 9)
        },
        duration: if uniform { 3 } else { rng.one(&[1, 2, 3, 4, 6]) },
        waited: rng.below(5) as u32,
        interviewer: None,
    };
    let candidates: Vec<_> = (0..candidates).map(|_| candidate(rng)).collect();
    let interviewer = |rng: &mut Rng| Interviewer {
        languages: if rng.below(3) == 0 { vec![0, 1] } else { vec![0] },
        kinds: if rng.below(3) == 0 { vec![0, 1] } else { vec![0] },
        levels: if rng.below(3) == 0 { vec![1, 2] } else { vec![0, 1, 2] },
        topics: {
            let count = rng.below(5);
            rng.some(count, 5)
        },
        hours: {
            let count = 1 + rng.below(3);
            spans(rng, count, 14)
        },
        booked: {
            let count = rng.below(2);
            spans(rng, count, 3)
        },
        gap: rng.below(3) as u16,
        capacity: (0..weeks).map(|_| rng.below(4) as u32).collect(),
        reliability: rng.below(101) as u32,
    };
    let interviewers: Vec<_> = (0..interviewers).map(|_| interviewer(rng)).collect();
    let counts = (candidates.len(), interviewers.len());
    let pairs = counts.0 * counts.1;
    let (forbidden, met) = (rng.pairs(pairs / 6, counts), rng.pairs(pairs / 4, counts));
    let horizon = if weeks == 2 { 2 * SLOTS_PER_WEEK } else { length as i32 + rng.below(12) as i32 };
    Round { horizon, candidates, interviewers, forbidden, met, recent: vec![] }
}
