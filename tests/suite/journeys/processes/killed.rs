//! Killed in the middle of sending: no mail is lost, and a repeat can be told by its Message-ID.

use super::{mails, on_the_machines_time, queue};
use crate::support::{Process, SmtpServer, TestApp, TestDatabase, rows, services, wait_until};
use candor::domain::Timestamp;
use candor::mail::Transport;
use candor::service::{Clock, Services, delivery};
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::HashSet;

const MAILS: usize = 200;

on_both_databases_racing! {
    fn no_mail_is_lost(app) {
        on_the_machines_time(&app);
        let ann = app.person("Ann");
        queue(&app, &ann, MAILS);
        let database = app.database().clone();
        // Nobody else has the database open while it is killed and comes back.
        drop(app);
        let smtp = SmtpServer::start_with(&["before=20", "after=100"]);
        let url = smtp.url();
        // The house below signs its mails with the same name.
        let process = || Process::start(&database, &[("SMTP_URL", url.as_str()), ("PUBLIC_URL", "http://candor.example")]);

        let first = process();
        wait_until("a mail is claimed and not handed over", || smtp.stands_still("before"));
        first.kill();
        let second = process();
        wait_until("a mail is handed over and not settled", || smtp.stands_still("after"));
        second.kill();

        // Those that were in hand are held by their leases; all others go out at once.
        let later = services(&database, Clock::by(|| Timestamp::now().plus_minutes(3)));
        let held = in_hand(&later);
        assert!((2..=16).contains(&held.len()), "a few of each process: {held:?}");
        let mut third = process();
        let sent = || mails(&later.store, "password_changed", "sent");
        wait_until("all others are sent", || sent().len() == MAILS - held.len());
        third.terminate();
        assert!(third.ended().success());
        assert_eq!(mails(&later.store, "password_changed", "waiting"), held);

        // When the leases have run out somebody else takes them over.
        let transport = Transport::smtp(&smtp.url()).unwrap();
        assert_eq!(delivery::send_due(&later, &transport, &|| false).unwrap(), held.len());
        assert_eq!(sent().len(), MAILS);
        let arrived: Vec<_> = smtp.mails().into_iter().map(|mail| mail.message_id).collect();
        let ids: HashSet<_> = arrived.iter().cloned().collect();
        let due: HashSet<_> = sent().into_iter().map(|id| format!("{id}@candor.example")).collect();
        assert_eq!(ids, due, "nothing is lost");
        let copies = |id: &String| arrived.iter().filter(|arrived| arrived.starts_with(id.as_str())).count();
        let twice: Vec<_> = sent().into_iter().filter(|id| copies(id) == 2).collect();
        assert_eq!(arrived.len(), MAILS + twice.len(), "none came three times");
        assert!(!twice.is_empty() && twice.iter().all(|id| held.contains(id)), "only what was handed over and not settled");
    }
}

/// The mails that a process had in hand when it died.
fn in_hand(services: &Services) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Text)]
        id: String,
    }
    let found: Vec<Id> =
        rows(&services.store, "SELECT id FROM outbox WHERE state = 'waiting' AND leased_until IS NOT NULL ORDER BY id");
    found.into_iter().map(|row| row.id).collect()
}
