//! Feedback: brief, notes, late notes, follow-up questions, shares, reflection, thanks and calibration.

pub(crate) mod attachments;
pub(crate) mod brief;
pub(crate) mod calibration;
pub(crate) mod follow_ups;
pub mod late_notes;
pub mod monthly_summary;
pub mod notes;
pub mod reflection;
pub(crate) mod shares;
pub mod thanks;
