//! Mails about a program's rounds.

mod round_missed;
mod round_open;

pub use round_missed::RoundMissed;
pub use round_open::{OpenRound, RoundOpen};
