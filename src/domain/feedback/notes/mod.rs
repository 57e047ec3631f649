//! The interviewer's notes as a document: lenient as a draft, checked by the linter on submission.

mod older;

use crate::domain::vocabulary::string_enum;
use crate::domain::{Line, Prose, UpTo};
use older::changes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

string_enum! {
    /// The recommendation, always for the requested level.
    Verdict, "This isn't a verdict: strong_no_hire, no_hire, hire or strong_hire." {
        /// Clear evidence against, at this level.
        StrongNoHire = "strong_no_hire", "strong no hire";
        /// Not yet, at this level.
        NoHire = "no_hire", "no hire";
        /// Yes, at this level.
        Hire = "hire", "hire";
        /// Clear evidence for, at this level.
        StrongHire = "strong_hire", "strong hire";
    }
}

string_enum! {
    /// How sure the interviewer is of the recommendation.
    Confidence, "This isn't a confidence: low, medium or high." {
        /// Little evidence.
        Low = "low", "low confidence";
        /// Some doubt left.
        Medium = "medium", "fairly sure";
        /// Plenty of evidence.
        High = "high", "very sure";
    }
}

string_enum! {
    /// How much a hint gave away.
    HintKind, "This isn't a kind of hint: nudge, direction or answer." {
        /// "Are you happy with that line?"
        Nudge = "nudge", "a nudge";
        /// "Think about what runs first."
        Direction = "direction", "a direction";
        /// The answer itself.
        Answer = "answer", "the answer";
    }
}

string_enum! {
    /// The points of the rating scale in words. People read these and never a number, which would look like a grade.
    ScalePoint, "This isn't a point of the scale: starting, getting_there, solid or strong." {
        /// A 1.
        Starting = "starting", "starting";
        /// A 2.
        GettingThere = "getting_there", "getting there";
        /// A 3.
        Solid = "solid", "solid";
        /// A 4.
        Strong = "strong", "strong";
    }
}

/// What the interviewer writes about a session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(example = example)]
pub struct Notes {
    /// The hour in a few sentences.
    pub summary: Prose<4000>,
    /// What happened, minute by minute.
    #[schema(value_type = Vec<TimelineEntry>, max_items = 200)]
    pub timeline: UpTo<200, TimelineEntry>,
    /// Hints that were given.
    #[schema(value_type = Vec<Hint>, max_items = 50)]
    pub hints: UpTo<50, Hint>,
    /// What was asked.
    #[schema(value_type = Vec<Question>, max_items = 20)]
    pub questions: UpTo<20, Question>,
    /// The scorecard: one rating for each competency in the kind's template.
    #[schema(value_type = Vec<Rating>, max_items = 10)]
    pub ratings: UpTo<10, Rating>,
    /// The recommendation at the level asked for.
    pub recommendation: Recommendation,
    /// What went well.
    #[schema(value_type = Vec<Strength>, max_items = 10)]
    pub strengths: UpTo<10, Strength>,
    /// What could have gone better.
    #[schema(value_type = Vec<Gap>, max_items = 10)]
    pub gaps: UpTo<10, Gap>,
    /// One to three things to do this week.
    #[schema(value_type = Vec<ActionStep>, max_items = 5)]
    pub action_steps: UpTo<5, ActionStep>,
    /// Only for the coordinator; never part of the feedback.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_to_coordinator: Option<Prose<4000>>,
}

/// Notes of the demo, as an example.
pub fn example() -> serde_json::Value {
    let notes = include_str!("../../../../catalogue/demo/notes/due_example.json");
    serde_json::from_str(notes).unwrap_or_default()
}

/// Something that happened, with its minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimelineEntry {
    /// Minutes since the start.
    pub minute: Minute,
    /// What was said or done.
    pub text: Prose<1000>,
}

/// A hint the interviewer gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// Minutes since the start.
    pub minute: Minute,
    /// How much it gave away.
    pub kind: HintKind,
    /// The hint, as you gave it.
    pub text: Prose<1000>,
}

/// A question that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question's id in the question bank; null for one of the interviewer's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Line<80>>,
    /// The question.
    pub title: Line<300>,
    /// How the answer went.
    #[serde(default)]
    pub how_it_went: Prose<4000>,
}

/// The rating of one competency; `null` means *not observed*, and the evidence may say why ("we didn't get to this").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// Id of a competency in the kind's template.
    pub competency: Line<60>,
    /// 1 to 4 as the template's anchors describe, or null for not observed.
    #[serde(default)]
    pub score: Option<Score>,
    /// What was said or done.
    #[serde(default)]
    pub evidence: Prose<4000>,
}

