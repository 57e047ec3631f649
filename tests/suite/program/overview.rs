//! The overview for coordinators.

use super::{code, founds, join, joins, member, uploads};
use crate::support::{Person, TestApp, TestDatabase, crowd, full_notes};
use serde_json::{Value, json};

#[track_caller]
fn overview(person: &Person, id: &str) -> Value {
    person.get(&format!("/v1/programs/{id}/overview?limit=100")).expect(200)
}

#[track_caller]
fn of(overview: &Value, name: &str) -> Value {
    let items = overview["items"].as_array().unwrap();
    items
        .iter()
        .find(|one| one["member"]["display_name"] == name)
        .unwrap_or_else(|| panic!("{name}: {overview}"))
        .clone()
}

on_both_databases! {
    fn it_tells_what_is_missing_who_waits_and_whose_notes_are_late(app) {
        let (cora, ann, bo, new) = (app.person("Cora"), app.candidate("Ann"), app.interviewer("Bo"), app.person("New"));
        let stranger = app.interviewer("Stranger");
        let id = founds(&cora);
        app.clock.advance_minutes(10);
        for person in [&ann, &new] {
            joins(person, &cora, &id);
        }
        bo.post("/v1/programs/join", json!({"code": code(&cora, &id), "candidate": false, "interviewer": true})).expect(200);
        uploads(&cora, &id, "", "nina@example.org\ntom@example.org").expect(200);

        let before = overview(&cora, &id);
        assert_eq!(before["totals"], json!({
            "members": 4, "candidates": 2, "interviewers": 1, "profile_missing": 1, "hours_missing": 2, "no_match": 2,
            "sessions_held": 0, "sessions_coming": 0, "notes_overdue": 0, "invitations_open": 2, "appeals_open": 0
        }));
        let [of_ann, of_bo, of_new, of_cora] = ["Ann", "Bo", "New", "Cora"].map(|name| of(&before, name));
        assert_eq!([&of_ann, &of_bo, &of_new, &of_cora].map(|one| one["profile_missing"] == true), [false, false, true, false]);
        assert_eq!([&of_ann, &of_bo, &of_new, &of_cora].map(|one| one["hours_missing"] == true), [true, false, true, false]);
        assert_eq!((&of_ann["no_match_since"], &of_bo["no_match_since"]), (&json!("2027-01-11T08:10:00Z"), &Value::Null));

        // Three between members: one with notes, one whose notes are missing, one upcoming. One with somebody outside.
        let written = ann.books(&bo, "2027-01-14T09:00:00Z");
        ann.books(&bo, "2027-01-14T17:00:00Z");
        ann.books(&bo, "2027-01-20T17:00:00Z");
        ann.books(&stranger, "2027-01-14T12:00:00Z");
        app.clock.set("2027-01-16T08:00:00Z".parse().unwrap());
        bo.again(&app).submits(&written, &full_notes());
        let after = overview(&cora.again(&app), &id);
        let (of_ann, of_bo) = (of(&after, "Ann"), of(&after, "Bo"));
        for one in [&of_ann, &of_bo] {
            assert_eq!((&one["sessions_held"], &one["sessions_coming"]), (&json!(1), &json!(1)), "{one}");
            assert_eq!(one["last_session_at"], "2027-01-14T17:00:00Z");
        }
        assert_eq!((&of_ann["no_match_since"], &of_ann["notes_overdue"]), (&Value::Null, &json!(0)));
        assert_eq!((&of_bo["notes_overdue"], &of_bo["notes_due_since"]), (&json!(1), &json!("2027-01-15T18:00:00Z")));
        let totals = &after["totals"];
        assert_eq!((&totals["sessions_held"], &totals["sessions_coming"], &totals["notes_overdue"], &totals["no_match"]),
            (&json!(1), &json!(1), &json!(1), &json!(1)));

        // The upcoming one is cancelled: she has been waiting since the last one.
        app.clock.set("2027-01-21T08:00:00Z".parse().unwrap());
        assert_eq!(of(&overview(&cora.again(&app), &id), "Ann")["no_match_since"], "2027-01-20T17:00:00Z");
    }

    fn it_is_coordinators_alone_and_comes_in_pages(app) {
        let (cora, ann, sue) = (app.person("Cora"), app.person("Ann"), app.person("Sue"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        let path = format!("/v1/programs/{id}/overview");
        ann.get(&path).problem(403, "forbidden");
        sue.get(&path).problem(404, "not_found");
        let page = cora.get(&format!("{path}?limit=1")).expect(200);
        assert_eq!((page["items"].as_array().unwrap().len(), &page["totals"]["members"]), (1, &json!(2)));
        let next = page["next_cursor"].as_str().unwrap();
        let rest = cora.get(&format!("{path}?cursor={next}")).expect(200);
        assert_eq!((&rest["items"][0]["member"]["display_name"], &rest["next_cursor"]), (&json!("Ann"), &Value::Null));
        cora.patch(&member(&ann.id, &id), json!({"role": "coordinator"})).expect(200);
        assert_eq!(ann.get(&path).expect(200)["totals"]["members"], 2);
    }

    fn it_takes_as_many_statements_for_thirty_members_as_for_three(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let join_code = code(&cora, &id);
        let count = || {
            let before = app.services.store.statements();
            overview(&cora, &id);
            app.services.store.statements() - before
        };
        for person in crowd(&app, "few", 3) {
            join(&person, &join_code).expect(200);
        }
        let few = count();
        for person in crowd(&app, "many", 27) {
            join(&person, &join_code).expect(200);
            person.volunteers();
        }
        assert_eq!(overview(&cora, &id)["totals"]["members"], 31);
        assert_eq!(few, count());
        assert!(few <= 15, "{few}");
    }

    fn a_list_of_a_hundred_takes_as_many_statements_as_a_list_of_two(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let count = |people: std::ops::Range<usize>| {
            let csv: String = people.map(|number| format!("p{number}@example.org\n")).collect();
            let before = app.services.store.statements();
            uploads(&cora, &id, "", &csv).expect(200);
            app.services.store.statements() - before
        };
        assert_eq!(count(0..2), count(2..102));
    }
}
