//! Mails about sessions that move, and to stand-ins.

pub(crate) mod moves;
pub(crate) mod stand_in;
