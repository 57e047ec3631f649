//! Requests as bytes, for those that no client library would send.

use super::document::Operation;
use crate::support::Response;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Sends these bytes and reads the answer; `None` when the connection was closed without one.
#[track_caller]
pub fn send(base: &str, request: &[u8]) -> Option<Response> {
    let mut stream = TcpStream::connect(base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // The server may answer, and stop reading, before everything is there.
    let _cut_short = stream.write_all(request);
    let mut bytes = Vec::new();
    let mut part = [0; 16 * 1024];
    let answer = loop {
        if let Some(answer) = parse(&bytes, request.starts_with(b"HEAD ")) {
            break answer;
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&part[..count]),
        }
    };
    let line = String::from_utf8_lossy(request.split(|b| *b == b'\r').next().unwrap()).into_owned();
    let mut words = line.split(' ');
    // What could not be read as a request is answered before the house is asked: empty, and of no type.
    if let (Some(method), Some(path)) = (words.next(), words.next())
        && !answer.header("content-type").is_empty()
        && let Some(operation) = Operation::met_by(method, path)
    {
        operation.check(&answer);
    }
    Some(answer)
}

/// The answer, once all of it is there.
fn parse(bytes: &[u8], is_head: bool) -> Option<Response> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = ureq::http::HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        let name: ureq::http::HeaderName = name.parse().unwrap();
        headers.insert(name, value.trim().parse().unwrap());
    }
    let length = headers.get("content-length").map_or(0, |length| length.to_str().unwrap().parse().unwrap());
    let body = &bytes[end + 4..];
    if is_head {
        assert!(body.is_empty(), "a body after HEAD");
    } else if body.len() < length {
        return None;
    }
    Some(Response { status, headers, text: String::from_utf8(body.to_vec()).unwrap() })
}
