//! Many at one moment: one match, one answer, three requests.

use super::{asks, matched, request, sessions_of, wanted, wanted_but};
use crate::support::{
    TableLock, TestApp, TestDatabase, about_to_queue, at_once, blocked_statements, booking, crowd, wait_until,
};
use candor::service::matching::matcher;
use serde_json::json;

on_both_databases_racing! {
    fn three_open_requests_however_many_are_made_at_once(app) {
        for ann in crowd(&app, "ann", 8) {
            asks(&ann, wanted());
            asks(&ann, wanted());
            let answers = at_once(12, |_| ann.post("/v1/requests", wanted()));
            for answer in answers.iter().filter(|answer| answer.status != 201) {
                answer.problem(409, "request_limit_reached");
            }
            assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
            assert_eq!(ann.get("/v1/requests").expect(200)["items"].as_array().unwrap().len(), 3);
        }
    }

    /// Only the holder of the lease; and even without the lease, each request is matched once.
    fn matchers_at_once_match_once(app) {
        let candidates = crowd(&app, "ann", 6);
        let interviewers = crowd(&app, "bo", 2);
        for bo in &interviewers {
            bo.volunteers();
        }
        let ids: Vec<_> = candidates.iter().map(|ann| asks(ann, wanted())).collect();
        let runs = at_once(4, |number| matcher::run(&app.services, &format!("process {number}")).unwrap());
        assert_eq!(runs.iter().filter(|run| run.led).count(), 1, "{runs:?}");
        assert_eq!(runs.iter().map(|run| run.matched).sum::<usize>(), 6);
        for (ann, id) in candidates.iter().zip(&ids) {
            assert_eq!(request(ann, id)["state"], "matched");
            assert_eq!(sessions_of(ann).len(), 1);
        }
        // One process that runs thrice at once, as if the lease did not hold.
        let leader = format!("process {}", runs.iter().position(|run| run.led).unwrap());
        let friday = json!({"windows": [{"from": "2027-01-15T18:00", "to": "2027-01-15T21:00"}]});
        let again: Vec<_> = candidates.iter().map(|ann| asks(ann, wanted_but(friday.clone()))).collect();
        let runs = at_once(3, |_| matcher::run(&app.services, &leader).unwrap());
        assert_eq!(runs.iter().map(|run| run.matched).sum::<usize>(), 6, "{runs:?}");
        assert!(candidates.iter().zip(&again).all(|(ann, id)| request(ann, id)["state"] == "matched"));
        assert!(candidates.iter().all(|ann| sessions_of(ann).len() == 2));
    }

    /// Deleting an account and cancelling a session both lock requests first, so there's no deadlock.
    fn an_interviewer_calls_off_while_the_candidate_leaves(app) {
        let bo = app.interviewer("Bo");
        let candidates = crowd(&app, "ann", 12);
        for (number, ann) in candidates.iter().enumerate() {
            let start = format!("2027-01-{}T{:02}:00:00Z", 13 + number / 6, 10 + number % 6);
            let end = format!("2027-01-{}T{:02}:00:00Z", 13 + number / 6, 11 + number % 6);
            asks(ann, wanted_but(json!({"windows": [{"from": start, "to": end}]})));
        }
        matched(&app);
        let sessions: Vec<_> =
            candidates.iter().map(|ann| sessions_of(ann)[0]["id"].as_str().unwrap().to_owned()).collect();
        for (ann, session) in candidates.iter().zip(&sessions) {
            let called_off = || {
                let path = format!("/v1/sessions/{session}/cancel");
                bo.post(&path, json!({"reason": "My train stands still."}))
            };
            let answers = at_once(2, |number| if number == 0 { ann.delete("/v1/me") } else { called_off() });
            assert_eq!(answers[0].status, 204, "{}", answers[0].text);
            assert!([200, 409].contains(&answers[1].status), "{}", answers[1].text);
        }
    }

    fn a_match_and_a_booking_at_once(app) {
        let (ann, cy, bo) = (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"));
        for day in 12..17 {
            let start = format!("2027-01-{day}T17:00:00Z");
            let window = json!([{"from": start, "to": format!("2027-01-{day}T18:00:00Z")}]);
            let id = asks(&ann, wanted_but(json!({"windows": window})));
            let booked = at_once(2, |number| match number {
                0 => matcher::run(&app.services, "one").unwrap().matched == 1,
                _ => cy.post("/v1/sessions", booking(&bo.id, &start)).status == 201,
            });
            assert_ne!(booked[0], booked[1]);
            let state = request(&ann, &id)["state"].clone();
            assert_eq!(state, if booked[0] { "matched" } else { "waiting" });
            let withdrawn = ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None);
            assert_eq!(withdrawn.status, if booked[0] { 409 } else { 200 });
        }
        assert_eq!(sessions_of(&bo).len(), 5);
    }

    fn an_offer_is_accepted_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, wanted_but(json!({"auto_accept": false})));
        matched(&app);
        let before = app.mails().len();
        let answers = at_once(8, |number| match number % 2 {
            0 => ann.send("POST", &format!("/v1/requests/{id}/accept"), &[], None),
            _ => ann.post(&format!("/v1/requests/{id}/decline"), json!({"reason": "wrong_level"})),
        });
        let winners: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(winners.len(), 1, "{answers:#?}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            answer.problem(409, "request_state");
        }
        let (sessions, mails) = match request(&ann, &id)["state"].as_str().unwrap() {
            "matched" => (1, 2),
            state => {
                assert_eq!(state, "waiting");
                (0, 0)
            }
        };
        assert_eq!((sessions_of(&bo).len(), app.mails().len() - before), (sessions, mails));
    }

    /// Accepted at the last moment, while the matcher lets go of it.
    fn an_answer_and_the_end_of_the_offer_at_once(app) {
        let (mut ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = asks(&ann, wanted_but(json!({"auto_accept": false})));
        matched(&app);
        app.clock.set("2027-01-12T07:59:59Z".parse().unwrap());
        ann = ann.again(&app);
        let outcomes = at_once(3, |number| match number {
            0 => Some(ann.send("POST", &format!("/v1/requests/{id}/accept"), &[], None)),
            1 => {
                app.clock.set("2027-01-12T08:00:00Z".parse().unwrap());
                None
            }
            _ => {
                matcher::run(&app.services, "one").unwrap();
                None
            }
        });
        let accepted = outcomes[0].as_ref().unwrap();
        let held = sessions_of(&ann.again(&app)).into_iter().filter(|one| one["state"] == "booked").count();
        assert_eq!(held, usize::from(accepted.status == 200), "{}", accepted.text);
        assert_eq!(sessions_of(&bo.again(&app)).len(), held);
    }

    /// The interviewer closes the account while the candidate accepts.
    fn accepted_and_left_at_once(app) {
        let ann = app.candidate("Ann");
        for round in 0..4 {
            let bo = app.interviewer(&format!("Bo {round}"));
            let id = asks(&ann, wanted_but(json!({"auto_accept": false})));
            matched(&app);
            let answers = at_once(2, |number| match number {
                0 => ann.send("POST", &format!("/v1/requests/{id}/accept"), &[], None),
                _ => bo.delete("/v1/me"),
            });
            answers[1].expect(204);
            assert!([200, 409].contains(&answers[0].status), "{}", answers[0].text);
            // Either way nobody has a date with somebody who left, and the request waits again.
            assert!(sessions_of(&ann).iter().all(|one| one["state"] == "cancelled"), "{:#?}", sessions_of(&ann));
            assert_eq!(request(&ann, &id)["state"], "waiting");
            ann.send("POST", &format!("/v1/requests/{id}/withdraw"), &[], None).expect(200);
        }
    }
}

/// The two lock the same person, so whoever stops volunteering in the middle of an acceptance is answered after it: not before,
/// with a booking that comes after all. Only on PostgreSQL can it be held there; SQLite has one writer.
#[test]
fn stopping_waits_for_an_acceptance_that_has_begun() {
    let app = TestApp::start(TestDatabase::postgres());
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let id = asks(&ann, wanted_but(json!({"auto_accept": false})));
    assert_eq!(matched(&app), 1);
    app.mails();
    let held = TableLock::table(app.database(), "outbox");
    std::thread::scope(|scope| {
        let accepts = scope.spawn(|| ann.send("POST", &format!("/v1/requests/{id}/accept"), &[], None));
        wait_until("the acceptance queues its mails", || about_to_queue(&app.services.store) == 1);
        let stops = scope.spawn(|| bo.delete("/v1/me/interviewer"));
        wait_until("stopping waits, or is done", || {
            stops.is_finished() || blocked_statements(&app.services.store).len() == 2
        });
        let too_early = stops.is_finished();
        held.release();
        assert_eq!(accepts.join().unwrap().expect(200)["state"], "matched");
        stops.join().unwrap().expect(204);
        assert!(!too_early, "Bo had stopped before the session was booked");
    });
}
