//! The faces on the web: the JSON API and the pages behind mail links.
