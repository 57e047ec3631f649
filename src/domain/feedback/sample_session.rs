//! Sample sessions that interviewers practise rating on.

use super::notes::{Rating, Verdict};
use crate::domain::UpTo;
use crate::domain::vocabulary::string_enum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

string_enum! {
    /// Whose line of a transcript this is.
    Speaker, "This is not who speaks in a transcript: interviewer, candidate or screen." {
        /// Who asks.
        Interviewer = "interviewer", "interviewer";
        /// Who answers.
        Candidate = "candidate", "candidate";
        /// What both see: code, a drawing, the output of a run.
        Screen = "screen", "on the screen";
    }
}

/// How somebody rates a sample session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleRatings {
    /// One for each competency of the kind's template, as in notes; evidence is welcome, and may be left out.
    pub ratings: UpTo<10, Rating>,
    /// What one would recommend at the sample's level, if one likes to say.
    #[serde(default)]
    pub verdict: Option<Verdict>,
}
