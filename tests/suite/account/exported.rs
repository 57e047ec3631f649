//! What an export leaves out: of everything that is written down about somebody, each table is in it, or here with the reason
//! why not.

use crate::schema::tables;
use crate::support::{Person, TestApp, TestDatabase, booking, every_day, full_notes, ics, offer};
use candor::service::matching::matcher;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Where somebody's rows of a table are in their export.
const EXPORTED: &[(&str, &str)] = &[
    ("accounts", "account"),
    ("availabilities", "availability"),
    ("blocks", "blocks"),
    ("busy_calendars", "busy_calendars"),
    ("calendar_feeds", "calendar_feed_created_at"),
    ("calibrations", "sample_ratings"),
    ("candidate_profiles", "candidate"),
    ("debriefs", "debriefs"),
    ("digest_settings", "evening_digest"),
    ("declined_offers", "declined_offers"),
    ("feedback", "feedback_received"),
    ("feedback_shares", "feedback_shares"),
    ("attachments", "attachments"),
    ("follow_ups", "follow_ups"),
    ("interviewer_profiles", "interviewer"),
    ("links", "emailed_links"),
    ("marks", "marks"),
    ("monthly_summary_opt_outs", "monthly_summary"),
    ("moves", "moves_proposed"),
    ("note_reassignments", "write_ups"),
    ("notes", "notes_written"),
    ("plan_settings", "plan_settings"),
    ("plan_steps", "plan_steps"),
    ("program_invitations", "invitations"),
    ("program_members", "programs"),
    ("program_messages", "program_messages"),
    ("reports", "reports"),
    ("requests", "requests"),
    ("reviews", "reviews"),
    ("round_entries", "round_entries"),
    ("round_results", "round_outcomes"),
    ("self_assessments", "self_assessments"),
    ("session_events", "session_events"),
    ("sessions", "sessions"),
    ("sign_ins", "sign_ins"),
    ("stand_in_invitations", "stand_ins"),
    ("thanks", "thanks"),
];

/// Why somebody's rows of a table are not in their export.
const LEFT_OUT: &[(&str, &str)] = &[
    ("address_requests", "for a moment, until the worker has done it; the link that comes of it is in it"),
    ("booked_cells", "the quarter hours of sessions that are in it"),
    ("candidate_moves", "the same as an event of the session"),
    ("idempotency_keys", "for a day, what a request was answered with that is in it"),
    ("late_notes_notifications", "which emails went out, so that none goes out twice"),
    ("leases", "which replica does what; about nobody"),
    ("monthly_summaries", "which emails went out, so that none goes out twice"),
    (
        "offered_questions",
        "a candidate does not know the questions before they are asked, and those asked are in the notes",
    ),
    ("former_members", "that somebody was in a program, for its report; what they did there is in it"),
    ("program_sessions", "which program a session that is in it belongs to"),
    ("told_sessions", "which emails went out, so that none tells the same again"),
    ("queue_places", "what the age of a request counts from, which is in it"),
    ("opening_changes", "that something which is in it changed, for replicas to notice"),
    ("outbox", "copies of what is in it, on their way to the same person"),
    ("program_questions", "the program's; nothing says who typed them"),
    ("programs", "the program's; the membership is in it"),
    ("refresh_tokens", "hashes of secrets that belong to a sign-in, which is in it"),
    ("report_programs", "part of a report"),
    ("round_pairs", "the program's; what a coordinator decides about others is theirs until it is published"),
    ("round_replacements", "which sessions, that are in it, came in place of which"),
    ("rounds", "the program's; what one said and what came of it is in it"),
    ("stand_ins", "a search whose invitations are in it"),
];

#[test]
fn each_table_is_exported_or_has_a_reason() {
    let app = TestApp::start(TestDatabase::memory());
    let said: Vec<&str> = EXPORTED.iter().chain(LEFT_OUT).map(|(table, _)| *table).collect();
    let known: BTreeSet<&str> = said.iter().copied().collect();
    assert_eq!(known.len(), said.len(), "each once");
    let there = tables(&app.services.store);
    let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
    let unsaid: Vec<_> = there.difference(&known).collect();
    assert!(unsaid.is_empty(), "{unsaid:?}: is it about somebody? Put it into their export, or say here why not.");
    assert_eq!(known.difference(&there).collect::<Vec<_>>(), Vec::<&&str>::new(), "no such table");
}

