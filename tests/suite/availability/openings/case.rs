//! Random days in the lives of two interviewers, as the JSON that they would send.

use crate::support::every_day;
use candor::domain::{SessionLength, Timestamp};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// Zones, each with a date on which something happens there, or an ordinary one.
const DAYS: &[(&str, &str)] = &[
    ("America/New_York", "2027-03-14"),
    ("America/New_York", "2027-11-07"),
    ("Europe/Berlin", "2027-03-28"),
    ("Europe/Berlin", "2027-10-31"),
    ("America/Havana", "2027-03-14"),      // no midnight
    ("America/Havana", "2027-11-07"),      // two midnights
    ("America/Asuncion", "2023-10-01"),    // no midnight
    ("America/Asuncion", "2024-03-24"),    // back to the day before
    ("Australia/Lord_Howe", "2027-04-04"), // 30 minutes
    ("Australia/Lord_Howe", "2027-10-03"),
    ("Asia/Kathmandu", "2027-01-14"), // +05:45
    ("Asia/Kolkata", "2027-06-01"),
    ("Pacific/Apia", "2011-12-30"), // a day that never was
    ("Pacific/Apia", "2012-04-01"),
];

/// A conflicting session: whose it is, and its start in quarter hours after noon of the day.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub who: Who,
    pub cell: i64,
    pub minutes: i64,
    pub cancelled: bool,
}

/// Whose time a [`Meeting`] takes, and in which seat.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    BoInterviews,
    BoPractises,
    EveInterviews,
    AnnPractises,
    AnnInterviews,
}

/// Busy times: start in minutes after noon of the day, and duration in minutes.
pub type Busy = Vec<(i64, i64)>;

/// Who has a calendar of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Owner {
    Ann,
    Bo,
    Eve,
}

/// What an interviewer sends: their profile and their hours.
#[derive(Debug, Clone)]
pub struct Rules {
    pub offer: Value,
    pub hours: Value,
}

/// What happens between two listings.
#[derive(Debug, Clone)]
pub enum Change {
    /// Bo offers something else.
    Bo(Rules),
    /// Eve has other hours and terms.
    Eve(Rules),
    /// Eve stops volunteering.
    EveStops,
    /// Eve closes the account.
    EveLeaves,
    /// Somebody's own calendar says something else.
    Calendar(Owner, Busy),
    /// Nothing.
    None,
}

#[derive(Debug, Clone)]
pub struct Case {
    /// Noon UTC of the day around which everything happens.
    pub noon: Timestamp,
    /// When the openings are listed.
    pub now: Timestamp,
    /// The starts that are asked about, in quarter hours.
    pub from: Timestamp,
    pub cells: i64,
    pub length: SessionLength,
    pub bo: Rules,
    pub eve: Rules,
    pub meetings: Vec<Meeting>,
    /// What people's own calendars say.
    pub calendars: Vec<(Owner, Busy)>,
    /// Which of the listed openings is taken, and so in the way of what is listed next.
    pub taken: Vec<Index>,
    /// What changes after each.
    pub changes: Vec<Change>,
}

impl Case {
    pub fn to(&self) -> Timestamp {
        self.from.plus_minutes(15 * self.cells)
    }

    pub fn starts(&self) -> impl Iterator<Item = Timestamp> {
        (0..self.cells).map(|cell| self.from.plus_minutes(15 * cell))
    }
}

pub fn cases() -> impl Strategy<Value = Case> {
    (select(DAYS), select(DAYS)).prop_flat_map(|((zone, date), (other, _))| {
        let noon: Timestamp = format!("{date}T12:00:00Z").parse().unwrap();
        // Mostly a day or two before; on the grid, where limits are sharp, or off it.
        let now = prop_oneof![(-288i64..24).prop_map(|cell| cell * 900), -345_600i64..21_600];
        (
            (now, -60i64..12, 48i64..=96, select(SessionLength::ALL.to_vec())),
            (rules(zone, noon), rules(other, noon)),
            (vec(meeting(), 0..10), vec(calendar(), 0..3), vec(any::<Index>(), 2), vec(change(zone, noon), 2)),
        )
            .prop_map(move |((now, from, cells, length), (bo, eve), (meetings, calendars, taken, changes))| {
                Case {
                    noon,
                    now: Timestamp::from_epoch(noon.epoch() + now),
                    from: noon.plus_minutes(15 * from),
                    cells,
                    length,
                    bo,
                    eve,
                    meetings,
                    calendars,
                    taken,
                    changes,
                }
            })
    })
}

