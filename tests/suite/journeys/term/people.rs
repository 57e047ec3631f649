//! Who is in the club: 59 who practise and 18 who interview, six of them in both seats, in eight zones; and who coordinates it.

use super::super::lived::at;
use super::super::lived::wall::{
    BERLIN, DAY, KATHMANDU, KOLKATA, LAGOS, LONDON, MINUTE, NEW_YORK, Place, SAO_PAULO, ST_JOHNS,
};
use crate::support::many::Chance;
use serde_json::{Value, json};

pub const INTERVIEWERS: usize = 18;
pub const BOTH: usize = 6;
pub const CANDIDATES: usize = 59;
/// Everybody but the coordinator, who comes last.
pub const MEMBERS: usize = INTERVIEWERS + CANDIDATES - BOTH;
pub const COORDINATOR: usize = MEMBERS;

/// Those who said too little, or what nobody can do anything for.
const WITHOUT_AN_OFFER: usize = 14;
const WITHOUT_TIME_TO_INTERVIEW: usize = 15;
const PLANS_A_DAY_AHEAD: usize = 16;
const HALF_AN_HOUR_ONLY: usize = 17;
const SENIOR: usize = 60;
const IN_FRENCH: usize = 61;
const WITHOUT_A_WISH: [usize; 2] = [62, 63];
const WITHOUT_TIME: [usize; 2] = [64, 65];
const AT_NIGHT: usize = 66;
/// Who turned off the program's emails.
pub const WANTS_NO_MAIL: usize = 50;
/// Who chose one email in the evening.
pub const EVENINGS: [usize; 4] = [1, 7, 8, 10];
/// Who may be asked to stand in.
const SHORT_NOTICE: [usize; 9] = [0, 1, 2, 4, 5, 8, 10, 11, 13];

static PLACES: [&Place; 8] = [&BERLIN, &LONDON, &NEW_YORK, &KOLKATA, &LAGOS, &ST_JOHNS, &SAO_PAULO, &KATHMANDU];

const NAMES: [&str; MEMBERS + 1] = [
    "Anna", "Bruno", "Chandra", "Dana", "Emil", "Farah", "Gita", "Henry", "Ines", "Jonas", "Kira", "Lars", "Mina",
    "Nora", "Oskar", "Petra", "Quentin", "Rosa", "Samir", "Tara", "Umar", "Vera", "Wanda", "Xenia", "Yusuf", "Zita",
    "Adam", "Bela", "Cora", "Dilan", "Edda", "Finn", "Greta", "Hanna", "Ivo", "Jana", "Karl", "Lena", "Malik", "Nils",
    "Olga", "Paula", "Rafael", "Selma", "Timo", "Ute", "Viktor", "Wilma", "Yara", "Zoran", "Aisha", "Boris", "Clara",
    "David", "Elena", "Fiona", "Georg", "Hugo", "Irma", "Julia", "Kofi", "Lucie", "Marek", "Nadia", "Otto", "Pia",
    "Ravi", "Sofia", "Tilda", "Uwe", "Vito", "Walter",
];

/// What somebody offers as an interviewer.
#[derive(Clone)]
pub struct Offers {
    pub kinds: Vec<&'static str>,
    pub levels: Vec<&'static str>,
    pub languages: Vec<&'static str>,
    pub minutes: Vec<i64>,
    pub capacity: usize,
    pub notice: i64,
    pub horizon: i64,
    pub buffer: i64,
    /// Until when they take a break.
    pub back: Option<i64>,
}

/// What somebody wants to practise.
#[derive(Clone)]
pub struct Wants {
    pub kinds: Vec<&'static str>,
    pub level: &'static str,
    pub languages: Vec<&'static str>,
}

pub struct Member {
    pub practises: bool,
    pub interviews: bool,
    pub offers: Option<Offers>,
    pub wants: Option<Wants>,
    /// Weekday from Monday, and from which minute of the day to which.
    pub hours: Vec<(i64, i64, i64)>,
    pub short_notice: bool,
    /// What is in their own calendar.
    pub calendar: Vec<(i64, i64)>,
    /// When they left the program, or were removed.
    pub gone: Option<i64>,
}

impl Member {
    /// Their hours from a day to another, by the clock on their wall.
    pub fn windows(&self, place: &Place, days: std::ops::Range<i64>) -> Vec<(i64, i64)> {
        let of_day = |day: i64| {
            let own = self.hours.iter().filter(move |(weekday, ..)| *weekday == (day + 3).rem_euclid(7));
            own.map(move |(_, from, to)| [from, to].map(|minute| place.moment(day * DAY + minute * MINUTE)))
        };
        let mut all: Vec<(i64, i64)> = days.flat_map(of_day).map(|[from, to]| (from, to)).collect();
        all.sort_unstable();
        all
    }

