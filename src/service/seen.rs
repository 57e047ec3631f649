//! What a change was made over.

use serde::Serialize;

/// The revisions over which a change may be made, as `If-Match` says (RFC 9110, section 13.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Seen {
    /// Whichever is the current one.
    Any,
    /// One of these, in order.
    OneOf(Vec<i32>),
}

impl Seen {
    /// Whether a change may be made over this current revision.
    pub fn allows(&self, current: i32) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(revisions) => revisions.contains(&current),
        }
    }
}
