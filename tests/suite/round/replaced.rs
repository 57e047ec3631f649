//! What comes in place of a round's cancelled session: inside the program, by the round's rules, and the round shows it.

use super::{Club, pairs, sessions_of};
use crate::support::{Mail, Person, TestApp, TestDatabase, every_day, offer};
use candor::domain::program::{MayMeet, ProgramRole};
use candor::service::matching::matcher;
use serde_json::{Value, json};

/// Volunteers at the round's hours, and is in the program with this group if there is one.
fn volunteer(app: &TestApp, club: &Club, name: &str, group: Option<&str>) -> Person {
    let one = app.person(name);
    one.put("/v1/me/interviewer", offer()).expect(200);
    one.put("/v1/me/interviewer/availability", every_day("UTC", "17:00", "19:00")).expect(200);
    if group.is_some() {
        club.joined(&app.services.store, &one, ProgramRole::Member, (false, true), group);
    }
    one
}

fn matched(app: &TestApp) -> usize {
    matcher::run(&app.services, "one").unwrap().matched
}

fn request(person: &Person) -> Value {
    person.get("/v1/requests").expect(200)["items"][0].clone()
}

#[track_caller]
fn accepts(person: &Person) {
    let id = request(person)["id"].as_str().unwrap().to_owned();
    person.send("POST", &format!("/v1/requests/{id}/accept"), &[], None).expect(200);
}

/// Declines their only booked session.
#[track_caller]
fn declines(person: &Person, offer_again: bool) -> String {
    let booked = person.get("/v1/sessions?state=booked").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({"reason": "My shift was moved.", "offer_again": offer_again});
    person.post(&format!("/v1/sessions/{booked}/decline"), body).expect(200);
    booked
}

