//! What a process leaves on the disk and in its log: for its owner alone, whole, and without secrets.

use super::on_the_machines_time;
use crate::support::{CalendarServer, Client, PASSWORD, Process, TestApp, TestDatabase, calendar, ics, wait_until};
use candor::store::account::accounts;
use candor::store::{DatabaseUrl, Store};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// The file of a database, and the one where SQLite writes first.
fn files(database: &TestDatabase) -> (PathBuf, PathBuf) {
    let DatabaseUrl::SqliteFile(path) = database.url() else { panic!("a file") };
    let log = PathBuf::from(format!("{path}-wal"));
    (path.into(), log)
}

/// Runs a command that ends by itself on this database.
fn runs(database: &Path, folder: &Path, line: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(line)
        .env_clear()
        .env("DATABASE_URL", format!("sqlite:{}", database.display()))
        .env("DATA_DIR", folder)
        .env("BIND", "127.0.0.1:0")
        .output()
        .unwrap()
}

#[test]
fn a_clean_stop_leaves_one_file_that_is_whole() {
    let database = TestDatabase::file();
    let (file, log) = files(&database);
    let mut process = Process::start(&database, &[]);
    let form = json!({"email": "ann@example.org", "password": PASSWORD, "display_name": "Ann", "time_zone": "UTC"});
    process.guest().post("/v1/accounts", form).expect(202);
    let mail = process.data().join("mail");
    wait_until("her mail is there", || std::fs::read_dir(&mail).is_ok_and(|mut all| all.next().is_some()));
    assert!(log.metadata().is_ok_and(|log| log.len() > 0), "it's written there first");
    process.terminate();
    assert!(process.ended().success(), "{}", process.log());
    assert_eq!(log.metadata().map_or(0, |log| log.len()), 0);
    let copy = tempfile::tempdir().unwrap();
    let copied = copy.path().join("candor.db");
    std::fs::copy(&file, &copied).unwrap();
    let store = Store::open(&DatabaseUrl::SqliteFile(copied.display().to_string()), 1).unwrap();
    assert_eq!(store.read(accounts::count).unwrap(), 1);
}

#[test]
fn what_is_made_in_a_folder_that_is_there_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let done = runs(&data.join("candor.db"), &data, &["demo", "--large"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut made = 0;
    for entry in std::fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, expected, "{}", path.display());
        made += 1;
    }
    assert!(made >= 4, "the database, its list, the secret and the folder for mails: {made}");
    assert_eq!(data.metadata().unwrap().permissions().mode() & 0o777, 0o755, "that one is its owner's choice");
}

/// It says so at once, and doesn't try for as long as somebody busy is waited for.
#[test]
fn a_damaged_database_is_called_that() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    assert!(runs(&whole, folder.path(), &["migrate"]).status.success());
    let bytes = std::fs::read(&whole).unwrap();
    let mut inside = bytes.clone();
    inside[4096..40_960].fill(0x5a);
    let cut = bytes[..bytes.len() / 3].to_vec();
    let garbage = b"This was a database once, and then a disk was replaced. ".repeat(200);
    for (name, content) in [("garbage", garbage), ("inside", inside), ("cut", cut)] {
        let file = folder.path().join(format!("{name}.db"));
        std::fs::write(&file, content).unwrap();
        let began = Instant::now();
        let refused = runs(&file, folder.path(), &["serve"]);
        assert!(began.elapsed() < Duration::from_secs(8), "{name}: {:?}", began.elapsed());
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success() && said.contains("the database is damaged"), "{name}: {said}");
        assert!(!said.contains("busy"), "{name}: {said}");
    }
    let elsewhere = runs(&folder.path().join("whole.db/candor.db"), folder.path(), &["serve"]);
    let said = String::from_utf8_lossy(&elsewhere.stderr);
    assert!(!elsewhere.status.success() && !said.contains("damaged") && !said.contains("busy"), "{said}");
}

on_both_databases_racing! {
    /// However much is to be logged: not where somebody's calendar is, not a token, not what somebody types.
    fn a_log_in_full_holds_no_secrets(app) {
        on_the_machines_time(&app);
        let ann = app.person("Ann");
        app.mails();
        let server = CalendarServer::start(|_| calendar(&ics(std::iter::empty())));
        let host = server.url().split('/').nth(2).unwrap().to_owned();
        let settings = [("CALENDAR_HOSTS", host.as_str()), ("LOG", "trace")];
        let process = Process::start(app.database(), &settings);
        let login = json!({"email": ann.email, "password": PASSWORD});
        let tokens = process.guest().post("/v1/auth/login", login).expect(200);
        let client: Client = process.guest().with_token(tokens["access_token"].as_str().unwrap());
        client.post("/v1/me/busy-calendars", json!({"name": "Work", "url": server.url()})).expect(201);
        wait_until("it's fetched", || !server.heads().is_empty());
        process.guest().post("/v1/auth/forgot-password", json!({"email": "ann@example.org"})).expect(202);
        let folder = process.data().join("mail");
        wait_until("the mail is there", || std::fs::read_dir(&folder).is_ok_and(|mut all| all.next().is_some()));
        let log = process.log();
        assert!(log.contains("TRACE candor"), "it's the full log: {log}");
        let token = tokens["access_token"].as_str().unwrap();
        for secret in ["private-0123456789", "basic.ics", PASSWORD, &token[token.len() - 40..], tokens["refresh_token"].as_str().unwrap(), "ann@example.org"] {
            let line = log.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{secret}");
        }
    }
}
