//! Places: from a node to its line and column, in YAML and JSON. Files: what a `$ref` may open, and how large a file may be.

use std::fs;

use letterpress::diagnostic::{Code, Diagnostic, Diagnostics};
use letterpress::openapi::{self, Absent, Parameter, RefOr, Schema, Version};
use letterpress::report;
use letterpress::source::{FileId, Location, Origin, Place, Sources};

const TEXT: &str = "\
openapi: 3.1.0
paths:
  /a~b/c:
    get: {summary: 'Ünïcode', tags: [one, \"two\"]}
    parameters:
      - name: page
        in: query
description: |
  Several
  lines.
shared: &shared {type: string}
alias: *shared
200: ok
empty:
";

#[test]
fn a_member_is_found_by_its_key_and_by_its_value() {
    let (mut sources, root) = sources("a.yaml", TEXT);
    let get = node(&mut sources, root, &["paths", "/a~b/c", "get"]);
    assert_eq!(sources.pointer(get), "/paths/~1a~0b~1c/get");
    assert_eq!(shown(&sources, &get.key()), (4, 5, "get"));
    assert_eq!(
        shown(&sources, &get.value_of("summary")),
        (4, 20, "'Ünïcode'")
    );
    assert_eq!(shown(&sources, &get.key_of("tags")), (4, 31, "tags"));
    let tags = sources.member(get, "tags");
    let second = sources.item(tags, 1);
    assert_eq!(shown(&sources, &second.place()), (4, 43, "\"two\""));
    assert_eq!(
        sources.pointer_of(&get.key_of("tags")).as_deref(),
        Some("/paths/~1a~0b~1c/get/tags")
    );
}

#[test]
fn what_has_several_lines_is_shown_by_its_key_or_its_first_line() {
    let (mut sources, root) = sources("a.yaml", TEXT);
    let paths = sources.member(root, "paths");
    assert_eq!(shown(&sources, &paths.place()), (2, 1, "paths"));
    let item = node(&mut sources, root, &["paths", "/a~b/c", "parameters"]);
    let first = sources.item(item, 0);
    assert_eq!(shown(&sources, &first.place()), (6, 9, "name: page"));
    assert_eq!(
        shown(&sources, &root.value_of("description")),
        (9, 3, "Several")
    );
    assert_eq!(shown(&sources, &root.value_of("empty")), (14, 1, "empty"));
    assert_eq!(shown(&sources, &root.place()), (1, 1, "openapi: 3.1.0"));
}

#[test]
fn a_place_that_does_not_exist_is_the_node_around_it() {
    let (mut sources, root) = sources("a.yaml", TEXT);
    let paths = sources.member(root, "paths");
    assert_eq!(
        shown(&sources, &paths.value_of("/nothing")),
        (2, 1, "paths")
    );
    assert_eq!(shown(&sources, &root.key_of("200")), (13, 1, "200"));
    assert_eq!(sources.locate(&Origin::default().place()), None);
}

#[test]
fn an_alias_leads_to_what_it_names() {
    let (mut sources, root) = sources("a.yaml", TEXT);
    let alias = sources.member(root, "alias");
    assert_eq!(shown(&sources, &alias.place()), (12, 8, "*shared"));
    assert_eq!(shown(&sources, &alias.value_of("type")), (11, 24, "string"));
}

#[test]
fn json_has_places_too() {
    let text = "{\r\n\t\"a\\u0062\": {\"c\": [1, {\"d\": \"\\ud83d\\ude00\"}]}\r\n}";
    let (mut sources, root) = sources("a.json", text);
    let list = node(&mut sources, root, &["ab", "c"]);
    let object = sources.item(list, 1);
    assert_eq!(
        shown(&sources, &object.value_of("d")),
        (2, 29, "\"\\ud83d\\ude00\"")
    );
    assert_eq!(shown(&sources, &root.key_of("ab")), (2, 2, "\"a\\u0062\""));
}

#[test]
fn bytes_of_a_file_have_an_origin() {
    let mut sources = Sources::new();
    let file = sources.add_file("letterpress.toml", "a = 1\nname = \"é!\"\n");
    let origin = sources.add_span(file, 13..18);
    let place = origin.place();
    assert_eq!(shown(&sources, &place), (2, 8, "\"é!\""));
    let location = sources.locate(&place).expect("bytes have a place");
    assert_eq!((location.end_line, location.end_column), (2, 12));
    assert_eq!(sources.pointer_of(&place), None);
}

#[test]
fn a_reference_opens_files_of_the_folder_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("api/parts")).expect("folders");
    for name in ["outside.yaml", "api/openapi.yaml", "api/parts/pet.yaml"] {
        fs::write(at(name), "type: string\n").expect("a file");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("outside.yaml"), at("api/link.yaml")).expect("a link");
    let mut sources = Sources::new();
    let root = sources
        .open(&at("api/openapi.yaml"))
        .expect("the file is there");

    let pet = sources
        .open_ref(root, "parts/pet.yaml")
        .expect("below the folder");
    assert_eq!(sources.text(pet), "type: string\n");
    assert_eq!(sources.open_ref(pet, "../openapi.yaml"), Ok(root));
    assert_eq!(sources.open_ref(root, "./parts/../parts/pet.yaml"), Ok(pet));
    assert_eq!(sources.open_ref(root, ""), Ok(root));

    let mut code = |reference: &str| {
        sources
            .open_ref(root, reference)
            .map_err(|found| found.code)
    };
    assert_eq!(code("../outside.yaml"), Err(Code("LP0013")));
    assert_eq!(code("/etc/hostname"), Err(Code("LP0013")));
    assert_eq!(code("https://example.com/a.yaml"), Err(Code("LP0014")));
    assert_eq!(code("//example.com/a.yaml"), Err(Code("LP0014")));
    assert_eq!(code("file:///etc/hostname"), Err(Code("LP0014")));
    assert_eq!(code("nothing.yaml"), Err(Code("LP0001")));
    #[cfg(unix)]
    assert_eq!(code("link.yaml"), Err(Code("LP0013")));
}

