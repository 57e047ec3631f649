//! Emails after a session, about notes that are due, late or never came: whom they tell what, and when.

use super::club::{BEGIN, COORDINATOR, Club, END};
use super::meeting::{Meeting, NextInLine};
use super::post::{Post, by_day};
use super::wall::{DAY, HOUR, MINUTE, TICK, tick};
use std::collections::BTreeSet;

/// What the subjects of these emails have in common.
const SUBJECTS: [&str; 8] = [
    "How was it? ",
    ", while it's all fresh",
    " are due ",
    " is still waiting for your notes",
    "The notes from ",
    "We're sorry: no notes on ",
    " ended without notes",
    "Late notes: ",
];

/// Holds these emails against what happened.
pub fn compare(club: &Club<'_>) {
    let mut post = Post::new(club);
    for one in &club.meetings {
        afterwards(&mut post, one);
        no_notes(&mut post, one);
    }
    late_notes(&mut post);
    post.is_all(&SUBJECTS);
}

/// When something becomes of a booked session first at or after a moment; `None` if it isn't booked then.
fn booked_until(one: &Meeting, moment: i64) -> Option<i64> {
    if one.state(moment) != "booked" {
        return None;
    }
    let changes = [one.absent.map(|(at, _)| at), one.came(), one.ended_without(), one.cancelled.map(|(at, _)| at)];
    Some(changes.into_iter().flatten().filter(|at| moment < *at).min().unwrap_or(i64::MAX))
}

/// How far away something is, if it's today or in the next hours.
fn in_hours(left: i64) -> String {
    match left / MINUTE {
        ..5 => "now".to_owned(),
        left @ 5..45 => format!("in {} minutes", (left + 2) / 5 * 5),
        45..90 => "in an hour".to_owned(),
        left => format!("in {} hours", (left + 30) / 60),
    }
}

/// The questions right after a session, and for its notes.
fn afterwards(post: &mut Post<'_>, one: &Meeting) {
    let (candidate, interviewer) = (&post.club.people[one.candidate], &post.club.people[one.interviewer]);
    let name = interviewer.name;
    if let Some(untrue) = booked_until(one, one.end) {
        let subject = move |_| format!("How was it? Your {} interview with {name}", one.kind);
        let by = post.told(one.candidate, one.end + DAY);
        let (what, first) = (Post::interview(one), interviewer.first_name());
        let says =
            move |read| vec![format!("You've just had {what} with {first}. The notes will reach you by {}.", by(read))];
        post.has_at_once(one.candidate, (one.end, Some(untrue)), subject, says);
    }
    for (from, hours) in asked(one) {
        let due = from + hours * HOUR;
        let Some(untrue) = booked_until(one, due) else { continue };
        // The time for the notes begins anew when it's decided that nobody had been absent.
        if one.notes_from(due) != from || hours == 0 && goes_on(post.club, one) || with_others(post.club, one, due) {
            continue;
        }
        let (by, first) = (post.told(one.interviewer, from + DAY), candidate.first_name());
        let name = candidate.name;
        let subject = move |read| match hours {
            0 => format!("Your notes for {name}, while it's all fresh"),
            20 => format!("Your notes for {name} are due {}", in_hours(from + DAY - read)),
            _ => format!("{name} is still waiting for your notes"),
        };
        let says = move |read| match hours {
            44 => vec![format!("with {first} were due by {}. {first} would still love to have them.", by(read))],
            _ => vec![format!("They're due by {}.", by(read))],
        };
        if hours == 0 {
            post.has_at_once(one.interviewer, (due, Some(untrue)), subject, says);
        } else {
            post.has(one.interviewer, (due, Some(untrue)), subject, says);
        }
    }
}

/// From when, and after how many hours, the notes are asked for.
fn asked(one: &Meeting) -> Vec<(i64, i64)> {
    let again = one.reopened().into_iter().flat_map(|at| [(at.max(one.end), 20), (at.max(one.end), 44)]);
    [0, 20, 44].into_iter().map(|hours| (one.end, hours)).chain(again).collect()
}

/// Whether its interviewer goes on to another one within half an hour: after that one, they're asked for both.
fn goes_on(club: &Club<'_>, one: &Meeting) -> bool {
    let next = |other: &&Meeting| {
        other.interviewer == one.interviewer && (one.end..=one.end + 30 * MINUTE).contains(&other.start)
    };
    club.meetings.iter().filter(next).any(|other| other.state(tick(one.end)) == "booked")
}

/// Whether its interviewer was asked for these notes, together with others, in the six hours before.
fn with_others(club: &Club<'_>, one: &Meeting, due: i64) -> bool {
    let (interviewer, candidate) = (&club.people[one.interviewer], &club.people[one.candidate]);
    let latest = tick(by_day(interviewer.place, due));
    let line =
        |read| format!("* {}, {} interview on {}:", candidate.first_name(), one.kind, interviewer.place.date(one.start, read));
    club.mails.iter().any(|(sent, mail)| {
        mail.to == interviewer.person.email
            && (latest - 6 * HOUR..=latest).contains(sent)
            && mail.subject.contains("notes")
            && mail.flat().contains(&line(*sent))
    })
}

