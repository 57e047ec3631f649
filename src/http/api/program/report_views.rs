//! What a program's reports have in common: the days they cover, and their counts.

use crate::domain::{LocalDate, RoundId};
use crate::service::program::report::{Dates, MailsPerWeek, RoundFigures, Sessions, Share};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// The first day to cover, in the program's zone; by default, the program's first day.
    from: Option<LocalDate>,
    /// The last day to cover; by default, the program's last day.
    to: Option<LocalDate>,
}

impl From<Days> for Dates {
    fn from(days: Days) -> Self {
        Self { from: days.from, to: days.to }
    }
}

/// A count out of a total.
#[derive(Serialize, ToSchema)]
#[schema(as = Proportion)]
pub(crate) struct ShareView {
    /// The count.
    yes: usize,
    /// The total.
    of: usize,
    /// As a rounded percentage; null if the total is 0.
    #[schema(minimum = 0, maximum = 100)]
    percent: Option<usize>,
}

impl From<Share> for ShareView {
    fn from(share: Share) -> Self {
        Self { yes: share.yes, of: share.of, percent: share.percent() }
    }
}

/// The program's sessions by state.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSessions)]
pub(crate) struct SessionsView {
    upcoming: usize,
    /// Sessions that took place, as far as we know; the notes may still be due.
    held: usize,
    /// Of those, the ones somebody said they'd be late for.
    ran_late: usize,
    /// Of those, the ones whose notes never came.
    without_notes: usize,
    /// Sessions cancelled in time.
    cancelled: usize,
    cancelled_late: usize,
    /// Sessions somebody didn't come to.
    absent: usize,
    disputed: usize,
}

impl From<Sessions> for SessionsView {
    fn from(all: Sessions) -> Self {
        Self {
            upcoming: all.upcoming,
            held: all.held,
            ran_late: all.ran_late,
            without_notes: all.without_notes,
            cancelled: all.cancelled,
            cancelled_late: all.cancelled_late,
            absent: all.absent,
            disputed: all.disputed,
        }
    }
}

/// A round's results.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramRound)]
pub(crate) struct RoundView {
    round_id: RoundId,
    name: String,
    /// Its first day, in the program's zone.
    starts_on: LocalDate,
    /// Its last day.
    ends_on: LocalDate,
    /// How many of the candidates in it got a session when it was published.
    matched: ShareView,
    /// Its sessions, and those found after one of them had fallen through.
    sessions: SessionsView,
    /// How many of the notes on them that were due came within 24 hours.
    notes_in_time: ShareView,
}

impl From<RoundFigures> for RoundView {
    fn from(one: RoundFigures) -> Self {
        Self {
            round_id: one.round,
            name: one.name.to_string(),
            starts_on: one.starts_on,
            ends_on: one.ends_on,
            matched: one.matched.into(),
            sessions: one.sessions.into(),
            notes_in_time: one.notes_in_time.into(),
        }
    }
}

/// How many emails one person got in a week, Monday to Sunday, over all weeks in which they were in the program.
#[derive(Serialize, ToSchema)]
#[schema(as = EmailsPerWeek)]
pub(crate) struct MailsView {
    median: Option<usize>,
    /// The most that anybody got in one week.
    most: Option<usize>,
}

impl From<MailsPerWeek> for MailsView {
    fn from(of: MailsPerWeek) -> Self {
        Self { median: of.median, most: of.most }
    }
}

/// The emails that people get, by seat: those about the program's sessions, and those about no session. Emails are
/// remembered for 90 days.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramEmails)]
pub(crate) struct EmailsView {
    pub candidates: MailsView,
    pub interviewers: MailsView,
}
