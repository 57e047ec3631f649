//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub(crate) mod acquaintances;
pub mod cells;
pub mod digests;
pub mod marks;
pub(crate) mod meetings;
pub mod moves;
pub(crate) mod schema;
pub(crate) mod session_events;
pub mod sessions;
pub(crate) mod stand_ins;
