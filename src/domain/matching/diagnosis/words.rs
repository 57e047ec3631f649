//! Phrases used in the sentences of a diagnosis.

use crate::domain::matching::request::Ask;
use crate::domain::{Kind, Language, Timestamp, Zone};

/// `coding or concepts`
pub(super) fn kinds(ask: &Ask) -> String {
    any_of(&ask.kinds().map(Kind::label).collect::<Vec<_>>())
}

/// `German, English or Spanish`
pub(super) fn languages(ask: &Ask) -> String {
    any_of(&ask.languages().map(Language::label).collect::<Vec<_>>())
}

fn any_of(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A time in a zone.
pub(crate) fn local(zone: Zone, at: Timestamp, format: &str) -> String {
    at.utc().with_timezone(&zone.tz()).format(format).to_string()
}

/// `1 interviewer`, `4 interviewers`
pub(crate) fn people(count: usize) -> String {
    format!("{count} interviewer{}", if count == 1 { "" } else { "s" })
}
