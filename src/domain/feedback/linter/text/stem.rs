//! Words without their endings: "tests", "tested" and "testing" are about the same.

use std::collections::HashMap;
use std::sync::LazyLock;

#[rustfmt::skip]
/// Forms that don't end in a regular ending.
const FORMS: &[(&str, &str)] = &[
    ("gave", "give"), ("given", "give"), ("wrote", "write"), ("written", "write"), ("took", "take"), ("taken", "take"),
    ("drew", "draw"), ("drawn", "draw"), ("ran", "run"), ("said", "say"), ("says", "say"), ("forgot", "forget"),
    ("forgotten", "forget"), ("told", "tell"), ("found", "find"), ("chose", "choose"), ("chosen", "choose"),
    ("kept", "keep"), ("made", "make"), ("knew", "know"), ("known", "know"), ("went", "go"), ("gone", "go"),
    ("began", "begin"), ("begun", "begin"), ("spoke", "speak"), ("spoken", "speak"), ("thought", "think"),
    ("caught", "catch"), ("built", "build"), ("broke", "break"), ("broken", "break"), ("got", "get"), ("saw", "see"),
    ("seen", "see"), ("led", "lead"), ("held", "hold"), ("felt", "feel"), ("understood", "understand"),
    ("heard", "hear"), ("brought", "bring"), ("came", "come"), ("fell", "fall"), ("lost", "lose"), ("meant", "mean"),
    ("spent", "spend"), ("stuck", "stick"), ("did", "do"), ("done", "do"), ("does", "do"), ("had", "have"), ("has", "have"),
    ("tried", "try"), ("tries", "try"), ("names", "name"), ("tests", "test"),
];

static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| FORMS.iter().copied().collect());

/// The word without its ending.
pub(crate) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let word = IRREGULAR.get(word).copied().unwrap_or(word);
    let long = |rest: &str| rest.chars().count() >= 3;
    if let Some(rest) = ["ies", "ied"].iter().find_map(|end| word.strip_suffix(end)).filter(|rest| long(rest)) {
        return format!("{rest}y");
    }
    let ends = ["ingly", "edly", "ing", "ed", "ly", "es", "s", "e"];
    let bare = ends.iter().find_map(|end| word.strip_suffix(end).filter(|rest| long(rest))).unwrap_or(word);
    // "stopped" and "stop"
    let mut letters = bare.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !"lsz".contains(last) && bare.len() > 3 => {
            bare.get(..bare.len() - last.len_utf8()).unwrap_or(bare).to_owned()
        }
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn endings_go() {
        for (word, bare) in
            [("tested", "test"), ("stopped", "stop"), ("queries", "query"), ("naming", "nam"), ("name", "nam")]
        {
            assert_eq!(stem(word), bare);
        }
    }
}
