//! ETags: the revision of a document that several people or tabs may change.

use crate::service::Seen;

/// The `ETag` of a revision.
pub fn etag(revision: i32) -> String {
    format!("\"r{revision}\"")
}

/// Parses the `If-Match` headers. A tag that isn't one of ours matches no revision.
pub fn seen<'a>(lines: impl Iterator<Item = &'a str>) -> Seen {
    // Other servers' tags may contain commas, but no piece of such a tag is one of ours.
    let tags: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).filter(|tag| !tag.is_empty()).collect();
    if tags == ["*"] {
        return Seen::Any;
    }
    let mut revisions: Vec<i32> = tags.into_iter().filter_map(revision).collect();
    revisions.sort_unstable();
    revisions.dedup();
    Seen::OneOf(revisions)
}

/// The revision in one of our tags. Proxies that compress a response mark its tag as weak or append a suffix, but it
/// still refers to the same revision.
fn revision(tag: &str) -> Option<i32> {
    let tag = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?;
    let coded = ["--gzip", "-gzip", ";gzip", "-br", ";br", "-zstd", ";zstd"];
    let tag = coded.iter().find_map(|coding| tag.strip_suffix(*coding)).unwrap_or(tag);
    let digits = tag.strip_prefix('r')?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_if_match_is_read() {
        let read = |line: &str| seen([line].into_iter());
        for (line, revisions) in [
            ("\"r2\"", &[2][..]),
            (" \"r0\",\t\"r7\" ,, \"r3\", \"r7\"", &[0, 3, 7]),
            ("\"r2-gzip\"", &[2]),
            ("\"r12;br\", W/\"r4\"", &[4, 12]),
            ("\"x, \"r1", &[]),
            ("\"a,r1,b\"", &[]),
            ("r2, 'r2', \"2\", \"r\", \"r+2\", \"r-1\", \"r99999999999\", \"R2\", \"r2-tar\"", &[]),
            ("\"*\"", &[]),
            ("", &[]),
        ] {
            assert_eq!(read(line), Seen::OneOf(revisions.to_vec()), "{line}");
        }
        assert_eq!(read(" * "), Seen::Any);
        assert_eq!(seen(["\"r5\"", "\"r6\""].into_iter()), Seen::OneOf(vec![5, 6]));
    }
}
