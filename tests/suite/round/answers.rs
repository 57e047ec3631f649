//! After publishing: declining, waiting again, and the export.

use super::{Club, pairs, sessions_of};
use crate::support::{Mail, TestApp, TestDatabase, every_day, offer};
use candor::domain::program::{MayMeet, ProgramRole};
use candor::service::matching::matcher;
use serde_json::json;

/// Ann is in the Blue group, and her interviewer in a round cancels: how many people in Blue, in Red, and in no group are
/// asked to stand in.
fn asked_to_stand_in(app: &TestApp, rule: MayMeet) -> [usize; 3] {
    let (club, store) = (Club::with(app, rule, 1), &app.services.store);
    let hours = every_day("UTC", "17:00", "19:00");
    let ann = app.candidate("Ann");
    ann.put("/v1/me/interviewer/availability", hours.clone()).expect(200);
    club.joined(store, &ann, ProgramRole::Member, (true, false), Some("Blue"));
    let volunteer = |name: &str, short_notice: bool| {
        let one = app.person(name);
        let mut profile = offer();
        profile["short_notice"] = json!(short_notice);
        one.put("/v1/me/interviewer", profile).expect(200);
        one.put("/v1/me/interviewer/availability", hours.clone()).expect(200);
        one
    };
    let bo = volunteer("Bo", false);
    let group = if rule == MayMeet::SameGroup { "Blue" } else { "Red" };
    club.joined(store, &bo, ProgramRole::Member, (false, true), Some(group));
    club.holds(&club.round());
    let others = [("Cy", Some("Blue")), ("Dan", Some("Red")), ("Eve", None)].map(|(name, group)| {
        let one = volunteer(name, true);
        if group.is_some() {
            club.joined(store, &one, ProgramRole::Member, (false, true), group);
        }
        one
    });
    let session = sessions_of(&ann)[0]["id"].as_str().unwrap().to_owned();
    bo.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "I am ill."})).expect(200);
    let asks = |mail: &&Mail| mail.subject.starts_with("Can you stand in?");
    let asked = others.each_ref().map(|one| app.mails_to(&one.email).iter().filter(asks).count());
    // Who has changed over to the other group since is let in by the rules as they are now, or not.
    let [cy, dan, _] = &others;
    for (one, group) in [(cy, "Red"), (dan, "Blue")] {
        let path = format!("/v1/programs/{}/members/{}", club.id, one.id);
        club.co.patch(&path, json!({"group": group})).expect(200);
        let accepts = one.send("POST", &format!("/v1/stand-ins/{session}/accept"), &[], None);
        match (rule, group) {
            (MayMeet::OtherGroups, "Blue") | (MayMeet::SameGroup, "Red") => {
                let refused = accepts.problem(409, "opening_unavailable");
                assert!(refused["detail"].as_str().unwrap().contains("The rules of the program"), "{refused}");
            }
            // Never asked, or the first to say yes.
            _ => assert!([200, 404, 409].contains(&accepts.status), "{}", accepts.text),
        }
    }
    asked
}

