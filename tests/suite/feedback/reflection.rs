//! Reflection: candidates' self-assessments and reviews, and who can read them when.

use crate::support::{Person, Response, TestApp, TestDatabase, full_notes};
use serde_json::{Value, json};

/// A session on Thursday from 17:00 to 18:00 UTC; it is this moment of that day.
fn session(app: &TestApp, time: &str) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    let session = ann.books(&bo, "2027-01-14T17:00:00Z");
    app.clock.set(format!("2027-01-14T{time}:00Z").parse().unwrap());
    (ann.again(app), bo.again(app), session)
}

fn own() -> Value {
    json!({
        "ratings": [
            {"competency": "correctness", "score": 4, "why": "I knew it all."},
            {"competency": "depth", "score": 2, "why": ""},
            {"competency": "explaining", "score": null, "why": ""}
        ],
        "takeaway": "Draw the queue."
    })
}

fn paths(session: &str) -> (String, String) {
    (format!("/v1/sessions/{session}/self-assessment"), format!("/v1/sessions/{session}/review"))
}

fn sends(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/look-back", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

fn asked(app: &TestApp, person: &Person) -> usize {
    app.mails_to(&person.email).iter().filter(|mail| mail.subject.starts_with("How was it?")).count()
}

on_both_databases! {
    fn each_reads_the_other_after_giving_their_own(app) {
        let (ann, bo, session) = session(&app, "17:59");
        let (path, review) = paths(&session);
        ann.put(&path, own()).problem(409, "too_early");
        ann.put(&review, json!({"on_time": true})).problem(409, "too_early");
        app.clock.advance_minutes(1);
        let given = ann.put(&path, own()).expect(200);
        assert_eq!((&given["ratings"], &given["before_notes"]), (&own()["ratings"], &json!(true)));
        ann.put(&review, json!({"on_time": true, "questions": "right"})).expect(200);
        assert_eq!(ann.get(&path).expect(200), given);
        // Bo has given nothing yet; and hears the same whether or not there is something to read.
        for (path, his) in [(&path, own()), (&review, json!({"comment": "Mine"}))] {
            bo.get(path).problem(409, "too_early");
            bo.put(path, his).problem(403, "forbidden");
        }
        bo.submits(&session, &full_notes());
        assert_eq!(bo.get(&path).expect(200), given);
        assert_eq!(bo.get(&review).expect(200)["questions"], "right");
        let cy = app.interviewer("Cy");
        for path in [&path, &review] {
            cy.get(path).problem(404, "not_found");
        }
    }

    fn who_writes_no_notes_reads_after_72_hours(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let (path, review) = paths(&session);
        ann.put(&path, own()).expect(200);
        app.clock.advance_minutes(72 * 60 - 1);
        let bo = bo.again(&app);
        bo.get(&path).problem(409, "too_early");
        app.clock.advance_minutes(1);
        bo.get(&path).expect(200);
        bo.get(&review).problem(404, "not_found");
        let ann = ann.again(&app);
        ann.put(&path, own()).expect(200);
        app.clock.advance_minutes(1);
        ann.put(&path, own()).problem(409, "too_late");
        ann.put(&review, json!({"hints": "none_given"})).expect(200);
        app.clock.advance_minutes(27 * 24 * 60);
        ann.again(&app).put(&review, json!({"hints": "yes"})).problem(409, "too_late");
    }

    fn feedback_shows_both_views_the_biggest_difference_first(app) {
        let (ann, bo, session) = session(&app, "18:00");
        ann.put(&paths(&session).0, own()).expect(200);
        let notes = full_notes();
        bo.submits(&session, &notes);
        let feedback = ann.get(&format!("/v1/feedback/{session}")).expect(200);
        let sides = feedback["side_by_side"].as_array().unwrap();
        let theirs = |id: &str| {
            let rating = notes["ratings"].as_array().unwrap().iter().find(|one| one["competency"] == id).unwrap();
            rating["score"].as_i64().unwrap()
        };
        let mut expected = [("correctness", theirs("correctness") - 4), ("depth", theirs("depth") - 2)];
        expected.sort_by_key(|(_, difference)| std::cmp::Reverse(difference.abs()));
        let seen: Vec<_> = sides.iter().map(|one| (one["competency"].as_str().unwrap(), one["difference"].clone())).collect();
        assert_eq!(seen[..2], expected.map(|(id, difference)| (id, json!(difference))));
        assert!(seen[2..].iter().all(|(_, difference)| difference.is_null()), "{seen:?}");
        assert!(sides[0]["candidate"]["anchor"].as_str().unwrap().len() > 20);
        assert_eq!(bo.get(&format!("/v1/feedback/{session}")).expect(200)["side_by_side"], feedback["side_by_side"]);
        assert_eq!(ann.get("/v1/feedback").expect(200)["items"][0]["side_by_side"], feedback["side_by_side"]);
        let mail = app.mails_to(&ann.email).pop().unwrap();
        assert!(mail.flat().contains("Your own view ends each skill where it differs.") && mail.html.contains("What you chose"), "{}", mail.text);
    }

    fn what_is_given_names_what_the_template_knows(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let (path, review) = paths(&session);
        let pointer = |path: &str, body: Value| ann.put(path, body).problem(422, "invalid_input")["errors"][0]["pointer"].clone();
        let twice = json!({"ratings": [{"competency": "depth", "score": 1}, {"competency": "depth", "score": 2}]});
        assert_eq!(pointer(&path, twice), "/ratings/1/competency");
        assert_eq!(pointer(&path, json!({"ratings": [{"competency": "charm", "score": 1}]})), "/ratings/0/competency");
        assert_eq!(pointer(&path, json!({"ratings": [{"competency": "depth", "score": null}]})), "/ratings");
        assert_eq!(pointer(&review, json!({"notes_specific": true})), "/notes_specific");
        assert_eq!(pointer(&review, json!({})), "");
        ann.get(&path).problem(404, "not_found");
        bo.submits(&session, &full_notes());
        ann.put(&review, json!({"notes_specific": true})).expect(200);
        assert_eq!(ann.put(&path, own()).expect(200)["before_notes"], false);
    }

    fn the_candidate_is_asked_at_the_end_unless_all_is_said(app) {
        let (ann, ..) = session(&app, "17:00");
        app.clock.advance_minutes(59);
        assert_eq!(asked(&app, &ann), 0);
        app.clock.advance_minutes(1);
        assert_eq!(asked(&app, &ann), 1);
        // Cancelled, missed, completed or answered before the mail was sent: no mail.
        let others: Vec<_> = ["Cy", "Dan", "Eve", "Flo"].iter().map(|name| {
            let (candidate, interviewer) = (app.candidate(name), app.interviewer(&format!("{name} asks")));
            let session = candidate.books(&interviewer, "2027-01-15T12:00:00Z");
            (candidate, interviewer, session)
        }).collect();
        others[0].0.post(&format!("/v1/sessions/{}/cancel", others[0].2), json!({"reason": "I am ill."})).expect(200);
        app.clock.set("2027-01-15T12:30:00Z".parse().unwrap());
        let others: Vec<_> = others.into_iter().map(|(one, other, session)| (one.again(&app), other.again(&app), session)).collect();
        others[1].1.post(&format!("/v1/sessions/{}/no-show", others[1].2), json!({"absent": "candidate"})).expect(200);
        others[2].1.submits(&others[2].2, &full_notes());
        app.clock.advance_minutes(31);
        others[3].0.again(&app).put(&paths(&others[3].2).0, own()).expect(200);
        assert_eq!(others.iter().map(|(candidate, ..)| asked(&app, candidate)).collect::<Vec<_>>(), [0, 0, 0, 0]);
    }

    fn the_page_behind_the_mail_keeps_both(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let token = app.mails_to(&ann.email).pop().unwrap().token();
        let page = app.guest().get(&format!("/look-back?token={token}"));
        page.raw(200);
        assert!(page.text.contains("<h1>How was it?</h1>") && page.text.contains("Accuracy"), "{}", page.text);
        assert!(!page.text.contains("Were the notes specific?"));
        let (path, review) = paths(&session);
        ann.get(&path).problem(404, "not_found");

        let nothing = sends(&app, &[("token", &token), ("rating:depth", "")]);
        nothing.raw(422);
        assert!(nothing.text.contains("Please answer at least one of the questions"), "{}", nothing.text);
        let kept = sends(&app, &[("token", &token), ("rating:depth", "3"), ("rating:correctness", ""), ("takeaway", "Draw."), ("on_time", "yes"), ("questions", "too_easy")]);
        kept.raw(200);
        assert!(kept.text.contains("<h1>Thank you</h1>"), "{}", kept.text);
        let given = ann.get(&path).expect(200);
        assert_eq!((&given["ratings"][1]["score"], &given["takeaway"]), (&json!(3), &json!("Draw.")));
        assert_eq!(ann.get(&review).expect(200)["questions"], "too_easy");
        // The same link shows what was said, and the notes are there by now.
        bo.submits(&session, &full_notes());
        let again = app.guest().get(&format!("/look-back?token={token}"));
        assert!(again.text.contains("Were the notes specific?") && again.text.contains("value=\"too_easy\" checked"), "{}", again.text);
        sends(&app, &[("token", &token), ("on_time", "perhaps")]).raw(422);
        // Invalid input is shown again as typed, with the selected options.
        let long = "Draw it. ".repeat(300);
        let refused = sends(&app, &[("token", &token), ("comment", &long), ("takeaway", "Count <ticks>."), ("questions", "right")]);
        refused.raw(422);
        for kept in [long.as_str(), "Count &#60;ticks&#62;.", "value=\"right\" checked", "at most 2000 characters"] {
            assert!(refused.text.contains(kept), "{kept}: {}", refused.text);
        }
        sends(&app, &[("token", "eyJ0"), ("on_time", "yes")]).raw(400);
        app.clock.advance_minutes(4 * 24 * 60);
        let later = app.guest().get(&format!("/look-back?token={token}"));
        assert!(!later.text.contains("How you think you did") && later.text.contains("Would you practise with Bo again?"), "{}", later.text);
    }

    fn it_is_in_the_export_and_goes_with_the_account(app) {
        let (ann, bo, session) = session(&app, "18:00");
        let (path, review) = paths(&session);
        ann.put(&path, own()).expect(200);
        ann.put(&review, json!({"comment": "You waited while I was thinking."})).expect(200);
        let export = ann.get("/v1/me/export").expect(200);
        assert_eq!(export["self_assessments"][0]["takeaway"], "Draw the queue.");
        assert_eq!(export["reviews"][0]["comment"], "You waited while I was thinking.");
        assert_eq!(bo.get("/v1/me/export").expect(200)["reviews"], json!([]));
        bo.submits(&session, &full_notes());
        ann.delete("/v1/me").expect(204);
        for path in [&path, &review] {
            bo.get(path).problem(404, "not_found");
        }
    }
}
