//! What the command is asked.

use std::path::PathBuf;

/// How it is used.
pub const USAGE: &str = "\
Presses and compiles the OpenAPI documents of a folder, and keeps a table of what came of each.

Usage: corpus DIR [options]

  --sample N         only N of the documents, drawn by --seed
  --seed S           which ones [1]
  --only TEXT        only the documents whose name has TEXT in it
  --large            only the five large ones that are known by name
  --max-bytes N      only documents up to N bytes [1000000; with --large or --generate-only, any]
  --generate-only    press, and compile nothing
  --thorough         compile every crate with all features and its documentation too, instead of one in eight
  --again            also those that the table knows already
  --strict           fail where a document is rejected, or a warning is left
  --table FILE       the table [tests/corpus/table.tsv]
  --work DIR         where the crates take turns [target/corpus]
  --letterpress FILE the command [that of the same profile as this one]

The exit code is 1 where a document panics, hangs, takes too much, or makes a crate that does not compile.
";

/// The arguments.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// The folder of documents.
    pub corpus: PathBuf,
    /// How many, by chance.
    pub sample: Option<usize>,
    /// The chance.
    pub seed: u64,
    /// What the names have.
    pub only: Option<String>,
    /// The five by name.
    pub large: bool,
    /// The largest size.
    pub max_bytes: Option<u64>,
    /// No compiling.
    pub generate_only: bool,
    /// All features for all.
    pub thorough: bool,
    /// Known ones too.
    pub again: bool,
    /// Nothing but success.
    pub strict: bool,
    /// The table's file.
    pub table: Option<PathBuf>,
    /// The folder for crates.
    pub work: Option<PathBuf>,
    /// The press.
    pub letterpress: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments; none where help is asked for.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn read(arguments: impl IntoIterator<Item = String>) -> Result<Option<Self>, String> {
        let mut read = Self {
            corpus: PathBuf::new(),
            sample: None,
            seed: 1,
            only: None,
            large: false,
            max_bytes: None,
            generate_only: false,
            thorough: false,
            again: false,
            strict: false,
            table: None,
            work: None,
            letterpress: None,
        };
        let mut corpus = None;
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "-h" | "--help" => return Ok(None),
                "--sample" => read.sample = Some(number(&value()?)?),
                "--seed" => read.seed = number(&value()?)?,
                "--only" => read.only = Some(value()?),
                "--large" => read.large = true,
                "--max-bytes" => read.max_bytes = Some(number(&value()?)?),
                "--generate-only" => read.generate_only = true,
                "--thorough" => read.thorough = true,
                "--again" => read.again = true,
                "--strict" => read.strict = true,
                "--table" => read.table = Some(value()?.into()),
                "--work" => read.work = Some(value()?.into()),
                "--letterpress" => read.letterpress = Some(value()?.into()),
                option if option.starts_with('-') => return Err(format!("no option {option}")),
                folder if corpus.is_none() => corpus = Some(PathBuf::from(folder)),
                more => return Err(format!("one folder is enough, and there is {more} too")),
            }
        }
        read.corpus = corpus.ok_or("which folder?")?;
        Ok(Some(read))
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}
