//! A database that's slow, locked, full or of another version: what callers and `/readyz` get.

use crate::support::{TableLock, TestApp, TestDatabase, at_once, booking, wait_until, with_status};
use candor::service::matching::matcher;
use candor::store::Db;
use candor::store::migrate;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use std::time::{Duration, Instant};

fn sql(app: &TestApp, text: &str) {
    let done = app.services.store.write(|db| {
        match db {
            Db::Sqlite(conn) => conn.batch_execute(text),
            Db::Postgres(conn) => conn.batch_execute(text),
        }
        .map_err(candor::store::StoreError::from)
    });
    done.unwrap();
}

/// Everybody who waits for somebody else's lock gets a response, and the server counts as ready in the meantime.
#[test]
fn a_lock_is_not_waited_for_for_ever() {
    let app = TestApp::start(TestDatabase::postgres());
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let lock = TableLock::table(app.database(), "accounts");
    let asked = Instant::now();
    let answers = at_once(12, |_| {
        let answer = ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T17:00:00Z"));
        app.guest().get("/readyz").raw(200);
        answer
    });
    assert!(asked.elapsed() < Duration::from_secs(25), "{:?}", asked.elapsed());
    assert_eq!(with_status(&answers, 503), 12, "{answers:#?}");
    assert!(answers.iter().all(|answer| answer.header("retry-after").parse::<u32>().unwrap() > 0));
    lock.release();
    ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T17:00:00Z")).expect(201);
}

/// Ready means that a write commits: reading still works all the while.
#[test]
fn what_cannot_be_written_is_not_ready() {
    for database in [TestDatabase::file(), TestDatabase::postgres()] {
        let app = TestApp::start(database);
        let until = |status| wait_until("another answer", || app.guest().get("/readyz").status == status);
        until(200);
        // Somebody else holds what the check writes.
        let setting = app.database().setting();
        let (mut lite, mut postgres);
        let holder: &mut dyn Batches = if let Some(path) = setting.strip_prefix("sqlite:") {
            lite = SqliteConnection::establish(path).unwrap();
            lite.run("PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE");
            &mut lite
        } else {
            postgres = PgConnection::establish(&setting).unwrap();
            postgres.run("BEGIN; LOCK TABLE leases IN EXCLUSIVE MODE");
            &mut postgres
        };
        until(503);
        app.guest().get("/healthz").raw(200);
        holder.run("ROLLBACK");
        until(200);
    }
}

/// A connection to either database.
trait Batches {
    fn run(&mut self, text: &str);
}

impl<T: SimpleConnection> Batches for T {
    fn run(&mut self, text: &str) {
        self.batch_execute(text).unwrap();
    }
}

on_both_databases! {
    /// A later version may have changed what this one reads.
    fn a_newer_database_is_refused(app) {
        app.guest().get("/readyz").raw(200);
        sql(&app, "INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('20991231000001', CURRENT_TIMESTAMP)");
        let problem = app.guest().get("/readyz").problem(503, "busy");
        assert!(problem["detail"].as_str().unwrap().contains("later version of Candor"), "{problem}");
        let refused = migrate::up(&app.services.store).unwrap_err().to_string();
        assert!(refused.contains("20991231000001") && refused.contains("later version of Candor"), "{refused}");
    }

    /// The lease of a process whose clock was a day ahead is ignored, and a process that stops releases its own.
    fn a_clock_that_was_ahead_does_not_stop_the_matcher(app) {
        let run = |holder: &str| matcher::run(&app.services, holder).unwrap().led;
        let now = app.services.now();
        for ahead in [now.plus_minutes(10), now.plus_days(1), now.plus_days(400)] {
            app.clock.set(ahead);
            assert!(run("ahead"));
            app.clock.set(now);
            assert!(run("right"), "it waits until {ahead}");
            assert!(!run("ahead"), "two match at once");
            matcher::stop(&app.services, "right").unwrap();
        }
        assert!(run("one") && !run("other"));
        // A minute ahead is within the allowed skew.
        app.clock.set(now.plus_minutes(-1));
        assert!(!run("other"));
        matcher::stop(&app.services, "one").unwrap();
        app.clock.set(now);
        assert!(run("other"));
    }
}

/// A full disk has its own error code, changes nothing, and recovery is automatic.
#[test]
fn a_full_disk_is_said() {
    let app = TestApp::start(TestDatabase::memory());
    let ann = app.person("Ann");
    app.guest().get("/readyz").raw(200);
    sql(&app, "PRAGMA max_page_count = 1");
    let refused = loop {
        // Small writes still fit into existing pages.
        let report = serde_json::json!({"then": "x".repeat(400)});
        let answer = ann.post("/v1/me/plan/steps", report);
        if answer.status != 201 {
            break answer;
        }
    };
    refused.problem(507, "storage_full");
    assert_eq!(refused.header("retry-after"), "60");
    ann.get("/v1/me").expect(200);
    sql(&app, "PRAGMA max_page_count = 1000000");
    let step = serde_json::json!({"then": "Read it aloud."});
    ann.post("/v1/me/plan/steps", step).expect(201);
    app.guest().get("/readyz").raw(200);
}
