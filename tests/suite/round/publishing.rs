//! Publishing: all of it once, or nothing.

use super::{Club, pairs, publish, sessions_of};
use crate::support::{TestApp, TestDatabase, at_once, one_wins};
use candor::domain::program::ProgramRole;
use serde_json::json;

on_both_databases! {
    fn everybody_is_booked_and_invited(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 3, ("17:00", "20:00"));
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "20:00"), json!({"buffer_minutes": 30}));
        let id = club.round();
        let (plan, tag) = club.preview(&id);
        assert_eq!(pairs(&plan).len(), 3);
        let before = app.mails().len();
        let path = format!("/v1/rounds/{id}/publish");
        let send = || club.co.send("POST", &path, &[("if-match", &tag), ("idempotency-key", "once")], None);
        assert_eq!(send().expect(200)["state"], "published");
        for one in &people {
            let session = &sessions_of(one)[0];
            assert_eq!(session["state"], "booked");
            assert!(pairs(&plan).contains(&(one.id.clone(), session["interviewer"]["id"].as_str().unwrap().to_owned())));
        }
        let mails = app.mails().split_off(before);
        let mut invited: Vec<_> = mails.iter().map(|mail| (mail.to.clone(), mail.calendar.as_ref().unwrap().0.clone())).collect();
        invited.sort();
        let mut all: Vec<_> = people.iter().map(|one| one.email.clone()).collect();
        all.extend(pairs(&plan).iter().map(|(_, with)| bos.iter().find(|bo| bo.id == *with).unwrap().email.clone()));
        all.sort();
        assert_eq!(invited, all.into_iter().map(|to| (to, "REQUEST".to_owned())).collect::<Vec<_>>());
        // Again: with the key it is answered, without it has moved on. Nothing is booked or mailed twice.
        assert_eq!(send().expect(200)["state"], "published");
        club.publish(&id, &tag).problem(409, "round_state");
        for (method, path, body) in [("PATCH", "", Some(r#"{"name":"Later"}"#)), ("DELETE", "", None), ("POST", "/preview", None)] {
            club.co.send(method, &format!("/v1/rounds/{id}{path}"), &[], body).problem(409, "round_state");
        }
        people[0].put(&format!("/v1/rounds/{id}/entry"), json!({"taking_part": false})).problem(409, "round_state");
        assert_eq!(app.mails().len(), before + mails.len());
        assert!(people.iter().all(|one| sessions_of(one).len() == 1));
    }

    /// Cancelled before anything was mailed: no calendar gets a cancellation of an event that it doesn't have.
    fn a_session_that_nobody_was_mailed_about_is_cancelled_without_invitations(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "20:00"));
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "20:00"), json!({}));
        let id = club.round();
        let (plan, tag) = club.preview(&id);
        let before = app.mails().len();
        club.publish(&id, &tag).expect(200);
        let session = sessions_of(&people[0])[0].clone();
        let lost = session["interviewer"]["id"].as_str().unwrap();
        let path = format!("/v1/sessions/{}/cancel", session["id"].as_str().unwrap());
        bos.iter().find(|bo| bo.id == lost).unwrap().post(&path, json!({"reason": "My shift moved."})).expect(200);
        let mut calendars: Vec<_> = app.mails().split_off(before).into_iter()
            .filter_map(|mail| Some((mail.to, mail.calendar?.0)))
            .collect();
        calendars.sort();
        let (_, stays) = pairs(&plan).into_iter().find(|(candidate, _)| *candidate == people[1].id).unwrap();
        let with = bos.iter().find(|bo| bo.id == stays).unwrap();
        let mut expected = [&people[1].email, &with.email].map(|to| (to.clone(), "REQUEST".to_owned()));
        expected.sort();
        assert_eq!(calendars, expected);
        // The other session's people were mailed, so they get one.
        let kept = sessions_of(&people[1])[0]["id"].as_str().unwrap().to_owned();
        let before = app.mails().len();
        with.post(&format!("/v1/sessions/{kept}/cancel"), json!({"reason": "I'm ill."})).expect(200);
        let told: Vec<_> = app.mails().split_off(before).into_iter().filter_map(|mail| mail.calendar).map(|one| one.0).collect();
        assert_eq!(told, ["CANCEL", "CANCEL"]);
    }

    /// A pair whose time was taken in between: nothing is booked, it is named, and a fresh preview finds another time.
    fn what_was_taken_in_between_is_reported(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "19:00"));
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "19:00"), json!({}));
        let cy = app.candidate("Cy");
        let id = club.round();
        let (plan, tag) = club.preview(&id);
        let (lost, start) = (pairs(&plan)[0].clone(), plan["pairs"][0]["starts_at"].as_str().unwrap());
        cy.books(bos.iter().find(|bo| bo.id == lost.1).unwrap(), start);
        let before = app.mails().len();
        let problem = club.publish(&id, &tag).problem(409, "round_taken");
        assert_eq!(problem["pairs"].as_array().unwrap().len(), 1, "{problem:#}");
        assert_eq!((&problem["pairs"][0]["candidate_id"], &problem["pairs"][0]["starts_at"]), (&json!(lost.0), &json!(start)));
        assert_eq!(app.mails().len(), before);
        assert!(people.iter().all(|one| sessions_of(one).is_empty()));
        // The plan is of no use any more.
        club.publish(&id, &tag).problem(412, "round_changed");
        club.co.get(&format!("/v1/rounds/{id}/preview")).problem(404, "not_found");
        assert_eq!(pairs(&club.holds(&id)).len(), 2);
        assert!(people.iter().all(|one| sessions_of(one).len() == 1));
    }

    /// Hours, seats and profiles that changed since.
    fn who_no_longer_takes_part_as_they_did_is_reported(app) {
        let club = Club::of(&app);
        club.candidates(&app, "ann", 1, ("17:00", "19:00"));
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        let id = club.round();
        for change in [
            ("/v1/me/interviewer/availability", crate::support::every_day("UTC", "06:00", "07:00")),
            ("/v1/me/interviewer", { let mut less = crate::support::offer(); less["levels"] = json!(["staff"]); less }),
        ] {
            bo.volunteers();
            let (plan, tag) = club.preview(&id);
            assert_eq!(pairs(&plan).len(), 1);
            bo.put(change.0, change.1).expect(200);
            club.publish(&id, &tag).problem(409, "round_taken");
        }
        bo.volunteers();
        club.holds(&id);
    }

    fn only_the_preview_that_was_looked_at_is_published(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        let id = club.round();
        let path = format!("/v1/rounds/{id}/publish");
        club.co.send("POST", &path, &[], None).problem(428, "precondition_required");
        club.publish(&id, "\"r1\"").problem(412, "round_changed");
        let (_, old) = club.preview(&id);
        let (_, tag) = club.preview(&id);
        club.publish(&id, &old).problem(412, "round_changed");
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"aims": "Closures."})).expect(200);
        club.publish(&id, &tag).problem(412, "round_changed");
        let (_, tag) = club.preview(&id);
        let forbidden = json!({"candidate_id": ann.id, "interviewer_id": bo.id, "decision": "forbidden"});
        club.co.put(&format!("/v1/rounds/{id}/pairs"), forbidden).expect(200);
        club.publish(&id, &tag).problem(412, "round_changed");
        assert!(sessions_of(&ann).is_empty());
    }

    /// Reading takes as many statements for many pairs as for few; what is written grows with them.
    fn publishing_reads_everybody_at_once(app) {
        let club = Club::with(&app, candor::domain::program::MayMeet::Anyone, 7);
        club.interviewers(&app, "bo", 3, ("08:00", "20:00"), json!({}));
        // Never needed, so that each round has somebody to tell so.
        club.interviewers(&app, "cy", 1, ("05:00", "06:00"), json!({}));
        let mut each = Vec::new();
        let mut known = 0;
        for (round, count) in [2, 4].into_iter().enumerate() {
            club.candidates(&app, &format!("ann{round}"), count, ("08:00", "20:00"));
            known += count;
            let day = format!("2027-01-{}", 14 + 7 * round);
            let id = club.round_but(json!({"starts_on": day, "ends_on": day}));
            let (plan, tag) = club.preview(&id);
            assert_eq!(pairs(&plan).len(), known);
            let before = app.services.store.statements();
            club.publish(&id, &tag).expect(200);
            each.push((known, app.services.store.statements() - before));
        }
        let [(few, cost), (many, more)] = each[..] else { panic!() };
        // A session, its cells and its mails (one statement each, or one for each row where the database has no batches), and
        // what the round came to for its candidate.
        let per_pair = (more - cost) / u64::try_from(many - few).unwrap();
        let fixed = cost - per_pair * u64::try_from(few).unwrap();
        assert_eq!(more, fixed + per_pair * u64::try_from(many).unwrap(), "{each:?}");
        assert!([7, 16].contains(&per_pair) && fixed <= 40, "{each:?}: {fixed} and {per_pair}");
    }
}

