//! The layout of what is printed: as prettyplease would have it, line for line. The blank lines between members are ours.

use std::fs;
use std::path::{Path, PathBuf};

use letterpress::config::{Config, Crate};
use letterpress::diagnostic::Diagnostics;
use letterpress::emit::{Output, emit};
use letterpress::source::Sources;

use super::{mini, printed};

#[test]
fn it_is_that_of_prettyplease() {
    let mut outputs = vec![(
        "a small API with one of everything".to_owned(),
        emit(&mini::api()),
    )];
    for schema in documents() {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let config = schema.with_file_name("letterpress.toml");
        let asked = if config.exists() {
            let config = Config::read(&config, &mut sources, &mut diagnostics);
            config
                .and_then(|mut config| config.crates.pop())
                .expect("a good letterpress.toml")
        } else {
            Crate::new("laid-out", &schema, Path::new("unused")).expect("a good name")
        };
        let output = letterpress::press(&asked, &mut sources, &mut diagnostics);
        let output = output.unwrap_or_else(|| {
            let words = letterpress::report::text::render(&diagnostics, &sources, false);
            panic!("{}: {words}", schema.display())
        });
        outputs.push((schema.display().to_string(), output));
    }
    let files: usize = outputs
        .iter()
        .map(|(name, output)| hold(name, output))
        .sum();
    assert!(files > 300, "only {files} files were compared");
}

/// Compares every file, and says how many there are.
fn hold(name: &str, output: &Output) -> usize {
    let mut files = 0;
    for (path, text) in printed(output).filter(|(path, _)| path.ends_with(".rs")) {
        let tree = syn::parse_file(text)
            .unwrap_or_else(|error| panic!("{name}: {path} does not parse: {error}\n{text}"));
        let expected = prettyplease::unparse(&tree);
        // The header is a plain comment: no syntax tree has it.
        let ours: Vec<&str> = lines(text).skip(1).collect();
        let theirs: Vec<&str> = lines(&expected).collect();
        if let Some(at) =
            (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at))
        {
            let around = |lines: &[&str]| {
                let end = lines.len().min(at + 4);
                lines[at.saturating_sub(3).min(end)..end].join("\n")
            };
            panic!(
                "{name}: {path}\nprinted:\n{}\nprettyplease:\n{}",
                around(&ours),
                around(&theirs)
            );
        }
        files += 1;
    }
    files
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
}

/// The documents of the project: PCAP twice, and every accepted fixture.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut documents = vec![
        root.join("schema/pcap.yaml"),
        root.join("tests/fixtures/published/openapi.yaml"),
    ];
    let accepted = fs::read_dir(root.join("tests/fixtures/accept")).expect("the accepted fixtures");
    for fixture in accepted.flatten() {
        documents.extend(
            ["openapi.yaml", "openapi.json"]
                .map(|name| fixture.path().join(name))
                .into_iter()
                .filter(|path| path.exists()),
        );
    }
    documents.sort();
    documents
}
