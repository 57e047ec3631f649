//! An offer whose interviewer has said no since: it books nobody, whoever notices first.

use super::{asks, matched, request, sessions_of, wanted_but};
use crate::support::{Mail, Person, Response, TestApp, TestDatabase, at_once, crowd, every_day, ics, offer};
use serde_json::{Value, json};

const NO_LONGER: &str = "Bo can't make that time any more, so we've taken this offer back; your request keeps its place in \
                         the queue, and we'll email you as soon as we find somebody.";

/// On Thursday from 17:00 to 18:00 UTC, with Bo.
fn to_be_asked() -> Value {
    wanted_but(json!({"auto_accept": false}))
}

fn accept(person: &Person, id: &str) -> Response {
    person.send("POST", &format!("/v1/requests/{id}/accept"), &[], None)
}

fn volunteers_but(person: &Person, changes: Value) {
    let mut profile = offer();
    for (name, value) in changes.as_object().unwrap() {
        profile[name] = value.clone();
    }
    person.put("/v1/me/interviewer", profile).expect(200);
}

fn is_there_but(person: &Person, changes: Value) {
    let mut hours = every_day("UTC", "08:00", "20:00");
    for (name, value) in changes.as_object().unwrap() {
        hours[name] = value.clone();
    }
    person.put("/v1/me/interviewer/availability", hours).expect(200);
}

fn is_busy(person: &Person, from: &str, to: &str) {
    let busy = ics([(from.parse().unwrap(), to.parse().unwrap())].into_iter());
    person.uploads(&person.adds_a_calendar(), &busy).expect(200);
}

type SaysNo = (&'static str, fn(&Person));

/// Everything that somebody can say after which they couldn't be booked for that hour.
const NOES: [SaysNo; 10] = [
    ("stops", |bo| {
        bo.delete("/v1/me/interviewer").expect(204);
    }),
    ("day off", |bo| is_there_but(bo, json!({"time_off": [{"from": "2027-01-14", "to": "2027-01-14"}]}))),
    ("a day without hours", |bo| is_there_but(bo, json!({"overrides": [{"date": "2027-01-14", "windows": []}]}))),
    ("pauses", |bo| volunteers_but(bo, json!({"paused_until": "2027-02-01T00:00:00Z"}))),
    ("other hours", |bo| {
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "17:45")).expect(200);
    }),
    ("a calendar", |bo| is_busy(bo, "2027-01-14T17:30:00Z", "2027-01-14T18:30:00Z")),
    // Not to be taken for the offer itself.
    ("a calendar with that very hour", |bo| is_busy(bo, "2027-01-14T17:00:00Z", "2027-01-14T18:00:00Z")),
    ("another level", |bo| volunteers_but(bo, json!({"levels": ["senior"]}))),
    ("another language", |bo| volunteers_but(bo, json!({"languages": ["de"]}))),
    // 81 hours before the start it was made.
    ("more notice than there was", |bo| volunteers_but(bo, json!({"min_notice_hours": 100}))),
];

fn page(app: &TestApp, token: &str, act: Option<&str>) -> String {
    let answer = match act {
        None => app.guest().get(&format!("/offer?token={token}")),
        Some(act) => {
            let fields = [("token", token), ("act", act)];
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let kind = [("content-type", "application/x-www-form-urlencoded")];
            app.guest().send("POST", "/offer", &kind, Some(&body))
        }
    };
    answer.raw(200);
    answer.text.replace("&#39;", "'")
}

fn mailed(app: &TestApp, person: &Person, subject: &str) -> Vec<Mail> {
    let mut mails = app.mails_to(&person.email);
    mails.retain(|mail| mail.subject.starts_with(subject));
    mails
}

/// Ann and Bo, and what Ann was offered.
fn offered(app: &TestApp) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let id = asks(&ann, to_be_asked());
    assert_eq!(matched(app), 1);
    (ann, bo, id)
}

