//! What the two people attach to their session: code, diagrams, links.

use super::feedback_files::{delivered, pages, printed};
use crate::support::{
    Person, Response, TestApp, TestDatabase, at_once, booking, every_row, execute, full_notes, with_status,
};
use candor::service::limits::Limits;
use serde_json::{Value, json};

const CODE: &str = "\n\tif (a < b) {\r\n\t\treturn `x`;  \n\t}\n\n";

pub(super) fn path(session: &str) -> String {
    format!("/v1/sessions/{session}/attachments")
}

pub(super) fn code(content: &str) -> Value {
    json!({"kind": "code", "language": "TypeScript", "content": content})
}

pub(super) fn attach(who: &Person, session: &str, what: &Value) -> Response {
    who.post(&path(session), what.clone())
}

pub(super) fn attached(who: &Person, session: &str, what: &Value) -> String {
    attach(who, session, what).expect(201)["id"].as_str().unwrap().to_owned()
}

fn one(session: &str, id: &str) -> String {
    format!("{}/{id}", path(session))
}

/// The contents that somebody sees, in order.
pub(super) fn seen(who: &Person, session: &str) -> Vec<String> {
    let items = who.get(&path(session)).expect(200)["items"].clone();
    items.as_array().unwrap().iter().map(|one| one["content"].as_str().unwrap().to_owned()).collect()
}

/// The subjects of the mails that tell somebody of what was attached.
pub(super) fn told(app: &TestApp, who: &Person) -> Vec<String> {
    let mails = app.mails_to(&who.email).into_iter().map(|mail| mail.subject);
    mails.filter(|subject| subject.contains(" added ") && subject.contains(" from your ")).collect()
}

/// A session in its first minute, with nothing written.
pub(super) fn begun(app: &TestApp) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set("2027-01-14T17:00:00Z".parse().unwrap());
    (ann.again(app), bo.again(app), session)
}

/// What somebody with a share link reads.
fn shared(app: &TestApp, ann: &Person, session: &str) -> impl Fn() -> String + use<> {
    let made = ann.post(&format!("/v1/feedback/{session}/shares"), json!({"name": "Vera"})).expect(201);
    let place = made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap().to_owned();
    let guest = app.guest();
    move || guest.get(&place).text
}

