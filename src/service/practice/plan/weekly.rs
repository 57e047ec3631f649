//! The weekly mail, sent on Sunday evening in the person's zone: what was done, what's still open and what comes next.

use super::MAX_SHOWN;
use crate::domain::practice::plan::{Step, StepState, Week};
use crate::domain::practice::planning::{evening, next_mail_time, worth_sending_until};
use crate::domain::{AccountId, Timestamp, Zone};
use crate::mail::practice::{Steps, WeeklyPlan};
use crate::service::{Error, Services, notifications};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::practice::{plan_settings, plan_steps};

/// How many people's mails are written per lookup.
const AT_ONCE: i64 = 50;

/// Maximum number of steps of each kind listed in a mail; it says how many more there are.
const MAX_TOLD: usize = 15;

/// Writes the weekly mails that are due; returns how many were looked at. A failure with one doesn't delay the others.
pub fn write_due(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let due = services.read(|db, now| Ok(plan_settings::due(db, now, AT_ONCE)?))?;
    services.write_each(due, stop, |db, now, (who, at)| write(db, now, *who, *at).map(|()| 1))
}

/// One person's mail. It's claimed and queued in the same transaction: either it's queued, or it's still due.
fn write(db: &mut Db, now: Timestamp, who: AccountId, due: Timestamp) -> Result<(), Error> {
    let account = accounts::by_id(db, who)?;
    if !plan_settings::claim(db, who, due, next_mail_time(now, account.zone))? || now > worth_sending_until(due) {
        return Ok(());
    }
    let week = Week::at(due, account.zone);
    let Some(message) = load(db, who, week, account.zone)? else { return Ok(()) };
    // Somebody who moved west in the meantime has a second Sunday evening.
    if account.verified_at.is_none() || !plan_settings::tell(db, who, week)? {
        return Ok(());
    }
    notifications::send(db, now, who, format!("weekly-plan:{who}:{}", week.monday()), message, now)
}

/// The content of a week's mail; `None` if nothing was planned or done and nothing comes next.
fn load(db: &mut Db, who: AccountId, week: Week, zone: Zone) -> Result<Option<WeeklyPlan>, Error> {
    let mut steps = plan_steps::around(db, who, week, evening(week.plus(-1), zone), MAX_SHOWN)?;
    steps.sort_by_key(|step| (step.week, step.created_at, step.position, step.id));
    let next = week.plus(1);
    let kind = |wanted: &dyn Fn(&Step) -> bool| {
        let all: Vec<_> = steps.iter().filter(|step| wanted(step)).map(|step| step.text.clone()).collect();
        Steps { more: all.len().saturating_sub(MAX_TOLD), told: all.into_iter().take(MAX_TOLD).collect() }
    };
    let done = kind(&|step| step.state == StepState::Done);
    let open = kind(&|step| step.state == StepState::Open && step.week < next);
    let ahead = kind(&|step| step.state == StepState::Open && step.week == next);
    let Some((monday, _)) = week.dates() else { return Ok(None) };
    let nothing = [&done, &open, &ahead].iter().all(|steps| steps.told.is_empty());
    Ok((!nothing).then_some(WeeklyPlan { week: monday, done, open, ahead }))
}

/// Whether somebody still wants the weekly mail.
pub(crate) fn is_wanted(db: &mut Db, who: AccountId) -> Result<bool, Error> {
    Ok(plan_settings::get(db, who)?.next_mail_at.is_some())
}