/// It waits as it did before the offer, and nothing was counted.
#[track_caller]
fn waits(ann: &Person, id: &str, why: &str) {
    let now = request(ann, id);
    let seen = (&now["state"], &now["session"], &now["created_at"]);
    assert_eq!(seen, (&json!("waiting"), &Value::Null, &json!("2027-01-11T08:00:00Z")), "{why}");
    assert_eq!(ann.get("/v1/me/export").expect(200)["declined_offers"], json!([]), "{why}");
    assert_eq!(sessions_of(ann), Vec::<Value>::new(), "{why}");
}

on_both_databases! {
    fn accepted_it_books_nobody_and_says_why(app) {
        for (number, (why, says_no)) in NOES.iter().enumerate() {
            let ann = app.candidate(&format!("Ann {number}"));
            let bo = app.interviewer(&format!("Bo {number}"));
            let id = asks(&ann, to_be_asked());
            assert_eq!(matched(&app), 1, "{why}");
            app.mails();
            says_no(&bo);
            let before = app.mails().len();
            let refused = accept(&ann, &id).problem(409, "offer_taken_back");
            assert_eq!(refused["detail"], NO_LONGER, "{why}");
            waits(&ann, &id, why);
            assert_eq!(sessions_of(&bo), Vec::<Value>::new(), "{why}");
            accept(&ann, &id).problem(409, "request_state");
            // She has just been told.
            assert_eq!(app.mails().len(), before, "{why}");
            ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
            bo.delete("/v1/me").expect(204);
        }
    }

    fn accepted_by_the_link_of_its_mail_it_says_the_same(app) {
        for (number, (why, says_no)) in NOES.iter().enumerate() {
            let ann = app.candidate(&format!("Ann {number}"));
            let bo = app.interviewer(&format!("Bo {number}"));
            let id = asks(&ann, to_be_asked());
            assert_eq!(matched(&app), 1, "{why}");
            let token = mailed(&app, &ann, "A match:").pop().unwrap().token();
            says_no(&bo);
            assert!(page(&app, &token, None).contains("A mock interview with Bo"), "{why}");
            let told = page(&app, &token, Some("accept"));
            assert!(told.contains("This offer is no longer open") && told.contains(NO_LONGER), "{why}: {told}");
            waits(&ann, &id, why);
            // Pressed again, and looked at again.
            for told in [page(&app, &token, Some("accept")), page(&app, &token, None)] {
                assert!(told.contains("This offer is no longer open") && told.contains("keeps its place"), "{told}");
            }
            ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
            bo.delete("/v1/me").expect(204);
        }
    }

    fn the_matcher_takes_it_back_and_its_candidate_is_mailed(app) {
        for (number, (why, says_no)) in NOES.iter().enumerate() {
            let ann = app.candidate(&format!("Ann {number}"));
            let bo = app.interviewer(&format!("Bo {number}"));
            let id = asks(&ann, wanted_but(json!({"auto_accept": false, "windows": [{"from": "2027-01-14T17:00:00Z", "to": "2027-01-14T18:00:00Z"}]})));
            assert_eq!(matched(&app), 1, "{why}");
            assert_eq!(mailed(&app, &ann, "A match:").len(), 1);
            let to_bo = app.mails_to(&bo.email).len();
            says_no(&bo);
            assert_eq!(matched(&app), 0, "{why}");
            waits(&ann, &id, why);
            matched(&app);
            let told = mailed(&app, &ann, "Offer taken back: Bo");
            let [told] = told.as_slice() else { panic!("{why}: {told:#?}") };
            assert!(told.flat().contains("Bo can't make it any more, so we've taken the offer back."), "{}", told.text);
            assert_eq!((&told.calendar, app.mails_to(&bo.email).len()), (&None, to_bo), "{why}");
            accept(&ann, &id).problem(409, "request_state");
            ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
            bo.delete("/v1/me").expect(204);
        }
    }

    fn an_offer_that_was_never_mailed_is_taken_back_in_silence(app) {
        let (ann, bo, id) = offered(&app);
        let before = app.sent().len();
        bo.delete("/v1/me/interviewer").expect(204);
        assert_eq!(matched(&app), 0);
        waits(&ann, &id, "stops");
        assert_eq!(app.mails().split_off(before).iter().filter(|mail| mail.to == ann.email).count(), 0);
    }

    fn who_leaves_takes_an_offer_back_by_mail_too(app) {
        let (ann, bo, id) = offered(&app);
        app.mails();
        bo.delete("/v1/me").expect(204);
        waits(&ann, &id, "leaves");
        assert_eq!(mailed(&app, &ann, "Offer taken back: Bo").len(), 1);
    }

    /// What says nothing about that hour leaves the offer as it is, and so does the candidate's own calendar.
    fn an_offer_that_is_still_true_stays(app) {
        let (ann, bo, id) = offered(&app);
        is_there_but(&bo, json!({"time_off": [{"from": "2027-01-15", "to": "2027-01-20"}]}));
        // Another 72 hours of notice: it was made 81 hours ahead, and can be answered until 57 hours ahead.
        volunteers_but(&bo, json!({"min_notice_hours": 72, "horizon_days": 4, "weekly_capacity": 1}));
        is_busy(&bo, "2027-01-14T18:00:00Z", "2027-01-14T19:00:00Z");
        is_busy(&ann, "2027-01-14T17:30:00Z", "2027-01-14T18:30:00Z");
        assert_eq!(matched(&app), 0);
        app.clock.set("2027-01-12T07:59:00Z".parse().unwrap());
        assert_eq!(matched(&app), 0);
        let ann = ann.again(&app);
        assert_eq!(accept(&ann, &id).expect(200)["session"]["state"], "booked");
        assert_eq!(mailed(&app, &ann, "Offer taken back").len(), 0);
    }
}