on_both_databases! {
    fn both_confirm(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        let id = club.round();
        club.holds(&id);
        let session = sessions_of(&ann)[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/sessions/{session}/confirm");
        app.person("Eve").send("POST", &path, &[], None).problem(404, "not_found");
        for who in [&ann, &ann, &bo] {
            assert_eq!(who.send("POST", &path, &[], None).expect(200)["id"], session);
        }
        let table = club.co.get(&format!("/v1/rounds/{id}/export.csv"));
        table.raw(200);
        assert!(table.text.contains("candidate and interviewer"), "{}", table.text);
        // Booked by hand there is nobody to be put back.
        let own = ann.books(&bo, "2027-01-15T17:00:00Z");
        ann.post(&format!("/v1/sessions/{own}/decline"), json!({"reason": "Exam."})).problem(409, "session_state");
    }

    fn who_stands_in_is_of_another_group_where_the_program_says_so(app) {
        assert_eq!(asked_to_stand_in(&app, MayMeet::OtherGroups), [0, 1, 0]);
    }

    fn who_stands_in_is_of_the_same_group_where_the_program_says_so(app) {
        assert_eq!(asked_to_stand_in(&app, MayMeet::SameGroup), [1, 0, 0]);
    }

    fn without_a_rule_about_groups_anybody_in_the_program_is_asked_to_stand_in(app) {
        assert_eq!(asked_to_stand_in(&app, MayMeet::Anyone), [1, 1, 0]);
    }

    /// No matter who declines, the candidate is matched again in the rest of the round.
    fn who_declines_is_put_back(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "19:00"), json!({}));
        let id = club.round();
        let plan = club.holds(&id);
        let bo = bos.iter().find(|bo| bo.id == pairs(&plan)[0].1).unwrap();
        let session = sessions_of(&ann)[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/sessions/{session}/decline");
        bo.post(&path, json!({"reason": ""})).problem(422, "invalid_input");
        app.clock.advance_minutes(10);
        assert_eq!(bo.post(&path, json!({"reason": "I am ill."})).expect(200)["state"], "cancelled");
        bo.post(&path, json!({"reason": "I am ill."})).problem(409, "session_state");
        let asks = ann.get("/v1/requests").expect(200)["items"].clone();
        assert_eq!((&asks[0]["state"], &asks[0]["created_at"], &asks[0]["language"]), (&json!("waiting"), &json!("2027-01-11T08:00:00Z"), &json!("en")));
        assert_eq!(asks[0]["windows"], json!([{"from": "2027-01-14T17:00:00Z", "to": "2027-01-14T19:00:00Z"}]));
        matcher::run(&app.services, "one").unwrap();
        let offered = ann.get("/v1/requests").expect(200)["items"][0].clone();
        assert_eq!(offered["state"], "offered");
        assert_ne!(offered["session"]["interviewer"]["id"], bo.id);
        let request = offered["id"].as_str().unwrap();
        ann.send("POST", &format!("/v1/requests/{request}/accept"), &[], None).expect(200);
    }

    fn a_candidate_who_declines_is_offered_another_time(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({}));
        club.holds(&club.round());
        let session = sessions_of(&ann)[0].clone();
        let path = format!("/v1/sessions/{}/decline", session["id"].as_str().unwrap());
        ann.post(&path, json!({"reason": "My train is later.", "offer_again": true})).expect(200);
        matcher::run(&app.services, "one").unwrap();
        let offered = ann.get("/v1/requests").expect(200)["items"][0].clone();
        assert_eq!(offered["state"], "offered");
        assert_ne!(offered["session"]["starts_at"], session["starts_at"]);
    }

    /// An account that goes takes what was said and decided with it; the round goes on.
    fn who_leaves_is_forgotten(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "19:00"));
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        let id = club.round();
        people[0].put(&format!("/v1/rounds/{id}/entry"), json!({"aims": "Secret aims."})).expect(200);
        let pinned = json!({"candidate_id": people[0].id, "interviewer_id": bo.id, "decision": "pinned"});
        club.co.put(&format!("/v1/rounds/{id}/pairs"), pinned).expect(200);
        let (_, tag) = club.preview(&id);
        people[0].delete("/v1/me").expect(204);
        assert!(crate::support::every_row(&app.services.store).iter().all(|row| !row.contains("Secret aims.")));
        club.publish(&id, &tag).problem(409, "round_taken");
        assert_eq!(pairs(&club.holds(&id)), [(people[1].id.clone(), bo.id.clone())]);
    }

    /// What a spreadsheet would run is text.
    fn the_table_is_inert(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({}));
        for (name, cell) in [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(1)", "'@SUM(1)"), ("Ann, \"A\"", "\"Ann, \"\"A\"\"\"")] {
            ann.patch("/v1/me", json!({"display_name": name})).expect(200);
            let id = club.round();
            club.preview(&id);
            let table = club.co.get(&format!("/v1/rounds/{id}/export.csv"));
            table.raw(200);
            assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
            let lines: Vec<_> = table.text.lines().collect();
            assert_eq!(lines[0], "\u{feff}candidate,interviewer,starts_at_utc,starts_at_local,minutes,kind,level,state,confirmed_by,why_unmatched,what_became_of_it");
            assert_eq!(lines[1], format!("{cell},bo 0,2027-01-14T17:00:00Z,2027-01-14 18:00,60,concepts,junior,planned,,,"));
        }
    }
}
