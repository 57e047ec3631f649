//! The API from outside: a client, and the published document that every answer is checked against.

pub(crate) mod client;
pub(crate) mod document;
pub(crate) mod raw;
pub(crate) mod seen;
pub(crate) mod shape;
