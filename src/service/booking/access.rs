//! Whose session it is.

use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, Seat};
use crate::service::Error;
use crate::store::StoreError;

/// A session and the caller's seat; to anybody else it does not exist.
pub(crate) fn as_participant(me: AccountId, found: Result<Session, StoreError>) -> Result<(Session, Seat), Error> {
    let session = match found {
        Err(StoreError::NotFound) => return Err(Error::not_found("session")),
        other => other?,
    };
    let role = session.role_of(me).ok_or_else(|| Error::not_found("session"))?;
    // The interviewer hears of an offer once it is accepted.
    if session.state == State::Offered && role == Seat::Interviewer {
        return Err(Error::not_found("session"));
    }
    Ok((session, role))
}
