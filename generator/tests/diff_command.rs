//! `letterpress diff` as it is called: commits, gates, acknowledgements, forms, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const API: &str = r##"openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "https://things.test" }]
paths:
  /things/{id}:
    get:
      operationId: things.get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
      responses:
        "200":
          description: The thing.
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: { type: string }
        kind: { type: string, enum: [a, b] }
        colour: { type: string }
"##;

const CONFIG: &str = r#"[[crate]]
name = "things"
schema = "schema/api.yaml"
out = "client"

[crate.package]
version = "1.4.2"
"#;

#[path = "diff_command/changelog.rs"]
mod changelog;
#[path = "diff_command/reports.rs"]
mod reports;
#[path = "diff_command/settings.rs"]
mod settings;
#[path = "diff_command/several.rs"]
mod several;
#[path = "diff_command/versions.rs"]
mod versions;

/// A repository with one commit, and a working tree that may differ.
struct Repository {
    folder: TempDir,
    /// Where letterpress.toml is: the root, or a folder below.
    project: PathBuf,
}

struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Repository {
    fn new() -> Self {
        Self::below("")
    }

    fn below(inner: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let project = folder.path().join(inner);
        fs::create_dir_all(project.join("schema")).unwrap();
        let repository = Self { folder, project };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.write("letterpress.toml", CONFIG);
        repository.write("schema/api.yaml", API);
        assert_eq!(repository.run(&["generate"]).code, Some(0));
        repository.commit();
        repository
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {said}");
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "A commit"]);
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.project.join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.project.join(path)).unwrap()
    }

    /// Replaces a piece of a file that has it once.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
        self.write(path, &text.replace(from, to));
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        run(&self.project, arguments)
    }

    fn diff(&self, arguments: &[&str]) -> Ended {
        self.run(&[&["diff"], arguments].concat())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let ended = self.diff(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&ended.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", ended.stdout, ended.stderr))
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_letterpress"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const COLOUR: &str = "        colour: { type: string }\n";
const LIMIT: (&str, &str) = ("maximum: 100", "maximum: 50");

#[test]
fn a_commit_is_read_without_a_checkout() {
    for inner in ["", "apis/things"] {
        let repository = Repository::below(inner);
        repository.edit("schema/api.yaml", COLOUR, "");
        let ended = repository.diff(&["git:main"]);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        assert!(
            ended
                .stdout
                .starts_with("things: git:main -> working tree\n"),
            "{}",
            ended.stdout
        );
        assert!(
            ended
                .stdout
                .contains("- types::Thing::colour: pub colour: Option<String>"),
            "{}",
            ended.stdout
        );
        // What is gone is shown where it was, by its path in the repository.
        let json = repository.json(&["git:main"]);
        let file = Path::new(inner).join("schema/api.yaml");
        let at = &json["changes"][0]["base"];
        assert_eq!(at["file"], file.to_str().unwrap());
        assert_eq!((&at["line"], &at["column"]), (&23.into(), &9.into()));
        assert_eq!(at["pointer"], "/components/schemas/Thing/properties/colour");
        // Nothing was checked out, nothing is left to commit but the edit.
        assert!(!repository.read("schema/api.yaml").contains("colour"));

        repository.commit();
        let two = repository.json(&["git:main~1", "git:main"]);
        assert_eq!(two["changes"][0]["id"], json["changes"][0]["id"]);
        let none = repository.json(&["git:HEAD"]);
        assert_eq!(none["summary"]["semver"], "none", "{none:#}");
        // From a folder further down, as everywhere.
        let ended = run(&repository.project.join("schema"), &["diff", "git:HEAD~1"]);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        assert!(ended.stdout.contains("Breaking (1)"), "{}", ended.stdout);
    }
}

#[test]
fn a_version_that_cannot_be_read_is_no_version_without_changes() {
    let repository = Repository::new();
    for revision in ["git:nowhere", "git:", "git:--help"] {
        let ended = repository.diff(&[revision]);
        assert_eq!(ended.code, Some(2), "{revision}: {}", ended.stdout);
        assert_eq!(ended.stdout, "");
        assert!(ended.stderr.contains("error[LP0602]"), "{}", ended.stderr);
        assert!(ended.stderr.contains("help:"), "{}", ended.stderr);
    }
    repository.edit("schema/api.yaml", "type: object", "type: objekt");
    let ended = repository.diff(&["git:main"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(
        ended.stderr.contains("schema/api.yaml:18:"),
        "{}",
        ended.stderr
    );
    // The error of a commit is shown where it is in the commit.
    repository.commit();
    repository.write("schema/api.yaml", API);
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.stderr.contains("schema/api.yaml:18:"),
        "{}",
        ended.stderr
    );

    assert!(
        ended.stderr.contains("error[LP0610]: git:main has errors"),
        "{}",
        ended.stderr
    );

    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("letterpress.toml"), CONFIG).unwrap();
    let ended = run(outside.path(), &["diff", "git:main"]);
    assert_eq!(ended.code, Some(2));
}

/// What is not there is told with what to write instead.
#[test]
fn what_is_not_there_is_told_with_what_to_do() {
    let repository = Repository::new();
    let told = |input: &str, help: &str| {
        let ended = repository.diff(&[input]);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
        let message = format!("error[LP0001]: `{input}` cannot be read: there is no such file");
        assert!(ended.stderr.contains(&message), "{}", ended.stderr);
        assert!(ended.stderr.contains(help), "{}", ended.stderr);
    };
    told("main", "of the commit write `git:main`");
    told("HEAD", "of the commit write `git:HEAD`");
    told(
        "old.yaml",
        "by its path from the current folder, or `git:REV`",
    );

    // A clone that has only the newest commit.
    repository.edit("schema/api.yaml", COLOUR, "");
    repository.commit();
    let folder = TempDir::new().unwrap();
    let from = format!("file://{}", repository.folder.path().display());
    let clone = folder.path().join("clone");
    repository.git(&[
        "clone",
        "-q",
        "--depth",
        "1",
        &from,
        clone.to_str().unwrap(),
    ]);
    let ended = run(&clone, &["diff", "git:HEAD~1"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.stderr.contains("git fetch --unshallow"),
        "{}",
        ended.stderr
    );
    assert_eq!(run(&clone, &["diff", "git:HEAD"]).code, Some(0));
}

#[test]
fn gates_say_no_with_one() {
    let repository = Repository::new();
    let gates = |repository: &Repository| {
        ["wire", "rust", "version", "wire,rust,version"]
            .map(|gate| repository.diff(&["git:main", "--deny", gate]).code.unwrap())
    };
    assert_eq!(gates(&repository), [0, 0, 0, 0], "nothing changed");

    // Breaks the wire, not Rust: a patch.
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    assert_eq!(gates(&repository), [1, 0, 1, 1]);
    let ended = repository.diff(&["git:main", "--deny", "version"]);
    assert!(ended.stderr.contains("error[LP0607]"), "{}", ended.stderr);
    assert!(ended.stderr.contains("1.4.3"), "{}", ended.stderr);
    repository.edit("letterpress.toml", "1.4.2", "1.4.3");
    assert_eq!(gates(&repository), [1, 0, 0, 1]);

    // Breaks Rust too: a major release.
    repository.edit("schema/api.yaml", COLOUR, "");
    assert_eq!(gates(&repository), [1, 1, 1, 1]);
    repository.edit("letterpress.toml", "1.4.3", "1.5.0");
    assert_eq!(gates(&repository), [1, 1, 1, 1]);
    repository.edit("letterpress.toml", "1.5.0", "2.0.0");
    assert_eq!(gates(&repository), [1, 1, 0, 1]);
    // Without a gate nothing is denied.
    assert_eq!(repository.diff(&["git:main"]).code, Some(0));

    // Something new is a minor release.
    repository.write(
        "schema/api.yaml",
        &API.replace("enum: [a, b]", "enum: [a, b, c]"),
    );
    repository.edit("letterpress.toml", "2.0.0", "1.4.9");
    assert_eq!(gates(&repository), [0, 0, 1, 1]);
    repository.edit("letterpress.toml", "1.4.9", "1.5.0");
    assert_eq!(gates(&repository), [0, 0, 0, 0]);
}

#[test]
fn what_is_acknowledged_passes_until_it_is_stale() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    repository.edit("schema/api.yaml", COLOUR, "");
    let json = repository.json(&["git:main"]);
    let changes = json["changes"].as_array().unwrap();
    let ids: Vec<&str> = changes
        .iter()
        .map(|change| change["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 2, "{json:#}");
    for id in &ids {
        let ended = repository.diff(&[
            "git:main",
            "--acknowledge",
            id,
            "--reason",
            "Nobody \"uses\" it",
        ]);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    }
    let deny = ["git:main", "--deny", "wire,rust"];
    let ended = repository.diff(&deny);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended.stdout.contains("acknowledged: Nobody \"uses\" it"),
        "{}",
        ended.stdout
    );
    let json = repository.json(&["git:main"]);
    assert!(
        json["changes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|change| change["acknowledged"] == true)
    );
    let file = repository.read("letterpress-acks.toml");
    // Twice is once.
    repository.diff(&["git:main", "--acknowledge", ids[0], "--reason", "Again"]);
    assert_eq!(repository.read("letterpress-acks.toml"), file);

    // Moved lines and other words change no id.
    repository.edit("schema/api.yaml", "info: {", "# A comment.\n\ninfo: {");
    repository.edit("schema/api.yaml", "The thing.", "A thing, as it is.");
    repository.edit(
        "schema/api.yaml",
        "    Thing:\n",
        "    Thing:\n      description: Words.\n",
    );
    assert_eq!(repository.diff(&deny).code, Some(0));

    // Another limit is another change; what was acknowledged is no more.
    repository.edit("schema/api.yaml", LIMIT.1, "maximum: 20");
    let ended = repository.diff(&deny);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("error[LP0603]"), "{}", ended.stderr);
    assert!(ended.stderr.contains("error[LP0606]"), "{}", ended.stderr);

    // Stale ones are errors without any gate, those of another crate are not ours, those of none are nobody's.
    repository.write("schema/api.yaml", API);
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        ended.stderr.matches("error[LP0603]").count(),
        2,
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("letterpress-acks.toml:3:6"),
        "{}",
        ended.stderr
    );
    repository.write(
        "letterpress-acks.toml",
        &file.replace("\"things\"", "\"others\""),
    );
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .stderr
            .contains("letterpress.toml has no crate `others`"),
        "{}",
        ended.stderr
    );
    let others = CONFIG.replace("\"things\"", "\"others\"");
    let others = others.replace("\"client\"", "\"other-client\"");
    repository.write("letterpress.toml", &format!("{CONFIG}{others}"));
    let ended = repository.diff(&["git:main", "--crate", "things"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    repository.write("letterpress.toml", CONFIG);

    // No such change, no reason, no such file.
    let ended = repository.diff(&["git:main", "--acknowledge", "0000000000", "--reason", "x"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("error[LP0605]"), "{}", ended.stderr);
    repository.write("letterpress-acks.toml", "[[acknowledged]]\nid = 1\n");
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("error[LP0604]"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("letterpress-acks.toml:2:6"),
        "{}",
        ended.stderr
    );

    // Every problem of the file, and one that nobody can read is not taken for an empty one.
    let entry = |id: &str, reason: &str| {
        format!(
            "[[acknowledged]]\ncrate = \"things\"\nid = \"{id}\"\nrule = \"r\"\nreason = \"{reason}\"\n"
        )
    };
    let both = entry("", "x") + &entry("1", " ");
    repository.write("letterpress-acks.toml", &both);
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(2));
    for line in ["letterpress-acks.toml:3:6", "letterpress-acks.toml:10:10"] {
        assert!(ended.stderr.contains(line), "{}", ended.stderr);
    }
    fs::write(repository.project.join("letterpress-acks.toml"), b"\xff").unwrap();
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("error[LP0500]"), "{}", ended.stderr);
}
