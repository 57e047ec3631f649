//! Emails about people who didn't come, and about their marks: whom they tell what, and when.

use super::Seen;
use super::marks::{changes, until, until_with};
use super::meeting::{Mark, Meeting, Ruling};
use super::post::Post;
use super::wall::{DAY, HOUR, tick};
use std::collections::BTreeSet;

/// What the subjects of these emails have in common.
const SUBJECTS: [&str; 6] = [
    " miss each other on ",
    " differently",
    "A decision is needed: ",
    "Still waiting for a decision: ",
    "About your session with ",
    "New bookings are paused until ",
];

/// Holds these emails against what happened.
pub fn compare(club: Seen<'_>) {
    let mut post = Post::new(club);
    for one in club.meetings {
        absence(&mut post, one);
        contest(&mut post, one);
    }
    for who in 0..club.people.len() {
        pauses(&mut post, who);
    }
    post.is_all(&SUBJECTS);
}

/// Whoever wasn't there hears that somebody said so.
fn absence(post: &mut Post<'_>, one: &Meeting) {
    let Some((at, who)) = one.absent else { return };
    let (place, other) = (post.club.people[who].place, &post.club.people[one.other(who)]);
    let subject = move |read| format!("Did you and {} miss each other on {}?", other.name, place.date(one.start, read));
    let (when, by) = (post.told(who, one.start), post.told(who, at + 48 * HOUR));
    let first = other.first_name();
    let says = move |read| {
        vec![
            format!("{first} waited in the call for your mock interview on {} and recorded that you", when(read)),
            format!("tell us by {}; a sentence is enough", by(read)),
        ]
    };
    post.has(who, (at, None), subject, says);
}

fn words(mark: Mark) -> &'static str {
    match mark.kind {
        "absent" => "didn't come",
        "no_notes" => "didn't write the notes",
        _ => "cancelled late",
    }
}

/// What follows if somebody says that their mark is wrong.
fn contest(post: &mut Post<'_>, one: &Meeting) {
    let (Some(contest), Some(mark)) = (&one.contest, one.mark()) else { return };
    let (who, other) = (mark.who, one.other(mark.who));
    let (marked, met) = (&post.club.people[who], &post.club.people[other]);
    let (reason, ruling) = (contest.reason.as_str(), one.ruling(i64::MAX).unwrap());
    if one.absent.is_some() {
        let subject = move |read| format!("{} remembers {} differently", marked.name, met.place.date(one.start, read));
        let (when, first) = (post.told(other, one.start), marked.first_name());
        let says = move |read| {
            let told =
                format!("You told us that {first} wasn't in the call for your mock interview on {}.", when(read));
            vec![format!("{told} {first} remembers it differently: {reason}")]
        };
        post.has(other, (contest.at, None), subject, says);
    }
    let weekly = tick(contest.at + 7 * DAY);
    for (due, subject, asks) in [
        (contest.at, "A decision is needed", format!("{} asks for somebody to look at this: ", marked.name)),
        (
            weekly,
            "Still waiting for a decision",
            format!("A week ago {} asked for somebody to look at this, and nobody has decided yet: ", marked.name),
        ),
    ] {
        let subject = move |_| format!("{subject}: {}'s session with {}", marked.name, met.name);
        let (when, ends) =
            (post.told(post.club.coordinator, one.start), post.told(post.club.coordinator, contest.at + 14 * DAY));
        let (what, name) = (Post::interview(one), marked.name);
        let with = met.name;
        let says = move |read| {
            let about = format!("{asks}{what} with {with} on {}.", when(read));
            vec![
                format!("{about} The mark on {name}'s record says: {}. {name} says: {reason}", words(mark)),
                format!("Until then it counts for nobody. If nobody has decided by {}, it's removed.", ends(read)),
            ]
        };
        if due < ruling.0 {
            let untrue = Some(ruling.0);
            post.has(post.club.coordinator, (due, untrue), subject, says);
        }
    }
    decided(post, one, mark, ruling);
}

