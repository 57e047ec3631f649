//! Who or what a word describes: just enough grammar to tell "you were lazy" from "lazy loading".

use super::text::Word;
use super::words::person::{BETWEEN, COPULAS, Counts, FILLERS, FOLLOWERS, JOBS, PEOPLE, PLURAL, PRONOUNS};

/// Whether a phrase with these neighbouring words is about a person.
pub(crate) fn counts(how: Counts, before: &[Word], itself: &[Word], after: &[Word]) -> bool {
    let ended = itself.last().is_some_and(|word| word.ends);
    let subject = subject(before, itself);
    // The candidate may have told of "a stubborn colleague": that is about neither of the two.
    let of_person = !ended && !matches!(subject, Subject::Thing) && before_person(after);
    // Alone in its sentence, or in front of another trait: "Smart and quick."
    let alone = ended || matches!(after, [and, other, ..] if matches!(and.text.as_str(), "and" | "but") && other.ends);
    let said = |loose: bool| match subject {
        Subject::None { fillers } => alone && (fillers > 0 || (loose && before.is_empty())),
        Subject::Left => loose && closes(ended, after),
        Subject::Plural { starts } => (loose || starts) && closes(ended, after),
        Subject::Person => closes(ended, after),
        Subject::Other | Subject::Clause | Subject::Thing => false,
    };
    match how {
        Counts::Anywhere => true,
        Counts::BeforePerson => of_person,
        Counts::OfYou => of_person || said(false) || (!ended && for_a_job(after)),
        Counts::OfSomebody => of_person || said(true),
    }
}

/// The trait is not half of a longer name.
fn closes(closed: bool, after: &[Word]) -> bool {
    closed || after.first().is_none_or(|next| FOLLOWERS.contains(&next.text.as_str()))
}

/// A word for a person comes next, and it isn't a "candidate key" or a "good candidate for an index".
fn before_person(after: &[Word]) -> bool {
    let skip = after.iter().take_while(|word| BETWEEN.contains(&word.text.as_str())).count();
    let Some((person, after)) = after.get(skip..).and_then(|rest| rest.split_first()) else { return false };
    if !PEOPLE.contains(&person.text.as_str()) {
        return false;
    }
    let for_next = after.first().is_some_and(|next| next.text == "for") && !person.ends;
    if for_next { for_a_job(after) } else { closes(person.ends, after) }
}

/// "for the role", but not "for the index".
fn for_a_job(after: &[Word]) -> bool {
    let Some((first, rest)) = after.split_first() else { return false };
    first.text == "for" && rest.iter().take(3).any(|word| JOBS.contains(&word.text.as_str()))
}

/// Who or what the trait is attributed to.
enum Subject {
    /// "You were", "she came across as a bit", "the candidate is".
    Person,
    /// "They are": people, or the iterators of the sentence before.
    Plural { starts: bool },
    /// "Seems": left out.
    Left,
    /// No verb: the sentence begins with the trait, after this many fillers ("Very", "Not a").
    None { fillers: usize },
    /// A verb, and a subject that may be a name or a thing: "Sam is", "Redis is".
    Other,
    /// No verb, in the middle of a sentence: "in short, a".
    Clause,
    /// Nobody: "described a", "with the".
    Thing,
}

fn subject(before: &[Word], itself: &[Word]) -> Subject {
    let is_filler = |word: &Word| FILLERS.contains(&word.text.as_str());
    let mut rest = before;
    // "You were quick and smart": the trait before "and" has the same subject.
    if let [earlier @ .., _, and] = rest
        && and.text == "and"
        && !itself.first().is_some_and(|word| word.starts)
    {
        rest = earlier;
    }
    let fillers = rest.iter().rev().take_while(|word| is_filler(word) && !word.ends).count();
    let (left, skipped) = rest.split_at(rest.len() - fillers);
    let first = skipped.iter().chain(before.get(rest.len()..).unwrap_or_default()).chain(itself).next();
    if first.is_some_and(|word| word.starts) {
        return Subject::None { fillers };
    }
    let Some(verb) = left.last() else { return Subject::Thing };
    if verb.ends {
        return Subject::Clause;
    }
    // "You're" is subject and verb in one.
    let mut subjects = left.iter().rev().filter(|word| !is_filler(word));
    if COPULAS.contains(&verb.text.as_str()) {
        if verb.starts {
            return Subject::Left;
        }
        subjects.next();
    } else if !verb.text.contains('\'') {
        return Subject::Thing;
    }
    match subjects.next().map(|word| (word.text.as_str(), word.starts)) {
        Some((text, _)) if PRONOUNS.contains(&text) || PEOPLE.contains(&text) => Subject::Person,
        Some((text, starts)) if PLURAL.contains(&text) => Subject::Plural { starts },
        _ => Subject::Other,
    }
}
