//! Requesters and interviewers for the tests of this module. It is Monday 2027-01-11, 08:00 UTC.

use super::request::{Ask, Window, Windows};
use super::{Busy, Interviewer, MatchPlan, Pair, PlanInput, Reader, RequestDiagnosis, Requester, plan, standing};
use crate::domain::account::profile::InterviewerProfile;
use crate::domain::availability::Availability;
use crate::domain::availability::openings::{Commitment, Terms};
use crate::domain::{AccountId, Kind, Level, Seat, SessionLength, Span, Timestamp, UpTo, Zone};
use candor_solver::Limits;
use serde_json::{Value, json};

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2027-01-11T08:00:00Z")
}

/// A volunteer for tests.
#[derive(Debug, Clone)]
pub(crate) struct Volunteer {
    pub id: AccountId,
    pub profile: InterviewerProfile,
    pub reliability: u8,
    pub availability: Availability,
    pub terms: Terms,
}

/// Concepts at junior level in English, an hour at a time, twice a week, at these hours every day (UTC).
pub(crate) fn volunteer(hours: (&str, &str), different: Value) -> Volunteer {
    let mut profile = json!({
        "headline": "Bo", "years": 5, "kinds": ["concepts"], "levels": ["junior"], "topics": ["react"],
        "languages": ["en"], "durations_minutes": [60], "weekly_capacity": 2, "min_notice_hours": 0
    });
    for (name, value) in different.as_object().unwrap() {
        profile[name] = value.clone();
    }
    let profile: InterviewerProfile = serde_json::from_value(profile).unwrap();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let weekly: Vec<_> = days.iter().map(|day| json!({"weekday": day, "start": hours.0, "end": hours.1})).collect();
    let terms = Terms {
        durations: profile.durations_minutes.to_vec(),
        weekly_capacity: profile.weekly_capacity.get().into(),
        min_notice_hours: profile.min_notice_hours.get().into(),
        buffer_minutes: 0,
        horizon_days: 28,
        paused_until: None,
        rests_until: None,
    };
    let availability = serde_json::from_value(json!({"time_zone": "UTC", "weekly": weekly})).unwrap();
    Volunteer { id: AccountId::new(), profile, reliability: 100, availability, terms }
}

pub(crate) fn interviewers(volunteers: &[Volunteer]) -> Vec<Interviewer<'_>> {
    let all = volunteers.iter().map(|one| Interviewer {
        id: one.id,
        profile: &one.profile,
        reliability: one.reliability,
        availability: &one.availability,
        terms: &one.terms,
    });
    all.collect()
}

/// Concepts at junior level in English, an hour on Tuesday evening (18:00 to 20:00 UTC), about React.
pub(crate) fn ask() -> Ask {
    Ask {
        kind: Kind::Concepts,
        other_kinds: Vec::new(),
        level: Level::Junior,
        topics: UpTo::new(vec!["react".parse().unwrap()]).unwrap(),
        language: "en".parse().unwrap(),
        other_languages: Vec::new(),
        length: SessionLength::try_from(60).unwrap(),
        windows: window("2027-01-12T18:00:00Z", "2027-01-12T20:00:00Z"),
        aims: "".parse().unwrap(),
        not_before: None,
        expires_at: None,
        auto_accept: true,
        swap: false,
    }
}

pub(crate) fn window(from: &str, to: &str) -> Windows {
    UpTo::new(vec![Window { from: at(from), to: at(to) }]).unwrap()
}

pub(crate) fn requester(ask: &Ask) -> Requester<'_> {
    let (not_with, apart, not_at) = Default::default();
    Requester { candidate: AccountId::new(), ask, not_with, apart, not_at, since: now(), waited: 0, zone: Zone::UTC }
}

/// Adds an hour-long session of an interviewer.
pub(crate) fn booked(busy: &mut Busy, who: AccountId, start: &str) {
    let span = Span::of(at(start), SessionLength::try_from(60).unwrap());
    busy.entry(who).or_default().push(Commitment { span, role: Some(Seat::Interviewer) });
}

/// The requester's diagnosis; also checks that the suggested change, if any, would lead to a match.
#[track_caller]
pub(crate) fn stands(requester: &Requester<'_>, volunteers: &[Volunteer], busy: &Busy) -> RequestDiagnosis {
    let interviewers = interviewers(volunteers);
    let found = standing(requester, &interviewers, busy, now(), Reader::Candidate);
    assert_eq!(matched(requester, volunteers, busy).is_some(), found.free > 0, "{}", found.why);
    if let Some(change) = &found.change {
        let changed = Requester { ask: change, ..again(requester) };
        assert!(matched(&changed, volunteers, busy).is_some(), "{}", found.why);
    }
    found
}

pub(crate) fn again<'a>(one: &Requester<'a>) -> Requester<'a> {
    let (not_with, apart, not_at) = (one.not_with.clone(), one.apart.clone(), one.not_at.clone());
    Requester { not_with, apart, not_at, ..*one }
}

pub(crate) fn matched(one: &Requester<'_>, volunteers: &[Volunteer], busy: &Busy) -> Option<Pair> {
    pairs(&[again(one)], volunteers, busy).first().copied()
}

pub(crate) fn pairs(requesters: &[Requester<'_>], volunteers: &[Volunteer], busy: &Busy) -> Vec<Pair> {
    planned(requesters, volunteers, busy).pairs
}

/// The plan for these now; also checks that booking accepts it.
#[track_caller]
pub(crate) fn planned(requesters: &[Requester<'_>], volunteers: &[Volunteer], busy: &Busy) -> MatchPlan {
    let interviewers = interviewers(volunteers);
    let none = Default::default();
    let input =
        PlanInput { requesters, interviewers: &interviewers, busy, met: &none, recent: &none, pins: &[], now: now() };
    plan(&input, &Limits::DEFAULT)
}
