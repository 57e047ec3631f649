//! What coordinators can oversee in their program, and the operator everywhere.

use super::program::coordinated;
use super::{Error, Services, operator};
use crate::domain::booking::session_event::{Actor, ActorRole};
use crate::domain::{AccountId, ProgramId};
use crate::store::Db;
use crate::store::program::programs;

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
