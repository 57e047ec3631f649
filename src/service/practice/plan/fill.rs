//! Adds steps to a plan, in the transaction that delivers the feedback, so that none is lost or duplicated.

use crate::domain::booking::session::Session;
use crate::domain::feedback::notes::ActionStep;
use crate::domain::practice::plan::{Step, StepSource, StepState, Week};
use crate::domain::practice::planning::{change, planned_for};
use crate::domain::{AccountId, Prose, StepId, Timestamp};
use crate::service::Error;
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::feedback::notes::Feedback;
use crate::store::practice::plan_steps;
use uuid::Uuid;

/// Adds the action steps of a feedback to its candidate's plan. The caller holds the session's lock.
pub(crate) fn from_feedback(db: &mut Db, now: Timestamp, session: &Session, feedback: &Feedback) -> Result<(), Error> {
    fill(db, now, session.candidate.id, (StepSource::Feedback, session.id.into()), &feedback.notes.action_steps)
}

/// Replaces a plan's steps from one source with these. Done and dropped steps stay. The caller must hold the source's
/// lock; otherwise the plan's key would be violated.
pub(crate) fn fill(
    db: &mut Db,
    now: Timestamp,
    owner: AccountId,
    (source, id): (StepSource, Uuid),
    steps: &[ActionStep],
) -> Result<(), Error> {
    // The account is gone: the text stays with the session only.
    let Some(account) = accounts::by_ids(db, &[owner])?.pop() else { return Ok(()) };
    let before = plan_steps::of_source(db, id)?;
    let change = change(&before, steps);
    let gone: Vec<StepId> = change.gone.iter().map(|step| step.id).collect();
    if !gone.is_empty() {
        plan_steps::remove_open(db, &gone)?;
    }
    let usual = planned_for(now, account.zone);
    let this = Week::at(now, account.zone);
    // After all existing steps, including those just done, which keep their positions.
    let first = before.iter().filter_map(|step| step.position).max().map_or(0, |last| last.saturating_add(1));
    let new = |(position, (text, week)): (i32, (ActionStep, Option<Week>))| Step {
        id: StepId::new(),
        text,
        source,
        source_id: Some(id),
        position: Some(position),
        // The week of the one it replaces may be over.
        week: week.filter(|week| *week >= this).unwrap_or(usual),
        state: StepState::Open,
        why: Prose::default(),
        settled_at: None,
        created_at: now,
    };
    let come: Vec<Step> = (first..).zip(change.come).map(new).collect();
    Ok(plan_steps::insert(db, owner, &come)?)
}
