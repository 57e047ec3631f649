//! Busy times are respected wherever free starts are looked for.

use crate::support::{Event, Mail, Person, TestApp, TestDatabase, booking, every_day, ics, offer, resources};
use candor::domain::Timestamp;
use candor::mail::Transport;
use candor::service::availability::busy_calendars;
use candor::service::{Services, delivery};
use serde_json::json;
use std::collections::BTreeSet;

/// A calendar with recurrence, exceptions, all-day and floating times and several zones; and its owner's busy times, as
/// computed by another implementation (see `calendar::read`).
const EVERYTHING: &str = include_str!("../../../calendars/everything.ics");
const IN_BERLIN: &str = include_str!("../../../calendars/everything.Berlin.txt");
const IN_KOLKATA: &str = include_str!("../../../calendars/everything.Kolkata.txt");
const IN_NEW_YORK: &str = include_str!("../../../calendars/everything.New_York.txt");

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The starts of 30 minutes that somebody lists in days from a moment on, over all pages.
fn listed(who: &Person, from: Timestamp, days: i64) -> BTreeSet<Timestamp> {
    let (mut found, mut cursor) = (BTreeSet::new(), String::new());
    let range = format!("from={from}&to={}", from.plus_days(days));
    loop {
        let page = who.get(&format!("/v1/openings?duration_minutes=30&{range}&limit=100&cursor={cursor}")).expect(200);
        let items = page["items"].as_array().unwrap();
        found.extend(items.iter().map(|item| at(item["starts_at"].as_str().unwrap())));
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return found,
        }
    }
}

/// The starts of the grid at which 30 minutes fit beside these spans.
fn expected(spans: &str, from: Timestamp, days: i64) -> BTreeSet<Timestamp> {
    let spans: Vec<_> = spans.lines().map(|line| line.split_once(' ').unwrap()).map(|(a, b)| (at(a), at(b))).collect();
    let starts = (0..days * 96).map(|cell| from.plus_minutes(cell * 15));
    starts.filter(|start| !spans.iter().any(|(a, b)| *a < start.plus_minutes(30) && *start < *b)).collect()
}

fn always_there(who: &Person, buffer: i64) {
    let mut terms = offer();
    terms["horizon_days"] = json!(180);
    terms["buffer_minutes"] = json!(buffer);
    who.put("/v1/me/interviewer", terms).expect(200);
    who.put("/v1/me/interviewer/availability", every_day("UTC", "00:00", "24:00")).expect(200);
}

fn says(who: &Person, events: &[(&str, &str)]) -> String {
    let id = who.adds_a_calendar();
    who.uploads(&id, &ics(events.iter().map(|(from, to)| (at(from), at(to))))).expect(200);
    id
}

