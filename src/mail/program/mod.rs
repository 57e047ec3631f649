//! Mails of programs.

pub(crate) mod invitation;
