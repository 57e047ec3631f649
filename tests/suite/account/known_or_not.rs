//! Whether an address has an account can't be told from the work that an answer takes: counted, not timed.

use crate::support::{PASSWORD, TestApp, TestDatabase, at_once, document, operations, statements_of};
use candor::domain::EmailAddress;
use candor::domain::account::device::Device;
use candor::service::account::sign_up::SignUp;
use candor::service::account::{credentials, sign_in, sign_up};
use candor::service::tokens::Bearer;
use candor::service::{Caller, Services};
use serde_json::json;
use std::collections::BTreeSet;

/// What asks about an address, by its operation.
type Ask = fn(&Services, Bearer, EmailAddress);

const ASKS: [(&str, Ask); 5] = [
    ("sign_up", |services, _, email| {
        let password = "another sentence".parse().unwrap();
        let form = SignUp { email, password, name: "Zoe".parse().unwrap(), zone: "UTC".parse().unwrap() };
        sign_up::sign_up(services, &form).unwrap();
    }),
    ("resend_verification", |services, _, email| sign_up::resend_verification(services, email).unwrap()),
    ("forgot_password", |services, _, email| credentials::forgot_password(services, email).unwrap()),
    ("change_email", |services, me, email| {
        let password = PASSWORD.parse().unwrap();
        services
            .run_for(Caller::SignedIn(me), |services| credentials::change_email(services, me, &password, email))
            .unwrap();
    }),
    ("sign_in", |services, _, email| {
        assert!(sign_in::sign_in(services, &email, &"not this one".parse().unwrap(), &Device::default()).is_err());
    }),
];

on_both_databases! {
    fn every_address_takes_the_same_statements(app) {
        let (eve, _ann) = (app.person("Eve"), app.person("Ann"));
        let form = json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        app.person("Gone").delete("/v1/me").expect(204);
        app.look_into_requests();
        let token = app.guest().post("/v1/auth/login", json!({"email": eve.email, "password": PASSWORD})).expect(200);
        let me = app.services.keys.check_access(token["access_token"].as_str().unwrap(), app.clock.now()).unwrap();

        for (operation, ask) in ASKS {
            let statements = |address: &str| {
                let address: EmailAddress = format!("{address}@example.org").parse().unwrap();
                statements_of(|| ask(&app.services, me, address))
            };
            // Signing up makes an account of an address, so each operation has unknown ones of its own.
            let unknown = statements(&format!("nobody.{operation}"));
            assert!(!unknown.is_empty(), "{operation}");
            // Her own, somebody's, one that isn't confirmed, one whose account was deleted, and another that never had one.
            let another = format!("someone.else.with.a.long.name.{operation}");
            for address in ["eve", "ann", "new", "gone", &another] {
                assert_eq!(statements(address), unknown, "{operation} of {address}");
            }
            app.mails();
        }
    }

    /// The worker does what was asked, in its order: the newest form counts, and the links are those of the last request.
    fn what_was_asked_is_done_in_its_order(app) {
        let guest = app.guest();
        let form = |name: &str, password: &str| {
            json!({"email": "ann@example.org", "password": password, "display_name": name, "time_zone": "UTC"})
        };
        guest.post("/v1/accounts", form("Ann", "the first sentence")).expect(202);
        guest.post("/v1/auth/resend-verification", json!({"email": "ann@example.org"})).expect(202);
        guest.post("/v1/accounts", form("Anna", "the second sentence")).expect(202);
        guest.post("/v1/auth/forgot-password", json!({"email": "ANN@example.org"})).expect(202);
        assert!(app.sent().is_empty(), "nothing is done before the answer");
        let mails: Vec<_> = app.mails().into_iter().map(|mail| mail.subject).collect();
        assert_eq!(mails.len(), 2, "one link to confirm, and one for a new password: {mails:?}");
        let login = |password: &str| guest.post("/v1/auth/login", json!({"email": "ann@example.org", "password": password}));
        login("the first sentence").problem(401, "wrong_credentials");
        login("the second sentence").expect(200);
        assert_eq!(app.send_due(), 0, "once");
    }

    /// Somebody who knew the old password asked a moment before it was replaced.
    fn a_new_address_that_was_asked_for_with_the_old_password_is_none(app) {
        let ann = app.person("Ann");
        let asked = json!({"email": "thief@example.org", "password": PASSWORD});
        ann.post("/v1/auth/change-email", asked.clone()).expect(202);
        let new = json!({"current_password": PASSWORD, "new_password": "a better sentence"});
        ann.post("/v1/auth/change-password", new).expect(200);
        assert!(app.mails_to("thief@example.org").is_empty());

        let bo = app.person("Bo");
        bo.post("/v1/auth/change-email", asked).expect(202);
        bo.delete("/v1/me").expect(204);
        assert!(app.mails_to("thief@example.org").is_empty(), "nor once the account has gone");
    }
}

on_both_databases_racing! {
    /// Two replicas look into the same list.
    fn a_request_is_done_once_by_two_at_a_time(app) {
        let ann = app.person("Ann");
        let other = app.beside();
        for round in 0..5 {
            let before = app.mails_to(&ann.email).len();
            for number in 0..6 {
                let form = json!({
                    "email": format!("new{round}x{number}@example.org"), "password": PASSWORD, "display_name": "New",
                    "time_zone": "UTC"
                });
                app.guest().post("/v1/accounts", form).expect(202);
            }
            app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
            at_once(4, |number| [&app, &other][number % 2].look_into_requests());
            assert_eq!(app.mails_to(&ann.email).len(), before + 1);
            for number in 0..6 {
                assert_eq!(app.mails_to(&format!("new{round}x{number}@example.org")).len(), 1);
            }
        }
    }
}

/// For anyone who adds an operation that takes an address: its response time mustn't reveal who has an account.
#[test]
fn every_operation_that_takes_an_address_is_looked_at() {
    let takes_an_address = |about: &serde_json::Value| {
        let schema = about["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
        let name = schema.and_then(|schema| schema.rsplit('/').next()).unwrap_or_default();
        let properties = document()["components"]["schemas"][name]["properties"].as_object();
        properties.is_some_and(|all| all.keys().any(|name| name.contains("email") || name.contains("address")))
    };
    let found = operations().iter().filter(|one| takes_an_address(&one.about));
    let found: BTreeSet<_> = found.map(|one| one.about["operationId"].as_str().unwrap().to_owned()).collect();
    assert_eq!(found, ASKS.iter().map(|(name, _)| (*name).to_owned()).collect());
}
