//! Texts that are hard to read: depth, aliases, bytes that are no text.

use super::{Case, json, yaml};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths: {}\n";

pub(super) fn cases(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let mut cases = deep(of);
    cases.extend(aliases(of));
    cases.extend(bytes());
    cases.extend(long(of));
    cases
}

fn deep(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    // At full depth always: it is small, and a smaller one shows nothing.
    let depth = 10_000;
    let head = "{\"openapi\":\"3.1.0\",\"x-deep\":";
    let blocks: String = (0..of(depth))
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    vec![
        json("lists_in_json", format!("{head}{}", "[".repeat(depth))),
        json(
            "lists_in_json_closed",
            format!("{head}{}{}}}", "[".repeat(depth), "]".repeat(depth)),
        ),
        json(
            "objects_in_json",
            format!("{head}{}1{}}}", "{\"a\":".repeat(depth), "}".repeat(depth)),
        ),
        yaml(
            "flow_lists_in_yaml",
            format!("{HEAD}x-deep: {}", "[".repeat(depth)),
        ),
        yaml(
            "flow_lists_in_yaml_closed",
            format!("{HEAD}x-deep: {}{}\n", "[".repeat(depth), "]".repeat(depth)),
        ),
        yaml(
            "flow_objects_in_yaml",
            format!(
                "{HEAD}x-deep: {}1{}\n",
                "{a: ".repeat(depth),
                "}".repeat(depth)
            ),
        ),
        yaml(
            "lists_on_one_line",
            format!("{HEAD}x-deep:\n  {}x\n", "- ".repeat(depth)),
        ),
        yaml("keys_that_are_keys", format!("{}x\n", "? ".repeat(depth))),
        yaml("block_objects_in_yaml", blocks),
        yaml("brackets_alone", "[".repeat(depth)),
        // The reader of YAML alone takes a minute for them.
        yaml("a_million_brackets", "[".repeat(1_000_000)),
        yaml(
            "brackets_after_apostrophes",
            format!("a: it's {0}\nb: x\nc: {0}", "[".repeat(200_000)),
        ),
        yaml(
            "brackets_after_a_long_key",
            format!(
                "\"{}\": 1\nb: {}",
                "k".repeat(2_000_000),
                "[".repeat(200_000)
            ),
        ),
        yaml("a_million_braces", "{a: ".repeat(1_000_000)),
        yaml("braces_alone", "{".repeat(depth)),
        yaml(
            "quotes_of_tags",
            format!("{HEAD}x-deep: {}x\n", "!a ".repeat(depth)),
        ),
        yaml(
            "anchors_in_a_row",
            format!("{HEAD}x-deep: {}x\n", "&a ".repeat(depth)),
        ),
    ]
}

fn aliases(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let mut bomb = format!("{HEAD}x-a: &a [x, x, x, x, x, x, x, x, x]\n");
    for pair in ('a'..='z').collect::<Vec<_>>().windows(2) {
        let list = vec![format!("*{}", pair[0]); 9].join(", ");
        bomb.push_str(&format!("x-{}: &{} [{list}]\n", pair[1], pair[1]));
    }
    let wide = format!(
        "{HEAD}x-a: &a {}\nx-b: [{}]\n",
        "x".repeat(20_000),
        vec!["*a"; of(2_000)].join(", ")
    );
    let many: String = (0..of(100_000))
        .map(|number| format!("x-{number}: &a{number} {{}}\n"))
        .collect();
    let used = vec!["*a0"; of(100_000)].join(", ");
    vec![
        yaml("alias_bomb", bomb),
        yaml("one_long_alias_many_times", wide),
        yaml(
            "an_alias_of_what_holds_it",
            format!("{HEAD}x-a: &a\n  b: *a\n"),
        ),
        yaml(
            "an_alias_of_a_list_that_holds_it",
            format!("{HEAD}x-a: &a [*a, *a]\n"),
        ),
        yaml("an_alias_of_nothing", format!("{HEAD}x-a: *nothing\n")),
        yaml("many_anchors", format!("{HEAD}{many}x-used: [{used}]\n")),
        yaml(
            "merge_keys",
            format!("{HEAD}x-a: &a {{b: 1}}\nx-b:\n  <<: [*a, *a]\n"),
        ),
    ]
}

