//! A candidate's reflection on a session: their own ratings, and their view of the interviewer.

use super::notes::Score;
use crate::domain::vocabulary::string_enum;
use crate::domain::{Line, Prose, UpTo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Your ratings of yourself, on the same anchors as the interviewer's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({
    "ratings": [
        {"competency": "correctness", "score": 3, "why": "I knew what a promise is."},
        {"competency": "depth", "score": 2, "why": "I guessed where the queue is emptied."},
        {"competency": "explaining", "score": null}
    ],
    "takeaway": "I can use promises, and I can't yet say when what runs."
}))]
pub struct SelfAssessment {
    /// One for each competency in the kind's template, as far as you can say.
    #[schema(value_type = Vec<OwnRating>, max_items = 10)]
    pub ratings: UpTo<10, OwnRating>,
    /// What you're taking away from it, before you've read the interviewer's view.
    pub takeaway: Prose<2000>,
}

/// Your rating of yourself in one competency; `null` means *can't say*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnRating {
    /// Id of a competency in the kind's template.
    pub competency: Line<60>,
    /// 1 to 4 as the template's anchors describe, or null for can't say.
    #[serde(default)]
    pub score: Option<Score>,
    /// What you remember about it.
    #[serde(default)]
    pub why: Prose<1000>,
}

string_enum! {
    /// How hard the questions were for the level.
    QuestionFit, "This isn't an answer here: too_easy, right or too_hard." {
        /// Below it.
        TooEasy = "too_easy", "too easy";
        /// At it.
        Right = "right", "right";
        /// Above it.
        TooHard = "too_hard", "too hard";
    }
}

string_enum! {
    /// Whether the hints helped.
    HintsHelped, "This isn't an answer here: yes, no or none_given." {
        /// They did.
        Yes = "yes", "yes";
        /// They didn't.
        No = "no", "no";
        /// There were none.
        NoneGiven = "none_given", "there were none";
    }
}

/// A candidate's review of their interviewer; anything left out wasn't answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = json!({
    "on_time": true,
    "questions": "right",
    "hints": "yes",
    "would_meet_again": true,
    "comment": "You waited while I was thinking. That helped."
}))]
pub struct Review {
    /// Whether the interviewer was on time.
    pub on_time: Option<bool>,
    /// Whether the questions fit the level.
    pub questions: Option<QuestionFit>,
    /// Whether the hints helped.
    pub hints: Option<HintsHelped>,
    /// Whether the notes are specific; can be answered once they've been delivered.
    pub notes_specific: Option<bool>,
    /// Whether the candidate would practise with them again.
    pub would_meet_again: Option<bool>,
    /// Anything else.
    pub comment: Prose<2000>,
}
