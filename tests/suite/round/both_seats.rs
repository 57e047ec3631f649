//! A club whose people practise and interview.

use super::{Club, pairs, publish, sessions_of};
use crate::support::{Person, TestApp, TestDatabase, offer};
use candor::domain::program::ProgramRole;
use serde_json::{Value, json};

/// Somebody with these hours (UTC) on the round's Thursday and Friday, who interviews this often a week, or not at all.
fn member(app: &TestApp, club: &Club, name: &str, hours: &[(&str, &str, &str)], capacity: u32) -> Person {
    let one = app.person(name);
    one.wants_to_practise();
    let weekly: Vec<_> =
        hours.iter().map(|(day, start, end)| json!({"weekday": day, "start": start, "end": end})).collect();
    one.put("/v1/me/interviewer/availability", json!({"time_zone": "UTC", "weekly": weekly})).expect(200);
    if capacity > 0 {
        let mut profile = offer();
        profile["weekly_capacity"] = json!(capacity);
        one.put("/v1/me/interviewer", profile).expect(200);
    }
    club.joined(&app.services.store, &one, ProgramRole::Member, (true, capacity > 0), None);
    one
}

on_both_databases! {
    /// Whoever practises at an hour doesn't interview then. A plan that first gives everybody their best and then takes
    /// out what can't be leaves two pairs; three are possible, and it's proven that there aren't more.
    fn as_many_meet_as_possible_where_people_are_in_both_seats(app) {
        let club = Club::of(&app);
        let all = [
            member(&app, &club, "Ann", &[("thursday", "18:00", "19:00"), ("friday", "18:00", "20:00")], 0),
            member(&app, &club, "Bo", &[("thursday", "18:00", "20:00")], 1),
            member(&app, &club, "Cy", &[("thursday", "18:00", "19:00"), ("friday", "18:00", "19:00")], 2),
            member(&app, &club, "Di", &[("friday", "18:00", "21:00")], 1),
        ];
        let id = club.round_but(json!({"ends_on": "2027-01-15"}));
        let (plan, tag) = club.preview(&id);
        assert_eq!(pairs(&plan).len(), 3, "{plan:#}");
        assert_eq!((&plan["proof"]["proof"], &plan["proof"]["gap"]), (&json!("optimal"), &json!(0.0)));
        publish(&club.co, &id, &tag).expect(200);
        for one in &all {
            let mut starts: Vec<Value> = sessions_of(one).iter().map(|session| session["starts_at"].clone()).collect();
            starts.sort_unstable_by_key(Value::to_string);
            let count = starts.len();
            starts.dedup();
            assert_eq!(starts.len(), count, "{} in two places", one.id);
        }
        assert_eq!(all.iter().map(|one| sessions_of(one).len()).sum::<usize>(), 6);
    }
}
