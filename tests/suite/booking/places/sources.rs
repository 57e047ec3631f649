//! Whose place a session has: the interviewer's usual one, one that was given for it, the program's, the installation's.

use super::*;
use crate::support::{TestClock, resources};
use candor::domain::MeetingPlace;
use candor::domain::account::profile::InterviewerProfile;
use candor::service::Services;
use candor::service::booking::rooms;
use candor::service::matching::matcher;

on_both_databases! {
    fn the_usual_place_is_in_every_session_and_its_change_follows(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let usual = |place: &str| bo.put("/v1/me/interviewer", offer_at(json!(place))).expect(200);
        let [none, own] = ["2027-01-14T09:00:00Z", "2027-01-14T12:00:00Z"].map(|start| ann.books(&bo, start));
        sets(&bo, &own, ROOM).expect(200);
        assert_eq!(usual(CALL)["meeting_place"], CALL);
        assert_eq!((place(&ann, &none), place(&ann, &own)), (json!(CALL), json!(ROOM)), "what was said of one stays");
        let later = ann.books(&bo, "2027-01-14T15:00:00Z");
        assert_eq!((place(&ann, &later), told(&app, &bo, ASKED).len()), (json!(CALL), 0));
        let before = app.mails().len();
        usual(CALL);
        assert_eq!(app.mails().len(), before);
        usual("Room 7");
        assert_eq!([&none, &own, &later].map(|one| place(&ann, one)), [json!("Room 7"), json!(ROOM), json!("Room 7")]);
        assert_eq!(app.mails().len(), before + 4);
        // Without a usual place what was agreed on stays.
        bo.put("/v1/me/interviewer", offer_at(Value::Null)).expect(200);
        bo.delete("/v1/me/interviewer").expect(204);
        assert_eq!(place(&ann, &later), "Room 7");
    }

    fn an_offer_has_the_place_by_the_time_it_is_accepted(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let wanted = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60,
            "windows": [{"from": START, "to": "2027-01-14T18:00:00Z"}]
        });
        let request = ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
        matcher::run(&app.services, "one").unwrap();
        let before = app.mails().len();
        bo.put("/v1/me/interviewer", offer_at(json!(CALL))).expect(200);
        assert_eq!(app.mails().len(), before, "nobody hears of it before it's agreed on");
        let taken = ann.send("POST", &format!("/v1/requests/{request}/accept"), &[], None).expect(200);
        assert_eq!((&taken["session"]["meeting_place"], &taken["session"]["sequence"]), (&json!(CALL), &json!(0)));
        assert!(told(&app, &bo, ASKED).is_empty());
    }

    fn both_halves_of_a_swap_are_in_one_place(app) {
        let (ann, bo) = (volunteer(&app, "Ann", Value::Null), volunteer(&app, "Bo", Value::Null));
        for one in [&ann, &bo] {
            one.wants_to_practise();
            let wanted = json!({
                "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 45, "swap": true,
                "auto_accept": true, "windows": [{"from": START, "to": "2027-01-14T19:00:00Z"}]
            });
            one.post("/v1/requests", wanted).expect(201);
        }
        matcher::run(&app.services, "one").unwrap();
        let half = |seat: &str| ann.get(&format!("/v1/sessions?role={seat}")).expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let (asked, asking) = (half("candidate"), half("interviewer"));
        assert_eq!((told(&app, &ann, "Where will you meet Bo").len(), told(&app, &bo, ASKED).len()), (1, 1));
        sets(&ann, &asked, CALL).problem(403, "forbidden");
        sets(&ann, &asking, CALL).expect(200);
        for (person, session) in [(&ann, &asked), (&ann, &asking), (&bo, &asked), (&bo, &asking)] {
            let seen = seen(person, session);
            assert_eq!((&seen["meeting_place"], &seen["sequence"]), (&json!(CALL), &json!(1)));
        }
        // A swap is one event: the place updates the one that the invitation put into the calendar.
        for person in [&ann, &bo] {
            let with_event = app.mails_to(&person.email).into_iter().filter(|mail| mail.calendar.is_some());
            let [(invited, _), (placed, ics)] = with_event.map(|mail| event(&mail)).collect::<Vec<_>>().try_into().unwrap();
            assert_eq!((&placed.uid, placed.starts_at, placed.ends_at), (&invited.uid, invited.starts_at, invited.ends_at));
            assert!(placed.sequence > invited.sequence, "{} after {}", placed.sequence, invited.sequence);
            assert!(ics.contains(CALL), "{ics}");
        }
        // The other may say otherwise, of both.
        sets(&bo, &asked, ROOM).expect(200);
        assert_eq!((place(&ann, &asked), place(&ann, &asking)), (json!(ROOM), json!(ROOM)));
    }

    fn a_program_can_have_rooms_of_its_own(app) {
        let (cora, ann, bo) = (app.person("Cora"), app.candidate("Ann"), volunteer(&app, "Bo", json!(CALL)));
        let base = "https://jitsi.example.org/club";
        let program = cora.post("/v1/programs", json!({"name": "Club", "meeting_base": base, "min_notice_hours": 0})).expect(201);
        assert_eq!(program["meeting_base"], base);
        let path = format!("/v1/programs/{}", program["id"].as_str().unwrap());
        for bad in ["jitsi", "https://a.example/?x=", "javascript:alert(1)", "https://me:pw@a.example"] {
            let refused = cora.patch(&path, json!({"meeting_base": bad})).problem(422, "invalid_input");
            assert_eq!(refused["errors"][0]["pointer"], "/meeting_base", "{bad}");
        }
        assert_eq!(cora.patch(&path, json!({"meeting_base": null})).expect(200)["meeting_base"], Value::Null);
        assert_eq!(cora.patch(&path, json!({"meeting_base": base})).expect(200)["meeting_base"], base);
        for (one, interviews) in [(&ann, false), (&bo, true)] {
            let seat = json!({"code": program["join_code"], "candidate": !interviews, "interviewer": interviews});
            one.post("/v1/programs/join", seat).expect(200);
        }
        ann.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
        let round = json!({"name": "January", "starts_on": "2027-01-12", "ends_on": "2027-01-15", "duration_minutes": 60});
        let round = cora.post(&format!("{path}/rounds"), round).expect(201)["id"].as_str().unwrap().to_owned();
        let preview = cora.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None);
        preview.expect(200);
        let seen = preview.header("etag").to_owned();
        cora.send("POST", &format!("/v1/rounds/{round}/publish"), &[("if-match", &seen)], None).expect(200);
        let session = ann.get("/v1/sessions").expect(200)["items"][0].clone();
        let room = session["meeting_place"].as_str().unwrap_or_default().strip_prefix(&format!("{base}/candor-"));
        assert!(room.is_some_and(|name| name.len() >= 43), "{session}");
        assert_eq!(place(&ann, &ann.books(&bo, "2027-01-20T17:00:00Z")), CALL, "what isn't the program's has its own");
    }

    fn a_place_given_for_one_can_be_for_all(app) {
        let (ann, bo) = (app.candidate("Ann"), volunteer(&app, "Bo", Value::Null));
        let [one, two] = ["2027-01-14T09:00:00Z", "2027-01-14T12:00:00Z"].map(|start| ann.books(&bo, start));
        let body = json!({"meeting_place": "teams.example.org/meet/93", "for_other_sessions": true});
        bo.put(&format!("/v1/sessions/{one}/meeting-place"), body).expect(200);
        let given = json!("https://teams.example.org/meet/93");
        assert_eq!((place(&ann, &one), place(&ann, &two)), (given.clone(), given.clone()));
        assert_eq!(bo.get("/v1/me/interviewer").expect(200)["meeting_place"], given);
        // The name of before is read, too.
        let mut profile = offer();
        profile.as_object_mut().unwrap().remove("meeting_place");
        profile["meeting_link"] = json!(CALL);
        assert_eq!(bo.put("/v1/me/interviewer", profile).expect(200)["meeting_place"], CALL);
    }

    fn who_stands_in_brings_their_own(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), volunteer(&app, "Bo", json!(CALL)), volunteer(&app, "Cy", Value::Null));
        let mut ready = offer_at(json!(ROOM));
        ready["short_notice"] = json!(true);
        cy.put("/v1/me/interviewer", ready).expect(200);
        let session = ann.books(&bo, START);
        assert_eq!(place(&ann, &session), CALL);
        bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."})).expect(200);
        let taken = cy.send("POST", &format!("/v1/stand-ins/{session}/accept"), &[], None).expect(200);
        assert_eq!(taken["meeting_place"], ROOM);
        assert_eq!(place(&ann, taken["id"].as_str().unwrap()), ROOM);
    }
}

/// With a meeting base, such as a self-hosted Jitsi, a room is made for each interviewer who has no place.
#[test]
fn rooms_under_a_base_are_unguessable() {
    let made = |place: Value| {
        let profile: InterviewerProfile = serde_json::from_value(offer_at(place)).unwrap();
        let mut resources = resources(&TestDatabase::memory(), TestClock::new().clock(), "https://candor.example");
        resources.settings.meeting_base = Some("https://meet.example".parse().unwrap());
        rooms::place_of(&Services::new(resources), &profile).unwrap().unwrap()
    };
    assert_eq!(made(json!(ROOM)), ROOM.parse::<MeetingPlace>().unwrap());
    let (first, second) = (made(Value::Null).to_string(), made(Value::Null).to_string());
    for room in [&first, &second] {
        let name = room.strip_prefix("https://meet.example/candor-").unwrap();
        assert!(name.len() >= 43, "256 bits in base64url: {name}");
    }
    let shared = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    assert!(shared < "https://meet.example/candor-".len() + 8);
}
