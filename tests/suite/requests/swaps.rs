//! Swaps: two peers, each interviewing the other, back to back.

use super::{asks, matched, request, sessions_of, wanted, wanted_but};
use crate::support::{Mail, Person, TestApp, TestDatabase, at_once, full_notes, offer, rows};
use candor::service::matcher;
use candor::types::Instant;
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
    rows::<Count>(&app.house.store, "SELECT COUNT(*) AS count FROM booked_cells")[0].count
}

both! {
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
            let mails: Vec<_> = app.mails_to(&person.email).into_iter().filter(|mail| said(mail).contains("It is set")).collect();
            assert_eq!(mails.len(), 2);
            assert!(mails.iter().all(|mail| said(mail).contains("Swap: ")), "{mails:?}");
            assert!(mails.iter().any(|mail| said(mail).contains("right after this, at 18:45 CET")), "{mails:?}");
            assert!(mails.iter().any(|mail| said(mail).contains("right before this, at 18:00 CET")), "{mails:?}");
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
        assert!(refused["detail"].as_str().unwrap().contains("no room for 90 minutes"), "{refused}");
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
        assert_eq!(words, "Waiting since Monday 11 January. 1 other would suit a concepts swap in English; none has time when you do. More windows may help.");
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
            assert!(said(&app.mails_to(&person.email).pop().unwrap()).contains("Both of you are asked"));
        }
        let accepted = ann.send("POST", &format!("/v1/requests/{mine}/accept"), &[], None).expect(200);
        assert_eq!((&accepted["state"], &accepted["accepted"]), (&json!("offered"), &json!(true)));
        assert_eq!(request(&bo, &theirs)["accepted"], false);
        assert_eq!(sessions_of(&bo).len(), 1, "only where Bo is asked, as an offer");
        let booked = bo.send("POST", &format!("/v1/requests/{theirs}/accept"), &[], None).expect(200);
        assert_eq!(booked["state"], "matched");
        assert_eq!(request(&ann, &mine)["state"], "matched");
        assert!(sessions_of(&bo).iter().chain(&sessions_of(&ann)).all(|one| one["state"] == "booked"));
        let set = app.mails().into_iter().filter(|mail| said(mail).contains("It is set")).count();
        assert_eq!(set, 4);
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
        // Left unanswered, it is let go of as well; who has accepted keeps waiting.
        assert_eq!(matched(&app), 2);
        assert_eq!(request(&ann, &mine)["session"]["starts_at"], "2027-01-14T17:45:00Z", "Bo is asked first now");
        app.clock.advance_minutes(25 * 60);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        assert_eq!(matched(&app), 2, "let go of, and offered again at another start");
        assert_eq!(request(&ann, &mine)["session"]["starts_at"], "2027-01-14T17:15:00Z");
        // Withdrawn by who had accepted.
        bo.send("POST", &format!("/v1/requests/{theirs}/withdraw"), &[], None).expect(200);
        assert_eq!(request(&ann, &mine)["state"], "waiting");
        assert_eq!((cells(&app), matched(&app)), (0, 0));
        // Never this pairing.
        asks(&bo, swap("coding", true));
        assert_eq!(matched(&app), 2);
        ann.post(&format!("/v1/requests/{mine}/decline"), json!({"reason": "never_pair_us"})).expect(200);
        assert_eq!((cells(&app), matched(&app)), (0, 0));
    }

    fn who_never_answers_does_not_hold_the_others_time(app) {
        let (ann, bo) = ann_and_bo(&app);
        let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", false)));
        for _ in 0..2 {
            assert_eq!(matched(&app), 2);
            app.clock.advance_minutes(25 * 60);
        }
        assert_eq!(matched(&app), 0);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        assert_eq!(cells(&app), 0);
        let states = [request(&ann, &mine)["state"].clone(), request(&bo, &theirs)["state"].clone()];
        assert!(states.contains(&json!("expired")), "{states:?}");
    }

    fn one_half_called_off_takes_the_other_along(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        let path = format!("/v1/sessions/{}/cancel", id(&asked));
        let cancelled = bo.post(&path, json!({"reason": "A cold."})).expect(200);
        assert_eq!(cancelled["cancelled"]["by"], "interviewer");
        let other = session(&ann, &asking);
        assert_eq!((&other["state"], &other["cancelled"]["by"]), (&json!("cancelled"), &json!("candidate")));
        assert_eq!(cells(&app), 0);
        for person in [&ann, &bo] {
            let mails: Vec<_> = app.mails_to(&person.email).into_iter().filter(|mail| said(mail).contains("is off too")).collect();
            assert_eq!(mails.len(), 2, "one for each event in the calendar");
        }
        // Ann waits again, with her age; not for Bo.
        assert_eq!(ann.get("/v1/requests").expect(200)["items"][0]["state"], "waiting");
        assert_eq!(bo.get("/v1/requests").expect(200)["items"][0]["state"], "matched");
        bo.post(&path, json!({"reason": "A cold."})).problem(409, "session_state");
    }

    fn what_is_left_is_kept_when_both_said_so(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        let keep = |person: &Person, half: &Value, keep: bool| {
            person.post(&format!("/v1/sessions/{}/keep-other-half", id(half)), json!({"keep": keep})).expect(200)["swap"].clone()
        };
        let now = keep(&ann, &asking, true);
        assert_eq!((&now["i_keep"], &now["they_keep"]), (&json!(true), &json!(false)));
        let seen = session(&bo, &asked)["swap"].clone();
        assert_eq!((&seen["i_keep"], &seen["they_keep"]), (&json!(false), &json!(true)));
        keep(&bo, &asked, true);
        keep(&ann, &asked, false);
        assert_eq!(session(&bo, &asking)["swap"]["they_keep"], false);
        keep(&ann, &asked, true);
        ann.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        assert_eq!(session(&bo, &asking)["state"], "booked");
        assert_eq!(cells(&app), 6);
        assert!(!said(&app.mails_to(&bo.email).pop().unwrap()).contains("is off too"));
        // One alone is not enough, and what is no swap has no other half.
        let eve = app.interviewer("Eve");
        let plain = ann.books(&eve, "2027-01-13T12:00:00Z");
        ann.post(&format!("/v1/sessions/{plain}/keep-other-half"), json!({"keep": true})).problem(409, "session_state");
        let stranger = eve.post(&format!("/v1/sessions/{}/keep-other-half", id(&asking)), json!({"keep": true}));
        stranger.problem(404, "not_found");
    }

    fn one_alone_does_not_keep_what_is_left(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        let path = format!("/v1/sessions/{}/keep-other-half", id(&asked));
        bo.post(&path, json!({"keep": true})).expect(200);
        ann.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        assert_eq!(session(&bo, &asking)["state"], "cancelled");
    }

    fn the_second_half_alone_is_called_off_after_the_first(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        app.clock.set("2027-01-14T17:30:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        bo.post(&format!("/v1/sessions/{}/cancel", id(&asking)), json!({"reason": "The doorbell."})).expect(200);
        assert_eq!(session(&ann, &asked)["state"], "booked");
        assert!(!said(&app.mails_to(&ann.email).pop().unwrap()).contains("is off too"));
    }

    fn where_one_stands_takes_as_many_statements_among_many_as_among_few(app) {
        let (ann, bo) = ann_and_bo(&app);
        let mine = asks(&ann, swap("concepts", true));
        asks(&bo, swap("coding", true));
        let count = || {
            let before = app.house.store.statements();
            let stands = request(&ann, &mine)["standing"]["interviewer_count"].as_u64().unwrap();
            (app.house.store.statements() - before, stands)
        };
        let (few, one) = count();
        for n in 0..12 {
            asks(&who_asks(&app, &format!("P{n}"), "concepts"), swap("coding", true));
        }
        assert_eq!((one, count()), (1, (few, 13)));
        assert!(few <= 12, "{few}");
    }

    fn who_leaves_takes_the_swap_along(app) {
        let (ann, bo, ..) = swapped(&app);
        let (cy, di) = (who_asks(&app, "Cy", "coding"), who_asks(&app, "Di", "concepts"));
        let (theirs, _) = (asks(&cy, swap("concepts", false)), asks(&di, swap("coding", false)));
        assert_eq!(matched(&app), 2);
        bo.delete("/v1/me").expect(204);
        di.delete("/v1/me").expect(204);
        assert!(sessions_of(&ann).iter().all(|one| one["state"] == "cancelled"));
        assert_eq!(request(&cy, &theirs)["state"], "waiting");
        assert_eq!(cells(&app), 0);
    }
}

