//! What has become of a published round, in numbers.

use crate::domain::round::Results;
use serde::Serialize;
use utoipa::ToSchema;

/// What a published round has come to by now, in numbers of candidates.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoundResults {
    /// Those with the session that the round booked, ahead or over.
    kept_count: usize,
    /// Those whose session was cancelled and who have another in its place.
    replaced_count: usize,
    /// Those whose session was cancelled and for whom we're looking for somebody else.
    waiting_count: usize,
    /// Those whose session was cancelled, without another in its place.
    ended_count: usize,
    /// Those for whom the round found nobody.
    unmatched_count: usize,
}

impl From<Results> for RoundResults {
    fn from(all: Results) -> Self {
        let Results { kept, replaced, waiting, ended, unmatched } = all;
        Self {
            kept_count: kept,
            replaced_count: replaced,
            waiting_count: waiting,
            ended_count: ended,
            unmatched_count: unmatched,
        }
    }
}
