//! Notes that somebody wrote in the interviewer's place: they say everywhere who wrote them, and never that the writer observed
//! the session.

use super::{noted, scene};
use crate::feedback::feedback_files::printed;
use crate::support::{TestApp, TestDatabase, every_day, full_notes};
use candor::service::feedback::monthly_summary;
use serde_json::json;

/// Phrases that would be true if Bo had written the notes.
const UNTRUE: [&str; 5] =
    ["Bo saw", "Bo would hire", "Bo wouldn't hire", "What would have changed Bo's mind", "Bo's notes on your"];

on_both_databases! {
    fn every_form_says_who_wrote_it(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.submits(&scene.session, &full_notes());
        let feedback = scene.feedback();
        assert_eq!(feedback["writer"], json!({"id": scene.cy.id, "display_name": "Cy"}));
        let mail = app.mails_to(&scene.ann.email).into_iter().find(|mail| mail.subject.contains("feedback")).unwrap();
        assert_eq!(mail.subject, "Your feedback from Cy, writing for Bo: concepts, junior");
        assert!(mail.flat().contains("Here are the notes on your junior-level concepts interview with Bo on Thursday, 14 January. Cy wrote them up."), "{}", mail.text);
        let path = |end: &str| format!("/v1/feedback/{}/feedback.{end}", scene.session);
        let page = app.guest().get(&format!("/feedback?token={}", mail.token())).text;
        let forms = [mail.flat(), mail.html.clone(), page, printed(&scene.ann, &path("pdf")), scene.ann.get(&path("md")).text];
        for form in &forms {
            let form = form.replace("&#39;", "'").replace("&rsquo;", "'").replace("\u{2019}", "'");
            for words in ["Closest description, going by Bo's notes", "Going by Bo's notes, Cy would", "Towards strong hire", "Cy wrote these notes"] {
                assert!(form.contains(words), "{words}: {form}");
            }
            for words in UNTRUE {
                assert!(!form.contains(words), "{words}: {form}");
            }
        }
        // What Bo writes over it is his.
        let mut mine = full_notes();
        mine["summary"] = json!("I found my pages again, and this is how the hour was.");
        scene.bo.amends(&scene.session, &mine).expect(200);
        assert_eq!(scene.feedback()["writer"], json!(null));
        let versions = scene.ann.get(&format!("/v1/feedback/{}/versions", scene.session)).expect(200);
        assert_eq!(versions["items"][1]["writer"]["display_name"], "Cy", "and the first stays Cy's");
        assert!(scene.ann.get(&path("md")).text.contains("Closest description"));
    }

    fn text_from_earlier_notes_is_noticed_in_those_of_who_writes(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
        let own = app.candidate("Dan").books(&scene.cy, "2027-01-18T17:00:00Z");
        app.clock.set("2027-01-18T18:00:00Z".parse().unwrap());
        let cy = scene.cy.again(&app);
        cy.submits(&own, &full_notes());
        cy.saves(&scene.session, &full_notes()).expect(200);
        let refused = cy.post(&format!("/v1/sessions/{}/notes/submit", scene.session), json!({}));
        let findings = refused.problem(422, "notes_not_ready")["findings"].take();
        assert!(findings.as_array().unwrap().iter().any(|one| one["rule"] == "pasted_text"), "{findings}");
    }

    /// They get no email about it and don't see it in their list, and the coordinator chooses somebody again.
    fn a_writer_who_leaves_the_program_can_no_longer_read_the_draft(app) {
        let scene = scene(&app, &noted());
        let path = format!("/v1/sessions/{}/notes", scene.session);
        let cy = &scene.cy;
        let listed = || cy.get("/v1/me/reassigned-notes").expect(200)["items"].as_array().unwrap().len();
        scene.hands_to(&cy.id).raw(204);
        assert_eq!((cy.get(&path).status, listed(), scene.late()[0]["writer"]["id"] == json!(cy.id)), (200, 1, true));

        let mails = app.sent().len();
        cy.delete(&format!("/v1/programs/{}/members/{}", scene.program, cy.id)).expect(204);
        for answer in [cy.get(&path), cy.saves(&scene.session, &full_notes()), cy.post(&format!("{path}/submit"), json!({}))] {
            answer.problem(404, "not_found");
        }
        assert_eq!((listed(), &scene.late()[0]["writer"]), (0, &json!(null)));
        let asked = app.mails().into_iter().skip(mails).filter(|mail| mail.to == cy.email);
        assert_eq!(asked.count(), 0, "the mail that asked them is no longer true");
        scene.hands_to(&cy.id).problem(422, "invalid_input");
        // Back again, they're asked again.
        let code = scene.co.get(&format!("/v1/programs/{}", scene.program)).expect(200)["join_code"].clone();
        cy.post("/v1/programs/join", json!({"code": code})).expect(200);
        scene.hands_to(&cy.id).raw(204);
        cy.submits(&scene.session, &full_notes());
    }

    fn a_writer_blocked_by_the_candidate_can_no_longer_read_the_draft(app) {
        let scene = scene(&app, &noted());
        let path = format!("/v1/sessions/{}/notes", scene.session);
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.get(&path).expect(200);
        scene.ann.send("PUT", &format!("/v1/me/blocks/{}", scene.cy.id), &[], None).expect(200);
        scene.cy.get(&path).problem(404, "not_found");
        scene.bo.get(&path).expect(200);
    }

    fn the_interviewers_month_tells_of_what_they_wrote_themselves(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.submits(&scene.session, &full_notes());
        app.clock.set("2027-02-01T12:00:00Z".parse().unwrap());
        monthly_summary::write_due(&app.services, &|| false).unwrap();
        let told = app.mails().into_iter().filter(|mail| mail.subject.starts_with("Your January: ")).count();
        assert_eq!(told, 0);
    }

    fn a_link_names_each_where_they_said_so(app) {
        let scene = scene(&app, &noted());
        scene.hands_to(&scene.cy.id).raw(204);
        scene.cy.submits(&scene.session, &full_notes());
        let made = scene.ann.post(&format!("/v1/feedback/{}/shares", scene.session), json!({"name": "For Eve"})).expect(201);
        let opened = || app.guest().get(made["url"].as_str().unwrap().strip_prefix("https://candor.example").unwrap()).text.replace("&#39;", "'");
        let nobody = opened();
        assert!(nobody.contains("Going by the interviewer's notes, the writer w") && nobody.contains("Closest description, going by the interviewer's notes"), "{nobody}");
        assert!(nobody.contains("Somebody else wrote these notes") && !nobody.contains("Cy's"), "{nobody}");
        let named = |who: &crate::support::Person| {
            let mut profile = crate::support::offer();
            profile["named_in_shares"] = json!(true);
            who.put("/v1/me/interviewer", profile).expect(200);
        };
        named(&scene.bo);
        let bo = opened();
        assert!(bo.contains("Closest description, going by Bo's notes") && bo.contains("Going by Bo's notes, the writer w") && !bo.contains("Cy's") && !bo.contains("Cy wrote"), "{bo}");
        named(&scene.cy);
        assert!(opened().contains("notes, Cy w") && opened().contains("Cy wrote these notes"));
    }
}
