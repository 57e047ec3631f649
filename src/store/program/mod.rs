//! Programs: members, invitations, questions of their own and reports.

pub(crate) mod invitations;
pub mod members;
pub(crate) mod messages;
pub(crate) mod overview;
pub mod program_sessions;
pub mod programs;
pub(crate) mod questions;
pub(crate) mod report;
pub(crate) mod schema;
pub(crate) mod sessions;
