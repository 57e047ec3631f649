//! Stand-ins: an interviewer cancels in time, those who accept short notice are asked, and the first to accept is booked.

use crate::support::{
    Person, Response, TestApp, TestDatabase, at_once, booking, crowd, every_day, ics, offer, one_wins,
};
use serde_json::{Value, json};

/// It is 08:00 on Monday the 11th; this is four hours away.
pub(super) const START: &str = "2027-01-11T12:00:00Z";

/// Volunteers for everything and accepts short notice, with these differences.
fn is_ready(person: &Person, different: Value) {
    let mut profile = offer();
    profile["short_notice"] = json!(true);
    // Half a day of notice, which doesn't apply to a stand-in.
    profile["min_notice_hours"] = json!(12);
    for (name, value) in different.as_object().unwrap() {
        profile[name] = value.clone();
    }
    person.put("/v1/me/interviewer", profile).expect(200);
    person.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
}

pub(super) fn ready(app: &TestApp, name: &str, different: Value) -> Person {
    let person = app.person(name);
    is_ready(&person, different);
    person
}

/// Ann's session with Bo at the start, which Bo cancels; returns its id.
fn called_off(ann: &Person, bo: &Person) -> String {
    let session = ann.books(bo, START);
    calls_off(bo, &session);
    session
}

pub(super) fn calls_off(person: &Person, session: &str) {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."})).expect(200);
}

pub(super) fn accept(person: &Person, session: &str) -> Response {
    person.send("POST", &format!("/v1/stand-ins/{session}/accept"), &[], None)
}

pub(super) fn asked(app: &TestApp, person: &Person) -> usize {
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.starts_with("Can you stand in?")).count()
}

pub(super) fn booked(person: &Person) -> Vec<Value> {
    person.get("/v1/sessions?state=booked").expect(200)["items"].as_array().unwrap().clone()
}

