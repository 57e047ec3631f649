//! Whatever a form is refused for, what was typed into it comes back.

use crate::feedback::feedback_files::delivered;
use crate::support::{Mail, Person, Response, TestApp, TestDatabase, offer};
use candor::service::limits::Limits;
use candor::service::matching::matcher;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
const URLENCODED: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// What is typed: two lines' worth of letters that take most room in a form, and signs that HTML means something by.
const TYPED: &str = "\u{416}\u{443}\u{43a} & <b>\u{5e9}\u{5dc}\u{5d5}\u{5dd}</b> \"\u{1f469}\"";

const SAMPLE: &str = "coding-junior-promises";

/// A form with a field to write into.
struct Form {
    action: String,
    /// The field.
    field: &'static str,
    /// What else the page sends.
    rest: Vec<(&'static str, String)>,
}

impl Form {
    fn new(action: &str, field: &'static str, rest: &[(&'static str, &str)]) -> Self {
        let rest = rest.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { action: action.to_owned(), field, rest }
    }

    fn but(&self, name: &'static str, value: &str) -> Self {
        let mut rest = self.rest.clone();
        rest.retain(|(one, _)| *one != name);
        rest.push((name, value.to_owned()));
        Self { action: self.action.clone(), field: self.field, rest }
    }

    fn sends(&self, app: &TestApp, text: &str, last: &[(&str, &str)]) -> Response {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.append_pair(self.field, text);
        body.extend_pairs(&self.rest).extend_pairs(last);
        app.guest().send("POST", &self.action, &[BROWSER, URLENCODED], Some(&body.finish()))
    }

    /// The status of a page that gives back what was typed.
    #[track_caller]
    fn refused(&self, app: &TestApp, text: &str, last: &[(&str, &str)]) -> u16 {
        let answer = self.sends(app, text, last);
        let (what, shown) = (format!("{} {}", self.action, self.field), unescaped(&answer.text));
        assert!(answer.status >= 400, "{what}: {}", answer.status);
        assert!(answer.header("content-type").starts_with("text/html"), "{what}: {}", answer.text);
        assert!(shown.contains(text), "{what} ({}) lost it: {}", answer.status, answer.text);
        assert!(!answer.text.contains("<b>\u{5e9}"), "{what} isn't escaped: {}", answer.text);
        answer.status
    }
}

fn unescaped(html: &str) -> String {
    let named = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    named.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#38;", "&").replace("&amp;", "&")
}

/// The token of the newest mail to this person with these words in its subject.
#[track_caller]
fn token(app: &TestApp, email: &str, subject: &str) -> String {
    let mail = |mail: &Mail| mail.subject.contains(subject);
    app.mails_to(email).into_iter().rfind(mail).unwrap_or_else(|| panic!("no mail {subject:?}")).token()
}

/// A club that invites somebody who has no account; the token of the invitation.
fn invited(app: &TestApp) -> String {
    let co = app.person("Co");
    let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
    let path = format!("/v1/programs/{}/invitations", program["id"].as_str().unwrap());
    co.send("POST", &path, &[("content-type", "text/csv")], Some("dan@example.org,,candidate")).expect(200);
    token(app, "dan@example.org", "Club")
}

/// Somebody who is offered an interview; the token of the offer.
fn offered(app: &TestApp) -> String {
    let flo = app.candidate("Flo");
    let body = json!({
        "kind": "concepts", "level": "junior", "topics": ["promises"], "language": "en", "duration_minutes": 60,
        "windows": [{"from": "2027-01-21T10:00", "to": "2027-01-21T22:00"}],
        "aims": "Closures.", "auto_accept": false
    });
    flo.post("/v1/requests", body).expect(201);
    assert_eq!(matcher::run(&app.services, "this process").unwrap().matched, 1);
    token(app, &flo.email, "A match")
}

