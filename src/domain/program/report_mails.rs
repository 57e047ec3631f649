//! How many mails the people of a program get.

use super::report_rows::{Participant, Period};
use crate::domain::{AccountId, Timestamp, Week, Zone};
use std::collections::HashMap;

/// How many mails somebody gets in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MailsPerWeek {
    /// The median over people and weeks.
    pub median: Option<usize>,
    /// The most that anybody got in one.
    pub most: Option<usize>,
}

/// Mails per person and week (Monday to Sunday in the program's zone), for these people, each mail given as its recipient and
/// when it was sent. A week without any counts as well, if they were in the program then.
pub fn mails_per_week<'a>(
    people: impl Iterator<Item = &'a Participant>,
    mails: &[(AccountId, Timestamp)],
    period: &Period,
    (zone, now): (Zone, Timestamp),
) -> MailsPerWeek {
    // The period ends before `to`, which may be a Monday's first moment.
    let end = period.to.map_or(now, |to| to.plus_minutes(-1).min(now));
    let mut weeks: HashMap<(AccountId, i32), usize> = people
        .flat_map(|one| {
            let first = Week::at(period.from.max(one.joined_at), zone);
            let last = Week::at(one.left_at.map_or(end, |left| left.min(end)), zone);
            let all = std::iter::successors(Some(first), |week| Some(week.plus(1)));
            all.take_while(move |week| week.day() <= last.day()).map(|week| ((one.account, week.day()), 0))
        })
        .collect();
    for (who, at) in mails {
        if let Some(count) = weeks.get_mut(&(*who, Week::at(*at, zone).day())) {
            *count += 1;
        }
    }
    let mut counts: Vec<usize> = weeks.into_values().collect();
    counts.sort_unstable();
    MailsPerWeek { median: counts.get(counts.len().saturating_sub(1) / 2).copied(), most: counts.last().copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> Timestamp {
        moment.parse().unwrap()
    }

    fn somebody(joined: &str, left: Option<&str>) -> Participant {
        let (joined_at, left_at) = (at(joined), left.map(at));
        Participant { account: AccountId::new(), name: None, candidate: true, interviewer: false, joined_at, left_at }
    }

    /// From a Monday on, for three weeks, asked at a time.
    fn counted(people: &[Participant], mails: &[(AccountId, &str)], now: &str) -> (Option<usize>, Option<usize>) {
        let period = Period { from: at("2027-01-10T23:00:00Z"), to: Some(at("2027-01-31T23:00:00Z")), whole: true };
        let mails: Vec<_> = mails.iter().map(|(who, moment)| (*who, at(moment))).collect();
        let counted = mails_per_week(people.iter(), &mails, &period, ("Europe/Berlin".parse().unwrap(), at(now)));
        (counted.median, counted.most)
    }

    #[test]
    fn quiet_weeks_count_while_somebody_is_there() {
        let ann = somebody("2027-01-01T08:00:00Z", None);
        let all = [
            (ann.account, "2027-01-12T08:00:00Z"),
            (ann.account, "2027-01-17T22:59:59Z"),
            (ann.account, "2027-01-17T23:00:00Z"),
        ];
        // The second mail is from Sunday night in Berlin, the third from Monday.
        let people = [ann];
        assert_eq!(counted(&people, &all, "2027-01-16T08:00:00Z"), (Some(2), Some(2)));
        assert_eq!(counted(&people, &all, "2027-01-19T08:00:00Z"), (Some(1), Some(2)));
        assert_eq!(counted(&people, &all, "2027-02-19T08:00:00Z"), (Some(1), Some(2)), "two, one, none");
        assert_eq!(counted(&people, &all[..1], "2027-02-19T08:00:00Z"), (Some(0), Some(1)));
        assert_eq!(counted(&people, &[], "2027-01-01T08:00:00Z"), (None, None), "it hasn't begun");
    }

    #[test]
    fn weeks_before_joining_and_after_leaving_do_not() {
        let late = somebody("2027-01-26T08:00:00Z", None);
        let gone = somebody("2027-01-01T08:00:00Z", Some("2027-01-13T08:00:00Z"));
        let mails: Vec<_> = [&late, &gone].iter().map(|one| (one.account, "2027-01-20T08:00:00Z")).collect();
        assert_eq!(counted(&[late, gone], &mails, "2027-02-19T08:00:00Z"), (Some(0), Some(0)));
        assert_eq!(counted(&[somebody("2027-02-03T08:00:00Z", None)], &[], "2027-02-19T08:00:00Z"), (None, None));
    }
}
