//! Several crates in one letterpress.toml: one command compares all of them.

use super::{API, COLOUR, CONFIG, LIMIT, Repository};

/// A second crate, of a document of its own.
fn fleet(name: &str, out: &str) -> String {
    format!("\n[[crate]]\nname = \"{name}\"\nschema = \"schema/fleet.yaml\"\nout = \"{out}\"\n")
}

fn both() -> Repository {
    let repository = Repository::new();
    repository.write(
        "letterpress.toml",
        &format!("{CONFIG}{}", fleet("fleet", "fleet")),
    );
    repository.write("schema/fleet.yaml", API);
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    repository.commit();
    repository
}

#[test]
fn all_of_them_are_compared() {
    let repository = both();
    repository.edit("schema/api.yaml", COLOUR, "");
    repository.edit("schema/fleet.yaml", LIMIT.0, LIMIT.1);
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let (things, fleet) = ended
        .stdout
        .split_once("\nfleet: git:main")
        .expect("two reports");
    assert!(things.starts_with("things: git:main"), "{things}");
    assert!(things.contains("Thing.colour is gone"), "{things}");
    assert!(fleet.contains("is 50, it was 100"), "{fleet}");

    // Programs get a list, and of one crate what they always got.
    let all = repository.json(&["git:main"]);
    let names: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["crate"])
        .collect();
    assert_eq!(names, ["things", "fleet"]);
    let one = repository.json(&["git:main", "--crate", "fleet"]);
    assert_eq!(one, all[1]);
    assert_eq!(one["schema_version"], 1);

    // One comment for a pull request, which is found by its first line.
    let markdown = repository
        .diff(&["git:main", "--format", "markdown"])
        .stdout;
    assert!(
        markdown.starts_with("<!-- letterpress:diff -->\n### API review"),
        "{markdown}"
    );
    assert_eq!(markdown.matches("<!--").count(), 1, "{markdown}");
    assert_eq!(markdown.matches("### API review").count(), 2, "{markdown}");
    let github = repository.diff(&["git:main", "--format", "github"]).stdout;
    assert!(github.contains("title=things%3A wire risky"), "{github}");
    assert!(github.contains("title=fleet%3A wire breaks"), "{github}");
}

