//! Deleting an account: personal data goes, what others wrote or received stays, and those affected are notified.

use crate::support::{Mail, PASSWORD, Person, TestApp, TestDatabase, booking, every_row, full_notes, offer};
use serde_json::json;

const ADDRESS: &str = "annabel.quillfeather@example.org";

/// What mustn't be found anywhere once she has left.
const HERS: [&str; 11] = [
    "annabel",
    "quillfeather",
    "marmalade",           // her profile as a candidate
    "lighthouse",          // what she wanted to practise in her sessions
    "bookbinder",          // her headline
    "meet.example.org/aq", // her meeting link
    "Reykjavik",           // her zone, in account and hours
    "half a thought",      // notes she began and did not deliver
    "kingfisher",          // why she left a text as it was in notes she did deliver
    "snowdrops",           // what she saw in a sample session
    "aq@new.example.org",  // an address she asked to change to
];

struct Club {
    annabel: Person,
    bo: Person,
    cy: Person,
    /// Bo's notes were delivered to her.
    received: String,
    /// Hers were delivered to Cy.
    given: String,
    /// Hers to Cy were begun.
    begun: String,
    /// With Bo and with Cy, upcoming.
    coming: [String; 2],
}

/// Annabel has left data in every part of the database. It is the evening of the 14th.
fn club(app: &TestApp) -> Club {
    let (bo, cy) = (app.interviewer("Bo"), app.candidate("Cy"));
    let annabel = app.person("Annabel Quillfeather");
    annabel.patch("/v1/me", json!({"time_zone": "Atlantic/Reykjavik"})).expect(200);
    let wish =
        json!({"level": "junior", "kinds": ["concepts"], "topics": [], "languages": ["en"], "goals": "Marmalade"});
    annabel.put("/v1/me/candidate", wish).expect(200);
    let mut hers = offer();
    hers["headline"] = json!("Once a bookbinder");
    hers["meeting_place"] = json!("https://meet.example.org/aq");
    annabel.put("/v1/me/interviewer", hers).expect(200);
    let hours = crate::support::every_day("Atlantic/Reykjavik", "08:00", "20:00");
    annabel.put("/v1/me/interviewer/availability", hours).expect(200);

    // A program that Bo runs, with her name on his list; one that she runs; and somebody whom she invites.
    let founds = |who: &Person| who.post("/v1/programs", json!({"name": "Club", "time_zone": "UTC"})).expect(201);
    let (his, hers) = (founds(&bo), founds(&annabel));
    let invites = |who: &Person, program: &serde_json::Value, address: &str, name: &str| {
        let path = format!("/v1/programs/{}/invitations", program["id"].as_str().unwrap());
        who.post(&path, json!({"people": [{"address": address, "name": name}]})).expect(200);
    };
    invites(&bo, &his, ADDRESS, "Annabel Q");
    annabel.post("/v1/programs/join", json!({"code": his["join_code"]})).expect(200);
    invites(&annabel, &hers, "guest@example.org", "A guest");

    let asks = |start: &str| {
        let mut ask = booking(&bo.id, start);
        ask["aims"] = json!("To explain a lighthouse");
        let name = format!("annabel-{start}");
        let key = [("idempotency-key", name.as_str())];
        let booked = annabel.send("POST", "/v1/sessions", &key, Some(&ask.to_string())).expect(201);
        booked["id"].as_str().unwrap().to_owned()
    };
    let received = asks("2027-01-14T09:00:00Z");
    let given = cy.books(&annabel, "2027-01-14T11:00:00Z");
    let begun = cy.books(&annabel, "2027-01-14T15:00:00Z");
    let coming = [asks("2027-01-20T09:00:00Z"), cy.books(&annabel, "2027-01-20T11:00:00Z")];

    app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
    let (annabel, bo, cy) = (annabel.again(app), bo.again(app), cy.again(app));
    bo.submits(&received, &full_notes());
    let mut notes = full_notes();
    notes["summary"] = json!("Good job!");
    annabel.saves(&given, &notes).expect(200);
    let accepted = json!([{"rule": "no_instance", "pointer": "/summary", "reason": "It says it all. Kingfisher."}]);
    annabel.post(&format!("/v1/sessions/{given}/notes/submit"), json!({"accept_warnings": accepted})).expect(200);
    annabel.saves(&begun, &json!({"summary": "half a thought"})).expect(200);
    let rated = ["problem_solving", "code_quality", "checking", "complexity", "thinking_aloud"]
        .map(|id| json!({"competency": id, "score": 2, "evidence": "Snowdrops"}));
    annabel.put("/v1/me/calibration/coding-junior-promises", json!({"ratings": rated})).expect(200);
    annabel.post("/v1/auth/change-email", json!({"email": "aq@new.example.org", "password": PASSWORD})).expect(202);
    Club { annabel, bo, cy, received, given, begun, coming }
}

