//! Reading takes the same number of SQL statements among ten people and among a thousand.

use crate::support::api::document::example;
use crate::support::{Person, TestApp, TestDatabase, booking, many, operations};
use candor::domain::feedback::attachment::{Attachment, AttachmentKind, NewAttachment};
use candor::domain::feedback::follow_up::{FollowUp, FollowUpNumber};
use candor::domain::feedback::notes::Notes;
use candor::domain::{AccountId, AttachmentId, Seat, Timestamp};
use candor::store::Db;
use candor::store::booking::sessions;
use candor::store::feedback::attachments;
use candor::store::feedback::follow_ups;
use candor::store::feedback::notes::{self, Feedback};
use candor::store::feedback::reflection::{self, Assessed, Reviewed};
use candor::store::feedback::thanks::{self, Thanks};

/// Maximum number of statements per GET: one to check the sign-in, two for its own data, and on PostgreSQL one to check
/// each connection taken from the pool.
const MOST: u64 = 5;

/// An export reads from every table.
const MAX_OF_AN_EXPORT: u64 = 47;

/// Late notes need sessions, their drafts, and the writers' names.
const MAX_OF_LATE_NOTES: u64 = 10;

/// A search also needs the caller's busy times and blocks.
const MAX_OF_A_SEARCH: u64 = 7;

/// Feedback includes both people's ratings, the session, and what was asked about it.
const MAX_OF_FEEDBACK: u64 = 7;

/// Reliability needs the marks, their sessions, and the latest sessions.
const MAX_OF_A_STANDING: u64 = 6;

/// The program and the caller's membership are read first.
const MAX_OF_A_PROGRAM: u64 = 6;

/// A round needs its program and the caller's membership; its plan needs members, decisions, and what the rounds before came to.
const MAX_OF_A_ROUND: u64 = 11;

/// An overview needs members, two profiles, hours, sessions and invitations.
const MAX_OF_AN_OVERVIEW: u64 = 14;

/// A brief needs the session, the candidate's profile and steps, and the drawn questions; for a first-time interviewer also
/// that fact, and which sample sessions they rated.
const MAX_OF_A_BRIEF: u64 = 9;

/// A proposal needs both people's commitments and the interviewer's horizon.
const MAX_OF_A_MOVE: u64 = 9;

/// A request's diagnosis needs interviewers, commitments, and blocks.
const MAX_OF_A_REQUEST: u64 = 11;

/// Adds more volunteers, each of whom has interviewed me and was interviewed by me, with feedback.
fn grow(app: &TestApp, me: &Person, numbers: std::ops::Range<usize>) {
    let me: AccountId = me.id.parse().unwrap();
    let mut chance = many::Chance::new(7);
    let done = app.services.write(|db, now| {
        for number in numbers {
            let other = many::interviewer(db, now, &mut chance, number);
            let days = i64::try_from(number).unwrap() + 1;
            held(db, me, other, now.plus_days(-days));
            held(db, other, me, now.plus_days(-days).plus_hours(2));
            many::session(db, now, other, me, now.plus_days(30 + days));
        }
        Ok(())
    });
    done.unwrap();
}

/// A completed session.
fn held(db: &mut Db, candidate: AccountId, interviewer: AccountId, starts_at: Timestamp) {
    let session = many::session(db, starts_at, candidate, interviewer, starts_at);
    let notes = Notes::default();
    assert!(notes::save(db, session, 0, &notes, starts_at).unwrap());
    let version =
        Feedback { session, version: 1, notes, why: None, submitted_at: starts_at.plus_hours(1), writer: None };
    assert!(notes::submit(db, &version, &[]).unwrap());
    let given_at = starts_at.plus_hours(1);
    let (assessment, review) = Default::default();
    reflection::assess(db, &Assessed { session, assessment, before_notes: true, given_at }).unwrap();
    reflection::review(db, &Reviewed { session, review, given_at }).unwrap();
    let line = "You waited while I was thinking.".parse().unwrap();
    thanks::insert(db, &Thanks { session, line, given_at }).unwrap();
    let question = "What would you have liked to hear first?".parse().ok();
    let number = FollowUpNumber::default();
    let asked = FollowUp { session, number, question, asked_at: starts_at.plus_hours(2), answer: None };
    follow_ups::insert(db, &asked).unwrap();
    for number in 0..3 {
        let content = format!("let number = {number};").parse().unwrap();
        let made = NewAttachment { kind: AttachmentKind::Code, title: None, language: None, content, in_shares: false };
        let by = Seat::Interviewer;
        let one = Attachment { id: AttachmentId::new(), session, by, made, created_at: given_at };
        assert!(attachments::insert(db, &one, interviewer).unwrap());
    }
    sessions::set_completed(db, session).unwrap();
}

