//! Every email, held against the diaries: who it is to, whom it speaks of, and each time in it by the reader's own clock.

use super::Someone;
use super::at;
use super::club::{BEGIN, COORDINATOR, Club, END};
use super::marks::{changes, until};
use super::meeting::Meeting;
use super::moves;
use super::post::by_day;
use super::wall::{DAY, HOUR, TICK, month_of, tick};
use crate::support::{Event, Mail};
use std::collections::BTreeSet;

/// Holds every email against what happened.
pub fn compare(club: &Club<'_>) {
    for (sent, mail) in club.mails.iter().filter(|(sent, _)| *sent > BEGIN) {
        let who = club.people.iter().position(|one| one.person.email == mail.to).expect("somebody of the ten");
        let reader = &club.people[who];
        let what = format!("{} to {}:\n{}", mail.subject, reader.name, mail.text);
        assert!(mail.text.starts_with(&format!("Hi {},", reader.first_name())), "{what}");
        times(club, who, *sent, mail, &what);
        month(club, who, *sent, mail, &what);
    }
    for one in &club.meetings {
        session(club, one);
    }
    counts(club);
}

/// Each time with UTC beside it is in the reader's own zone, as their clock on the wall shows it.
fn times(club: &Club<'_>, who: usize, sent: i64, mail: &Mail, what: &str) {
    let place = club.people[who].place;
    let mut left = mail.flat();
    let own = club.meetings.iter().filter(|one| who == COORDINATOR || [one.candidate, one.interviewer].contains(&who));
    let mut known: Vec<i64> = own
        .flat_map(|one| {
            let absent = one.absent.map(|(at, _)| at + 48 * HOUR);
            let contest = one.contest.as_ref().map(|contest| contest.at + 14 * DAY);
            let around = |(start, end): (i64, i64)| [start, start - 24 * HOUR, end + 24 * HOUR, end + 7 * DAY];
            let usual = one
                .times()
                .into_iter()
                .flat_map(around)
                .chain([one.agreed + HOUR, one.expected_by(), one.notes_from(sent) + DAY])
                .chain(one.moved.iter().map(|moved| moved.at + HOUR));
            let suggested = one.suggested.iter().flat_map(|one| one.starts.iter().copied().chain([one.at + 48 * HOUR]));
            usual.chain(absent).chain(contest).chain(suggested).collect::<Vec<_>>()
        })
        .collect();
    known.extend(club.asked.iter().filter(|one| one.0 == who).flat_map(|one| [one.1, one.2]));
    let offers = club.offers.iter().filter(|one| one.candidate == who);
    known.extend(offers.flat_map(|one| [one.start, one.until]));
    known.extend(changes(club.seen(), who).into_iter().filter_map(|at| until(club.seen(), who, at)));
    // None is spoken of much earlier or later.
    let known: BTreeSet<i64> = known.into_iter().filter(|moment| (moment - sent).abs() < 45 * DAY).collect();
    for moment in known {
        left = left.replace(&place.told(moment, sent), "");
    }
    assert!(!left.contains(" UTC)") && !left.contains(" UTC on "), "a time that is none of theirs: {left}\n{what}");
    let zone = format!("Times are in your time zone ({})", place.name);
    assert!(left.contains(&zone) || !mail.text.contains("in UTC."), "{what}");
}

/// `two mock interviews`
fn interviews(count: usize) -> String {
    match count {
        1 => "one mock interview".to_owned(),
        2 => "two mock interviews".to_owned(),
        3 => "three mock interviews".to_owned(),
        many => format!("{many} mock interviews"),
    }
}

/// The sessions of a month, from a day to another, whose notes had come by a moment.
fn held<'a>(club: &'a Club<'_>, who: usize, days: std::ops::Range<i64>, by: i64) -> Vec<&'a Meeting> {
    let place = club.people[who].place;
    let there = |one: &Meeting| one.versions.first().is_some_and(|version| version.at <= by);
    let all = club.meetings.iter().filter(|one| one.interviewer == who && there(one));
    all.filter(|one| days.contains(&place.day(one.start))).collect()
}

