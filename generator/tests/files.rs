//! Files on disk: what is written, what is left alone, what a failed run leaves behind.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test fails by panicking"
)]

#[cfg(unix)]
#[path = "files/unix.rs"]
mod unix;

use std::fs;
use std::path::Path;

use letterpress::diagnostic::Diagnostic;
use letterpress::files::{Files, MARK, Stale, State, is_marked};
use tempfile::TempDir;

fn files(entries: &[(&str, &str)]) -> Files {
    Files(
        entries
            .iter()
            .map(|(path, body)| ((*path).to_owned(), marked(path, body).into()))
            .collect(),
    )
}

fn marked(path: &str, body: &str) -> String {
    if path.ends_with(".rs") {
        format!("// {MARK}\n{body}\n")
    } else {
        format!("# {MARK}\n{body}\n")
    }
}

/// Every file below a folder with its text, sorted.
fn tree(dir: &Path) -> Vec<(String, String)> {
    fn walk(dir: &Path, base: &Path, tree: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(base).unwrap().display().to_string();
            if path.is_dir() && !path.is_symlink() {
                tree.push((format!("{name}/"), String::new()));
                walk(&path, base, tree);
            } else {
                tree.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    let mut found = Vec::new();
    walk(dir, dir, &mut found);
    found.sort();
    found
}

fn names(dir: &Path) -> Vec<String> {
    tree(dir).into_iter().map(|(name, _)| name).collect()
}

fn codes(problems: &[Diagnostic]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code.0).collect()
}

#[test]
fn a_new_folder_gets_everything_and_a_second_run_changes_nothing() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("deep/client");
    let files = files(&[
        ("Cargo.toml", "[package]"),
        ("src/lib.rs", "mod types;"),
        ("src/types/mod.rs", ""),
    ]);
    let written = files.write(&out).unwrap();
    assert_eq!(
        written.written,
        ["Cargo.toml", "src/lib.rs", "src/types/mod.rs"]
    );
    assert_eq!((written.unchanged, written.removed.len()), (0, 0));
    assert_eq!(
        names(&out),
        [
            "Cargo.toml",
            "src/",
            "src/lib.rs",
            "src/types/",
            "src/types/mod.rs"
        ]
    );
    assert_eq!(files.check(&out).unwrap(), []);

    let before = fs::metadata(out.join("src/lib.rs"))
        .unwrap()
        .modified()
        .unwrap();
    let written = files.write(&out).unwrap();
    assert_eq!(
        (
            written.written.len(),
            written.unchanged,
            written.removed.len()
        ),
        (0, 3, 0)
    );
    assert_eq!(
        fs::metadata(out.join("src/lib.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
}

#[test]
fn what_is_no_longer_made_goes_and_what_people_wrote_stays() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    files(&[
        ("Cargo.toml", "a"),
        ("src/lib.rs", "a"),
        ("src/old/a.rs", "a"),
        ("src/old/deep/b.rs", "a"),
        ("src/kept/c.rs", "a"),
    ])
    .write(out)
    .unwrap();
    fs::create_dir_all(out.join("examples")).unwrap();
    // Copied from the crate, mark and all: it lies where nothing is written.
    fs::write(out.join("examples/list.rs"), marked("list.rs", "copied")).unwrap();
    fs::write(out.join("src/extensions.rs"), "// by hand").unwrap();
    fs::write(out.join("src/kept/notes.md"), "by hand").unwrap();
    fs::write(out.join("NOTES.md"), "by hand").unwrap();

    let next = files(&[("Cargo.toml", "a"), ("src/lib.rs", "b")]);
    let stale = next.check(out).unwrap();
    let leftover: Vec<&str> = stale
        .iter()
        .filter(|file| file.state == State::Leftover)
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        leftover,
        ["src/kept/c.rs", "src/old/a.rs", "src/old/deep/b.rs"]
    );

    let written = next.write(out).unwrap();
    assert_eq!(written.written, ["src/lib.rs"]);
    assert_eq!(written.removed, leftover);
    assert_eq!(
        names(out),
        [
            "Cargo.toml",
            "NOTES.md",
            "examples/",
            "examples/list.rs",
            "src/",
            "src/extensions.rs",
            "src/kept/",
            "src/kept/notes.md",
            "src/lib.rs"
        ]
    );
    assert_eq!(next.check(out).unwrap(), []);
}

#[test]
fn a_file_without_the_mark_is_never_overwritten() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    fs::create_dir(out.join("src")).unwrap();
    fs::write(out.join("Cargo.toml"), "[package]\n").unwrap();
    fs::write(out.join("src/lib.rs"), format!("//! Mine.\n// {MARK}\n")).unwrap();
    let before = tree(out);
    let files = files(&[
        ("Cargo.toml", "a"),
        ("src/lib.rs", "a"),
        ("src/new.rs", "a"),
    ]);
    let problems = files.write(out).unwrap_err();
    assert_eq!(codes(&problems), ["LP0501", "LP0501"]);
    assert!(
        problems[0].message.contains("Cargo.toml"),
        "{}",
        problems[0].message
    );
    assert_eq!(tree(out), before);
}