/// What is said when the notes don't come: after 44 hours, and after a week.
fn no_notes(post: &mut Post<'_>, one: &Meeting) {
    let (candidate, interviewer) = (&post.club.people[one.candidate], &post.club.people[one.interviewer]);
    let (reads, writes) = (candidate.first_name(), interviewer.first_name());
    let kind = one.kind.as_str();
    let late = [Some(one.end), one.reopened().map(|at| at.max(one.end))].into_iter().flatten();
    for from in late {
        let due = from + 44 * HOUR;
        let Some(untrue) = booked_until(one, due).filter(|_| one.notes_from(due) == from) else { continue };
        let subject = move |_| format!("The notes from {} are late", interviewer.name);
        let told = [one.start, from + DAY, one.expected_by()].map(|moment| post.told(one.candidate, moment));
        let says = move |read| {
            let [when, by, until] = told.each_ref().map(|told| told(read));
            vec![
                format!("The notes on your {kind} interview with {writes} on {when} were due by {by}"),
                format!("If nothing has come by {until}, we'll stop waiting and tell you."),
            ]
        };
        post.has(one.candidate, (due, Some(untrue)), subject, says);
    }
    let Some((at, next)) = one.ended_without().zip(one.next) else { return };
    let next = match next {
        NextInLine::Requeued => "Your request is waiting again, for somebody else, with the place in the queue it had.",
        NextInLine::Waiting => {
            "The request you have open now goes ahead of everybody who asked after you did for this interview."
        }
        NextInLine::Kept => {
            "Ask again whenever you like: your next request goes ahead of everybody who asked after you did for this interview."
        }
    };
    let (when, left) = (post.told(one.candidate, one.start), one.left.is_some());
    let says = move |read| {
        if left {
            let who = format!("Your interviewer for the {kind} interview on {}", when(read));
            return vec![format!("{who} has left Candor, so nobody can write the notes any more."), next.to_owned()];
        }
        let week = format!("A week after your {kind} interview with {writes} on {}", when(read));
        vec![
            format!("{week} there are still no notes, so we've stopped waiting."),
            next.to_owned(),
            "Should the notes still come, you'll get them by email.".to_owned(),
        ]
    };
    let subject = move |_| format!("We're sorry: no notes on your {kind} interview");
    post.has(one.candidate, (at, one.came()), subject, says);
    if left {
        return;
    }

    let (when, marked) = (post.told(one.interviewer, one.start), one.absent.is_none());
    let says = move |read| {
        let told = format!("The notes on your mock interview with {reads} on {} haven't come, so we've", when(read));
        let mark = if marked { "That's a mark on your record." } else { "That doesn't count against you." };
        vec![format!("{told} stopped waiting and told {reads} so."), mark.to_owned()]
    };
    let subject = move |_| format!("Your session with {} ended without notes", candidate.name);
    post.has(one.interviewer, (at, one.came()), subject, says);
}

/// The coordinator hears of notes that are late, of each once, in an email every twelve hours at most.
fn late_notes(post: &mut Post<'_>) {
    let (mut told, mut last) = (BTreeSet::new(), i64::MIN);
    let (mut at, end) = (tick(BEGIN), END);
    while at <= end {
        // It ends after that was looked for.
        let is_late = |one: &&Meeting, now: i64| {
            let from = one.notes_from(now);
            let late = from + 44 * HOUR <= now && now < from + (44 + 14 * 24) * HOUR;
            late && (one.state(now) == "booked" || one.ended_without() == Some(now))
        };
        let club = post.club;
        let fresh: Vec<&Meeting> =
            club.meetings.iter().filter(|one| is_late(one, at) && !told.contains(&one.id)).collect();
        if !fresh.is_empty() && at >= last + 12 * HOUR {
            told.extend(fresh.iter().map(|one| one.id.clone()));
            last = at;
            late_notes_of(post, at, fresh);
        }
        at += TICK;
    }
}

fn late_notes_of(post: &mut Post<'_>, at: i64, mut fresh: Vec<&Meeting>) {
    let place = post.club.people[COORDINATOR].place;
    let sent = by_day(place, at);
    fresh.retain(|one| one.state(sent) == "booked");
    fresh.sort_by_key(|one| (one.start, one.id.clone()));
    let Some(first) = fresh.first() else { return };
    let people = &post.club.people;
    let subject = match fresh.len() {
        1 => format!("Late notes: {}'s interview", people[first.candidate].name),
        count => format!("Late notes: {}", ["two interviews", "three interviews", "4 interviews"][count - 2]),
    };
    let subject = move |_: i64| subject.clone();
    // Those that come until the script next looks may be missing.
    let untrue = fresh.iter().filter_map(|one| booked_until(one, sent)).min();
    let says = move |read| {
        let one = |one: &&Meeting| {
            let (candidate, interviewer) = (people[one.candidate].name, people[one.interviewer].name);
            let when = place.told(one.start, read);
            let what = Post::interview(one);
            format!(
                "* {candidate} is waiting for {interviewer}'s notes on {what} on {when}. Written so far: nothing yet. Session ID: {}",
                one.id
            )
        };
        fresh.iter().map(one).collect()
    };
    post.has(COORDINATOR, (at, untrue), subject, says);
}
