//! Pure rules: no input or output, no database, no HTTP, no clock. Everything they need is handed in.

pub mod asking;
pub mod availability;
pub mod busy;
pub mod calibration;
pub mod debriefs;
pub mod fit;
pub mod impact;
pub mod life_cycle;
pub mod linter;
pub mod looking_back;
pub mod moving;
pub mod note_templates;
pub mod openings;
pub mod picture;
pub mod plan;
pub mod program_report;
pub mod question_bank;
pub mod roster;
pub mod standing;
pub mod swapping;
pub mod trends;
