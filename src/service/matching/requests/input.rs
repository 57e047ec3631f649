//! A request as typed by the candidate, and its conversion to UTC.

use crate::domain::matching;
use crate::domain::matching::request::{Ask, Moment, Window, Windows};
use crate::domain::{Kind, Language, Level, Prose, SessionLength, Timestamp, Topic, UpTo, Zone};
use crate::service::Error;
use serde::{Deserialize, Serialize};

/// A request as typed by the candidate.
#[derive(Debug, Clone, Serialize)]
pub struct NewRequest {
    /// What kind of interview.
    pub kind: Kind,
    /// For which level.
    pub level: Level,
    /// About what.
    pub topics: UpTo<30, Topic>,
    /// In which language.
    pub language: Language,
    /// How long.
    pub length: SessionLength,
    /// When they could.
    pub windows: UpTo<50, WantedWindow>,
    /// What they want to practise.
    pub aims: Prose<2000>,
    /// No session will start before this time.
    pub not_before: Option<Moment>,
    /// When they stop waiting.
    pub expires_at: Option<Moment>,
    /// Whether a match is booked without asking them first.
    pub auto_accept: bool,
    /// Whether it is for a swap.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub swap: bool,
}

/// A window of time when the candidate could meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedWindow {
    /// Start of the window, with an offset or in the candidate's time zone.
    pub from: Moment,
    /// End of the window, likewise.
    pub to: Moment,
}

/// The changes to a request; anything left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The kind.
    pub kind: Option<Kind>,
    /// The level.
    pub level: Option<Level>,
    /// The topics.
    pub topics: Option<UpTo<30, Topic>>,
    /// The language.
    pub language: Option<Language>,
    /// The length.
    pub length: Option<SessionLength>,
    /// The windows.
    pub windows: Option<UpTo<50, WantedWindow>>,
    /// What they want to practise.
    pub aims: Option<Prose<2000>>,
    /// The earliest start; `Some(None)` removes it.
    pub not_before: Option<Option<Moment>>,
    /// When they stop waiting; `Some(None)` removes it.
    pub expires_at: Option<Option<Moment>>,
    /// Whether a match is booked at once.
    pub auto_accept: Option<bool>,
}

/// The request with its times resolved in the candidate's zone.
pub(crate) fn resolved(wanted: &NewRequest, zone: Zone) -> Result<Ask, Error> {
    Ok(Ask {
        kind: wanted.kind,
        other_kinds: Vec::new(),
        level: wanted.level,
        topics: wanted.topics.clone(),
        language: wanted.language,
        other_languages: Vec::new(),
        length: wanted.length,
        windows: in_utc(&wanted.windows, zone)?,
        aims: wanted.aims.clone(),
        not_before: wanted.not_before.map(|moment| moment.resolve(zone, false)),
        expires_at: wanted.expires_at.map(|moment| moment.resolve(zone, true)),
        auto_accept: wanted.auto_accept,
        swap: wanted.swap,
    })
}

/// Checks that the request can be matched at all.
pub(crate) fn checked(ask: Ask, now: Timestamp) -> Result<Ask, Error> {
    matching::check(&ask, now)?;
    Ok(ask)
}

/// The request after a change.
pub(crate) fn changed(before: &Ask, change: &Change, zone: Zone) -> Result<Ask, Error> {
    let moment = |given: Option<Option<Moment>>, before, late| match given {
        Some(moment) => moment.map(|moment| moment.resolve(zone, late)),
        None => before,
    };
    let windows = match &change.windows {
        Some(windows) => in_utc(windows, zone)?,
        None => before.windows.clone(),
    };
    Ok(Ask {
        kind: change.kind.unwrap_or(before.kind),
        // Somebody who names one means that one.
        other_kinds: if change.kind.is_some() { Vec::new() } else { before.other_kinds.clone() },
        level: change.level.unwrap_or(before.level),
        topics: change.topics.clone().unwrap_or_else(|| before.topics.clone()),
        language: change.language.unwrap_or(before.language),
        other_languages: if change.language.is_some() { Vec::new() } else { before.other_languages.clone() },
        length: change.length.unwrap_or(before.length),
        windows,
        aims: change.aims.clone().unwrap_or_else(|| before.aims.clone()),
        not_before: moment(change.not_before, before.not_before, false),
        expires_at: moment(change.expires_at, before.expires_at, true),
        auto_accept: change.auto_accept.unwrap_or(before.auto_accept),
        swap: before.swap,
    })
}

/// The windows in UTC.
pub(crate) fn in_utc(windows: &[WantedWindow], zone: Zone) -> Result<Windows, Error> {
    let window = |one: &WantedWindow| Window { from: one.from.resolve(zone, false), to: one.to.resolve(zone, true) };
    UpTo::new(windows.iter().map(window).collect()).ok_or_else(|| Error::internal("more windows than were read"))
}
