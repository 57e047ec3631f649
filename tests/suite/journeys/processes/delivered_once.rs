//! Feedback is delivered once for each version, however it comes about: with the process killed in the middle of submitting, with
//! the process killed while it sends, and with two replicas that deliver at the same moment.

use super::{mails, on_the_machines_time, zone_by_day};
use crate::support::{
    Mail, Person, Process, Response, SmtpServer, TableLock, TestApp, TestDatabase, about_to_queue, at_once, booking,
    full_notes, services, wait_until,
};
use candor::domain::Timestamp;
use candor::mail::Transport;
use candor::service::feedback::late_notes;
use candor::service::{Clock, delivery};
use serde_json::{Value, json};
use std::collections::HashSet;

/// How a version comes about.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    First,
    Amended,
    Released,
    Reassigned,
}

const WAYS: [Way; 4] = [Way::First, Way::Amended, Way::Released, Way::Reassigned];

struct Scene {
    co: Person,
    ann: Person,
    bo: Person,
    cy: Person,
    program: String,
}

/// A call that delivers a version.
struct Call {
    who: Person,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Value,
}

impl Call {
    fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }

    fn at(&self, base: &str) -> Response {
        self.who.at(base).send("POST", &self.path, &self.headers(), Some(&self.body.to_string()))
    }

    /// The same, of a process that may be gone before it answers.
    fn cut_off(&self, base: &str) -> Option<Response> {
        let headers = [vec![("content-type", "application/json")], self.headers()].concat();
        self.who.at(base).send_raw(format!("POST {}", self.path).as_bytes(), &headers, self.body.to_string().as_bytes())
    }
}

/// Ann was interviewed by Bo so often, hour after hour, four days ago; the clock is the machine's.
fn scene(app: &TestApp, sessions: usize) -> (Scene, Vec<String>) {
    let day = Timestamp::now().plus_days(-4).utc().format("%Y-%m-%d").to_string();
    app.clock.set(Timestamp::now().plus_days(-6));
    let (co, ann, bo, cy) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
    let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
    for person in [&ann, &bo, &cy] {
        person.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
    }
    let books = |hour: usize| {
        let booked = ann.post("/v1/sessions", booking(&bo.id, &format!("{day}T{:02}:00:00Z", 8 + hour))).expect(201);
        booked["id"].as_str().unwrap().to_owned()
    };
    let booked = (0..sessions).map(books).collect();
    on_the_machines_time(app);
    let [co, ann, bo, cy] = [co, ann, bo, cy].map(|person| person.again(app));
    ann.patch("/v1/me", json!({"time_zone": zone_by_day()})).expect(200);
    // Mails by the clock are already queued: only the delivering process is blocked while queueing a mail.
    bo.put("/v1/me/monthly-summary", json!({"wanted": false})).expect(200);
    assert_eq!(late_notes::write_due(&app.services, &|| false).unwrap(), 1);
    (Scene { co, ann, bo, cy, program: program["id"].as_str().unwrap().to_owned() }, booked)
}

impl Scene {
    /// Everything up to the call.
    fn ready(&self, way: Way, session: &str) -> Call {
        let notes = format!("/v1/sessions/{session}/notes");
        let late = format!("/v1/programs/{}/late-notes/{session}", self.program);
        let word = "Bo has a new job since Friday.";
        self.bo.saves(session, &full_notes()).expect(200);
        let submit = |who: &Person| Call {
            who: who.clone(),
            path: format!("{notes}/submit"),
            headers: Vec::new(),
            body: json!({}),
        };
        match way {
            Way::First => submit(&self.bo),
            Way::Amended => {
                self.bo.submits(session, &full_notes());
                let tag = self.bo.get(&notes).header("etag").to_owned();
                let mut amended = full_notes();
                amended["summary"] = json!("Read once more, and the second answer was better than I wrote.");
                let body = json!({"notes": amended, "why": "I had mixed up two answers."});
                Call { who: self.bo.clone(), path: format!("{notes}/amend"), headers: vec![("if-match", tag)], body }
            }
            Way::Released => {
                let body = json!({"word": word});
                Call { who: self.co.clone(), path: format!("{late}/release"), headers: Vec::new(), body }
            }
            Way::Reassigned => {
                self.co.post(&format!("{late}/reassign"), json!({"writer_id": self.cy.id, "word": word})).raw(204);
                submit(&self.cy)
            }
        }
    }

    /// Who else may deliver it at the same moment: the interviewer, whose notes they are; an amendment from another tab.
    fn rival(&self, way: Way, session: &str, call: &Call) -> Call {
        match way {
            Way::First | Way::Amended => Call {
                who: self.bo.clone(),
                path: call.path.clone(),
                headers: call.headers.clone(),
                body: call.body.clone(),
            },
            Way::Released | Way::Reassigned => Call {
                who: self.bo.clone(),
                path: format!("/v1/sessions/{session}/notes/submit"),
                headers: Vec::new(),
                body: json!({}),
            },
        }
    }

    fn versions(&self, base: &str, session: &str) -> usize {
        let answer = self.ann.at(base).get(&format!("/v1/feedback/{session}/versions"));
        if answer.status == 404 { 0 } else { answer.expect(200)["items"].as_array().unwrap().len() }
    }
}

