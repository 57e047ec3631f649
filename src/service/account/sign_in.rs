//! Signing in, staying signed in, signing out.

use super::password::Password;
use super::passwords;
use crate::domain::account::Account;
use crate::domain::account::device::Device;
use crate::domain::{AccountId, EmailAddress, SignInId, Timestamp};
use crate::mail::account::SignInEnded;
use crate::service::tokens::{self, Bearer};
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::account::sign_ins;
use crate::store::{Db, StoreError};
use chrono::TimeDelta;

/// Days after which a sign-in ends, whether used or not.
const SIGN_IN_DAYS: i64 = 60;

/// Seconds within which a used refresh token returns the same next token again.
const GRACE_SECONDS: i64 = 10;

/// The tokens that a sign-in returns.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// A JWT for the `Authorization` header.
    pub access: String,
    /// Can be used once to get the next pair.
    pub refresh: String,
}

/// Signs in by address and password.
pub fn sign_in(
    services: &Services,
    email: &EmailAddress,
    password: &Password,
    device: &Device,
) -> Result<Tokens, Error> {
    let account = services.read(|db, _| Ok(accounts::by_email(db, email)?))?;
    let hash = account.as_ref().map(|account| &account.password_hash);
    let right = passwords::verify(services, password, hash)?;
    let Some(account) = account.filter(|_| right) else { return Err(wrong_credentials()) };
    services.write(|db, now| {
        still(db, &account)?;
        open(services, db, now, account.id, device)
    })
}

/// The sign-in that this refresh token belongs to, if the token is still valid and the account has this address.
pub fn known_device(services: &Services, email: &EmailAddress, token: &str) -> Result<Option<SignInId>, Error> {
    let hash = tokens::digest(token);
    services.read(|db, now| Ok(sign_ins::by_unused_token(db, &hash, email, now)?))
}

/// Locks an account whose password was just checked. If the password has been changed in the meantime, which ended
/// every sign-in, the check is void.
pub(crate) fn still(db: &mut Db, checked: &Account) -> Result<(), Error> {
    accounts::lock(db, &[checked.id])?;
    match accounts::by_id(db, checked.id) {
        Ok(now) if now.password_hash == checked.password_hash => Ok(()),
        Ok(_) | Err(StoreError::NotFound) => Err(wrong_credentials()),
        Err(other) => Err(other.into()),
    }
}

/// The error for a wrong address or password; it doesn't say which.
pub(crate) fn wrong_credentials() -> Error {
    Error::new(
        Code::WrongCredentials,
        "That email and password don't match. Please try again, or ask for a new password.",
    )
}

/// Opens a sign-in for somebody who has been authenticated.
pub(crate) fn open(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    account: AccountId,
    device: &Device,
) -> Result<Tokens, Error> {
    let sign_in = SignInId::new();
    sign_ins::insert(db, sign_in, account, device, now, now.plus_days(SIGN_IN_DAYS))?;
    issue(services, db, now, Bearer { account, sign_in }, tokens::random())
}

fn issue(services: &Services, db: &mut Db, now: Timestamp, bearer: Bearer, refresh: String) -> Result<Tokens, Error> {
    sign_ins::add_token(db, &tokens::digest(&refresh), bearer.sign_in, now)?;
    pair(services, now, bearer, refresh)
}

fn pair(services: &Services, now: Timestamp, bearer: Bearer, refresh: String) -> Result<Tokens, Error> {
    Ok(Tokens { access: services.keys.access(bearer, now)?, refresh })
}

/// The next pair of tokens for a refresh token. Each can be used once; a second use means that it was stolen, so the
/// whole sign-in ends (RFC 9700, section 4.14.2) and its owner is notified.
///
/// Except within a few seconds, if the next token hasn't been used yet: two tabs refreshed at the same time, or a response was
/// lost. Then the same next token is returned again instead of a new one, so a thief who also has it is still detected.
pub fn refresh(services: &Services, token: &str, device: &Device) -> Result<Tokens, Error> {
    let hash = tokens::digest(token);
    let next = services.keys.next_refresh(token)?;
    let refused = || Error::new(Code::RefreshRefused, "You've been signed out. Please sign in again.");
    let answer = services.write(|db, now| {
        let Some(sign_in) = sign_ins::lock_by_token(db, &hash, now)? else { return Ok(None) };
        if sign_in.over {
            return Ok(None);
        }
        let bearer = Bearer { account: sign_in.account, sign_in: sign_in.id };
        if sign_ins::use_token(db, &hash, now)? {
            sign_ins::set_seen(db, sign_in.id, device, now)?;
            return issue(services, db, now, bearer, next).map(Some);
        }
        let since = now.plus(TimeDelta::seconds(-GRACE_SECONDS));
        if sign_ins::is_repeated(db, &hash, &tokens::digest(&next), since)? {
            return pair(services, now, bearer, next).map(Some);
        }
        sign_ins::revoke(db, sign_in.id, now)?;
        notifications::send(db, now, sign_in.account, format!("sign-in-ended:{}", sign_in.id), SignInEnded, now)?;
        // Returned as a value: an error would roll back the revocation.
        Ok(None)
    })?;
    answer.ok_or_else(refused)
}

/// One of somebody's sign-ins.
#[derive(Debug)]
pub struct OpenSignIn {
    /// The sign-in.
    pub found: sign_ins::Open,
    /// Whether it's the caller's current one.
    pub current: bool,
}

/// The caller's open sign-ins, latest first.
pub fn list(services: &Services, me: Bearer, after: Option<SignInId>, limit: i64) -> Result<Vec<OpenSignIn>, Error> {
    services.read(|db, now| open_of(db, me, after, now, limit))
}

pub(super) fn open_of(
    db: &mut Db,
    me: Bearer,
    after: Option<SignInId>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<OpenSignIn>, Error> {
    let found = sign_ins::open_of(db, me.account, after, now, limit)?;
    Ok(found.into_iter().map(|found| OpenSignIn { current: found.id == me.sign_in, found }).collect())
}

/// Ends one of the caller's sign-ins.
pub fn end(services: &Services, me: Bearer, id: SignInId) -> Result<(), Error> {
    services.write(|db, now| match sign_ins::end(db, me.account, id, now)? {
        true => Ok(()),
        false => Err(Error::not_found("sign-in")),
    })
}

/// Ends the sign-in that this token came from.
pub fn sign_out(services: &Services, me: Bearer) -> Result<(), Error> {
    services.write(|db, now| Ok(sign_ins::revoke(db, me.sign_in, now)?))
}
