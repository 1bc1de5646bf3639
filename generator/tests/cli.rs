//! The command, as it is called: exit codes, streams, help.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

use std::collections::HashSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const LETTERPRESS: &str = env!("CARGO_BIN_EXE_letterpress");

struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn letterpress(dir: &Path, arguments: &[&str]) -> Ended {
    let output = Command::new(LETTERPRESS)
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn help_teaches_by_examples() {
    let dir = TempDir::new().unwrap();
    for arguments in [
        &["--help"][..],
        &["generate", "--help"],
        &["check", "--help"],
        &["inspect", "--help"],
        &["explain", "--help"],
    ] {
        let ended = letterpress(dir.path(), arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}");
        assert!(
            ended.stdout.contains("Examples:\n  letterpress "),
            "{arguments:?}: {}",
            ended.stdout
        );
        assert_eq!(ended.stderr, "");
    }
    assert!(
        letterpress(dir.path(), &["--help"])
            .stdout
            .contains("Exit codes:")
    );
}

#[test]
fn wrong_usage_is_2() {
    let dir = TempDir::new().unwrap();
    for arguments in [
        &["genrate"][..],
        &["generate", "--schema", "a.yaml"],
        &[
            "generate", "--config", "a", "--schema", "b", "--out", "c", "--name", "d",
        ],
        &["inspect", "tokens"],
    ] {
        let ended = letterpress(dir.path(), arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}");
        assert_eq!(ended.stdout, "");
        assert!(ended.stderr.starts_with("error: "), "{}", ended.stderr);
    }
}

#[test]
fn without_arguments_it_generates_and_says_what_is_missing() {
    let dir = TempDir::new().unwrap();
    for arguments in [&[][..], &["generate"], &["check"], &["inspect"]] {
        let ended = letterpress(dir.path(), arguments);
        assert_eq!(
            (ended.code, ended.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(ended.stderr.contains("error[LP0422]"), "{}", ended.stderr);
    }
}

#[test]
fn a_bad_config_is_2_with_its_place_and_nothing_is_written() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.yaml"), "").unwrap();
    fs::write(
        dir.path().join("letterpress.toml"),
        "[[crate]]\nname = \"a\"\nscheme = \"a.yaml\"\nout = \"client\"\n",
    )
    .unwrap();
    fs::create_dir(dir.path().join("inner")).unwrap();
    let ended = letterpress(&dir.path().join("inner"), &["generate"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(
        ended.stderr.contains("error[LP0402]: unknown key `scheme`"),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.contains("letterpress.toml:3:1"),
        "{}",
        ended.stderr
    );
    assert!(!dir.path().join("client").exists());
}

#[test]
fn diagnostics_for_programs_are_one_object_a_line() {
    let dir = TempDir::new().unwrap();
    fs::write(
        dir.path().join("letterpress.toml"),
        "deny = \"all\"\nextra = 1\n",
    )
    .unwrap();
    let ended = letterpress(dir.path(), &["--message-format", "json", "check"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    let codes: HashSet<String> = ended
        .stderr
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|object| object["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        codes,
        ["LP0405", "LP0402", "LP0419"].map(str::to_owned).into()
    );
}

/// What the disk has against a crate is told with the line that says where the crate is; and a crate that isn't there is no list of a hundred names.
#[test]
fn problems_of_files_have_a_place_and_lists_an_end() {
    let dir = TempDir::new().unwrap();
    let config = "[[crate]]\nname = \"a\"\nschema = \"a.yaml\"\nout = \"client\"\n";
    fs::write(dir.path().join("letterpress.toml"), config).unwrap();
    let document = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  /a: { get: { operationId: a, responses: { '204': { description: Fine. } } } }\n";
    fs::write(dir.path().join("a.yaml"), document).unwrap();

    let ended = letterpress(dir.path(), &["check"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(1), ""));
    let named = ended.stdout.matches("\nmissing client").count();
    assert_eq!(named, 10, "{}", ended.stdout);
    assert!(ended.stdout.contains(" more files\n"), "{}", ended.stdout);

    fs::write(dir.path().join("client"), "mine").unwrap();
    for command in ["generate", "check"] {
        let ended = letterpress(dir.path(), &[command]);
        assert_eq!(ended.code, Some(2));
        for said in [
            "error[LP0504]",
            "letterpress.toml:4:7",
            "the folder of the crate",
        ] {
            assert!(ended.stderr.contains(said), "{}", ended.stderr);
        }
    }
    // Without letterpress.toml there is no such line.
    let arguments = [
        "generate", "--schema", "a.yaml", "--out", "client", "--name", "a",
    ];
    let ended = letterpress(dir.path(), &arguments);
    assert!(ended.stderr.contains("error[LP0504]"), "{}", ended.stderr);
    assert!(
        !ended.stderr.contains("letterpress.toml"),
        "{}",
        ended.stderr
    );
    assert_eq!(
        fs::read_to_string(dir.path().join("client")).unwrap(),
        "mine"
    );
}

#[test]
fn explain() {
    let dir = TempDir::new().unwrap();
    let ended = letterpress(dir.path(), &["explain", "LP0402"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert!(
        ended.stdout.starts_with("LP0402: ")
            && ended.stdout.contains("\nWrong:\n")
            && ended.stdout.contains("\nRight:\n"),
        "{}",
        ended.stdout
    );
    assert_eq!(
        letterpress(dir.path(), &["explain", "lp402"]).stdout,
        ended.stdout
    );

    let ended = letterpress(dir.path(), &["explain", "LP4O2"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(
        ended.stderr.contains("there is no diagnostic `LP4O2`"),
        "{}",
        ended.stderr
    );

    let ended = letterpress(dir.path(), &["explain"]);
    let codes: Vec<&str> = ended.stdout.lines().map(|line| &line[..6]).collect();
    assert!(codes.is_sorted() && codes.contains(&"LP0501"), "{codes:?}");
    let json = letterpress(dir.path(), &["explain", "--message-format", "json"]).stdout;
    assert_eq!(json.lines().count(), codes.len());
}

/// Codes are promised to be known to `explain`; those of this part are found in its source.
#[test]
fn every_code_is_explained() {
    let dir = TempDir::new().unwrap();
    let listed = letterpress(dir.path(), &["explain"]).stdout;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in [
        "config/problem.rs",
        "files/problem.rs",
        "cli/selection.rs",
        "cli/inspect.rs",
        "cli/explain.rs",
        "build.rs",
    ] {
        let text = fs::read_to_string(source.join(file)).unwrap();
        for code in text.split("Code(\"").skip(1).map(|rest| &rest[..6]) {
            assert!(listed.contains(code), "{file}: {code}");
        }
    }
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let dir = TempDir::new().unwrap();
    assert!(
        !letterpress(dir.path(), &["check"])
            .stderr
            .contains('\u{1b}')
    );
    assert!(
        !letterpress(dir.path(), &["check", "--color", "never"])
            .stderr
            .contains('\u{1b}')
    );
    assert!(
        letterpress(dir.path(), &["check", "--color", "always"])
            .stderr
            .contains('\u{1b}')
    );
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = Command::new(LETTERPRESS)
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(stderr, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_stdout_that_takes_nothing_is_an_error() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(LETTERPRESS)
        .arg("explain")
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to stdout"));
}
