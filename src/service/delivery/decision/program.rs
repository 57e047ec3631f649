use super::{Addressed, Due, StillTrue, nameless};
use crate::domain::program::InvitationState;
use crate::mail::Recipient;
use crate::mail::program::ProgramInvited;
use crate::store::StoreError;
use crate::store::account::accounts;
use crate::store::program::{invitations, members, programs};

/// An invitation goes to its address while it's open, unless its owner already belongs to the program.
pub(super) fn program_invited(due: &mut Due<'_>, mail: &ProgramInvited) -> StillTrue {
    let invitation = match invitations::by_id(due.db, mail.invitation) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    let open = invitation.state == InvitationState::Invited && due.now < mail.expires_at;
    if !open || invitation.expires_at != mail.expires_at {
        return Ok(None);
    }
    if let Some(account) = accounts::by_email(due.db, &invitation.email)?
        && members::get(due.db, invitation.program, account.id)?.is_some()
    {
        return Ok(None);
    }
    let zone = programs::by_id(due.db, invitation.program)?.zone;
    let known = nameless(&invitation.email)?;
    let recipient = Recipient { name: invitation.name.unwrap_or(known.name), zone, address: known.address };
    let token = due.services.keys.invitation(mail.invitation, due.now, mail.expires_at)?;
    Ok(Some(Addressed { recipient, link: Some(due.page("invitation", &token)) }))
}
