//! Skill by skill: the closest description, the evidence, and what the next point looks like.

use super::about::{About, Writer};
use super::scorecard::words;
use super::words::{a_role, capital};
use super::{Block, Labelled};
use crate::domain::feedback::comparison::Compared;
use crate::domain::feedback::notes::{Notes, Rating, Score};

/// In the template's order, or the biggest difference first if the candidate rated themselves; competencies that the
/// template doesn't have (such as renamed ones) come last under their ids.
pub(super) fn skills(about: &About<'_>, compared: &[Compared], notes: &Notes, has_own: bool) -> Vec<Block> {
    let of = |id: &str| notes.ratings.iter().find(|rating| *rating.competency == *id);
    let known =
        compared.iter().enumerate().map(|(at, one)| skill(about, one, of(&one.competency.id), (at == 0, has_own)));
    let is_known = |id: &str| compared.iter().any(|one| one.competency.id == *id);
    let unknown = notes.ratings.iter().filter(|rating| !is_known(&rating.competency)).map(|rating| Block::Skill {
        id: String::new(),
        name: rating.competency.to_string(),
        state: words(about, rating.score.map(Score::point), None),
        first: false,
        parts: evidence("Evidence", Some(rating)).into_iter().collect(),
    });
    known.chain(unknown).collect()
}

/// A rating in words: a number would look like a grade.
fn skill(about: &About<'_>, one: &Compared, rating: Option<&Rating>, (first, has_own): (bool, bool)) -> Block {
    let point = |score: Option<Score>| score.map(Score::point);
    let mut parts = Vec::new();
    let bar = one.competency.bar(about.level);
    match one.words(one.theirs) {
        Some(words) => {
            parts.push(Labelled::ours(closest(about), words));
            parts.extend(evidence("Evidence", rating));
            let next = one.theirs.and_then(|score| one.competency.anchors.iter().find(|anchor| anchor.score > score));
            parts.extend(next.map(|next| Labelled::ours("What the next level looks like", next.text.as_str())));
        }
        None => {
            parts.extend(evidence("Why not", rating));
            let asked = one.competency.anchors.iter().find(|anchor| anchor.score.point() == bar.point);
            let label = format!("What {} asks for", a_role(about.level));
            parts.extend(asked.map(|asked| Labelled::ours(label, asked.text.as_str())));
        }
    }
    if let (Some(own), false) = (one.words(one.own), one.difference() == Some(0)) {
        parts.push(Labelled::ours(format!("What {} chose", about.candidate()), own));
    }
    Block::Skill {
        id: one.competency.id.clone(),
        name: one.competency.name.clone(),
        state: words(about, point(one.theirs), has_own.then(|| point(one.own))),
        first,
        parts,
    }
}

/// The label of a rating's anchor text: it's the template's wording, not an observation, and a stand-in writer didn't observe
/// anything.
fn closest(about: &About<'_>) -> String {
    match about.writer {
        Writer::Interviewer => "Closest description".to_owned(),
        Writer::InPlace(_) => format!("Closest description, going by {}'s notes", about.interviewer()),
    }
}

fn evidence(label: &str, rating: Option<&Rating>) -> Option<Labelled> {
    let rating = rating.filter(|rating| !rating.evidence.is_empty())?;
    Some(Labelled::written(label, &rating.evidence))
}

/// What stands above them.
pub(super) fn lead(about: &About<'_>, has_own: bool) -> String {
    match has_own {
        true => format!(
            "The biggest difference comes first. {} own view ends each skill where it differs.",
            capital(&about.whose())
        ),
        false => String::new(),
    }
}
