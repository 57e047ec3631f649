//! Taking notes while the session runs: one call for each thing that happens.

use super::{notes_of, puts, session};
use crate::support::{Person, Response, TestApp, TestDatabase, full_notes};
use serde_json::json;

fn happens(bo: &Person, session: &str, text: &str) -> Response {
    bo.post(&format!("{}/timeline", notes_of(session)), json!({"text": text}))
}

on_both_databases! {
    fn what_happens_is_stamped_with_the_minute(app) {
        let (ann, bo, session) = session(&app, "17:07");
        let noted = happens(&bo, &session, "Draws the queue.");
        assert_eq!(noted.expect(200)["timeline"], json!([{"minute": 7, "text": "Draws the queue."}]));
        let tag = noted.header("etag").to_owned();
        app.clock.advance_minutes(5);
        let hints = format!("{}/hints", notes_of(&session));
        let hint = json!({"kind": "nudge", "text": "What runs first?"});
        assert_eq!(bo.post(&hints, hint).expect(200)["hints"], json!([{"minute": 12, "kind": "nudge", "text": "What runs first?"}]));
        // What one remembers later goes where it belongs.
        let path = format!("{}/timeline", notes_of(&session));
        let before = json!({"text": "Asks what the input looks like.", "minute": 3});
        let all = bo.post(&path, before.clone()).expect(200)["timeline"].clone();
        assert_eq!((&all[0]["minute"], &all[1]["minute"]), (&json!(3), &json!(7)));
        // After a lost response, sending it again adds nothing.
        let known = bo.get(&notes_of(&session)).header("etag").to_owned();
        let again = bo.post(&path, before);
        assert_eq!((&again.expect(200)["timeline"], again.header("etag")), (&all, &*known));
        // A tab that was open in the meantime gets a conflict, and loses nothing.
        let stale = puts(&bo, &session, &tag, &json!({"summary": "From the tab"}));
        assert_eq!(stale.problem(412, "notes_changed")["current"]["timeline"], all);
        ann.post(&path, json!({"text": "Mine"})).problem(403, "forbidden");
    }

    fn after_the_end_one_says_which_minute_it_was(app) {
        let (_, bo, session) = session(&app, "18:00");
        happens(&bo, &session, "Sums up.").expect(200);
        app.clock.advance_minutes(1);
        assert_eq!(happens(&bo, &session, "Sums up again.").problem(422, "invalid_input")["errors"][0]["pointer"], "/minute");
        let path = format!("{}/timeline", notes_of(&session));
        let noted = bo.post(&path, json!({"text": "Asked for a minute to think.", "minute": 20})).expect(200);
        assert_eq!((&noted["timeline"][0]["minute"], &noted["timeline"][1]["minute"]), (&json!(20), &json!(60)));
        assert_eq!(happens(&bo, &session, " ").problem(422, "invalid_input")["errors"][0]["pointer"], "/text");
        bo.post(&path, json!({"text": "Too late.", "minute": 601})).problem(422, "invalid_input");
    }

    /// Neither before the session nor once the notes are delivered, nor if it doesn't take place.
    fn nothing_is_added_out_of_turn(app) {
        let (ann, bo, session) = session(&app, "16:00");
        let both = |bo: &Person, code: &str| {
            happens(bo, &session, "Draws the queue.").problem(409, code);
            let hint = json!({"kind": "nudge", "text": "What runs first?"});
            bo.post(&format!("{}/hints", notes_of(&session)), hint).problem(409, code);
        };
        both(&bo, "too_early");
        app.clock.set("2027-01-14T17:20:00Z".parse().unwrap());
        let bo = bo.again(&app);
        bo.submits(&session, &full_notes());
        both(&bo, "notes_locked");
        let other = ann.again(&app).books(&bo, "2027-01-19T17:00:00Z");
        bo.post(&format!("/v1/sessions/{other}/cancel"), json!({"reason": "I'm ill."})).expect(200);
        happens(&bo, &other, "Draws the queue.").problem(409, "session_state");
        let hint = json!({"kind": "nudge", "text": "What runs first?"});
        bo.post(&format!("{}/hints", notes_of(&other)), hint).problem(409, "session_state");
    }

    fn no_more_than_a_draft_holds(app) {
        let (_, bo, session) = session(&app, "17:05");
        let full: Vec<_> = (0..50).map(|number| json!({"minute": 1, "kind": "nudge", "text": format!("{number}")})).collect();
        let tag = bo.get(&notes_of(&session)).header("etag").to_owned();
        puts(&bo, &session, &tag, &json!({"hints": full})).expect(200);
        let one_more = bo.post(&format!("{}/hints", notes_of(&session)), json!({"kind": "answer", "text": "All of it."}));
        assert_eq!(one_more.problem(422, "invalid_input")["errors"][0]["pointer"], "/text");
        assert_eq!(bo.get(&notes_of(&session)).expect(200)["hints"].as_array().unwrap().len(), 50);
    }
}
