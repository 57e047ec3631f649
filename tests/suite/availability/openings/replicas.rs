//! Each replica keeps the interviewers in memory. Every change is visible in the next search on any replica, wherever
//! it was made.

use crate::support::{Client, Person, TestApp, TestDatabase, booking, every_day, offer, rows};
use candor::service::matching::matcher;
use candor::service::operator;
use candor::store::account::accounts;
use candor::store::availability::availabilities;
use candor::store::{Db, StoreError};
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use std::sync::mpsc::channel;

const START: &str = "2027-01-13T12:00:00Z";

/// What somebody finds: each start with the names of its interviewers.
fn found(client: &Client) -> Vec<(String, Vec<String>)> {
    let page = client.get("/v1/openings?from=2027-01-13T11:00:00Z&limit=12").expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let names = |one: &Value| {
        one["interviewers"].as_array().unwrap().iter().map(|one| text(&one["display_name"])).collect::<Vec<_>>()
    };
    page["items"].as_array().unwrap().iter().map(|one| (text(&one["starts_at"]), names(one))).collect()
}

fn has(found: &[(String, Vec<String>)], start: &str, name: &str) -> bool {
    found.iter().any(|(at, names)| at == start && names.iter().any(|one| one == name))
}

on_both_databases_racing! {
    fn what_changes_at_one_is_seen_at_the_other(app) {
        let other = app.beside();
        let [ann, bo, cy] = ["Ann", "Bo", "Cy"].map(|name| app.person(name));
        cy.wants_to_practise();
        let there = ann.at(&other.at(""));
        // The one where nothing happened looks first; then both see the same.
        let look = |start: &str, name: &str| {
            let (far, near) = (found(&there), found(&ann));
            assert_eq!(far, near);
            has(&far, start, name)
        };
        let turns = |person: &Person| person.at(&other.at(""));
        assert!(!look(START, "Bo"));

        bo.put("/v1/me/interviewer", offer()).expect(200);
        assert!(!look(START, "Bo"), "no hours yet");
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
        assert!(look(START, "Bo"));

        // Booked here, cancelled there, and in the other seat.
        let session = cy.books(&bo, START);
        assert!(!look(START, "Bo"));
        turns(&cy).post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "A cold."})).expect(200);
        assert!(look(START, "Bo"));
        let eve = app.interviewer("Eve");
        let session = turns(&bo).post("/v1/sessions", booking(&eve.id, START)).expect(201)["id"].clone();
        assert!(!look(START, "Bo") && !look(START, "Eve"));
        let path = format!("/v1/sessions/{}/cancel", session.as_str().unwrap());
        eve.post(&path, json!({"reason": "A cold."})).expect(200);
        assert!(look(START, "Bo") && look(START, "Eve"));
        eve.delete("/v1/me/interviewer").expect(204);
        assert!(look(START, "Bo") && !look(START, "Eve"));

        // Offered, and declined.
        let window = json!({"from": START, "to": "2027-01-13T13:00:00Z"});
        let request = json!({"kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60,
            "windows": [window]});
        let request = cy.post("/v1/requests", request).expect(201)["id"].as_str().unwrap().to_owned();
        assert!(look(START, "Bo"));
        assert_eq!(matcher::run(&app.services, "a").unwrap().matched, 1);
        assert!(!look(START, "Bo"));
        let decline = json!({"reason": "time_no_longer_fits"});
        turns(&cy).post(&format!("/v1/requests/{request}/decline"), decline).expect(200);
        assert!(look(START, "Bo"));

        // The profile, and the hours.
        let mut changed = offer();
        changed["paused_until"] = json!("2027-01-13T12:15:00Z");
        turns(&bo).put("/v1/me/interviewer", changed).expect(200);
        assert!(!look(START, "Bo") && look("2027-01-13T12:15:00Z", "Bo"));
        bo.put("/v1/me/interviewer", offer()).expect(200);
        assert!(look(START, "Bo"));
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "12:15", "20:00")).expect(200);
        assert!(!look(START, "Bo") && look("2027-01-13T12:15:00Z", "Bo"));
        turns(&bo).patch("/v1/me", json!({"display_name": "Bobby"})).expect(200);
        assert!(look("2027-01-13T12:15:00Z", "Bobby"));

        turns(&bo).delete("/v1/me").expect(204);
        assert!(found(&there).is_empty() && found(&ann).is_empty());
    }
}

