//! Rules about the summary, the strengths and the gaps.

use super::draft::Hit;
use super::reading::ReadDraft;
use super::text::english::is_foreign;
use super::text::placeholder::is_placeholder;
use super::text::repeats::Told;

/// Every rule but those about what's missing reads English.
pub(crate) fn not_english(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let texts: Vec<_> = draft.readings().map(|(_, read)| read).collect();
    let all = || texts.iter().map(|read| read.text.as_str()).collect::<Vec<_>>().join("\n");
    Hit::when(is_foreign(texts.iter().flat_map(|read| &read.words), all), "", || {
        "I only read English, so I only checked that nothing is missing.".into()
    })
}

/// Two of each: one could be chance.
const FEWEST: usize = 2;

pub(crate) fn summary_missing(draft: &ReadDraft<'_>) -> Vec<Hit> {
    Hit::when(draft.notes.summary.is_empty(), "/summary", || {
        "Please write a few sentences on how the hour went. It's what the candidate reads first.".into()
    })
}

pub(crate) fn few_strengths(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let count = real(draft.notes.strengths.iter().map(|strength| &*strength.text));
    Hit::when(count < FEWEST, "/strengths", || {
        "Two strengths, if you can. People stop doing things nobody told them to keep doing.".into()
    })
}

/// How many of these say something, and something else than those before.
fn real<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    let mut seen: Vec<Told> = Vec::new();
    for told in texts.filter(|text| !is_placeholder(text)).map(Told::of) {
        if !seen.iter().any(|before| before.repeats(&told)) {
            seen.push(told);
        }
    }
    seen.len()
}

pub(crate) fn few_gaps(draft: &ReadDraft<'_>) -> Vec<Hit> {
    // Without a behavior there's nothing to change; what else a gap says is about when and why.
    let count = real(draft.notes.gaps.iter().map(|gap| &*gap.behavior));
    Hit::when(count < FEWEST, "/gaps", || {
        "Two gaps, if you can. This is the part that companies keep to themselves.".into()
    })
}

pub(crate) fn gap_incomplete(draft: &ReadDraft<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, gap) in draft.notes.gaps.iter().enumerate() {
        let parts: [(&str, &str, &str); 3] = [
            ("situation", &gap.situation, "When was this? Naming the moment helps them remember it."),
            ("behavior", &gap.behavior, "What did they say or do? They need to know what to do differently."),
            ("impact", &gap.impact, "What did it lead to? The impact shows why it's worth changing."),
        ];
        let mut before: Vec<Told> = Vec::new();
        for (part, text, say) in parts {
            let told = Told::of(text);
            if is_placeholder(text) || before.iter().any(|before| before.repeats_part(&told)) {
                hits.push(Hit::new(format!("/gaps/{at}/{part}"), say));
            }
            before.push(told);
        }
    }
    hits
}
