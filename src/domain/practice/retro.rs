//! Debriefs: what one may contain, and a summary over a cycle's interviews.

use super::debrief::{About, Cause, Debrief, DebriefText, Outcome};
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::feedback::notes::ActionStep;
use crate::domain::{DebriefId, Kind, Prose};
use std::collections::HashSet;

/// Checks what a debrief about this may contain; an error says where and how to fix it. `kind` is the interview's, if known.
pub fn check(about: About, kind: Option<Kind>, text: &DebriefText) -> Result<(), (String, &'static str)> {
    let refuse = |pointer: &str, detail| Err((pointer.to_owned(), detail));
    let said = [&*text.feelings, &*text.went_well, &*text.could_have_gone_better];
    if said.iter().all(|said| said.is_empty()) && text.next_time.is_empty() {
        return refuse("", "Please write something down: how it felt, what went well or what could have gone better.");
    }
    if text.feelings.lines().count() > 2 {
        return refuse("/feelings", "Two lines at most, so that there's room for the rest.");
    }
    if let Some(place) = text.next_time.iter().position(|line| line.is_empty()) {
        return Err((format!("/next_time/{place}"), "This can't be empty."));
    }
    let session = about == About::Session;
    let not_of_a_session = "A mock session doesn't have this; it's for real interviews and cycles.";
    for (given, pointer) in [
        (text.company.is_some(), "/company"),
        (text.role.is_some(), "/role"),
        (text.outcome.is_some(), "/outcome"),
        (text.held_on.is_some(), "/held_on"),
    ] {
        if session && given {
            return refuse(pointer, not_of_a_session);
        }
    }
    if text.kind.is_some() && about != About::Interview {
        return refuse(
            "/kind",
            "Only real interviews have this. We know the kind of a mock session, and a cycle can have several.",
        );
    }
    if about == About::Cycle && !text.competencies.is_empty() {
        return refuse("/competencies", "Please name these in the cycle's interviews instead.");
    }
    let mut seen = HashSet::new();
    for (place, id) in text.competencies.iter().enumerate() {
        let Some(kind) = kind else {
            return refuse("/kind", "Please say what kind of interview it was; each kind has its own competencies.");
        };
        if template(kind).competency(id).is_none() || !seen.insert(id) {
            let detail = "This kind of interview doesn't rate that, or it's listed twice. The template has the ids.";
            return Err((format!("/competencies/{place}"), detail));
        }
    }
    let mut seen = HashSet::new();
    match text.causes.iter().position(|cause| !seen.insert(*cause)) {
        Some(place) => Err((format!("/causes/{place}"), "This cause is listed twice.")),
        None => Ok(()),
    }
}

/// The steps for the weekly plan: the "next time" items, if the person wants them there.
pub fn steps(text: &DebriefText) -> Vec<ActionStep> {
    let step = |line: &Prose<500>| ActionStep { when: Prose::default(), then: line.clone(), check: Prose::default() };
    if text.in_plan { text.next_time.iter().map(step).collect() } else { Vec::new() }
}

/// The interviews of a cycle that have something in common.
#[derive(Debug, PartialEq, Eq)]
pub struct Group<T> {
    /// What they have in common.
    pub what: T,
    /// The interviews, in order.
    pub interviews: Vec<DebriefId>,
}

/// A summary of a cycle's interviews.
#[derive(Debug, PartialEq, Eq)]
pub struct Retro {
    /// By outcome; `None` where that's still open.
    pub outcomes: Vec<Group<Option<Outcome>>>,
    /// Counted by cause, most frequent first.
    pub causes: Vec<Group<Cause>>,
    /// Counted by what could have gone better, most frequent first.
    pub competencies: Vec<Group<(Kind, &'static Competency)>>,
}

/// Gathers the interviews of a cycle.
pub fn retro(interviews: &[Debrief]) -> Retro {
    let mut interviews: Vec<&Debrief> = interviews.iter().collect();
    interviews.sort_by_key(|one| (one.text.held_on, one.created_at, one.id));
    let rated = |one: &&Debrief| -> Vec<(Kind, &'static Competency)> {
        let Some(kind) = one.text.kind else { return Vec::new() };
        one.text.competencies.iter().filter_map(|id| Some((kind, template(kind).competency(id)?))).collect()
    };
    let outcomes = Outcome::ALL.iter().copied().map(Some).chain([None]);
    Retro {
        outcomes: groups(&interviews, outcomes, |one| vec![one.text.outcome]),
        causes: by_count(groups(&interviews, Cause::ALL.iter().copied(), |one| one.text.causes.to_vec())),
        competencies: by_count(groups(&interviews, every_competency(), |one| rated(one))),
    }
}

fn every_competency() -> impl Iterator<Item = (Kind, &'static Competency)> {
    Kind::ALL.iter().flat_map(|kind| template(*kind).competencies.iter().map(|one| (*kind, one)))
}

fn groups<T: PartialEq>(
    interviews: &[&Debrief],
    what: impl Iterator<Item = T>,
    of: impl Fn(&&Debrief) -> Vec<T>,
) -> Vec<Group<T>> {
    let group = |what: T| {
        let interviews = interviews.iter().filter(|one| of(one).contains(&what)).map(|one| one.id).collect();
        Group { what, interviews }
    };
    what.map(group).filter(|group| !group.interviews.is_empty()).collect()
}

fn by_count<T>(mut groups: Vec<Group<T>>) -> Vec<Group<T>> {
    groups.sort_by_key(|group| std::cmp::Reverse(group.interviews.len()));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn interview(text: serde_json::Value) -> Debrief {
        let at = "2027-01-11T08:00:00Z".parse().unwrap();
        let text = serde_json::from_value(text).unwrap();
        Debrief {
            id: DebriefId::new(),
            about: About::Interview,
            session: None,
            cycle: None,
            text,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn a_retro_counts_what_came_back_most() {
        let all = [
            interview(
                json!({"outcome": "rejected", "causes": ["nerves", "luck"], "kind": "concepts", "competencies": ["depth"], "held_on": "2027-02-01"}),
            ),
            interview(json!({"causes": ["knowledge_gap", "nerves"], "kind": "coding", "held_on": "2027-01-02"})),
            interview(json!({"outcome": "rejected", "kind": "concepts", "competencies": ["correctness", "depth"]})),
        ];
        let retro = retro(&all);
        let ids = |places: &[usize]| places.iter().map(|at| all[*at].id).collect::<Vec<_>>();
        // One without a date comes first.
        assert_eq!(
            retro.outcomes,
            [
                Group { what: Some(Outcome::Rejected), interviews: ids(&[2, 0]) },
                Group { what: None, interviews: ids(&[1]) },
            ]
        );
        let causes: Vec<_> = retro.causes.iter().map(|group| (group.what, group.interviews.len())).collect();
        assert_eq!(causes, [(Cause::Nerves, 2), (Cause::KnowledgeGap, 1), (Cause::Luck, 1)]);
        let named: Vec<_> =
            retro.competencies.iter().map(|group| (group.what.1.id.as_str(), group.interviews.clone())).collect();
        assert_eq!(named, [("depth", ids(&[2, 0])), ("correctness", ids(&[2]))]);
    }

    #[test]
    fn luck_is_in_nobodys_hands() {
        assert_eq!(Cause::ALL.iter().filter(|cause| cause.in_hand()).count(), 6);
        assert!(Cause::Nerves.in_hand() && !Cause::Luck.in_hand());
    }
}