on_both_databases! {
    fn what_was_made_is_shown_in_every_form_to_the_two_alone(app) {
        let (ann, bo, session) = begun(&app);
        let club = ann.post("/v1/programs", json!({"name": "Club"})).expect(201);
        let dan = app.candidate("Dan");
        dan.post("/v1/programs/join", json!({"code": club["join_code"]})).expect(200);
        let first = attach(&bo, &session, &json!({"kind": "code", "language": "TypeScript", "title": "A <b>queue</b>", "content": CODE})).expect(201);
        assert_eq!((&first["made_by"], &first["content"], &first["in_shares"]), (&json!("interviewer"), &json!(CODE), &json!(false)));
        attach(&ann, &session, &json!({"kind": "link", "content": "https://Git.example.org/ann?a=1&b=2"})).expect(201);
        attach(&ann, &session, &json!({"kind": "diagram", "language": "mermaid", "content": "graph LR\n  a --> b"})).expect(201);
        for who in [&ann, &bo] {
            assert_eq!(seen(who, &session), [CODE, "https://git.example.org/ann?a=1&b=2", "graph LR\n  a --> b"]);
        }
        // The PDF has room for it.
        let mut notes = full_notes();
        (notes["timeline"], notes["questions"]) = (json!([]), json!([]));
        bo.submits(&session, &notes);
        // The interviewer's came with the feedback, so nothing else tells of it.
        let mail = app.mails_to(&ann.email).pop().unwrap();
        app.clock.advance_minutes(11);
        assert_eq!((told(&app, &ann).len(), told(&app, &bo)), (0, vec!["Ann added a diagram and a link from your concepts interview".to_owned()]));
        let text = mail.text.replace("\r\n", "\n");
        assert!(text.contains("WHAT WAS MADE\n") && text.contains("\n    \tif (a < b) {\n    \t\treturn `x`;\n"), "{}", mail.text);
        assert!(mail.text.contains("TypeScript, added by Bo") && mail.text.contains("Added by you"));
        let page = app.guest().get(&format!("/feedback?token={}", mail.token())).text;
        assert!(page.contains("<h2 id=\"attached\">What was made</h2>") && page.contains("A &#60;b&#62;queue&#60;/b&#62;"), "{page}");
        assert!(page.contains("<code>\n\tif (a &#60; b) {\n\t\treturn `x`;  \n\t}\n\n</code>"), "{page}");
        let link = "<a href=\"https://git.example.org/ann?a=1&#38;b=2\" rel=\"noopener nofollow noreferrer\">";
        assert!(page.contains(link), "{page}");
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        for who in [&ann, &bo] {
            let markdown = who.get(&format!("/v1/feedback/{session}/feedback.md")).text;
            assert!(markdown.contains("```TypeScript\n\n\tif (a < b) {\n\t\treturn `x`;  \n\t}\n\n```\n"), "{markdown}");
            assert!(markdown.contains("```mermaid\ngraph LR\n  a --> b\n```") && markdown.contains("<https://git.example.org/ann?a=1&b=2>"));
            let pdf = printed(who, &format!("/v1/feedback/{session}/feedback.pdf"));
            assert!(pdf.contains("What was made") && pdf.contains("if (a < b)") && pdf.contains("a --> b"), "{pdf}");
            let exported = &who.get("/v1/me/export").expect(200)["attachments"];
            assert_eq!((&exported[0]["content"], &exported[0]["session_id"]), (&json!(CODE), &json!(session)));
            assert_eq!(exported.as_array().unwrap().len(), 3);
        }
        // A coordinator who may read the notes doesn't read this; nobody else reads anything.
        let dan = dan.again(&app);
        dan.get(&path(&session)).problem(404, "not_found");
        attach(&dan, &session, &code("x")).problem(404, "not_found");
    }

    fn only_its_maker_changes_it_or_takes_it_back(app) {
        let (ann, bo, session) = delivered(&app);
        let (his, hers) = (attached(&bo, &session, &code("his")), attached(&ann, &session, &code("hers")));
        for (other, id) in [(&ann, &his), (&bo, &hers)] {
            other.delete(&one(&session, id)).problem(403, "forbidden");
            other.patch(&one(&session, id), json!({"in_shares": true})).problem(403, "forbidden");
        }
        // Nor by way of another session.
        let other = ann.books(&bo, "2027-01-20T17:00:00Z");
        ann.delete(&one(&other, &hers)).problem(404, "not_found");
        ann.patch(&one(&other, &hers), json!({"in_shares": true})).problem(404, "not_found");
        ann.delete(&one(&session, &session)).problem(404, "not_found");
        assert_eq!(seen(&ann, &session), ["his", "hers"]);
        ann.delete(&one(&session, &hers)).expect(204);
        ann.delete(&one(&session, &hers)).problem(404, "not_found");
        bo.delete(&one(&session, &his)).expect(204);
        assert!(seen(&ann, &session).is_empty() && seen(&bo, &session).is_empty());
    }

    fn links_show_it_only_while_its_maker_says_so(app) {
        let (ann, bo, session) = delivered(&app);
        let his = attached(&bo, &session, &code("const his = 1;"));
        attach(&ann, &session, &json!({"kind": "code", "content": "const hers = 2;", "in_shares": true})).expect(201);
        let shown = shared(&app, &ann, &session);
        assert!(shown().contains("const hers = 2;") && !shown().contains("const his"), "{}", shown());
        let shows = |yes: bool| bo.patch(&one(&session, &his), json!({"in_shares": yes})).expect(200);
        assert_eq!(shows(true)["in_shares"], true);
        // He hasn't agreed to be named.
        assert!(shown().contains("const his") && shown().contains("added by the interviewer") && !shown().contains("Bo"), "{}", shown());
        shows(false);
        assert!(!shown().contains("const his"));
        ann.patch(&one(&session, &his), json!({"in_shares": true})).problem(403, "forbidden");
        // After the time for adding is over, its maker can still say.
        shows(true);
        app.clock.advance_minutes(60 * 24 * 60);
        let bo = bo.again(&app);
        bo.patch(&one(&session, &his), json!({"in_shares": false})).expect(200);
        let shown = shared(&app, &ann.again(&app), &session);
        assert!(shown().contains("const hers") && !shown().contains("const his"));
    }

    fn each_has_their_time(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let [session, off] = ["2027-01-14T17:00:00Z", "2027-01-18T17:00:00Z"].map(|start| ann.books(&bo, start));
        for who in [&ann, &bo] {
            attach(who, &session, &code("early")).problem(409, "too_early");
        }
        ann.post(&format!("/v1/sessions/{off}/cancel"), json!({"reason": "A shift."})).expect(200);
        attach(&bo, &off, &code("none")).problem(409, "session_state");
        let at = |moment: &str| {
            app.clock.set(moment.parse().unwrap());
            (ann.again(&app), bo.again(&app))
        };
        let (_, bo_then) = at("2027-01-14T17:00:00Z");
        let first = attached(&bo_then, &session, &code("in the hour"));
        let (ann_then, bo_then) = at("2027-01-21T18:00:00Z");
        let hers = attached(&ann_then, &session, &code("on the last day"));
        bo_then.submits(&session, &full_notes());
        app.clock.advance_minutes(1);
        attach(&ann_then, &session, &code("late")).problem(409, "too_late");
        let (ann_then, bo_then) = at("2027-02-20T18:00:00Z");
        let last = attached(&bo_then, &session, &code("while it can be amended"));
        bo_then.delete(&one(&session, &last)).expect(204);
        app.clock.advance_minutes(1);
        attach(&bo_then, &session, &code("late")).problem(409, "too_late");
        // His stays with the feedback; hers is hers to take back.
        bo_then.delete(&one(&session, &first)).problem(409, "too_late");
        ann_then.delete(&one(&session, &hers)).expect(204);
        assert_eq!(seen(&ann_then, &session), ["in the hour"]);
    }

    fn what_cannot_be_kept_is_refused_where_it_is(app) {
        let (ann, _, session) = delivered(&app);
        let refused = |what: Value, pointer: &str| {
            let problem = attach(&ann, &session, &what).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
            problem["errors"][0]["detail"].as_str().unwrap().to_owned()
        };
        let all = |content: &str| code(content);
        assert!(refused(all(&"\u{e9}".repeat(16 * 1024 + 1)), "/content").contains("32 KiB"));
        assert!(refused(all("fine\nnot\u{202e} fine"), "/content").starts_with("Line 2 "));
        for bad in ["", " \n ", "\u{1b}[2J", "a\rb", "\u{0}"] {
            refused(all(bad), "/content");
        }
        for bad in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://good.example@evil.example/", "a b"] {
            refused(json!({"kind": "link", "content": bad}), "/content");
        }
        refused(json!({"kind": "link", "language": "Go", "content": "https://x.example"}), "/language");
        refused(json!({"kind": "code", "language": "a`b", "content": "x"}), "/language");
        refused(json!({"kind": "code", "title": "a\nb", "content": "x"}), "/title");
        refused(json!({"kind": "picture", "content": "x"}), "/kind");
        assert!(seen(&ann, &session).is_empty());
        // What's inert stays as it is, in every form; and so does the most there can be.
        let hostile = ["</code></pre><script>alert(1)</script>\n```\n## not a heading", &"`".repeat(32 * 1024), &"\t[x](javascript:y)\n".repeat(1700)];
        for one in hostile {
            attached(&ann, &session, &all(one));
        }
        assert_eq!(seen(&ann, &session), hostile);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let page = app.guest().get(&format!("/feedback?token={token}")).text;
        assert!(!page.contains("<script") && page.contains("&#60;script&#62;"));
        let markdown = ann.get(&format!("/v1/feedback/{session}/feedback.md")).text;
        assert!(markdown.contains(&format!("````TypeScript\n{}\n````\n", hostile[0])), "a fence that the text doesn't close");
        assert!(pages(&ann, &format!("/v1/feedback/{session}/feedback.pdf")) <= 12);
        attach(&ann, &session, &all("a fourth")).problem(409, "list_full");
    }

    fn three_in_all_and_the_same_once(app) {
        let (ann, bo, session) = delivered(&app);
        let keyed = |what: &Value| ann.send("POST", &path(&session), &[("idempotency-key", "one")], Some(&what.to_string()));
        let first = keyed(&code("Willow")).expect(201);
        assert_eq!(keyed(&code("Willow")).expect(201), first);
        keyed(&code("Alder")).problem(422, "idempotency_key_reused");
        assert!(attach(&ann, &session, &code("Willow")).problem(422, "invalid_input")["detail"].as_str().unwrap().contains("already"));
        attached(&bo, &session, &code("Willow"));
        let last = attached(&bo, &session, &code("Birch"));
        for who in [&ann, &bo] {
            attach(who, &session, &code("one more")).problem(409, "list_full");
        }
        // The place that gets free is taken again; the order is that of attaching.
        bo.delete(&one(&session, &last)).expect(204);
        ann.delete(&one(&session, first["id"].as_str().unwrap())).expect(204);
        attached(&bo, &session, &code("Hazel"));
        assert_eq!(seen(&ann, &session), ["Willow", "Hazel"]);
        // What was taken back is nowhere any more.
        bo.delete(&one(&session, bo.get(&path(&session)).expect(200)["items"][0]["id"].as_str().unwrap())).expect(204);
        assert!(!every_row(&app.services.store).iter().any(|row| row.contains("Willow") || row.contains("Birch")));
        let insert = |place: u8| format!(
            "INSERT INTO attachments (id, session_id, place, made_by, kind, content, in_shares, created_at) \
             VALUES ('x{place}', '{session}', {place}, '{}', 'code', 'x', FALSE, '2027-01-15 10:00:00')", bo.id
        );
        for place in [0, 1, 7] {
            let (app, insert) = (&app, &insert);
            let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| execute(&app.services.store, &insert(place))));
            assert!(tried.is_err(), "{place}");
        }
    }
}

