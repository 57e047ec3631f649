//! Changing the password or the email address, and resetting a forgotten password.

use super::password::{NewPassword, Password};
use super::passwords;
use super::sign_in::{self, Tokens, wrong_credentials};
use super::sign_up::new_link;
use crate::domain::account::Account;
use crate::domain::account::address_request::AddressRequest;
use crate::domain::account::device::Device;
use crate::domain::{AccountId, EmailAddress, LinkId, Secret, Timestamp};
use crate::mail::account::{AddressChanged, ConfirmNewAddress, PasswordChanged, ResetPassword};
use crate::service::tokens::{Bearer, link_invalid};
use crate::service::{Error, Services, notifications};
use crate::store::account::links::{self, Purpose};
use crate::store::account::sign_ins;
use crate::store::account::{accounts, address_requests};
use crate::store::availability::busy_calendars;
use crate::store::{Db, StoreError};

/// How long a link to choose a new password works, in minutes.
const RESET_MINUTES: i64 = 60;

/// How long a link to confirm a new address works, in hours.
const CONFIRM_HOURS: i64 = 24;

/// Has a link mailed to choose a new password, if the address has an account.
pub fn forgot_password(services: &Services, email: EmailAddress) -> Result<(), Error> {
    let request = AddressRequest::ForgotPassword(email);
    services.write(|db, now| Ok(address_requests::insert(db, &request, now)?))
}

/// Mails a link to choose a new password for this account, if there is one.
pub(super) fn mail_reset_link(db: &mut Db, now: Timestamp, owner: Option<Account>) -> Result<(), Error> {
    let Some(account) = owner else { return Ok(()) };
    let link = new_link(db, now, account.id, Purpose::ResetPassword, None, now.plus_minutes(RESET_MINUTES))?;
    notifications::send(db, now, account.id, format!("link:{link}"), ResetPassword { link }, now)
}

/// Sets a new password by the token of a mailed link, and ends every sign-in.
pub fn reset_password(services: &Services, token: &str, password: &NewPassword) -> Result<(), Error> {
    let link = services.keys.check_link(token, Purpose::ResetPassword, services.now())?;
    let hash = passwords::hash(services, password)?;
    services.write(|db, now| {
        let used = links::consume(db, link, Purpose::ResetPassword, now)?.ok_or_else(link_invalid)?;
        let account = accounts::by_id(db, used.account)?;
        is_not_made_of(&account, password, "/password")?;
        set_password(db, now, used.account, link, &hash)?;
        // Anyone who can read the mail owns the address.
        if account.verified_at.is_none() {
            accounts::set_verified(db, used.account, now)?;
            busy_calendars::read_anew(db, used.account, now)?;
        }
        Ok(())
    })
}

/// Changes the password of somebody who knows the current one. Ends every sign-in and returns tokens for a new one.
pub fn change_password(
    services: &Services,
    me: Bearer,
    current: &Password,
    new: &NewPassword,
    device: &Device,
) -> Result<Tokens, Error> {
    let account = check_password(services, me, current)?;
    is_not_made_of(&account, new, "/new_password")?;
    let hash = passwords::hash(services, new)?;
    services.write(|db, now| {
        sign_in::still(db, &account)?;
        set_password(db, now, me.account, LinkId::new(), &hash)?;
        sign_in::open(services, db, now, me.account, device)
    })
}

fn is_not_made_of(account: &Account, new: &NewPassword, pointer: &str) -> Result<(), Error> {
    let own = new.check_for(&account.email, &account.name);
    own.map_err(|made_of_it| Error::invalid(pointer, made_of_it.0))
}

fn check_password(services: &Services, me: Bearer, password: &Password) -> Result<Account, Error> {
    let account = services.read(|db, _| Ok(accounts::by_id(db, me.account)?))?;
    if passwords::verify(services, password, Some(&account.password_hash))? {
        Ok(account)
    } else {
        Err(wrong_credentials())
    }
}

/// `change` names this change, for the mail's dedupe key.
fn set_password(
    db: &mut Db,
    now: Timestamp,
    id: AccountId,
    change: LinkId,
    hash: &Secret<String>,
) -> Result<(), Error> {
    accounts::lock(db, &[id])?;
    accounts::set_password(db, id, hash)?;
    sign_ins::revoke_all(db, id, now)?;
    // Somebody who knew the old password may have asked for an address of their own.
    links::revoke(db, id, Purpose::ResetPassword, now)?;
    links::revoke(db, id, Purpose::ConfirmNewAddress, now)?;
    notifications::send(db, now, id, format!("password-changed:{change}"), PasswordChanged, now)
}

/// Has a link mailed to a new address, which becomes the account's once the link is used. If the address already has an
/// account, neither its owner nor the caller hears of it.
pub fn change_email(services: &Services, me: Bearer, password: &Password, email: EmailAddress) -> Result<(), Error> {
    let Account { id, password_hash, .. } = check_password(services, me, password)?;
    let request = AddressRequest::ChangeEmail { email, account: id, password_hash };
    services.write(|db, now| Ok(address_requests::insert(db, &request, now)?))
}

/// Mails the link that makes a new address this account's, unless somebody has it already.
pub(super) fn mail_new_address_link(
    db: &mut Db,
    now: Timestamp,
    account: Option<Account>,
    email: &EmailAddress,
) -> Result<(), Error> {
    let Some(account) = account else { return Ok(()) };
    if accounts::by_email(db, email)?.is_some() {
        return Ok(());
    }
    let expires = now.plus_hours(CONFIRM_HOURS);
    links::revoke(db, account.id, Purpose::ConfirmNewAddress, now)?;
    let link = new_link(db, now, account.id, Purpose::ConfirmNewAddress, Some(email), expires)?;
    let message = ConfirmNewAddress { link, address: email.clone() };
    notifications::send(db, now, account.id, format!("link:{link}"), message, now)
}

/// Makes a new address the account's, by the token of the link mailed to it.
pub fn confirm_email(services: &Services, token: &str) -> Result<(), Error> {
    let link = services.keys.check_link(token, Purpose::ConfirmNewAddress, services.now())?;
    services.write(|db, now| {
        let used = links::consume(db, link, Purpose::ConfirmNewAddress, now)?.ok_or_else(link_invalid)?;
        let address = used.address.ok_or_else(link_invalid)?;
        let old = accounts::by_id(db, used.account)?.email;
        match accounts::set_email(db, used.account, &address, now) {
            Err(StoreError::Conflict(_)) => return Err(link_invalid()),
            other => other?,
        }
        // Events that this address declined no longer count as busy.
        busy_calendars::read_anew(db, used.account, now)?;
        // A reset link that waits in the old mailbox must not outlive the change.
        links::revoke(db, used.account, Purpose::ResetPassword, now)?;
        notifications::address_changed(db, now, used.account, &old, link)?;
        notifications::send(db, now, used.account, format!("address-changed:{link}"), AddressChanged { old }, now)
    })
}
