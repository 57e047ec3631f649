//! What reaches people's mailboxes when something happens to a session.

use crate::support::{Event, Mail, Person, TestApp, TestDatabase, at_once, full_notes};
use serde_json::{Value, json};

const START: &str = "2027-01-14T17:00:00Z";

/// The mails to this person with a part for the calendar, oldest first.
fn calendars(app: &TestApp, person: &Person) -> Vec<(Mail, Event)> {
    let with_event = |mail: Mail| {
        let (method, ics) = mail.calendar.clone()?;
        let event = Event::parse(&ics);
        assert_eq!(event.method, method, "the part's Content-Type says the same (RFC 6047, section 2.4)");
        Some((mail, event))
    };
    app.mails_to(&person.email).into_iter().filter_map(with_event).collect()
}

fn cancels(person: &Person, session: &str) {
    person.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Ill"})).expect(200);
}

/// Every text in a document, except under this key.
fn texts(value: &Value, except: &[&str]) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(|item| texts(item, except)).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(key, _)| !except.contains(&key.as_str()));
            kept.flat_map(|(_, value)| texts(value, except)).collect()
        }
        _ => Vec::new(),
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

on_both_databases! {
    fn both_are_invited_and_a_cancel_takes_the_same_event_out(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        let room = ann.get(&format!("/v1/sessions/{session}")).expect(200)["join_url"].as_str().unwrap().to_owned();
        app.send_due();
        cancels(&ann, &session);
        for (person, other, summary) in [(&ann, &bo, "Mock interview with Bo"), (&bo, &ann, "Mock interview: you interview Ann")] {
            let mails = calendars(&app, person);
            let [(invited, invitation), (_, cancellation)] = mails.as_slice() else { panic!("two mails: {mails:#?}") };
            assert_eq!(*invitation, Event {
                method: "REQUEST".to_owned(),
                uid: session.clone(),
                sequence: 0,
                starts_at: START.to_owned(),
                ends_at: "2027-01-14T18:00:00Z".to_owned(),
                status: "CONFIRMED".to_owned(),
                summary: summary.to_owned(),
                location: Some(room.clone()),
                attendees: vec![person.email.clone()],
            });
            assert_eq!((cancellation.method.as_str(), cancellation.status.as_str()), ("CANCEL", "CANCELLED"));
            assert_eq!((&cancellation.uid, cancellation.sequence), (&invitation.uid, 1));
            for text in [&invited.text, &invited.html, &invited.calendar.as_ref().unwrap().1] {
                assert!(!text.contains(&other.email), "addresses are never shown to other people: {text}");
            }
        }
    }

    /// The mail server was down for a while; nobody is invited to a cancelled session, or told that it's off.
    fn an_invitation_that_is_no_longer_true_is_not_sent(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        cancels(&ann, &ann.books(&bo, START));
        let methods: Vec<_> = calendars(&app, &bo).into_iter().map(|(_, event)| event.method).collect();
        assert_eq!(methods, Vec::<String>::new());
    }

    fn the_candidate_receives_the_whole_notes_and_nothing_that_is_for_the_coordinator(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let mut notes = full_notes();
        notes["private_to_coordinator"] = json!("She seemed exhausted; please ask how she is.");
        bo.again(&app).submits(&session, &notes);

        let mail = app.mails_to(&ann.email).pop().unwrap();
        assert_eq!(mail.subject, "Bo's feedback on your concepts interview (junior)");
        // Code is set as such in HTML, without its marks.
        let untagged: String = mail.html.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest)).collect();
        let (text, html) = (mail.flat(), flat(&unescaped(&untagged)));
        let words = texts(&notes, &["private_to_coordinator", "competency", "verdict", "confidence", "towards", "kind", "action_steps"]);
        assert!(words.len() > 25, "{words:?}");
        let steps = texts(&notes["action_steps"], &[]);
        let steps = steps.iter().map(|step| step.trim_start_matches("I will ").to_owned());
        for word in words.iter().map(|word| flat(word)).chain(steps) {
            assert!(text.contains(&word), "{word}\n is not in \n{text}");
            assert!(html.contains(&word.replace('`', "")), "{word}\n is not in \n{html}");
        }
        assert!(text.contains("Bo would hire you for a junior role.") && text.contains("Recommendation: hire (fairly sure), based on this hour."));
        for face in [&text, &html] {
            assert!(!face.contains("exhausted"), "{face}");
        }
        let copies = app.mails().into_iter().filter(|mail| mail.subject.contains("feedback on your"));
        assert_eq!(copies.count(), 1, "to the candidate alone");
    }

    fn markup_in_a_name_is_inert(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let evil = "<script>alert(1)</script>";
        ann.patch("/v1/me", json!({"display_name": evil})).expect(200);
        let session = ann.books(&bo, START);
        app.clock.set("2027-01-13T17:00:00Z".parse().unwrap());
        app.send_due();
        cancels(&ann.again(&app), &session);
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        let named: Vec<_> = app.mails().into_iter().filter(|mail| mail.text.contains(evil)).collect();
        assert!(named.len() >= 7, "both are invited, reminded and told, and she asks for a password: {}", named.len());
        for mail in named {
            assert!(mail.html.contains("&#60;script&#62;alert(1)&#60;/script&#62;"), "{}", mail.html);
            assert!(!mail.html.to_lowercase().contains("<script"), "{}", mail.html);
        }
    }

    fn each_mail_goes_out_once_however_often_it_is_looked_for(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.books(&bo, START);
        assert_eq!(app.send_due(), 2);
        // A repeat would be a file of its own: its name begins with the moment it was sent.
        let sent = app.sent().len();
        for _ in 0..2 {
            app.clock.advance_minutes(5);
            assert_eq!(app.send_due(), 0);
        }
        assert_eq!(app.sent().len(), sent);
    }
}

on_both_databases_racing! {
    fn several_senders_share_the_work_and_repeat_nothing(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        for hour in 9..19 {
            ann.books(&bo, &format!("2027-01-14T{hour:02}:00:00Z"));
        }
        assert_eq!(at_once(4, |_| app.send_due()).into_iter().sum::<usize>(), 20);
    }
}

fn unescaped(html: &str) -> String {
    [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .into_iter()
        .fold(html.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}
