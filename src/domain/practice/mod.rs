//! Practice: the weekly plan, debriefs and trends.

pub mod debrief;
pub mod plan;
pub mod planning;
pub mod retro;
pub mod trends;
