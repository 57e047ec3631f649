//! What a candidate makes of a session: their own ratings, and their view of the interviewer.

use super::notes::Score;
use super::words::words;
use super::{Line, Prose, UpTo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One's own ratings, on the anchors that the interviewer rates on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SelfAssessment {
    /// One for each competency of the kind's template, as far as one can say.
    pub ratings: UpTo<10, OwnRating>,
    /// What one takes away, before reading what the other saw.
    pub takeaway: Prose<2000>,
}

/// How one saw oneself in one competency; `null` means *can't say*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnRating {
    /// Id of a competency in the kind's template.
    pub competency: Line<60>,
    /// 1 to 4 as the template's anchors describe, or null: can't say.
    #[serde(default)]
    pub score: Option<Score>,
    /// What one remembers of it.
    #[serde(default)]
    pub why: Prose<1000>,
}

words! {
    /// How the questions fit the level that was asked for.
    QuestionFit, "This isn't an answer here: too_easy, right or too_hard." {
        /// Below it.
        TooEasy = "too_easy", "too easy";
        /// At it.
        Right = "right", "right";
        /// Above it.
        TooHard = "too_hard", "too hard";
    }
}

words! {
    /// Whether the hints helped.
    HintsHelped, "This is not an answer here: yes, no or none_given." {
        /// They did.
        Yes = "yes", "yes";
        /// They did not.
        No = "no", "no";
        /// There were none.
        NoneGiven = "none_given", "there were none";
    }
}

/// A candidate's view of their interviewer; what is left out was not answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Whether the interviewer was on time.
    pub on_time: Option<bool>,
    /// Whether the questions fit the level.
    pub questions: Option<QuestionFit>,
    /// Whether the hints helped.
    pub hints: Option<HintsHelped>,
    /// Whether the notes are specific; asked once they were delivered.
    pub notes_specific: Option<bool>,
    /// Whether one would meet them again.
    pub would_meet_again: Option<bool>,
    /// Anything else.
    pub comment: Prose<2000>,
}