/// Two peers with a swap that both have to accept: their requests, Ann's first.
fn swap_offered(app: &TestApp, number: usize) -> ([Person; 2], [String; 2]) {
    let peers = ["Ann", "Bo"].map(|name| {
        let person = app.candidate(&format!("{name} {number}"));
        volunteers_but(&person, json!({}));
        person
    });
    let ask = || wanted_but(json!({"auto_accept": false, "swap": true, "duration_minutes": 45}));
    let ids = peers.each_ref().map(|peer| asks(peer, ask()));
    assert_eq!(matched(app), 2);
    app.mails();
    (peers, ids)
}

/// What takes back a swap when its other person says it.
const NOES_OF_A_PEER: [SaysNo; 5] = [
    ("stops", |bo| {
        bo.delete("/v1/me/interviewer").expect(204);
    }),
    ("pauses", |bo| volunteers_but(bo, json!({"paused_until": "2027-02-01T00:00:00Z"}))),
    ("busy where asked", |bo| is_busy(bo, "2027-01-14T17:45:00Z", "2027-01-14T18:30:00Z")),
    ("busy where asking", |bo| is_busy(bo, "2027-01-14T17:00:00Z", "2027-01-14T17:45:00Z")),
    ("another level", |bo| volunteers_but(bo, json!({"levels": ["senior"]}))),
];

