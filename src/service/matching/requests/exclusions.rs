//! People and starts that a request mustn't be matched with again.

use crate::domain::matching::request::Request;
use crate::domain::{AccountId, Timestamp};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::store::matching::declines::Decline;

/// The reason stored for an offer that nobody answered.
pub(crate) const UNANSWERED: &str = "unanswered";

/// People a request's owner mustn't be matched with, and starts they declined.
pub(crate) fn refused(
    request: &Request,
    apart: &BlockedPairs,
    declined: &[Decline],
) -> (Vec<AccountId>, Vec<Timestamp>) {
    let declined = declined.iter().filter(|decline| decline.request == request.id);
    let (mut not_with, mut not_at): (Vec<_>, Vec<_>) = (apart.from(request.candidate).to_vec(), Vec::new());
    for decline in declined {
        match decline.reason.as_str() {
            "time_no_longer_fits" => not_at.push(decline.starts_at),
            // A swap needs two answers, and the same two people would probably leave it unanswered again.
            UNANSWERED if !request.ask.swap => not_at.push(decline.starts_at),
            _ => not_with.push(decline.interviewer),
        }
    }
    (not_with, not_at)
}
