//! Answering an offer by the link in its mail, and being asked once more before it lapses.

use super::{asks, matched, request, wanted_but};
use crate::support::{Person, Response, TestApp, TestDatabase, offer};
use candor::domain::Prose;
use candor::domain::matching::request::DeclineReason;
use candor::service::Code;
use candor::service::matching::requests;
use serde_json::{Value, json};

fn to_be_asked() -> Value {
    wanted_but(json!({"auto_accept": false}))
}

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

/// The token of the offer that this person was mailed last.
#[track_caller]
fn link(app: &TestApp, person: &Person) -> String {
    let mail = app.mails_to(&person.email).into_iter().rfind(|mail| mail.subject.starts_with("A match:")).unwrap();
    assert!(
        mail.text.contains("https://candor.example/offer?token=") && mail.html.contains("/offer?token="),
        "{}",
        mail.text
    );
    mail.token()
}

fn page(app: &TestApp, token: &str) -> Response {
    app.guest().get(&format!("/offer?token={token}"))
}

fn sends(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/offer", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

#[track_caller]
fn says(answer: &Response, heading: &str, text: &str) {
    answer.raw(200);
    let there = answer.text.contains(&format!("<h1>{heading}</h1>")) && answer.text.contains(text);
    assert!(there, "{heading}, {text}: {}", answer.text);
}

fn nudges(app: &TestApp, person: &Person) -> usize {
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.starts_with("Still interested?")).count()
}

