//! The report of the program, and its tables, worked out once more from what happened.

use super::super::lived::meeting::Meeting;
use super::super::lived::wall::{BERLIN, DAY, iso, monday};
use super::super::lived::{Seen, report};
use super::club::{DAYS, Term};
use super::people::{COORDINATOR, MEMBERS};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Holds every table of the report against that.
pub fn compare(term: &Term<'_>) {
    let (now, person) = (term.now(), term.again(COORDINATOR));
    let path = format!("/v1/programs/{}/report", term.program);
    let told = person.get(&path).expect(200);
    let candidates: Vec<usize> = (0..MEMBERS).filter(|who| term.members[*who].practises).collect();
    report::compare(term.seen(), &candidates, &told, now);
    rounds(term, &told, now);
    emails(term, &told, now);
    let people = person.get(&format!("{path}/people")).expect(200);
    volunteers(term, &people, now);
    members(term, &people, now);
    absences(term, &people, now);
    for table in ["rounds", "volunteers", "members", "absences"] {
        let csv = person.get(&format!("{path}.csv?table={table}")).text.clone();
        let rows = csv.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("no byte order mark: {csv}"));
        let shown = if table == "rounds" { &told["rounds"] } else { &people[table] };
        rows_are(table, rows, shown);
    }
}

fn share(yes: usize, of: usize) -> Value {
    let percent = (of > 0).then(|| (100.0 * yes as f64 / of as f64).round() as i64);
    json!({"yes": yes, "of": of, "percent": percent})
}

/// Of the notes that are due, or were early, those that came within a day.
fn in_time<'a>(all: impl Iterator<Item = &'a Meeting> + Clone, now: i64) -> Value {
    let due = |one: &&Meeting| match one.state(now) {
        "completed" | "held_without_notes" => true,
        state => state == "booked" && one.end + DAY < now,
    };
    let soon = |one: &&Meeting| one.state(now) == "completed" && one.came().is_some_and(|at| at <= one.end + DAY);
    share(all.clone().filter(soon).count(), all.filter(due).count())
}

fn is_held(one: &Meeting, now: i64) -> bool {
    match one.state(now) {
        "completed" | "held_without_notes" => true,
        state => state == "booked" && one.end <= now,
    }
}

fn is_ahead(one: &Meeting, now: i64) -> bool {
    one.state(now) == "booked" && now < one.end
}

fn rounds(term: &Term<'_>, told: &Value, now: i64) {
    let mut published: Vec<_> = term.rounds.iter().enumerate().filter(|(_, one)| one.published.is_some()).collect();
    published.sort_by_key(|(_, one)| (one.days.0, one.days.1));
    let shown = told["rounds"].as_array().unwrap();
    assert_eq!(shown.len(), published.len());
    for ((number, round), shown) in published.into_iter().zip(shown) {
        let all = term.meetings.iter().filter(|one| term.round_of[&one.id] == number);
        let count = |what: &dyn Fn(&Meeting) -> bool| all.clone().filter(|one| what(one)).count();
        let late = |one: &Meeting| one.mark().is_some_and(|mark| mark.kind == "late_cancel");
        let is = |state: &'static str| move |one: &Meeting| one.state(now) == state;
        let expected = json!({
            "round_id": round.id, "name": round.name, "starts_on": iso(round.days.0), "ends_on": iso(round.days.1),
            "matched": share(round.plan.len(), round.plan.len() + round.without.len()),
            "sessions": {
                "upcoming": count(&|one| is_ahead(one, now)),
                "held": count(&|one| is_held(one, now)),
                "ran_late": 0,
                "without_notes": count(&is("held_without_notes")),
                "cancelled": count(&|one| one.state(now) == "cancelled" && !late(one)),
                "cancelled_late": count(&|one| one.state(now) == "cancelled" && late(one)),
                "absent": count(&is("no_show")),
                "disputed": 0
            },
            "notes_in_time": in_time(all.clone(), now)
        });
        assert_eq!(*shown, expected);
    }
}

