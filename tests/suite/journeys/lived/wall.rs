//! The walls' clocks of a few places from October 2026 to January 2027, from the tables that those places published: nothing
//! of the service's own, or of its libraries, is asked.

/// A place: what its clocks show before and after the one change in this time, if there is one.
pub struct Place {
    pub name: &'static str,
    /// Minutes ahead of UTC, and the letters, in summer and in winter.
    summer: (i64, &'static str),
    winter: (i64, &'static str),
    /// When winter begins, in seconds since 1970.
    change: i64,
}

/// Sunday 25 October 2026, 01:00 UTC.
const IN_EUROPE: i64 = 1_792_890_000;
/// Sunday 1 November 2026, 06:00 UTC.
const IN_NEW_YORK: i64 = 1_793_512_800;

pub static BERLIN: Place =
    Place { name: "Europe/Berlin", summer: (120, "CEST"), winter: (60, "CET"), change: IN_EUROPE };
pub static LONDON: Place = Place { name: "Europe/London", summer: (60, "BST"), winter: (0, "GMT"), change: IN_EUROPE };
pub static NEW_YORK: Place =
    Place { name: "America/New_York", summer: (-240, "EDT"), winter: (-300, "EST"), change: IN_NEW_YORK };
pub static KOLKATA: Place = Place { name: "Asia/Kolkata", summer: (330, "IST"), winter: (330, "IST"), change: 0 };
pub static KATHMANDU: Place =
    Place { name: "Asia/Kathmandu", summer: (345, "UTC+05:45"), winter: (345, "UTC+05:45"), change: 0 };
/// Sunday 1 November 2026, 04:30 UTC.
const IN_NEWFOUNDLAND: i64 = 1_793_507_400;
pub static ST_JOHNS: Place =
    Place { name: "America/St_Johns", summer: (-150, "NDT"), winter: (-210, "NST"), change: IN_NEWFOUNDLAND };
pub static LAGOS: Place = Place { name: "Africa/Lagos", summer: (60, "WAT"), winter: (60, "WAT"), change: 0 };
pub static SAO_PAULO: Place =
    Place { name: "America/Sao_Paulo", summer: (-180, "UTC-03:00"), winter: (-180, "UTC-03:00"), change: 0 };

const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// How often the worker looks for what is due, if nothing else happens.
pub const TICK: i64 = 6 * HOUR;

/// When it first does at or after a moment.
pub fn tick(moment: i64) -> i64 {
    (moment + TICK - 1).div_euclid(TICK) * TICK
}

impl Place {
    fn now(&self, at: i64) -> (i64, &'static str) {
        if at < self.change { self.summer } else { self.winter }
    }

    /// Seconds since 1970-01-01T00:00 of what the clock on the wall shows.
    pub fn wall(&self, at: i64) -> i64 {
        at + self.now(at).0 * MINUTE
    }

    /// Days since 1970-01-01 by the calendar on the wall.
    pub fn day(&self, at: i64) -> i64 {
        self.wall(at).div_euclid(DAY)
    }

    /// The moment at which the wall shows this. None of the tests asks for one in the hour that there is twice.
    pub fn moment(&self, wall: i64) -> i64 {
        let winter = wall - self.winter.0 * MINUTE;
        if winter >= self.change { winter } else { wall - self.summer.0 * MINUTE }
    }

    /// `Thursday, 14 January at 18:00 CET (17:00 UTC)`, read at a moment; of another year with that.
    pub fn told(&self, at: i64, read: i64) -> String {
        let (wall, letters) = (self.wall(at), self.now(at).1);
        let other_day = if self.day(at) == at.div_euclid(DAY) {
            String::new()
        } else {
            format!(" on {}", weekday(at.div_euclid(DAY)))
        };
        format!("{} at {} {letters} ({} UTC{other_day})", self.date(at, read), clock(wall), clock(at))
    }

    /// `Thursday, 14 January`, read at a moment; of another year with that.
    pub fn date(&self, at: i64, read: i64) -> String {
        let ((year, month, date), (this, _, _)) = (civil(self.day(at)), civil(self.day(read)));
        let year = if year == this { String::new() } else { format!(" {year}") };
        format!("{}, {date} {}{year}", weekday(self.day(at)), MONTHS[month - 1])
    }

    /// How far away something is, as a reminder has it: `in an hour`, `tomorrow`, `on Thursday`.
    pub fn soon(&self, start: i64, read: i64) -> String {
        let minutes = (start - read) / MINUTE;
        match (minutes, self.day(start) - self.day(read)) {
            (..5, _) => "now".to_owned(),
            (5..45, _) => format!("in {} minutes", (minutes + 2) / 5 * 5),
            (45..90, _) => "in an hour".to_owned(),
            (90..390, _) => format!("in {} hours", (minutes + 30) / 60),
            (_, 0) => "today".to_owned(),
            (_, 1) => "tomorrow".to_owned(),
            _ => format!("on {}", weekday(self.day(start))),
        }
    }

    /// `Thu 14 Jan, 18:00 CET`
    pub fn short(&self, at: i64) -> String {
        let (_, month, date) = civil(self.day(at));
        let letters = self.now(at).1;
        let (day, month) = (&weekday(self.day(at))[..3], &MONTHS[month - 1][..3]);
        format!("{day} {date} {month}, {} {letters}", clock(self.wall(at)))
    }
}

/// The name of the month that a day lies in, its first day, and that of the next.
pub fn month_of(day: i64) -> (&'static str, i64, i64) {
    let (_, month, date) = civil(day);
    let first = day - date + 1;
    let next = (first + 28..).find(|day| civil(*day).2 == 1).unwrap();
    (MONTHS[month - 1], first, next)
}

fn weekday(day: i64) -> &'static str {
    WEEKDAYS[usize::try_from(day.rem_euclid(7)).unwrap()]
}

/// `12 to 18 October`, `26 October to 1 November`; none of them lies in another year.
pub fn days(first: i64, last: i64) -> String {
    let ((_, month, start), (_, other, end)) = (civil(first), civil(last));
    match month == other {
        true => format!("{start} to {end} {}", MONTHS[other - 1]),
        false => format!("{start} {} to {end} {}", MONTHS[month - 1], MONTHS[other - 1]),
    }
}

/// The Monday of the week that a day lies in; 1970 began on a Thursday.
pub fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

/// The Monday of the week in which what is delivered now is to be practised: this week's, and from Friday on the next.
pub fn week_for(place: &Place, now: i64) -> i64 {
    let day = place.day(now);
    let this = monday(day);
    if day - this >= 4 { this + 7 } else { this }
}

fn clock(wall: i64) -> String {
    let minutes = wall.rem_euclid(DAY) / MINUTE;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `2027-01-14`
pub fn iso(day: i64) -> String {
    let (year, month, date) = civil(day);
    format!("{year}-{month:02}-{date:02}")
}

/// Year, month and date of a day since 1970, by counting.
fn civil(day: i64) -> (i64, usize, i64) {
    let (mut year, mut left) = (1970, day);
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    while left >= 365 + i64::from(leap(year)) {
        left -= 365 + i64::from(leap(year));
        year += 1;
    }
    let february = 28 + i64::from(leap(year));
    for (place, days) in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        if left < days {
            return (year, place + 1, left + 1);
        }
        left -= days;
    }
    unreachable!("a year has twelve months")
}

#[test]
fn these_clocks_are_right() {
    let at = 1_792_890_000;
    assert_eq!(BERLIN.told(at - 1, at), "Sunday, 25 October at 02:59 CEST (00:59 UTC)");
    assert_eq!(BERLIN.told(at, at), "Sunday, 25 October at 02:00 CET (01:00 UTC)");
    assert_eq!(NEW_YORK.told(at, at), "Saturday, 24 October at 21:00 EDT (01:00 UTC on Sunday)");
    assert_eq!(KATHMANDU.short(at), "Sun 25 Oct, 06:45 UTC+05:45");
    assert_eq!((iso(BERLIN.day(at)), iso(monday(BERLIN.day(at)))), ("2026-10-25".into(), "2026-10-19".into()));
    assert_eq!(BERLIN.moment(BERLIN.wall(at + HOUR)), at + HOUR);
    assert_eq!(month_of(BERLIN.day(1_796_083_200) - 1).0, "November");
}
