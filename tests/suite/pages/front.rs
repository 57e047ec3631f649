//! What somebody reads before they sign up.

use crate::support::{TestApp, TestDatabase, every_day, full_notes};
use serde_json::{Value, json};

fn figures(app: &TestApp) -> [u64; 5] {
    let told = app.guest().get("/v1/figures").expect(200);
    ["interviews", "notes_due", "notes_in_time", "interviewers", "time_zones"].map(|one| told[one].as_u64().unwrap())
}

on_both_databases! {
    fn one_click_from_the_front_page_is_a_whole_feedback(app) {
        let front = app.guest().get("/");
        assert_eq!(front.status, 200);
        assert_eq!(front.text.matches("<a class=\"btn go\"").count(), 1);
        assert!(front.text.contains("<a class=\"btn go\" href=\"/sample\">"), "{}", front.text);
        let sample = app.guest().get("/sample");
        assert_eq!(sample.status, 200);
        // All parts in their order, and what the front page quotes of it.
        let order = ["change", "steps", "glance", "well", "work", "hour", "skills", "questions", "minutes", "hints"];
        let places = order.map(|part| sample.text.find(&format!("id=\"{part}\"")).unwrap_or_else(|| panic!("no {part}")));
        assert!(places.is_sorted(), "{places:?}");
        for quoted in ["Nadia would hire you for a junior role.", "The explanation of callback hell tipped it", "a question about what I use, an error that gets lost", "With ten requests that&#39;s ten seconds", "say aloud whether this pass needs the one before it"] {
            for page in [&front, &sample] {
                assert!(page.text.contains(quoted), "{quoted}: {}", page.text);
            }
        }
        assert!(sample.text.contains("Biggest difference"), "the candidate's own view is beside it");
        assert!(sample.text.contains("made up"));
    }

    fn the_figures_are_of_the_last_thirty_days(app) {
        assert_eq!(figures(&app), [0; 5]);
        assert!(!app.guest().get("/").text.contains("The last 30 days here"), "nothing to boast of");
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        cy.put("/v1/me/interviewer/availability", every_day("Asia/Kathmandu", "08:00", "20:00")).expect(200);
        app.clock.advance_minutes(1);
        assert_eq!(figures(&app), [0, 0, 0, 2, 2]);
        let first = ann.books(&bo, "2027-01-12T10:00:00Z");
        ann.books(&cy, "2027-01-13T10:00:00Z");
        let called_off = ann.books(&bo, "2027-01-14T10:00:00Z");
        ann.post(&format!("/v1/sessions/{called_off}/cancel"), json!({"reason": "Something came up."})).expect(200);
        app.clock.set("2027-01-12T11:00:00Z".parse().unwrap());
        assert_eq!(figures(&app), [1, 0, 0, 2, 2], "one has just ended");
        bo.again(&app).submits(&first, &full_notes());
        // Counted once a minute, at most.
        assert_eq!(figures(&app), [1, 0, 0, 2, 2]);
        app.clock.advance_minutes(1);
        assert_eq!(figures(&app), [1, 1, 1, 2, 2]);
        let front = app.guest().get("/").text;
        for words in ["The last 30 days here", "<dt>interview</dt><dd>1</dd>", "<dt>of 1 set of notes came within a day</dt><dd>1</dd>", "<dt>people interviewing, in 2 time zones</dt><dd>2</dd>"] {
            assert!(front.contains(words), "{words}: {front}");
        }
        // The second one's notes are late.
        app.clock.set("2027-01-14T11:00:01Z".parse().unwrap());
        assert_eq!(figures(&app), [2, 2, 1, 2, 2]);
        app.clock.set("2027-02-12T11:00:00Z".parse().unwrap());
        assert_eq!(figures(&app)[..3], [1, 1, 0]);
        let told: Value = app.guest().get("/v1/figures").expect(200);
        let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["interviewers", "interviews", "notes_due", "notes_in_time", "time_zones"], "numbers only");
    }
}
