//! How good a plan could be at best: an upper bound of its own, by pricing candidates (Lagrangian relaxation).
//!
//! Each interviewer takes the set of candidates that is worth most to them, of all that fit into their week, and a candidate whom
//! several take becomes dearer. Whatever the prices are, what all take together is worth at least as much as any plan. People in both
//! seats may be in two places at once here, and half a plan is a plan, so the bound can only be too high: for four of seven plans it's 1
//! to 3 sessions' weight above what an exact solver of integer programs found to be the best, repeats included, which were the plans.

use super::super::lived::wall::{MINUTE, monday};
use super::aside::Aside;
use super::world::{LENGTH, World};
use std::collections::BTreeMap;

/// Candidates who all fit into somebody's week, and what that's worth.
struct Bundle {
    candidates: Vec<usize>,
    value: f64,
}

/// The most that a plan could be worth if a pair is worth this much, where one is known that's worth something.
pub fn most(world: &World<'_>, worth: &dyn Fn(usize, usize) -> f64, known: f64) -> f64 {
    let all: Vec<Vec<Bundle>> = world.interviewers.iter().map(|who| bundles(world, *who, worth)).collect();
    let mut prices = vec![0.0; world.members.len()];
    let (mut best, mut pace, mut since) = (f64::INFINITY, 1.0, 0);
    for _ in 0..400 {
        let mut left: Vec<f64> = vec![0.0; prices.len()];
        world.candidates.iter().for_each(|who| left[*who] = 1.0);
        let mut bound: f64 = prices.iter().sum();
        for bundles in &all {
            let (mut top, mut gain) = (None, 0.0);
            for one in bundles {
                let mut left_over = one.value;
                for who in &one.candidates {
                    left_over -= prices[*who];
                }
                if left_over > gain {
                    (top, gain) = (Some(one), left_over);
                }
            }
            bound += gain;
            top.iter().flat_map(|one| &one.candidates).for_each(|who| left[*who] -= 1.0);
        }
        since += 1;
        if bound < best - 1e-3 {
            (best, since) = (bound, 0);
        }
        if since > 15 {
            (pace, since) = (pace / 2.0, 0);
        }
        // Prices go up for whom several take, and down for whom nobody does.
        let norm: f64 = left.iter().map(|one| one * one).sum();
        if norm == 0.0 || best - known < 1e-3 {
            break;
        }
        let step = pace * (bound - known).max(1e-3) / norm;
        prices.iter_mut().zip(&left).for_each(|(price, left)| *price = (*price - step * left).max(0.0));
    }
    best
}

/// All sets of candidates whom somebody could interview in the round.
fn bundles(world: &World<'_>, who: usize, worth: &dyn Fn(usize, usize) -> f64) -> Vec<Bundle> {
    let starts: BTreeMap<usize, Vec<i64>> = world
        .candidates
        .iter()
        .map(|candidate| (*candidate, world.starts((*candidate, who), &[], Aside::NOTHING)))
        .filter(|(_, starts)| !starts.is_empty())
        .collect();
    let mut all = Vec::new();
    let mut growing: Vec<Vec<usize>> = starts.keys().map(|candidate| vec![*candidate]).collect();
    while let Some(set) = growing.pop() {
        if !fits(world, who, &set, &starts) {
            continue;
        }
        let last = *set.last().unwrap();
        growing.extend(starts.keys().filter(|next| **next > last).map(|next| [set.as_slice(), &[*next]].concat()));
        all.push(Bundle { value: set.iter().map(|candidate| worth(*candidate, who)).sum(), candidates: set });
    }
    all
}

/// Whether these have a start each, one after the other in some order.
fn fits(world: &World<'_>, who: usize, set: &[usize], starts: &BTreeMap<usize, Vec<i64>>) -> bool {
    let capacity = world.offers(who).capacity;
    set.len() <= 2 * capacity && follows(world, who, (set, i64::MIN), starts, &mut Vec::new())
}

fn follows(
    world: &World<'_>,
    who: usize,
    (left, after): (&[usize], i64),
    starts: &BTreeMap<usize, Vec<i64>>,
    taken: &mut Vec<i64>,
) -> bool {
    if left.is_empty() {
        return true;
    }
    let week = |at: i64| monday(world.places[who].day(at));
    let buffer = world.offers(who).buffer * MINUTE;
    let held = |at: i64| {
        world.held[who].iter().filter(|held| held.interviews == Some(true) && week(held.from) == week(at)).count()
    };
    for (place, candidate) in left.iter().enumerate() {
        let mut others = left.to_vec();
        others.remove(place);
        // The earliest is as good as any later one of the same week.
        let mut weeks = Vec::new();
        for start in starts[candidate].iter().copied().filter(|start| after <= *start) {
            if weeks.contains(&week(start)) {
                continue;
            }
            weeks.push(week(start));
            let full = taken.iter().filter(|at| week(**at) == week(start)).count() + held(start);
            if full >= world.offers(who).capacity {
                continue;
            }
            taken.push(start);
            let fits = follows(world, who, (&others, start + LENGTH + buffer), starts, taken);
            taken.pop();
            if fits {
                return true;
            }
        }
    }
    false
}
