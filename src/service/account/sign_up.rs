//! Signing up and confirming the address. Neither reveals whether an address has an account.

use super::password::NewPassword;
use super::passwords;
use crate::domain::account::Account;
use crate::domain::{AccountId, DisplayName, EmailAddress, LinkId, Secret, Timestamp, Zone};
use crate::mail::account::{AddressTaken, VerifyAddress};
use crate::service::{Code, Error, Services, notifications, tokens};
use crate::store::account::accounts;
use crate::store::account::links::{self, Purpose};
use crate::store::account::{profiles, sign_ins};
use crate::store::availability::{availabilities, busy_calendars};
use crate::store::{Db, StoreError};

/// How long a link to confirm an address works, in days.
const VERIFY_DAYS: i64 = 7;

/// What somebody signs up with.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// Their address, still to be confirmed.
    pub email: EmailAddress,
    /// The password they chose.
    pub password: NewPassword,
    /// The name others see.
    pub name: DisplayName,
    /// Their zone.
    pub zone: Zone,
}

/// Signs somebody up and mails a link that confirms the address. If the address already has an account, its owner gets
/// a mail about it instead, and the caller can't see the difference.
pub fn sign_up(services: &Services, form: &SignUp) -> Result<(), Error> {
    let own = form.password.check_for(&form.email, &form.name);
    own.map_err(|made_of_it| Error::invalid("/password", made_of_it.0))?;
    let hash = passwords::hash(services, &form.password)?;
    services.write(|db, now| match accounts::by_email_locked(db, &form.email)? {
        None => open(db, now, form, &hash),
        Some(owner) if owner.verified_at.is_some() => tell_owner(db, now, owner.id),
        Some(unconfirmed) => start_over(db, now, unconfirmed.id, form, &hash),
    })
}

/// The address hasn't been confirmed: the newest form replaces the older one completely. Otherwise a stranger who
/// signed up first would keep access to the account once the owner confirms it.
fn start_over(db: &mut Db, now: Timestamp, id: AccountId, form: &SignUp, hash: &Secret<String>) -> Result<(), Error> {
    begin_anew(db, now, id, form, hash)?;
    send_verification(db, now, id)
}

fn begin_anew(db: &mut Db, now: Timestamp, id: AccountId, form: &SignUp, hash: &Secret<String>) -> Result<(), Error> {
    accounts::set_password(db, id, hash)?;
    accounts::set_person(db, id, &form.name, form.zone)?;
    sign_ins::revoke_all(db, id, now)?;
    links::delete_all(db, id)?;
    profiles::delete_candidate(db, id)?;
    profiles::delete_interviewer(db, id)?;
    Ok(availabilities::delete(db, id)?)
}

fn open(db: &mut Db, now: Timestamp, form: &SignUp, hash: &Secret<String>) -> Result<(), Error> {
    let account = account(form, hash, now);
    match accounts::insert(db, &account) {
        // Two forms with the same new address at the same time: one of them is enough, and nothing else was written in
        // this transaction.
        Err(StoreError::Conflict(_)) => Ok(()),
        Err(other) => Err(other.into()),
        Ok(()) => send_verification(db, now, account.id),
    }
}

/// Opens an account whose address was just confirmed through a mailed link. Replaces an unconfirmed account with that address.
pub(crate) fn open_confirmed(
    db: &mut Db,
    now: Timestamp,
    form: &SignUp,
    hash: &Secret<String>,
) -> Result<AccountId, Error> {
    match accounts::by_email_locked(db, &form.email)? {
        Some(owner) if owner.verified_at.is_some() => Err(tokens::link_invalid()),
        Some(unconfirmed) => {
            begin_anew(db, now, unconfirmed.id, form, hash)?;
            accounts::set_verified(db, unconfirmed.id, now)?;
            Ok(unconfirmed.id)
        }
        None => {
            let account = Account { verified_at: Some(now), ..account(form, hash, now) };
            match accounts::insert(db, &account) {
                Err(StoreError::Conflict(_)) => Err(Error::new(
                    Code::Busy,
                    "Somebody signed up with this address at the same moment. Please try again.",
                )),
                other => Ok(other.map(|()| account.id)?),
            }
        }
    }
}

fn account(form: &SignUp, hash: &Secret<String>, now: Timestamp) -> Account {
    Account {
        id: AccountId::new(),
        email: form.email.clone(),
        name: form.name.clone(),
        zone: form.zone,
        password_hash: hash.clone(),
        verified_at: None,
        created_at: now,
        paused_until: None,
        reliability: 100,
    }
}

fn tell_owner(db: &mut Db, now: Timestamp, owner: AccountId) -> Result<(), Error> {
    // Once a day is enough, no matter how often somebody tries.
    let key = format!("address-taken:{owner}:{}", now.utc().date_naive());
    if crate::store::outbox::is_known(db, &key)? {
        return Ok(());
    }
    notifications::send(db, now, owner, key, AddressTaken, now)
}

fn send_verification(db: &mut Db, now: Timestamp, account: AccountId) -> Result<(), Error> {
    let link = new_link(db, now, account, Purpose::VerifyAddress, None, now.plus_days(VERIFY_DAYS))?;
    notifications::send(db, now, account, format!("link:{link}"), VerifyAddress { link }, now)
}

/// Makes a link and revokes the earlier ones for the same purpose.
pub(crate) fn new_link(
    db: &mut Db,
    now: Timestamp,
    account: AccountId,
    purpose: Purpose,
    address: Option<&EmailAddress>,
    expires: Timestamp,
) -> Result<LinkId, StoreError> {
    links::revoke(db, account, purpose, now)?;
    let link = LinkId::new();
    links::insert(db, link, account, purpose, address, now, expires)?;
    Ok(link)
}

/// Confirms an address by the token of a mailed link.
pub fn verify_email(services: &Services, token: &str) -> Result<(), Error> {
    let link = services.keys.check_link(token, Purpose::VerifyAddress, services.now())?;
    services.write(|db, now| {
        let used = links::consume(db, link, Purpose::VerifyAddress, now)?.ok_or_else(tokens::link_invalid)?;
        accounts::set_verified(db, used.account, now)?;
        // Events that this address declined no longer count as busy.
        busy_calendars::read_anew(db, used.account, now)?;
        Ok(())
    })
}

/// Mails another link to confirm an address, if it hasn't been confirmed yet.
pub fn resend_verification(services: &Services, email: &EmailAddress) -> Result<(), Error> {
    services.write(|db, now| match accounts::by_email_locked(db, email)? {
        Some(account) if account.verified_at.is_none() => send_verification(db, now, account.id),
        _ => Ok(()),
    })
}
