//! What was asked about the feedback, and the answers: a section after the notes.

use super::{Block, GroupKind, Part, Priority, Section};
use crate::domain::feedback::follow_up::FollowUp;
use crate::domain::first_name;

/// The questions and answers, for one of the two people; `candidate` is the candidate's name, or `None` if they're the reader.
pub fn follow_ups(asked: &[FollowUp], candidate: Option<&str>, interviewer: &str) -> Section {
    let who = candidate.map_or("You", first_name);
    let block = |one: &FollowUp| {
        let question = match &one.question {
            Some(question) => Part::new(format!("{who} asked"), &**question),
            None => Part::new("", "The question was deleted with the account of the person who asked it."),
        };
        let answer = match &one.answer {
            Some(answer) => Part::new(format!("{} answered", first_name(interviewer)), &*answer.text),
            None => Part::new("", "There's no answer yet."),
        };
        Block::Group {
            what: GroupKind::Question,
            head: format!("Question {}", one.number),
            parts: vec![question, answer],
        }
    };
    Section {
        heading: "Questions about this feedback",
        lead: String::new(),
        blocks: asked.iter().map(block).collect(),
        room: Priority::Background,
    }
}