fn sends(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/stand-in", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

/// A way to say no, and its name.
type No = (&'static str, fn(&Person));

on_both_databases! {
    fn who_may_be_called_is_asked_and_the_first_is_booked(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (cy, dan, quiet) = (ready(&app, "Cy", json!({})), ready(&app, "Dan", json!({})), app.interviewer("Quiet"));
        let session = ann.books(&bo, START);
        app.send_due();
        calls_off(&bo, &session);
        assert_eq!([&cy, &dan, &quiet, &bo].map(|one| asked(&app, one)), [1, 1, 0, 0]);
        let mail = app.mails_to(&cy.email).pop().unwrap();
        assert_eq!(mail.subject, "Can you stand in? Mon 11 Jan, 13:00 CET");
        assert!(mail.flat().contains("a junior-level concepts interview") && mail.flat().contains("Topics in common"), "{}", mail.text);
        // Not in the links: a token may spell anything.
        let named = |text: &str| text.split_whitespace().any(|word| word.contains("Ann") && !word.contains("token="));
        assert!(!named(&mail.text) && !named(&mail.html), "the candidate's name comes only once it is agreed");

        let listed = cy.get("/v1/stand-ins").expect(200);
        assert_eq!((&listed["items"][0]["session_id"], &listed["items"][0]["starts_at"]), (&json!(session), &json!(START)));
        assert_eq!(quiet.get("/v1/stand-ins").expect(200)["items"], json!([]));
        let told = app.mails_to(&ann.email).pop().unwrap().flat();
        assert!(told.contains("We've asked 2 people on our short-notice list") && !told.contains("request"), "{told}");
        accept(&quiet, &session).problem(404, "not_found");
        accept(&ann, &session).problem(404, "not_found");

        let before = app.mails().len();
        let stands = accept(&cy, &session).expect(200);
        assert_eq!((&stands["state"], &stands["starts_at"], &stands["my_role"]), (&json!("booked"), &json!(START), &json!("interviewer")));
        assert_ne!(stands["id"], session);
        let invited: Vec<_> = app.mails().split_off(before).into_iter().map(|mail| (mail.to, mail.calendar.unwrap().0)).collect();
        assert_eq!(invited, [(ann.email.clone(), "REQUEST".to_owned()), (cy.email.clone(), "REQUEST".to_owned())]);
        assert_eq!(booked(&ann)[0]["interviewer"]["display_name"], "Cy");
        accept(&dan, &session).problem(409, "stand_in_taken");
        accept(&cy, &session).problem(409, "stand_in_taken");
        assert_eq!(dan.get("/v1/stand-ins").expect(200)["items"], json!([]));
    }

    fn two_hours_ahead_at_least_and_by_the_interviewer(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy", json!({})));
        let late = ann.books(&bo, "2027-01-11T09:45:00Z");
        let just = ann.books(&bo, "2027-01-11T11:00:00Z");
        let hers = ann.books(&bo, "2027-01-11T13:00:00Z");
        app.clock.advance_minutes(60);
        calls_off(&bo.again(&app), &late);
        calls_off(&ann.again(&app), &hers);
        assert_eq!(asked(&app, &cy), 0);
        calls_off(&bo.again(&app), &just);
        assert_eq!(asked(&app, &cy), 1, "two hours to the minute");
    }

    /// Hours, buffer, week, what they do and in which language; not the notice.
    fn only_who_fits_is_asked_and_the_best_five_of_them(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for (name, different) in [
            ("Other kind", json!({"kinds": ["behavioral"]})),
            ("Other level", json!({"levels": ["staff"]})),
            ("Other language", json!({"languages": ["de"]})),
            ("No time left", json!({"weekly_capacity": 0})),
            ("Away", json!({"paused_until": "2027-02-01T00:00:00Z"})),
            ("Shorter", json!({"durations_minutes": [30]})),
        ] {
            ready(&app, name, different);
        }
        let asleep = ready(&app, "Asleep", json!({}));
        asleep.put("/v1/me/interviewer/availability", every_day("UTC", "18:00", "20:00")).expect(200);
        let busy = ready(&app, "Busy", json!({"buffer_minutes": 30, "min_notice_hours": 0}));
        app.candidate("Eve").books(&busy, "2027-01-11T13:15:00Z");
        for number in 0..6 {
            let topics = if number < 5 { json!(["promises"]) } else { json!(["sql"]) };
            ready(&app, &format!("Fit {number}"), json!({"topics": topics}));
        }
        called_off(&ann, &bo);
        let mut to: Vec<_> = app.mails().into_iter().filter(|mail| mail.subject.starts_with("Can you")).map(|mail| mail.to).collect();
        to.sort();
        assert_eq!(to, (0..5).map(|number| format!("fit.{number}@example.org")).collect::<Vec<_>>());
    }

    /// The request waits in the meantime, and is settled by whichever comes first: a stand-in or the matcher.
    fn the_request_waits_and_is_settled_once(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy", json!({})));
        // Nobody but Bo at first.
        cy.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "08:15")).expect(200);
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
            "windows": [{"from": START, "to": "2027-01-11T13:00:00Z"}]
        });
        let request = ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
        let state = |person: &Person| person.get(&format!("/v1/requests/{request}")).expect(200)["state"].clone();
        candor::service::matching::matcher::run(&app.services, "one").unwrap();
        let session = booked(&ann)[0]["id"].as_str().unwrap().to_owned();
        app.send_due();
        cy.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
        calls_off(&bo, &session);
        assert_eq!((state(&ann), asked(&app, &cy)), (json!("waiting"), 1));
        let told = app.mails_to(&ann.email).pop().unwrap().flat();
        assert!(told.contains("We've asked one person on our short-notice list") && told.contains("your request is back in its old place in the queue"), "{told}");
        let stands = accept(&cy, &session).expect(200);
        assert_eq!(state(&ann), "matched");
        assert_eq!(ann.get(&format!("/v1/requests/{request}")).expect(200)["session"]["id"], stands["id"]);
        // The stand-in falls ill too; this time she has had enough, and nobody is needed any more.
        let dan = ready(&app, "Dan", json!({}));
        calls_off(&cy, stands["id"].as_str().unwrap());
        assert_eq!(state(&ann), "waiting");
        ann.send("POST", &format!("/v1/requests/{request}/withdraw"), &[], None).expect(200);
        accept(&dan, stands["id"].as_str().unwrap()).problem(409, "stand_in_taken");
        assert_eq!(booked(&ann), Vec::<Value>::new());
    }

    /// Asked in time, and not free any more when they say yes: nobody is booked, and they can say yes once they are.
    fn who_says_yes_is_judged_again(app) {
        let noes: [No; 4] = [
            ("day off", |cy| {
                let mut hours = every_day("UTC", "08:00", "20:00");
                hours["time_off"] = json!([{"from": "2027-01-11", "to": "2027-01-11"}]);
                cy.put("/v1/me/interviewer/availability", hours).expect(200);
            }),
            ("a calendar", |cy| {
                let busy = ics([(START.parse().unwrap(), "2027-01-11T12:30:00Z".parse().unwrap())].into_iter());
                cy.uploads(&cy.adds_a_calendar(), &busy).expect(200);
            }),
            ("pauses", |cy| is_ready(cy, json!({"paused_until": "2027-02-01T00:00:00Z"}))),
            ("another language", |cy| is_ready(cy, json!({"languages": ["de"]}))),
        ];
        for (number, (why, says_no)) in noes.iter().enumerate() {
            let (ann, bo) = (app.candidate(&format!("Ann {number}")), app.interviewer(&format!("Bo {number}")));
            let cy = ready(&app, &format!("Cy {number}"), json!({}));
            let session = called_off(&ann, &bo);
            assert_eq!(asked(&app, &cy), 1, "{why}");
            let token = app.mails_to(&cy.email).pop().unwrap().token();
            says_no(&cy);
            let refused = accept(&cy, &session).problem(409, "opening_unavailable");
            assert!(refused["detail"].as_str().unwrap().contains("you're no longer available for this session"), "{why}: {refused}");
            let told = sends(&app, &[("token", &token)]);
            assert!(told.text.contains("no longer available for this session"), "{why}: {}", told.text);
            assert_eq!(booked(&ann), Vec::<Value>::new(), "{why}");
            cy.delete("/v1/me").expect(204);
            bo.delete("/v1/me").expect(204);
        }
    }

    fn who_has_gone_on_to_something_else_needs_nobody(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy", json!({})));
        let other = app.interviewer("Other");
        let session = called_off(&ann, &bo);
        ann.post("/v1/sessions", booking(&other.id, "2027-01-11T12:30:00Z")).expect(201);
        accept(&cy, &session).problem(409, "stand_in_taken");
        let gone = app.candidate("Gone");
        let second = gone.books(&bo, "2027-01-11T15:00:00Z");
        calls_off(&bo, &second);
        gone.delete("/v1/me").expect(204);
        accept(&cy, &second).problem(409, "stand_in_taken");
        let third = ann.books(&bo, "2027-01-11T17:00:00Z");
        calls_off(&bo, &third);
        app.clock.set("2027-01-11T17:00:00Z".parse().unwrap());
        accept(&cy.again(&app), &third).problem(409, "stand_in_taken");
        assert_eq!(booked(&cy.again(&app)), Vec::<Value>::new());
    }

    /// Its candidate is free again, and nobody may book them without asking.
    fn a_search_that_somebody_won_is_over_whatever_becomes_of_it(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (cy, dan) = (ready(&app, "Cy", json!({})), ready(&app, "Dan", json!({})));
        let session = called_off(&ann, &bo);
        let token = app.mails_to(&dan.email).pop().unwrap().token();
        let stands = accept(&cy, &session).expect(200);
        calls_off(&ann, stands["id"].as_str().unwrap());
        accept(&dan, &session).problem(409, "stand_in_taken");
        accept(&cy, &session).problem(409, "stand_in_taken");
        let answer = sends(&app, &[("token", &token)]);
        assert!(answer.text.contains("No longer needed"), "{}", answer.text);
        assert_eq!([&ann, &cy, &dan].map(|one| booked(one).len()), [0, 0, 0]);
    }

    /// With their answer.
    fn people_asked_to_stand_in_find_it_in_their_export(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (cy, dan) = (ready(&app, "Cy", json!({})), ready(&app, "Dan", json!({})));
        let session = called_off(&ann, &bo);
        cy.send("POST", &format!("/v1/stand-ins/{session}/decline"), &[], None).expect(204);
        let of = |person: &Person| person.get("/v1/me/export").expect(200)["stand_ins"].clone();
        let told = |declined: bool| json!([{"session_id": session, "declined": declined, "asked_at": "2027-01-11T08:00:00Z"}]);
        assert_eq!((of(&cy), of(&dan)), (told(true), told(false)));
        assert_eq!((of(&ann), of(&bo)), (json!([]), json!([])));
    }

    fn the_link_in_the_mail_shows_and_its_button_accepts(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let people = [ready(&app, "Cy", json!({})), ready(&app, "Dan", json!({})), ready(&app, "Eve", json!({}))];
        called_off(&ann, &bo);
        let tokens = people.each_ref().map(|one| app.mails_to(&one.email).pop().unwrap().token());
        let page = |token: &str| app.guest().get(&format!("/stand-in?token={token}"));
        let heading = |answer: &Response, heading: &str| {
            answer.raw(200);
            assert!(answer.text.contains(&format!("<h1>{heading}</h1>")), "{}", answer.text);
            assert!(!answer.text.contains("Ann"), "{}", answer.text);
        };
        heading(&page(&tokens[0]), "Can you stand in?");
        // As in the mail: in the reader's zone, and in UTC.
        let told = page(&tokens[0]).text;
        assert!(told.contains("Monday, 11 January at 13:00 CET (12:00 UTC)"), "{told}");
        assert_eq!(booked(&ann), Vec::<Value>::new(), "looking is not accepting");
        heading(&sends(&app, &[("token", &tokens[2]), ("answer", "no")]), "Not this time");
        sends(&app, &[("token", &tokens[2])]).raw(404);
        heading(&sends(&app, &[("token", &tokens[0])]), "You&#39;re standing in");
        heading(&page(&tokens[1]), "No longer needed");
        heading(&sends(&app, &[("token", &tokens[1])]), "No longer needed");
        page("eyJ0").raw(400);
        app.guest().post("/v1/auth/verify-email", json!({"token": tokens[1]})).problem(400, "link_invalid");
        assert_eq!(booked(&ann)[0]["interviewer"]["display_name"], "Cy");
        assert_eq!(booked(&ann).len(), 1);
    }

    fn who_says_no_is_not_asked_any_more_and_a_late_mail_is_not_sent(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (cy, dan) = (ready(&app, "Cy", json!({})), ready(&app, "Dan", json!({})));
        let session = called_off(&ann, &bo);
        cy.send("POST", &format!("/v1/stand-ins/{session}/decline"), &[], None).expect(204);
        accept(&cy, &session).problem(404, "not_found");
        accept(&dan, &session).expect(200);
        assert_eq!([&cy, &dan].map(|one| asked(&app, one)), [0, 0], "both had answered before the mails went out");
    }
}

on_both_databases_racing! {
    fn of_many_who_accept_at_once_one_is_booked(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let people = crowd(&app, "cy", 5);
        for person in &people {
            is_ready(person, json!({}));
        }
        let session = called_off(&ann, &bo);
        let answers = at_once(5, |number| accept(&people[number], &session));
        let winner = one_wins(&answers, 200, 409, "stand_in_taken");
        assert_eq!(booked(&ann).len(), 1);
        let held: Vec<_> = people.iter().map(|one| booked(one).len()).collect();
        assert_eq!((held.iter().sum::<usize>(), held[winner]), (1, 1));
        assert_eq!(app.mails_to(&ann.email).iter().filter(|mail| mail.subject.starts_with("Booked")).count(), 1);
    }
}