    pub fn availability(&self, place: &Place) -> Value {
        const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        let window = |(day, from, to): &(i64, i64, i64)| json!({"weekday": DAYS[usize::try_from(*day).unwrap()], "start": clock(*from), "end": clock(*to)});
        json!({"time_zone": place.name, "weekly": self.hours.iter().map(window).collect::<Vec<_>>()})
    }

    pub fn profile(&self) -> Option<Value> {
        let one = self.offers.as_ref()?;
        Some(json!({
            "headline": "Engineer who asks about what they do all day", "years": 5, "has_interviewed": true,
            "kinds": one.kinds, "levels": one.levels, "topics": [], "languages": one.languages,
            "durations_minutes": one.minutes, "weekly_capacity": one.capacity, "min_notice_hours": one.notice,
            "buffer_minutes": one.buffer, "horizon_days": one.horizon, "short_notice": self.short_notice,
            "meeting_place": "https://meet.example.org/own-room", "paused_until": one.back.map(|back| at(back).to_string())
        }))
    }

    pub fn wish(&self) -> Option<Value> {
        let one = self.wants.as_ref()?;
        Some(json!({"level": one.level, "kinds": one.kinds, "topics": [], "languages": one.languages}))
    }
}

/// Everybody, with their name and where they live.
pub fn cast(chance: &mut Chance) -> Vec<(&'static str, &'static Place, Member)> {
    let name = |who: usize, place: &Place| {
        let full = format!("{} {}", NAMES[who], place.name.rsplit('/').next().unwrap().replace('_', " "));
        &*Box::leak(full.into_boxed_str())
    };
    (0..=MEMBERS)
        .map(|who| (who, PLACES[who % PLACES.len()]))
        .map(|(who, place)| (name(who, place), place, member(chance, who)))
        .collect()
}

fn member(chance: &mut Chance, who: usize) -> Member {
    let interviews = who < INTERVIEWERS;
    let practises = who < BOTH || (INTERVIEWERS..MEMBERS).contains(&who);
    let offers = (interviews && who != WITHOUT_AN_OFFER).then(|| offers(who));
    let wants = (practises && !WITHOUT_A_WISH.contains(&who)).then(|| wants(chance, who));
    let has_time = who < MEMBERS && who != WITHOUT_TIME_TO_INTERVIEW && !WITHOUT_TIME.contains(&who);
    let hours = if has_time { hours(chance, who) } else { Vec::new() };
    let short_notice = SHORT_NOTICE.contains(&who);
    Member { practises, interviews, offers, wants, hours, short_notice, calendar: Vec::new(), gone: None }
}

fn offers(who: usize) -> Offers {
    let pick = |of: &[&[&'static str]]| of[who % of.len()].to_vec();
    Offers {
        kinds: pick(&[&["coding", "concepts"], &["coding"], &["concepts", "coding"], &["concepts"]]),
        levels: pick(&[&["junior", "mid"], &["junior"], &["junior", "mid"]]),
        languages: pick(&[&["en"], &["de", "en"], &["en"], &["en", "hi"], &["en"]]),
        minutes: if who == HALF_AN_HOUR_ONLY { vec![30] } else { vec![45, 60] },
        capacity: [3, 2, 4, 2][who % 4],
        notice: [2, 12, 48][who % 3],
        horizon: if who == PLANS_A_DAY_AHEAD { 2 } else { 28 },
        buffer: [0, 15, 0, 30][who / 2 % 4],
        back: None,
    }
}

fn wants(chance: &mut Chance, who: usize) -> Wants {
    let kinds: &[&'static str] =
        chance.one(&[&["coding"] as &[_], &["concepts"], &["coding", "concepts"], &["concepts", "coding"]]);
    let level = if who == SENIOR { "senior" } else { chance.one(&["junior", "junior", "junior", "mid"]) };
    let languages: &[&'static str] = match who {
        IN_FRENCH => &["fr"],
        _ => chance.one(&[&["en"] as &[_], &["en"], &["de", "en"]]),
    };
    Wants { kinds: kinds.to_vec(), level, languages: languages.to_vec() }
}

/// Two or three windows a week, on different days.
fn hours(chance: &mut Chance, who: usize) -> Vec<(i64, i64, i64)> {
    if who == AT_NIGHT {
        return vec![(1, 2 * 60, 4 * 60), (3, 2 * 60, 4 * 60)];
    }
    let mut days: Vec<i64> = (0..7).collect();
    let count = if who < INTERVIEWERS { 3 } else { 2 };
    let mut all: Vec<(i64, i64, i64)> = (0..count)
        .map(|_| {
            let day = days.swap_remove(chance.below(days.len()));
            let first = if day > 4 { chance.one(&[10, 13, 16]) } else { chance.one(&[17, 18, 19]) };
            let from = first * 60 + chance.one(&[0, 0, 30]);
            (day, from, from + chance.one(&[90, 120, 150]))
        })
        .collect();
    all.sort_unstable();
    all
}
