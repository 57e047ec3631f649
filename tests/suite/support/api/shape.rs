//! Whether a JSON value has the shape that a schema of the document describes: as much of JSON Schema as
//! the document uses.

use serde_json::Value;
use std::collections::BTreeSet;

/// What does not fit, and where.
pub fn misfit(document: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    misfit_of(document, schema, value, at, false)
}

/// The same of a schema that may be one of several for this value, so that others describe more of its members.
fn misfit_of(document: &Value, schema: &Value, value: &Value, at: &str, of_several: bool) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let Some(schema) = document.pointer(name.trim_start_matches('#')) else {
            return Some(format!("{at}: {name} leads nowhere"));
        };
        return misfit_of(document, schema, value, at, of_several);
    }
    let wrong = |what: &str| Some(format!("{at}: {value} {what}"));
    for list in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[list].as_array()
            && choices.iter().all(|schema| misfit(document, schema, value, at).is_some())
        {
            return wrong(&format!("is none of {}", schema[list]));
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        let misfit = |schema| misfit_of(document, schema, value, at, of_several || all.len() > 1);
        if let Some(misfit) = all.iter().find_map(misfit) {
            return Some(misfit);
        }
        if let (false, Some(known), Some(members)) = (of_several, members(document, schema), value.as_object())
            && let Some(name) = members.keys().find(|name| !known.contains(name.as_str()))
        {
            return wrong(&format!("has {name}, which is not described"));
        }
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    if !types.is_empty() && !types.iter().any(|kind| is(value, kind.as_str().unwrap_or_default())) {
        return wrong(&format!("is no {}", schema["type"]));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return wrong(&format!("is not among {}", schema["enum"]));
    }
    let length = match value {
        Value::String(text) => ["minLength", "maxLength"].map(|bound| (bound, text.chars().count() as f64)),
        Value::Array(items) => ["minItems", "maxItems"].map(|bound| (bound, items.len() as f64)),
        other => ["minimum", "maximum"].map(|bound| (bound, other.as_f64().unwrap_or_default())),
    };
    for (bound, size) in length {
        let Some(limit) = schema[bound].as_f64() else { continue };
        if bound.starts_with("min") && size < limit || bound.starts_with("max") && size > limit {
            return wrong(&format!("breaks {bound} {limit}"));
        }
    }
    match value {
        Value::Array(items) if schema["items"].is_object() => {
            let mut each = items.iter().enumerate();
            each.find_map(|(n, item)| misfit(document, &schema["items"], item, &format!("{at}/{n}")))
        }
        Value::Object(members) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            if let Some(missing) = required.into_iter().find(|name| !members.contains_key(*name)) {
                return wrong(&format!("lacks {missing}"));
            }
            let known = schema["properties"].as_object()?;
            members.iter().find_map(|(name, member)| match known.get(name) {
                Some(schema) => misfit(document, schema, member, &format!("{at}/{name}")),
                // What may be there beside the known members is said, or not there.
                None if schema["additionalProperties"] == Value::Bool(true) => None,
                None if schema["additionalProperties"].is_object() || of_several => None,
                None => wrong(&format!("has {name}, which is not described")),
            })
        }
        _ => None,
    }
}

/// The members that a schema and those it is made of describe; nothing where others may be there as well.
fn members<'a>(document: &'a Value, schema: &'a Value) -> Option<BTreeSet<&'a str>> {
    if let Some(name) = schema["$ref"].as_str() {
        return members(document, document.pointer(name.trim_start_matches('#'))?);
    }
    let parts: Vec<&Value> =
        ["allOf", "oneOf", "anyOf"].iter().filter_map(|list| schema[*list].as_array()).flatten().collect();
    let own = schema["properties"].as_object();
    if own.is_none() && parts.is_empty() || !matches!(schema["additionalProperties"], Value::Null | Value::Bool(false))
    {
        return None;
    }
    let mut all: BTreeSet<&str> = own.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    for part in parts {
        all.extend(members(document, part)?);
    }
    Some(all)
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("the document has the type {other:?}"),
    }
}
