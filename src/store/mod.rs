//! The database: diesel, and nothing but diesel.
