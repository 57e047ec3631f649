//! Which characters are allowed in what people type, and which of them are visible.

use icu_properties::props::{DefaultIgnorableCodePoint, ExtendedPictographic, JoiningType};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::char::canonical_combining_class;

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const BLACK_FLAG: char = '\u{1f3f4}';

/// Whether anything in this text can be seen. Blank are White_Space, Default_Ignorable_Code_Point (which includes the
/// Hangul fillers), and two characters that are only blank by name.
pub(super) fn shows(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || is_ignorable(c) || matches!(c, '\u{2800}' | '\u{1d159}');
    !text.chars().all(blank)
}

/// Whether each of these characters is allowed where it is. `keep` selects allowed control characters; with `one_line`,
/// as for a name, nothing hidden is allowed, or two names could look the same.
pub(super) fn fits(text: &str, one_line: bool, keep: fn(char) -> bool) -> bool {
    if text.is_ascii() {
        return text.chars().all(|c| keep(c) || !c.is_control());
    }
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).all(|at| {
        let (before, after) = (&chars[..at], &chars[at + 1..]);
        match chars[at] {
            c if keep(c) => true,
            NON_JOINER => after_virama(before) || between_joining_letters(before, after),
            JOINER => after_virama(before) || between_emoji(before, after),
            // Tag characters: the flags of England, Scotland and Wales.
            '\u{e0000}'..='\u{e007f}' => before.iter().rfind(|c| !is_tag(**c)) == Some(&BLACK_FLAG),
            c if is_variation_selector(c) => {
                !one_line || before.last().is_some_and(|c| !c.is_whitespace() && !c.is_ascii_alphabetic())
            }
            c if reorders(c) => false,
            c => !(one_line && is_ignorable(c)),
        }
    })
}

/// Control characters, and those that change the text direction (UAX #9), end a line or are invisible.
fn reorders(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
}

fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// RFC 5892, appendices A.1 and A.2, as UTS #39 and UTS #46 have it: in the scripts of India.
fn after_virama(before: &[char]) -> bool {
    before.last().is_some_and(|c| canonical_combining_class(*c) == 9)
}

/// RFC 5892, appendix A.1: where letters would join, as in Persian.
fn between_joining_letters(before: &[char], after: &[char]) -> bool {
    let kind = |c: &char| CodePointMapData::<JoiningType>::new().get(*c);
    let left = before.iter().rev().map(kind).find(|kind| *kind != JoiningType::Transparent);
    let right = after.iter().map(kind).find(|kind| *kind != JoiningType::Transparent);
    matches!(left, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(right, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

/// UTS #51: a family, a profession.
fn between_emoji(before: &[char], after: &[char]) -> bool {
    let emoji = |c: &char| CodePointSetData::new::<ExtendedPictographic>().contains(*c);
    let modifies = |c: &char| matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    before.iter().rfind(|c| !modifies(c)).is_some_and(emoji) && after.first().is_some_and(emoji)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FITTING: [&str; 9] = [
        "Ann",
        "Zo\u{eb} \u{5f20}\u{4f1f}",
        // Persian: two words written as one.
        "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
        "\u{647}\u{64e}\u{200c}\u{647}\u{627}",
        // Devanagari and Sinhala.
        "\u{915}\u{94d}\u{200d}\u{937} \u{915}\u{94d}\u{200c}\u{937}",
        "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3}",
        // A family, a technician with a skin tone, a rainbow flag, a heart on fire, and a keycap.
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f469}\u{1f3fd}\u{200d}\u{1f4bb}",
        "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308} \u{2764}\u{fe0f}\u{200d}\u{1f525} 1\u{fe0f}\u{20e3}",
        // Scotland.
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    ];

    #[test]
    fn joiners_stand_where_unicode_says() {
        for text in FITTING {
            assert!(fits(text, true, |_| false) && fits(text, false, |_| false) && shows(text), "{text:?}");
        }
        for text in [
            "A\u{200d}nn",
            "A\u{200c}nn",
            "\u{200d}",
            "\u{1f468}\u{200d}",
            "\u{200d}\u{1f468}",
            "\u{1f468}\u{200d}a",
            "\u{645}\u{200c}",
            "\u{645}\u{200c}a",
            // Alef doesn't join to what follows.
            "\u{627}\u{200c}\u{645}",
            "Ann\u{e0041}\u{e0042}",
            "\u{202e}nnA",
            "a\u{2066}b",
            "a\u{200b}b",
        ] {
            assert!(!fits(text, true, |_| false) && !fits(text, false, |_| false), "{text:?}");
        }
    }

    #[test]
    fn what_hides_in_a_name_is_refused() {
        for text in ["A\u{ad}nn", "Ann\u{3164}", "Ann\u{ffa0}", "A\u{fe0f}nn", " \u{fe0f}", "A\u{34f}nn", "\u{115f}a"] {
            assert!(!fits(text, true, |_| false), "{text:?}");
            assert!(fits(text, false, |_| false), "{text:?}");
        }
    }

    #[test]
    fn what_shows_as_nothing_is_blank() {
        for text in ["", " ", "\u{3164}", "\u{2800}\u{2800}", "\u{e0041}", "\u{ad}\u{a0}\u{3000}", "\u{115f}\u{1160}"] {
            assert!(!shows(text), "{text:?}");
        }
    }
}
