//! How somebody's ratings compare with the reference: how lenient they are, and how often the two agree.

use super::Compared;
use std::iter::Sum;

/// Ratings in common that are needed before we say how somebody rates. One sample has four or five; with so few, a
/// single outlier moves the mean by a quarter of a point.
pub const FEWEST: i32 = 8;

/// Ratings counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Competencies that both rated.
    pub both: i32,
    /// Of those, rated the same.
    pub same: i32,
    /// Of those, rated the same or one apart.
    pub within_one: i32,
    /// Competencies that one rated and the other didn't observe.
    pub one_sided: i32,
    /// The sum of own minus reference.
    sum: i32,
}

impl Tally {
    /// The tally of one competency.
    pub(crate) fn of(one: &Compared) -> Self {
        let Some(difference) = one.difference() else {
            let one_sided = i32::from(one.seen.own.is_some() != one.seen.theirs.is_some());
            return Self { one_sided, ..Self::default() };
        };
        let (same, within_one) = (i32::from(difference == 0), i32::from(difference.abs() <= 1));
        Self { both: 1, same, within_one, one_sided: 0, sum: difference }
    }

    /// How much higher they rate than the reference on average, in points to two decimals; `None` if there's nothing to compare.
    pub fn leniency(&self) -> Option<f64> {
        let mean = (self.both > 0).then(|| f64::from(self.sum) / f64::from(self.both))?;
        Some((mean * 100.0).round() / 100.0)
    }

    /// The leniency, once there are enough ratings to judge.
    pub fn habit(&self) -> Option<f64> {
        self.leniency().filter(|_| self.both >= FEWEST)
    }

    /// What one sample shows, in sentences: about this sample only, not about a habit.
    pub fn of_one_sample(&self) -> String {
        let Some(leniency) = self.leniency() else {
            return "There's nothing to compare: you and the reference rated different things.".to_owned();
        };
        format!("Here you rated {}. {}", beside(leniency), self.agreement())
    }

    /// What all of them show, in sentences.
    pub fn in_total(&self) -> String {
        let Some(leniency) = self.habit() else {
            return format!("You've rated {} so far; after {FEWEST} we can tell you how you rate.", self.both);
        };
        let advice = match halves(leniency) {
            0 => "You read the anchors the way we do.",
            1.. => "Before your next rating, read the anchor below it again: does what you saw go further than that?",
            _ => "Before your next rating, read the anchor above it again: does it describe what you saw?",
        };
        format!("You rate {}. {} {advice}", beside(leniency), self.agreement())
    }

    fn agreement(&self) -> String {
        let Self { both, same, within_one, .. } = self;
        let of_all = if *both == 1 { "Of the one rating".to_owned() } else { format!("Of {both} ratings") };
        let sided = match self.one_sided {
            0 => String::new(),
            1 => " One more was rated by only one of you.".to_owned(),
            more => format!(" {more} more were rated by only one of you."),
        };
        format!(
            "{of_all}, {same} {} the same and {within_one} {} within one point.{sided}",
            if *same == 1 { "is" } else { "are" },
            if *within_one == 1 { "is" } else { "are" }
        )
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            both: sum.both + one.both,
            same: sum.same + one.same,
            within_one: sum.within_one + one.within_one,
            one_sided: sum.one_sided + one.one_sided,
            sum: sum.sum + one.sum,
        })
    }
}

/// To the nearest half, in halves.
fn halves(points: f64) -> i32 {
    // Between -3 and 3 points, so the cast can't truncate.
    (points * 2.0).round() as i32
}

fn beside(leniency: f64) -> String {
    let halves = halves(leniency);
    let points = match halves.abs() {
        0 => return "about the same as the reference".to_owned(),
        1 => "half a point".to_owned(),
        2 => "one point".to_owned(),
        3 => "one and a half points".to_owned(),
        4 => "two points".to_owned(),
        5 => "two and a half points".to_owned(),
        _ => "three points".to_owned(),
    };
    format!("about {points} {} than the reference", if halves > 0 { "higher" } else { "lower" })
}
