//! How long somebody has waited counts in the next round: it rises when they were passed over through no fault of theirs, and
//! is spent when a session was held. The table of it is in the domain; these are its events as people cause them.

use super::{Club, sessions_of};
use crate::support::{Person, TestApp, TestDatabase, every_day};
use candor::service::feedback::late_notes;
use candor::service::matching::matcher;
use serde_json::{Value, json};

/// How long somebody has waited, by a preview of a round on this day.
#[track_caller]
fn waited(app: &TestApp, club: &Club, who: &Person, day: &str) -> Value {
    let club = Club { id: club.id, co: club.co.again(app) };
    let round = club.round_but(json!({"starts_on": day, "ends_on": day}));
    let (plan, _) = club.preview(&round);
    club.co.delete(&format!("/v1/rounds/{round}")).expect(204);
    let all = plan["pairs"].as_array().unwrap().iter().chain(plan["unmatched"].as_array().unwrap());
    all.clone().find(|one| one["candidate_id"] == who.id).unwrap()["waited"].clone()
}

/// Publishes a round on this day.
#[track_caller]
fn holds(app: &TestApp, club: &Club, day: &str) {
    let club = Club { id: club.id, co: club.co.again(app) };
    club.holds(&club.round_but(json!({"starts_on": day, "ends_on": day})));
}

fn session_of(person: &Person) -> String {
    sessions_of(person)[0]["id"].as_str().unwrap().to_owned()
}

fn declines(person: &Person) {
    let path = format!("/v1/sessions/{}/decline", session_of(person));
    person.post(&path, json!({"reason": "I have an exam that day."})).expect(200);
}

/// Two candidates and one interviewer with an hour a week: one of the two is passed over on the 14th. Returns them with
/// the one who was first.
fn one_passed_over(app: &TestApp) -> (Club, Person, Person) {
    let club = Club::of(app);
    let mut people = club.candidates(app, "ann", 2, ("17:00", "18:00"));
    let bo = club.interviewers(app, "bo", 1, ("17:00", "18:00"), json!({})).remove(0);
    holds(app, &club, "2027-01-14");
    let at = people.iter().position(|one| sessions_of(one).is_empty()).unwrap();
    (club, people.remove(at), bo)
}

