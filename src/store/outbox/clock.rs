//! Correcting mails with times that only a wrong clock can have set.

use super::State;
use crate::domain::Timestamp;
use crate::store::schema::outbox;
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Makes them due; returns how many. `lease` and `retry` are the latest times that could be set now: for a lease, and for a
/// retry.
///
/// Not checked when a mail is claimed: the leases of a working sender whose clock is ahead would then always be
/// ignored, and everything it sends would be sent twice.
pub fn make_due(conn: &mut Db, now: Timestamp, lease: Timestamp, retry: Timestamp) -> Result<usize, StoreError> {
    let waiting = || outbox::table.filter(outbox::state.eq(State::Waiting.as_str()));
    let held = waiting().filter(outbox::leased_until.gt(lease.plus_skew().naive()));
    let held = diesel::update(held).set(outbox::leased_until.eq(None::<NaiveDateTime>)).execute(conn)?;
    // Mails queued to be sent at once. A reminder's time depends on its session, not on the clock.
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
