//! Many concurrent actions on one session lead to a consistent state.

use super::*;
use crate::support::{TestDatabase, at_once, booking, crowd};

/// Checks that cells, SEQUENCE, mails and history agree with each other and with the session's state.
#[track_caller]
fn consistent(app: &TestApp, (ann, bo): (&Person, &Person), id: &str) -> Value {
    let now = session(ann, id);
    assert_eq!(now["starts_at"], session(bo, id)["starts_at"]);
    let cancelled = now["state"] == "cancelled";
    let held = if cancelled { (0, 0, 0) } else { hour_at(now["starts_at"].as_str().unwrap()) };
    assert_eq!(cells(app, id), held, "{now}");
    let happened = history(ann, id);
    let times = |what: &str| happened.iter().filter(|one| *one == what).count();
    assert_eq!(now["sequence"], times("moved") + times("cancelled"), "{happened:?}");
    assert_eq!(times("cancelled"), usize::from(cancelled));
    // The last calendar file that each got says what is true.
    let mails = app.mails();
    for person in [ann, bo] {
        let about = |mail: &&Mail| mail.to == person.email && calendar(mail).is_some_and(|(_, ics)| ics.contains(id));
        let last = mails.iter().rfind(about).unwrap();
        let event = crate::support::Event::parse(calendar(last).unwrap().1);
        assert_eq!(
            (event.method.as_str(), &json!(event.sequence)),
            (if cancelled { "CANCEL" } else { "REQUEST" }, &now["sequence"])
        );
        assert!(cancelled || now["starts_at"] == event.starts_at.as_str(), "{now} {event:?}");
    }
    now
}

fn statuses(answers: &[Response]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status).collect()
}

/// The days of the races: one session each.
fn start(day: usize, time: &str) -> String {
    format!("2027-01-{}T{time}:00Z", 12 + day)
}

