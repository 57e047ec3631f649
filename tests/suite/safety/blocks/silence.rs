//! A blocked person can't tell: every response is the same as if the other person had stopped volunteering, in status,
//! text, headers and number of statements.

use super::{START, books, keeps_away, lets_back};
use crate::support::{Person, TestApp, TestDatabase, full_notes};
use serde_json::json;

/// An answer without what time alone makes different, and how many statements it took.
type Told = (String, u16, Vec<(String, String)>, String, u64);

fn told(app: &TestApp, person: &Person, method: &str, path: &str, body: Option<&str>) -> Told {
    // What has changed is read by the first search after it.
    let _ = person.get("/v1/openings?limit=1").expect(200);
    let before = app.services.store.statements();
    let answer = person.send(method, path, &[], body);
    let statements = app.services.store.statements() - before;
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "date")
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (format!("{method} {path} {}", body.unwrap_or_default()), answer.status, headers, answer.text.clone(), statements)
}

/// Everything that somebody could try, to find out about somebody else.
fn looks(app: &TestApp, person: &Person, other: &str, requests: &[String]) -> Vec<Told> {
    let booking = |start: &str, kind: &str| {
        let mut body = crate::support::booking(other, start);
        body["kind"] = json!(kind);
        body.to_string()
    };
    let bookings = [
        booking(START, "concepts"),
        booking(START, "coding"),
        booking("2027-01-14T03:00:00Z", "concepts"),
        booking("2027-01-14T17:05:00Z", "concepts"),
        booking("2027-01-01T17:00:00Z", "concepts"),
        booking("2027-12-24T17:00:00Z", "concepts"),
    ];
    let gets = [
        "/v1/openings",
        "/v1/openings?limit=100&kind=concepts&level=junior&language=en&topics=promises,react",
        "/v1/openings?from=2027-01-14T00:00:00Z&to=2027-01-15T00:00:00Z",
        "/v1/requests",
        "/v1/sessions",
        "/v1/sessions?role=candidate&state=completed",
        "/v1/feedback",
        "/v1/stand-ins",
        "/v1/me/blocks",
        "/v1/me/export",
    ];
    let mut all: Vec<_> = bookings.iter().map(|body| told(app, person, "POST", "/v1/sessions", Some(body))).collect();
    all.extend(gets.iter().map(|path| told(app, person, "GET", path, None)));
    all.extend(requests.iter().map(|id| told(app, person, "GET", &format!("/v1/requests/{id}"), None)));
    all
}

fn asks(person: &Person, more: serde_json::Value) -> String {
    let mut body = json!({
        "kind": "concepts", "level": "junior", "topics": ["promises"], "language": "en", "duration_minutes": 60,
        "windows": [{"from": "2027-01-16T18:00", "to": "2027-01-16T21:00"}]
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    person.post("/v1/requests", body).expect(201)["id"].as_str().unwrap().to_owned()
}

on_both_databases! {
    /// Ann and Bo have met, and will again: she books at the first look. Then Bo stops volunteering, or keeps her away.
    fn it_looks_as_if_the_other_had_stopped_volunteering(app) {
        let (ann, bo, cy) = (app.interviewer("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let met = ann.books(&bo, "2027-01-11T09:00:00Z");
        app.clock.set("2027-01-11T10:30:00Z".parse().unwrap());
        let (ann, bo, cy) = (ann.again(&app), bo.again(&app), cy.again(&app));
        bo.submits(&met, &full_notes());
        let requests = [asks(&ann, json!({})), asks(&ann, json!({"level": "staff", "kind": "coding"})), asks(&ann, json!({"swap": true}))];
        asks(&bo, json!({"swap": true}));
        let look = || looks(&app, &ann, &bo.id, &requests);
        let open = look();

        let profile = bo.get("/v1/me/interviewer").expect(200);
        bo.delete("/v1/me/interviewer").expect(204);
        let stopped = look();
        bo.put("/v1/me/interviewer", profile).expect(200);
        assert_ne!(open, stopped);

        keeps_away(&bo, &ann);
        for (kept, stopped) in look().into_iter().zip(&stopped) {
            assert_eq!(&kept, stopped);
        }
        lets_back(&bo, &ann);
        assert_ne!(look(), stopped);
        assert_eq!(cy.get("/v1/me/blocks").expect(200), json!({"items": []}));
    }

    /// An id reveals nothing: somebody who blocks her, somebody she never met, and nobody at all.
    fn an_id_of_nobody_is_answered_like_anybodys(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        keeps_away(&bo, &ann);
        let nobody = "0192f3a0-0000-7000-8000-000000000001".to_owned();
        let told = |id: &String| {
            let path = format!("/v1/me/blocks/{id}");
            let body = json!({"interviewer_id": id, "starts_at": START, "duration_minutes": 60, "kind": "concepts", "level": "junior"});
            let all = [
                told(&app, &ann, "POST", "/v1/sessions", Some(&body.to_string())),
                told(&app, &ann, "PUT", &path, None),
                told(&app, &ann, "GET", "/v1/me/blocks", None),
                told(&app, &ann, "DELETE", &path, None),
                told(&app, &ann, "DELETE", &path, None),
            ];
            all.map(|(_, status, headers, text, _)| (status, headers, text.replace(id, "the id")))
        };
        let nobodys = told(&nobody);
        assert_eq!(nobodys[1].0, 200);
        assert_eq!((told(&bo.id), told(&cy.id)), (nobodys.clone(), nobodys));
    }

    /// What Bo wrote stays hers to read, and his to see that he did.
    fn what_was_before_stays_readable(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let met = ann.books(&bo, "2027-01-11T09:00:00Z");
        app.clock.set("2027-01-11T10:30:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        keeps_away(&ann, &bo);
        bo.submits(&met, &full_notes());
        assert_eq!(ann.get(&format!("/v1/feedback/{met}")).expect(200)["notes"]["summary"], full_notes()["summary"]);
        assert_eq!(bo.get(&format!("/v1/sessions/{met}")).expect(200)["candidate"]["display_name"], "Ann");
        books(&ann, &bo, START).problem(404, "not_found");
    }
}
