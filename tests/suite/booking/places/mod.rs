//! Where the two meet: the interviewer's place, none until they give one, and what both hear of it.

mod sources;

use crate::support::{Event, Mail, Person, Response, TestApp, TestDatabase, every_day, offer};
use candor::service::limits::Limits;
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";
const CALL: &str = "https://meet.example.org/bo";
const ROOM: &str = "Room 2.14, library; 2nd floor";

/// Somebody who volunteers for everything, with this place, or none.
fn volunteer(app: &TestApp, name: &str, place: Value) -> Person {
    let person = app.person(name);
    person.put("/v1/me/interviewer", offer_at(place)).expect(200);
    person.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
    person
}

fn offer_at(place: Value) -> Value {
    let mut profile = offer();
    profile["meeting_place"] = place;
    profile
}

fn sets(person: &Person, session: &str, place: &str) -> Response {
    person.put(&format!("/v1/sessions/{session}/meeting-place"), json!({"meeting_place": place}))
}

fn seen(person: &Person, session: &str) -> Value {
    person.get(&format!("/v1/sessions/{session}")).expect(200)
}

fn place(person: &Person, session: &str) -> Value {
    seen(person, session)["meeting_place"].clone()
}

/// What this person was mailed since, with these words in the subject.
fn told(app: &TestApp, person: &Person, subject: &str) -> Vec<Mail> {
    app.mails_to(&person.email).into_iter().filter(|mail| mail.subject.contains(subject)).collect()
}

fn event(mail: &Mail) -> (Event, String) {
    let (_, ics) = mail.calendar.clone().expect("an invitation");
    (Event::parse(&ics), ics.replace("\r\n ", ""))
}

fn page(app: &TestApp, token: &str) -> String {
    let answer = app.guest().get(&format!("/session?token={token}"));
    answer.raw(200);
    answer.text
}

