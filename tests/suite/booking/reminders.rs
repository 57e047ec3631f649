//! Reminders before a session, and the asking for notes after it.

use crate::support::{Mail, Person, TestApp, TestDatabase, full_notes};
use serde_json::json;

const START: &str = "2027-01-14T17:00:00Z";

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

/// Subjects of the mails about this session that came after it was booked, by person, in order.
fn heard(app: &TestApp, person: &Person) -> Vec<String> {
    let about = |mail: &Mail| {
        let account = ["Welcome", "Booked", "Cancelled"];
        !account.iter().any(|start| mail.subject.starts_with(start))
    };
    app.mails_to(&person.email).into_iter().filter(about).map(|mail| mail.subject).collect()
}

fn pair(app: &TestApp) -> (Person, Person) {
    (app.candidate("Ann"), app.interviewer("Bo"))
}

on_both_databases! {
    fn both_are_reminded_in_time_to_cancel_and_an_hour_before(app) {
        let (ann, bo) = pair(&app);
        ann.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);
        ann.books(&bo, START);
        // Free until 22:45 in Kathmandu and 18:00 in Berlin: six hours by day before that.
        at(&app, "2027-01-13T10:14:59Z");
        assert!(heard(&app, &ann).is_empty());
        at(&app, "2027-01-13T10:15:00Z");
        let tomorrow = |name: &str| format!("Your mock interview with {name} starts tomorrow");
        assert_eq!(heard(&app, &ann), [tomorrow("Bo")]);
        assert!(heard(&app, &bo).is_empty());
        at(&app, "2027-01-13T11:00:00Z");
        assert_eq!(heard(&app, &bo), [tomorrow("Ann")]);
        let reminder = app.mails_to(&ann.email).pop().unwrap();
        assert!(reminder.flat().contains("Bo has set this hour aside for you"), "{}", reminder.text);
        assert!(reminder.flat().contains("Thursday, 14 January at 22:45 UTC+05:45 (17:00 UTC)"), "{}", reminder.text);
        let reminder = app.mails_to(&bo.email).pop().unwrap();
        assert!(reminder.flat().contains("Thursday, 14 January at 18:00 CET (17:00 UTC)"), "{}", reminder.text);
        assert!(reminder.flat().contains("I fumbled on Promises and callback hell last time."));

        at(&app, "2027-01-14T15:59:59Z");
        assert_eq!(heard(&app, &ann).len(), 1);
        at(&app, "2027-01-14T16:00:00Z");
        assert_eq!(heard(&app, &ann)[1], "Your mock interview with Bo starts in an hour");
        assert_eq!(heard(&app, &bo)[1], "Your mock interview with Ann starts in an hour");
    }

    fn after_an_outage_only_the_nearest_reminder_comes(app) {
        let (ann, bo) = pair(&app);
        ann.books(&bo, START);
        at(&app, "2027-01-14T16:20:00Z");
        assert_eq!(heard(&app, &ann).len(), 1, "{:?}", heard(&app, &ann));
        assert_eq!(heard(&app, &bo).len(), 1);
    }

    fn who_books_inside_that_time_has_just_been_told(app) {
        let (ann, bo) = pair(&app);
        at(&app, "2027-01-13T17:00:00Z");
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        ann.books(&bo, START);
        at(&app, "2027-01-14T17:00:00Z");
        assert!(heard(&app, &ann).is_empty(), "the mail server was away, and it is too late now");
        let next = "2027-01-14T18:30:00Z";
        at(&app, "2027-01-14T17:30:00Z");
        ann.again(&app).books(&bo, next);
        at(&app, "2027-01-14T18:29:00Z");
        assert_eq!(heard(&app, &ann), ["How was it? Your concepts interview with Bo"], "the first, and nothing of the next");
    }

    fn a_day_is_not_an_hour(app) {
        let (ann, bo) = pair(&app);
        at(&app, "2027-01-13T17:15:00Z");
        ann.again(&app).books(&bo, START);
        at(&app, "2027-01-14T16:15:00Z");
        assert_eq!(heard(&app, &ann), ["Your mock interview with Bo starts in an hour"]);
    }

    fn nobody_is_reminded_of_what_was_called_off(app) {
        let (ann, bo) = pair(&app);
        let session = ann.books(&bo, START);
        at(&app, "2027-01-13T17:00:00Z");
        assert_eq!(heard(&app, &bo).len(), 1);
        ann.again(&app).post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Ill"})).expect(200);
        for moment in ["2027-01-14T16:00:00Z", "2027-01-14T18:00:00Z", "2027-01-15T14:00:00Z", "2027-01-16T14:00:00Z"] {
            at(&app, moment);
            assert_eq!((heard(&app, &ann).len(), heard(&app, &bo).len()), (1, 1), "{moment}");
        }
    }

    fn a_reminder_follows_a_change_of_address_and_zone(app) {
        let (ann, bo) = pair(&app);
        ann.books(&bo, START);
        app.send_due();
        let change = json!({"email": "ann@new.example.org", "password": crate::support::PASSWORD});
        ann.post("/v1/auth/change-email", change).expect(202);
        let token = app.mails_to("ann@new.example.org").pop().unwrap().token();
        app.guest().post("/v1/auth/confirm-email", json!({"token": token})).expect(204);
        ann.patch("/v1/me", json!({"time_zone": "America/New_York", "display_name": "Ann Tamang"})).expect(200);
        at(&app, "2027-01-13T17:00:00Z");
        let hers = app.mails_to("ann@new.example.org");
        let reminder = hers.iter().find(|mail| mail.subject == "Your mock interview with Bo starts tomorrow").unwrap();
        assert!(reminder.text.starts_with("Hi Ann,"));
        assert!(reminder.flat().contains("12:00 EST (17:00 UTC)"), "{}", reminder.text);
        assert!(!app.mails_to("ann@example.org").iter().any(|mail| mail.subject.contains("tomorrow")));
    }

    fn the_interviewer_is_asked_for_the_notes_at_the_end_and_twice_more(app) {
        let (ann, bo) = pair(&app);
        ann.books(&bo, START);
        let asked = |moment: &str| {
            at(&app, moment);
            app.send_due();
            heard(&app, &bo).into_iter().filter(|subject| subject.contains("notes")).collect::<Vec<_>>()
        };
        assert_eq!(asked("2027-01-14T17:59:59Z").len(), 0);
        assert_eq!(asked("2027-01-14T18:00:00Z"), ["Your notes for Ann, while it's all fresh"]);
        let mail = app.mails_to(&bo.email).pop().unwrap();
        assert!(mail.flat().contains("due by Friday, 15 January at 19:00 CET (18:00 UTC)"), "{}", mail.text);
        assert_eq!(asked("2027-01-15T13:59:59Z").len(), 1);
        assert_eq!(asked("2027-01-15T14:00:00Z")[1], "Your notes for Ann are due in 4 hours");
        assert_eq!(asked("2027-01-16T13:59:59Z").len(), 2);
        assert_eq!(asked("2027-01-16T14:00:00Z").len(), 3);
        assert_eq!(asked("2027-02-14T14:00:00Z").len(), 3);
        // With the last of them the candidate hears that they're late.
        let told: Vec<_> = heard(&app, &ann).into_iter().filter(|subject| subject.contains("notes")).collect();
        assert_eq!(told, ["The notes from Bo Larsen are late"]);
    }

    fn nobody_is_asked_for_notes_that_are_there(app) {
        let (ann, bo) = pair(&app);
        let session = ann.books(&bo, START);
        at(&app, "2027-01-14T17:50:00Z");
        bo.again(&app).submits(&session, &full_notes());
        at(&app, "2027-01-17T00:00:00Z");
        let asked = heard(&app, &bo);
        assert!(!asked.iter().any(|subject| subject.contains("notes")), "{asked:?}");
    }

    fn nobody_is_asked_for_notes_on_an_hour_that_was_missed_or_is_disputed(app) {
        let (ann, bo) = pair(&app);
        let session = ann.books(&bo, START);
        at(&app, "2027-01-14T17:15:00Z");
        let absent = json!({"absent": "candidate"});
        bo.again(&app).post(&format!("/v1/sessions/{session}/no-show"), absent).expect(200);
        at(&app, "2027-01-15T14:00:00Z");
        let asked = || heard(&app, &bo).iter().filter(|subject| subject.contains("notes")).count();
        assert_eq!(asked(), 0);
        let reason = json!({"reason": "I was there until half past."});
        ann.again(&app).post(&format!("/v1/sessions/{session}/dispute"), reason).expect(200);
        at(&app, "2027-01-16T14:00:00Z");
        assert_eq!(asked(), 0);
    }
}
