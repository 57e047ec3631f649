//! What becomes of a dispute or an appeal: who hears of it, that nothing counts meanwhile, and that it ends.

use super::*;
use candor::service::booking::appeals::look_after_contested;
use candor::service::feedback::late_notes::end_in_vain;

/// Sets the clock and looks after what's contested; returns how much was done.
fn looks(app: &TestApp, now: &str) -> usize {
    at(app, now);
    look_after_contested(&app.services, &|| false).unwrap()
}

/// Bo recorded on Wednesday the 13th at 16:15 that Ann wasn't there; she says otherwise at once.
fn disputed(app: &TestApp, ann: &Person, bo: &Person) -> String {
    at(app, "2027-01-12T08:00:00Z");
    let session = ann.again(app).books(bo, "2027-01-13T16:00:00Z");
    at(app, "2027-01-13T16:15:00Z");
    bo.again(app).post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": "candidate"})).expect(200);
    ann.again(app).post(&format!("/v1/sessions/{session}/dispute"), json!({"reason": "I was there."})).expect(200);
    session
}

fn state(app: &TestApp, who: &Person, session: &str) -> Value {
    who.again(app).get(&format!("/v1/sessions/{session}")).expect(200)["state"].take()
}

fn last_event(app: &TestApp, who: &Person, session: &str) -> (Value, Value) {
    let items = who.again(app).get(&format!("/v1/sessions/{session}/history")).expect(200)["items"].take();
    let last = items.as_array().unwrap().last().unwrap().clone();
    (last["what"].clone(), last["seat"].clone())
}

fn subjects(app: &TestApp, address: &str, words: &str) -> Vec<String> {
    let all = app.mails_to(address).into_iter();
    all.filter(|mail| mail.subject.contains(words)).map(|mail| mail.flat()).collect()
}

fn decides(app: &TestApp, co: &Person, program: &str, decision: &str) {
    let path = format!("/v1/programs/{program}/appeals");
    let open = co.again(app).get(&path).expect(200)["items"].take();
    let mark = format!("{path}/{}", open[0]["mark_id"].as_str().unwrap());
    co.again(app).post(&mark, json!({"decision": decision, "word": "The log of the call says so."})).expect(200);
}

