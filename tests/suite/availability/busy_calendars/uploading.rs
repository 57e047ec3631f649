//! Adding, uploading, looking at and removing a calendar.

use crate::support::{TestApp, TestDatabase, at_once, every_row, ics};
use candor::domain::Timestamp;
use serde_json::{Value, json};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn lunch() -> String {
    ics([(at("2027-01-14T12:00:00Z"), at("2027-01-14T13:00:00Z"))].into_iter())
}

on_both_databases! {
    fn a_calendar_is_added_read_and_removed(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        let path = format!("/v1/me/busy-calendars/{id}");
        let waiting = ann.get(&path).expect(200);
        assert_eq!((&waiting["state"], &waiting["host"], &waiting["busy_times"]), (&json!("waiting"), &Value::Null, &json!(0)));
        assert_eq!(waiting["next_fetch_at"], Value::Null);

        let read = ann.uploads(&id, &lunch()).expect(200);
        assert_eq!((&read["state"], &read["busy_times"], &read["left_out"]), (&json!("read"), &json!(1), &json!(0)));
        assert_eq!(read["covers_until"], "2027-07-30T08:00:00Z");
        assert_eq!(ann.get("/v1/me/busy-calendars").expect(200), json!({"items": [read]}));

        ann.delete(&path).expect(204);
        ann.get(&path).problem(404, "not_found");
        ann.delete(&path).problem(404, "not_found");
        assert_eq!(ann.get("/v1/me/busy-calendars").expect(200), json!({"items": []}));
    }

    fn what_is_no_calendar_is_refused_and_what_was_there_stays(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        let read = ann.uploads(&id, &lunch()).expect(200);
        let million = lunch().replace("DTEND", "RRULE:FREQ=SECONDLY;COUNT=1000000\r\nDTEND");
        for (file, words) in [
            ("<!doctype html><title>Sign in</title>".to_owned(), "isn't a calendar"),
            (lunch().replace("END:VCALENDAR", ""), "is cut off"),
            (million, "The event on line 3 repeats so often"),
        ] {
            let problem = ann.uploads(&id, &file).problem(422, "invalid_input");
            assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
            assert_eq!(ann.get(&format!("/v1/me/busy-calendars/{id}")).expect(200), read);
        }
        let path = format!("/v1/me/busy-calendars/{id}/file");
        let json = ann.put(&path, json!({})).problem(415, "unsupported_media_type");
        assert!(json["detail"].as_str().unwrap().contains("text/calendar"), "{json}");
        let packed = [("content-type", "text/calendar"), ("content-encoding", "gzip")];
        ann.send("PUT", &path, &packed, Some(&lunch())).problem(415, "unsupported_media_type");
        assert_eq!(ann.get(&format!("/v1/me/busy-calendars/{id}")).expect(200), read);
    }

    fn a_file_may_have_two_mebibytes_and_no_more(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        let padded = |bytes: usize| lunch().replace("VERSION:2.0\r\n", &format!("VERSION:2.0\r\nX-PAD:{}\r\n", "x".repeat(bytes)));
        let rest = padded(0).len();
        assert_eq!(ann.uploads(&id, &padded(2 * 1024 * 1024 - rest)).expect(200)["busy_times"], 1);
        let problem = ann.uploads(&id, &padded(2 * 1024 * 1024 - rest + 1)).problem(413, "too_large");
        assert!(problem["detail"].as_str().unwrap().contains("2 MiB"), "{problem}");
        // Ten, of which the server reads no more than two.
        let path = format!("PUT /v1/me/busy-calendars/{id}/file");
        if let Some(answer) = ann.send_raw(path.as_bytes(), &[("content-type", "text/calendar")], &vec![b'x'; 10 << 20]) {
            answer.problem(413, "too_large");
        }
    }

    fn what_a_calendar_says_is_not_kept_but_when(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        let private = lunch().replace("DTSTART", "SUMMARY:At the oncologist\r\nATTENDEE:mailto:dr@clinic.example\r\nDTSTART");
        ann.uploads(&id, &private).expect(200);
        let rows = every_row(&app.services.store);
        assert!(rows.iter().any(|row| row.starts_with("busy_calendars: ")));
        assert!(!rows.iter().any(|row| row.contains("oncologist") || row.contains("clinic")));
    }

    fn the_address_is_a_secret_but_in_ones_own_export(app) {
        let ann = app.person("Ann");
        let url = "webcal://calendar.example.org/private-0123456789/basic.ics#x";
        let added = ann.post("/v1/me/busy-calendars", json!({"name": "Work", "url": url})).expect(201);
        assert_eq!((&added["host"], &added["state"]), (&json!("calendar.example.org"), &json!("waiting")));
        assert!(!ann.get("/v1/me/busy-calendars").text.contains("private-0123456789"));
        let id = ann.adds_a_calendar();
        ann.uploads(&id, &lunch()).expect(200);
        let mine = ann.get("/v1/me/export").expect(200)["busy_calendars"].take();
        assert_eq!(mine[0]["url"], "https://calendar.example.org/private-0123456789/basic.ics");
        assert_eq!(mine[1]["busy"], json!([{"from": "2027-01-14T12:00:00Z", "to": "2027-01-14T13:00:00Z"}]));
        ann.post("/v1/me/busy-calendars", json!({"name": "Again", "url": url})).problem(422, "invalid_input");
        let file = ann.uploads(added["id"].as_str().unwrap(), &lunch()).problem(422, "invalid_input");
        assert!(file["detail"].as_str().unwrap().contains("is fetched from its address"), "{file}");
        for url in ["ftp://example.org/a.ics", "https://ann:secret@example.org/a.ics", "calendar"] {
            let problem = ann.post("/v1/me/busy-calendars", json!({"name": "Work", "url": url})).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], "/url");
        }
    }

    fn nobody_elses_calendar_is_there_for_one(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        let id = ann.adds_a_calendar();
        let path = format!("/v1/me/busy-calendars/{id}");
        bo.get(&path).problem(404, "not_found");
        bo.uploads(&id, &lunch()).problem(404, "not_found");
        bo.delete(&path).problem(404, "not_found");
        assert_eq!(bo.get("/v1/me/busy-calendars").expect(200), json!({"items": []}));
        assert_eq!(ann.get(&path).expect(200)["state"], "waiting");
    }

    fn deleting_an_account_deletes_its_calendars(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        ann.uploads(&id, &lunch()).expect(200);
        ann.delete("/v1/me").expect(204);
        assert!(!every_row(&app.services.store).iter().any(|row| row.starts_with("busy_calendars: ")));
    }
}

on_both_databases_racing! {
    fn five_calendars_at_a_time_and_no_more_at_once(app) {
        let ann = app.person("Ann");
        for _ in 0..3 {
            ann.adds_a_calendar();
        }
        let add = |_| ann.post("/v1/me/busy-calendars", json!({"name": "One more"})).status;
        let mut answers = at_once(8, add);
        answers.sort_unstable();
        assert_eq!(answers, [201, 201, 409, 409, 409, 409, 409, 409]);
        assert_eq!(ann.get("/v1/me/busy-calendars").expect(200)["items"].as_array().unwrap().len(), 5);
        ann.post("/v1/me/busy-calendars", json!({"name": "One more"})).problem(409, "too_many_calendars");
    }
}
