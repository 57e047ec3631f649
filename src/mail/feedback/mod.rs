//! Mails about feedback: reflection, notes, late notes, questions about feedback, and their impact.

mod attached;
mod held_without_notes;
mod how_was_it;
mod impact_summary;
mod notes;
mod notes_delayed;
mod notes_due;
mod notes_late;
mod notes_missed;
mod notes_settled;
mod question_answered;
mod question_asked;
mod question_waiting;
mod thanked;
mod write_up;

pub use attached::Attached;
pub use held_without_notes::{HeldWithoutNotes, NextInLine};
pub use how_was_it::HowWasIt;
pub use impact_summary::{Answers, ImpactSummary};
pub use notes::Feedback;
pub use notes_delayed::NotesDelayed;
pub use notes_due::NotesDue;
pub use notes_late::{NotesLate, Overdue};
pub use notes_missed::NotesMissed;
pub use notes_settled::NotesSettled;
pub use question_answered::QuestionAnswered;
pub use question_asked::QuestionAsked;
pub use question_waiting::QuestionWaiting;
pub use thanked::Thanked;
pub use write_up::WriteUp;
