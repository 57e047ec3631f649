//! Mails that wait for a moment that only a clock that was ahead can have set.

use super::State;
use crate::domain::Timestamp;
use crate::store::schema::outbox;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Makes them due; answers how many. A lease that is taken now ends by `lease`, and what fails now is tried again by `retry`.
///
/// Not asked for each mail that is claimed: the leases of a sender that works, and whose clock is ahead, would never
/// be believed, and everything that it sends would be sent twice.
pub fn make_due(conn: &mut Db, now: Timestamp, lease: Timestamp, retry: Timestamp) -> Result<usize, StoreError> {
    let waiting = || outbox::table.filter(outbox::state.eq(State::Waiting.as_str()));
    let held = waiting().filter(outbox::leased_until.gt(lease.plus_skew().naive()));
    let held = diesel::update(held).set(outbox::leased_until.eq(None::<NaiveDateTime>)).execute(conn)?;
    // What was queued to be sent at once. A reminder's time is that of its session, whatever the clock said.
    let queued = waiting()
        .filter(outbox::created_at.gt(now.plus_skew().naive()))
        .filter(outbox::first_due.le(outbox::created_at));
    let at_once =
        (outbox::created_at.eq(now.naive()), outbox::first_due.eq(now.naive()), outbox::not_before.eq(now.naive()));
    let queued = diesel::update(queued).set(at_once).execute(conn)?;
    let failed = waiting()
        .filter(outbox::attempts.gt(0))
        .filter(outbox::first_due.le(now.naive()))
        .filter(outbox::not_before.gt(retry.plus_skew().naive()));
    let failed = diesel::update(failed).set(outbox::not_before.eq(now.naive())).execute(conn)?;
    Ok(held + queued + failed)
}
