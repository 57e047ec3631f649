//! The verbs: one transaction each. Every face calls these; none has rules of its own.
