//! Documents that mean ill, or just are odd: what they say is shown, and does nothing.

use letterpress::api::{Api, Docs, Enum, Expression, Kind, Package, Presence, Rule, Type};
use letterpress::emit::emit;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::json;

use crate::mini;

/// The doc lines of a struct that is described so.
fn shown(description: &str) -> Vec<String> {
    let api = described(Docs {
        description: Some(description.to_owned()),
        ..Docs::default()
    });
    let text = &emit(&api).files.0["src/types/thing.rs"];
    syn::parse_file(text).expect("a file that parses");
    let lines = text.lines().skip_while(|line| !line.starts_with("///"));
    let lines = lines.take_while(|line| line.starts_with("///"));
    lines
        .map(|line| line[3..].strip_prefix(' ').unwrap_or(&line[3..]).to_owned())
        .collect()
}

fn described(docs: Docs) -> Api {
    let mut thing = mini::definition("thing", true, Kind::Struct(mini::object(Vec::new())));
    thing.docs = docs;
    Api {
        types: vec![mini::file(vec![thing])],
        ..mini::api()
    }
}

/// What rustdoc sees in the lines: no HTML, no link but to http, no code but text.
fn assert_harmless(lines: &[String]) {
    let text = lines.join("\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut live = Vec::new();
    let mut into_the_crate = Vec::new();
    let mut note = |link: BrokenLink<'_>| {
        into_the_crate.push(link.reference.to_string());
        None
    };
    for event in Parser::new_with_broken_link_callback(&text, options, Some(&mut note)) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => live.push(format!("HTML {html:?}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("http"),
                    "link to {dest_url:?} in\n{text}"
                );
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                assert_eq!(&*info, "text", "{text}")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                live.push("indented code".to_owned());
            }
            _ => {}
        }
    }
    assert!(live.is_empty(), "{live:?} in\n{text}");
    assert!(
        into_the_crate.is_empty(),
        "would be links: {into_the_crate:?} in\n{text}"
    );
}

#[test]
fn code_is_never_rust_to_run() {
    let lines = shown(
        "```\nstd::process::exit(1)\n```\n\n~~~rust,should_panic\na ``` b\n~~~\n\n    indented();\n\n``` {.rust}\nopen",
    );
    assert_eq!(
        lines,
        [
            "```text",
            "std::process::exit(1)",
            "```",
            "",
            "````text",
            "a ``` b",
            "````",
            "",
            "```text",
            "indented();",
            "```",
            "",
            "```text",
            "open",
            "```"
        ]
    );
    assert_harmless(&lines);
}

#[test]
fn html_brackets_and_entities_are_text() {
    let lines = shown(
        "Odd <script>alert(1)</script> [Vec] [`String`](crate::x) &lt;b&gt; &amp;copy; R&D <b>x</b>\n\n<div\nonclick=x>\n</div>",
    );
    assert_harmless(&lines);
    let text = lines.join("\n");
    assert!(
        text.contains(
            r"Odd \<script>alert(1)\</script> \[Vec\] `String` (`crate::x`) \<b> \&copy; R\&D"
        ),
        "{text}"
    );
}

#[test]
fn only_http_links_stay_links() {
    let lines = shown(
        "[ok](https://a.example/x_(y)) [bad](javascript:alert(1)) [rel](../x) [ref]\n\n[ref]: data:text/html,x\n\n![i](http://a.example/i.png)",
    );
    assert_harmless(&lines);
    let text = lines.join("\n");
    assert!(text.contains("[ok](https://a.example/x_%28y%29)"), "{text}");
    assert!(
        text.contains("bad (`javascript:alert(1)`) rel (`../x`) ref (`data:text/html,x`)"),
        "{text}"
    );
    assert!(
        text.contains("[i](http://a.example/i.png)") && !text.contains("!["),
        "{text}"
    );
}

#[test]
fn bare_urls_become_links_of_themselves() {
    assert_eq!(
        shown("See https://a.example/b_c?d=e. Or (http://x.example), not http:// alone."),
        [
            "See <https://a.example/b_c?d=e>.",
            "Or (<http://x.example>), not http:// alone."
        ]
    );
}

#[test]
fn a_sentence_is_a_line_and_nothing_is_wrapped() {
    let long = "word ".repeat(60);
    let lines = shown(&format!(
        "First, e.g. This one. Second v1.2 here! `Third`? Yes.\nThe author's line, {long}end."
    ));
    let last = format!("The author's line, {long}end.");
    assert_eq!(
        lines,
        [
            "First, e.g. This one.",
            "Second v1.2 here!",
            "`Third`?",
            "Yes.",
            &last
        ]
    );
}

