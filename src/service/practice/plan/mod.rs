//! The weekly plan: what somebody practises, week by week in their own zone. Nobody else reads it.

mod fill;

pub(crate) mod settings;
pub mod weekly;

pub(crate) use fill::{fill, from_feedback};

use crate::domain::feedback::notes::ActionStep;
use crate::domain::practice::plan::{Step, StepSource, StepState, Week};
use crate::domain::practice::planning::{AHEAD_WEEKS, BACK_WEEKS};
use crate::domain::{AccountId, LocalDate, Prose, StepId, Timestamp, Zone};
use crate::service::{Code, Error, Services, idempotency};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::practice::plan_steps;
use serde::Serialize;

/// Maximum number of open steps of a person's own, and of steps added in a day.
const MAX_OWN: i64 = 100;

/// Maximum number of steps shown in a week; the earliest are left out.
const MAX_SHOWN: i64 = 500;

/// A week of somebody's plan.
#[derive(Debug)]
pub struct Plan {
    /// The week.
    pub week: Week,
    /// Whether it's the current week.
    pub is_current: bool,
    /// The zone in which it is.
    pub zone: Zone,
    /// What is planned for it.
    pub steps: Vec<Step>,
    /// What's still open from earlier weeks, oldest first; only for the current week.
    pub overdue: Vec<Step>,
}

/// The week of the caller's plan that contains this date; the current one by default.
pub fn show(services: &Services, me: AccountId, date: Option<LocalDate>) -> Result<Plan, Error> {
    services.read(|db, now| {
        let zone = zone(db, me)?;
        let this = Week::at(now, zone);
        let week = date.map_or(this, |date| Week::of(date.date()));
        if !(this.plus(-BACK_WEEKS)..=this.plus(AHEAD_WEEKS)).contains(&week) {
            return Err(Error::invalid("?week", "You can see plans from ten years back to one year ahead."));
        }
        week_of(db, me, zone, week, this)
    })
}

/// A week of somebody's plan; `this` is the current one.
fn week_of(db: &mut Db, me: AccountId, zone: Zone, week: Week, this: Week) -> Result<Plan, Error> {
    let is_current = week == this;
    let mut found = plan_steps::of_week(db, me, week, is_current.then_some(this), MAX_SHOWN)?;
    found.sort_by_key(|step| (step.week, step.created_at, step.position.is_none(), step.position, step.id));
    let (steps, overdue) = found.into_iter().partition(|step| step.week == week);
    Ok(Plan { week, is_current, zone, steps, overdue })
}

fn zone(db: &mut Db, me: AccountId) -> Result<Zone, Error> {
    Ok(accounts::by_id(db, me)?.zone)
}

/// A step the person adds themselves.
#[derive(Debug, Clone, Serialize)]
pub struct OwnStep {
    /// What to do; when and how to check it may be empty.
    pub text: ActionStep,
    /// A date in the week to do it in; the current week by default.
    pub week: Option<LocalDate>,
}

/// Adds a step of the caller's own; only once per key.
pub fn add(services: &Services, me: AccountId, key: Option<&str>, own: &OwnStep) -> Result<Step, Error> {
    if own.text.then.is_empty() {
        return Err(Error::invalid("/then", "What are you going to do? A few words are enough."));
    }
    let id = idempotency::run_idempotent(services, me, key, own, |db, now| add_in(db, now, me, own))?;
    services.read(|db, _| plan_steps::one(db, me, id)?.ok_or_else(|| Error::not_found("step")))
}

fn add_in(db: &mut Db, now: Timestamp, me: AccountId, own: &OwnStep) -> Result<StepId, Error> {
    // The count below needs this lock.
    accounts::lock(db, &[me])?;
    let this = Week::at(now, zone(db, me)?);
    let week = own.week.map_or(Ok(this), |date| ahead(date, this))?;
    if plan_steps::own(db, me, now.plus_days(-1))? >= MAX_OWN {
        let detail =
            "A hundred steps of your own are open or were added today. Please finish or drop some of them first.";
        return Err(Error::new(Code::ListFull, detail));
    }
    let step = Step {
        id: StepId::new(),
        text: own.text.clone(),
        source: StepSource::Own,
        source_id: None,
        position: None,
        week,
        state: StepState::Open,
        why: Prose::default(),
        settled_at: None,
        created_at: now,
    };
    plan_steps::insert(db, me, std::slice::from_ref(&step))?;
    Ok(step.id)
}

/// The week of a date; refuses one that is past or too far ahead.
fn ahead(date: LocalDate, this: Week) -> Result<Week, Error> {
    let week = Week::of(date.date());
    if week < this {
        return Err(Error::invalid("/week", "That week is over. Please choose a date in this week or a later one."));
    }
    if week > this.plus(AHEAD_WEEKS) {
        return Err(Error::invalid("/week", "You can plan steps up to a year ahead."));
    }
    Ok(week)
}

/// The changes to a step.
#[derive(Debug, Clone)]
pub struct Change {
    /// A date in the week to do it in.
    pub week: Option<LocalDate>,
    /// Its state.
    pub state: Option<StepState>,
    /// Why it was dropped.
    pub why: Prose<500>,
}

/// Moves a step to another week, or marks it as done, dropped or open again.
pub fn change(services: &Services, me: AccountId, id: StepId, change: &Change) -> Result<Step, Error> {
    services.write(|db, now| {
        // If one tab moves a step that another marks as done, the second sees the first's change.
        accounts::lock(db, &[me])?;
        let zone = zone(db, me)?;
        let step = plan_steps::one(db, me, id)?.ok_or_else(|| Error::not_found("step"))?;
        let step = changed(step, change, now, Week::at(now, zone))?;
        if !plan_steps::change(db, me, &step)? {
            return Err(Error::not_found("step"));
        }
        Ok(step)
    })
}

fn changed(step: Step, change: &Change, now: Timestamp, this: Week) -> Result<Step, Error> {
    let state = change.state.unwrap_or(step.state);
    let drops = change.state == Some(StepState::Dropped);
    if drops && change.why.is_empty() {
        return Err(Error::invalid("/why", "Why are you dropping it? A few words, just for yourself."));
    }
    if !drops && !change.why.is_empty() {
        return Err(Error::invalid(
            "/why",
            "Only a dropped step has a reason. Send it together with the state dropped.",
        ));
    }
    if change.week.is_some() && state != StepState::Open {
        let detail = "Steps that are done or dropped stay in their week. To do one again, send the state open as well.";
        return Err(Error::invalid("/week", detail));
    }
    let week = change.week.map_or(Ok(step.week), |date| ahead(date, this))?;
    if state == step.state {
        let why = if drops { change.why.clone() } else { step.why.clone() };
        return Ok(Step { week, why, ..step });
    }
    let settled_at = (state != StepState::Open).then_some(now);
    Ok(Step { week, state, why: change.why.clone(), settled_at, ..step })
}
