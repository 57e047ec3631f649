use super::process::wait_until;
use crate::support::Mail;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where in a conversation a mail server is (RFC 5321).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Greeting,
    Ehlo,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// After the dot that ends the mail.
    Dot,
}

/// What it does there.
#[derive(Debug, Clone)]
pub enum Act {
    /// Goes on as it should.
    Yes,
    /// Refuses with this.
    No(&'static str),
    /// Says nothing until the other side is gone.
    Hang,
    /// Closes the connection.
    Close,
    /// Goes on as it should, but later.
    Slow(Duration),
    /// Goes on as it should, once it's told to.
    OnceTold,
}

type Script = Box<dyn Fn(Step, &str) -> Act + Send>;

/// A mail that it took, whatever it answered.
#[derive(Debug, Clone)]
pub struct Taken {
    pub to: String,
    pub raw: Vec<u8>,
}

#[derive(Default)]
struct Seen {
    taken: Vec<Taken>,
    heard: Vec<String>,
    waits: bool,
    told: bool,
}

/// A mail server that follows a script, which is given the step and the address of the mail as far as it's known.
pub struct ScriptedSmtp {
    port: u16,
    script: Arc<Mutex<Script>>,
    seen: Arc<Mutex<Seen>>,
}

impl ScriptedSmtp {
    pub fn start(script: impl Fn(Step, &str) -> Act + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let script: Arc<Mutex<Script>> = Arc::new(Mutex::new(Box::new(script)));
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (scripts, sees) = (script.clone(), seen.clone());
        // It ends with the tests.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let talk = Talk { stream, script: scripts.clone(), seen: sees.clone(), to: String::new() };
                std::thread::spawn(move || talk.run());
            }
        });
        Self { port, script, seen }
    }

    /// One that does this at one step, and goes on as it should at all others.
    pub fn start_with(at: Step, act: Act) -> Self {
        Self::start(move |step, _| if step == at { act.clone() } else { Act::Yes })
    }

    /// Goes on as it should from now on.
    pub fn mend(&self) {
        *self.script.lock().unwrap() = Box::new(|_, _| Act::Yes);
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// As somebody who logs in.
    pub fn url_with_login(&self) -> String {
        format!("smtp://candor:secret@127.0.0.1:{}", self.port)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.seen.lock().unwrap().taken.clone()
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.taken().iter().map(|taken| Mail::parse(&taken.raw)).collect()
    }

    /// Every command that it heard.
    pub fn heard(&self) -> Vec<String> {
        self.seen.lock().unwrap().heard.clone()
    }

    /// Waits until it's waiting for [`ScriptedSmtp::go_on`].
    pub fn wait_until_it_waits(&self) {
        wait_until("the server waits", || self.seen.lock().unwrap().waits);
    }

    /// Tells it to go on.
    pub fn go_on(&self) {
        self.seen.lock().unwrap().told = true;
    }
}

struct Talk {
    stream: TcpStream,
    script: Arc<Mutex<Script>>,
    seen: Arc<Mutex<Seen>>,
    to: String,
}

impl Talk {
    /// Until the other side is gone, or the script closes.
    fn run(mut self) {
        let mut lines = BufReader::new(self.stream.try_clone().unwrap());
        if self.act(Step::Greeting, "220 scripted").is_none() {
            return;
        }
        while let Some(line) = self.hear(&mut lines) {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let went_on = match verb.as_str() {
                "EHLO" => self.act(Step::Ehlo, "250-scripted\r\n250-AUTH PLAIN\r\n250 8BITMIME"),
                "AUTH" => self.act(Step::Auth, "235 2.7.0 welcome"),
                "MAIL" => self.act(Step::Mail, "250 2.1.0 yes"),
                "RCPT" => {
                    let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                    self.to = address.to_owned();
                    self.act(Step::Rcpt, "250 2.1.5 yes")
                }
                "DATA" => match self.act(Step::Data, "354 go on") {
                    Some(true) => self.take(&mut lines),
                    other => other,
                },
                "QUIT" => {
                    self.say("221 bye");
                    None
                }
                _ => self.say("250 yes"),
            };
            if went_on.is_none() {
                return;
            }
        }
    }

    fn hear(&self, lines: &mut BufReader<TcpStream>) -> Option<String> {
        let mut line = String::new();
        let read = lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line[..read].trim_end().to_owned();
        self.seen.lock().unwrap().heard.push(line.clone());
        Some(line)
    }

    fn take(&mut self, lines: &mut BufReader<TcpStream>) -> Option<bool> {
        let mut raw = Vec::new();
        loop {
            let before = raw.len();
            if lines.read_until(b'\n', &mut raw).ok()? == 0 {
                return None;
            }
            match &raw[before..] {
                b".\r\n" => {
                    raw.truncate(before);
                    break;
                }
                [b'.', ..] => drop(raw.remove(before)),
                _ => {}
            }
        }
        let taken = Taken { to: self.to.clone(), raw };
        // Unless it's refused, the server has the mail, whether or not the reply arrives.
        if !matches!(self.script.lock().unwrap()(Step::Dot, &self.to), Act::No(_)) {
            self.seen.lock().unwrap().taken.push(taken);
        }
        self.act(Step::Dot, "250 2.0.0 taken")
    }

    /// Follows the script: whether it went on as it should, or nothing when the conversation is over.
    fn act(&mut self, step: Step, yes: &str) -> Option<bool> {
        let act = self.script.lock().unwrap()(step, &self.to);
        match act {
            Act::Yes => self.say(yes),
            Act::No(refusal) => self.say(refusal).map(|_| false),
            Act::Close => None,
            Act::Hang => {
                let mut lines = BufReader::new(self.stream.try_clone().unwrap());
                // Whatever is still said is noted.
                while self.hear(&mut lines).is_some() {}
                None
            }
            Act::Slow(pause) => {
                std::thread::sleep(pause);
                self.say(yes)
            }
            Act::OnceTold => {
                self.seen.lock().unwrap().waits = true;
                while !self.seen.lock().unwrap().told {
                    std::thread::sleep(Duration::from_millis(5));
                }
                self.say(yes)
            }
        }
    }

    fn say(&mut self, answer: &str) -> Option<bool> {
        self.stream.write_all(format!("{answer}\r\n").as_bytes()).ok().map(|()| true)
    }
}
