//! Names of time zones: IANA names, Windows names, paths that end in one, and offsets.

use super::written::offset_of;
use calcard::common::timezone::Tz as KnownTz;
use chrono_tz::{TZ_VARIANTS, Tz};
use std::borrow::Cow;
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

/// Zones by their names in lower case.
static IN_SMALL_LETTERS: LazyLock<HashMap<String, Tz>> =
    LazyLock::new(|| TZ_VARIANTS.iter().map(|zone| (zone.name().to_ascii_lowercase(), *zone)).collect());

/// A name without the quotes of parameters and the backslashes of texts, for comparison.
pub(crate) fn plain(name: &str) -> Cow<'_, str> {
    let name = name.trim().trim_matches('"').trim();
    match name.contains('\\') {
        true => Cow::Owned(name.replace('\\', "")),
        false => Cow::Borrowed(name),
    }
}

/// A zone by its IANA name, its Windows name, its display name in Outlook, or a path that ends in one.
pub(crate) fn known(name: &str) -> Option<Tz> {
    let ends = name.match_indices('/').rev().take(3).map(|(at, _)| name.get(at + 1..).unwrap_or_default());
    std::iter::once(name).chain(ends).find_map(|name| {
        // In `(UTC+01:00) Amsterdam, Berlin` the name counts: offsets don't include daylight saving time.
        let name = match name.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((_, name)) => name.trim(),
            None => name,
        };
        match KnownTz::from_str(name) {
            Ok(KnownTz::Tz(zone)) => Some(zone),
            _ => in_any_case(name),
        }
    })
}

fn in_any_case(name: &str) -> Option<Tz> {
    IN_SMALL_LETTERS.get(&name.replace(' ', "_").to_ascii_lowercase()).copied()
}

/// The offset in seconds ahead of UTC, for a zone named by its offset: `GMT+05:30`, `UTC-3`, `+0100`, `(UTC+01:00) Somewhere`.
pub(crate) fn offset(name: &str) -> Option<i64> {
    let (name, shown) = match name.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inside, _)) => (inside.trim(), true),
        None => (name, false),
    };
    let based = ["UTC", "GMT"].iter().find_map(|base| {
        let (start, rest) = name.split_at_checked(base.len())?;
        start.eq_ignore_ascii_case(base).then_some(rest.trim())
    });
    match based {
        Some("") if shown => Some(0),
        Some(rest) => offset_of(&rest.replace('\u{2212}', "-")),
        None => offset_of(name),
    }
}
