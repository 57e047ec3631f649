//! What happens to a person's programs when they delete their account, and what their export says about them.

use crate::domain::Timestamp;
use crate::domain::account::Account;
use crate::domain::program::{Invitation, Member, Program, ProgramRole};
use crate::service::Error;
use crate::store::Db;
use crate::store::program::{invitations, members, programs};

/// Removes somebody from all their programs and deletes invitations to them. The caller holds their lock.
///
/// A program whose last coordinator leaves is closed: its code stops working, open invitations are withdrawn, and members'
/// consent to share feedback ends. Members stay in it and keep their sessions, and any of them can become coordinator.
pub(crate) fn leave(db: &mut Db, now: Timestamp, account: &Account) -> Result<(), Error> {
    // In id order, so that two transactions that lock several programs can't deadlock.
    for (id, member) in members::of_account(db, account.id)? {
        let program = programs::lock(db, id)?;
        members::delete(db, id, &member, now)?;
        if member.place.role == ProgramRole::Coordinator && members::count_coordinators(db, id)? == 0 {
            programs::update(db, &Program { joining_open: false, ..program }, now)?;
            invitations::withdraw_open(db, id)?;
            members::end_consents(db, id)?;
        }
    }
    Ok(invitations::delete_about(db, account.id, &account.email)?)
}

/// A person's memberships and invitations, for the export of their data.
#[derive(Debug)]
pub struct Belongings {
    /// Their programs.
    pub memberships: Vec<(Program, Member)>,
    /// Invitations to their address.
    pub invitations: Vec<Invitation>,
}

/// Gathers them.
pub(crate) fn belongings(db: &mut Db, account: &Account) -> Result<Belongings, Error> {
    let mine = members::of_account(db, account.id)?;
    let mut all: std::collections::HashMap<_, _> =
        programs::of_member(db, account.id, None, i64::MAX)?.into_iter().map(|one| (one.id, one)).collect();
    Ok(Belongings {
        memberships: mine.into_iter().filter_map(|(id, member)| Some((all.remove(&id)?, member))).collect(),
        invitations: invitations::about(db, account.id, &account.email)?,
    })
}
