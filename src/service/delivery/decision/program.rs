use super::{Addressed, Due, StillTrue, nameless};
use crate::domain::ProgramId;
use crate::domain::program::{InvitationState, Member, ProgramRole};
use crate::mail::Recipient;
use crate::mail::program::{CoordinatorWrote, ProgramInvited, WrittenMessage};
use crate::service::Error;
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::store::StoreError;
use crate::store::account::accounts;
use crate::store::program::{invitations, members, messages, programs};

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

/// A coordinator's message goes to members who want the program's mails, while its sender coordinates the program and
/// neither of the two has blocked the other.
pub(super) fn coordinator_wrote(due: &mut Due<'_>, mail: &mut CoordinatorWrote) -> StillTrue {
    let message = match messages::by_id(due.db, mail.message) {
        // Its sender has deleted their account.
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    if wanting(due, message.program)?.is_none()
        || BlockedPairs::of(due.db, Some(due.account))?.between(due.account, message.sender)
    {
        return Ok(None);
    }
    let sender = members::get(due.db, message.program, message.sender)?;
    if sender.is_none_or(|sender| sender.place.role != ProgramRole::Coordinator) {
        return Ok(None);
    }
    let sender = accounts::by_id(due.db, message.sender)?;
    mail.told = Some(WrittenMessage {
        program: programs::by_id(due.db, message.program)?.name,
        by: sender.name,
        reply_to: sender.email,
        subject: message.subject,
        text: message.text,
    });
    stoppable(due, message.program)
}

pub(super) fn member_removed(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}

/// The recipient's membership, if they are a member who wants the program's mails.
pub(super) fn wanting(due: &mut Due<'_>, program: ProgramId) -> Result<Option<Member>, Error> {
    Ok(members::get(due.db, program, due.account)?.filter(|member| member.wants_mail))
}

/// Sends one of a program's mails to the account, with the link that ends them.
pub(super) fn stoppable(due: &mut Due<'_>, program: ProgramId) -> StillTrue {
    let token = due.services.keys.program_mail(program, due.account, due.now)?;
    let stop = due.page("program-mail", &token);
    due.mail_account(Some(stop))
}
