//! Requests of blocked pairs: not matched, offered or counted, in either seat or in a swap.

use super::{asks, matched, request, sessions_of, wanted, wanted_but};
use crate::support::{Person, Response, TestApp, TestDatabase, at_once, offer};
use serde_json::{Value, json};

fn keeps_away(person: &Person, other: &Person) -> Response {
    person.send("PUT", &format!("/v1/me/blocks/{}", other.id), &[], None)
}

fn lets_back(person: &Person, other: &Person) {
    person.delete(&format!("/v1/me/blocks/{}", other.id)).expect(204);
}

/// An hour on Thursday evening, asked about first.
fn to_be_asked() -> Value {
    wanted_but(json!({"auto_accept": false}))
}

fn accept(person: &Person, id: &str) -> Response {
    person.send("POST", &format!("/v1/requests/{id}/accept"), &[], None)
}

on_both_databases! {
    fn they_are_not_matched_and_do_not_count(app) {
        let (ann, bo, cy) = (app.interviewer("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let ids = [asks(&ann, wanted()), asks(&bo, wanted())];
        let standing = |person: &Person, id: &str| request(person, id)["standing"].clone();
        assert_eq!(standing(&ann, &ids[0])["interviewer_count"], 1);
        keeps_away(&bo, &ann).expect(200);
        for (person, id) in [(&ann, &ids[0]), (&bo, &ids[1])] {
            let told = standing(person, id);
            assert_eq!((&told["interviewer_count"], &told["free_count"]), (&json!(0), &json!(0)));
            assert!(told["words"].as_str().unwrap().contains("Nobody does concepts at junior level in English yet."), "{told}");
        }
        assert_eq!(matched(&app), 0);
        asks(&cy, wanted());
        assert_eq!(matched(&app), 1, "others are matched as ever");
        lets_back(&bo, &ann);
        assert_eq!(matched(&app), 2);
    }

    /// The offer is withdrawn, and the request waits for somebody else with its age.
    fn an_offer_is_taken_back(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        app.clock.advance_minutes(10);
        assert_eq!(matched(&app), 1);
        let mails = app.mails().len();
        assert_eq!(keeps_away(&bo, &ann).expect(200)["coming_sessions"], json!([]), "he did not know of it");
        let waits = request(&ann, &id);
        assert_eq!((&waits["state"], &waits["session"], &waits["created_at"]), (&json!("waiting"), &Value::Null, &json!("2027-01-11T08:00:00Z")));
        accept(&ann, &id).problem(409, "request_state");
        assert_eq!(matched(&app), 0);
        let cy = app.interviewer("Cy");
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &id)["session"]["interviewer"]["id"], cy.id);
        // Her own say takes it back as well.
        keeps_away(&ann, &cy).expect(200);
        assert_eq!(request(&ann, &id)["state"], "waiting");
        // She hears of Bo what she'd hear if he had stopped volunteering, and of her own say nothing.
        let told: Vec<_> = app.mails().split_off(mails).into_iter().filter(|mail| mail.to != cy.email).collect();
        let [told] = told.as_slice() else { panic!("{told:#?}") };
        assert_eq!((&told.to, told.subject.starts_with("Offer taken back: Bo")), (&ann.email, true), "{}", told.subject);
    }

    /// Said in answer to one offer, it holds for the others between the two, is in the list, and can be taken back.
    fn never_pair_us_is_the_same(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let later = json!({"auto_accept": false, "windows": [{"from": "2027-01-15T18:00", "to": "2027-01-15T21:00"}]});
        let ids = [asks(&ann, to_be_asked()), asks(&ann, wanted_but(later))];
        assert_eq!(matched(&app), 2);
        ann.post(&format!("/v1/requests/{}/decline", ids[0]), json!({"reason": "never_pair_us"})).expect(200);
        assert_eq!(request(&ann, &ids[1])["state"], "waiting");
        assert_eq!(ann.get("/v1/me/blocks").expect(200)["items"][0]["display_name"], "Bo");
        assert_eq!(ann.get("/v1/openings").expect(200)["items"], json!([]));
        ann.post("/v1/sessions", crate::support::booking(&bo.id, "2027-01-18T17:00:00Z")).problem(404, "not_found");
        lets_back(&ann, &bo);
        // Not for the request that it was said about.
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann, &ids[1])["state"], "offered");
    }

    fn a_swap_is_not_made_and_an_offered_one_is_taken_back(app) {
        let (ann, bo) = (app.candidate("Ann"), app.candidate("Bo"));
        for person in [&ann, &bo] {
            person.put("/v1/me/interviewer", offer()).expect(200);
        }
        let swap = || wanted_but(json!({"swap": true, "duration_minutes": 45, "auto_accept": false}));
        let ids = [asks(&ann, swap()), asks(&bo, swap())];
        keeps_away(&ann, &bo).expect(200);
        assert_eq!(matched(&app), 0);
        lets_back(&ann, &bo);
        assert_eq!(matched(&app), 2);
        accept(&ann, &ids[0]).expect(200);
        keeps_away(&bo, &ann).expect(200);
        for (person, id) in [(&ann, &ids[0]), (&bo, &ids[1])] {
            assert_eq!(request(person, id)["state"], "waiting");
            assert_eq!(request(person, id)["standing"]["interviewer_count"], 0);
            assert_eq!(sessions_of(person), Vec::<Value>::new());
        }
        assert_eq!(matched(&app), 0);
    }
}

on_both_databases_racing! {
    /// Accepted before, and then named in the answer; or taken back.
    fn an_offer_is_accepted_before_or_not_at_all(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 12..22 {
            let windows = json!([{"from": format!("2027-01-{day}T18:00"), "to": format!("2027-01-{day}T21:00")}]);
            let id = asks(&ann, wanted_but(json!({"auto_accept": false, "windows": windows})));
            assert_eq!(matched(&app), 1);
            let answers = at_once(2, |who| if who == 0 { accept(&ann, &id) } else { keeps_away(&bo, &ann) });
            let named = answers[1].expect(200)["coming_sessions"].to_string();
            if answers[0].status == 200 {
                assert!(named.contains(answers[0].json()["session"]["id"].as_str().unwrap()), "booked after: {named}");
            } else {
                answers[0].problem(409, "request_state");
                assert_eq!(request(&ann, &id)["state"], "waiting");
                ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
            }
            lets_back(&bo, &ann);
        }
    }

    /// The matcher and the block: anything the matcher booked was booked before the block.
    fn a_match_is_made_before_or_not_at_all(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 12..22 {
            let windows = json!([{"from": format!("2027-01-{day}T18:00"), "to": format!("2027-01-{day}T21:00")}]);
            let id = asks(&ann, wanted_but(json!({"windows": windows})));
            let answers = at_once(2, |who| if who == 0 { (matched(&app), None) } else { (0, Some(keeps_away(&bo, &ann))) });
            let named = answers[1].1.as_ref().unwrap().expect(200)["coming_sessions"].to_string();
            let after = request(&ann, &id);
            assert_eq!(answers[0].0 == 1, after["state"] == "matched");
            if answers[0].0 == 1 {
                assert!(named.contains(after["session"]["id"].as_str().unwrap()), "matched after: {named}");
            } else {
                ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
            }
            lets_back(&bo, &ann);
        }
    }
}
