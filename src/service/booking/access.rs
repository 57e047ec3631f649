//! Access to a session.

use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, Seat};
use crate::service::Error;
use crate::store::StoreError;

/// A session and the caller's seat; `NotFound` for anybody else.
pub(crate) fn as_participant(me: AccountId, found: Result<Session, StoreError>) -> Result<(Session, Seat), Error> {
    let session = match found {
        Err(StoreError::NotFound) => return Err(Error::not_found("session")),
        other => other?,
    };
    let role = session.role_of(me).ok_or_else(|| Error::not_found("session"))?;
    // The interviewer can't see an offer until it's accepted.
    if session.state == State::Offered && role == Seat::Interviewer {
        return Err(Error::not_found("session"));
    }
    Ok((session, role))
}
