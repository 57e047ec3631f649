//! What a sign-in allows before the address is confirmed, and after it has ended.

use super::scene::START;
use crate::support::{PASSWORD, Person, TestApp, TestDatabase, booking};
use serde_json::json;

on_both_databases! {
    /// Until the address is confirmed, people can only look around and fill in their profiles.
    fn an_unconfirmed_person_neither_books_nor_is_booked(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let form = json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        let new = Person::sign_in(&app, "new@example.org");
        assert_eq!(new.get("/v1/me").expect(200)["email_verified"], false);
        new.wants_to_practise();
        new.volunteers();

        let refused = new.post("/v1/sessions", booking(&bo.id, START));
        refused.problem(403, "email_unverified");
        ann.post("/v1/sessions", booking(&new.id, START)).problem(404, "not_found");
        let listed = |who: &Person| {
            let openings = ann.get("/v1/openings?limit=100").expect(200);
            openings["items"].as_array().unwrap().iter().any(|one| {
                one["interviewers"].as_array().unwrap().iter().any(|one| one["interviewer_id"] == who.id)
            })
        };
        assert!(listed(&bo));
        assert!(!listed(&new));
        for person in [&ann, &bo, &new] {
            assert_eq!(person.get("/v1/sessions").expect(200)["items"], json!([]));
        }

        let mail = app.mails_to(&new.email).pop().unwrap();
        app.guest().post("/v1/auth/verify-email", json!({"token": mail.token()})).expect(204);
        assert!(listed(&new));
        new.books(&bo, START);
        ann.books(&new, "2027-01-15T09:00:00Z");
    }

    /// A token ends with its sign-in, whatever ended that.
    fn a_token_ends_with_its_sign_in(app) {
        let ann = app.person("Ann");
        let mails = app.mails_to(&ann.email).len();
        app.guest().post("/v1/auth/forgot-password", json!({"email": ann.email})).expect(202);
        let token = app.mails_to(&ann.email)[mails].token();
        app.guest().post("/v1/auth/reset-password", json!({"token": token, "password": PASSWORD})).expect(204);
        ann.get("/v1/me").problem(401, "unauthenticated");

        let (first, second) = (ann.again(&app), ann.again(&app));
        first.send("POST", "/v1/auth/logout", &[], None).expect(204);
        first.get("/v1/me").problem(401, "unauthenticated");
        second.get("/v1/me").expect(200);

        let third = ann.again(&app);
        let change = json!({"current_password": PASSWORD, "new_password": PASSWORD});
        third.post("/v1/auth/change-password", change).expect(200);
        second.get("/v1/me").problem(401, "unauthenticated");

        let last = ann.again(&app);
        last.delete("/v1/me").expect(204);
        last.get("/v1/me").problem(401, "unauthenticated");
    }
}
