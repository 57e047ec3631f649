//! What a piece of feedback says, in which order. `private_to_coordinator` is not among what is taken over.

use super::step::Step;
use super::words::{things, this_length, this_lengths};
use super::{Block, Document, Labelled, Part, Room, Section, Span, Text, What};
use crate::domain::feedback::comparison::{Compared, compare};
use crate::domain::feedback::note_templates;
use crate::domain::feedback::notes::{ActionStep, Gap, Notes, Rating, Recommendation};
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{Kind, Length, Level};

/// The session that the notes are about, for whoever reads them.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The candidate's name; none where the candidate reads.
    pub candidate: Option<&'a str>,
    /// The interviewer's name; none where it is not to be told.
    pub interviewer: Option<&'a str>,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Length.
    pub length: Length,
    /// The day, as the reader's calendar has it.
    pub date: &'a str,
    /// 1 for notes as they were first.
    pub version: u32,
    /// What changed and why; of the first version, how it came about where somebody else had a hand in it. May be empty.
    pub why: &'a str,
    /// Who wrote the notes.
    pub writer: Writer<'a>,
}

/// Who wrote the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer<'a> {
    /// The interviewer, who saw it.
    Interviewer,
    /// Somebody else, from what the interviewer had noted; their name, where it is to be told.
    InPlace(Option<&'a str>),
}

impl About<'_> {
    fn interviewer(&self) -> &str {
        self.interviewer.unwrap_or("the interviewer")
    }

    /// Whose recommendation it is.
    fn writer(&self) -> &str {
        match self.writer {
            Writer::Interviewer => self.interviewer(),
            Writer::InPlace(name) => name.unwrap_or("the writer"),
        }
    }

    /// What a rating is made of: who wrote from somebody's notes saw nothing.
    fn seen(&self) -> String {
        match self.writer {
            Writer::Interviewer => format!("What {} saw", self.interviewer()),
            Writer::InPlace(_) => format!("What {}'s notes show", self.interviewer()),
        }
    }

    fn candidate(&self) -> &str {
        self.candidate.unwrap_or("you")
    }
}

/// The notes as a document, and beside them how the candidate saw it, where that is known and to be told.
pub fn feedback(about: &About<'_>, notes: &Notes, own: Option<&SelfAssessment>) -> Document {
    let (kind, level) = (about.kind.human(), about.level.human());
    let whose = about.candidate.map_or("Your".to_owned(), |name| format!("{name}'s"));
    let with = about.interviewer.map(|name| format!(" with {name}")).unwrap_or_default();
    let changed = match about.why {
        "" => Vec::new(),
        why => vec![Block::Paragraph(Text::plain(why))],
    };
    let summary = match &*notes.summary {
        "" => Vec::new(),
        summary => vec![Block::Paragraph(Text::plain(summary))],
    };
    let asked = |one: &crate::domain::feedback::notes::Question| {
        let parts = if one.how_it_went.is_empty() { Vec::new() } else { vec![Part::new("", &*one.how_it_went)] };
        Block::Group { what: What::Question, head: one.title.to_string(), parts }
    };
    let moment = |minute: u16, kind, text: &str| Block::Moment { minute, kind, text: Text::plain(text) };
    let timeline = notes.timeline.iter().map(|one| moment(one.minute.get(), "", &one.text));
    let hints = notes.hints.iter().map(|one| moment(one.minute.get(), one.kind.human(), &one.text));
    let section = |heading, blocks| Section { heading, lead: String::new(), blocks, room: Room::Kept };
    let sections = vec![
        section(if about.version > 1 { "What changed, and why" } else { "How these notes came about" }, changed),
        section("Summary", summary),
        section("Recommendation", vec![recommended(about, &notes.recommendation)]),
        section("What went well", notes.strengths.iter().map(|one| Block::Bullet(Text::plain(&**one))).collect()),
        section("Where more is possible", notes.gaps.iter().map(|gap| possible(about, gap)).collect()),
        Section {
            lead: sides(about, own.is_some()),
            ..section("How it looked, one skill at a time", skills(about, notes, own))
        },
        Section { room: Room::Background, ..section("What was asked", notes.questions.iter().map(asked).collect()) },
        Section { room: Room::Detail, ..section("What happened when", timeline.collect()) },
        Section { room: Room::Detail, ..section("Hints on the way", hints.collect()) },
        Section {
            lead: format!(
                "Failing is how you learn, and {} had room for it. So the notes end with {} to do this week:",
                this_length(about.length),
                things(notes.action_steps.len())
            ),
            ..section("This week", notes.action_steps.iter().map(step).collect())
        },
    ];
    Document {
        title: format!("Feedback: {kind}, at {level} level"),
        about: format!("{whose} mock interview{with} on {}, {} minutes.", about.date, about.length.minutes()),
        author: match about.writer {
            Writer::Interviewer => about.interviewer.map(str::to_owned),
            Writer::InPlace(name) => name.map(str::to_owned),
        },
        lead: "The interview was not a test. What you find here is a recommendation for one level, the evidence it rests on, \
               and what would change it.",
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    }
}

