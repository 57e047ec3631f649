//! The whole path of a candidate, through the API alone and as time passes: an ask, a brief, an hour, notes, feedback, both
//! views of it, a week of practice, a trend, and the next ask. What each step leaves behind is what the next one reads.

use crate::feedback::feedback_files::{pages, printed};
use crate::practice::weekly::weekly_mails;
use crate::support::{Mail, Person, TestApp, TestDatabase, full_notes};
use candor::service::matching::matcher;
use serde_json::{Value, json};

const AIMS: &str = "I fumbled on promises and callback hell last time.";
const NOTED: &str = "Asked what runs first, the timer or the promise, before reading on.";
const HINTED: &str = "Does the second save need anything from the first?";

/// The two, signed in at this moment.
fn both_at(app: &TestApp, people: &[Person; 2], now: &str) -> [Person; 2] {
    app.clock.set(now.parse().unwrap());
    people.each_ref().map(|one| one.again(app))
}

/// Ann says what she wants and when, and whom she meets is found.
fn asks(app: &TestApp, ann: &Person) -> String {
    let wanted = json!({
        "kind": "concepts", "level": "junior", "topics": ["promises"], "language": "en", "duration_minutes": 60,
        "windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T19:00"}], "aims": AIMS, "auto_accept": true
    });
    let request = ann.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
    assert_eq!(matcher::run(&app.services, "this process").unwrap().matched, 1);
    let found = ann.get(&format!("/v1/requests/{request}")).expect(200);
    assert_eq!((&found["state"], &found["session"]["starts_at"]), (&json!("matched"), &json!("2027-01-14T17:00:00Z")));
    assert_eq!(found["session"]["interviewer"]["display_name"], "Bo");
    found["session"]["id"].as_str().unwrap().to_owned()
}

