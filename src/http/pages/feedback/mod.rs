//! Feedback: brief, notes, late notes, shares, reflection, thanks and calibration.

pub(crate) mod calibration;
pub(crate) mod follow_ups;
pub(crate) mod made;
pub(crate) mod note_rules;
pub(crate) mod received;
pub(crate) mod reflection;
pub(crate) mod shared;
