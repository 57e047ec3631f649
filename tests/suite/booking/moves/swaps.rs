//! A swap moves as one: both halves, back to back.

use super::*;
use crate::support::{Event, TestDatabase, at_once, offer};
use candor::service::matching::matcher;

/// Ann wants concepts and can ask coding, Bo the other way round: 45 minutes each on Thursday evening, she first.
pub(super) fn swapped(app: &TestApp) -> (Person, Person, String, String) {
    let who = |name: &str, kind: &str| {
        let person = app.candidate(name);
        let mut profile = offer();
        profile["kinds"] = json!([kind]);
        person.put("/v1/me/interviewer", profile).expect(200);
        person
    };
    let (ann, bo) = (who("Ann", "coding"), who("Bo", "concepts"));
    for (person, kind) in [(&ann, "concepts"), (&bo, "coding")] {
        let wanted = json!({
            "kind": kind, "level": "junior", "language": "en", "duration_minutes": 45, "auto_accept": true, "swap": true,
            "windows": [{"from": START, "to": "2027-01-14T18:30:00Z"}]
        });
        person.post("/v1/requests", wanted).expect(201);
    }
    assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 2);
    let half = |seat: &str| {
        let found = ann.get(&format!("/v1/sessions?role={seat}")).expect(200);
        found["items"][0]["id"].as_str().unwrap().to_owned()
    };
    let (asked, asking) = (half("candidate"), half("interviewer"));
    (ann, bo, asked, asking)
}

on_both_databases! {
    fn both_halves_move_with_one_yes(app) {
        let (ann, bo, first, second) = swapped(&app);
        assert_eq!(session(&ann, &second)["starts_at"], "2027-01-14T17:45:00Z");
        moves_alone(&ann, &first, FRIDAY).problem(409, "too_late");
        let before = app.mails().len();
        // Through the second half, as good as through the first: the starts are those of the first.
        let proposal = proposes(&ann, &second, &[SATURDAY]);
        proposing(&bo, &first, &[FRIDAY]).problem(409, "move_state");
        let mail = app.mails().split_off(before).pop().unwrap();
        assert!(mail.flat().contains("would like to move your swap of mock interviews") && mail.flat().contains("90 minutes"), "{}", mail.text);
        assert!(mail.flat().contains("Now: Thursday, 14 January at 18:00 CET"), "{}", mail.text);
        assert_eq!(crate::booking::moves::swaps::proposal(&bo, &first, &proposal)["proposed_by"], "candidate");
        assert_eq!(crate::booking::moves::swaps::proposal(&bo, &second, &proposal)["proposed_by"], "interviewer");
        let before = app.mails().len();
        let moved = accept(&bo, &second, &proposal, SATURDAY).expect(200);
        assert_eq!((&moved["id"], &moved["starts_at"]), (&json!(second), &json!("2027-01-16T19:15:00Z")));
        let (one, other) = (session(&ann, &first), session(&ann, &second));
        assert_eq!((&one["starts_at"], &one["sequence"], &one["swap"]["starts_at"]), (&json!(SATURDAY), &json!(1), &other["starts_at"]));
        assert_eq!((&other["sequence"], &other["swap"]["starts_at"]), (&json!(1), &json!(SATURDAY)));
        assert_eq!((cells(&app, &first).0, cells(&app, &second).0), (6, 6));
        assert_eq!(cells(&app, &first).2 + 1, cells(&app, &second).1);
        let mails = app.mails().split_off(before);
        assert_eq!(mails.len(), 2, "{mails:#?}");
        for mail in &mails {
            let event = Event::parse(calendar(mail).unwrap().1);
            assert_eq!((event.starts_at.as_str(), event.ends_at.as_str(), event.sequence), (SATURDAY, "2027-01-16T20:00:00Z", 2));
        }
        assert!(mails.iter().any(|mail| mail.flat().contains("right after this, at 20:15 CET")));
        for id in [&first, &second] {
            assert_eq!(history(&ann, id), ["booked", "move_proposed", "moved"]);
        }
        // Cancelled, both go, as usual.
        cancel(&ann, &first).expect(200);
        assert_eq!((session(&bo, &first)["sequence"].clone(), session(&bo, &second)["sequence"].clone()), (json!(2), json!(2)));
        assert_eq!((cells(&app, &first).0, cells(&app, &second).0), (0, 0));
    }

    /// Both halves need room: a session in the second one's place is in the way.
    fn a_start_has_room_for_both(app) {
        let (ann, bo, first, _) = swapped(&app);
        let cy = app.interviewer("Cy");
        ann.books(&cy, "2027-01-15T18:00:00Z");
        let refused = proposing(&ann, &first, &[FRIDAY]).problem(422, "invalid_input");
        assert!(refused["errors"][0]["detail"].as_str().unwrap().contains("another session at that time"), "{refused}");
        let proposal = proposes(&bo, &first, &[FRIDAY, "2027-01-15T16:30:00Z"]);
        assert_eq!(accept(&ann, &first, &proposal, FRIDAY).problem(409, "move_taken")["remaining"], json!(["2027-01-15T16:30:00Z"]));
        accept(&ann, &first, &proposal, "2027-01-15T16:30:00Z").expect(200);
    }

    /// The half that both keep moves without the cancelled one.
    fn what_is_left_of_a_swap_moves_alone(app) {
        let (ann, bo, first, second) = swapped(&app);
        for person in [&ann, &bo] {
            person.post(&format!("/v1/sessions/{first}/keep-other-half"), json!({"keep": true})).expect(200);
        }
        let open = proposes(&ann, &first, &[FRIDAY]);
        cancel(&bo, &first).expect(200);
        assert_eq!(crate::booking::moves::swaps::proposal(&ann, &first, &open)["state"], "ended");
        assert_eq!(session(&ann, &second)["state"], "booked");
        let proposal = proposes(&bo, &second, &[SATURDAY]);
        assert_eq!(accept(&ann, &second, &proposal, SATURDAY).expect(200)["starts_at"], SATURDAY);
        assert_eq!((session(&ann, &first)["state"].clone(), cells(&app, &first).0, cells(&app, &second).0), (json!("cancelled"), 0, 6));
    }
}

on_both_databases_racing! {
    /// Whichever comes first: both halves are at their times, or both are gone.
    fn one_half_is_called_off_as_the_swap_moves(app) {
        let (ann, bo, first, second) = swapped(&app);
        let mut start = SATURDAY.parse::<candor::domain::Timestamp>().unwrap();
        let proposal = proposes(&ann, &first, &[SATURDAY]);
        let answers = at_once(2, |number| match number {
            0 => accept(&bo, &first, &proposal, SATURDAY),
            _ => cancel(&ann, &second),
        });
        assert!([200, 409].contains(&answers[0].status) && answers[1].status == 200, "{} {}", answers[0].text, answers[1].text);
        let sequence = if answers[0].status == 200 { 2 } else { 1 };
        for id in [&first, &second] {
            let now = session(&bo, id);
            assert_eq!((&now["state"], &now["sequence"], cells(&app, id).0), (&json!("cancelled"), &json!(sequence), 0));
            if sequence == 2 {
                assert_eq!(now["starts_at"], start.to_string());
            }
            start = start.plus_minutes(45);
        }
    }
}
