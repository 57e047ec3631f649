//! Several versions of one event in a file (RFC 5546, section 2.1.5): the one with the highest number counts. If
//! several are equal, all count, since a busy hour too many is better than one too few.

use super::component::{Event, Slot};
use super::timezone::When;
use std::collections::HashMap;

/// The events without those that a later version replaces.
pub(crate) fn current(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let (whole, parts): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| !event.is_part);
    let mut whole = newest(whole, |event| (!event.uid.is_empty()).then_some(event.uid));
    let mut starts: HashMap<&str, When<'_>> = HashMap::new();
    // A cancelled event may have no start.
    for event in whole.iter().filter(|event| event.takes_time) {
        starts.entry(event.uid).or_insert(event.start);
    }
    // A repetition has its own version numbers: a new version of the series doesn't affect it.
    let name = |part: &Event<'_>| -> Option<(String, Slot)> {
        let like = starts.get(part.uid).copied().unwrap_or(part.start);
        let slot = part.replaces.filter(|_| !part.uid.is_empty())?.slot(&like);
        Some((part.uid.to_owned(), slot))
    };
    whole.extend(newest(parts, name));
    whole
}

/// Those with the highest number among those with the same name.
fn newest<'a, K: std::hash::Hash + Eq>(
    events: Vec<Event<'a>>,
    name: impl Fn(&Event<'a>) -> Option<K>,
) -> Vec<Event<'a>> {
    let mut highest: HashMap<K, i64> = HashMap::new();
    for event in &events {
        if let Some(name) = name(event) {
            highest.entry(name).and_modify(|known| *known = event.sequence.max(*known)).or_insert(event.sequence);
        }
    }
    let counts = |event: &Event<'a>| name(event).is_none_or(|name| highest.get(&name) == Some(&event.sequence));
    events.into_iter().filter(counts).collect()
}
