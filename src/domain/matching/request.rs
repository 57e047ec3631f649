//! A candidate's ask that waits to be matched.

use crate::domain::account::profile::InterviewerProfile;
use crate::domain::vocabulary::string_enum;
use crate::domain::{
    AccountId, Invalid, Kind, Language, Level, Prose, RequestId, SessionId, SessionLength, Span, Timestamp, Topic,
    UpTo, Zone, text_serde,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

string_enum! {
    /// The state of a request.
    RequestState, "This isn't a state of a request: waiting, offered, matched, withdrawn or expired." {
        /// Not matched yet.
        Waiting = "waiting", "waiting";
        /// A match was found and the candidate has been asked.
        Offered = "offered", "offered";
        /// Booked.
        Matched = "matched", "matched";
        /// Withdrawn by the candidate.
        Withdrawn = "withdrawn", "withdrawn";
        /// Its time has passed.
        Expired = "expired", "expired";
    }
}

string_enum! {
    /// Why an offer was declined.
    DeclineReason, "This isn't a reason to decline: never_pair_us, wrong_level or time_no_longer_fits." {
        /// The two aren't matched again. The interviewer isn't notified.
        NeverPairUs = "never_pair_us", "never pair us";
        /// This interviewer isn't offered for this request again.
        WrongLevel = "wrong_level", "wrong level";
        /// This start isn't offered for this request again.
        TimeNoLongerFits = "time_no_longer_fits", "time no longer fits";
    }
}

/// A window of time when a candidate could meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestWindow)]
pub struct Window {
    /// Start of the window (UTC).
    pub from: Timestamp,
    /// End of the window (UTC).
    pub to: Timestamp,
}

impl Window {
    /// The stretch of time.
    pub fn span(self) -> Span {
        Span::new(self.from, self.to)
    }
}

impl From<Span> for Window {
    fn from(span: Span) -> Self {
        Self { from: span.from, to: span.to }
    }
}

/// When somebody could meet. A person can enter at most 50; hours derived for a round can be more.
pub type Windows = UpTo<1000, Window>;

/// What a candidate asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// What kind of interview.
    pub kind: Kind,
    /// Other acceptable kinds, in order of preference. Only in a round, or in place of one of its sessions: otherwise a
    /// request names one.
    pub other_kinds: Vec<Kind>,
    /// For which level.
    pub level: Level,
    /// About what.
    pub topics: UpTo<30, Topic>,
    /// In which language.
    pub language: Language,
    /// Other acceptable languages, likewise.
    pub other_languages: Vec<Language>,
    /// How long.
    pub length: SessionLength,
    /// When the candidate could.
    pub windows: Windows,
    /// What they want to practise.
    pub aims: Prose<2000>,
    /// No session will start before this time.
    pub not_before: Option<Timestamp>,
    /// When they stop waiting.
    pub expires_at: Option<Timestamp>,
    /// Whether a match is booked without asking them first.
    pub auto_accept: bool,
    /// Whether this is for a swap: somebody who asks for one too interviews them, and they interview them back.
    pub swap: bool,
}

impl Ask {
    /// Every acceptable kind, the preferred one first.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        std::iter::once(self.kind).chain(self.other_kinds.iter().copied())
    }

    /// Every acceptable language, the preferred one first.
    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        std::iter::once(self.language).chain(self.other_languages.iter().copied())
    }

    /// The kind of a session with this interviewer: the most preferred one that the interviewer offers.
    pub fn kind_with(&self, interviewer: &InterviewerProfile) -> Option<Kind> {
        self.kinds().find(|kind| interviewer.kinds.contains(kind))
    }

    /// The language of a session with this interviewer, likewise.
    pub fn language_with(&self, interviewer: &InterviewerProfile) -> Option<Language> {
        self.languages().find(|language| interviewer.languages.contains(language))
    }

    /// How long it takes in all, in minutes: a swap is two sessions.
    pub fn minutes(&self) -> i64 {
        self.length.minutes() * if self.swap { 2 } else { 1 }
    }

    /// The first and the last start that each window allows, both inclusive; windows without one are left out.
    pub fn starts(&self) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        self.windows.iter().filter_map(|window| {
            let from = self.not_before.map_or(window.from, |not_before| not_before.max(window.from));
            let last = window.to.plus_minutes(-self.minutes());
            (from.epoch_ceil() <= last.epoch()).then_some((from, last))
        })
    }

    /// The range that contains all starts; `None` when there are none.
    pub fn range(&self) -> Option<Span> {
        let (from, last) = self.starts().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        Some(Span::new(from, last.plus(TimeDelta::microseconds(1))))
    }

    /// When the request can no longer be matched: it expired, or its last start has passed.
    pub fn lapses_at(&self) -> Option<Timestamp> {
        let last = self.starts().map(|(_, last)| last).max()?;
        Some(self.expires_at.map_or(last, |expires| expires.min(last)))
    }
}

