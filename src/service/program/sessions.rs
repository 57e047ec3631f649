//! The sessions between two members of a program, for its coordinators: who met, when, and whether they can read the
//! notes. Never the notes themselves, nor where people meet.

use super::coordinated;
use crate::domain::program::Member;
use crate::domain::{AccountId, DisplayName, ProgramId, RoundId};
use crate::service::{Error, Services};
use crate::store::program::sessions as store;
use crate::store::program::{members, programs};
use std::collections::HashMap;

pub use crate::store::program::sessions::{Filter, SessionRow};

/// A session, as the program's coordinators see it.
#[derive(Debug)]
pub struct ProgramSession {
    /// The session.
    pub session: SessionRow,
    /// The candidate's name.
    pub candidate_name: DisplayName,
    /// The interviewer's name.
    pub interviewer_name: DisplayName,
    /// The program's round that booked it.
    pub round: Option<RoundId>,
    /// Whether the notes have been delivered.
    pub notes_in: bool,
    /// Whether the candidate lets coordinators read them.
    pub notes_shared: bool,
}

/// The sessions of a program, latest start first. Takes the same number of statements for any number of them.
pub fn list(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<ProgramSession>, Error> {
    services.read(|db, _| {
        let found = programs::by_id(db, id);
        let shown = coordinated(db, me, found)?;
        let all = store::list(db, id, shown.program.counts_from(), filter, limit)?;
        let ids: Vec<_> = all.iter().map(|one| one.id).collect();
        let (rounds, with_notes) = (store::rounds_of(db, id, &ids)?, store::with_notes(db, &ids)?);
        let members: HashMap<AccountId, Member> =
            members::all(db, id)?.into_iter().map(|one| (one.account, one)).collect();
        let shown = |session: SessionRow| {
            let (candidate, interviewer) = (members.get(&session.candidate)?, members.get(&session.interviewer)?);
            Some(ProgramSession {
                candidate_name: candidate.name.clone(),
                interviewer_name: interviewer.name.clone(),
                round: rounds.get(&session.id).copied(),
                notes_in: with_notes.contains(&session.id),
                // As `members::consented` has it: what they received before joining isn't the program's.
                notes_shared: candidate.shares_notes && candidate.joined_at <= session.starts_at,
                session,
            })
        };
        Ok(all.into_iter().filter_map(shown).collect())
    })
}
