//! Programs: members, invitations, questions of their own and reports.

pub mod invitations;
pub mod members;
pub mod overview;
pub mod programs;
pub mod questions;
pub mod report;
pub(crate) mod schema;