/// What Ann wrote, and where it is in her export; and what others wrote to her or about her that she may read.
const WORDS: &[(&str, &str)] = &[
    ("Marmalade", "candidate"),
    ("Bookbinder", "interviewer"),
    ("Choir", "busy_calendars"),
    ("a.new@example.org", "emailed_links"),
    ("Orchard", "requests"),
    ("Owls", "declined_offers"),
    ("Meadow", "round_entries"),
    ("Juniper", "program_messages"),
    ("Lighthouse", "sessions"),
    ("Plumber", "sessions"),
    ("Plumber", "session_events"),
    ("Thistle", "session_events"),
    ("Dentist", "moves_proposed"),
    ("Ferry", "marks"),
    ("Kestrel", "notes_written"),
    ("Heron", "notes_written"),
    ("Walrus", "notes_written"),
    ("Puffin", "notes_written"),
    ("For the coordinator, by Ann", "notes_written"),
    ("Aunt Em", "feedback_shares"),
    ("queue first", "thanks"),
    ("waited for me", "thanks"),
    ("Tamarisk", "follow_ups"),
    ("Juncus", "follow_ups"),
    ("Samphire", "attachments"),
    ("Bulrush", "attachments"),
    ("Lantern", "self_assessments"),
    ("Copper", "reviews"),
    ("Velvet", "reviews_received"),
    ("Cinnamon", "debriefs"),
    ("Gallop", "plan_steps"),
    ("Nettle", "plan_steps"),
    ("Harbour", "reports"),
    ("Saffron", "reports_closed"),
    ("Snowdrops", "sample_ratings"),
    ("Goldfinch", "feedback_received"),
    ("Bullfinch", "feedback_received"),
];

fn id(of: &Value) -> String {
    of["id"].as_str().unwrap().to_owned()
}

/// What the linter finds nothing at, with this as its summary.
fn notes(summary: &str, aside: &str) -> Value {
    let mut notes = full_notes();
    notes["summary"] = json!(format!("{summary}. {}", notes["summary"].as_str().unwrap()));
    notes["private_to_coordinator"] = json!(aside);
    notes
}

/// A round in which somebody takes part on the 25th.
fn round(club: &str, ann: &Person) {
    let form = json!({"name": "January", "starts_on": "2027-01-25", "ends_on": "2027-01-26", "duration_minutes": 60});
    let round = id(&ann.post(&format!("/v1/programs/{club}/rounds"), form).expect(201));
    ann.put(&format!("/v1/rounds/{round}/entry"), json!({"aims": "Meadow", "kind": "concepts", "level": "junior"}))
        .expect(200);
    let message = json!({"to": "everybody", "subject": "Thursday", "text": "Juniper: bring one thing."});
    ann.post(&format!("/v1/programs/{club}/messages"), message).expect(200);
    let plan = ann.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None);
    plan.expect(200);
    let tag = [("if-match", plan.header("etag"))];
    ann.send("POST", &format!("/v1/rounds/{round}/publish"), &tag, None).expect(200);
}

