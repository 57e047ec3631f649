//! Who was never told of a session isn't told that it's off or otherwise: agreed at night, what came of it by morning is all
//! that they hear.

use crate::support::{Event, Mail, Person, TestApp, TestDatabase, offer};
use candor::service::matching::matcher;
use serde_json::{Value, json};

/// 23:05 in Berlin, where everybody is.
const NIGHT: &str = "2027-01-11T22:05:00Z";
const MORNING: &str = "2027-01-12T06:00:00Z";
const START: &str = "2027-01-20T12:00:00Z";
const LATER: &str = "2027-01-21T12:00:00Z";

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

fn cancels(person: &Person, session: &str) {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Ill."})).expect(200);
}

fn moves(person: &Person, session: &str) {
    person.post(&format!("/v1/sessions/{session}/move"), json!({"starts_at": LATER})).expect(200);
}

fn meets(person: &Person, session: &str) {
    let place = json!({"meeting_place": "https://meet.example.org/another-room"});
    person.put(&format!("/v1/sessions/{session}/meeting-place"), place).expect(200);
}

/// The subject's first word, the calendar's method, SEQUENCE and start of what somebody has got about sessions.
fn got(mails: &[Mail], person: &Person) -> Vec<(String, String, i64, String)> {
    let about = |mail: &&Mail| mail.to == person.email && mail.calendar.is_some();
    let told = |mail: &Mail| {
        let (method, ics) = mail.calendar.as_ref().unwrap();
        let event = Event::parse(ics);
        let first = mail.subject.split([':', ' ']).next().unwrap().to_owned();
        (first, method.clone(), event.sequence, event.starts_at)
    };
    mails.iter().filter(about).map(told).collect()
}

fn told(first: &str, method: &str, sequence: i64, start: &str) -> (String, String, i64, String) {
    (first.to_owned(), method.to_owned(), sequence, start.to_owned())
}

/// Found by the matcher while both slept, as what a round publishes, and called off by one of them, who's awake then.
fn found_at_night_and_off(app: &TestApp, by: usize) {
    at(app, "2027-01-11T21:30:00Z");
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    at(app, NIGHT);
    let people = [ann.again(app), bo.again(app)];
    let wanted = json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
        "windows": [{"from": START, "to": "2027-01-20T13:00:00Z"}]
    });
    people[0].post("/v1/requests", wanted).expect(201);
    let before = app.mails().len();
    assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 1);
    let session = people[by].get("/v1/sessions").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    cancels(&people[by], &session);
    app.send_due();
    at(app, MORNING);
    let mails = app.mails().split_off(before);
    assert!(people.iter().all(|one| got(&mails, one).is_empty()), "{mails:#?}");
}

/// The half of a swap in which Ann has this seat is off before anybody was told of either: each is invited to the other.
fn half_is_left(app: &TestApp, seat: &str) {
    at(app, "2027-01-11T21:30:00Z");
    let people = ["Ann", "Bo"].map(|name| {
        let person = app.candidate(name);
        person.put("/v1/me/interviewer", offer()).expect(200);
        person
    });
    at(app, NIGHT);
    let people = people.map(|one| one.again(app));
    for person in &people {
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 45, "auto_accept": true,
            "swap": true, "windows": [{"from": START, "to": "2027-01-20T13:30:00Z"}]
        });
        person.post("/v1/requests", wanted).expect(201);
    }
    let before = app.mails().len();
    assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 2);
    let half = |role: &str| people[0].get(&format!("/v1/sessions?role={role}")).expect(200)["items"][0].clone();
    let (asked, asking) = (half("candidate"), half("interviewer"));
    let (gone, left): (&Value, &Value) = if seat == "candidate" { (&asked, &asking) } else { (&asking, &asked) };
    let id = |half: &Value| half["id"].as_str().unwrap().to_owned();
    for person in &people {
        person.post(&format!("/v1/sessions/{}/keep-other-half", id(left)), json!({"keep": true})).expect(200);
    }
    cancels(&people[0], &id(gone));
    app.send_due();
    at(app, MORNING);
    let mails = app.mails().split_off(before);
    for person in &people {
        let heard = got(&mails, person);
        let [one] = heard.as_slice() else { panic!("{heard:#?}") };
        assert_eq!(
            (one.0.as_str(), one.1.as_str(), one.3.as_str()),
            ("Booked", "REQUEST", left["starts_at"].as_str().unwrap())
        );
    }
}

