//! While people are asked to stand in at the old time, nobody is offered at another one.

use super::stand_ins::{START, accept, asked, booked, calls_off, ready};
use crate::support::{Person, TestApp, TestDatabase, at_once};
use serde_json::json;

fn matched(app: &TestApp) -> usize {
    candor::service::matching::matcher::run(&app.services, "one").unwrap().matched
}

/// Cy is asked to stand in for Bo, who cancelled the session that Ann's request had led to; she could tomorrow as well.
struct Asked {
    ann: Person,
    cy: Person,
    session: String,
    request: String,
}

fn asked_for_a_request(app: &TestApp) -> Asked {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let wanted = json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
        "windows": [
            {"from": START, "to": "2027-01-11T13:00:00Z"},
            {"from": "2027-01-12T14:00:00Z", "to": "2027-01-12T18:00:00Z"},
        ]
    });
    let request = ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
    assert_eq!(matched(app), 1);
    let session = booked(&ann)[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(booked(&ann)[0]["starts_at"], START);
    ann.patch(&format!("/v1/requests/{request}"), json!({"auto_accept": false})).problem(409, "request_state");
    let cy = ready(app, "Cy", json!({}));
    app.send_due();
    calls_off(&bo, &session);
    ann.patch(&format!("/v1/requests/{request}"), json!({"auto_accept": false})).expect(200);
    assert_eq!(asked(app, &cy), 1);
    Asked { ann, cy, session, request }
}

on_both_databases! {
    /// While people are asked to stand in at the old time, nobody is offered at another one.
    fn the_matcher_leaves_the_request_to_those_who_are_asked(app) {
        let Asked { ann, cy, session, request } = asked_for_a_request(&app);
        let state = || ann.get(&format!("/v1/requests/{request}")).expect(200);
        assert_eq!(matched(&app), 0);
        let words = state()["standing"]["words"].as_str().unwrap().to_owned();
        assert!(words.ends_with("so you're back in the queue. We're asking people on our short-notice list to take over at the same time. \
                                 If nobody has by Monday 11 January at 12:00 CET, we'll look for another time."), "{words}");
        accept(&cy, &session).expect(200);
        assert_eq!((state()["state"].clone(), booked(&ann)[0]["starts_at"].clone()), (json!("matched"), json!(START)));
    }

    fn once_everybody_declined_another_time_is_offered(app) {
        let Asked { ann, cy, session, request } = asked_for_a_request(&app);
        cy.send("POST", &format!("/v1/stand-ins/{session}/decline"), &[], None).expect(204);
        assert_eq!(matched(&app), 1);
        assert_eq!(ann.get(&format!("/v1/requests/{request}")).expect(200)["state"], "offered");
    }

    /// An hour before the start; a yes after that counts until somebody was offered.
    fn after_their_deadline_another_time_is_offered(app) {
        let Asked { ann, cy, session, request } = asked_for_a_request(&app);
        let mail = app.mails_to(&cy.email).pop().unwrap();
        assert!(mail.flat().contains("by Monday, 11 January at 12:00 CET (11:00 UTC)"), "{}", mail.flat());
        app.clock.set("2027-01-11T10:59:59Z".parse().unwrap());
        assert_eq!(matched(&app), 0);
        app.clock.advance_seconds(1);
        assert_eq!(matched(&app), 1);
        let state = ann.again(&app).get(&format!("/v1/requests/{request}")).expect(200)["state"].clone();
        assert_eq!(state, "offered");
        accept(&cy.again(&app), &session).problem(409, "stand_in_taken");
    }
}

on_both_databases_racing! {
    /// Whichever is first: the yes is booked.
    fn a_yes_and_the_matcher_at_once(app) {
        let Asked { ann, cy, session, .. } = asked_for_a_request(&app);
        let answers = at_once(2, |number| match number {
            0 => accept(&cy, &session).status,
            _ => u16::try_from(matched(&app)).unwrap(),
        });
        assert_eq!(answers, [200, 0]);
        assert_eq!(booked(&ann)[0]["starts_at"], START);
    }
}
