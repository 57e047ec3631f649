use super::Unreadable;

/// Days looked at, over a whole file. A thousand series that have gone on daily for ten years are four million.
const MOST: u64 = 5_000_000;

/// The most repetitions inside the window, over a whole file.
const MAX_INSIDE: usize = 50_000;

/// How much work a file has made so far.
pub(crate) struct Steps<'a> {
    text: &'a str,
    left: u64,
    inside: usize,
    events: usize,
}

impl<'a> Steps<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, left: MOST, inside: MAX_INSIDE, events: 0 }
    }

    /// On to the next event of the file.
    pub(crate) fn next_event(&mut self) {
        self.events += 1;
    }

    /// The number of the event that was come to, from 1.
    pub(crate) fn event(&self) -> usize {
        self.events
    }

    /// Takes so many steps for this event of the file.
    pub(crate) fn take(&mut self, steps: u64, event: usize) -> Result<(), Unreadable> {
        self.left = self.left.checked_sub(steps).ok_or_else(|| self.too_often(event))?;
        Ok(())
    }

    /// One more repetition inside the window.
    pub(crate) fn one_inside(&mut self) -> Result<(), Unreadable> {
        self.inside = self.inside.checked_sub(1).ok_or(Unreadable::TooMany)?;
        Ok(())
    }

    /// The refusal of an event that repeats too often.
    pub(crate) fn too_often(&self, event: usize) -> Unreadable {
        let begins = |line: &str| line.trim().eq_ignore_ascii_case("BEGIN:VEVENT");
        let mut lines = self.text.lines().enumerate().filter(|(_, line)| begins(line));
        Unreadable::TooOften { line: lines.nth(event.saturating_sub(1)).map_or(1, |(line, _)| line + 1) }
    }
}