/// Every form with a text field, before anything is refused; with Ann, Bo, and the
/// upcoming session.
fn forms(app: &TestApp) -> (Vec<Form>, Person, Person, String) {
    let (ann, bo, session) = delivered(app);
    let feedback = token(app, &ann.email, "feedback");
    let asked = json!({"question": "What would you have liked to hear first?"});
    ann.post(&format!("/v1/feedback/{session}/follow-ups"), asked).expect(201);
    let questions = token(app, &bo.email, "has a question");
    let eve = app.interviewer("Eve");
    ann.books(&eve, "2027-01-14T18:30:00Z");
    let practise = token(app, &eve.email, "Booked: ");
    app.clock.set("2027-01-14T19:30:00Z".parse().unwrap());
    let look_back = token(app, &ann.email, "How was it?");
    let (ann, bo) = (ann.again(app), bo.again(app));
    let mut without_place = offer();
    without_place["meeting_place"] = Value::Null;
    bo.put("/v1/me/interviewer", without_place).expect(200);
    let coming = ann.books(&bo, "2027-01-20T17:00:00Z");
    let place = token(app, &bo.email, "Where will you meet");
    let offer = offered(app);
    let forms = vec![
        Form::new("/session", "reason", &[("token", &place), ("act", "cancel")]),
        Form::new("/session", "place", &[("token", &place), ("act", "place")]),
        Form::new("/look-back", "takeaway", &[("token", &look_back), ("on_time", "yes")]),
        Form::new("/look-back", "comment", &[("token", &look_back), ("on_time", "yes")]),
        Form::new("/feedback", "line", &[("token", &feedback)]),
        Form::new("/feedback", "name", &[("token", &feedback), ("days", "7")]),
        Form::new(
            "/invitation",
            "display_name",
            &[("token", &invited(app)), ("password", "callback hell"), ("time_zone", "UTC")],
        ),
        Form::new(
            &format!("/calibration/{SAMPLE}"),
            "evidence:checking",
            &[("token", &practise), ("rating:checking", "3")],
        ),
        Form::new("/feedback", "question", &[("token", &feedback)]),
        Form::new("/made", "content", &[("token", &feedback), ("kind", "code")]),
        Form::new("/made", "title", &[("token", &feedback), ("kind", "code"), ("content", "x")]),
        Form::new("/made", "language", &[("token", &feedback), ("kind", "code"), ("content", "x")]),
        Form::new("/questions", "answer", &[("token", &questions), ("number", "1")]),
        Form::new("/offer", "note", &[("token", &offer), ("act", "decline"), ("reason", "wrong_level")]),
    ];
    (forms, ann, bo, coming)
}

