//! Leases for tasks that only one process may run at a time.

use super::schema::leases;
use super::{Db, StoreError};
use crate::domain::Timestamp;
use diesel::prelude::*;

/// Records that this was done now.
pub fn touch(conn: &mut Db, name: &str, now: Timestamp) -> Result<(), StoreError> {
    let row = leases::table.filter(leases::name.eq(name));
    if diesel::update(row).set(leases::held_until.eq(now.naive())).execute(conn)? == 0 {
        let row = (leases::name.eq(name), leases::holder.eq(""), leases::held_until.eq(now.naive()));
        diesel::insert_into(leases::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Releases a lease, so that the next holder needn't wait for it to expire.
pub fn release(conn: &mut Db, name: &str, holder: &str, now: Timestamp) -> Result<(), StoreError> {
    let held = leases::table.filter(leases::name.eq(name)).filter(leases::holder.eq(holder));
    diesel::update(held).set(leases::held_until.eq(now.naive())).execute(conn)?;
    Ok(())
}

/// Acquires or renews a lease until a moment; `false` if another holder has it.
///
/// A lease that ends later than a new one would was set by a wrong clock, and is ignored.
pub fn acquire(conn: &mut Db, name: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
    let unbelievable = until.plus_skew().naive();
    let over = leases::held_until.le(now.naive()).or(leases::held_until.gt(unbelievable));
    let free = leases::table.filter(leases::name.eq(name)).filter(leases::holder.eq(holder).or(over));
    let change = (leases::holder.eq(holder), leases::held_until.eq(until.naive()));
    Ok(diesel::update(free).set(change).execute(conn)? == 1)
}
