//! Mails: what kinds there are, how each reads, and how it leaves the house.

pub mod message;
