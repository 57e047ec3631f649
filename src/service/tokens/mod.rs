//! Tokens: access tokens and the links in mails (JWT, RFC 7519), and refresh tokens (random, stored as a hash).

mod keys;
mod links;
mod purpose;
mod secrets;

pub use keys::{ACCESS_SECONDS, Bearer, Keys};
pub use links::{LinkBearer, link_invalid};
pub use purpose::TokenPurpose;
pub use secrets::{digest, random};