/// Whether two people, of whom one declines, are offered to each other again; never at the same time.
fn offered_again(app: &TestApp, candidate_declines: bool, offer_again: bool) -> bool {
    let club = Club::of(app);
    let ann = club.candidates(app, "ann", 1, ("17:00", "19:00")).remove(0);
    let bo = club.interviewers(app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
    club.holds(&club.round());
    let before = sessions_of(&ann)[0]["starts_at"].clone();
    declines(if candidate_declines { &ann } else { &bo }, offer_again);
    if matched(app) == 0 {
        return false;
    }
    let offered = request(&ann)["session"].clone();
    assert_eq!(offered["interviewer"]["id"], bo.id);
    assert_ne!(offered["starts_at"], before);
    true
}

fn asked_to_stand_in(app: &TestApp, person: &Person) -> usize {
    app.mails_to(&person.email).iter().filter(|mail: &&Mail| mail.subject.starts_with("Can you stand in?")).count()
}

fn is_ready(person: &Person) {
    let mut profile = offer();
    profile["short_notice"] = json!(true);
    person.put("/v1/me/interviewer", profile).expect(200);
}

struct Kept {
    club: Club,
    round: String,
    ann: Person,
    bo: Person,
    /// Whom the round's rules keep from Ann: forbidden, of her group, in another program, and out of this round.
    kept_from_her: [Person; 4],
}

/// Ann of the Blue group has a session with Bo of the Red one, whom she was pinned to.
fn kept_apart(app: &TestApp) -> Kept {
    let club = Club::with(app, MayMeet::OtherGroups, 1);
    let ann = app.candidate("Ann");
    ann.put("/v1/me/interviewer/availability", every_day("UTC", "17:00", "19:00")).expect(200);
    club.joined(&app.services.store, &ann, ProgramRole::Member, (true, false), Some("Blue"));
    let bo = volunteer(app, &club, "Bo", Some("Red"));
    let kept_from_her = [("Cy", Some("Red")), ("Dan", Some("Blue")), ("Eve", None), ("Fay", Some("Red"))]
        .map(|(name, group)| volunteer(app, &club, name, group));
    let round = club.round();
    let decide = |who: &Person, decision: &str| {
        let pair = json!({"candidate_id": ann.id, "interviewer_id": who.id, "decision": decision});
        club.co.put(&format!("/v1/rounds/{round}/pairs"), pair).expect(200);
    };
    decide(&bo, "pinned");
    decide(&kept_from_her[0], "forbidden");
    kept_from_her[3].put(&format!("/v1/rounds/{round}/entry"), json!({"taking_part": false})).expect(200);
    assert_eq!(pairs(&club.holds(&round)), [(ann.id.clone(), bo.id.clone())]);
    Kept { club, round, ann, bo, kept_from_her }
}

on_both_databases! {
    /// Through every session that comes in place of the one before it.
    fn the_rules_of_the_round_hold_for_whatever_comes_in_its_place(app) {
        let Kept { club, round, ann, bo, .. } = kept_apart(&app);
        declines(&bo, false);
        assert_eq!(matched(&app), 0);
        assert_eq!(request(&ann)["standing"]["interviewer_count"], 0, "of those who may");
        let gus = volunteer(&app, &club, "Gus", Some("Red"));
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann)["session"]["interviewer"]["id"], gus.id);
        accepts(&ann);
        let path = format!("/v1/rounds/{round}");
        let results = |app: &TestApp| club.co.again(app).get(&path).expect(200)["results"].clone();
        let one = |name: &str| {
            let mut all = json!({"kept_count": 0, "replaced_count": 0, "waiting_count": 0, "ended_count": 0, "unmatched_count": 0});
            all[name] = json!(1);
            all
        };
        assert_eq!(results(&app), one("replaced_count"));
        declines(&gus, false);
        assert_eq!(matched(&app), 0, "neither Gus nor those who mustn't");
        assert_eq!(results(&app), one("waiting_count"));
        volunteer(&app, &club, "Hal", Some("Red"));
        assert_eq!(matched(&app), 1);
        assert_eq!(ann.get(&path).expect(200)["results"], Value::Null, "for coordinators");
    }

    fn nobody_whom_the_round_keeps_away_is_asked_to_stand_in(app) {
        let Kept { ann, bo, kept_from_her, .. } = kept_apart(&app);
        for one in &kept_from_her {
            is_ready(one);
        }
        let session = declines(&bo, false);
        assert_eq!(kept_from_her.each_ref().map(|one| asked_to_stand_in(&app, one)), [0, 0, 0, 0]);
        for one in &kept_from_her {
            one.send("POST", &format!("/v1/stand-ins/{session}/accept"), &[], None).problem(404, "not_found");
        }
        assert_eq!(matched(&app), 0);
        assert_eq!(request(&ann)["state"], "waiting");
    }

    /// The stand-in's session belongs to the round as well: when it's cancelled, Ann is put back by the same rules.
    fn a_stand_in_takes_over_the_rounds_rules(app) {
        let Kept { club, round, ann, bo, .. } = kept_apart(&app);
        let gus = volunteer(&app, &club, "Gus", Some("Red"));
        is_ready(&gus);
        let session = declines(&bo, false);
        assert_eq!((matched(&app), asked_to_stand_in(&app, &gus)), (0, 1));
        gus.send("POST", &format!("/v1/stand-ins/{session}/accept"), &[], None).expect(200);
        let table = club.co.get(&format!("/v1/rounds/{round}/export.csv")).text.clone();
        assert!(table.contains("\"replaced by Gus, 2027-01-14 18:00\"") && table.contains("Ann,Gus,"), "{table}");
        let program = format!("/v1/programs/{}", club.id);
        let of_the_round = club.co.get(&format!("{program}/sessions?round_id={round}")).expect(200)["items"].clone();
        assert_eq!(of_the_round.as_array().unwrap().len(), 2, "what the round booked, and what came in its place");
        let problem = club.co.delete(&format!("{program}/members/{}", gus.id)).problem(409, "sessions_to_come");
        assert_eq!(problem["sessions"][0]["interviewer_name"], "Gus");
        declines(&gus, false);
        assert_eq!((matched(&app), request(&ann)["state"].clone()), (0, json!("waiting")));
        let table = club.co.get(&format!("/v1/rounds/{round}/export.csv")).text.clone();
        assert!(table.contains("waiting for somebody else"), "{table}");
        app.clock.set("2027-01-14T19:00:00Z".parse().unwrap());
        matched(&app);
        let table = club.co.again(&app).get(&format!("/v1/rounds/{round}/export.csv")).text.clone();
        assert!(table.contains("ended without a replacement"), "{table}");
    }

    /// Groups can change while the offer waits for an answer.
    fn an_offer_that_the_rules_no_longer_allow_is_taken_back(app) {
        let Kept { club, ann, bo, .. } = kept_apart(&app);
        let gus = volunteer(&app, &club, "Gus", Some("Red"));
        declines(&bo, false);
        assert_eq!(matched(&app), 1);
        let id = request(&ann)["id"].as_str().unwrap().to_owned();
        club.co.patch(&format!("/v1/programs/{}/members/{}", club.id, gus.id), json!({"group": "Blue"})).expect(200);
        ann.send("POST", &format!("/v1/requests/{id}/accept"), &[], None).problem(409, "offer_taken_back");
        assert_eq!((matched(&app), sessions_of(&gus).len()), (0, 0));
    }

    /// In rooms of the program's own, if it has any.
    fn what_comes_in_its_place_takes_place_where_the_program_says(app) {
        let Kept { club, ann, bo, .. } = kept_apart(&app);
        club.co.patch(&format!("/v1/programs/{}", club.id), json!({"meeting_base": "https://meet.example.org/"})).expect(200);
        volunteer(&app, &club, "Gus", Some("Red"));
        declines(&bo, false);
        assert_eq!(matched(&app), 1);
        accepts(&ann);
        let place = ann.get("/v1/sessions?state=booked").expect(200)["items"][0]["meeting_place"].clone();
        assert!(place.as_str().unwrap().starts_with("https://meet.example.org/candor-"), "{place}");
    }

    fn the_same_two_are_not_offered_to_each_other_again_when_the_candidate_declines(app) {
        assert!(!offered_again(&app, true, false));
    }

    fn the_same_two_are_not_offered_to_each_other_again_when_the_interviewer_declines(app) {
        assert!(!offered_again(&app, false, false));
    }

    fn another_time_with_the_same_person_is_offered_if_the_candidate_says_so(app) {
        assert!(offered_again(&app, true, true));
    }

    fn another_time_with_the_same_person_is_offered_if_the_interviewer_says_so(app) {
        assert!(offered_again(&app, false, true));
    }

    /// When she can't come then, somebody else can't meet her then either.
    fn a_time_that_the_candidate_declined_is_not_offered_with_somebody_else(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "18:00")).remove(0);
        club.interviewers(&app, "bo", 2, ("17:00", "18:00"), json!({}));
        club.holds(&club.round());
        declines(&ann, false);
        assert_eq!(matched(&app), 0);
    }

    fn any_of_the_kinds_and_languages_that_counted_in_the_round_still_do(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let profile = json!({"level": "junior", "kinds": ["behavioral", "coding"], "topics": [], "languages": ["en", "de"]});
        ann.put("/v1/me/candidate", profile).expect(200);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({"kinds": ["coding"]})).remove(0);
        club.holds(&club.round());
        declines(&bo, false);
        let waits = request(&ann);
        assert_eq!((&waits["kind"], &waits["other_kinds"]), (&json!("coding"), &json!(["behavioral"])));
        assert_eq!((&waits["language"], &waits["other_languages"]), (&json!("en"), &json!(["de"])));
        assert_eq!(matched(&app), 0);
        club.interviewers(&app, "cy", 1, ("17:00", "19:00"), json!({"kinds": ["behavioral"], "languages": ["de"]}));
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann)["session"]["kind"], "behavioral");
        accepts(&ann);
        // What she names herself is meant.
        let path = format!("/v1/requests/{}", waits["id"].as_str().unwrap());
        declines(&ann, false);
        let id = request(&ann)["id"].as_str().unwrap().to_owned();
        assert!(!path.ends_with(&id), "another request, in place of another session");
        let named = ann.patch(&format!("/v1/requests/{id}"), json!({"kind": "concepts", "language": "en"})).expect(200);
        assert_eq!((&named["other_kinds"], &named["other_languages"]), (&json!([]), &json!([])));
    }

    /// She didn't ask for anything; her session was cancelled.
    fn who_is_put_back_reads_that_it_is_in_place_of_the_session(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        club.holds(&club.round());
        app.send_due();
        let session = declines(&bo, false);
        let last = |app: &TestApp| app.mails_to(&ann.email).pop().unwrap().flat();
        let told = last(&app);
        assert!(told.contains("You're back in the queue for the rest of the round's days"), "{told}");
        let waits = request(&ann);
        assert_eq!(waits["replaces_session_id"], session.as_str());
        let words = waits["standing"]["words"].as_str().unwrap();
        assert!(words.starts_with("Your session on Thursday 14 January was cancelled, so you're back in the queue. "), "{words}");
        club.interviewers(&app, "cy", 1, ("17:00", "19:00"), json!({}));
        matched(&app);
        let told = last(&app);
        assert!(told.contains("was cancelled, and we've found another one for you"), "{told}");
        let id = waits["id"].as_str().unwrap();
        ann.post(&format!("/v1/requests/{id}/decline"), json!({"reason": "wrong_level"})).expect(200);
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        matched(&app);
        let told = last(&app);
        assert!(told.contains("was cancelled. We looked for somebody else") && !told.contains("You asked"), "{told}");
    }

    /// Her own decline as well; and the page behind the link asks who shall come in their place.
    fn who_declines_on_the_page_reads_what_comes_next(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "19:00"), json!({})).remove(0);
        club.holds(&club.round());
        let mails = app.mails_to(&ann.email);
        let token = mails.iter().rev().find(|mail| mail.text.contains("/session?token=")).unwrap().token();
        let page = app.guest().get(&format!("/session?token={token}"));
        assert!(page.text.contains("Who shall we look for then?"), "no choice");
        let fields = [("token", token.as_str()), ("act", "cancel"), ("reason", "My shift was moved."), ("offer_again", "yes")];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        app.guest()
            .send("POST", "/session", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
            .raw(200);
        let told = app.mails_to(&ann.email).pop().unwrap().flat();
        assert!(told.contains("You're back in the queue for the rest of the round's days"), "{told}");
        assert_eq!(matched(&app), 1);
        assert_eq!(request(&ann)["session"]["interviewer"]["id"], bo.id);
    }
}