/// By person and week, from Monday where the program is, on its days.
fn emails(term: &Term<'_>, told: &Value, now: i64) {
    let first = |day: &str| (BERLIN.day(super::club::BEGIN)..).find(|one| iso(*one) == day).unwrap();
    let days = first(DAYS.0)..=first(DAYS.1);
    let seen: Seen<'_> = term.seen();
    for (seat, has_it) in [
        ("candidates", (|term, who| term.members[who].practises) as fn(&Term<'_>, usize) -> bool),
        ("interviewers", |term, who| term.members[who].interviews),
    ] {
        let last = monday(BERLIN.day(now).min(*days.end()));
        let in_it = |who: &usize| has_it(term, *who);
        let weeks_of = |who: usize| {
            let left = term.members[who].gone.map_or(last, |at| last.min(monday(BERLIN.day(at))));
            (monday(*days.start())..=left).step_by(7).map(move |week| ((who, week), 0))
        };
        let mut weeks: BTreeMap<(usize, i64), usize> = (0..MEMBERS).filter(in_it).flat_map(weeks_of).collect();
        for (sent, mail) in seen.mails.iter().filter(|(sent, _)| *sent <= now && days.contains(&BERLIN.day(*sent))) {
            let who = seen.people.iter().position(|one| one.person.email == mail.to).unwrap();
            if let Some(count) = weeks.get_mut(&(who, monday(BERLIN.day(*sent)))) {
                *count += 1;
            }
        }
        let mut counts: Vec<usize> = weeks.into_values().collect();
        counts.sort_unstable();
        let median = counts.get(counts.len().saturating_sub(1) / 2);
        assert_eq!(told["emails_per_week"][seat], json!({"median": median, "most": counts.last()}), "{seat}");
    }
}

/// The line about each person, by their account; those who have left are together.
fn lines<'a>(list: &'a Value, account: &str) -> BTreeMap<Option<String>, Vec<&'a Value>> {
    let mut all: BTreeMap<Option<String>, Vec<&Value>> = BTreeMap::new();
    for line in list.as_array().unwrap() {
        all.entry(line["person"][account].as_str().map(str::to_owned)).or_default().push(line);
    }
    all
}

/// A line for each in a seat who is there, or had something in it.
fn by_person(term: &Term<'_>, list: &Value, candidates: bool, line: &dyn Fn(&[&Meeting], usize) -> Value) {
    let mut shown = lines(list, "account_id");
    let mut former = shown.remove(&None).unwrap_or_default();
    for who in 0..MEMBERS {
        let (member, person) = (&term.members[who], &term.people[who]);
        let own = |one: &&Meeting| who == if candidates { one.candidate } else { one.interviewer };
        let own: Vec<&Meeting> = term.meetings.iter().filter(own).collect();
        if !if candidates { member.practises } else { member.interviews } {
            assert!(own.is_empty() && !shown.contains_key(&Some(person.person.id.clone())), "{}", person.name);
            continue;
        }
        let expected = |account: Value, name: &str| {
            let mut expected = line(&own, who);
            expected["person"] = json!({"account_id": account, "name": name});
            expected
        };
        if member.gone.is_none() {
            let told = shown.remove(&Some(person.person.id.clone())).unwrap();
            assert_eq!(told, [&expected(json!(person.person.id), person.name)]);
        } else if !own.is_empty() {
            let expected = expected(Value::Null, "a former member");
            let place = former.iter().position(|one| **one == expected);
            former.remove(place.unwrap_or_else(|| panic!("{}: {expected} isn't in {former:?}", person.name)));
        }
    }
    assert!(shown.is_empty() && former.is_empty(), "{shown:?}, {former:?}");
}

fn missed(own: &[&Meeting], who: usize, now: i64) -> usize {
    let absent = |one: &&&Meeting| one.state(now) == "no_show" && one.absent.is_some_and(|(_, absent)| absent == who);
    own.iter().filter(absent).count()
}

