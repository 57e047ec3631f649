//! Each reason for having no session: its sentence, and that the suggested change would really help.

use super::{Club, pairs, why};
use crate::support::{TestApp, TestDatabase};
use serde_json::json;

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
        assert_eq!((reason.as_str(), words.as_str()), ("nobody_free", "1 interviewer does Promises and async at junior level in English, but isn't free in their windows. Extending Thursday to 20:30 would reach 1 interviewer."));
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
        assert_eq!((reason.as_str(), words.as_str()), ("capacity_spent", "1 interviewer does Promises and async at junior level in English. 1 is available in their windows, but has no room left that week. Monday 18 January at 09:00 would reach 1 interviewer."));
        club.co.patch(&format!("/v1/rounds/{id}"), json!({"ends_on": "2027-01-18"})).expect(200);
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
        assert_eq!(words, "The interviewers who could meet them are meeting somebody who waited longer. 1 interviewer does Promises and async at junior level in English. 1 is available in their windows, but has other sessions then. Extending Thursday 21 January to 20:00 would reach 1 interviewer.");
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
}