/// A report of somebody who interviewed me.
fn reported(me: &Person) -> String {
    let held = me.get("/v1/sessions?state=completed&role=candidate&limit=1").expect(200);
    let about = &held["items"][0]["interviewer"]["id"];
    let told = serde_json::json!({"about_person_id": about, "what": "spam", "text": "They sell a course."});
    me.post("/v1/reports", told).expect(201)["report"]["id"].as_str().unwrap().to_owned()
}

/// Every GET of the document, about sessions in which I had either seat, and with more query parameters.
fn paths(app: &TestApp, me: &Person) -> Vec<String> {
    let session = |role: &str| {
        let held = me.get(&format!("/v1/sessions?state=completed&role={role}&limit=1")).expect(200);
        held["items"][0]["id"].as_str().unwrap().to_owned()
    };
    let (asked, practised) = (session("interviewer"), session("candidate"));
    let wanted = serde_json::json!({
        "kind": "concepts", "level": "junior", "language": "sw", "duration_minutes": 60,
        "windows": [{"from": "2027-01-20T09:00:00Z", "to": "2027-01-20T12:00:00Z"}]
    });
    let waiting = me.post("/v1/requests", wanted).expect(201)["id"].as_str().unwrap().to_owned();
    let secret = me.subscribes();
    let reported = reported(me);
    let bank: serde_json::Value =
        serde_json::from_str(include_str!("../../../catalogue/questions/concepts_junior.json")).unwrap();
    let calendar = me.adds_a_calendar();
    let cycle = serde_json::json!({"about": "cycle", "debrief": {"feelings": "Long."}});
    let debrief = me.post("/v1/me/debriefs", cycle).expect(201)["id"].as_str().unwrap().to_owned();
    let program =
        me.post("/v1/programs", serde_json::json!({"name": "Club"})).expect(201)["id"].as_str().unwrap().to_owned();
    let added =
        me.post(&format!("/v1/programs/{program}/questions"), serde_json::json!({"questions": [bank[0]]})).expect(201);
    let question = added["questions"][0]["id"].as_str().unwrap().to_owned();
    let january = serde_json::json!({"name": "January", "starts_on": "2027-01-18", "ends_on": "2027-01-31", "duration_minutes": 60});
    let round =
        me.post(&format!("/v1/programs/{program}/rounds"), january).expect(201)["id"].as_str().unwrap().to_owned();
    me.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None).expect(200);
    // One that I could move alone, with a proposal.
    let bo = app.interviewer("Bo");
    let coming = me.books(&bo, "2027-01-21T10:00:00Z");
    let proposal = serde_json::json!({"starts": ["2027-01-21T11:00:00Z"], "reason": "A shift."});
    let proposal =
        me.post(&format!("/v1/sessions/{coming}/moves"), proposal).expect(201)["id"].as_str().unwrap().to_owned();
    // Read for the first time, it draws its questions.
    me.get(&format!("/v1/sessions/{asked}/brief")).expect(200);
    let sampled = example("rate_sample_session");
    me.put("/v1/me/calibration/coding-junior-promises", sampled).expect(200);
    // The first call creates the row that it writes to.
    app.guest().get("/readyz").raw(200);
    // Only the operator reads all reports and appeals; what they read is the list of a program's without the program.
    let gets = operations().iter().filter(|one| one.method == "GET" && !one.path.starts_with("/v1/operator/"));
    let documented = gets.map(|one| {
        let seat = match one.path.as_str() {
            path if path.ends_with("/notes") || path.ends_with("/brief") => &asked,
            path if path.contains("/move") => &coming,
            path if path.starts_with("/v1/me/busy-calendars") => &calendar,
            path if path.starts_with("/v1/me/debriefs") => &debrief,
            path if path.starts_with("/v1/requests") => &waiting,
            path if path.starts_with("/v1/programs") => &program,
            path if path.starts_with("/v1/rounds") => &round,
            path if path.starts_with("/v1/reports") => &reported,
            _ => &practised,
        };
        one.path
            .replace("{id}", seat)
            .replace("{session_id}", seat)
            .replace("{question_id}", &question)
            .replace("{kind}", "concepts")
            .replace("{sample}", "coding-junior-promises")
            .replace("{move_id}", &proposal)
            .replace("{secret}", &secret)
    });
    let more = [
        "/v1/openings?kind=concepts&level=junior&topics=promises,react&language=en&duration_minutes=60",
        "/v1/openings?limit=100&from=2027-01-11T08:00:00Z&to=2027-02-25T08:00:00Z",
        "/v1/sessions?role=candidate&limit=100",
        "/v1/sessions?state=booked",
        "/v1/feedback?limit=50",
    ];
    documented.chain(more.map(str::to_owned)).collect()
}

