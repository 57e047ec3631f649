//! The demo club, and what the documentation does with it, with the binary that people run.

use crate::support::{Person, Process, TestApp, TestDatabase};
use candor::domain::quiet_hours::night_until;
use candor::domain::{Span, Timestamp};
use candor::store::StoreError;
use candor::store::booking::cells;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PASSWORD: &str = "ask me why";

fn candor(database: &TestDatabase, data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.env_clear().env("DATABASE_URL", database.setting()).env("DATA_DIR", data).env("BIND", "127.0.0.1:0");
    command.current_dir(data);
    command
}

#[track_caller]
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

const README: &str = include_str!("../../../README.md");

/// The part of a page between two marks.
fn marked<'a>(page: &'a str, mark: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("<!-- {mark} -->")).unwrap();
    rest.split_once(&format!("<!-- /{mark} -->")).unwrap().0
}

/// The blocks of bash in a page, or in a part of it.
fn bash(page: &str) -> String {
    let blocks = page.split("```bash\n").skip(1).map(|block| block.split_once("```").unwrap().0);
    blocks.collect::<Vec<_>>().join("\n")
}

/// The walk through the API.
fn walk_through() -> String {
    bash(marked(include_str!("../../../docs/api.md"), "walk-through"))
}

/// The README's excerpt of feedback: its paragraphs and lines, without their Markdown but for code.
fn excerpt() -> Vec<String> {
    let quoted = marked(README, "excerpt").lines().map(|line| line.trim_start_matches("> ").trim_start_matches('>'));
    let text = quoted.collect::<Vec<_>>().join("\n").replace("**", "").replace("\\\n", "\n\n");
    text.split("\n\n").map(flat).filter(|part| !part.is_empty()).collect()
}

/// Text on one line, however it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills the database of this Candor with the binary, and sets the clock to this moment.
fn fill(app: &TestApp) {
    let data = tempfile::tempdir().unwrap();
    let told = said(&candor(app.database(), data.path()).arg("demo").output().unwrap());
    assert!(told.contains("nadia@club.example") && told.contains(PASSWORD), "{told}");

    let again = candor(app.database(), data.path()).arg("demo").output().unwrap();
    assert!(!again.status.success());
    let refusal = String::from_utf8(again.stderr).unwrap();
    assert!(refusal.contains("this one already has people in it. Nothing was changed."), "{refusal}");

    // Later than whatever the other process thinks is now.
    app.clock.set(Timestamp::now().plus_minutes(1));
}

fn member(app: &TestApp, key: &str) -> Person {
    Person::sign_in_with(app, &format!("{key}@club.example"), PASSWORD)
}

#[track_caller]
fn sessions(person: &Person, query: &str) -> Vec<Value> {
    person.get(&format!("/v1/sessions?{query}")).expect(200)["items"].as_array().unwrap().clone()
}

/// How many emails were written that have this in a line of their head.
fn written(folder: &Path, what: &str) -> usize {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let all = files.filter(|path| path.extension().is_some_and(|end| end == "eml"));
    let head =
        |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap().split("\r\n\r\n").next().unwrap().to_owned();
    all.filter(|path| head(path.clone()).contains(what)).count()
}

/// The subject of feedback that somebody in the club received.
const FEEDBACK: &str = "'s feedback on your";

