use super::{Addressed, Due, StillTrue};
use crate::domain::{LinkId, Zone};
use crate::mail::Recipient;
use crate::mail::account::{AccountDeleted, AddressChanged, ConfirmNewAddress, ResetPassword, VerifyAddress};
use crate::service::Error;
use crate::store::account::links::{self, Purpose};

pub(super) fn verify_address(due: &mut Due<'_>, mail: &VerifyAddress) -> StillTrue {
    match unused(due, mail.link, Purpose::VerifyAddress)? {
        Some(link) => due.mail_account(Some(link)),
        None => Ok(None),
    }
}

pub(super) fn address_taken(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}

pub(super) fn reset_password(due: &mut Due<'_>, mail: &ResetPassword) -> StillTrue {
    match unused(due, mail.link, Purpose::ResetPassword)? {
        Some(link) => due.mail_account(Some(link)),
        None => Ok(None),
    }
}

pub(super) fn confirm_new_address(due: &mut Due<'_>, mail: &ConfirmNewAddress) -> StillTrue {
    match unused(due, mail.link, Purpose::ConfirmNewAddress)? {
        Some(link) => due.mail_address(&mail.address, Some(link)),
        None => Ok(None),
    }
}

pub(super) fn address_changed(due: &mut Due<'_>, mail: &AddressChanged) -> StillTrue {
    due.mail_address(&mail.old, None)
}

pub(super) fn password_changed(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}

pub(super) fn sign_in_ended(due: &mut Due<'_>) -> StillTrue {
    due.mail_account(None)
}

pub(super) fn account_deleted(due: &mut Due<'_>, mail: &AccountDeleted) -> StillTrue {
    let AccountDeleted { address, name } = mail;
    let known = due.mail_address(address, None)?;
    let recipient = || Recipient { address: address.clone(), name: name.clone(), zone: Zone::UTC };
    Ok(Some(known.unwrap_or_else(|| Addressed { recipient: recipient(), link: None })))
}

/// The page for a link; `None` if the link can't be used any more.
fn unused(due: &mut Due<'_>, link: LinkId, purpose: Purpose) -> Result<Option<String>, Error> {
    let Some(expires) = links::expiry(due.db, link, due.now)? else { return Ok(None) };
    let page = match purpose {
        Purpose::VerifyAddress => "verify-email",
        Purpose::ResetPassword => "reset-password",
        Purpose::ConfirmNewAddress => "confirm-address",
    };
    let token = due.services.keys.link(link, purpose, due.now, expires)?;
    Ok(Some(due.page(page, &token)))
}
