//! An external server that calendars are fetched from.

use candor::calendar::fetch::{Exception, Fetcher};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What it does with a request.
pub enum Reply {
    /// Sends these bytes and hangs up.
    Bytes(Vec<u8>),
    /// Sends a letter now and then, and never ends.
    Drip,
    /// Sends these bytes again and again, and never ends.
    Endless(Vec<u8>),
}

type Answer = Box<dyn Fn(&str) -> Reply + Send>;

/// Listens on a port of this machine; what it answers can be changed at any time.
pub struct CalendarServer {
    port: u16,
    answer: Arc<Mutex<Answer>>,
    /// The heads of the requests it got.
    heads: Arc<Mutex<Vec<String>>>,
}

/// An answer with this status, these headers and this body.
pub fn reply(status: &str, headers: &str, body: &[u8]) -> Reply {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    Reply::Bytes([head.as_bytes(), body].concat())
}

/// A calendar.
pub fn calendar(ics: &str) -> Reply {
    reply("200 OK", "Content-Type: text/calendar\r\n", ics.as_bytes())
}

impl CalendarServer {
    pub fn start(answer: impl Fn(&str) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let answer: Arc<Mutex<Answer>> = Arc::new(Mutex::new(Box::new(answer)));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (answers, seen) = (answer.clone(), heads.clone());
        // It ends with the tests.
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (answers, seen) = (answers.clone(), seen.clone());
                std::thread::spawn(move || serve(connection, &answers, &seen));
            }
        });
        Self { port, answer, heads }
    }

    pub fn answers(&self, answer: impl Fn(&str) -> Reply + Send + 'static) {
        *self.answer.lock().unwrap() = Box::new(answer);
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/private-0123456789/basic.ics", self.port)
    }

    /// The head of each request so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// What lets a fetcher ask this server.
    pub fn exception(&self) -> Exception {
        format!("127.0.0.1:{}", self.port).parse().unwrap()
    }

    /// One that may ask this server, and the open internet.
    pub fn fetcher(&self) -> Fetcher {
        Fetcher::new(vec![self.exception()], candor::service::availability::busy_calendars::MAX_BYTES)
    }
}

fn serve(mut connection: TcpStream, answer: &Mutex<Answer>, heads: &Mutex<Vec<String>>) {
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && connection.read_exact(&mut byte).is_ok() {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    heads.lock().unwrap_or_else(PoisonError::into_inner).push(head.clone());
    let reply = (answer.lock().unwrap_or_else(PoisonError::into_inner))(&head);
    // The client may hang up at any time; that ends it.
    let _hung_up = match reply {
        Reply::Bytes(bytes) => connection.write_all(&bytes),
        Reply::Drip => connection.write_all(b"HTTP/1.1 200 OK\r\n\r\nBEGIN:VCALENDAR\r\n").and_then(|()| {
            loop {
                std::thread::sleep(Duration::from_millis(20));
                connection.write_all(b"X")?;
            }
        }),
        Reply::Endless(bytes) => connection.write_all(b"HTTP/1.1 200 OK\r\n\r\nBEGIN:VCALENDAR\r\n").and_then(|()| {
            loop {
                connection.write_all(&bytes)?;
            }
        }),
    };
}