/// How many statements each of these takes.
fn counts(app: &TestApp, me: &Person, paths: &[String]) -> Vec<u64> {
    // The first search after a change reads the changes; see the next test.
    let _ = me.get("/v1/openings?limit=1").expect(200);
    let count = |path: &String| {
        let before = app.services.store.statements();
        assert_eq!(me.get(path).status, 200, "{path}");
        app.services.store.statements() - before
    };
    paths.iter().map(count).collect()
}

on_both_databases! {
    fn reading_takes_as_many_statements_among_a_thousand_people_as_among_ten(app) {
        let me = app.interviewer("Ann");
        me.wants_to_practise();
        grow(&app, &me, 0..10);
        let paths = paths(&app, &me);
        let (few, seen) = (counts(&app, &me, &paths), shown(&me));
        grow(&app, &me, 10..1000);
        // Figures are counted once a minute.
        app.clock.advance_minutes(1);
        let (many, more) = (counts(&app, &me, &paths), shown(&me));
        let mut too_many = Vec::new();
        for ((path, few), many) in paths.iter().zip(few).zip(many) {
            assert_eq!(few, many, "{path}");
            let most = match path.as_str() {
                "/v1/me/export" => MAX_OF_AN_EXPORT,
                path if path.starts_with("/v1/openings") || path == "/v1/stand-ins" || path.starts_with("/v1/reports/") => {
                    MAX_OF_A_SEARCH + 1
                }
                path if path.starts_with("/v1/programs/") && ["/reports", "/appeals"].iter().any(|end| path.ends_with(end)) => {
                    MAX_OF_A_PROGRAM + 1
                }
                // The rounds that booked them, and whose notes were delivered.
                path if path.starts_with("/v1/programs/") && path.ends_with("/sessions") => MAX_OF_A_PROGRAM + 2,
                path if path.ends_with("/late-notes") => MAX_OF_LATE_NOTES,
                path if path.ends_with("/overview") || path.contains("/report") => MAX_OF_AN_OVERVIEW,
                path if path.starts_with("/v1/programs/") => MAX_OF_A_PROGRAM,
                path if path.starts_with("/v1/rounds/") => MAX_OF_A_ROUND,
                path if path.contains("/move") => MAX_OF_A_MOVE,
                path if path.ends_with("/brief") => MAX_OF_A_BRIEF,
                path if path.starts_with("/v1/requests") => MAX_OF_A_REQUEST,
                // The date is in the reader's zone.
                path if ["/feedback.md", "/feedback.pdf"].iter().any(|end| path.ends_with(end)) => MAX_OF_FEEDBACK + 1,
                path if path.starts_with("/v1/feedback") => MAX_OF_FEEDBACK,
                "/v1/me/reliability" => MAX_OF_A_STANDING,
                path if path.starts_with("/v1/me/trends") => MAX_OF_FEEDBACK,
                // Also reads the profile, debriefs, the zone, sessions and busy calendars.
                "/v1/me/next" => MAX_OF_FEEDBACK + 5,
                _ => MOST,
            };
            if many > most {
                too_many.push((path, many, most));
            }
        }
        assert!(too_many.is_empty(), "{too_many:?}");
        // There is indeed more to read.
        assert!(more > 10 * seen, "{seen} and then {more}");
    }

    fn a_search_reads_what_has_changed_in_as_many_statements_for_ten_people_as_for_a_hundred(app) {
        let me = app.interviewer("Ann");
        me.wants_to_practise();
        let count = || {
            let before = app.services.store.statements();
            let _ = me.get("/v1/openings").expect(200);
            app.services.store.statements() - before
        };
        grow(&app, &me, 0..10);
        let (all, none) = (count(), count());
        grow(&app, &me, 10..20);
        let few = count();
        grow(&app, &me, 20..120);
        let (many, none_again) = (count(), count());
        assert_eq!((few, none), (many, none_again));
        assert!(few <= MAX_OF_A_SEARCH + 4 && all <= MAX_OF_A_SEARCH + 4, "{few} and {all}");
    }

    fn booking_takes_as_many_statements_among_a_thousand_people_as_among_ten(app) {
        let (me, bo) = (app.interviewer("Ann"), app.interviewer("Bo"));
        let count = |start: &str| {
            let before = app.services.store.statements();
            let _ = me.post("/v1/sessions", booking(&bo.id, start)).expect(201);
            app.services.store.statements() - before
        };
        grow(&app, &me, 0..10);
        let few = count("2027-01-13T10:00:00Z");
        grow(&app, &me, 10..1000);
        assert_eq!(few, count("2027-01-14T10:00:00Z"));
        assert!(few <= 33, "{few}");
    }
}

/// How many interviewers the openings count, taken together.
fn shown(me: &Person) -> usize {
    let items = me.get("/v1/openings?limit=100").expect(200)["items"].take();
    let counts = items.as_array().unwrap().iter().filter_map(|item| item["interviewer_count"].as_u64());
    usize::try_from(counts.sum::<u64>()).unwrap()
}