#[test]
fn gates_and_acknowledgements_are_those_of_each() {
    let repository = both();
    for document in ["schema/api.yaml", "schema/fleet.yaml"] {
        repository.edit(document, COLOUR, "");
    }
    let ended = repository.diff(&["git:main", "--deny", "rust"]);
    assert_eq!(ended.code, Some(1));
    for name in ["things", "fleet"] {
        let denied = format!("{name}: 1 change breaks Rust");
        assert!(ended.stderr.contains(&denied), "{}", ended.stderr);
    }
    // The same change of both.
    let all = repository.json(&["git:main"]);
    let id = all[0]["changes"][0]["id"].as_str().unwrap();
    assert_eq!(all[1]["changes"][0]["id"], id);
    let ended = repository.diff(&[
        "git:main",
        "--acknowledge",
        id,
        "--reason",
        "nobody reads it",
    ]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let ended = repository.diff(&["git:main", "--deny", "rust,wire"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);

    let ended = repository.diff(&["git:main", "--changelog"]);
    assert_eq!(
        ended.stdout,
        "client/CHANGELOG.md: written\nfleet/CHANGELOG.md: written\n"
    );
    for name in ["things", "fleet"] {
        assert!(
            repository
                .read(if name == "things" {
                    "client/CHANGELOG.md"
                } else {
                    "fleet/CHANGELOG.md"
                })
                .contains(name)
        );
    }
    let printed = repository
        .diff(&["git:main", "git:main", "--changelog"])
        .stdout;
    assert_eq!(
        printed,
        "# things\n\n## [Unreleased]\n\n# fleet\n\n## [Unreleased]\n"
    );
}

#[test]
fn one_that_came_or_went_is_told_and_a_renamed_one_compared() {
    let repository = both();
    repository.write("letterpress.toml", CONFIG);
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.code, Some(0));
    assert!(
        ended.stderr.contains("the crate `fleet` is gone"),
        "{}",
        ended.stderr
    );
    assert!(ended.stdout.starts_with("things: "), "{}", ended.stdout);
    // And the other way round: a second crate is new.
    repository.commit();
    repository.write(
        "letterpress.toml",
        &format!("{CONFIG}{}", fleet("fleet", "fleet")),
    );
    let ended = repository.diff(&["git:main"]);
    assert!(
        ended.stderr.contains("the crate `fleet` is new"),
        "{}",
        ended.stderr
    );
    repository.commit();

    repository.write(
        "letterpress.toml",
        &format!("{CONFIG}{}", fleet("navy", "fleet")),
    );
    let ended = repository.diff(&["git:main"]);
    assert_eq!(ended.stderr, "");
    assert!(
        ended
            .stdout
            .contains("The crate is called navy, no longer fleet"),
        "{}",
        ended.stdout
    );
    let ended = repository.diff(&["git:main", "--crate", "navy"]);
    assert_eq!(ended.code, Some(2));
    let why = "letterpress.toml of git:main names no crate `navy`";
    assert!(ended.stderr.contains(why), "{}", ended.stderr);
    assert!(ended.stderr.contains("`--crate fleet`"), "{}", ended.stderr);
}

/// A document is that of one crate.
#[test]
fn a_document_says_not_which_crate_it_is_of() {
    let repository = both();
    repository.write("old.yaml", API);
    let ended = repository.diff(&["old.yaml"]);
    assert_eq!(ended.code, Some(2));
    let why = "letterpress.toml names several crates, and a document is that of one";
    assert!(ended.stderr.contains(why), "{}", ended.stderr);
    let ended = repository.diff(&["old.yaml", "--crate", "fleet"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let json = repository.json(&["old.yaml", "--crate", "fleet"]);
    assert_eq!(json["crate"], "fleet");
}

/// A document of one body with so many members of a type.
fn wide(members: usize, ty: &str) -> String {
    let mut text = "openapi: 3.1.0\ninfo: { title: Wide, version: '1' }\npaths:\n  /wide:\n    post:\n      operationId: wide.send\n      requestBody:\n        content: { application/json: { schema: { $ref: '#/components/schemas/Wide' } } }\n      responses: { '204': { description: Taken. } }\ncomponents:\n  schemas:\n    Wide:\n      type: object\n      properties:\n".to_owned();
    for number in 0..members {
        text += &format!("        member_{number}: {{ type: {ty} }}\n");
    }
    text
}

/// A comment that would be too long holds something of every crate, and nothing that is cut in its middle.
#[test]
fn hundreds_of_changes_in_three_crates_fit_into_one_comment() {
    let repository = Repository::new();
    let mut config = String::new();
    let sizes = [("few", 2), ("many", 300), ("more", 400)];
    for (name, members) in sizes {
        let schema = format!("schema/{name}.yaml");
        repository.write(&schema, &wide(members, "integer"));
        config +=
            &format!("[[crate]]\nname = \"{name}\"\nschema = \"{schema}\"\nout = \"{name}\"\n");
    }
    repository.write("letterpress.toml", &config);
    repository.commit();
    for (name, members) in sizes {
        repository.write(&format!("schema/{name}.yaml"), &wide(members, "string"));
    }
    let whole = repository
        .diff(&["git:main", "--format", "markdown"])
        .stdout;
    assert!(whole.chars().count() <= 65_536, "{}", whole.chars().count());
    // Of 700 changes most are left out, and the room is used.
    assert!(whole.chars().count() > 50_000, "{}", whole.chars().count());
    let reports: Vec<&str> = whole.split("### API review").skip(1).collect();
    assert_eq!(reports.len(), 3);
    assert!(!reports[0].contains("left out"), "{}", reports[0]);
    for ((_, members), report) in sizes.iter().zip(&reports) {
        assert!(
            report.contains(&format!("#### Breaking ({members})")),
            "{report}"
        );
        assert_eq!(
            report.matches("```diff\n").count(),
            report.matches("\n```\n").count()
        );
        let shown = report.matches("· id `").count();
        assert!(shown > 0, "{report}");
        if shown < *members {
            let rest = format!("{} more are left out", members - shown);
            assert!(report.contains(&rest), "{rest}: {report}");
        }
        assert!(report.contains("Unchanged: "), "{report}");
    }
}
