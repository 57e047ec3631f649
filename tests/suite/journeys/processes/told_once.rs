//! Scheduled mails are sent once: late notes, the weekly mail, the monthly summary. With the process killed while it's queueing
//! them, and with two replicas.

use super::on_the_machines_time;
use crate::feedback::feedback_files::delivered;
use crate::support::{
    Person, Process, SmtpServer, TableLock, TestApp, TestDatabase, about_to_queue, blocked_statements, booking, rows,
    services, wait_until,
};
use candor::domain::practice::plan::PlanSettings;
use candor::domain::{AccountId, Timestamp};
use candor::service::Clock;
use candor::service::feedback::monthly_summary;
use candor::store::account::accounts;
use candor::store::practice::plan_settings;
use diesel::QueryableByName;
use diesel::sql_types::Text;
use serde_json::json;
use std::process::{Command, Stdio};

/// What is due by the machine's clock: notes that are late, in a program and in none, and the week of Ann's practice. The operator has
/// no account, so theirs is in the name of the interviewer.
const DUE: [&str; 3] = ["notes_late for co", "notes_late for eve", "weekly_plan for ann"];

/// When the summary of January is due, which the machine's clock can't provide on any day.
const FIRST: &str = "2027-02-01T14:00:00Z";

fn prepare(app: &TestApp) {
    let day = Timestamp::now().plus_days(-4).utc().format("%Y-%m-%d").to_string();
    app.clock.set(Timestamp::now().plus_days(-6));
    let (co, ann, bo) = (app.person("Co"), app.candidate("Ann"), app.interviewer("Bo"));
    let (dan, eve) = (app.candidate("Dan"), app.interviewer("Eve"));
    let program = co.post("/v1/programs", json!({"name": "Club"})).expect(201);
    for person in [&ann, &bo] {
        person.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
    }
    for (candidate, interviewer) in [(&ann, &bo), (&dan, &eve)] {
        candidate.post("/v1/sessions", booking(&interviewer.id, &format!("{day}T12:00:00Z"))).expect(201);
    }
    on_the_machines_time(app);
    ann.again(app).post("/v1/me/plan/steps", json!({"then": "Draw the queue"})).expect(201);
    practice_is_due(app, &ann);
    app.mails();
}

/// As on a Sunday evening, an hour ago.
fn practice_is_due(app: &TestApp, who: &Person) {
    let who: AccountId = who.id.parse().unwrap();
    let settings = PlanSettings { next_mail_at: Some(Timestamp::now().plus_hours(-1)), ..Default::default() };
    let due = app.services.write(|db, _| {
        accounts::lock(db, &[who])?;
        Ok(plan_settings::put(db, who, &settings)?)
    });
    due.unwrap();
}

/// The queued scheduled mails, in any state.
fn queued(app: &TestApp) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        kind: String,
        #[diesel(sql_type = Text)]
        address: String,
    }
    let found: Vec<Row> = rows(
        &app.services.store,
        "SELECT o.kind, a.email AS address FROM outbox o JOIN accounts a ON a.id = o.account_id \
         WHERE o.kind IN ('notes_late', 'weekly_plan', 'impact_summary')",
    );
    let one = |row: &Row| format!("{} for {}", row.kind, row.address.split('@').next().unwrap());
    let mut all: Vec<String> = found.iter().map(one).collect();
    all.sort();
    all
}

fn arrived(smtp: &SmtpServer) -> usize {
    let told = |subject: &str| ["Late notes: ", "Your practice week"].iter().any(|start| subject.starts_with(start));
    smtp.mails().iter().filter(|mail| told(&mail.subject)).count()
}

fn start(app: &TestApp, smtp: &SmtpServer) -> Process {
    Process::start(app.database(), &[("SMTP_URL", &smtp.url()), ("OPERATOR_MAIL", "operator@example.org")])
}

/// All three have arrived, each once; and nothing more is queued.
fn each_once(app: &TestApp, smtp: &SmtpServer, replicas: Vec<Process>) {
    wait_until("all three arrive", || arrived(smtp) >= DUE.len());
    for mut replica in replicas {
        replica.terminate();
        assert!(replica.ended().success());
    }
    assert_eq!(queued(app), DUE);
    assert_eq!(arrived(smtp), DUE.len());
}

