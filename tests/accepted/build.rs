//! Presses every folder of `tests/fixtures/accept` into a module of this crate, and lists what of it can be executed.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use letterpress::config::{Config, Crate};
use letterpress::diagnostic::Diagnostics;
use letterpress::report::text::render;
use letterpress::source::Sources;
use letterpress::{emit, pipeline};

#[path = "../../generator/src/build/reroot.rs"]
mod reroot;
#[path = "build/table.rs"]
mod table;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let folder = Path::new("../fixtures/accept").canonicalize()?;
    // The library's own sources are Cargo's to watch.
    writeln!(io::stdout(), "cargo:rerun-if-changed={}", folder.display())?;
    writeln!(io::stdout(), "cargo:rerun-if-env-changed={LISTED}")?;
    let listed = env::var_os(LISTED);
    writeln!(io::stdout(), "cargo:rustc-check-cfg=cfg(listed)")?;
    if listed.is_some() {
        writeln!(io::stdout(), "cargo:rustc-cfg=listed")?;
    }
    let documents = match &listed {
        Some(list) => listed_documents(Path::new(list))?,
        None => fixtures_in(&folder)?,
    };

    let (mut modules, mut fixtures) = (String::new(), String::new());
    let (mut refused, mut count) = (String::new(), 0);
    for (name, document) in documents {
        match add(&document, &name, &out, &mut fixtures)? {
            Ok(library) => writeln!(modules, "#[path = {library:?}]\npub mod {name};")?,
            Err(printed) => {
                refused.push_str(&printed);
                count += 1;
            }
        }
    }
    if !refused.is_empty() && listed.is_none() {
        return Err(Box::new(Refused(refused)));
    }
    let text = format!(
        "/// How many documents have an error.\npub const REFUSED: usize = {count};\n\n/// The modules, a fixture each.\npub mod fixtures {{\n{modules}}}\n\n/// What can be executed.\n#[allow(deprecated)]\npub const FIXTURES: &[table::Fixture] = &[\n{fixtures}];\n"
    );
    fs::write(out.join("fixtures.rs"), text)?;
    Ok(())
}

/// Names a file that lists other documents than the fixtures, a path a line: what the oracle is asked about.
const LISTED: &str = "LETTERPRESS_DOCUMENTS";

/// The documents of a list, with a name for each.
fn listed_documents(list: &Path) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    writeln!(io::stdout(), "cargo:rerun-if-changed={}", list.display())?;
    let text = fs::read_to_string(list)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let named = lines.enumerate().map(|(index, line)| {
        let path = Path::new(line.trim());
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let word: String = stem
            .chars()
            .map(|char| {
                if char.is_ascii_alphanumeric() {
                    char.to_ascii_lowercase()
                } else {
                    '_'
                }
            })
            .collect();
        (format!("d{index}_{word}"), path.to_owned())
    });
    Ok(named.collect())
}

/// The document of each folder, by the folder's name.
fn fixtures_in(folder: &Path) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    let mut fixtures = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or("a fixture's name is an identifier")?;
        fixtures.push((name.to_owned(), entry.path().join("openapi.yaml")));
    }
    fixtures.sort();
    Ok(fixtures)
}

/// What is wrong with fixtures, as the command prints it.
struct Refused(String);

impl fmt::Debug for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a fixture is not accepted\n\n{}", self.0)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

impl Error for Refused {}

/// Writes the module of a fixture; adds its row to the table. Returns the path of the module's file, or what is wrong with the document.
fn add(
    document: &Path,
    name: &str,
    out: &Path,
    fixtures: &mut String,
) -> Result<Result<PathBuf, String>, Box<dyn Error>> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let asked = asked(document, name, &mut sources, &mut diagnostics);
    let api = asked.and_then(|asked| pipeline::api(&asked, &mut sources, &mut diagnostics));
    let printed = render(&diagnostics, &sources, false);
    let Some(mut api) = api else {
        return Ok(Err(printed));
    };
    if env::var_os(LISTED).is_some() {
        // Setters of credentials stand at the one runtime of all: schemes of many documents have the same names.
        api.schemes.clear();
    }
    let files = emit::emit(&api).files;

    let place = out.join(name);
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let outside = reroot::name(name, files.0.keys());
    for (path, text) in &files.0 {
        if !path.ends_with(".rs") || path.starts_with("src/runtime/") {
            continue;
        }
        let root = format!("fixtures::{name}");
        let mut text = reroot::reroot(
            reroot::without_readme(text),
            &root,
            &outside,
            "letterpress_accepted",
        );
        if path == "src/lib.rs" {
            // The runtime of all, which reads one `API`: that of the fixture about credentials.
            text = text.replace("\nmod runtime;\n", "\nuse crate::runtime;\n");
            text = text.replace(
                "\nmod api;\n",
                "\n#[allow(dead_code)]\npub(crate) mod api;\n",
            );
        }
        let path = place.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&place))?;
        fs::write(path, text)?;
    }
    fixtures.push_str(&table::row(&api, &sources, name, document)?);
    Ok(Ok(place.join("src/lib.rs")))
}

/// The crate that a fixture asks for: by its letterpress.toml, or of its document alone.
fn asked(
    document: &Path,
    name: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Crate> {
    let config = document.with_file_name("letterpress.toml");
    if config.exists() {
        let mut asked = Config::read(&config, sources, diagnostics)?.crates.pop()?;
        name.clone_into(&mut asked.name.value);
        return Some(asked);
    }
    match Crate::new(name, document, &document.with_file_name("crate")) {
        Ok(asked) => Some(asked),
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}
