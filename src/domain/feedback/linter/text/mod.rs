//! Text as words: enough to find phrases at word boundaries, without grammar.

pub(crate) mod english;
pub(crate) mod phrases;
pub(crate) mod placeholder;
pub(crate) mod repeats;
pub(crate) mod slots;
pub(crate) mod spelling;
pub(crate) mod stem;

/// A word of a text, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word; empty where something was quoted, so that no phrase reaches across it.
    pub text: String,
    /// The word without its ending.
    pub stem: String,
    /// A sentence or a line starts with it.
    pub starts: bool,
    /// A sentence, a line or a clause ends with it.
    pub ends: bool,
}

/// The words of a text. Quotations and code (in quotes or backticks) are left out: a candidate who says "I was lazy
/// there" is evidence, not a judgement.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut starts = true;
    let mut rest = text;
    let mut before = ' ';
    while let Some(next) = rest.chars().next() {
        let length = if let Some(length) = quoted(rest, before) {
            words.push(Word { text: String::new(), stem: String::new(), starts, ends: false });
            starts = false;
            length
        } else if next.is_alphanumeric() {
            let length = rest.find(|c: char| !in_word(c)).unwrap_or(rest.len());
            let (word, _) = rest.split_at(length);
            let text = word.to_lowercase().replace('’', "'");
            words.push(Word { stem: stem::stem(&text), text, starts, ends: false });
            starts = false;
            length
        } else {
            let stop = stop(next, rest);
            starts |= stop == Some(Stop::Sentence);
            if let (Some(_), Some(last)) = (stop, words.last_mut()) {
                last.ends = true;
            }
            next.len_utf8()
        };
        let (done, left) = rest.split_at(length);
        before = done.chars().next_back().unwrap_or(' ');
        rest = left;
    }
    if let Some(last) = words.last_mut() {
        last.ends = true;
    }
    words
}

/// How many words at the beginning of `words` form this phrase; a phrase never spans a comma.
pub(crate) fn phrase_at(words: &[Word], phrase: &str) -> Option<usize> {
    let mut count = 0;
    let mut ended = false;
    for part in phrase.split(' ') {
        let word = words.get(count)?;
        if ended || (word.text != part && word.text.strip_suffix("'s") != Some(part)) {
            return None;
        }
        ended = word.ends;
        count += 1;
    }
    Some(count)
}

/// The sentences and lines of a text.
pub(crate) fn sentences(words: &[Word]) -> Vec<&[Word]> {
    words.chunk_by(|_, next| !next.starts).collect()
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '#' | '+')
}

#[derive(PartialEq, Eq)]
enum Stop {
    Sentence,
    Clause,
}

fn stop(c: char, rest: &str) -> Option<Stop> {
    let next = rest.chars().nth(1);
    match c {
        '!' | '?' | '\n' | '•' => Some(Stop::Sentence),
        // `Promise.all` is one thing, and so is 3.5.
        '.' => next.is_none_or(|next| !next.is_alphanumeric()).then_some(Stop::Sentence),
        ';' | ':' | '(' | ')' | ',' | '–' | '—' => Some(Stop::Clause),
        // A hyphen joins words, a dash separates clauses.
        '-' => next.is_none_or(char::is_whitespace).then_some(Stop::Clause),
        _ => None,
    }
}

/// The length of the quotation that `rest` opens with, its marks included.
fn quoted(rest: &str, before: char) -> Option<usize> {
    let open = rest.chars().next()?;
    let close = match open {
        '"' | '`' => &[open] as &[char],
        '“' | '„' => &['”', '“'],
        '«' => &['»'],
        '\'' | '‘' if !before.is_alphanumeric() => &['\'', '’'],
        _ => return None,
    };
    let inside = rest.get(open.len_utf8()..)?;
    let single = matches!(open, '\'' | '‘');
    // In 'I don't know' the second mark is an apostrophe.
    let ends = |after: &str| !single || !after.chars().next().is_some_and(char::is_alphanumeric);
    let (at, mark) = inside.match_indices(close).find(|(at, mark)| inside.get(at + mark.len()..).is_some_and(ends))?;
    Some(open.len_utf8() + at + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        words(text).iter().map(|w| if w.text.is_empty() { "_" } else { &w.text }).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_lower_case_and_quotes_are_left_out() {
        assert_eq!(shown("She’s Smart-ish, in C++."), "she's smart ish in c++");
        assert_eq!(shown("Said \"I was lazy\" and `lazy_static`!"), "said _ and _");
        assert_eq!(shown("said 'I don't know' twice"), "said _ twice");
        assert_eq!(shown("„faul“ “lazy” «paresseux»"), "_ _ _");
        assert_eq!(shown("the users' table isn't 5\" wide"), "the users' table isn't 5 wide");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn sentences_start_and_clauses_end() {
        let words = words("Used Promise.all. Great - fast");
        assert_eq!(words.iter().map(|word| word.starts).collect::<Vec<_>>(), [true, false, false, true, false]);
        assert_eq!(words.iter().map(|word| word.ends).collect::<Vec<_>>(), [false, false, true, true, true]);
    }
}
