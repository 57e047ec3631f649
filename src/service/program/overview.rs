//! The progress of everybody in a program, for its coordinators: what's missing, who is waiting, whose notes are late.
//! Only sessions between two members count; what members do elsewhere isn't the program's business.

use super::coordinated;
use crate::domain::program::Program;
use crate::domain::program::progress::{ProgressInput, by_person, totals};
use crate::domain::{AccountId, ProgramId, Timestamp};
use crate::service::booking::appeals;
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::program::overview as store;
use crate::store::program::{invitations, members, programs};

pub use crate::domain::program::progress::{MemberProgress, Totals};

/// All members in id order, and the totals.
pub fn overview(services: &Services, me: AccountId, id: ProgramId) -> Result<(Totals, Vec<MemberProgress>), Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, now| {
        let found = programs::by_id(db, id);
        let shown = coordinated(db, me, found)?;
        let all = progress(db, now, &shown.program)?;
        let invitations_open = invitations::count_open(db, id, now)?;
        let appeals_open = appeals::count_waiting(db, me, id)?;
        Ok((Totals { invitations_open, appeals_open, ..totals(&all) }, all))
    })
}

/// Everybody's progress, in id order; always the same number of statements.
pub(super) fn progress(db: &mut Db, now: Timestamp, program: &Program) -> Result<Vec<MemberProgress>, Error> {
    let id = program.id;
    let input = ProgressInput {
        wishes: store::with_wishes(db, id)?.into_iter().collect(),
        offers: store::with_offers(db, id)?.into_iter().collect(),
        hours: store::hours(db, id)?.into_iter().filter(|(_, hours)| hours.is_given()).map(|(id, _)| id).collect(),
        sessions: by_person(store::sessions(db, id, program.counts_from())?),
        now,
    };
    Ok(members::all(db, id)?.into_iter().map(|member| input.of(member)).collect())
}