#[test]
fn a_text_that_is_no_file_reaches_no_other() {
    let (mut sources, _) = sources("a.yaml", TEXT);
    let opened = sources.open_ref(FileId::default(), "Cargo.toml");
    assert_eq!(opened.map_err(|found| found.code), Err(Code("LP0013")));
}

#[test]
fn a_missing_file_is_named() {
    let found = Sources::new().open("no/such.yaml".as_ref());
    let found = found.expect_err("there is no such file");
    assert_eq!(found.code, Code("LP0001"));
    assert!(found.message.contains("no/such.yaml"), "{}", found.message);
}

#[test]
fn depth_and_aliases_have_limits_in_both_languages() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    for path in ["a.yaml", "a.json"] {
        assert_eq!(codes(path, &nested(120)), Vec::<&str>::new());
        assert_eq!(codes(path, &nested(200)), ["LP0008"]);
        assert_eq!(codes(path, &nested(20_000)), ["LP0008"]);
    }
    let names: Vec<_> = ('a'..='z').collect();
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for pair in names.windows(2) {
        let list = vec![format!("*{}", pair[0]); 9].join(", ");
        bomb.push_str(&format!("{}: &{} [{list}]\n", pair[1], pair[1]));
    }
    assert_eq!(codes("a.yaml", &bomb), ["LP0009"]);
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(20_000),
        vec!["*a"; 2_000].join(", ")
    );
    assert_eq!(codes("a.yaml", &long), ["LP0009"]);
    assert_eq!(codes("a.yaml", "a: &a\n  b: *a\n"), ["LP0008"]);
}

#[test]
fn scalars_of_yaml_are_those_of_version_1_2() {
    let text = "a: yes\nb: 012\nc: 1_000\nd: 0x1F\ne: ~\nf: 1e3\ng: '5'\nh: -.5\ni: 18446744073709551615\n";
    let (mut sources, _) = sources("a.yaml", text);
    let value = sources.value(FileId::default(), &mut Diagnostics::new());
    let expected = serde_json::json!({
        "a": "yes", "b": "012", "c": "1_000", "d": 31, "e": null, "f": 1000.0, "g": "5", "h": -0.5, "i": u64::MAX
    });
    assert_eq!(value.as_deref(), Some(&expected));
}

#[test]
fn json_under_another_name_is_read_by_what_it_begins_with() {
    assert_eq!(codes("openapi", "{\n\t\"a\": 1\n}"), Vec::<&str>::new());
    assert_eq!(
        codes("openapi.yaml", "{\n\t\"a\": 1\n}"),
        Vec::<&str>::new()
    );
    assert_eq!(codes("openapi", "a: 1\n"), Vec::<&str>::new());
    assert_eq!(codes("openapi.json", "a: 1\n"), ["LP0004"]);
}

