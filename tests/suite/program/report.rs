//! A program's report, for its coordinators.

use super::{code, founds, joins};
use crate::support::{Person, TestApp, TestDatabase, full_notes};
use candor::domain::Timestamp;
use serde_json::{Value, json};

fn report(app: &TestApp, person: &Person, id: &str) -> Value {
    person.again(app).get(&format!("/v1/programs/{id}/report")).expect(200)
}

/// The report as a chart.
fn picture(app: &TestApp, person: &Person, id: &str) -> String {
    let answer = person.again(app).get(&format!("/v1/programs/{id}/report.svg"));
    answer.raw(200);
    assert_eq!(answer.header("content-type"), "image/svg+xml; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    answer.text
}

/// The text alternative of a chart.
fn described(picture: &str) -> String {
    picture.split_once("<desc id=\"words\">").unwrap().1.split_once("</desc>").unwrap().0.to_owned()
}

fn joins_as_interviewer(person: &Person, coordinator: &Person, id: &str) {
    let place = json!({"code": code(coordinator, id), "candidate": false, "interviewer": true});
    person.post("/v1/programs/join", place).expect(200);
}

/// On this day of January at this hour, Ann is interviewed by Bo, who delivers notes with this rating `after` hours later.
fn held(app: &TestApp, (ann, bo): (&Person, &Person), (day, hour): (u32, u32), explaining: u8, after: i64) -> String {
    let start: Timestamp = format!("2027-01-{day:02}T{hour:02}:00:00Z").parse().unwrap();
    app.clock.set(start.plus_days(-2));
    let session = ann.again(app).books(bo, &start.to_string());
    app.clock.set(start.plus_hours(1 + after));
    let mut notes = full_notes();
    for rating in notes["ratings"].as_array_mut().unwrap() {
        if rating["competency"] == "explaining" {
            rating["score"] = json!(explaining);
        }
    }
    bo.again(app).submits(&session, &notes);
    session
}

fn share(of: &Value) -> (u64, u64, Option<u64>) {
    (of["yes"].as_u64().unwrap(), of["of"].as_u64().unwrap(), of["percent"].as_u64())
}

on_both_databases! {
    /// With four people, nothing they wrote or rated is included; with five it is, and only from the program.
    fn what_people_wrote_is_told_from_five_of_them_on(app) {
        let (cora, bo) = (app.person("Cora"), app.interviewer("Bo"));
        let id = founds(&cora);
        joins_as_interviewer(&bo, &cora, &id);
        let people = ["Ann", "Cy", "Dan", "Eve", "Flo"].map(|name| app.candidate(name));
        for person in &people {
            joins(person, &cora, &id);
        }
        // Three each, a week apart: their explaining goes from 2 to 3, one of them from 2 to 4; one person's notes come 25 hours after the end.
        for (number, person) in people.iter().enumerate() {
            let hour = 9 + 2 * u32::try_from(number).unwrap();
            let (last, late) = if number == 0 { (4, 25) } else { (3, 2) };
            if number == 4 {
                let four = report(&app, &cora, &id);
                assert_eq!((&four["competencies"], &four["growth"], &four["reviews"]), (&json!([]), &json!([]), &Value::Null));
                let drawn = picture(&app, &cora, &id);
                for words in ["Answers", "Ratings", "Changes in ratings"] {
                    assert!(drawn.matches(&format!("{words} appear here once there are at least 5 people.")).count() == 2, "drawn, and said: {drawn}");
                }
                assert!(!drawn.contains("Explaining") && !drawn.contains("on time") && !drawn.contains("points,"), "{drawn}");
                assert_eq!((&four["reviewers"], share(&four["candidates_met"])), (&json!(4), (4, 5, Some(80))));
            }
            held(&app, (person, &bo), (14, hour), 2, 2);
            held(&app, (person, &bo), (18, hour), 2, 2);
            let session = held(&app, (person, &bo), (22, hour), last, late);
            let review = json!({"on_time": true, "questions": if number < 2 { "too_hard" } else { "right" }, "hints": "none_given"});
            person.again(&app).put(&format!("/v1/sessions/{session}/review"), review).expect(200);
        }
        let all = report(&app, &cora, &id);
        assert_eq!(share(&all["notes_in_time"]), (14, 15, Some(93)));
        assert_eq!(share(&all["candidates_met"]), (5, 5, Some(100)));
        let reviews = &all["reviews"];
        assert_eq!((share(&reviews["on_time"]), share(&reviews["questions_fit"])), ((5, 5, Some(100)), (3, 5, Some(60))));
        assert_eq!(share(&reviews["hints_helped"]), (0, 0, None), "there were none to help");
        let explaining = all["competencies"].as_array().unwrap().iter().find(|one| one["competency"] == "explaining").unwrap();
        // Four of 7/3 and one of 8/3.
        assert_eq!((&explaining["people"], &explaining["mean"]), (&json!(5), &json!(2.4)));
        let means: Vec<f64> = all["competencies"].as_array().unwrap().iter().map(|one| one["mean"].as_f64().unwrap()).collect();
        assert!(means.is_sorted() && means.len() > 2, "{means:?}");
        let [growth] = all["growth"].as_array().unwrap().as_slice() else { panic!("{all}") };
        let observed = full_notes()["ratings"].as_array().unwrap().iter().filter(|one| !one["score"].is_null()).count();
        let expected = (100.0 * (4.0 + 2.0) / 5.0 / observed as f64).round() / 100.0;
        assert_eq!((&growth["people"], growth["difference"].as_f64().unwrap()), (&json!(5), expected));

        let table = cora.again(&app).get(&format!("/v1/programs/{id}/report.csv"));
        assert!(table.header("content-disposition").contains("program-report-2027-01-11.csv"));
        let mut rows = csv::Reader::from_reader(table.text.as_bytes());
        let rows: Vec<Vec<String>> = rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(rows[0], ["notes", "delivered within 24 hours", "93", "percent", "15"]);
        assert!(rows.iter().any(|row| row[0] == "growth" && row[4] == "5"), "{rows:?}");
        let drawn = picture(&app, &cora, &id);
        let words = described(&drawn);
        for figure in ["Notes within 24 hours: 93 % of 15", "The interviewer was on time: 100 % of 5", "Explaining (concepts): 2.40, 5 people", "The hints helped: none yet"] {
            assert!(words.contains(figure), "{figure}: {words}");
        }
        assert!(words.contains(&format!("Concepts: {expected:+.2} points, 5 people")), "{words}");
        assert!(!words.contains("appear here once"), "{words}");
        for text in [&table.text, &all.to_string(), &drawn] {
            assert!(!text.contains("Ann"), "{text}");
        }
        if let Some(folder) = std::env::var_os("CANDOR_TEST_SCREENSHOTS") {
            std::fs::write(std::path::Path::new(&folder).join("program-report.svg"), &drawn).unwrap();
        }
    }

    fn it_tells_how_the_sessions_went_and_how_long_people_waited(app) {
        let (cora, bo, dan) = (app.person("Cora"), app.interviewer("Bo"), app.interviewer("Dan"));
        let id = founds(&cora);
        joins_as_interviewer(&bo, &cora, &id);
        let (ann, eve) = (app.candidate("Ann"), app.candidate("Eve"));
        for person in [&ann, &eve] {
            joins(person, &cora, &id);
        }
        let booked = |start: &str| ann.again(&app).books(&bo, start);
        let [early, late, missed, _owed, held, _coming] = [
            "2027-01-18T09:00:00Z", "2027-01-14T09:00:00Z", "2027-01-14T12:00:00Z", "2027-01-14T15:00:00Z", "2027-01-14T18:00:00Z",
            "2027-01-20T09:00:00Z",
        ].map(booked);
        // Nothing of the program's.
        ann.books(&dan, "2027-01-15T09:00:00Z");
        let off = |session: &str| {
            ann.again(&app).post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "A cold."})).expect(200);
        };
        off(&early);
        app.clock.set("2027-01-14T08:00:00Z".parse().unwrap());
        off(&late);
        app.clock.set("2027-01-14T12:15:00Z".parse().unwrap());
        bo.again(&app).post(&format!("/v1/sessions/{missed}/no-show"), json!({"absent": "candidate"})).expect(200);
        app.clock.set("2027-01-14T17:55:00Z".parse().unwrap());
        bo.again(&app).post(&format!("/v1/sessions/{held}/running-late"), json!({"minutes": 10})).expect(200);
        app.clock.set("2027-01-14T19:30:00Z".parse().unwrap());
        bo.again(&app).submits(&held, &full_notes());

        let now = report(&app, &cora, &id);
        assert_eq!(now["sessions"], json!({
            "upcoming": 1, "held": 2, "ran_late": 1, "without_notes": 0, "cancelled": 1, "cancelled_late": 1, "absent": 1, "disputed": 0
        }));
        assert_eq!(share(&now["notes_in_time"]), (1, 1, Some(100)), "the other notes are not due yet");
        let drawn = picture(&app, &cora, &id);
        for figure in ["Took place: 2;", "Of these, with somebody late: 1;", "Missed: 1;", "Cancelled in time: 1;", "Cancelled late: 1;", "Upcoming: 1."] {
            assert!(described(&drawn).contains(figure), "{figure}: {drawn}");
        }
        assert_eq!((share(&now["candidates_met"]), share(&now["requests_met"])), ((1, 2, Some(50)), (0, 0, None)));
        assert_eq!(now["median_hours_waited"], Value::Null);

        // Eve asks, is met five hours later, and asks once more in vain.
        let ask = |to: &str| json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": "2027-01-22T09:00:00Z", "to": to}]
        });
        bo.again(&app).put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "18:00", "19:00")).expect(200);
        dan.again(&app).delete("/v1/me/interviewer").expect(204);
        for to in ["2027-01-22T10:00:00Z", "2027-01-22T10:15:00Z"] {
            eve.again(&app).post("/v1/requests", ask(to)).expect(201);
        }
        app.clock.advance_minutes(5 * 60);
        bo.again(&app).put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "08:00", "20:00")).expect(200);
        candor::service::matching::matcher::run(&app.services, "one").unwrap();
        app.clock.set("2027-01-15T16:00:01Z".parse().unwrap());
        let later = report(&app, &cora, &id);
        assert_eq!((share(&later["requests_met"]), &later["median_hours_waited"]), ((1, 2, Some(50)), &json!(5)));
        assert_eq!((share(&later["notes_in_time"]), &later["notes_late"]), ((1, 2, Some(50)), &json!(0)), "and now they are");
        // 44 hours after the end, they're reported to the coordinator.
        app.clock.set("2027-01-16T12:00:00Z".parse().unwrap());
        assert_eq!(report(&app, &cora, &id)["notes_late"], 1);
        assert_eq!(cora.again(&app).get(&format!("/v1/programs/{id}/late-notes")).expect(200)["items"].as_array().unwrap().len(), 1);
        candor::service::operator::count_notes(&app.services).unwrap();
    }
    /// A dispute that ends after two days gives the notes their whole time again, wherever it's counted.
    fn the_time_for_notes_begins_when_a_mark_is_removed(app) {
        let (cora, bo, ann) = (app.person("Cora"), app.interviewer("Bo"), app.candidate("Ann"));
        let id = founds(&cora);
        joins_as_interviewer(&bo, &cora, &id);
        joins(&ann, &cora, &id);
        let session = ann.books(&bo, "2027-01-14T09:00:00Z");
        app.clock.set("2027-01-14T09:15:00Z".parse().unwrap());
        bo.again(&app).post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "candidate"})).expect(200);
        ann.again(&app).post(&format!("/v1/sessions/{session}/dispute"), json!({"reason": "I was there."})).expect(200);
        assert_eq!(report(&app, &cora, &id)["sessions"]["disputed"], 1);
        let people = cora.again(&app).get(&format!("/v1/programs/{id}/report/people")).expect(200);
        assert_eq!(people["absences"], json!([]), "nobody has decided");
        // 72 hours after the end.
        app.clock.set("2027-01-17T10:00:00Z".parse().unwrap());
        app.send_due();
        let appeals = cora.again(&app).get(&format!("/v1/programs/{id}/appeals")).expect(200);
        let mark = appeals["items"][0]["mark_id"].as_str().unwrap();
        let lift = json!({"decision": "lift", "word": "The log has both."});
        cora.again(&app).post(&format!("/v1/programs/{id}/appeals/{mark}"), lift).expect(200);
        let told = |late: u64, in_time: (u64, u64)| {
            let now = report(&app, &cora, &id);
            assert_eq!((&now["notes_late"], share(&now["notes_in_time"])), (&json!(late), (in_time.0, in_time.1, (in_time.1 > 0).then_some(100 * in_time.0))));
            let overview = cora.again(&app).get(&format!("/v1/programs/{id}/overview")).expect(200);
            assert_eq!(overview["totals"]["notes_overdue"], in_time.1);
            let listed = cora.again(&app).get(&format!("/v1/programs/{id}/late-notes")).expect(200);
            assert_eq!(listed["items"].as_array().unwrap().len() as u64, late);
            let mailed = candor::service::feedback::late_notes::write_due(&app.services, &|| false).unwrap();
            assert_eq!(mailed as u64, late, "what is late is mailed");
        };
        told(0, (0, 0));
        let due = || app.sent().into_iter().filter(|mail| mail.to == bo.email && mail.subject.contains("notes")).collect::<Vec<_>>();
        app.send_due();
        let before = due().len();
        // Bo is reminded 20 hours after that, and once more when they're late.
        app.clock.set("2027-01-18T06:01:00Z".parse().unwrap());
        app.send_due();
        assert_eq!(due().len(), before + 1);
        assert!(due()[before].flat().contains("Mon 18 January 2027 at 10:00") || due()[before].flat().contains("10:00"), "due a day after that: {}", due()[before].text);
        told(0, (0, 0));
        app.clock.set("2027-01-18T10:00:01Z".parse().unwrap());
        told(0, (0, 1));
        app.clock.set("2027-01-19T06:00:01Z".parse().unwrap());
        told(1, (0, 1));
        app.send_due();
        assert_eq!(due().len(), before + 2);
        let mail = app.mails_to(&cora.email).pop().unwrap();
        assert!(mail.subject.contains("late") || mail.flat().contains("waiting for their notes"), "{}", mail.subject);
        assert!(!mail.flat().contains("three times"), "how often nobody knows");
        let waits = app.sent().into_iter().filter(|mail| mail.to == ann.email && mail.subject.contains("notes")).collect::<Vec<_>>();
        assert!(!waits.is_empty() && waits.iter().all(|mail| !mail.flat().contains("for the last time")));
    }

    /// Notes that come within a day of the decision are in time.
    fn notes_that_come_within_a_day_of_a_decision_are_in_time(app) {
        let (cora, bo, ann) = (app.person("Cora"), app.interviewer("Bo"), app.candidate("Ann"));
        let id = founds(&cora);
        joins_as_interviewer(&bo, &cora, &id);
        joins(&ann, &cora, &id);
        let session = ann.books(&bo, "2027-01-14T09:00:00Z");
        app.clock.set("2027-01-14T09:15:00Z".parse().unwrap());
        bo.again(&app).post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "candidate"})).expect(200);
        ann.again(&app).post(&format!("/v1/sessions/{session}/dispute"), json!({"reason": "I was there."})).expect(200);
        app.clock.set("2027-01-17T10:00:00Z".parse().unwrap());
        let appeals = cora.again(&app).get(&format!("/v1/programs/{id}/appeals")).expect(200);
        let mark = appeals["items"][0]["mark_id"].as_str().unwrap();
        let lift = json!({"decision": "lift", "word": "The log has both."});
        cora.again(&app).post(&format!("/v1/programs/{id}/appeals/{mark}"), lift).expect(200);
        app.clock.set("2027-01-18T09:00:00Z".parse().unwrap());
        bo.again(&app).submits(&session, &full_notes());
        let now = report(&app, &cora, &id);
        assert_eq!((share(&now["notes_in_time"]), &now["notes_late"]), ((1, 1, Some(100)), &json!(0)));
        assert_eq!(candor::service::operator::count_notes(&app.services).unwrap(), 1);
    }
}