fn volunteers(term: &Term<'_>, people: &Value, now: i64) {
    by_person(term, &people["volunteers"], false, &|own, who| {
        json!({
            "held": own.iter().filter(|one| is_held(one, now)).count(),
            "upcoming": own.iter().filter(|one| is_ahead(one, now)).count(),
            "missed": missed(own, who, now),
            "notes_in_time": in_time(own.iter().copied(), now),
            "without_notes": own.iter().filter(|one| one.state(now) == "held_without_notes").count()
        })
    });
}

fn members(term: &Term<'_>, people: &Value, now: i64) {
    by_person(term, &people["members"], true, &|own, who| {
        json!({
            "had": own.iter().filter(|one| is_held(one, now)).count(),
            "upcoming": own.iter().filter(|one| is_ahead(one, now)).count(),
            "missed": missed(own, who, now)
        })
    });
}

fn absences(term: &Term<'_>, people: &Value, now: i64) {
    let mut missed: Vec<&Meeting> = term.meetings.iter().filter(|one| one.state(now) == "no_show").collect();
    missed.sort_by_key(|one| std::cmp::Reverse((one.start, &one.id)));
    let who = |who: usize| match term.members[who].gone {
        None => json!({"account_id": term.people[who].person.id, "name": term.people[who].name}),
        Some(_) => json!({"account_id": null, "name": "a former member"}),
    };
    let expected: Vec<Value> = missed
        .into_iter()
        .map(|one| {
            let (_, absent) = one.absent.unwrap();
            let seat = if absent == one.candidate { "candidate" } else { "interviewer" };
            let start = super::super::lived::at(one.start).to_string();
            json!({
                "session_id": one.id, "starts_at": start, "seat": seat, "person": who(absent), "waited": who(one.other(absent))
            })
        })
        .collect();
    assert_eq!(people["absences"], json!(expected));
}

/// The rows of a table say what the report says.
fn rows_are(table: &str, csv: &str, shown: &Value) {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<BTreeMap<&str, &str>> =
        lines.map(|line| header.iter().copied().zip(line.split(',')).collect()).collect();
    let shown = shown.as_array().unwrap();
    assert_eq!(rows.len(), shown.len(), "{table}");
    for (row, one) in rows.iter().zip(shown) {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace("null", "");
        let expected: Vec<(&str, String)> = match table {
            "rounds" => {
                let sessions = &one["sessions"];
                vec![
                    ("round", text(&one["round_id"])),
                    ("name", text(&one["name"])),
                    ("first day", text(&one["starts_on"])),
                    ("candidates", text(&one["matched"]["of"])),
                    ("matched", text(&one["matched"]["yes"])),
                    ("took place", text(&sessions["held"])),
                    ("upcoming", text(&sessions["upcoming"])),
                    ("cancelled in time", text(&sessions["cancelled"])),
                    ("cancelled late", text(&sessions["cancelled_late"])),
                    ("missed", text(&sessions["absent"])),
                    ("notes due", text(&one["notes_in_time"]["of"])),
                    ("notes in time", text(&one["notes_in_time"]["yes"])),
                    ("percent in time", text(&one["notes_in_time"]["percent"])),
                ]
            }
            "absences" => vec![
                ("session", text(&one["session_id"])),
                ("name", text(&one["person"]["name"])),
                ("seat", text(&one["seat"])),
                ("waited", text(&one["waited"]["name"])),
            ],
            _ => {
                let figures = one.as_object().unwrap().iter().filter(|(_, value)| value.is_number());
                let mut all: Vec<_> = figures
                    .map(|(name, value)| (if name == "without_notes" { "without notes" } else { name }, text(value)))
                    .collect();
                all.push(("account", text(&one["person"]["account_id"])));
                all.push(("name", text(&one["person"]["name"])));
                all
            }
        };
        for (column, value) in expected {
            assert_eq!(row.get(column).copied(), Some(value.as_str()), "{column} of {table}: {row:?}");
        }
    }
}
