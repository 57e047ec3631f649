//! What an interviewer reads before a session, and the three questions in it.

use crate::support::{Person, TestApp, TestDatabase, at_once, full_notes};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const START: &str = "2027-01-14T17:00:00Z";

#[track_caller]
fn brief(interviewer: &Person, session: &str) -> Value {
    interviewer.get(&format!("/v1/sessions/{session}/brief")).expect(200)
}

fn ids(brief: &Value) -> Vec<String> {
    let questions = brief["questions"].as_array().unwrap().iter();
    questions.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn cancels(who: &Person, session: &str) {
    who.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "My train stands still."})).expect(200);
}

on_both_databases! {
    fn a_brief_says_who_comes_what_for_how_the_hour_runs_and_what_to_ask(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        let read = brief(&bo, &session);
        assert_eq!(read["session"], bo.get(&format!("/v1/sessions/{session}")).expect(200));
        assert_eq!(read["candidate"]["practise"], ann.get("/v1/me/candidate").expect(200)["practise"]);
        let minutes = read["run_of_show"].as_array().unwrap().iter().map(|step| step["minutes"].as_u64().unwrap());
        assert_eq!(minutes.sum::<u64>(), 60);
        assert_eq!(ids(&read).len(), 3);
        for question in read["questions"].as_array().unwrap() {
            assert_eq!(question["kind"], "concepts");
            assert!(question["levels"].as_array().unwrap().contains(&json!("junior")), "{question}");
            // What was asked for.
            assert!(question["topics"].as_array().unwrap().contains(&json!("promises")), "{question}");
        }
        assert_eq!(brief(&bo, &session), read, "drawn once");
        assert!(!app.mails_to(&ann.email).iter().any(|mail| mail.text.contains("listen_for")));
    }

    fn a_candidate_is_offered_no_question_twice_even_by_different_interviewers(app) {
        let (ann, cy) = (app.candidate("Ann"), app.candidate("Cy"));
        let (bo, di) = (app.interviewer("Bo"), app.interviewer("Di"));
        let (mut seen, mut offered) = (BTreeSet::new(), 0);
        for hour in 8..16 {
            let interviewer = if hour % 2 == 0 { &bo } else { &di };
            let session = ann.books(interviewer, &format!("2027-01-14T{hour:02}:00:00Z"));
            let found = ids(&brief(interviewer, &session));
            offered += found.len();
            seen.extend(found);
        }
        assert_eq!(seen.len(), offered);
        // The bank has 17 for concepts at junior level: five times three, then the two that are left.
        assert_eq!(offered, 17);
        // Another candidate starts with the whole bank.
        let session = cy.books(&bo, "2027-01-15T09:00:00Z");
        let found = ids(&brief(&bo, &session));
        assert!(found.len() == 3 && found.iter().all(|id| seen.contains(id)), "{found:?}");
    }

    fn what_was_offered_for_a_session_that_is_called_off_is_new_again(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let first = ann.books(&bo, START);
        let offered = ids(&brief(&bo, &first));
        cancels(&ann, &first);
        bo.get(&format!("/v1/sessions/{first}/brief")).problem(409, "session_state");
        let next: Vec<_> = (10..15)
            .flat_map(|hour| {
                let session = ann.books(&bo, &format!("2027-01-13T{hour}:00:00Z"));
                ids(&brief(&bo, &session))
            })
            .collect();
        assert!(offered.iter().any(|id| next.contains(id)), "{offered:?} and then {next:?}");
    }

    fn what_was_asked_is_kept_with_the_notes_by_the_banks_id(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        let read = brief(&bo, &session);
        let asked = json!([{
            "id": read["questions"][0]["id"], "title": read["questions"][0]["title"],
            "how_it_went": "Said what settles first, and why."
        }]);
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let mut notes = full_notes();
        notes["questions"] = json!([{"id": "concepts-of-nowhere", "title": "Nothing"}]);
        let refused = bo.saves(&session, &notes).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/questions/0/id");
        notes["questions"] = asked.clone();
        bo.submits(&session, &notes);
        assert_eq!(ann.get(&format!("/v1/feedback/{session}")).expect(200)["notes"]["questions"], asked);
    }
}

on_both_databases_racing! {
    /// Six candidates with two sessions each, and all twelve briefs read for the first time at once.
    fn two_briefs_at_once_draw_apart(app) {
        let (bo, di) = (app.interviewer("Bo"), app.interviewer("Di"));
        let sessions: Vec<_> = (0..6)
            .flat_map(|number| {
                let candidate = app.candidate(&format!("Candidate {number}"));
                let (early, late) = (8 + number, 9 + number);
                [
                    (&bo, candidate.books(&bo, &format!("2027-01-14T{early:02}:00:00Z"))),
                    (&di, candidate.books(&di, &format!("2027-01-14T{late:02}:00:00Z"))),
                ]
            })
            .collect();
        let read = at_once(12, |number| {
            let (who, session) = &sessions[number];
            ids(&brief(who, session))
        });
        for (pair, theirs) in read.chunks(2).enumerate() {
            let all: BTreeSet<_> = theirs.iter().flatten().collect();
            assert_eq!(all.len(), 6, "{pair}: {theirs:?}");
        }
    }
}