on_both_databases! {
    fn what_is_disputed_is_not_treated_as_held(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = disputed(&app, &ann, &bo);
        for later in ["2027-01-13T17:00:00Z", "2027-01-14T13:00:00Z", "2027-01-15T13:00:00Z"] {
            at(&app, later);
            let asked = |words: &str| subjects(&app, &ann.email, words).len() + subjects(&app, &bo.email, words).len();
            assert_eq!((asked("How was it?"), asked("Your notes for"), asked("notes"), asked("are late")), (0, 0, 0, 0), "{later}");
        }
        let (ann, path) = (ann.again(&app), |end: &str| format!("/v1/sessions/{session}/{end}"));
        let own = json!({"ratings": [{"competency": "depth", "score": 4}], "takeaway": "Practise queues."});
        ann.put(&path("self-assessment"), own).problem(409, "session_state");
        ann.put(&path("review"), json!({"on_time": true})).problem(409, "session_state");
        ann.post(&path("thanks"), json!({"line": "You waited while I drew the queue."})).problem(409, "session_state");
    }

    fn removed_it_can_be_written_up_for_a_week_and_counts_against_nobody(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        let session = disputed(&app, &ann, &bo);
        at(&app, "2027-01-18T10:00:00Z");
        decides(&app, &co, &program, "lift");
        assert_eq!(state(&app, &ann, &session), "booked");
        assert_eq!(last_event(&app, &ann, &session), (json!("lifted"), json!("coordinator")));
        let [hers] = subjects(&app, &ann.email, "About your session").try_into().unwrap();
        assert!(hers.contains("Bo can still write the notes") && hers.contains("Monday, 25 January at 11:00 CET"), "{hers}");
        let [his] = subjects(&app, &bo.email, "About your session").try_into().unwrap();
        assert!(his.contains("it doesn't count as missed") && his.contains("Ann would love to have your notes by"), "{his}");
        // Settled is settled.
        ann.again(&app).post(&format!("/v1/sessions/{session}/dispute"), json!({"reason": "Again."})).problem(409, "session_state");
        at(&app, "2027-01-25T09:59:59Z");
        assert_eq!(end_in_vain(&app.services, &|| false).unwrap(), 0);
        at(&app, "2027-01-25T10:00:00Z");
        assert_eq!(end_in_vain(&app.services, &|| false).unwrap(), 1);
        assert_eq!(state(&app, &ann, &session), "held_without_notes");
        assert!(marks(&app, &bo).is_empty(), "they remembered it differently");
    }

    fn the_candidate_hears_until_when_the_notes_are_waited_for(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        disputed(&app, &ann, &bo);
        at(&app, "2027-01-14T10:00:00Z");
        decides(&app, &co, &program, "lift");
        // The session ended on Wednesday at 17:00 UTC; the time for its notes begins with the decision.
        at(&app, "2027-01-15T13:00:00Z");
        assert!(subjects(&app, &ann.email, "The notes from Bo are late").is_empty());
        at(&app, "2027-01-16T06:00:00Z");
        let [late] = subjects(&app, &ann.email, "The notes from Bo are late").try_into().unwrap();
        assert!(late.contains("If nothing has come by Thursday, 21 January at 11:00 CET (10:00 UTC)"), "{late}");
    }

    fn standing_it_stays_missed_and_both_hear_it(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        let session = disputed(&app, &ann, &bo);
        decides(&app, &co, &program, "uphold");
        assert_eq!(state(&app, &ann, &session), "no_show");
        let [his] = subjects(&app, &bo.email, "About your session").try_into().unwrap();
        assert!(his.contains("it stays recorded as missed") && !his.contains("mark") && !his.contains("log of the call"), "{his}");
        ann.again(&app).post(&format!("/v1/sessions/{session}/dispute"), json!({"reason": "Again."})).problem(409, "too_late");
        assert_eq!(marks(&app, &ann), [("absent".to_owned(), "upheld".to_owned())]);
    }

    fn undecided_for_two_weeks_it_counts_for_nobody(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = disputed(&app, &ann, &bo);
        assert_eq!(looks(&app, "2027-01-27T16:14:59Z"), 1, "the reminder");
        assert_eq!(state(&app, &ann, &session), "disputed");
        assert_eq!(looks(&app, "2027-01-27T16:15:00Z"), 1);
        assert_eq!(looks(&app, "2027-01-27T16:15:00Z"), 0, "once");
        assert_eq!(state(&app, &ann, &session), "no_show");
        assert_eq!(last_event(&app, &ann, &session), (json!("undecided"), json!("system")));
        assert_eq!(marks(&app, &ann), [("absent".to_owned(), "lifted".to_owned())]);
        assert_eq!(standing(&app, &ann)["kept"], 1);
        let [hers] = subjects(&app, &ann.email, "About your session").try_into().unwrap();
        assert!(hers.contains("the mark has been removed from your record") && !hers.contains("The reviewer says"), "{hers}");
        let [his] = subjects(&app, &bo.email, "About your session").try_into().unwrap();
        assert!(his.contains("it counts for neither of you"), "{his}");
        let operator = Person::join(&app, "Operator");
        assert_eq!(operator.get("/v1/operator/appeals").expect(200)["items"], json!([]));
    }

    fn an_interviewer_who_writes_the_notes_lifts_the_candidates_mark(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = disputed(&app, &ann, &bo);
        at(&app, "2027-01-13T18:00:00Z");
        bo.again(&app).submits(&session, &crate::support::full_notes());
        assert_eq!(state(&app, &ann, &session), "completed");
        assert_eq!(marks(&app, &ann), [("absent".to_owned(), "lifted".to_owned())]);
        assert_eq!(looks(&app, "2027-01-30T12:00:00Z"), 0);
    }

    fn whoever_decides_is_mailed_once_and_reminded_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        disputed(&app, &ann, &bo);
        let told = |words: &str| subjects(&app, &co.email, words);
        let [first] = told("A decision is needed: Ann's session with Bo").try_into().unwrap();
        assert!(first.contains("I was there.") && first.contains("didn't come") && first.contains(&program), "{first}");
        assert_eq!(looks(&app, "2027-01-20T16:14:59Z"), 0);
        assert_eq!((looks(&app, "2027-01-20T16:15:00Z"), looks(&app, "2027-01-21T16:15:00Z")), (1, 0));
        assert_eq!((told("A decision is needed").len(), told("Still waiting for a decision").len()), (1, 1));
        for one in [&ann, &bo] {
            assert!(subjects(&app, &one.email, "decision").is_empty());
        }
        assert!(subjects(&app, "operator@example.org", "decision").is_empty(), "the coordinator does");
    }

    fn without_a_program_the_operator_decides_and_an_appeal_counts_for_nothing_meanwhile(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        calls_off_late(&app, &ann, &bo, false, "2027-01-12");
        calls_off_late(&app, &ann, &bo, false, "2027-01-13");
        assert_ne!(paused_until(&app, &ann), Value::Null);
        let mark = standing(&app, &ann)["marks"][0]["id"].as_str().unwrap().to_owned();
        ann.again(&app).post(&format!("/v1/me/marks/{mark}/appeal"), json!({"reason": "My train stood still."})).expect(200);
        assert_eq!(paused_until(&app, &ann), Value::Null);
        let [mail] = subjects(&app, "operator@example.org", "A decision is needed").try_into().unwrap();
        assert!(mail.contains("My train stood still.") && mail.contains("cancelled late"), "{mail}");
        assert_eq!(looks(&app, "2027-01-20T15:00:00Z"), 1);
        assert_eq!(subjects(&app, "operator@example.org", "Still waiting for a decision").len(), 1);
        assert_eq!(looks(&app, "2027-01-27T15:00:00Z"), 1);
        assert_eq!(standing(&app, &ann)["marks"][0]["state"], "lifted");
        let [told] = subjects(&app, &ann.email, "About your session").try_into().unwrap();
        assert!(told.contains("Nobody could look at it within two weeks"), "{told}");
    }

    fn what_is_decided_before_the_mail_goes_is_not_asked_for(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        let before = app.mails().len();
        disputed(&app, &ann, &bo);
        decides(&app, &co, &program, "lift");
        let asked = app.mails().into_iter().skip(before).filter(|mail| mail.subject.contains("decision"));
        assert_eq!(asked.count(), 0);
    }
}
