//! A server that refuses us, not the recipient: nothing is given up. What was, can be sent again.

use super::{patience, queue_to, queued, send, send_again};
use crate::support::{Act, ScriptedSmtp, Step, TestApp, TestDatabase};
use candor::mail::Transport;
use candor::service::Code;
use candor::service::delivery::parked::{self, Caretaker, Which};
use serde_json::json;
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

both! {
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
        let id = queued(&app, "dead_letter")[0].id.parse().unwrap();

        let who = |person: &crate::support::Person| Caretaker::Operator(person.id.parse().unwrap());
        let listed = |who| parked::list(&app.services, who, None, 10);
        assert_eq!(listed(who(&ann)).unwrap_err().code, Code::Forbidden);
        let again = |who, which| parked::send_again(&app.services, who, which);
        assert_eq!(again(who(&ann), Which::All).unwrap_err().code, Code::Forbidden);
        let mails = listed(who(&operator)).unwrap();
        assert_eq!((mails.len(), mails[0].id, mails[0].attempts), (1, id, 1));
        assert!(mails[0].error.contains("no such user"), "{mails:?}");

        server.mend();
        assert_eq!(again(who(&operator), Which::One(id)).unwrap(), 1);
        assert_eq!(again(who(&operator), Which::One(id)).unwrap_err().code, Code::NotFound, "it's on its way");
        assert_eq!(again(who(&operator), Which::All).unwrap(), 0);
        assert_eq!(send(&app, &smtp), 1);
        let mut to: Vec<_> = server.taken().into_iter().map(|taken| taken.to).collect();
        to.sort();
        assert_eq!(to, ["gone@example.org", "here@example.org"]);
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

both_racing! {
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