#[test]
fn lists_tables_and_emphasis_stay() {
    let lines = shown(
        "Kinds:\n* one. Two of it.\n  1) deep\n  2) deeper\n* *em* and __strong__\n\n| a | b |\n|--|--|\n| x | `y` |\n\n> quote",
    );
    assert_eq!(
        lines,
        [
            "Kinds:",
            "",
            "- one.",
            "  Two of it.",
            "  1. deep",
            "  2. deeper",
            "- *em* and **strong**",
            "",
            "| a | b |",
            "| --- | --- |",
            "| x | `y` |",
            "",
            "> quote"
        ]
    );
    assert_harmless(&lines);
}

#[test]
fn line_ends_controls_and_directions_are_shown() {
    let lines = shown("a\r\nb\rc\u{202e}d\u{0}e\u{2028}f\u{feff}\ttab");
    assert_eq!(
        lines,
        ["a", "b", r"c\\u{202e}d\\u{0}e\\u{2028}f\\u{feff}    tab"]
    );
}

#[test]
fn markup_that_text_would_become_is_escaped() {
    for text in [
        "\\# no heading",
        "\\- no item",
        "1\\. no item",
        "\\> no quote",
        "a\n\\===",
        "\\`no code\\`",
        "2\\* 3\\*",
        "\\_x\\_",
        "&#35; x",
    ] {
        let lines = shown(text);
        assert_harmless(&lines);
        let plain = |text: &str| {
            Parser::new(text)
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.to_string()),
                    Event::SoftBreak | Event::End(_) => Some("\n".to_owned()),
                    Event::Start(Tag::Paragraph) => None,
                    other => Some(format!("{other:?}")),
                })
                .collect::<String>()
        };
        assert_eq!(plain(text), plain(&lines.join("\n")), "{lines:?}");
    }
}

#[test]
fn ends_of_comments_and_of_templates_are_text() {
    let nasty = "*/ \"#; fn main() {} /* {{ 1 }} {% raw %} ${x} \\ \"";
    let mut api = described(Docs {
        title: Some(nasty.to_owned()),
        description: Some(nasty.to_owned()),
        facts: vec![nasty.to_owned(), "```rust\npanic!()\n```".to_owned()],
        deprecated: true,
        link: Some(format!("https://a.example/{nasty}>")),
    });
    api.title = nasty.to_owned();
    api.description = Some(format!("{nasty}\n\n{nasty}"));
    api.base_url = Some(nasty.to_owned());
    api.base_url_env = Some(nasty.to_owned());
    api.security = vec![vec![nasty.to_owned()]];
    api.schemes[0].env = Some(nasty.to_owned());
    for module in &mut api.modules {
        for endpoint in &mut module.endpoints {
            endpoint.id = nasty.to_owned();
            endpoint.method = nasty.to_owned();
            endpoint.path = nasty.to_owned();
            endpoint.outcome.accept = nasty.to_owned();
            endpoint.docs.description = Some(nasty.to_owned());
            endpoint
                .example
                .iter_mut()
                .for_each(|example| *example = Expression::Text(nasty.to_owned()));
        }
    }
    let mut field = mini::field(nasty, Type::String, Presence::Optional);
    field.rules = vec![Rule::Pattern {
        written: nasty.to_owned(),
        checked: Some(nasty.to_owned()),
    }];
    let values = Enum {
        variants: vec![mini::value(json!(nasty), "a")],
        strings: true,
        closed: true,
    };
    api.types.push(mini::file(vec![
        mini::definition("wild", true, Kind::Struct(mini::object(vec![field]))),
        mini::definition("values", true, Kind::Enum(values)),
    ]));
    api.package = Package {
        name: nasty.to_owned(),
        library: nasty.to_owned(),
        version: nasty.to_owned(),
        description: Some(nasty.to_owned()),
        license: Some(format!("{nasty}\n[dependencies]\nevil = \"1\"")),
        authors: vec![nasty.to_owned()],
        modules: vec![nasty.to_owned()],
        dev_dependencies: vec![
            ("a\"]\n[x".to_owned(), "\"1\"\nevil = \"1\"".to_owned()),
            (
                "tokio".to_owned(),
                "{ version = \"1\", features = [\"full\"] }".to_owned(),
            ),
        ],
        examples: vec![(nasty.to_owned(), vec![nasty.to_owned()])],
        ..Package::default()
    };
    let output = emit(&api);
    for (path, text) in crate::printed(&output).filter(|(path, _)| path.ends_with(".rs")) {
        let parsed = syn::parse_file(text).map_err(|error| format!("{path}: {error}"));
        let file = parsed.expect("a file that parses");
        let functions = file
            .items
            .iter()
            .filter(|item| matches!(item, syn::Item::Fn(item) if item.sig.ident == "main"));
        assert_eq!(functions.count(), 0, "{path}");
        assert!(!text.contains("panic!()\n```\n///\n/// ```rust"), "{path}");
    }
    let manifest: toml::Table = output.files.0["Cargo.toml"].parse().expect("TOML");
    assert_eq!(manifest["package"]["name"].as_str(), Some(nasty));
    assert!(
        !manifest["dependencies"]
            .as_table()
            .expect("a table")
            .contains_key("evil")
    );
    let dev = manifest["dev-dependencies"].as_table().expect("a table");
    assert_eq!(dev.len(), 2);
    assert_eq!(dev["tokio"]["features"][0].as_str(), Some("full"));
    let readme = &output.files.0["README.md"];
    assert!(
        readme.contains("{{ 1 }} {% raw %}"),
        "templates are not run twice:\n{readme}"
    );
}

