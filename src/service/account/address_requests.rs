//! Requests about an address whose response time would otherwise reveal whether the address has an account.
//!
//! The caller waits for one insert, which is the same for every address. The worker does the rest a moment later, in the
//! order of the requests.

use super::credentials::{mail_new_address_link, mail_reset_link};
use super::sign_up::{register, resend_link};
use crate::domain::account::address_request::{AddressRequest, Newcomer};
use crate::domain::{AddressRequestId, Timestamp};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::{accounts, address_requests};

/// Handles stored requests until none is left or `stop` returns true; returns how many were handled.
pub fn work_off(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let mut done = 0;
    while !stop() {
        let Some(id) = services.read(|db, _| Ok(address_requests::oldest(db)?))? else { break };
        match services.write(|db, now| work_on(db, now, id)) {
            Err(error) if matches!(error.code, Code::Busy | Code::StorageFull) => return Err(error),
            // It would fail again, and block those behind it.
            Err(error) => {
                tracing::error!(request = %id, %error, "a request about an address was dropped");
                services.write(|db, _| Ok(address_requests::take(db, id)?))?;
            }
            Ok(()) => {}
        }
        done += 1;
    }
    Ok(done)
}

fn work_on(db: &mut Db, now: Timestamp, id: AddressRequestId) -> Result<(), Error> {
    let Some(request) = address_requests::by_id(db, id)? else { return Ok(()) };
    // The account is locked before its request is deleted, as in deleting the account.
    let owner = match &request {
        AddressRequest::SignUp(Newcomer { email, .. })
        | AddressRequest::ResendVerification(email)
        | AddressRequest::ForgotPassword(email) => accounts::by_email_locked(db, email)?,
        AddressRequest::ChangeEmail { account, password_hash, .. } => {
            accounts::lock(db, &[*account])?;
            let found = accounts::by_ids(db, &[*account])?.pop();
            // Void if the password has been changed since.
            found.filter(|account| account.password_hash == *password_hash)
        }
    };
    if !address_requests::take(db, id)? {
        return Ok(());
    }
    match request {
        AddressRequest::SignUp(newcomer) => register(db, now, owner, &newcomer),
        AddressRequest::ResendVerification(_) => resend_link(db, now, owner),
        AddressRequest::ForgotPassword(_) => mail_reset_link(db, now, owner),
        AddressRequest::ChangeEmail { email, .. } => mail_new_address_link(db, now, owner, &email),
    }
}
