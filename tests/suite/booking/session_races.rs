//! Two things done to one session.

use crate::support::{Mail, Person, Response, TestApp, TestDatabase, at_once, booking, one_wins};
use serde_json::json;

const START: &str = "2027-01-14T17:00:00Z";

fn cancel(person: &Person, session: &str) -> Response {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "The bus doesn't come."}))
}

fn calendars<'a>(mails: &'a [Mail], method: &str) -> Vec<&'a str> {
    let calendar = |mail: &&Mail| mail.calendar.as_ref().is_some_and(|(how, _)| how == method);
    let mut to: Vec<_> = mails.iter().filter(calendar).map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    to
}

on_both_databases_racing! {
    fn both_cancel(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        for day in 12..17 {
            let before = app.mails().len();
            let start = format!("2027-01-{day}T17:00:00Z");
            let session = ann.books(&bo, &start);
            app.mails();
            let answers = at_once(2, |number| cancel([&ann, &bo][number], &session));
            let winner = one_wins(&answers, 200, 409, "session_state");

            let now = ann.get(&format!("/v1/sessions/{session}")).expect(200);
            assert_eq!((&now["state"], &now["sequence"]), (&json!("cancelled"), &json!(1)));
            assert_eq!(now["cancelled"]["by"], ["candidate", "interviewer"][winner]);
            let mails = app.mails().split_off(before);
            assert_eq!(calendars(&mails, "CANCEL"), [ann.email.as_str(), bo.email.as_str()]);
            cy.books(&bo, &start);
        }
    }

    fn cancelled_and_booked_again_at_once(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let mut booked = 0;
        for day in 12..17 {
            let start = format!("2027-01-{day}T17:00:00Z");
            let session = ann.books(&bo, &start);
            let form = booking(&bo.id, &start);
            let answers = at_once(2, |number| match number {
                0 => cancel(&ann, &session),
                _ => cy.post("/v1/sessions", form.clone()),
            });
            assert_eq!(answers[0].expect(200)["state"], "cancelled");
            // Before the cancellation or after it; never an internal error.
            assert!([201, 409].contains(&answers[1].status), "{}", answers[1].text);
            booked += usize::from(answers[1].status == 201);
            let list = bo.get("/v1/sessions?state=booked").expect(200);
            assert_eq!(list["items"].as_array().unwrap().len(), booked);
        }
    }

    fn each_says_that_the_other_was_not_there(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        let before = app.mails().len();
        app.clock.set("2027-01-14T17:15:00Z".parse().unwrap());
        let people = [ann.again(&app), bo.again(&app)];
        let answers = at_once(2, |number| {
            let absent = ["interviewer", "candidate"][number];
            people[number].post(&format!("/v1/sessions/{session}/no-show"), json!({"absent": absent}))
        });
        let winner = one_wins(&answers, 200, 409, "session_state");

        let now = people[0].get(&format!("/v1/sessions/{session}")).expect(200);
        assert_eq!((&now["state"], &now["absent"]), (&json!("no_show"), &json!(["interviewer", "candidate"][winner])));
        let told: Vec<_> = app.mails().split_off(before).into_iter().map(|mail| mail.to).collect();
        assert_eq!(told, [people[1 - winner].email.as_str()]);
    }
    /// Whichever comes first: no session stays booked with somebody who is gone.
    fn somebody_leaves_while_others_book_and_cancel(app) {
        for round in 0..5 {
            let (ann, bo) = (app.candidate(&format!("Ann {round}")), app.interviewer(&format!("Bo {round}")));
            let cy = app.interviewer(&format!("Cy {round}"));
            let with_bo = ann.books(&bo, START);
            let with_cy = bo.books(&cy, "2027-01-15T17:00:00Z");
            app.mails();
            let later = booking(&bo.id, "2027-01-16T17:00:00Z");
            let earlier = booking(&cy.id, "2027-01-12T17:00:00Z");
            let answers = at_once(5, |number| match number {
                0 => bo.delete("/v1/me"),
                1 => cancel(&ann, &with_bo),
                2 => cancel(&cy, &with_cy),
                3 => ann.post("/v1/sessions", later.clone()),
                _ => bo.post("/v1/sessions", earlier.clone()),
            });
            let possible: [&[u16]; 5] = [&[204], &[200, 409], &[200, 409], &[201, 404], &[201, 401, 404]];
            for (answer, possible) in answers.iter().zip(possible) {
                assert!(possible.contains(&answer.status), "{possible:?}: {} {}", answer.status, answer.text);
            }
            for person in [&ann, &cy] {
                assert_eq!(person.get("/v1/sessions?state=booked").expect(200)["items"], json!([]));
            }
            let mails = app.mails();
            for (person, session) in [(&ann, &with_bo), (&cy, &with_cy)] {
                let told = mails.iter().filter(|mail| {
                    mail.to == person.email && mail.calendar.as_ref().is_some_and(|(how, ics)| how == "CANCEL" && ics.contains(session.as_str()))
                });
                assert_eq!(told.count(), 1, "told once, no matter who cancelled");
            }
        }
    }
}
