//! All the languages and kinds of a candidate count, not just the first.

use super::{Club, sessions_of, why};
use crate::support::{Person, TestApp, TestDatabase};
use serde_json::json;

fn wants(one: &Person, kinds: &[&str], languages: &[&str]) {
    let profile = json!({"level": "junior", "kinds": kinds, "topics": ["promises"], "languages": languages});
    one.put("/v1/me/candidate", profile).expect(200);
}

on_both_databases! {
    /// Nobody speaks German here, and nobody does behavioral interviews.
    fn a_second_language_and_a_second_kind_find_somebody(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("18:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("18:00", "19:00"), json!({"kinds": ["coding"]})).remove(0);
        let id = club.round();
        wants(&ann, &["behavioral", "coding"], &["de", "en"]);
        let plan = club.holds(&id);
        let pair = &plan["pairs"][0];
        assert_eq!((&pair["kind"], &pair["language"]), (&json!("coding"), &json!("en")), "{plan:#}");
        assert!(pair["why"].as_array().unwrap().contains(&json!("Speaks English")), "{pair}");
        assert_eq!(plan["proof"]["proof"], "optimal");
        for one in [&ann, &bo] {
            assert_eq!(sessions_of(one)[0]["kind"], "coding");
        }
    }

    /// The one that comes first in the candidate's profile, where the interviewer has several.
    fn what_is_preferred_is_chosen(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("18:00", "19:00")).remove(0);
        club.interviewers(&app, "bo", 1, ("18:00", "19:00"), json!({"languages": ["en", "de"]}));
        let id = club.round();
        wants(&ann, &["behavioral", "coding"], &["fr", "de", "en"]);
        let (plan, _) = club.preview(&id);
        assert_eq!((&plan["pairs"][0]["kind"], &plan["pairs"][0]["language"]), (&json!("behavioral"), &json!("de")), "{plan:#}");
        // What an entry names is meant.
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"kind": "coding", "language": "en"})).expect(200);
        let (plan, _) = club.preview(&id);
        assert_eq!((&plan["pairs"][0]["kind"], &plan["pairs"][0]["language"]), (&json!("coding"), &json!("en")), "{plan:#}");
    }

    fn a_reason_names_every_language_and_kind(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("18:00", "19:00")).remove(0);
        club.interviewers(&app, "bo", 1, ("18:00", "19:00"), json!({"kinds": ["coding"]}));
        let id = club.round();
        wants(&ann, &["behavioral", "coding"], &["de", "fr"]);
        let (plan, _) = club.preview(&id);
        let (reason, words) = why(&plan, &ann);
        assert_eq!(reason, "nobody_eligible");
        assert_eq!(words, "Nobody does behavioral or coding at junior level in German or French yet. Asking for English would reach 1 interviewer.");
        wants(&ann, &["behavioral", "coding"], &["de", "en"]);
        ann.put(&format!("/v1/rounds/{id}/entry"), json!({"windows": [{"from": "2027-01-14T06:00:00Z", "to": "2027-01-14T07:00:00Z"}]})).expect(200);
        let (plan, _) = club.preview(&id);
        assert_eq!(why(&plan, &ann).0, "nobody_free");
    }
}
