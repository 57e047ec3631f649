//! An action step as a sentence.

use crate::domain::feedback::notes::ActionStep;

/// An action step in the form "If ..., then I will ...".
pub struct Step<'a> {
    /// The situation it's for.
    pub when: &'a str,
    /// What to do then.
    pub then: &'a str,
    /// How to check that it's done; may be empty.
    pub check: &'a str,
}

impl<'a> Step<'a> {
    /// Strips the words that the sentence already has.
    pub fn new(step: &'a ActionStep) -> Self {
        Self {
            when: inner(&step.when, &["if "]),
            // Without "If ..." there is no "then I will" before it either.
            then: inner(&step.then, if step.when.is_empty() { &[] } else { &["then ", "i will ", "i'll ", "i "] }),
            check: &step.check,
        }
    }
}

/// Strips "If ..." and the full stop that people write, because the sentence already has both.
fn inner<'a>(mut text: &'a str, openings: &[&str]) -> &'a str {
    for opening in openings {
        if let Some((head, rest)) = text.split_at_checked(opening.len())
            && head.eq_ignore_ascii_case(opening)
        {
            text = rest.trim_start();
        }
    }
    text.strip_suffix(['.', ',']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_fit_their_sentence() {
        assert_eq!(inner("If I meet a promise,", &["if "]), "I meet a promise");
        assert_eq!(inner("Then I will draw the queue.", &["then ", "i will ", "i'll ", "i "]), "draw the queue");
        assert_eq!(inner("\u{e9}", &["if "]), "\u{e9}");
        let step = |when: &str, then: &str| ActionStep {
            when: when.parse().unwrap(),
            then: then.parse().unwrap(),
            check: "".parse().unwrap(),
        };
        for (when, then, read) in [
            ("", "I go to bed early.", "I go to bed early"),
            ("", "I'll draw it first", "I'll draw it first"),
            ("it's ten", "I go to bed.", "go to bed"),
        ] {
            assert_eq!(Step::new(&step(when, then)).then, read);
        }
    }
}
