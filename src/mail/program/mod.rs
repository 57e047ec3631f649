//! Mails of programs.

mod coordinator_wrote;
mod member_removed;
mod program_invited;

pub use coordinator_wrote::{CoordinatorWrote, Message as WrittenMessage};
pub use member_removed::MemberRemoved;
pub use program_invited::ProgramInvited;
