//! What one process at a time does.

use super::schema::leases;
use super::{Db, StoreError};
use crate::domain::Timestamp;
use diesel::prelude::*;

/// Takes or keeps a lease until a moment; `false` when another holder has it and is alive.
pub fn hold(conn: &mut Db, name: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
    let free = leases::table
        .filter(leases::name.eq(name))
        .filter(leases::holder.eq(holder).or(leases::held_until.le(now.naive())));
    let change = (leases::holder.eq(holder), leases::held_until.eq(until.naive()));
    Ok(diesel::update(free).set(change).execute(conn)? == 1)
}
