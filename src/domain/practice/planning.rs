//! The weekly plan: which week it is, when a step is planned, and how a plan changes when its feedback is amended.

use super::plan::{Step, StepState, Week};
use crate::domain::feedback::notes::ActionStep;
use crate::domain::{Timestamp, Zone};
use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};

/// How far ahead a step can be planned, in weeks.
pub const AHEAD_WEEKS: i32 = 52;

/// How far back a plan can be read, in weeks.
pub const BACK_WEEKS: i32 = 520;

/// The week a new step is planned for: this week, or from Friday on the next, so that there are days left to do it.
pub fn planned_for(now: Timestamp, zone: Zone) -> Week {
    let today = zone.date(now);
    let late = matches!(today.weekday(), Weekday::Fri | Weekday::Sat | Weekday::Sun);
    Week::of(today).plus(i32::from(late))
}

/// Hours after which a weekly mail that couldn't be written is no longer worth sending.
const TELL_WITHIN_HOURS: i64 = 24;

/// Sunday at 18:00 in this zone; if the clocks skip that, the first full hour after the gap.
pub fn evening(week: Week, zone: Zone) -> Timestamp {
    let six = week.sunday().and_time(NaiveTime::MIN) + TimeDelta::hours(18);
    there(six, zone)
}

/// A wall time in this zone as a moment; if the clocks skip it, the first full hour after the gap.
pub(crate) fn there(wall: NaiveDateTime, zone: Zone) -> Timestamp {
    let there = (0..=24).find_map(|later| zone.tz().from_local_datetime(&(wall + TimeDelta::hours(later))).earliest());
    there.map_or_else(|| Timestamp::from_naive(wall), |at| Timestamp::from_naive(at.naive_utc()))
}

/// When the next weekly mail is due.
pub fn next_mail_time(now: Timestamp, zone: Zone) -> Timestamp {
    let this = Week::at(now, zone);
    let evening = evening(this, zone);
    if evening > now { evening } else { crate::domain::practice::planning::evening(this.plus(1), zone) }
}

/// Until when a mail that was due at this moment is worth sending.
pub fn worth_sending_until(due: Timestamp) -> Timestamp {
    due.plus_hours(TELL_WITHIN_HOURS)
}

/// How a plan changes when the source of its steps changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Change<'a> {
    /// Open steps that are no longer in the source.
    pub gone: Vec<&'a Step>,
    /// New steps, each with the week of the step it replaces.
    pub come: Vec<(ActionStep, Option<Week>)>,
}

/// A step whose text is unchanged stays as it is. Of those no longer in the source, open ones are removed, and done or
/// dropped ones stay: they were somebody's work or decision. New steps take the weeks of the removed ones, in order.
pub fn change<'a>(before: &'a [Step], after: &[ActionStep]) -> Change<'a> {
    let mut left: Vec<&Step> = before.iter().collect();
    let mut fresh = Vec::new();
    for step in after {
        match left.iter().position(|old| old.text == *step) {
            Some(at) => drop(left.remove(at)),
            None => fresh.push(step.clone()),
        }
    }
    let gone: Vec<&Step> = left.into_iter().filter(|step| step.state == StepState::Open).collect();
    let weeks = gone.iter().map(|step| Some(step.week)).chain(std::iter::repeat(None));
    Change { come: fresh.into_iter().zip(weeks).collect(), gone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::practice::plan::StepSource;
    use crate::domain::{Prose, StepId};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_is_for_this_week_and_late_in_it_for_the_next() {
        let berlin = "Europe/Berlin".parse().unwrap();
        for (now, week) in [
            ("2027-01-11T00:00:00Z", "2027-01-11"),
            ("2027-01-14T22:59:59Z", "2027-01-11"),
            // Friday has begun in Berlin.
            ("2027-01-14T23:00:00Z", "2027-01-18"),
            ("2027-01-17T22:59:59Z", "2027-01-18"),
            // The Sunday on which clocks go forward, and the one on which they go back.
            ("2027-03-28T01:30:00Z", "2027-03-29"),
            ("2027-10-31T00:30:00Z", "2027-11-01"),
        ] {
            assert_eq!(planned_for(at(now), berlin).monday().to_string(), week, "{now}");
        }
    }

    #[test]
    fn evening_is_that_of_the_wall_whatever_the_clocks_did() {
        for (now, zone, due) in [
            ("2027-01-11T08:00:00Z", "Europe/Berlin", "2027-01-17T17:00:00Z"),
            ("2027-01-17T16:59:59Z", "Europe/Berlin", "2027-01-17T17:00:00Z"),
            ("2027-01-17T17:00:00Z", "Europe/Berlin", "2027-01-24T17:00:00Z"),
            // Clocks go forward in the night before, and back.
            ("2027-03-22T08:00:00Z", "Europe/Berlin", "2027-03-28T16:00:00Z"),
            ("2027-10-25T08:00:00Z", "Europe/Berlin", "2027-10-31T17:00:00Z"),
            ("2027-01-11T08:00:00Z", "Asia/Kathmandu", "2027-01-17T12:15:00Z"),
            // It is Monday there already.
            ("2027-01-17T12:00:00Z", "Pacific/Kiritimati", "2027-01-24T04:00:00Z"),
        ] {
            assert_eq!(next_mail_time(at(now), zone.parse().unwrap()), at(due), "{now} in {zone}");
        }
        // Every zone has a Sunday evening, a week after the last one, give or take a clock change.
        for zone in Zone::names().map(|name| name.parse::<Zone>().unwrap()) {
            let mut now = at("2026-12-31T00:00:00Z");
            for _ in 0..54 {
                let next = next_mail_time(now, zone);
                assert!(next > now && next.epoch() - now.epoch() <= 7 * 86_400 + 2 * 3600, "{zone}: {now} and {next}");
                now = next;
            }
        }
    }

    fn text(then: &str) -> ActionStep {
        ActionStep { when: Prose::default(), then: then.parse().unwrap(), check: Prose::default() }
    }

    fn step(then: &str, state: StepState, week: i32) -> Step {
        Step {
            id: StepId::new(),
            text: text(then),
            source: StepSource::Feedback,
            source_id: None,
            position: None,
            week: Week::at(at("2027-01-11T08:00:00Z"), Zone::UTC).plus(week),
            state,
            why: Prose::default(),
            settled_at: None,
            created_at: at("2027-01-11T08:00:00Z"),
        }
    }

    #[test]
    fn what_was_done_or_dropped_stays_and_what_is_open_is_replaced_in_its_week() {
        use StepState::{Done, Dropped, Open};
        let before = [
            step("Draw", Open, 0),
            step("Read", Done, 0),
            step("Count", Open, 2),
            step("Sing", Dropped, 0),
            step("Run", Open, 1),
        ];
        let change = change(&before, &[text("Run"), text("Sketch"), text("Tell"), text("Ask")]);
        assert_eq!(change.gone.iter().map(|step| &*step.text.then).collect::<Vec<_>>(), ["Draw", "Count"]);
        let come: Vec<_> = change.come.iter().map(|(step, week)| (&*step.then, *week)).collect();
        assert_eq!(come, [("Sketch", Some(before[0].week)), ("Tell", Some(before[2].week)), ("Ask", None)]);
    }

    #[test]
    fn the_same_again_changes_nothing() {
        let before = [step("Draw", StepState::Open, 0), step("Draw", StepState::Done, 0)];
        assert_eq!(change(&before, &[text("Draw"), text("Draw")]), Change::default());
        assert_eq!(change(&before, &[text("Draw")]).gone.len(), 0, "the one that is left over was done");
    }
}
