//! What is praised in one hour and denied in the next line: for each aspect of the work, how people say that it was there
//! (`+`) and that it wasn't (`-`). What is denied in words of its `+` isn't listed again.
//!
//! An aspect with `of` behind its name is only the same if it's of the same thing: who explained locks may not know joins.

mod code;
mod talk;
mod work;

/// All aspects, a line each for their names and patterns.
pub(crate) fn lines() -> impl Iterator<Item = &'static str> {
    [talk::TALK, code::CODE, work::WORK].into_iter().flat_map(str::lines)
}

/// What is asked about.
pub(crate) const ASKED: &str = "limit~ size input constraint~ range requirement~ users load consistency duplicates";
