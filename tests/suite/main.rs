//! The whole house, as its users meet it: through HTTP, on both databases.

#[macro_use]
mod support;

mod authorisation;
mod main_job;
mod races;
