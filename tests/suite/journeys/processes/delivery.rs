//! From sign-up to cancellation with the real binary and a real mail server, parsed by third-party libraries.

use super::noon;
use crate::support::{
    Client, PASSWORD, Process, SmtpServer, TestApp, TestDatabase, booking, every_day, offer, wait_until,
};
use calcard::icalendar::{ICalendar, ICalendarProperty};
use mail_parser::{Message, MessageParser, MimeHeaders};
use serde_json::{Value, json};

/// Somebody who signed up, used the link from the mail and signed in.
fn joins(process: &Process, smtp: &SmtpServer, email: &str) -> (Client, Value) {
    let form = json!({"email": email, "password": PASSWORD, "display_name": "Kwame", "time_zone": "Africa/Accra"});
    process.guest().post("/v1/accounts", form).expect(202);
    let to_them = || smtp.mails().into_iter().find(|mail| mail.to == email);
    wait_until("the mail to confirm the address is there", || to_them().is_some());
    process.guest().post("/v1/auth/verify-email", json!({"token": to_them().unwrap().token()})).expect(204);
    let tokens = process.guest().post("/v1/auth/login", json!({"email": email, "password": PASSWORD})).expect(200);
    let client = process.guest().with_token(tokens["access_token"].as_str().unwrap());
    let id = client.get("/v1/me").expect(200)["id"].clone();
    (client, id)
}

/// Everything in a mail that a person or a program could read, decoded and not.
fn everything(raw: &[u8], mail: &Message<'_>) -> String {
    let parts = mail.parts.iter().map(|part| String::from_utf8_lossy(part.contents()).into_owned());
    std::iter::once(String::from_utf8_lossy(raw).into_owned()).chain(parts).collect()
}

/// A mail's calendar part: method, UID, SEQUENCE. The part and the attachment must agree.
fn calendar(mail: &Message<'_>, recipient: &str, start: &str) -> Option<(String, String, i64)> {
    let leaves = mail
        .parts
        .iter()
        .filter(|part| part.content_type().is_some_and(|kind| matches!(kind.subtype(), Some("calendar" | "ics"))));
    let leaves: Vec<_> = leaves.collect();
    if leaves.is_empty() {
        return None;
    }
    let [inline, file] = leaves.as_slice() else { panic!("{} calendar parts", leaves.len()) };
    assert_eq!(inline.contents(), file.contents());
    assert_eq!(file.attachment_name(), Some("invite.ics"));
    let read = ICalendar::parse(std::str::from_utf8(file.contents()).unwrap()).unwrap();
    let [calendar, event] = read.components.as_slice() else { panic!("one event") };
    let value = |property| event.property(&property).unwrap().values.first().unwrap();
    let method = calendar.property(&ICalendarProperty::Method).unwrap().values[0].as_text().unwrap();
    assert_eq!(inline.content_type().unwrap().attribute("method"), Some(method));
    let attendees: Vec<_> =
        event.properties(&ICalendarProperty::Attendee).filter_map(|entry| entry.calendar_address()).collect();
    assert_eq!(attendees, [recipient]);
    let in_utc = format!("DTSTART:{}", start.replace(['-', ':'], ""));
    assert!(String::from_utf8_lossy(file.contents()).contains(&in_utc), "{in_utc}");
    let sequence = value(ICalendarProperty::Sequence).as_integer().unwrap();
    Some((method.to_owned(), event.uid().unwrap().to_owned(), sequence))
}

on_both_databases_racing! {
    fn from_sign_up_to_cancellation(app) {
        let smtp = SmtpServer::start();
        let process = Process::start(app.database(), &[("SMTP_URL", &smtp.url())]);
        let people = ["ann@example.org", "bo@example.net"];
        let (ann, _) = joins(&process, &smtp, people[0]);
        let (bo, bo_id) = joins(&process, &smtp, people[1]);
        bo.put("/v1/me/interviewer", offer()).expect(200);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
        let start = noon();
        let session = ann.post("/v1/sessions", booking(bo_id.as_str().unwrap(), &start)).expect(201);
        wait_until("both are invited", || smtp.count() == 4);
        let path = format!("/v1/sessions/{}/cancel", session["id"].as_str().unwrap());
        bo.post(&path, json!({"reason": "My train stands still."})).expect(200);
        wait_until("both hear that it is off", || smtp.count() == 6);

        let mails = smtp.raw();
        let mut heard: Vec<_> = mails.iter().filter_map(|raw| {
            let mail = MessageParser::default().parse(raw).unwrap();
            let to = mail.to().unwrap().first().unwrap().address().unwrap().to_owned();
            let [mine, other] = if to == people[0] { people } else { [people[1], people[0]] };
            assert_eq!(to, mine);
            let everything = everything(raw, &mail);
            assert!(everything.contains(mine) && !everything.contains(other), "{everything}");
            let (method, uid, sequence) = calendar(&mail, mine, &start)?;
            assert_eq!(everything.contains("My train stands still."), method == "CANCEL");
            Some((to, method, sequence, uid))
        }).collect();
        heard.sort();
        let uid = heard[0].3.clone();
        let told = |to: &str, method: &str, sequence| (to.to_owned(), method.to_owned(), sequence, uid.clone());
        let [ann, bo] = people;
        let all = [told(ann, "CANCEL", 1), told(ann, "REQUEST", 0), told(bo, "CANCEL", 1), told(bo, "REQUEST", 0)];
        assert_eq!(heard, all, "one UID, and a SEQUENCE that rises");
    }
}