/// The recommendation as a sentence: for the level, on the evidence of a session of this length.
pub fn recommendation(recommendation: &Recommendation, level: Level, length: Length) -> String {
    let verdict = recommendation.verdict.map_or("left open", |verdict| verdict.human());
    let sure = recommendation.confidence.map(|confidence| format!(", {}", confidence.human())).unwrap_or_default();
    format!("at {} level, on {} evidence: {verdict}{sure}", level.human(), this_lengths(length))
}

fn recommended(about: &About<'_>, given: &Recommendation) -> Block {
    let who = about.writer();
    let sentence = format!("{who}'s recommendation, {}.", recommendation(given, about.level, about.length));
    let mut parts = vec![Part::One(Labelled { label: String::new(), text: Text::strong(capital(&sentence)) })];
    if !given.would_change_my_mind.is_empty() {
        parts.push(Part::new(format!("What would change {who}'s mind"), &*given.would_change_my_mind));
    }
    Block::Group { what: What::Recommendation, head: String::new(), parts }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn possible(about: &About<'_>, gap: &Gap) -> Block {
    let parts = vec![
        Part::new("Situation", &*gap.situation),
        Part::new(format!("What {} did", about.candidate()), &*gap.behavior),
        Part::new("What it led to", &*gap.impact),
    ];
    Block::Group { what: What::Gap, head: String::new(), parts }
}

fn sides(about: &About<'_>, both: bool) -> String {
    let first = "first where the two differ most: that is where there is most to learn.";
    match about.candidate {
        _ if !both => String::new(),
        None => format!("With how you saw it yourself, and {first}"),
        Some(name) => format!("With how {name} saw it, and {first}"),
    }
}

/// In the template's order, or the biggest difference first where the candidate rated themselves; what the template
/// does not know (a competency since renamed) comes last under its id.
fn skills(about: &About<'_>, notes: &Notes, own: Option<&SelfAssessment>) -> Vec<Block> {
    let template = note_templates::template(about.kind);
    let compared = compare(template, own.unwrap_or(&SelfAssessment::default()), notes);
    let of = |id: &str| notes.ratings.iter().find(|rating| *rating.competency == *id);
    let known = compared.iter().map(|one| skill(about, one, of(&one.competency.id)));
    let bare = |rating: &Rating| {
        let mut parts = vec![Part::new("", NOT_OBSERVED)];
        parts.extend(evidence(Some(rating)));
        Block::Group { what: What::Skill, head: rating.competency.to_string(), parts }
    };
    let unknown = notes.ratings.iter().filter(|rating| template.competency(&rating.competency).is_none()).map(bare);
    known.chain(unknown).collect()
}

const NOT_OBSERVED: &str = "Not observed this time.";

/// A rating in words: a number would be read as a mark.
fn skill(about: &About<'_>, one: &Compared, rating: Option<&Rating>) -> Block {
    let theirs = Labelled::new(about.seen(), one.words(one.theirs).unwrap_or(NOT_OBSERVED));
    let same = one.difference() == Some(0);
    let own = one
        .words(one.own)
        .map(|words| Labelled::new(format!("What {} saw", about.candidate()), if same { "The same." } else { words }));
    let mut parts = vec![match own {
        Some(own) => Part::Beside(theirs, own),
        None if one.theirs.is_none() => Part::new("", NOT_OBSERVED),
        None => Part::One(theirs),
    }];
    parts.extend(evidence(rating));
    let next = one.theirs.and_then(|score| one.competency.anchors.iter().find(|anchor| anchor.score > score));
    parts.extend(next.map(|next| Part::new("The next step", next.text.as_str())));
    Block::Group { what: What::Skill, head: one.competency.name.clone(), parts }
}

fn evidence(rating: Option<&Rating>) -> Option<Part> {
    let rating = rating.filter(|rating| !rating.evidence.is_empty())?;
    Some(Part::new("Evidence", &*rating.evidence))
}

fn step(step: &ActionStep) -> Block {
    let step = Step::new(step);
    let span = |strong, words: &str| Span { strong, words: words.to_owned() };
    let sentence = vec![
        span(true, "If "),
        span(false, step.when),
        span(false, ", "),
        span(true, "then I will "),
        span(false, step.then),
        span(false, "."),
    ];
    let mut parts = vec![Part::One(Labelled { label: String::new(), text: Text(sentence) })];
    if !step.check.is_empty() {
        parts.push(Part::new("Check", step.check));
    }
    Block::Group { what: What::Step, head: String::new(), parts }
}
