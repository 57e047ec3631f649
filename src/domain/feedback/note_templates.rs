//! The note templates: for each kind of interview the competencies to rate, what each score looks
//! like, and how the hour runs. The texts live in `catalogue/note_templates/` and are embedded.

use super::notes::{ScalePoint, Score};
use crate::domain::{Kind, Level, SessionLength};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

/// Minutes kept for talking the interview through, however short it is.
const TALK_MINUTES: u16 = 15;

/// The template for the notes of one kind of interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteTemplate {
    /// The kind of interview.
    pub kind: Kind,
    /// What this kind of interview looks at.
    pub about: String,
    /// What is rated, four or five of them.
    pub competencies: Vec<Competency>,
    /// How the hour runs.
    pub run_of_show: Vec<RunStep>,
}

/// Something the interviewer looks for and rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// What `ratings[].competency` refers to.
    pub id: String,
    /// What a person reads.
    pub name: String,
    /// What it covers.
    pub about: String,
    /// What each score looks like, lowest first.
    pub anchors: Vec<Anchor>,
    /// What each level requires.
    pub bar: Bars,
}

/// What meets the bar, level by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    /// For an internship.
    pub intern: Bar,
    /// For a junior role.
    pub junior: Bar,
    /// For a mid-level role.
    pub mid: Bar,
    /// For a senior role.
    pub senior: Bar,
    /// For a staff role.
    pub staff: Bar,
}

/// The point of the scale that meets a level's bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The lowest point that is enough.
    pub point: ScalePoint,
    /// Why, in a line.
    pub why: String,
}

/// What a score looks like when it is seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The score.
    pub score: Score,
    /// What is said or done at this score.
    pub text: String,
}

impl Competency {
    /// What this level requires.
    pub fn bar(&self, level: Level) -> &Bar {
        match level {
            Level::Intern => &self.bar.intern,
            Level::Junior => &self.bar.junior,
            Level::Mid => &self.bar.mid,
            Level::Senior => &self.bar.senior,
            Level::Staff => &self.bar.staff,
        }
    }
}

/// A part of the hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunStep {
    /// How long it takes.
    pub minutes: u16,
    /// What it is called.
    pub title: String,
    /// What the interviewer says and does.
    pub text: String,
}

impl NoteTemplate {
    /// The competency with this id.
    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.competencies.iter().find(|competency| competency.id == id)
    }

    /// How a session of this length runs. The templates are written for an hour; the talk at the end keeps its
    /// quarter of an hour, or what it has, and the steps before it share the rest as they share it in the hour.
    pub fn run_of_show_of(&self, length: SessionLength) -> Vec<RunStep> {
        let mut steps = self.run_of_show.clone();
        let Some((talk, before)) = steps.split_last_mut() else { return steps };
        let whole = u16::try_from(length.minutes()).unwrap_or(60);
        talk.minutes = talk.minutes.min(TALK_MINUTES.max(whole / 4));
        let (mut left, mut parts) =
            (whole.saturating_sub(talk.minutes), before.iter().map(|step| step.minutes).sum::<u16>());
        for step in before {
            let share = (left * step.minutes + parts / 2).checked_div(parts).unwrap_or(0);
            parts -= step.minutes;
            step.minutes = share;
            left -= share;
        }
        steps.retain(|step| step.minutes > 0);
        steps
    }
}

macro_rules! embedded {
    ($kind:literal) => {{
        static TEMPLATE: LazyLock<NoteTemplate> =
            LazyLock::new(|| read(include_str!(concat!("../../../catalogue/note_templates/", $kind, ".json"))));
        &TEMPLATE
    }};
}

/// The template for a kind of interview.
pub fn template(kind: Kind) -> &'static NoteTemplate {
    match kind {
        Kind::Coding => embedded!("coding"),
        Kind::Concepts => embedded!("concepts"),
        Kind::SystemDesign => embedded!("system_design"),
        Kind::Behavioral => embedded!("behavioral"),
        Kind::TakeHome => embedded!("take_home"),
    }
}

/// Every template, in the order of [`Kind::ALL`].
pub fn all() -> impl Iterator<Item = &'static NoteTemplate> {
    Kind::ALL.iter().copied().map(template)
}

// The text is embedded at build time and the test below parses all five, so a tested binary can't fail here; callers
// needn't handle an error that nobody could act on.
#[expect(clippy::expect_used, reason = "embedded text, proven readable by a unit test")]
fn read(json: &str) -> NoteTemplate {
    serde_json::from_str(json).expect("an embedded note template is readable")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_template_can_be_rated_against() {
        for (template, kind) in all().zip(Kind::ALL) {
            assert_eq!(template.kind, *kind);
            assert!(!template.about.is_empty());
            assert!((4..=5).contains(&template.competencies.len()), "{kind}");
            let ids: HashSet<_> = template.competencies.iter().map(|c| &c.id).collect();
            assert_eq!(ids.len(), template.competencies.len(), "{kind}");
            for competency in &template.competencies {
                // It must fit into a rating.
                assert!(competency.id.parse::<crate::domain::Line<60>>().is_ok(), "{kind}: {}", competency.id);
                assert!(!competency.name.is_empty() && !competency.about.is_empty(), "{kind}: {}", competency.id);
                let scores: Vec<_> = competency.anchors.iter().map(|anchor| anchor.score.get()).collect();
                assert_eq!(scores, [1, 2, 3, 4], "{kind}: {}", competency.id);
                assert!(competency.anchors.iter().all(|anchor| !anchor.text.is_empty()));
                for level in Level::ALL {
                    let bar = competency.bar(*level);
                    assert!(bar.why.ends_with('.') && bar.why.len() > 20, "{kind}: {} {level}", competency.id);
                    assert!(bar.point >= ScalePoint::GettingThere, "{kind}: {} {level}", competency.id);
                }
            }
        }
    }

    #[test]
    fn every_hour_ends_in_a_talk() {
        for NoteTemplate { kind, run_of_show, .. } in all() {
            assert_eq!(run_of_show.iter().map(|step| step.minutes).sum::<u16>(), 60, "{kind}");
            assert!(run_of_show.last().is_some_and(|step| step.minutes >= 15), "{kind}");
        }
    }

    #[test]
    fn a_session_of_any_length_runs_to_its_end_and_keeps_the_talk() {
        for template in all() {
            for length in SessionLength::ALL {
                let steps = template.run_of_show_of(length);
                let whole: u16 = steps.iter().map(|step| step.minutes).sum();
                assert_eq!(i64::from(whole), length.minutes(), "{} of {length:?}", template.kind);
                assert!(steps.last().is_some_and(|talk| talk.minutes >= TALK_MINUTES), "{}", template.kind);
                assert!(steps.len() > 2, "{}", template.kind);
            }
            let hour = SessionLength::ALL.into_iter().find(|length| length.minutes() == 60).unwrap();
            assert_eq!(template.run_of_show_of(hour), template.run_of_show);
        }
    }
}
