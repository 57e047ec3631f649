//! Mails about requests: offers, and requests that ended.

mod match_offered;
mod offer_ending;
mod request_expired;

pub use match_offered::MatchOffered;
pub use offer_ending::OfferEnding;
pub use request_expired::RequestExpired;
