//! The scorecard at a glance: a row for each skill, four points in words, what the level asks for, and the candidate's own
//! view where there is one. It's no grade: there are no numbers and there's no total.

use super::about::About;
use super::words::{a_role, capital};
use crate::domain::feedback::comparison::Compared;
use crate::domain::feedback::notes::{Notes, ScalePoint, Score};

/// The skills, in the order of the details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scorecard {
    /// Whose view it is: the writer's, who may have only the interviewer's notes to go by.
    pub they: String,
    /// What the candidate's own view is called; `None` without one.
    pub you: Option<String>,
    /// What the marked points are: `What a junior role asks for`
    pub asked: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What a link to its details ends in.
    pub id: String,
    /// Its name.
    pub skill: String,
    /// The interviewer's rating; `None` if it wasn't observed.
    pub theirs: Option<ScalePoint>,
    /// The candidate's own.
    pub own: Option<ScalePoint>,
    /// The lowest point that the level asks for, if the template says.
    pub bar: Option<ScalePoint>,
    /// Both views in words.
    pub words: String,
    /// Whether the views differ more than anywhere else.
    pub biggest: bool,
}

impl Row {
    /// The two ends of the line between the views, if it's to be drawn.
    pub fn apart(&self) -> Option<(u8, u8)> {
        let (own, theirs) = (place(self.own?), place(self.theirs?));
        (self.biggest && own != theirs).then(|| (own.min(theirs), own.max(theirs)))
    }

    /// Whether this point is at or above what the level asks for.
    pub fn is_asked(&self, point: &ScalePoint) -> bool {
        self.bar.is_some_and(|bar| *point >= bar)
    }

    /// Whether this is the interviewer's point.
    pub fn is_theirs(&self, point: &ScalePoint) -> bool {
        self.theirs == Some(*point)
    }

    /// Whether this is the candidate's own.
    pub fn is_own(&self, point: &ScalePoint) -> bool {
        self.own == Some(*point)
    }

    /// What the level asks for, in a sentence that ends it.
    pub fn bar_in_words(&self) -> String {
        self.bar.map(|bar| format!("Asked for: {}.", bar.label())).unwrap_or_default()
    }

    /// The place of the interviewer's point, 1 to 4; 0 without one.
    pub fn their_place(&self) -> u8 {
        self.theirs.map_or(0, place)
    }

    /// The place of the candidate's own.
    pub fn own_place(&self) -> u8 {
        self.own.map_or(0, place)
    }

    /// The place of the bar.
    pub fn bar_place(&self) -> u8 {
        self.bar.map_or(0, place)
    }
}

/// 1 for the first point, 4 for the last.
pub(super) fn place(point: ScalePoint) -> u8 {
    ScalePoint::ALL.iter().zip(1..).find(|(one, _)| **one == point).map_or(0, |(_, place)| place)
}

pub(super) fn scorecard(about: &About<'_>, compared: &[Compared], notes: &Notes, has_own: bool) -> Scorecard {
    let point = |score: Option<Score>| score.map(Score::point);
    // They come sorted: only the first can differ most, and only if it's alone in that.
    let differ = |at: usize| compared.get(at).and_then(Compared::difference).map_or(0, i32::abs);
    let known = compared.iter().enumerate().map(|(at, one)| {
        let (theirs, own) = (point(one.theirs), point(one.own));
        Row {
            id: one.competency.id.clone(),
            skill: one.competency.name.clone(),
            theirs,
            own,
            bar: Some(one.competency.bar(about.level).point),
            words: words(about, theirs, has_own.then_some(own)),
            biggest: at == 0 && differ(0) > differ(1),
        }
    });
    let is_known = |id: &str| compared.iter().any(|one| one.competency.id == *id);
    let others = notes.ratings.iter().filter(|rating| !is_known(&rating.competency)).map(|rating| Row {
        id: String::new(),
        skill: rating.competency.to_string(),
        theirs: point(rating.score),
        own: None,
        bar: None,
        words: words(about, point(rating.score), None),
        biggest: false,
    });
    Scorecard {
        they: capital(about.writer()),
        you: has_own
            .then(|| about.candidate.map_or("You, before you read this".to_owned(), |_| capital(about.candidate()))),
        asked: format!("What {} asks for", a_role(about.level)),
        rows: known.chain(others).collect(),
    }
}

/// Both views in a line: `Nadia: strong. You: getting there.`
pub(super) fn words(about: &About<'_>, theirs: Option<ScalePoint>, own: Option<Option<ScalePoint>>) -> String {
    let (they, you) = (capital(about.writer()), capital(about.candidate()));
    let theirs_said = match theirs {
        Some(point) if own.is_none() => format!("{}.", capital(point.label())),
        Some(point) => format!("{they}: {}.", point.label()),
        None if own.is_none() => "We didn't get to this.".to_owned(),
        None => format!("{they}: we didn't get to this."),
    };
    match own {
        None => theirs_said,
        Some(Some(own)) if Some(own) == theirs => match about.candidate {
            None => format!("You both said {}.", own.label()),
            Some(_) => format!("Both said {}.", own.label()),
        },
        Some(Some(own)) => format!("{theirs_said} {you}: {}.", own.label()),
        Some(None) => format!("{theirs_said} {you} couldn't say."),
    }
}
