//! Whether a text is in English, the only language that the rules know.

use super::Word;

/// Fewer words say too little about their language.
const FEWEST: usize = 15;

/// How sure the detection has to be.
const SURE: f64 = 0.15;

/// Words that every English text is full of.
const FREQUENT: &[&str] = &[
    "the", "you", "your", "and", "of", "to", "it", "that", "with", "not", "at", "when", "but", "from", "had", "were",
    "this", "after", "before", "asked", "said", "what", "which", "then", "is", "for", "by",
];

/// Whether the text is in another language beyond doubt.
pub(crate) fn is_foreign<'a>(words: impl Iterator<Item = &'a Word>, text: impl FnOnce() -> String) -> bool {
    let (mut all, mut frequent) = (0, 0);
    for word in words {
        all += 1;
        frequent += usize::from(FREQUENT.contains(&word.text.as_str()));
    }
    let detected =
        || whatlang::detect(&text()).is_some_and(|it| it.lang() != whatlang::Lang::Eng && it.confidence() > SURE);
    all >= FEWEST && frequent * 12 < all && detected()
}

#[cfg(test)]
mod tests {
    use super::super::words;

    fn is_foreign(text: &str) -> bool {
        super::is_foreign(words(text).iter(), || text.to_owned())
    }

    #[test]
    fn other_languages_are_told_from_english() {
        for text in [
            "Du hast zuerst nach der Größe der Eingabe gefragt und dann die Intervalle nach ihrem Anfang sortiert, ohne einen Hinweis.",
            "Tu as d'abord demandé la taille de l'entrée, puis tu as trié les intervalles par leur début. Quand le test a échoué, tu as lu le message avant de changer une ligne.",
            "Primero preguntaste por el tamaño de la entrada y luego ordenaste los intervalos por su comienzo, sin ninguna ayuda.",
            "Сначала ты спросил о размере входа, а потом отсортировал интервалы по их началу и объяснил, почему хватит одного прохода.",
        ] {
            assert!(is_foreign(text), "{text}");
        }
        for text in [
            "Minute 14: asked \"kann die Liste leer sein?\" and walked through [3, 1, 2] by hand, then ran it.",
            "Keine Ahnung",
            "heap, sort, merge, BFS, DFS, `Counter`, `defaultdict`, two-pointer, trie, memo",
            "",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }
}
