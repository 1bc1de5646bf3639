//! letterpress.toml: what is read, and what is said about what can't be.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

#[path = "config/package.rs"]
mod package;

use std::fs;
use std::time::Duration;

use letterpress::config::{Config, Crate, Secret};
use letterpress::diagnostic::Diagnostics;
use letterpress::report;
use letterpress::source::Sources;
use tempfile::TempDir;

/// A folder with a document and a letterpress.toml.
fn folder(text: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("schema")).unwrap();
    fs::write(dir.path().join("schema/billing.yaml"), "").unwrap();
    fs::write(dir.path().join("letterpress.toml"), text).unwrap();
    dir
}

fn read(dir: &TempDir) -> (Option<Config>, Vec<String>) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = Config::read(
        &dir.path().join("letterpress.toml"),
        &mut sources,
        &mut diagnostics,
    );
    let found = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic
            .labels
            .first()
            .and_then(|label| sources.locate(&label.place));
        let place = place.map_or_else(String::new, |place| {
            format!("{}:{} ", place.line, place.column)
        });
        let help = diagnostic.help.as_deref().unwrap_or_default();
        format!(
            "{place}{} {} | {help}",
            diagnostic.code.0, diagnostic.message
        )
    });
    let found = found.collect();
    (config, found)
}

/// The problems of a good crate with these lines added, as "code message | help".
fn problems(lines: &str) -> Vec<String> {
    let head =
        "[[crate]]\nname = \"billing\"\nschema = \"schema/billing.yaml\"\nout = \"client\"\n";
    let (config, problems) = read(&folder(&format!("{head}{lines}\n")));
    assert_eq!(config.is_none(), !problems.is_empty());
    problems
}

/// That there is one problem: of this code, and with these words in message or help.
#[track_caller]
fn refuses(lines: &str, code: &str, words: &str) {
    let problems = problems(lines);
    assert_eq!(problems.len(), 1, "{lines}: {problems:#?}");
    assert!(
        problems[0].contains(code) && problems[0].contains(words),
        "{lines}: {problems:#?}"
    );
}

