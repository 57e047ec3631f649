//! Debriefs of mock sessions, real interviews and application cycles. Their owner alone reads them, whatever anybody consents
//! to; what of them goes into the weekly plan is their owner's to say.

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

/// Debriefs that one person may have.
const MOST: i64 = 500;

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

/// Writes a debrief; once, however often with the same key.
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
    if store::count(db, me)? >= MOST {
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

/// The kind of a session that was one's own as a candidate, is over and has no debrief yet.
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

/// What is refused, and a cycle that is nobody's or is none.
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

/// One of one's debriefs.
pub fn show(services: &Services, me: AccountId, id: DebriefId) -> Result<Debrief, Error> {
    services.read(|db, _| mine(db, me, id))
}

/// One's debriefs, latest first.
pub fn list(
    services: &Services,
    me: AccountId,
    about: Option<About>,
    after: Option<DebriefId>,
    limit: i64,
) -> Result<Vec<Debrief>, Error> {
    services.read(|db, _| Ok(store::list(db, me, about, after, limit)?))
}

/// Writes one of one's debriefs anew; what it is about stays. The plan follows: what was done or dropped stays there.
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

/// Deletes one of one's debriefs, and what of it is open in the plan. The interviews of a cycle stay.
pub fn delete(services: &Services, me: AccountId, id: DebriefId) -> Result<(), Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        mine(db, me, id)?;
        plan::fill(db, now, me, (StepSource::Debrief, id.into()), &[])?;
        Ok(store::delete(db, id)?)
    })
}

/// A cycle of one's own, its interviews, and what they come to.
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
