//! From a list to a published round by the API alone: two hundred candidates and forty volunteers.

use super::uploads;
use crate::support::{Event, Mail, PASSWORD, Person, TestApp, TestDatabase, at_once};
use candor::cli::demo::large;
use candor::cli::demo::seed::{Club, Member};
use candor::domain::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many do something at a time.
const HANDS: usize = 8;

/// Answers the invitation, says what they want or offer, and when they have time.
fn comes_in(app: &TestApp, member: &Member, token: &str) -> Person {
    let form = json!({"token": token, "password": PASSWORD, "time_zone": member.zone});
    let accepted = app.guest().post("/v1/invitations/accept", form).expect(200);
    assert_eq!(accepted["account_created"], true);
    let person = Person::sign_in(app, member.email.as_str());
    if let Some(wishes) = &member.candidate {
        person.put("/v1/me/candidate", json!(wishes)).expect(200);
    }
    if let Some(offer) = &member.interviewer {
        person.put("/v1/me/interviewer", json!(offer)).expect(200);
    }
    person.put("/v1/me/interviewer/availability", json!(member.hours)).expect(200);
    person
}

/// Founds the program, uploads its list, and lets everybody in; the coordinator, the program, and all others by id.
fn set_up(app: &TestApp, club: &Club) -> (Person, String, BTreeMap<String, Person>) {
    let run = club.program.as_ref().unwrap();
    let cora = app.person("Cora");
    let wanted = json!({"name": run.name, "about": run.about, "time_zone": run.zone, "may_meet": run.rules.may_meet,
        "sessions_per_week": run.rules.sessions_per_week, "min_notice_hours": run.rules.min_notice_hours});
    let program = cora.post("/v1/programs", wanted).expect(201)["id"].as_str().unwrap().to_owned();
    let list = large::roster(club);
    let dry = uploads(&cora, &program, "?dry_run=true", &list).expect(200);
    assert_eq!((&dry["invited"], app.send_due()), (&json!(240), 0));
    assert_eq!(uploads(&cora, &program, "", &list).expect(200)["invited"], 240);
    let mails: BTreeMap<String, Mail> = app.mails().into_iter().map(|mail| (mail.to.clone(), mail)).collect();
    let people = at_once(HANDS, |hand| {
        let mine = club.members[1..].iter().skip(hand).step_by(HANDS);
        mine.map(|member| comes_in(app, member, &mails[member.email.as_str()].token())).collect::<Vec<_>>()
    });
    (cora, program, people.into_iter().flatten().map(|person| (person.id.clone(), person)).collect())
}

on_both_databases_racing! {
    fn a_program_goes_from_its_list_to_a_published_round(app) {
        let club = large::club().unwrap();
        let (cora, program, people) = set_up(&app, &club);
        let totals = cora.get(&format!("/v1/programs/{program}/overview")).expect(200)["totals"].clone();
        assert_eq!((&totals["members"], &totals["profile_missing"], &totals["hours_missing"], &totals["no_match"], &totals["invitations_open"]),
            (&json!(241), &json!(0), &json!(0), &json!(200), &json!(0)));

        let round = json!({"name": "First week", "starts_on": "2027-01-18", "ends_on": "2027-01-31", "duration_minutes": 60, "ask_members": false});
        let round = cora.post(&format!("/v1/programs/{program}/rounds"), round).expect(201)["id"].as_str().unwrap().to_owned();
        let preview = cora.send("POST", &format!("/v1/rounds/{round}/preview"), &[], None);
        let plan = preview.expect(200);
        let pairs = plan["pairs"].as_array().unwrap();
        assert!(pairs.len() >= 150, "{} of 200", pairs.len());
        assert_eq!(pairs.len() + plan["unmatched"].as_array().unwrap().len(), 200);
        assert_eq!(app.send_due(), 0, "a preview tells nobody");

        let path = format!("/v1/rounds/{round}/publish");
        let tag = [("if-match", preview.header("etag"))];
        let before: BTreeSet<String> = app.sent().into_iter().map(|mail| mail.message_id).collect();
        cora.send("POST", &path, &tag, None).expect(200);
        cora.send("POST", &path, &tag, None).problem(409, "round_state");

        // What was previewed is what is booked, and nobody is in two places.
        let planned: BTreeSet<_> = pairs.iter().map(|one| [&one["candidate_id"], &one["interviewer_id"], &one["starts_at"]].map(text)).collect();
        let (mut booked, mut sessions) = (BTreeSet::new(), BTreeMap::new());
        for person in people.values() {
            let mut ends = String::new();
            let mine = person.get("/v1/sessions?limit=100").expect(200)["items"].as_array().unwrap().clone();
            for one in mine.iter().rev() {
                assert!(text(&one["starts_at"]) >= ends, "{mine:#?}");
                ends = text(&one["ends_at"]);
                booked.insert([&one["candidate"]["id"], &one["interviewer"]["id"], &one["starts_at"]].map(text));
                sessions.insert(text(&one["id"]), one.clone());
            }
        }
        assert_eq!(booked, planned);
        assert_eq!(sessions.len(), pairs.len());

        // Two invitations each, to those who are asleep in the morning; and no other mail that would come at once.
        let published = app.services.now();
        app.send_due();
        app.clock.set(published.plus_hours(9));
        app.send_due();
        app.clock.set(published);
        let sent: Vec<Mail> = app.sent().into_iter().filter(|mail| !before.contains(&mail.message_id)).collect();
        let sent: Vec<Mail> = sent.into_iter().filter(|mail| mail.calendar.is_some()).collect();
        assert_eq!(sent.len(), 2 * pairs.len());
        let mut invited = BTreeSet::new();
        for mail in &sent {
            let (method, ics) = mail.calendar.as_ref().unwrap();
            let event = Event::parse(ics);
            assert_eq!((method.as_str(), event.method.as_str(), event.sequence), ("REQUEST", "REQUEST", 0));
            let id = event.uid.clone();
            let session = &sessions[&id];
            assert_eq!((&event.starts_at, &event.ends_at), (&text(&session["starts_at"]), &text(&session["ends_at"])));
            let length = |moment: &str| moment.parse::<Timestamp>().unwrap().epoch();
            assert_eq!(length(&event.ends_at) - length(&event.starts_at), 3600);
            assert_eq!(event.attendees, std::slice::from_ref(&mail.to));
            let seats = ["candidate", "interviewer"].map(|seat| &people[&text(&session[seat]["id"])]);
            let seat = seats.iter().position(|person| person.email == mail.to).expect("one of its two people");
            assert_eq!(event.location.as_deref(), session["meeting_place"].as_str());
            assert!(mail.subject.starts_with("Booked: mock interview with"), "{}", mail.subject);
            let other = text(&session[["interviewer", "candidate"][seat]]["display_name"]);
            assert!(mail.text.contains(other.split(' ').next().unwrap()), "{}", mail.text);
            assert!(!mail.text.contains(&seats[1 - seat].email) && !ics.contains(&seats[1 - seat].email), "an address");
            assert!(invited.insert((id, mail.to.clone())), "invited twice");
        }
        let after = cora.get(&format!("/v1/programs/{program}/overview")).expect(200)["totals"].clone();
        assert_eq!((&after["sessions_coming"], &after["no_match"]), (&json!(pairs.len()), &json!(200 - pairs.len())));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