#[test]
fn an_empty_file_is_nobodys() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.rs"), "").unwrap();
    let made = files(&[("a.rs", "a")]);
    assert_eq!(made.write(dir.path()).unwrap().written, ["a.rs"]);
    assert_eq!(
        fs::read_to_string(dir.path().join("a.rs")).unwrap(),
        marked("a.rs", "a")
    );
}

#[test]
fn the_mark_is_a_comment_that_begins_the_first_line() {
    for content in [
        "// @generated by letterpress\n",
        "# @generated by letterpress",
        "<!-- @generated by letterpress -->\r\n",
        "\u{feff}// @generated by letterpress. Do not edit.\n",
    ] {
        assert!(is_marked(content.as_bytes()), "{content}");
    }
    for content in [
        "",
        "@generated by letterpress",
        "// generated by letterpress",
        "\n// @generated by letterpress",
        "// @generated by letterpress-ng",
        "let x = 1; // @generated by letterpress",
    ] {
        assert!(!is_marked(content.as_bytes()), "{content}");
    }
    assert!(!is_marked(b"\xff\xfe// @generated by letterpress"));
}

#[test]
fn check_tells_what_is_missing_differing_and_left_over() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    let wanted = files(&[
        ("src/a.rs", "one\ntwo\nthree"),
        ("src/b.rs", "b"),
        ("src/c.rs", "c"),
    ]);
    wanted.write(out).unwrap();
    fs::write(out.join("src/a.rs"), marked("a.rs", "one\n2\nthree")).unwrap();
    fs::remove_file(out.join("src/b.rs")).unwrap();
    fs::write(
        out.join("src/c.rs"),
        marked("c.rs", "c").replace('\n', "\r\n"),
    )
    .unwrap();
    fs::write(out.join("src/d.rs"), marked("d.rs", "d")).unwrap();
    let before = tree(out);
    let stale = wanted.check(out).unwrap();
    let diff =
        "@@ -1,4 +1,4 @@\n // @generated by letterpress\n one\n-2\n+two\n three\n".to_owned();
    let ends = "only the ends of lines differ (CRLF and LF)\n".to_owned();
    let expected = [
        ("src/a.rs", State::Differs { diff }),
        ("src/b.rs", State::Missing),
        ("src/c.rs", State::Differs { diff: ends }),
        ("src/d.rs", State::Leftover),
    ]
    .map(|(path, state)| Stale {
        path: path.to_owned(),
        state,
    });
    assert_eq!(stale, expected);
    assert_eq!(tree(out), before);
}

#[test]
fn a_folder_that_is_not_there_is_all_missing_and_is_not_made() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("client");
    let stale = files(&[("src/lib.rs", "a")]).check(&out).unwrap();
    assert_eq!(stale.len(), 1);
    assert_eq!(stale[0].state, State::Missing);
    assert!(!out.exists());
}

#[test]
fn temporary_files_of_a_killed_run_are_reported_and_removed() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    let files = files(&[("src/lib.rs", "a")]);
    files.write(out).unwrap();
    fs::write(out.join("src/.letterpress-a1b2c3.tmp"), "half a fi").unwrap();
    let stale = files.check(out).unwrap();
    assert_eq!(stale.len(), 1);
    assert_eq!(
        (stale[0].path.as_str(), &stale[0].state),
        ("src/.letterpress-a1b2c3.tmp", &State::Leftover)
    );
    let written = files.write(out).unwrap();
    assert_eq!(written.removed, ["src/.letterpress-a1b2c3.tmp"]);
    assert_eq!(names(out), ["src/", "src/lib.rs"]);
}

#[test]
fn what_is_staged_and_dropped_leaves_no_trace() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("a/client");
    let staged = files(&[("src/types/a.rs", "a")]).stage(&out).unwrap();
    assert!(out.is_dir() && !out.join("src").exists());
    drop(staged);
    assert_eq!(names(dir.path()), Vec::<String>::new());
}

#[test]
fn folders_and_files_in_the_way_are_refused() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    fs::create_dir_all(out.join("src/lib.rs")).unwrap();
    fs::write(out.join("src/types"), "a file").unwrap();
    let files = files(&[
        ("src/lib.rs", "a"),
        ("src/types/a.rs", "a"),
        ("src/types/b.rs", "b"),
    ]);
    let before = tree(out);
    let problems = files.write(out).unwrap_err();
    assert_eq!(codes(&problems), ["LP0504", "LP0504"]);
    assert_eq!(tree(out), before);
    let target = out.join("src/types");
    assert_eq!(codes(&files.write(&target).unwrap_err()), ["LP0504"]);
    assert_eq!(codes(&files.check(&target).unwrap_err()), ["LP0504"]);
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("client");
    for path in [
        "../a.rs",
        "/a.rs",
        "src//a.rs",
        "./a.rs",
        "src\\a.rs",
        "c:a.rs",
        "",
    ] {
        let files = Files([(path.to_owned(), String::new().into())].into());
        assert_eq!(codes(&files.write(&out).unwrap_err()), ["LP0506"], "{path}");
    }
    assert_eq!(names(dir.path()), Vec::<String>::new());
}
