use super::Unreadable;

/// Days looked at, over a whole file. A thousand series that have gone on daily for ten years are four million.
const MOST: u64 = 5_000_000;

/// The most repetitions inside the window, over a whole file.
const MAX_INSIDE: usize = 50_000;

/// How much work a file has made so far.
pub(crate) struct Steps {
    left: u64,
    inside: usize,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { left: MOST, inside: MAX_INSIDE }
    }

    /// Takes so many steps for the event that begins on this line.
    pub(crate) fn take(&mut self, steps: u64, line: usize) -> Result<(), Unreadable> {
        self.left = self.left.checked_sub(steps).ok_or(Unreadable::TooOften { line })?;
        Ok(())
    }

    /// One more repetition inside the window.
    pub(crate) fn one_inside(&mut self) -> Result<(), Unreadable> {
        self.inside = self.inside.checked_sub(1).ok_or(Unreadable::TooMany)?;
        Ok(())
    }
}
