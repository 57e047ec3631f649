//! People and starts that a request mustn't be matched with again.

use crate::domain::booking::session::Session;
use crate::domain::matching::request::{DeclineReason, Request};
use crate::domain::{AccountId, RequestId, Seat, Timestamp};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::store::matching::declines::Decline;

/// The reason stored for an offer that nobody answered.
pub(crate) const UNANSWERED: &str = "unanswered";

/// The reason stored when a matched session was cancelled, or when somebody didn't answer a swap that had been accepted:
/// the two aren't offered to each other again for that request.
pub(crate) const CALLED_OFF: &str = "cancelled";

/// What isn't offered again for a request that waits in place of a cancelled session: the same person, unless the person
/// who cancelled would like that, and then the same time; and in any case a time at which the candidate can't come.
pub(crate) fn not_again(request: RequestId, cancelled: &Session, offer_again: bool) -> Vec<Decline> {
    let decline = |reason: &str| Decline {
        request,
        interviewer: cancelled.interviewer.id,
        starts_at: cancelled.starts_at,
        reason: reason.to_owned(),
    };
    let by_candidate = matches!(cancelled.cancelled, Some((Seat::Candidate, _)));
    let person = (!offer_again).then(|| decline(CALLED_OFF));
    let time = (offer_again || by_candidate).then(|| decline(DeclineReason::TimeNoLongerFits.as_str()));
    person.into_iter().chain(time).collect()
}

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
