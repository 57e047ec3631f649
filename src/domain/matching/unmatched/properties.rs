//! Over some hundred small rounds, checked with the matcher itself: with exactly that lifted which is named, the person gets a
//! session beside everybody who has one; and when all suggestions are followed at once, each of them leads to a session.

use super::world::{World, days, windows};
use super::{Change, Obstacle, unmatched, unmatched_interviewers};
use crate::domain::Span;
use crate::domain::matching::Pair;
use crate::domain::matching::guard::Guard;
use crate::domain::matching::request::Ask;
use std::collections::BTreeMap;

impl World {
    /// Whether the matcher gives this candidate a session beside those who have one in `pairs`, with these lifted.
    fn gets_one(&self, at: usize, obstacles: &[Obstacle], pairs: &[Pair]) -> bool {
        let mut lifted = self.clone();
        lifted.lift_windows(at, obstacles);
        obstacles.iter().for_each(|one| lifted.lift(Some(at), *one));
        let me = &self.seekers[at];
        let stays = |pair: &&Pair| {
            let mine = self.people[pair.interviewer].id == me.candidate;
            !(obstacles.contains(&Obstacle::Others)
                || (obstacles.contains(&Obstacle::LongerWait) && self.seekers[pair.requester].waited > me.waited)
                || (obstacles.contains(&Obstacle::OtherSeat) && mine))
        };
        let mut seekers: Vec<_> =
            pairs.iter().filter(stays).map(|pair| lifted.seekers[pair.requester].clone()).collect();
        seekers.push(lifted.seekers[at].clone());
        let last = seekers.len() - 1;
        World { seekers, ..lifted }.pairs().iter().any(|pair| pair.requester == last)
    }
}

#[test]
fn what_is_named_is_what_stands_in_the_way() {
    let mut seen: BTreeMap<Vec<Obstacle>, usize> = BTreeMap::new();
    for seed in 0..400 {
        let world = World::random(seed);
        let pairs = world.pairs();
        for one in world.planned(&pairs, unmatched) {
            let me = &world.seekers[one.requester];
            assert!(!one.obstacles.is_empty(), "{seed}: {one:?} could have a session");
            *seen.entry(one.obstacles.clone()).or_default() += 1;
            let others = world.people.iter().filter(|other| other.id != me.candidate).count();
            // What is said about people who are kept apart is what would be said if they were never free.
            if others > 0 && me.apart.is_empty() {
                assert!(world.gets_one(one.requester, &one.obstacles, &pairs), "{seed}: {one:?}");
                assert!(!world.gets_one(one.requester, &[], &pairs), "{seed}: {one:?}");
            }
        }
    }
    let missing: Vec<_> = Obstacle::ALL.iter().filter(|one| !seen.contains_key(&vec![**one])).collect();
    assert!(missing.is_empty(), "{missing:?} of {seen:#?}");
    assert!(seen.keys().any(|all| all.len() > 1), "{seen:#?}");
}

