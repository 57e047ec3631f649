//! A mail server that is away, or that refuses.

use super::{queued, send};
use crate::support::{SmtpServer, TestApp, TestDatabase, execute};
use candor::mail::Transport;
use candor::store::outbox;
use serde_json::json;

/// Three people sign up: three mails wait.
fn three_sign_up(app: &TestApp) {
    for name in ["Ann", "Bo", "Cy"] {
        let email = format!("{}@example.org", name.to_lowercase());
        let form = json!({"email": email, "password": "callback hell", "display_name": name, "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
    }
    app.look_into_requests();
}

fn recipients(server: &SmtpServer) -> Vec<String> {
    let mut to: Vec<_> = server.mails().into_iter().map(|mail| mail.to).collect();
    to.sort();
    to
}

on_both_databases! {
    fn mails_wait_while_the_server_is_away(app) {
        let mut server = SmtpServer::away();
        let smtp = Transport::smtp(&server.url()).unwrap();
        three_sign_up(&app);

        let mut longest = 0;
        for attempts in 1..5 {
            assert_eq!(send(&app, &smtp), 3);
            assert_eq!(send(&app, &smtp), 0, "put off");
            let waiting = queued(&app, "waiting");
            // Nor does another sender take one that it saw due a moment ago.
            let taken = app.services.write(|db, now| {
                Ok(outbox::claim(db, waiting[0].id.parse().unwrap(), now, now.plus_minutes(2))?)
            });
            assert!(taken.unwrap().is_none());
            assert_eq!(waiting.iter().map(|mail| mail.attempts).collect::<Vec<_>>(), [attempts; 3]);
            let pauses = waiting.iter().map(|mail| (mail.not_before - app.clock.now().naive()).num_milliseconds());
            let (shortest, next) = (pauses.clone().min().unwrap(), pauses.max().unwrap());
            assert!(shortest > longest, "each pause is longer than the one before: {shortest} after {longest}");
            longest = next;
            app.clock.advance_minutes(1);
        }

        server.come_up();
        assert_eq!(send(&app, &smtp), 3);
        assert_eq!(recipients(&server), ["ann@example.org", "bo@example.org", "cy@example.org"]);
        assert_eq!(queued(&app, "sent").len(), 3);
        app.clock.advance_minutes(24 * 60);
        assert_eq!(send(&app, &smtp), 0, "once is enough");

        // It goes away in between, and the connection that was kept with it: noticed, not lost.
        server.go_away();
        app.guest().post("/v1/auth/forgot-password", json!({"email": "ann@example.org"})).expect(202);
        assert_eq!(send(&app, &smtp), 1);
        server.come_up();
        app.clock.advance_minutes(1);
        assert_eq!(send(&app, &smtp), 1);
        assert_eq!(server.count(), 4);
    }

    fn a_server_that_stays_away_is_an_operators_matter(app) {
        let mut server = SmtpServer::away();
        let smtp = Transport::smtp(&server.url()).unwrap();
        three_sign_up(&app);
        assert_eq!(send(&app, &smtp), 3);
        app.clock.advance_minutes(73 * 60);
        assert_eq!(send(&app, &smtp), 3);
        assert_eq!(queued(&app, "dead_letter").len(), 3);
        server.come_up();
        app.clock.advance_minutes(24 * 60);
        assert_eq!(send(&app, &smtp), 0);
    }

    fn one_refused_address_holds_nobody_up(app) {
        let server = SmtpServer::start_with(&["refuse=bo@example.org"]);
        let smtp = Transport::smtp(&server.url()).unwrap();
        three_sign_up(&app);
        assert_eq!(send(&app, &smtp), 3);
        assert_eq!(recipients(&server), ["ann@example.org", "cy@example.org"]);
        let parked = queued(&app, "dead_letter");
        assert_eq!(parked.len(), 1);
        let why = parked[0].last_error.as_deref().unwrap();
        assert!(why.contains("550") && why.contains("b***@example.org") && !why.contains("bo@"), "{why}");
        app.clock.advance_minutes(24 * 60);
        assert_eq!(send(&app, &smtp), 0, "refused for good");
    }
    fn one_row_that_cannot_be_read_holds_nobody_up(app) {
        let server = SmtpServer::start();
        let smtp = Transport::smtp(&server.url()).unwrap();
        three_sign_up(&app);
        let moves_to = |zone: &str| {
            let sql = format!("UPDATE accounts SET time_zone = '{zone}' WHERE email = 'ann@example.org'");
            assert_eq!(execute(&app.services.store, &sql), 1);
        };
        moves_to("Mars/Base");
        // Ann's mail is the oldest.
        assert_eq!(send(&app, &smtp), 3);
        assert_eq!(recipients(&server), ["bo@example.org", "cy@example.org"]);
        let waiting = queued(&app, "waiting");
        assert_eq!((waiting.len(), waiting[0].attempts), (1, 1));
        assert!(!waiting[0].last_error.as_deref().unwrap().contains("Mars"), "what it holds is nobody else's matter");
        moves_to("UTC");
        app.clock.advance_minutes(1);
        assert_eq!(send(&app, &smtp), 1);
        assert_eq!(server.count(), 3);
    }
}