on_both_databases_racing! {
    fn fifty_take_starts_and_call_off_at_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..3 {
            let id = ann.books(&bo, &start(day, "09:00"));
            let starts = [start(day, "11:00"), start(day, "13:00"), start(day, "15:00")];
            let proposal = proposes(&ann, &id, &starts.each_ref().map(String::as_str));
            app.mails();
            let answers = at_once(50, |number| match number % 10 {
                4 => cancel(&ann, &id),
                9 => cancel(&bo, &id),
                _ => accept(&bo, &id, &proposal, &starts[number % 3]),
            });
            let of = |status| answers.iter().filter(|answer| answer.status == status).count();
            assert_eq!(of(200) + of(409), 50, "{:?}", statuses(&answers));
            let now = consistent(&app, (&ann, &bo), &id);
            // Ten people cancel, so it's cancelled in the end; before that, at most one start was accepted.
            assert_eq!(now["state"], "cancelled");
            assert_eq!(of(200), usize::try_from(now["sequence"].as_u64().unwrap()).unwrap());
            let state = crate::booking::moves::races::proposal(&ann, &id, &proposal)["state"].clone();
            assert_eq!(state, if of(200) == 2 { "accepted" } else { "ended" });
        }
    }

    fn one_takes_a_start_while_the_other_calls_off(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day, "09:00"));
            let proposal = proposes(&ann, &id, &[&start(day, "11:00")]);
            app.send_due();
            let answers = at_once(2, |number| match number {
                0 => accept(&bo, &id, &proposal, &start(day, "11:00")),
                _ => cancel(&ann, &id),
            });
            let now = consistent(&app, (&ann, &bo), &id);
            assert_eq!((answers[1].status, &now["state"]), (200, &json!("cancelled")));
            let moved = answers[0].status == 200;
            assert_eq!((&now["sequence"], moved || answers[0].status == 409), (&json!(if moved { 2 } else { 1 }), true));
        }
    }

    fn two_take_different_starts(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day, "09:00"));
            let starts = [start(day, "11:00"), start(day, "13:00")];
            let proposal = proposes(&ann, &id, &[&starts[0], &starts[1]]);
            let answers = at_once(2, |number| accept(&bo, &id, &proposal, &starts[number]));
            let winner = crate::support::one_wins(&answers, 200, 409, "move_state");
            let now = consistent(&app, (&ann, &bo), &id);
            assert_eq!((&now["starts_at"], &now["sequence"]), (&json!(starts[winner]), &json!(1)));
        }
    }

    fn a_start_is_taken_while_somebody_else_books_it(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day, "09:00"));
            let target = start(day, "11:00");
            let proposal = proposes(&ann, &id, &[&target]);
            let form = booking(&bo.id, &target);
            let answers = at_once(2, |number| match number {
                0 => accept(&bo, &id, &proposal, &target),
                _ => cy.post("/v1/sessions", form.clone()),
            });
            let now = consistent(&app, (&ann, &bo), &id);
            match (answers[0].status, answers[1].status) {
                (200, 409) => assert_eq!((&now["starts_at"], &now["sequence"]), (&json!(target), &json!(1))),
                (409, 201) => {
                    assert_eq!(answers[0].json()["code"], "move_taken");
                    assert_eq!((&now["starts_at"], &now["sequence"]), (&json!(start(day, "09:00")), &json!(0)));
                    assert_eq!(crate::booking::moves::races::proposal(&bo, &id, &proposal)["state"], "open");
                }
                other => panic!("{other:?}: {} {}", answers[0].text, answers[1].text),
            }
        }
    }

    fn its_candidate_moves_it_twice_at_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day + 1, "09:00"));
            let starts = [start(day + 1, "11:00"), start(day + 1, "13:00")];
            let answers = at_once(2, |number| moves_alone(&ann, &id, &starts[number]));
            let winner = crate::support::one_wins(&answers, 200, 409, "too_late");
            let now = consistent(&app, (&ann, &bo), &id);
            assert_eq!((&now["starts_at"], &now["sequence"]), (&json!(starts[winner]), &json!(1)));
        }
    }

    fn its_candidate_moves_it_while_a_start_is_taken(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day + 1, "09:00"));
            let (alone, agreed) = (start(day + 1, "11:00"), start(day + 1, "13:00"));
            let proposal = proposes(&ann, &id, &[&agreed]);
            let answers = at_once(2, |number| match number {
                0 => accept(&bo, &id, &proposal, &agreed),
                _ => moves_alone(&ann, &id, &alone),
            });
            let now = consistent(&app, (&ann, &bo), &id);
            match (answers[0].status, answers[1].status) {
                (200, 200) => assert_eq!((&now["starts_at"], &now["sequence"]), (&json!(alone), &json!(2))),
                (409, 200) => assert_eq!((&now["starts_at"], &now["sequence"]), (&json!(alone), &json!(1))),
                other => panic!("{other:?}: {} {}", answers[0].text, answers[1].text),
            }
        }
    }

    /// Both want the same hour of an interviewer that neither has yet.
    fn two_candidates_move_to_one_opening(app) {
        let (ann, cy, bo) = (app.candidate("Ann"), app.candidate("Cy"), app.interviewer("Bo"));
        for day in 0..12 {
            let ids = [ann.books(&bo, &start(day + 1, "09:00")), cy.books(&bo, &start(day + 1, "10:00"))];
            let target = start(day + 1, "13:00");
            let answers = at_once(2, |number| moves_alone([&ann, &cy][number], &ids[number], &target));
            let winner = crate::support::one_wins(&answers, 200, 409, "opening_unavailable");
            for (number, person) in [&ann, &cy].into_iter().enumerate() {
                let now = consistent(&app, (person, &bo), &ids[number]);
                assert_eq!(now["sequence"], i32::from(number == winner));
            }
        }
    }

    fn both_propose_at_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day, "09:00"));
            let answers = at_once(2, |number| proposing([&ann, &bo][number], &id, &[&start(day, "11:00")]));
            crate::support::one_wins(&answers, 201, 409, "move_state");
            let listed = ann.get(&format!("/v1/sessions/{id}/moves")).expect(200);
            assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        }
    }

    /// An answer and its expiry, or an answer and a withdrawal: one of the two wins, with one mail.
    fn an_answer_comes_as_it_is_taken_back(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for day in 0..12 {
            let id = ann.books(&bo, &start(day, "09:00"));
            let target = start(day, "11:00");
            let proposal = proposes(&ann, &id, &[&target]);
            let before = app.mails().len();
            let answers = at_once(2, |number| match number {
                0 => accept(&bo, &id, &proposal, &target),
                _ => withdraw(&ann, &id, &proposal),
            });
            let winner = crate::support::one_wins(&answers, 200, 409, "move_state");
            let now = consistent(&app, (&ann, &bo), &id);
            assert_eq!(now["starts_at"], if winner == 0 { target } else { start(day, "09:00") });
            let told = app.mails().split_off(before).len();
            assert_eq!(told, if winner == 0 { 2 } else { 1 });
        }
    }

    fn somebody_leaves_as_a_start_is_taken(app) {
        for (day, ann) in crowd(&app, "ann", 6).into_iter().enumerate() {
            let bo = app.interviewer(&format!("Bo {day}"));
            let id = ann.books(&bo, &start(day, "09:00"));
            let target = start(day, "11:00");
            let proposal = proposes(&ann, &id, &[&target]);
            let answers = at_once(2, |number| match number {
                0 => accept(&bo, &id, &proposal, &target),
                _ => ann.delete("/v1/me"),
            });
            assert!([200, 409].contains(&answers[0].status) && answers[1].status == 204, "{:?}", statuses(&answers));
            assert_eq!((session(&bo, &id)["state"].clone(), cells(&app, &id)), (json!("cancelled"), (0, 0, 0)));
        }
    }
}
