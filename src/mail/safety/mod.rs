//! Mails about reports of people.

pub(crate) mod report;
