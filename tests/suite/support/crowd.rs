use super::{Person, Response, TestApp};
use serde_json::json;
use std::sync::Barrier;

/// Does the same `count` times at one moment, each on a thread of its own that knows its number.
pub fn at_once<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(count);
    std::thread::scope(|scope| {
        let one = |number| {
            let (start, work) = (&start, &work);
            move || {
                start.wait();
                work(number)
            }
        };
        let threads: Vec<_> = (0..count).map(|number| scope.spawn(one(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// `count` people with a confirmed address, signed in; faster than one after another.
#[track_caller]
pub fn crowd(app: &TestApp, name: &str, count: usize) -> Vec<Person> {
    let email = |number| format!("{name}{number}@example.org");
    let form = |number| {
        json!({
            "email": email(number), "password": super::PASSWORD, "display_name": format!("{name} {number}"),
            "time_zone": "Europe/Berlin"
        })
    };
    at_once(count, |number| app.guest().post("/v1/accounts", form(number)).expect(202));
    let mails = app.mails();
    at_once(count, |number| {
        let mail = mails.iter().find(|mail| mail.to == email(number)).expect("a mail to confirm the address");
        app.guest().post("/v1/auth/verify-email", json!({"token": mail.token()})).expect(204);
        Person::sign_in(app, &email(number))
    })
}

/// Which answer alone has this status; all others are problems with that status and code.
#[track_caller]
pub fn one_wins(answers: &[Response], status: u16, lost: u16, code: &str) -> usize {
    let winner = answers.iter().position(|answer| answer.status == status);
    let winner = winner.unwrap_or_else(|| panic!("nobody won: {answers:#?}"));
    for (number, answer) in answers.iter().enumerate() {
        if number != winner {
            answer.problem(lost, code);
        }
    }
    winner
}

/// How many of these answers have this status.
pub fn with_status(answers: &[Response], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}
