//! What Cargo asks of a crate: its name, version, licence and the rest.

use super::*;

#[test]
fn names_of_crates() {
    for (name, words) in [
        ("", "it is empty"),
        ("9lives", "begin with a letter"),
        ("-a", "begin with a letter"),
        ("a.b", "`.` cannot stand in it"),
        ("A b", "write \\\"a-b\\\""),
        ("überfall", "`ü` cannot stand in it"),
        ("match", "keyword"),
        ("std", "Rust has a crate"),
        ("NUL", "Windows"),
        (&"a".repeat(65), "64"),
    ] {
        let text = format!(
            "[[crate]]\nname = \"{name}\"\nschema = \"schema/billing.yaml\"\nout = \"client\"\n"
        );
        let (_, problems) = read(&folder(&text));
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert!(
            problems[0].contains("LP0406") && problems[0].contains(&words.replace("\\\"", "\"")),
            "{problems:?}"
        );
    }
}

#[test]
fn versions_licences_and_the_rest_of_the_package() {
    refuses(
        "[crate.package]\nversion = \"v1.0.0\"",
        "LP0407",
        "no version",
    );
    refuses(
        "[crate.package]\nlicense = \"MIT/Apache-2.0\"",
        "LP0408",
        "write \"MIT OR Apache-2.0\"",
    );
    refuses(
        "[crate.package]\nlicense = \"MIT or Apache-2.0\"",
        "LP0408",
        "capitals",
    );
    refuses(
        "[crate.package]\nlicense = \"MIT OR\"",
        "LP0408",
        "at its end",
    );
    refuses(
        "[crate.package]\nlicense = \"(MIT\"",
        "LP0408",
        "not closed",
    );
    refuses(
        "[crate.package]\nlicense = \"The MIT License\"",
        "LP0408",
        "missing before `MIT`",
    );
    refuses(
        "[crate.package]\nhomepage = \"example.com\"",
        "LP0417",
        "https://",
    );
    refuses(
        "[crate.package]\nkeywords = [\"packet capture\"]",
        "LP0417",
        "keywords",
    );
    refuses(
        "[crate.package]\nkeywords = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]",
        "LP0417",
        "five",
    );
    refuses(
        "[crate.package]\npublish = \"no\"",
        "LP0403",
        "write `true` or `false`",
    );
    refuses(
        "[crate.package]\nauthors = [\"Ann\", 3]",
        "LP0403",
        "authors",
    );
    refuses(
        "[crate.package]\nlicence = \"MIT\"",
        "LP0402",
        "did you mean `license`?",
    );
    refuses(
        "version = \"0.3.0\"",
        "LP0402",
        "that stands in a table of its own: `[crate.package]`, then `version = ..`",
    );
}