#[test]
fn what_is_named_is_what_keeps_an_interviewer_from_one() {
    let mut seen: BTreeMap<Vec<Obstacle>, usize> = BTreeMap::new();
    for seed in 0..250 {
        let world = World::random(10_000 + seed);
        let pairs = world.pairs();
        for one in world.planned(&pairs, unmatched_interviewers) {
            *seen.entry(one.obstacles.clone()).or_default() += 1;
            let mut lifted = world.clone();
            (0..world.seekers.len()).for_each(|at| lifted.lift_windows(at, &one.obstacles));
            one.obstacles.iter().for_each(|it| lifted.lift(None, *it));
            // With a candidate whose own session is free, and with the interviewer's own if that is in the way.
            let me = world.people[one.interviewer].id;
            let could = |seeker: usize| {
                lifted.with(|input| {
                    let mut guard = Guard::over(input, Some(days()));
                    let other_seat = one.obstacles.contains(&Obstacle::OtherSeat);
                    let stays = |pair: &&Pair| {
                        let mine = other_seat && world.seekers[pair.requester].candidate == me;
                        pair.requester != seeker && !mine && !one.obstacles.contains(&Obstacle::Others)
                    };
                    pairs.iter().filter(stays).for_each(|pair| guard.take(*pair));
                    let requester = &input.requesters[seeker];
                    let able = requester.suits(&input.interviewers[one.interviewer]);
                    able && !guard.starts(requester, one.interviewer).is_empty()
                })
            };
            let alone = world.seekers.iter().all(|seeker| seeker.candidate == me);
            let apart = world.seekers.iter().any(|seeker| seeker.apart.contains(&me));
            assert!(alone || apart || (0..world.seekers.len()).any(could), "{seed}: {one:?}");
        }
    }
    for named in [vec![], vec![Obstacle::Request], vec![Obstacle::Capacity], vec![Obstacle::OtherSeat]] {
        assert!(seen.contains_key(&named), "{named:?} of {seen:#?}");
    }
}

#[test]
fn all_suggestions_can_be_followed_at_once() {
    let (mut several, mut nights, mut changes) = (0, 0, BTreeMap::new());
    for seed in 0..300 {
        let world = World::random(20_000 + seed);
        let pairs = world.pairs();
        let found = world.planned(&pairs, unmatched);
        let suggested: Vec<_> = found.iter().filter_map(|one| Some((one.requester, one.suggestion.clone()?))).collect();
        let mut followed = world.clone();
        for (at, suggestion) in &suggested {
            let length = world.seekers[*at].ask.length;
            let session = Span::of(suggestion.starts_at, length);
            let one = &mut followed.seekers[*at];
            assert!(days().contains(session) && one.room.days.iter().any(|days| days.contains(session)), "{seed}");
            match suggestion.change {
                Change::Time => {
                    let mut all: Vec<Span> =
                        one.ask.windows.iter().map(|window| window.span()).chain([session]).collect();
                    all.sort_unstable_by_key(|one| one.from);
                    one.ask.windows = windows(&all);
                }
                Change::Level(level) => one.ask.level = level,
                Change::Language(language) => one.ask.language = language,
                Change::Allow => one.not_with.retain(|who| *who != world.people[suggestion.interviewer].id),
            }
            let kind = std::mem::discriminant(&suggestion.change);
            *changes.entry(format!("{kind:?}")).or_insert(0) += 1;
        }
        let after = followed.pairs();
        for (at, suggestion) in &suggested {
            assert!(after.iter().any(|pair| pair.requester == *at), "{seed}: {at} {suggestion:?}");
        }
        several += usize::from(suggested.len() > 1);
        // At night for one of the two only if there is no other place left.
        for (at, suggestion) in suggested.iter().filter(|(_, it)| it.change == Change::Time) {
            world.with(|input| {
                let requester = &input.requesters[*at];
                if requester.by_day(&input.interviewers[suggestion.interviewer], suggestion.starts_at) {
                    return;
                }
                nights += 1;
                let mut guard = Guard::over(input, Some(days()));
                pairs.iter().for_each(|pair| guard.take(*pair));
                for (other, it) in suggested.iter().filter(|(other, _)| other != at) {
                    guard.take(Pair { requester: *other, interviewer: it.interviewer, starts_at: it.starts_at });
                }
                let anytime = Ask { windows: windows(&world.seekers[*at].room.days), ..requester.ask.clone() };
                let asking = requester.asking(&anytime);
                for (place, who) in input.interviewers.iter().enumerate().filter(|(_, who)| asking.suits(who)) {
                    let by_day = guard.starts(&asking, place).into_iter().find(|start| asking.by_day(who, *start));
                    assert_eq!(by_day, None, "{seed}: {at} {suggestion:?}");
                }
            });
        }
    }
    assert!(several > 40 && nights > 3 && changes.len() > 2, "{several} {nights} {changes:?}");
}
