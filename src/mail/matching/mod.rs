//! Mails about requests: what was found, and that nothing was.

mod match_offered;
mod request_expired;

pub use match_offered::MatchOffered;
pub use request_expired::RequestExpired;
