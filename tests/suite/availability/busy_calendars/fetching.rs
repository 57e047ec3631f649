//! Fetching calendars: every hour, politely, by one of several replicas.

use crate::support::{
    CalendarServer, Person, Reply, TestApp, TestDatabase, at_once, calendar, every_row, ics, reply, wait_until,
};
use candor::calendar::fetch::Fetcher;
use candor::domain::Timestamp;
use candor::service::Error;
use candor::service::availability::busy_calendars::{correct_times, run_due};
use candor::store::availability::busy_calendars;
use serde_json::{Value, json};
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A calendar with an hour from noon on this day of January 2027.
pub(crate) fn noon(day: u32) -> String {
    let from = at(&format!("2027-01-{day}T12:00:00Z"));
    ics([(from, from.plus_hours(1))].into_iter())
}

pub(crate) fn adds(who: &Person, url: &str) -> String {
    let added = who.post("/v1/me/busy-calendars", json!({"name": "Work", "url": url})).expect(201);
    assert_eq!(added["state"], "waiting");
    added["id"].as_str().unwrap().to_owned()
}

pub(crate) fn run(app: &TestApp, fetcher: &Fetcher) -> usize {
    run_due(&app.services, fetcher, &|| false).unwrap()
}

pub(crate) fn shown(who: &Person, id: &str) -> Value {
    who.get(&format!("/v1/me/busy-calendars/{id}")).expect(200)
}

