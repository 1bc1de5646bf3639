//! `letterpress diff --changelog`: what is not released yet, in a file of people.

use super::{COLOUR, LIMIT, Repository};

const FILE: &str = "client/CHANGELOG.md";
const CHANGELOG: [&str; 2] = ["git:main", "--changelog"];

/// The file after a run.
fn written(repository: &Repository) -> String {
    let ended = repository.diff(&CHANGELOG);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    repository.read(FILE)
}

/// As a page shows it.
fn shown(text: &str) -> String {
    let lines = text.lines();
    let lines = lines.map(|line| line.split(" <!--").next().unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn it_is_written_once() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    let first = written(&repository);
    assert!(first.starts_with("# Changelog\n"), "{first}");
    assert!(
        first.contains("## [Unreleased]\n\n### Removed\n\n- **Breaking**: `Thing.colour`"),
        "{first}"
    );
    // Twice is once, and `generate` leaves a file of people alone.
    assert_eq!(written(&repository), first);
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    assert_eq!(repository.run(&["check"]).code, Some(0));
    assert_eq!(repository.read(FILE), first);
    // Another commit's is printed to be read, and nothing is written.
    let ended = repository.diff(&["git:main", "git:main", "--changelog"]);
    assert_eq!(ended.stdout, "## [Unreleased]\n");
    assert_eq!(repository.read(FILE), first);
}

/// It says what differs from the base, whatever was in between.
#[test]
fn what_is_taken_back_leaves_it() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    let first = written(&repository);

    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    assert!(written(&repository).contains("is 50, it was 100"));
    repository.edit("schema/api.yaml", "maximum: 50", "maximum: 25");
    let limit = written(&repository);
    assert!(limit.contains("is 25, it was 100"), "{limit}");
    assert!(!limit.contains("is 50, it was 100"), "{limit}");
    repository.edit("schema/api.yaml", "maximum: 25", LIMIT.0);
    assert_eq!(written(&repository), first);

    // All of it: the heading stays for what comes next.
    repository.git(&["checkout", "-q", "schema/api.yaml"]);
    let nothing = written(&repository);
    assert!(nothing.ends_with("\n## [Unreleased]\n"), "{nothing}");
    repository.edit("schema/api.yaml", COLOUR, "");
    assert_eq!(written(&repository), first);
}

#[test]
fn what_people_wrote_stays() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    written(&repository);
    repository.edit(FILE, "### Removed\n", "### Removed\n\n- By hand.");
    // Reworded, and wrapped: it is the same change.
    repository.edit(FILE, "`Thing.colour` is gone", "No thing has\n  a colour");
    repository.edit("schema/api.yaml", "enum: [a, b]", "enum: [a, b, c]");
    let text = written(&repository);
    assert_eq!(text.matches("- By hand.").count(), 1, "{text}");
    assert!(!text.contains("`Thing.colour` is gone"), "{text}");
    assert!(
        text.contains("### Added\n\n- `Thing.kind` may be `c`."),
        "{text}"
    );
    repository.git(&["checkout", "-q", "schema/api.yaml"]);
    let text = written(&repository);
    assert!(
        text.ends_with("## [Unreleased]\n\n### Removed\n\n- By hand.\n"),
        "{text}"
    );
}

/// What the base's own file tells of changed before.
#[test]
fn what_is_of_an_earlier_change_stays() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    written(&repository);
    repository.commit();
    repository.edit("schema/api.yaml", "enum: [a, b]", "enum: [a, b, c]");
    let both = written(&repository);
    assert!(
        both.contains("`Thing.colour` is gone") && both.contains("may be `c`"),
        "{both}"
    );
    repository.git(&["checkout", "-q", "schema/api.yaml"]);
    let first = written(&repository);
    assert!(
        first.contains("`Thing.colour` is gone") && !first.contains("may be `c`"),
        "{first}"
    );
}

