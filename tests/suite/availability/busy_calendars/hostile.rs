//! Servers that are slow, endless, wrong, or lead into a private network: each costs an error that the calendar's owner
//! sees, and nothing else.

use super::fetching::{adds, noon, run, shown};
use crate::support::{CalendarServer, Reply, TestApp, TestDatabase, calendar, reply};
use candor::calendar::fetch::Fetcher;
use serde_json::{Value, json};
use std::io::Read;
use std::time::Duration;

/// Checks that fetching from a server that answers like this gives this error, and the previous version stays.
#[track_caller]
fn fails(app: &TestApp, answer: impl Fn(&str) -> Reply + Send + 'static, words: &str) {
    let ann = app.person("Ann");
    let server = CalendarServer::start(|_| calendar(&noon(14)));
    let id = adds(&ann, &server.url());
    assert_eq!(run(app, &server.fetcher()), 1);
    assert_eq!(shown(&ann, &id)["busy_times"], 1);
    server.answers(answer);
    app.clock.advance_minutes(66);
    let ann = ann.again(app);
    assert_eq!(run(app, &server.fetcher().within(Duration::from_millis(800))), 1);
    let failing = shown(&ann, &id);
    assert_eq!((&failing["state"], &failing["busy_times"]), (&json!("failing"), &json!(1)));
    let error = failing["error"].as_str().unwrap();
    assert!(error.contains(words), "{error}");
    assert!(!error.contains("private-0123456789"), "{error}");
    // It is shown until it works again.
    server.answers(|_| calendar(&noon(15)));
    app.clock.advance_minutes(66);
    let ann = ann.again(app);
    assert_eq!(run(app, &server.fetcher()), 1);
    let read = shown(&ann, &id);
    assert_eq!((&read["state"], &read["error"], &read["busy_times"]), (&json!("read"), &Value::Null, &json!(1)));
}

on_both_databases! {
    fn a_redirect_is_followed_but_not_out_of_the_open_internet(app) {
        let ann = app.person("Ann");
        let behind = CalendarServer::start(|_| calendar(&noon(14)));
        let server = CalendarServer::start(|head| match head.starts_with("GET /end") {
            true => calendar(&noon(14)),
            false => reply("302 Found", "Location: /end\r\n", b""),
        });
        let id = adds(&ann, &server.url());
        run(&app, &server.fetcher());
        assert_eq!(shown(&ann, &id)["state"], "read");
        let port = behind.url();
        let private = [
            (port.as_str(), "only http on port 80"),
            ("http://127.0.0.1/", "no server on the public internet"),
            ("http://localhost/", "no server on the public internet"),
            ("http://[::1]/", "no server on the public internet"),
            ("http://[::ffff:127.0.0.1]/", "no server on the public internet"),
            ("http://2130706433/", "no server on the public internet"),
            ("http://0x7f.1/", "no server on the public internet"),
            ("http://169.254.169.254/latest/meta-data/", "no server on the public internet"),
            ("http://10.0.0.1/", "no server on the public internet"),
            ("https://192.168.1.1/", "no server on the public internet"),
            ("ftp://127.0.0.1/", "only http on port 80"),
            ("file:///etc/passwd", "only http on port 80"),
            ("/round-and-round", "keeps redirecting"),
        ];
        for (to, words) in private {
            let location = format!("Location: {to}\r\n");
            server.answers(move |_| reply("302 Found", &location, b""));
            app.clock.advance_minutes(2 * 24 * 60);
            assert_eq!(run(&app, &server.fetcher()), 1);
            let error = shown(&ann.again(&app), &id)["error"].take();
            assert!(error.as_str().unwrap().contains(words), "{to}: {error}");
        }
        assert!(behind.heads().is_empty(), "it was not even asked");
    }

    fn a_private_address_is_refused_unless_it_is_allowed(app) {
        let ann = app.person("Ann");
        let server = CalendarServer::start(|_| calendar(&noon(14)));
        let usual = || Fetcher::new(Vec::new(), 2 << 20);
        let ids = [server.url(), "http://127.0.0.1/a.ics".to_owned(), "https://localhost/a.ics".to_owned()].map(|url| adds(&ann, &url));
        assert_eq!(run(&app, &usual()), 3);
        for (id, words) in ids.iter().zip(["only http on port 80", "no server on the public internet", "no server on the public internet"]) {
            let failing = shown(&ann, id);
            assert_eq!(failing["state"], "failing");
            assert!(failing["error"].as_str().unwrap().contains(words), "{failing}");
        }
        assert!(server.heads().is_empty(), "it was not even asked");
    }

    fn a_slow_server_costs_an_error(app) {
        fails(&app, |_| Reply::Drip, "took longer than ten seconds");
    }

    fn ten_megabytes_cost_an_error(app) {
        fails(&app, |_| reply("200 OK", "", &vec![b'x'; 10 << 20]), "larger than 2 MiB");
    }

    fn a_file_without_end_costs_an_error(app) {
        fails(&app, |_| Reply::Endless(vec![b'x'; 1 << 16]), "larger than 2 MiB");
    }

    fn a_bomb_costs_an_error(app) {
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(std::io::repeat(b' ').take(200 << 20), flate2::Compression::best()).read_to_end(&mut packed).unwrap();
        assert!(packed.len() < 1 << 20);
        fails(&app, move |_| reply("200 OK", "Content-Encoding: gzip\r\n", &packed), "larger than 2 MiB");
    }

    fn a_million_repetitions_cost_an_error(app) {
        let file = noon(14).replace("DTEND", "RRULE:FREQ=SECONDLY;COUNT=1000000\r\nDTEND");
        fails(&app, move |_| calendar(&file), "The event on line 3 repeats so often");
    }

    fn a_page_costs_an_error(app) {
        fails(&app, |_| reply("200 OK", "Content-Type: text/html\r\n", b"<!doctype html><title>Sign in</title>"), "isn't a calendar");
    }

    fn a_refusal_costs_an_error(app) {
        fails(&app, |_| reply("404 Not Found", "", b""), "no such calendar, or we can't read it (404)");
    }

    fn what_is_no_http_costs_an_error(app) {
        fails(&app, |_| Reply::Bytes(b"220 mail.example.org ESMTP\r\n".to_vec()), "can't be reached, or it closed the connection");
    }
}
