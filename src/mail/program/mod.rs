//! Mails of programs.

mod program_invited;

pub use program_invited::ProgramInvited;
