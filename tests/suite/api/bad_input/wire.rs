//! Malformed HTTP. If no request can be parsed, there's no problem document, only a 4xx or a closed connection; what
//! matters is that everybody else is served as before.

use super::*;

/// What it is, its line, its headers and its body.
type Oddity = (&'static str, Vec<u8>, Vec<(&'static str, String)>, Vec<u8>);

fn oddities(scene: &Scene) -> Vec<Oddity> {
    let none = Vec::new;
    let json = || ("Content-Type", "application/json".to_owned());
    let many = (0..200).map(|_| ("X-Many", "1".to_owned())).collect();
    let chunks = || vec![json(), ("Transfer-Encoding", "chunked".to_owned())];
    let long = format!("GET /v1/sessions/{}", "a".repeat(200_000)).into_bytes();
    vec![
        ("bytes in the path", b"GET /v1/sessions/\xff\xfe".to_vec(), none(), vec![]),
        ("a NUL in the path", b"GET /v1/sessions/\0".to_vec(), none(), vec![]),
        ("no path", b"GET ".to_vec(), none(), vec![]),
        ("a path of 200,000 letters", long, none(), vec![]),
        ("a huge header", b"GET /v1/me".to_vec(), vec![("X-Huge", "x".repeat(200_000))], vec![]),
        ("two hundred headers", b"GET /v1/me".to_vec(), many, vec![]),
        ("a header with a NUL", b"GET /v1/me".to_vec(), vec![("X-Odd", "a\0b".to_owned())], vec![]),
        ("chunks that are none", b"POST /v1/accounts".to_vec(), chunks(), b"zz\r\n{}\r\n".to_vec()),
        ("a chunk of 2^64 bytes", b"POST /v1/accounts".to_vec(), chunks(), b"ffffffffffffffff\r\n{}".to_vec()),
        (
            "two lengths",
            b"POST /v1/accounts".to_vec(),
            vec![json(), ("Content-Length", "2".to_owned())],
            b"{\"email\": 1}".to_vec(),
        ),
        ("another protocol", format!("GET http://{}/v1/me", scene.ann.id).into_bytes(), none(), vec![]),
    ]
}

on_both_databases! {
    fn what_is_hardly_http(app) {
        let scene = Scene::new(app);
        let before = scene.state();
        for (what, line, headers, body) in oddities(&scene) {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
            if let Some(answer) = scene.app.guest().send_raw(&line, &headers, &body) {
                assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.text);
            }
            assert_eq!(scene.state(), before, "{what}");
        }
    }
}
