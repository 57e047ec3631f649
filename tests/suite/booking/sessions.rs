//! Booked sessions: listing, showing, cancelling, and the calendar file.

use crate::support::{Event, Person, Response, TestApp, TestDatabase, booking};
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";

fn cancels(person: &Person, session: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "My train stands still."}))
}

#[track_caller]
fn listed(person: &Person, query: &str) -> Vec<Value> {
    person.get(&format!("/v1/sessions?{query}")).expect(200)["items"].as_array().unwrap().clone()
}

fn ids(sessions: &[Value]) -> Vec<&str> {
    sessions.iter().map(|session| session["id"].as_str().unwrap()).collect()
}

on_both_databases! {
    fn a_booking_answers_the_session_and_where_it_is(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let booked = ann.post("/v1/sessions", booking(&bo.id, START));
        let session = booked.expect(201);
        assert_eq!(booked.header("location"), format!("/v1/sessions/{}", session["id"].as_str().unwrap()));
        let shown = ann.get(booked.header("location")).expect(200);
        assert_eq!(shown, session);
        let mut his = bo.get(booked.header("location")).expect(200);
        assert_eq!(his["my_role"], "interviewer");
        his["my_role"] = json!("candidate");
        assert_eq!(his, session);

        let mut rest = session.clone();
        assert!(!rest.as_object_mut().unwrap().remove("id").unwrap().as_str().unwrap().is_empty());
        assert_eq!(rest, json!({
            "meeting_place": "https://meet.example.org/own-room", "join_url": "https://meet.example.org/own-room",
            "state": "booked", "kind": "concepts", "level": "junior", "topics": ["promises"],
            "aims": "I fumbled on Promises and callback hell last time.",
            "starts_at": START, "ends_at": "2027-01-14T18:00:00Z", "duration_minutes": 60,
            "candidate": {"id": ann.id, "display_name": "Ann"},
            "interviewer": {"id": bo.id, "display_name": "Bo", "headline": "Front-end engineer, ten years of browsers"},
            "sequence": 0, "notes_due_at": "2027-01-15T18:00:00Z", "my_role": "candidate",
            "cancelled": null, "absent": null, "dispute_reason": null, "swap": null,
            "free_to_cancel_until": "2027-01-13T17:00:00Z", "candidate_confirmed_at": null, "interviewer_confirmed_at": null,
            "candidate_late_minutes": null, "interviewer_late_minutes": null
        }));
        app.person("Cy").get(booked.header("location")).problem(404, "not_found");
    }

    /// Also where the database would keep it as it was written.
    fn a_leap_second_is_the_second_after_it(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let booked = ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T16:59:60Z")).expect(201);
        assert_eq!(booked["starts_at"], START);
        assert_eq!(listed(&bo, "")[0]["starts_at"], START);
        ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T16:59:60.5Z")).problem(422, "invalid_input");
    }

    fn the_list_can_be_narrowed_to_a_seat_and_a_state(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.volunteers();
        let asked = ann.books(&bo, "2027-01-14T09:00:00Z");
        let called_off = ann.books(&bo, "2027-01-15T09:00:00Z");
        cancels(&bo, &called_off).expect(200);
        let given = bo.books(&ann, "2027-01-16T09:00:00Z");

        assert_eq!(ids(&listed(&ann, "")), [&*given, &*called_off, &*asked], "latest start first");
        assert_eq!(ids(&listed(&ann, "role=interviewer")), [&*given]);
        assert_eq!(ids(&listed(&ann, "role=candidate")), [&*called_off, &*asked]);
        assert_eq!(ids(&listed(&ann, "state=cancelled")), [&*called_off]);
        assert_eq!(ids(&listed(&ann, "state=booked&role=candidate")), [&*asked]);
        assert_eq!(ids(&listed(&bo, "role=candidate")), [&*given]);
        assert!(listed(&app.person("Cy"), "").is_empty());
        ann.get("/v1/sessions?state=lost").problem(422, "invalid_input");
        ann.get("/v1/sessions?limit=0").problem(422, "invalid_input");
        ann.get("/v1/sessions?limit=101").problem(422, "invalid_input");
    }

    fn pages_follow_each_other_also_where_starts_are_equal(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        // Five times the same hour, four of them cancelled, and one on each side.
        for _ in 0..4 {
            cancels(&ann, &ann.books(&bo, START)).expect(200);
        }
        ann.books(&bo, START);
        ann.books(&bo, "2027-01-14T09:00:00Z");
        ann.books(&bo, "2027-01-15T09:00:00Z");
        let all = listed(&ann, "");
        assert_eq!(all.len(), 7);

        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = ann.get(&format!("/v1/sessions?limit=2&cursor={cursor}")).expect(200);
            paged.extend(page["items"].as_array().unwrap().clone());
            assert!(paged.len() <= 7, "it goes round in circles");
            // What is booked meanwhile does not push the pages: it belongs before the first.
            if paged.len() == 4 {
                ann.books(&bo, "2027-01-16T09:00:00Z");
            }
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(paged, all);
        let elsewhere = format!("/v1/feedback?cursor={cursor}");
        ann.get(&elsewhere).problem(422, "invalid_input");
        ann.get("/v1/sessions?cursor=not-a-cursor").problem(422, "invalid_input");
    }

    fn either_may_call_it_off_and_the_other_reads_why(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for (number, (who, other)) in [(&ann, &bo), (&bo, &ann)].into_iter().enumerate() {
            let session = ann.books(&bo, START);
            app.send_due();
            let answer = cancels(who, &session).expect(200);
            assert_eq!((&answer["state"], &answer["sequence"]), (&json!("cancelled"), &json!(1)));
            let told = other.get(&format!("/v1/sessions/{session}")).expect(200);
            let by = ["candidate", "interviewer"][number];
            assert_eq!(told["cancelled"], json!({"by": by, "reason": "My train stands still."}));
            let mail = app.mails_to(&other.email).pop().unwrap();
            assert!(mail.subject.starts_with("Cancelled: "), "{}", mail.subject);
            assert!(mail.text.contains("My train stands still."));
            cancels(other, &session).problem(409, "session_state");
        }
    }

    fn a_stranger_can_neither_see_nor_touch_a_session(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let session = ann.books(&bo, START);
        cancels(&cy, &session).problem(404, "not_found");
        cy.get(&format!("/v1/sessions/{session}/invite.ics")).problem(404, "not_found");
        assert_eq!(ann.get(&format!("/v1/sessions/{session}")).expect(200)["state"], "booked");
    }

    fn nothing_is_called_off_once_it_has_begun(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (first, second) = (ann.books(&bo, START), ann.books(&bo, "2027-01-14T18:00:00Z"));
        app.clock.set("2027-01-14T16:59:59Z".parse().unwrap());
        cancels(&ann.again(&app), &first).expect(200);
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        cancels(&bo.again(&app), &second).problem(409, "too_late");
    }

    fn an_opening_comes_back_after_a_cancel(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let is_listed = || {
            let path = format!("/v1/openings?duration_minutes=60&from={START}&to=2027-01-14T17:15:00Z");
            cy.get(&path).expect(200)["items"].as_array().unwrap().len() == 1
        };
        let session = ann.books(&bo, START);
        assert!(!is_listed());
        cy.post("/v1/sessions", booking(&bo.id, START)).problem(409, "opening_unavailable");
        cancels(&ann, &session).expect(200);
        assert!(is_listed());
        cy.books(&bo, START);
    }

    fn the_file_for_the_calendar_follows_the_session(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        let path = format!("/v1/sessions/{session}/invite.ics");
        let invited = ann.get(&path);
        invited.raw(200);
        assert_eq!(invited.header("content-type"), "text/calendar; charset=utf-8; method=REQUEST");
        assert!(invited.header("content-disposition").contains("invite.ics"));
        let event = Event::parse(&invited.text);
        let room = ann.get(&format!("/v1/sessions/{session}")).expect(200)["join_url"].as_str().map(str::to_owned);
        let expected = Event {
            method: "REQUEST".to_owned(),
            uid: session.clone(),
            sequence: 0,
            starts_at: START.to_owned(),
            ends_at: "2027-01-14T18:00:00Z".to_owned(),
            status: "CONFIRMED".to_owned(),
            summary: "Mock interview with Bo".to_owned(),
            location: room,
            attendees: vec![ann.email.clone()],
        };
        assert_eq!(event, expected);
        let his = Event::parse(&bo.get(&path).text);
        assert_eq!((his.uid, his.attendees), (event.uid, vec![bo.email.clone()]), "and no address of the other's");
        assert!(!invited.text.contains(&bo.email));

        cancels(&bo, &session).expect(200);
        let cancelled = ann.get(&path);
        assert_eq!(cancelled.header("content-type"), "text/calendar; charset=utf-8; method=CANCEL");
        let status = "CANCELLED".to_owned();
        assert_eq!(Event::parse(&cancelled.text), Event { method: "CANCEL".to_owned(), sequence: 1, status, ..expected });
    }
}
