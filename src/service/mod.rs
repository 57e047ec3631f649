//! The verbs: one transaction each. Every face calls these; none has rules of its own.

mod apart;
mod candidacies;
mod directory;
mod error;
mod house;
mod hs256;

pub mod attendance;
pub mod blocks;
pub mod booking;
pub mod brief;
pub mod busy_calendars;
pub mod calendar_feed;
pub mod calibration;
pub mod club;
pub mod credentials;
pub mod debriefs;
pub mod delivery;
pub mod history;

pub mod idempotency;
pub mod impact;
pub mod late_notes;
pub mod limits;
pub mod looking_back;
pub mod matcher;
pub mod moves;
pub mod notes;
pub mod openings;
pub mod operation;
pub mod oversight;
pub mod passwords;
pub mod people;
pub mod plan;
pub mod post;
pub mod programs;
pub mod reports;
pub mod requests;
pub mod rounds;
pub mod sessions;
pub mod shares;
pub mod sign_in;
pub mod sign_up;
pub mod spreadsheet;
pub mod stand_ins;
pub mod standing;
pub mod swaps;
pub mod thanks;
pub mod tokens;
pub mod trends;

pub use directory::Directory;
pub use error::{Code, Error, FieldError};
pub use house::{Clock, House, Settings};
