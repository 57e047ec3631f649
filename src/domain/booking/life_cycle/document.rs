//! The table and its picture, as `docs/internals/life-cycle.md` has them.

use super::TABLE;
use super::verb::{Row, To};
use crate::domain::booking::session::State;
use std::fmt::Write;

const TOP: &str = "\
# The life of a session

This page is generated from `domain::booking::life_cycle::TABLE`, which every verb in the service checks; a test compares the two. After
changing the table, run `INSTA_UPDATE=always cargo test --lib life_cycle` to generate it again.

Everything that happens is recorded as an event (who, in which seat, when and why) and listed at `GET /v1/sessions/{id}/history`.

";

/// How a session can begin: the event in its history, the actor, and its first state.
const BEGINNINGS: [(&str, &str, State); 5] = [
    ("booked", "the candidate books an opening", State::Booked),
    ("booked", "the matcher books a match for a request with `auto_accept`", State::Booked),
    ("booked", "a coordinator publishes a round", State::Booked),
    ("booked", "a volunteer stands in", State::Booked),
    ("offered", "the matcher finds a match for a request", State::Offered),
];

/// The page.
pub fn document() -> String {
    let mut page = TOP.to_owned();
    page.push_str(&picture());
    page.push_str("\n## How it begins\n\n| how | state | in the history |\n| --- | --- | --- |\n");
    for (what, how, state) in BEGINNINGS {
        let _infallible = writeln!(page, "| {how} | {state} | `{what}` |");
    }
    page.push_str("\n## What can be done\n\n| verb | in state | who | when | state afterwards | in the history |\n");
    page.push_str("| --- | --- | --- | --- | --- | --- |\n");
    for row in TABLE {
        let from = join(row.from.iter().map(|state| state.as_str()));
        let who = join(row.who.iter().map(|seat| seat.as_str()));
        let to = match row.to {
            To::Stays => "unchanged".to_owned(),
            To::Becomes(state) => state.to_string(),
            To::Goes => "deleted".to_owned(),
        };
        let recorded = row.recorded.map_or(String::new(), |what| format!("`{what}`"));
        let _infallible =
            writeln!(page, "| {} | {from} | {who} | {} | {to} | {recorded} |", row.verb.label(), row.when);
    }
    page
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// A state diagram, which GitHub and others draw.
fn picture() -> String {
    let mut lines: Vec<(String, String, Vec<&'static str>)> = Vec::new();
    for (what, _, state) in BEGINNINGS {
        add(&mut lines, "[*]".to_owned(), state.to_string(), what);
    }
    for row in TABLE {
        let Row { verb, to, .. } = row;
        for from in row.from {
            let after = match to {
                To::Stays => from.to_string(),
                To::Becomes(state) => state.to_string(),
                To::Goes => "[*]".to_owned(),
            };
            add(&mut lines, from.to_string(), after, verb.as_str());
        }
    }
    let mut picture = "```mermaid\nstateDiagram-v2\n".to_owned();
    for (from, to, verbs) in lines {
        let _infallible = writeln!(picture, "    {from} --> {to}: {}", verbs.join(", "));
    }
    picture + "```\n"
}

fn add(lines: &mut Vec<(String, String, Vec<&'static str>)>, from: String, to: String, verb: &'static str) {
    match lines.iter_mut().find(|(a, b, _)| *a == from && *b == to) {
        Some((_, _, verbs)) if verbs.contains(&verb) => {}
        Some((_, _, verbs)) => verbs.push(verb),
        None => lines.push((from, to, vec![verb])),
    }
}
