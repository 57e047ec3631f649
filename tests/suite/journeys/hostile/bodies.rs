use super::*;
use crate::support::{TestDatabase, at_once};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A body that's a thousand times as large as it looks.
fn bomb() -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..192 {
        gzip.write_all(&[b' '; 1024 * 1024]).unwrap();
    }
    gzip.finish().unwrap()
}

#[test]
fn a_compressed_body_is_refused_unread() {
    let candor = Process::start(&TestDatabase::file(), &[]);
    let bomb = bomb();
    let before = peak(&candor);
    for (path, kind, encoding) in [
        ("/v1/auth/login", "application/json", "gzip"),
        ("/v1/auth/login", "application/json", "GZIP"),
        ("/v1/accounts", "application/json", "deflate, gzip"),
        ("/v1/invitations/accept", "application/json", "br"),
        ("/look-back", "application/x-www-form-urlencoded", "gzip"),
        ("/reset-password", "application/x-www-form-urlencoded", "x-gzip"),
    ] {
        let statuses = at_once(10, |_| {
            let headers = [("content-type", kind), ("content-encoding", encoding)];
            candor.guest().send_raw(format!("POST {path}").as_bytes(), &headers, &bomb).map(|answer| answer.status)
        });
        assert!(statuses.iter().all(|status| *status == Some(415)), "{path}: {statuses:?}");
    }
    assert!(peak(&candor) < before + 60, "{} MB, and {before} before", peak(&candor));
}

/// The head of a request with a body that never comes, and its first byte.
fn begin(stream: &mut TcpStream, target: &str, kind: &str, length: usize) {
    let head = format!(
        "POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).unwrap();
}

/// What was answered until now; `None` while the server still waits.
fn answered(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = [0; 1024];
    match stream.read(&mut bytes) {
        Ok(count) => Some(String::from_utf8_lossy(&bytes[..count]).into_owned()),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => None,
        Err(_) => Some(String::new()),
    }
}

#[test]
fn slow_bodies_hold_few_connections_and_delay_nobody() {
    let candor = Process::start(&TestDatabase::file(), &[]);
    let mut streams: Vec<TcpStream> = (0..400).map(|_| connect(&candor)).collect();
    for (number, stream) in streams.iter_mut().enumerate() {
        stream.set_nonblocking(true).unwrap();
        match number % 3 {
            0 => begin(stream, "/v1/auth/login", "application/json", 900),
            1 => begin(stream, "/look-back", "application/x-www-form-urlencoded", 900),
            _ => begin(stream, "/v1/accounts", "application/json", 200_000),
        }
    }
    let began = Instant::now();
    let mut open = streams;
    while began.elapsed() < Duration::from_secs(9) {
        assert!(health(&candor) < Duration::from_secs(1));
        open.retain_mut(|stream| {
            let _sent = stream.write_all(b"x");
            answered(stream).is_none_or(|answer| {
                assert!(answer.is_empty() || answer.contains(" 408 ") && answer.contains("too_slow"), "{answer}");
                false
            })
        });
        std::thread::sleep(Duration::from_millis(500));
    }
    assert!(open.len() <= candor::http::MAX_SLOW, "{} are still waited for", open.len());
    assert!(!open.is_empty(), "nobody slow is waited for");
}

/// Somebody on a bad line, whose body takes longer than most.
#[test]
fn a_slow_but_honest_body_is_read() {
    let candor = Process::start(&TestDatabase::file(), &[]);
    let mut stream = connect(&candor);
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let body = br#"{"email": "nobody@example.org", "password": "callback hell"}"#;
    let head = "POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    stream.write_all(format!("{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes()).unwrap();
    for part in body.chunks(8) {
        stream.write_all(part).unwrap();
        std::thread::sleep(Duration::from_secs(1));
    }
    let mut answer = [0; 2048];
    let count = stream.read(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer[..count]);
    assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("wrong_credentials"), "{answer}");
}

/// A body that nobody asked for: its handler reads none.
#[test]
fn a_body_that_nobody_reads_ends_with_the_answer() {
    let candor = Process::start(&TestDatabase::file(), &[]);
    let mut streams: Vec<TcpStream> = (0..4).map(|_| connect(&candor)).collect();
    for (number, stream) in streams.iter_mut().enumerate() {
        let framing = if number % 2 == 0 { "Content-Length: 90000" } else { "Transfer-Encoding: chunked" };
        let target = if number < 2 { "POST /v1/auth/logout" } else { "GET /v1/topics" };
        stream.write_all(format!("{target} HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n\r\n").as_bytes()).unwrap();
    }
    let closed = |stream: &mut TcpStream| {
        let _sent = stream.write_all(b"1\r\nx\r\n");
        let mut bytes = [0; 4096];
        matches!(stream.read(&mut bytes), Ok(0)) || stream.write_all(b"1\r\nx\r\n").is_err()
    };
    wait_until("every connection is closed", || {
        streams.retain_mut(|stream| !closed(stream));
        streams.is_empty()
    });
}

/// The end of an empty body can come in a packet of its own; the connection is kept for the next request.
#[test]
fn the_late_end_of_a_body_keeps_the_connection() {
    let candor = Process::start(&TestDatabase::file(), &[]);
    let mut stream = connect(&candor);
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    for _ in 0..3 {
        stream
            .write_all(b"POST /v1/auth/logout HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            .unwrap();
        std::thread::sleep(Duration::from_millis(20));
        stream.write_all(b"0\r\n\r\n").unwrap();
        let mut bytes = [0; 4096];
        let count = stream.read(&mut bytes).unwrap();
        let answer = String::from_utf8_lossy(&bytes[..count]);
        assert!(answer.starts_with("HTTP/1.1 401 ") && !answer.contains("connection: close"), "{answer}");
    }
}
