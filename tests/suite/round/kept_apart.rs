//! Blocked pairs in a round: no plan or pin matches them, and the coordinator sees the same as for two people who are
//! never free together.

use super::{Club, pairs, sessions_of, why};
use crate::support::{Person, TestApp, TestDatabase, at_once};
use serde_json::{Value, json};

fn keeps_away(person: &Person, other: &Person) -> Value {
    person.send("PUT", &format!("/v1/me/blocks/{}", other.id), &[], None).expect(200)
}

fn lets_back(person: &Person, other: &Person) {
    person.delete(&format!("/v1/me/blocks/{}", other.id)).expect(204);
}

fn one_of_each(app: &TestApp, hours: (&str, &str)) -> (Club, Person, Person) {
    let club = Club::of(app);
    let ann = club.candidates(app, "ann", 1, ("17:00", "19:00")).remove(0);
    let bo = club.interviewers(app, "bo", 1, hours, json!({})).remove(0);
    (club, ann, bo)
}

on_both_databases! {
    fn a_plan_does_not_pair_them_and_somebody_else_is_found(app) {
        let (club, ann, bo) = one_of_each(&app, ("17:00", "19:00"));
        let id = club.round();
        for (one, other) in [(&ann, &bo), (&bo, &ann)] {
            keeps_away(one, other);
            let (plan, _) = club.preview(&id);
            assert_eq!(pairs(&plan), []);
            lets_back(one, other);
        }
        assert_eq!(pairs(&club.preview(&id).0).len(), 1);
        keeps_away(&bo, &ann);
        let cy = club.interviewers(&app, "cy", 1, ("17:00", "19:00"), json!({})).remove(0);
        assert_eq!(pairs(&club.preview(&id).0), [(ann.id, cy.id)]);
    }

    /// The same words, to the letter: with a pin and without, when they are kept apart and when they are never free together.
    fn who_runs_it_cannot_tell(app) {
        let (club, ann, bo) = one_of_each(&app, ("08:00", "08:45"));
        let id = club.round();
        let read = || {
            let free = club.preview(&id).0;
            let pin = json!({"candidate_id": ann.id, "interviewer_id": bo.id, "decision": "pinned"});
            let pinned = club.co.put(&format!("/v1/rounds/{id}/pairs"), pin).expect(200);
            let (plan, _) = club.preview(&id);
            let pair = json!({"candidate_id": ann.id, "interviewer_id": bo.id});
            club.co.send("DELETE", &format!("/v1/rounds/{id}/pairs"), &[], Some(&pair.to_string())).expect(200);
            let csv = club.co.get(&format!("/v1/rounds/{id}/export.csv")).text.clone();
            let lists = [&free, &plan].map(|one| (one["unmatched"].clone(), one["unmatched_interviewers"].clone()));
            (why(&free, &ann), why(&plan, &ann), plan["refused_pins"].clone(), pinned, csv, lists)
        };
        // Three quarters of an hour: there is no start that day or the next fortnight.
        let never_free = read();
        bo.put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "17:00", "19:00")).expect(200);
        assert_eq!(club.preview(&id).0["unmatched"], json!([]));
        keeps_away(&bo, &ann);
        assert_eq!(read(), never_free);
        assert_eq!(never_free.0.0, "nobody_free");
        let words = never_free.2[0]["words"].as_str().unwrap();
        assert_eq!(words, "The two can't meet on the round's days, or not at that time. Leaving the time open, wider \
                           windows or another pair would help.");
    }

    /// What the plan had is no longer possible: nothing is booked, and the words name no reason.
    fn a_plan_from_before_is_not_published(app) {
        let (club, ann, bo) = one_of_each(&app, ("17:00", "19:00"));
        let id = club.round();
        let (_, tag) = club.preview(&id);
        keeps_away(&ann, &bo);
        let refused = club.publish(&id, &tag).problem(409, "round_taken");
        assert_eq!(refused["pairs"][0]["detail"], "The time no longer suits both.");
        assert_eq!((sessions_of(&ann), sessions_of(&bo)), (vec![], vec![]));
        assert_eq!(pairs(&club.preview(&id).0), []);
    }

    /// Put back after a round, she is not matched with whom she is kept apart from.
    fn who_is_put_back_is_not_matched_with_them(app) {
        let (club, ann, bo) = one_of_each(&app, ("17:00", "19:00"));
        club.holds(&club.round());
        let session = sessions_of(&ann)[0]["id"].as_str().unwrap().to_owned();
        let coming = keeps_away(&ann, &bo)["coming_sessions"].clone();
        assert_eq!(coming[0]["id"], session.as_str());
        ann.post(&format!("/v1/sessions/{session}/decline"), json!({"reason": "I can't make it."})).expect(200);
        assert_eq!(candor::service::matching::matcher::run(&app.services, "one").unwrap().matched, 0);
        assert_eq!(ann.get("/v1/requests").expect(200)["items"][0]["state"], "waiting");
    }
}

on_both_databases_racing! {
    fn a_round_is_published_before_or_not_at_all(app) {
        let (club, ann, bo) = one_of_each(&app, ("17:00", "19:00"));
        for week in 0..5 {
            let day = format!("2027-{:02}-{:02}", if week < 3 { 1 } else { 2 }, [14, 21, 28, 4, 11][week]);
            let id = club.round_but(json!({"starts_on": day, "ends_on": day}));
            let (_, tag) = club.preview(&id);
            let answers = at_once(2, |who| {
                if who == 0 { club.publish(&id, &tag).status } else {
                    u16::try_from(keeps_away(&bo, &ann)["coming_sessions"].as_array().unwrap().len()).unwrap()
                }
            });
            let booked = sessions_of(&bo).len();
            assert_eq!(usize::from(answers[1]), booked, "published after: {answers:?}");
            assert!([200, 409].contains(&answers[0]), "{answers:?}");
            lets_back(&bo, &ann);
        }
    }
}
