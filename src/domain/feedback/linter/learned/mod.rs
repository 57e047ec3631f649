//! Small linear models for what word lists can't list: a weight for each word, pair of words and run of letters, hashed.
//!
//! They are trained from the labelled corpora by `scripts/train-linter` (see `tests/train.rs`) and embedded, 4 KB each. A rule
//! fires when its words say so or when its model is sure; how sure it has to be was chosen on a corpus that it wasn't trained on.

pub(crate) mod features;

use features::SIZE;
use std::sync::LazyLock;

/// What a model tells apart, in the order in which the weights are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    Person,
    Bare,
    Protected,
    Language,
    Unchecked,
    Alone,
    NotFour,
    NotOne,
    NoReason,
    NotInSpite,
    GivesAway,
    Solving,
    Code,
    Communication,
    Testing,
    Knowledge,
}

impl Model {
    pub const ALL: [Self; 16] = [
        Self::Person,
        Self::Bare,
        Self::Protected,
        Self::Language,
        Self::Unchecked,
        Self::Alone,
        Self::NotFour,
        Self::NotOne,
        Self::NoReason,
        Self::NotInSpite,
        Self::GivesAway,
        Self::Solving,
        Self::Code,
        Self::Communication,
        Self::Testing,
        Self::Knowledge,
    ];

    /// The model's opinion of a text with these features: above 0 is yes, and the further from 0 the surer.
    pub fn opinion_of(self, features: &[(usize, f64)]) -> f64 {
        MODELS.iter().find(|(model, _)| *model == self).map_or(0.0, |(_, weights)| weights.score(features))
    }
}

/// Whether the field tells of the candidate in whole sentences: what the models were trained on. Timelines and hints are a log,
/// and action steps are about next week.
pub(crate) fn says_what(pointer: &str) -> bool {
    !["/timeline/", "/hints/", "/action_steps/"].iter().any(|it| pointer.starts_with(it))
}

/// The sentences of a text; very short ones go with the one before, and a quotation isn't torn.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    let pieces = text.split_inclusive(['.', '!', '?', '\n']).map(str::trim);
    let mut sentences: Vec<String> = Vec::new();
    for piece in pieces {
        // "3.5" and "e.g." don't end a sentence.
        let goes_on = |before: &str| before.split_whitespace().count() < 4 || is_open(before);
        match sentences.last_mut().filter(|before| goes_on(before)) {
            Some(before) => *before = format!("{before} {piece}"),
            None => sentences.push(piece.to_owned()),
        }
    }
    sentences
}

/// A quotation began and hasn't ended. A mark that is never closed doesn't hold a long text together.
fn is_open(text: &str) -> bool {
    const LONGEST: usize = 300;
    text.len() < LONGEST && text.matches(['"', '“', '”']).count() % 2 == 1
}

/// The weights of one model.
pub(crate) struct Weights {
    pub bias: f64,
    /// What a step of a weight is worth.
    pub step: f64,
    pub each: Vec<i8>,
}

/// The bytes in front of a model's weights: its bias and its step as 32-bit floats, little-endian.
const HEAD: usize = 8;

impl Weights {
    fn score(&self, features: &[(usize, f64)]) -> f64 {
        let weight = |at: usize| self.each.get(at).copied().map_or(0.0, f64::from);
        self.bias + self.step * features.iter().map(|(at, value)| weight(*at) * value).sum::<f64>()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let float = |at: usize| Some(f64::from(f32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
        let each = bytes.get(HEAD..)?.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        Some(Self { bias: float(0)?, step: float(4)?, each })
    }

    #[cfg(all(test, feature = "train-linter"))]
    pub fn write(&self, to: &mut Vec<u8>) {
        #[expect(clippy::cast_possible_truncation, reason = "stored as 32 bits")]
        let head = [self.bias as f32, self.step as f32];
        to.extend(head.into_iter().flat_map(f32::to_le_bytes));
        to.extend(self.each.iter().flat_map(|weight| weight.to_le_bytes()));
    }
}

static MODELS: LazyLock<Vec<(Model, Weights)>> = LazyLock::new(|| {
    let all = include_bytes!("weights.bin").chunks(HEAD + SIZE);
    Model::ALL.into_iter().zip(all).filter_map(|(model, bytes)| Some((model, Weights::read(bytes)?))).collect()
});
