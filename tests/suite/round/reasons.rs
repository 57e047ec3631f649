//! Each reason for having no session: its sentence, and that the suggested change would really help.

use super::{Club, pairs, why};
use crate::support::{Person, TestApp, TestDatabase, crowd, every_day, offer};
use candor::domain::Timestamp;
use candor::domain::program::ProgramRole;
use candor::store::account::accounts;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the plan suggests to somebody who is unmatched.
fn suggestion(plan: &Value, who: &Person) -> Value {
    let all = plan["unmatched"].as_array().unwrap().iter();
    all.clone().find(|one| one["candidate_id"] == who.id).unwrap()["suggestion"].clone()
}

/// Pauses new bookings with somebody for a month, as two marks would.
fn pauses(app: &TestApp, who: &Person) {
    let until: Timestamp = "2027-02-11T08:00:00Z".parse().unwrap();
    app.services.write(|db, _| Ok(accounts::set_standing(db, who.id.parse().unwrap(), Some(until), 100)?)).unwrap();
}

/// Where each person is, in each of their seats: the reason, or "pair".
fn everybody(plan: &Value) -> BTreeMap<(String, String), Vec<String>> {
    let mut all: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut add = |who: &Value, seat: &str, what: &str| {
        all.entry((text(who), seat.to_owned())).or_default().push(what.to_owned());
    };
    for pair in plan["pairs"].as_array().unwrap() {
        add(&pair["candidate_id"], "candidate", "pair");
    }
    for pair in plan["pairs"].as_array().unwrap() {
        add(&pair["interviewer_id"], "interviewer", "pair");
    }
    for one in plan["unmatched"].as_array().unwrap() {
        add(&one["candidate_id"], "candidate", one["reason"].as_str().unwrap());
    }
    for one in plan["unmatched_interviewers"].as_array().unwrap() {
        add(&one["interviewer_id"], "interviewer", one["reason"].as_str().unwrap());
    }
    for one in plan["resting"].as_array().unwrap() {
        assert!(!one["words"].as_str().unwrap().is_empty() && one["name"].is_string(), "{one}");
        add(&one["account_id"], one["seat"].as_str().unwrap(), one["reason"].as_str().unwrap());
    }
    all
}

