//! An hour on two replicas: random requests, hours, bookings, cancellations and answers, from a seed, while both run
//! the matcher. The database is consistent at the end.

use crate::support::many::Chance;
use crate::support::{Person, TestApp, TestDatabase, booking, crowd, every_day, offer, rows, services};
use candor::service::Services;
use candor::service::matching::matcher;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde_json::{Value, json};
use std::sync::Mutex;

const MINUTES: usize = 60;

/// Sessions a week that everybody who volunteers holds at most.
const CAPACITY: i64 = 6;

fn start(chance: &mut Chance) -> String {
    format!("2027-01-{:02}T{:02}:{}:00Z", 13 + chance.below(3), 8 + chance.below(4), chance.one(&["00", "30"]))
}

fn wanted(chance: &mut Chance) -> Value {
    let day = format!("2027-01-{:02}", 13 + chance.below(3));
    json!({
        "kind": "concepts", "level": "junior", "topics": ["promises"], "language": "en",
        "duration_minutes": chance.one(&[30, 60]), "auto_accept": chance.below(2) == 0,
        "windows": [{"from": format!("{day}T08:00:00Z"), "to": format!("{day}T{:02}:00:00Z", 10 + chance.below(3))}]
    })
}

/// One thing that somebody does. Most of it may be refused; nothing may fail.
fn something(people: &[Person], volunteers: usize, chance: &mut Chance) {
    let who = &people[chance.below(people.len())];
    let one_of = |path: &str, state: &str, chance: &mut Chance| {
        let items = who.get(&format!("{path}?state={state}")).expect(200)["items"].as_array().unwrap().clone();
        (!items.is_empty()).then(|| items[chance.below(items.len())]["id"].as_str().unwrap().to_owned())
    };
    let answer = match chance.below(9) {
        0..=2 => Some(who.post("/v1/requests", wanted(chance))),
        3 => Some(who.post("/v1/sessions", booking(&people[chance.below(volunteers)].id, &start(chance)))),
        4 => {
            let session = one_of("/v1/sessions", "booked", chance);
            session.map(|id| who.post(&format!("/v1/sessions/{id}/cancel"), json!({"reason": "Exam."})))
        }
        5 | 6 => {
            let request = one_of("/v1/requests", "offered", chance);
            request.map(|id| match chance.below(3) {
                0 => who.post(
                    &format!("/v1/requests/{id}/decline"),
                    json!({"reason": chance.one(&["wrong_level", "time_no_longer_fits"])}),
                ),
                _ => who.send("POST", &format!("/v1/requests/{id}/accept"), &[], None),
            })
        }
        7 => one_of("/v1/requests", "waiting", chance)
            .map(|id| who.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None)),
        _ => {
            let hours = every_day("UTC", chance.one(&["07:00", "08:00", "09:00"]), chance.one(&["11:00", "12:00"]));
            Some(people[chance.below(volunteers)].put("/v1/me/interviewer/availability", hours))
        }
    };
    if let Some(answer) = answer {
        assert!([200, 201, 409, 422].contains(&answer.status), "{}", answer.text);
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn count(services: &Services, sql: &str) -> i64 {
    rows::<Count>(&services.store, sql)[0].count
}

/// Checks that a query finds no inconsistency.
#[track_caller]
fn none(services: &Services, what: &str, sql: &str) {
    let found: Vec<String> = rows::<Line>(&services.store, sql).into_iter().map(|row| row.line).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
}

fn what_holds(services: &Services) {
    let held = "state IN ('booked', 'offered')";
    none(services, "two sessions of one person at once", &format!(
        "SELECT a.id AS line FROM sessions a JOIN sessions b ON a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
         WHERE a.{held} AND b.{held} AND (a.candidate_id IN (b.candidate_id, b.interviewer_id) OR a.interviewer_id IN (b.candidate_id, b.interviewer_id))"
    ));
    none(services, "a session without its cells, or one that holds them and should not", &format!(
        "SELECT s.id AS line FROM sessions s LEFT JOIN booked_cells c ON c.session_id = s.id GROUP BY s.id, s.state, s.duration_minutes
         HAVING COUNT(c.cell) <> CASE WHEN s.{held} THEN 2 * s.duration_minutes / 15 ELSE 0 END"
    ));
    none(
        services,
        "a week that is fuller than its interviewer wants",
        &format!(
            "SELECT interviewer_id AS line FROM sessions WHERE {held} GROUP BY interviewer_id HAVING COUNT(*) > {CAPACITY}"
        ),
    );
    none(
        services,
        "two requests that share a session",
        "SELECT session_id AS line FROM requests WHERE session_id IS NOT NULL GROUP BY session_id HAVING COUNT(*) > 1",
    );
    none(services, "a request whose session is not what it says",
        "SELECT r.id AS line FROM requests r LEFT JOIN sessions s ON s.id = r.session_id
         WHERE (r.state = 'matched' AND (s.id IS NULL OR s.state NOT IN ('booked', 'cancelled') OR s.candidate_id <> r.candidate_id))
            OR (r.state = 'offered' AND (s.id IS NULL OR s.state <> 'offered')) OR (r.state = 'waiting' AND s.id IS NOT NULL)");
    none(
        services,
        "an offer that belongs to no request",
        "SELECT s.id AS line FROM sessions s WHERE s.state = 'offered' AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.session_id = s.id AND r.state = 'offered')",
    );
    none(services, "invitations that are not one for each of the two",
        "SELECT s.id AS line FROM sessions s LEFT JOIN outbox o ON o.session_id = s.id AND o.kind = 'session_booked' WHERE s.state <> 'offered'
         GROUP BY s.id HAVING COUNT(o.id) <> 2 OR COUNT(DISTINCT o.account_id) <> 2");
    none(services, "cancellations that are not one for each of the two",
        "SELECT s.id AS line FROM sessions s LEFT JOIN outbox o ON o.session_id = s.id AND o.kind = 'session_cancelled' WHERE s.state = 'cancelled'
         GROUP BY s.id HAVING COUNT(o.id) <> 2 OR COUNT(DISTINCT o.account_id) <> 2");
    none(
        services,
        "a mail that was queued twice",
        "SELECT dedupe_key AS line FROM outbox GROUP BY dedupe_key HAVING COUNT(*) > 1",
    );
}

on_both_databases_racing! {
    fn an_hour_of_changes_books_nobody_twice(app) {
        let other = services(app.database(), app.clock.clock());
        let volunteers = 4;
        let mut people = crowd(&app, "bo", volunteers);
        let mut profile = offer();
        profile["weekly_capacity"] = json!(CAPACITY);
        for (number, bo) in people.iter().enumerate() {
            profile["buffer_minutes"] = json!(15 * number);
            bo.put("/v1/me/interviewer", profile.clone()).expect(200);
            bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "12:00")).expect(200);
        }
        // The volunteers practise too.
        people.extend(crowd(&app, "ann", 8));
        let led = Mutex::new([0, 0]);
        for minute in 0..MINUTES {
            app.clock.advance_minutes(1);
            if minute % 10 == 9 {
                people = people.iter().map(|one| one.again(&app)).collect();
            }
            std::thread::scope(|scope| {
                for (number, replica) in [&*app.services, &other].into_iter().enumerate() {
                    let led = &led;
                    scope.spawn(move || {
                        // Three runs a minute; now and then one of the two is gone for a while.
                        for _ in 0..3 {
                            if (minute / 7) % 3 != number {
                                let run = matcher::run(replica, &format!("replica {number}")).unwrap();
                                led.lock().unwrap()[number] += usize::from(run.led);
                            }
                        }
                    });
                }
                for number in 0..3 {
                    let people = &people;
                    let mut chance = Chance::new(u64::try_from(100 * minute + number).unwrap());
                    scope.spawn(move || something(people, volunteers, &mut chance));
                }
            });
        }
        what_holds(&app.services);
        let matched = count(&app.services, "SELECT COUNT(*) AS count FROM requests WHERE state = 'matched'");
        let sent = count(&app.services, "SELECT COUNT(*) AS count FROM sessions WHERE state = 'cancelled'");
        assert!(matched >= 5 && sent >= 1, "{matched} matched, {sent} cancelled: too little happened");
        assert!(led.lock().unwrap().iter().all(|times| *times > 0), "both led in turn");
    }
}
