//! Reporting somebody: who reads it, who doesn't, and what comes of it.

use crate::support::{Person, Response, TestApp, TestDatabase, at_once, every_row, full_notes};
use serde_json::{Value, json};

const WORDS: &str = "He asked where I live, twice, after I had said no.";

/// The address that the tests' settings name.
const OPERATOR: &str = "operator@example.org";

fn told(about: &Person) -> Value {
    json!({"about_person_id": about.id, "what": "harassment", "text": WORDS})
}

#[track_caller]
fn reports(person: &Person, about: &Person) -> Value {
    person.post("/v1/reports", told(about)).expect(201)
}

fn id(made: &Value) -> &str {
    made["report"]["id"].as_str().unwrap()
}

fn show(person: &Person, made: &Value) -> Response {
    person.get(&format!("/v1/reports/{}", id(made)))
}

fn close(person: &Person, made: &Value) -> Response {
    person.post(&format!("/v1/reports/{}/close", id(made)), json!({"word": "We talked to him."}))
}

#[track_caller]
fn listed(person: &Person, path: &str) -> Vec<Value> {
    person.get(path).expect(200)["items"].as_array().unwrap().clone()
}

/// A program of this person's, in which these are members.
fn program(founder: &Person, name: &str, members: &[&Person]) -> String {
    let made = founder.post("/v1/programs", json!({"name": name})).expect(201);
    for member in members {
        member.post("/v1/programs/join", json!({"code": made["join_code"]})).expect(200);
    }
    made["id"].as_str().unwrap().to_owned()
}

fn mailed(app: &TestApp, to: &str) -> Vec<String> {
    let mails = app.mails_to(to).into_iter();
    mails
        .filter(|mail| mail.subject.contains("report"))
        .map(|mail| format!("{}: {}", mail.subject, mail.flat()))
        .collect()
}

