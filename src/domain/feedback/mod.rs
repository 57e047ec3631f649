//! Feedback: brief, notes, late notes, follow-up questions, shares, reflection, thanks and calibration.

pub mod attachment;
pub mod calibration;
pub mod comparison;
pub mod follow_up;
pub mod linter;
pub mod monthly_summary;
pub mod note_templates;
pub mod notes;
pub mod question_bank;
pub mod reflection;
pub mod sample_session;
pub mod share;
