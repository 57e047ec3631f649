//! Sessions: booking, moving, attendance.

mod attendance;
mod cancelling;
mod history;
mod life_cycle;
mod moves;
mod places;
mod races;
mod reliability;
mod reminders;
mod session_page;
mod session_races;
mod sessions;
mod stand_in_deadlines;
mod stand_ins;
