use super::lines::{Lines, text, utc};
use crate::domain::feedback::notes::ActionStep;
use crate::domain::practice::plan::Week;
use crate::domain::{StepId, Timestamp};
use chrono::NaiveDate;

/// An open step of the weekly plan.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its id.
    pub id: StepId,
    /// What to do, and when.
    pub text: ActionStep,
    /// The week to show it in.
    pub week: Week,
}

/// The longest title, in characters; the full text is in the description.
const TITLE: usize = 120;

/// An event over all days of its week that doesn't block time. Not a VTODO (RFC 5545, section 3.6.2): in subscribed
/// calendars, common programs show events but ignore tasks.
pub(crate) fn task(ics: &mut Lines, task: &Task, stamp: Timestamp) {
    let date = |day: NaiveDate| day.format("%Y%m%d");
    let ActionStep { when, then, check } = &task.text;
    let title: String = then.lines().next().unwrap_or_default().chars().take(TITLE).collect();
    let whole = match when.is_empty() {
        true => then.to_string(),
        false => format!("If: {when}\nThen: {then}"),
    };
    let whole = if check.is_empty() { whole } else { format!("{whole}\nHow you'll know: {check}") };
    ics.line("BEGIN:VEVENT");
    ics.line(&format!("UID:{}", task.id));
    ics.line(&format!("DTSTAMP:{}", utc(stamp)));
    ics.line(&format!("DTSTART;VALUE=DATE:{}", date(task.week.monday())));
    // The end is exclusive: the first day after it.
    ics.line(&format!("DTEND;VALUE=DATE:{}", date(task.week.plus(1).monday())));
    ics.line(&format!("SUMMARY:{}", text(&format!("Practise: {title}"))));
    ics.line(&format!("DESCRIPTION:{}", text(&whole)));
    ics.line("CLASS:PRIVATE");
    ics.line("TRANSP:TRANSPARENT");
    ics.line("STATUS:CONFIRMED");
    ics.line("END:VEVENT");
}