both_racing! {
    fn matchers_at_once_make_one_swap_of_two(app) {
        let people: Vec<_> = (0..6).map(|n| who_asks(&app, &format!("P{n}"), ["coding", "concepts"][n % 2])).collect();
        for (n, person) in people.iter().enumerate() {
            asks(person, swap(["concepts", "coding"][n % 2], true));
        }
        let runs = at_once(4, |_| matcher::run(&app.house, "one").unwrap());
        assert_eq!(runs.iter().map(|run| run.matched).sum::<usize>(), 6, "{runs:?}");
        assert!(people.iter().all(|person| sessions_of(person).len() == 2));
        assert_eq!(cells(&app), 6 * 6);
    }

    fn a_swap_and_a_booking_at_once(app) {
        let (ann, bo) = ann_and_bo(&app);
        let (cy, eve) = (app.candidate("Cy"), app.interviewer("Eve"));
        for day in 12..16 {
            let windows = json!([{"from": format!("2027-01-{day}T17:00:00Z"), "to": format!("2027-01-{day}T18:30:00Z")}]);
            let [mine, theirs] = [(&ann, "concepts"), (&bo, "coding")].map(|(person, kind)| {
                let mut body = swap(kind, true);
                body["windows"] = windows.clone();
                asks(person, body)
            });
            let start: Instant = format!("2027-01-{day}T18:00:00Z").parse().unwrap();
            // Ann also books Eve in the middle of it.
            let done = at_once(2, |number| match number {
                0 => matcher::run(&app.house, "one").unwrap().matched == 2,
                _ => ann.post("/v1/sessions", crate::support::booking(&eve.id, &start.to_string())).status == 201,
            });
            assert_ne!(done[0], done[1], "{day}");
            let states = [request(&ann, &mine)["state"].clone(), request(&bo, &theirs)["state"].clone()];
            assert!(states.iter().all(|state| *state == if done[0] { "matched" } else { "waiting" }), "{states:?}");
            for (person, id) in [(&ann, &mine), (&bo, &theirs)] {
                let _ = person.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None);
            }
        }
        drop(cy);
    }

    fn both_answer_at_once(app) {
        let (ann, bo) = ann_and_bo(&app);
        for round in 0..4 {
            let (mine, theirs) = (asks(&ann, swap("concepts", false)), asks(&bo, swap("coding", false)));
            assert_eq!(matched(&app), 2, "{round}");
            let answers = at_once(2, |number| match (number, round % 2) {
                (0, _) => ann.send("POST", &format!("/v1/requests/{mine}/accept"), &[], None),
                (_, 0) => bo.send("POST", &format!("/v1/requests/{theirs}/accept"), &[], None),
                _ => bo.send("POST", &format!("/v1/requests/{theirs}/withdraw"), &[], None),
            });
            if round % 2 == 0 {
                assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
                assert_eq!(request(&ann, &mine)["state"], "matched");
                assert_eq!(request(&bo, &theirs)["state"], "matched");
                let half = sessions_of(&ann).into_iter().find(|one| one["state"] == "booked").unwrap();
                ann.post(&format!("/v1/sessions/{}/cancel", id(&half)), json!({"reason": "Again."})).expect(200);
            } else {
                assert_eq!(request(&bo, &theirs)["state"], "withdrawn");
                assert_eq!(request(&ann, &mine)["state"], "waiting");
                let _ = ann.send("POST", &format!("/v1/requests/{mine}/withdraw"), &[], None).expect(200);
            }
            assert_eq!(cells(&app), 0);
            // Whoever was called off on waits again.
            for person in [&ann, &bo] {
                for one in person.get("/v1/requests?state=waiting").expect(200)["items"].as_array().unwrap() {
                    let _ = person.send("POST", &format!("/v1/requests/{}/withdraw", id(one)), &[], None).expect(200);
                }
            }
        }
    }

    fn both_halves_are_called_off_at_once(app) {
        let (ann, bo) = ann_and_bo(&app);
        for _ in 0..5 {
            let _ = (asks(&ann, swap("concepts", true)), asks(&bo, swap("coding", true)));
            assert_eq!(matched(&app), 2);
            let booked = |person: &Person| -> Value {
                sessions_of(person).into_iter().find(|one| one["state"] == "booked" && one["my_role"] == "candidate").unwrap()
            };
            let halves = [booked(&ann), booked(&bo)];
            let answers = at_once(2, |number| {
                let person = [&ann, &bo][number];
                person.post(&format!("/v1/sessions/{}/cancel", id(&halves[number])), json!({"reason": "A cold."}))
            });
            let first = answers.iter().filter(|answer| answer.status == 200).count();
            assert_eq!(first, 1, "{answers:?}");
            answers.iter().find(|answer| answer.status != 200).unwrap().problem(409, "session_state");
            assert_eq!(cells(&app), 0);
            for person in [&ann, &bo] {
                for one in person.get("/v1/requests?state=waiting").expect(200)["items"].as_array().unwrap() {
                    let _ = person.send("POST", &format!("/v1/requests/{}/withdraw", id(one)), &[], None).expect(200);
                }
            }
        }
    }
}

#[test]
fn what_is_wanted_is_no_swap_unless_it_says_so() {
    assert!(wanted().get("swap").is_none());
}