/// What came of a month.
fn month(club: &Club<'_>, who: usize, sent: i64, mail: &Mail, what: &str) {
    let place = club.people[who].place;
    let (_, this, _) = month_of(place.day(sent));
    let (name, first, after) = month_of(this - 1);
    if !mail.subject.starts_with(&format!("Your {name}: ")) {
        assert!(!mail.text.contains("Reviews: "), "{what}");
        return;
    }
    assert!(
        (after * DAY + 9 * HOUR..after * DAY + 9 * HOUR + TICK).contains(&place.wall(sent)),
        "at {}: {what}",
        at(sent)
    );
    let held = held(club, who, first..after, sent);
    assert_eq!(mail.subject, format!("Your {name}: {}", interviews(held.len())), "{what}");
    let soon = held.iter().filter(|one| one.versions[0].at <= one.end + 24 * HOUR).count();
    let notes = match (soon, held.len() - soon) {
        (1, 0) => "Your notes were in within a day.".to_owned(),
        (_, 0) => "All your notes were in within a day.".to_owned(),
        (0, _) => "Your notes took more than a day".to_owned(),
        (soon, later) => format!("Notes in within a day: {soon}; later: {later}."),
    };
    let flat = mail.flat();
    assert!(flat.contains(&notes), "{notes} {what}");
    let last = |one: &&Meeting| one.reviews.iter().rfind(|review| review.0 <= sent).copied();
    let reviews: Vec<_> = held.iter().filter_map(last).collect();
    assert_eq!(flat.contains(&format!("Reviews: {}.", reviews.len())), !reviews.is_empty(), "{what}");
    for (sentence, answers) in [
        ("Would practise with you again: ", reviews.iter().filter_map(|one| one.1).collect::<Vec<_>>()),
        ("Found your notes specific: ", reviews.iter().filter_map(|one| one.2).collect()),
    ] {
        let told = format!("{sentence}{} of {}.", answers.iter().filter(|yes| **yes).count(), answers.len());
        let expected = if answers.is_empty() { !flat.contains(sentence) } else { flat.contains(&told) };
        assert!(expected, "{told} {what}");
    }
    for (_, line) in held.iter().filter_map(|one| one.thanks.as_ref()).filter(|(said, _)| *said <= sent) {
        assert!(flat.contains(line.as_str()), "{line}: {what}");
    }
}

/// What a session's two people were told of it.
fn session<'a>(club: &'a Club<'_>, one: &Meeting) {
    for (who, other) in [(one.candidate, one.interviewer), (one.interviewer, one.candidate)] {
        let (reader, other) = (&club.people[who], &club.people[other]);
        let short = reader.place.short(one.start);
        let what = format!("{} with {} on {short}, {}", reader.name, other.name, one.id);
        let mine: Vec<&'a (i64, Mail)> = club.mails.iter().filter(|(_, mail)| mail.to == reader.person.email).collect();
        let event = |(sent, mail): &&'a (i64, Mail)| {
            let calendar = &mail.calendar.as_ref()?.1;
            calendar.contains(&one.id).then(|| (*sent, mail, Event::parse(calendar)))
        };
        let events: Vec<(i64, &Mail, Event)> = mine.iter().filter_map(event).collect();
        // Of a swap, the first half's invitation and reminders cover both.
        if let Some(half) = &one.half {
            if one.start < half.1 {
                swap(one, half, reader, &mine, other);
            }
            continue;
        }
        let called_off = one.cancelled.map(|(at, _)| at);
        // One invitation for each time that it was to be; the number rises with each change.
        let mut expected: Vec<(&str, i64, (i64, i64))> =
            one.times().into_iter().zip(0..).map(|(times, number)| ("REQUEST", number, times)).collect();
        if called_off.is_some() {
            expected.push(("CANCEL", expected.len() as i64, (one.start, one.end)));
        }
        let seen: Vec<_> = events.iter().map(|(_, _, event)| (event.method.as_str(), event.sequence)).collect();
        let due: Vec<_> = expected.iter().map(|(method, number, _)| (*method, *number)).collect();
        assert_eq!(seen, due, "{what}");
        for ((sent, mail, event), (_, _, (start, end))) in events.iter().zip(&expected) {
            assert_eq!(
                (&event.uid, &event.starts_at, &event.ends_at),
                (&one.id, &at(*start).to_string(), &at(*end).to_string()),
                "{what}"
            );
            let short = reader.place.short(*start);
            assert!(mail.subject.contains(other.name) && mail.subject.contains(&short), "{what}: {}", mail.subject);
            assert!(mail.flat().contains(&reader.place.told(*start, *sent)), "{what}: {}", mail.text);
        }
        for (moved, (sent, mail, _)) in one.moved.iter().zip(&events[1..]) {
            let late = tick(by_day(reader.place, moved.at));
            assert!((moved.at..=late).contains(sent), "{what}: told at {}", at(*sent));
            for words in moves::says(club, one, moved, who, *sent) {
                assert!(mail.flat().contains(&words), "{words}: {}", mail.text);
            }
        }
        // At once; what is agreed at night, by day: when this script next looks.
        let told = events[0].0;
        let hour = |moment: i64| reader.place.wall(moment).rem_euclid(DAY) / HOUR;
        let by_day =
            !(7..22).contains(&hour(one.agreed)) && told - one.agreed <= 14 * HOUR && (7..22).contains(&hour(told));
        assert!(told - one.agreed <= HOUR || by_day, "{what}: told at {}", at(told));
        // A reminder names the other and the time.
        let reminds = |(sent, mail): &&&(i64, Mail)| {
            mail.subject.contains(" starts ")
                && mail.text.contains(other.first_name())
                && mail.flat().contains(&reader.place.told(one.start, *sent))
        };
        let reminders: Vec<i64> = mine.iter().filter(reminds).map(|(sent, _)| *sent).collect();
        for moved in &one.moved {
            let old = |(sent, mail): &&&(i64, Mail)| {
                *sent > moved.at
                    && mail.subject.contains(" starts ")
                    && mail.text.contains(other.first_name())
                    && mail.flat().contains(&format!("When: {}", reader.place.told(moved.was.0, *sent)))
            };
            // Unless they have another one together at that time by now.
            let there = |other: &Meeting| other.times().iter().any(|(start, _)| *start == moved.was.0);
            let again = club.meetings.iter().any(|other| other.id != one.id && there(other));
            let late = mine.iter().find(old).filter(|_| !again).map(|(_, mail)| &mail.text);
            assert!(late.is_none(), "{what}: reminded of the time before it was moved at {}: {late:?}", at(moved.at));
        }
        match called_off {
            Some(off) => assert!(reminders.iter().all(|sent| *sent <= off), "{what}: {reminders:?} and off at {off}"),
            // Nobody is reminded of what they have just been told.
            None if one.start > END || one.start <= one.agreed + HOUR => (),
            None => {
                let before = reminders.iter().all(|sent| *sent < one.start);
                assert!(!reminders.is_empty() && before, "{what}: {reminders:?}");
            }
        }
    }
}

