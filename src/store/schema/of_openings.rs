//! The log of whose openings may have changed. Triggers write it, and `store::opening_changes` reads it in its own SQL.

diesel::table! {
    opening_changes (id) {
        id -> BigInt,
        tx -> BigInt,
        account_id -> Text,
        at -> Timestamp,
    }
}
