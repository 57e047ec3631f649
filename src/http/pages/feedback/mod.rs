//! Feedback: brief, notes, late notes, shares, reflection, thanks and calibration.

pub(crate) mod calibration;
pub(crate) mod feedback;
pub(crate) mod note_rules;
pub(crate) mod reflection;
pub(crate) mod shared;
