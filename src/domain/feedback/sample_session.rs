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
#[schema(example = json!({
    "ratings": [
        {
            "competency": "problem_solving",
            "score": 4,
            "evidence": "Minutes 6 and 7: asks about order, gaps and ids that are there twice."
        },
        {"competency": "code_quality", "score": 4},
        {"competency": "checking", "score": 3, "evidence": "Minute 28: runs [7, 3, 7]."},
        {"competency": "complexity", "score": 2},
        {"competency": "thinking_aloud", "score": 3}
    ],
    "verdict": "hire"
}))]
pub struct SampleRatings {
    /// One for each competency in the kind's template, as in notes; evidence is optional.
    #[schema(value_type = Vec<Rating>, max_items = 10)]
    pub ratings: UpTo<10, Rating>,
    /// What you'd recommend for the sample's level (optional).
    #[serde(default)]
    pub verdict: Option<Verdict>,
}
