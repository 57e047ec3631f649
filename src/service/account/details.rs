//! The caller's own account: the name that others see, and the zone.

use crate::domain::account::Account;
use crate::domain::{AccountId, DisplayName, Zone};
use crate::service::booking::digest;
use crate::service::practice::plan;
use crate::service::{Error, Services};
use crate::store::account::accounts;
use crate::store::availability::busy_calendars;

/// The caller's account.
pub fn show(services: &Services, me: AccountId) -> Result<Account, Error> {
    services.read(|db, _| Ok(accounts::by_id(db, me)?))
}

/// Changes the name others see, or the zone.
pub fn change(
    services: &Services,
    me: AccountId,
    name: Option<DisplayName>,
    zone: Option<Zone>,
) -> Result<Account, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let account = accounts::by_id(db, me)?;
        let changed = Account { name: name.unwrap_or(account.name), zone: zone.unwrap_or(account.zone), ..account };
        accounts::set_person(db, me, &changed.name, changed.zone)?;
        if changed.zone != account.zone {
            // In another zone, all-day events begin and end at different moments.
            busy_calendars::read_anew(db, me, now)?;
            plan::settings::moved(db, now, me, changed.zone)?;
            digest::moved(db, now, me, changed.zone)?;
        }
        Ok(changed)
    })
}
