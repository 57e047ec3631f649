//! What was asked about the feedback, and the answers: a section after the notes.

use super::{Block, Labelled, Priority, Section, Text};
use crate::domain::feedback::follow_up::FollowUp;
use crate::domain::first_name;

/// The questions and answers, for one of the two people; `candidate` is the candidate's name, or `None` if they're the reader.
pub fn follow_ups(asked: &[FollowUp], candidate: Option<&str>, interviewer: &str) -> Section {
    let who = candidate.map_or("You", first_name);
    let block = |one: &FollowUp| {
        let question = match &one.question {
            Some(question) => Labelled::written(format!("{who} asked"), question),
            None => Labelled::ours("", "The question was deleted with the account of the person who asked it."),
        };
        let answer = match &one.answer {
            Some(answer) => Labelled::written(format!("{} answered", first_name(interviewer)), &answer.text),
            None => Labelled::ours("", "There's no answer yet."),
        };
        Block::Question { head: Text::plain(format!("Question {}", one.number)), parts: vec![question, answer] }
    };
    Section {
        id: "asked",
        heading: "Questions about this feedback",
        lead: String::new(),
        blocks: asked.iter().map(block).collect(),
        room: Priority::Background,
    }
}
