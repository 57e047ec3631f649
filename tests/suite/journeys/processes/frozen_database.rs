//! A PostgreSQL that takes what it's sent and answers nothing, as behind a machine that hangs.

use super::on_the_machines_time;
use crate::support::{PASSWORD, Process, TestApp, TestDatabase, wait_until};
use serde_json::json;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Passes everything on to a server, until it's frozen; connections stay open meanwhile.
struct Proxy {
    url: String,
    frozen: Arc<AtomicBool>,
}

impl Proxy {
    fn before(database: &TestDatabase) -> Self {
        let mut url: url::Url = database.setting().parse().unwrap();
        let server = (url.host_str().unwrap().to_owned(), url.port().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        url.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
        let frozen = Arc::new(AtomicBool::new(false));
        let stops = frozen.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(&server).unwrap());
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to, stops) = (from.try_clone().unwrap(), to.try_clone().unwrap(), stops.clone());
                    thread::spawn(move || pass_on(from, to, &stops));
                }
            }
        });
        Self { url: url.into(), frozen }
    }

    fn set_frozen(&self, frozen: bool) {
        self.frozen.store(frozen, Ordering::SeqCst);
    }
}

/// Passes bytes on in one direction until either end is gone.
fn pass_on(mut from: TcpStream, mut to: TcpStream, frozen: &AtomicBool) {
    let mut buffer = [0; 8192];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        while frozen.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(20));
        }
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    // The other end may have gone first.
    let _closed = to.shutdown(std::net::Shutdown::Both);
}

#[test]
fn postgres() {
    let app = TestApp::start(TestDatabase::postgres());
    on_the_machines_time(&app);
    let ann = app.person("Ann");
    let proxy = Proxy::before(app.database());
    let process = Process::start(app.database(), &[("DATABASE_URL", &proxy.url)]);
    let login = json!({"email": ann.email, "password": PASSWORD});
    let tokens = process.guest().post("/v1/auth/login", login).expect(200);
    let ann = crate::support::Client::new(&process.base, tokens["access_token"].as_str().map(str::to_owned));
    ann.get("/v1/me").expect(200);

    proxy.set_frozen(true);
    let begun = Instant::now();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let answer = ann.get("/v1/me");
                assert!(begun.elapsed() < Duration::from_secs(60), "answered after {:?}", begun.elapsed());
                answer.problem(503, "busy");
                assert!(!answer.header("retry-after").is_empty());
            });
        }
        // The process itself is alive, and says that it isn't ready.
        let asked = Instant::now();
        assert_eq!(process.guest().get("/healthz").status, 200);
        assert_eq!(process.guest().get("/readyz").status, 503);
        assert!(asked.elapsed() < Duration::from_secs(30), "{:?}", asked.elapsed());
    });

    proxy.set_frozen(false);
    wait_until("requests are answered again", || ann.get("/v1/me").status == 200);
    wait_until("it is ready again", || process.guest().get("/readyz").status == 200);
}
