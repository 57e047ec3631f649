//! Signing in, staying signed in, signing out.

use super::passwords::{self, Password};
use crate::domain::account::Account;
use crate::domain::{AccountId, EmailAddress, SignInId, Timestamp};
use crate::service::tokens::{self, Bearer};
use crate::service::{Code, Error, Services};
use crate::store::account::accounts;
use crate::store::account::sign_ins;
use crate::store::{Db, StoreError};

/// Days after which a sign-in ends, used or not.
const SIGN_IN_DAYS: i64 = 60;

/// What a sign-in answers.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// A JWT for the `Authorization` header.
    pub access: String,
    /// Can be used once to get the next pair.
    pub refresh: String,
}

/// Signs in by address and password.
pub fn sign_in(services: &Services, email: &EmailAddress, password: &Password) -> Result<Tokens, Error> {
    let account = services.read(|db, _| Ok(accounts::by_email(db, email)?))?;
    let hash = account.as_ref().map(|account| &account.password_hash);
    let right = passwords::verify(services, password, hash)?;
    let Some(account) = account.filter(|_| right) else { return Err(wrong_credentials()) };
    services.write(|db, now| {
        still(db, &account)?;
        open(services, db, now, account.id)
    })
}

/// Locks an account whose password was just checked. The password may have been changed in the
/// meantime, which ended every sign-in; then the check is worth nothing.
pub(crate) fn still(db: &mut Db, checked: &Account) -> Result<(), Error> {
    accounts::lock(db, &[checked.id])?;
    match accounts::by_id(db, checked.id) {
        Ok(now) if now.password_hash == checked.password_hash => Ok(()),
        Ok(_) | Err(StoreError::NotFound) => Err(wrong_credentials()),
        Err(other) => Err(other.into()),
    }
}

/// What everybody hears whose address or password is wrong.
pub(crate) fn wrong_credentials() -> Error {
    Error::new(
        Code::WrongCredentials,
        "That email and password don't match. Please try again, or ask for a new password.",
    )
}

/// Opens a sign-in for somebody who has shown who they are.
pub(crate) fn open(services: &Services, db: &mut Db, now: Timestamp, account: AccountId) -> Result<Tokens, Error> {
    let sign_in = SignInId::new();
    sign_ins::insert(db, sign_in, account, now, now.plus_days(SIGN_IN_DAYS))?;
    issue(services, db, now, Bearer { account, sign_in })
}

fn issue(services: &Services, db: &mut Db, now: Timestamp, bearer: Bearer) -> Result<Tokens, Error> {
    let refresh = tokens::random();
    sign_ins::add_token(db, &tokens::digest(&refresh), bearer.sign_in, now)?;
    Ok(Tokens { access: services.keys.access(bearer, now)?, refresh })
}

/// The next pair of tokens for a refresh token. Each is good once; a second use means that two hold
/// it, one of them a thief, so the whole sign-in ends (RFC 9700, section 4.14.2).
pub fn refresh(services: &Services, token: &str) -> Result<Tokens, Error> {
    let hash = tokens::digest(token);
    let refused = || Error::new(Code::RefreshRefused, "You've been signed out. Please sign in again.");
    let next = services.write(|db, now| {
        let Some(sign_in) = sign_ins::lock_by_token(db, &hash, now)? else { return Ok(None) };
        if !sign_ins::use_token(db, &hash, now)? {
            sign_ins::revoke(db, sign_in.id, now)?;
            // Answered as a value: an error would undo the revocation.
            return Ok(None);
        }
        if sign_in.over {
            return Ok(None);
        }
        issue(services, db, now, Bearer { account: sign_in.account, sign_in: sign_in.id }).map(Some)
    })?;
    next.ok_or_else(refused)
}

/// Ends the sign-in that this token came from.
pub fn sign_out(services: &Services, me: Bearer) -> Result<(), Error> {
    services.write(|db, now| Ok(sign_ins::revoke(db, me.sign_in, now)?))
}
