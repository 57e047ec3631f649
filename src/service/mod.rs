//! What people can do, one transaction each. The API, pages, worker and command line call these and have no rules of their own.

mod caller;
mod error;
mod hs256;
mod job_pool;
mod seen;
mod services;
mod table;

pub mod account;
pub mod availability;
pub mod booking;
pub mod delivery;
pub mod feedback;
pub mod front;
pub mod gate;
pub(crate) mod idempotency;
pub mod limits;
pub mod matching;
pub mod notifications;
pub mod operator;
pub(crate) mod oversight;
pub mod practice;
pub mod program;
pub mod round;
pub(crate) mod safety;
pub(crate) mod spreadsheet;
pub mod tokens;

pub use availability::directory::Directory;
pub use caller::Caller;
pub use error::{Code, Error, FieldError};
pub use seen::Seen;
pub use services::{Clock, Resources, Services, Settings};
