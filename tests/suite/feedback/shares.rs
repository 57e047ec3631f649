//! Links to feedback: who can create them, what they show, and how they end.

use super::feedback_files::{delivered, printed};
use crate::support::{Person, Response, TestApp, TestDatabase, at_once, every_row, offer};
use serde_json::{Value, json};

fn path(session: &str) -> String {
    format!("/v1/feedback/{session}/shares")
}

/// A link, and its path.
fn shares(ann: &Person, session: &str, more: Value) -> (String, String) {
    let mut wanted = json!({"name": "Aunt Vera"});
    wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = ann.post(&path(session), wanted).expect(201);
    let place = made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap().to_owned();
    (made["share"]["id"].as_str().unwrap().to_owned(), place)
}

/// Whether the interviewer is named; the notes have words that begin as the name does.
fn names_bo(text: &str) -> bool {
    ["with Bo", "Bo saw", "Bo's", "Bo&#39;s", "Bo would", "Bo interviewed"].iter().any(|words| text.contains(words))
}

fn presses(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/feedback", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

on_both_databases! {
    fn behind_a_link_stands_what_the_candidate_chose(app) {
        let (ann, _, session) = delivered(&app);
        let (_, place) = shares(&ann, &session, json!({}));
        let page = app.guest().get(&place);
        page.raw(200);
        assert!(page.text.contains("Ann was interviewed on Thursday, 14 January \u{b7} concepts"), "{}", page.text);
        assert!(page.text.contains("Closest description") && page.text.contains("<h1>The interviewer w"));
        // Neither the interviewer's name nor what the candidate saw, called the link or kept to themselves.
        for hidden in ["What Ann chose", "Draw the queue", "Aunt Vera", "<form"] {
            assert!(!page.text.contains(hidden), "{hidden}: {}", page.text);
        }
        assert!(!names_bo(&page.text), "{}", page.text);
        assert_eq!(page.header("x-robots-tag"), "noindex, nofollow, noarchive");
        assert_eq!((page.header("referrer-policy"), page.header("cache-control")), ("no-referrer", "no-store"));
        assert!(page.text.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"));
        let pdf = format!("{place}/feedback.pdf");
        assert_eq!(app.guest().get(&pdf).header("x-robots-tag"), "noindex, nofollow, noarchive");
        let printed = printed(&app.guest(), &pdf);
        assert!(printed.contains("Ann was interviewed on Thursday, 14 January 2027") && !names_bo(&printed), "{printed}");

        let (_, own) = shares(&ann, &session, json!({"with_self_assessment": true}));
        assert!(app.guest().get(&own).text.contains("What Ann chose"));
        assert!(!app.guest().get(&place).text.contains("What Ann chose"));
    }

    fn what_changed_and_why_stays_between_the_two(app) {
        let (ann, bo, session) = delivered(&app);
        let (_, place) = shares(&ann, &session, json!({}));
        let mut notes = crate::support::full_notes();
        notes["summary"] = json!("You did name the microtask queue, at minute 31.");
        bo.amends(&session, &notes).expect(200);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let own = app.guest().get(&format!("/feedback?token={token}")).text;
        assert!(own.contains("What changed, and why") && own.contains("I had mixed something up."), "{own}");
        let shared = app.guest().get(&place).text;
        let paper = printed(&app.guest(), &format!("{place}/feedback.pdf"));
        for text in [&shared, &paper] {
            assert!(text.contains("You did name the microtask queue"), "{text}");
            for between in ["What changed", "I had mixed something up", "Who wrote these notes"] {
                assert!(!text.contains(between), "{between}: {text}");
            }
        }
    }

    fn a_link_opens_until_it_runs_out_or_is_taken_back(app) {
        let (ann, _, session) = delivered(&app);
        let (id, place) = shares(&ann, &session, json!({"days": 7}));
        let (_, other) = shares(&ann, &session, json!({}));
        let opens = |place: &str| [app.guest().get(place).status, app.guest().get(&format!("{place}/feedback.pdf")).status];
        assert_eq!(opens(&place), [200, 200]);
        // The database has no secret in it.
        let secret = place.strip_prefix("/shared/").unwrap();
        assert!(secret.len() >= 43 && !every_row(&app.services.store).iter().any(|row| row.contains(secret)));
        for guessed in [format!("{place}x"), place[..place.len() - 1].to_owned(), format!("/shared/{id}"), "/shared/%00".to_owned()] {
            assert_eq!(opens(&guessed), [404, 404], "{guessed}");
        }
        ann.delete(&format!("{}/{id}", path(&session))).expect(204);
        ann.delete(&format!("{}/{id}", path(&session))).problem(404, "not_found");
        assert_eq!(opens(&place), [404, 404]);
        assert_eq!(opens(&other), [200, 200]);
        // Nobody can tell whether it expired or never existed.
        let (_, week) = shares(&ann, &session, json!({"days": 7}));
        app.clock.advance_minutes(7 * 24 * 60 - 1);
        assert_eq!(opens(&week), [200, 200]);
        app.clock.advance_minutes(1);
        assert_eq!(opens(&week), [404, 404]);
        assert_eq!(app.guest().get(&week).text, app.guest().get("/shared/never").text);
        assert_eq!(opens(&other), [200, 200]);
        app.clock.advance_minutes(23 * 24 * 60);
        assert_eq!(opens(&other), [404, 404]);
    }

    fn the_interviewer_is_named_while_they_agree(app) {
        let (ann, bo, session) = delivered(&app);
        let (_, place) = shares(&ann, &session, json!({}));
        let named = || names_bo(&app.guest().get(&place).text);
        let agrees = |yes: bool| {
            let mut offer = offer();
            offer["named_in_shares"] = json!(yes);
            bo.put("/v1/me/interviewer", offer).expect(200);
        };
        assert!(!named() && bo.get("/v1/me/interviewer").expect(200)["named_in_shares"] == false);
        agrees(true);
        assert!(named() && printed(&app.guest(), &format!("{place}/feedback.pdf")).contains("Closest description"));
        agrees(false);
        assert!(!named());
        agrees(true);
        bo.delete("/v1/me/interviewer").expect(204);
        assert!(!named());
    }

    fn only_the_candidate_shares(app) {
        let (ann, bo, session) = delivered(&app);
        let (cora, dan) = (app.person("Cora"), app.candidate("Dan"));
        // A coordinator who reads the feedback with consent neither shares it nor sees with whom it is shared.
        let program = cora.post("/v1/programs", json!({"name": "Club", "starts_on": "2027-01-01"})).expect(201);
        for one in [&ann, &bo] {
            one.post("/v1/programs/join", json!({"code": program["join_code"]})).expect(200);
        }
        let member = format!("/v1/programs/{}/members/{}", program["id"].as_str().unwrap(), ann.id);
        let (id, place) = shares(&ann, &session, json!({}));
        for consents in [false, true] {
            ann.patch(&member, json!({"shares_notes": consents})).expect(200);
            for (other, status, code) in [(&cora, 404, "not_found"), (&dan, 404, "not_found"), (&bo, 403, "forbidden")] {
                other.get(&path(&session)).problem(status, code);
                other.post(&path(&session), json!({"name": "Me"})).problem(status, code);
                other.delete(&format!("{}/{id}", path(&session))).problem(status, code);
            }
        }
        assert_eq!(app.guest().get(&place).status, 200);
        assert_eq!(ann.get(&path(&session)).expect(200)["items"].as_array().unwrap().len(), 1);
        // Nor of what is still to be written.
        let coming = ann.books(&bo, "2027-01-18T17:00:00Z");
        ann.post(&path(&coming), json!({"name": "Me"})).problem(404, "not_found");
        assert_eq!(ann.post(&path(&session), json!({"name": "Me", "days": 91})).problem(422, "invalid_input")["errors"][0]["pointer"], "/days");
    }

    fn the_page_of_the_feedback_makes_and_takes_back(app) {
        let (ann, _, session) = delivered(&app);
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let made = presses(&app, &[("token", &token), ("name", "Vera & <Tom>"), ("days", "7"), ("own", "yes")]);
        made.raw(200);
        assert!(made.text.contains("Vera &#38; &#60;Tom&#62;") && made.text.contains("until Thursday, 21 January"), "{}", made.text);
        let url = made.text.split("<a href=\"https://candor.example").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(app.guest().get(&url).text.contains("What Ann chose"));
        // It is shown this once.
        let again = app.guest().get(&format!("/feedback?token={token}"));
        assert!(!again.text.contains(&url) && again.text.contains("Revoke"), "{}", again.text);
        for bad in [("name", ""), ("days", "0"), ("days", "91")] {
            let mut fields = vec![("token", token.as_str()), ("name", "Vera"), ("days", "7")];
            fields.retain(|(name, _)| *name != bad.0);
            fields.push(bad);
            let refused = presses(&app, &fields);
            refused.raw(422);
            // What was typed beside it is still there.
            assert_eq!(refused.text.contains("value=\"Vera\""), bad.0 == "days", "{}", refused.text);
        }
        let id = ann.get(&path(&session)).expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        presses(&app, &[("token", "eyJ0"), ("share", &id)]).raw(400);
        assert_eq!(app.guest().get(&url).status, 200);
        presses(&app, &[("token", &token), ("share", &id)]).raw(200);
        assert_eq!(app.guest().get(&url).status, 404);
        assert_eq!(ann.get(&path(&session)).expect(200)["items"], json!([]));
        // An expired link can no longer be revoked.
        presses(&app, &[("token", &token), ("name", "Vera"), ("days", "1")]).raw(200);
        let listed = || app.guest().get(&format!("/feedback?token={token}")).text.contains("Revoke");
        assert!(listed());
        app.clock.advance_minutes(24 * 60);
        assert!(!listed());
    }

    fn links_are_exported_and_go_with_the_account(app) {
        let (ann, bo, session) = delivered(&app);
        let (_, place) = shares(&ann, &session, json!({}));
        let export = ann.get("/v1/me/export").expect(200);
        assert_eq!(export["feedback_shares"][0]["name"], "Aunt Vera");
        assert_eq!(bo.get("/v1/me/export").expect(200)["feedback_shares"], json!([]));
        ann.delete("/v1/me").expect(204);
        assert_eq!(app.guest().get(&place).status, 404);
        assert!(!every_row(&app.services.store).iter().any(|row| row.contains("Aunt Vera")));
    }
}

on_both_databases_racing! {
    fn there_are_ten_links_at_most_however_fast_they_are_made(app) {
        let (ann, _, session) = delivered(&app);
        for number in 0..9 {
            let days = if number == 0 { 1 } else { 30 };
            shares(&ann, &session, json!({"days": days}));
        }
        for round in 0..6 {
            let made = at_once(2, |_| ann.post(&path(&session), json!({"name": "Both"})).status);
            let mut sorted = made.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [201, 409], "round {round}");
            ann.post(&path(&session), json!({"name": "One more"})).problem(409, "list_full");
            let all = ann.get(&path(&session)).expect(200);
            let last = all["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap();
            ann.delete(&format!("{}/{last}", path(&session))).expect(204);
        }
        // One that ran out makes room.
        shares(&ann, &session, json!({}));
        app.clock.advance_minutes(24 * 60);
        let ann = ann.again(&app);
        shares(&ann, &session, json!({}));
    }
}
