//! A clock that was ahead, as one is until the network has set it: no mail waits until the others have caught up.

use super::{patience, queue_to, queued, send};
use crate::support::{Act, ScriptedSmtp, Step, TestApp, TestDatabase};
use candor::domain::MailId;
use candor::mail::Transport;
use candor::service::{Error, delivery};
use candor::store::outbox;

fn address(number: usize) -> [String; 1] {
    [format!("p{number}@example.org")]
}

/// Claims the queued mails, like a process that dies before sending them.
fn takes_and_dies(app: &TestApp) {
    let now = app.clock.now().naive();
    let due = queued(app, "waiting").into_iter().find(|mail| mail.not_before <= now).unwrap();
    let mail: MailId = due.id.parse().unwrap();
    let claimed = app.services.write(|db, now| Ok::<_, Error>(outbox::claim(db, mail, now, now.plus_minutes(2))?));
    assert!(claimed.unwrap().is_some());
}

fn corrects(app: &TestApp) -> usize {
    delivery::correct_times(&app.services).unwrap()
}

on_both_databases! {
    fn what_it_had_in_hand_is_sent(app) {
        queue_to(&app, &address(0));
        let now = app.clock.now();
        app.clock.set(now.plus_days(1));
        takes_and_dies(&app);
        app.clock.set(now);
        assert_eq!((app.send_due(), corrects(&app), corrects(&app), app.send_due()), (0, 1, 0, 1));
    }

    fn what_it_queued_is_sent(app) {
        queue_to(&app, &address(0));
        assert_eq!(app.send_due(), 1);
        let now = app.clock.now();
        app.clock.set(now.plus_hours(9));
        queue_to(&app, &address(1));
        app.clock.set(now);
        assert_eq!((app.send_due(), corrects(&app), corrects(&app), app.send_due()), (0, 1, 0, 1));
    }

    fn what_it_put_off_is_tried(app) {
        queue_to(&app, &address(0));
        let now = app.clock.now();
        app.clock.set(now.plus_days(1));
        // And one that was queued by that clock too.
        queue_to(&app, &address(1));
        let server = ScriptedSmtp::start_with(Step::Greeting, Act::No("421 come back later"));
        let smtp = Transport::smtp(&server.url_with_login()).unwrap().within(patience());
        assert_eq!(send(&app, &smtp), 2);
        app.clock.set(now);
        server.mend();
        assert_eq!(send(&app, &smtp), 0);
        assert_eq!((corrects(&app), corrects(&app)), (2, 0));
        assert_eq!(send(&app, &smtp), 2);
    }

    /// Reminders of next week, the pauses of what fails, and what a clock does that's ahead as far as clocks are.
    fn what_waits_rightly_goes_on_waiting(app) {
        app.candidate("Ann").books(&app.interviewer("Bo"), "2027-01-20T17:00:00Z");
        app.send_due();
        let reminders = queued(&app, "waiting").len();
        assert!(reminders >= 4, "{reminders}");
        assert_eq!(corrects(&app), 0);
        let now = app.clock.now();
        app.clock.set(now.plus_skew());
        queue_to(&app, &address(0));
        takes_and_dies(&app);
        app.clock.set(now);
        assert_eq!((corrects(&app), app.send_due()), (0, 0));
        app.clock.advance_minutes(4);
        let fails = ScriptedSmtp::start_with(Step::Greeting, Act::No("421 come back later"));
        let smtp = Transport::smtp(&fails.url_with_login()).unwrap().within(patience());
        for _ in 0..12 {
            assert_eq!(send(&app, &smtp), 1);
            assert_eq!(corrects(&app), 0);
            app.clock.advance_minutes(73);
        }
        assert_eq!(queued(&app, "waiting").len(), reminders + 1);
    }
}
