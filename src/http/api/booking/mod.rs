//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub(crate) mod attendance;
pub(crate) mod moves;
pub(crate) mod reliability;
pub(crate) mod sessions;
pub(crate) mod stand_ins;