on_both_databases! {
    /// Over three weeks each around the changes of the clocks and in summer, in a whole-hour zone, in a half-hour zone
    /// and in one that changes on another day; for the interviewer's calendar and for the candidate's.
    fn exactly_the_busy_starts_are_blocked(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        always_there(&bo, 0);
        for (owner, zone, spans) in [
            (&bo, "Europe/Berlin", IN_BERLIN),
            (&ann, "Asia/Kolkata", IN_KOLKATA),
            (&bo, "America/New_York", IN_NEW_YORK),
        ] {
            owner.patch("/v1/me", json!({"time_zone": zone})).expect(200);
            let id = owner.adds_a_calendar();
            owner.uploads(&id, EVERYTHING).expect(200);
            for (from, days) in [("2027-01-12T00:00:00Z", 30), ("2027-03-08T00:00:00Z", 40), ("2027-06-20T00:00:00Z", 20)] {
                let (listed, expected) = (listed(&ann, at(from), days), expected(spans, at(from), days));
                let wrong: Vec<_> = listed.symmetric_difference(&expected).map(ToString::to_string).collect();
                assert!(wrong.is_empty(), "in {zone} from {from}: {wrong:?}");
                assert!(listed.len() < usize::try_from(days * 96).unwrap() - 20, "something is blocked");
            }
            owner.delete(&format!("/v1/me/busy-calendars/{id}")).expect(204);
        }
    }

    fn a_session_keeps_the_interviewers_distance_but_not_the_candidates(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        always_there(&bo, 30);
        says(&bo, &[("2027-01-14T12:00:00Z", "2027-01-14T13:00:00Z")]);
        says(&ann, &[("2027-01-14T16:00:00Z", "2027-01-14T16:10:00Z")]);
        let starts = listed(&ann, at("2027-01-14T10:30:00Z"), 1);
        let at_noon: Vec<_> = starts.iter().map(ToString::to_string).take_while(|at| **at < *"2027-01-14T14").collect();
        let expected = ["10:30", "10:45", "11:00", "13:30", "13:45"].map(|time| format!("2027-01-14T{time}:00Z"));
        assert_eq!(at_noon, expected);
        for (time, free) in [("15:30", true), ("15:45", false), ("16:00", false), ("16:15", true)] {
            assert_eq!(starts.contains(&at(&format!("2027-01-14T{time}:00Z"))), free, "{time}");
        }
    }

    fn what_is_busy_counts_towards_no_week(app) {
        let (ann, bo) = (app.person("Ann"), app.person("Bo"));
        let mut terms = offer();
        terms["weekly_capacity"] = json!(1);
        bo.put("/v1/me/interviewer", terms).expect(200);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
        says(&bo, &[("2027-01-14T12:00:00Z", "2027-01-14T13:00:00Z")]);
        ann.books(&bo, "2027-01-14T14:00:00Z");
    }

    fn booking_says_whose_calendar_is_in_the_way_and_offers_others(app) {
        let (ann, bo) = (app.person("Ann"), app.interviewer("Bo"));
        let his = says(&bo, &[("2027-01-14T12:00:00Z", "2027-01-14T13:00:00Z")]);
        let problem = ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T12:15:00Z")).problem(409, "opening_unavailable");
        assert!(problem["detail"].as_str().unwrap().contains("This interviewer is busy at or close to that time"), "{problem}");
        let starts: Vec<_> = problem["alternatives"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap()).collect();
        assert!(starts.contains(&"2027-01-14T13:00:00Z") && !starts.contains(&"2027-01-14T12:30:00Z"), "{starts:?}");
        bo.delete(&format!("/v1/me/busy-calendars/{his}")).expect(204);
        says(&ann, &[("2027-01-14T12:00:00Z", "2027-01-14T13:00:00Z")]);
        let problem = ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T12:15:00Z")).problem(409, "opening_unavailable");
        assert!(problem["detail"].as_str().unwrap().contains("something else in your calendar"), "{problem}");
        ann.books(&bo, "2027-01-14T13:00:00Z");
    }

    fn a_session_that_candor_sent_is_not_in_its_own_way(app) {
        let (ann, bo) = (app.person("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T12:00:00Z");
        let invitation = ann.get(&format!("/v1/sessions/{session}/invite.ics")).text;
        assert!(invitation.contains(&format!("UID:{session}\r\n")), "{invitation}");
        for person in [&ann, &bo] {
            let id = person.adds_a_calendar();
            assert_eq!(person.uploads(&id, &invitation).expect(200)["busy_times"], 0);
        }
        ann.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Another day."})).expect(200);
        ann.books(&bo, "2027-01-14T12:00:00Z");
    }

    /// One row in the log of changes for each change of a calendar, and none if it hasn't changed.
    fn the_directory_hears_of_each_change_once(app) {
        let bo = app.interviewer("Bo");
        let id = bo.adds_a_calendar();
        let changes = || {
            let rows = crate::support::every_row(&app.services.store);
            rows.iter().filter(|row| row.starts_with("opening_changes: ") && row.contains(&bo.id)).count()
        };
        let many: Vec<_> = (0..200).map(|hour| (at("2027-01-12T00:00:00Z").plus_hours(hour * 2), at("2027-01-12T01:00:00Z").plus_hours(hour * 2))).collect();
        let before = changes();
        bo.uploads(&id, &ics(many.iter().copied())).expect(200);
        assert_eq!(changes(), before + 1);
        bo.uploads(&id, &ics(many.iter().copied())).expect(200);
        assert_eq!(changes(), before + 1, "it says the same");
        bo.delete(&format!("/v1/me/busy-calendars/{id}")).expect(204);
        assert_eq!(changes(), before + 2);
    }
}

on_both_databases_racing! {
    /// After a move to another host, events sent before are still recognised, by people's calendars and by Candor.
    fn events_are_known_after_a_move_to_another_host(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T12:00:00Z");
        let calendar = bo.adds_a_calendar();
        let before = bo.get(&format!("/v1/sessions/{session}/invite.ics")).text;
        let moved = Services::new(resources(app.database(), app.clock.clock(), "https://mocks.example.net"));
        let mails = tempfile::tempdir().unwrap();
        let transport = Transport::files(mails.path()).unwrap();
        app.send_due();
        ann.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Another day."})).expect(200);
        delivery::send_due(&moved, &transport, &|| false).unwrap();
        let sent: Vec<_> = std::fs::read_dir(mails.path()).unwrap().map(|one| Mail::parse(&std::fs::read(one.unwrap().path()).unwrap())).collect();
        let off = sent.iter().find(|mail| mail.to == bo.email).unwrap();
        let off = Event::parse(&off.calendar.as_ref().unwrap().1);
        assert_eq!((off.method.as_str(), off.uid), ("CANCEL", Event::parse(&before).uid));
        // Also in the older form that contained the host.
        let older = before.replace(&format!("UID:{session}"), &format!("UID:{session}@candor.example"));
        for file in [before, older] {
            let read = busy_calendars::upload(&moved, bo.id.parse().unwrap(), calendar.parse().unwrap(), file.as_bytes()).unwrap();
            assert_eq!(read.busy, Some(Vec::new()), "{file}");
        }
    }
}
