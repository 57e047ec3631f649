//! Texts as they are read: once each, however many rules look at them.

use super::draft::Draft;
use super::learned::features::features;
use super::learned::{Model, pieces};
use super::text::{Word, words};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

/// A text that was read.
pub(crate) struct Reading {
    pub text: String,
    pub words: Vec<Word>,
    features: OnceCell<Vec<(usize, f64)>>,
    pieces: OnceCell<Vec<Reading>>,
}

impl Reading {
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), words: words(text), features: OnceCell::new(), pieces: OnceCell::new() }
    }

    /// What a model thinks of it.
    pub fn opinion(&self, model: Model) -> f64 {
        model.opinion_of(self.features())
    }

    /// What the models look at.
    fn features(&self) -> &[(usize, f64)] {
        self.features.get_or_init(|| features(&self.words))
    }

    /// Its sentences; very short ones go with the one before.
    pub fn pieces(&self) -> &[Self] {
        self.pieces.get_or_init(|| pieces(&self.text).iter().map(|piece| Self::of(piece)).collect())
    }

    /// Whether it's so of one of the text's sentences. A model says nothing of one or two words: it was trained on none, and
    /// hears a person in "Good job!".
    pub fn any_sentence(&self, is: impl Fn(&Self) -> bool) -> bool {
        self.pieces().iter().any(|one| one.text.split_whitespace().nth(2).is_some() && is(one))
    }
}

/// A draft, and those of its texts that rules have read.
pub(crate) struct ReadDraft<'a> {
    draft: Draft<'a>,
    texts: RefCell<HashMap<&'a str, Rc<Reading>>>,
}

impl<'a> ReadDraft<'a> {
    pub fn new(draft: Draft<'a>) -> Self {
        Self { draft, texts: RefCell::default() }
    }

    /// One of its texts.
    pub fn read(&self, text: &'a str) -> Rc<Reading> {
        Rc::clone(self.texts.borrow_mut().entry(text).or_insert_with(|| Rc::new(Reading::of(text))))
    }

    /// All of its texts, with their pointers.
    pub fn readings(&self) -> impl Iterator<Item = (String, Rc<Reading>)> {
        self.draft.notes.texts().into_iter().map(|(pointer, text)| (pointer, self.read(text)))
    }
}

impl<'a> Deref for ReadDraft<'a> {
    type Target = Draft<'a>;

    fn deref(&self) -> &Draft<'a> {
        &self.draft
    }
}
