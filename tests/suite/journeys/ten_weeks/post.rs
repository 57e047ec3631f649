//! Finds the emails that there have to be, each at its time, and keeps track of those that are accounted for.

use super::club::{Club, END, at};
use super::meeting::Meeting;
use super::wall::{DAY, HOUR, Place, tick};
use crate::support::Mail;
use std::collections::BTreeSet;
use std::fmt::Display;

/// What there is to read, and what of it was expected.
pub struct Post<'a> {
    pub club: &'a Club<'a>,
    expected: BTreeSet<usize>,
    wrong: Vec<String>,
}

/// The end of the night that a moment is in, or the moment itself by day.
pub fn by_day(place: &Place, moment: i64) -> i64 {
    let (day, hour) = (place.day(moment), place.wall(moment).rem_euclid(DAY) / HOUR);
    match hour {
        ..7 => place.moment(day * DAY + 7 * HOUR),
        22.. => place.moment((day + 1) * DAY + 7 * HOUR),
        _ => moment,
    }
}

impl<'a> Post<'a> {
    pub fn new(club: &'a Club<'a>) -> Self {
        Self { club, expected: BTreeSet::new(), wrong: Vec::new() }
    }

    /// This email is there once, at the time when it's due or on the morning after it; or it isn't, if it was untrue by then.
    /// Its subject and what it says, among more, are as they are read at a moment.
    pub fn has<Subject: Display>(
        &mut self,
        who: usize,
        (due, untrue): (i64, Option<i64>),
        subject: impl Fn(i64) -> Subject,
        says: impl Fn(i64) -> Vec<String>,
    ) {
        let wanted = by_day(self.club.people[who].place, due);
        self.has_at(who, (due, wanted, untrue), subject, says);
    }

    /// The same of an email that comes at night, too: its reader has just been in the call.
    pub fn has_at_once<Subject: Display>(
        &mut self,
        who: usize,
        (due, untrue): (i64, Option<i64>),
        subject: impl Fn(i64) -> Subject,
        says: impl Fn(i64) -> Vec<String>,
    ) {
        self.has_at(who, (due, due, untrue), subject, says);
    }

    fn has_at<Subject: Display>(
        &mut self,
        who: usize,
        (due, wanted, untrue): (i64, i64, Option<i64>),
        subject: impl Fn(i64) -> Subject,
        says: impl Fn(i64) -> Vec<String>,
    ) {
        let (reader, latest) = (&self.club.people[who], tick(wanted));
        let subject = |read| subject(read).to_string();
        let is_it = |(place, (sent, mail)): &(usize, &(i64, Mail))| {
            !self.expected.contains(place)
                && mail.to == reader.person.email
                && (due..=latest).contains(sent)
                && mail.subject == subject(*sent)
                && says_all(mail, &says(*sent))
        };
        let found = self.club.mails.iter().enumerate().find(is_it).map(|(place, _)| place);
        let may_be_missing = latest > END || untrue.is_some_and(|untrue| untrue <= latest);
        let what = || format!("{} to {} from {} to {}", subject(latest), reader.name, at(due), at(latest));
        if found.is_none() && !may_be_missing {
            let about = due - 6 * HOUR..=latest;
            let such = |(sent, mail): &&(i64, Mail)| {
                mail.to == reader.person.email && (mail.subject == subject(latest) || about.contains(sent))
            };
            let near = self.club.mails.iter().filter(such);
            let near: Vec<_> = near.map(|(sent, mail)| format!("at {}: {}: {}", at(*sent), mail.subject, mail.flat())).collect();
            self.wrong.push(format!("{}: {:#?}, but {near:#?}", what(), says(latest)));
        }
        if found.is_some() && untrue.is_some_and(|untrue| untrue <= wanted) {
            self.wrong.push(format!("{}: it isn't true", what()));
        }
        self.expected.extend(found);
    }

    /// All of them were there, and nothing else with such subjects.
    pub fn is_all(&self, subjects: &[&str]) {
        let such = |(place, (_, mail)): &(usize, &(i64, Mail))| {
            !self.expected.contains(place) && subjects.iter().any(|subject| mail.subject.contains(subject))
        };
        let too_many = self.club.mails.iter().enumerate().filter(such);
        let too_many = too_many
            .map(|(_, (sent, mail))| format!("at {} to {}: {}\n{}", at(*sent), mail.to, mail.subject, mail.text));
        let wrong: Vec<String> = self.wrong.iter().cloned().chain(too_many).collect();
        assert!(wrong.is_empty(), "{} emails: {}", wrong.len(), wrong.join("\n\n"));
    }

    /// How somebody is told of a moment.
    pub fn told(&self, who: usize, moment: i64) -> impl Fn(i64) -> String + use<'a> {
        let place = self.club.people[who].place;
        move |read| place.told(moment, read)
    }

    /// `a junior-level coding interview`
    pub fn interview(one: &Meeting) -> String {
        let article = if one.level == "intern" { "an" } else { "a" };
        format!("{article} {}-level {} interview", one.level, one.kind)
    }
}

/// How many emails people got in a week, of the weeks in which they got any: the median and the most.
pub fn per_week(club: &Club<'_>) -> String {
    let count = |who: &dyn Fn(usize) -> bool| {
        let mut weeks: std::collections::BTreeMap<(usize, i64), usize> = std::collections::BTreeMap::new();
        for (sent, mail) in &club.mails {
            let reader = club.people.iter().position(|one| one.person.email == mail.to);
            if let Some(reader) = reader.filter(|reader| *sent > super::club::BEGIN && who(*reader)) {
                *weeks.entry((reader, (sent - super::club::BEGIN) / (7 * DAY))).or_default() += 1;
            }
        }
        let mut counts: Vec<usize> = weeks.into_values().collect();
        counts.sort_unstable();
        let total: usize = counts.iter().sum();
        format!("median {}, most {}, {total} in all", counts[(counts.len() - 1) / 2], counts[counts.len() - 1])
    };
    let interviews = |who: usize| who < super::club::INTERVIEWERS;
    format!("{}; interviewers: {}; others: {}", count(&|_| true), count(&interviews), count(&|who| !interviews(who)))
}

fn says_all(mail: &Mail, all: &[String]) -> bool {
    let flat = mail.flat();
    all.iter().all(|words| flat.contains(words.as_str()))
}
