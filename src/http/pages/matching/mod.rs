//! Pages about requests.

pub mod offer;
