//! Signing up and confirming the address. Neither reveals whether an address has an account.

use super::password::NewPassword;
use super::passwords;
use crate::domain::account::Account;
use crate::domain::account::address_request::{AddressRequest, Newcomer};
use crate::domain::{AccountId, DisplayName, EmailAddress, LinkId, Secret, Timestamp, Zone};
use crate::mail::account::{AddressTaken, VerifyAddress};
use crate::service::{Code, Error, Services, notifications, tokens};
use crate::store::account::links::{self, Purpose};
use crate::store::account::{accounts, address_requests};
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

impl SignUp {
    /// The same with the password's hash.
    pub(crate) fn hashed(&self, password_hash: Secret<String>) -> Newcomer {
        Newcomer { email: self.email.clone(), name: self.name.clone(), zone: self.zone, password_hash }
    }
}

/// Signs somebody up. The worker then mails a link that confirms the address. If the address already has an account, its
/// owner gets a mail about it instead, and the caller can't see the difference.
pub fn sign_up(services: &Services, form: &SignUp) -> Result<(), Error> {
    let own = form.password.check_for(&form.email, &form.name);
    own.map_err(|made_of_it| Error::invalid("/password", made_of_it.0))?;
    let hash = passwords::hash(services, &form.password)?;
    let request = AddressRequest::SignUp(form.hashed(hash));
    services.write(|db, now| Ok(address_requests::insert(db, &request, now)?))
}

/// Opens the account that was requested. `owner` is the account that has the address already.
pub(super) fn register(db: &mut Db, now: Timestamp, owner: Option<Account>, newcomer: &Newcomer) -> Result<(), Error> {
    match owner {
        None => open(db, now, newcomer),
        Some(owner) if owner.verified_at.is_some() => tell_owner(db, now, owner.id),
        Some(unconfirmed) => start_over(db, now, unconfirmed.id, newcomer),
    }
}

/// The address hasn't been confirmed: the newest form replaces the older one completely. Otherwise a stranger who
/// signed up first would keep access to the account once the owner confirms it.
fn start_over(db: &mut Db, now: Timestamp, id: AccountId, newcomer: &Newcomer) -> Result<(), Error> {
    begin_anew(db, now, id, newcomer)?;
    send_verification(db, now, id)
}

fn begin_anew(db: &mut Db, now: Timestamp, id: AccountId, newcomer: &Newcomer) -> Result<(), Error> {
    accounts::set_password(db, id, &newcomer.password_hash)?;
    accounts::set_person(db, id, &newcomer.name, newcomer.zone)?;
    sign_ins::revoke_all(db, id, now)?;
    links::delete_all(db, id)?;
    profiles::delete_candidate(db, id)?;
    profiles::delete_interviewer(db, id)?;
    Ok(availabilities::delete(db, id)?)
}

fn open(db: &mut Db, now: Timestamp, newcomer: &Newcomer) -> Result<(), Error> {
    let account = account(newcomer, now);
    insert(db, &account)?;
    send_verification(db, now, account.id)
}

/// Adds an account. Fails with `busy` if the address was taken concurrently; a retry finds the other account.
fn insert(db: &mut Db, account: &Account) -> Result<(), Error> {
    match accounts::insert(db, account) {
        Err(StoreError::Conflict(_)) => {
            Err(Error::new(Code::Busy, "Somebody signed up with this address at the same moment. Please try again."))
        }
        other => Ok(other?),
    }
}

/// Opens an account whose address was just confirmed through a mailed link. Replaces an unconfirmed account with that address.
pub(crate) fn open_confirmed(db: &mut Db, now: Timestamp, newcomer: &Newcomer) -> Result<AccountId, Error> {
    match accounts::by_email_locked(db, &newcomer.email)? {
        Some(owner) if owner.verified_at.is_some() => Err(tokens::link_invalid()),
        Some(unconfirmed) => {
            begin_anew(db, now, unconfirmed.id, newcomer)?;
            accounts::set_verified(db, unconfirmed.id, now)?;
            Ok(unconfirmed.id)
        }
        None => {
            let account = Account { verified_at: Some(now), ..account(newcomer, now) };
            insert(db, &account)?;
            Ok(account.id)
        }
    }
}

fn account(newcomer: &Newcomer, now: Timestamp) -> Account {
    Account {
        id: AccountId::new(),
        email: newcomer.email.clone(),
        name: newcomer.name.clone(),
        zone: newcomer.zone,
        password_hash: newcomer.password_hash.clone(),
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

/// Creates a link. Earlier links for the same purpose stay valid until one of them is used: all are in the same mailbox, and
/// otherwise a stranger could invalidate each link before the owner clicks it, by requesting another.
pub(crate) fn new_link(
    db: &mut Db,
    now: Timestamp,
    account: AccountId,
    purpose: Purpose,
    address: Option<&EmailAddress>,
    expires: Timestamp,
) -> Result<LinkId, StoreError> {
    let link = LinkId::new();
    links::insert(db, link, account, purpose, address, now, expires)?;
    Ok(link)
}

/// Confirms an address by the token of a mailed link.
pub fn verify_email(services: &Services, token: &str) -> Result<(), Error> {
    let link = services.keys.check_link(token, Purpose::VerifyAddress, services.now())?;
    services.write(|db, now| {
        let used = links::consume(db, link, Purpose::VerifyAddress, now)?.ok_or_else(tokens::link_invalid)?;
        links::revoke(db, used.account, Purpose::VerifyAddress, now)?;
        accounts::set_verified(db, used.account, now)?;
        // Events that this address declined no longer count as busy.
        busy_calendars::read_anew(db, used.account, now)?;
        Ok(())
    })
}

/// Has another link mailed that confirms an address, if it hasn't been confirmed yet.
pub fn resend_verification(services: &Services, email: EmailAddress) -> Result<(), Error> {
    let request = AddressRequest::ResendVerification(email);
    services.write(|db, now| Ok(address_requests::insert(db, &request, now)?))
}

/// Mails another link to confirm the address of this account, if there is one and it isn't confirmed.
pub(super) fn resend_link(db: &mut Db, now: Timestamp, owner: Option<Account>) -> Result<(), Error> {
    match owner {
        Some(account) if account.verified_at.is_none() => send_verification(db, now, account.id),
        _ => Ok(()),
    }
}