on_both_databases! {
    /// Half a day ahead, like a clock that takes local time for UTC.
    fn a_clock_that_was_ahead_puts_no_calendar_off(app) {
        let bo = app.interviewer("Bo");
        let server = CalendarServer::start(|_| calendar(&noon(14)));
        adds(&bo, &server.url());
        let now = app.clock.now();
        app.clock.set(now.plus_hours(12));
        assert_eq!(run(&app, &server.fetcher()), 1);
        app.clock.set(now.plus_hours(2));
        assert_eq!((run(&app, &server.fetcher()), correct_times(&app.services).unwrap()), (0, 1));
        assert_eq!((run(&app, &server.fetcher()), correct_times(&app.services).unwrap()), (1, 0));
        // One that it took and didn't bring back.
        app.clock.set(now.plus_hours(12));
        let taken = app.services.write(|db, now| {
            let due = busy_calendars::due(db, now, 1)?;
            Ok::<_, Error>(busy_calendars::claim(db, due[0], now, now.plus_minutes(2))?)
        });
        assert!(taken.unwrap().is_some());
        app.clock.set(now.plus_hours(4));
        assert_eq!((run(&app, &server.fetcher()), correct_times(&app.services).unwrap()), (0, 1));
        assert_eq!(run(&app, &server.fetcher()), 1);
    }

    fn a_calendar_is_fetched_every_hour_and_asked_for_what_is_new(app) {
        let (ann, bo) = (app.person("Ann"), app.interviewer("Bo"));
        let server = CalendarServer::start(|_| {
            reply("200 OK", "ETag: \"v1\"\r\nLast-Modified: Mon, 11 Jan 2027 07:00:00 GMT\r\n", noon(14).as_bytes())
        });
        let id = adds(&bo, &server.url());
        assert_eq!(run(&app, &server.fetcher()), 1);
        let read = shown(&bo, &id);
        assert_eq!((&read["state"], &read["busy_times"], &read["checked_at"]), (&json!("read"), &json!(1), &json!("2027-01-11T08:00:00Z")));
        let noon_of = |day: u32| ann.post("/v1/sessions", crate::support::booking(&bo.id, &format!("2027-01-{day}T12:00:00Z"))).status;
        assert_eq!(noon_of(14), 409);
        let first = server.heads().pop().unwrap().to_lowercase();
        assert!(first.contains("accept: text/calendar") && first.contains("user-agent: candor/"), "{first}");
        assert!(!first.contains("if-none-match") && !first.contains("cookie") && !first.contains("authorization"), "{first}");

        // Not before 55 minutes have passed, and within 65.
        app.clock.advance_minutes(54);
        assert_eq!(run(&app, &server.fetcher()), 0);
        server.answers(|head| {
            let known = head.contains("\"v1\"") && head.contains("Mon, 11 Jan 2027 07:00:00 GMT");
            if known { reply("304 Not Modified", "", b"") } else { reply("500 Oops", "", b"") }
        });
        app.clock.advance_minutes(12);
        assert_eq!(run(&app, &server.fetcher()), 1);
        let bo = bo.again(&app);
        let same = shown(&bo, &id);
        assert_eq!((&same["state"], &same["busy_times"], &same["checked_at"]), (&json!("read"), &json!(1), &json!("2027-01-11T09:06:00Z")));

        server.answers(|_| calendar(&noon(15)));
        app.clock.advance_minutes(66);
        assert_eq!(run(&app, &server.fetcher()), 1);
        let ann = ann.again(&app);
        let noon_of = |day: u32| ann.post("/v1/sessions", crate::support::booking(&bo.id, &format!("2027-01-{day}T12:00:00Z"))).status;
        assert_eq!((noon_of(15), noon_of(14)), (409, 201));
        assert_eq!(server.heads().len(), 3);
    }

    /// New days come into the window, so it's read in full once a week.
    fn what_has_not_changed_is_read_in_full_once_a_week(app) {
        let ann = app.person("Ann");
        let answer = |head: &str| match head.contains("If-None-Match") || head.contains("if-none-match") {
            true => reply("304 Not Modified", "", b""),
            false => reply("200 OK", "ETag: \"v1\"\r\n", noon(14).as_bytes()),
        };
        let server = CalendarServer::start(answer);
        let id = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        for (days, covers) in [(1, "2027-07-30T08:00:00Z"), (5, "2027-07-30T08:00:00Z"), (2, "2027-08-07T08:00:00Z")] {
            app.clock.advance_minutes(days * 24 * 60);
            assert_eq!(run(&app, &server.fetcher()), 1);
            assert_eq!(shown(&ann.again(&app), &id)["covers_until"], covers, "{days} days later");
        }
    }

    fn what_is_packed_is_unpacked(app) {
        let ann = app.person("Ann");
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(noon(14).as_bytes(), flate2::Compression::best()).read_to_end(&mut packed).unwrap();
        let server = CalendarServer::start(move |_| reply("200 OK", "Content-Encoding: gzip\r\n", &packed));
        let id = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        assert_eq!(shown(&ann, &id)["busy_times"], 1);
    }

    /// After a week of failures, the last version is considered stale.
    fn what_was_read_stays_for_a_week_of_failures_and_no_longer(app) {
        let (ann, bo) = (app.person("Ann"), app.interviewer("Bo"));
        let server = CalendarServer::start(|_| calendar(&noon(25)));
        let id = adds(&bo, &server.url());
        run(&app, &server.fetcher());
        server.answers(|_| reply("500 Oops", "", b""));
        let (mut tries, mut waits, mut last) = (0, Vec::new(), app.clock.now());
        let free = |ann: &Person| {
            let page = ann.again(&app).get("/v1/openings?from=2027-01-25T12:00:00Z&to=2027-01-25T12:15:00Z").expect(200);
            page["items"].as_array().unwrap().len() == 1
        };
        while app.clock.now() < at("2027-01-18T08:00:00Z") {
            assert!(!free(&ann), "after {tries} tries");
            app.clock.advance_minutes(30);
            if run(&app, &server.fetcher()) == 1 {
                tries += 1;
                waits.push((app.clock.now().epoch() - last.epoch()) / 1800);
                last = app.clock.now();
            }
            if tries > 4 {
                app.clock.advance_minutes(5 * 60);
            }
        }
        // In half hours, a little early or late: an hour to the first that failed, an hour after it, then longer and longer.
        assert!(waits[1..6].windows(2).all(|pair| pair[0] <= pair[1]) && waits[4] > waits[1], "{waits:?}");
        assert!(tries < 15, "{tries}");
        app.clock.advance_minutes(26 * 60);
        run(&app, &server.fetcher());
        assert!(free(&ann));
        let failing = shown(&bo.again(&app), &id);
        assert_eq!((&failing["busy_times"], &failing["covers_until"]), (&json!(0), &Value::Null));
    }

    fn a_calendar_can_be_fetched_on_request_once_a_minute(app) {
        let ann = app.person("Ann");
        let server = CalendarServer::start(|_| calendar(&noon(14)));
        let id = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        let path = format!("/v1/me/busy-calendars/{id}/fetch");
        let refused = ann.send("POST", &path, &[], None);
        refused.problem(429, "rate_limited");
        assert_eq!(refused.header("retry-after"), "60");
        app.clock.advance_minutes(1);
        assert_eq!(run(&app, &server.fetcher()), 0);
        let due = ann.send("POST", &path, &[], None).expect(202);
        assert_eq!(due["next_fetch_at"], "2027-01-11T08:01:00Z");
        assert_eq!(run(&app, &server.fetcher()), 1);
        let upload = ann.adds_a_calendar();
        ann.send("POST", &format!("/v1/me/busy-calendars/{upload}/fetch"), &[], None).problem(422, "invalid_input");
    }

    /// An all-day event begins at another moment; and what was being fetched meanwhile was read by the old clock.
    fn in_another_zone_it_is_read_anew(app) {
        let ann = app.person("Ann");
        let day = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20270114\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let answer = move |head: &str| match head.to_lowercase().contains("if-none-match") {
            true => reply("304 Not Modified", "", b""),
            false => reply("200 OK", "ETag: \"v1\"\r\n", day.as_bytes()),
        };
        let server = CalendarServer::start(answer);
        let id = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        let begins = |who: &Person| who.get("/v1/me/export").expect(200)["busy_calendars"][0]["busy"][0]["from"].take();
        assert_eq!(begins(&ann), "2027-01-13T23:00:00Z");
        ann.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);
        assert_eq!(run(&app, &server.fetcher()), 1);
        assert_eq!(begins(&ann), "2027-01-13T18:15:00Z");
        assert_eq!(shown(&ann, &id)["state"], "read");

        app.clock.advance_minutes(66);
        let ann = Arc::new(ann.again(&app));
        let moving = ann.clone();
        server.answers(move |_| {
            moving.patch("/v1/me", json!({"time_zone": "America/New_York"})).expect(200);
            calendar(day)
        });
        assert_eq!(run(&app, &server.fetcher()), 1);
        assert_eq!(begins(&ann), "2027-01-13T18:15:00Z", "it came too late");
        server.answers(answer);
        assert_eq!(run(&app, &server.fetcher()), 1);
        assert_eq!(begins(&ann), "2027-01-14T05:00:00Z");
    }

    fn what_was_removed_while_it_was_fetched_stays_removed(app) {
        let ann = Arc::new(app.person("Ann"));
        let server = CalendarServer::start(|_| reply("500 Oops", "", b""));
        let id = adds(&ann, &server.url());
        let path = format!("/v1/me/busy-calendars/{id}");
        let (removes, gone) = (ann.clone(), path.clone());
        server.answers(move |_| {
            removes.delete(&gone).expect(204);
            calendar(&noon(14))
        });
        assert_eq!(run(&app, &server.fetcher()), 1);
        ann.get(&path).problem(404, "not_found");
        assert!(!every_row(&app.services.store).iter().any(|row| row.starts_with("busy_calendars: ")));
        assert_eq!(run(&app, &server.fetcher()), 0);
    }

    /// The process that claimed it died; after two minutes another one can fetch it.
    fn what_somebody_took_and_never_settled_is_taken_again(app) {
        let ann = app.person("Ann");
        let server = CalendarServer::start(|_| calendar(&noon(14)));
        let id = adds(&ann, &server.url());
        let taken = app.services.write(|db, now| {
            let due = candor::store::availability::busy_calendars::due(db, now, 9)?;
            Ok(candor::store::availability::busy_calendars::claim(db, due[0], now, now.plus_minutes(2))?)
        });
        assert!(taken.unwrap().is_some());
        assert_eq!(run(&app, &server.fetcher()), 0);
        app.clock.advance_minutes(2);
        assert_eq!(run(&app, &server.fetcher()), 1);
        assert_eq!(shown(&ann, &id)["state"], "read");
    }
}

