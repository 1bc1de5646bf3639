//! A table of letterpress.toml while it is read: keys are taken one by one, and those that remain are unknown.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem;
use crate::config::Located;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Origin, Sources};

/// A value with its bytes.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// What every function of the reader needs: where it is, and where to say what is wrong.
pub(super) struct Reader<'a> {
    pub(super) file: FileId,
    pub(super) sources: &'a mut Sources,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The origin of bytes of the file.
    pub(super) fn origin(&mut self, range: Range<usize>) -> Origin {
        self.sources.add_span(self.file, range)
    }

    /// Reports a problem at bytes of the file.
    pub(super) fn report(
        &mut self,
        diagnostic: Diagnostic,
        range: Range<usize>,
        label: impl Into<String>,
    ) {
        let place = self.origin(range).place();
        self.diagnostics.push(diagnostic.at(place, label));
    }

    /// A value as text.
    pub(super) fn text(&mut self, key: &str, value: &Value<'_>) -> Option<Located<String>> {
        match value.get_ref() {
            DeValue::String(text) => Some(Located {
                value: text.to_string(),
                origin: self.origin(value.span()),
            }),
            _ => self.wrong_type(key, value, "a string"),
        }
    }

    /// A value as a list of text.
    pub(super) fn texts(&mut self, key: &str, value: &Value<'_>) -> Option<Vec<Located<String>>> {
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong_type(key, value, "a list of strings");
        };
        // Every item is looked at, so that all wrong ones are reported.
        let texts: Vec<_> = items.iter().map(|item| self.text(key, item)).collect();
        texts.into_iter().collect()
    }

    /// A value as a table.
    pub(super) fn table<'t, 'd>(
        &mut self,
        key: &str,
        value: &'t Value<'d>,
    ) -> Option<Table<'t, 'd>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(table, value.span())),
            _ => self.wrong_type(key, value, "a table"),
        }
    }

    /// A value as a list of tables.
    pub(super) fn tables<'t, 'd>(
        &mut self,
        key: &str,
        value: &'t Value<'d>,
    ) -> Option<Vec<Table<'t, 'd>>> {
        let DeValue::Array(items) = value.get_ref() else {
            return self.wrong_type(key, value, &format!("a list of tables: `[[{key}]]`"));
        };
        let tables: Vec<_> = items.iter().map(|item| self.table(key, item)).collect();
        tables.into_iter().collect()
    }

    /// Reports that a value has another type than it should, and goes on without it.
    pub(super) fn wrong_type<T>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        wanted: &str,
    ) -> Option<T> {
        let diagnostic = problem::wrong_type(key, value.get_ref(), wanted);
        self.report(diagnostic, value.span(), "");
        None
    }
}

/// A table of which not all keys have been taken.
pub(super) struct Table<'t, 'd> {
    entries: Vec<(&'t Spanned<std::borrow::Cow<'d, str>>, &'t Value<'d>)>,
    /// What has been asked for: the keys to choose from when one is misspelt.
    known: Vec<&'static str>,
    /// Its header, or its braces.
    pub(super) range: Range<usize>,
}

impl<'t, 'd> Table<'t, 'd> {
    pub(super) fn new(table: &'t DeTable<'d>, range: Range<usize>) -> Self {
        Self {
            entries: table.iter().collect(),
            known: Vec::new(),
            range,
        }
    }

    /// Takes the value of a key that the format knows.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'t Value<'d>> {
        self.known.push(key);
        let index = self
            .entries
            .iter()
            .position(|(name, _)| name.get_ref() == key)?;
        Some(self.entries.remove(index).1)
    }

    /// Takes a string.
    pub(super) fn text(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
    ) -> Option<Located<String>> {
        let value = self.take(key)?;
        reader.text(key, value)
    }

    /// Takes a string that must be there; one of the wrong type has been reported as that.
    pub(super) fn required(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        example: &str,
    ) -> Option<Located<String>> {
        match self.take(key) {
            Some(value) => reader.text(key, value),
            None => {
                reader.report(
                    problem::missing(key, example),
                    self.range.clone(),
                    format!("`{key}` is missing here"),
                );
                None
            }
        }
    }

    /// Takes a list of strings; none is an empty list.
    pub(super) fn texts(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
    ) -> Vec<Located<String>> {
        self.take(key)
            .and_then(|value| reader.texts(key, value))
            .unwrap_or_default()
    }

    /// Takes a boolean.
    pub(super) fn boolean(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => reader.wrong_type(key, value, "`true` or `false`"),
        }
    }

    /// Takes a whole number from 0.
    pub(super) fn count(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
    ) -> Option<Located<u64>> {
        let value = self.take(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().replace('_', "").parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => Some(Located {
                value: number,
                origin: reader.origin(value.span()),
            }),
            None => reader.wrong_type(key, value, "a whole number from 0, in digits"),
        }
    }

    /// Takes a table.
    pub(super) fn table(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
    ) -> Option<Table<'t, 'd>> {
        let value = self.take(key)?;
        reader.table(key, value)
    }

    /// All entries of a table whose keys are free: key, bytes of the key, value.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'t str, Range<usize>, &'t Value<'d>)> {
        self.entries
            .into_iter()
            .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
    }

    /// Reports the keys that nobody took.
    pub(super) fn finish(self, reader: &mut Reader<'_>, name: &str) {
        for (key, _) in self.entries {
            let diagnostic = problem::unknown_key(key.get_ref(), name, &self.known);
            reader.report(diagnostic, key.span(), "");
        }
    }
}