/// Ann has written something wherever somebody can.
fn ann_who_wrote_everywhere(app: &TestApp) -> (Person, Person) {
    let (ann, bo, cy, dan) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"), app.candidate("Dan"));
    let zoe = app.person("Zoe");
    ann.volunteers();
    let mut hers = offer();
    (hers["headline"], hers["short_notice"]) = (json!("Bookbinder"), json!(true));
    ann.put("/v1/me/interviewer", hers).expect(200);
    let wish = json!({"level": "junior", "kinds": ["concepts"], "topics": ["promises"], "languages": ["en"], "goals": "Marmalade"});
    ann.put("/v1/me/candidate", wish).expect(200);
    bo.wants_to_practise();
    // Hers is the club, with Zoe beside her; and Zoe has one of her own, to which she is invited.
    let club = ann.post("/v1/programs", json!({"name": "Club", "time_zone": "UTC"})).expect(201);
    for one in [&bo, &cy, &dan, &zoe] {
        one.post("/v1/programs/join", json!({"code": club["join_code"]})).expect(200);
    }
    let club = id(&club);
    ann.patch(&format!("/v1/programs/{club}/members/{}", zoe.id), json!({"role": "coordinator"})).expect(200);
    ann.patch(&format!("/v1/programs/{club}/members/{}", ann.id), json!({"candidate": true})).expect(200);
    let other = id(&zoe.post("/v1/programs", json!({"name": "Class", "time_zone": "UTC"})).expect(201));
    let people = json!({"people": [{"address": ann.email, "name": "Ann"}]});
    zoe.post(&format!("/v1/programs/{other}/invitations"), people).expect(200);

    let lunch = ("2027-01-28T12:00:00Z".parse().unwrap(), "2027-01-28T13:00:00Z".parse().unwrap());
    let calendar = id(&ann.post("/v1/me/busy-calendars", json!({"name": "Choir"})).expect(201));
    ann.uploads(&calendar, &ics(std::iter::once(lunch))).expect(200);
    ann.subscribes();
    ann.put("/v1/me/monthly-summary", json!({"wanted": false})).expect(200);
    ann.patch("/v1/me/plan/settings", json!({"in_briefs": true})).expect(200);
    ann.post("/v1/auth/change-email", json!({"email": "a.new@example.org", "password": crate::support::PASSWORD}))
        .expect(202);
    app.look_into_requests();

    let wish = json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": false, "aims": "Orchard",
        "windows": [{"from": "2027-01-21T09:00:00Z", "to": "2027-01-21T12:00:00Z"}]
    });
    let request = id(&ann.post("/v1/requests", wish).expect(201));
    assert_eq!(matcher::run(&app.services, "this process").unwrap().matched, 1);
    let declined = json!({"reason": "time_no_longer_fits", "note": "Owls"});
    ann.post(&format!("/v1/requests/{request}/decline"), declined).expect(200);
    ann.post(&format!("/v1/requests/{request}/withdraw"), json!({})).expect(200);

    let asks = |start: &str| {
        let mut ask = booking(&bo.id, start);
        ask["aims"] = json!("Lighthouse");
        id(&ann.post("/v1/sessions", ask).expect(201))
    };
    let (received, soon, moved) =
        (asks("2027-01-12T09:00:00Z"), asks("2027-01-11T18:00:00Z"), asks("2027-01-29T09:00:00Z"));
    let (given, begun) = (bo.books(&ann, "2027-01-12T11:00:00Z"), dan.books(&ann, "2027-01-12T13:00:00Z"));
    let (hers, his) = (dan.books(&cy, "2027-01-12T15:00:00Z"), dan.books(&cy, "2027-01-12T17:00:00Z"));
    let called_off = dan.books(&bo, "2027-01-13T18:00:00Z");
    let starts = json!({"starts": ["2027-01-29T11:00:00Z"], "reason": "Dentist"});
    ann.post(&format!("/v1/sessions/{moved}/moves"), starts).expect(201);
    // It was agreed on more than an hour ago, and is less than a day away.
    app.clock.set("2027-01-11T12:00:00Z".parse().unwrap());
    let (ann, bo) = (ann.again(app), bo.again(app));
    ann.post(&format!("/v1/sessions/{soon}/cancel"), json!({"reason": "Plumber"})).expect(200);
    let mark = id(&ann.get("/v1/me/reliability").expect(200)["marks"][0]);
    ann.post(&format!("/v1/me/marks/{mark}/appeal"), json!({"reason": "Ferry"})).expect(200);
    // She's asked to stand in for Bo.
    bo.post(&format!("/v1/sessions/{called_off}/cancel"), json!({"reason": "I'm ill."})).expect(200);

    app.clock.set("2027-01-12T19:00:00Z".parse().unwrap());
    let [ann, bo, dan, cy] = [ann, bo, dan, cy].map(|one| one.again(app));
    let own = json!({"ratings": [{"competency": "depth", "score": 2}], "takeaway": "Lantern"});
    ann.put(&format!("/v1/sessions/{received}/self-assessment"), own).expect(200);
    bo.submits(&received, &notes("Goldfinch", "For the coordinator, by Bo"));
    bo.amends(&received, &notes("Bullfinch", "For the coordinator, by Bo")).expect(200);
    ann.submits(&given, &notes("Kestrel", "For the coordinator, by Ann"));
    ann.amends(&given, &notes("Heron", "")).expect(200);
    ann.saves(&begun, &json!({"summary": "Walrus"})).expect(200);
    ann.put(&format!("/v1/sessions/{received}/review"), json!({"comment": "Copper"})).expect(200);
    bo.put(&format!("/v1/sessions/{given}/review"), json!({"comment": "Velvet"})).expect(200);
    ann.post(&format!("/v1/sessions/{received}/thanks"), json!({"line": "You drew the queue first."})).expect(201);
    bo.post(&format!("/v1/sessions/{given}/thanks"), json!({"line": "You waited for me at minute 12."})).expect(201);
    ann.post(&format!("/v1/feedback/{received}/follow-ups"), json!({"question": "Tamarisk?"})).expect(201);
    bo.post(&format!("/v1/feedback/{given}/follow-ups"), json!({"question": "What is missing?"})).expect(201);
    ann.post(&format!("/v1/feedback/{given}/follow-ups/1/answer"), json!({"answer": "Juncus."})).expect(200);
    let attach = |content: &str| json!({"kind": "code", "content": content});
    ann.post(&format!("/v1/sessions/{received}/attachments"), attach("let samphire = \"Samphire\";")).expect(201);
    bo.post(&format!("/v1/sessions/{received}/attachments"), attach("let bulrush = \"Bulrush\";")).expect(201);
    ann.post(&format!("/v1/feedback/{received}/shares"), json!({"name": "Aunt Em"})).expect(201);
    let debrief = json!({"feelings": "Cinnamon", "kind": "concepts"});
    ann.post("/v1/me/debriefs", json!({"about": "interview", "debrief": debrief})).expect(201);
    let step = id(&ann.post("/v1/me/plan/steps", json!({"then": "Gallop"})).expect(201));
    ann.patch(&format!("/v1/me/plan/steps/{step}"), json!({"state": "dropped", "why": "Nettle"})).expect(200);
    let rated = ["problem_solving", "code_quality", "checking", "complexity", "thinking_aloud"]
        .map(|competency| json!({"competency": competency, "score": 2, "evidence": "Snowdrops"}));
    ann.put("/v1/me/calibration/coding-junior-promises", json!({"ratings": rated})).expect(200);
    let about = |who: &Person, text: &str| json!({"about_person_id": who.id, "what": "other", "text": text});
    ann.post("/v1/reports", about(&dan, "Harbour")).expect(201);
    let report = dan.post("/v1/reports", about(&cy, "He was rude.")).expect(201);
    ann.post(&format!("/v1/reports/{}/close", id(&report["report"])), json!({"word": "Saffron"})).expect(200);

    // Of Cy's sessions she hands one on, and is handed the other.
    app.clock.set("2027-01-14T17:00:00Z".parse().unwrap());
    let [ann, bo, zoe] = [ann, bo, zoe].map(|one| one.again(app));
    let hands = |who: &Person, session: &str, to: &Person, word: &str| {
        let body = json!({"writer_id": to.id, "word": word});
        who.post(&format!("/v1/programs/{club}/late-notes/{session}/reassign"), body).raw(204);
    };
    hands(&ann, &his, &bo, "Thistle");
    hands(&zoe, &hers, &ann, "Cy is away.");
    ann.submits(&hers, &notes("Puffin", ""));
    ann.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "20:00")).expect(200);
    round(&club, &ann);
    ann.send("PUT", &format!("/v1/me/blocks/{}", cy.id), &[], None).expect(200);
    (ann, bo)
}

