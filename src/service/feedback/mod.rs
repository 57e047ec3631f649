//! Feedback: brief, notes, late notes, shares, reflection, thanks and calibration.

pub mod brief;
pub mod calibration;
pub mod late_notes;
pub mod monthly_summary;
pub mod notes;
pub mod reflection;
pub mod shares;
pub mod thanks;
