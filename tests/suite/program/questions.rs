//! What a program adds to the bank: written by its coordinators, drawn for its members, and read by nobody who is asked.

use crate::support::{Person, Response, TestApp, TestDatabase, at_once, full_notes, one_wins};
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";

/// Questions of the bank about concepts at junior level, as a program would write them.
fn some(count: usize) -> Vec<Value> {
    let bank: Value = serde_json::from_str(include_str!("../../../catalogue/questions/concepts_junior.json")).unwrap();
    let all = bank.as_array().unwrap().iter().filter(|one| one["levels"] == json!(["junior"])).take(count);
    let own = all.map(|one| {
        let mut one = one.clone();
        one.as_object_mut().unwrap().remove("id");
        one["title"] = json!(format!("Ours: {}", one["title"].as_str().unwrap()));
        one
    });
    own.collect()
}

/// A program of this person's, in which these are members; and the path of its questions.
fn program(founder: &Person, members: &[&Person]) -> String {
    let made = founder.post("/v1/programs", json!({"name": "Spring class"})).expect(201);
    for member in members {
        member.post("/v1/programs/join", json!({"code": made["join_code"]})).expect(200);
    }
    format!("/v1/programs/{}/questions", made["id"].as_str().unwrap())
}

/// Adds `count` questions; returns their ids.
#[track_caller]
fn adds(person: &Person, path: &str, count: usize) -> Vec<String> {
    let added = person.post(path, json!({"questions": some(count)})).expect(201);
    added["questions"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids that a brief offers.
#[track_caller]
fn offered(interviewer: &Person, session: &str) -> Vec<String> {
    let brief = interviewer.get(&format!("/v1/sessions/{session}/brief")).expect(200);
    brief["questions"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn change(person: &Person, path: &str, tag: &str, question: &Value) -> Response {
    person.send("PUT", path, &[("if-match", tag)], Some(&question.to_string()))
}

on_both_databases! {
    fn coordinators_write_read_change_and_take_out(app) {
        let (co, ann, bo) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"));
        let path = program(&co, &[&ann, &bo]);
        assert_eq!(co.get(&path).expect(200), json!({"questions": []}));
        let ids = adds(&co, &path, 2);
        let all = co.get(&path).expect(200);
        assert_eq!(all["questions"].as_array().unwrap().len(), 2);
        let first = format!("{path}/{}", ids[0]);
        let read = co.get(&first);
        let mut question = read.expect(200);
        assert_eq!(question, all["questions"][0]);
        assert_eq!(question["strong"], some(1)[0]["strong"]);
        question["title"] = json!("Said better");
        question["kind"] = json!("coding");
        let changed = change(&co, &first, read.header("etag"), &question);
        assert_eq!((changed.expect(200), changed.header("etag")), (question.clone(), "\"r2\""));
        assert_eq!(co.get(&format!("{path}?kind=coding")).expect(200), json!({"questions": [question]}));
        for member in [&ann, &bo] {
            for refused in [member.get(&path), member.get(&first), change(member, &first, "\"r2\"", &question), member.delete(&first), member.post(&path, json!({"questions": some(1)}))] {
                refused.problem(403, "forbidden");
            }
        }
        co.delete(&first).expect(204);
        co.delete(&first).problem(404, "not_found");
        co.get(&first).problem(404, "not_found");
        change(&co, &first, "\"r2\"", &question).problem(404, "not_found");
        assert_eq!(co.get(&path).expect(200)["questions"].as_array().unwrap().len(), 1);
        // Of another program of hers it is no question.
        let other = program(&co, &[]);
        co.get(&format!("{other}/{}", ids[1])).problem(404, "not_found");
        co.delete(&format!("{other}/{}", ids[1])).problem(404, "not_found");
    }

    /// RFC 9110, section 13.1.1.
    fn if_match_is_read_as_http_has_it(app) {
        let co = app.person("Co");
        let path = program(&co, &[]);
        let one = format!("{path}/{}", adds(&co, &path, 1)[0]);
        let mut expected = 1;
        for tag in ["\"r1\"", "*", "\"other\", \"r3\"", "\"r4-gzip\"", " * "] {
            expected += 1;
            let changed = change(&co, &one, tag, &some(1)[0]);
            changed.expect(200);
            assert_eq!(changed.header("etag"), format!("\"r{expected}\""), "{tag}");
        }
        for tag in ["\"*\"", "\"r1\", \"r2\"", "r6", "\"r66\""] {
            change(&co, &one, tag, &some(1)[0]).problem(412, "question_changed");
        }
        let all = at_once(6, |_| change(&co, &one, "*", &some(1)[0]));
        assert!(all.iter().all(|answer| answer.status == 200), "{all:#?}");
        assert_eq!(co.get(&one).header("etag"), "\"r12\"");
    }

    fn what_is_missing_is_named_and_nothing_is_added(app) {
        let co = app.person("Co");
        let path = program(&co, &[]);
        let mut all = some(3);
        all[1]["hints"][1]["step"] = json!("nudge");
        all[2]["weak"] = json!("Don't know.");
        all[2]["listen_for"] = json!(["one"]);
        let refused = co.post(&path, json!({"questions": all})).problem(422, "invalid_input");
        let pointers: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/questions/1/hints", "/questions/2/listen_for", "/questions/2/weak", "/questions/2/weak"]);
        for (bad, pointer) in [(json!({"questions": []}), "/questions"), (json!({"questions": [{"title": "x"}]}), "/questions/0")] {
            let refused = co.post(&path, bad).problem(422, "invalid_input");
            assert!(refused["errors"][0]["pointer"].as_str().unwrap().starts_with(pointer), "{refused}");
        }
        assert_eq!(co.get(&path).expect(200), json!({"questions": []}));
        let id = adds(&co, &path, 1).remove(0);
        let mut short = some(1)[0].clone();
        short["prompt"] = json!("Why?");
        let refused = change(&co, &format!("{path}/{id}"), "\"r1\"", &short).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/prompt");
        co.put(&format!("{path}/{id}"), some(1)[0].clone()).problem(428, "precondition_required");
        change(&co, &format!("{path}/{id}"), "\"r7\"", &some(1)[0]).problem(412, "question_changed");
    }

    /// What one program's list answers another one takes.
    fn a_list_goes_from_one_program_to_another(app) {
        let co = app.person("Co");
        let (here, there) = (program(&co, &[]), program(&co, &[]));
        adds(&co, &here, 3);
        let list = co.get(&here).expect(200);
        co.post(&there, list.clone()).expect(201);
        let strip = |list: Value| -> Vec<Value> {
            list["questions"].as_array().unwrap().iter().map(|one| { let mut one = one.clone(); one["id"] = Value::Null; one }).collect()
        };
        let (first, copied) = (list["questions"][0]["id"].clone(), co.get(&there).expect(200));
        assert_ne!(copied["questions"][0]["id"], first, "ids are given anew");
        assert_eq!(strip(copied), strip(list));
    }

    fn a_brief_of_two_members_offers_them_first_and_never_twice(app) {
        let (co, ann, bo, cy) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let path = program(&co, &[&ann, &bo]);
        let ids = adds(&co, &path, 4);
        // Cy is not in the program, and Bo's other candidate neither.
        let elsewhere = [(&cy, ann.books(&cy, START)), (&bo, app.candidate("Dan").books(&bo, START))];
        for (interviewer, session) in &elsewhere {
            assert!(offered(interviewer, session).iter().all(|id| !ids.contains(id)));
        }
        let hers: Vec<_> = ["2027-01-14T09:00:00Z", "2027-01-14T11:00:00Z", "2027-01-14T13:00:00Z"].map(|start| ann.books(&bo, start)).into();
        let (first, second, third) = (offered(&bo, &hers[0]), offered(&bo, &hers[1]), offered(&bo, &hers[2]));
        assert!(first.len() == 3 && first.iter().all(|id| ids.contains(id)), "{first:?}");
        assert!(ids.contains(&second[0]) && !first.contains(&second[0]), "{second:?}");
        assert!(second[1..].iter().chain(&third).all(|id| !ids.contains(id)), "{second:?} {third:?}");
        assert_eq!((second.len(), third.len()), (3, 3));
        ann.get(&format!("/v1/sessions/{}/brief", hers[0])).problem(403, "forbidden");
    }

    /// Taken out or changed, a question stays with the brief and the notes that have it.
    fn what_was_drawn_stays_and_so_do_notes(app) {
        let (co, ann, bo) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"));
        let path = program(&co, &[&ann, &bo]);
        let ids = adds(&co, &path, 3);
        let session = ann.books(&bo, START);
        let drawn = offered(&bo, &session);
        let other = program(&app.person("Other"), &[]);
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (co, ann, bo) = (co.again(&app), ann.again(&app), bo.again(&app));
        let strange = adds(&Person::sign_in(&app, "other@example.org"), &other, 1).remove(0);
        let mut notes = full_notes();
        notes["questions"] = json!([{"id": strange, "title": "Of others"}]);
        let refused = bo.saves(&session, &notes).problem(422, "invalid_input");
        assert_eq!(refused["errors"][0]["pointer"], "/questions/0/id");
        let asked = json!([{"id": drawn[0], "title": "What is printed first?", "how_it_went": "Said what settles first, and why."}]);
        notes["questions"] = asked.clone();
        bo.saves(&session, &notes).expect(200);
        for id in &ids {
            co.delete(&format!("{path}/{id}")).expect(204);
        }
        assert_eq!(offered(&bo, &session), drawn);
        bo.submits(&session, &notes);
        assert_eq!(ann.get(&format!("/v1/feedback/{session}")).expect(200)["notes"]["questions"], asked);
        let next = ann.books(&bo, "2027-01-15T17:00:00Z");
        assert!(offered(&bo, &next).iter().all(|id| !ids.contains(id)), "drawn no more");
    }
}

on_both_databases_racing! {
    fn of_two_who_change_one_at_once_one_does(app) {
        let co = app.person("Co");
        let path = program(&co, &[]);
        let one = format!("{path}/{}", adds(&co, &path, 1)[0]);
        for _ in 0..6 {
            let tag = co.get(&one).header("etag").to_owned();
            let answers = at_once(2, |_| change(&co, &one, &tag, &some(1)[0]));
            one_wins(&answers, 200, 412, "question_changed");
        }
    }

    fn two_hundred_are_the_most(app) {
        let co = app.person("Co");
        let path = program(&co, &[]);
        let full = |count: usize| json!({"questions": vec![some(1)[0].clone(); count]});
        for count in [40, 40, 40, 40, 39] {
            co.post(&path, full(count)).expect(201);
        }
        // One place, and two who want it, again and again.
        for _ in 0..8 {
            let answers = at_once(2, |_| co.post(&path, full(1)));
            let winner = one_wins(&answers, 201, 409, "list_full");
            co.delete(&format!("{path}/{}", answers[winner].json()["questions"][0]["id"].as_str().unwrap())).expect(204);
        }
        adds(&co, &path, 1);
        assert_eq!(co.get(&path).expect(200)["questions"].as_array().unwrap().len(), 200);
    }
}
