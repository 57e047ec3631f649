//! Killed in the middle of publishing: all of it, or nothing.

use super::{Club, publish, sessions_of};
use crate::support::{Person, Process, TestApp, TestDatabase, many, wait_until};
use candor::domain::Timestamp;
use serde_json::json;
use std::sync::mpsc;
use std::time::Duration;

/// A round of today's week on the machine's clock, with its plan's tag.
fn prepared(app: &TestApp, count: usize) -> (Club, Vec<Person>, Vec<Person>, String, String) {
    app.clock.set(Timestamp::now());
    let club = Club::of(app);
    let people = club.candidates(app, "ann", count, ("08:00", "12:00"));
    let bos = club.interviewers(app, "bo", 3, ("08:00", "12:00"), json!({}));
    let day = |days| Timestamp::now().plus_days(days).utc().format("%Y-%m-%d").to_string();
    let id = club.round_but(json!({"starts_on": day(2), "ends_on": day(2)}));
    let (plan, tag) = club.preview(&id);
    assert_eq!(plan["pairs"].as_array().unwrap().len(), count);
    (club, people, bos, id, tag)
}

/// PostgreSQL: another transaction holds the last cell, so publishing blocks with most of it written.
#[test]
fn on_postgresql_nothing_is_left_of_it() {
    let app = TestApp::start(TestDatabase::postgres());
    let (club, people, _, id, tag) = prepared(&app, 12);
    let kept = club.co.get(&format!("/v1/rounds/{id}/preview")).expect(200);
    let last = kept["pairs"].as_array().unwrap().last().unwrap().clone();
    let (start, with): (Timestamp, _) = (
        last["starts_at"].as_str().unwrap().parse().unwrap(),
        last["interviewer_id"].as_str().unwrap().parse().unwrap(),
    );
    let process = Process::start(app.database(), &[]);
    let (held, hold) = mpsc::channel();
    let (go, gone) = mpsc::channel::<()>();
    let blocker = people[0].id.parse().unwrap();
    std::thread::scope(|scope| {
        let store = &app.services.store;
        scope.spawn(move || {
            let undone: Result<(), candor::store::StoreError> = store.write(|db| {
                many::session(db, start, blocker, with, start);
                held.send(()).unwrap();
                gone.recv().unwrap();
                Err(candor::store::StoreError::NotFound)
            });
            assert!(undone.is_err());
        });
        hold.recv().unwrap();
        let there = club.co.at(&process.base);
        let (path, tag_there) = (format!("/v1/rounds/{id}/publish"), tag.clone());
        // Its connection breaks when the process dies; that is no answer.
        let request = scope.spawn(move || {
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                there.send("POST", &path, &[("if-match", &tag_there)], None).status
            }))
        });
        let waiting = || waits_for_a_lock(&app);
        wait_until("publishing stands still", waiting);
        process.kill();
        assert!(request.join().unwrap().is_err(), "it was answered");
        go.send(()).unwrap();
    });
    wait_until("the database has let go", || !waits_for_a_lock(&app));
    assert!(people.iter().all(|one| sessions_of(one).is_empty()));
    assert_eq!(club.co.get(&format!("/v1/rounds/{id}")).expect(200)["state"], "open");
    publish(&club.co, &id, &tag).expect(200);
    assert!(people.iter().all(|one| sessions_of(one).len() == 1));
}

/// Whether a connection to this test's database waits for another's row.
fn waits_for_a_lock(app: &TestApp) -> bool {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let sql = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    crate::support::rows::<Count>(&app.services.store, sql)[0].count > 0
}

/// SQLite has one writer and nothing to stand still at: killed at one moment after the other, from before the first
/// row to after the last.
#[test]
fn on_sqlite_all_or_nothing_is_left_of_it() {
    let app = TestApp::start(TestDatabase::file());
    let (club, people, _, id, tag) = prepared(&app, 12);
    for pause in [0, 5, 10, 20, 40, 80, 160, 320] {
        let process = Process::start(app.database(), &[]);
        let there = club.co.at(&process.base);
        let (path, tag) = (format!("/v1/rounds/{id}/publish"), tag.clone());
        let request = std::thread::spawn(move || {
            // Its connection may break; that is no answer.
            let sent = std::panic::AssertUnwindSafe(|| there.send("POST", &path, &[("if-match", &tag)], None).status);
            std::panic::catch_unwind(sent).ok()
        });
        std::thread::sleep(Duration::from_millis(pause));
        process.kill();
        let _answer = request.join().unwrap();
        let published = club.co.get(&format!("/v1/rounds/{id}")).expect(200)["state"] == "published";
        assert!(people.iter().all(|one| sessions_of(one).len() == usize::from(published)), "after {pause} ms");
        if published {
            return;
        }
    }
    publish(&club.co, &id, &tag).expect(200);
    assert!(people.iter().all(|one| sessions_of(one).len() == 1));
}
