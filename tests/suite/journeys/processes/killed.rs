//! Killed in the middle of sending: no mail is lost, and a repeat can be told by its Message-ID.

use super::{mails, on_the_machines_time, queue};
use crate::support::{Process, SmtpServer, TestApp, TestDatabase, services, wait_until};
use candor::domain::Timestamp;
use candor::mail::Transport;
use candor::service::{Clock, delivery};
use std::collections::HashSet;

const MAILS: usize = 200;

both_racing! {
    fn no_mail_is_lost(app) {
        on_the_machines_time(&app);
        let ann = app.person("Ann");
        queue(&app, &ann, MAILS);
        let database = app.database().clone();
        // Nobody else has the database open while it is killed and comes back.
        drop(app);
        let smtp = SmtpServer::start_with(&["before=20", "after=40"]);
        let url = smtp.url();
        // The house below signs its mails with the same name.
        let process = || Process::start(&database, &[("SMTP_URL", url.as_str()), ("PUBLIC_URL", "http://candor.example")]);

        let first = process();
        wait_until("a mail is claimed and not handed over", || smtp.stands_still("before"));
        first.kill();
        assert_eq!(smtp.count(), 19);
        let second = process();
        wait_until("a mail is handed over and not settled", || smtp.stands_still("after"));
        second.kill();

        // The two that were in hand are held by their leases; all others go out at once.
        let mut third = process();
        let later = services(&database, Clock::by(|| Timestamp::now().plus_minutes(3)));
        let sent = || mails(&later.store, "password_changed", "sent");
        wait_until("all others are sent", || sent().len() == MAILS - 2);
        third.terminate();
        assert!(third.ended().success());
        assert_eq!(smtp.count(), MAILS - 1);
        let mut held = mails(&later.store, "password_changed", "waiting");
        assert_eq!(held.len(), 2);

        // When the leases have run out somebody else takes them over.
        let transport = Transport::smtp(&smtp.url()).unwrap();
        assert_eq!(delivery::send_due(&later, &transport, &|| false).unwrap(), 2);
        assert_eq!(sent().len(), MAILS);
        let arrived: Vec<_> = smtp.mails().into_iter().map(|mail| mail.message_id).collect();
        let ids: HashSet<_> = arrived.iter().cloned().collect();
        let due: HashSet<_> = sent().into_iter().map(|id| format!("{id}@candor.example")).collect();
        assert_eq!(ids, due, "nothing is lost");
        assert_eq!(arrived.len(), MAILS + 1, "and one alone came twice");
        held.retain(|id| arrived.iter().filter(|arrived| arrived.starts_with(id.as_str())).count() == 2);
        assert_eq!(held.len(), 1, "the one that was handed over and not settled");
    }
}
