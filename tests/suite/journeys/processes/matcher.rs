//! Two replicas on PostgreSQL: one matcher at a time, and another takes over from one that was killed.

use super::on_the_machines_time;
use crate::support::{Process, TestApp, TestDatabase, rows, wait_until};
use candor::domain::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::json;

#[derive(QueryableByName)]
struct Holder {
    #[diesel(sql_type = Text)]
    holder: String,
}

#[test]
fn another_takes_over_from_one_that_was_killed() {
    let app = TestApp::start(TestDatabase::postgres());
    on_the_machines_time(&app);
    let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let holder = || {
        let found: Vec<Holder> = rows(&app.services.store, "SELECT holder FROM leases WHERE name = 'matcher'");
        found[0].holder.clone()
    };
    let ann = &ann;
    let asks = |hour: usize| {
        let at =
            |hour: usize| Timestamp::now().plus_days(2).utc().format(&format!("%Y-%m-%dT{hour:02}:00:00Z")).to_string();
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": at(hour), "to": at(hour + 1)}]
        });
        let id = ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
        move || ann.get(&format!("/v1/requests/{id}")).expect(200)["state"] == "matched"
    };
    let first = Process::start(app.database(), &[]);
    wait_until("the first one leads", || !holder().is_empty());
    let leader = holder();
    let second = Process::start(app.database(), &[]);
    let matched = asks(10);
    wait_until("a request is matched", &matched);
    assert_eq!(holder(), leader, "the second one leaves it alone");

    first.kill();
    let matched = asks(11);
    // 20 s after the last sign of life, at the next look, which comes every 5 s.
    wait_until("the second one takes over", || holder() != leader);
    wait_until("a request is matched again", &matched);
    drop(second);
    assert_eq!(ann.get("/v1/sessions").expect(200)["items"].as_array().unwrap().len(), 2);
}
