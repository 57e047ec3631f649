//! Reading JSON, with errors that say what was refused and where.

use super::strict::Strict;
use crate::service::{Code, Error};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;

/// The longest message about a refused value, in characters: the value itself may be long.
const MAX_SENTENCE: usize = 400;

/// Reads a document; nothing may follow it.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new(Code::MalformedJson, "The body is empty. Send a JSON object."));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(Strict(&mut json)).map_err(|error| {
        let at = pointer(error.path());
        let cause = error.inner();
        match cause.classify() {
            Category::Data => refusal(&at, &cause.to_string()),
            Category::Io | Category::Syntax | Category::Eof => malformed(cause),
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

/// Distinguishes null from a missing member.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::new(Code::MalformedJson, format!("The body isn't valid JSON: {error}."))
}

/// A JSON pointer (RFC 6901) from the path of a refused value.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => member(key),
        Segment::Enum { variant } => member(variant),
        Segment::Unknown => String::new(),
    });
    segments.collect()
}

fn member(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn refusal(at: &str, message: &str) -> Error {
    match named(message) {
        Some(name) if !at.ends_with(&member(name)) => {
            Error::invalid(format!("{at}{}", member(name)), sentence(message))
        }
        _ => Error::invalid(at, sentence(message)),
    }
}

/// The member that a message is about: serde reports it for the enclosing object.
pub fn named(message: &str) -> Option<&str> {
    let rest = ["missing field `", "unknown field `", "duplicate field `"];
    let rest = rest.iter().find_map(|start| message.strip_prefix(start))?;
    // The name comes from the caller and may contain a backtick.
    let end = rest.find("`, expected").or_else(|| rest.find("`, there")).or_else(|| rest.rfind('`'))?;
    rest.get(..end)
}

/// Serde's message as a sentence for people, without its "at line 1 column 2": the pointer says where.
pub fn sentence(message: &str) -> String {
    let text = match message.rsplit_once(" at line ") {
        Some((text, place)) if place.chars().all(|c| c.is_ascii_digit() || " column".contains(c)) => text,
        _ => message,
    };
    let said = if text.starts_with("missing field `") {
        "This is missing.".to_owned()
    } else if text.starts_with("duplicate field `") {
        "This is here twice. Send it once.".to_owned()
    } else if text.starts_with("unknown field `") {
        match text.split_once("`, expected ") {
            Some((_, known)) => format!("This field doesn't exist here. Known fields: {}.", words(known)),
            None => "This field doesn't exist here.".to_owned(),
        }
    } else if let Some((unknown, known)) = text.split_once("`, expected ")
        && text.starts_with("unknown variant `")
    {
        let unknown = unknown.trim_start_matches("unknown variant `");
        format!("\"{unknown}\" isn't one of the known values: {}.", words(known))
    } else if let Some((_, mismatch)) = text.split_once("invalid type: ").or(text.split_once("invalid value: "))
        && let Some((got, wanted)) = mismatch.rsplit_once(", expected ")
    {
        format!("This is {}; it should be {}.", label(got), label(wanted))
    } else if text.contains("invalid digit") || text.contains("parse integer") || text.contains("target type") {
        "This should be a whole number, and not a huge one.".to_owned()
    } else {
        text.to_owned()
    };
    match said.char_indices().nth(MAX_SENTENCE) {
        Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default()),
        None => said,
    }
}

fn words(known: &str) -> String {
    known.trim_start_matches("one of ").replace('`', "").replace(" or ", ", ")
}

/// Serde's type names in JSON's terms.
fn label(what: &str) -> &str {
    match what {
        "i64" | "u64" | "i32" | "u32" => "a whole number",
        "map" => "an object",
        "sequence" | "a sequence" => "a list",
        "bool" => "true or false",
        "a boolean" => "true or false",
        other if other.starts_with("struct ") => "an object",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "what is read matters here, not what becomes of it")]
    struct Stay {
        nights: i64,
        #[serde(default)]
        guests: Vec<Guest>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "as above")]
    struct Guest {
        name: String,
        pet: Option<Pet>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Pet {
        Cat,
        Dog,
    }

    fn refused(json: &str) -> (String, String) {
        let error = read::<Stay>(json.as_bytes()).unwrap_err();
        let field = error.fields.into_iter().next().unwrap_or_else(|| panic!("{}", error.detail));
        (field.pointer, field.detail)
    }

    #[test]
    fn a_refusal_says_where_and_how_to_mend_it() {
        let cases = [
            ("{}", "/nights", "This is missing."),
            (r#"{"nights": 1, "guests": [{"pet": "cat"}]}"#, "/guests/0/name", "This is missing."),
            (r#"{"nights": 1, "a/b": 2}"#, "/a~1b", "This field doesn't exist here. Known fields: nights, guests."),
            (r#"{"nights": 1, "nights": 2}"#, "/nights", "This is here twice. Send it once."),
            (r#"{"nights": "two"}"#, "/nights", "This is string \"two\"; it should be a whole number."),
            (r#"{"nights": 1.5}"#, "/nights", "This is floating point `1.5`; it should be a whole number."),
            ("[]", "", "This is a list; it should be an object."),
            (
                r#"{"nights": 1, "guests": [{"name": "Ann", "pet": "newt"}]}"#,
                "/guests/0/pet",
                "\"newt\" isn't one of the known values: cat, dog.",
            ),
            (
                r#"{"nights": 1, "guests": [{"name": "Ann", "pet": {"cat": null}}]}"#,
                "/guests/0/pet",
                "This is an object; it should be a string.",
            ),
        ];
        for (json, pointer, detail) in cases {
            assert_eq!(refused(json), (pointer.to_owned(), detail.to_owned()), "{json}");
        }
    }

    #[test]
    fn a_long_value_is_not_told_in_full() {
        let (_, detail) = refused(&format!("{{\"nights\": \"{}\"}}", "x".repeat(100_000)));
        assert!(detail.chars().count() <= MAX_SENTENCE + 1);
    }

    #[test]
    fn what_is_no_json_has_no_pointer() {
        for bad in ["", " ", "{", "{\"nights\": 1} x", "nights", "{\"nights\": 1e999}"] {
            let error = read::<Stay>(bad.as_bytes()).unwrap_err();
            assert_eq!(error.code, Code::MalformedJson, "{bad}");
        }
    }
}
