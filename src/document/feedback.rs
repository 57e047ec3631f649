//! The content of feedback and its order. `private_to_coordinator` is never included.

use super::about::{About, Writer};
use super::recommendation::{changes, decision};
use super::scorecard::scorecard;
use super::skills::{self, skills};
use super::step::Step;
use super::words::{capital, things};
use super::{Block, Document, Labelled, Priority, Section, Text, minutes};
use crate::domain::feedback::comparison::compare;
use crate::domain::feedback::note_templates;
use crate::domain::feedback::notes::{ActionStep, Gap, Notes, Question};
use crate::domain::feedback::reflection::SelfAssessment;

/// The notes as a document, with the candidate's self-assessment beside them if it's given.
pub fn feedback(about: &About<'_>, notes: &Notes, own: Option<&SelfAssessment>) -> Document {
    let template = note_templates::template(about.kind);
    let compared = compare(template, own.unwrap_or(&SelfAssessment::default()), notes);
    let has_own = own.is_some_and(|own| !own.ratings.is_empty());
    let glance = match has_own {
        true => "Two views of the same interview. The biggest difference usually teaches the most.",
        false => "",
    };
    let hinted = if about.candidate.is_none() { "Hints you were given" } else { "Hints given" };
    let moment = |minute: u16, kind, text: &str| Block::Moment { minute, kind, text: Text::read(text) };
    let timeline = notes.timeline.iter().map(|one| moment(one.minute.get(), "", &one.text)).collect();
    let hints = notes.hints.iter().map(|one| moment(one.minute.get(), one.kind.label(), &one.text)).collect();
    let steps = notes.action_steps.iter().zip(1..).map(|(one, number)| step(number, one)).collect();
    let written = |text: &str| if text.is_empty() { Vec::new() } else { vec![Block::Paragraph(Text::read(text))] };
    let section = |id, heading, blocks| Section { id, heading, lead: String::new(), blocks, room: Priority::Kept };
    // What was decided, why, and what to do this week come first; then one view of all skills; then the detail. What was asked
    // about it comes last: see [`super::follow_ups`].
    let sections = vec![
        section("change", "What would have changed it", changes(&notes.recommendation)),
        Section {
            lead: format!("{} to try.", capital(&things(notes.action_steps.len()))),
            ..section("steps", "This week", steps)
        },
        Section {
            lead: glance.to_owned(),
            ..section("glance", "At a glance", vec![Block::Scores(scorecard(about, &compared, notes, has_own))])
        },
        section("well", "What went well", notes.strengths.iter().flat_map(|one| written(&one.text)).collect()),
        section("work", "What to work on", notes.gaps.iter().map(|one| gap(about, one)).collect()),
        section("hour", "The hour in short", written(&notes.summary)),
        Section {
            lead: skills::lead(about, has_own),
            ..section("skills", "Skill by skill", skills(about, &compared, notes, has_own))
        },
        Section {
            room: Priority::Background,
            ..section("questions", "The questions", notes.questions.iter().map(question).collect())
        },
        Section { room: Priority::Detail, ..section("minutes", "Minute by minute", timeline) },
        Section { room: Priority::Detail, ..section("hints", hinted, hints) },
    ];
    let told = if about.version > 1 { "What changed, and why" } else { "Who wrote these notes" };
    let mut document = Document {
        title: format!("Feedback: {}, {} level", about.kind.label(), about.level.label()),
        about: about.line(),
        author: match about.writer {
            Writer::Interviewer => about.interviewer.map(str::to_owned),
            Writer::InPlace(name) => name.map(str::to_owned),
        },
        decision: decision(about, &notes.recommendation),
        told: (!about.why.is_empty()).then(|| (told, Text::read(about.why))),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    };
    minutes::link(&mut document);
    document
}

fn gap(about: &About<'_>, gap: &Gap) -> Block {
    let parts = [
        ("Situation".to_owned(), &gap.situation),
        (format!("What {} did", about.candidate()), &gap.behavior),
        ("What it led to".to_owned(), &gap.impact),
    ];
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    Block::Parts(parts.map(|(label, text)| Labelled::written(label, text)).collect())
}

fn question(asked: &Question) -> Block {
    let how = Text::read(&asked.how_it_went);
    let parts = if how.is_empty() { Vec::new() } else { vec![Labelled { label: String::new(), text: how }] };
    Block::Question { head: Text::line(&asked.title), parts }
}

fn step(number: usize, step: &ActionStep) -> Block {
    let step = Step::new(step);
    let (when, then) = (Text::read(step.when), Text::read(step.then));
    let then = match when.is_empty() {
        true => then.within("", "."),
        false => then.within("then I will ", "."),
    };
    let when = if when.is_empty() { when } else { when.within("If ", ",") };
    Block::Step { number, when, then, check: Text::read(step.check) }
}
