//! The smallest change to a request that would get it matched, found by trying.

use super::diagnosis::{Reader, Sight, WIDEN_HOURS, local};
use super::request::{Ask, Window};
use crate::domain::{SessionLength, Span, Timestamp, UpTo};

impl Sight<'_> {
    /// The smallest change to the request that would get it matched: a wider window, another length, another day.
    pub(crate) fn nearest_change(&self) -> Option<(String, usize, Ask)> {
        let ask = self.requester.ask;
        let lengths = SessionLength::ALL
            .into_iter()
            // All sessions of a round have the same length.
            .filter(|length| *length != ask.length && self.reader != Reader::Coordinator)
            .map(|length| (format!("Asking for {} minutes", length.minutes()), Ask { length, ..ask.clone() }));
        let widened = (1..=WIDEN_HOURS).flat_map(|hours| {
            ask.windows.iter().enumerate().flat_map(move |(index, window)| {
                let later = Window { to: window.to.plus_hours(hours), ..*window };
                let earlier = Window { from: window.from.plus_hours(-hours), ..*window };
                [(index, later, later.to, "to"), (index, earlier, earlier.from, "from")]
            })
        });
        let widened = widened.filter_map(|(index, window, moment, word)| {
            let mut windows = ask.windows.to_vec();
            *windows.get_mut(index)? = window;
            let would = match word {
                "to" => format!("Extending {} to {}", self.day(window.from), self.clock(moment)),
                _ => format!("Starting {} at {}", self.day(window.to), self.clock(moment)),
            };
            Some((would, Ask { windows: UpTo::new(windows)?, ..ask.clone() }))
        });
        widened
            .chain(lengths)
            .map(|(would, other)| (would, self.free(&other), other))
            .find(|(_, free, _)| *free > 0)
            .or_else(|| self.another_day())
    }

    /// The first start of any suitable interviewer in the next days.
    fn another_day(&self) -> Option<(String, usize, Ask)> {
        let ask = self.requester.ask;
        let all = Window { from: self.look.from, to: self.look.to };
        let anytime = Ask { windows: UpTo::new(vec![all])?, ..ask.clone() };
        let requester = self.asking(&anytime);
        let suited = self.interviewers.iter().enumerate().filter(|(_, interviewer)| requester.suits(interviewer));
        let first = suited.filter_map(|(at, interviewer)| self.first(&requester, at, interviewer)).min();
        let span = Span::of(first?, ask.length);
        let mut windows = ask.windows.to_vec();
        windows.push(Window { from: span.from, to: span.to });
        // If the request already has the maximum number of windows, make room for this one.
        if windows.len() > 50 {
            windows.remove(0);
        }
        let other = Ask { windows: UpTo::new(windows)?, ..ask.clone() };
        let would = format!("{} at {}", self.date(span.from), self.clock(span.from));
        Some((would, self.free(&other), other)).filter(|(_, free, _)| *free > 0)
    }

    pub(crate) fn day(&self, at: Timestamp) -> String {
        local(self.zone, at, "%A")
    }

    pub(crate) fn date(&self, at: Timestamp) -> String {
        local(self.zone, at, "%A %-d %B")
    }

    pub(crate) fn clock(&self, at: Timestamp) -> String {
        local(self.zone, at, "%H:%M")
    }
}
