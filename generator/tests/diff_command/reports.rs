//! The reports: annotations, Markdown within its limit, JSON of a pinned form, names that are no markup.

use super::*;

#[test]
fn annotations_stand_at_their_lines() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    repository.edit(
        "schema/api.yaml",
        "enum: [a, b]",
        "enum: [a, b, \"50%, more\"]",
    );
    let ended = repository.diff(&["git:main", "--format", "github"]);
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ended.stdout);
    assert!(
        lines[0].starts_with("::error file=schema/api.yaml,line=10,col="),
        "{}",
        lines[0]
    );
    assert!(
        lines[0].contains(",title=wire breaks%2C Rust docs::"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with("::warning file=schema/api.yaml,line=22,"),
        "{}",
        lines[1]
    );
    assert!(lines[1].contains("`50%25, more`"), "{}", lines[1]);

    // A host shows ten of a kind: the tenth says how many there are.
    let mut api = API.to_owned();
    for number in 0..30 {
        writeln!(api, "        p{number}: {{ type: string }}").unwrap();
    }
    repository.write("schema/api.yaml", &api);
    repository.commit();
    repository.write("schema/api.yaml", API);
    let ended = repository.diff(&["git:main", "--format", "github"]);
    // What is gone is at no line of the file as it is.
    let gone = "::error file=schema/api.yaml,title=";
    assert!(ended.stdout.starts_with(gone), "{}", ended.stdout);
    let was = ", it was at line ";
    assert_eq!(ended.stdout.matches(was).count(), 9, "{}", ended.stdout);
    assert_eq!(ended.stdout.lines().count(), 10, "{}", ended.stdout);
    assert!(
        ended.stdout.ends_with("::error ::21 more: Breaking\n"),
        "{}",
        ended.stdout
    );
}

/// Names of the document are shown as they are, and are no markup: not in a heading, not in a table, not on a terminal.
#[test]
fn names_are_no_markup() {
    let repository = Repository::new();
    let odd =
        "        \"a`b|<i>*@me*\": { type: string }\n        \"c_d<b>\\e[31m\": { type: string }\n";
    repository.write("schema/api.yaml", &format!("{API}{odd}"));
    for (inputs, rule) in [
        (["git:main"].as_slice(), "Compatible (2)"),
        (["schema/api.yaml", "git:main"].as_slice(), "Breaking (2)"),
    ] {
        let ended = repository.diff(&[inputs, &["--format", "markdown"]].concat());
        assert!(ended.stdout.contains(rule), "{}", ended.stdout);
        let whole = "``Thing.a`b|<i>*@me*``";
        let in_table = whole.replace('|', "\\|");
        assert!(
            ended.stdout.contains(whole) || ended.stdout.contains(&in_table),
            "{}",
            ended.stdout
        );
        assert!(ended.stdout.contains("`Thing.c_d<b>"), "{}", ended.stdout);
        for row in ended.stdout.lines().filter(|line| line.starts_with("| ``")) {
            let cells = row.replace("\\|", "").matches('|').count();
            assert_eq!(cells, 4, "{row}");
        }
        let ended = repository.diff(inputs);
        assert!(!ended.stdout.contains('\u{1b}'), "{:?}", ended.stdout);
    }
}

#[test]
fn a_comment_is_never_longer_than_its_host_takes() {
    let repository = Repository::new();
    let wide = |skipped: usize| {
        let mut api = API.to_owned();
        for number in 0..2000 {
            if number >= skipped {
                let description = "words ".repeat(8);
                writeln!(
                    api,
                    "        property_with_a_long_name_{number}: {{ type: string, description: \"{description}\" }}"
                )
                .unwrap();
            }
        }
        api
    };
    repository.write("schema/api.yaml", &wide(0));
    repository.commit();
    repository.write(
        "schema/api.yaml",
        &wide(900).replace("description: \"words words", "description: \"other words"),
    );
    let ended = repository.diff(&["git:main", "--format", "markdown"]);
    let text = ended.stdout;
    assert!(text.chars().count() < 65_536, "{}", text.chars().count());
    assert!(text.chars().count() > 40_000, "{}", text.chars().count());
    // The head and the foot are there, no block is open at its end, and what is missing is counted.
    assert!(text.starts_with("<!-- letterpress:diff things -->\n"));
    assert!(
        text.trim_end()
            .lines()
            .last()
            .unwrap()
            .starts_with("Unchanged: ")
    );
    assert_eq!(text.matches("```").count() % 2, 0);
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    let told = text.matches("· id `").count();
    let more = format!("{} more are left out", 900 - told);
    assert!(
        told > 100 && text.contains(&more),
        "{told}: {}",
        &text[text.len() - 600..]
    );
    assert!(text.contains("Documentation only (1100): left out, the comment is full."));
}

