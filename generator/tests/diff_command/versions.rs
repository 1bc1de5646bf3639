//! What a version is: a document, a commit, the working tree, with its tables, its crate and its release.

use std::fs;

use serde_json::Value;

use super::{API, COLOUR, CONFIG, LIMIT, Repository};

/// The crate is called as one of its modules is.
#[test]
fn why_takes_a_path_as_the_crate_lists_it() {
    let repository = Repository::new();
    for item in ["things::get", "things::things::get"] {
        let ended = repository.run(&["why", item]);
        assert_eq!(ended.code, Some(0), "{item}: {}", ended.stderr);
        assert!(ended.stdout.contains("pub fn get("), "{}", ended.stdout);
    }
}

#[test]
fn a_crate_that_was_not_generated_anew_is_told() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", COLOUR, "");
    repository.commit();
    let ended = repository.diff(&["git:main"]);
    let said = "0 schema changes, 1 Rust item of git:main is not what its schema makes";
    assert!(ended.stdout.contains(said), "{}", ended.stdout);
    assert!(!ended.stdout.contains("nor in Rust"), "{}", ended.stdout);
}

#[test]
fn another_version_of_letterpress_is_told_apart_from_a_change() {
    let repository = Repository::new();
    // As an older version might have made it: a setter less, a field of another type, an item that is no more.
    let api = repository.read("client/API.txt");
    let setter = "things::Get::limit: pub fn limit(mut self, value: impl Into<i64>) -> Self\n";
    assert!(api.contains(setter), "{api}");
    let older = api.replace(setter, "").replace(
        "types::Thing::id: pub id: String",
        "types::Thing::id: pub id: Text",
    ) + "types::Thing::old: pub fn old(&self) -> &str\n";
    repository.write("client/API.txt", &older);
    let manifest = repository.read("client/Cargo.toml");
    let head = "[package.metadata.letterpress]\nversion = \"";
    let start = manifest.find(head).unwrap() + head.len();
    let end = start + manifest[start..].find('"').unwrap();
    repository.write(
        "client/Cargo.toml",
        &format!("{}0.0.9{}", &manifest[..start], &manifest[end..]),
    );
    repository.commit();

    let ended = repository.diff(&["git:main"]);
    let now = env!("CARGO_PKG_VERSION");
    let said = format!("0 schema changes, 3 Rust items changed by letterpress 0.0.9 -> {now}");
    assert!(ended.stdout.contains(&said), "{}", ended.stdout);
    let json = repository.json(&["git:main"]);
    assert_eq!(json["changes"], Value::Array(Vec::new()));
    assert_eq!(json["generator"]["base"], "0.0.9");
    assert_eq!(json["generator"]["revision"], now);
    // An item that was released is gone: that is a release, whatever the schema says.
    assert!(
        ended.stdout.contains("things needs 2.0.0"),
        "{}",
        ended.stdout
    );
    assert!(!ended.stdout.contains("nor in Rust"), "{}", ended.stdout);
    assert_eq!(json["summary"]["next_version"], "2.0.0");

    // A change beside it is a change, and counted.
    repository.edit("schema/api.yaml", COLOUR, "");
    let ended = repository.diff(&["git:main", "--format", "markdown"]);
    assert!(
        ended
            .stdout
            .contains("1 schema change, 3 Rust items changed"),
        "{}",
        ended.stdout
    );
}

/// A document held against a commit is read with the commit's tables, whichever side it is on.
#[test]
fn a_document_has_the_tables_of_the_other_side() {
    let repository = Repository::new();
    let rename = "\n[crate.rename]\n\"#/components/schemas/Thing\" = \"Item\"\n";
    repository.write("letterpress.toml", &format!("{CONFIG}{rename}"));
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    repository.commit();
    for inputs in [
        ["git:HEAD", "schema/api.yaml"],
        ["schema/api.yaml", "git:HEAD"],
    ] {
        let json = repository.json(&inputs);
        assert_eq!(json["changes"], Value::Array(Vec::new()), "{inputs:?}");
    }
}

