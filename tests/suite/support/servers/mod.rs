//! Servers and browsers beside the one under test.

pub(crate) mod browser;
pub(crate) mod calendar_server;
pub(crate) mod process;
pub(crate) mod scripted_smtp;
pub(crate) mod smtp;
