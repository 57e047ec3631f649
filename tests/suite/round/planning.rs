//! Making a round, entries, previews, pins.

use super::{Club, pairs, sessions_of, why};
use crate::support::{TestApp, TestDatabase, at_once, with_status};
use candor::domain::program::MayMeet;
use serde_json::{Value, json};

on_both_databases! {
    fn a_round_is_made_changed_and_deleted(app) {
        let club = Club::of(&app);
        let id = club.round();
        let path = format!("/v1/rounds/{id}");
        let round = club.co.get(&path).expect(200);
        assert_eq!((&round["state"], &round["kind"], &round["members"], &round["has_plan"]), (&json!("open"), &Value::Null, &Value::Null, &json!(false)));
        let changed = club.co.patch(&path, json!({"name": "Late January", "ends_on": "2027-01-20", "kind": "coding"})).expect(200);
        assert_eq!((&changed["name"], &changed["ends_on"], &changed["kind"]), (&json!("Late January"), &json!("2027-01-20"), &json!("coding")));
        assert_eq!(club.co.patch(&path, json!({"kind": null})).expect(200)["kind"], Value::Null);
        let list = club.co.get(&format!("/v1/programs/{}/rounds", club.id)).expect(200);
        assert_eq!(list["items"][0]["id"], id);
        club.co.delete(&path).expect(204);
        club.co.get(&path).problem(404, "not_found");
    }

    fn what_can_never_come_about_is_refused_with_its_place(app) {
        let club = Club::of(&app);
        let path = format!("/v1/programs/{}/rounds", club.id);
        let form = |starts: &str, ends: &str| json!({"name": "R", "starts_on": starts, "ends_on": ends, "duration_minutes": 60});
        for (body, pointer) in [
            (form("2027-01-14", "2027-01-13"), "/ends_on"),
            (form("2027-01-14", "2027-03-11"), "/ends_on"),
            (form("2027-01-01", "2027-01-10"), "/ends_on"),
            (form("2027-07-01", "2027-07-20"), "/ends_on"),
            (form("2027-01-14", "soon"), "/ends_on"),
            (json!({"name": "R", "starts_on": "2027-01-14", "ends_on": "2027-01-14", "duration_minutes": 60, "members": [club.id]}), "/members/0"),
        ] {
            let problem = club.co.post(&path, body).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        let _ = club.co.post(&path, form("2027-01-14", "2027-03-10")).expect(201);
        // One key makes one round.
        let post = || club.co.send("POST", &path, &[("idempotency-key", "one")], Some(&form("2027-01-14", "2027-01-15").to_string()));
        assert_eq!(post().expect(201)["id"], post().expect(201)["id"]);
    }

    /// Pairs with times and why; who is unmatched; numbers; and nothing is booked.
    fn a_preview_says_who_meets_whom_and_books_nothing(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 3, ("17:00", "20:00"));
        let bo = club.interviewers(&app, "bo", 1, ("18:00", "20:00"), json!({})).remove(0);
        // Somebody who volunteers, but not here.
        app.interviewer("Eve");
        let id = club.round();
        let (plan, tag) = club.preview(&id);
        assert_eq!(plan["pairs"].as_array().unwrap().len(), 2);
        let mut starts: Vec<_> = plan["pairs"].as_array().unwrap().iter().map(|pair| pair["starts_at"].as_str().unwrap()).collect();
        starts.sort_unstable();
        assert_eq!(starts, ["2027-01-14T18:00:00Z", "2027-01-14T19:00:00Z"]);
        assert!(pairs(&plan).iter().all(|(_, interviewer)| *interviewer == bo.id));
        assert_eq!(plan["pairs"][0]["why"][0], "Topics in common: Promises and async");
        assert_eq!(plan["pairs"][0]["interviewer_name"], "bo 0");
        assert_eq!(plan["proof"]["proof"], "optimal");
        assert_eq!(plan["summary"], json!({"candidate_count": 3, "matched_count": 2, "waited_count": 0, "waited_and_matched_count": 0, "repeat_count": 0}));
        assert_eq!(plan["last_round"], Value::Null);
        assert!(people.iter().all(|one| sessions_of(one).is_empty()));
        let kept = club.co.get(&format!("/v1/rounds/{id}/preview"));
        assert_eq!((kept.expect(200), kept.header("etag")), (plan, tag.as_str()));
    }

    /// Hours that name the whole day are planned by day: from seven in Berlin, where she is, and in his zone.
    fn a_plan_comes_to_the_night_last(app) {
        let club = Club::of(&app);
        club.candidates(&app, "ann", 2, ("00:00", "24:00"));
        club.interviewers(&app, "bo", 1, ("00:00", "24:00"), json!({}));
        let plan = club.holds(&club.round());
        let starts: Vec<_> = plan["pairs"].as_array().unwrap().iter().map(|pair| pair["starts_at"].as_str().unwrap()).collect();
        assert_eq!(starts, ["2027-01-14T07:00:00Z", "2027-01-14T08:00:00Z"]);
        assert_eq!(plan["proof"]["proof"], "optimal");
    }

    /// An entry speaks instead of profile and hours, or says no.
    fn an_entry_counts_for_its_round_alone(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("06:00", "07:00"));
        let bo = club.interviewers(&app, "bo", 1, ("18:00", "20:00"), json!({})).remove(0);
        let id = club.round();
        let entry = format!("/v1/rounds/{id}/entry");
        assert_eq!(people[0].get(&entry).expect(200)["windows"], Value::Null);
        // 19:00 in Berlin.
        let said = json!({"windows": [{"from": "2027-01-14T19:00", "to": "2027-01-14T20:00"}], "level": "mid", "kind": "coding", "aims": "Two pointers."});
        assert_eq!(people[0].put(&entry, said).expect(200)["windows"][0]["from"], "2027-01-14T18:00:00Z");
        let mine = people[0].get("/v1/me/export").expect(200)["round_entries"].clone();
        assert_eq!(mine, json!([{"round_id": id, "entry": people[0].get(&entry).expect(200)}]));
        assert_eq!(people[1].get("/v1/me/export").expect(200)["round_entries"], json!([]));
        let (plan, _) = club.preview(&id);
        let pair = &plan["pairs"][0];
        assert_eq!((&pair["candidate_id"], &pair["starts_at"], &pair["level"], &pair["kind"]), (&json!(people[0].id), &json!("2027-01-14T18:00:00Z"), &json!("mid"), &json!("coding")));
        assert_eq!(why(&plan, &people[1]).0, "nobody_free");
        for body in [json!({"windows": [{"from": "2027-01-15T19:00", "to": "2027-01-15T20:00"}]}), json!({"windows": []})] {
            let problem = people[0].put(&entry, body).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], "/windows");
        }
        people[0].put(&entry, json!({"taking_part": false})).expect(200);
        bo.put(&entry, json!({"taking_part": false})).expect(200);
        let (plan, _) = club.preview(&id);
        assert_eq!((pairs(&plan).len(), plan["unmatched"].as_array().unwrap().len()), (0, 1));
        assert_eq!(why(&plan, &people[1]).0, "nobody_eligible");
    }

    fn pins_are_kept_and_forbidden_pairs_never_made(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "20:00"));
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "20:00"), json!({}));
        let id = club.round();
        let path = format!("/v1/rounds/{id}/pairs");
        let decide = |who: usize, with: usize, decision: &str, start: Option<&str>| {
            let mut body = json!({"candidate_id": people[who].id, "interviewer_id": bos[with].id, "decision": decision});
            if let Some(start) = start {
                body["starts_at"] = json!(start);
            }
            club.co.put(&path, body)
        };
        for with in [0, 1, 0] {
            decide(0, with, "pinned", Some("2027-01-14T18:45:00Z")).expect(200);
            decide(1, with, "forbidden", None).expect(200);
            let (plan, _) = club.preview(&id);
            let pinned = plan["pairs"].as_array().unwrap().iter().find(|pair| pair["candidate_id"] == people[0].id).unwrap();
            assert_eq!((&pinned["interviewer_id"], &pinned["starts_at"], &pinned["pinned"]), (&json!(bos[with].id), &json!("2027-01-14T18:45:00Z"), &json!(true)));
            let other = pairs(&plan).into_iter().find(|pair| pair.0 == people[1].id).unwrap();
            assert_eq!(other.1, bos[1 - with].id);
            club.co.send("DELETE", &path, &[], Some(&json!({"candidate_id": people[1].id, "interviewer_id": bos[with].id}).to_string())).expect(200);
        }
        // A pin that cannot be says so.
        decide(0, 0, "pinned", Some("2027-01-14T20:00:00Z")).expect(200);
        let (plan, _) = club.preview(&id);
        assert_eq!(plan["refused_pins"][0]["candidate_id"], people[0].id);
        for (body, pointer) in [
            (json!({"candidate_id": people[0].id, "interviewer_id": people[0].id, "decision": "pinned"}), "/interviewer_id"),
            (json!({"candidate_id": club.id, "interviewer_id": bos[0].id, "decision": "pinned"}), "/candidate_id"),
            (json!({"candidate_id": people[0].id, "interviewer_id": bos[0].id, "decision": "pinned", "starts_at": "2027-01-14T18:05:00Z"}), "/starts_at"),
            (json!({"candidate_id": people[0].id, "interviewer_id": bos[0].id, "decision": "forbidden", "starts_at": "2027-01-14T18:00:00Z"}), "/starts_at"),
        ] {
            let problem = club.co.put(&path, body).problem(422, "invalid_input");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
    }

    /// Groups, and sessions a week that are held already.
    fn the_rules_of_the_program_hold(app) {
        let club = Club::with(&app, MayMeet::OtherGroups, 1);
        let member = candor::domain::program::ProgramRole::Member;
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        ann.put("/v1/me/interviewer/availability", crate::support::every_day("UTC", "17:00", "18:00")).expect(200);
        for (who, seats, group) in [(&ann, (true, false), "red"), (&bo, (false, true), "red"), (&cy, (false, true), "blue")] {
            club.joined(&app.services.store, who, member, seats, Some(group));
        }
        let id = club.round();
        assert_eq!(pairs(&club.preview(&id).0), [(ann.id.clone(), cy.id.clone())]);
        let session = ann.books(&bo, "2027-01-16T10:00:00Z");
        assert_eq!(why(&club.preview(&id).0, &ann).0, "weekly_limit");
        ann.post(&format!("/v1/sessions/{session}/cancel"), json!({"reason": "Exam."})).expect(200);
        assert_eq!(pairs(&club.preview(&id).0).len(), 1);
        // It is 81 hours to 17:00 on Thursday.
        for (hours, matched) in [(82, 0), (81, 1)] {
            club.co.patch(&format!("/v1/programs/{}", club.id), json!({"min_notice_hours": hours})).expect(200);
            assert_eq!(pairs(&club.preview(&id).0).len(), matched, "{hours} hours");
        }
    }

    /// A coordinator sees the same number of statements for few and for many.
    fn a_round_over_many_costs_as_many_statements_as_over_few(app) {
        let club = Club::of(&app);
        club.candidates(&app, "ann", 2, ("06:00", "07:00"));
        let id = club.round();
        let count = |work: &dyn Fn()| {
            let before = app.services.store.statements();
            work();
            app.services.store.statements() - before
        };
        let paths = ["", "/entry", "/export.csv", "/preview"].map(|rest| format!("/v1/rounds/{id}{rest}"));
        let all = || {
            let preview = count(&|| drop(club.preview(&id)));
            let gets = paths.each_ref().map(|path| count(&|| club.co.get(path).raw(200)));
            let list = count(&|| club.co.get(&format!("/v1/programs/{}/rounds", club.id)).raw(200));
            (preview, gets, list)
        };
        let few = all();
        club.candidates(&app, "cy", 8, ("06:00", "07:00"));
        club.interviewers(&app, "bo", 5, ("18:00", "20:00"), json!({}));
        club.round();
        assert_eq!(all(), few);
        assert!(few.0 <= 28, "{few:?}");
    }
}

on_both_databases_racing! {
    /// A preview is expensive: only one runs at a time, and the others are told when to retry.
    fn one_preview_of_a_program_at_a_time(app) {
        let club = Club::of(&app);
        club.candidates(&app, "ann", 3, ("17:00", "20:00"));
        club.interviewers(&app, "bo", 2, ("18:00", "20:00"), json!({}));
        let id = club.round();
        let planning = app.services.gates.plan(club.id).unwrap();
        let busy = club.co.send("POST", &format!("/v1/rounds/{id}/preview"), &[], None);
        busy.problem(503, "busy");
        assert_eq!(busy.header("retry-after"), "5");
        drop(planning);
        let answers = at_once(20, |_| club.co.send("POST", &format!("/v1/rounds/{id}/preview"), &[], None));
        let (made, turned_away) = (with_status(&answers, 200), with_status(&answers, 503));
        assert_eq!(made + turned_away + with_status(&answers, 412), 20, "{answers:#?}");
        assert!(made > 0, "{answers:#?}");
        club.preview(&id);
    }
}
