//! Notes and feedback.

mod attachment_mails;
mod attachments;
mod brief;
mod calibration;
pub(crate) mod feedback_files;
mod follow_ups;
mod late_notes;
mod note_races;
mod notes;
mod reflection;
mod shares;
mod thanks;
