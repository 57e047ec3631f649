//! Coordinators write to members: who gets it, who doesn't, and where replies go.

use super::{founds, joins, member};
use crate::support::{Mail, Person, Response, TestApp, TestDatabase, every_row};
use serde_json::{Value, json};

fn writes(person: &Person, id: &str, to: &Value) -> Response {
    let mut body = json!({"subject": "Thursday", "text": "Bring one thing.\n\nSee you there."});
    for (key, value) in to.as_object().unwrap() {
        body[key] = value.clone();
    }
    person.post(&format!("/v1/programs/{id}/messages"), body)
}

/// The messages that somebody got.
fn got(app: &TestApp, person: &Person) -> Vec<Mail> {
    app.mails_to(&person.email).into_iter().filter(|mail| mail.subject.contains("Thursday")).collect()
}

fn turns_off(person: &Person, id: &str) {
    person.patch(&member(&person.id, id), json!({"wants_mail": false})).expect(200);
}

on_both_databases! {
    fn each_gets_an_email_of_their_own_and_replies_go_to_the_coordinator(app) {
        let [cora, ann, bo] = ["Cora", "Ann", "Bo"].map(|name| app.person(name));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        let before = every_row(&app.services.store);
        let path = format!("/v1/programs/{id}/messages?dry_run=true");
        let dry = cora.post(&path, json!({"to": "everybody", "subject": "Thursday", "text": "Bring one thing."})).expect(200);
        assert_eq!((&dry["dry_run"], &dry["written_to"], &dry["id"]), (&json!(true), &json!(2), &json!(null)));
        assert_eq!(every_row(&app.services.store), before);

        let written = writes(&cora, &id, &json!({"to": "everybody"})).expect(200);
        assert_eq!((&written["written_to"], &written["reply_to"]), (&json!(2), &json!(cora.email)));
        for (person, other) in [(&ann, &bo), (&bo, &ann)] {
            let [mail] = &got(&app, person)[..] else { panic!("not one") };
            assert_eq!((mail.subject.as_str(), mail.reply_to.as_deref()), ("Frontend evenings: Thursday", Some(cora.email.as_str())));
            assert!(mail.flat().contains("Cora, who coordinates Frontend evenings, writes: Bring one thing. See you there."), "{}", mail.text);
            assert!(mail.flat().contains("your answer goes to Cora"), "{}", mail.text);
            assert!(!mail.text.contains(&other.email) && !mail.html.contains(&other.email));
        }
        assert!(got(&app, &cora).is_empty(), "not to herself");
        // Other mails still have their usual place for replies.
        assert!(app.mails_to(&ann.email).iter().any(|mail| mail.reply_to.is_none()));
        let exported = &cora.get("/v1/me/export").expect(200)["program_messages"];
        assert_eq!((&exported[0]["subject"], &exported[0]["written_to"]), (&json!("Thursday"), &json!(2)));
    }

    fn to_those_without_hours_a_profile_or_a_session_to_a_group_or_by_name(app) {
        let (cora, ann, bo, cy) = (app.person("Cora"), app.candidate("Ann"), app.interviewer("Bo"), app.person("Cy"));
        let id = founds(&cora);
        for person in [&ann, &bo, &cy] {
            joins(person, &cora, &id);
        }
        cora.patch(&member(&bo.id, &id), json!({"candidate": false, "interviewer": true, "group": "A"})).expect(200);
        ann.books(&bo, "2027-01-14T17:00:00Z");
        let everybody = [&ann, &bo, &cy];
        let named = json!({"to": "members", "members": [ann.id, cy.id, ann.id]});
        for (to, who) in [
            (json!({"to": "no_hours"}), vec![&ann, &cy]),
            (json!({"to": "no_profile"}), vec![&cy]),
            (json!({"to": "no_session"}), vec![&cy]),
            (json!({"to": "group", "group": "A"}), vec![&bo]),
            (named, vec![&ann, &cy]),
        ] {
            let before = everybody.map(|one| got(&app, one).len());
            assert_eq!(writes(&cora, &id, &to).expect(200)["written_to"], who.len(), "{to}");
            for (person, before) in everybody.into_iter().zip(before) {
                let more = usize::from(who.iter().any(|one| one.id == person.id));
                assert_eq!(got(&app, person).len(), before + more, "{to}: {}", person.email);
            }
        }
    }

    fn what_cannot_be_written_is_said_beside_the_field(app) {
        let [cora, ann, sue] = ["Cora", "Ann", "Sue"].map(|name| app.person(name));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        for (wrong, pointer) in [
            (json!({"to": "everybody", "subject": " "}), "/subject"),
            (json!({"to": "everybody", "text": ""}), "/text"),
            (json!({"to": "everybody", "subject": "x".repeat(121)}), "/subject"),
            (json!({"to": "everybody", "text": "x".repeat(4001)}), "/text"),
            (json!({"to": "everyone"}), "/to"),
            (json!({"to": "group"}), "/group"),
            (json!({"to": "group", "group": "B"}), "/group"),
            (json!({"to": "group", "group": "A", "members": [ann.id]}), "/members"),
            (json!({"to": "everybody", "group": "B"}), "/group"),
            (json!({"to": "members"}), "/members"),
            (json!({"to": "members", "members": []}), "/members"),
            (json!({"to": "members", "members": [ann.id, sue.id]}), "/members/1"),
            (json!({"to": "no_hours", "members": [ann.id]}), "/members"),
        ] {
            let problem = writes(&cora, &id, &wrong).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{wrong}");
        }
        writes(&ann, &id, &json!({"to": "everybody"})).problem(403, "forbidden");
        writes(&sue, &id, &json!({"to": "everybody"})).problem(404, "not_found");
        assert!(got(&app, &ann).is_empty());
    }

    /// By a click in the mail program, in the mail, or in the API; and nobody else can turn them on again.
    fn members_turn_them_off_with_one_click(app) {
        let [cora, ann, bo] = ["Cora", "Ann", "Bo"].map(|name| app.person(name));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        writes(&cora, &id, &json!({"to": "everybody"})).expect(200);
        let mail = got(&app, &ann).pop().unwrap();
        let unsubscribe = mail.unsubscribe.clone().unwrap();
        let path = unsubscribe.strip_prefix("https://candor.example").unwrap();
        let page = app.guest().get(path);
        assert!(page.status == 200 && page.text.contains("Stop this program"), "{}", page.text);
        assert_eq!(ann.get(&format!("/v1/programs/{id}")).expect(200)["me"]["wants_mail"], true, "a look changes nothing");
        let click = [("content-type", "application/x-www-form-urlencoded")];
        for _ in 0..2 {
            app.guest().send("POST", path, &click, Some("List-Unsubscribe=One-Click")).raw(200);
        }
        assert_eq!(ann.get(&format!("/v1/programs/{id}")).expect(200)["me"]["wants_mail"], false);
        assert_eq!(writes(&cora, &id, &json!({"to": "everybody"})).expect(200)["written_to"], 1);
        assert_eq!((got(&app, &ann).len(), got(&app, &bo).len()), (1, 2));
        cora.patch(&member(&ann.id, &id), json!({"wants_mail": true})).problem(403, "forbidden");
        ann.patch(&member(&ann.id, &id), json!({"wants_mail": true})).expect(200);
        assert_eq!(writes(&cora, &id, &json!({"to": "everybody"})).expect(200)["written_to"], 2);
    }

    /// The same answer for one who has blocked the coordinator as for one who has turned the mails off.
    fn one_who_keeps_away_from_the_coordinator_gets_nothing(app) {
        let [cora, ann, bo] = ["Cora", "Ann", "Bo"].map(|name| app.person(name));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&bo, &cora, &id);
        ann.send("PUT", &format!("/v1/me/blocks/{}", cora.id), &[], None).expect(200);
        turns_off(&bo, &id);
        let [to_ann, to_bo] = [&ann, &bo].map(|one| writes(&cora, &id, &json!({"to": "members", "members": [one.id]})).expect(200));
        assert_eq!(to_ann, to_bo);
        assert_eq!((&to_ann["written_to"], &to_ann["id"]), (&json!(0), &json!(null)));
        assert!(got(&app, &ann).is_empty() && got(&app, &bo).is_empty());
    }

    /// Written at night, it waits for the morning; those who are gone by then, or want none any more, get nothing.
    fn it_waits_for_the_morning_and_for_nobody_who_is_gone_by_then(app) {
        let [cora, ann, bo, cy, di, ed] = ["Cora", "Ann", "Bo", "Cy", "Di", "Ed"].map(|name| app.person(name));
        let id = founds(&cora);
        for person in [&ann, &bo, &cy, &di, &ed] {
            joins(person, &cora, &id);
        }
        app.clock.set("2027-01-12T02:20:00Z".parse().unwrap());
        let [cora, ann, bo, cy, di, ed] = [&cora, &ann, &bo, &cy, &di, &ed].map(|one| one.again(&app));
        assert_eq!(writes(&cora, &id, &json!({"to": "everybody"})).expect(200)["written_to"], 5);
        assert!(got(&app, &ann).is_empty(), "at night");
        cora.delete(&member(&bo.id, &id)).expect(204);
        cy.delete("/v1/me").expect(204);
        turns_off(&di, &id);
        ed.send("PUT", &format!("/v1/me/blocks/{}", cora.id), &[], None).expect(200);
        app.clock.set("2027-01-12T06:00:00Z".parse().unwrap());
        assert_eq!([&ann, &bo, &cy, &di, &ed].map(|one| got(&app, one).len()), [1, 0, 0, 0, 0]);
    }

    fn five_a_day_and_a_repeated_request_is_one(app) {
        let [cora, dora, ann] = ["Cora", "Dora", "Ann"].map(|name| app.person(name));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&dora, &cora, &id);
        cora.patch(&member(&dora.id, &id), json!({"role": "coordinator"})).expect(200);
        let body = json!({"to": "members", "members": [ann.id], "subject": "Thursday", "text": "Bring one thing."});
        let path = format!("/v1/programs/{id}/messages");
        let keyed = || cora.send("POST", &path, &[("content-type", "application/json"), ("idempotency-key", "once")], Some(&body.to_string()));
        assert_eq!(keyed().expect(200), keyed().expect(200));
        for writer in [&dora, &cora, &dora, &cora] {
            writer.post(&path, body.clone()).expect(200);
        }
        let refused = dora.post(&path, body.clone());
        let problem = refused.problem(429, "rate_limited");
        assert!(problem["detail"].as_str().unwrap().contains("Tuesday, 12 January at 09:00 CET"), "{problem}");
        assert_eq!(refused.header("retry-after"), "86400");
        assert_eq!(got(&app, &ann).len(), 5);
        // Another program's are counted apart, and tomorrow is another day.
        writes(&cora, &founds(&cora), &json!({"to": "everybody"})).expect(200);
        app.clock.advance_minutes(24 * 60 + 1);
        dora.again(&app).post(&path, body).expect(200);
    }

    /// Nothing that a coordinator wrote is left when their account is deleted, and what waits isn't sent.
    fn what_one_who_is_gone_wrote_is_gone_too(app) {
        let [cora, dora, ann] = ["Cora", "Dora", "Ann"].map(|name| app.person(name));
        let id = founds(&cora);
        joins(&ann, &cora, &id);
        joins(&dora, &cora, &id);
        cora.patch(&member(&dora.id, &id), json!({"role": "coordinator"})).expect(200);
        app.mails();
        writes(&dora, &id, &json!({"to": "everybody"})).expect(200);
        dora.delete("/v1/me").expect(204);
        assert!(got(&app, &ann).is_empty());
        assert!(every_row(&app.services.store).iter().all(|row| !row.starts_with("program_messages")));
    }
}
