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
#[path = "build/snapshot.rs"]
mod snapshot;
#[path = "build/table.rs"]
mod table;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let folder = Path::new("../fixtures/accept").canonicalize()?;
    // The library's own sources are Cargo's to watch.
    writeln!(io::stdout(), "cargo:rerun-if-changed={}", folder.display())?;
    let mut folders: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    folders.sort();

    let (mut modules, mut fixtures, mut refused) = (String::new(), String::new(), String::new());
    for folder in folders {
        let name = folder
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("a fixture's name is an identifier")?;
        match add(&folder, name, &out, &mut fixtures)? {
            Ok(library) => writeln!(modules, "#[path = {library:?}]\npub mod {name};")?,
            Err(printed) => refused.push_str(&printed),
        }
    }
    if !refused.is_empty() {
        return Err(Box::new(Refused(refused)));
    }
    let text = format!(
        "/// The modules, a fixture each.\npub mod fixtures {{\n{modules}}}\n\n/// What can be executed.\n#[allow(deprecated)]\npub const FIXTURES: &[table::Fixture] = &[\n{fixtures}];\n"
    );
    fs::write(out.join("fixtures.rs"), text)?;
    Ok(())
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

/// Writes the module of a fixture and its snapshot; adds its row to the table. Returns the path of the module's file, or what is wrong with the document.
fn add(
    folder: &Path,
    name: &str,
    out: &Path,
    fixtures: &mut String,
) -> Result<Result<PathBuf, String>, Box<dyn Error>> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let asked = asked(folder, name, &mut sources, &mut diagnostics);
    let api = asked.and_then(|asked| pipeline::api(&asked, &mut sources, &mut diagnostics));
    let printed = render(&diagnostics, &sources, false);
    let Some(api) = api else {
        return Ok(Err(printed));
    };
    let files = emit::emit(&api).files;
    let printed = printed.replace(&format!("{}/", folder.display()), "");
    fs::write(
        out.join(format!("{name}.txt")),
        snapshot::text(&api, &files, &printed),
    )?;

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
            // The runtime of all, which reads the `API` of this crate and not the fixture's.
            text = text.replace("\nmod runtime;\n", "\nuse crate::runtime;\n");
            text = text.replace("\nmod api;\n", "\n#[allow(dead_code)]\nmod api;\n");
        }
        let path = place.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&place))?;
        fs::write(path, text)?;
    }
    fixtures.push_str(&table::row(&api, name, folder)?);
    Ok(Ok(place.join("src/lib.rs")))
}

/// The crate that a fixture asks for: by its letterpress.toml, or of its document alone.
fn asked(
    folder: &Path,
    name: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Crate> {
    let config = folder.join("letterpress.toml");
    if config.exists() {
        let mut asked = Config::read(&config, sources, diagnostics)?.crates.pop()?;
        name.clone_into(&mut asked.name.value);
        return Some(asked);
    }
    match Crate::new(name, &folder.join("openapi.yaml"), &folder.join("crate")) {
        Ok(asked) => Some(asked),
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}