on_both_databases_racing! {
    fn two_coordinators_at_once_publish_once(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 4, ("17:00", "20:00"));
        club.interviewers(&app, "bo", 3, ("17:00", "20:00"), json!({}));
        let other = app.person("Other");
        club.joined(&app.services.store, &other, ProgramRole::Coordinator, (false, false), None);
        let id = club.round();
        let (plan, tag) = club.preview(&id);
        assert_eq!(pairs(&plan).len(), 4);
        let before = app.mails().len();
        let answers = at_once(6, |number| publish(if number % 2 == 0 { &club.co } else { &other }, &id, &tag));
        one_wins(&answers, 200, 409, "round_state");
        assert!(people.iter().all(|one| sessions_of(one).len() == 1));
        assert_eq!(app.mails().len(), before + 8);
    }

    /// While somebody books what is about to be published: the one or the other, and nobody twice.
    fn published_and_booked_at_once(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "18:00"));
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "18:00"), json!({}));
        let cy = app.candidate("Cy");
        let id = club.round();
        let (plan, tag) = club.preview(&id);
        assert_eq!(pairs(&plan).len(), 2);
        let statuses = at_once(2, |number| match number {
            0 => club.publish(&id, &tag).status,
            _ => cy.post("/v1/sessions", crate::support::booking(&bos[1].id, "2027-01-14T17:00:00Z")).status,
        });
        assert!([[200, 409], [409, 201]].contains(&[statuses[0], statuses[1]]), "{statuses:?}");
        let booked = usize::from(statuses[0] == 200);
        assert!(people.iter().all(|one| sessions_of(one).len() == booked));
        assert_eq!(sessions_of(&bos[1]).len(), 1);
    }
}
