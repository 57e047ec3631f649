use super::*;
use crate::support::{TestDatabase, at_once, with_status};
use serde_json::json;

/// Two hundred sign-ins at once: each hashes a password in 19 MiB, whether or not the account exists.
#[test]
fn hashing_passwords_is_bounded() {
    let candor = Process::start(&TestDatabase::file(), &[("PASSWORD_HASHES", "2")]);
    let answers = at_once(200, |number| {
        let form = json!({"email": format!("nobody{number}@example.org"), "password": "callback hell"});
        candor.guest().post("/v1/auth/login", form)
    });
    let busy = with_status(&answers, 503);
    assert_eq!(with_status(&answers, 401) + busy, 200, "{answers:#?}");
    assert!(busy < 200, "all were turned away");
    for answer in answers.iter().filter(|answer| answer.status == 503) {
        answer.problem(503, "busy");
        assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    }
    assert!(peak(&candor) < 300, "{} MB", peak(&candor));
    assert!(health(&candor) < Duration::from_secs(1));
}
