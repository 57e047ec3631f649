//! The mail about late notes: who gets it, once, and only one mail for any number of notes.

use super::{Scene, mails, noted, scene};
use crate::support::{Mail, Person, TestApp, TestDatabase, at_once, booking, every_row, full_notes};
use candor::service::feedback::late_notes::write_due;
use serde_json::{Value, json};

/// Sets the clock and writes the mails that are due; returns how many.
fn look(app: &TestApp, now: &str) -> usize {
    app.clock.set(now.parse().unwrap());
    write_due(&app.services, &|| false).unwrap()
}

fn told(app: &TestApp, address: &str) -> Vec<Mail> {
    app.mails_to(address).into_iter().filter(|mail| mail.subject.starts_with("Late notes: ")).collect()
}

fn operator(app: &TestApp) -> Vec<Mail> {
    told(app, "operator@example.org")
}

/// Who coordinates the program as well.
fn coordinates(scene: &Scene, who: &Person) {
    let path = format!("/v1/programs/{}/members/{}", scene.program, who.id);
    scene.co.patch(&path, json!({"role": "coordinator"})).expect(200);
}

on_both_databases! {
    fn coordinators_are_told_at_44_hours_with_who_waits_and_where(app) {
        let scene = scene(&app, &noted());
        let dan = app.person("Dan");
        let code = scene.co.get(&format!("/v1/programs/{}", scene.program)).expect(200)["join_code"].clone();
        dan.post("/v1/programs/join", json!({"code": code})).expect(200);
        coordinates(&scene, &dan);
        assert_eq!(look(&app, "2027-01-16T13:59:59Z"), 0, "until then it is between the two");
        assert_eq!(look(&app, "2027-01-16T14:00:00Z"), 2);
        for who in [&scene.co, &dan] {
            let [mail] = told(&app, &who.email).try_into().unwrap();
            assert_eq!(mail.subject, "Late notes: Ann's interview");
            let ids = format!("Session ID: {} Program ID: {}", scene.session, scene.program);
            let flat = mail.flat();
            for words in [
                "Ann is waiting for Bo's notes on a junior-level concepts interview on Thursday, 14 January at 18:00 CET (17:00 UTC)",
                "Written so far: two moments and one line.", &ids, "/docs/#/Programs/reassign_notes", "/docs/#/Programs/release_notes",
            ] {
                assert!(flat.contains(words), "{words}: {}", mail.text);
            }
            assert!(!flat.contains("promises") && !flat.contains("tired"), "how much, and not what: {}", mail.text);
        }
        assert!(operator(&app).is_empty() && told(&app, &scene.bo.email).is_empty() && told(&app, &scene.ann.email).is_empty());
        for later in ["2027-01-16T14:01:00Z", "2027-01-17T14:00:00Z", "2027-01-25T14:00:00Z"] {
            assert_eq!(look(&app, later), 0, "told once");
        }
        // What the mail names is there to be done.
        app.clock.set("2027-01-16T14:00:00Z".parse().unwrap());
        scene.releases().raw(204);
    }

    fn however_many_there_are_it_is_one_mail_in_twelve_hours(app) {
        let scene = scene(&app, &noted());
        app.clock.set("2027-01-16T14:30:00Z".parse().unwrap());
        for hour in [15, 16, 17, 18] {
            scene.ann.again(&app).post("/v1/sessions", booking(&scene.bo.id, &format!("2027-01-16T{hour}:00:00Z"))).expect(201);
        }
        // From 12:00 on the 18th they are late one after the other.
        let looks = [
            ("2027-01-18T12:00:00Z", 1), ("2027-01-18T13:00:00Z", 0), ("2027-01-18T15:00:00Z", 0),
            ("2027-01-18T23:59:59Z", 0), ("2027-01-19T00:00:00Z", 1), ("2027-01-20T00:00:00Z", 0),
        ];
        for (now, mails) in looks {
            assert_eq!(look(&app, now), mails, "{now}");
        }
        // The second one waited for the morning.
        app.clock.set("2027-01-20T08:00:00Z".parse().unwrap());
        let [first, second] = told(&app, &scene.co.email).try_into().unwrap();
        // The one of Thursday, of which nobody had looked before, with the first of Saturday.
        assert_eq!(first.subject, "Late notes: two interviews");
        assert_eq!(second.subject, "Late notes: three interviews");
        let starts: Vec<_> = second.text.lines().filter_map(|line| Some(line.split_once(" January at ")?.1[..5].to_owned())).collect();
        assert_eq!(starts, ["17:00", "18:00", "19:00"], "the oldest first: {}", second.text);
    }

    fn what_came_or_was_handed_on_meanwhile_is_not_told(app) {
        let scene = scene(&app, &noted());
        app.clock.set("2027-01-16T14:30:00Z".parse().unwrap());
        let others: Vec<String> = [15, 16].iter().map(|hour| {
            let booked = scene.ann.again(&app).post("/v1/sessions", booking(&scene.bo.id, &format!("2027-01-16T{hour}:00:00Z"))).expect(201);
            booked["id"].as_str().unwrap().to_owned()
        }).collect();
        assert_eq!(look(&app, "2027-01-18T14:00:00Z"), 1);
        scene.bo.again(&app).submits(&others[0], &full_notes());
        scene.co.again(&app).post(
            &format!("/v1/programs/{}/late-notes/{}/reassign", scene.program, others[1]),
            json!({"writer_id": scene.cy.id, "word": "Bo is ill."}),
        ).raw(204);
        let [mail] = told(&app, &scene.co.email).try_into().unwrap();
        assert_eq!(mail.subject, "Late notes: Ann's interview");
        assert!(mail.text.contains(&scene.session) && !others.iter().any(|other| mail.text.contains(other)), "{}", mail.text);
        // And with nothing left there is no mail.
        let last = scene.ann.again(&app).post("/v1/sessions", booking(&scene.bo.id, "2027-01-20T15:00:00Z")).expect(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(look(&app, "2027-01-22T12:00:00Z"), 1);
        scene.bo.again(&app).submits(&last, &full_notes());
        assert_eq!(told(&app, &scene.co.email).len(), 1);
    }

    fn who_steps_down_or_leaves_is_not_told(app) {
        let scene = scene(&app, &noted());
        coordinates(&scene, &scene.cy);
        assert_eq!(look(&app, "2027-01-16T14:00:00Z"), 2);
        scene.co.patch(&format!("/v1/programs/{}/members/{}", scene.program, scene.cy.id), json!({"role": "member"})).expect(200);
        assert!(told(&app, &scene.cy.email).is_empty());
        assert_eq!(told(&app, &scene.co.email).len(), 1);
        scene.cy.again(&app).delete("/v1/me").expect(204);
        let rows: Vec<_> = every_row(&app.services.store).into_iter().filter(|row| row.starts_with("late_notes_notifications")).collect();
        assert!(rows.len() == 1 && rows[0].contains(&scene.co.id), "{rows:?}");
    }

    fn of_what_nobody_coordinates_the_operator_is_told(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        // There need be no account with that address.
        assert_eq!(look(&app, "2027-01-16T14:00:00Z"), 1);
        let [mail] = operator(&app).try_into().unwrap();
        assert!(mail.flat().contains(&format!("Session ID: {session}")) && mail.text.contains("release_notes_as_operator") && mail.flat().contains("you run this Candor"), "{}", mail.text);
        assert!(mail.text.contains("17:00 UTC") && !mail.text.contains("CET"), "by no clock of theirs: {}", mail.text);
        assert_eq!(look(&app, "2027-01-17T14:00:00Z"), 0);
        // Operators aren't responsible for their own notes, nor for interviews of their own.
        app.interviewer("Operator");
        let operates = Person::sign_in(&app, "operator@example.org");
        ann.again(&app).books(&operates, "2027-01-18T10:00:00Z");
        assert_eq!(look(&app, "2027-01-20T07:00:00Z"), 0);
        assert_eq!(operator(&app).len(), 1);
    }

    fn a_coordinator_is_not_told_of_an_interview_of_their_own(app) {
        let scene = scene(&app, &Value::Null);
        assert_eq!(look(&app, "2027-01-16T14:00:00Z"), 1);
        scene.co.volunteers();
        let own = scene.ann.again(&app).books(&scene.co, "2027-01-19T10:00:00Z");
        assert_eq!(look(&app, "2027-01-21T07:00:00Z"), 1);
        assert_eq!(told(&app, &scene.co.email).len(), 1);
        let [mail] = operator(&app).try_into().unwrap();
        assert!(mail.text.contains(&own), "somebody looks after it: {}", mail.text);
    }

    fn nobody_is_told_of_last_year(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        ann.books(&bo, "2027-01-14T17:00:00Z");
        assert_eq!(look(&app, "2027-01-30T14:00:00Z"), 0);
        assert_eq!(look(&app, "2027-01-30T13:59:59Z"), 1);
    }
}

on_both_databases_racing! {
    /// Two replicas run at the same moment, repeatedly: each coordinator and the operator get each interview once.
    fn two_replicas_tell_it_once(app) {
        let scene = scene(&app, &Value::Null);
        let (dan, eve) = (app.candidate("Dan"), app.interviewer("Eve"));
        assert_eq!(look(&app, "2027-01-16T14:00:00Z"), 1);
        let other = app.beside();
        for day in 18..26 {
            app.clock.set(format!("2027-01-{}T08:00:00Z", day - 1).parse().unwrap());
            scene.ann.again(&app).books(&scene.bo, &format!("2027-01-{day}T10:00:00Z"));
            dan.again(&app).books(&eve, &format!("2027-01-{day}T10:00:00Z"));
            app.clock.set(format!("2027-01-{}T07:00:00Z", day + 2).parse().unwrap());
            let written = at_once(2, |number| write_due(if number == 0 { &app.services } else { &other.services }, &|| false).unwrap());
            assert_eq!(written.iter().sum::<usize>(), 2, "{day}: {written:?}");
        }
        let count = |address: &str| app.mails_to(address).iter().filter(|mail| mail.subject.starts_with("Late notes: ")).count();
        assert_eq!((count(&scene.co.email), count("operator@example.org")), (9, 8));
        assert!(mails(&app, &scene.bo, "late notes").is_empty());
    }
}
