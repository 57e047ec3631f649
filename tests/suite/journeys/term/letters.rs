//! Every email of the term: who got it, once, and when.

use super::super::lived::evenings;
use super::super::lived::meeting::Meeting;
use super::super::lived::post::{Post, by_day};
use super::super::lived::wall::{DAY, HOUR, days, month_of};
use super::super::lived::{mark_letters, notes_letters, offer_letters};
use super::club::{PROGRAM, Term};
use super::people::{MEMBERS, WANTS_NO_MAIL};
use std::panic::AssertUnwindSafe;

/// What the subjects of the emails compared here have in common.
const SUBJECTS: [&str; 12] = [
    "Autumn term: ",
    "You're no longer in ",
    "Booked: ",
    "Cancelled: ",
    "Your mock interview with ",
    "Mock interview with ",
    " mock interviews ahead",
    "Your notes for ",
    "Your notes on ",
    "'s feedback on your ",
    "Your October: ",
    "Can you stand in? ",
];

/// Subjects of emails that are compared elsewhere.
const ELSEWHERE: [&str; 14] = [
    "How was it? ",
    ", while it's all fresh",
    " are due ",
    " is still waiting for your notes",
    "The notes from ",
    "We're sorry: no notes on ",
    " ended without notes",
    "Late notes: ",
    " miss each other on ",
    "New bookings are paused until ",
    "A match: ",
    "Still interested? ",
    "Offer taken back: ",
    "Welcome to Candor",
];

/// More of those.
const ENDED: [&str; 2] = ["Your request has ended", "We couldn't find anyone in time"];

/// Holds all of them against what happened.
pub fn compare(term: &Term<'_>) {
    let seen = term.seen();
    let all: [(&str, &dyn Fn()); 4] = [
        ("notes", &|| notes_letters::compare(seen)),
        ("marks", &|| mark_letters::compare(seen)),
        ("offers", &|| offer_letters::compare(seen, &term.offers, &term.asks)),
        ("sessions and rounds", &|| others(term)),
    ];
    // Each of them, so that a run tells of everything that differs.
    let differs = |one: &&(&str, &dyn Fn())| std::panic::catch_unwind(AssertUnwindSafe(one.1)).is_err();
    let differ: Vec<&str> = all.iter().filter(differs).map(|one| one.0).collect();
    assert!(differ.is_empty(), "emails about {differ:?}");
}

/// Those that only a program has, and those about sessions themselves.
fn others(term: &Term<'_>) {
    let seen = term.seen();
    let mut post = Post::new(seen);
    for number in 0..term.rounds.len() {
        round(&mut post, term, number);
    }
    for one in &term.meetings {
        session(&mut post, one);
    }
    evenings::compare(&mut post);
    for one in &term.stand_ins {
        stand_in(&mut post, term, one);
    }
    for who in 0..MEMBERS {
        month(&mut post, term, who);
    }
    messages(&mut post, term);
    let after = |subject: &str| !ELSEWHERE.iter().chain(&ENDED).any(|known| subject.contains(known));
    post.is_all_but(&SUBJECTS, &after);
    // There's no other kind.
    for (_, mail) in &term.mails {
        let known = SUBJECTS.iter().chain(&ELSEWHERE).chain(&ENDED).any(|known| mail.subject.contains(known));
        assert!(known, "{} to {}", mail.subject, mail.to);
    }
}

/// That it's open, and that there was nobody for somebody in it.
fn round(post: &mut Post<'_>, term: &Term<'_>, number: usize) {
    let round = &term.rounds[number];
    let wants = |who: &usize| *who != WANTS_NO_MAIL;
    for who in round.asked.iter().copied().filter(wants) {
        let member = &term.members[who];
        if !member.interviews && term.paused_until(who, round.made).is_some() {
            continue;
        }
        let asks = if member.practises { "when do you have time?" } else { "can you interview?" };
        let subject = format!("{PROGRAM}: {asks} {}", days(round.days.0, round.days.1));
        let untrue = [round.said.get(&who).copied(), round.published, member.gone].into_iter().flatten().min();
        let name = format!("\"{}\"", round.name);
        post.has(who, (round.made, untrue), |_| subject.clone(), |_| vec![name.clone()]);
    }
    let Some(published) = round.published else { return };
    let without = round.without.keys().map(|who| (*who, "no match for you in this round"));
    let spare = round.spare.iter().map(|who| (*who, "nobody needs your time in this round"));
    for (who, what) in without.chain(spare).filter(|(who, _)| wants(who)) {
        let name = format!("\"{}\"", round.name);
        let why = round.without.get(&who).map(|reason| says_why(reason)).unwrap_or("so nothing is booked for you");
        let first = ["no_profile", "no_hours", "no_hours_and_more", "weekly_limit", "own_time"];
        let next = round.without.get(&who).is_some_and(|reason| !first.contains(&reason.as_str()));
        let says = |_| {
            let mut all = vec![name.clone(), why.to_owned()];
            all.extend(next.then(|| "People who miss out come first in the next round".to_owned()));
            all
        };
        post.has(who, (published, term.members[who].gone), |_| format!("{PROGRAM}: {what}"), says);
    }
}