fn found(app: &TestApp, words: &[&'static str]) -> Vec<(&'static str, String)> {
    let rows = every_row(&app.services.store);
    let holds = |row: &String, word: &str| row.to_lowercase().contains(&word.to_lowercase());
    let start = |row: &String| row.chars().take(120).collect();
    words.iter().flat_map(|word| rows.iter().filter(|row| holds(row, word)).map(|row| (*word, start(row)))).collect()
}

fn sent_since(app: &TestApp, seen: &[Mail]) -> Vec<Mail> {
    app.mails().into_iter().filter(|mail| !seen.iter().any(|old| old.message_id == mail.message_id)).collect()
}

on_both_databases! {
    fn nothing_personal_stays_in_any_table(app) {
        let club = club(&app);
        app.mails();
        for word in HERS {
            assert!(!found(&app, &[word]).is_empty(), "{word} was there before");
        }
        club.annabel.post("/v1/auth/forgot-password", json!({"email": ADDRESS})).expect(202);
        club.annabel.delete("/v1/me").expect(204);
        // Sends the mails to the others and the farewell; then nothing is left.
        app.mails();
        assert_eq!(found(&app, &HERS), []);
    }

    /// A mail that can't be delivered is kept for an operator, except this one.
    fn a_farewell_that_cannot_be_delivered_is_not_kept(app) {
        let annabel = app.person("Annabel Quillfeather");
        app.lose_the_mailbox();
        annabel.delete("/v1/me").expect(204);
        app.send_due();
        assert!(!found(&app, &[ADDRESS]).is_empty(), "it is tried again for a while");
        app.clock.advance_minutes(73 * 60);
        app.send_due();
        assert_eq!(found(&app, &HERS), []);
    }

    fn those_who_wait_are_told_and_nobody_is_reminded(app) {
        let club = club(&app);
        let seen = app.mails();
        club.annabel.delete("/v1/me").expect(204);
        let told = sent_since(&app, &seen);
        let mut to: Vec<_> = told.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
        to.sort_unstable();
        assert_eq!(to, [
            (ADDRESS, "Your Candor account has been deleted"),
            ("bo@example.org", "Cancelled: mock interview with Annabel Quillfeather, Wed 20 Jan, 10:00 CET"),
            ("cy@example.org", "Cancelled: mock interview with Annabel Quillfeather, Wed 20 Jan, 12:00 CET"),
        ]);
        for mail in told.iter().filter(|mail| mail.to != ADDRESS) {
            assert!(mail.flat().contains("closed their account"), "{}", mail.text);
            assert_eq!(mail.calendar.as_ref().unwrap().0, "CANCEL");
        }
        for (person, session) in [(&club.bo, &club.coming[0]), (&club.cy, &club.coming[1])] {
            let session = person.get(&format!("/v1/sessions/{session}")).expect(200);
            assert_eq!(session["state"], "cancelled");
            assert!(session["cancelled"]["reason"].as_str().unwrap().contains("closed their account"));
        }

        let seen = app.mails();
        app.clock.set("2027-02-01T08:00:00Z".parse().unwrap());
        let later: Vec<_> = sent_since(&app, &seen).into_iter().map(|mail| (mail.to, mail.subject)).collect();
        assert_eq!(later, [], "no reminder, no word about notes that nobody can write or read any more");
    }

    fn mails_that_waited_for_her_are_not_sent(app) {
        let club = club(&app);
        app.guest().post("/v1/auth/forgot-password", json!({"email": ADDRESS})).expect(202);
        let seen = app.sent();
        club.annabel.delete("/v1/me").expect(204);
        let sent = sent_since(&app, &seen);
        let hers: Vec<_> = sent.iter().filter(|mail| mail.to == ADDRESS || mail.to == "aq@new.example.org").collect();
        assert_eq!(hers.len(), 1, "{hers:#?}");
        assert_eq!(hers[0].subject, "Your Candor account has been deleted");
        assert!(hers[0].text.starts_with("Hi Annabel,"));
    }

    fn what_others_wrote_or_received_stays_with_a_former_member(app) {
        let club = club(&app);
        club.annabel.delete("/v1/me").expect(204);
        let written = club.bo.get(&format!("/v1/sessions/{}", club.received)).expect(200);
        assert_eq!(written["candidate"]["display_name"], "a former member");
        let notes = club.bo.get(&format!("/v1/sessions/{}/notes", club.received)).expect(200);
        assert_eq!(notes["summary"], full_notes()["summary"]);

        let feedback = club.cy.get(&format!("/v1/feedback/{}", club.given)).expect(200);
        assert_eq!(feedback["notes"]["summary"], "Good job!");
        assert_eq!(feedback["session"]["interviewer"]["display_name"], "a former member");
        assert_eq!(feedback["session"]["interviewer"]["headline"], json!(null));
        assert_eq!(feedback["session"]["join_url"], json!(null));
        assert_eq!(club.cy.get("/v1/feedback").expect(200)["items"].as_array().unwrap().len(), 1);
        club.cy.get(&format!("/v1/feedback/{}", club.begun)).problem(404, "not_found");
        club.cy.get("/v1/me/export").expect(200);
        let ics = club.cy.get(&format!("/v1/sessions/{}/invite.ics", club.given));
        assert!(ics.text.contains("a former member") && !ics.text.contains("Annabel"), "{}", ics.text);

        let search = "/v1/openings?kind=concepts&level=junior&language=en&duration_minutes=60";
        let openings = club.cy.get(search).expect(200);
        assert!(!openings["items"].as_array().unwrap().is_empty(), "Bo is still there");
        assert!(!openings.to_string().contains(&club.annabel.id));
        club.cy.post("/v1/sessions", booking(&club.annabel.id, "2027-01-20T13:00:00Z")).problem(404, "not_found");
    }

    fn tokens_links_and_password_are_worth_nothing_and_the_address_is_free(app) {
        let club = club(&app);
        let elsewhere = club.annabel.again(&app);
        let change = app.mails_to("aq@new.example.org").pop().unwrap().token();
        app.guest().post("/v1/auth/forgot-password", json!({"email": ADDRESS})).expect(202);
        let reset = app.mails_to(ADDRESS).pop().unwrap().token();
        club.annabel.delete("/v1/me").expect(204);

        for person in [&club.annabel, &elsewhere] {
            person.get("/v1/me").problem(401, "unauthenticated");
            person.delete("/v1/me").problem(401, "unauthenticated");
            let refresh = json!({"refresh_token": person.refresh_token});
            app.guest().post("/v1/auth/refresh", refresh).problem(401, "refresh_refused");
        }
        app.guest().post("/v1/auth/reset-password", json!({"token": reset, "password": PASSWORD})).problem(400, "link_invalid");
        app.guest().post("/v1/auth/confirm-email", json!({"token": change})).problem(400, "link_invalid");
        let signs_in = |email| app.guest().post("/v1/auth/login", json!({"email": email, "password": PASSWORD}));
        assert_eq!(signs_in(ADDRESS).text, signs_in("nobody@example.org").text);

        let again = app.person("Annabel Quillfeather");
        assert_eq!(again.email, ADDRESS);
        assert_ne!(again.id, club.annabel.id);
        again.get("/v1/me/candidate").problem(404, "not_found");
        assert_eq!(again.get("/v1/sessions").expect(200)["items"], json!([]));
    }

    /// A copied token, or a laptop left open, deletes nothing for good.
    fn leaving_takes_a_sign_in_of_the_last_hour_and_a_refresh_makes_none_younger(app) {
        let annabel = app.person("Annabel Quillfeather");
        app.clock.advance_minutes(61);
        let refresh = json!({"refresh_token": annabel.refresh_token});
        let tokens = app.guest().post("/v1/auth/refresh", refresh).expect(200);
        let refreshed = app.guest().with_token(tokens["access_token"].as_str().unwrap());
        refreshed.delete("/v1/me").problem(403, "sign_in_too_old");
        refreshed.get("/v1/me").expect(200);
        annabel.again(&app).delete("/v1/me").expect(204);
        refreshed.get("/v1/me").problem(401, "unauthenticated");
    }

    /// She leaves during the session: Bo is in the call.
    fn a_session_that_is_running_is_called_off_too(app) {
        let club = club(&app);
        app.clock.set("2027-01-20T09:05:00Z".parse().unwrap());
        club.annabel.again(&app).delete("/v1/me").expect(204);
        let session = club.bo.again(&app).get(&format!("/v1/sessions/{}", club.coming[0])).expect(200);
        assert_eq!(session["state"], "cancelled");
    }
}
