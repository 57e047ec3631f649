//! Debriefs of mock sessions, real interviews and application cycles. Only their owner can read them, regardless of any
//! consent; the owner decides what goes into the weekly plan.

use super::plan;
use crate::domain::feedback::comparison::over;
use crate::domain::practice::debrief::{About, Debrief, DebriefText};
use crate::domain::practice::plan::StepSource;
pub use crate::domain::practice::retro::{Group, Retro};
use crate::domain::practice::retro::{check, retro as gather, steps};
use crate::domain::{AccountId, DebriefId, Kind, SessionId, Timestamp};
use crate::service::booking::access::as_participant;
use crate::service::{Code, Error, Services, idempotency};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::practice::debriefs as store;
use serde::Serialize;

/// Maximum number of debriefs per person.
const MAX_DEBRIEFS: i64 = 500;

/// What a debrief is about, and where it belongs.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Subject {
    /// What it is about.
    pub about: About,
    /// The mock session.
    pub session: Option<SessionId>,
    /// The cycle of a real interview.
    pub cycle: Option<DebriefId>,
}

/// Writes a debrief; only once per key.
pub fn write(
    services: &Services,
    me: AccountId,
    key: Option<&str>,
    of: Subject,
    text: &DebriefText,
) -> Result<Debrief, Error> {
    let id = idempotency::run_idempotent(services, me, key, &(of, text), |db, now| write_in(db, now, me, of, text))?;
    show(services, me, id)
}

fn write_in(db: &mut Db, now: Timestamp, me: AccountId, of: Subject, text: &DebriefText) -> Result<DebriefId, Error> {
    accounts::lock(db, &[me])?;
    if store::count(db, me)? >= MAX_DEBRIEFS {
        return Err(Error::new(
            Code::ListFull,
            "You have 500 debriefs, which is the maximum. Please delete some you no longer need.",
        ));
    }
    let kind = match (of.about, of.session) {
        (About::Session, Some(session)) => Some(session_of(db, now, me, session)?),
        (About::Session, None) => return Err(Error::invalid("/session_id", "Which session is it about?")),
        (_, Some(_)) => {
            return Err(Error::invalid("/session_id", "Only debriefs of mock sessions belong to a session."));
        }
        (_, None) => text.kind,
    };
    let debrief = Debrief {
        id: DebriefId::new(),
        about: of.about,
        session: of.session,
        cycle: of.cycle,
        text: text.clone(),
        created_at: now,
        updated_at: now,
    };
    sound(db, me, &debrief, kind)?;
    store::insert(db, me, &debrief)?;
    plan(db, now, me, &debrief)?;
    Ok(debrief.id)
}

/// The kind of a session; checks that the caller was its candidate, that it's over, and that it has no debrief yet.
fn session_of(db: &mut Db, now: Timestamp, me: AccountId, id: SessionId) -> Result<Kind, Error> {
    let (session, role) = match as_participant(me, sessions::by_id(db, id)) {
        Err(stranger) if stranger.code == Code::NotFound => {
            return Err(Error::invalid("/session_id", "There's no such session, or you don't have access to it."));
        }
        other => other?,
    };
    over(&session, role, now)?;
    if store::has(db, me, id)? {
        return Err(Error::invalid(
            "/session_id",
            "You've already written a debrief of this session. You can change that one.",
        ));
    }
    Ok(session.kind)
}

/// Checks a debrief, and that its cycle exists and is the caller's.
fn sound(db: &mut Db, me: AccountId, debrief: &Debrief, kind: Option<Kind>) -> Result<(), Error> {
    let Debrief { about, cycle, text, .. } = debrief;
    check(*about, kind, text).map_err(|(at, detail)| Error::invalid(format!("/debrief{at}"), detail))?;
    let Some(cycle) = cycle else { return Ok(()) };
    if *about != About::Interview {
        return Err(Error::invalid("/cycle_id", "A cycle contains only real interviews."));
    }
    match store::one(db, me, *cycle)? {
        Some(found) if found.about == About::Cycle => Ok(()),
        _ => Err(Error::invalid("/cycle_id", "You have no such cycle.")),
    }
}

fn plan(db: &mut Db, now: Timestamp, me: AccountId, debrief: &Debrief) -> Result<(), Error> {
    plan::fill(db, now, me, (StepSource::Debrief, debrief.id.into()), &steps(&debrief.text))
}

fn mine(db: &mut Db, me: AccountId, id: DebriefId) -> Result<Debrief, Error> {
    store::one(db, me, id)?.ok_or_else(|| Error::not_found("debrief"))
}

/// One of the caller's debriefs.
pub fn show(services: &Services, me: AccountId, id: DebriefId) -> Result<Debrief, Error> {
    services.read(|db, _| mine(db, me, id))
}

/// The caller's debriefs, latest first.
pub fn list(
    services: &Services,
    me: AccountId,
    about: Option<About>,
    after: Option<DebriefId>,
    limit: i64,
) -> Result<Vec<Debrief>, Error> {
    services.read(|db, _| Ok(store::list(db, me, about, after, limit)?))
}

/// Replaces the text of one of the caller's debriefs; its subject stays. The plan is updated; done and dropped steps stay.
pub fn change(
    services: &Services,
    me: AccountId,
    id: DebriefId,
    cycle: Option<DebriefId>,
    text: &DebriefText,
) -> Result<Debrief, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let before = mine(db, me, id)?;
        let kind = match before.session {
            Some(session) => Some(sessions::by_id(db, session)?.kind),
            None => text.kind,
        };
        let after = Debrief { cycle, text: text.clone(), updated_at: now, ..before };
        sound(db, me, &after, kind)?;
        store::change(db, &after)?;
        plan(db, now, me, &after)?;
        Ok(after)
    })
}

/// Deletes one of the caller's debriefs, and its open steps in the plan. The interviews of a cycle stay.
pub fn delete(services: &Services, me: AccountId, id: DebriefId) -> Result<(), Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        mine(db, me, id)?;
        plan::fill(db, now, me, (StepSource::Debrief, id.into()), &[])?;
        Ok(store::delete(db, id)?)
    })
}

/// One of the caller's cycles, its interviews, and their summary.
pub fn retro(services: &Services, me: AccountId, id: DebriefId) -> Result<(Debrief, Vec<Debrief>, Retro), Error> {
    services.read(|db, _| {
        let cycle = mine(db, me, id)?;
        if cycle.about != About::Cycle {
            return Err(Error::not_found("cycle"));
        }
        let interviews = store::of_cycle(db, me, id)?;
        let retro = gather(&interviews);
        Ok((cycle, interviews, retro))
    })
}