/// What the templates have: each form's action, and its fields to write into. A password is never sent back.
fn in_templates() -> BTreeSet<(String, String)> {
    fn visit(folder: &Path, found: &mut BTreeSet<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
                continue;
            }
            let html = std::fs::read_to_string(&path).unwrap();
            for form in html.split("<form").skip(1) {
                let form = form.split("</form>").next().unwrap();
                let value = |tag: &str, name: &str| {
                    Some(tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?.to_owned())
                };
                let action = value(form, "action").unwrap();
                for tag in form.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea")) {
                    let kind = value(tag, "type");
                    if !matches!(kind.as_deref(), Some("hidden" | "radio" | "password" | "checkbox")) {
                        let name = value(tag, "name").unwrap();
                        let part = |text: &str| text.split("{{").next().unwrap().to_owned();
                        found.insert((part(&action), part(&name)));
                    }
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/pages"), &mut found);
    found
}

on_both_databases! {
    fn what_was_typed_comes_back_whatever_it_is_refused_for(app) {
        let (forms, ann, bo, coming) = forms(&app);
        let walked: BTreeSet<_> = forms.iter().map(|form| {
            let action = if form.action.starts_with("/calibration/") { "/calibration/" } else { &form.action };
            let field = if form.field.starts_with("evidence:") { "evidence:" } else { form.field };
            (action.to_owned(), field.to_owned())
        }).collect();
        // The answer to a round has a test of its own, in `round::hearing`.
        let here: BTreeSet<_> = in_templates().into_iter().filter(|(action, _)| action != "/round").collect();
        assert_eq!(walked, here, "a form that isn't walked here");

        let too_much = "x".repeat(300_000);
        for form in &forms {
            // Too large, not to be read, with a letter that nobody may write, and by a link that is none any more.
            assert_eq!(form.refused(&app, TYPED, &[("more", &too_much)]), 413);
            let odd = format!("{TYPED} \u{202e}");
            assert_eq!(form.refused(&app, &odd, &[]), 422, "{} {}", form.action, form.field);
            let most = if form.field == "content" { 17_000 } else { 4001 };
            let long = format!("{TYPED}{}", "\u{416}".repeat(most));
            assert_eq!(form.refused(&app, &long, &[]), 422, "{} {}", form.action, form.field);
            assert_eq!(form.but("token", "eyJ0").refused(&app, TYPED, &[]), 400, "{} {}", form.action, form.field);
        }
        // A field twice, where a form has its fields by name.
        for form in forms.iter().filter(|form| ["/session", "/feedback", "/invitation"].contains(&&*form.action)) {
            assert_eq!(form.refused(&app, TYPED, &[("token", "twice")]), 400);
        }
        // What was chosen is wrong, and what was written is not.
        assert_eq!(forms[2].but("on_time", "perhaps").refused(&app, TYPED, &[]), 422);
        assert_eq!(forms[5].but("days", "91").refused(&app, "Aunt Vera", &[]), 422);
        assert_eq!(forms[6].but("password", "short").refused(&app, "Dan", &[]), 422);
        assert_eq!(forms[7].but("rating:checking", "9").refused(&app, TYPED, &[]), 422);

        // Too late, or done before: the form isn't there any more.
        let line = "You waited while I drew the queue; I have done so before every answer since.";
        assert_eq!(forms[4].sends(&app, line, &[]).status, 200);
        assert_eq!(forms[4].refused(&app, "And for the hint about the second pointer.", &[]), 409);
        bo.post(&format!("/v1/sessions/{coming}/cancel"), json!({"reason": "I am ill."})).expect(200);
        assert_eq!(forms[0].refused(&app, TYPED, &[]), 409);
        assert_eq!(forms[1].refused(&app, "Room 2.14, library", &[]), 409);
        app.clock.advance_minutes(4 * 24 * 60);
        assert_eq!(forms[2].refused(&app, TYPED, &[]), 409, "three days to rate oneself");
        app.clock.advance_minutes(30 * 24 * 60);
        for form in [&forms[2], &forms[3], &forms[6]] {
            assert_eq!(form.refused(&app, "Dan \u{416}", &[]), 400, "{} has run out", form.action);
        }
        // Whose link it is has left.
        for person in [&ann, &bo] {
            person.again(&app).delete("/v1/me").expect(204);
        }
        for form in &forms[..6] {
            let status = form.refused(&app, "Something that took a while", &[]);
            assert!([400, 401, 404, 409].contains(&status), "{} {status}", form.action);
        }
    }

    /// Letters that take most bytes in a form, within every limit of it, are taken.
    fn what_the_fields_allow_fits_into_the_form(app) {
        let (forms, ..) = forms(&app);
        for letter in ["\u{416}", "\u{6f22}", "\u{1f469}"] {
            let most = letter.repeat(2000);
            let form = forms[2].but("comment", &most);
            assert_eq!(form.sends(&app, &most, &[]).status, 200, "{letter}");
        }
        let evidence = "\u{6f22}".repeat(4000);
        let fields: Vec<(String, String)> = ["problem_solving", "code_quality", "checking", "complexity", "thinking_aloud"]
            .iter().flat_map(|one| [(format!("rating:{one}"), "3".to_owned()), (format!("evidence:{one}"), evidence.clone())]).collect();
        let token = &forms[7].rest[0].1;
        let body = url::form_urlencoded::Serializer::new(String::new()).append_pair("token", token).extend_pairs(&fields).finish();
        assert!(body.len() > 150_000);
        let answer = app.guest().send("POST", &format!("/calibration/{SAMPLE}"), &[BROWSER, URLENCODED], Some(&body));
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
}

/// One try too many, and a server that is busy.
#[test]
fn a_limit_gives_back_what_was_typed() {
    let app = TestApp::start_with(TestDatabase::memory(), Limits::usual());
    let token = invited(&app);
    let form =
        Form::new("/invitation", "display_name", &[("token", &token), ("password", "short"), ("time_zone", "UTC")]);
    for _ in 0..10 {
        assert_eq!(form.refused(&app, "Dan", &[]), 422);
    }
    assert_eq!(form.refused(&app, "Dan \u{416}", &[]), 429);
    assert!(!form.sends(&app, "Dan", &[]).header("retry-after").is_empty());
}

/// The form for a new password stays, and a password is never sent back.
#[test]
fn a_password_that_is_refused_leaves_the_form() {
    let app = TestApp::start(TestDatabase::memory());
    let ann = app.person("Ann");
    app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
    let token = token(&app, &ann.email, "password");
    let form = Form::new("/reset-password", "password", &[("token", &token)]);
    for password in ["short", "password", "Ann@example.org", &"x".repeat(201)] {
        let answer = form.sends(&app, password, &[]);
        assert_eq!(answer.status, 422, "{password}");
        assert!(answer.text.contains("name=\"password\"") && answer.text.contains(&token), "{}", answer.text);
        assert!(!answer.text.contains(&format!("value=\"{password}")), "{}", answer.text);
    }
    assert_eq!(form.sends(&app, "a better sentence", &[]).status, 200);
}
