//! Stand-ins and blocked pairs: they aren't asked, and those asked before see it as taken.

use super::{keeps_away, lets_back};
use crate::support::{Person, Response, TestApp, TestDatabase, at_once, offer};
use serde_json::{Value, json};

const START: &str = "2027-01-11T12:00:00Z";

fn ready(app: &TestApp, name: &str) -> Person {
    let person = app.interviewer(name);
    let mut profile = offer();
    profile["short_notice"] = json!(true);
    person.put("/v1/me/interviewer", profile).expect(200);
    person
}

/// Ann's session at this start, which Bo cancels.
fn called_off(ann: &Person, bo: &Person, start: &str) -> String {
    let session = ann.books(bo, start);
    bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."})).expect(200);
    session
}

fn accept(person: &Person, session: &str) -> Response {
    person.send("POST", &format!("/v1/stand-ins/{session}/accept"), &[], None)
}

fn listed(person: &Person) -> Value {
    person.get("/v1/stand-ins").expect(200)["items"].clone()
}

/// What `/stand-in` shows behind the link in the mail.
fn page(app: &TestApp, token: &str) -> String {
    app.guest().get(&format!("/stand-in?token={token}")).text.clone()
}

on_both_databases! {
    fn a_blocked_person_is_not_asked(app) {
        let (ann, bo, cy, dan) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy"), ready(&app, "Dan"));
        keeps_away(&cy, &ann);
        let session = called_off(&ann, &bo, START);
        assert_eq!((listed(&cy), listed(&dan)[0]["session_id"].clone()), (json!([]), json!(session)));
        accept(&cy, &session).problem(404, "not_found");
    }

    /// As for those who hear that somebody else was first.
    fn for_people_asked_before_the_block_it_is_already_taken(app) {
        let (ann, bo, cy, dan) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy"), ready(&app, "Dan"));
        let session = called_off(&ann, &bo, START);
        let token = app.mails_to(&cy.email).pop().unwrap().token();
        let before = page(&app, &token);
        assert_eq!(listed(&cy).as_array().unwrap().len(), 1);
        keeps_away(&ann, &cy);
        let kept = (listed(&cy), accept(&cy, &session).problem(409, "stand_in_taken"), page(&app, &token));
        assert_ne!(kept.2, before);
        lets_back(&ann, &cy);
        assert_eq!(page(&app, &token), before);
        accept(&dan, &session).expect(200);
        let taken = (listed(&cy), accept(&cy, &session).problem(409, "stand_in_taken"), page(&app, &token));
        assert_eq!(kept, taken);
    }

    /// The mail that asks is not sent any more.
    fn a_mail_that_waits_is_not_sent(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy"));
        app.mails();
        called_off(&ann, &bo, START);
        keeps_away(&ann, &cy);
        assert!(app.mails_to(&cy.email).iter().all(|mail| !mail.subject.starts_with("Can you")));
    }
}

on_both_databases_racing! {
    fn somebody_stands_in_before_or_not_at_all(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), ready(&app, "Cy"));
        for hour in 10..18 {
            let session = called_off(&ann, &bo, &format!("2027-01-11T{hour}:00:00Z"));
            let path = format!("/v1/me/blocks/{}", ann.id);
            let answers = at_once(2, |who| if who == 0 { accept(&cy, &session) } else { cy.send("PUT", &path, &[], None) });
            let named = answers[1].expect(200)["coming_sessions"].to_string();
            match answers[0].status {
                200 => assert!(named.contains(answers[0].json()["id"].as_str().unwrap()), "booked after: {named}"),
                _ => drop(answers[0].problem(409, "stand_in_taken")),
            }
            lets_back(&cy, &ann);
        }
    }
}
