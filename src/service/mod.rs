//! The verbs: one transaction each. Every face calls these; none has rules of its own.

mod error;
mod house;
mod hs256;

pub mod credentials;
pub mod passwords;
pub mod post;
pub mod sign_in;
pub mod sign_up;
pub mod tokens;

pub use error::{Code, Error, FieldError};
pub use house::{Clock, House, Settings};