#[test]
fn a_version_that_nobody_knows_is_bad_input() {
    let repository = Repository::new();
    repository.write("old.yaml", API);
    repository.edit("schema/api.yaml", COLOUR, "");
    let ended = repository.diff(&["old.yaml", "--deny", "version"]);
    assert_eq!(ended.code, Some(2), "{}", ended.stdout);
    assert!(ended.stderr.contains("error[LP0608]"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("old.yaml has none"),
        "{}",
        ended.stderr
    );
    // Where letterpress.toml says no version, the crate has the first one.
    repository.edit("letterpress.toml", "version = \"1.4.2\"\n", "");
    let json = repository.json(&["git:main"]);
    assert_eq!(json["revision"]["version"], "0.1.0");
    let ended = repository.diff(&["git:main", "--deny", "version"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.contains("2.0.0"), "{}", ended.stderr);
}

/// Both sides are named alike, from the root of the repository.
#[test]
fn paths_are_those_of_the_repository() {
    let repository = Repository::below("apis/things");
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    let json = repository.json(&["git:main"]);
    for side in ["base", "revision"] {
        let file = &json["changes"][0][side]["file"];
        assert_eq!(file, "apis/things/schema/api.yaml", "{side}");
        assert_eq!(&json[side]["schema"], file, "{side}");
    }
    repository.write("old.yaml", API);
    let ended = repository.diff(&["old.yaml", "--format", "github"]);
    assert!(
        ended.stdout.contains("file=apis/things/schema/api.yaml,"),
        "{}",
        ended.stdout
    );
}

/// The file behind it, the folder that holds it, and both, one after the other.
#[cfg(unix)]
#[test]
fn links_are_followed_in_a_commit() {
    use std::os::unix::fs::symlink;

    let repository = Repository::new();
    let path = |path: &str| repository.project.join(path);
    fs::create_dir_all(path("apis/real")).unwrap();
    fs::rename(path("schema/api.yaml"), path("apis/real/v1.yaml")).unwrap();
    symlink("../apis/real/v1.yaml", path("schema/api.yaml")).unwrap();
    repository.commit();
    let one = |file: &str, expected: &str| {
        repository.edit(file, "[a, b]", "[a, b, c]");
        let json = repository.json(&["git:HEAD"]);
        let changes = json["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "{json:#}");
        assert_eq!(changes[0]["rule"], "enum-value-added");
        assert_eq!(changes[0]["base"]["file"], expected);
        assert_eq!(changes[0]["revision"]["file"], expected);
        repository.git(&["checkout", "-q", file]);
    };
    one("apis/real/v1.yaml", "schema/api.yaml");

    // The folder is a link to a folder, and that is one to another; a part is beside the document.
    fs::remove_dir_all(path("schema")).unwrap();
    fs::rename(path("apis/real/v1.yaml"), path("apis/real/api.yaml")).unwrap();
    let kind = "{ type: string, enum: [a, b] }";
    repository.write("apis/real/kind.yaml", &format!("{kind}\n"));
    repository.edit("apis/real/api.yaml", kind, "{ $ref: kind.yaml }");
    symlink("real", path("apis/current")).unwrap();
    symlink("apis/current", path("schema")).unwrap();
    repository.commit();
    one("apis/real/kind.yaml", "schema/kind.yaml");

    // Out of the repository, and in a circle: nothing is there, which is told.
    for target in ["../..", "/tmp", "schema"] {
        fs::remove_file(path("schema")).unwrap();
        symlink(target, path("schema")).unwrap();
        repository.commit();
        let ended = repository.diff(&["git:HEAD", "git:HEAD"]);
        assert_eq!(ended.code, Some(2), "{target}: {}", ended.stdout);
        let told = "there is no file \"schema/api.yaml\"\n --> git:HEAD:letterpress.toml:";
        assert!(ended.stderr.contains(told), "{}", ended.stderr);
    }
}

/// A second resource.
fn add_parts(repository: &Repository) {
    let parts = "  /parts:\n    get: { operationId: parts.list, responses: { \"204\": { description: None. } } }\n";
    let components = "components:\n";
    repository.edit(
        "schema/api.yaml",
        components,
        &format!("{parts}{components}"),
    );
}

/// What letterpress.toml leaves out is still there for programs that run.
#[test]
fn an_operation_that_is_left_out_breaks_rust_alone() {
    let repository = Repository::new();
    add_parts(&repository);
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    repository.commit();
    let select = "\n[crate.select.exclude]\noperations = [\"parts.list\"]\n";
    repository.write("letterpress.toml", &format!("{CONFIG}{select}"));
    let json = repository.json(&["git:main"]);
    assert_eq!(json["summary"]["wire"], "none", "{json:#}");
    assert_eq!(json["summary"]["rust"], "breaking", "{json:#}");
    assert_eq!(json["changes"][0]["rule"], "operation-excluded");
    // And back.
    repository.commit();
    repository.write("letterpress.toml", CONFIG);
    let json = repository.json(&["git:main"]);
    assert_eq!(json["summary"]["wire"], "none", "{json:#}");
    assert_eq!(json["summary"]["rust"], "additive", "{json:#}");
}

/// A name that stays as another name of the new one: who uses it is warned, and the new one is new, as the compiler has it.
#[test]
fn a_renamed_schema_whose_old_name_stays_breaks_nothing() {
    let repository = Repository::new();
    // A type that is named after it has no other name.
    let kind = "        kind: { type: string, enum: [a, b] }\n";
    repository.edit("schema/api.yaml", kind, "");
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    repository.commit();
    let text = repository.read("schema/api.yaml");
    let text = text
        .replace("schemas/Thing", "schemas/Item")
        .replace("    Thing:", "    Item:");
    repository.write("schema/api.yaml", &text);
    let alias = "\n[crate.alias]\nThing = \"Item\"\n";
    repository.write("letterpress.toml", &format!("{CONFIG}{alias}"));
    let json = repository.json(&["git:main"]);
    assert_eq!(json["summary"]["rust"], "additive", "{json:#}");
    assert_eq!(json["changes"].as_array().unwrap().len(), 1, "{json:#}");
    assert_eq!(json["changes"][0]["rule"], "item-renamed");
    assert_eq!(json["summary"]["semver"], "minor");
}

/// The feature of a resource is something that a caller may name in Cargo.toml.
#[test]
fn a_feature_that_is_gone_breaks() {
    let repository = Repository::new();
    add_parts(&repository);
    let resources = format!("{CONFIG}\n[crate.features]\nresources = true\n");
    repository.write("letterpress.toml", &resources);
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    let api = repository.read("client/API.txt");
    assert!(api.contains("feature things: []\n"), "{api}");
    assert!(
        api.contains("feature all-resources: [\"parts\", \"things\"]\n"),
        "{api}"
    );
    repository.commit();
    repository.write("letterpress.toml", CONFIG);
    let json = repository.json(&["git:HEAD"]);
    assert_eq!(json["summary"]["rust"], "breaking");
    assert_eq!(json["summary"]["wire"], "none");
}

#[test]
fn what_a_commit_says_in_letterpress_toml_counts() {
    let repository = Repository::new();
    let rename = "\n[crate.rename]\n\"#/components/schemas/Thing\" = \"Item\"\n";
    repository.write("letterpress.toml", &format!("{CONFIG}{rename}"));
    let json = repository.json(&["git:main"]);
    assert_eq!(json["summary"]["wire"], "none");
    assert_eq!(json["summary"]["rust"], "breaking");
    let changes = json["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{json:#}");
    assert_eq!(changes[0]["rule"], "item-renamed");
    assert_eq!(changes[0]["help"], "write `types::Item` for `types::Thing`");
}

/// What an operation has of a component is told at the line that says so, wherever the component is.
#[test]
fn an_answer_by_reference_is_told_where_it_is_referred_to() {
    let repository = Repository::new();
    let shared = "responses:\n  Missing: { description: d, content: { application/json: { schema: { type: object, properties: { why: { type: string } } } } } }\n";
    repository.write("schema/shared.yaml", shared);
    let with = |status: u16| {
        let answer = format!(
            "      responses:\n        \"{status}\": {{ $ref: \"shared.yaml#/responses/Missing\" }}\n"
        );
        API.replace("      responses:\n", &answer)
    };
    let told = |status: u16| {
        repository.write("schema/api.yaml", &with(status));
        let json = repository.json(&["git:HEAD"]);
        let change = json["changes"][0].clone();
        assert_eq!(json["changes"].as_array().unwrap().len(), 1, "{json:#}");
        let at = &change["revision"];
        assert_eq!(at["file"], "schema/api.yaml", "{change:#}");
        assert_eq!(at["line"], 12, "{change:#}");
        let pointer = format!("/paths/~1things~1{{id}}/get/responses/{status}");
        assert_eq!(at["pointer"], pointer, "{change:#}");
        change["rule"].as_str().unwrap().to_owned()
    };
    // The file is part of the commit, and nothing refers to it yet.
    repository.commit();
    assert_eq!(told(404), "error-status-added");
    repository.commit();
    assert_eq!(told(410), "error-status-changed");
}
