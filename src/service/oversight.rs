//! What coordinators look after in their program, and the operator everywhere.

use super::program::coordinated;
use super::{Error, Services, operator};
use crate::domain::booking::session_event::{Actor, ActorRole};
use crate::domain::{AccountId, ProgramId};
use crate::store::Db;
use crate::store::program::programs;

/// What somebody looks after.
#[derive(Debug, Clone, Copy)]
pub enum Scope {
    /// Sessions between two members of a program, as its coordinator.
    Program(ProgramId),
    /// Everybody's, as the operator.
    Everybody,
}

/// Somebody as the one who looks after these; `Forbidden` to everybody else, `NotFound` to who is not in the program.
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
