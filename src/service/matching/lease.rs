//! The lease that lets one process at a time run the matcher.

use crate::domain::Timestamp;
use crate::service::Error;
use crate::store::{Db, leases};
use chrono::TimeDelta;

/// The lease that keeps the matcher in one process.
const LEASE: &str = "matcher";

/// Seconds after which another process takes over from one that died.
const LEASE_SECONDS: i64 = 20;

/// The history's note for a matched session.
pub(crate) const MATCHED: &str = "Matched to a request.";

/// Releases the lease.
pub(crate) fn release(db: &mut Db, holder: &str, now: Timestamp) -> Result<(), Error> {
    Ok(leases::release(db, LEASE, holder, now)?)
}

/// Acquires or renews the lease.
pub(crate) fn keep(db: &mut Db, holder: &str, now: Timestamp) -> Result<bool, Error> {
    let until = now.plus(TimeDelta::seconds(LEASE_SECONDS));
    Ok(leases::acquire(db, LEASE, holder, now, until)?)
}
