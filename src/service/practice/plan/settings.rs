//! Options of a plan: the weekly mail, steps in the owner's calendar, and steps in the briefs of their interviewers. All
//! are off by default.

use crate::domain::practice::plan::PlanSettings;
use crate::domain::practice::planning::next_mail_time;
use crate::domain::{AccountId, Timestamp, Zone};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::practice::plan_settings;

/// The changes; `None` leaves a setting as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change {
    /// Whether to send the weekly mail on Sunday evening.
    pub weekly_mail: Option<bool>,
    /// Whether open steps are in the calendar feed.
    pub in_calendar: Option<bool>,
    /// Whether interviewers see the latest action steps in their briefs.
    pub in_briefs: Option<bool>,
}

/// The caller's settings.
pub fn show(services: &Services, me: AccountId) -> Result<PlanSettings, Error> {
    services.read(|db, _| Ok(plan_settings::get(db, me)?))
}

/// Changes the caller's settings.
pub fn change(services: &Services, me: AccountId, change: Change) -> Result<PlanSettings, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let zone = accounts::by_id(db, me)?.zone;
        let before = plan_settings::get(db, me)?;
        let next_mail_at = match change.weekly_mail {
            Some(true) => before.next_mail_at.or_else(|| Some(next_mail_time(now, zone))),
            Some(false) => None,
            None => before.next_mail_at,
        };
        let after = PlanSettings {
            next_mail_at,
            in_calendar: change.in_calendar.unwrap_or(before.in_calendar),
            in_briefs: change.in_briefs.unwrap_or(before.in_briefs),
        };
        plan_settings::put(db, me, &after)?;
        Ok(after)
    })
}

/// Reschedules the weekly mail after a change of zone. The caller holds the owner's lock.
pub(crate) fn moved(db: &mut Db, now: Timestamp, me: AccountId, zone: Zone) -> Result<(), Error> {
    let settings = plan_settings::get(db, me)?;
    if settings.next_mail_at.is_some() {
        plan_settings::put(db, me, &PlanSettings { next_mail_at: Some(next_mail_time(now, zone)), ..settings })?;
    }
    Ok(())
}

/// Ends the weekly mails by the link in one; does nothing if they've already ended.
pub fn stop(services: &Services, token: &str) -> Result<(), Error> {
    let me = services.keys.check_weekly(token, services.now())?;
    let no_more = Change { weekly_mail: Some(false), ..Change::default() };
    match services.run_linked(me, |services, me| change(services, me, no_more)) {
        // A deleted account gets no mail anyway.
        Err(gone) if gone.code == Code::LinkInvalid => Ok(()),
        other => other.map(|_| ()),
    }
}
