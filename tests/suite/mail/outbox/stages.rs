//! A mail server that fails at each step, in each way: what the documentation says happens then.

use super::{patience, queue_to, queued, send, send_again};
use crate::support::{Act, ScriptedSmtp, Step, TestApp, TestDatabase};
use candor::mail::Transport;
use std::collections::HashSet;
use std::time::Duration;

const PAGE: &str = include_str!("../../../../docs/internals/email.md");

/// The steps and the ways, in the order of the table.
const STEPS: [(&str, Step); 7] = [
    ("greeting", Step::Greeting),
    ("`EHLO`", Step::Ehlo),
    ("`AUTH`", Step::Auth),
    ("`MAIL`", Step::Mail),
    ("`RCPT`", Step::Rcpt),
    ("`DATA`", Step::Data),
    ("after the dot", Step::Dot),
];

fn ways(step: Step) -> [Act; 6] {
    let (later, never, unknown) = match step {
        Step::Rcpt => (
            "450 4.2.0 <ann@example.org>: greylisted",
            "554 5.7.1 relay denied",
            "550 5.1.1 <ann@example.org>: unknown",
        ),
        Step::Auth => ("454 4.7.0 later", "535 5.7.8 wrong password", "550 5.1.1 unknown"),
        Step::Dot => ("452 4.3.1 disk full", "554 5.6.0 this looks like spam", "550 5.2.1 <ann@example.org>: disabled"),
        _ => ("421 4.3.2 too busy", "554 5.7.1 not from you", "550 5.1.1 unknown"),
    };
    [Act::No(later), Act::No(never), Act::No(unknown), Act::Hang, Act::Close, Act::Slow(Duration::from_millis(400))]
}

/// The cells of the row of this step.
fn row(step: &str) -> Vec<&'static str> {
    let row = PAGE.lines().find_map(|line| line.strip_prefix(&format!("| {step} | "))).expect("a row of this step");
    row.trim_end_matches(" |").split(" | ").collect()
}

on_both_databases! {
    fn each_step_goes_as_the_table_says(app) {
        app.person("Olga");
        let (mut number, before) = (0, queued(&app, "sent").len());
        for (name, step) in STEPS {
            for (act, expected) in ways(step).into_iter().zip(row(name)) {
                number += 1;
                let case = format!("{name}: {act:?}");
                let server = ScriptedSmtp::start_with(step, act.clone());
                let smtp = Transport::smtp(&server.url_with_login()).unwrap().within(patience());
                queue_to(&app, &[format!("p{number}@example.org")]);
                assert_eq!(send(&app, &smtp), 1, "{case}");
                if matches!(act, Act::Hang) {
                    assert!(!server.heard().iter().any(|line| line.starts_with("QUIT")), "{case}: {:?}", server.heard());
                }
                server.mend();
                match expected {
                    "sent" => {}
                    "parked" => {
                        app.clock.advance_minutes(24 * 60);
                        assert_eq!(send(&app, &smtp), 0, "{case}");
                        let parked = queued(&app, "dead_letter");
                        assert_eq!((parked.len(), server.taken().len()), (1, 0), "{case}");
                        assert_eq!(send_again(&app), 1, "{case}");
                        assert_eq!(send(&app, &smtp), 1, "{case}");
                    }
                    "put off" | "put off, maybe twice" => {
                        let waiting = queued(&app, "waiting");
                        assert_eq!((waiting.len(), waiting[0].attempts), (1, 1), "{case}: {waiting:?}");
                        assert!(waiting[0].not_before > app.clock.now().naive(), "{case}");
                        assert!(waiting[0].last_error.is_some(), "{case}");
                        app.clock.advance_minutes(1);
                        assert_eq!(send(&app, &smtp), 1, "{case}");
                    }
                    other => panic!("the table says {other}"),
                }
                let ids: HashSet<_> = server.mails().into_iter().map(|mail| mail.message_id).collect();
                let copies = if expected.ends_with("twice") { 2 } else { 1 };
                assert_eq!((server.taken().len(), ids.len()), (copies, 1), "{case}");
                assert_eq!(queued(&app, "sent").len(), before + number, "{case}");
            }
        }
        assert_eq!(number, 42);
    }
}
