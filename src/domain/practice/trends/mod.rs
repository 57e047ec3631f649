//! How somebody's ratings change from interview to interview, and what to practise next.

mod next;
mod times;

#[cfg(test)]
pub(crate) mod tests;

pub use next::{Noted, Proposal, propose};
pub use times::{reach, times};

use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::feedback::notes::{Notes, Score, Verdict};
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{Kind, Level, SessionId, Timestamp, Topic};

/// What a level requires: somebody who would be hired at it is rated this or higher. The linter questions notes that say otherwise.
pub const BAR: u16 = 3;

/// Interviews needed before a direction is shown. Any two points make a line.
const ENOUGH: usize = 3;

/// How much the line has to rise from the first to the last interview to count as rising, in rating points.
const TELLING: f64 = 0.5;

/// An interview whose notes were delivered.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// The session.
    pub session: SessionId,
    /// When it began.
    pub at: Timestamp,
    /// Its kind.
    pub kind: Kind,
    /// The level it was for; ratings are relative to it.
    pub level: Level,
    /// Its topics.
    pub topics: Vec<Topic>,
    /// The latest version of the notes.
    pub notes: Notes,
    /// The candidate's self-assessment.
    pub own: Option<SelfAssessment>,
}

impl Sitting {
    fn score(&self, competency: &Competency) -> Option<u16> {
        let rated = self.notes.ratings.iter().find(|one| *one.competency == *competency.id);
        rated.and_then(|one| one.score).map(Score::get)
    }

    fn own(&self, competency: &Competency) -> Option<u16> {
        let rated = self.own.as_ref()?.ratings.iter().find(|one| *one.competency == *competency.id);
        rated.and_then(|one| one.score).map(Score::get)
    }

    /// The competencies rated below the bar.
    fn below(&self) -> impl Iterator<Item = &'static Competency> + '_ {
        template(self.kind).competencies.iter().filter(|one| self.score(one).is_some_and(|score| score < BAR))
    }

    fn would_hire(&self) -> bool {
        matches!(self.notes.recommendation.verdict, Some(Verdict::Hire | Verdict::StrongHire))
    }
}

/// What one interview says about a competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The session.
    pub session: SessionId,
    /// When it began.
    pub at: Timestamp,
    /// The interviewer's rating; `None` if not observed.
    pub theirs: Option<u16>,
    /// The candidate's own rating; `None` if they gave none.
    pub own: Option<u16>,
}

crate::domain::string_enum! {
    /// How a competency is developing.
    Direction, "This isn't a direction." {
        /// Observed in fewer than three interviews.
        TooFew = "too_few_to_tell", "too few to tell";
        /// Up.
        Rising = "rising", "rising";
        /// Neither.
        Steady = "steady", "steady";
        /// Down.
        Falling = "falling", "falling";
    }
}

/// How one competency changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The competency.
    pub competency: &'static Competency,
    /// One for each interview, the earliest first.
    pub points: Vec<Point>,
    /// Its direction.
    pub direction: Direction,
    /// The regression line through the interviewers' ratings (least squares over the interviews' order): its value at
    /// the first and last interview; `None` with fewer than three points.
    pub line: Option<(f64, f64)>,
    /// How much higher somebody rates themselves than others do, on average; needs three interviews that both rated.
    pub own_above: Option<f64>,
    /// The same, in a sentence.
    pub text: String,
}

/// A competency that is repeatedly rated below the bar, the last time included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    /// The competency.
    pub competency: &'static Competency,
    /// The interviews in which it was, earliest first.
    pub sessions: Vec<SessionId>,
}

/// How somebody's ratings change within one kind, at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct Trends {
    /// The kind.
    pub kind: Kind,
    /// The level. Ratings for different levels can't be compared.
    pub level: Level,
    /// How many interviews of this kind were for other levels.
    pub elsewhere: usize,
    /// One for each competency in the kind's template.
    pub competencies: Vec<Trend>,
    /// What was below the bar when it was last rated and at least once before, most frequent first.
    pub recurring: Vec<Recurring>,
}