/// What Bo reads before: who comes and why, what to ask, what to look for and how the hour runs. The answer is the first question.
fn reads_the_brief([ann, bo]: &[Person; 2], session: &str) -> Value {
    let path = format!("/v1/sessions/{session}/brief");
    ann.get(&path).problem(403, "forbidden");
    let brief = bo.get(&path).expect(200);
    assert_eq!((&brief["session"]["aims"], &brief["session"]["level"]), (&json!(AIMS), &json!("junior")));
    let questions = brief["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 3);
    assert!(
        questions.iter().all(|one| one["topics"].as_array().unwrap().contains(&json!("promises"))),
        "{questions:?}"
    );
    let template = bo.get("/v1/note-templates/concepts").expect(200);
    assert_eq!(brief["competencies"], template["competencies"]);
    for competency in brief["competencies"].as_array().unwrap() {
        let scores: Vec<_> = competency["anchors"].as_array().unwrap().iter().map(|one| one["score"].clone()).collect();
        assert_eq!(scores, [1, 2, 3, 4], "{competency}");
    }
    let minutes: Vec<_> =
        brief["run_of_show"].as_array().unwrap().iter().map(|one| one["minutes"].as_u64().unwrap()).collect();
    assert_eq!(
        (minutes.iter().sum::<u64>(), minutes.last()),
        (60, Some(&15)),
        "a quarter of an hour is kept for talking it through"
    );
    questions[0].clone()
}

/// While it runs: what happens is stamped with the minute, and a tab that was open before loses none of it.
fn takes_notes(app: &TestApp, people: &[Person; 2], session: &str) -> Value {
    let [_, bo] = both_at(app, people, "2027-01-14T17:04:00Z");
    let path = format!("/v1/sessions/{session}/notes");
    let open_tab = bo.get(&path).header("etag").to_owned();
    bo.post(&format!("{path}/timeline"), json!({"text": NOTED})).expect(200);
    let [_, bo] = both_at(app, people, "2027-01-14T17:36:00Z");
    bo.post(&format!("{path}/hints"), json!({"kind": "nudge", "text": HINTED})).expect(200);
    let save = |tag: &str| bo.send("PUT", &path, &[("if-match", tag)], Some(&json!({"summary": "So far"}).to_string()));
    let current = save(&open_tab).problem(412, "notes_changed")["current"].take();
    assert_eq!(current["timeline"], json!([{"minute": 4, "text": NOTED}]));
    assert_eq!(current["hints"], json!([{"minute": 36, "kind": "nudge", "text": HINTED}]));
    current
}

/// Notes in which these two competencies are rated so.
fn rated(depth: i64, application: i64) -> Value {
    let mut notes = full_notes();
    for rating in notes["ratings"].as_array_mut().unwrap() {
        match rating["competency"].as_str().unwrap() {
            "depth" => rating["score"] = json!(depth),
            "application" => rating["score"] = json!(application),
            _ => (),
        }
    }
    notes
}

/// The draft lacks something, the linter says what and how it would look, and mended it goes out.
fn writes_up([ann, bo]: &[Person; 2], session: &str, taken: &Value, question: &Value) -> Value {
    let path = format!("/v1/sessions/{session}/notes");
    let mut notes = rated(2, 2);
    notes["timeline"] = taken["timeline"].clone();
    notes["hints"] = taken["hints"].clone();
    notes["questions"] = json!([{"id": question["id"], "title": question["title"], "how_it_went": "Named what settles first, and why."}]);
    let mut draft = notes.clone();
    draft["ratings"][0]["evidence"] = json!("Good.");
    draft["action_steps"] = json!([]);
    bo.saves(session, &draft).expect(200);
    let refused = bo.post(&format!("{path}/submit"), json!({})).problem(422, "notes_not_ready");
    let errors = refused["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == "error");
    let errors: Vec<_> = errors.map(|one| (one["rule"].as_str().unwrap(), one["pointer"].as_str().unwrap())).collect();
    assert_eq!(errors, [("evidence_too_short", "/ratings/0/evidence"), ("action_step_missing", "/action_steps")]);
    assert!(refused["findings"].as_array().unwrap().iter().all(|one| !one["example"].as_str().unwrap().is_empty()));
    ann.get(&format!("/v1/feedback/{session}")).problem(404, "not_found");
    bo.saves(session, &notes).expect(200);
    // Nothing is passed over: the linter has no more to say.
    assert_eq!(bo.post(&format!("{path}/submit"), json!({})).expect(200)["findings"], json!([]));
    notes
}

/// The part of a text that stands in every form of it: quotation marks and line breaks differ.
fn kernel(text: &Value) -> &str {
    let plain = |letter: char| letter == ' ' || letter == ',' || letter.is_ascii_alphanumeric();
    let parts = text.as_str().unwrap().split(|letter| !plain(letter)).map(str::trim);
    parts.max_by_key(|part| part.len()).unwrap()
}

/// The feedback as mail and as PDF: the recommendation, what was seen of each skill, and the steps.
fn receives(app: &TestApp, ann: &Person, session: &str, notes: &Value) {
    let mails = app.mails_to(&ann.email);
    let mails: Vec<&Mail> = mails.iter().filter(|mail| mail.subject.contains("feedback on your")).collect();
    let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
    let path = format!("/v1/feedback/{session}/feedback.pdf");
    let pdf = printed(ann, &path);
    assert!((2..=4).contains(&pages(ann, &path)), "{pdf}");
    for form in [&mail.flat(), &pdf] {
        assert!(form.contains("would hire you for a junior role."), "{form}");
        assert!(form.contains("Recommendation: hire (fairly sure), based on this hour."), "{form}");
        for rating in notes["ratings"].as_array().unwrap() {
            assert!(form.contains(kernel(&rating["evidence"])), "{rating}: {form}");
        }
        for step in notes["action_steps"].as_array().unwrap() {
            assert!(form.contains(kernel(&step["then"])) && form.contains(kernel(&step["check"])), "{step}: {form}");
        }
        assert!(form.contains(kernel(&json!(NOTED))) && !form.contains("What you chose"), "{form}");
    }
}

/// Ann says how she saw it: both views beside each other, the biggest difference first; and how Bo did.
fn compares([ann, bo]: &[Person; 2], session: &str) {
    let own = json!({"ratings": [
        {"competency": "correctness", "score": 3}, {"competency": "depth", "score": 4}, {"competency": "explaining", "score": 3}
    ]});
    ann.put(&format!("/v1/sessions/{session}/self-assessment"), own).expect(200);
    let feedback = ann.get(&format!("/v1/feedback/{session}")).expect(200);
    let sides = feedback["side_by_side"].as_array().unwrap().iter();
    let sides: Vec<_> = sides.map(|one| (one["competency"].as_str().unwrap(), one["difference"].as_i64())).collect();
    assert_eq!(sides[..3], [("depth", Some(-2)), ("explaining", Some(1)), ("correctness", Some(0))]);
    assert!(sides[3..].iter().all(|(_, difference)| difference.is_none()), "{sides:?}");
    let pdf = printed(ann, &format!("/v1/feedback/{session}/feedback.pdf"));
    let place = |words: &str| pdf.find(words).unwrap_or_else(|| panic!("{words}: {pdf}"));
    assert!(place("What you chose") > place("Depth") && place("Depth") < place("Accuracy"), "{pdf}");
    let review = json!({"on_time": true, "questions": "right", "hints": "yes", "notes_specific": true, "would_meet_again": true});
    ann.put(&format!("/v1/sessions/{session}/review"), review).expect(200);
    // Bo has delivered, so he reads what she says of both.
    assert_eq!(bo.get(&format!("/v1/sessions/{session}/self-assessment")).expect(200)["ratings"][1]["score"], 4);
    assert_eq!(bo.get(&format!("/v1/sessions/{session}/review")).expect(200)["would_meet_again"], true);
}

/// The steps are in the plan of the week, and on Sunday evening a mail tells how it went.
fn practises(app: &TestApp, people: &[Person; 2], session: &str, notes: &Value) {
    let ann = &people[0];
    let plan = ann.get("/v1/me/plan").expect(200);
    let given = notes["action_steps"].as_array().unwrap();
    let planned = plan["steps"].as_array().unwrap();
    assert_eq!((&plan["week"], planned.len()), (&json!("2027-01-11"), given.len()));
    for (step, given) in planned.iter().zip(given) {
        assert_eq!(
            (&step["source_id"], &step["if"], &step["then"], &step["check"]),
            (&json!(session), &given["if"], &given["then"], &given["check"])
        );
    }
    let path = format!("/v1/me/plan/steps/{}", planned[0]["id"].as_str().unwrap());
    ann.patch(&path, json!({"state": "done"})).expect(200);
    assert!(weekly_mails(app, ann, "2027-01-15T17:00:00Z").is_empty());
    let settings = ann.again(app).patch("/v1/me/plan/settings", json!({"weekly_mail": true})).expect(200);
    assert_eq!(settings["next_mail_at"], "2027-01-17T17:00:00Z", "18:00 in Berlin");
    assert!(weekly_mails(app, ann, "2027-01-17T16:59:00Z").is_empty());
    let mails = weekly_mails(app, ann, "2027-01-17T17:00:00Z");
    let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
    let flat = mail.flat();
    let place = |words: &str| flat.find(words).unwrap_or_else(|| panic!("{words}: {flat}"));
    assert!(place("DONE") < place(kernel(&given[0]["then"])) && place(kernel(&given[0]["then"])) < place("STILL OPEN"));
    assert!(place("STILL OPEN") < place(kernel(&given[1]["then"])), "{flat}");
}

/// The direction of a competency.
fn direction(ann: &Person, competency: &str) -> (String, bool) {
    let trends = ann.get("/v1/me/trends?kind=concepts").expect(200);
    let found = trends["competencies"].as_array().unwrap().iter().find(|one| one["competency"] == competency).unwrap();
    (found["direction"].as_str().unwrap().to_owned(), !found["line"].is_null())
}

/// Two more sessions: with fewer than three, no direction is shown; with three, it is.
fn grows(app: &TestApp, people: &[Person; 2]) -> [Person; 2] {
    let [ann, bo] = both_at(app, people, "2027-01-18T08:00:00Z");
    let few = || ("too_few_to_tell".to_owned(), false);
    for (day, application) in [(19, 3), (20, 3)] {
        assert_eq!([direction(&ann.again(app), "depth"), direction(&ann.again(app), "application")], [few(), few()]);
        let session = ann.again(app).books(&bo, &format!("2027-01-{day}T17:00:00Z"));
        let [_, bo] = both_at(app, people, &format!("2027-01-{day}T18:00:00Z"));
        bo.submits(&session, &rated(2, application));
    }
    let [ann, bo] = people.each_ref().map(|one| one.again(app));
    assert_eq!(direction(&ann, "depth"), ("steady".to_owned(), true));
    assert_eq!(direction(&ann, "application"), ("rising".to_owned(), true));
    [ann, bo]
}

/// The next interview is proposed from it, and asked for as it stands.
fn asks_for_the_next(app: &TestApp, ann: &Person) {
    let next = ann.get("/v1/me/next").expect(200);
    assert!(next["reason"].as_str().unwrap().contains("Depth"), "{next}");
    let proposed = &next["request"];
    assert_eq!(
        (&proposed["kind"], &proposed["level"], &proposed["topics"]),
        (&json!("concepts"), &json!("junior"), &json!(["promises"]))
    );
    let asked = ann.post("/v1/requests", proposed.clone()).expect(201);
    for field in ["kind", "level", "topics", "language", "duration_minutes", "windows", "aims"] {
        assert_eq!(asked[field], proposed[field], "{field}");
    }
    // Somebody is found; it is hers to say yes, for nobody asked her about these times.
    assert_eq!(matcher::run(&app.services, "this process").unwrap().matched, 1);
    let found = ann.get(&format!("/v1/requests/{}", asked["id"].as_str().unwrap())).expect(200);
    assert_eq!((&found["state"], &found["session"]["state"]), (&json!("offered"), &json!("offered")));
    assert!(found["session"]["aims"].as_str().unwrap().contains("Depth"), "Bo will read what it is for: {found}");
}

on_both_databases! {
    fn from_one_ask_to_the_next(app) {
        let people = [app.candidate("Ann"), app.interviewer("Bo")];
        let session = asks(&app, &people[0]);
        let question = reads_the_brief(&people, &session);
        let taken = takes_notes(&app, &people, &session);
        let people = both_at(&app, &people, "2027-01-14T18:00:00Z");
        let notes = writes_up(&people, &session, &taken, &question);
        receives(&app, &people[0], &session, &notes);
        compares(&people, &session);
        practises(&app, &people, &session, &notes);
        let [ann, _] = grows(&app, &people);
        asks_for_the_next(&app, &ann);
    }
}