#[test]
fn a_part_of_a_file_is_read_at_its_pointer() {
    let (mut sources, _) = sources(
        "common.yaml",
        "Pet:\n  type: object\n  allOf:\n    - {type: strin}\n    - {title: Second}\n'a/b~c': {name: page, in: query, schema: {type: integer}}\n",
    );
    let file = FileId::default();
    let mut diagnostics = Diagnostics::new();
    let mut schema = |pointer: &str| {
        openapi::read_at::<Schema>(&mut sources, file, pointer, Version::V3_1, &mut diagnostics)
    };
    assert_eq!(
        schema("/Pet/allOf/1").map(|schema| schema.title),
        Ok(Some("Second".to_owned()))
    );
    assert_eq!(schema("/Nothing"), Err(Absent::Nothing));
    assert_eq!(schema("/Pet/allOf/7"), Err(Absent::Nothing));
    assert_eq!(schema("Pet"), Err(Absent::Nothing));
    assert_eq!(schema("/Pet/type"), Err(Absent::Unreadable));
    assert!(schema("/Pet").is_ok());
    let found: Vec<_> = diagnostics
        .iter()
        .map(|found| shown(&sources, &found.labels[0].place))
        .collect();
    assert_eq!(found, [(2, 9, "object"), (4, 14, "strin")]);
    let parameter: Result<RefOr<Parameter>, _> = openapi::read_at(
        &mut sources,
        file,
        "/a~1b~0c",
        Version::V3_1,
        &mut diagnostics,
    );
    assert!(matches!(parameter, Ok(RefOr::Item(Parameter { name, .. })) if name == "page"));
}

#[test]
fn json_reports_say_where_in_numbers() {
    let (sources, root) = sources("a.yaml", TEXT);
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(
        Diagnostic::warning(Code("LP0106"), "odd \u{1b}[31m")
            .at(root.key_of("alias"), "here")
            .at(root.key_of("shared"), "there")
            .help("remove it"),
    );
    diagnostics.push(Diagnostic::error(Code("LP0001"), "nowhere"));
    let text = report::json::render(&diagnostics, &sources);
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let [nowhere, odd] = lines.as_slice() else {
        unreachable!("two diagnostics are two lines");
    };
    assert_eq!(nowhere["file"], serde_json::Value::Null);
    assert_eq!(odd["severity"], "warning");
    assert_eq!(odd["code"], "LP0106");
    assert_eq!(odd["message"], "odd \u{1b}[31m");
    assert_eq!((&odd["line"], &odd["column"]), (&12.into(), &1.into()));
    assert_eq!(
        (&odd["end_line"], &odd["end_column"]),
        (&12.into(), &6.into())
    );
    assert_eq!(odd["pointer"], "/alias");
    assert_eq!(odd["labels"][1]["pointer"], "/shared");
    assert_eq!(odd["labels"][1]["text"], "there");
}

