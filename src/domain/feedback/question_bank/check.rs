use super::{Hint, Question};
use crate::domain::feedback::notes::HintKind;
use crate::domain::{Fault, Line, Prose};

/// The hints that each question has, in order.
const STEPS: [HintKind; 3] = [HintKind::Nudge, HintKind::Direction, HintKind::Answer];

/// Everything a question still needs to be useful to a first-time interviewer. The bank's own questions are complete
/// (there's a test). `at` is the pointer of the question in the request.
pub fn check(question: &Question, at: &str) -> Vec<Fault> {
    let mut found = Faults { at, all: Vec::new() };
    found.count("/levels", question.levels.len(), 1..=5, "Choose one to five levels.");
    found.count("/topics", question.topics.len(), 1..=10, "Choose one to ten topics.");
    found.line::<300>("/title", &question.title);
    found.need(
        "/minutes",
        (5..=60).contains(&question.minutes),
        "Choose 5 to 60 minutes, including the first follow-ups.",
    );
    found.text("/prompt", &question.prompt, 80..=1200);
    let closed = question.prompt.matches("```").count().is_multiple_of(2);
    found.need("/prompt", closed, "A code block isn't closed. Add ``` after it.");
    found.count(
        "/listen_for",
        question.listen_for.len(),
        3..=6,
        "List three to six things to listen for in a good answer.",
    );
    found.count("/follow_ups", question.follow_ups.len(), 2..=4, "Write two to four follow-up questions.");
    for (list, lines) in [("listen_for", &question.listen_for), ("follow_ups", &question.follow_ups)] {
        for (at, line) in lines.iter().enumerate() {
            found.line::<500>(&format!("/{list}/{at}"), line);
        }
    }
    let steps = question.hints.iter().map(|hint| hint.step).eq(STEPS);
    found.need("/hints", steps, "Give three hints in this order: a nudge, a direction, the answer.");
    for (at, Hint { text, .. }) in question.hints.iter().enumerate() {
        found.line::<500>(&format!("/hints/{at}/text"), text);
    }
    found.text("/strong", &question.strong, 200..=1200);
    found.text("/weak", &question.weak, 200..=1200);
    let says = question.weak.trim_end().ends_with(')');
    found.need("/weak", says, "End with what's missing from the weak answer, in brackets.");
    found.all
}

struct Faults<'a> {
    at: &'a str,
    all: Vec<Fault>,
}

impl Faults<'_> {
    fn need(&mut self, pointer: &str, holds: bool, detail: &str) {
        if !holds {
            self.all.push(Fault::new(format!("{}{pointer}", self.at), detail));
        }
    }

    fn count(&mut self, pointer: &str, count: usize, range: std::ops::RangeInclusive<usize>, detail: &str) {
        self.need(pointer, range.contains(&count), detail);
    }

    /// One line, as everywhere else.
    fn line<const MAX: usize>(&mut self, pointer: &str, text: &str) {
        if let Err(refused) = text.parse::<Line<MAX>>() {
            self.need(pointer, false, &refused.to_string());
        }
    }

    /// Text whose number of characters is in `range`.
    fn text(&mut self, pointer: &str, text: &str, range: std::ops::RangeInclusive<usize>) {
        let (least, most) = (range.start(), range.end());
        if let Err(refused) = text.parse::<Prose<100_000>>() {
            return self.need(pointer, false, &refused.to_string());
        }
        let detail = format!("Write {least} to {most} characters here; this has {}.", text.chars().count());
        self.need(pointer, range.contains(&text.chars().count()), &detail);
    }
}
