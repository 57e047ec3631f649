//! Notes that somebody wrote in the interviewer's place: everywhere they are read it is said who wrote them, and nobody is said to have
//! seen what they only read.

use super::{noted, scene};
use crate::feedback_files::printed;
use crate::support::{TestApp, TestDatabase, full_notes};
use serde_json::json;

/// What would be true of notes that Bo wrote.
const UNTRUE: [&str; 4] = ["Bo saw", "Bo's recommendation", "What would change Bo's mind", "Bo's notes on your"];

both! {
    fn every_form_says_who_wrote_it(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.submits(&scene.session, &full_notes());
        let feedback = scene.feedback();
        assert_eq!(feedback["writer"], json!({"id": scene.cy.id, "display_name": "Cy"}));
        let mail = app.mails_to(&scene.ann.email).into_iter().find(|mail| mail.subject.contains("feedback from")).unwrap();
        assert_eq!(mail.subject, "Your feedback from Cy, in Bo's place: concepts, at junior level");
        assert!(mail.flat().contains("Here are the notes on your concepts interview with Bo of Thu 14 January 2027; Cy wrote them."), "{}", mail.text);
        let path = |end: &str| format!("/v1/feedback/{}/feedback.{end}", scene.session);
        let page = app.guest().get(&format!("/feedback?token={}", mail.token())).text;
        let forms = [mail.flat(), mail.html.clone(), page, printed(&scene.ann, &path("pdf")), scene.ann.get(&path("md")).text];
        for form in &forms {
            let form = form.replace("&#39;", "'").replace("&rsquo;", "'").replace("\u{2019}", "'");
            for words in ["What Bo's notes show", "Cy's recommendation, at junior level", "What would change Cy's mind", "Cy wrote these notes"] {
                assert!(form.contains(words), "{words}: {form}");
            }
            for words in UNTRUE {
                assert!(!form.contains(words), "{words}: {form}");
            }
        }
        // What Bo writes over it is his.
        let notes = format!("/v1/sessions/{}/notes", scene.session);
        let tag = scene.bo.get(&notes).header("etag").to_owned();
        let mut mine = full_notes();
        mine["summary"] = json!("I found my pages again, and this is how the hour was.");
        let amended = json!({"notes": mine, "why": "I have my pages back.", "accept_warnings": true}).to_string();
        scene.bo.send("POST", &format!("{notes}/amend"), &[("if-match", &tag)], Some(&amended)).expect(200);
        assert_eq!(scene.feedback()["writer"], json!(null));
        let versions = scene.ann.get(&format!("/v1/feedback/{}/versions", scene.session)).expect(200);
        assert_eq!(versions["items"][1]["writer"]["display_name"], "Cy", "and the first stays Cy's");
        assert!(scene.ann.get(&path("md")).text.contains("What Bo saw"));
    }

    fn a_link_names_each_where_they_said_so(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.submits(&scene.session, &full_notes());
        let made = scene.ann.post(&format!("/v1/feedback/{}/shares", scene.session), json!({"name": "For Eve"})).expect(201);
        let opened = || app.guest().get(made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap()).text.replace("&#39;", "'");
        let nobody = opened();
        assert!(nobody.contains("The writer's recommendation") && nobody.contains("What the interviewer's notes show"), "{nobody}");
        assert!(nobody.contains("Somebody wrote these notes in the interviewer's place") && !nobody.contains("Cy's"), "{nobody}");
        let named = |who: &crate::support::Person| {
            let mut profile = crate::support::offer();
            profile["named_in_shares"] = json!(true);
            who.put("/v1/me/interviewer", profile).expect(200);
        };
        named(&scene.bo);
        let bo = opened();
        assert!(bo.contains("What Bo's notes show") && bo.contains("The writer's recommendation") && !bo.contains("Cy's") && !bo.contains("Cy wrote"), "{bo}");
        named(&scene.cy);
        assert!(opened().contains("Cy's recommendation") && opened().contains("Cy wrote these notes"));
    }
}
