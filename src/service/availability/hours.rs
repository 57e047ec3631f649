//! An interviewer's hours: weekly hours, overrides and time off.

use crate::domain::availability::Availability;
use crate::domain::{AccountId, Timestamp, UpTo};
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::availability::availabilities;

/// The caller's hours; empty, in their own zone, if they've never set any.
pub fn show(services: &Services, me: AccountId) -> Result<Availability, Error> {
    services.read(|db, _| match availabilities::get(db, me)? {
        Some(hours) => Ok(hours),
        None => Ok(Availability {
            time_zone: accounts::by_id(db, me)?.zone,
            weekly: UpTo::default(),
            overrides: UpTo::default(),
            time_off: UpTo::default(),
        }),
    })
}

/// Replaces the caller's hours. Sessions booked before stay as they are.
pub fn put(services: &Services, me: AccountId, hours: &Availability) -> Result<(), Error> {
    services.write(|db, now| save(db, now, me, hours))
}

pub(crate) fn save(db: &mut Db, now: Timestamp, me: AccountId, hours: &Availability) -> Result<(), Error> {
    hours.check()?;
    accounts::lock(db, &[me])?;
    Ok(availabilities::put(db, me, hours, now)?)
}