/// How many are blocked while queueing these mails, not counting cleanup, which the same lock blocks.
fn at_it(app: &TestApp) -> usize {
    blocked_statements(&app.services.store)
        .iter()
        .filter(|query| !query.to_lowercase().starts_with("delete from"))
        .count()
}

on_both_databases_racing! {
    fn two_replicas_that_begin_together(app) {
        prepare(&app);
        let smtp = SmtpServer::start();
        let replicas = vec![start(&app, &smtp), start(&app, &smtp)];
        each_once(&app, &smtp, replicas);
    }
}

/// Both replicas are held where the first of them queues its mail, so that the other is there before it is done.
#[test]
fn two_replicas_in_the_middle_of_it() {
    let app = TestApp::start(TestDatabase::postgres());
    prepare(&app);
    let smtp = SmtpServer::start();
    let held = TableLock::table(app.database(), "outbox");
    let replicas = vec![start(&app, &smtp), start(&app, &smtp)];
    wait_until("both tell the coordinator, and Ann", || at_it(&app) == 4);
    held.release();
    each_once(&app, &smtp, replicas);
}

/// A process that's killed while queueing has queued nothing, and holds no claim that would stop others.
#[test]
fn killed_as_it_tells() {
    let app = TestApp::start(TestDatabase::postgres());
    prepare(&app);
    let smtp = SmtpServer::start();
    let held = TableLock::table(app.database(), "outbox");
    let first = start(&app, &smtp);
    wait_until("it tells the coordinator, and Ann", || about_to_queue(&app.services.store) == 2);
    first.kill();
    held.release();
    wait_until("the dead one's transactions end", || blocked_statements(&app.services.store).is_empty());
    assert_eq!(queued(&app), [""; 0]);
    let second = start(&app, &smtp);
    each_once(&app, &smtp, vec![second]);
}

/// A process that tells the month of January, and can be killed as it does.
struct Teller(std::process::Child);

impl Teller {
    fn start(database: &TestDatabase) -> Self {
        let TestDatabase::Postgres { name } = database else { panic!("on PostgreSQL alone can it be held") };
        let here = std::env::current_exe().unwrap();
        let child = Command::new(here)
            .args(["--exact", "journeys::processes::told_once::tells_in_a_process_of_its_own"])
            .env("CANDOR_TEST_TELLS_ON", name)
            .stdout(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// What a [`Teller`] does; does nothing in a normal test run.
#[test]
fn tells_in_a_process_of_its_own() {
    let Ok(name) = std::env::var("CANDOR_TEST_TELLS_ON") else { return };
    // Not this process's to remove.
    let database = std::mem::ManuallyDrop::new(TestDatabase::Postgres { name });
    let services = services(&database, Clock::by(|| FIRST.parse().unwrap()));
    monthly_summary::write_due(&services, &|| false).unwrap();
}

#[test]
fn a_month_is_told_once_by_who_is_killed_and_by_two() {
    let app = TestApp::start(TestDatabase::postgres());
    delivered(&app);
    app.mails();
    app.clock.set(FIRST.parse().unwrap());
    let held = TableLock::table(app.database(), "outbox");
    let teller = Teller::start(app.database());
    wait_until("it tells Bo", || about_to_queue(&app.services.store) == 1);
    teller.kill();
    held.release();
    wait_until("the dead one's transaction ends", || blocked_statements(&app.services.store).is_empty());
    assert_eq!(queued(&app), [""; 0]);

    let held = TableLock::table(app.database(), "outbox");
    let other = app.beside();
    std::thread::scope(|scope| {
        let tellers =
            [&app, &other].map(|one| scope.spawn(|| monthly_summary::write_due(&one.services, &|| false).unwrap()));
        wait_until("both tell Bo", || at_it(&app) == 2);
        held.release();
        for teller in tellers {
            teller.join().unwrap();
        }
    });
    assert_eq!(queued(&app), ["impact_summary for bo"]);
    assert_eq!(app.mails().iter().filter(|mail| mail.subject.starts_with("Your January: ")).count(), 1);
}
