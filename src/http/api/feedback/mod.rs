//! Feedback: brief, notes, late notes, shares, reflection, thanks and calibration.

pub(crate) mod brief;
pub(crate) mod calibration;
pub(crate) mod late_notes;
pub(crate) mod live_notes;
pub(crate) mod monthly_summary;
pub(crate) mod notes;
pub(crate) mod received;
pub(crate) mod reflection;
pub(crate) mod shares;
pub(crate) mod thanks;
