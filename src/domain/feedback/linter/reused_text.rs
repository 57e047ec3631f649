//! The rule about text from earlier notes of the same interviewer: what was said of somebody else an hour ago cannot be
//! what this candidate did.

use super::draft::{Draft, Hit};

pub(crate) fn pasted_text(draft: &Draft<'_>) -> Vec<Hit> {
    let say = "This passage is also in notes you wrote for somebody else. What did this candidate say or do?";
    draft.earlier.reused_in(draft.notes).into_iter().map(|pointer| Hit::new(pointer, say)).collect()
}
