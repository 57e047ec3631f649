//! How many emails people got in a week, quiet weeks included, and in all of the time.

use super::Seen;
use super::wall::DAY;
use std::fmt::{self, Display};

/// The median and the most over people and weeks, the median over people in all of the time, and how many there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerWeek {
    pub median: usize,
    pub most: usize,
    pub each: usize,
    pub total: usize,
}

impl PerWeek {
    /// Of some people, by weeks of seven days from the beginning.
    pub fn of(club: Seen<'_>, who: &dyn Fn(usize) -> bool) -> Self {
        let weeks = usize::try_from((club.end - club.begin).div_euclid(7 * DAY)).unwrap() + 1;
        let mut counts = vec![vec![0; weeks]; club.people.len()];
        for (sent, mail) in club.mails.iter().filter(|(sent, _)| (club.begin + 1..club.end).contains(sent)) {
            if let Some(reader) = club.people.iter().position(|one| one.person.email == mail.to) {
                counts[reader][usize::try_from((sent - club.begin) / (7 * DAY)).unwrap()] += 1;
            }
        }
        let counts: Vec<Vec<usize>> =
            counts.into_iter().enumerate().filter(|(one, _)| who(*one)).map(|(_, weeks)| weeks).collect();
        let by_week = sorted(counts.iter().flatten().copied());
        let by_person = sorted(counts.iter().map(|weeks| weeks.iter().sum()));
        Self {
            median: median(&by_week),
            most: by_week.last().copied().unwrap(),
            each: median(&by_person),
            total: by_person.iter().sum(),
        }
    }
}

fn sorted(counts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut all: Vec<usize> = counts.collect();
    all.sort_unstable();
    all
}

fn median(sorted: &[usize]) -> usize {
    sorted[(sorted.len() - 1) / 2]
}

impl Display for PerWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "median {}, most {}; {} each in all, {} together", self.median, self.most, self.each, self.total)
    }
}
