//! Creating, showing, changing; joining by the code.

use super::{code, founds, join, joins, member, program};
use crate::support::{PASSWORD, Person, TestApp, TestDatabase};
use candor::service::limits::Limits;
use serde_json::{Value, json};

on_both_databases! {
    fn a_program_reads_back_and_its_founder_coordinates_it(app) {
        let cora = app.person("Cora");
        let wanted = json!({
            "name": "Frontend evenings", "about": "Eight weeks.", "time_zone": "Asia/Kathmandu", "starts_on": "2027-01-18",
            "ends_on": "2027-03-14", "kinds": ["concepts"], "levels": ["junior"], "topics": ["promises"],
            "sessions_per_week": 2, "min_notice_hours": 36, "may_meet": "other_groups", "joining_open": false
        });
        let made = cora.post("/v1/programs", wanted.clone());
        let body = made.expect(201);
        let id = body["id"].as_str().unwrap();
        assert_eq!(made.header("location"), format!("/v1/programs/{id}"));
        for (field, value) in wanted.as_object().unwrap() {
            assert_eq!(&body[field], value, "{field}");
        }
        assert_eq!(body["me"], json!({
            "role": "coordinator", "candidate": false, "interviewer": false, "group": null, "shares_notes": false, "wants_mail": true,
            "joined_at": "2027-01-11T08:00:00Z"
        }));
        assert_eq!(program(&cora, id), body);
        assert_eq!(cora.get("/v1/programs").expect(200)["items"], json!([body]));

        let bare = cora.post("/v1/programs", json!({"name": "Club"})).expect(201);
        assert_eq!((&bare["time_zone"], &bare["starts_on"], &bare["ends_on"]), (&json!("Europe/Berlin"), &json!("2027-01-11"), &Value::Null));
        assert_eq!((&bare["may_meet"], &bare["min_notice_hours"], &bare["sessions_per_week"]), (&json!("anyone"), &json!(24), &json!(1)));
        assert_eq!(bare["joining_open"], true);
        let page = cora.get("/v1/programs?limit=1").expect(200);
        assert_eq!(page["items"][0]["id"], bare["id"]);
        let next = cora.get(&format!("/v1/programs?cursor={}", page["next_cursor"].as_str().unwrap())).expect(200);
        assert_eq!((&next["items"][0]["id"], &next["next_cursor"]), (&body["id"], &Value::Null));
    }

    fn one_key_founds_once_and_an_address_comes_first(app) {
        let cora = app.person("Cora");
        let post = |body: &str| cora.send("POST", "/v1/programs", &[("idempotency-key", "once")], Some(body));
        assert_eq!(post(r#"{"name":"Club"}"#).expect(201)["id"], post(r#"{"name":"Club"}"#).expect(201)["id"]);
        post(r#"{"name":"Another"}"#).problem(422, "idempotency_key_reused");
        let form = json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let new = Person::sign_in(&app, "new@example.org");
        new.post("/v1/programs", json!({"name": "Club"})).problem(403, "email_unverified");
        let club = cora.get("/v1/programs").expect(200)["items"][0]["join_code"].clone();
        join(&new, club.as_str().unwrap()).problem(403, "email_unverified");
    }

    fn twenty_programs_are_as_many_as_one_person_runs(app) {
        let cora = app.person("Cora");
        for _ in 0..20 {
            founds(&cora);
        }
        cora.post("/v1/programs", json!({"name": "One more"})).problem(409, "program_full");
    }

    fn what_makes_no_program_is_refused_with_its_place(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        for (changes, pointer) in [
            (json!({"name": ""}), "/name"),
            (json!({"name": "a\nb"}), "/name"),
            (json!({"starts_on": "2027-02-01", "ends_on": "2027-01-31"}), "/ends_on"),
            (json!({"starts_on": "2027-01-01", "ends_on": "2031-01-31"}), "/ends_on"),
            (json!({"starts_on": "tomorrow"}), "/starts_on"),
            (json!({"time_zone": "Mars/Base"}), "/time_zone"),
            (json!({"sessions_per_week": 8}), "/sessions_per_week"),
            (json!({"sessions_per_week": 0}), "/sessions_per_week"),
            (json!({"min_notice_hours": 337}), "/min_notice_hours"),
            (json!({"may_meet": "nobody"}), "/may_meet"),
            (json!({"topics": ["juggling"]}), "/topics/0"),
            (json!({"join_code": "7KQ2-M4XD-9TNB"}), "/join_code"),
        ] {
            let mut body = json!({"name": "Club"});
            body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            assert_eq!(cora.post("/v1/programs", body).problem(422, "invalid_input")["errors"][0]["pointer"], pointer);
            let before = program(&cora, &id);
            let refused = cora.patch(&format!("/v1/programs/{id}"), changes).problem(422, "invalid_input");
            assert_eq!(refused["errors"][0]["pointer"], pointer);
            assert_eq!(program(&cora, &id), before);
        }
    }

    fn coordinators_change_it_and_members_see_all_but_the_code(app) {
        let (cora, ann, sue) = (app.person("Cora"), app.person("Ann"), app.person("Sue"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        let seen = program(&ann, &id);
        assert_eq!((&seen["join_code"], &seen["name"]), (&Value::Null, &json!("Frontend evenings")));
        assert_eq!((&seen["me"]["role"], &seen["me"]["candidate"], &seen["me"]["interviewer"]), (&json!("member"), &json!(true), &json!(false)));
        let path = format!("/v1/programs/{id}");
        let changed = cora.patch(&path, json!({"name": "Backend evenings", "ends_on": "2027-06-30"})).expect(200);
        assert_eq!((&changed["name"], &changed["about"], &changed["ends_on"]), (&json!("Backend evenings"), &json!("Bring one thing."), &json!("2027-06-30")));
        assert_eq!(cora.patch(&path, json!({"ends_on": null})).expect(200)["ends_on"], Value::Null);
        assert_eq!(program(&ann, &id)["name"], "Backend evenings");
        ann.patch(&path, json!({"name": "Mine"})).problem(403, "forbidden");
        ann.send("POST", &format!("{path}/join-code"), &[], None).problem(403, "forbidden");
        sue.get(&path).problem(404, "not_found");
        sue.patch(&path, json!({"name": "Mine"})).problem(404, "not_found");
        assert_eq!(sue.get("/v1/programs").expect(200)["items"], json!([]));
    }

    fn a_code_lets_in_until_it_is_changed_or_closed(app) {
        let (cora, ann, bo, cy) = (app.person("Cora"), app.person("Ann"), app.person("Bo"), app.person("Cy"));
        let id = founds(&cora);
        let first = code(&cora, &id);
        // However it is typed; and joining again changes nothing.
        let typed = format!(" {} ", first.to_lowercase().replace('-', " "));
        let joined = ann.post("/v1/programs/join", json!({"code": typed, "candidate": false, "interviewer": true})).expect(200);
        assert_eq!((&joined["id"], &joined["me"]["candidate"], &joined["me"]["interviewer"]), (&json!(id), &json!(false), &json!(true)));
        assert_eq!(join(&ann, &first).expect(200), joined);

        let second = cora.send("POST", &format!("/v1/programs/{id}/join-code"), &[], None).expect(200)["join_code"].clone();
        assert_ne!(second, first);
        join(&bo, &first).problem(404, "not_found");
        join(&bo, second.as_str().unwrap()).expect(200);
        cora.patch(&format!("/v1/programs/{id}"), json!({"joining_open": false})).expect(200);
        join(&cy, second.as_str().unwrap()).problem(404, "not_found");
        cora.patch(&format!("/v1/programs/{id}"), json!({"joining_open": true, "ends_on": "2027-01-12", "time_zone": "UTC"})).expect(200);
        join(&cy, second.as_str().unwrap()).expect(200);
        app.clock.set("2027-01-13T00:00:00Z".parse().unwrap());
        let dan = app.person("Dan");
        join(&dan, second.as_str().unwrap()).problem(404, "not_found");
        let unknown = join(&dan, "0000-0000-0000").problem(404, "not_found");
        assert_eq!(join(&dan, second.as_str().unwrap()).problem(404, "not_found"), unknown, "no telling a code that was once good");
        assert_eq!(join(&dan, "nonsense").problem(422, "invalid_input")["errors"][0]["pointer"], "/code");
    }

    fn members_are_listed_by_name_and_never_by_address(app) {
        let (cora, ann) = (app.person("Cora"), app.person("Ann"));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        cora.patch(&member(&ann.id, &id), json!({"group": "Monday class"})).expect(200);
        for person in [&cora, &ann] {
            let list = person.get(&format!("/v1/programs/{id}/members"));
            let items = list.expect(200)["items"].as_array().unwrap().clone();
            let names: Vec<_> = items.iter().map(|one| one["display_name"].as_str().unwrap()).collect();
            assert_eq!(names, ["Cora", "Ann"]);
            assert_eq!((&items[1]["group"], &items[1]["role"], &items[0]["role"]), (&json!("Monday class"), &json!("member"), &json!("coordinator")));
            assert!(!list.text.contains('@'), "{}", list.text);
            let overview = person.get(&format!("/v1/programs/{id}/overview"));
            assert!(!overview.text.contains('@'), "{}", overview.text);
        }
        let page = ann.get(&format!("/v1/programs/{id}/members?limit=1")).expect(200);
        let next = page["next_cursor"].as_str().unwrap();
        let rest = ann.get(&format!("/v1/programs/{id}/members?cursor={next}")).expect(200);
        assert_eq!((&rest["items"][0]["display_name"], &rest["next_cursor"]), (&json!("Ann"), &Value::Null));
    }
}

fn guessing(database: TestDatabase) {
    let app = TestApp::start_with(database, Limits::usual());
    let ann = app.person("Ann");
    for number in 0..10 {
        join(&ann, &format!("0000-0000-{number:04}")).problem(404, "not_found");
    }
    let refused = join(&ann, "0000-0000-9999");
    refused.problem(429, "rate_limited");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
}

/// A code has 60 bits and ten tries an hour.
#[test]
fn guessing_codes_ends_soon() {
    guessing(TestDatabase::memory());
}
