//! Pure rules: no input or output, no database, no HTTP, no clock. Everything they need is handed in.
