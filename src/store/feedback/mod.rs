//! Feedback: brief, notes, late notes, follow-up questions, shares, reflection, thanks and calibration.

pub mod attachments;
pub(crate) mod calibrations;
pub mod follow_ups;
pub mod late_notes;
pub mod monthly_summary;
pub(crate) mod note_reassignments;
pub mod notes;
pub(crate) mod offered_questions;
pub mod punctuality;
pub mod reflection;
pub(crate) mod schema;
pub(crate) mod shares;
pub mod thanks;
pub mod written_notes;