/// On PostgreSQL, a transaction that began first may be committed last. A search in between mustn't count it as read.
#[test]
fn what_is_committed_out_of_order_is_seen() {
    let app = TestApp::start(TestDatabase::postgres());
    let (ann, cy) = (app.candidate("Ann"), app.candidate("Cy"));
    let (bo, eve) = (app.interviewer("Bo"), app.interviewer("Eve"));
    assert!(has(&found(&ann), START, "Bo"));
    let (written, is_written) = channel();
    let (commit, may_commit) = channel();
    let services = app.services.clone();
    let id = bo.id.parse().unwrap();
    let slow = std::thread::spawn(move || {
        let done = services.write(|db, now| {
            accounts::lock(db, &[id])?;
            let hours = serde_json::from_value(every_day("UTC", "15:00", "20:00")).unwrap();
            availabilities::put(db, id, &hours, now)?;
            written.send(()).unwrap();
            may_commit.recv().unwrap();
            Ok(())
        });
        done.unwrap();
    });
    is_written.recv().unwrap();
    cy.books(&eve, START);
    let between = found(&ann);
    assert!(has(&between, START, "Bo") && !has(&between, START, "Eve"));
    cy.books(&eve, "2027-01-13T14:00:00Z");
    assert!(has(&found(&ann), START, "Bo"));
    commit.send(()).unwrap();
    slow.join().unwrap();
    assert!(!has(&found(&ann), START, "Bo"));
}

on_both_databases! {
    fn a_directory_read_hours_ago_has_every_start(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "00:00", "24:00")).expect(200);
        // Sixty days ahead is the furthest that Bo can be booked; right now the nearest.
        let ends = || {
            let (ann, now) = (ann.again(&app), app.clock.now());
            let first = ann.get("/v1/openings?limit=1").expect(200)["items"][0]["starts_at"].clone();
            assert_eq!(first, now.to_string());
            let path = format!("/v1/openings?from={}&to={}", now.plus_days(60).plus_hours(-1), now.plus_days(62));
            let last = ann.get(&path).expect(200)["items"].as_array().unwrap().last().unwrap()["starts_at"].clone();
            assert_eq!(last, now.plus_days(60).to_string());
        };
        ends();
        for minutes in [60, 11 * 60, 60, 15, -10 * 60, -30 * 60, 40 * 60] {
            app.clock.advance_minutes(minutes);
            ends();
        }
    }

    fn the_log_of_changes_is_swept_and_nothing_is_missed(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let count = || rows_in_the_log(&app);
        assert!(has(&found(&ann), START, "Bo") && count() > 2);
        // As if days had passed, by the database's own clock.
        execute(&app, "UPDATE opening_changes SET at = '2020-01-01 00:00:00'");
        operator::tidy(&app.services).unwrap();
        assert_eq!(count(), 1);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "15:00", "20:00")).expect(200);
        assert!(!has(&found(&ann), START, "Bo"));
        bo.put("/v1/me/interviewer", offer()).expect(200);
        operator::tidy(&app.services).unwrap();
        assert_eq!(count(), 2, "what is new stays");
    }
}

fn rows_in_the_log(app: &TestApp) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    rows::<Count>(&app.services.store, "SELECT COUNT(*) AS count FROM opening_changes")[0].count
}

fn execute(app: &TestApp, sql: &str) {
    let done = app.services.store.write(|db| {
        match db {
            Db::Postgres(conn) => conn.batch_execute(sql),
            Db::Sqlite(conn) => conn.batch_execute(sql),
        }
        .map_err(StoreError::from)
    });
    done.unwrap();
}
