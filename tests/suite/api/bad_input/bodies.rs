//! Bodies that cannot be read, and values that cannot be taken.

use super::*;
use crate::support::offer;
use serde_json::json;

const SIGN_UP: &str = "POST /v1/accounts";

fn sign_up(field: &str, value: Value) -> String {
    let mut form = json!({
        "email": "new@example.org", "password": "callback hell", "display_name": "New", "time_zone": "UTC"
    });
    form[field] = value;
    form.to_string()
}

fn offering(field: &str, value: Value) -> String {
    let mut form = offer();
    form[field] = value;
    form.to_string()
}

fn unreadable() -> Vec<Case> {
    let good = sign_up("email", json!("new@example.org"));
    let body = |name: &str, body: &[u8]| input(name, SIGN_UP, body, "").answers(400, "malformed_json");
    let sent = |name: &str, bytes: &[u8]| input(name, SIGN_UP, bytes, "");
    let invalid_utf8 = [b"{\"email\": \"\xff\xfe@example.org\"}".as_slice(), b""].concat();
    let megabyte = sign_up("display_name", json!("x".repeat(1024 * 1024)));
    let chunked = format!("{:x}\r\n{megabyte}\r\n0\r\n\r\n", megabyte.len());
    vec![
        body("cut off", b"{\"email\": "),
        body("not JSON", b"email=new@example.org"),
        body("something behind it", format!("{good} x").as_bytes()),
        body("empty", b""),
        body("blank", b" \n "),
        body("invalid UTF-8", &invalid_utf8),
        body("half a surrogate pair", br#"{"email": "\ud800"}"#),
        body("a NUL byte", b"{\"email\": \"\0\"}"),
        body("a number beyond numbers", br#"{"email": 1e999}"#),
        body("a byte order mark of UTF-16", b"\xff\xfe{\0}\0"),
        sent("a megabyte", megabyte.as_bytes()).answers(413, "too_large"),
        sent("a megabyte in chunks", chunked.as_bytes())
            .header("Transfer-Encoding", "chunked")
            .answers(413, "too_large"),
        sent("text", good.as_bytes()).header("Content-Type", "text/plain").answers(415, "unsupported_media_type"),
        sent("a form", b"email=new@example.org")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .answers(415, "unsupported_media_type"),
        sent("no type", good.as_bytes()).without("Content-Type").answers(415, "unsupported_media_type"),
        sent("no type and no body", b"").without("Content-Type").answers(415, "unsupported_media_type"),
        sent("a gzip", good.as_bytes()).header("Content-Encoding", "gzip").answers(415, "unsupported_media_type"),
        sent("an encoding that is not spoken", b"\x28\xb5\x2f\xfd")
            .header("Content-Encoding", "zstd")
            .answers(415, "unsupported_media_type"),
        sent("an array for an object", br#"["new@example.org", "callback hell", "New", "UTC"]"#),
        sent("null", b"null"),
        sent("a string", b"\"new@example.org\""),
        sent("ten thousand arrays deep", "[".repeat(10_000).as_bytes()),
        input("objects ten thousand deep", SIGN_UP, "{\"email\":".repeat(10_000), "/email"),
        input("a key twice", SIGN_UP, format!("{{\"email\": \"a@example.org\", {}", &good[1..]), "/email"),
        input("an unknown field", SIGN_UP, sign_up("colour", json!("red")), "/colour"),
        input("an unknown field with a slash", SIGN_UP, sign_up("a/b~c", json!(1)), "/a~1b~0c"),
        input("a missing field", SIGN_UP, r#"{"email": "new@example.org"}"#, "/password"),
    ]
}

fn texts() -> Vec<Case> {
    let name = |what: &str, text: &str| {
        input(&format!("a name with {what}"), SIGN_UP, sign_up("display_name", json!(text)), "/display_name")
    };
    let email =
        |text: &str| input(&format!("the address {text:.40}"), SIGN_UP, sign_up("email", json!(text)), "/email");
    let other =
        |what: &str, field: &str, value: Value| input(what, SIGN_UP, sign_up(field, value), &format!("/{field}"));
    let mut cases = vec![
        name("a header behind it", "Ann\r\nBcc: eve@example.com"),
        name("a line break", "Ann\nBo"),
        name("a NUL", "Ann\0"),
        name("a bell", "Ann\u{7}"),
        name("an escape", "\u{1b}[31mAnn"),
        name("a right-to-left override", "\u{202e}nnA"),
        name("an isolate", "Ann\u{2066}"),
        name("a zero-width space", "An\u{200b}n"),
        name("a line separator", "Ann\u{2028}Bo"),
        name("nothing in it", ""),
        name("blanks alone", "   "),
        name("81 letters", &"a".repeat(81)),
        name("100,000 letters", &"\u{fdfa}".repeat(60_000)),
        other("a name that is a number", "display_name", json!(7)),
        other("a name that is null", "display_name", json!(null)),
        other("a password of 7", "password", json!("1234567")),
        other("a password of 100,000", "password", json!("x".repeat(100_000))),
        other("a password that is a list", "password", json!(["callback", "hell"])),
        other("a zone on Mars", "time_zone", json!("Mars/Base")),
        other("no zone", "time_zone", json!("")),
        other("a zone with a NUL", "time_zone", json!("UTC\0")),
        other("an offset for a zone", "time_zone", json!("+02:00")),
    ];
    let addresses = [
        "new@example.org\nBcc: eve@example.com",
        "new@example.org\r\n",
        "new\0@example.org",
        "new",
        "new@",
        "@example.org",
        "new@example.org, eve@example.com",
        "New <new@example.org>",
        "new@localhost",
        "\"new\"@example.org",
        "n\u{202e}ew@example.org",
        "new@ex ample.org",
        "",
    ];
    cases.extend(addresses.map(email));
    cases.push(email(&format!("{}@example.org", "a".repeat(300))));
    cases
}

fn profiles() -> Vec<Case> {
    let offer = |what: &str, field: &str, value: Value, pointer: &str| {
        input(what, "PUT /v1/me/interviewer", offering(field, value), pointer)
    };
    let wish = |what: &str, body: Value, pointer: &str| input(what, "PUT /v1/me/candidate", body.to_string(), pointer);
    let hours = |what: &str, body: Value, pointer: &str| {
        input(what, "PUT /v1/me/interviewer/availability", body.to_string(), pointer)
    };
    let weekly = |start: &str, end: &str| json!({"time_zone": "UTC", "weekly": [{"weekday": "monday", "start": start, "end": end}]});
    let topics = vec!["promises"; 10_000];
    vec![
        wish("ten thousand topics", json!({"level": "junior", "topics": topics}), "/topics"),
        wish("a topic that is none", json!({"level": "junior", "topics": ["promises", "juggling"]}), "/topics/1"),
        wish("a level that is none", json!({"level": "wizard"}), "/level"),
        wish("a level as an object", json!({"level": {"junior": null}}), "/level"),
        wish("a language that is none", json!({"level": "junior", "languages": ["klingon"]}), "/languages/0"),
        wish("a goal with a NUL", json!({"level": "junior", "goals": "a\0b"}), "/goals"),
        wish("a goal without end", json!({"level": "junior", "goals": "x".repeat(2001)}), "/goals"),
        wish("a list that is null", json!({"level": "junior", "kinds": null}), "/kinds"),
        offer("21 sessions a week", "weekly_capacity", json!(21), "/weekly_capacity"),
        offer("fewer than none", "weekly_capacity", json!(-1), "/weekly_capacity"),
        offer("half a session", "weekly_capacity", json!(2.5), "/weekly_capacity"),
        offer("a number as text", "weekly_capacity", json!("3"), "/weekly_capacity"),
        offer("a number beyond 64 bits", "years", json!(1e30), "/years"),
        offer("a huge whole number", "years", json!(u64::MAX), "/years"),
        offer("50 minutes", "durations_minutes", json!([50]), "/durations_minutes/0"),
        offer("no kind", "kinds", json!([]), "/kinds"),
        offer("a script for a link", "meeting_place", json!("javascript:alert(1)"), "/meeting_place"),
        offer(
            "a link that grows",
            "meeting_place",
            json!(format!("https://x.example/{}", "\u{fc}".repeat(400))),
            "/meeting_place",
        ),
        offer("a pause until some day", "paused_until", json!("some day"), "/paused_until"),
        offer("a pause beyond the calendar", "paused_until", json!("9999-12-31T23:59:59Z"), "/paused_until"),
        hours("25 o'clock", weekly("09:00", "26:00"), "/weekly/0/end"),
        hours("a window of nothing", weekly("09:00", "09:00"), "/weekly/0/end"),
        hours(
            "the 30th of February",
            json!({"time_zone": "UTC", "overrides": [{"date": "2027-02-30", "windows": []}]}),
            "/overrides/0/date",
        ),
        hours(
            "a holiday backwards",
            json!({"time_zone": "UTC", "time_off": [{"from": "2027-02-02", "to": "2027-02-01"}]}),
            "/time_off/0/to",
        ),
        hours(
            "a day that is none",
            json!({"time_zone": "UTC", "weekly": [{"weekday": "someday", "start": "09:00", "end": "10:00"}]}),
            "/weekly/0/weekday",
        ),
        hours(
            "a window as an array",
            json!({"time_zone": "UTC", "weekly": [["monday", "09:00", "10:00"]]}),
            "/weekly/0",
        ),
        input("a name for oneself that is none", "PATCH /v1/me", r#"{"display_name": " "}"#, "/display_name"),
    ]
}

on_both_databases! {
    fn a_body_that_cannot_be_read(app) {
        let scene = Scene::new(app);
        scene.refuses(&scene.ann, unreadable());
    }

    fn a_value_that_cannot_be_taken(app) {
        let scene = Scene::new(app);
        scene.refuses(&scene.ann, texts());
        scene.refuses(&scene.bo, profiles());
    }
}
