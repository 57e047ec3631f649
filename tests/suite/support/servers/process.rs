use crate::support::app::SECRET;
use crate::support::{Client, TestDatabase};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The real binary, on a port and a data folder of its own.
pub struct Process {
    pub base: String,
    child: Child,
    folder: tempfile::TempDir,
}

impl Process {
    /// Starts it on this database and waits until it listens. Nothing of the caller's environment
    /// gets in.
    pub fn start(database: &TestDatabase, settings: &[(&str, &str)]) -> Self {
        Self::start_as(database, &["serve"], settings)
    }

    /// Starts it with this command line.
    pub fn start_as(database: &TestDatabase, line: &[&str], settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
            .args(line)
            .env_clear()
            .env("DATABASE_URL", database.setting())
            .env("DATA_DIR", folder.path())
            .env("BIND", "127.0.0.1:0")
            .env("RATE_LIMIT", "off")
            // Its clock is the machine's, and tests run at night, too.
            .env("QUIET_HOURS", "off")
            .env("JWT_SECRET", SECRET)
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let greeting = lines.find_map(|line| Some(line.ok()?.strip_prefix("Candor is listening on ")?.to_owned()));
        let Some(greeting) = greeting else {
            panic!("it did not start: {}", std::fs::read_to_string(folder.path().join("log")).unwrap())
        };
        // The rest is read too: with nobody reading, writing would fail it.
        std::thread::spawn(move || lines.for_each(drop));
        let base = greeting.split_whitespace().next().unwrap().to_owned();
        Self { base, child, folder }
    }

    /// Somebody who is not signed in.
    pub fn guest(&self) -> Client {
        Client::new(&self.base, None)
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its DATA_DIR.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// What it wrote to its log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Asks it to stop (SIGTERM).
    pub fn terminate(&self) {
        let sent = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status();
        assert!(sent.unwrap().success());
    }

    /// Ends it where it stands (SIGKILL).
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits until it has ended, and answers how.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        wait_until("the process ends", || self.child.try_wait().unwrap().is_some());
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the log of {}:\n{}", self.base, self.log());
        }
        // It may have ended already.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Waits until something is so, looking often.
#[track_caller]
pub fn wait_until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited a minute, and still not: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