fn bytes() -> Vec<Case> {
    let crlf = HEAD.replace('\n', "\r\n");
    let utf16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with = |bytes: &[u8]| [HEAD.as_bytes(), b"x-a: ", bytes, b"\n"].concat();
    vec![
        yaml("nothing_at_all", ""),
        yaml("a_mark_alone", "\u{feff}"),
        yaml("a_comment_alone", "# nothing"),
        yaml("a_byte_order_mark_and_crlf", format!("\u{feff}{crlf}")),
        yaml("a_carriage_return_alone", HEAD.replace('\n', "\r")),
        yaml("two_byte_characters", utf16),
        yaml("bytes_that_are_no_utf8", with(b"\xff\xfe\x80")),
        yaml("a_surrogate", with(b"\xed\xa0\x80")),
        yaml("an_overlong_slash", with(b"\xc0\xaf")),
        yaml("a_cut_character", b"openapi: 3.1.0 # \xe2\x82".to_vec()),
        yaml("nul", with(b"a\0b")),
        yaml("controls", with(b"\"\x01\x1b[31m\x7f\"")),
        json("nul_in_json", b"{\"openapi\":\"3.1.0\0\"}".to_vec()),
        json("nul_escaped", br#"{"openapi":"3.1.0","info":{"title":"a\u0000b","version":"1"},"paths":{}}"#.to_vec()),
        json("a_lone_surrogate_escaped", br#"{"openapi":"3.1.0","info":{"title":"\ud800","version":"1"},"paths":{}}"#.to_vec()),
        json("a_key_twice", br#"{"openapi":"3.1.0","openapi":"3.0.0","info":{"title":"a","version":"1"},"paths":{}}"#.to_vec()),
        json("a_key_twice_by_escape", br#"{"openapi":"3.1.0","open\u0061pi":"3.0.0","info":{"title":"a","version":"1"},"paths":{}}"#.to_vec()),
        json("something_after_the_end", br#"{"openapi":"3.1.0","info":{"title":"a","version":"1"},"paths":{}} {}"#.to_vec()),
        yaml("a_key_in_two_spellings", format!("{HEAD}\"paths\": {{}}\n")),
        yaml("several_documents", format!("{HEAD}---\n{HEAD}")),
        yaml("a_document_that_ended", format!("{HEAD}...\nrubbish: [")),
        yaml("a_tag_that_would_run", format!("{HEAD}x-a: !!python/object/apply:os.system ['true']\n")),
        yaml("an_include", format!("{HEAD}x-a: !include /etc/hostname\n")),
        yaml("an_unknown_directive", format!("%FOO bar\n%YAML 9.9\n---\n{HEAD}")),
        yaml("numbers_beyond_all", format!("{HEAD}x-a: 1e400\nx-b: {}\nx-c: -.inf\n", "9".repeat(5_000))),
        json("numbers_beyond_all_in_json", format!("{{\"openapi\":\"3.1.0\",\"x-a\":1e400,\"x-b\":{}}}", "9".repeat(5_000))),
    ]
}

fn long(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let size = of(5_000_000);
    vec![
        yaml(
            "a_comment_without_end",
            format!("{HEAD}# {}\n", "x".repeat(size)),
        ),
        yaml(
            "a_word_without_end",
            format!("{HEAD}x-a: {}\n", "x".repeat(size)),
        ),
        yaml(
            "a_key_without_end",
            format!("{HEAD}x-{}: 1\n", "x".repeat(size)),
        ),
        yaml(
            "spaces_without_end",
            format!("{HEAD}{}x-a: 1\n", " ".repeat(size)),
        ),
        yaml(
            "lines_without_end",
            format!("{HEAD}{}x-a: 1\n", "\n".repeat(size)),
        ),
        yaml(
            "tabs_without_end",
            format!("{HEAD}{}x-a: 1\n", "\t".repeat(size)),
        ),
        yaml(
            "a_quote_that_never_ends",
            format!("{HEAD}x-a: \"{}", "x\n ".repeat(size / 3)),
        ),
        yaml(
            "a_folded_text_without_end",
            format!("{HEAD}x-a: >\n{}", "  x\n".repeat(size / 4)),
        ),
        yaml(
            "colons_without_end",
            format!("{HEAD}x-a: {}\n", ":".repeat(size)),
        ),
        yaml("dashes_without_end", "-".repeat(size)),
        yaml("unknown_keys_without_end", {
            let keys: String = (0..of(100_000))
                .map(|key| format!("key{key}: 1\n"))
                .collect();
            format!("{HEAD}{keys}")
        }),
    ]
}
