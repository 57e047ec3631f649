//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub mod acquaintances;
pub mod cells;
pub mod marks;
pub mod meetings;
pub mod moves;
pub(crate) mod schema;
pub mod session_events;
pub mod sessions;
pub mod stand_ins;
