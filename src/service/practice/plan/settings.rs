//! What goes with a plan where its owner asks for it: the weekly mail, the steps in their calendar, and in the briefs of
//! those who interview them. Nothing of it before they ask.

use crate::domain::practice::plan::PlanSettings;
use crate::domain::practice::planning::next_telling;
use crate::domain::{AccountId, Timestamp, Zone};
use crate::service::{Caller, Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::practice::plan_settings;

/// What is to be different; what is `None` stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change {
    /// Whether a mail tells the week on Sunday evening.
    pub weekly_mail: Option<bool>,
    /// Whether open steps are in one's calendar feed.
    pub in_calendar: Option<bool>,
    /// Whether interviewers read one's last action steps in their briefs.
    pub in_briefs: Option<bool>,
}

/// What one asked for.
pub fn show(services: &Services, me: AccountId) -> Result<PlanSettings, Error> {
    services.read(|db, _| Ok(plan_settings::get(db, me)?))
}

/// Asks for something, or no longer.
pub fn change(services: &Services, me: AccountId, change: Change) -> Result<PlanSettings, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let zone = accounts::by_id(db, me)?.zone;
        let before = plan_settings::get(db, me)?;
        let next_mail_at = match change.weekly_mail {
            Some(true) => before.next_mail_at.or_else(|| Some(next_telling(now, zone))),
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

/// Sunday evening is at another moment in another zone. The caller holds the owner's lock.
pub(crate) fn moved(db: &mut Db, now: Timestamp, me: AccountId, zone: Zone) -> Result<(), Error> {
    let settings = plan_settings::get(db, me)?;
    if settings.next_mail_at.is_some() {
        plan_settings::put(db, me, &PlanSettings { next_mail_at: Some(next_telling(now, zone)), ..settings })?;
    }
    Ok(())
}

/// Ends the weekly mails of whoever has the link of one; of no effect where they had ended.
pub fn stop(services: &Services, token: &str) -> Result<(), Error> {
    let me = services.keys.check_weekly(token, services.now())?;
    let no_more = Change { weekly_mail: Some(false), ..Change::default() };
    match services.run_for(Caller::Linked(me), |services| change(services, me, no_more)) {
        // Whose account is gone gets no mail either.
        Err(gone) if gone.code == Code::LinkInvalid => Ok(()),
        other => other.map(|_| ()),
    }
}
