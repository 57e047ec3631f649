//! Sample sessions that interviewers practise rating on.

use super::notes::{Rating, Verdict};
use crate::domain::UpTo;
use crate::domain::vocabulary::string_enum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

string_enum! {
    /// Who says this line of a transcript.
    Speaker, "This isn't who speaks in a transcript: interviewer, candidate or screen." {
        /// The interviewer.
        Interviewer = "interviewer", "interviewer";
        /// The candidate.
        Candidate = "candidate", "candidate";
        /// What both see: code, a drawing, the output of a run.
        Screen = "screen", "on the screen";
    }
}

/// How somebody rates a sample session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleRatings {
    /// One for each competency in the kind's template, as in notes; evidence is optional.
    pub ratings: UpTo<10, Rating>,
    /// What you'd recommend for the sample's level (optional).
    #[serde(default)]
    pub verdict: Option<Verdict>,
}
