//! What coordinators can oversee in their program, and the operator everywhere.

use super::program::coordinated;
use super::{Error, Services, operator};
use crate::domain::booking::session_event::{Actor, ActorRole};
use crate::domain::{AccountId, ProgramId, SessionId};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::feedback::late_notes;
pub(crate) use crate::store::feedback::late_notes::Overseer;
use crate::store::program::programs;
use std::collections::{BTreeMap, HashMap};

/// The sessions somebody oversees.
#[derive(Debug, Clone, Copy)]
pub enum Scope {
    /// Sessions between two members of a program, as its coordinator.
    Program(ProgramId),
    /// All sessions, as the operator.
    Everybody,
}

/// Checks that the caller oversees this scope; `Forbidden` otherwise, or `NotFound` if they aren't in the program.
pub(crate) fn overseer(
    services: &Services,
    db: &mut Db,
    me: AccountId,
    whose: Scope,
) -> Result<(Actor, Option<ProgramId>), Error> {
    let (seat, program) = match whose {
        Scope::Program(program) => {
            let found = programs::by_id(db, program);
            coordinated(db, me, found)?;
            (ActorRole::Coordinator, Some(program))
        }
        Scope::Everybody => {
            operator::require_operator(services, db, me)?;
            (ActorRole::Operator, None)
        }
    };
    Ok((Actor { account: Some(me), seat }, program))
}

/// The people responsible for each session, with the program through which they are; `None` for the operator.
pub(crate) type Overseers = HashMap<SessionId, BTreeMap<Overseer, Option<ProgramId>>>;

/// Finds the people responsible for these sessions: each coordinator through one of their programs, and nobody for a
/// session of their own.
pub(crate) fn overseers(services: &Services, db: &mut Db, of: &[SessionId]) -> Result<Overseers, Error> {
    let mut all = Overseers::new();
    for (session, coordinator, program) in late_notes::coordinators_of(db, of)? {
        all.entry(session).or_default().entry(Overseer::Coordinator(coordinator)).or_insert(Some(program));
    }
    let Some(address) = &services.settings.operator else { return Ok(all) };
    let without: Vec<SessionId> = of.iter().copied().filter(|id| !all.contains_key(id)).collect();
    let operator = accounts::by_email(db, address)?.filter(|account| operator::is_operator(services, account));
    for (id, session) in sessions::by_ids(db, &without)? {
        if operator.as_ref().is_none_or(|one| session.role_of(one.id).is_none()) {
            all.entry(id).or_default().insert(Overseer::Operator, None);
        }
    }
    Ok(all)
}

/// The operator's account or, if there is none, an interviewer's, because a mail must belong to an account.
pub(crate) fn in_whose_name(services: &Services, db: &mut Db, of: &[SessionId]) -> Result<Option<AccountId>, Error> {
    let Some(address) = &services.settings.operator else { return Ok(None) };
    if let Some(account) = accounts::by_email(db, address)? {
        return Ok(Some(account.id));
    }
    Ok(sessions::by_ids(db, of)?.into_values().map(|session| session.interviewer.id).min())
}
