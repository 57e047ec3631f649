//! The smallest change to a request that would reach an interviewer, found by trying.

use super::{Reader, Sight, Times, WIDEN_HOURS};
use crate::domain::matching::request::{Ask, Window};
use crate::domain::matching::starts::suiting;
use crate::domain::matching::{check, of};
use crate::domain::{SessionLength, Span, Timestamp, UpTo};
use std::collections::BTreeMap;

/// The most windows a request can have.
const MAX_WINDOWS: usize = 50;

/// A start outside the windows, and the window nearest to it.
struct Near {
    start: Timestamp,
    /// Whether it's at night for one of the two, with any interviewer.
    at_night: bool,
    /// How many minutes longer that window would have to be.
    minutes: i64,
    window: usize,
}

impl Sight<'_> {
    /// The smallest change that reaches an interviewer: a wider window, another length or another day, and by day for
    /// both if that's possible. Returned with its wording and the number of interviewers it reaches.
    pub(crate) fn nearest_change(&self) -> Option<(String, usize, Ask)> {
        let near = self.nearest_start();
        let widened =
            |at_night: bool| near.as_ref().filter(|near| near.at_night == at_night).and_then(|near| self.widened(near));
        let reaches =
            |(would, other): (String, Ask)| Some((would, self.free(&other), other)).filter(|(_, free, _)| *free > 0);
        widened(false)
            .and_then(reaches)
            .or_else(|| self.other_lengths().into_iter().find_map(reaches))
            .or_else(|| widened(true).and_then(reaches))
            .or_else(|| near.as_ref().and_then(|near| self.another_day(near.start)).and_then(reaches))
    }

    /// The possible start nearest to a window, by day if there is one; the earlier of two at the same distance.
    fn nearest_start(&self) -> Option<Near> {
        let ask = self.requester.ask;
        let all = Window { from: self.look.from, to: self.look.to };
        let anytime = Ask { windows: UpTo::new(vec![all])?, ..ask.clone() };
        let (requester, mine) = (self.requester.asking(&anytime), of(self.busy, self.requester.candidate));
        let mut starts = BTreeMap::new();
        for (at, interviewer) in self.able() {
            let known = self.starts.borrow_mut().of(at, interviewer, of(self.busy, interviewer.id), ask.length);
            for start in suiting(&known, &requester, interviewer, mine, self.now) {
                let at_night = starts.entry(start).or_insert(true);
                *at_night = *at_night && !requester.by_day(interviewer, start);
            }
        }
        let missing = |start: Timestamp, window: &Window| {
            let end = Span::of(start, ask.length).to;
            let (before, after) = (window.from.epoch_ceil() - start.epoch(), end.epoch() - window.to.epoch());
            (before.max(0) + after.max(0) + 59) / 60
        };
        let near = starts.into_iter().filter_map(|(start, at_night)| {
            let windows = ask.windows.iter().enumerate().filter(|(_, window)| self.is_to_come(window));
            let (window, minutes) =
                windows.map(|(at, window)| (at, missing(start, window))).min_by_key(|(_, minutes)| *minutes)?;
            Some(Near { start, at_night, minutes, window })
        });
        near.min_by_key(|near| (near.at_night, near.minutes))
    }

    /// The request with the nearest window extended, by at most `WIDEN_HOURS`.
    fn widened(&self, near: &Near) -> Option<(String, Ask)> {
        let ask = self.requester.ask;
        // A request that has ended can't be changed; only a new one helps.
        if near.minutes > 60 * WIDEN_HOURS || self.reader == Reader::Past {
            return None;
        }
        let mut windows = ask.windows.to_vec();
        let window = windows.get_mut(near.window)?;
        let (old, end) = (*window, Span::of(near.start, ask.length).to);
        *window = Window { from: old.from.min(near.start), to: old.to.max(end) };
        let new = *window;
        let would = self.times().widened(old, new);
        let other = Ask { windows: UpTo::new(self.to_come(windows))?, ..ask.clone() };
        Some((would, other)).filter(|(_, other)| self.can_be_asked(other))
    }

    /// The request with other lengths, the closest first.
    fn other_lengths(&self) -> Vec<(String, Ask)> {
        let ask = self.requester.ask;
        let mut lengths: Vec<SessionLength> = SessionLength::ALL.into_iter().filter(|one| *one != ask.length).collect();
        lengths.sort_by_key(|length| (length.minutes() - ask.length.minutes()).abs());
        let others = lengths
            .into_iter()
            .map(|length| (format!("Asking for {} minutes", length.minutes()), Ask { length, ..ask.clone() }));
        others.filter(|(_, other)| self.reader == Reader::Past || self.can_be_asked(other)).collect()
    }

    /// The request with one more window for this start.
    fn another_day(&self, start: Timestamp) -> Option<(String, Ask)> {
        let ask = self.requester.ask;
        let span = Span::of(start, ask.length);
        let only = Window { from: span.from, to: span.to };
        let mut windows = self.to_come(ask.windows.to_vec());
        windows.push(only);
        // Make room in a request that already has the most windows.
        if windows.len() > MAX_WINDOWS {
            windows.remove(0);
        }
        let with = |windows| Some(Ask { windows: UpTo::new(windows)?, ..ask.clone() });
        // If it's too far from the other windows, it replaces them.
        let other = with(windows).filter(|other| self.can_be_asked(other)).or_else(|| with(vec![only]))?;
        Some((self.times().start(span), other))
    }

    fn times(&self) -> Times {
        Times { zone: self.requester.zone, now: self.now }
    }

    /// The windows in which a session can still start; a request with others would be rejected.
    fn to_come(&self, mut windows: Vec<Window>) -> Vec<Window> {
        windows.retain(|window| self.is_to_come(window));
        windows
    }

    fn is_to_come(&self, window: &Window) -> bool {
        self.reader != Reader::Candidate || window.to.plus_minutes(-self.requester.ask.minutes()) > self.now
    }

    /// Whether the request passes validation, ignoring windows that are over.
    fn can_be_asked(&self, ask: &Ask) -> bool {
        let windows = self.to_come(ask.windows.to_vec());
        UpTo::new(windows).is_some_and(|windows| check(&Ask { windows, ..ask.clone() }, self.now).is_ok())
    }
}