#[test]
fn text_reports_print_no_control_and_cut_long_lines() {
    let text = format!(
        "{{\"a\": \"{}\u{9b}\u{202e}\", \"name\": 1, \"b\": \"{}\"}}",
        "x".repeat(30_000),
        "y".repeat(30_000)
    );
    let (sources, root) = sources("a\u{1b}.json", &text);
    let mut diagnostics = Diagnostics::new();
    let message = format!("long \u{9b} {}", "z".repeat(1_000));
    diagnostics
        .push(Diagnostic::error(Code("LP0102"), message).at(root.key_of("name"), "here \u{1b}"));
    let printed = report::text::render(&diagnostics, &sources, false);
    assert!(
        printed
            .chars()
            .all(|char| char == '\n' || !char.is_control()),
        "{printed:?}"
    );
    assert!(!printed.contains('\u{202e}'));
    assert!(printed.len() < 2_000, "{}", printed.len());
    assert!(printed.contains(r#"\u{1b}.json:1:30013"#), "{printed}");
    assert!(printed.contains("^^^^^^ here"), "{printed}");
}

#[test]
fn any_number_of_problems_is_counted_and_the_first_are_shown() {
    let keys: String = (0..2_000)
        .map(|key| format!("\"ké{key}\": {{\"a\": 1}},"))
        .collect();
    let (mut sources, root) = sources("a.json", &format!("{{{keys}\"last\": 2}}"));
    let mut diagnostics = Diagnostics::new();
    for key in 0..2_000 {
        let member = sources.member(root, &format!("ké{key}"));
        diagnostics.push(Diagnostic::warning(Code("LP0102"), "odd").at(member.key_of("a"), ""));
    }
    diagnostics.push(Diagnostic::error(Code("LP0103"), "bad").at(root.key_of("last"), ""));
    let printed = report::text::render(&diagnostics, &sources, false);
    assert_eq!(printed.matches("--> ").count(), 500);
    assert!(
        printed.starts_with("error[LP0103]"),
        "errors come first: {printed}"
    );
    assert!(printed.contains("1 error, 2000 warnings, of which the first 500 are shown"));
    // Programs get all of them, each at its place in a line of 40,000 characters.
    let lines = report::json::render(&diagnostics, &sources);
    assert_eq!(lines.lines().count(), 2_001);
    let last: serde_json::Value =
        serde_json::from_str(lines.lines().last().expect("a line")).expect("JSON");
    let whole: String = sources.text(FileId::default()).to_owned();
    let at = whole.find("\"last\"").expect("the key is there");
    assert_eq!(last["column"], whole[..at].chars().count() + 1);
}

#[test]
fn more_than_anybody_reads_is_refused_with_its_place() {
    let list = |count: usize, item: &dyn Fn(usize) -> String| {
        (0..count).map(item).collect::<Vec<_>>().join(", ")
    };
    let schema = |text: String| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\ncomponents:\n  schemas:\n    A:\n      {text}\n"
        )
    };
    let operation = |text: String| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\npaths:\n  /a:\n    get:\n      {text}\n"
        )
    };
    let query = |at: usize| format!("{{name: p{at}, in: query, schema: {{type: string}}}}");
    let server = |at: usize| format!("{{url: 'https://{at}.example.com'}}");
    type Place = (usize, usize, &'static str);
    let cases: [(String, Option<Place>); 6] = [
        (
            schema(format!("enum: [{}]", list(50_001, &|at| format!("v{at}")))),
            Some((6, 7, "enum")),
        ),
        (
            operation(format!("parameters: [{}]", list(10_001, &query))),
            Some((6, 7, "parameters")),
        ),
        (
            operation(format!("servers: [{}]", list(2_000, &server))),
            None,
        ),
        (
            operation(format!("servers: [{}]", list(2_001, &server))),
            Some((6, 7, "servers")),
        ),
        (
            operation(format!(
                "security: [{}]",
                list(2_001, &|at| format!("{{s{at}: []}}"))
            )),
            Some((6, 7, "security")),
        ),
        (
            operation(format!(
                "security: [{{{}}}]",
                list(101, &|at| format!("s{at}: []"))
            )),
            Some((6, 18, "{s0")),
        ),
    ];
    for (text, expected) in cases {
        let (mut sources, _) = sources("a.yaml", &text);
        let mut diagnostics = Diagnostics::new();
        openapi::read(&mut sources, FileId::default(), &mut diagnostics);
        let found: Vec<_> = diagnostics
            .iter()
            .filter(|found| found.code.0 == "LP0125")
            .map(|found| shown(&sources, &found.labels[0].place))
            .map(|(line, column, text)| (line, column, text.split(':').next().unwrap_or(text)))
            .collect();
        assert_eq!(found, Vec::from_iter(expected));
    }
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let (sources, root) = sources("a.yaml", TEXT);
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::error(Code("LP0102"), "odd").at(root.place(), "here"));
    assert!(report::text::render(&diagnostics, &sources, true).contains('\u{1b}'));
    assert!(!report::text::render(&diagnostics, &sources, false).contains('\u{1b}'));
    assert_eq!(
        report::text::render(&Diagnostics::new(), &sources, true),
        ""
    );
}

/// A file that is not on disk, and its root.
fn sources(path: &str, text: &str) -> (Sources, Origin) {
    let mut sources = Sources::new();
    let file = sources.add_file(path, text);
    let root = sources.root(file);
    (sources, root)
}

fn node(sources: &mut Sources, root: Origin, names: &[&str]) -> Origin {
    names
        .iter()
        .fold(root, |parent, name| sources.member(parent, name))
}

/// Line, column and text of a place.
fn shown<'s>(sources: &'s Sources, place: &Place) -> (usize, usize, &'s str) {
    let Location {
        file,
        line,
        column,
        range,
        ..
    } = sources.locate(place).expect("the place is in a file");
    (line, column, &sources.text(file)[range])
}

/// The codes of what is wrong with a text.
fn codes(path: &str, text: &str) -> Vec<&'static str> {
    let mut sources = Sources::new();
    let file = sources.add_file(path, text);
    let mut diagnostics = Diagnostics::new();
    sources.value(file, &mut diagnostics);
    diagnostics.iter().map(|found| found.code.0).collect()
}
