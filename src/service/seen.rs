//! The revision that a change is based on.

use serde::Serialize;

/// The revisions that a change may be based on, as in `If-Match` (RFC 9110, section 13.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Seen {
    /// Any revision.
    Any,
    /// One of these, sorted.
    OneOf(Vec<i32>),
}

impl Seen {
    /// Whether the change may be applied to this current revision.
    pub fn allows(&self, current: i32) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(revisions) => revisions.contains(&current),
        }
    }
}
