//! What a finding is told as.

/// A sentence, or what has to be looked up for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// Without its full stop.
    Sentence(String),
    /// What the items that follow are called now says it.
    NamesOfItems,
}

impl From<String> for Title {
    fn from(sentence: String) -> Self {
        Self::Sentence(sentence)
    }
}

impl Title {
    /// The sentence; of names, none yet.
    #[must_use]
    pub fn sentence(&self) -> &str {
        match self {
            Self::Sentence(text) => text,
            Self::NamesOfItems => "",
        }
    }

    pub(super) fn reword(&mut self, words: impl FnOnce(&str) -> String) {
        if let Self::Sentence(text) = self {
            *text = words(text);
        }
    }
}