on_both_databases! {
    fn coordinators_and_the_operator_read_it_and_nobody_else(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Cy"));
        let (co, other, operator) = (app.person("Co"), app.person("Other"), Person::join(&app, "Operator"));
        assert_eq!(operator.email, OPERATOR);
        let club = program(&co, "Spring class", &[&ann, &bo, &cy]);
        program(&other, "Another class", &[&ann]);
        let made = reports(&ann, &bo);
        assert_eq!(made["reaches"], "It goes to the coordinators of Spring class and the people who run this server. Bo won't be told.");
        let report = &made["report"];
        assert_eq!((&report["about"]["display_name"], &report["what"], &report["text"], &report["state"]), (&json!("Bo"), &json!("harassment"), &json!(WORDS), &json!("open")));
        assert_eq!((&report["program_ids"], &made["coming_sessions"]), (&json!([club]), &json!([])));
        for person in [&ann, &co, &operator] {
            assert_eq!(show(person, &made).expect(200), *report);
        }
        for person in [&bo, &cy, &other] {
            show(person, &made).problem(404, "not_found");
            close(person, &made).problem(404, "not_found");
        }
        let of_club = format!("/v1/programs/{club}/reports");
        assert_eq!((listed(&co, &of_club), listed(&operator, "/v1/operator/reports"), listed(&ann, "/v1/reports")), (vec![report.clone()], vec![report.clone()], vec![report.clone()]));
        ann.get(&of_club).problem(403, "forbidden");
        other.get(&of_club).problem(404, "not_found");
        co.get("/v1/operator/reports").problem(403, "forbidden");
        assert_eq!(listed(&bo, "/v1/reports"), Vec::<Value>::new());
        assert!(!bo.get("/v1/me/export").expect(200).to_string().contains(WORDS));
        assert_eq!(ann.get("/v1/me/export").expect(200)["reports"], json!([report]));

        for to in [&co.email, OPERATOR] {
            let mails = mailed(&app, to);
            assert_eq!(mails.len(), 1, "{to}");
            assert!(mails[0].starts_with("Please look at this report: harassment: ") && mails[0].contains("Ann has reported Bo: harassment") && mails[0].contains(WORDS), "{}", mails[0]);
        }
        for to in [&ann.email, &bo.email, &cy.email, &other.email] {
            assert_eq!(mailed(&app, to), Vec::<String>::new());
        }
    }

    fn it_is_closed_once_with_a_word_to_who_made_it(app) {
        let (ann, bo, co) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Co"));
        program(&co, "Spring class", &[&ann, &bo]);
        let made = reports(&ann, &bo);
        close(&ann, &made).problem(403, "forbidden");
        co.post(&format!("/v1/reports/{}/close", id(&made)), json!({"word": ""})).problem(422, "invalid_input");
        app.mails();
        app.clock.advance_minutes(5);
        let closed = close(&co, &made).expect(200);
        assert_eq!((&closed["state"], &closed["word"], &closed["closed_at"]), (&json!("closed"), &json!("We talked to him."), &json!("2027-01-11T08:05:00Z")));
        close(&co, &made).problem(409, "report_state");
        assert_eq!(show(&ann, &made).expect(200), closed);
        let word = mailed(&app, &ann.email);
        assert_eq!(word.len(), 1);
        assert!(word[0].starts_with("Your report has been reviewed: ") && word[0].contains("We talked to him."), "{}", word[0]);
        assert_eq!(mailed(&app, &bo.email), Vec::<String>::new());
        assert_eq!((listed(&ann, "/v1/reports?state=open"), listed(&ann, "/v1/reports?state=closed")), (vec![], vec![closed]));
    }

    /// A coordinator who is reported sees nothing of it; the others do.
    fn the_one_it_is_about_is_not_told_whatever_they_are(app) {
        let (ann, co, second) = (app.candidate("Ann"), app.person("Co"), app.person("Second"));
        let club = program(&co, "Spring class", &[&ann, &second]);
        let made = reports(&ann, &co);
        assert_eq!(made["reaches"], "It goes to the people who run this server. Co won't be told.");
        assert_eq!(mailed(&app, &co.email), Vec::<String>::new());
        show(&co, &made).problem(404, "not_found");
        close(&co, &made).problem(404, "not_found");
        assert_eq!(listed(&co, &format!("/v1/programs/{club}/reports")), Vec::<Value>::new());
        co.patch(&format!("/v1/programs/{club}/members/{}", second.id), json!({"role": "coordinator"})).expect(200);
        assert_eq!(listed(&second, &format!("/v1/programs/{club}/reports")).len(), 1);
        let operator = Person::join(&app, "Operator");
        let of_operator = reports(&ann, &app.interviewer("Bo"));
        assert_eq!(listed(&operator, "/v1/operator/reports").len(), 2);
        program(&operator, "Operators", &[&ann]);
        reports(&ann, &operator);
        assert_eq!(listed(&operator, "/v1/operator/reports").len(), 2);
        show(&operator, &of_operator).expect(200);
    }

    /// An id reveals nothing here either: only people one has met or can find.
    fn only_of_somebody_one_has_come_across(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let nobody = json!({"about_person_id": "0192f3a0-0000-7000-8000-000000000001", "what": "spam", "text": "x"});
        let unknown = ann.post("/v1/reports", nobody).problem(404, "not_found");
        assert_eq!(ann.post("/v1/reports", told(&cy)).problem(404, "not_found"), unknown);
        ann.post("/v1/reports", told(&ann)).problem(422, "invalid_input");
        reports(&ann, &bo);
        bo.send("PUT", &format!("/v1/me/blocks/{}", ann.id), &[], None).expect(200);
        assert_eq!(ann.post("/v1/reports", told(&bo)).problem(404, "not_found"), unknown, "as somebody who doesn't volunteer");
        bo.delete(&format!("/v1/me/blocks/{}", ann.id)).expect(204);
        ann.books(&bo, "2027-01-14T17:00:00Z");
        bo.send("PUT", &format!("/v1/me/blocks/{}", ann.id), &[], None).expect(200);
        reports(&ann, &bo);
        reports(&bo, &ann);
    }

    /// Of a session of the two, and with it the notes stay whose they are.
    fn about_a_session_and_without_its_notes(app) {
        let (ann, bo, cy, co) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"), app.person("Co"));
        program(&co, "Spring class", &[&ann, &bo]);
        let (ours, theirs) = (ann.books(&bo, "2027-01-11T09:00:00Z"), cy.books(&bo, "2027-01-12T09:00:00Z"));
        app.clock.set("2027-01-11T10:30:00Z".parse().unwrap());
        let (ann, bo, co) = (ann.again(&app), bo.again(&app), co.again(&app));
        bo.submits(&ours, &full_notes());
        let about = |session: &str| {
            let mut body = told(&bo);
            body["session_id"] = json!(session);
            ann.post("/v1/reports", body)
        };
        for session in [&theirs, "0192f3a0-0000-7000-8000-000000000001"] {
            assert_eq!(about(session).problem(422, "invalid_input")["errors"][0]["pointer"], "/session_id");
        }
        let made = about(&ours).expect(201);
        assert_eq!(made["report"]["session_id"], ours.as_str());
        let read = show(&co, &made).text.clone();
        assert!(!read.contains(full_notes()["summary"].as_str().unwrap()));
        co.get(&format!("/v1/feedback/{ours}")).problem(404, "not_found");
        co.get(&format!("/v1/sessions/{ours}")).problem(404, "not_found");
        assert!(mailed(&app, &co.email).iter().all(|mail| !mail.contains(full_notes()["summary"].as_str().unwrap())));
    }

    fn it_can_keep_them_away_as_well(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        let mut body = told(&bo);
        body["block"] = json!(true);
        let made = ann.post("/v1/reports", body).expect(201);
        assert_eq!(made["coming_sessions"][0]["id"], session.as_str());
        assert_eq!(ann.get("/v1/me/blocks").expect(200)["items"][0]["person_id"], bo.id);
    }

    fn who_leaves_takes_their_words_along(app) {
        let (ann, bo, co) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Co"));
        let club = program(&co, "Spring class", &[&ann, &bo]);
        reports(&ann, &bo);
        ann.delete("/v1/me").expect(204);
        app.mails();
        assert!(every_row(&app.services.store).iter().all(|row| !row.contains(WORDS)), "nor does a mail keep them");
        let left = &listed(&co, &format!("/v1/programs/{club}/reports"))[0];
        assert_eq!((&left["reporter"]["display_name"], &left["text"], &left["what"], &left["state"]), (&json!("a former member"), &json!(""), &json!("harassment"), &json!("open")));
    }

    /// A report that was closed, or that they're no longer responsible for, isn't mailed.
    fn a_mail_that_is_no_longer_true_is_not_sent(app) {
        let (ann, bo, co, second) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Co"), app.person("Second"));
        let club = program(&co, "Spring class", &[&ann, &bo, &second]);
        co.patch(&format!("/v1/programs/{club}/members/{}", second.id), json!({"role": "coordinator"})).expect(200);
        app.mails();
        let made = reports(&ann, &bo);
        second.delete(&format!("/v1/programs/{club}/members/{}", second.id)).expect(204);
        assert_eq!((mailed(&app, &co.email).len(), mailed(&app, &second.email).len()), (1, 0));
        close(&co, &made).expect(200);
        let again = reports(&ann, &bo);
        close(&co, &again).expect(200);
        assert_eq!(mailed(&app, &co.email).len(), 1);
    }
}

