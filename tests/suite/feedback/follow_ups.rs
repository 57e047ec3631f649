//! What candidates ask about their feedback, and what interviewers answer.

use super::feedback_files::{delivered, printed};
use crate::support::{
    Mail, Person, Response, TestApp, TestDatabase, at_once, every_row, execute, one_wins, with_status,
};
use serde_json::{Value, json};

const QUESTION: &str = "You wrote that I began to code at minute 10. What would you have liked to hear first?";
const ANSWER: &str = "Which inputs you were going to try, the empty list among them.";

fn path(session: &str) -> String {
    format!("/v1/feedback/{session}/follow-ups")
}

fn asks(ann: &Person, session: &str, question: &str) -> Response {
    ann.post(&path(session), json!({"question": question}))
}

fn answers(bo: &Person, session: &str, number: u8, answer: &str) -> Response {
    bo.post(&format!("{}/{number}/answer", path(session)), json!({"answer": answer}))
}

fn presses(app: &TestApp, place: &str, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", place, &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

/// The mails to somebody with this in their subject.
fn mails(app: &TestApp, person: &Person, subject: &str) -> Vec<Mail> {
    app.mails_to(&person.email).into_iter().filter(|mail| mail.subject.contains(subject)).collect()
}

fn asked_mails(app: &TestApp, bo: &Person) -> Vec<Mail> {
    mails(app, bo, "has a question about your notes")
}

on_both_databases! {
    fn a_question_and_its_answer_are_mailed_and_kept_with_the_feedback(app) {
        let (ann, bo, session) = delivered(&app);
        let dan = app.candidate("Dan");
        let asked = asks(&ann, &session, QUESTION).expect(201);
        assert_eq!((&asked["number"], &asked["question"], &asked["answer"]), (&json!(1), &json!(QUESTION), &Value::Null));
        let brought = asked_mails(&app, &bo);
        assert!(brought.len() == 1 && brought[0].flat().contains(QUESTION), "{} mails", brought.len());
        // Only the interviewer answers, and once; nobody else knows of it.
        dan.get(&path(&session)).problem(404, "not_found");
        asks(&dan, &session, QUESTION).problem(404, "not_found");
        asks(&bo, &session, QUESTION).problem(403, "forbidden");
        answers(&ann, &session, 1, ANSWER).problem(403, "forbidden");
        answers(&dan, &session, 1, ANSWER).problem(404, "not_found");
        answers(&bo, &session, 2, ANSWER).problem(404, "not_found");
        answers(&bo, &session, 1, ANSWER).expect(200);
        answers(&bo, &session, 1, "And another one.").problem(409, "question_answered");
        let told = mails(&app, &ann, "Bo answered your question");
        assert!(told.len() == 1 && told[0].flat().contains(QUESTION) && told[0].flat().contains(ANSWER), "{} mails", told.len());
        for one in [&ann, &bo] {
            assert_eq!(one.get(&path(&session)).expect(200)["items"][0]["answer"], ANSWER);
            assert_eq!(one.get(&format!("/v1/feedback/{session}")).expect(200)["follow_ups"][0]["answer"], ANSWER);
            let markdown = one.get(&format!("/v1/feedback/{session}/feedback.md")).text;
            assert!(markdown.contains("## Questions about this feedback") && markdown.contains(ANSWER));
        }
        assert_eq!(ann.get("/v1/feedback").expect(200)["items"][0]["follow_ups"][0]["question"], QUESTION);
        assert!(printed(&ann, &format!("/v1/feedback/{session}/feedback.pdf")).contains("Bo answered"));
        let page = app.guest().get(&format!("/feedback?token={}", told[0].token())).text;
        assert!(page.contains("You asked") && page.contains("Bo answered") && page.contains("two more questions"));
        // Others whom she shows the feedback to don't see it.
        let made = ann.post(&format!("/v1/feedback/{session}/shares"), json!({"name": "Vera"})).expect(201);
        let place = made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap().to_owned();
        assert!(!app.guest().get(&place).text.contains("Questions about this feedback"));
    }

    fn both_pages_take_what_is_typed_and_say_what_is_wrong_beside_it(app) {
        let (ann, bo, session) = delivered(&app);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let about_him = "Why are you so arrogant?";
        let refused = presses(&app, "/feedback", &[("token", &token), ("question", about_him)]);
        refused.raw(422);
        assert!(refused.text.contains("id=\"question-hint\"") && refused.text.contains("is about the person"));
        assert!(refused.text.contains(&format!("{about_him}</textarea>")));
        presses(&app, "/feedback", &[("token", &token), ("question", " ")]).raw(422);
        assert!(ann.get(&path(&session)).expect(200)["items"].as_array().unwrap().is_empty(), "nothing was changed");
        presses(&app, "/feedback", &[("token", &token), ("question", QUESTION)]).raw(200);
        // The same once more, by a second press, is no second question.
        presses(&app, "/feedback", &[("token", &token), ("question", QUESTION)]).raw(422);

        let link = asked_mails(&app, &bo).pop().unwrap().token();
        let page = app.guest().get(&format!("/questions?token={link}"));
        page.raw(200);
        assert!(page.text.contains("began to code at minute 10") && page.text.contains("Skill by skill"), "with his notes");
        let about_her = "Ann, you are lazy.";
        let refused = presses(&app, "/questions", &[("token", &link), ("number", "1"), ("answer", about_her)]);
        refused.raw(422);
        assert!(refused.text.contains("id=\"hint-1\"") && refused.text.contains(&format!("{about_her}</textarea>")));
        let sent = presses(&app, "/questions", &[("token", &link), ("number", "1"), ("answer", ANSWER)]);
        sent.raw(200);
        assert!(sent.text.contains("Thank you.") && sent.text.contains(ANSWER) && !sent.text.contains("<form"));
        let late = presses(&app, "/questions", &[("token", &link), ("number", "1"), ("answer", "One more thing.")]);
        late.raw(409);
        assert!(late.text.contains("One more thing."), "what was typed isn't lost");
        assert_eq!(ann.get(&path(&session)).expect(200)["items"][0]["answer"], ANSWER);
        // Each link is for its own page.
        presses(&app, "/questions", &[("token", &token), ("number", "1"), ("answer", ANSWER)]).raw(400);
    }

    fn words_about_the_person_are_refused_where_they_stand(app) {
        let (ann, bo, session) = delivered(&app);
        let told = |answer: &Response, pointer: &str| {
            let problem = answer.problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer);
            problem["errors"][0]["detail"].as_str().unwrap().to_owned()
        };
        for question in ["Why are you so arrogant?", "Bo, you're lazy. What did I miss?"] {
            let said = told(&asks(&ann, &session, question), "/question");
            assert!(said.contains("is about the person") && said.contains("For example"), "{said}");
        }
        let said = told(&asks(&ann, &session, "Was that good enough for a woman?"), "/question");
        assert!(said.contains("what was said or done") && !said.contains("about their"), "{said}");
        told(&asks(&ann, &session, ""), "/question");
        told(&asks(&ann, &session, &"x".repeat(1001)), "/question");
        asks(&ann, &session, QUESTION).expect(201);
        assert!(told(&answers(&bo, &session, 1, "You are not very smart."), "/answer").contains("is about the person"));
        told(&answers(&bo, &session, 1, "You did well for a woman."), "/answer");
        told(&answers(&bo, &session, 1, ""), "/answer");
        answers(&bo, &session, 9, ANSWER).problem(422, "invalid_input");
        assert_eq!(ann.get(&path(&session)).expect(200)["items"][0]["answer"], Value::Null);
    }

    fn three_questions_in_twenty_one_days_of_the_latest_version(app) {
        let (ann, bo, session) = delivered(&app);
        let coming = ann.books(&bo, "2027-01-20T17:00:00Z");
        asks(&ann, &coming, QUESTION).problem(404, "not_found");
        app.clock.advance_minutes(21 * 24 * 60);
        let ann = ann.again(&app);
        let key = |question: &str| {
            let body = json!({"question": question}).to_string();
            ann.send("POST", &path(&session), &[("idempotency-key", "one")], Some(&body))
        };
        key(QUESTION).expect(201);
        key(QUESTION).expect(201);
        key("Something else?").problem(422, "idempotency_key_reused");
        assert_eq!(ann.get(&path(&session)).expect(200)["items"].as_array().unwrap().len(), 1);
        app.clock.advance_minutes(1);
        asks(&ann, &session, "Too late?").problem(409, "too_late");
        let token = app.mails_to(&ann.email).into_iter().find(|mail| mail.subject.contains("feedback on your")).unwrap().token();
        assert!(!app.guest().get(&format!("/feedback?token={token}")).text.contains("name=\"question\""));
    }

    fn a_fourth_question_is_one_too_many(app) {
        let (ann, bo, session) = delivered(&app);
        for number in 1..=3 {
            assert_eq!(asks(&ann, &session, &format!("Question {number}?")).expect(201)["number"], number);
        }
        asks(&ann, &session, "And one more?").problem(409, "list_full");
        let token = asked_mails(&app, &bo).pop().unwrap().token();
        assert!(app.guest().get(&format!("/questions?token={token}")).text.matches("<form").count() == 3);
        assert_eq!(asked_mails(&app, &bo).len(), 3);
        // The database holds it, too.
        let insert = |number: u8| format!(
            "INSERT INTO follow_ups (session_id, number, question, asked_at) VALUES ('{session}', {number}, 'x', '2027-01-15 10:00:00')"
        );
        for number in [0, 3, 4] {
            let (app, insert) = (&app, &insert);
            let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| execute(&app.services.store, &insert(number))));
            assert!(tried.is_err(), "{number}");
        }
    }

    /// Whether the interviewer has left, has stopped interviewing, or one of the two has blocked the other: the same words.
    fn where_nobody_can_answer_the_candidate_is_told_so(app) {
        let told = |name: &str, away: &dyn Fn(&Person, &Person)| {
            app.clock.set("2027-01-11T08:00:00Z".parse().unwrap());
            let (ann, bo) = (app.candidate(&format!("Ann {name}")), app.interviewer(&format!("Bo {name}")));
            let session = ann.books(&bo, "2027-01-14T17:00:00Z");
            app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
            let (ann, bo) = (ann.again(&app), bo.again(&app));
            bo.submits(&session, &crate::support::full_notes());
            away(&ann, &bo);
            let problem = asks(&ann, &session, QUESTION).problem(409, "nobody_to_answer");
            assert!(ann.get(&path(&session)).expect(200)["items"].as_array().unwrap().is_empty());
            let token = app.mails_to(&ann.email).pop().unwrap().token();
            let page = app.guest().get(&format!("/feedback?token={token}")).text;
            assert!(page.contains("can&#39;t take questions") && !page.contains("name=\"question\""));
            let refused = presses(&app, "/feedback", &[("token", &token), ("question", QUESTION)]);
            refused.raw(409);
            assert!(refused.text.contains("began to code at minute 10"), "what was typed isn't lost");
            assert!(asked_mails(&app, &bo).is_empty());
            problem["detail"].as_str().unwrap().to_owned()
        };
        let blocks = |one: &Person, other: &Person| {
            one.send("PUT", &format!("/v1/me/blocks/{}", other.id), &[], None).expect(200);
        };
        let gone = told("One", &|_, bo| { bo.delete("/v1/me").expect(204); });
        let stopped = told("Two", &|_, bo| { bo.delete("/v1/me/interviewer").expect(204); });
        let by_her = told("Three", &|ann, bo| blocks(ann, bo));
        let by_him = told("Four", &|ann, bo| blocks(bo, ann));
        assert_eq!((&gone, &stopped, &by_her), (&stopped, &by_her, &by_him));
    }

    /// For the interviewer an open question is gone, as if its writer had left; what was answered stays with the feedback.
    fn once_one_has_blocked_the_other_nothing_is_passed_on(app) {
        let (ann, bo, session) = delivered(&app);
        asks(&ann, &session, QUESTION).expect(201);
        answers(&bo, &session, 1, ANSWER).expect(200);
        asks(&ann, &session, "And in which order?").expect(201);
        let link = asked_mails(&app, &bo).pop().unwrap().token();
        asks(&ann, &session, "Why?").expect(201);
        ann.send("PUT", &format!("/v1/me/blocks/{}", bo.id), &[], None).expect(200);
        assert_eq!(asked_mails(&app, &bo).len(), 1, "the first was answered by then, and the third on its way");
        answers(&bo, &session, 2, ANSWER).problem(404, "not_found");
        let late = presses(&app, "/questions", &[("token", &link), ("number", "2"), ("answer", "Left to right.")]);
        late.raw(404);
        assert!(late.text.contains("Left to right."));
        let seen = |who: &Person| who.get(&path(&session)).expect(200)["items"].as_array().unwrap().len();
        assert_eq!((seen(&ann), seen(&bo)), (3, 1));
        assert_eq!(bo.get("/v1/me/export").expect(200)["follow_ups"].as_array().unwrap().len(), 1);
        app.clock.advance_minutes(10 * 24 * 60);
        assert_eq!(mails(&app, &bo, "about your notes").len(), 1, "no reminder either");
        ann.again(&app).delete(&format!("/v1/me/blocks/{}", bo.id)).expect(204);
        answers(&bo.again(&app), &session, 2, ANSWER).expect(200);
        // An answer on its way isn't brought either.
        bo.again(&app).send("PUT", &format!("/v1/me/blocks/{}", ann.id), &[], None).expect(200);
        assert_eq!(mails(&app, &ann, "answered your question").len(), 1);
    }

    fn an_open_question_is_recalled_once(app) {
        let (ann, bo, session) = delivered(&app);
        let reminders = || mails(&app, &bo, "about your notes").into_iter().filter(|mail| mail.subject.starts_with("Ann's question")).collect::<Vec<_>>();
        let day = |day: u32| app.clock.set(format!("2027-01-{day}T20:00:00Z").parse().unwrap());
        asks(&ann, &session, QUESTION).expect(201);
        day(18);
        asks(&ann.again(&app), &session, "Is it about the queue?").expect(201);
        assert!(reminders().is_empty());
        day(20);
        let [first] = &reminders()[..] else { panic!("both at once, when the first is due") };
        assert_eq!(first.subject, "Ann's questions about your notes");
        let flat = first.flat();
        assert!(flat.contains(QUESTION) && flat.contains("about the queue") && flat.contains("You don't have to"));
        answers(&bo.again(&app), &session, 2, ANSWER).expect(200);
        day(22);
        asks(&ann.again(&app), &session, "Which step first?").expect(201);
        day(26);
        assert_eq!(reminders().len(), 1, "the second was named with the first");
        day(28);
        let flat = reminders().pop().unwrap().flat();
        assert!(flat.contains("Which step first?") && !flat.contains(QUESTION) && !flat.contains("about the queue"));
        app.clock.advance_minutes(30 * 24 * 60);
        assert_eq!(reminders().len(), 2);
        // There's no deadline for an answer.
        answers(&bo.again(&app), &session, 1, ANSWER).expect(200);
    }

    fn the_night_is_left_alone(app) {
        let (ann, bo, session) = delivered(&app);
        app.clock.set("2027-01-14T22:30:00Z".parse().unwrap());
        asks(&ann.again(&app), &session, QUESTION).expect(201);
        assert!(asked_mails(&app, &bo).is_empty(), "half past eleven in Berlin");
        app.clock.set("2027-01-15T06:30:00Z".parse().unwrap());
        assert_eq!(asked_mails(&app, &bo).len(), 1);
    }

    fn what_somebody_wrote_is_in_their_export_and_goes_with_them(app) {
        let (ann, bo, session) = delivered(&app);
        asks(&ann, &session, "Quillwort?").expect(201);
        asks(&ann, &session, "Bogbean?").expect(201);
        answers(&bo, &session, 1, "Sundew.").expect(200);
        for one in [&ann, &bo] {
            let exported = &one.get("/v1/me/export").expect(200)["follow_ups"];
            assert_eq!((&exported[0]["question"], &exported[0]["answer"]), (&json!("Quillwort?"), &json!("Sundew.")));
            assert_eq!(exported[0]["session_id"], session.as_str());
        }
        // No text is in the outbox: what's waiting there at the deletion tells nothing either.
        assert!(!every_row(&app.services.store).iter().any(|row| row.starts_with("outbox") && row.contains("Bogbean")));
        ann.delete("/v1/me").expect(204);
        app.mails();
        let rows = every_row(&app.services.store);
        for hers in ["Quillwort", "Bogbean"] {
            assert!(!rows.iter().any(|row| row.contains(hers)), "{hers}");
        }
        let kept = bo.get(&path(&session)).expect(200);
        assert_eq!((&kept["items"][0]["question"], &kept["items"][0]["answer"]), (&Value::Null, &json!("Sundew.")));
        assert_eq!(kept["items"].as_array().unwrap().len(), 1);
        assert!(asked_mails(&app, &bo).is_empty(), "nothing comes from somebody who has left");
        let markdown = bo.get(&format!("/v1/feedback/{session}/feedback.md"));
        markdown.raw(200);
        assert!(markdown.text.contains("The question was deleted"));
    }

    fn an_answer_stays_with_its_reader_when_its_writer_leaves(app) {
        let (ann, bo, session) = delivered(&app);
        asks(&ann, &session, QUESTION).expect(201);
        answers(&bo, &session, 1, ANSWER).expect(200);
        bo.delete("/v1/me").expect(204);
        assert_eq!(ann.get(&path(&session)).expect(200)["items"][0]["answer"], ANSWER);
    }
}

on_both_databases_racing! {
    fn five_questions_at_once_are_three(app) {
        let (ann, bo, session) = delivered(&app);
        let answers = at_once(5, |number| asks(&ann, &session, &format!("Question {number}?")));
        assert_eq!((with_status(&answers, 201), with_status(&answers, 409)), (3, 2));
        assert_eq!(ann.get(&path(&session)).expect(200)["items"].as_array().unwrap().len(), 3);
        assert_eq!(asked_mails(&app, &bo).len(), 3);
    }

    fn two_answers_at_once_are_one(app) {
        let (ann, bo, session) = delivered(&app);
        asks(&ann, &session, QUESTION).expect(201);
        let words = |number: usize| format!("Answer {number}.");
        let given = at_once(2, |number| answers(&bo, &session, 1, &words(number)));
        let winner = one_wins(&given, 200, 409, "question_answered");
        assert_eq!(ann.get(&path(&session)).expect(200)["items"][0]["answer"], words(winner));
        assert_eq!(mails(&app, &ann, "answered your question").len(), 1);
    }
}