on_both_databases! {
    fn what_somebody_wrote_is_in_their_export(app) {
        let (ann, bo) = ann_who_wrote_everywhere(&app);
        let all = ann.get("/v1/me/export").expect(200);
        for (table, member) in EXPORTED {
            let held = &all[*member];
            let empty = held.is_null() || held.as_array().is_some_and(Vec::is_empty);
            assert!(!empty, "{table} is at {member}, where there is nothing: {held}");
        }
        for (word, member) in WORDS {
            assert!(all[*member].to_string().contains(word), "{word} is not in {member}: {:#}", all[*member]);
        }
        assert_eq!(all["monthly_summary"], false);
        let standing = ann.get("/v1/me/reliability").expect(200);
        for figure in ["kept", "agreed"] {
            assert_eq!(all["reliability"][figure], standing[figure], "{figure}");
        }
        // The notes on what was hers to write alone: the two versions, the draft, and what she wrote in Cy's place.
        let written: Vec<_> = all["notes_written"].as_array().unwrap().iter().map(|one| one["version"].clone()).collect();
        assert_eq!(written.iter().filter(|version| version.is_null()).count(), 1, "{written:?}");
        assert_eq!(written.len(), 4, "{written:?}");
        let versions: Vec<_> = all["feedback_received"].as_array().unwrap().iter().map(|one| one["version"].as_i64().unwrap()).collect();
        assert_eq!(versions, [2, 1]);
        // What others wrote stands in theirs.
        for theirs in ["For the coordinator, by Bo", "He was rude.", "Cy is away."] {
            assert!(!all.to_string().contains(theirs), "{theirs}");
        }
        let his = bo.get("/v1/me/export").expect(200);
        for (word, member) in [("Goldfinch", "notes_written"), ("Bullfinch", "notes_written"), ("Velvet", "reviews"), ("Copper", "reviews_received")] {
            assert!(his[member].to_string().contains(word), "{word} is not in {member}");
        }
        for hers in ["Walrus", "Puffin", "Saffron", "Harbour", "Cinnamon", "Ferry", "Owls", "For the coordinator, by Ann"] {
            assert!(!his.to_string().contains(hers), "{hers}");
        }
    }
}