fn feedback(smtp: &SmtpServer) -> Vec<Mail> {
    smtp.mails().into_iter().filter(|mail| mail.subject.to_lowercase().contains("feedback")).collect()
}

/// The database is as if the call had never been made, and made again elsewhere it delivers, once.
#[test]
fn killed_in_the_middle_of_submitting() {
    let app = TestApp::start(TestDatabase::postgres());
    let (scene, sessions) = scene(&app, WAYS.len());
    let calls: Vec<Call> = WAYS.iter().zip(&sessions).map(|(way, session)| scene.ready(*way, session)).collect();
    app.mails();
    let smtp = SmtpServer::start();
    let url = smtp.url();
    let start = || Process::start(app.database(), &[("SMTP_URL", &url)]);
    let before = WAYS.map(|way| usize::from(way == Way::Amended));
    let second = start();
    for ((way, call), (session, before)) in WAYS.iter().zip(&calls).zip(sessions.iter().zip(before)) {
        let first = start();
        let held = TableLock::table(app.database(), "outbox");
        let base = first.base.clone();
        std::thread::scope(|scope| {
            let cut_off = scope.spawn(|| call.cut_off(&base));
            wait_until("it is about to queue the mail", || about_to_queue(&app.services.store) == 1);
            first.kill();
            assert!(cut_off.join().unwrap().is_none(), "{way:?}: nobody was told that it worked");
        });
        held.release();
        assert_eq!(scene.versions(&second.base, session), before, "{way:?}");
        let again = call.at(&second.base);
        assert!(matches!(again.status, 200 | 204), "{way:?}: {again:?}");
        assert_eq!(scene.versions(&second.base, session), before + 1, "{way:?}");
    }
    wait_until("all four arrive", || feedback(&smtp).len() == WAYS.len());
    wait_until("nothing waits", || mails(&app.services.store, "feedback", "waiting").is_empty());
    assert_eq!(feedback(&smtp).len(), WAYS.len(), "each once");
}

on_both_databases_racing! {
    /// The process is gone with the feedback in its hand, before the mail server has it: another one sends it.
    fn killed_while_it_sends(app) {
        let (scene, sessions) = scene(&app, 1);
        let call = scene.ready(Way::First, &sessions[0]);
        app.mails();
        let database = app.database().clone();
        drop(app);
        let smtp = SmtpServer::start_with(&["before=1"]);
        let url = smtp.url();
        let process = || Process::start(&database, &[("SMTP_URL", url.as_str()), ("PUBLIC_URL", "http://candor.example")]);
        let first = process();
        call.at(&first.base).expect(200);
        wait_until("it is claimed and not handed over", || smtp.stands_still("before"));
        first.kill();
        smtp.go_on();
        let second = process();
        // The lease keeps other processes from sending it; a repeated submission gets `notes_locked`.
        call.at(&second.base).problem(409, "notes_locked");
        let later = services(&database, Clock::by(|| Timestamp::now().plus_minutes(3)));
        let queued = || mails(&later.store, "feedback", "waiting");
        let all = queued();
        let transport = Transport::smtp(&smtp.url()).unwrap();
        while delivery::send_due(&later, &transport, &|| false).unwrap() > 0 {}
        let arrived = feedback(&smtp);
        assert_eq!(arrived.iter().map(|mail| mail.message_id.clone()).collect::<Vec<_>>(), [format!("{}@candor.example", all[0])]);
        assert_eq!((all.len(), queued().len(), scene.versions(&second.base, &sessions[0])), (1, 0, 1));
    }

    /// Both replicas deliver at the same moment, in each of the ways.
    fn two_replicas_deliver_a_version_once(app) {
        let ways: Vec<Way> = WAYS.iter().copied().cycle().take(12).collect();
        let (scene, sessions) = scene(&app, ways.len());
        let calls: Vec<Call> = ways.iter().zip(&sessions).map(|(way, session)| scene.ready(*way, session)).collect();
        app.mails();
        let smtp = SmtpServer::start();
        let url = smtp.url();
        let replicas = [(); 2].map(|()| Process::start(app.database(), &[("SMTP_URL", &url)]));
        for ((way, call), session) in ways.iter().zip(&calls).zip(&sessions) {
            let rival = scene.rival(*way, session, call);
            let answers = at_once(2, |number| if number == 0 { call } else { &rival }.at(&replicas[number].base));
            let done = answers.iter().filter(|answer| matches!(answer.status, 200 | 204)).count();
            assert_eq!(done, 1, "{way:?}: {answers:#?}");
            assert!(answers.iter().any(|answer| matches!(answer.status, 409 | 412)), "{way:?}: {answers:#?}");
            assert_eq!(scene.versions(&replicas[0].base, session), 1 + usize::from(*way == Way::Amended), "{way:?}");
        }
        wait_until("all have arrived", || feedback(&smtp).len() >= ways.len());
        wait_until("nothing waits", || mails(&app.services.store, "feedback", "waiting").is_empty());
        let arrived: Vec<_> = feedback(&smtp).into_iter().map(|mail| mail.message_id).collect();
        let different: HashSet<_> = arrived.iter().collect();
        assert_eq!((arrived.len(), different.len()), (ways.len(), ways.len()), "each once");
    }
}
