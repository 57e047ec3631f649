//! Mails about feedback: the notes themselves, notes that are late, the monthly summary.

pub(crate) mod late_notes;
pub(crate) mod monthly_summary;
pub(crate) mod notes;