/// Whoever attaches over and over is stopped after some time.
#[test]
fn attaching_is_limited() {
    let app = TestApp::start_with(TestDatabase::memory(), Limits::usual());
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.post("/v1/sessions", booking(&bo.id, "2027-01-14T17:00:00Z")).expect(201);
    let answers: Vec<_> = (0..31).map(|_| attach(&ann, session["id"].as_str().unwrap(), &code("early"))).collect();
    assert_eq!(with_status(&answers, 409), 30);
    answers[30].problem(429, "rate_limited");
}

on_both_databases_racing! {
    fn many_at_once_are_three(app) {
        let (ann, bo, session) = delivered(&app);
        let answers = at_once(8, |number| {
            attach(if number % 2 == 0 { &ann } else { &bo }, &session, &code(&format!("text {number}")))
        });
        assert_eq!((with_status(&answers, 201), with_status(&answers, 409)), (3, 5), "{answers:#?}");
        assert_eq!(seen(&ann, &session).len(), 3);
    }

    fn the_same_at_once_is_one(app) {
        let (ann, bo, session) = delivered(&app);
        let answers = at_once(4, |_| attach(&ann, &session, &code("the same")));
        assert_eq!((with_status(&answers, 201), with_status(&answers, 422)), (1, 3), "{answers:#?}");
        let with_key = at_once(4, |_| {
            bo.send("POST", &path(&session), &[("idempotency-key", "one")], Some(&code("once").to_string()))
        });
        assert_eq!(with_status(&with_key, 201), 4, "{with_key:#?}");
        assert_eq!(seen(&bo, &session), ["the same", "once"]);
    }

    fn taken_back_twice_at_once_it_is_gone_once(app) {
        let (ann, _, session) = delivered(&app);
        let id = attached(&ann, &session, &code("x"));
        let answers = at_once(3, |number| match number {
            0 => ann.patch(&one(&session, &id), json!({"in_shares": true})),
            _ => ann.delete(&one(&session, &id)),
        });
        assert_eq!(with_status(&answers[1..], 204), 1, "{answers:#?}");
        assert_eq!(with_status(&answers, 404) + with_status(&answers, 200), 2, "{answers:#?}");
        assert!(seen(&ann, &session).is_empty());
    }
    /// Whichever comes first, nothing that the candidate made is left, and what the interviewer added is.
    fn added_while_the_candidate_leaves_it_leaves_too(app) {
        let (ann, bo, session) = delivered(&app);
        let done = at_once(3, |number| match number {
            0 => attach(&ann, &session, &code("Larkspur")),
            1 => attach(&bo, &session, &code("Foxglove")),
            _ => ann.delete("/v1/me"),
        });
        assert!(done[1].status == 201 && done[2].status == 204, "{done:#?}");
        assert!(!every_row(&app.services.store).iter().any(|row| row.contains("Larkspur")));
        assert_eq!(seen(&bo, &session), ["Foxglove"]);
    }
}
