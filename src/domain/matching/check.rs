use super::request::Ask;
use crate::domain::account::profile::HorizonDays;
use crate::domain::{Cell, Fault, Timestamp};

/// The longest time from the first window to the last, in days.
const MAX_RANGE_DAYS: i64 = 62;

/// Everything that would keep a request from being matched regardless of who volunteers.
pub fn check(ask: &Ask, now: Timestamp) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, detail: String| faults.push(Fault::new(pointer, detail));
    if ask.windows.is_empty() {
        fault("/windows", "Please give at least one window of time when you could meet.".to_owned());
    }
    let minutes = ask.minutes();
    for (index, window) in ask.windows.iter().enumerate() {
        let first = grid(window.from);
        let last = window.to.plus_minutes(-minutes);
        if first > last {
            fault(
                &format!("/windows/{index}/to"),
                format!(
                    "This window is too short for {minutes} minutes starting on a quarter hour. Please let it end \
                     later."
                ),
            );
        } else if last <= now {
            fault(&format!("/windows/{index}/to"), "This window is over. Please choose one in the future.".to_owned());
        } else if window.to > now.plus_days(HorizonDays::MAX) {
            fault(&format!("/windows/{index}/to"), "Sessions can't be booked more than 180 days ahead.".to_owned());
        }
    }
    let first = ask.windows.iter().map(|window| window.from).min();
    let last = ask.windows.iter().map(|window| window.to).max();
    if let (Some(first), Some(last)) = (first, last)
        && last > first.plus_days(MAX_RANGE_DAYS)
    {
        fault("/windows", "The windows are too far apart: the last can be at most 62 days after the first.".to_owned());
    }
    if ask.expires_at.is_some_and(|expires| expires <= now) {
        fault("/expires_at", "That time has passed. Please choose one in the future, or leave it out.".to_owned());
    }
    if ask.not_before.is_some() && ask.range().is_none() {
        fault("/not_before", "No window has room for a session after this time.".to_owned());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The first quarter hour at or after a moment.
fn grid(at: Timestamp) -> Timestamp {
    Cell((at.epoch_ceil() + Cell::SECONDS - 1).div_euclid(Cell::SECONDS)).start()
}