/// A version of its own is an entry of its own, and what it releases isn't unreleased any more.
#[test]
fn a_release_takes_what_was_not_released() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    written(&repository);
    repository.edit(FILE, "`Thing.colour` is gone", "No thing has a colour");
    repository.edit(
        FILE,
        "### Removed\n",
        "### Security\n\n- By hand.\n\n### Removed\n",
    );
    repository.edit("letterpress.toml", "1.4.2", "2.0.0");
    let text = written(&repository);
    let lines = shown(&text);
    let entries = lines
        .split_once("## [Unreleased]")
        .map(|(_, entries)| entries);
    let (unreleased, released) = entries
        .and_then(|text| text.split_once("## [2.0.0]"))
        .unwrap();
    assert_eq!(unreleased, "\n\n### Security\n\n- By hand.\n\n");
    assert!(
        released.starts_with("\n\n### Removed\n\n- **Breaking**: No thing has a colour."),
        "{released}"
    );
    assert_eq!(written(&repository), text);
}

/// A version that is taken back, or becomes another one, was never released: there is one entry for what is not.
#[test]
fn a_version_that_is_taken_back_leaves_one_entry() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    let first = written(&repository);
    repository.edit("letterpress.toml", "1.4.2", "2.0.0");
    let text = written(&repository);
    assert!(
        text.contains("## [Unreleased]\n\n## [2.0.0]\n\n### Removed"),
        "{text}"
    );
    repository.edit(
        FILE,
        "### Removed\n",
        "In short.\n\n### Security\n\n- By hand.\n\n### Removed\n",
    );
    repository.edit("letterpress.toml", "2.0.0", "3.0.0");
    let other = written(&repository);
    assert!(!other.contains("[2.0.0]"), "{other}");
    assert!(other.contains("## [Unreleased]\n\n## [3.0.0]\n\nIn short.\n\n### Security\n\n- By hand.\n\n### Removed\n\n- **Breaking**"), "{other}");

    repository.edit("letterpress.toml", "3.0.0", "1.4.2");
    let back = written(&repository);
    assert!(!back.contains("## [3"), "{back}");
    assert!(back.contains("## [Unreleased]\n\nIn short.\n\n### Security\n\n- By hand.\n\n### Removed\n\n- **Breaking**"), "{back}");
    assert_eq!(
        back.matches("Thing.colour").count(),
        first.matches("Thing.colour").count()
    );
    assert_eq!(written(&repository), back);
    // Nor does one stay that says too little by now.
    repository.git(&["checkout", "-q", "schema/api.yaml"]);
    repository.edit("schema/api.yaml", "enum: [a, b]", "enum: [a, b, c]");
    repository.edit("letterpress.toml", "1.4.2", "1.5.0");
    assert!(written(&repository).contains("## [1.5.0]"));
    repository.edit("schema/api.yaml", COLOUR, "");
    let both = written(&repository);
    assert!(
        !both.contains("## [1.5.0]") && both.contains("may be `c`"),
        "{both}"
    );
}

/// An entry with a date, or one that the base has, is history. Below the last stand the links.
#[test]
fn what_is_released_stays() {
    let repository = Repository::new();
    let head = "# Changelog\n\n## [Unreleased]\n\n## [1.4.3] - 2026-02-01\n\n### Added\n\n- Old. <!-- 7f3a91c204 -->\n";
    let links = "\n[Unreleased]: https://example.com/compare\n[1.4.3]: https://example.com/1.4.3\n";
    repository.write(FILE, &format!("{head}{links}"));
    repository.edit("schema/api.yaml", COLOUR, "");
    let text = written(&repository);
    assert!(
        text.contains("## [1.4.3] - 2026-02-01\n\n### Added\n\n- Old."),
        "{text}"
    );
    repository.git(&["checkout", "-q", "schema/api.yaml"]);
    repository.write(FILE, &format!("# Changelog\n\n## [Unreleased]\n{links}"));
    repository.edit("schema/api.yaml", COLOUR, "");
    let text = written(&repository);
    assert!(text.ends_with(links), "{text}");
    assert!(text.contains("## [Unreleased]\n\n### Removed"), "{text}");
}

/// Code that upgrades compiles, and programs that don't upgrade stop working.
#[test]
fn what_only_breaks_the_wire_is_urgent() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    let text = shown(&written(&repository));
    let urgent = text.lines().find(|line| line.starts_with("- **Urgent**: "));
    let mend = "is 50, it was 100. To mend: upgrade, versions before this one stop working.";
    assert!(urgent.is_some_and(|line| line.ends_with(mend)), "{text}");
}
