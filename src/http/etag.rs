//! ETags: the revision of a document that several people, or several tabs, may change.

/// The `ETag` of a revision.
pub fn etag(revision: i32) -> String {
    format!("\"r{revision}\"")
}

/// The revision that an `ETag` of ours stands for; what isn't one of ours matches no revision.
pub fn revision(tag: &str) -> i32 {
    let text = tag.trim().trim_start_matches("W/").trim_matches('"');
    text.strip_prefix('r').and_then(|number| number.parse().ok()).unwrap_or(-1)
}