on_both_databases! {
    fn of_a_swap_both_halves_are_judged(app) {
        for (number, (why, says_no)) in NOES_OF_A_PEER.iter().enumerate() {
            let ([ann, bo], ids) = swap_offered(&app, number);
            accept(&bo, &ids[1]).expect(200);
            says_no(&bo);
            assert_eq!(accept(&ann, &ids[0]).problem(409, "offer_taken_back")["detail"], NO_LONGER, "{why}");
            for (person, id) in [&ann, &bo].into_iter().zip(&ids) {
                waits(person, id, why);
            }
            // Bo waits for an invitation, and hears that none will come.
            let told = mailed(&app, &bo, "Offer taken back: Ann");
            let [told] = told.as_slice() else { panic!("{why}: {told:#?}") };
            assert!(told.flat().contains("you're no longer free to interview at that time"), "{}", told.text);
            assert_eq!(mailed(&app, &ann, "Offer taken back").len(), 0);
            ann.delete("/v1/me").expect(204);
            bo.delete("/v1/me").expect(204);
        }
    }

    fn of_a_swap_the_matcher_takes_both_back(app) {
        for (number, (why, says_no)) in NOES_OF_A_PEER.iter().enumerate() {
            let ([ann, bo], ids) = swap_offered(&app, number);
            says_no(&bo);
            let rematched = matched(&app);
            assert!(rematched == 0 || why.starts_with("busy"), "{why}");
            assert_eq!(mailed(&app, &ann, "Offer taken back: Bo").len(), 1, "{why}");
            assert_eq!(mailed(&app, &bo, "Offer taken back: Ann").len(), 1, "{why}");
            assert_eq!(rematched == 0, request(&ann, &ids[0])["state"] == "waiting", "{why}");
            ann.delete("/v1/me").expect(204);
            bo.delete("/v1/me").expect(204);
        }
    }

    /// Their own calendar and their own break can't stand in the way of their yes.
    fn of_a_swap_who_accepts_consents(app) {
        let ([ann, bo], ids) = swap_offered(&app, 0);
        accept(&bo, &ids[1]).expect(200);
        is_busy(&ann, "2027-01-14T17:00:00Z", "2027-01-14T18:30:00Z");
        volunteers_but(&ann, json!({"paused_until": "2027-02-01T00:00:00Z"}));
        assert_eq!(accept(&ann, &ids[0]).expect(200)["state"], "matched");
        // Without a profile there is nothing to interview with.
        let [cy, dan] = ["Cy", "Dan"].map(|name| {
            let person = app.candidate(name);
            volunteers_but(&person, json!({}));
            person
        });
        let friday = json!({"auto_accept": false, "swap": true, "duration_minutes": 45, "windows": [{"from": "2027-01-15T18:00", "to": "2027-01-15T19:30"}]});
        let ids = [&cy, &dan].map(|peer| asks(peer, wanted_but(friday.clone())));
        assert_eq!(matched(&app), 2);
        cy.delete("/v1/me/interviewer").expect(204);
        let refused = accept(&cy, &ids[0]).problem(409, "offer_taken_back");
        assert!(refused["detail"].as_str().unwrap().starts_with("You no longer volunteer"), "{refused}");
        assert_eq!(request(&dan, &ids[1])["state"], "waiting");
    }
}

on_both_databases_racing! {
    /// The two lock the same person, so one comes first. Accepted first, it's booked, and stands as every session does that was
    /// booked before its interviewer stopped. Once they have been answered that they've stopped, nobody is booked any more.
    fn stopped_and_accepted_at_once(app) {
        for (number, ann) in crowd(&app, "ann", 6).into_iter().enumerate() {
            let bo = app.interviewer(&format!("Bo {number}"));
            let id = asks(&ann, to_be_asked());
            assert_eq!(matched(&app), 1);
            let answers = at_once(3, |number| match number {
                0 => accept(&ann, &id),
                1 => {
                    bo.delete("/v1/me/interviewer").expect(204);
                    accept(&ann, &id)
                }
                _ => {
                    candor::service::matching::matcher::run(&app.services, "this process").unwrap();
                    app.guest().get("/")
                }
            });
            let refused = |answer: &Response| ["offer_taken_back", "request_state"].iter().any(|code| answer.json()["code"] == *code);
            assert!(refused(&answers[1]), "{}", answers[1].text);
            assert!(answers[0].status == 200 || refused(&answers[0]), "{}", answers[0].text);
            let booked = usize::from(answers[0].status == 200);
            assert_eq!(request(&ann, &id)["state"], if booked == 1 { "matched" } else { "waiting" });
            assert_eq!((sessions_of(&ann).len(), sessions_of(&bo).len()), (booked, booked));
            if booked == 0 {
                ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
            }
        }
    }
}
