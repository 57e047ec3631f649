use super::CLIENTS;
use super::club::Club;
use super::server::{Cpu, Server};
use serde_json::Value;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Limits of a measurement: time and number of requests.
const LONGEST: Duration = Duration::from_secs(4);
const MOST: usize = 2000;

/// A row of the table: means per request, and the distribution of its time.
pub struct Figures {
    a_second: f64,
    cpu: Cpu,
    times: Vec<Duration>,
    bytes: usize,
    gzipped: usize,
    statements: f64,
    memory: f64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut times = self.times.clone();
        times.sort();
        let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0.0, |t| t.as_secs_f64() * 1000.0);
        write!(
            f,
            "{:.0} | {:.1} | {:.1} | {:.1} | {:.1} | {} | {} | {:.1} | {:.0}",
            self.a_second,
            self.cpu.server,
            self.cpu.database,
            at(50),
            at(95),
            self.bytes,
            self.gzipped,
            self.statements,
            self.memory
        )
    }
}

struct Client {
    base: String,
    agent: ureq::Agent,
}

impl Client {
    fn new(server: &Server<'_>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // The server closes a connection that was idle for five seconds, perhaps just when it's used again.
            .max_idle_age(std::time::Duration::from_secs(2))
            .build();
        Self { base: server.base.clone(), agent: config.into() }
    }

    /// The body of a response, as sent over the wire.
    fn get(&self, token: &str, path: &str, encoding: &str) -> Vec<u8> {
        let request = self.agent.get(format!("{}{path}", self.base));
        let answer = request
            .header("authorization", format!("Bearer {token}"))
            .header("accept-encoding", encoding)
            .call()
            .unwrap();
        assert_eq!(answer.status(), 200);
        answer.into_body().read_to_vec().unwrap()
    }

    fn page(&self, token: &str, path: &str) -> Value {
        serde_json::from_slice(&self.get(token, path, "identity")).unwrap()
    }

    fn book(&self, token: &str, form: &Value) -> u16 {
        let request = self.agent.post(format!("{}/v1/sessions", self.base));
        let answer = request.header("authorization", format!("Bearer {token}")).send_json(form).unwrap();
        let status = answer.status().as_u16();
        // Read to the end, so that the connection can be reused.
        let _ = answer.into_body().read_to_vec().unwrap();
        status
    }
}

/// Requests one path repeatedly, with gzip, like a browser.
pub fn ask(server: &Server<'_>, club: &Club, path: &str) -> Figures {
    let client = Client::new(server);
    let token = |n: usize| &club.tokens[n % club.tokens.len()];
    for n in 0..2 * CLIENTS {
        client.get(token(n), path, "gzip");
    }
    let mut figures = measure(server, MOST, |client, n| {
        client.get(token(n), path, "gzip");
    });
    figures.bytes = client.get(token(0), path, "identity").len();
    figures.gzipped = client.get(token(0), path, "gzip").len();
    figures
}

/// Requests a path and all its further pages; the figures are for all pages together.
pub fn ask_all(server: &Server<'_>, club: &Club, path: &str) -> Figures {
    let client = Client::new(server);
    let (token, mut pages) = (&club.tokens[0], vec![path.to_owned()]);
    while let Some(cursor) = client.page(token, pages.last().unwrap())["next_cursor"].as_str() {
        pages.push(format!("{path}&cursor={cursor}"));
    }
    let mut figures = measure(server, MOST / 10, |client, n| {
        let token = &club.tokens[n % club.tokens.len()];
        let mut next = path.to_owned();
        loop {
            let page = client.page(token, &next);
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            next = format!("{path}&cursor={cursor}");
        }
    });
    figures.bytes = pages.iter().map(|page| client.get(token, page, "identity").len()).sum();
    figures.gzipped = pages.iter().map(|page| client.get(token, page, "gzip").len()).sum();
    figures
}

/// Makes the club's planned bookings, each once.
pub fn book(server: &Server<'_>, club: &Club) -> Figures {
    measure(server, club.bookings.len(), |client, n| {
        let (candidate, form) = &club.bookings[n];
        assert_eq!(client.book(&club.tokens[*candidate], form), 201, "{form}");
    })
}

fn measure(server: &Server<'_>, most: usize, work: impl Fn(&Client, usize) + Sync) -> Figures {
    let next = AtomicUsize::new(0);
    let (statements, cpu, began) = (server.statements(), server.cpu(), Instant::now());
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let one = || {
            let (client, mut times) = (Client::new(server), Vec::new());
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= most || began.elapsed() > LONGEST {
                    return times;
                }
                let asked = Instant::now();
                work(&client, n);
                times.push(asked.elapsed());
            }
        };
        let threads: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(one)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let (took, used) = (began.elapsed().as_secs_f64(), server.cpu());
    let count = times.len() as f64;
    let cpu = Cpu { server: (used.server - cpu.server) / count, database: (used.database - cpu.database) / count };
    let statements = (server.statements() - statements) / count;
    Figures { a_second: count / took, cpu, times, bytes: 0, gzipped: 0, statements, memory: server.memory() }
}