/// A stored request.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// The candidate.
    pub candidate: AccountId,
    /// For what.
    pub ask: Ask,
    /// Its state.
    pub state: RequestState,
    /// What was offered or booked.
    pub session: Option<SessionId>,
    /// Until when an offer can be answered.
    pub answer_by: Option<Timestamp>,
    /// Whether its owner has accepted an offered swap that the other person hasn't answered yet.
    pub accepted: bool,
    /// When it was made. Its age always counts from here.
    pub created_at: Timestamp,
    /// The cancelled session in whose place it waits, if it does: its round's rules hold for the request, too.
    pub replaces: Option<SessionId>,
}

impl Request {
    /// Whole days that it has waited.
    pub fn days_waited(&self, now: Timestamp) -> u32 {
        u32::try_from((now.epoch() - self.created_at.epoch()).div_euclid(86_400)).unwrap_or(0)
    }

    /// Whether it's waiting for a match or an answer; the number of these per person is limited.
    pub fn is_open(&self) -> bool {
        matches!(self.state, RequestState::Waiting | RequestState::Offered)
    }
}

/// A time with an offset, or without one for the time in your time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, example = "2027-01-14T18:00", max_length = 40)]
pub struct Moment(Reading);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// With an offset (RFC 3339).
    At(Timestamp),
    /// Without one: wall time in the person's zone.
    Local(NaiveDateTime),
}

impl Moment {
    /// The beginning of a date.
    pub fn midnight(date: NaiveDate) -> Self {
        Self(Reading::Local(date.and_time(NaiveTime::MIN)))
    }

    /// The moment in UTC. A wall time that the clocks skip becomes the end of the gap; one that occurs twice becomes
    /// the later one if `late`, so that a window covers whatever its author meant.
    pub fn resolve(self, zone: Zone, late: bool) -> Timestamp {
        let mut local = match self.0 {
            Reading::At(instant) => return instant,
            Reading::Local(local) => local,
        };
        // The longest gap of any zone is Samoa's missing day.
        for _ in 0..=(25 * 4) {
            let found = zone.tz().from_local_datetime(&local);
            if let Some(at) = if late { found.latest() } else { found.earliest() } {
                return Timestamp::new(at.with_timezone(&Utc));
            }
            local = local.checked_add_signed(TimeDelta::minutes(15)).unwrap_or(local);
        }
        Timestamp::from_naive(local)
    }
}

impl FromStr for Moment {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let local = |format| NaiveDateTime::parse_from_str(text, format).ok();
        match local("%Y-%m-%dT%H:%M").or_else(|| local("%Y-%m-%dT%H:%M:%S")) {
            Some(at) if Timestamp::YEARS.contains(&at.and_utc().timestamp()) => Ok(Self(Reading::Local(at))),
            Some(_) => Err(Invalid::new("This time is outside the years 1970 to 2199.")),
            None => text.parse().map(|at| Self(Reading::At(at))).map_err(|_| {
                Invalid::new(
                    "This isn't a time. Write it like 2027-01-14T17:00:00Z, or without the Z for the time in your \
                     zone.",
                )
            }),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Reading::At(instant) => instant.fmt(f),
            Reading::Local(local) => local.format("%Y-%m-%dT%H:%M:%S").fmt(f),
        }
    }
}

text_serde!(Moment);

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str, zone: &str, late: bool) -> String {
        text.parse::<Moment>().unwrap().resolve(zone.parse().unwrap(), late).to_string()
    }

    #[test]
    fn wall_times_are_read_in_a_zone() {
        assert_eq!(resolved("2027-01-14T18:00", "Europe/Berlin", false), "2027-01-14T17:00:00Z");
        assert_eq!(resolved("2027-01-14T18:00:00+05:45", "Europe/Berlin", false), "2027-01-14T12:15:00Z");
        // 02:30 is skipped on the first day and occurs twice on the second.
        assert_eq!(resolved("2027-03-28T02:30", "Europe/Berlin", false), "2027-03-28T01:00:00Z");
        assert_eq!(resolved("2027-10-31T02:30", "Europe/Berlin", false), "2027-10-31T00:30:00Z");
        assert_eq!(resolved("2027-10-31T02:30", "Europe/Berlin", true), "2027-10-31T01:30:00Z");
        assert_eq!(resolved("2011-12-30T12:00", "Pacific/Apia", false), "2011-12-30T10:00:00Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for bad in ["", "tomorrow", "2027-01-14", "2027-01-14T25:00", "9999-01-01T00:00", "2027-01-14T17:00:00ZZ"] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }
}
