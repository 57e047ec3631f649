//! How many emails people got in a week, of the weeks in which they got any.

use super::Seen;
use super::wall::DAY;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// The median, the most, and how many there were in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerWeek {
    pub median: usize,
    pub most: usize,
    pub total: usize,
}

impl PerWeek {
    /// Of some people, by weeks of seven days from the beginning.
    pub fn of(club: Seen<'_>, who: &dyn Fn(usize) -> bool) -> Self {
        let mut weeks: BTreeMap<(usize, i64), usize> = BTreeMap::new();
        for (sent, mail) in club.mails {
            let reader = club.people.iter().position(|one| one.person.email == mail.to);
            if let Some(reader) = reader.filter(|reader| *sent > club.begin && who(*reader)) {
                *weeks.entry((reader, (sent - club.begin) / (7 * DAY))).or_default() += 1;
            }
        }
        let mut counts: Vec<usize> = weeks.into_values().collect();
        counts.sort_unstable();
        let median = counts[(counts.len() - 1) / 2];
        Self { median, most: counts[counts.len() - 1], total: counts.iter().sum() }
    }
}

impl Display for PerWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "median {}, most {}, {} in all", self.median, self.most, self.total)
    }
}