on_both_databases! {
    fn nobody_eligible(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({"levels": ["mid"]}));
        let id = club.round();
        let (reason, words) = why(&club.preview(&id).0, &ann);
        assert_eq!((reason.as_str(), words.as_str()), ("nobody_eligible", "Nobody does concepts at junior level in English yet. Asking for mid level would reach 1 interviewer."));
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"level": "mid"})).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 1);
    }

    fn nobody_free(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        club.interviewers(&app, "bo", 1, ("18:30", "20:00"), json!({}));
        let id = club.round();
        let (reason, words) = why(&club.preview(&id).0, &ann);
        assert_eq!((reason.as_str(), words.as_str()), ("nobody_free", "1 interviewer does Promises and async at junior level in English, but isn't free in their windows. Extending Thursday to 20:30 CET would reach 1 interviewer."));
        // 21:00 in Berlin, where the program is.
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"}]})).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 1);
    }

    fn capacity_spent(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("08:00", "19:00"), json!({"weekly_capacity": 1})).remove(0);
        let cy = app.candidate("Cy");
        cy.books(&bo, "2027-01-12T10:00:00Z");
        let id = club.round();
        let (reason, words) = why(&club.preview(&id).0, &ann);
        assert_eq!((reason.as_str(), words.as_str()), ("capacity_spent", "1 interviewer does Promises and async at junior level in English. 1 is available in their windows, but has no room left that week."));
        // A suggestion lies within the round.
        assert_eq!(suggestion(&club.preview(&id).0, &ann), Value::Null);
        club.co.patch(&format!("/v1/rounds/{id}"), json!({"ends_on": "2027-01-18"})).expect(200);
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": [{"from": "2027-01-14T18:00", "to": "2027-01-14T20:00"}]})).expect(200);
        let (plan, _) = club.preview(&id);
        assert!(why(&plan, &ann).1.ends_with("but has no room left that week. Monday 18 January at 09:00 CET would reach 1 interviewer."), "{plan:#}");
        assert_eq!(suggestion(&plan, &ann)["starts_at"], "2027-01-18T08:00:00Z");
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": [{"from": "2027-01-18T09:00", "to": "2027-01-18T10:00"}]})).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 1);
    }

    fn forbidden(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        let id = club.round();
        let pair = json!({"candidate_id": ann.id, "interviewer_id": bo.id});
        let mut forbidden = pair.clone();
        forbidden["decision"] = json!("forbidden");
        club.co.put(&format!("/v1/rounds/{id}/pairs"), forbidden).expect(200);
        let (reason, words) = why(&club.preview(&id).0, &ann);
        assert_eq!((reason.as_str(), words.as_str()), ("forbidden", "1 interviewer does what they ask for, but mustn't be paired with them. Allowing it would reach 1 interviewer."));
        club.co.send("DELETE", &format!("/v1/rounds/{id}/pairs"), &[], Some(&pair.to_string())).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 1);
    }

    /// Unmatched in one round, first in the next; the person who then loses learns why, and what would help.
    fn lost_to_one_who_waited_longer(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "18:00"));
        club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({}));
        let first = club.holds(&club.round());
        let lost = people.iter().find(|one| first["unmatched"][0]["candidate_id"] == one.id).unwrap();
        assert_eq!(why(&first, lost).0, "lost_to_others");
        let won = people.iter().find(|one| one.id != lost.id).unwrap();
        // The next week: one session a week is as often as this program goes.
        let id = club.round_but(json!({"starts_on": "2027-01-21", "ends_on": "2027-01-21"}));
        let (plan, _) = club.preview(&id);
        assert_eq!(pairs(&plan)[0].0, lost.id);
        assert_eq!((&plan["pairs"][0]["waited"], &plan["summary"]["waited_and_matched_count"]), (&json!(1), &json!(1)));
        assert_eq!(plan["last_round"], json!({"candidate_count": 2, "matched_count": 1, "waited_count": 0, "waited_and_matched_count": 0, "repeat_count": 0}));
        let (reason, words) = why(&plan, won);
        assert_eq!(reason, "lost_to_longer_wait");
        assert_eq!(words, "1 interviewer does Promises and async at junior level in English. 1 is available in their windows, but the place went to somebody who waited longer. Extending Thursday 21 January to 20:00 CET would reach 1 interviewer.");
        won.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": [{"from": "2027-01-21T18:00", "to": "2027-01-21T20:00"}]})).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 2);
    }

    fn who_has_said_too_little_is_told_what_is_missing(app) {
        let club = Club::of(&app);
        let (ann, cy) = (app.person("Ann"), app.candidate("Cy"));
        club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({}));
        for who in [&ann, &cy] {
            club.joined(&app.services.store, who, candor::domain::program::ProgramRole::Member, (true, false), None);
        }
        let id = club.round();
        let (plan, _) = club.preview(&id);
        assert_eq!((why(&plan, &ann).0.as_str(), why(&plan, &cy).0.as_str()), ("no_profile", "no_hours"));
        let windows = json!([{"from": "2027-01-14T18:00", "to": "2027-01-14T21:00"}]);
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"kind": "coding", "level": "junior", "language": "en", "windows": windows})).expect(200);
        cy.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": windows})).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 2);
    }

    /// Each seat of each member is in one list, with what is true of it.
    fn everybody_is_in_exactly_one_list(app) {
        let club = Club::of(&app);
        let store = &app.services.store;
        let joins = |who: &Person, seats| club.joined(store, who, ProgramRole::Member, seats, None);
        let evening = ("17:00", "18:00");
        let two = club.candidates(&app, "ann", 2, evening);
        let (paused, out) = (club.candidates(&app, "di", 1, evening).remove(0), club.candidates(&app, "ed", 1, evening).remove(0));
        let at_limit = club.candidates(&app, "ida", 1, ("08:00", "09:00")).remove(0);
        let (no_profile, no_hours) = (app.person("Fay"), app.candidate("Gil"));
        for who in [&no_profile, &no_hours] {
            joins(who, (true, false));
        }
        let bo = club.interviewers(&app, "bo", 1, evening, json!({})).remove(0);
        let morning = club.interviewers(&app, "hal", 1, ("08:00", "09:00"), json!({})).remove(0);
        let away = club.interviewers(&app, "max", 1, evening, json!({"paused_until": "2027-02-01T00:00:00Z"})).remove(0);
        let near = club.interviewers(&app, "pam", 1, evening, json!({"horizon_days": 1})).remove(0);
        let (idle, resting) = (club.interviewers(&app, "ned", 1, evening, json!({})).remove(0), club.interviewers(&app, "oz", 1, evening, json!({})).remove(0));
        let (without_profile, without_hours) = (app.person("Kim"), app.person("Lou"));
        without_hours.put("/v1/me/interviewer", offer()).expect(200);
        for who in [&without_profile, &without_hours] {
            joins(who, (false, true));
        }
        // Somebody in both seats, who takes part in neither.
        let both = crowd(&app, "quin", 1).remove(0);
        both.wants_to_practise();
        both.put("/v1/me/interviewer", offer()).expect(200);
        both.put("/v1/me/interviewer/availability", every_day("UTC", evening.0, evening.1)).expect(200);
        joins(&both, (true, true));
        let elsewhere = app.interviewer("Zoe");
        at_limit.books(&elsewhere, "2027-01-12T10:00:00Z");
        for who in [&paused, &resting, &both] {
            pauses(&app, who);
        }
        let id = club.round();
        for who in [&out, &idle] {
            who.put(&format!("/v1/rounds/{id}/entry"), json!({"taking_part": false})).expect(200);
        }
        let (plan, _) = club.preview(&id);
        let mut found = everybody(&plan);
        let is_pair = |who: &Person| found[&(who.id.clone(), "candidate".to_owned())] == ["pair"];
        let won = usize::from(is_pair(&two[1]));
        for (who, seat, what) in [
            (&two[won], "candidate", "pair"),
            (&two[1 - won], "candidate", "lost_to_others"),
            (&paused, "candidate", "paused"),
            (&out, "candidate", "opted_out"),
            (&at_limit, "candidate", "weekly_limit"),
            (&no_profile, "candidate", "no_profile"),
            (&no_hours, "candidate", "no_hours"),
            (&bo, "interviewer", "pair"),
            (&morning, "interviewer", "nobody_free"),
            (&away, "interviewer", "away"),
            (&near, "interviewer", "too_far"),
            (&idle, "interviewer", "opted_out"),
            (&resting, "interviewer", "paused"),
            (&without_profile, "interviewer", "no_profile"),
            (&without_hours, "interviewer", "no_hours"),
            (&both, "candidate", "paused"),
            (&both, "interviewer", "paused"),
        ] {
            assert_eq!(found.remove(&(who.id.clone(), seat.to_owned())), Some(vec![what.to_owned()]), "{} as {seat}", who.email);
        }
        assert_eq!(found, BTreeMap::new(), "the coordinator has no seat");
        assert_eq!(club.co.get(&format!("/v1/rounds/{id}/preview")).expect(200)["resting"], plan["resting"]);
        // Who doesn't take part isn't passed over.
        let summary = &plan["summary"];
        assert_eq!((&summary["candidate_count"], &summary["matched_count"]), (&json!(5), &json!(1)));
    }

    /// Three people, near whose windows only the night is free: each is pointed to another place, by day and in the round.
    fn suggestions_are_dealt_out_by_day_and_can_all_be_followed(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 3, ("05:30", "06:30"));
        let bo = club.interviewers(&app, "bo", 1, ("11:00", "14:00"), json!({"buffer_minutes": 0, "weekly_capacity": 9})).remove(0);
        let hours = json!([{"weekday": "thursday", "start": "01:00", "end": "05:00"}, {"weekday": "thursday", "start": "11:00", "end": "14:00"}, {"weekday": "friday", "start": "06:30", "end": "07:30"}]);
        bo.put("/v1/me/interviewer/availability", json!({"time_zone": "UTC", "weekly": hours})).expect(200);
        let id = club.round();
        let (plan, _) = club.preview(&id);
        let mut starts = Vec::new();
        for one in &people {
            let (reason, words) = why(&plan, one);
            let suggestion = suggestion(&plan, one);
            assert_eq!((reason.as_str(), &suggestion["change"], &suggestion["interviewer_id"]), ("nobody_free", &json!("time"), &json!(bo.id)));
            let start = suggestion["starts_at"].as_str().unwrap().to_owned();
            let hour = 1 + start[11..13].parse::<u32>().unwrap();
            assert!(words.ends_with(&format!("Thursday 14 January at {hour}:00 CET would reach 1 interviewer.")), "{words}");
            starts.push(start);
        }
        starts.sort_unstable();
        assert_eq!(starts, ["2027-01-14T11:00:00Z", "2027-01-14T12:00:00Z", "2027-01-14T13:00:00Z"]);
        for one in &people {
            let start = suggestion(&plan, one)["starts_at"].as_str().unwrap().to_owned();
            let end = start.parse::<Timestamp>().unwrap().plus_hours(1);
            one.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": [{"from": start, "to": end}]})).expect(200);
        }
        assert_eq!(pairs(&club.preview(&id).0).len(), 3);
    }

    /// "Not free in their windows" is for nobody who is paused, doesn't plan that far ahead, or interviews then.
    fn what_keeps_them_is_named_and_not_their_windows(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "18:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "18:00"), json!({"horizon_days": 1})).remove(0);
        let id = club.round();
        let says = |who: &Person, reason: &str, end: &str| {
            let (found, words) = why(&club.preview(&id).0, who);
            assert_eq!(found, reason);
            assert!(words.ends_with(end), "{words}");
        };
        says(&ann, "too_far", "1 is available in their windows, but doesn't plan that far ahead yet.");
        bo.put("/v1/me/interviewer", offer()).expect(200);
        pauses(&app, &bo);
        says(&ann, "interviewers_away", "1 is available in their windows, but takes a break then.");
        bo.put("/v1/me/interviewer", { let mut both = offer(); both["horizon_days"] = json!(1); both }).expect(200);
        says(&ann, "several", "More than one thing is in the way: those who could take a break; those who could don't plan that far ahead yet.");
        // Cy practises and interviews, and interviews Ann at the only hour in which Di could interview Cy.
        let cy = club.candidates(&app, "cy", 1, ("17:00", "18:00")).remove(0);
        cy.put("/v1/me/interviewer", offer()).expect(200);
        let members = format!("/v1/programs/{}/members/{}", club.id, cy.id);
        club.co.patch(&members, json!({"interviewer": true})).expect(200);
        let di = club.interviewers(&app, "di", 1, ("17:00", "18:00"), json!({})).remove(0);
        for (candidate, interviewer, decision) in [(&ann, &di, "forbidden"), (&ann, &cy, "pinned")] {
            let pair = json!({"candidate_id": candidate.id, "interviewer_id": interviewer.id, "decision": decision});
            club.co.put(&format!("/v1/rounds/{id}/pairs"), pair).expect(200);
        }
        assert_eq!(pairs(&club.preview(&id).0), [(ann.id.clone(), cy.id.clone())]);
        says(&cy, "interviewing", "1 is available in their windows, but they interview somebody themselves then.");
    }

    /// Who waited longer is named only if their place is one that this person could have had.
    fn a_longer_wait_at_another_time_is_no_reason(app) {
        let club = Club::of(&app);
        let noon = club.candidates(&app, "ann", 2, ("12:00", "13:00"));
        club.interviewers(&app, "di", 1, ("12:00", "13:00"), json!({}));
        let met = pairs(&club.holds(&club.round()));
        let passed_over = noon.iter().find(|one| one.id != met[0].0).unwrap();
        let evening = club.candidates(&app, "cy", 2, ("17:00", "18:00"));
        club.interviewers(&app, "bo", 1, ("17:00", "18:00"), json!({}));
        let id = club.round_but(json!({"starts_on": "2027-01-21", "ends_on": "2027-01-21"}));
        let (plan, _) = club.preview(&id);
        assert!(plan["pairs"].as_array().unwrap().iter().any(|pair| pair["candidate_id"] == passed_over.id && pair["waited"] == 1));
        let reason_of = |among: &[Person]| {
            let all = plan["unmatched"].as_array().unwrap().iter();
            let one = all.clone().find(|one| among.iter().any(|who| one["candidate_id"] == who.id)).unwrap();
            one["reason"].as_str().unwrap().to_owned()
        };
        assert_eq!((reason_of(&noon).as_str(), reason_of(&evening).as_str()), ("lost_to_longer_wait", "lost_to_others"));
    }
}
