//! Many people at once, straight into the store: for what is measured over hundreds of them.
//!
//! The benchmark uses this file too, so it knows nothing of the tests around it.

use candor::domain::account::Account;
use candor::domain::account::profile::InterviewerProfile;
use candor::domain::availability::Availability;
use candor::domain::booking::session::{BySeat, Person, Session, State};
use candor::domain::{AccountId, Kind, Level, Prose, Secret, SessionId, SessionLength, Timestamp, Topic, UpTo, Zone};
use candor::store::Db;
use candor::store::account::{accounts, profiles};
use candor::store::availability::availabilities;
use candor::store::booking::{cells, sessions};
use serde_json::json;

/// Where they live: evenings of the Americas, Europe, Africa and Asia.
const ZONES: [&str; 6] =
    ["America/New_York", "America/Sao_Paulo", "Europe/Berlin", "Africa/Lagos", "Asia/Kolkata", "Asia/Tokyo"];

/// A deterministic random generator (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap() % end
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Picks `count` different ones.
    fn some<T: Copy>(&mut self, of: &[T], count: usize) -> Vec<T> {
        let mut left = of.to_vec();
        (0..count.min(of.len())).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}

/// Somebody whose address is confirmed.
pub fn person(db: &mut Db, now: Timestamp, name: &str) -> AccountId {
    let id = AccountId::new();
    let account = Account {
        id,
        email: format!("{id}@example.org").parse().unwrap(),
        name: name.parse().unwrap(),
        zone: Zone::UTC,
        password_hash: Secret::new(String::new()),
        verified_at: Some(now),
        created_at: now,
        paused_until: None,
        reliability: 100,
    };
    accounts::insert(db, &account).unwrap();
    id
}

/// Somebody who volunteers: two to four windows a week, mostly evenings, in one of six zones.
pub fn interviewer(db: &mut Db, now: Timestamp, chance: &mut Chance, number: usize) -> AccountId {
    let id = person(db, now, &format!("Volunteer number {number}"));
    profiles::put_interviewer(db, id, &profile(chance), now).unwrap();
    availabilities::put(db, id, &hours(chance), now).unwrap();
    id
}

fn profile(chance: &mut Chance) -> InterviewerProfile {
    let work = ["Front-end engineer", "Back-end engineer", "Data engineer", "Engineering manager", "SRE"];
    let topics: Vec<Topic> = Topic::all().collect();
    let mut languages = vec!["en"];
    languages.extend(chance.some(&["de", "es", "hi", "ja", "pt"], 1));
    let (kinds, levels) = (2 + chance.below(3), 2 + chance.below(2));
    let topic_count = 3 + chance.below(6);
    let profile = json!({
        "headline": format!("{}, {} years of shipping", chance.one(&work), 2 + chance.below(18)),
        "years": 2 + chance.below(18), "has_interviewed": chance.below(2) == 0,
        "kinds": chance.some(Kind::ALL, kinds), "levels": chance.some(Level::ALL, levels),
        "topics": chance.some(&topics, topic_count), "languages": languages,
        "durations_minutes": [60, chance.one(&[30, 45, 90])], "weekly_capacity": 2 + chance.below(3),
        "min_notice_hours": chance.one(&[2, 12, 24, 48]), "buffer_minutes": chance.one(&[0, 15, 30]),
        "horizon_days": 28
    });
    serde_json::from_value(profile).unwrap()
}

fn hours(chance: &mut Chance) -> Availability {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let windows = 2 + chance.below(3);
    let weekly = chance.some(&days, windows).into_iter().map(|day| {
        let start = if day.starts_with('s') { 9 + chance.below(6) } else { 17 + chance.below(3) };
        let minutes = chance.one(&["00", "15", "30"]);
        let end = start + 2 + chance.below(2);
        json!({"weekday": day, "start": format!("{start:02}:{minutes}"), "end": format!("{end:02}:{minutes}")})
    });
    let weekly: Vec<_> = weekly.collect();
    serde_json::from_value(json!({"time_zone": chance.one(&ZONES), "weekly": weekly})).unwrap()
}

/// A session of theirs, with the time it takes.
pub fn session(
    db: &mut Db,
    now: Timestamp,
    candidate: AccountId,
    interviewer: AccountId,
    starts_at: Timestamp,
) -> SessionId {
    let person = |id| Person { id, name: "Somebody".parse().unwrap() };
    let session = Session {
        id: SessionId::new(),
        candidate: person(candidate),
        interviewer: person(interviewer),
        headline: None,
        kind: Kind::Concepts,
        level: Level::Junior,
        topics: UpTo::default(),
        aims: Prose::default(),
        starts_at,
        length: SessionLength::try_from(60).unwrap(),
        meeting_place: None,
        sequence: 0,
        state: State::Booked,
        cancelled: None,
        absent: None,
        dispute: None,
        swap: None,
        agreed_at: now,
        coming: BySeat::default(),
    };
    sessions::insert(db, &session, now).unwrap();
    cells::claim(db, session.id, &[candidate, interviewer], session.span()).unwrap();
    session.id
}
