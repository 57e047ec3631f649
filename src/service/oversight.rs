//! What coordinators look after in their program, and the operator everywhere.

use super::program::coordinated;
use super::{Error, House, operator};
use crate::domain::booking::session_event::{Actor, Seat};
use crate::domain::{AccountId, ProgramId};
use crate::store::Db;
use crate::store::program::programs;

/// What somebody looks after.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    /// Sessions between two members of a program, as its coordinator.
    Program(ProgramId),
    /// Everybody's, as the operator.
    Everybody,
}

/// Somebody as the one who looks after these; `Forbidden` to everybody else, `NotFound` to who is not in the program.
pub(crate) fn overseer(
    house: &House,
    db: &mut Db,
    me: AccountId,
    whose: Whose,
) -> Result<(Actor, Option<ProgramId>), Error> {
    let (seat, program) = match whose {
        Whose::Program(program) => {
            let found = programs::by_id(db, program);
            coordinated(db, me, found)?;
            (Seat::Coordinator, Some(program))
        }
        Whose::Everybody => {
            operator::operated(house, db, me)?;
            (Seat::Operator, None)
        }
    };
    Ok((Actor { account: Some(me), seat }, program))
}
