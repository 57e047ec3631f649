//! Reads documents that were written before strengths could name a competency, and before what would have changed a
//! recommendation had directions.

use super::{ChangeOfMind, Strength};
use crate::domain::{Line, Prose, UpTo};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// One or two entries, or the single text of an older document.
pub(super) fn changes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UpTo<2, ChangeOfMind>, D::Error> {
    struct Changes;
    impl<'de> Visitor<'de> for Changes {
        type Value = UpTo<2, ChangeOfMind>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of one or two entries with `towards` and `text`")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            let text = Prose::deserialize(StrDeserializer::new(text))?;
            let entries = if text.is_empty() { Vec::new() } else { vec![ChangeOfMind { towards: None, text }] };
            Ok(UpTo::new(entries).unwrap_or_default())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
            UpTo::deserialize(SeqAccessDeserializer::new(seq))
        }
    }
    deserializer.deserialize_any(Changes)
}

impl<'de> Deserialize<'de> for Strength {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Whole {
            text: Prose<1000>,
            #[serde(default)]
            competency: Option<Line<60>>,
        }
        struct TextOrWhole;
        impl<'de> Visitor<'de> for TextOrWhole {
            type Value = Strength;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or an object with `text` and `competency`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Strength, E> {
                Ok(Strength { text: Prose::deserialize(StrDeserializer::new(text))?, competency: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Strength, A::Error> {
                let Whole { text, competency } = Whole::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Strength { text, competency })
            }
        }
        deserializer.deserialize_any(TextOrWhole)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::feedback::notes::{Notes, Verdict};
    use serde_json::json;

    #[test]
    fn an_older_document_is_read_and_written_in_the_new_form() {
        let old = json!({"strengths": ["Drew the queue."], "recommendation": {"would_change_my_mind": "Naming it."}});
        let notes: Notes = serde_json::from_value(old).unwrap();
        let written = serde_json::to_value(&notes).unwrap();
        assert_eq!(written["strengths"], json!([{"text": "Drew the queue."}]));
        let entry = json!([{"towards": null, "text": "Naming it."}]);
        assert_eq!(written["recommendation"]["would_have_changed_it"], entry);
        assert_eq!(serde_json::from_value::<Notes>(written).unwrap(), notes);
        let empty: Notes = serde_json::from_value(json!({"recommendation": {"would_change_my_mind": " "}})).unwrap();
        assert_eq!(empty, Notes::default());
    }

    #[test]
    fn a_strength_names_its_competency_and_an_entry_its_direction() {
        let new = json!({
            "strengths": [{"text": "Drew the queue.", "competency": "data"}, "Asked."],
            "recommendation": {"would_have_changed_it": [{"towards": "hire", "text": "A key."}]}
        });
        let notes: Notes = serde_json::from_value(new).unwrap();
        assert_eq!(notes.strengths[0].competency.as_deref(), Some("data"));
        assert_eq!(notes.recommendation.would_have_changed_it[0].towards, Some(Verdict::Hire));
        let three = json!({"recommendation": {"would_have_changed_it": [{"text": "a"}, {"text": "b"}, {"text": "c"}]}});
        for wrong in [json!({"strengths": [1]}), json!({"strengths": [{"test": "a"}]}), three] {
            assert!(serde_json::from_value::<Notes>(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