on_both_databases_racing! {
    fn the_walk_through_works_to_the_letter(app) {
        let candor = Process::start_as(app.database(), &["serve", "--demo"], &[("RATE_LIMIT", "on")]);
        let mails = candor.data().join("mail");
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &walk_through()])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("BASE", &candor.base)
            .env("MAIL", &mails)
            .output()
            .unwrap();
        let said = said(&output);
        for expected in [
            "Subject: Booked: mock interview with Bo",
            "Subject: Nadia Okafor's feedback on your concepts interview (junior)",
            "Maya explained callback hell from the error that nobody catches",
            "Nadia would hire you for a junior role.",
            "for a junior role, based on this hour: hire (fairly sure)",
        ] {
            assert!(flat(&said).contains(expected), "{expected:?} is not in {said}");
        }
        for quoted in excerpt() {
            assert!(flat(&said).contains(&quoted), "the README quotes {quoted:?}, which is not in {said}");
        }
        // Two asked to confirm, two invited; and Maya has one more feedback.
        assert_eq!(written(&mails, "@example.org>"), 4);
        assert_eq!(written(&mails, "Nadia Okafor's feedback on your concepts interview"), 1);
    }

    fn the_five_minutes_of_the_readme_work_to_the_letter(app) {
        let candor = Process::start_as(app.database(), &["serve", "--demo"], &[("RATE_LIMIT", "on")]);
        let pdf = candor.data().join("feedback.pdf");
        let script = bash(README).replace("http://127.0.0.1:8080", &candor.base);
        let script = script.replace("data/feedback.pdf", &pdf.display().to_string());
        let said = said(&Command::new("bash").args(["-euo", "pipefail", "-c", &script]).output().unwrap());
        for expected in ["Jonas Weidner", "\"code\":\"notes_not_ready\""] {
            assert!(said.contains(expected), "{expected:?} is not in {said}");
        }
        assert!(std::fs::read(pdf).unwrap().starts_with(b"%PDF"));
        // As the README says: the club has its mails, feedback and invitations, a moment later.
        let (mails, until) = (candor.data().join("mail"), Instant::now() + Duration::from_secs(30));
        loop {
            let all = [written(&mails, FEEDBACK), written(&mails, "Subject: Booked: ")];
            if all[0] == 10 && all[1] >= 8 {
                break;
            }
            assert!(Instant::now() < until, "{all:?} have been written");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn an_empty_database_becomes_a_club(app) {
        fill(&app);
        // The mails of the club: feedback, what was cancelled, and invitations to what is to come.
        // Who is asleep gets theirs in the morning.
        let founded = app.clock.now();
        for now in [founded, founded.plus_hours(10)] {
            app.clock.set(now);
            while app.send_due() > 0 {}
        }
        app.clock.set(founded);
        let mails = app.sent();
        let count = |what: &str| mails.iter().filter(|mail| mail.subject.contains(what)).count();
        let subjects: Vec<_> = mails.iter().map(|mail| &mail.subject).collect();
        // How many of its sessions are still to come depends on the hour.
        assert!(count(FEEDBACK) == 10 && count("Booked: ") >= 8, "{subjects:?}");
        let feedback = mails.iter().find(|mail| mail.subject.contains("Jonas Weidner's feedback")).unwrap();
        assert!(feedback.flat().contains("Jonas wouldn't hire you for a junior role yet. Because: How promises work"), "{}", feedback.text);

        let (maya, nadia) = (member(&app, "maya"), member(&app, "nadia"));
        let feedback = maya.get("/v1/feedback").expect(200);
        assert_eq!(feedback["items"].as_array().unwrap().len(), 1);
        assert_eq!(feedback["items"][0]["session"]["interviewer"]["display_name"], "Jonas Weidner");

        let due = &sessions(&nadia, "role=interviewer&state=booked")[0];
        assert_eq!(due["candidate"]["display_name"], "Maya Lindqvist");
        let ended: Timestamp = due["ends_at"].as_str().unwrap().parse().unwrap();
        let minutes = (app.clock.now().epoch() - ended.epoch()) / 60;
        assert!((60..76).contains(&minutes), "it ended {minutes} minutes ago");

        // Notes that were begun are shown what they lack, to their author alone.
        let zeynep = member(&app, "zeynep");
        let held = sessions(&zeynep, "role=interviewer&state=booked");
        let drafted = held.iter().find(|it| it["candidate"]["display_name"] == "Noor van der Meulen").unwrap();
        let notes = format!("/v1/sessions/{}/notes", drafted["id"].as_str().unwrap());
        assert!(zeynep.get(&notes).expect(200)["summary"].as_str().unwrap().contains("Noor"));
        let refused = zeynep.post(&format!("{notes}/submit"), json!({})).problem(422, "notes_not_ready");
        let rules: Vec<_> = refused["findings"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
        assert_eq!(rules, ["rating_without_evidence", "action_step_missing", "few_gaps", "language_as_thinking"]);

        // A session to come really holds both people's time.
        let coming = &sessions(&maya, "state=booked")[0];
        assert_eq!(coming["interviewer"]["display_name"], "Rosa Villanueva");
        let booking = json!({"interviewer_id": coming["interviewer"]["id"], "starts_at": coming["starts_at"],
            "duration_minutes": 45, "kind": "behavioral", "level": "junior", "topics": [], "aims": ""});
        member(&app, "camille").post("/v1/sessions", booking).problem(409, "opening_unavailable");
        let starts_at: Timestamp = coming["starts_at"].as_str().unwrap().parse().unwrap();
        for seat in ["candidate", "interviewer"] {
            let person = coming[seat]["id"].as_str().unwrap().parse().unwrap();
            let quarter = Span::new(starts_at, starts_at.plus_minutes(15));
            let session = coming["id"].as_str().unwrap().parse().unwrap();
            let claimed: Result<(), StoreError> = app.services.store.write(|db| cells::claim(db, session, &[person], quarter));
            assert!(matches!(claimed, Err(StoreError::Conflict(_))), "the {seat}'s time is free");
        }

        // Future mails wait for their time: the request for notes comes 20 hours after the end, or on the morning after that.
        let before = [app.mails_to(&nadia.email).len(), app.mails_to(&maya.email).len()];
        let due = ended.plus_hours(20);
        let due = night_until(due, "Africa/Lagos".parse().unwrap()).unwrap_or(due);
        app.clock.set(due.plus_minutes(-1));
        assert_eq!(app.mails_to(&nadia.email).len(), before[0]);
        app.clock.set(due);
        let asked = app.mails_to(&nadia.email).split_off(before[0]);
        assert_eq!(asked.len(), 1);
        assert!(asked[0].subject.starts_with("Your notes for Maya Lindqvist are due "), "{}", asked[0].subject);
        app.clock.set(starts_at.plus_hours(-24));
        let reminded = app.mails_to(&maya.email).split_off(before[1]);
        let [late, reminder] = reminded.as_slice() else { panic!("{reminded:?}") };
        assert_eq!(late.subject, "The notes from Nadia Okafor are late");
        assert!(reminder.subject.contains("Rosa Villanueva"), "{}", reminder.text);
    }

    fn a_large_program_is_there_to_try_a_round_with(app) {
        let data = tempfile::tempdir().unwrap();
        let told = said(&candor(app.database(), data.path()).args(["demo", "--large"]).output().unwrap());
        assert!(told.contains("cora@club.example") && told.contains(PASSWORD), "{told}");
        let list = std::fs::read_to_string(data.path().join("large_program.csv")).unwrap();
        assert_eq!(list.lines().count(), 241);
        app.clock.set(Timestamp::now());
        let cora = member(&app, "cora");
        let program = cora.get("/v1/programs").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let overview = cora.get(&format!("/v1/programs/{program}/overview")).expect(200);
        assert_eq!((&overview["totals"]["members"], &overview["totals"]["hours_missing"]), (&json!(241), &json!(0)));
        let again = candor(app.database(), data.path()).args(["demo", "--large"]).output().unwrap();
        assert!(!again.status.success() && String::from_utf8(again.stderr).unwrap().contains("Nothing was changed."));
    }

    fn a_database_with_people_is_left_alone(app) {
        let ann = app.person("Ann");
        let data = tempfile::tempdir().unwrap();
        let refused = candor(app.database(), data.path()).arg("demo").output().unwrap();
        assert!(!refused.status.success());
        ann.get("/v1/me").expect(200);
        let nadia = json!({"email": "nadia@club.example", "password": PASSWORD});
        app.guest().post("/v1/auth/login", nadia).problem(401, "wrong_credentials");
    }

    fn two_that_found_the_club_at_once_found_it_once(app) {
        let data = tempfile::tempdir().unwrap();
        let start = || candor(app.database(), data.path()).arg("demo").stderr(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let both: Vec<Child> = (0..2).map(|_| start().unwrap()).collect();
        let ended: Vec<Output> = both.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        assert_eq!(ended.iter().filter(|one| one.status.success()).count(), 1, "{ended:?}");
        let other = ended.iter().find(|one| !one.status.success()).unwrap();
        assert!(String::from_utf8_lossy(&other.stderr).contains("Nothing was changed."), "{other:?}");
    }

    /// The password stands in the README, so it opens nothing that others can reach.
    fn a_public_club_has_a_password_of_its_own(app) {
        let data = tempfile::tempdir().unwrap();
        let mut command = candor(app.database(), data.path());
        let told = said(&command.arg("demo").env("PUBLIC_URL", "https://candor.example").output().unwrap());
        assert!(told.contains("nadia@club.example") && !told.contains(PASSWORD), "{told}");
    }
}

/// `--help` is made from the settings themselves, so what it says is true.
#[test]
fn the_settings_table_is_what_help_says() {
    let data = tempfile::tempdir().unwrap();
    let help = said(&candor(&TestDatabase::file(), data.path()).env_clear().arg("--help").output().unwrap());
    let page = include_str!("../../../docs/operators.md").replace('`', "");
    let rows: Vec<&str> = page.lines().filter(|line| line.contains("| --") && !line.contains("---")).collect();
    let within = |line: &str, from: &str| Some(line.split_once(from)?.1.split_once(']')?.0.to_owned());
    let lines: Vec<&str> = help.lines().collect();
    let settings: Vec<&[&str]> = lines.windows(2).filter(|pair| pair[1].contains("[env: ")).collect();
    assert_eq!(settings.len(), rows.len(), "{settings:#?} {rows:#?}");
    for setting in settings {
        let (flag, setting) = (setting[0].split_whitespace().next().unwrap(), setting[1]);
        let name = within(setting, "[env: ").unwrap().trim_end_matches('=').to_owned();
        let row = rows.iter().find(|row| row.starts_with(&format!("| {name} |")));
        let row = row.unwrap_or_else(|| panic!("docs/operators.md does not know {name}"));
        assert!(row.contains(&format!("| {flag} |")), "{row}");
        if let Some(default) = within(setting, "[default: ") {
            assert!(row.contains(&format!("| {} |", default.trim_matches('"'))), "{default} in {row}");
        }
    }
}
