//! Links, permissions, kills and two runs at once, where the system has them.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

use super::*;

#[test]
fn links_that_lead_outside_are_refused() {
    let dir = TempDir::new().unwrap();
    let (out, other) = (dir.path().join("client"), dir.path().join("other"));
    fs::create_dir_all(out.join("src")).unwrap();
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("lib.rs"), marked("lib.rs", "not ours to write")).unwrap();
    symlink(&other, out.join("src/types")).unwrap();
    symlink(other.join("lib.rs"), out.join("src/lib.rs")).unwrap();
    symlink(out.join("nowhere"), out.join("src/gone.rs")).unwrap();
    let before = tree(dir.path());
    let files = files(&[
        ("src/types/a.rs", "a"),
        ("src/lib.rs", "a"),
        ("src/gone.rs", "a"),
    ]);
    assert_eq!(
        codes(&files.write(&out).unwrap_err()),
        ["LP0502", "LP0502", "LP0502"]
    );
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn a_folder_that_is_itself_a_link_is_the_choice_of_who_made_it() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("real")).unwrap();
    symlink(dir.path().join("real"), dir.path().join("client")).unwrap();
    files(&[("src/lib.rs", "a")])
        .write(&dir.path().join("client"))
        .unwrap();
    assert!(dir.path().join("real/src/lib.rs").is_file());
}

#[test]
fn new_files_are_readable_as_any_other_and_old_ones_keep_their_permissions() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    fs::write(out.join("plain"), "").unwrap();
    let plain = fs::metadata(out.join("plain"))
        .unwrap()
        .permissions()
        .mode();
    files(&[("src/a.rs", "a"), ("src/b.rs", "a")])
        .write(out)
        .unwrap();
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode();
    assert_eq!(mode("src/a.rs"), plain);
    fs::set_permissions(out.join("src/a.rs"), fs::Permissions::from_mode(0o600)).unwrap();
    files(&[("src/a.rs", "b"), ("src/b.rs", "b")])
        .write(out)
        .unwrap();
    assert_eq!((mode("src/a.rs") & 0o777, mode("src/b.rs")), (0o600, plain));
}

#[test]
fn a_new_folder_is_like_any_other() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    fs::create_dir(out.join("plain")).unwrap();
    let new = files(&[
        ("src/a-b/c.rs", "1"),
        ("src/a/b/c.rs", "2"),
        ("src/a/d.rs", "3"),
        ("x/y.rs", "4"),
    ]);
    let written = new.write(out).unwrap();
    assert_eq!(
        written.written,
        ["src/a-b/c.rs", "src/a/b/c.rs", "src/a/d.rs", "x/y.rs"]
    );
    assert_eq!(new.check(out).unwrap(), []);
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode();
    assert_eq!(
        (mode("src"), mode("src/a/b"), mode("x")),
        (mode("plain"), mode("plain"), mode("plain"))
    );
    // Beside folders that are there, those that aren't.
    let more = files(&[
        ("src/a-b/c.rs", "1"),
        ("src/a/b-c/d.rs", "5"),
        ("src/a/b/c.rs", "2"),
        ("src/a/d.rs", "6"),
        ("src/a0/e.rs", "7"),
        ("x/y.rs", "4"),
    ]);
    let written = more.write(out).unwrap();
    assert_eq!(
        written.written,
        ["src/a/b-c/d.rs", "src/a/d.rs", "src/a0/e.rs"]
    );
    assert_eq!((written.unchanged, written.removed.len()), (3, 0));
    assert_eq!(more.check(out).unwrap(), []);
}

#[test]
fn a_folder_that_somebody_else_fills_meanwhile_stays_theirs() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    let staged = files(&[
        ("Cargo.toml", "new"),
        ("a/b.rs", "new"),
        ("src/lib.rs", "new"),
    ])
    .stage(out)
    .unwrap();
    fs::create_dir(out.join("src")).unwrap();
    fs::write(out.join("src/mine.rs"), "mine").unwrap();
    let problems = staged.commit().unwrap_err();
    assert_eq!(codes(&problems), ["LP0505"]);
    assert!(
        problems[0]
            .help
            .as_deref()
            .unwrap()
            .contains("nothing has changed")
    );
    assert_eq!(names(out), ["src/", "src/mine.rs"]);
}

#[test]
fn two_runs_wait_for_each_other() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().to_owned();
    let staged = files(&[("src/a.rs", "one")]).stage(&out).unwrap();
    let second = thread::spawn({
        let out = out.clone();
        move || files(&[("src/a.rs", "two")]).write(&out)
    });
    thread::sleep(Duration::from_millis(100));
    assert!(!second.is_finished());
    staged.commit().unwrap();
    let written = second.join().unwrap().unwrap();
    assert_eq!(written.written, ["src/a.rs"]);
    assert_eq!(
        fs::read_to_string(out.join("src/a.rs")).unwrap(),
        marked("a.rs", "two")
    );
}

