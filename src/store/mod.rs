//! The database, through diesel. One file per aggregate.
//!
//! Functions take a connection and typed values, and return typed values or a [`StoreError`]. What a row means is
//! decided in `domain` and `service`.

mod connection;
mod database_url;
mod error;
mod pool;
mod probe;
mod rows;
mod schema;

pub mod account;
pub mod availability;
pub mod booking;
pub mod feedback;
pub(crate) mod idempotency;
pub(crate) mod leases;
pub mod matching;
pub mod migrate;
pub mod outbox;
pub mod practice;
pub mod program;
pub mod round;
pub(crate) mod safety;

pub use connection::Db;
pub use database_url::DatabaseUrl;
pub use error::StoreError;
pub use pool::Store;
