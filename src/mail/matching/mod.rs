//! Mails about requests: offers, their outcomes, and requests that ended.

mod match_offered;
mod offer_ending;
mod offer_off;
mod request_expired;

pub use match_offered::{MatchOffered, offer_subject};
pub use offer_ending::OfferEnding;
pub use offer_off::{OfferOff, OfferOffBecause};
pub use request_expired::RequestExpired;
