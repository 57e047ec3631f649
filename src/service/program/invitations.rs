//! Invitations after they were sent: listing, sending again, withdrawing.

use super::invite::{letter, within_a_day};
use super::roster_lines::{LINK_DAYS, MAX_MAILS};
use super::{Shown, coordinated};
use crate::domain::program::{Invitation, InvitationState as State};
use crate::domain::{AccountId, InvitationId, ProgramId};
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::program::{invitations, programs};
use crate::store::{Db, StoreError};

/// Hours between two mails to the same address.
const AGAIN_AFTER_HOURS: i64 = 24;

/// The invitations of a program, for a coordinator, latest first.
pub fn list(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    state: Option<State>,
    after: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<Invitation>, Error> {
    services.read(|db, _| {
        let program = programs::by_id(db, id);
        coordinated(db, me, program)?;
        Ok(invitations::list(db, id, state, after, limit)?)
    })
}

/// An open invitation, with the program locked, for a coordinator.
fn open(db: &mut Db, me: AccountId, id: ProgramId, which: InvitationId) -> Result<(Shown, Invitation), Error> {
    let locked = programs::lock(db, id);
    let shown = coordinated(db, me, locked)?;
    let invitation = match invitations::by_id(db, which) {
        Err(StoreError::NotFound) => return Err(Error::not_found("invitation")),
        other => other?,
    };
    if invitation.program != id {
        return Err(Error::not_found("invitation"));
    }
    if invitation.state != State::Invited {
        let detail = format!("This invitation has already been {}.", invitation.state.label());
        return Err(Error::new(Code::InvitationState, detail));
    }
    Ok((shown, invitation))
}

/// Withdraws an invitation: its link stops working.
pub fn withdraw(services: &Services, me: AccountId, id: ProgramId, which: InvitationId) -> Result<Invitation, Error> {
    services.write(|db, _| {
        open(db, me, id, which)?;
        if !invitations::answer(db, which, State::Withdrawn, None)? {
            return Err(Error::new(Code::InvitationState, "This invitation has just been answered."));
        }
        Ok(invitations::by_id(db, which)?)
    })
}

/// Mails an invitation again, with a new link: at most three times in total, a day apart.
pub fn send_again(services: &Services, me: AccountId, id: ProgramId, which: InvitationId) -> Result<Invitation, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let (shown, old) = open(db, me, id, which)?;
        if old.mails >= MAX_MAILS {
            let detail = "We've already emailed this address three times. Please give them the join code instead.";
            return Err(Error::new(Code::InvitationState, detail));
        }
        let earliest = old.mailed_at.plus_hours(AGAIN_AFTER_HOURS);
        if now < earliest {
            let detail = format!("This was emailed less than a day ago. You can send it again from {earliest}.");
            return Err(Error::new(Code::TooEarly, detail));
        }
        within_a_day(services, db, now, me, 1)?;
        let again = Invitation {
            mails: old.mails + 1,
            expires_at: now.plus_days(LINK_DAYS),
            mailed_at: now,
            undelivered_at: None,
            ..old
        };
        invitations::replace(db, std::slice::from_ref(&again))?;
        notifications::send_all(db, now, &[letter(&shown, &again, now)])?;
        Ok(again)
    })
}
