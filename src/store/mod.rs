//! The database: diesel, and nothing but diesel. One file an aggregate.
//!
//! Functions take a connection and typed values, and answer typed values or a [`StoreError`]. What a
//! row means is decided in `rules` and `service`.

mod connection;
mod database_url;
mod error;
mod pool;
mod rows;
mod schema;

pub mod accounts;
pub mod acquaintances;
pub mod availabilities;
pub mod blocks;
pub mod busy_calendars;
pub mod calendar_feeds;
pub mod calibrations;
pub mod cells;
pub mod debriefs;
pub mod declines;
pub mod feedback_shares;
pub mod idempotency;
pub mod impact;
pub mod invitations;
pub mod late_notes_told;
pub mod leases;
pub mod links;
pub mod looking_back;
pub mod marks;
pub mod meetings;
pub mod members;
pub mod migrate;
pub mod moves;
pub mod notes;
pub mod offered_questions;
pub mod offers;
pub mod opening_changes;
pub mod outbox;
pub mod overview;
pub mod plan_settings;
pub mod plan_steps;
pub mod profiles;
pub mod program_questions;
pub mod program_report;
pub mod programs;
pub mod reports;
pub mod requests;
pub mod round_people;
pub mod rounds;
pub mod session_events;
pub mod sessions;
pub mod sign_ins;
pub mod stand_ins;
pub mod thanks;
pub mod volunteers;
pub mod write_ups;

pub use connection::Db;
pub use database_url::DatabaseUrl;
pub use error::StoreError;
pub use pool::Store;
