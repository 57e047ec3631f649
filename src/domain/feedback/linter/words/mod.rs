//! The word lists of the linter.

pub(crate) mod alone;
#[rustfmt::skip]
pub(crate) mod aspects;
pub(crate) mod checks;
pub(crate) mod classes;
#[rustfmt::skip]
pub(crate) mod denial;
#[rustfmt::skip]
pub(crate) mod generic;
pub(crate) mod help;
#[rustfmt::skip] // word lists, which rustfmt would lay out one word a line
pub(crate) mod instance;
#[rustfmt::skip]
pub(crate) mod person;
#[rustfmt::skip]
pub(crate) mod same;
#[rustfmt::skip]
pub(crate) mod things;
#[rustfmt::skip]
pub(crate) mod traits;
#[rustfmt::skip]
pub(crate) mod wording;