fn sends(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/session", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

const ASKED: &str = "Where will you meet Ann?";

on_both_databases! {
    fn without_a_place_both_see_that_and_the_interviewer_is_asked(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let session = ann.books(&bo, START);
        for person in [&ann, &bo] {
            let seen = seen(person, &session);
            assert_eq!((&seen["meeting_place"], &seen["join_url"]), (&Value::Null, &Value::Null));
            let mail = told(&app, person, "Booked: ").pop().unwrap();
            assert!(mail.flat().contains("Where: no place yet"), "{}", mail.text);
            assert!(mail.html.contains("No place yet"), "{}", mail.html);
            let (event, ics) = event(&mail);
            assert_eq!(event.location, None);
            assert!(ics.contains("\\nWhere: no place yet") && !ics.contains("LOCATION") && !ics.contains("URL"), "{ics}");
            let file = person.get(&format!("/v1/sessions/{session}/invite.ics")).text.replace("\r\n ", "");
            assert!(file.contains("\\nWhere: no place yet") && !file.contains("LOCATION"), "{file}");
        }
        // At once, and again two days and three hours before.
        assert_eq!((told(&app, &bo, ASKED).len(), told(&app, &ann, "Where will").len()), (1, 0));
        for (minutes, times) in [(-48 * 60 - 1, 1), (-48 * 60, 2), (-181, 2), (-180, 3), (60, 3)] {
            app.clock.set(START.parse().unwrap());
            app.clock.advance_minutes(minutes);
            assert_eq!(told(&app, &bo, ASKED).len(), times, "{minutes}");
        }
        for person in [&ann, &bo] {
            let reminders = told(&app, person, " starts ");
            assert!(reminders.len() == 1 && reminders[0].flat().contains("Where: no place yet"), "{reminders:#?}");
        }
    }

    fn the_place_reaches_both_with_a_new_invitation(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let session = ann.books(&bo, START);
        let (token, before) = (told(&app, &bo, ASKED)[0].token(), app.mails().len());
        let answer = sets(&bo, &session, CALL).expect(200);
        assert_eq!((&answer["meeting_place"], &answer["join_url"], &answer["sequence"]), (&json!(CALL), &json!(CALL), &json!(1)));
        let sent = app.mails().split_off(before);
        assert_eq!(sent.iter().map(|mail| &*mail.to).collect::<Vec<_>>(), [&*ann.email, &*bo.email]);
        for mail in &sent {
            let (event, ics) = event(mail);
            assert_eq!((&*event.method, &event.uid, event.sequence, event.location.as_deref()), ("REQUEST", &session, 1, Some(CALL)));
            assert!(ics.contains(&format!("\r\nURL:{CALL}\r\n")) && ics.contains(&format!("\\nWhere: {CALL}")), "{ics}");
            assert!(mail.flat().contains(&format!("Where: {CALL}")) && mail.html.contains(&format!("href=\"{CALL}\"")), "{}", mail.text);
        }
        assert_eq!(sent[0].subject, "Where you'll meet Bo, Thu 14 Jan, 18:00 CET");

        // The same once more is nothing new; another one is, and a place in words is as good as a link.
        sets(&bo, &session, &format!(" {CALL} ")).expect(200);
        assert_eq!((app.mails().len(), place(&ann, &session)), (before + 2, json!(CALL)));
        let answer = sends(&app, &[("token", &token), ("act", "place"), ("place", ROOM)]);
        answer.raw(200);
        assert!(answer.text.contains("Ann gets it by email"), "{}", answer.text);
        let shown = seen(&ann, &session);
        assert_eq!((&shown["meeting_place"], &shown["join_url"], &shown["sequence"]), (&json!(ROOM), &Value::Null, &json!(2)));
        let mail = told(&app, &ann, "New place: ").pop().unwrap();
        let (event, ics) = event(&mail);
        assert_eq!((event.sequence, event.location.as_deref()), (2, Some(ROOM)));
        assert!(ics.contains("LOCATION:Room 2.14\\, library\\; 2nd floor\r\n") && !ics.contains("\r\nURL:"), "{ics}");
        assert!(mail.flat().contains(&format!("Where: {ROOM}")) && mail.html.contains(&format!("<bdi>{ROOM}</bdi>")), "{}", mail.html);
        let feed = ann.subscribes();
        let feed = app.guest().get(&format!("/calendar/{feed}.ics")).text.replace("\r\n ", "");
        assert!(feed.contains("LOCATION:Room 2.14\\, library\\; 2nd floor\r\n") && feed.contains("SEQUENCE:2"), "{feed}");

        // The queued mails are still sent, once, with the place in them; nobody is asked again.
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        app.clock.advance_minutes(-24 * 60 - 30);
        assert_eq!((told(&app, &ann, " starts ").len(), told(&app, &bo, " starts ").len()), (1, 1), "{:#?}", app.mails().iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        assert!(told(&app, &ann, " starts ")[0].flat().contains(&format!("Where: {ROOM}")));
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        assert_eq!(told(&app, &bo, ASKED).len(), 1);
        let what: Vec<_> = ann.again(&app).get(&format!("/v1/sessions/{session}/history")).expect(200)["items"].as_array().unwrap().iter()
            .map(|one| (one["what"].as_str().unwrap().to_owned(), one["why"].clone())).collect();
        assert_eq!(what[1..], [("place_set".to_owned(), Value::Null), ("place_set".to_owned(), Value::Null)]);
    }

    fn only_the_interviewer_says_where_and_only_until_the_start(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let session = ann.books(&bo, START);
        let token = told(&app, &bo, ASKED)[0].token();
        sets(&ann, &session, CALL).problem(403, "forbidden");
        sets(&app.person("Cy"), &session, CALL).problem(404, "not_found");
        let long = "x".repeat(201);
        for bad in ["", "javascript:alert(1)", "file:///etc/passwd", "Room 2\r\nLOCATION:elsewhere", "Room \u{202e}2", &long] {
            let refused = sets(&bo, &session, bad).problem(422, "invalid_input");
            assert_eq!(refused["errors"][0]["pointer"], "/meeting_place", "{bad}");
        }
        let shown = page(&app, &token);
        assert!(shown.contains("No place yet. Please say where you meet") && shown.contains("name=\"place\""), "{shown}");
        let refused = sends(&app, &[("token", &token), ("act", "place"), ("place", "javascript:alert(1)"), ("for_others", "yes")]);
        assert!(refused.status == 422 || refused.status == 409, "{}", refused.status);
        assert!(refused.text.contains("value=\"javascript:alert(1)\"") && refused.text.contains("value=\"yes\" selected"), "{}", refused.text);
        assert!(refused.text.contains("a place in words."), "{}", refused.text);
        assert_eq!(place(&ann, &session), Value::Null);

        app.clock.set(START.parse().unwrap());
        let bo = bo.again(&app);
        sets(&bo, &session, CALL).problem(409, "too_late");
        let shown = page(&app, &token);
        assert!(!shown.contains("name=\"place\""), "{shown}");
        assert_ne!(sends(&app, &[("token", &token), ("act", "place"), ("place", CALL)]).status, 200);
        let other = ann.again(&app).books(&bo, "2027-01-15T17:00:00Z");
        bo.post(&format!("/v1/sessions/{other}/cancel"), json!({"reason": "I am ill."})).expect(200);
        sets(&bo, &other, CALL).problem(409, "session_state");
    }

    fn the_candidates_page_has_the_place_and_no_form_for_it(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let session = ann.books(&bo, START);
        app.clock.set("2027-01-13T17:00:00Z".parse().unwrap());
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let shown = page(&app, &token);
        assert!(shown.contains("No place yet. Bo will say where you meet") && !shown.contains("name=\"place\""), "{shown}");
        assert_ne!(sends(&app, &[("token", &token), ("act", "place"), ("place", CALL)]).status, 200);
        sets(&bo.again(&app), &session, "Caf\u{e9} <b>Zw\u{f6}lf</b>").expect(200);
        assert!(page(&app, &token).contains("<bdi>Caf\u{e9} &lt;b&gt;Zw\u{f6}lf&lt;/b&gt;</bdi>") || page(&app, &token).contains("<bdi>Caf\u{e9} &#60;b&#62;Zw\u{f6}lf&#60;/b&#62;</bdi>"), "{}", page(&app, &token));
    }

    fn a_session_that_moves_keeps_its_place_and_its_question(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let session = ann.books(&bo, START);
        app.send_due();
        let to = json!({"starts_at": "2027-01-20T17:00:00Z"});
        ann.post(&format!("/v1/sessions/{session}/move"), to).expect(200);
        assert_eq!(told(&app, &bo, ASKED).len(), 1);
        app.clock.set("2027-01-18T17:00:00Z".parse().unwrap());
        assert_eq!(told(&app, &bo, ASKED).len(), 2, "of the new time, and none of the old");
        sets(&bo.again(&app), &session, ROOM).expect(200);
        assert_eq!(place(&ann.again(&app), &session), ROOM);
    }
}

/// However often somebody changes their mind, the other is mailed so often at most.
#[test]
fn changes_are_limited() {
    let app = TestApp::start_with(TestDatabase::memory(), Limits::usual());
    let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
    let session = ann.books(&bo, START);
    let token = told(&app, &bo, ASKED)[0].token();
    let refused = (0..70).find(|number| sets(&bo, &session, &format!("Room {number}")).status == 429);
    assert_eq!(refused, Some(59), "one was the profile");
    bo.put("/v1/me/interviewer", offer_at(json!(CALL))).problem(429, "rate_limited");
    let by_page = sends(&app, &[("token", &token), ("act", "place"), ("place", CALL)]);
    assert!(by_page.status != 200 && by_page.text.contains(&format!("value=\"{CALL}\"")), "{}", by_page.text);
    assert_eq!(place(&ann, &session), "Room 58");
}
