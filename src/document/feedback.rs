//! The content of feedback and its order. `private_to_coordinator` is never included.

use super::step::Step;
use super::words::{a_role, things, this_length};
use super::{Block, Document, GroupKind, Labelled, Part, Priority, Section, Span, Text};
use crate::domain::feedback::comparison::{Compared, compare};
use crate::domain::feedback::note_templates;
use crate::domain::feedback::notes::{ActionStep, Gap, Notes, Rating, Recommendation};
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{Kind, Level, SessionLength, first_name, isolated};

/// The session that the notes are about, for the reader.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The candidate's name; `None` if the candidate is the reader.
    pub candidate: Option<&'a str>,
    /// The interviewer's name; `None` if they mustn't be named.
    pub interviewer: Option<&'a str>,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Length.
    pub length: SessionLength,
    /// The date in the reader's zone.
    pub date: &'a str,
    /// 1 for the first version.
    pub version: u32,
    /// What changed and why; for the first version, how it was written if somebody else was involved. May be empty.
    pub why: &'a str,
    /// Who wrote the notes.
    pub writer: Writer<'a>,
}

/// Who wrote the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer<'a> {
    /// The interviewer.
    Interviewer,
    /// Somebody else, from the interviewer's draft; with their name, if they may be named.
    InPlace(Option<&'a str>),
}

impl About<'_> {
    fn interviewer(&self) -> &str {
        self.interviewer.map_or("the interviewer", first_name)
    }

    /// Who made the recommendation, in words.
    fn writer(&self) -> &str {
        match self.writer {
            Writer::Interviewer => self.interviewer(),
            Writer::InPlace(name) => name.map_or("the writer", first_name),
        }
    }

    /// The label of a rating's anchor text: it's the template's wording, not an observation, and a stand-in writer didn't observe
    /// anything.
    fn closest(&self) -> String {
        match self.writer {
            Writer::Interviewer => "Closest description".to_owned(),
            Writer::InPlace(_) => format!("Closest description, going by {}'s notes", self.interviewer()),
        }
    }

    fn candidate(&self) -> &str {
        self.candidate.map_or("you", first_name)
    }
}

/// The notes as a document, with the candidate's self-assessment beside them if it's given.
pub fn feedback(about: &About<'_>, notes: &Notes, own: Option<&SelfAssessment>) -> Document {
    let (kind, level) = (about.kind.label(), about.level.label());
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
        Block::Group { what: GroupKind::Question, head: one.title.to_string(), parts }
    };
    let moment = |minute: u16, kind, text: &str| Block::Moment { minute, kind, text: Text::plain(text) };
    let timeline = notes.timeline.iter().map(|one| moment(one.minute.get(), "", &one.text));
    let hints = notes.hints.iter().map(|one| moment(one.minute.get(), one.kind.label(), &one.text));
    let hinted = if about.candidate.is_none() { "Hints you were given" } else { "Hints given" };
    let section = |heading, blocks| Section { heading, lead: String::new(), blocks, room: Priority::Kept };
    let sections = vec![
        section(if about.version > 1 { "What changed, and why" } else { "Who wrote these notes" }, changed),
        section("Summary", summary),
        section("Recommendation", vec![recommended(about, &notes.recommendation)]),
        section("What went well", notes.strengths.iter().map(|one| Block::Bullet(Text::plain(&*one.text))).collect()),
        section("What to work on", notes.gaps.iter().map(|one| gap(about, one)).collect()),
        Section { lead: sides(about, own.is_some()), ..section("Skill by skill", skills(about, notes, own)) },
        Section { room: Priority::Background, ..section("The questions", notes.questions.iter().map(asked).collect()) },
        Section { room: Priority::Detail, ..section("Minute by minute", timeline.collect()) },
        Section { room: Priority::Detail, ..section(hinted, hints.collect()) },
        Section {
            lead: format!("{} to try:", capital(&things(notes.action_steps.len()))),
            ..section("What to try next", notes.action_steps.iter().map(step).collect())
        },
    ];
    Document {
        title: format!("Feedback: {kind}, {level} level"),
        about: format!("{whose} mock interview{with} on {} ({} minutes).", about.date, about.length.minutes()),
        author: match about.writer {
            Writer::Interviewer => about.interviewer.map(str::to_owned),
            Writer::InPlace(name) => name.map(str::to_owned),
        },
        lead: format!(
            "Below is a recommendation for the level {} asked about, the evidence behind it, and what would have changed it.",
            about.candidate()
        ),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    }
}