/// Both halves of a swap are one event in each calendar, one invitation, and reminded of as one.
fn swap(one: &Meeting, (half, second): &(String, i64), reader: &Someone, mine: &[&(i64, Mail)], other: &Someone) {
    let what = format!("{}'s swap with {} on {}", reader.name, other.name, reader.place.short(one.start));
    let uid = one.id.as_str().min(half);
    let event = |(sent, mail): &&(i64, Mail)| {
        let event = Event::parse(&mail.calendar.as_ref()?.1);
        [one.id.as_str(), half].contains(&event.uid.as_str()).then_some((*sent, mail.flat(), event))
    };
    let events: Vec<_> = mine.iter().filter_map(event).collect();
    let [(sent, text, event)] = events.as_slice() else { panic!("{what}: {} events", events.len()) };
    let end = at(second + one.end - one.start).to_string();
    let seen = (event.method.as_str(), event.sequence, event.uid.as_str(), &event.starts_at, &event.ends_at);
    assert_eq!(seen, ("REQUEST", 0, uid, &at(one.start).to_string(), &end), "{what}");
    let (told, clock) = (reader.place.told(one.start, *sent), reader.place.short(*second));
    let clock = clock.split(", ").nth(1).unwrap();
    let seats = format!("{} interviews you right after this, at {clock}", other.first_name());
    let other_way = format!("you interview {} right after this, at {clock}", other.first_name());
    assert!(text.contains(&told) && (text.contains(&seats) || text.contains(&other_way)), "{what}: {text}");
    let reminds = |(_, mail): &&&(i64, Mail)| {
        mail.subject.contains(" starts ") && mail.subject.contains(other.name) && {
            let text = mail.flat();
            text.contains(&format!("at {clock}")) || text.contains(&reader.place.told(*second, *sent))
        }
    };
    let reminders = mine.iter().filter(reminds).count();
    assert!(one.start > END || (1..=2).contains(&reminders), "{what}: {reminders} reminders");
}

/// Each version of the notes came to its candidate as an email, and each month to its interviewers.
fn counts(club: &Club<'_>) {
    for (who, reader) in club.people.iter().enumerate() {
        let mine: Vec<&Mail> =
            club.mails.iter().filter(|(_, mail)| mail.to == reader.person.email).map(|(_, mail)| mail).collect();
        for (other, writer) in club.people.iter().enumerate() {
            let theirs = |mail: &&&Mail| {
                mail.text.contains("Recommendation: ")
                    && mail.subject.contains("feedback")
                    && mail.subject.contains(writer.first_name())
            };
            let between = club.meetings.iter().filter(|one| (one.candidate, one.interviewer) == (who, other));
            let versions: usize = between.map(|one| one.versions.len()).sum();
            assert_eq!(mine.iter().filter(theirs).count(), versions, "{}'s notes for {}", writer.name, reader.name);
        }
        let mut day = reader.place.day(BEGIN);
        loop {
            let (name, first, after) = month_of(day);
            let nine = reader.place.moment(after * DAY + 9 * HOUR);
            if nine > END {
                break;
            }
            let told = mine.iter().filter(|mail| mail.subject.starts_with(&format!("Your {name}: "))).count();
            let any = !held(club, who, first..after, tick(nine)).is_empty();
            assert_eq!(told, usize::from(any), "{name} of {}", reader.name);
            day = after;
        }
    }
}