#[test]
fn facts_come_after_the_prose_and_the_link_last() {
    let api = described(Docs {
        title: Some("One. A thing".to_owned()),
        description: Some("What it is.".to_owned()),
        facts: vec![
            "1 to 3.".to_owned(),
            "Default: `2`.".to_owned(),
            "# Permissions\n\n`Read`.".to_owned(),
        ],
        deprecated: true,
        link: Some("javascript:alert(1)".to_owned()),
    });
    let text = &emit(&api).files.0["src/types/thing.rs"];
    let expected = "/// One. A thing.\n///\n/// What it is.\n///\n/// 1 to 3. Default: `2`.\n///\n/// # Permissions\n///\n/// `Read`.\n#[derive(Clone, Debug, Default, PartialEq)]\n#[deprecated]\n";
    assert!(text.contains(expected), "{text}");
    assert!(!text.contains("javascript"), "{text}");
}

#[test]
fn a_fact_in_the_line_of_the_prose_begins_behind_a_full_stop() {
    for (prose, ended) in [
        ("Kilograms", "Kilograms."),
        ("Kilograms.", "Kilograms."),
        ("One of (`a`, `b`)", "One of (`a`, `b`)."),
        ("(In kilograms.)", "(In kilograms.)"),
        ("In **bold**", "In **bold**."),
        ("How much?", "How much?"),
        ("Bounds:", "Bounds:"),
        ("重さ。", "重さ。"),
    ] {
        let api = described(Docs {
            description: Some(prose.to_owned()),
            facts: vec!["1 to 3.".to_owned()],
            ..Docs::default()
        });
        let text = &emit(&api).files.0["src/types/thing.rs"];
        let expected = format!("/// {ended}\n/// 1 to 3.\n");
        assert!(text.contains(&expected), "{prose}: {text}");
    }
}

#[test]
fn each_kind_of_markup_is_written_as_what_it_is() {
    for (text, lines) in [
        ("~~old~~ new", &["~~old~~ new"][..]),
        ("> a\n\nb", &["> a", "", "b"]),
        ("a  \nb", &["a\\", "b"]),
        ("a  \nb\n===", &["# a b"]),
        ("<https://a.example/b>", &["<https://a.example/b>"]),
        ("write to <a@b.example>", &["write to a@b.example"]),
        ("[text](#part) [none]()", &["text none"]),
        ("[text](other.md)", &["text (`other.md`)"]),
        (
            "[![alt](https://i.example/x.png)](https://a.example)",
            &["[alt](https://a.example)"],
        ),
        ("# with `a|b`", &["# with `a|b`"]),
        ("with `a|b`", &["with `a|b`"]),
        ("a & b &#65; &amp;", &["a & b A &"]),
        ("&\\#65; of it", &["\\&#65; of it"]),
        ("xhttps://a.example/b", &["xhttps://a.example/b"]),
        ("1.5 kg. Or 2", &["1.5 kg.", "Or 2"]),
        ("12\\. The rest", &["12\\. The rest"]),
        ("1999 was it. The end", &["1999 was it.", "The end"]),
        (
            "| a |\n|---|\n| `x\\|y` |",
            &["| a |", "| --- |", "| `x\\|y` |"],
        ),
    ] {
        let shown = shown(text);
        assert_eq!(shown, lines, "{text:?}");
        assert_harmless(&shown);
    }
}
