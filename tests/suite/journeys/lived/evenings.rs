//! The email in the evening, for those who chose one: what it has to say, and what nobody has to be told any more after it.

use super::Seen;
use super::meeting::Meeting;
use super::offer_letters::left_by_day;
use super::post::{Post, by_day};
use super::wall::{DAY, HOUR};

/// What is ahead of somebody in an evening.
struct Evening<'a> {
    at: i64,
    sessions: Vec<&'a Meeting>,
    notes: Vec<&'a Meeting>,
}

/// When somebody is reminded of a session first: with six hours by day left to cancel it freely.
pub fn first_reminder(club: Seen<'_>, who: usize, one: &Meeting) -> i64 {
    left_by_day(club.people[who].place, one.free_until(), 360)
}

/// Every evening of somebody who chose them, at six by their own clock.
fn evenings<'a>(club: Seen<'a>, who: usize) -> impl Iterator<Item = Evening<'a>> {
    let place = club.people[who].place;
    let days = if club.evenings.contains(&who) { place.day(club.begin)..place.day(club.end) } else { 0..0 };
    days.map(move |day| {
        let [at, next] = [day, day + 1].map(|day| place.moment(day * DAY + 18 * HOUR));
        let booked = move |one: &&Meeting| {
            [one.candidate, one.interviewer].contains(&who) && one.agreed <= at && one.state(at) == "booked"
        };
        let tells = |one: &&Meeting| {
            at < one.start && (place.day(one.start) <= day + 1 || first_reminder(club, who, one) < next)
        };
        let mut sessions: Vec<_> = club.meetings.iter().filter(booked).filter(tells).collect();
        let owed = |one: &&Meeting| one.interviewer == who && one.end <= at;
        let mut notes: Vec<_> = club.meetings.iter().filter(booked).filter(owed).collect();
        sessions.sort_by_key(|one| one.start);
        notes.sort_by_key(|one| one.start);
        Evening { at, sessions, notes }
    })
}

/// Whether an evening since a moment, and before another, told somebody of a session.
fn told(club: Seen<'_>, who: usize, one: &Meeting, (since, before): (i64, i64)) -> bool {
    evenings(club, who)
        .filter(|evening| (since..before).contains(&evening.at))
        .any(|evening| evening.sessions.iter().any(|other| other.id == one.id))
}

/// Whether a reminder would say what an evening has said: the first in any, the last in the one before the session.
pub fn covers_reminder(club: Seen<'_>, who: usize, one: &Meeting, (due, is_last): (i64, bool)) -> bool {
    let since = if is_last { one.start - 30 * HOUR } else { i64::MIN };
    told(club, who, one, (since, due))
}

/// Whether a request for notes, so many hours after their time began, would say what an evening has said.
pub fn covers_notes(club: Seen<'_>, one: &Meeting, (from, hours): (i64, i64)) -> bool {
    let (who, due) = (one.interviewer, from + hours * HOUR);
    let since = match hours {
        0 => return covers_reminder(club, who, one, (due, true)),
        20 => from,
        _ => from + 20 * HOUR,
    };
    let sent = by_day(club.people[who].place, due);
    evenings(club, who)
        .filter(|evening| (since..sent).contains(&evening.at))
        .any(|evening| evening.notes.iter().any(|other| other.id == one.id))
}

/// Each evening with something to say is there, with all of it.
pub fn compare(post: &mut Post<'_>) {
    let club = post.club;
    for who in club.evenings.iter().copied() {
        let place = club.people[who].place;
        for evening in evenings(club, who) {
            let names = |one: &Meeting| {
                let other = if one.candidate == who { one.interviewer } else { one.candidate };
                (club.people[other].name, club.people[other].first_name())
            };
            let sessions = match evening.sessions.as_slice() {
                [] => None,
                [one] => Some(format!("Mock interview with {} {}", names(one).0, place.soon(one.start, evening.at))),
                several => Some(format!("{} mock interviews ahead", count(several.len()))),
            };
            let notes = match evening.notes.as_slice() {
                [] => None,
                [one] => Some(format!("your notes for {}", names(one).0)),
                several => Some(format!("your notes on {} interviews", count(several.len()))),
            };
            let sum = [sessions, notes].into_iter().flatten().collect::<Vec<_>>().join(", and ");
            if sum.is_empty() {
                continue;
            }
            let subject = sum[..1].to_uppercase() + &sum[1..];
            let says = |read| {
                let session = |one: &&Meeting| match one.candidate == who {
                    true => format!("{} interviews you", names(one).1),
                    false => format!("You interview {}", names(one).1),
                };
                let when = |one: &&Meeting| format!("When: {}", place.told(one.start, read));
                let due = |one: &&Meeting| {
                    let word = if one.notes_from(read) + DAY <= read { "they were due by" } else { "due by" };
                    format!("* For {}, on the {} interview on", names(one).1, one.kind)
                        + &format!(
                            " {}: {word} {}",
                            place.date(one.start, read),
                            place.told(one.notes_from(read) + DAY, read)
                        )
                };
                let ahead = evening.sessions.iter().flat_map(|one| [session(one), when(one)]);
                ahead.chain(evening.notes.iter().map(due)).collect()
            };
            post.has(who, (evening.at, None), |_| subject.clone(), says);
        }
    }
}

fn count(things: usize) -> String {
    match things {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        many => many.to_string(),
    }
}

/// The reminders of a session: for each of its two people, when the first and the last are due, unless an evening has said it.
pub fn reminders(club: Seen<'_>, one: &Meeting) -> Vec<(usize, i64)> {
    let both = [one.candidate, one.interviewer].into_iter();
    let all = both.flat_map(|who| [(who, first_reminder(club, who, one), false), (who, one.start - HOUR, true)]);
    // Of what is past when a session is agreed on, nobody is reminded.
    let ahead = all.filter(|(_, due, _)| *due > one.agreed);
    ahead
        .filter(|(who, due, is_last)| !covers_reminder(club, *who, one, (*due, *is_last)))
        .map(|(who, due, _)| (who, due))
        .collect()
}