#[test]
fn a_rename_that_fails_undoes_those_before_it() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    files(&[("src/a.rs", "old"), ("src/z.rs", "old")])
        .write(out)
        .unwrap();
    let staged = files(&[
        ("src/a.rs", "new"),
        ("src/b.rs", "new"),
        ("src/z.rs", "new"),
    ])
    .stage(out)
    .unwrap();
    // Between the phases, somebody puts a folder where a file goes.
    fs::remove_file(out.join("src/z.rs")).unwrap();
    fs::create_dir(out.join("src/z.rs")).unwrap();
    let problems = staged.commit().unwrap_err();
    assert_eq!(codes(&problems), ["LP0505"]);
    assert!(
        problems[0]
            .help
            .as_deref()
            .unwrap()
            .contains("nothing has changed")
    );
    assert_eq!(
        fs::read_to_string(out.join("src/a.rs")).unwrap(),
        marked("a.rs", "old")
    );
    assert_eq!(names(out), ["src/", "src/a.rs", "src/z.rs/"]);
}

/// Runs [`child`] in a shell that limits the size of files to a few blocks.
fn write_with_limit(out: &Path, prepare: &str) -> Output {
    let script = format!("{prepare} ulimit -f 8; exec \"$0\" --exact unix::child --nocapture");
    Command::new("sh")
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env("LETTERPRESS_TEST_OUT", out)
        .output()
        .unwrap()
}

/// Small changes around a file that is larger than the limit.
fn too_large() -> Files {
    let large = "x".repeat(100_000);
    files(&[
        ("src/a.rs", "new"),
        ("src/deep/b.rs", "new"),
        ("src/large.rs", &large),
        ("src/z.rs", "new"),
    ])
}

/// What [`write_with_limit`] runs, in a process of its own; by itself it does nothing.
#[test]
fn child() {
    let Some(out) = std::env::var_os("LETTERPRESS_TEST_OUT") else {
        return;
    };
    let problems = too_large().write(Path::new(&out)).unwrap_err();
    eprintln!("{problems:?}");
}

/// What the next test runs, in a process of its own; by itself it does nothing.
#[test]
fn many() {
    let Some(out) = std::env::var_os("LETTERPRESS_TEST_MANY") else {
        return;
    };
    let many: Vec<String> = (0..200).map(|index| format!("src/m{index}.rs")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|path| (path.as_str(), "new")).collect();
    files(&many).write(Path::new(&out)).unwrap();
}

#[test]
fn a_crate_has_more_files_than_a_process_may_have_open() {
    let dir = TempDir::new().unwrap();
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -n 64; exec \"$0\" --exact unix::many --nocapture",
        ])
        .arg(std::env::current_exe().unwrap())
        .env("LETTERPRESS_TEST_MANY", dir.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(names(&dir.path().join("src")).len(), 200);
}

#[test]
fn an_empty_file_is_nobodys_work() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    fs::create_dir(out.join("src")).unwrap();
    fs::write(out.join("src/a.rs"), "").unwrap();
    fs::write(out.join("src/mine.rs"), "").unwrap();
    let written = files(&[("src/a.rs", "new")]).write(out).unwrap();
    assert_eq!(written.written, ["src/a.rs"]);
    assert_eq!(names(out), ["src/", "src/a.rs", "src/mine.rs"]);
}

#[test]
fn a_disk_that_takes_no_more_changes_nothing() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    files(&[("src/a.rs", "old"), ("src/old.rs", "old")])
        .write(out)
        .unwrap();
    let before = tree(out);
    // With the signal ignored, a write beyond the limit fails as one on a full disk does.
    let output = write_with_limit(out, "trap '' XFSZ;");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(
        stderr.contains("LP0500") && stderr.contains("nothing has changed"),
        "{stderr}"
    );
    assert_eq!(tree(out), before);
}

#[test]
fn a_run_that_is_killed_changes_no_file_and_the_next_one_tidies_up() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    files(&[("src/a.rs", "old"), ("src/old.rs", "old")])
        .write(out)
        .unwrap();
    let before = tree(out);
    // The signal of the limit ends the process in the middle of a file.
    let output = write_with_limit(out, "");
    assert_eq!(output.status.code(), None, "{output:?}");
    let after = tree(out);
    for file in &before {
        assert!(after.contains(file), "{file:?} has changed");
    }
    assert!(
        after.len() > before.len(),
        "the run was killed before it began to write"
    );
    too_large().write(out).unwrap();
    assert_eq!(
        names(out),
        [
            "src/",
            "src/a.rs",
            "src/deep/",
            "src/deep/b.rs",
            "src/large.rs",
            "src/z.rs"
        ]
    );
}

#[test]
fn a_run_that_is_killed_in_a_new_folder_leaves_what_check_tells_and_the_next_one_removes() {
    let dir = TempDir::new().unwrap();
    let out = dir.path();
    let output = write_with_limit(out, "");
    assert_eq!(output.status.code(), None, "{output:?}");
    let left = names(out);
    assert!(
        left.iter().any(|name| name.starts_with(".letterpress-")),
        "{left:?}"
    );
    assert!(!left.contains(&"src/".to_owned()), "{left:?}");
    let stale = too_large().check(out).unwrap();
    assert_eq!(stale.len(), 5, "{stale:?}");
    assert_eq!(stale[0].state, State::Leftover);
    let written = too_large().write(out).unwrap();
    assert_eq!(written.removed, [stale[0].path.clone()]);
    assert_eq!(too_large().check(out).unwrap(), []);
    assert!(
        !names(out)
            .iter()
            .any(|name| name.starts_with(".letterpress-"))
    );
}