/// The marked person hears what was decided; if they disagreed about who was there, the other does, too.
fn decided(post: &mut Post<'_>, one: &Meeting, mark: Mark, (at, ruling): (i64, Ruling)) {
    let (who, other) = (mark.who, one.other(mark.who));
    let (marked, met) = (&post.club.people[who], &post.club.people[other]);
    let writes = one.interviewer == who;
    let reopened = one.reopened().is_some();
    let about = |reader: usize| {
        let (place, other) = (post.club.people[reader].place, &post.club.people[one.other(reader)]);
        move |read| format!("About your session with {} on {}", other.name, place.date(one.start, read))
    };
    let sentence = match ruling {
        Ruling::Undecided => {
            "Nobody could look at it within two weeks, so the mark has been removed from your record. Nobody else ever saw it."
        }
        Ruling::Lifted => "Somebody has reviewed it and removed the mark from your record. Nobody else ever saw it.",
        Ruling::Upheld => {
            "Somebody has reviewed it, and the mark stays on your record. It counts for thirty days and then expires. \
             Only you can see it."
        }
    };
    let paused = until(post.club, who, at).filter(|until| at < *until);
    let with = until_with(post.club, who, at, Some(mark)).filter(|until| at < *until);
    let bookings = match (paused, with) {
        (Some(until), _) => {
            let until = post.told(who, until);
            Some(Box::new(move |read| {
                format!("New bookings are paused for you until {}, as candidate or interviewer.", until(read))
            }) as Box<dyn Fn(i64) -> String>)
        }
        (None, Some(_)) => Some(Box::new(|_| {
            "The pause it led to is over, so you can book again, as candidate or interviewer.".to_owned()
        }) as Box<dyn Fn(i64) -> String>),
        (None, None) => None,
    };
    let (when, by) = (post.told(who, one.start), post.told(who, at + 7 * DAY));
    let first = met.first_name();
    let word = one.contest.as_ref().map(|contest| contest.reason.clone()).unwrap();
    let says = move |read| {
        let mut all = vec![format!("You told us what happened with {first} on {}. {sentence}", when(read))];
        all.extend(bookings.as_ref().map(|words| words(read)));
        if reopened && writes {
            let ask = format!("If the two of you did talk, {first} would love to have your notes by {}.", by(read));
            all.push(format!("{ask} If not, there's nothing to do."));
        } else if reopened {
            let can = format!("If you met, {first} can still write the notes. If nothing has come by {}", by(read));
            all.push(format!("{can}, we'll stop waiting and tell you."));
        }
        if ruling != Ruling::Undecided {
            all.push(format!("The reviewer says: I have asked both of you. {word}"));
        }
        all
    };
    let to_the_marked = says;
    let (subject, when, by) = (about(other), post.told(other, one.start), post.told(other, at + 7 * DAY));
    post.has(who, (at, None), about(who), to_the_marked);
    if one.absent.is_none() {
        return;
    }
    let first = marked.first_name();
    let outcome = match ruling {
        Ruling::Undecided => {
            "Nobody could tell within two weeks, so it counts for neither of you. There's nothing you need to do."
        }
        Ruling::Upheld => {
            "Somebody has looked at both accounts, and it stays recorded as missed. There's nothing you need to do."
        }
        Ruling::Lifted => "Somebody has looked at both accounts, and it doesn't count as missed.",
    };
    let says = move |read| {
        let told = format!("You and {first} remembered your mock interview on {} differently. {outcome}", when(read));
        let mut all = vec![told];
        if reopened && writes {
            let can = format!("So {first} can still write the notes. If you met and nothing has come by {}", by(read));
            all.push(format!("{can}, we'll stop waiting and tell you."));
        } else if reopened {
            let ask = format!("If the two of you did talk, {first} would love to have your notes by {}.", by(read));
            all.push(format!("{ask} If not, there's nothing to do, and it doesn't count against you."));
        }
        all
    };
    post.has(other, (at, None), subject, says);
}

/// Whoever can't book any more is told so, and for how long.
fn pauses(post: &mut Post<'_>, who: usize) {
    let (mut before, mut told) = (None, BTreeSet::new());
    let all: Vec<i64> = changes(post.club, who).into_iter().collect();
    for (place, at) in all.iter().enumerate() {
        let now = until(post.club, who, *at);
        let longer = now.filter(|until| at < until && before.is_none_or(|before| before < *until));
        if let Some(end) = longer.filter(|end| told.insert(*end)) {
            let otherwise = all[place..].iter().copied().find(|at| until(post.club, who, *at) != Some(end));
            let place = post.club.people[who].place;
            let until = post.told(who, end);
            let says = move |read| {
                vec![format!("you can't make new bookings, as candidate or interviewer, until {}.", until(read))]
            };
            let subject = move |_| format!("New bookings are paused until {}", place.short(end));
            post.has(who, (*at, otherwise), subject, says);
        }
        before = now;
    }
}
