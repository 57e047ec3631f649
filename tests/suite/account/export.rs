//! Showing, changing and exporting the caller's account.

use crate::support::{TestApp, TestDatabase, every_day, full_notes, offer};
use serde_json::json;

on_both_databases! {
    fn a_name_and_a_zone_can_be_changed_each_alone(app) {
        let ann = app.person("Ann");
        let before = ann.get("/v1/me").expect(200);
        assert_eq!(before["email"], "ann@example.org");
        assert_eq!((&before["display_name"], &before["time_zone"]), (&json!("Ann"), &json!("Europe/Berlin")));

        let renamed = ann.patch("/v1/me", json!({"display_name": "Ann Tamang"})).expect(200);
        assert_eq!((&renamed["display_name"], &renamed["time_zone"]), (&json!("Ann Tamang"), &json!("Europe/Berlin")));
        ann.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);
        let after = ann.get("/v1/me").expect(200);
        assert_eq!((&after["display_name"], &after["time_zone"]), (&json!("Ann Tamang"), &json!("Asia/Kathmandu")));
        assert_eq!((&after["id"], &after["created_at"]), (&before["id"], &before["created_at"]));

        // The address can only be changed through a link; nothing else can be set from outside.
        ann.patch("/v1/me", json!({"email": "other@example.org"})).problem(422, "invalid_input");
        ann.patch("/v1/me", json!({"email_verified": false})).problem(422, "invalid_input");
        ann.patch("/v1/me", json!({"display_name": ""})).problem(422, "invalid_input");
        assert_eq!(ann.get("/v1/me").expect(200), after);
    }

    fn profiles_and_hours_come_back_as_they_were_written(app) {
        let ann = app.person("Ann");
        ann.get("/v1/me/candidate").problem(404, "not_found");
        ann.get("/v1/me/interviewer").problem(404, "not_found");
        assert_eq!(ann.get("/v1/me/interviewer/availability").expect(200)["time_zone"], "Europe/Berlin");
        let wish = json!({
            "level": "junior", "kinds": ["concepts", "coding"], "topics": ["promises", "react"], "languages": ["en", "de"],
            "programming_languages": ["TypeScript"], "target_role": "Front-end developer",
            "goals": "A first job by spring", "practise": "Thinking aloud"
        });
        assert_eq!(ann.put("/v1/me/candidate", wish.clone()).expect(200), wish);
        assert_eq!(ann.get("/v1/me/candidate").expect(200), wish);

        let mut profile = offer();
        profile["meeting_place"] = json!("https://meet.example.org/ann");
        profile["paused_until"] = json!("2027-02-01T00:00:00Z");
        let put = ann.put("/v1/me/interviewer", profile.clone()).expect(200);
        for (field, value) in profile.as_object().unwrap() {
            assert_eq!(&put[field], value, "{field}");
        }
        assert_eq!(ann.get("/v1/me/interviewer").expect(200), put);

        let mut hours = every_day("Asia/Kathmandu", "17:00", "20:00");
        hours["overrides"] = json!([{"date": "2027-01-20", "windows": [{"start": "09:00", "end": "10:00"}]}]);
        hours["time_off"] = json!([{"from": "2027-02-01", "to": "2027-02-07"}]);
        let put = ann.put("/v1/me/interviewer/availability", hours.clone()).expect(200);
        assert_eq!(put["overrides"], hours["overrides"]);
        assert_eq!(put["time_off"], hours["time_off"]);
        assert_eq!(ann.get("/v1/me/interviewer/availability").expect(200), put);
    }

    fn an_export_holds_everything_of_ones_own_and_nothing_private_of_others(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (received, given) = ("2027-01-14T09:00:00Z", "2027-01-14T11:00:00Z");
        let received = ann.books(&bo, received);
        ann.volunteers();
        let given = bo.books(&ann, given);
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let mut notes = full_notes();
        notes["private_to_coordinator"] = json!("For the coordinator alone, by Bo.");
        bo.submits(&received, &notes);
        notes["private_to_coordinator"] = json!("For the coordinator alone, by Ann.");
        ann.submits(&given, &notes);

        let kept = ann.send("PUT", &format!("/v1/me/blocks/{}", bo.id), &[], None).expect(200)["person_id"].clone();
        let all = ann.get("/v1/me/export").expect(200);
        assert_eq!((&all["blocks"], &all["blocks"][0]["person_id"]), (&ann.get("/v1/me/blocks").expect(200)["items"], &kept));
        assert_eq!(bo.get("/v1/me/export").expect(200)["blocks"], json!([]), "who keeps him away is not told");
        assert_eq!(all["account"], ann.get("/v1/me").expect(200));
        assert_eq!(all["candidate"], ann.get("/v1/me/candidate").expect(200));
        assert_eq!(all["interviewer"], ann.get("/v1/me/interviewer").expect(200));
        assert_eq!(all["availability"], ann.get("/v1/me/interviewer/availability").expect(200));
        assert_eq!(all["sessions"], ann.get("/v1/sessions").expect(200)["items"]);
        let happened: Vec<_> = all["session_events"].as_array().unwrap().iter().map(|one| (&one["session_id"], &one["what"])).collect();
        let (received_too, given_too) = (json!(received), json!(given));
        let (booked, delivered) = (json!("booked"), json!("notes_submitted"));
        assert_eq!(happened, [(&received_too, &booked), (&given_too, &booked), (&received_too, &delivered), (&given_too, &delivered)]);
        assert_eq!(all["notes_written"][0]["session_id"], given.as_str());
        assert_eq!(all["notes_written"][0]["notes"], notes);
        assert_eq!(all["feedback_received"][0]["session_id"], received.as_str());
        assert_eq!(all["feedback_received"][0]["notes"]["summary"], notes["summary"]);
        assert_eq!(all["feedback_received"].as_array().unwrap().len(), 1);

        let text = all.to_string();
        assert!(!text.contains("by Bo."), "what he wrote to the coordinator");
        assert!(!text.contains(&bo.email), "his address");
        assert!(!text.contains("argon2"), "a password's hash");
    }
}
