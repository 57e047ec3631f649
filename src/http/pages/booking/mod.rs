//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub(crate) mod moves;
pub(crate) mod session;
pub(crate) mod stand_in;
