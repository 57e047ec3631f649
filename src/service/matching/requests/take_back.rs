//! Offers between two people who are kept apart from now on.

use super::offers::end;
use crate::domain::booking::session_event::{Actor, What};
use crate::domain::matching::request::RequestState as State;
use crate::domain::{AccountId, Instant};
use crate::service::Error;
use crate::store::Db;
use crate::store::matching::requests;

/// Quietly takes back whatever is offered between two people who are kept apart from now on: the requests wait for
/// somebody else, and keep their age. Both people are locked.
pub(crate) fn take_back(db: &mut Db, now: Instant, one: AccountId, other: AccountId) -> Result<(), Error> {
    let between = requests::offered_between(db, one, other)?;
    for request in &between {
        requests::lock(db, *request)?;
    }
    for request in between {
        let request = requests::by_id(db, request)?;
        // With half a swap its other half is gone already.
        if request.state == State::Offered {
            end(db, now, &request, State::Waiting, (Actor::CLOCK, What::Withdrawn.into()))?;
        }
    }
    Ok(())
}