/// The trends of one kind; at the level of the latest interview of it, unless one is named.
pub fn trends(kind: Kind, level: Option<Level>, sittings: &[Sitting]) -> Trends {
    let mut of_kind: Vec<&Sitting> = sittings.iter().filter(|one| one.kind == kind).collect();
    of_kind.sort_by_key(|one| (one.at, one.session));
    let level = level.or_else(|| of_kind.last().map(|one| one.level)).unwrap_or(Level::Junior);
    let all = of_kind.len();
    of_kind.retain(|one| one.level == level);
    let competencies = &template(kind).competencies;
    let below = |one: &&'static Competency| Recurring {
        competency: one,
        sessions: of_kind
            .iter()
            .filter(|sitting| sitting.below().any(|low| low.id == one.id))
            .map(|sitting| sitting.session)
            .collect(),
    };
    let still = |one: &&Competency| of_kind.iter().rev().find_map(|sitting| sitting.score(one)) < Some(BAR);
    let mut recurring: Vec<_> =
        competencies.iter().filter(still).map(|one| below(&one)).filter(|one| one.sessions.len() > 1).collect();
    recurring.sort_by_key(|one| std::cmp::Reverse(one.sessions.len()));
    Trends {
        kind,
        level,
        elsewhere: all - of_kind.len(),
        competencies: competencies.iter().map(|one| trend(one, level, &of_kind)).collect(),
        recurring,
    }
}

fn trend(competency: &'static Competency, level: Level, sittings: &[&Sitting]) -> Trend {
    let point = |one: &&Sitting| Point {
        session: one.session,
        at: one.at,
        theirs: one.score(competency),
        own: one.own(competency),
    };
    let points: Vec<Point> = sittings.iter().map(point).collect();
    let seen: Vec<(f64, f64)> = (0_u32..)
        .zip(&points)
        .filter_map(|(place, point)| Some((f64::from(place), f64::from(point.theirs?))))
        .collect();
    let line = line(&seen);
    let direction = match line.map(|(first, last)| last - first) {
        None => Direction::TooFew,
        Some(rise) if rise >= TELLING => Direction::Rising,
        Some(rise) if rise <= -TELLING => Direction::Falling,
        Some(_) => Direction::Steady,
    };
    let apart: Vec<f64> =
        points.iter().filter_map(|point| Some(f64::from(point.own?) - f64::from(point.theirs?))).collect();
    let own_above = (apart.len() >= ENOUGH).then(|| mean(apart.iter().copied()));
    let text = sentence(competency, level, &points, direction, own_above);
    Trend { competency, points, direction, line, own_above, text }
}

fn mean(of: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = of.fold((0.0, 0_u32), |(sum, count), one| (sum + one, count + 1));
    sum / f64::from(count.max(1))
}

/// The least-squares line at its first and last point; `None` with fewer than three.
fn line(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    if points.len() < ENOUGH {
        return None;
    }
    let (x, y) = (mean(points.iter().map(|one| one.0)), mean(points.iter().map(|one| one.1)));
    let spread: f64 = points.iter().map(|one| (one.0 - x).powi(2)).sum();
    let slope = points.iter().map(|one| (one.0 - x) * (one.1 - y)).sum::<f64>() / spread;
    let at = |place: f64| y + slope * (place - x);
    Some((at(points.first()?.0), at(points.last()?.0)))
}

fn sentence(
    competency: &Competency,
    level: Level,
    points: &[Point],
    direction: Direction,
    own_above: Option<f64>,
) -> String {
    let seen: Vec<String> = points.iter().filter_map(|point| Some(point.theirs?.to_string())).collect();
    let name = &competency.name;
    let level = level.label();
    let so_far = match seen.len() {
        0 => return format!("{name}: not rated yet at {level} level."),
        1 => "in one interview".to_owned(),
        some => format!("over {some} interviews"),
    };
    let own = match own_above {
        Some(above) if above >= TELLING => " You rate yourself higher than your interviewers do.",
        Some(above) if above <= -TELLING => " You rate yourself lower than your interviewers do.",
        Some(_) => " You rate yourself about the way your interviewers do.",
        None => "",
    };
    let seen = seen.join(", ");
    match direction {
        Direction::TooFew => format!("{name}: {seen} {so_far}; {level} level needs {BAR}. Too few to tell yet.{own}"),
        Direction::Rising | Direction::Steady | Direction::Falling => {
            format!("{name}: {seen} {so_far}, {}; {level} level needs {BAR}.{own}", direction.label())
        }
    }
}