/// Others build upon it: a member may be added, none goes and none changes its type.
#[test]
fn the_json_keeps_its_form() {
    let repository = Repository::new();
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    repository.edit("schema/api.yaml", COLOUR, "");
    let json = repository.json(&["git:main"]);
    let keys =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(
        keys(&json),
        [
            "schema_version",
            "crate",
            "base",
            "revision",
            "summary",
            "generator",
            "changes",
            "unchanged"
        ]
    );
    assert_eq!(json["schema_version"], 1);
    assert_eq!(
        keys(&json["summary"]),
        ["wire", "rust", "semver", "next_version"]
    );
    assert_eq!(
        json["summary"],
        serde_json::json!({ "wire": "breaking", "rust": "breaking", "semver": "major", "next_version": "2.0.0" })
    );
    assert_eq!(
        keys(&json["changes"][0]),
        [
            "id",
            "rule",
            "title",
            "wire",
            "rust",
            "silent",
            "semver",
            "directions",
            "operations",
            "item",
            "items",
            "before",
            "after",
            "help",
            "base",
            "revision",
            "acknowledged",
            "reason"
        ]
    );
    let change = |rule: &str| {
        let changes = json["changes"].as_array().unwrap();
        changes
            .iter()
            .find(|change| change["rule"] == rule)
            .unwrap()
    };
    let limit = change("maximum-changed");
    assert_eq!(
        (&limit["before"], &limit["after"]),
        (&"100".into(), &"50".into())
    );
    assert_eq!(limit["semver"], "patch");
    assert_eq!(limit["directions"], serde_json::json!(["request"]));
    assert_eq!(limit["operations"], serde_json::json!(["things.get"]));
    assert_eq!(keys(&limit["base"]), ["file", "line", "column", "pointer"]);
    assert_eq!(
        keys(&limit["revision"]),
        ["file", "line", "column", "pointer"]
    );
    let gone = change("property-optional-removed");
    assert_eq!(gone["item"], "types::Thing::colour");
    assert_eq!(
        (&gone["silent"], &gone["acknowledged"]),
        (&false.into(), &false.into())
    );
    assert_eq!(gone["revision"], Value::Null);
    assert_eq!(json["unchanged"]["operations"], 0);
    assert!(json["unchanged"]["items"].as_u64().unwrap() > 50);
}

/// The recipe of the README, as it stands there.
#[test]
fn hunks_are_headed_by_the_path_or_the_schema() {
    let repository = Repository::new();
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let recipe: Vec<&str> = readme
        .lines()
        .skip_while(|line| !line.starts_with("git config diff.openapi"))
        .take_while(|line| !line.starts_with("```"))
        .collect();
    assert_eq!(recipe.len(), 2, "{recipe:?}");
    repository.edit("schema/api.yaml", LIMIT.0, LIMIT.1);
    repository.edit("schema/api.yaml", "colour: {", "color: {");
    let shell = |command: &str| {
        let mut bash = Command::new("bash");
        let bash = bash.args(["-c", command]);
        let output = bash.current_dir(repository.folder.path()).output().unwrap();
        assert!(output.status.success(), "{command}");
        String::from_utf8(output.stdout).unwrap()
    };
    shell(&recipe.join("\n"));
    let printed = shell("git diff -U1");
    let heads: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.strip_prefix("@@ ")?.split_once(" @@ "))
        .map(|(_, head)| head)
        .collect();
    assert_eq!(heads, ["/things/{id}:", "Thing:"], "{printed}");
}