fn change(zone: &'static str, noon: Timestamp) -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => rules(zone, noon).prop_map(Change::Bo),
        3 => rules(zone, noon).prop_map(Change::Eve),
        3 => calendar().prop_map(|(owner, busy)| Change::Calendar(owner, busy)),
        1 => Just(Change::EveStops),
        1 => Just(Change::EveLeaves),
        1 => Just(Change::None),
    ]
}

fn calendar() -> impl Strategy<Value = (Owner, Busy)> {
    // Mostly around the day, and of any length, from a moment to days.
    let minutes = prop_oneof![4 => 1i64..180, 1 => 0i64..4000];
    (select(vec![Owner::Ann, Owner::Bo, Owner::Bo, Owner::Eve]), vec((-1500i64..1800, minutes), 0..6))
}

fn meeting() -> impl Strategy<Value = Meeting> {
    use Who::{AnnInterviews, AnnPractises, BoInterviews, BoPractises, EveInterviews};
    let who = select(vec![BoInterviews, BoInterviews, BoPractises, EveInterviews, AnnPractises, AnnInterviews]);
    // Most of them in the days that are listed, some elsewhere in the week.
    let cell = prop_oneof![3 => -60i64..100, 1 => -800i64..800];
    (who, cell, select(vec![30i64, 45, 60, 90]), prop::bool::weighted(0.2))
        .prop_map(|(who, cell, minutes, cancelled)| Meeting { who, cell, minutes, cancelled })
}

fn rules(zone: &'static str, noon: Timestamp) -> impl Strategy<Value = Rules> {
    (offer(noon), hours(zone, noon)).prop_map(|(offer, hours)| Rules { offer, hours })
}

fn offer(noon: Timestamp) -> impl Strategy<Value = Value> {
    let paused = prop_oneof![6 => Just(None), 1 => (-3000i64..2000).prop_map(Some)];
    let durations = prop_oneof![Just(vec![30, 45, 60, 90]), Just(vec![30, 60]), Just(vec![45, 90])];
    let capacity = prop_oneof![8 => 1u32..5, 4 => Just(20u32), 1 => Just(0u32)];
    let notice = prop_oneof![3 => Just(0u32), 1 => 1u32..72];
    let horizon = prop_oneof![4 => Just(60u32), 1 => 1u32..5];
    (durations, capacity, notice, select(vec![0, 5, 15, 30, 60, 100, 240]), horizon, paused).prop_map(
        move |(durations, capacity, notice, buffer, horizon, paused)| {
            json!({
                "headline": "Front-end engineer", "kinds": ["concepts"], "levels": ["junior"], "languages": ["en"],
                "durations_minutes": durations, "weekly_capacity": capacity, "min_notice_hours": notice,
                "buffer_minutes": buffer, "horizon_days": horizon,
                "paused_until": paused.map(|minutes| noon.plus_minutes(minutes)),
            })
        },
    )
}

fn hours(zone: &'static str, noon: Timestamp) -> impl Strategy<Value = Value> {
    let weekly = (0usize..7, window()).prop_map(|(day, (start, end))| {
        let day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][day];
        json!({"weekday": day, "start": start, "end": end})
    });
    let weekly = prop_oneof![
        1 => vec(weekly, 1..14),
        1 => window().prop_map(move |(start, end)| every_day(zone, &start, &end)["weekly"].as_array().unwrap().clone()),
    ];
    // Keyed by date: a date has one override.
    let windows = vec(window().prop_map(|(start, end)| json!({"start": start, "end": end})), 0..3);
    let overrides = btree_map(-3i64..=3, windows, 0..3);
    let time_off = prop_oneof![2 => Just(Vec::new()), 1 => vec((-3i64..=3, 0i64..2), 1)];
    (weekly, overrides, time_off).prop_map(move |(weekly, overrides, time_off)| {
        let date = |days: i64| noon.plus_days(days).to_string()[..10].to_owned();
        let overrides: Vec<_> =
            overrides.into_iter().map(|(day, windows)| json!({"date": date(day), "windows": windows})).collect();
        let time_off: Vec<_> =
            time_off.into_iter().map(|(day, more)| json!({"from": date(day), "to": date(day + more)})).collect();
        json!({"time_zone": zone, "weekly": weekly, "overrides": overrides, "time_off": time_off})
    })
}

/// Start and end of a window; an end before the start is on the next day.
fn window() -> impl Strategy<Value = (String, String)> {
    let minute = || prop_oneof![4 => (0u32..96).prop_map(|quarter| quarter * 15), 1 => 0u32..1440];
    let end = prop_oneof![5 => minute(), 1 => Just(1440u32)];
    let text = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    (minute(), end)
        .prop_filter("a window has a length", |(start, end)| start != end)
        .prop_map(move |(start, end)| (text(start), text(end)))
}
