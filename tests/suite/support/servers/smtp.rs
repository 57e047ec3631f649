use crate::support::{Mail, wait_until};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

/// A real SMTP server, aiosmtpd, that keeps what it is given in a Maildir.
pub struct SmtpServer {
    port: u16,
    folder: tempfile::TempDir,
    child: Option<Child>,
}

/// What the server does besides keeping mails: it refuses an address for good (`refuse=ADDRESS`), or
/// pauses before or after keeping the n-th mail it's offered (`before=N`, `after=N`)
/// until it gets a signal to continue.
const HANDLER: &str = r#"
import asyncio, os
from aiosmtpd.handlers import Mailbox

class Minding(Mailbox):
    @classmethod
    def from_cli(cls, parser, folder, *orders):
        handler = cls(os.path.join(folder, "mails"))
        handler.folder = folder
        handler.orders = dict(order.split("=") for order in orders)
        handler.offered = 0
        return handler

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.orders.get("refuse"):
            return f"550 5.1.1 <{address}>: there is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.offered += 1
        await self.stand_still("before")
        answer = await super().handle_DATA(server, session, envelope)
        await self.stand_still("after")
        return answer

    async def stand_still(self, moment):
        if self.orders.get(moment) == str(self.offered):
            open(os.path.join(self.folder, moment), "w").close()
            while not os.path.exists(os.path.join(self.folder, "go on")):
                await asyncio.sleep(0.01)
"#;

impl SmtpServer {
    /// Starts one that takes everything.
    pub fn start() -> Self {
        let mut server = Self::away();
        server.come_up();
        server
    }

    /// Starts one with orders (see [`HANDLER`]).
    pub fn start_with(orders: &[&str]) -> Self {
        let mut server = Self::away();
        server.run(orders);
        server
    }

    /// One that is not there yet; its URL is known.
    pub fn away() -> Self {
        Self { port: free_port(), folder: tempfile::tempdir().unwrap(), child: None }
    }

    /// Begins to answer.
    pub fn come_up(&mut self) {
        self.run(&[]);
    }

    fn run(&mut self, orders: &[&str]) {
        let mails = self.folder.path().join("mails");
        let mut command = Command::new(python());
        command.args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{}", self.port), "-c"]);
        if orders.is_empty() {
            command.arg("aiosmtpd.handlers.Mailbox").arg(mails);
        } else {
            fs::write(self.folder.path().join("minding.py"), HANDLER).unwrap();
            command.arg("minding.Minding").arg(self.folder.path()).args(orders);
            command.env("PYTHONPATH", self.folder.path());
        }
        let child = self.child.insert(command.stdin(Stdio::null()).spawn().expect("python3 runs"));
        let port = self.port;
        wait_until("the SMTP server greets", || {
            assert!(child.try_wait().unwrap().is_none(), "aiosmtpd ended; is python3-aiosmtpd installed?");
            greets(port)
        });
    }

    /// Stops answering; what it was given stays.
    pub fn go_away(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Whether it stands still at this moment (`before` or `after`).
    pub fn stands_still(&self, moment: &str) -> bool {
        self.folder.path().join(moment).exists()
    }

    /// Ends its standing still.
    pub fn go_on(&self) {
        fs::write(self.folder.path().join("go on"), "").unwrap();
    }

    /// As the setting.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Every mail that it was given, as it came.
    pub fn raw(&self) -> Vec<Vec<u8>> {
        self.files().iter().map(|path| fs::read(path).unwrap()).collect()
    }

    /// Every mail that it was given.
    pub fn mails(&self) -> Vec<Mail> {
        self.raw().iter().map(|raw| Mail::parse(raw)).collect()
    }

    /// How many mails it was given.
    pub fn count(&self) -> usize {
        self.files().len()
    }

    fn files(&self) -> Vec<PathBuf> {
        match fs::read_dir(self.folder.path().join("mails/new")) {
            Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
            // Made by the server, with its first mail.
            Err(_) => Vec::new(),
        }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.go_away();
    }
}

fn greets(port: u16) -> bool {
    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).is_ok() && line.starts_with("220 ")
}

/// Below the ports that the system hands out, so that nobody else gets it in between.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 2000).unwrap();
    loop {
        let port = 30_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 2700;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// The python3 that has aiosmtpd: as set, the first on the PATH, or Debian's.
fn python() -> &'static str {
    static PYTHON: OnceLock<String> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let set = std::env::var("CANDOR_TEST_PYTHON").ok();
        let can = |python: &String| {
            let tried = Command::new(python).args(["-c", "import aiosmtpd.handlers"]).stderr(Stdio::null()).status();
            tried.is_ok_and(|status| status.success())
        };
        let found = set.into_iter().chain(["python3".to_owned(), "/usr/bin/python3".to_owned()]).find(can);
        found.expect("a python3 with aiosmtpd: run ./scripts/test, or apt-get install python3-aiosmtpd")
    })
}
