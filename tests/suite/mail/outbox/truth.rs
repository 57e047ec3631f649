//! What is no longer true is not sent.

use crate::support::{Mail, Person, TestApp, TestDatabase};
use calcard::icalendar::{ICalendar, ICalendarProperty};
use serde_json::json;

const START: &str = "2027-01-14T17:00:00Z";

fn cancel(app: &TestApp, person: &Person, session: &str) {
    let body = json!({"reason": "The bus doesn't come."});
    person.again(app).post(&format!("/v1/sessions/{session}/cancel"), body).expect(200);
}

/// What was sent since `before`, as "recipient: subject's first word", and how many.
fn since(app: &TestApp, before: usize) -> Vec<Mail> {
    app.mails().split_off(before)
}

fn methods(mails: &[Mail], person: &Person) -> Vec<String> {
    let mine = mails.iter().filter(|mail| mail.to == person.email);
    mine.filter_map(|mail| Some(mail.calendar.clone()?.0)).collect()
}

/// UID and SEQUENCE of a mail's calendar part.
fn identity(mail: &Mail) -> (String, i64) {
    let (_, ics) = mail.calendar.as_ref().unwrap();
    let read = ICalendar::parse(ics).unwrap();
    let event = read.components.iter().find(|component| component.uid().is_some()).unwrap();
    let sequence = event.property(&ICalendarProperty::Sequence).unwrap().values[0].as_integer().unwrap();
    (event.uid().unwrap().to_owned(), sequence)
}

on_both_databases! {
    fn cancelled_before_the_invitation_left(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let before = app.mails().len();
        let session = ann.books(&bo, START);
        cancel(&app, &bo, &session);
        // Nobody has heard of it, so there's nothing to take back.
        let mails = since(&app, before);
        assert_eq!(mails.len(), 0, "{mails:#?}");
    }

    fn cancelled_after_the_invitation_left(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let before = app.mails().len();
        let session = ann.books(&bo, START);
        assert_eq!(since(&app, before).len(), 2);
        cancel(&app, &ann, &session);
        let mails = since(&app, before);
        assert_eq!(mails.len(), 4);
        for person in [&ann, &bo] {
            assert_eq!(methods(&mails, person), ["REQUEST", "CANCEL"]);
            let mine: Vec<_> = mails.iter().filter(|mail| mail.to == person.email).map(identity).collect();
            assert_eq!(mine[0].0, mine[1].0, "one UID");
            assert_eq!((mine[0].1, mine[1].1), (0, 1));
        }
    }

    /// Two sessions, one of them cancelled between its two reminders.
    fn reminders_end_with_the_session(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let off = ann.books(&bo, START);
        cy.books(&bo, "2027-01-14T19:00:00Z");
        let mut seen = app.mails().len();
        let mut next = |at: &str| {
            app.clock.set(at.parse().unwrap());
            let mails = since(&app, seen);
            seen += mails.len();
            let mut to: Vec<_> = mails.into_iter().map(|mail| mail.to).collect();
            to.sort();
            to
        };
        assert_eq!(next("2027-01-13T10:59:59Z"), [""; 0]);
        assert_eq!(next("2027-01-13T11:00:00Z"), [ann.email.as_str(), &bo.email]);
        assert_eq!(next("2027-01-13T13:00:00Z"), [bo.email.as_str(), &cy.email]);
        cancel(&app, &ann, &off);
        assert_eq!(next("2027-01-13T20:00:00Z"), [ann.email.as_str(), &bo.email], "the cancellation");
        assert_eq!(next("2027-01-14T16:00:00Z"), [""; 0], "an hour before the cancelled one");
        assert_eq!(next("2027-01-14T18:00:00Z"), [bo.email.as_str(), &cy.email], "an hour before the other");
        assert_eq!(next("2027-01-14T20:00:00Z"), [bo.email.as_str(), &cy.email], "the notes of the other are due, and how was it?");
        assert_eq!(next("2027-01-15T16:00:00Z"), [bo.email.as_str()]);
        assert_eq!(next("2027-01-16T16:00:00Z"), [bo.email.as_str(), &cy.email], "the last reminder, and what it means");
        assert_eq!(next("2027-02-16T16:00:00Z"), [""; 0]);
    }

    /// The sender was down when a reminder was due: late it is sent, too late it is not.
    fn a_reminder_after_the_start_says_nothing(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.books(&bo, START);
        ann.books(&bo, "2027-01-15T17:00:00Z");
        let before = app.mails().len();
        app.clock.set("2027-01-14T17:00:00Z".parse().unwrap());
        let mails = since(&app, before);
        // Of the session that begins now nothing; of tomorrow's, the day's notice.
        assert_eq!(mails.len(), 2, "{mails:#?}");
        assert!(mails.iter().all(|mail| mail.flat().contains("15 January")), "{mails:#?}");
    }
}
