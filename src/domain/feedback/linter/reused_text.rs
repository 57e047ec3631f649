//! The rule about text copied from the interviewer's earlier notes: what was written about somebody else can't be what this candidate did.

use super::draft::Hit;
use super::reading::ReadDraft;

pub(crate) fn pasted_text(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let say = "This passage is also in notes you wrote for somebody else. What did this candidate say or do?";
    draft.earlier.reused_in(draft.notes).into_iter().map(|pointer| Hit::new(pointer, say)).collect()
}