/// The recommendation as a sentence: for the level, and from a session of this length.
pub fn recommendation(recommendation: &Recommendation, level: Level, length: SessionLength) -> String {
    let verdict = recommendation.verdict.map_or("left open", |verdict| verdict.label());
    let sure = recommendation.confidence.map(|confidence| format!(" ({})", confidence.label())).unwrap_or_default();
    format!("for {}, based on {}: {verdict}{sure}", a_role(level), this_length(length))
}

fn recommended(about: &About<'_>, given: &Recommendation) -> Block {
    let who = about.writer();
    let sentence = format!("{who}'s recommendation {}.", recommendation(given, about.level, about.length));
    let mut parts = vec![Part::One(Labelled { label: String::new(), text: Text::strong(capital(&sentence)) })];
    if !given.because.is_empty() {
        parts.push(Part::new("Because", &*given.because));
    }
    let changes = given.would_have_changed_it.iter().filter(|change| !change.text.is_empty());
    parts.extend(changes.map(|change| {
        let label = match change.towards {
            Some(verdict) => format!("What would have made it a {}", verdict.label()),
            None => format!("What would have changed {who}'s mind"),
        };
        Part::new(label, &*change.text)
    }));
    Block::Group { what: GroupKind::Recommendation, head: String::new(), parts }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn gap(about: &About<'_>, gap: &Gap) -> Block {
    let parts = vec![
        Part::new("Situation", &*gap.situation),
        Part::new(format!("What {} did", about.candidate()), &*gap.behavior),
        Part::new("What it led to", &*gap.impact),
    ];
    Block::Group { what: GroupKind::Gap, head: String::new(), parts }
}

fn sides(about: &About<'_>, both: bool) -> String {
    let first = "The biggest differences come first; they usually teach the most.";
    match about.candidate {
        _ if !both => String::new(),
        None => format!("Your own view is alongside. {first}"),
        Some(name) => format!("{}'s own view is alongside. {first}", first_name(name)),
    }
}

/// In the template's order, or the biggest difference first if the candidate rated themselves; competencies that the
/// template doesn't have (such as renamed ones) come last under their ids.
fn skills(about: &About<'_>, notes: &Notes, own: Option<&SelfAssessment>) -> Vec<Block> {
    let template = note_templates::template(about.kind);
    let compared = compare(template, own.unwrap_or(&SelfAssessment::default()), notes);
    let of = |id: &str| notes.ratings.iter().find(|rating| *rating.competency == *id);
    let known = compared.iter().map(|one| skill(about, one, of(&one.competency.id)));
    let bare = |rating: &Rating| {
        let mut parts = vec![Part::new("", NOT_OBSERVED)];
        parts.extend(evidence(Some(rating)));
        Block::Group { what: GroupKind::Skill, head: rating.competency.to_string(), parts }
    };
    let unknown = notes.ratings.iter().filter(|rating| template.competency(&rating.competency).is_none()).map(bare);
    known.chain(unknown).collect()
}

const NOT_OBSERVED: &str = "We didn't get to this.";

/// A rating in words: a number would look like a grade.
fn skill(about: &About<'_>, one: &Compared, rating: Option<&Rating>) -> Block {
    let theirs = match one.words(one.theirs) {
        Some(words) => Labelled::new(about.closest(), words),
        None => Labelled::new("", NOT_OBSERVED),
    };
    let own = one.words(one.own).map(|words| match one.difference() {
        Some(0) => Labelled::new("", format!("{} saw it the same way.", capital(about.candidate()))),
        _ => Labelled::new(format!("How {} saw it", about.candidate()), words),
    });
    let mut parts = vec![match own {
        Some(own) => Part::Beside(theirs, own),
        None => Part::One(theirs),
    }];
    parts.extend(evidence(rating));
    let next = one.theirs.and_then(|score| one.competency.anchors.iter().find(|anchor| anchor.score > score));
    parts.extend(next.map(|next| Part::new("What the next level looks like", next.text.as_str())));
    Block::Group { what: GroupKind::Skill, head: one.competency.name.clone(), parts }
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
        span(false, &isolated(step.when)),
        span(false, ", "),
        span(true, "then I will "),
        span(false, &isolated(step.then)),
        span(false, "."),
    ];
    let mut parts = vec![Part::One(Labelled { label: String::new(), text: Text(sentence) })];
    if !step.check.is_empty() {
        parts.push(Part::new("How you'll know", step.check));
    }
    Block::Group { what: GroupKind::Step, head: String::new(), parts }
}
