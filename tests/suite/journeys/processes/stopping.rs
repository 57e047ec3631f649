//! SIGTERM: what is in flight is finished, then the process ends.

use super::{mails, on_the_machines_time, queue};
use crate::support::{PASSWORD, Process, SmtpServer, TestApp, TestDatabase, wait_until};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What requests in flight get to finish.
const GRACE: Duration = Duration::from_secs(20);

on_both_databases_racing! {
    fn a_request_in_flight_gets_its_answer(app) {
        on_the_machines_time(&app);
        let ann = app.person("Ann");
        let mut process = Process::start(app.database(), &[]);
        let login = json!({"email": ann.email, "password": PASSWORD});
        let tokens = process.guest().post("/v1/auth/login", login).expect(200);
        let address = process.base.strip_prefix("http://").unwrap().to_owned();
        // Slow: the answer to the head shows that the request is being worked on; its body comes later.
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(GRACE)).unwrap();
        let body = json!({"display_name": "Ann of Berlin"}).to_string();
        write!(
            stream,
            "PATCH /v1/me HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nexpect: 100-continue\r\n\r\n",
            tokens["access_token"].as_str().unwrap(),
            body.len()
        )
        .unwrap();
        let mut interim = [0; 25];
        stream.read_exact(&mut interim).unwrap();
        assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");

        let told = Instant::now();
        process.terminate();
        wait_until("nobody new is let in", || TcpStream::connect(&address).is_err());
        stream.write_all(body.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(process.ended().success());
        assert!(told.elapsed() < GRACE, "{:?}", told.elapsed());
        assert_eq!(ann.get("/v1/me").expect(200)["display_name"], "Ann of Berlin");
    }

    fn mails_in_flight_are_finished(app) {
        const MAILS: usize = 400;
        on_the_machines_time(&app);
        let ann = app.person("Ann");
        app.mails();
        queue(&app, &ann, MAILS);
        let smtp = SmtpServer::start_with(&["before=10"]);
        let url = smtp.url();
        let mut process = Process::start(app.database(), &[("SMTP_URL", &url)]);
        wait_until("a mail is on its way", || smtp.stands_still("before"));
        process.terminate();
        wait_until("it has heard", || process.log().contains("shutting down"));
        smtp.go_on();
        assert!(process.ended().success());
        let sent = || mails(&app.services.store, "password_changed", "sent").len();
        assert_eq!(smtp.count(), sent(), "those that were on their way");
        assert!(sent() < MAILS, "and no others");

        // Nothing was left in hand, so the next process sends the rest at once, and each once.
        let _next = Process::start(app.database(), &[("SMTP_URL", &url)]);
        wait_until("the rest is sent", || sent() == MAILS);
        assert_eq!(smtp.count(), MAILS);
    }
}
