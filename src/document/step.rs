//! An action step as a sentence.

use crate::domain::feedback::notes::ActionStep;

/// An action step, fit for "If ..., then I will ...".
pub struct Step<'a> {
    /// The moment it is for.
    pub when: &'a str,
    /// What to do then.
    pub then: &'a str,
    /// How to see that it was done; may be empty.
    pub check: &'a str,
}

impl<'a> Step<'a> {
    /// Without the words that the sentence has.
    pub fn new(step: &'a ActionStep) -> Self {
        Self {
            when: inner(&step.when, &["if "]),
            then: inner(&step.then, &["then ", "i will ", "i'll ", "i "]),
            check: &step.check,
        }
    }
}

/// The words inside a sentence: people write "If ..." and a full stop, and the sentence has both.
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
    }
}
