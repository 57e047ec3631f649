//! Loops over service verbs: the outbox sender.
