//! The main job, end to end: sign up, volunteer, book, meet, write, receive.

use crate::support::{TestApp, TestDatabase, full_notes};
use serde_json::json;

on_both_databases! {
    fn from_sign_up_to_feedback(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));

        let openings = ann.get("/v1/openings?kind=concepts&level=junior&topics=promises&language=en&duration_minutes=60").expect(200);
        let first = &openings["items"][0];
        assert_eq!(first["interviewer_count"], 1);
        assert_eq!(first["interviewers"][0]["display_name"], "Bo");
        assert_eq!(first["interviewers"][0]["reasons"][0], "Topics in common: Promises and async");
        let start = "2027-01-14T17:00:00Z";
        let session = ann.books(&bo, start);

        let invited = app.mails();
        let invitation = |to: &str| invited.iter().find(|mail| mail.to == to && mail.calendar.is_some()).unwrap();
        for person in [&ann, &bo] {
            let (method, ics) = invitation(&person.email).calendar.clone().unwrap();
            assert_eq!(method, "REQUEST");
            assert!(ics.contains("DTSTART:20270114T170000Z"), "{ics}");
        }

        app.clock.set("2027-01-14T17:05:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let path = format!("/v1/sessions/{session}/notes");
        let draft = bo.get(&path);
        assert_eq!(draft.expect(200)["summary"], "");
        let saved = bo.send("PUT", &path, &[("if-match", draft.header("etag"))], Some(&full_notes().to_string()));
        saved.expect(200);
        assert_ne!(saved.header("etag"), draft.header("etag"));
        ann.get(&path).problem(403, "forbidden");

        let submitted = bo.post(&format!("{path}/submit"), json!({})).expect(200);
        assert_eq!(submitted["findings"], json!([]));
        let mail = app.mails_to(&ann.email).pop().unwrap();
        for said in ["Bo would hire you for a junior role.", "Recommendation: hire (fairly sure), based on this hour."] {
            assert!(mail.flat().contains(said), "{said}: {}", mail.text);
        }

        let feedback = ann.get(&format!("/v1/feedback/{session}")).expect(200);
        assert_eq!(feedback["recommendation"], "for a junior role, based on this hour: hire (fairly sure)");
        assert_eq!(ann.get("/v1/feedback").expect(200)["items"][0]["session"]["state"], "completed");
    }
}
