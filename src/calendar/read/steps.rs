use super::Unreadable;

/// Maximum number of days looked at in a whole file. A thousand daily series over ten years need four million.
const MOST: u64 = 5_000_000;

/// Maximum number of repetitions inside the window, in a whole file.
const MAX_INSIDE: usize = 50_000;

/// How much work a file has caused so far.
pub(crate) struct Steps {
    left: u64,
    inside: usize,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { left: MOST, inside: MAX_INSIDE }
    }

    /// Counts `steps` for the event that begins on this line.
    pub(crate) fn take(&mut self, steps: u64, line: usize) -> Result<(), Unreadable> {
        self.left = self.left.checked_sub(steps).ok_or(Unreadable::TooOften { line })?;
        Ok(())
    }

    /// Counts a repetition inside the window.
    pub(crate) fn one_inside(&mut self) -> Result<(), Unreadable> {
        self.inside = self.inside.checked_sub(1).ok_or(Unreadable::TooMany)?;
        Ok(())
    }
}
