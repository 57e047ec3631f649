//! Who hears of what was attached and who doesn't; what becomes of it when one has blocked the other, or leaves; and its page.

use super::attachments::{attach, attached, begun, code, path, seen, told};
use super::feedback_files::delivered;
use crate::pages::browser::fits_a_phone;
use crate::support::{Browser, Person, Response, TestApp, TestDatabase, at_once, every_row, full_notes};
use serde_json::json;

fn presses(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/made", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

/// The token in the link to a session that an invitation has.
fn session_token(app: &TestApp, who: &Person, session: &str) -> String {
    let (keys, now) = (&app.services.keys, app.clock.now());
    keys.session(session.parse().unwrap(), who.id.parse().unwrap(), now, now).unwrap()
}

/// What was there before stays with both; what comes after stays with its maker, until the block ends.
fn nothing_new_is_passed_on(app: &TestApp, by_candidate: bool) {
    let (ann, bo, session) = delivered(app);
    attached(&ann, &session, &code("before"));
    app.clock.advance_minutes(11);
    assert_eq!(told(app, &bo).len(), 1);
    let (ann, bo) = (ann.again(app), bo.again(app));
    let (who, whom) = if by_candidate { (&ann, &bo) } else { (&bo, &ann) };
    who.send("PUT", &format!("/v1/me/blocks/{}", whom.id), &[], None).expect(200);
    app.clock.advance_minutes(1);
    let hers = attached(&ann, &session, &code("Larkspur"));
    attach(&bo, &session, &json!({"kind": "code", "content": "Foxglove", "in_shares": true})).expect(201);
    assert_eq!(
        (seen(&ann, &session), seen(&bo, &session)),
        (vec!["before".into(), "Larkspur".into()], vec!["before".into(), "Foxglove".into()])
    );
    // Nobody is kept out by what they can't see.
    for who in [&ann, &bo] {
        attached(who, &session, &code("a third"));
        attach(who, &session, &code("a fourth")).problem(409, "list_full");
    }
    bo.delete(&format!("{}/{hers}", path(&session))).problem(404, "not_found");
    bo.patch(&format!("{}/{hers}", path(&session)), json!({"in_shares": true})).problem(404, "not_found");
    for (who, word) in [(&ann, "Foxglove"), (&bo, "Larkspur")] {
        assert!(!who.get("/v1/me/export").expect(200).to_string().contains(word));
        assert!(!who.get(&format!("/v1/feedback/{session}/feedback.md")).text.contains(word));
    }
    let made = ann.post(&format!("/v1/feedback/{session}/shares"), json!({"name": "Vera"})).expect(201);
    let place = made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap().to_owned();
    assert!(
        !app.guest().get(&place).text.contains("Foxglove"),
        "she can't see it, so neither can those she shows it to"
    );
    app.clock.advance_minutes(20);
    assert_eq!((told(app, &bo).len(), told(app, &ann).len()), (1, 0));
    let (ann, bo) = (ann.again(app), bo.again(app));
    let (who, whom) = if by_candidate { (&ann, &bo) } else { (&bo, &ann) };
    who.delete(&format!("/v1/me/blocks/{}", whom.id)).expect(204);
    assert_eq!((seen(&ann, &session).len(), seen(&bo, &session).len()), (5, 5));
}

on_both_databases! {
    fn what_takes_the_place_of_something_the_next_day_is_told_too(app) {
        let (ann, bo, session) = delivered(&app);
        let first = attached(&ann, &session, &code("one"));
        attached(&ann, &session, &code("two"));
        attached(&ann, &session, &code("three"));
        app.clock.advance_minutes(11);
        assert_eq!(told(&app, &bo).len(), 1);
        app.clock.advance_minutes(24 * 60);
        let ann = ann.again(&app);
        ann.delete(&format!("{}/{first}", path(&session))).expect(204);
        attached(&ann, &session, &code("one, mended"));
        app.clock.advance_minutes(11);
        assert_eq!(told(&app, &bo).len(), 2);
    }

    fn what_is_added_within_minutes_is_told_in_one_mail(app) {
        let (ann, bo, session) = delivered(&app);
        attached(&ann, &session, &code("one"));
        app.clock.advance_minutes(4);
        attached(&ann, &session, &code("two"));
        attached(&ann, &session, &json!({"kind": "diagram", "content": "a -> b"}));
        assert!(told(&app, &bo).is_empty(), "not yet");
        app.clock.advance_minutes(6);
        assert_eq!(told(&app, &bo), ["Ann added code and a diagram from your concepts interview"]);
        app.clock.advance_minutes(60);
        assert_eq!((told(&app, &bo).len(), told(&app, &ann).len()), (1, 0));
        let mail = app.mails_to(&bo.email).pop().unwrap();
        assert!(mail.flat().contains("at the end of your notes for Ann") && !mail.text.contains("a -> b"), "{}", mail.text);
        let page = app.guest().get(&format!("/made?token={}", mail.token()));
        page.raw(200);
        assert!(page.text.contains("a -&#62; b") && page.text.contains("Seen only by") == page.text.contains("Take it back"));
        assert!(!page.text.contains("Take it back") && !page.text.contains("<textarea"), "it's hers, and there's no room");
    }

    fn what_the_interviewer_adds_later_is_told_and_taken_back_it_is_not(app) {
        let (ann, bo, session) = delivered(&app);
        app.mails();
        attached(&bo, &session, &code("later"));
        app.clock.advance_minutes(10);
        assert_eq!(told(&app, &ann), ["Bo added code from your concepts interview"]);
        let mail = app.mails_to(&ann.email).pop().unwrap();
        let page = app.guest().get(&format!("/feedback?token={}", mail.token()));
        assert!(page.text.contains("<code>later</code>") && page.text.contains("name=\"content\""), "{}", page.text);
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let id = attached(&bo, &session, &json!({"kind": "diagram", "content": "wrong one"}));
        bo.delete(&format!("{}/{id}", path(&session))).expect(204);
        app.clock.advance_minutes(20);
        assert_eq!(told(&app, &ann).len(), 1, "nothing is left to tell");
        // However often something is added, there are at most three such mails.
        for number in 0..5 {
            let bo = bo.again(&app);
            let id = attached(&bo, &session, &code(&format!("again {number}")));
            app.clock.advance_minutes(11);
            app.mails();
            bo.again(&app).delete(&format!("{}/{id}", path(&session))).expect(204);
        }
        assert_eq!(told(&app, &ann).len(), 2, "the one that was taken back counted, too");
    }

    fn once_the_candidate_has_blocked_the_other_nothing_new_is_passed_on(app) {
        nothing_new_is_passed_on(&app, true);
    }

    fn once_the_interviewer_has_blocked_the_other_nothing_new_is_passed_on(app) {
        nothing_new_is_passed_on(&app, false);
    }

    fn what_is_on_its_way_is_not_brought_to_somebody_blocked(app) {
        let (ann, bo, session) = delivered(&app);
        attached(&ann, &session, &code("x"));
        bo.send("PUT", &format!("/v1/me/blocks/{}", ann.id), &[], None).expect(200);
        app.clock.advance_minutes(11);
        assert!(told(&app, &bo).is_empty());
    }

    fn what_the_candidate_made_leaves_with_them(app) {
        let (ann, bo, session) = delivered(&app);
        attached(&ann, &session, &code("Larkspur"));
        attached(&bo, &session, &code("Foxglove"));
        attached(&bo, &session, &json!({"kind": "link", "content": "https://git.example/ann-of-hill-road"}));
        let link = format!("/made?token={}", session_token(&app, &ann, &session));
        app.guest().get(&link).raw(200);
        ann.delete("/v1/me").expect(204);
        app.clock.advance_minutes(11);
        assert!(told(&app, &bo).is_empty(), "nothing comes from somebody who has left");
        let rows = every_row(&app.services.store);
        for hers in ["Larkspur", "ann-of-hill-road"] {
            assert!(!rows.iter().any(|row| row.contains(hers)), "{hers}");
        }
        assert_eq!(seen(&bo, &session), ["Foxglove"]);
        app.guest().get(&link).raw(400);
    }

    fn what_the_interviewer_made_stays_with_the_candidate(app) {
        let (ann, bo, session) = delivered(&app);
        attach(&bo, &session, &json!({"kind": "code", "content": "Foxglove", "in_shares": true})).expect(201);
        let made = ann.post(&format!("/v1/feedback/{session}/shares"), json!({"name": "Vera"})).expect(201);
        let place = made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap().to_owned();
        assert!(app.guest().get(&place).text.contains("Foxglove"));
        bo.delete("/v1/me").expect(204);
        assert_eq!(seen(&ann, &session), ["Foxglove"]);
        assert!(!app.guest().get(&place).text.contains("Foxglove"), "nobody could take that back any more");
        attached(&ann, &session, &code("her own copy"));
    }

    fn the_page_takes_what_is_pasted_and_says_what_is_wrong_beside_it(app) {
        let (ann, bo, session) = begun(&app);
        let token = session_token(&app, &bo, &session);
        let page = app.guest().get(&format!("/session?token={token}")).text;
        assert!(page.contains(&format!("<a href=\"/made?token={token}\">")), "{page}");
        let pastes = |token: &str, kind: &str, content: &str| presses(&app, &[("token", token), ("kind", kind), ("title", "A title"), ("content", content)]);
        let refused = pastes(&token, "link", "\r\n  not a <link>");
        refused.raw(422);
        assert!(refused.text.contains("id=\"content-hint\"") && refused.text.contains("aria-describedby=\"content-hint\""), "{}", refused.text);
        assert!(refused.text.contains("autocomplete=\"off\" aria-invalid=\"true\" aria-describedby=\"content-hint\">\n\r\n  not a &#60;link&#62;</textarea>"), "{}", refused.text);
        assert!(refused.text.contains("value=\"link\" selected") && refused.text.contains("value=\"A title\""));
        pastes(&token, "", "x").raw(422);
        let added = pastes(&token, "code", "  if x:\r\n\t  y()\r\n");
        added.raw(200);
        assert!(added.text.contains("Added. You&#39;ll both see it") && added.text.contains("<code>  if x:\n\t  y()\n</code>"), "{}", added.text);
        assert_eq!(seen(&ann, &session), ["  if x:\n\t  y()\n"], "a browser's line ends are those that were pasted");
        let id = ann.get(&path(&session)).expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let act = |token: &str, act: &str| presses(&app, &[("token", token), ("which", &id), ("act", act)]);
        act(&session_token(&app, &ann, &session), "take_back").raw(403);
        let shares = act(&token, "share");
        shares.raw(200);
        assert!(shares.text.contains("Leave it out of share links"));
        act(&token, "keep").raw(200);
        act(&token, "nothing").raw(422);
        act(&token, "take_back").raw(200);
        act(&token, "take_back").raw(404);
        // From the feedback's page, with its link.
        bo.submits(&session, &full_notes());
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let page = app.guest().get(&format!("/feedback?token={token}")).text;
        assert!(page.contains("<form method=\"post\" action=\"/made\" class=\"stack\">") && page.contains("<h2 id=\"add\">What you made</h2>"), "{page}");
        pastes(&token, "diagram", "a -> b").raw(200);
        assert!(app.guest().get(&format!("/feedback?token={token}")).text.contains("a -&#62; b"));
        // Too late, what was typed isn't lost.
        app.clock.advance_minutes(8 * 24 * 60);
        let late = pastes(&token, "code", "too late");
        late.raw(409);
        assert!(late.text.contains("What you pasted") && late.text.contains("too late</textarea>"), "{}", late.text);
        pastes("cut off", "code", "x").raw(400);
        let large = pastes(&token, "code", &"x".repeat(300 * 1024));
        large.raw(413);
        // Nobody else's link opens it.
        app.guest().get(&format!("/made?token={}", app.mails_to(&ann.email)[0].token())).raw(400);
    }
}

/// Pasted in a browser without JavaScript, it comes out as it went in.
#[test]
fn the_page_fits_a_phone_and_keeps_what_is_pasted() {
    let app = TestApp::start(TestDatabase::memory());
    let (ann, bo, session) = delivered(&app);
    attached(&bo, &session, &code(&format!("function long() {{\n\treturn \"{}\";\n}}\n", "x".repeat(300))));
    let browser = Browser::start();
    browser.open(&app.at(&format!("/made?token={}", session_token(&app, &ann, &session))));
    browser.lands_on("What was made in your interview with Bo");
    fits_a_phone(&browser);
    browser.pictures("made");
    browser.sees("document.querySelector('#content').value = '\\n\\n  if (x) {\\n\\ty()\\n  }\\n'; document.querySelector('#content').form.submit()");
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while seen(&ann, &session).len() < 2 {
        assert!(std::time::Instant::now() < until, "nothing was added");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(seen(&ann, &session)[1], "\n\n  if (x) {\n\ty()\n  }\n");
    browser.lands_on("What was made in your interview with Bo");
    fits_a_phone(&browser);
    browser.pictures("made.added");
    let token = app.mails_to(&ann.email).pop().unwrap().token();
    browser.open(&app.at(&format!("/feedback?token={token}")));
    fits_a_phone(&browser);
    browser.sees("document.querySelector('details.add').open = true; window.scrollTo(0, document.querySelector('pre.made').offsetTop - 60)");
    fits_a_phone(&browser);
    browser.pictures("made.feedback");
}

on_both_databases_racing! {
    fn three_at_once_are_told_in_one_mail(app) {
        let (ann, bo, session) = delivered(&app);
        let answers = at_once(3, |number| attach(&ann, &session, &code(&format!("text {number}"))));
        assert!(answers.iter().all(|answer| answer.status == 201), "{answers:#?}");
        app.clock.advance_minutes(11);
        assert_eq!(told(&app, &bo), ["Ann added code from your concepts interview"]);
    }
}
