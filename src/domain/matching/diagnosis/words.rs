//! Phrases used in the sentences of a diagnosis.

use crate::domain::matching::Interviewer;
use crate::domain::matching::request::{Ask, Window};
use crate::domain::{Kind, Language, Span, Timestamp, Zone};

/// `coding or concepts`
pub(crate) fn kinds(ask: &Ask) -> String {
    any_of(&ask.kinds().map(Kind::label).collect::<Vec<_>>())
}

/// `German, English or Spanish`
pub(crate) fn languages(ask: &Ask) -> String {
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

/// `do React at junior level in English`: what these people, who all do what's asked for, do. A single topic is named if
/// all of them list it.
pub(crate) fn does<'a>(ask: &Ask, count: usize, suited: impl Iterator<Item = &'a Interviewer<'a>>) -> String {
    let what = match &*ask.topics {
        [topic] if { suited }.all(|interviewer| interviewer.profile.topics.contains(topic)) => topic.label().to_owned(),
        _ => kinds(ask),
    };
    let verb = if count == 1 { "does" } else { "do" };
    format!("{verb} {what} at {} level in {}", ask.level.label(), languages(ask))
}

/// Suggested times in words, in somebody's zone, which is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) zone: Zone,
    pub(crate) now: Timestamp,
}

impl Times {
    /// A window that becomes longer: `Extending Tuesday to 21:00 CET`
    pub(crate) fn widened(self, old: Window, new: Window) -> String {
        let one_day = self.day(old.from) == self.day(old.to) && old.to < old.from.plus_days(1);
        match (new.from < old.from, new.to > old.to) {
            (false, _) if one_day => format!("Extending {} to {}", self.date(old.from), self.until(old.to, new.to)),
            (false, _) => {
                format!("Extending the window until {} to {}", self.moment(old.to), self.until(old.to, new.to))
            }
            (true, false) if self.day(new.from) == self.day(old.from) => {
                format!("Starting {} at {}", self.date(new.from), self.zone.clock(new.from))
            }
            (true, false) => {
                format!("Starting {} instead of {}", self.moment(new.from), self.until(new.from, old.from))
            }
            (true, true) => format!("{} to {}", self.moment(new.from), self.until(new.from, new.to)),
        }
    }

    /// `Wednesday 13 January at 18:00 CET`
    pub(crate) fn start(self, session: Span) -> String {
        format!("{} at {}", local(self.zone, session.from, "%A %-d %B"), self.zone.clock(session.from))
    }

    fn day(self, at: Timestamp) -> String {
        local(self.zone, at, "%A")
    }

    /// `Tuesday`, with the date unless it's within the next days.
    fn date(self, at: Timestamp) -> String {
        let near = at < self.now.plus_days(6) && at > self.now.plus_days(-1);
        local(self.zone, at, if near { "%A" } else { "%A %-d %B" })
    }

    /// The first of two moments: the second has the zone.
    fn moment(self, at: Timestamp) -> String {
        format!("{} {}", self.date(at), local(self.zone, at, "%H:%M"))
    }

    /// `21:00 CET`, with the day if it isn't the same as `from`'s.
    fn until(self, from: Timestamp, to: Timestamp) -> String {
        let clock = self.zone.clock(to);
        if self.day(from) == self.day(to) { clock } else { format!("{} {clock}", self.date(to)) }
    }
}
