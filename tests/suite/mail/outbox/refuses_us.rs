//! A server that refuses us, not the recipient: nothing is given up. What was, can be sent again.

use super::{patience, queue_to, queued, send, send_again};
use crate::support::{Act, ScriptedSmtp, Step, TestApp, TestDatabase};
use candor::mail::Transport;
use serde_json::{Value, json};
use std::process::Command;

fn twenty(from: usize) -> Vec<String> {
    (from..from + 20).map(|number| format!("p{number}@example.org")).collect()
}

/// A server that refuses nobody but this one.
fn refuses(whom: &'static str) -> ScriptedSmtp {
    ScriptedSmtp::start(
        move |step, to| {
            if step == Step::Rcpt && to == whom { Act::No("550 no such user here") } else { Act::Yes }
        },
    )
}

on_both_databases! {
    fn what_is_about_us_is_put_off(app) {
        let refusals = [
            (Step::Greeting, "554 5.7.1 no service for your network"),
            (Step::Ehlo, "550 your host name is bogus"),
            (Step::Auth, "535 5.7.8 the password has expired"),
            (Step::Mail, "530 Authentication required"),
            (Step::Mail, "550 Sender rejected"),
            (Step::Mail, "552 5.3.4 message too big"),
            (Step::Mail, "553 5.1.8 sender's domain not found"),
            (Step::Rcpt, "554 Relay access denied"),
            (Step::Rcpt, "550 relaying not allowed"),
            (Step::Rcpt, "530 5.7.0 log in first"),
            (Step::Rcpt, "550 5.7.1 listed by a blocklist"),
            (Step::Rcpt, "552 5.2.2 mailbox full"),
            (Step::Data, "552 quota exceeded"),
            (Step::Data, "550 5.4.5 Daily sending limit exceeded"),
            (Step::Dot, "550 5.4.5 Daily sending limit exceeded"),
            (Step::Dot, "554 5.7.1 message content rejected"),
        ];
        for (round, (step, refusal)) in refusals.into_iter().enumerate() {
            let server = ScriptedSmtp::start_with(step, Act::No(refusal));
            let smtp = Transport::smtp(&server.url_with_login()).unwrap().within(patience());
            queue_to(&app, &twenty(round * 20));
            assert_eq!(send(&app, &smtp), 20, "{refusal}");
            assert_eq!(queued(&app, "waiting").len(), 20, "{step:?}: {refusal}");
            server.mend();
            app.clock.advance_minutes(1);
            assert_eq!(send(&app, &smtp), 20, "{refusal}");
            assert_eq!(server.taken().len(), 20, "{refusal}");
        }
        assert_eq!(queued(&app, "dead_letter").len(), 0);
    }

    fn what_was_given_up_can_be_sent_again(app) {
        let (ann, operator) = (app.person("Ann"), app.person("Operator"));
        let server = refuses("gone@example.org");
        let smtp = Transport::smtp(&server.url()).unwrap();
        queue_to(&app, &["gone@example.org".to_owned(), "here@example.org".to_owned()]);
        assert_eq!(send(&app, &smtp), 2);
        let id = queued(&app, "dead_letter")[0].id.clone();
        let one = format!("/v1/operator/emails/{id}/send");
        let asks = |who: &crate::support::Person, path: &str| who.send("POST", path, &[], None);

        ann.get("/v1/operator/emails").problem(403, "forbidden");
        for path in [one.as_str(), "/v1/operator/emails/send"] {
            asks(&ann, path).problem(403, "forbidden");
        }
        assert_eq!(queued(&app, "dead_letter").len(), 1);
        let listed = |query: &str| operator.get(&format!("/v1/operator/emails{query}")).expect(200)["items"].as_array().unwrap().clone();
        let mails = listed("");
        assert_eq!((mails.len(), &mails[0]["id"], &mails[0]["attempts"]), (1, &json!(id), &json!(1)));
        assert_eq!((&mails[0]["next_attempt_at"], mails[0]["settled_at"].is_string()), (&Value::Null, true));
        let why = mails[0]["error"].as_str().unwrap();
        assert!(why.contains("no such user") && !why.contains("gone@"), "{why}");
        assert_eq!(listed("?state=dead_letter"), mails);
        let sent = listed("?state=sent&limit=2");
        assert_eq!((sent.len(), &sent[0]["error"]), (2, &Value::Null));
        operator.get("/v1/operator/emails?state=lost").problem(422, "invalid_input");

        server.mend();
        asks(&operator, &one).expect(204);
        asks(&operator, &one).problem(404, "not_found");
        assert_eq!(listed("?state=waiting")[0]["next_attempt_at"], json!(app.clock.now()));
        assert_eq!(asks(&operator, "/v1/operator/emails/send").expect(200)["due"], 0);
        assert_eq!(send(&app, &smtp), 1);
        assert!(listed("").is_empty());
        let mut to: Vec<_> = server.taken().into_iter().map(|taken| taken.to).collect();
        to.sort();
        assert_eq!(to, ["gone@example.org", "here@example.org"]);
    }

    fn all_that_was_given_up_can_be_sent_again_at_once(app) {
        let operator = app.person("Operator");
        let server = ScriptedSmtp::start_with(Step::Rcpt, Act::No("550 5.1.1 no such user"));
        let smtp = Transport::smtp(&server.url()).unwrap();
        queue_to(&app, &["a@example.org", "b@example.org", "c@example.org"].map(str::to_owned));
        assert_eq!(send(&app, &smtp), 3);
        let page = operator.get("/v1/operator/emails?limit=2").expect(200);
        let rest = operator.get(&format!("/v1/operator/emails?limit=2&cursor={}", page["next_cursor"].as_str().unwrap()));
        assert_eq!(rest.expect(200)["items"].as_array().unwrap().len(), 1);
        server.mend();
        assert_eq!(operator.send("POST", "/v1/operator/emails/send", &[], None).expect(200)["due"], 3);
        assert_eq!(send(&app, &smtp), 3);
        assert_eq!(server.taken().len(), 3);
    }

    /// It has as long as a new one, and isn't parked by the next passing trouble.
    fn sent_again_it_has_three_days_again(app) {
        let server = refuses("gone@example.org");
        let smtp = Transport::smtp(&server.url()).unwrap();
        queue_to(&app, &["gone@example.org".to_owned()]);
        assert_eq!(send(&app, &smtp), 1);
        app.clock.advance_minutes(80 * 60);
        assert_eq!(send_again(&app), 1);
        let busy = ScriptedSmtp::start_with(Step::Mail, Act::No("421 busy"));
        assert_eq!(send(&app, &Transport::smtp(&busy.url()).unwrap()), 1);
        assert_eq!(queued(&app, "waiting").len(), 1);
        app.clock.advance_minutes(71 * 60);
        assert_eq!(send(&app, &Transport::smtp(&busy.url()).unwrap()), 1);
        assert_eq!(queued(&app, "waiting").len(), 1);
        app.clock.advance_minutes(2 * 60);
        assert_eq!(send(&app, &Transport::smtp(&busy.url()).unwrap()), 1);
        assert_eq!(queued(&app, "dead_letter").len(), 1);
    }

    /// What is no longer true is dropped all the same.
    fn what_is_no_longer_true_isnt_sent_again(app) {
        let server = refuses("ann@example.org");
        let smtp = Transport::smtp(&server.url()).unwrap();
        let ann = app.person("Ann");
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        assert_eq!(send(&app, &smtp), 1);
        assert_eq!(queued(&app, "dead_letter").len(), 1);
        app.clock.advance_minutes(2 * 24 * 60);
        server.mend();
        assert_eq!(send_again(&app), 1);
        assert_eq!(send(&app, &smtp), 1);
        assert_eq!((server.taken().len(), queued(&app, "dropped").len()), (0, 1), "the link has expired");
    }
}

