//! Two processes on one database: nobody is booked twice, and each mail goes out once.

use super::{mails, noon, on_the_machines_time, queue};
use crate::support::{Process, SmtpServer, TestApp, TestDatabase, at_once, booking, crowd, one_wins, wait_until};
use std::collections::HashSet;

#[test]
fn book_once_and_send_once() {
    let app = TestApp::start(TestDatabase::postgres());
    on_the_machines_time(&app);
    let (bo, candidates) = (app.interviewer("Bo"), crowd(&app, "ann", 50));
    app.mails();
    let smtp = SmtpServer::start();
    let settings = [("SMTP_URL", smtp.url())];
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let processes = [Process::start(app.database(), &settings), Process::start(app.database(), &settings)];

    let start = noon();
    let answers = at_once(50, |number| {
        candidates[number].at(&processes[number % 2].base).post("/v1/sessions", booking(&bo.id, &start))
    });
    let winner = one_wins(&answers, 201, 409, "opening_unavailable");
    wait_until("both are invited", || smtp.count() == 2);
    let mut invited: Vec<_> = smtp.mails().into_iter().map(|mail| mail.to).collect();
    invited.sort();
    assert_eq!(invited, [candidates[winner].email.as_str(), &bo.email]);

    queue(&app, &bo, 200);
    wait_until("everything is sent", || mails(&app.services.store, "password_changed", "sent").len() == 200);
    let ids: HashSet<_> = smtp.mails().into_iter().map(|mail| mail.message_id).collect();
    assert_eq!((smtp.count(), ids.len()), (202, 202), "each once");
    let sent = processes.each_ref().map(|process| process.log().matches("mail sent").count());
    assert!(sent.iter().sum::<usize>() == 202 && !sent.contains(&0), "both had a hand in it: {sent:?}");
}

/// One process serves a file; a second one, a command or a mistake, waits its turn and fails nobody.
#[test]
fn a_file_is_written_by_one_at_a_time() {
    let app = TestApp::start(TestDatabase::file());
    on_the_machines_time(&app);
    let (volunteers, candidates) = ([app.interviewer("Bo"), app.interviewer("Cy")], crowd(&app, "ann", 24));
    let beside = Process::start(app.database(), &[]);
    let noon = noon();
    // Nobody is in anybody's way, except as a writer.
    at_once(24, |number| {
        let start = noon.replace("T12", &format!("T{:02}", 8 + number / 2));
        let ann = &candidates[number];
        let at = if number % 4 < 2 { (**ann).clone() } else { ann.at(&beside.base) };
        at.post("/v1/sessions", booking(&volunteers[number % 2].id, &start)).expect(201);
    });
}
