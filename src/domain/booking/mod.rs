//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub mod digest;
pub mod life_cycle;
pub mod mark;
pub mod move_proposal;
pub mod moves;
pub mod reliability;
pub mod session;
pub mod session_event;
pub mod stand_in;