/// A part of the sentence that somebody reads for a reason.
fn says_why(reason: &str) -> &'static str {
    match reason {
        "no_profile" => "You haven't said yet what you want to practise.",
        "no_hours" | "no_hours_and_more" => "We had no time from you on the round's days.",
        "weekly_limit" => "You already have as many sessions in these weeks as the program allows.",
        "lost_to_longer_wait" => "went to people who had waited longer.",
        _ => "Why, and what would help: ",
    }
}

/// The invitation, the reminders, that it was cancelled, and the notes.
fn session(post: &mut Post<'_>, one: &Meeting) {
    let (people, called_off) = (post.club.people, one.cancelled.map(|(at, _)| at));
    let ends = [called_off, one.absent.map(|(at, _)| at)].into_iter().flatten().min();
    for (who, other) in [(one.candidate, one.interviewer), (one.interviewer, one.candidate)] {
        let (place, name) = (people[who].place, people[other].name);
        let short = place.short(one.start);
        let when = move |read| vec![place.told(one.start, read)];
        soon(post, who, (one.agreed, ends, one.start), &format!("Booked: mock interview with {name}, {short}"), &when);
        if let Some(at) = called_off {
            soon(post, who, (at, None, one.start), &format!("Cancelled: mock interview with {name}, {short}"), &when);
        }
    }
    for (who, due) in evenings::reminders(post.club, one) {
        let other = if who == one.candidate { one.interviewer } else { one.candidate };
        let (place, name) = (people[who].place, people[other].name);
        let subject = move |read| format!("Your mock interview with {name} starts {}", place.soon(one.start, read));
        post.has_at_once(who, (due, ends), subject, |read| vec![place.told(one.start, read)]);
    }
    let writer = people[one.interviewer].name;
    for version in &one.versions {
        let subject = |_| format!("{writer}'s feedback on your {} interview ({})", one.kind, one.level);
        post.has(one.candidate, (version.at, None), subject, |_| vec!["Recommendation: ".to_owned()]);
    }
}

/// An email that waits for the morning, unless fewer than three hours by day are left then.
fn soon(
    post: &mut Post<'_>,
    who: usize,
    (due, untrue, start): (i64, Option<i64>, i64),
    subject: &str,
    says: &dyn Fn(i64) -> Vec<String>,
) {
    if by_day(post.club.people[who].place, due) + 3 * HOUR <= start {
        post.has(who, (due, untrue), |_| subject.to_owned(), says);
    } else {
        post.has_at_once(who, (due, untrue), |_| subject.to_owned(), says);
    }
}

fn stand_in(post: &mut Post<'_>, term: &Term<'_>, one: &super::stand_ins::StandIn) {
    for who in one.asked.iter().copied() {
        let declined = one.declined.iter().find(|(by, _)| *by == who).map(|(_, at)| *at);
        let offered =
            term.offers.iter().filter(|offer| term.in_place_of[&offer.request] == one.session).map(|offer| offer.at);
        let untrue = [declined, one.taken].into_iter().flatten().chain(offered).min();
        let place = term.people[who].place;
        let subject = format!("Can you stand in? {}", place.short(one.start));
        soon(post, who, (one.at, untrue, one.start), &subject, &|read| vec![place.told(one.start, read)]);
    }
}

/// What came of October, for those who held an interview in it.
fn month(post: &mut Post<'_>, term: &Term<'_>, who: usize) {
    let place = term.people[who].place;
    let (_, first, next) = month_of(place.day(post.club.begin));
    let nine = place.moment(next * DAY + 9 * HOUR);
    let held = |one: &&Meeting| {
        one.interviewer == who
            && (first..next).contains(&place.day(one.start))
            && one.came().is_some_and(|at| at <= nine)
    };
    let held = match term.meetings.iter().filter(held).count() {
        0 => return,
        1 => "one mock interview".to_owned(),
        2 => "two mock interviews".to_owned(),
        3 => "three mock interviews".to_owned(),
        many => format!("{many} mock interviews"),
    };
    post.has(who, (nine, None), |_| format!("Your October: {held}"), |_| Vec::new());
}

fn messages(post: &mut Post<'_>, term: &Term<'_>) {
    for one in &term.messages {
        for who in one.to.iter().copied() {
            let subject = format!("{PROGRAM}: {}", one.subject);
            let gone = term.members[who].gone;
            post.has(who, (one.at, gone), |_| subject.clone(), |_| vec!["The next round is on Friday.".to_owned()]);
        }
    }
    if let Some((who, at)) = term.removed {
        post.has(who, (at, None), |_| format!("You're no longer in {PROGRAM}"), |_| Vec::new());
    }
}