on_both_databases! {
    fn the_link_shows_the_offer_and_its_button_books(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        let token = link(&app, &ann);
        let shown = page(&app, &token);
        says(&shown, "A mock interview with Bo?", "Thursday, 14 January at 18:00 CET (17:00 UTC)");
        assert!(shown.text.contains("reserved for you until Tuesday, 12 January at 09:00 CET (08:00 UTC)"), "{}", shown.text);
        assert_eq!(request(&ann, &id)["state"], "offered", "looking is not accepting");
        sends(&app, &[("token", &token)]).raw(422);
        says(&sends(&app, &[("token", &token), ("act", "accept")]), "It&#39;s booked", "Thursday, 14 January at 18:00 CET");
        assert_eq!(request(&ann, &id)["state"], "matched");
        assert!(app.mails_to(&bo.email).iter().any(|mail| mail.subject.starts_with("Booked")));
        // Pressed again, and a month later.
        says(&sends(&app, &[("token", &token), ("act", "accept")]), "It&#39;s booked", "You have the invitation");
        at(&app, "2027-02-11T08:00:00Z");
        says(&page(&app, &token), "It&#39;s booked", "14 January");
        at(&app, "2027-02-13T08:00:00Z");
        page(&app, &token).raw(400);
    }

    fn declined_there_it_takes_a_reason_and_the_request_waits_on(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        let token = link(&app, &ann);
        let refused = sends(&app, &[("token", &token), ("act", "decline"), ("note", "My shift <changed>")]);
        refused.raw(422);
        assert!(refused.text.contains("Please pick a reason first.") && refused.text.contains("value=\"My shift &#60;changed&#62;\""), "{}", refused.text);
        let long = "My shift changed. ".repeat(60);
        let refused = sends(&app, &[("token", &token), ("act", "decline"), ("reason", "wrong_level"), ("note", &long)]);
        refused.raw(422);
        assert!(refused.text.contains("value=\"wrong_level\" required checked") && refused.text.contains("at most 1000"), "{}", refused.text);
        let told = sends(&app, &[("token", &token), ("act", "decline"), ("reason", "time_no_longer_fits"), ("note", "")]);
        says(&told, "Thanks for letting us know", "keep your place");
        assert_eq!(request(&ann, &id)["state"], "waiting");
        says(&page(&app, &token), "This offer is no longer open", "keeps its place in the queue");

        // The link is of one offer: another one for the same request isn't taken by it.
        assert_eq!(matched(&app), 1);
        for answer in [page(&app, &token), sends(&app, &[("token", &token), ("act", "accept")]), sends(&app, &[("token", &token), ("act", "decline"), ("reason", "wrong_level")])] {
            says(&answer, "This offer is no longer open", "please answer by the link in our email &#34;A match: Bo, Thu 14 Jan, 18:15 CET&#34;");
        }
        assert_eq!(request(&ann, &id)["state"], "offered");
        let next = link(&app, &ann);
        assert_ne!(next, token);
        says(&page(&app, &next), "A mock interview with Bo?", "18:15 CET");
    }

    /// Read while the first offer was open, and answered when there was another: the answer is about the first.
    fn an_answer_by_a_link_reaches_its_own_offer_alone(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, to_be_asked());
        matched(&app);
        let first = request(&ann, &id)["session"]["id"].as_str().unwrap().parse().unwrap();
        ann.post(&format!("/v1/requests/{id}/decline"), json!({"reason": "time_no_longer_fits"})).expect(200);
        assert_eq!(matched(&app), 1);
        let (me, known) = (ann.id.parse().unwrap(), id.parse().unwrap());
        for only in [Some(first), None] {
            let accepted = requests::accept(&app.services, me, known, only);
            match only {
                Some(_) => {
                    let refused = accepted.unwrap_err();
                    assert!(refused.code == Code::RequestState && refused.detail.contains("by the link in that email"), "{refused:?}");
                    let reason = (DeclineReason::WrongLevel, Prose::default());
                    let declined = requests::decline(&app.services, me, known, only, reason.0, &reason.1);
                    assert_eq!(declined.unwrap_err().code, Code::RequestState);
                    assert_eq!(request(&ann, &id)["state"], "offered");
                }
                None => assert_eq!(accepted.unwrap().request.state.as_str(), "matched"),
            }
        }
    }

    fn a_link_is_its_readers_for_one_offer(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        asks(&ann, to_be_asked());
        matched(&app);
        let token = link(&app, &ann);
        page(&app, "eyJ0").raw(400);
        app.guest().get(&format!("/session?token={token}")).raw(400);
        app.guest().with_token(&token).get("/v1/me").problem(401, "unauthenticated");
        bo.delete("/v1/me").expect(204);
        says(&page(&app, &token), "This offer is no longer open", "keeps its place");
        ann.delete("/v1/me").expect(204);
        page(&app, &token).raw(400);
    }

    /// Both halves of a swap wait for the other's answer, and who has given theirs isn't asked again.
    fn of_a_swap_each_answers_by_their_own_link(app) {
        let peers = ["Ann", "Bo"].map(|name| {
            let person = app.candidate(name);
            person.put("/v1/me/interviewer", offer()).expect(200);
            person
        });
        let ids = peers.each_ref().map(|peer| asks(peer, wanted_but(json!({"auto_accept": false, "swap": true, "duration_minutes": 45}))));
        assert_eq!(matched(&app), 2);
        let links = peers.each_ref().map(|peer| link(&app, peer));
        let shown = page(&app, &links[0]);
        assert!(shown.text.contains("It's a swap: you'd interview Bo right after this, at 18:45 CET"), "{}", shown.text);
        says(&sends(&app, &[("token", &links[0]), ("act", "accept")]), "You&#39;ve accepted", "once Bo has accepted too");
        says(&page(&app, &links[0]), "You&#39;ve accepted", "once Bo has accepted too");
        at(&app, "2027-01-11T20:30:00Z");
        assert_eq!((nudges(&app, &peers[0]), nudges(&app, &peers[1])), (0, 1));
        says(&sends(&app, &[("token", &links[1]), ("act", "accept")]), "It&#39;s booked", "");
        assert_eq!(request(&peers[0].again(&app), &ids[0])["state"], "matched");
    }

    /// Made at nine in the morning, it holds until nine: two hours of the next day, and one before ten in the evening.
    fn who_has_not_answered_is_asked_once_more_by_day(app) {
        let (ann, _bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let cy = app.candidate("Cy");
        asks(&ann, to_be_asked());
        matched(&app);
        at(&app, "2027-01-11T19:59:59Z");
        assert_eq!(nudges(&app, &ann), 0);
        at(&app, "2027-01-11T20:00:00Z");
        assert_eq!(nudges(&app, &ann), 1);
        let mail = app.mails_to(&ann.email).pop().unwrap();
        assert!(mail.flat().contains("The offer ends tomorrow."), "{}", mail.text);
        says(&page(&app, &mail.token()), "A mock interview with Bo?", "");
        at(&app, "2027-01-12T07:59:00Z");
        assert_eq!(nudges(&app, &ann), 1);
        // Answered: nobody is asked any more.
        at(&app, "2027-01-12T10:00:00Z");
        let cy = cy.again(&app);
        asks(&cy, to_be_asked());
        matched(&app);
        let token = link(&app, &cy);
        sends(&app, &[("token", &token), ("act", "decline"), ("reason", "wrong_level")]).raw(200);
        at(&app, "2027-01-13T09:00:00Z");
        assert_eq!(nudges(&app, &cy), 0);
    }

    /// The page says what stands in the way: here two late cancellations.
    fn who_cannot_book_reads_why_and_until_when(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in ["2027-01-12", "2027-01-13"] {
            at(&app, &format!("{day}T07:00:00Z"));
            let session = ann.again(&app).books(&bo, &format!("{day}T12:00:00Z"));
            at(&app, &format!("{day}T11:00:00Z"));
            if day == "2027-01-13" {
                asks(&ann.again(&app), to_be_asked());
                matched(&app);
            }
            ann.again(&app).post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Ill."})).expect(200);
        }
        let token = link(&app, &ann);
        let refused = sends(&app, &[("token", &token), ("act", "accept")]);
        refused.raw(409);
        assert!(refused.text.contains("can&#39;t make new bookings until Wednesday, 27 January at 12:00 CET"), "{}", refused.text);
        assert!(!refused.text.contains("/v1/"), "{}", refused.text);
    }
}
