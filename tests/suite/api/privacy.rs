//! Who can read what somebody wrote: every GET of the API, by every caller, with every id, is searched for the words in
//! notes, self-assessment, review, debrief, plan, the name of a link and the ratings of a sample session.

use crate::support::{Client, Person, TestApp, TestDatabase, full_notes, operations};
use serde_json::{Value, json};

/// What was written, identified by a word that occurs nowhere else.
const WRITTEN: [(&str, &str); 12] = [
    ("notes", "quagga-notes"),
    ("for the coordinator", "quagga-coordinator"),
    ("self-assessment", "quagga-own-view"),
    ("review", "quagga-review"),
    ("debrief", "quagga-debrief"),
    ("feelings", "quagga-feelings"),
    ("plan", "quagga-plan"),
    ("share", "quagga-share"),
    ("calibration", "quagga-calibration"),
    ("question back", "quagga-question"),
    ("answer", "quagga-answer"),
    // Nobody wrote this; only people who rated the sample see it.
    ("reference", "the 20,000 into requests a second"),
];

struct Scene {
    ann: Person,
    bo: Person,
    co: Person,
    /// Another candidate of the program.
    eve: Person,
    stranger: Person,
    operator: Person,
    program: String,
    /// Everything that could replace an `{id}`.
    ids: Vec<String>,
    /// The path of the shared link.
    shared: String,
}

fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

fn scene(app: &TestApp) -> Scene {
    let (ann, bo, co, eve) = (app.candidate("Ann"), app.interviewer("Bo"), app.person("Co"), app.candidate("Eve"));
    let (stranger, operator) = (app.interviewer("Stranger"), Person::join(app, "Operator"));
    let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
    for person in [&ann, &bo, &eve] {
        person.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
    }
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
    let [ann, bo, co, eve, stranger, operator] = [ann, bo, co, eve, stranger, operator].map(|one| one.again(app));
    let own = json!({"ratings": [{"competency": "depth", "score": 2}], "takeaway": "quagga-own-view"});
    ann.put(&format!("/v1/sessions/{session}/self-assessment"), own).expect(200);
    let mut notes = full_notes();
    notes["summary"] = json!("quagga-notes: we spent the hour on promises and on what runs first.");
    notes["private_to_coordinator"] = json!("quagga-coordinator");
    bo.submits(&session, &notes);
    ann.put(&format!("/v1/sessions/{session}/review"), json!({"on_time": true, "comment": "quagga-review"}))
        .expect(200);
    let asked = json!({"question": "What is quagga-question?"});
    ann.post(&format!("/v1/feedback/{session}/follow-ups"), asked).expect(201);
    bo.post(&format!("/v1/feedback/{session}/follow-ups/1/answer"), json!({"answer": "It is quagga-answer."}))
        .expect(200);
    let debrief = json!({"feelings": "quagga-feelings", "kind": "concepts", "went_well": "quagga-debrief"});
    let debrief = ann.post("/v1/me/debriefs", json!({"about": "interview", "debrief": debrief})).expect(201);
    let step = ann.post("/v1/me/plan/steps", json!({"then": "quagga-plan"})).expect(201);
    let share = ann.post(&format!("/v1/feedback/{session}/shares"), json!({"name": "quagga-share"})).expect(201);
    let shared = share["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap().to_owned();
    let sample = "system-design-mid-study-rooms";
    let shown = bo.get(&format!("/v1/calibration/{sample}")).expect(200);
    let rating = |one: &Value| json!({"competency": one["id"], "score": 2, "evidence": "quagga-calibration"});
    let ratings: Vec<_> = shown["competencies"].as_array().unwrap().iter().map(rating).collect();
    bo.put(&format!("/v1/me/calibration/{sample}"), json!({"ratings": ratings})).expect(200);
    let program = id(&program);
    let mut ids = vec![sample.to_owned(), session, program.clone(), id(&debrief), id(&step), id(&share["share"])];
    ids.extend([&ann, &bo, &co].map(|person| person.id.clone()));
    Scene { ann, bo, co, eve, stranger, operator, program, ids, shared }
}

/// Every path made from a template with these ids.
fn filled(template: &str, ids: &[String]) -> Vec<String> {
    let (Some(from), Some(to)) = (template.find('{'), template.find('}')) else { return vec![template.to_owned()] };
    ids.iter().flat_map(|id| filled(&format!("{}{id}{}", &template[..from], &template[to + 1..]), ids)).collect()
}

impl Scene {
    /// Which of these this caller can read anywhere.
    fn read_by(&self, reader: &Client) -> Vec<&'static str> {
        let gets = operations().iter().filter(|one| one.method == "GET");
        let paths: Vec<String> = gets.flat_map(|one| filled(&one.path, &self.ids)).collect();
        assert!(paths.len() > 300, "{}", paths.len());
        let answers: Vec<_> = paths.iter().map(|path| reader.get(path)).filter(|one| one.status == 200).collect();
        let found = |word: &str| answers.iter().any(|one| one.text.contains(word));
        WRITTEN.iter().filter(|(_, word)| found(word)).map(|(what, _)| *what).collect()
    }

    fn consents(&self, shares: bool) {
        let path = format!("/v1/programs/{}/members/{}", self.program, self.ann.id);
        self.ann.patch(&path, json!({"shares_notes": shares})).expect(200);
    }
}

on_both_databases! {
    fn everybody_reads_what_is_theirs_to_read_and_nothing_else(app) {
        let scene = scene(&app);
        let hers = ["notes", "self-assessment", "review", "debrief", "feelings", "plan", "share", "question back", "answer"];
        assert_eq!(scene.read_by(&scene.ann), hers);
        let his = ["notes", "for the coordinator", "self-assessment", "review", "calibration", "question back", "answer", "reference"];
        assert_eq!(scene.read_by(&scene.bo), his);
        let nothing: [&str; 0] = [];
        for (who, reader) in [("another", &scene.eve), ("stranger", &scene.stranger), ("operator", &scene.operator), ("coordinator", &scene.co)] {
            assert_eq!(scene.read_by(reader), nothing, "{who}");
        }
        assert_eq!(scene.read_by(&app.guest()), nothing);
        // The coordinator of a program, while Ann consents to that: the feedback, and what was written for coordinators.
        scene.consents(true);
        assert_eq!(scene.read_by(&scene.co), ["notes", "for the coordinator"]);
        for reader in [&scene.eve, &scene.stranger, &scene.operator] {
            assert_eq!(scene.read_by(reader), nothing);
        }
        scene.consents(false);
        assert_eq!(scene.read_by(&scene.co), nothing);
    }

    /// A link shows the delivered notes, and nothing else that was written; see also the tests of shares.
    fn a_link_tells_of_the_notes_alone(app) {
        let scene = scene(&app);
        let page = app.guest().get(&scene.shared);
        page.raw(200);
        let told: Vec<_> = WRITTEN.iter().filter(|(_, word)| page.text.contains(word)).map(|(what, _)| *what).collect();
        assert_eq!(told, ["notes"]);
    }
}
