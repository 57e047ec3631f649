//! What people lived with Candor, as they would have it in their own diaries, and what they have to be told and shown of it: worked
//! out by code that uses nothing of the service's own.

pub mod evenings;
pub mod mark_letters;
pub mod marks;
pub mod meeting;
pub mod notes_letters;
pub mod offer_letters;
pub mod per_week;
pub mod post;
pub mod report;
pub mod wall;

use crate::support::{Mail, Person};
use candor::domain::Timestamp;
use meeting::Meeting;
use serde_json::Value;
use wall::Place;

pub struct Someone {
    pub name: &'static str,
    pub place: &'static Place,
    pub person: Person,
}

impl Someone {
    pub fn first_name(&self) -> &'static str {
        self.name.split(' ').next().unwrap()
    }
}

/// The kinds of interview that there are here.
pub const KINDS: [&str; 2] = ["coding", "concepts"];

/// What there is to compare: who they are, what they lived, and their emails with when each was sent.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub people: &'a [Someone],
    pub meetings: &'a [Meeting],
    pub mails: &'a [(i64, Mail)],
    /// Who coordinates the program that they're all in.
    pub coordinator: usize,
    /// Who chose one email in the evening.
    pub evenings: &'a [usize],
    /// From when to when.
    pub begin: i64,
    pub end: i64,
}

pub fn epoch(time: &Value) -> i64 {
    time.as_str().unwrap().parse::<Timestamp>().unwrap().epoch()
}

pub fn at(epoch: i64) -> Timestamp {
    Timestamp::from_epoch(epoch)
}

pub fn competencies(kind: &str) -> [&'static str; 5] {
    match kind {
        "coding" => ["problem_solving", "code_quality", "checking", "complexity", "thinking_aloud"],
        _ => ["correctness", "depth", "explaining", "application", "reasoning_when_stuck"],
    }
}
