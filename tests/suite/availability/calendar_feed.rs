//! A person's sessions in their own calendar, by subscription.

use crate::support::{Client, Person, TestApp, TestDatabase, uids};
use candor::service::matching::matcher;
use serde_json::json;

const START: &str = "2027-01-14T17:00:00Z";

/// What a calendar reads at this secret.
#[track_caller]
fn reads(guest: &Client, secret: &str) -> String {
    let answer = guest.get(&format!("/calendar/{secret}.ics"));
    answer.raw(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    answer.text
}

fn cancels(who: &Person, session: &str) {
    who.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "My train stands still."})).expect(200);
}

on_both_databases! {
    fn a_feed_has_every_session_agreed_on_in_either_seat(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.volunteers();
        let secret = ann.subscribes();
        assert_eq!(uids(&reads(&app.guest(), &secret)), Vec::<String>::new());
        let (asked, asks) = (ann.books(&bo, START), bo.books(&ann, "2027-01-13T09:00:00Z"));
        let feed = reads(&app.guest(), &secret);
        let mut both = vec![asked.clone(), asks.clone()];
        both.sort();
        assert_eq!(uids(&feed), both);
        assert!(feed.contains("SUMMARY:Mock interview with Bo\r\n"), "{feed}");
        assert!(feed.contains("SUMMARY:Mock interview: you interview Bo\r\n"), "{feed}");
        assert!(feed.contains("DTSTART:20270114T170000Z\r\nDTEND:20270114T180000Z\r\n"), "{feed}");
        // Nobody is invited by it, and nobody's address is in it.
        for word in ["METHOD", "ATTENDEE", "ORGANIZER", "@example.org"] {
            assert!(!feed.contains(word), "{word}: {feed}");
        }
        // Cancelled sessions are gone, and the rest stays.
        cancels(&bo, &asked);
        assert_eq!(uids(&reads(&app.guest(), &secret)), [asks.as_str()]);
    }

    fn a_month_is_kept_and_an_offer_is_not_shown(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, START);
        let secret = ann.subscribes();
        let wish = json!({
            "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": false,
            "windows": [{"from": "2027-01-20T09:00:00Z", "to": "2027-01-20T12:00:00Z"}]
        });
        let request = ann.post("/v1/requests", wish).expect(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(matcher::run(&app.services, "this process").unwrap().matched, 1);
        assert_eq!(ann.get(&format!("/v1/requests/{request}")).expect(200)["state"], "offered");
        let shown = || uids(&reads(&app.guest(), &secret));
        assert_eq!(shown(), [session.as_str()]);
        app.clock.set("2027-02-14T17:59:00Z".parse().unwrap());
        assert_eq!(shown(), [session.as_str()]);
        app.clock.advance_minutes(1);
        assert_eq!(shown(), Vec::<String>::new());
    }

    fn an_address_ends_when_another_is_made_when_it_is_revoked_and_with_the_account(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.books(&bo, START);
        ann.get("/v1/me/calendar-feed").problem(404, "not_found");
        ann.delete("/v1/me/calendar-feed").problem(404, "not_found");
        let (first, second) = (ann.subscribes(), ann.subscribes());
        let dead = |secret: &str| app.guest().get(&format!("/calendar/{secret}.ics")).problem(404, "not_found");
        dead(&first);
        dead("guessed");
        reads(&app.guest(), &second);
        assert_eq!(ann.get("/v1/me/calendar-feed").expect(200)["created_at"], app.clock.now().to_string());
        ann.delete("/v1/me/calendar-feed").expect(204);
        dead(&second);
        let third = ann.subscribes();
        ann.delete("/v1/me").expect(204);
        dead(&third);
    }
}
