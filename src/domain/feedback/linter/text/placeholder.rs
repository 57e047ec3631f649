//! Texts that hold a place: "n/a", "see above", "will fill in later". They're no text, in every rule that counts.

use super::spelling::Lexicon;
use super::words;
use std::sync::LazyLock;

/// Words that placeholders are made of, in English and in the languages that people fall back to.
const FILLERS: &str = "\
    n a na none nil null nothing nope no not any all tbd tbc tba todo fixme wip xxx xx x ditto dto idem same see above \
    below before previous prev earlier later already mentioned said stated written noted discussed covered listed \
    described explained as per the first second third last one ones gap gaps strength strengths point points item \
    summary behavior behaviour situation impact notes note recommendation ratings rating scorecard evidence field \
    section box here there in to of and or at on for from this that it its i i'll ill i've we will would can can't \
    cannot cant could couldn't think recall remember come comes mind really much more else other further particular \
    specific special major big fill add update write complete finish follow follows done be do is was were are been has \
    have out am up tonight tomorrow today soon weekend train when time home back get pending blank empty left leave skip \
    skipped dunno idk unsure sure know don't dont applicable available report add fine ok okay good everything everthing \
    anything tbh honestly so far now yet just again copy repeat repeated identical again refer reference cf look lorem \
    ipsum placeholder asdf foo bar blah bla etc hmm hm meh yes yep with keine kein keiner nichts weiteren weitere siehe \
    oben unten entfällt wie dito folgt noch offen nada ninguno ninguna rien idem néant voir plus haut niente nessuno \
    geen zie boven brak jw comment comments entry mine my another repeating myself kindly please filled lunch after call \
    candidate candidates previous ones k ka angabe leer fehlt nachtrag dinner break meeting monday friday evening \
    morning needed required worth mentioning stands out found observed seen given provided input content text go free \
    missing i'm im thinking still must need should check comes similar equal likewise nix niks nic brak uwag sin novedad \
    pas de commentaire sorry no find found spot see 1 2 3 4 5 two three nothing's moan
    complain complaints idea ideas spring springs apologies pass ran time thought unfortunately afraid hard honest honestly struggling struggled
    to name wrong stood stand stick sticks jumps jumped leap leaps notable noteworthy special overall obvious obviously got had able
    put what sure enter";

/// Words of which a placeholder has at least one; "the second one" alone may be an answer.
const SIGNS: &str = "\
    na none nil null nothing nope tbd tbc tba todo fixme wip xxx xx ditto dto idem same see above below before previous \
    prev earlier already mentioned later fill add update complete follow follows think recall remember mind pending \
    blank empty skip skipped dunno idk applicable available fine ok okay else lorem placeholder asdf blah bla keine \
    keiner nichts siehe entfällt dito folgt nada ninguno ninguna rien néant niente nessuno geen zie brak refer repeat \
    repeated identical copy cf x hmm hm meh write finish unsure know again as everything anything filled kindly ka \
    angabe leer missing blank likewise nix similar needed required mentioning seen any noteworthy notable springs sticks";

static FILLER_WORDS: LazyLock<Lexicon> = LazyLock::new(|| lexicon(FILLERS));
static SIGN_WORDS: LazyLock<Lexicon> = LazyLock::new(|| lexicon(SIGNS));

fn lexicon(words: &str) -> Lexicon {
    Lexicon::new(words.split_whitespace().map(str::to_owned))
}

/// What follows a "no" that isn't an observation.
const NO_MORE: &str = "\
    more other others further gap gaps strength strengths comment comments notes entry points to add";

/// The most words that a placeholder has.
const MOST: usize = 9;

/// Whether a text is empty or only holds a place.
pub(crate) fn is_placeholder(text: &str) -> bool {
    // "n/a is a valid status" in quotes is what somebody said.
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    if words.len() > MOST || words.iter().any(String::is_empty) {
        return false;
    }
    let filled = |word: &String| FILLER_WORDS.spelled(word).is_some();
    let signed = |word: &String| SIGN_WORDS.spelled(word).is_some();
    let text: Vec<&str> = words.iter().map(String::as_str).collect();
    let none = match text.as_slice() {
        ["n" | "k", "a", ..]
        | ["no"]
        | ["to", "be", "done"]
        | ["gap" | "strength" | "point" | "nr", _]
        | ["not", "sure", ..]
        | ["couldn't" | "couldnt" | "can't" | "cant" | "cannot" | "didn't" | "haven't", ..]
        | ["not", "done", ..]
        | ["not", "applicable" | "aplicable" | "available"] => true,
        // "No summary" is a gap.
        ["no", rest @ ..] => rest.iter().all(|word| NO_MORE.split(' ').any(|it| it == *word)),
        // "Nothing was written down" says what happened.
        ["nothing" | "none", "was" | "were" | "is", ..] | [.., "was" | "were" | "is", "missing"] => return false,
        _ => words.is_empty(),
    };
    words.iter().all(filled) && (none || words.iter().any(signed))
}