on_both_databases! {
    fn who_is_matched_again_was_not_passed_over(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bos = club.interviewers(&app, "bo", 2, ("17:00", "19:00"), json!({}));
        holds(&app, &club, "2027-01-14");
        let bo = bos.iter().find(|bo| !sessions_of(bo).is_empty()).unwrap();
        declines(bo);
        assert_eq!(waited(&app, &club, &ann, "2027-01-21"), 1, "nobody else yet");
        matcher::run(&app.services, "one").unwrap();
        let request = ann.get("/v1/requests").expect(200)["items"][0].clone();
        assert_eq!(request["state"], "offered");
        assert_eq!(waited(&app, &club, &ann, "2027-01-21"), 1, "not answered yet");
        ann.send("POST", &format!("/v1/requests/{}/accept", request["id"].as_str().unwrap()), &[], None).expect(200);
        assert_eq!(waited(&app, &club, &ann, "2027-01-21"), 0);
    }

    fn declining_or_cancelling_oneself_counts_for_nothing(app) {
        let club = Club::of(&app);
        let people = club.candidates(&app, "ann", 2, ("17:00", "19:00"));
        club.interviewers(&app, "bo", 2, ("17:00", "19:00"), json!({}));
        holds(&app, &club, "2027-01-14");
        for (one, end) in people.iter().zip(["decline", "cancel"]) {
            let path = format!("/v1/sessions/{}/{end}", session_of(one));
            one.post(&path, json!({"reason": "I have an exam that day."})).expect(200);
            assert_eq!(waited(&app, &club, one, "2027-01-21"), 0, "{end}");
        }
    }

    fn what_was_earned_is_spent_when_a_session_was_held_and_comes_back_without_its_notes(app) {
        let (club, ann, _) = one_passed_over(&app);
        app.clock.set("2027-01-15T08:00:00Z".parse().unwrap());
        assert_eq!(waited(&app, &club, &ann, "2027-01-21"), 1);
        holds(&app, &club, "2027-01-21");
        let ann = ann.again(&app);
        assert_eq!(sessions_of(&ann)[0]["starts_at"], "2027-01-21T17:00:00Z", "she comes first now");
        assert_eq!(waited(&app, &club, &ann, "2027-01-28"), 1, "booked isn't held");
        app.clock.set("2027-01-21T18:00:00Z".parse().unwrap());
        assert_eq!(waited(&app, &club, &ann, "2027-01-28"), 0);
        app.clock.set("2027-01-28T18:05:00Z".parse().unwrap());
        assert_eq!(late_notes::end_in_vain(&app.services, &|| false).unwrap(), 2, "one in each round");
        assert_eq!(waited(&app, &club, &ann, "2027-02-04"), 1, "without notes");
    }

    fn an_interviewer_who_does_not_come_costs_nothing(app) {
        let (club, ann, _) = one_passed_over(&app);
        app.clock.set("2027-01-15T08:00:00Z".parse().unwrap());
        holds(&app, &club, "2027-01-21");
        app.clock.set("2027-01-21T17:15:00Z".parse().unwrap());
        let ann = ann.again(&app);
        ann.post(&format!("/v1/sessions/{}/no-show", session_of(&ann)), json!({"absent": "interviewer"})).expect(200);
        app.clock.set("2027-01-22T08:00:00Z".parse().unwrap());
        assert_eq!(waited(&app, &club, &ann, "2027-01-28"), 1);
    }

    fn without_hours_or_a_profile_nobody_is_passed_over(app) {
        let club = Club::of(&app);
        club.interviewers(&app, "bo", 2, ("17:00", "19:00"), json!({}));
        let [no_hours, no_profile] = ["No hours", "No profile"].map(|name| {
            let one = app.person(name);
            club.joined(&app.services.store, &one, candor::domain::program::ProgramRole::Member, (true, false), None);
            one
        });
        no_hours.wants_to_practise();
        no_profile.put("/v1/me/interviewer/availability", every_day("UTC", "17:00", "19:00")).expect(200);
        holds(&app, &club, "2027-01-14");
        no_profile.wants_to_practise();
        no_hours.put("/v1/me/interviewer/availability", every_day("UTC", "17:00", "19:00")).expect(200);
        for one in [&no_hours, &no_profile] {
            assert_eq!(waited(&app, &club, one, "2027-01-21"), 0);
        }
    }

    fn an_extra_round_in_the_same_week_passes_over_nobody_who_meets_in_it(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "19:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "18:00"), json!({"weekly_capacity": 1})).remove(0);
        holds(&app, &club, "2027-01-14");
        // By the program's rule her week is full; and when it isn't, his is.
        holds(&app, &club, "2027-01-15");
        club.co.patch(&format!("/v1/programs/{}", club.id), json!({"sessions_per_week": 2})).expect(200);
        club.holds(&club.round_but(json!({"starts_on": "2027-01-14", "ends_on": "2027-01-16"})));
        assert_eq!((sessions_of(&ann).len(), sessions_of(&bo).len()), (1, 1));
        assert_eq!(waited(&app, &club, &ann, "2027-01-21"), 0);
    }

    /// As many statements for many rounds and people as for few.
    fn it_is_read_at_once(app) {
        let club = Club::of(&app);
        club.interviewers(&app, "bo", 2, ("17:00", "18:00"), json!({}));
        let mut each = Vec::new();
        for (number, day) in ["2027-01-14", "2027-01-21", "2027-01-28"].into_iter().enumerate() {
            club.candidates(&app, &format!("ann{number}"), 3, ("17:00", "18:00"));
            let round = club.round_but(json!({"starts_on": day, "ends_on": day}));
            let before = app.services.store.statements();
            let (_, tag) = club.preview(&round);
            each.push(app.services.store.statements() - before);
            club.publish(&round, &tag).expect(200);
        }
        assert_eq!(each[1], each[2], "{each:?}");
    }
}
