//! People's own calendars, in whose busy times they can't be booked: added, uploaded, listed, removed.
//!
//! Only merged spans are stored, neither titles nor guests. They reach openings, bookings, matching, rounds, swaps and
//! stand-ins in one place, `interviewer_context::Holds`.

mod fetching;

use crate::calendar::read;
use crate::domain::availability::busy_calendar::{BusyCalendar, CalendarOwner, CalendarUrl};
use crate::domain::{AccountId, BusyCalendarId, DisplayName, Span, Timestamp};
use crate::service::{Code, Error, Services};
use crate::store::account::accounts;
use crate::store::availability::busy_calendars as store;

pub use fetching::{correct_times, fetch_again, run_due};

/// The largest calendar that is read, in bytes.
pub const MAX_BYTES: usize = read::MAX_BYTES;

/// Maximum number of calendars per person.
const MOST: usize = 5;

/// How far ahead a calendar is read, in days: the longest booking horizon, plus three weeks in which it needn't be read again.
const AHEAD_DAYS: i64 = 200;

/// The part of a calendar that matters now.
fn window(now: Timestamp) -> Span {
    Span::new(now.plus_days(-1), now.plus_days(AHEAD_DAYS))
}

/// Adds a calendar. One with an address is fetched within seconds by the worker, not here: a request shouldn't wait for
/// an external server.
pub fn add(
    services: &Services,
    me: AccountId,
    name: &DisplayName,
    url: Option<&CalendarUrl>,
) -> Result<BusyCalendar, Error> {
    services.write(|db, now| {
        // The count below needs this lock.
        accounts::lock(db, &[me])?;
        let mine = store::of(db, me)?;
        if mine.len() >= MOST {
            let detail = format!("You already have {MOST} calendars here. Please remove one you no longer need.");
            return Err(Error::new(Code::TooManyCalendars, detail));
        }
        if url.is_some() && mine.iter().any(|one| one.url.as_ref() == url) {
            return Err(Error::invalid("/url", "You've already added this calendar."));
        }
        let id = BusyCalendarId::new();
        store::insert(db, id, me, name, url, now)?;
        Ok(or_not_found(store::one(db, me, id)?)?.0)
    })
}

fn or_not_found<T>(one: Option<T>) -> Result<T, Error> {
    one.ok_or_else(|| Error::not_found("calendar"))
}

/// The caller's calendars.
pub fn list(services: &Services, me: AccountId) -> Result<Vec<BusyCalendar>, Error> {
    services.read(|db, _| Ok(store::of(db, me)?))
}

/// One of them.
pub fn show(services: &Services, me: AccountId, id: BusyCalendarId) -> Result<BusyCalendar, Error> {
    services.read(|db, _| Ok(or_not_found(store::one(db, me, id)?)?.0))
}

/// Replaces a calendar with an uploaded file.
pub fn upload(services: &Services, me: AccountId, id: BusyCalendarId, file: &[u8]) -> Result<BusyCalendar, Error> {
    let _turn = services.gates.heavy.enter()?;
    let (calendar, owner) = services.read(|db, _| or_not_found(store::one(db, me, id)?))?;
    if calendar.url.is_some() {
        let detail =
            "This calendar is fetched from its address. To upload a file, please add a calendar without an address.";
        return Err(Error::invalid("{id}", detail));
    }
    // Outside the transaction: it may take a moment.
    let read = read(file, &owner, services.now()).map_err(|refusal| Error::invalid("", refusal.to_string()))?;
    services.write(|db, now| {
        if !store::upload(db, me, id, &read, now)? {
            return Err(Error::not_found("calendar"));
        }
        Ok(or_not_found(store::one(db, me, id)?)?.0)
    })
}

/// Removes a calendar; its busy times are free again.
pub fn remove(services: &Services, me: AccountId, id: BusyCalendarId) -> Result<(), Error> {
    services.write(|db, _| {
        if !store::delete(db, me, id)? {
            return Err(Error::not_found("calendar"));
        }
        Ok(())
    })
}

fn read(file: &[u8], owner: &CalendarOwner, now: Timestamp) -> Result<store::Read, read::Unreadable> {
    let window = window(now);
    let reading = read::read(&String::from_utf8_lossy(file), owner, window)?;
    let read::Reading { busy, left_out, guessed_zones } = reading;
    Ok(store::Read { busy, covers_until: window.to, left_out, guessed_zones })
}