on_both_databases_racing! {
    fn of_two_replicas_one_fetches(app) {
        let ann = app.person("Ann");
        let server = CalendarServer::start(|_| calendar(&noon(14)));
        adds(&ann, &server.url());
        for round in 1..=10 {
            let fetched: usize = at_once(2, |_| run(&app, &server.fetcher())).into_iter().sum();
            assert_eq!((fetched, server.heads().len()), (1, round));
            app.clock.advance_minutes(66);
        }
    }

    /// Twelve endless servers, and one with forty calendars: the next calendar doesn't wait.
    fn slow_servers_hold_up_nobody_elses_calendar(app) {
        let slow: Vec<_> = (0..12).map(|_| CalendarServer::start(|_| Reply::Drip)).collect();
        let crowded = CalendarServer::start(|_| Reply::Drip);
        let quick = CalendarServer::start(|_| calendar(&noon(14)));
        let people = crate::support::crowd(&app, "ann", 11);
        let many = (0..40).map(|number| format!("{}?number={number}", crowded.url()));
        let urls = slow.iter().map(CalendarServer::url).chain(many);
        for (number, url) in urls.enumerate() {
            adds(&people[number / 5], &url);
        }
        let last = app.person("Zoe");
        let id = adds(&last, &quick.url());
        let all = slow.iter().chain([&crowded, &quick]);
        let fetcher = Fetcher::new(all.map(CalendarServer::exception).collect(), 1 << 20).within(Duration::from_secs(6));
        std::thread::scope(|scope| {
            let fetching = scope.spawn(|| run(&app, &fetcher));
            let begun = Instant::now();
            wait_until("the last one is read", || shown(&last, &id)["state"] == "read");
            assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
            assert_eq!(fetching.join().unwrap(), 53);
        });
        assert_eq!(crowded.heads().len(), 40);
    }
}
