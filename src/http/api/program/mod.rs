//! Programs: members, invitations, questions of their own and reports.

pub(crate) mod invitations;
pub(crate) mod members;
pub(crate) mod programs;
pub(crate) mod questions;
pub(crate) mod reports;
