//! Every kind of mail as it's sent, with the facts of a real story. The HTML is compared in `src/mail`; here it's about
//! who gets what, when, and with which names and times.

use crate::support::{Mail, PASSWORD, Person, TestApp, TestDatabase, booking, full_notes};
use candor::service::feedback::late_notes;
use serde_json::json;
use std::cell::RefCell;

/// A reader who looks at every new mail once.
struct Reader<'a> {
    app: &'a TestApp,
    seen: RefCell<Vec<String>>,
}

impl Reader<'_> {
    /// Compares the mails that came since the last time, in the order of these names.
    #[track_caller]
    fn reads(&self, names: &[&str]) {
        let mut new: Vec<Mail> = self.app.mails();
        new.retain(|mail| !self.seen.borrow().contains(&mail.message_id));
        // Mails of one moment come in any order; the address tells people apart.
        new.sort_by(|a, b| a.to.cmp(&b.to));
        let subjects: Vec<_> = new.iter().map(|mail| format!("{}: {}", mail.to, mail.subject)).collect();
        assert_eq!(names.len(), new.len(), "{subjects:#?}");
        for (name, mail) in names.iter().zip(new) {
            reviewed(name, &mail);
            self.seen.borrow_mut().push(mail.message_id);
        }
    }
}

#[track_caller]
fn reviewed(name: &str, mail: &Mail) {
    let method = mail.calendar.as_ref().map_or("none", |(method, _)| method.as_str());
    let text = format!(
        "To: {}\nSubject: {}\nCalendar: {method}\n\n{}",
        mail.to,
        mail.subject,
        mail.text.replace("\r\n", "\n")
    );
    insta::with_settings!({
        omit_expression => true,
        prepend_module_to_snapshot => false,
        snapshot_path => "snapshots",
        filters => [
            (r"\?token=[\w.-]+", "?token=[token]"),
            (r"/candor-[\w-]{43}", "/candor-[room]"),
            (r"ID: [0-9a-f-]{36}", "ID: [id]"),
        ],
    }, {
        insta::assert_snapshot!(name, text);
    });
}

fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
}

fn token(app: &TestApp, email: &str) -> String {
    app.mails_to(email).pop().unwrap().token()
}

on_both_databases! {
    fn every_kind_of_mail_reads_as_reviewed(app) {
        let reader = Reader { app: &app, seen: RefCell::default() };
        let ann = app.person("Ann");
        let bo = app.person("Bo");
        reader.reads(&["verify_address.ann", "verify_address.bo"]);
        ann.wants_to_practise();
        bo.volunteers();
        ann.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);

        let form = json!({"email": ann.email, "password": PASSWORD, "display_name": "A", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        reader.reads(&["address_taken"]);
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        reader.reads(&["reset_password"]);
        let reset = json!({"token": token(&app, &ann.email), "password": PASSWORD});
        app.guest().post("/v1/auth/reset-password", reset).expect(204);
        reader.reads(&["password_changed"]);
        let ann = ann.again(&app);
        ann.post("/v1/auth/change-email", json!({"email": "anna@example.org", "password": PASSWORD})).expect(202);
        reader.reads(&["confirm_new_address"]);
        let confirm = json!({"token": token(&app, "anna@example.org")});
        app.guest().post("/v1/auth/confirm-email", confirm).expect(204);
        reader.reads(&["address_changed"]);
        let ann = Person::sign_in(&app, "anna@example.org");

        let held = ann.books(&bo, "2027-01-14T17:00:00Z");
        reader.reads(&["session_booked.candidate", "session_booked.interviewer"]);
        let mut bare = booking(&bo.id, "2027-01-20T17:00:00Z");
        (bare["topics"], bare["aims"]) = (json!([]), json!(""));
        let called_off = ann.post("/v1/sessions", bare).expect(201)["id"].as_str().unwrap().to_owned();
        reader.reads(&["session_booked_bare.candidate", "session_booked_bare.interviewer"]);
        let reason = json!({"reason": "My train stands still, and I won't be home in time.\nSorry!"});
        ann.post(&format!("/v1/sessions/{called_off}/cancel"), reason).expect(200);
        reader.reads(&["session_cancelled.by_me", "session_cancelled.by_other"]);

        at(&app, "2027-01-13T11:00:00Z");
        reader.reads(&["reminder_first.candidate", "reminder_first.interviewer"]);
        at(&app, "2027-01-14T16:00:00Z");
        reader.reads(&["reminder_1.candidate", "reminder_1.interviewer"]);
        let late = format!("/v1/sessions/{held}/running-late");
        Person::sign_in(&app, "anna@example.org").post(&late, json!({"minutes": 15})).expect(200);
        reader.reads(&["running_late"]);
        at(&app, "2027-01-14T18:00:00Z");
        reader.reads(&["how_was_it", "notes_due_0"]);
        at(&app, "2027-01-15T14:00:00Z");
        reader.reads(&["notes_due_20"]);
        at(&app, "2027-01-16T14:00:00Z");
        reader.reads(&["notes_delayed", "notes_due_44"]);
        assert_eq!(late_notes::write_due(&app.services, &|| false).unwrap(), 1);
        reader.reads(&["notes_late"]);
        bo.again(&app).submits(&held, &full_notes());
        reader.reads(&["feedback"]);

        let missed = Person::sign_in(&app, "anna@example.org").books(&bo, "2027-01-16T14:15:00Z");
        reader.reads(&["session_booked_soon.candidate", "session_booked_soon.interviewer"]);
        at(&app, "2027-01-16T14:30:00Z");
        let (ann, bo) = (Person::sign_in(&app, "anna@example.org"), bo.again(&app));
        ann.post(&format!("/v1/sessions/{missed}/no-show"), json!({"absent": "interviewer"})).expect(200);
        reader.reads(&["marked_absent"]);
        let reason = json!({"reason": "I was in the other room."});
        bo.post(&format!("/v1/sessions/{missed}/dispute"), reason).expect(200);
        reader.reads(&["absence_disputed", "mark_contested"]);

        ann.delete("/v1/me").expect(204);
        reader.reads(&["account_deleted"]);
    }
}
