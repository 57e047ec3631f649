//! What is asked about addresses, where the time that an answer takes would tell a stranger who has an account.
//!
//! Asking is one insert for every address, and that's all the caller waits for. The worker looks into it a moment later, in
//! the order in which it was asked.

use super::credentials::{mail_new_address_link, mail_reset_link};
use super::sign_up::{register, resend_link};
use crate::domain::account::address_request::{AddressRequest, Newcomer};
use crate::domain::{AddressRequestId, Timestamp};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::{accounts, address_requests};

/// Notes what somebody asked.
pub(crate) fn note(services: &Services, request: &AddressRequest) -> Result<(), Error> {
    services.write(|db, now| Ok(address_requests::insert(db, request, now)?))
}

/// Does what was asked, until nothing is left or `stop` says so; answers how many requests that were.
pub fn work_off(services: &Services, stop: &dyn Fn() -> bool) -> Result<usize, Error> {
    let mut done = 0;
    while !stop() {
        let Some(id) = services.read(|db, _| Ok(address_requests::oldest(db)?))? else { break };
        match services.write(|db, now| work_on(db, now, id)) {
            Err(error) if matches!(error.code, Code::Busy | Code::StorageFull) => return Err(error),
            // It would fail again, and the others wait behind it.
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
    // Locked before the request is taken, as an account that goes locks the two.
    let owner = match &request {
        AddressRequest::SignUp(Newcomer { email, .. })
        | AddressRequest::ResendVerification(email)
        | AddressRequest::ForgotPassword(email) => accounts::by_email_locked(db, email)?,
        AddressRequest::ChangeEmail { account, password_hash, .. } => {
            accounts::lock(db, &[*account])?;
            let found = accounts::by_ids(db, &[*account])?.pop();
            // Whoever knew only the old password is out.
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
