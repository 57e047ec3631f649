//! What becomes of programs when somebody closes their account, and what an export tells of them.

use crate::domain::Timestamp;
use crate::domain::account::Account;
use crate::domain::program::{Invitation, Member, Program, ProgramRole};
use crate::service::Error;
use crate::store::Db;
use crate::store::program::{invitations, members, programs};

/// Takes somebody out of all their programs and forgets invitations to them. The caller holds their lock.
///
/// A program whose last coordinator leaves is closed: nobody joins by its code, what was not answered is
/// taken back, and the consents to read feedback end with the one they were given to. Members keep it
/// and their sessions, and whoever is willing can make themselves coordinator.
pub(crate) fn leave(db: &mut Db, now: Timestamp, account: &Account) -> Result<(), Error> {
    // By id: whoever locks several programs locks them in this order.
    for (id, member) in members::of_account(db, account.id)? {
        let program = programs::lock(db, id)?;
        members::delete(db, id, account.id)?;
        if member.place.role == ProgramRole::Coordinator && members::count_coordinators(db, id)? == 0 {
            programs::update(db, &Program { joining_open: false, ..program }, now)?;
            invitations::withdraw_open(db, id)?;
            members::end_consents(db, id)?;
        }
    }
    Ok(invitations::delete_about(db, account.id, &account.email)?)
}

/// What somebody is in a program, and invitations to them, for the export of their data.
#[derive(Debug)]
pub struct Belongings {
    /// Their programs.
    pub memberships: Vec<(Program, Member)>,
    /// Invitations to their address.
    pub invitations: Vec<Invitation>,
}

/// Gathers what an export tells.
pub(crate) fn belongings(db: &mut Db, account: &Account) -> Result<Belongings, Error> {
    let mine = members::of_account(db, account.id)?;
    let mut all: std::collections::HashMap<_, _> =
        programs::of_member(db, account.id, None, i64::MAX)?.into_iter().map(|one| (one.id, one)).collect();
    Ok(Belongings {
        memberships: mine.into_iter().filter_map(|(id, member)| Some((all.remove(&id)?, member))).collect(),
        invitations: invitations::about(db, account.id, &account.email)?,
    })
}