type Does = fn(&Person, &Person, &str);
type Told = (&'static str, &'static str, i64, &'static str);

on_both_databases! {
    /// Ann books and is awake; Bo sleeps, unless it's he who does something.
    fn what_was_booked_at_night(app) {
        let cases: [(&str, Does, &[Told], &[Told]); 6] = [
            ("stays", |_, _, _| {}, &[], &[("Booked", "REQUEST", 0, START)]),
            ("off by Ann", |ann, _, id| cancels(ann, id), &[("Cancelled", "CANCEL", 1, START)], &[]),
            ("off by Bo", |_, bo, id| cancels(bo, id), &[("Cancelled", "CANCEL", 1, START)], &[]),
            ("moved", |ann, _, id| moves(ann, id), &[("Moved", "REQUEST", 1, LATER)], &[("Booked", "REQUEST", 1, LATER)]),
            ("moved and off", |ann, _, id| { moves(ann, id); cancels(ann, id); }, &[("Cancelled", "CANCEL", 2, LATER)], &[]),
            ("elsewhere", |_, bo, id| meets(bo, id), &[("Where", "REQUEST", 1, START)], &[("Booked", "REQUEST", 1, START)]),
        ];
        at(&app, "2027-01-11T21:30:00Z");
        let people: Vec<_> = (0..cases.len()).map(|number| (app.candidate(&format!("Ann {number}")), app.interviewer(&format!("Bo {number}")))).collect();
        at(&app, NIGHT);
        let people: Vec<_> = people.iter().map(|(ann, bo)| (ann.again(&app), bo.again(&app))).collect();
        let sessions: Vec<_> = people.iter().map(|(ann, bo)| ann.books(bo, START)).collect();
        let before = app.mails();
        for ((what, does, ..), ((ann, bo), id)) in cases.iter().zip(people.iter().zip(&sessions)) {
            assert_eq!((got(&before, ann).len(), got(&before, bo).len()), (1, 0), "{what}");
            does(ann, bo, id);
        }
        app.send_due();
        at(&app, MORNING);
        let mails = app.mails().split_off(before.len());
        let expected = |list: &[Told]| list.iter().map(|(a, b, c, d)| told(a, b, *c, d)).collect::<Vec<_>>();
        let unnamed = |heard: Vec<(String, String, i64, String)>| heard.into_iter().map(|(_, method, sequence, start)| (method, sequence, start)).collect::<Vec<_>>();
        for ((what, _, hers, his), (ann, bo)) in cases.iter().zip(&people) {
            assert_eq!(got(&mails, bo), expected(his), "{what}, to Bo");
            assert_eq!(unnamed(got(&mails, ann)), unnamed(expected(hers)), "{what}, to Ann");
        }
    }

    fn what_its_candidate_calls_off_before_they_heard_of_it_is_nobodys_news(app) {
        found_at_night_and_off(&app, 0);
    }

    fn what_its_interviewer_calls_off_before_they_heard_of_it_is_nobodys_news(app) {
        found_at_night_and_off(&app, 1);
    }

    fn of_a_swap_found_at_night_its_second_half_is_what_they_hear_of(app) {
        half_is_left(&app, "candidate");
    }

    fn of_a_swap_found_at_night_its_first_half_is_what_they_hear_of(app) {
        half_is_left(&app, "interviewer");
    }

    fn what_was_mailed_is_called_off_by_mail(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let before = app.mails();
        assert_eq!((got(&before, &ann).len(), got(&before, &bo).len()), (1, 1));
        cancels(&ann, &id);
        let mails = app.mails().split_off(before.len());
        for person in [&ann, &bo] {
            assert_eq!(got(&mails, person), [told("Cancelled", "CANCEL", 1, START)]);
        }
    }
}
