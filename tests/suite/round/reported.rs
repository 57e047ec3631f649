//! A program's report and its rounds: what belongs to it, whoever leaves, and whatever else the same people do.

use super::{Club, sessions_of};
use crate::support::{Person, Response, TestApp, TestDatabase, every_day, full_notes};
use candor::domain::program::ProgramRole;
use candor::service::matching::matcher;
use serde_json::{Value, json};

fn report(app: &TestApp, co: &Person, path: &str) -> Value {
    co.again(app).get(&format!("/v1/programs/{path}")).expect(200)
}

fn share(of: &Value) -> (u64, u64) {
    (of["yes"].as_u64().unwrap(), of["of"].as_u64().unwrap())
}

/// A table of the report, with its header, without the byte order mark.
fn table(answer: &Response) -> Vec<Vec<String>> {
    answer.raw(200);
    let text = answer.text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The other person in somebody's only session, and its id.
fn meets(person: &Person, seat: &str) -> (String, String) {
    let session = sessions_of(person)[0].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&session["id"]), text(&session[seat]["id"]))
}

on_both_databases! {
    /// A program may be shortened once its rounds are published; the whole report has all that they booked, and one of some
    /// days has those days'.
    fn sessions_of_its_rounds_belong_to_it_outside_its_days(app) {
        let club = Club::of(&app);
        club.candidates(&app, "ann", 1, ("17:00", "18:00"));
        club.interviewers(&app, "bo", 1, ("17:00", "18:00"), json!({}));
        club.holds(&club.round());
        let id = club.id.to_string();
        club.co.patch(&format!("/v1/programs/{id}"), json!({"ends_on": "2027-01-13"})).expect(200);
        let upcoming = |dates: &str| report(&app, &club.co, &format!("{id}/report{dates}"))["sessions"]["upcoming"].clone();
        assert_eq!([upcoming(""), upcoming("?to=2027-01-13"), upcoming("?to=2027-01-14")], [1, 0, 1].map(|count| json!(count)));
    }

    /// Two sessions of a round: one is held, of two who leave, and one is missed. Another program with the same people has none.
    fn who_leaves_stays_in_the_report_and_another_program_has_nothing_of_it(app) {
        let club = Club::of(&app);
        let anns = club.candidates(&app, "ann", 2, ("17:00", "18:00"));
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "18:00"), json!({}));
        let other = club.co.post("/v1/programs", json!({"name": "Another one"})).expect(201);
        let (other, code) = (other["id"].as_str().unwrap(), other["join_code"].clone());
        for one in anns.iter().chain(&bos) {
            one.post("/v1/programs/join", json!({"code": code, "candidate": true, "interviewer": true})).expect(200);
        }
        club.holds(&club.round());
        let of = |person: &Person| bos.iter().find(|bo| bo.id == meets(&person.again(&app), "interviewer").1).unwrap();
        let (went, missed) = (&anns[0], &anns[1]);
        let (interviewed, waited) = (of(went), of(missed));
        let (held, absent) = (meets(went, "interviewer").0, meets(missed, "interviewer").0);
        missed.patch("/v1/me", json!({"display_name": "=1+1"})).expect(200);
        waited.patch("/v1/me", json!({"display_name": "Zoe"})).expect(200);
        app.clock.set("2027-01-14T17:15:00Z".parse().unwrap());
        waited.again(&app).post(&format!("/v1/sessions/{absent}/no-show"), json!({"absent": "candidate"})).expect(200);
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        interviewed.again(&app).submits(&held, &full_notes());

        let id = club.id.to_string();
        let before = report(&app, &club.co, &format!("{id}/report"));
        for who in [went, interviewed] {
            club.co.again(&app).delete(&format!("/v1/programs/{id}/members/{}", who.id)).expect(204);
        }
        let after = report(&app, &club.co, &format!("{id}/report"));
        for part in ["sessions", "notes_in_time", "candidates_met", "rounds", "requests_met"] {
            assert_eq!(before[part], after[part], "{part}");
        }
        assert_eq!((&after["sessions"]["held"], &after["sessions"]["absent"]), (&json!(1), &json!(1)));
        assert_eq!((share(&after["notes_in_time"]), share(&after["candidates_met"])), ((1, 1), (1, 2)));
        let round = &after["rounds"][0];
        assert_eq!((&round["name"], share(&round["matched"]), &round["sessions"]["held"]), (&json!("January"), (2, 2), &json!(1)));
        assert_eq!(after["rounds"].as_array().unwrap().len(), 1);

        let people = report(&app, &club.co, &format!("{id}/report/people"));
        let gone = json!({"account_id": null, "name": "a former member"});
        let (zoe, formula) = (json!({"account_id": waited.id, "name": "Zoe"}), json!({"account_id": missed.id, "name": "=1+1"}));
        let nothing = json!({"yes": 0, "of": 0, "percent": null});
        let all = json!({"yes": 1, "of": 1, "percent": 100});
        assert_eq!(people["volunteers"], json!([
            {"person": zoe, "held": 0, "upcoming": 0, "missed": 0, "notes_in_time": nothing, "without_notes": 0},
            {"person": gone, "held": 1, "upcoming": 0, "missed": 0, "notes_in_time": all, "without_notes": 0},
        ]));
        assert_eq!(people["members"], json!([
            {"person": formula, "had": 0, "upcoming": 0, "missed": 1},
            {"person": gone, "had": 1, "upcoming": 0, "missed": 0},
        ]));
        assert_eq!(people["absences"], json!([{
            "session_id": absent, "starts_at": "2027-01-14T17:00:00Z", "person": formula, "seat": "candidate", "waited": zoe
        }]));

        let csv = |which: &str| table(&club.co.again(&app).get(&format!("/v1/programs/{id}/report.csv?table={which}")));
        let rounds = csv("rounds");
        assert_eq!(rounds[0][..6], ["round", "name", "first day", "last day", "candidates", "matched"]);
        assert_eq!(rounds[1][1..8], ["January", "2027-01-14", "2027-01-14", "2", "2", "1", "0"]);
        assert_eq!(csv("volunteers")[2], ["", "a former member", "1", "0", "0", "1", "1", "100", "0"]);
        assert_eq!(csv("members")[1], [&missed.id, "'=1+1", "0", "0", "1"], "nothing that a spreadsheet would run");
        assert_eq!(csv("absences")[1], [&absent, "2027-01-14T17:00:00Z", &missed.id, "'=1+1", "candidate", "Zoe"]);
        assert_eq!(csv("figures")[0], ["part", "measure", "value", "unit", "of"]);

        // The same people, and nothing of their sessions.
        let elsewhere = report(&app, &club.co, &format!("{other}/report"));
        assert!(elsewhere["sessions"].as_object().unwrap().values().all(|count| *count == 0), "{}", elsewhere["sessions"]);
        assert_eq!((share(&elsewhere["notes_in_time"]), share(&elsewhere["candidates_met"])), ((0, 0), (0, 4)));
        assert_eq!((&elsewhere["rounds"], share(&elsewhere["requests_met"])), (&json!([]), (0, 0)));
        let elsewhere = report(&app, &club.co, &format!("{other}/report/people"));
        assert_eq!(elsewhere["absences"], json!([]));

        // Only some of its days; the program is in Berlin, where the 14th begins an hour before it does in UTC.
        for (days, held) in [("from=2027-01-14&to=2027-01-14", 1), ("to=2027-01-13", 0), ("from=2027-01-15", 0), ("from=2027-01-01", 1)] {
            let some = report(&app, &club.co, &format!("{id}/report?{days}"));
            assert_eq!((&some["sessions"]["held"], some["rounds"].as_array().unwrap().len()), (&json!(held), held), "{days}");
            let people = report(&app, &club.co, &format!("{id}/report/people?{days}"));
            assert_eq!(people["absences"].as_array().unwrap().len(), held, "{days}");
        }
        let co = club.co.again(&app);
        for (query, pointer) in [
            ("report?from=2027-01-15&to=2027-01-14", "?to"),
            ("report/people?to=2025-12-31", "?to"),
            ("report.svg?from=soon", "?from"),
            ("report.csv?table=secrets", "?table"),
        ] {
            let refused = co.get(&format!("/v1/programs/{id}/{query}")).problem(422, "invalid_input");
            assert_eq!(refused["errors"][0]["pointer"], pointer, "{query}");
        }
        missed.again(&app).get(&format!("/v1/programs/{id}/report/people")).problem(403, "forbidden");
        let drawn = co.get(&format!("/v1/programs/{id}/report.svg?from=2027-01-14&to=2027-01-15"));
        drawn.raw(200);
        assert!(drawn.text.contains("from 14 January 2027 to 15 January 2027"));
    }

    /// A request that takes the place of a round's session is nobody's: it's part of the round. A wait begins when somebody asks
    /// and ends when they're matched, whatever moves after that.
    fn a_wait_is_from_asking_to_being_matched_and_what_a_round_puts_back_is_no_request(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "19:00"), json!({}));
        club.holds(&club.round());
        let (session, with) = meets(&ann, "interviewer");
        let bo = bos.iter().find(|bo| bo.id == with).unwrap();
        // 50 hours after the round was made.
        app.clock.set("2027-01-13T10:00:00Z".parse().unwrap());
        bo.again(&app).post(&format!("/v1/sessions/{session}/decline"), json!({"reason": "I am ill."})).expect(200);
        matcher::run(&app.services, "one").unwrap();
        let request = ann.again(&app).get("/v1/requests").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        ann.again(&app).send("POST", &format!("/v1/requests/{request}/accept"), &[], None).expect(200);
        let now = report(&app, &club.co, &format!("{}/report", club.id));
        assert_eq!((share(&now["requests_met"]), &now["median_hours_waited"]), ((0, 0), &Value::Null));
        let round = &now["rounds"][0]["sessions"];
        assert_eq!((&round["upcoming"], &round["cancelled"]), (&json!(1), &json!(1)), "what was found instead is the round's");

        // Cy asks, is matched three hours later, and moves that session a day later.
        let cy = club.candidates(&app, "cy", 1, ("08:00", "09:00")).remove(0);
        let ask = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": "2027-01-20T08:00:00Z", "to": "2027-01-20T20:00:00Z"}]
        });
        for bo in &bos {
            bo.again(&app).put("/v1/me/interviewer/availability", every_day("UTC", "21:00", "22:00")).expect(200);
        }
        cy.post("/v1/requests", ask).expect(201);
        matcher::run(&app.services, "one").unwrap();
        app.clock.set("2027-01-13T13:00:00Z".parse().unwrap());
        for bo in &bos {
            bo.again(&app).put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "19:00")).expect(200);
        }
        matcher::run(&app.services, "one").unwrap();
        let session = meets(&cy.again(&app), "interviewer").0;
        let met = || {
            let now = report(&app, &club.co, &format!("{}/report", club.id));
            (share(&now["requests_met"]), now["median_hours_waited"].as_i64())
        };
        assert_eq!(met(), ((1, 1), Some(3)));
        app.clock.set("2027-01-15T13:00:00Z".parse().unwrap());
        let later = json!({"starts_at": "2027-01-22T15:00:00Z"});
        cy.again(&app).post(&format!("/v1/sessions/{session}/move"), later).expect(200);
        assert_eq!(met(), ((1, 1), Some(3)), "a move isn't a longer wait");
        // A withdrawn request, and one that leads elsewhere, are none of the program's.
        let zed = app.interviewer("Zed");
        zed.put("/v1/me/interviewer/availability", every_day("UTC", "06:00", "07:00")).expect(200);
        let early = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": "2027-01-25T06:00:00Z", "to": "2027-01-25T07:00:00Z"}]
        });
        cy.again(&app).post("/v1/requests", early).expect(201);
        assert_eq!(met(), ((1, 2), Some(3)), "asked for, and nobody yet");
        matcher::run(&app.services, "one").unwrap();
        assert_eq!(met(), ((1, 1), Some(3)), "Zed isn't in the program");
    }

    /// What people ask for and cancel before a program's first day belongs to its first round.
    fn what_happens_before_the_first_day_counts(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        club.co.patch(&format!("/v1/programs/{}", club.id), json!({"starts_on": "2027-01-20", "ends_on": "2027-02-20"})).expect(200);
        let ask = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": "2027-01-20T17:00:00Z", "to": "2027-01-20T18:00:00Z"}]
        });
        ann.post("/v1/requests", ask).expect(201);
        matcher::run(&app.services, "one").unwrap();
        let second = ann.again(&app).books(&bo, "2027-01-21T17:00:00Z");
        ann.again(&app).post(&format!("/v1/sessions/{second}/cancel"), json!({"reason": "A cold."})).expect(200);
        // Before its first day and after its last.
        ann.again(&app).books(&bo, "2027-01-18T17:00:00Z");
        ann.again(&app).books(&bo, "2027-02-22T17:00:00Z");
        let now = report(&app, &club.co, &format!("{}/report", club.id));
        assert_eq!((share(&now["requests_met"]), &now["median_hours_waited"]), ((1, 1), &json!(0)));
        assert_eq!((&now["sessions"]["upcoming"], &now["sessions"]["cancelled"]), (&json!(1), &json!(1)));
        assert_eq!((&now["since"], &now["until"]), (&json!("2027-01-20"), &json!("2027-02-20")));
        // Somebody who comes back is one person.
        let me = format!("/v1/programs/{}/members/{}", club.id, ann.id);
        ann.again(&app).delete(&me).expect(204);
        club.joined(&app.services.store, &ann, ProgramRole::Member, (true, false), None);
        ann.again(&app).delete(&me).expect(204);
        club.joined(&app.services.store, &ann, ProgramRole::Member, (true, false), None);
        let people = report(&app, &club.co, &format!("{}/report/people", club.id));
        assert_eq!(people["members"], json!([
            {"person": {"account_id": ann.id, "name": "ann 0"}, "had": 0, "upcoming": 1, "missed": 0}
        ]));
    }
}