on_both_databases_racing! {
    fn an_operator_does_it_from_the_command_line(app) {
        let server = refuses("gone@example.org");
        let smtp = Transport::smtp(&server.url()).unwrap();
        queue_to(&app, &["gone@example.org".to_owned(), "here@example.org".to_owned()]);
        assert_eq!(send(&app, &smtp), 2);
        let folder = tempfile::tempdir().unwrap();
        let outbox = |line: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_candor"))
                .arg("outbox")
                .args(line)
                .env_clear()
                .env("DATABASE_URL", app.database().setting())
                .env("DATA_DIR", folder.path())
                .output()
                .unwrap();
            (output.status.success(), String::from_utf8(output.stdout).unwrap())
        };
        let id = queued(&app, "dead_letter")[0].id.clone();
        let (done, listed) = outbox(&["list"]);
        assert!(done && listed.contains(&id) && listed.contains("no such user") && !listed.contains("gone@"), "{listed}");
        assert!(!outbox(&["retry"]).0, "which?");
        assert_eq!(outbox(&["retry", &id]), (true, "1 email is due again.\n".to_owned()));
        assert!(!outbox(&["retry", &id]).0, "it isn't parked any more");
        assert_eq!(outbox(&["retry", "--all"]), (true, "0 emails are due again.\n".to_owned()));
        assert_eq!(outbox(&["list"]), (true, "No email has failed for good.\n".to_owned()));
        assert_eq!(queued(&app, "waiting").len(), 1);
    }
}
