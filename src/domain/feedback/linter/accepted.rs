//! Warnings that a writer accepts: one by one, by the rule and place of each.

use super::text::placeholder::is_placeholder;
use super::{Finding, RULES, Rule, Severity};
use crate::domain::{Line, Prose, UpTo};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::HashSet;
use std::fmt;
use utoipa::ToSchema;

/// More warnings than a readable draft has.
const MAX: usize = 200;

/// A warning to accept: the text stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedWarning {
    /// The finding's `rule`.
    #[schema(example = "pasted_text")]
    pub rule: Line<60>,
    /// The finding's `pointer`.
    #[schema(example = "/gaps/0/behavior")]
    pub pointer: Prose<200>,
    /// Why the text should stay. Needed where the finding says `needs_reason`. It's kept with this version of the notes, and only
    /// you get it, in your data export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "It's the definition of a race that I give everybody, and the gap is about it.")]
    pub reason: Option<Prose<500>>,
}

/// The warnings that somebody accepts.
#[derive(Debug, Clone, Default)]
pub struct Accepted(UpTo<MAX, AcceptedWarning>);

impl Accepted {
    /// What's wrong with the list, each with its JSON pointer inside the list: a rule that doesn't exist or can't be accepted, a
    /// missing reason, the same warning twice.
    pub fn mistakes(&self) -> Vec<(String, &'static str)> {
        let mut seen = HashSet::new();
        let mut mistakes = Vec::new();
        for (at, one) in self.0.iter().enumerate() {
            let rule = RULES.iter().find(|rule| *rule.name == *one.rule);
            if rule.is_none() {
                mistakes.push((format!("/{at}/rule"), "There's no rule with this name. Copy it from the finding."));
            } else if rule.is_some_and(|rule| rule.severity == Severity::Error) {
                let say = "This is an error, and errors can't be accepted. The finding says what's missing.";
                mistakes.push((format!("/{at}/rule"), say));
            } else if rule.is_some_and(Rule::needs_reason) && one.reason.as_deref().is_none_or(is_placeholder) {
                let say =
                    "Please say in a sentence why this text should stay. Only you will see it, in your data export.";
                mistakes.push((format!("/{at}/reason"), say));
            } else if !seen.insert((&*one.rule, &*one.pointer)) {
                mistakes.push((format!("/{at}"), "This warning is in the list twice. Keep one of them."));
            }
        }
        mistakes
    }

    /// Whether this finding is accepted.
    pub fn includes(&self, finding: &Finding) -> bool {
        finding.severity == Severity::Warning && self.0.iter().any(|one| one.is_about(finding))
    }

    /// Those that are about one of these findings. The others were about a text that has changed since.
    pub fn about(&self, findings: &[Finding]) -> Vec<AcceptedWarning> {
        self.0.iter().filter(|one| findings.iter().any(|finding| one.is_about(finding))).cloned().collect()
    }
}

impl AcceptedWarning {
    fn is_about(&self, finding: &Finding) -> bool {
        *self.rule == *finding.rule && *self.pointer == *finding.pointer
    }
}

impl<'de> Deserialize<'de> for Accepted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Accepted;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of warnings with `rule` and `pointer`")
            }

            /// What it was before: all of them, unread.
            fn visit_bool<E: Error>(self, _: bool) -> Result<Accepted, E> {
                Err(E::custom(
                    "Warnings are accepted one by one. Send a list with the `rule` and `pointer` of each finding you've read and \
                     want to leave as it is, and a `reason` where the finding says `needs_reason`; or leave this out.",
                ))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Accepted, A::Error> {
                UpTo::deserialize(SeqAccessDeserializer::new(seq)).map(Accepted)
            }
        }
        deserializer.deserialize_any(List)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn accepted(list: Value) -> Accepted {
        serde_json::from_value(list).unwrap()
    }

    #[test]
    fn a_list_can_be_wrong() {
        let one = |rule: &str| json!({"rule": rule, "pointer": "/summary"});
        let because = |reason: &str| json!({"rule": "pasted_text", "pointer": "/summary", "reason": reason});
        for (list, at) in [
            (json!([one("no_instance"), one("no_such_rule")]), "/1/rule"),
            (json!([one("summary_missing")]), "/0/rule"),
            (json!([one("pasted_text")]), "/0/reason"),
            (json!([one("protected_wording")]), "/0/reason"),
            (json!([because(" ")]), "/0/reason"),
            (json!([because("n/a")]), "/0/reason"),
            (json!([one("no_instance"), one("no_instance")]), "/1"),
        ] {
            let mistakes = accepted(list.clone()).mistakes();
            assert_eq!(mistakes.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), [at], "{list}");
        }
        let fine = json!([one("no_instance"), one("about_the_person"), because("A definition, word for word.")]);
        assert_eq!(accepted(fine).mistakes(), []);
    }

    #[test]
    fn all_at_once_is_no_list() {
        for all in [json!(true), json!(false)] {
            let refused = serde_json::from_value::<Accepted>(all).unwrap_err().to_string();
            assert!(refused.contains("one by one") && refused.contains("`pointer`"), "{refused}");
        }
    }
}