#[test]
fn everything_that_can_be_said() {
    let dir = folder(
        r##"
deny = "warnings"

[[crate]]
name = "cloud-billing"
schema = "schema/billing.yaml"
out = "./client"
modules = ["extensions"]

[crate.package]
version = "1.2.0-beta.1"
description = "Bills"
license = "(MIT OR Apache-2.0) AND Unicode-3.0"
repository = "https://example.com/billing"
authors = ["Ann <ann@example.com>"]
keywords = ["billing"]
categories = ["api-bindings", "web-programming::http-client"]
publish = true

[crate.env]
base_url = "BILLING_URL"
token = "BILLING_TOKEN"

[crate.envelope]
result = "data"
success = "ok"
pointer = "source.pointer"
request_id = "x-request-id"

[[crate.wait]]
operation = "exports.get"
member = "status"
done = ["success"]
failed = ["failed", "lost"]
reason = "error_message"
interval = "500ms"

[crate.secrets]
"#/components/schemas/Account/properties/token" = "value"
"#/components/schemas/Hook/properties/a~1b" = "query"

[crate.rename]
"listInvoices" = "invoices.list"
"#/components/schemas/invoice_v2" = "Invoice"
"#/paths/~1ping/get" = "health.ping"

[crate.dev-dependencies]
indicatif = "0.18"

[crate.dev-dependencies.tokio]
version = "1"
features = [
    "macros",   # for main
    "rt",
]

[crate.examples]
table = ["blocking"]
"##,
    );
    let (config, problems) = read(&dir);
    assert_eq!(problems, Vec::<String>::new());
    let config = config.unwrap();
    assert!(config.deny_warnings);
    let one = &config.crates[0];
    assert_eq!(one.name.value, "cloud-billing");
    assert_eq!(one.schema.value, dir.path().join("schema/billing.yaml"));
    assert_eq!(one.out.value, dir.path().join("client"));
    assert_eq!(one.modules[0].value, "extensions");
    assert_eq!(one.package.version.as_ref().unwrap().value, "1.2.0-beta.1");
    assert!(one.package.publish);
    assert_eq!(one.env.keys().collect::<Vec<_>>(), ["base_url", "token"]);
    let envelope = &one.envelope.as_ref().unwrap().value;
    assert_eq!(
        (
            envelope.result.as_str(),
            envelope.success.as_deref(),
            envelope.errors.as_deref()
        ),
        ("data", Some("ok"), None)
    );
    assert_eq!(
        (envelope.code.as_str(), envelope.message.as_str()),
        ("code", "message")
    );
    assert_eq!(envelope.pointer, ["source", "pointer"]);
    let wait = &one.wait[0].value;
    assert_eq!(
        (wait.interval, wait.deadline),
        (Duration::from_millis(500), Duration::from_secs(600))
    );
    assert_eq!(
        wait.failed
            .iter()
            .map(|value| value.value.as_str())
            .collect::<Vec<_>>(),
        ["failed", "lost"]
    );
    assert_eq!(
        one.secrets
            .values()
            .map(|secret| secret.value)
            .collect::<Vec<_>>(),
        [Secret::Value, Secret::Query]
    );
    assert_eq!(one.rename["listInvoices"].value, "invoices.list");
    let dependencies = [
        ("indicatif", "\"0.18\""),
        (
            "tokio",
            "{ version = \"1\", features = [\"macros\", \"rt\"] }",
        ),
    ];
    assert_eq!(
        one.dev_dependencies,
        dependencies.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(
        one.examples,
        [("table".to_owned(), vec!["blocking".to_owned()])]
    );
}

#[test]
fn all_problems_are_found_in_one_run_each_at_its_place() {
    let (config, problems) = read(&folder(
        "deny = \"errors\"\n\n[[crate]]\nname = \"Cloud Billing\"\nscheme = \"schema/billing.yaml\"\nout = 3\n\n[crate.package]\nversion = \"1.0\"\n",
    ));
    assert!(config.is_none());
    let begins: Vec<String> = problems
        .iter()
        .map(|problem| {
            problem
                .split_whitespace()
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(
        begins,
        [
            "1:8 LP0405",
            "4:8 LP0406",
            "3:1 LP0404",
            "6:7 LP0403",
            "9:11 LP0407",
            "5:1 LP0402"
        ],
        "{problems:#?}"
    );
}

#[test]
fn a_problem_is_shown_with_its_line() {
    let dir = folder(
        "[[crate]]\nname = \"billing\"\nschema = \"schema/biling.yaml\"\nout = \"client\"\n",
    );
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    assert!(
        Config::read(
            &dir.path().join("letterpress.toml"),
            &mut sources,
            &mut diagnostics
        )
        .is_none()
    );
    let text = report::text::render(&diagnostics, &sources, false);
    assert!(
        text.contains("error[LP0420]: there is no file \"schema/biling.yaml\""),
        "{text}"
    );
    assert!(text.contains("letterpress.toml:3:10"), "{text}");
    assert!(
        text.contains("3 | schema = \"schema/biling.yaml\"\n  |          ^^^^^^^^^^^^^^^^^^^^"),
        "{text}"
    );
    assert!(text.contains("did you mean `billing.yaml`?"), "{text}");
}

#[test]
fn toml_that_is_none() {
    let (config, problems) = read(&folder("[[crate]]\nname = billing\n"));
    assert!(config.is_none());
    assert!(problems[0].starts_with("2:8 LP0401"), "{problems:?}");
    let (_, problems) = read(&folder("deny = \"warnings\"\ndeny = \"warnings\"\n"));
    assert!(
        problems[0].contains("LP0401") && problems[0].contains("duplicate"),
        "{problems:?}"
    );
}

#[test]
fn a_file_that_asks_for_nothing() {
    let (config, problems) = read(&folder("deny = \"warnings\"\n"));
    assert!(config.is_none());
    assert!(problems[0].contains("LP0419"), "{problems:?}");
    let (_, problems) = read(&folder("[crate]\nname = \"billing\"\n"));
    assert!(
        problems[0].contains("LP0403") && problems[0].contains("[[crate]]"),
        "{problems:?}"
    );
}

#[test]
fn time_spans() {
    for (text, words) in [
        ("2", "no unit"),
        ("s", "no number"),
        ("2 s", "no unit"),
        ("2d", "`d` is no unit"),
        ("0s", "more than nothing"),
        ("1.5s", "no whole number"),
        ("99999999999999999999s", "too large"),
    ] {
        let lines = format!(
            "[[crate.wait]]\noperation = \"a\"\nmember = \"b\"\ndone = [\"c\"]\ninterval = \"{text}\""
        );
        refuses(&lines, "LP0409", words);
    }
}

#[test]
fn waits() {
    let wait = |lines: &str| format!("[[crate.wait]]\noperation = \"a\"\nmember = \"b\"\n{lines}");
    refuses(&wait(""), "LP0421", "nothing ends the wait well");
    refuses(&wait("done = []"), "LP0421", "nothing ends the wait well");
    refuses(&wait("done = [\"x\"]\nfailed = [\"x\"]"), "LP0421", "both");
    refuses(
        &wait("done = [\"x\"]\ninterval = \"2m\"\ndeadline = \"1m\""),
        "LP0421",
        "longer",
    );
    refuses(
        &format!("{0}\n{0}", wait("done = [\"x\"]")),
        "LP0415",
        "\"a\" twice",
    );
}

#[test]
fn names_in_rust() {
    refuses("modules = [\"Ext\"]", "LP0410", "lower case");
    refuses("modules = [\"my-ext\"]", "LP0410", "`-` cannot stand in it");
    refuses("modules = [\"async\"]", "LP0410", "keyword");
    refuses("modules = [\"runtime\"]", "LP0411", "taken");
    refuses("modules = [\"ext\", \"ext\"]", "LP0415", "\"ext\" twice");
    refuses(
        "[crate.rename]\n\"listInvoices\" = \"list\"",
        "LP0410",
        "module.function",
    );
    refuses(
        "[crate.rename]\n\"listInvoices\" = \"types.list\"",
        "LP0411",
        "schemas",
    );
    refuses(
        "[crate.rename]\n\"#/components/schemas/a\" = \"invoice\"",
        "LP0410",
        "types are written",
    );
    refuses(
        "[crate.rename]\n\"#components\" = \"Invoice\"",
        "LP0416",
        "JSON pointer",
    );
    refuses(
        "[crate.secrets]\n\"Account.token\" = \"value\"",
        "LP0416",
        "JSON pointer",
    );
    refuses(
        "[crate.secrets]\n\"#/a~2b\" = \"value\"",
        "LP0416",
        "JSON pointer",
    );
    refuses(
        "[crate.secrets]\n\"#/a\" = \"all\"",
        "LP0405",
        "`value` and `query`",
    );
    refuses("[crate.env]\ntoken = \"MY TOKEN\"", "LP0418", "environment");
    refuses(
        "[crate.envelope]\nsuccess = \"ok\"",
        "LP0404",
        "`result` is missing",
    );
    refuses(
        "[crate.envelope]\nresult = \"r\"\nrequest_id = \"X Request\"",
        "LP0417",
        "header",
    );
    refuses(
        "[crate.dev-dependencies]\ntokio = 1",
        "LP0403",
        "as in Cargo.toml",
    );
    refuses(
        "[crate.dev_dependencies]\ntokio = \"1\"",
        "LP0402",
        "did you mean `dev-dependencies`?",
    );
}

/// A link in the folder is no way out of it.
#[cfg(unix)]
#[test]
fn a_crate_does_not_go_through_a_link_that_leads_out() {
    let elsewhere = TempDir::new().unwrap();
    let text = |out: &str| {
        format!("[[crate]]\nname = \"a\"\nschema = \"schema/billing.yaml\"\nout = \"{out}\"\n")
    };
    for (target, out, is_refused) in [
        (elsewhere.path(), "link", true),
        (elsewhere.path(), "link/client", true),
        (elsewhere.path(), "link/not/yet/there", true),
        ("nowhere".as_ref(), "link", true),
        ("schema".as_ref(), "link/client", false),
    ] {
        let dir = folder(&text(out));
        std::os::unix::fs::symlink(target, dir.path().join("link")).unwrap();
        let (config, problems) = read(&dir);
        assert_eq!(config.is_none(), is_refused, "{out}: {problems:?}");
        assert!(
            !is_refused || problems[0].contains("LP0413"),
            "{problems:?}"
        );
    }
}

#[test]
fn paths_stay_below_the_file_and_apart() {
    let text = |schema: &str, out: &str| {
        format!("[[crate]]\nname = \"a\"\nschema = \"{schema}\"\nout = \"{out}\"\n")
    };
    for (schema, out, code) in [
        ("/schema/billing.yaml", "client", "LP0412"),
        ("schema/billing.yaml", "/client", "LP0412"),
        ("schema/billing.yaml", "C:/client", "LP0412"),
        ("schema/billing.yaml", "../client", "LP0413"),
        ("schema/billing.yaml", "client/../..", "LP0413"),
        ("schema/billing.yaml", ".", "LP0414"),
        ("schema/billing.yaml", "client/..", "LP0414"),
        ("schema/billing.yaml", "schema", "LP0414"),
        ("schema", "client", "LP0420"),
    ] {
        let (_, problems) = read(&folder(&text(schema, out)));
        assert_eq!(problems.len(), 1, "{schema} {out}: {problems:?}");
        assert!(problems[0].contains(code), "{schema} {out}: {problems:?}");
    }
    let two = |out: &str, name: &str| {
        format!(
            "{}{}",
            text("schema/billing.yaml", "client"),
            text("schema/billing.yaml", out).replace("\"a\"", &format!("\"{name}\""))
        )
    };
    for (out, name, code) in [
        ("client", "b", "LP0414"),
        ("client/inner", "b", "LP0414"),
        ("./other", "a", "LP0415"),
    ] {
        let (_, problems) = read(&folder(&two(out, name)));
        assert_eq!(problems.len(), 1, "{out} {name}: {problems:?}");
        assert!(problems[0].contains(code), "{out} {name}: {problems:?}");
    }
}

#[test]
fn the_nearest_file_above_rules() {
    let dir = folder("");
    let inner = dir.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    assert_eq!(
        Config::find(&inner),
        Some(dir.path().join("letterpress.toml"))
    );
    fs::write(dir.path().join("a/letterpress.toml"), "").unwrap();
    assert_eq!(
        Config::find(&inner),
        Some(dir.path().join("a/letterpress.toml"))
    );
}

#[test]
fn a_crate_without_a_file() {
    let dir = folder("");
    let schema = dir.path().join("schema/billing.yaml");
    let one = Crate::new("billing", &schema, &dir.path().join("x/../client")).unwrap();
    assert_eq!(one.out.value, dir.path().join("client"));
    let problems = Crate::new("Bill ing", &schema, dir.path()).unwrap_err();
    assert_eq!(
        problems
            .iter()
            .map(|problem| problem.code.0)
            .collect::<Vec<_>>(),
        ["LP0406", "LP0414"]
    );
}
