//! Swaps: two peers, each interviewing the other, back to back.

mod calling_off;
mod races;

use super::{asks, matched, request, sessions_of, wanted_but};
use crate::support::{Event, Mail, Person, TestApp, TestDatabase, at_once, every_day, full_notes, offer, rows};
use candor::domain::Timestamp;
use candor::service::matching::matcher;
use diesel::sql_types::BigInt;
use serde_json::{Value, json};

/// 45 minutes each way, on Thursday evening.
fn swap(kind: &str, auto_accept: bool) -> Value {
    wanted_but(json!({"kind": kind, "swap": true, "duration_minutes": 45, "auto_accept": auto_accept}))
}

/// Somebody who can ask about this kind alone, and gave no hours.
fn who_asks(app: &TestApp, name: &str, kind: &str) -> Person {
    let person = app.candidate(name);
    let mut profile = offer();
    profile["kinds"] = json!([kind]);
    profile["durations_minutes"] = json!([60]);
    person.put("/v1/me/interviewer", profile).expect(200);
    person
}

/// Ann wants concepts and can ask coding; Bo the other way round.
fn ann_and_bo(app: &TestApp) -> (Person, Person) {
    (who_asks(app, "Ann", "coding"), who_asks(app, "Bo", "concepts"))
}

/// The two halves that Ann and Bo have.
fn swapped(app: &TestApp) -> (Person, Person, Value, Value) {
    let (ann, bo) = ann_and_bo(app);
    let _ = (asks(&ann, swap("concepts", true)), asks(&bo, swap("coding", true)));
    assert_eq!(matched(app), 2);
    let half = |seat: &str| ann.get(&format!("/v1/sessions?role={seat}")).expect(200)["items"][0].clone();
    (ann.clone(), bo, half("candidate"), half("interviewer"))
}

fn id(session: &Value) -> &str {
    session["id"].as_str().unwrap()
}

fn session(person: &Person, half: &Value) -> Value {
    person.get(&format!("/v1/sessions/{}", id(half))).expect(200)
}

/// A mail's text, however its lines are folded.
fn said(mail: &Mail) -> String {
    mail.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cells(app: &TestApp) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    rows::<Count>(&app.services.store, "SELECT COUNT(*) AS count FROM booked_cells")[0].count
}

