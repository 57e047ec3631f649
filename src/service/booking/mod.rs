//! Booking: sessions, attendance, moves, stand-ins and reliability.

pub(crate) mod access;
pub mod appeals;

pub(crate) mod attendance;
pub mod book;
pub mod digest;
pub(crate) mod history;
pub mod moves;
pub mod places;
pub mod reliability;
pub mod rooms;
pub mod sessions;
pub(crate) mod stand_ins;