on_both_databases_racing! {
    /// Ten at a time, however fast they come.
    fn ten_are_open_at_most(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let before: Vec<_> = (0..8).map(|_| reports(&ann, &bo)).collect();
        let answers = at_once(4, |_| ann.post("/v1/reports", told(&bo)).status);
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 2, "{answers:?}");
        assert_eq!(listed(&ann, "/v1/reports").len(), 10);
        let operator = Person::join(&app, "Operator");
        close(&operator, &before[0]).expect(200);
        let key = [("idempotency-key", "once")];
        let sent = |_| ann.send("POST", "/v1/reports", &key, Some(&told(&bo).to_string())).expect(201)["report"]["id"].clone();
        assert_eq!(sent(0), sent(1));
        ann.post("/v1/reports", told(&bo)).problem(409, "list_full");
    }

    fn one_of_two_closes_it(app) {
        let (ann, bo, co) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Co"));
        program(&co, "Spring class", &[&ann, &bo]);
        let operator = Person::join(&app, "Operator");
        let made = reports(&ann, &bo);
        let answers = at_once(2, |who| close(if who == 0 { &co } else { &operator }, &made));
        crate::support::one_wins(&answers, 200, 409, "report_state");
        assert_eq!(mailed(&app, &ann.email).len(), 1);
    }
}
