//! A server that takes its time: nothing is sent twice for it, and nobody else's mail waits.

use super::{patience, queue_to, queued, send};
use crate::support::{Act, Process, ScriptedSmtp, Step, TestApp, TestDatabase, execute, wait_until};
use candor::domain::Timestamp;
use candor::mail::{Patience, Transport};
use candor::service::delivery;
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Runs a sender beside `meanwhile`, then stops it.
fn beside_a_sender(app: &TestApp, smtp: &Transport, meanwhile: impl FnOnce()) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let sender = scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                delivery::send_due(&app.services, smtp, &|| stop.load(Ordering::Relaxed)).unwrap();
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        // Stopped even if the test fails, or it would wait forever.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(meanwhile));
        stop.store(true, Ordering::Relaxed);
        sender.join().unwrap();
        done.unwrap();
    });
}

/// Waits for `count` mails that aren't to a slow recipient, and returns how long that took.
fn arrived(server: &ScriptedSmtp, count: usize) -> Duration {
    let begun = Instant::now();
    wait_until("the others arrive", || {
        server.taken().iter().filter(|one| !one.to.starts_with("slow")).count() >= count
    });
    begun.elapsed()
}

fn addresses(name: &str, count: usize, domain: &str) -> Vec<String> {
    (0..count).map(|number| format!("{name}{number}@{domain}")).collect()
}

fn slow_at(at: Step) -> ScriptedSmtp {
    ScriptedSmtp::start(move |step, to| if step == at && to.starts_with("slow") { Act::Hang } else { Act::Yes })
}

/// Nothing of it is over before the test is.
fn long() -> Patience {
    Patience {
        recipient: Duration::from_secs(4),
        data: Duration::from_secs(4),
        after_dot: Duration::from_secs(4),
        ..patience()
    }
}

on_both_databases! {
    /// Ten minutes after the dot, and no other sender touches the mail.
    fn a_slow_answer_is_one_copy(app) {
        let server = ScriptedSmtp::start_with(Step::Dot, Act::OnceTold);
        let smtp = Transport::smtp(&server.url()).unwrap();
        queue_to(&app, &["ann@example.org".to_owned()]);
        std::thread::scope(|scope| {
            let sender = scope.spawn(|| send(&app, &smtp));
            server.wait_until_it_waits();
            for _ in 0..10 {
                app.clock.advance_minutes(1);
                let covers = (app.clock.now().plus_minutes(1)).naive();
                wait_until("it renews its lease", || queued(&app, "waiting")[0].leased_until.unwrap() > covers);
                assert_eq!(send(&app, &smtp), 0);
            }
            server.go_on();
            assert_eq!(sender.join().unwrap(), 1);
        });
        assert_eq!((server.taken().len(), queued(&app, "waiting").len()), (1, 0));
        app.clock.advance_minutes(24 * 60);
        assert_eq!(send(&app, &smtp), 0);
    }

    /// A sender that lost its lease, because its clock or machine was suspended, settles nothing.
    fn a_lost_lease_settles_nothing(app) {
        let server = ScriptedSmtp::start_with(Step::Rcpt, Act::OnceTold);
        let smtp = Transport::smtp(&server.url()).unwrap();
        queue_to(&app, &["ann@example.org".to_owned()]);
        std::thread::scope(|scope| {
            let sender = scope.spawn(|| send(&app, &smtp));
            server.wait_until_it_waits();
            // Somebody else's claim counts one more attempt.
            let sql = "UPDATE outbox SET attempts = attempts + 1, leased_until = '2027-02-01 00:00:00' WHERE state = 'waiting'";
            assert_eq!(execute(&app.services.store, sql), 1);
            app.clock.advance_minutes(2);
            assert_eq!(sender.join().unwrap(), 1);
        });
        let waiting = queued(&app, "waiting");
        assert_eq!((waiting.len(), waiting[0].attempts), (1, 2));
        assert_eq!(waiting[0].leased_until.unwrap(), "2027-02-01T00:00:00Z".parse::<Timestamp>().unwrap().naive());
        assert_eq!(server.taken().len(), 0, "it left off");
    }

    /// Five of a hundred, all at one domain.
    fn slow_recipients_hold_up_nobody_else(app) {
        for (round, step) in [Step::Rcpt, Step::Data, Step::Dot].into_iter().enumerate() {
            let server = slow_at(step);
            let smtp = Transport::smtp(&server.url()).unwrap().within(long());
            let mut to = addresses(&format!("p{round}x"), 95, "example.org");
            // They come first, and among the others.
            for (number, at) in [0, 1, 2, 40, 80].into_iter().enumerate() {
                to.insert(at, format!("slow{round}x{number}@example.org"));
            }
            queue_to(&app, &to);
            beside_a_sender(&app, &smtp, || {
                let took = arrived(&server, 95);
                assert!(took < Duration::from_secs(3), "{step:?}: {took:?}");
                app.guest().post("/v1/auth/forgot-password", json!({"email": "olga@example.org"})).expect(202);
                app.look_into_requests();
                let took = arrived(&server, 96);
                assert!(took < Duration::from_secs(1), "a password reset, at {step:?}: {took:?}");
            });
            app.clock.advance_minutes(24 * 60);
            let mended = ScriptedSmtp::start(|_, _| Act::Yes);
            assert_eq!(send(&app, &Transport::smtp(&mended.url()).unwrap()), 5);
        }
    }

    /// A domain that hangs with far more mails than there are senders.
    fn a_domain_that_hangs_has_its_share_and_no_more(app) {
        let server = slow_at(Step::Rcpt);
        let smtp = Transport::smtp(&server.url()).unwrap().within(long());
        queue_to(&app, &addresses("slow", 150, "hangs.example"));
        queue_to(&app, &addresses("p", 95, "example.org"));
        beside_a_sender(&app, &smtp, || {
            let took = arrived(&server, 95);
            assert!(took < Duration::from_secs(4), "{took:?}");
            let asked = server.heard().iter().filter(|line| line.starts_with("RCPT TO:<slow")).count();
            assert!((1..=24).contains(&asked), "{asked}");
        });
    }

    /// Verifications, resets and cancellations are sent before everything else.
    fn urgent_mails_go_first(app) {
        let server = ScriptedSmtp::start(|step, _| {
            if step == Step::Dot { Act::Slow(Duration::from_millis(20)) } else { Act::Yes }
        });
        let smtp = Transport::smtp(&server.url()).unwrap();
        app.person("Olga");
        queue_to(&app, &addresses("p", 100, "example.org"));
        app.guest().post("/v1/auth/forgot-password", json!({"email": "olga@example.org"})).expect(202);
        assert_eq!(send(&app, &smtp), 101);
        let place = server.taken().iter().position(|one| one.to == "olga@example.org").unwrap();
        assert!(place < 8, "with the first at a time: {place}");
    }
}

on_both_databases_racing! {
    /// A server that hangs doesn't keep the process: it ends, and leaves the mail to the next one.
    fn a_hanging_server_ends_with_the_process(app) {
        app.clock.set(Timestamp::now());
        queue_to(&app, &["slow@example.org".to_owned()]);
        let server = slow_at(Step::Rcpt);
        let mut process = Process::start(app.database(), &[("SMTP_URL", &server.url())]);
        wait_until("it hangs", || server.heard().iter().any(|line| line.starts_with("RCPT")));
        let told = Instant::now();
        process.terminate();
        assert!(process.ended().success());
        assert!(told.elapsed() < Duration::from_secs(20), "{:?}", told.elapsed());
        let waiting = queued(&app, "waiting");
        assert_eq!((waiting.len(), waiting[0].leased_until), (1, None));
    }
}
