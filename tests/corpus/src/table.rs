//! The table: a line a document, sorted by name, tab-separated.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::compile::Compiled;
use crate::documents::Document;
use crate::generate::{Outcome, Pressed};

const HEAD: &str = "document\tbytes\toutcome\treason\tuntyped\tseconds\tMiB\tcompiles\terror\twarnings\tlint\trustc seconds\trustc MiB";
const COLUMNS: usize = 13;

/// What is known of all documents so far.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    rows: BTreeMap<String, Row>,
}

/// What is known of a document: a cell a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(Vec<String>);

impl Table {
    /// The table that stands at `path`, or an empty one.
    ///
    /// # Errors
    ///
    /// Where the file can't be read, or is no such table.
    pub fn open(path: &Path) -> io::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
            Err(error) => return Err(error),
        };
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err(io::Error::other(format!(
                "{} has other columns: remove it",
                path.display()
            )));
        }
        let rows = lines
            .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<String>>())
            .filter(|cells| cells.len() == COLUMNS)
            .map(|cells| (cells[0].clone(), Row(cells)))
            .collect();
        Ok(Self {
            path: path.to_owned(),
            rows,
        })
    }

    /// The row of a document.
    #[must_use]
    pub fn row(&self, name: &str) -> Option<&Row> {
        self.rows.get(name)
    }

    /// Puts a row in the place of the document's former one.
    pub fn set(&mut self, row: Row) {
        self.rows.insert(row.0[0].clone(), row);
    }

    /// Writes the table, beside the file first: a run that is stopped leaves a whole one.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn save(&self) -> io::Result<()> {
        let mut text = HEAD.to_owned();
        for row in self.rows.values() {
            text.push('\n');
            text.push_str(&row.0.join("\t"));
        }
        text.push('\n');
        let new = self.path.with_extension("new");
        fs::write(&new, text)?;
        fs::rename(&new, &self.path)
    }
}

impl Row {
    /// The row of a document that was pressed and, perhaps, compiled.
    #[must_use]
    pub fn new(document: &Document, pressed: &Pressed, compiled: Option<&Compiled>) -> Self {
        let (outcome, reason) = match &pressed.outcome {
            Outcome::Generated => ("generated", String::new()),
            Outcome::Rejected { codes, first } => {
                ("rejected", format!("{}: {first}", codes.join(" ")))
            }
            Outcome::Failed(reason) => ("failed", reason.clone()),
        };
        let mut cells = vec![
            document.name.clone(),
            document.bytes.to_string(),
            outcome.to_owned(),
            reason,
            pressed.untyped.to_string(),
            format!("{:.2}", pressed.seconds),
            pressed.mebibytes.to_string(),
        ];
        match compiled {
            Some(compiled) => cells.extend([
                if compiled.errors == 0 { "yes" } else { "no" }.to_owned(),
                compiled.first.clone(),
                compiled.warnings.to_string(),
                compiled.lint.clone(),
                format!("{:.1}", compiled.seconds),
                compiled.mebibytes.to_string(),
            ]),
            None => cells.resize(COLUMNS, String::new()),
        }
        for cell in &mut cells {
            *cell = cell.replace(['\t', '\n', '\r'], " ");
        }
        Self(cells)
    }

    /// `generated`, `rejected` or `failed`.
    #[must_use]
    pub fn outcome(&self) -> &str {
        &self.0[2]
    }

    /// Whether it compiles, where that was tried.
    #[must_use]
    pub fn compiles(&self) -> Option<bool> {
        match self.0[7].as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// Whether the compiler or Clippy warned.
    #[must_use]
    pub fn is_linted(&self) -> bool {
        !matches!(self.0[9].as_str(), "" | "0")
    }

    /// What a person wants to know of it, in a line.
    #[must_use]
    pub fn shown(&self) -> String {
        let told: Vec<&str> = [2, 3, 7, 8, 10]
            .into_iter()
            .map(|column| self.0[column].as_str())
            .filter(|cell| !cell.is_empty())
            .collect();
        format!("{}: {}", self.0[0], told.join(", "))
    }
}