/// The recommendation for a level, what tipped it, and what would have changed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Recommendation {
    /// Null until the interviewer has decided.
    pub verdict: Option<Verdict>,
    /// How sure the interviewer is.
    pub confidence: Option<Confidence>,
    /// What tipped it, in two or three sentences that refer to the ratings or gaps.
    pub because: Prose<2000>,
    /// What the candidate could have shown to change the recommendation, in one or two directions. Documents from before
    /// it had directions have one text here, named `would_change_my_mind`; it's read as an entry without a direction.
    #[serde(alias = "would_change_my_mind", deserialize_with = "changes")]
    #[schema(value_type = Vec<ChangeOfMind>, max_items = 2)]
    pub would_have_changed_it: UpTo<2, ChangeOfMind>,
}

/// Something that would have changed the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOfMind {
    /// What the recommendation would have become; null until the interviewer has chosen.
    #[serde(default)]
    pub towards: Option<Verdict>,
    /// What the candidate could have shown.
    pub text: Prose<2000>,
}

/// Something that went well: a text, or a text with the competency it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Strength {
    /// What was said or done.
    pub text: Prose<1000>,
    /// Id of the competency that it's about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competency: Option<Line<60>>,
}

/// Something that could have gone better: situation, behaviour, impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// When and where.
    pub situation: Prose<1000>,
    /// What was said or done.
    pub behavior: Prose<1000>,
    /// What it led to.
    pub impact: Prose<1000>,
    /// Id of the competency that it's about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competency: Option<Line<60>>,
}

/// An if-then plan (Gollwitzer 1999), and how to tell that it's done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionStep {
    /// The situation it's for.
    #[serde(rename = "if")]
    pub when: Prose<500>,
    /// What to do then.
    pub then: Prose<500>,
    /// How you'll know it's done.
    pub check: Prose<500>,
}

crate::domain::bounded!(
    /// Minutes since the session's start, 0 to 600.
    Minute, 0, 600, "A minute of the session is a whole number from 0 to 600."
);
crate::domain::bounded!(
    /// A rating: 1 to 4, each described by an anchor of the template.
    Score, 1, 4, "A rating is 1, 2, 3 or 4, or null for not observed."
);

impl Score {
    /// The point of the scale that it stands for.
    pub fn point(self) -> ScalePoint {
        match self.get() {
            1 => ScalePoint::Starting,
            2 => ScalePoint::GettingThere,
            3 => ScalePoint::Solid,
            _ => ScalePoint::Strong,
        }
    }
}

impl Notes {
    /// Every text about the candidate, with its JSON pointer. Question titles aren't included: they were written before the session.
    pub fn texts(&self) -> Vec<(String, &str)> {
        let mut texts: Vec<(String, &str)> = vec![("/summary".into(), &self.summary)];
        let mut add = |pointer: String, text| texts.push((pointer, text));
        for (at, entry) in self.timeline.iter().enumerate() {
            add(format!("/timeline/{at}/text"), &entry.text);
        }
        for (at, hint) in self.hints.iter().enumerate() {
            add(format!("/hints/{at}/text"), &hint.text);
        }
        for (at, question) in self.questions.iter().enumerate() {
            add(format!("/questions/{at}/how_it_went"), &question.how_it_went);
        }
        for (at, rating) in self.ratings.iter().enumerate() {
            add(format!("/ratings/{at}/evidence"), &rating.evidence);
        }
        add("/recommendation/because".into(), &self.recommendation.because);
        for (at, change) in self.recommendation.would_have_changed_it.iter().enumerate() {
            add(format!("/recommendation/would_have_changed_it/{at}/text"), &change.text);
        }
        for (at, strength) in self.strengths.iter().enumerate() {
            add(format!("/strengths/{at}"), &strength.text);
        }
        for (at, gap) in self.gaps.iter().enumerate() {
            add(format!("/gaps/{at}/situation"), &gap.situation);
            add(format!("/gaps/{at}/behavior"), &gap.behavior);
            add(format!("/gaps/{at}/impact"), &gap.impact);
        }
        for (at, step) in self.action_steps.iter().enumerate() {
            add(format!("/action_steps/{at}/if"), &step.when);
            add(format!("/action_steps/{at}/then"), &step.then);
            add(format!("/action_steps/{at}/check"), &step.check);
        }
        if let Some(text) = &self.private_to_coordinator {
            add("/private_to_coordinator".into(), text);
        }
        texts
    }
}