on_both_databases! {
    fn two_who_ask_for_a_swap_meet_back_to_back(app) {
        app.interviewer("Eve");
        let (ann, bo, asked, asking) = swapped(&app);
        assert_eq!((sessions_of(&ann).len(), sessions_of(&bo).len()), (2, 2));
        // Ann asked first, so she is asked first: 18:00 in Berlin, and right after that she asks.
        assert_eq!((&asked["starts_at"], &asking["starts_at"]), (&json!("2027-01-14T17:00:00Z"), &json!("2027-01-14T17:45:00Z")));
        assert_eq!((&asked["kind"], &asking["kind"]), (&json!("concepts"), &json!("coding")));
        for (half, other, candidate, interviewer) in [(&asked, &asking, &ann, &bo), (&asking, &asked, &bo, &ann)] {
            assert_eq!((&half["candidate"]["id"], &half["interviewer"]["id"]), (&json!(candidate.id), &json!(interviewer.id)));
            let there = json!({"session_id": other["id"], "starts_at": other["starts_at"], "i_keep": false, "they_keep": false});
            assert_eq!(half["swap"], there);
            assert_eq!((&half["state"], &half["duration_minutes"]), (&json!("booked"), &json!(45)));
        }
        assert_eq!(asked["join_url"], asking["join_url"]);
        assert_eq!(cells(&app), 12);
        for person in [&ann, &bo] {
            assert_eq!(person.get("/v1/requests").expect(200)["items"][0]["state"], "matched");
            let mails: Vec<_> = app.mails_to(&person.email).into_iter().filter(|mail| said(mail).contains("You're booked")).collect();
            // One mail, and one event of both halves.
            assert_eq!(mails.len(), 1);
            assert!(said(&mails[0]).contains("Swap: ") && said(&mails[0]).contains("right after this, at 18:45 CET"), "{mails:?}");
            let event = Event::parse(&mails[0].calendar.as_ref().unwrap().1);
            assert_eq!((event.starts_at.as_str(), event.ends_at.as_str()), ("2027-01-14T17:00:00Z", "2027-01-14T18:30:00Z"));
        }
    }

    fn each_writes_the_other_notes(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        app.clock.set("2027-01-14T18:31:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        bo.submits(id(&asked), &full_notes());
        assert_eq!(ann.get(&format!("/v1/feedback/{}", id(&asked))).status, 200);
        assert_eq!(bo.get(&format!("/v1/feedback/{}", id(&asking))).status, 404);
        let mut about_coding = full_notes();
        about_coding["ratings"] = json!([]);
        assert_eq!(ann.saves(id(&asking), &about_coding).status, 200);
        assert_eq!(session(&ann, &asked)["state"], "completed");
        assert_eq!(session(&ann, &asking)["state"], "booked");
    }

    fn a_swap_is_asked_for_by_who_can_ask(app) {
        let ann = app.candidate("Ann");
        let refused = ann.post("/v1/requests", swap("concepts", true)).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/swap");
        let mut german = offer();
        german["languages"] = json!(["de"]);
        ann.put("/v1/me/interviewer", german).expect(200);
        let refused = ann.post("/v1/requests", swap("concepts", true)).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/language");
        ann.put("/v1/me/interviewer", offer()).expect(200);
        let mut short = swap("concepts", true);
        short["windows"] = json!([{"from": "2027-01-14T18:00", "to": "2027-01-14T19:15"}]);
        let refused = ann.post("/v1/requests", short).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/windows/0/to");
        assert!(refused["detail"].as_str().unwrap().contains("too short for 90 minutes"), "{refused}");
    }

    fn a_swap_is_with_who_asked_for_one(app) {
        let (ann, bo) = ann_and_bo(&app);
        // Bo would be interviewed about coding, and asks for no swap.
        let mine = asks(&ann, swap("concepts", true));
        asks(&bo, wanted_but(json!({"kind": "coding"})));
        assert_eq!(matched(&app), 0);
        let stands = request(&ann, &mine)["standing"].clone();
        assert_eq!((&stands["interviewer_count"], &stands["free_count"]), (&json!(0), &json!(0)));
        // Cy suits Ann, and has other plans that evening.
        let cy = who_asks(&app, "Cy", "concepts");
        let mut tuesday = swap("coding", true);
        tuesday["windows"] = json!([{"from": "2027-01-12T18:00", "to": "2027-01-12T21:00"}]);
        let theirs = asks(&cy, tuesday);
        assert_eq!(matched(&app), 0);
        let words = request(&ann, &mine)["standing"]["words"].as_str().unwrap().to_owned();
        assert_eq!(words, "Waiting since Monday 11 January. 1 other would be a match for a concepts swap in English, but none has time when you do. Adding more times may help.");
        let both = json!([{"from": "2027-01-12T18:00", "to": "2027-01-12T21:00"}, {"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"}]);
        ann.patch(&format!("/v1/requests/{mine}"), json!({"windows": both})).expect(200);
        assert!(request(&cy, &theirs)["standing"]["words"].as_str().unwrap().contains("1 can meet you"));
        assert_eq!(matched(&app), 2);
        assert_eq!(sessions_of(&ann)[0]["starts_at"], "2027-01-12T17:45:00Z");
    }

    fn a_swap_is_booked_once_both_have_accepted(app) {
        let (ann, bo) = ann_and_bo(&app);
        let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", false)));
        assert_eq!(matched(&app), 2);
        for (person, id) in [(&ann, &mine), (&bo, &theirs)] {
            let offered = request(person, id);
            assert_eq!((&offered["state"], &offered["accepted"]), (&json!("offered"), &json!(false)));
            assert!(said(&app.mails_to(&person.email).pop().unwrap()).contains("It's booked once you've both accepted"));
        }
        let accepted = ann.send("POST", &format!("/v1/requests/{mine}/accept"), &[], None).expect(200);
        assert_eq!((&accepted["state"], &accepted["accepted"]), (&json!("offered"), &json!(true)));
        assert_eq!(request(&bo, &theirs)["accepted"], false);
        assert_eq!(sessions_of(&bo).len(), 1, "only where Bo is asked, as an offer");
        let booked = bo.send("POST", &format!("/v1/requests/{theirs}/accept"), &[], None).expect(200);
        assert_eq!(booked["state"], "matched");
        assert_eq!(request(&ann, &mine)["state"], "matched");
        assert!(sessions_of(&bo).iter().chain(&sessions_of(&ann)).all(|one| one["state"] == "booked"));
        let set = app.mails().into_iter().filter(|mail| said(mail).contains("You're booked")).count();
        assert_eq!(set, 2);
    }

    fn half_an_offer_is_none(app) {
        let (ann, bo) = ann_and_bo(&app);
        let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", true)));
        // Declined: both wait again, with their age, and this start is not offered to Ann again.
        assert_eq!(matched(&app), 2);
        assert_eq!(request(&bo, &theirs)["accepted"], true, "Bo said so before");
        let decline = |reason: &str| ann.post(&format!("/v1/requests/{mine}/decline"), json!({"reason": reason})).expect(200);
        decline("time_no_longer_fits");
        assert_eq!((request(&ann, &mine)["state"].clone(), request(&bo, &theirs)["state"].clone()), (json!("waiting"), json!("waiting")));
        assert_eq!((cells(&app), sessions_of(&bo).len()), (0, 0));
        // Left unanswered, it's released as well; the person who accepted keeps waiting, for somebody else.
        assert_eq!(matched(&app), 2);
        assert_eq!(request(&ann, &mine)["session"]["starts_at"], "2027-01-14T17:45:00Z", "Bo is asked first now");
        app.clock.advance_minutes(25 * 60);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        assert_eq!((matched(&app), cells(&app)), (0, 0));
        assert_eq!((request(&ann, &mine)["state"].clone(), request(&bo, &theirs)["state"].clone()), (json!("waiting"), json!("waiting")));
        // Withdrawn by who had accepted.
        let withdraw = |id: &str| bo.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
        withdraw(&theirs);
        let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", true)));
        assert_eq!(matched(&app), 2);
        withdraw(&theirs);
        assert_eq!(request(&ann, &mine)["state"], "waiting");
        assert_eq!((cells(&app), matched(&app)), (0, 0));
        // Never this pairing.
        asks(&bo, swap("coding", true));
        assert_eq!(matched(&app), 2);
        ann.post(&format!("/v1/requests/{mine}/decline"), json!({"reason": "never_pair_us"})).expect(200);
        assert_eq!((cells(&app), matched(&app)), (0, 0));
    }

    /// Two swaps that nobody answers, and two more: each of the four has missed two, and is told that their request ended.
    fn who_never_answers_does_not_hold_the_others_time(app) {
        let people = [("Ann", "coding"), ("Bo", "concepts"), ("Cy", "coding"), ("Dan", "concepts")].map(|(name, asks)| who_asks(&app, name, asks));
        let kinds = ["concepts", "coding", "concepts", "coding"];
        let ids: Vec<_> = people.iter().zip(kinds).map(|(one, kind)| asks(one, swap(kind, false))).collect();
        let with = |people: &[Person]| -> Vec<String> {
            let other = |(one, id): (&Person, &String)| request(one, id)["session"]["interviewer"]["display_name"].as_str().unwrap().to_owned();
            people.iter().zip(&ids).map(other).collect()
        };
        assert_eq!(matched(&app), 4);
        let first = with(&people);
        app.clock.advance_minutes(25 * 60);
        let people = people.map(|one| one.again(&app));
        assert_eq!(matched(&app), 4);
        let second = with(&people);
        assert!(first.iter().zip(&second).all(|(first, second)| first != second), "{first:?} {second:?}");
        app.clock.advance_minutes(25 * 60);
        assert_eq!((matched(&app), cells(&app)), (0, 0));
        for (one, id) in people.map(|one| one.again(&app)).iter().zip(&ids) {
            assert_eq!(request(one, id)["state"], "expired", "{}", one.email);
            let told = app.mails_to(&one.email).iter().filter(|mail| mail.subject.starts_with("Your request has ended")).count();
            assert_eq!(told, 1, "{}", one.email);
            let counted = one.get("/v1/me/export").expect(200)["declined_offers"].as_array().unwrap().iter().filter(|one| one["reason"] == "unanswered").count();
            assert_eq!(counted, 2, "{}", one.email);
        }
    }

    /// Ann accepts two swaps that others leave unanswered: that's not counted, she's told, and waits for somebody else.
    fn who_accepted_waits_for_somebody_else(app) {
        let (ann, bo) = ann_and_bo(&app);
        let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", false)));
        let accept = |person: &Person| person.again(&app).send("POST", &format!("/v1/requests/{mine}/accept"), &[], None).expect(200);
        let told = |name: &str| {
            let mails = app.mails_to(&ann.email);
            let mut told = mails.iter().filter(|mail| mail.subject.starts_with(&format!("No answer: swap with {name}")));
            told.next().map(said)
        };
        assert_eq!(matched(&app), 2);
        app.mails();
        accept(&ann);
        app.clock.advance_minutes(25 * 60);
        assert_eq!((matched(&app), cells(&app)), (0, 0), "the same two would wait again");
        assert!(told("Bo").unwrap().contains("Bo didn't answer in time, so it isn't taking place."));
        // Neither by another request of his.
        let bo = bo.again(&app);
        bo.send("POST", &format!("/v1/requests/{theirs}/withdraw"), &[], None).expect(200);
        asks(&bo, swap("coding", false));
        assert_eq!(matched(&app), 0);
        let cy = who_asks(&app, "Cy", "concepts");
        asks(&cy, swap("coding", false));
        assert_eq!(matched(&app), 2);
        app.mails();
        accept(&ann);
        app.clock.advance_minutes(25 * 60);
        matched(&app);
        assert!(told("Cy").is_some());
        assert_eq!(request(&ann.again(&app), &mine)["state"], "waiting", "she has answered every time");
        assert!(!app.mails_to(&ann.email).iter().any(|mail| mail.subject.starts_with("Your request has ended")));
    }

    fn where_one_stands_takes_as_many_statements_among_many_as_among_few(app) {
        let (ann, bo) = ann_and_bo(&app);
        let mine = asks(&ann, swap("concepts", true));
        asks(&bo, swap("coding", true));
        let count = || {
            let before = app.services.store.statements();
            let stands = request(&ann, &mine)["standing"]["interviewer_count"].as_u64().unwrap();
            (app.services.store.statements() - before, stands)
        };
        let (few, one) = count();
        for n in 0..12 {
            asks(&who_asks(&app, &format!("P{n}"), "concepts"), swap("coding", true));
        }
        assert_eq!((one, count()), (1, (few, 13)));
        assert!(few <= 12, "{few}");
    }
}
