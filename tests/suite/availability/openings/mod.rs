//! Every listed opening books, and nothing else does: through the real listing and the real booking,
//! over random hours, terms, zones, days on which clocks change, sessions in the way, and changes in between.

mod alternatives;
mod case;
mod replicas;
mod world;

use crate::support::{TestApp, TestDatabase, booking};
use candor::domain::{Span, Timestamp};
use case::{Busy, Case, Change, Owner, cases};
use proptest::prelude::*;
use world::{Listed, World};

/// Cases on each database, unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 20;

fn agree(database: fn() -> TestDatabase) {
    let cases_to_run = std::env::var("PROPTEST_CASES").map_or(CASES, |text| text.parse().unwrap());
    // A case takes about a second, so shrinking has to end some time.
    let config = ProptestConfig { max_shrink_iters: 100, ..ProptestConfig::with_cases(cases_to_run) };
    proptest!(config, |(case in cases())| {
        let world = World::of(&case, database());
        listed_and_only_listed(&world, &case)?;
    });
}

#[test]
fn every_listed_opening_books_and_nothing_else_does_sqlite() {
    agree(TestDatabase::memory);
}

#[test]
fn every_listed_opening_books_and_nothing_else_does_postgres() {
    agree(TestDatabase::postgres);
}

/// What each calendar says now.
#[derive(Default)]
struct Calendars(Vec<(Owner, Busy)>);

impl Calendars {
    fn says(&mut self, owner: Owner, busy: &Busy) {
        self.0.retain(|(other, _)| *other != owner);
        self.0.push((owner, busy.clone()));
    }

    fn holds(&self, owner: Owner, noon: Timestamp, session: Span) -> bool {
        let spans = self.0.iter().filter(|(other, _)| *other == owner).flat_map(|(_, busy)| busy);
        let mut spans = spans.map(|(from, minutes)| (noon.plus_minutes(*from), *minutes));
        spans.any(|(from, minutes)| minutes > 0 && Span::new(from, from.plus_minutes(minutes)).overlaps(session))
    }
}

/// Tries the whole grid, books one opening, and repeats: first with the hours, buffers, caps and commitments of the
/// case, then each time with another session and a change to one interviewer's rules.
fn listed_and_only_listed(world: &World, case: &Case) -> Result<(), TestCaseError> {
    let askers = [&world.ann, &world.cy, &world.ann];
    let mut in_the_way: Vec<Timestamp> =
        case.meetings.iter().map(|one| case.noon.plus_minutes(15 * one.cell)).collect();
    let mut calendars = Calendars::default();
    case.calendars.iter().for_each(|(owner, busy)| calendars.says(*owner, busy));
    for (round, asker) in askers.into_iter().enumerate() {
        if let Some(change) = round.checked_sub(1).and_then(|last| case.changes.get(last)) {
            world.change(change);
            if let Change::Calendar(owner, busy) = change {
                calendars.says(*owner, busy);
            }
        }
        let listed = world.listed(asker, case);
        for start in case.starts() {
            for interviewer in [&world.bo, &world.eve] {
                let promised = has(&listed, start, &interviewer.id);
                let theirs = if interviewer.id == world.bo.id { Owner::Bo } else { Owner::Eve };
                let mine = if asker.id == world.ann.id { Some(Owner::Ann) } else { None };
                let session = Span::of(start, case.length);
                for owner in [Some(theirs), mine].into_iter().flatten() {
                    let busy = calendars.holds(owner, case.noon, session);
                    prop_assert!(!(promised && busy), "round {}: {} is listed, but {:?} is busy", round, start, owner);
                }
                if promised && !worth_a_try(&listed, start, &interviewer.id, &in_the_way) {
                    continue;
                }
                match world.attempt(asker, interviewer, start, case.length) {
                    Ok(session) => {
                        world.cancel(&session);
                        prop_assert!(promised, "round {}: {} books and is not listed", round, start);
                    }
                    Err(detail) => prop_assert!(!promised, "round {}: {} is listed, but: {}", round, start, detail),
                }
            }
        }
        if let Some(start) = case.starts().find(|start| !listed.contains_key(start)) {
            let status = world.post(asker, &world.bo.id, start, case.length).status;
            prop_assert!(status == 409 || status == 422, "{} at {}", status, start);
        }
        let openings: Vec<_> =
            listed.iter().flat_map(|(start, who)| who.iter().map(move |one| (*start, one))).collect();
        let Some(taken) = case.taken.get(round).filter(|_| !openings.is_empty()) else { break };
        let (start, interviewer) = *taken.get(&openings);
        let off_grid = world.post(asker, interviewer, start.plus_minutes(5), case.length);
        prop_assert_eq!(off_grid.status, 422);
        let booked = world.post(asker, interviewer, start, case.length);
        prop_assert_eq!(booked.status, 201, "round {}: {} is listed, but: {}", round, start, booked.text);
        in_the_way.push(start);
    }
    Ok(())
}

fn has(listed: &Listed, start: Timestamp, interviewer: &str) -> bool {
    listed.get(&start).is_some_and(|who| who.iter().any(|one| one == interviewer))
}

/// Booking and cancelling takes time, so only some of a long run of openings are tried: the two ends, those near a
/// conflicting session, and every fourth.
fn worth_a_try(listed: &Listed, start: Timestamp, interviewer: &str, in_the_way: &[Timestamp]) -> bool {
    let ends = [-15, 15].iter().any(|minutes| !has(listed, start.plus_minutes(*minutes), interviewer));
    let near = in_the_way.iter().any(|other| (other.epoch() - start.epoch()).abs() <= 2 * 3600);
    ends || near || start.epoch() / 900 % 4 == 0
}

on_both_databases! {
    /// Found by the property: the clock on the grid, and no notice asked for.
    fn an_opening_that_starts_this_moment_books(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let now = app.clock.now();
        assert!(now.on_grid());
        let first = &ann.get("/v1/openings").expect(200)["items"][0];
        assert_eq!(first["starts_at"], now.to_string());
        let _ = ann.post("/v1/sessions", booking(&bo.id, &now.to_string())).expect(201);
    }
}
