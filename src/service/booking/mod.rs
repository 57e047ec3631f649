//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub(crate) mod access;

pub mod attendance;
pub mod book;
pub mod history;
pub mod moves;
pub mod reliability;
pub mod sessions;
pub mod stand_ins;
