//! Mails about requests: offers, and requests that ended.

mod match_offered;
mod request_expired;

pub use match_offered::MatchOffered;
pub use request_expired::RequestExpired;
