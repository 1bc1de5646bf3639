//! letterpress.toml says another thing than in the commit: each entry is one change, at its line, with what became of the crate.

use serde_json::Value;

use super::Repository;

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Jobs, version: "1" }
servers: [{ url: "https://jobs.test" }]
security: [{ token: [] }]
paths:
  /jobs:
    get:
      operationId: jobs.list
      parameters:
        - { name: page, in: query, schema: { type: integer } }
      responses:
        "200":
          description: A page.
          content: { application/json: { schema: { type: object, properties: { data: { type: array, items: { $ref: "#/components/schemas/Job" } } } } } }
  /jobs/{id}:
    get:
      operationId: jobs.get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The job.
          content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } }
webhooks:
  done:
    post:
      operationId: done
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
      responses: { "200": { description: Heard. } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
    Job:
      type: object
      required: [id]
      properties:
        id: { type: string }
        state: { type: string, enum: [open, closed] }
        place: { type: string, format: uri }
"##;

const CONFIG: &str = r#"[[crate]]
name = "jobs"
schema = "schema/api.yaml"
out = "client"

[crate.package]
version = "1.4.2"

[crate.env]
token = "JOBS_TOKEN"

[[crate.wait]]
operation = "jobs.get"
member = "state"
done = ["closed"]

[[crate.pages]]
operation = "jobs.list"
items = "data"
page = "page"
"#;

fn repository(config: &str) -> Repository {
    let repository = Repository::new();
    repository.write("schema/api.yaml", DOCUMENT);
    repository.write("letterpress.toml", config);
    let ended = repository.run(&["generate"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    repository.commit();
    repository
}

/// What is told of a letterpress.toml that became another: rule, Rust, release, title, whether silently, and the line.
fn told(base: &str, revision: &str) -> Vec<String> {
    let repository = repository(base);
    repository.write("letterpress.toml", revision);
    let json = repository.json(&["git:main"]);
    let changes = json["changes"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lines = changes.map(|change| {
        assert_eq!(change["wire"], "none", "{change:#}");
        let at = [&change["revision"], &change["base"]];
        let at = at.into_iter().find(|at| at["file"] == "letterpress.toml");
        let at = at.unwrap_or_else(|| panic!("it is at no line: {change:#}"));
        let silent = if change["silent"] == true {
            " silent"
        } else {
            ""
        };
        format!(
            "{} {} {}{silent} {}: {}",
            text(&change["rule"]),
            text(&change["rust"]),
            text(&change["semver"]),
            at["line"],
            text(&change["title"]),
        )
    });
    lines.collect()
}

/// The table at the end of the file, and what it does when it comes and when it goes.
#[test]
fn a_table_that_comes_or_goes_is_one_change() {
    for (table, came, went) in [
        (
            "[crate.rename]\n\"#/components/schemas/Job\" = \"Task\"",
            "item-renamed breaking major 23: `types::Job` is now called `types::Task`",
            "item-renamed breaking major 23: `types::Task` is now called `types::Job`",
        ),
        (
            "[crate.rename]\n\"jobs.list\" = \"tasks.all\"",
            "item-renamed breaking major 23: `jobs::list` is now called `tasks::all`",
            "item-renamed breaking major 23: `tasks::all` is now called `jobs::list`",
        ),
        (
            "[crate.rename]\n\"#/components/schemas/Job/properties/place\" = \"location\"",
            "item-renamed breaking major 23: `types::Job::place` is now called `types::Job::location`",
            "item-renamed breaking major 23: `types::Job::location` is now called `types::Job::place`",
        ),
        (
            "[crate.alias]\nTask = \"Job\"",
            "alias-added additive minor 23: `Task` is an old name of `Job`",
            "alias-removed breaking major 23: `Task` is no name of `Job` any more",
        ),
        (
            "[crate.secrets]\n\"#/components/schemas/Job/properties/place\" = \"query\"",
            "secret-added breaking major 23: `Job.place` is a secret",
            "secret-removed breaking major 23: `Job.place` is no longer a secret",
        ),
        (
            "[crate.features]\nresources = true",
            "features-added breaking major 22: Each resource is a feature of the crate",
            "features-removed breaking major 22: Resources are no features of the crate any more",
        ),
        (
            "[crate.select]\nexclude = { operations = [\"done\"] }",
            "webhook-excluded breaking major 22: The webhook `done` is left out by letterpress.toml",
            "webhook-included additive minor 22: The webhook `done` is no longer left out by letterpress.toml",
        ),
    ] {
        let with = format!("{CONFIG}\n{table}\n");
        assert_eq!(told(CONFIG, &with), [came], "{table}");
        assert_eq!(told(&with, CONFIG), [went], "{table}");
    }
}

#[test]
fn an_entry_that_says_another_thing_is_one_change() {
    for (from, to, told_as) in [
        (
            "\"JOBS_TOKEN\"",
            "\"JOBS_KEY\"",
            "environment-changed none major silent 10: `token` is read from the environment variable `JOBS_KEY`, no longer from `JOBS_TOKEN`",
        ),
        (
            "[\"closed\"]\n",
            "[\"closed\"]\nfailed = [\"open\"]\n",
            "wait-changed none minor silent 12: The wait for `jobs.get` changed",
        ),
        (
            "page = \"page\"\n",
            "offset = \"page\"\n",
            "pages-changed none minor silent 17: The pages of `jobs.list` are asked for otherwise",
        ),
        (
            "name = \"jobs\"",
            "name = \"our-jobs\"",
            "crate-renamed breaking major 2: The crate is called `our-jobs`, no longer `jobs`",
        ),
    ] {
        assert!(CONFIG.contains(from), "{from}");
        assert_eq!(told(CONFIG, &CONFIG.replace(from, to)), [told_as]);
    }
    // What no caller meets is no change.
    let two = CONFIG.replace("[\"closed\"]", "[\"closed\", \"open\"]");
    let turned = CONFIG.replace("[\"closed\"]", "[\"open\", \"closed\"]");
    assert!(told(&two, &turned).is_empty());
    for (from, to) in [
        ("page = \"page\"\n", "page = \"page\"\nfirst = 1\n"),
        ("\"1.4.2\"", "\"1.5.0\""),
        ("[[crate]]", "deny = \"warnings\"\n\n[[crate]]"),
    ] {
        assert!(told(CONFIG, &CONFIG.replace(from, to)).is_empty(), "{to}");
    }
}

#[test]
fn a_table_that_gives_a_function_takes_it_when_it_goes() {
    let (rest, pages) = CONFIG.split_once("[[crate.pages]]").expect("pages");
    let without = rest.trim_end().to_owned() + "\n";
    assert_eq!(
        told(CONFIG, &without),
        ["pages-removed breaking major 17: `jobs.list` is no longer read page by page"]
    );
    assert_eq!(
        told(&without, CONFIG),
        ["pages-added additive minor 17: `jobs.list` is read page by page"]
    );
    let (rest, _) = CONFIG.split_once("[[crate.wait]]").expect("a wait");
    let without = format!("{rest}[[crate.pages]]{pages}");
    assert_eq!(
        told(CONFIG, &without),
        ["wait-removed breaking major 12: `jobs.get` can no longer be waited for"]
    );
}

/// An old name that stays is told with the new one.
#[test]
fn a_new_name_with_its_old_one_breaks_nothing() {
    let with = format!(
        "{CONFIG}\n[crate.rename]\n\"#/components/schemas/Job\" = \"Task\"\n\n[crate.alias]\nJob = \"Task\"\n"
    );
    assert_eq!(
        told(CONFIG, &with),
        ["item-renamed additive minor 23: `types::Job` is now called `types::Task`"]
    );
}

/// So does a module that stays under its old name, with all that is in it.
#[test]
fn a_new_module_with_its_old_name_breaks_nothing() {
    let document = DOCUMENT.replace(
        "description: A page.\n",
        "description: A page.\n          headers: { X-Total: { schema: { type: integer } } }\n",
    );
    let (config, _) = CONFIG.split_once("[[crate.wait]]").expect("a wait");
    let repository = repository(config);
    repository.write("schema/api.yaml", &document);
    repository.commit();
    let moved = "[crate.rename]\n\"jobs.list\" = \"tasks.list\"\n\"jobs.get\" = \"tasks.get\"\n\n[crate.alias]\njobs = \"tasks\"\n";
    repository.write("letterpress.toml", &format!("{config}{moved}"));
    let json = repository.json(&["git:main"]);
    assert_eq!(json["summary"]["rust"], "additive", "{json:#}");
}

/// Both files changed: each change is that of its file.
#[test]
fn what_the_document_changed_is_told_beside_it() {
    let repository = repository(CONFIG);
    let rename = "\n[crate.rename]\n\"#/components/schemas/Job\" = \"Task\"\n";
    repository.write("letterpress.toml", &format!("{CONFIG}{rename}"));
    let place = "        place: { type: string, format: uri }\n";
    repository.edit(
        "schema/api.yaml",
        place,
        "        size: { type: integer }\n",
    );
    let json = repository.json(&["git:main"]);
    let changes = json["changes"].as_array().unwrap().iter();
    let told: Vec<(&str, &str, &str)> = changes
        .map(|change| {
            let text = |key: &str| change[key].as_str().unwrap_or_default();
            (text("rule"), text("rust"), text("item"))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("item-renamed", "breaking", "types::Task"),
            ("property-optional-removed", "breaking", "types::Job::place"),
            ("property-optional-added", "additive", "types::Task::size"),
        ]
    );
}

/// A name of the document that changed, and the entry that keeps the crate's: nothing changed for a caller.
#[test]
fn an_entry_that_keeps_a_name_changes_nothing() {
    // An inline type is called by the component that it is in, and is none of this.
    let document = DOCUMENT.replace(", enum: [open, closed]", "");
    let (config, _) = CONFIG.split_once("[[crate.wait]]").expect("a wait");
    let repository = repository(config);
    repository.write("schema/api.yaml", &document);
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    repository.commit();
    let schema = document
        .replace("schemas/Job\"", "schemas/Task\"")
        .replace("    Job:\n", "    Task:\n");
    repository.write("schema/api.yaml", &schema);
    let rename = "\n[crate.rename]\n\"#/components/schemas/Task\" = \"Job\"\n";
    repository.write("letterpress.toml", &format!("{config}{rename}"));
    assert_eq!(
        repository.json(&["git:HEAD"])["changes"],
        Value::Array(Vec::new())
    );
    // And the reverse.
    assert_eq!(repository.run(&["generate"]).code, Some(0));
    repository.commit();
    repository.write("schema/api.yaml", &document);
    repository.write("letterpress.toml", config);
    assert_eq!(
        repository.json(&["git:HEAD"])["changes"],
        Value::Array(Vec::new())
    );
}
