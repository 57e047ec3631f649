//! Feedback: brief, notes, late notes, shares, reflection, thanks and calibration.

pub mod calibrations;
pub mod late_notes;
pub mod monthly_summary;
pub mod note_reassignments;
pub mod notes;
pub mod offered_questions;
pub mod reflection;
pub(crate) mod schema;
pub mod shares;
pub mod thanks;
