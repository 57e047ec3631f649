//! The weekly plan: what somebody practises, and when.

use crate::domain::feedback::notes::ActionStep;
use crate::domain::vocabulary::string_enum;
use crate::domain::{LocalDate, Prose, StepId, Timestamp};
use chrono::{Datelike, Days, NaiveDate};
use uuid::Uuid;

string_enum! {
    /// Where a step in the plan comes from.
    StepSource, "This isn't where a step comes from: feedback, debrief or own." {
        /// An action step of the feedback on a session.
        Feedback = "feedback", "from your feedback";
        /// What one would do next time, from a debrief.
        Debrief = "debrief", "from your debrief";
        /// One's own.
        Own = "own", "your own";
    }
}

string_enum! {
    /// The state of a step in the plan.
    StepState, "This isn't a state of a step: open, done or dropped." {
        /// Still to be done.
        Open = "open", "open";
        /// Done.
        Done = "done", "done";
        /// Given up, for a reason.
        Dropped = "dropped", "dropped";
    }
}

/// A week from Monday to Sunday, by somebody's own calendar (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(NaiveDate);

impl Week {
    /// The week that a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        let since_monday = u64::from(date.weekday().num_days_from_monday());
        Self(date.checked_sub_days(Days::new(since_monday)).unwrap_or(date))
    }

    /// The week whose Monday is `days` days after 1970-01-01.
    pub fn from_day(day: i32) -> Option<Self> {
        NaiveDate::from_epoch_days(day).map(Self::of).filter(|week| week.day() == day)
    }

    /// Its Monday, in days since 1970-01-01.
    pub fn day(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// So many weeks later (earlier when negative).
    pub fn plus(self, weeks: i32) -> Self {
        let day = self.day().saturating_add(weeks.saturating_mul(7));
        NaiveDate::from_epoch_days(day).map_or(self, Self)
    }

    /// Its Monday.
    pub fn monday(self) -> NaiveDate {
        self.0
    }

    /// Its Sunday.
    pub fn sunday(self) -> NaiveDate {
        self.0.checked_add_days(Days::new(6)).unwrap_or(self.0)
    }

    /// Its first and last date, `None` when either date is outside the supported years.
    pub fn dates(self) -> Option<(LocalDate, LocalDate)> {
        Some((LocalDate::new(self.monday())?, LocalDate::new(self.sunday())?))
    }
}

/// What goes with somebody's plan where they ask for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanSettings {
    /// When the next weekly mail is due; none where they are not wanted.
    pub next_mail_at: Option<Timestamp>,
    /// Whether open steps are in their calendar feed.
    pub in_calendar: bool,
    /// Whether interviewers read their last action steps in the brief.
    pub in_briefs: bool,
}

/// A step in a weekly plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What to do, when, and how to see that it was done; of one's own, all but what to do may be empty.
    pub text: ActionStep,
    /// Where it comes from.
    pub source: StepSource,
    /// The session or debrief it comes from.
    pub source_id: Option<Uuid>,
    /// Its place there.
    pub position: Option<i32>,
    /// When it is planned.
    pub week: Week,
    /// Where it stands.
    pub state: StepState,
    /// Why it was dropped; empty otherwise.
    pub why: Prose<500>,
    /// When it was done or dropped.
    pub settled_at: Option<Timestamp>,
    /// When it came into the plan.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_from_monday_to_sunday() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        for day in ["2027-01-11", "2027-01-14", "2027-01-17"] {
            assert_eq!(Week::of(date(day)).monday(), date("2027-01-11"), "{day}");
        }
        let week = Week::of(date("2027-01-11"));
        assert_eq!(
            (week.sunday(), week.plus(1).monday(), week.plus(-2).monday()),
            (date("2027-01-17"), date("2027-01-18"), date("2026-12-28"))
        );
        assert_eq!((Week::from_day(week.day()), Week::from_day(week.day() + 1)), (Some(week), None));
        assert_eq!((week.day() - 4) % 7, 0);
    }
}
