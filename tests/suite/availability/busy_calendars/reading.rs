//! What's reported about a calendar that can't be parsed completely, and whose it is.

use super::fetching::{adds, run, shown};
use crate::support::{CalendarServer, PASSWORD, Person, TestApp, TestDatabase, calendar, reply};
use serde_json::{Value, json};

fn file(lines: &str) -> String {
    let event = format!("BEGIN:VEVENT\nUID:a@example.org\n{lines}\nEND:VEVENT");
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{event}\nEND:VCALENDAR\n").replace('\n', "\r\n")
}

/// The busy times that an upload comes to, as `from to`.
fn times(who: &Person, id: &str, lines: &str) -> Vec<String> {
    who.uploads(id, &file(lines)).expect(200);
    let calendars = who.get("/v1/me/export").expect(200)["busy_calendars"].take();
    let mine = calendars.as_array().unwrap().iter().find(|one| one["calendar"]["id"] == id).unwrap();
    let text = |time: &Value| time.as_str().unwrap().to_owned();
    let busy = mine["busy"].as_array().unwrap().iter();
    busy.map(|time| format!("{} {}", text(&time["from"]), text(&time["to"]))).collect()
}

const DECLINED: &str = "DTSTART:20270114T120000Z\nDURATION:PT1H\nATTENDEE;PARTSTAT=DECLINED:mailto:ANN.NEW@Example.org";

on_both_databases! {
    fn what_can_not_be_read_and_what_is_guessed_is_said(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        let counts = |lines: &str| {
            let read = ann.uploads(&id, &file(lines)).expect(200);
            assert_eq!(ann.get(&format!("/v1/me/busy-calendars/{id}")).expect(200), read);
            [&read["busy_times"], &read["left_out"], &read["guessed_zones"]].map(|count| count.as_i64().unwrap())
        };
        assert_eq!(counts("DTSTART:20270114T120000Z\nDTEND:later"), [0, 1, 0]);
        assert_eq!(counts("DTSTART;TZID=Mars/Base:20270114T120000\nDTEND;TZID=Mars/Base:20270114T130000"), [1, 0, 1]);
        assert_eq!(counts("DTSTART;TZID=Europe/Berlin:20270114T120000\nDURATION:PT1H"), [1, 0, 0]);

        let server = CalendarServer::start(|_| calendar(&file("DTSTART;TZID=Mars/Base:20270114T120000\nDURATION:PT1H")));
        let fetched = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        let read = shown(&ann, &fetched);
        assert_eq!((&read["busy_times"], &read["left_out"], &read["guessed_zones"]), (&json!(1), &json!(0), &json!(1)));
    }

    /// In Berlin, where Ann lives.
    fn what_exporters_write_is_read_as_they_meant_it(app) {
        let ann = app.person("Ann");
        let id = ann.adds_a_calendar();
        let the_15th = "2027-01-14T23:00:00Z 2027-01-15T23:00:00Z";
        for (lines, expected) in [
            ("DTSTART;VALUE=DATE:20270115\nDTEND;VALUE=DATE:20270115", the_15th),
            ("DTSTART:20270115T020000Z\nDTEND;TZID=GMT+05:30:20270115T083000", "2027-01-15T02:00:00Z 2027-01-15T03:00:00Z"),
            ("DTSTART;VALUE=DATE:20270114\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE;TZID=W. Europe Standard Time:20270114T000000", the_15th),
            ("DTSTART;VALUE=DATE:20270115\nRRULE:FREQ=DAILY;UNTIL=20270115T235959Z", the_15th),
            ("DTSTART;VALUE=DATE:20270115\nTRANSP:OPAQUE \nEND:VEVENT \nBEGIN:VEVENT \nDTSTART:20270116T120000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT ", the_15th),
            ("SEQUENCE:1\nDTSTART:20270120T120000Z\nDURATION:PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:a@example.org\nSEQUENCE:2\nDTSTART;VALUE=DATE:20270115", the_15th),
        ] {
            assert_eq!(times(&ann, &id, lines), [expected], "{lines}");
        }
    }

    fn what_one_declined_is_free_by_the_addresses_that_are_ones_own_now(app) {
        let ann = app.person("Ann");
        let answer = |head: &str| match head.to_lowercase().contains("if-none-match") {
            true => reply("304 Not Modified", "", b""),
            false => reply("200 OK", "ETag: \"v1\"\r\n", file(DECLINED).as_bytes()),
        };
        let server = CalendarServer::start(answer);
        let (fetched, uploaded) = (adds(&ann, &server.url()), ann.adds_a_calendar());
        run(&app, &server.fetcher());
        assert_eq!(shown(&ann, &fetched)["busy_times"], 1);
        assert_eq!(times(&ann, &uploaded, DECLINED).len(), 1);

        let address = "ann.new@example.org";
        ann.post("/v1/auth/change-email", json!({"email": address, "password": PASSWORD})).expect(202);
        assert_eq!(times(&ann, &uploaded, DECLINED).len(), 1, "it isn't confirmed yet");
        let token = app.mails_to(address).pop().unwrap().token();
        app.guest().post("/v1/auth/confirm-email", json!({"token": token})).expect(204);
        assert_eq!(run(&app, &server.fetcher()), 1);
        assert_eq!(shown(&ann, &fetched)["busy_times"], 0);
        assert!(times(&ann, &uploaded, DECLINED).is_empty());
    }

    /// An unconfirmed address can't decline for somebody.
    fn an_address_has_to_be_confirmed_before_it_declines(app) {
        let address = "ann.new@example.org";
        let form = json!({"email": address, "password": PASSWORD, "display_name": "Ann", "time_zone": "Europe/Berlin"});
        app.guest().post("/v1/accounts", form).expect(202);
        let token = app.mails_to(address).pop().unwrap().token();
        let ann = Person::sign_in(&app, address);
        let server = CalendarServer::start(|_| calendar(&file(DECLINED)));
        let id = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        assert_eq!(shown(&ann, &id)["busy_times"], 1);
        app.guest().post("/v1/auth/verify-email", json!({"token": token})).expect(204);
        assert_eq!(run(&app, &server.fetcher()), 1);
        assert_eq!(shown(&ann, &id)["busy_times"], 0);
    }
}
