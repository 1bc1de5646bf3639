use super::{Markdown, inline, sentence};

/// What is read, and the lines that it becomes.
fn reads(text: &str, lines: &[&str]) {
    assert_eq!(Markdown::read(text).lines, lines, "{text:?}");
}

#[test]
fn a_sentence_begins_a_line() {
    reads("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]);
    reads(
        "He said \"so.\" Then (at last.) It was *done.* All",
        &[
            "He said \"so.\"",
            "Then (at last.)",
            "It was *done.*",
            "All",
        ],
    );
    reads("One.  Two", &["One.", "Two"]);
    reads("Ends. `code` begins", &["Ends.", "`code` begins"]);
    reads("Says `code` Here", &["Says `code` Here"]);
}

#[test]
fn a_full_stop_within_a_sentence_does_not_end_it() {
    reads(
        "Of one kind (e.g. Another)",
        &["Of one kind (e.g. Another)"],
    );
    reads("See No. Seven of Dr. Who", &["See No. Seven of Dr. Who"]);
    reads("By J. Doe and (K. Roe)", &["By J. Doe and (K. Roe)"]);
    reads("At 5. Then", &["At 5.", "Then"]);
    reads("One. two", &["One. two"]);
    reads("Version 1.5 Beta", &["Version 1.5 Beta"]);
    reads("So it is.Not", &["So it is.Not"]);
    reads("A star \\*. Next", &["A star \\*.", "Next"]);
}

#[test]
fn a_sign_is_escaped_where_it_would_be_markup() {
    reads(
        "snake_case and _led alone",
        &["snake_case and \\_led alone"],
    );
    reads("trailed_ alone", &["trailed\\_ alone"]);
    reads(
        "AT&T, a & b, &amp;lt; and &amp;#38;",
        &["AT\\&T, a & b, \\&lt; and \\&#38;"],
    );
    reads("\\# no heading", &["\\# no heading"]);
    reads("a # b + c - d = e > f: g", &["a # b + c - d = e > f: g"]);
    reads("1\\. no item", &["1\\. no item"]);
    reads("1\\) no item", &["1\\) no item"]);
    reads("1.5 and 2", &["1.5 and 2"]);
    reads("a [b] <c> d|e ~ f", &["a \\[b\\] \\<c> d\\|e \\~ f"]);
}

#[test]
fn a_url_is_a_link_where_a_word_begins() {
    reads(
        "See https://e.example/a_b.",
        &["See <https://e.example/a_b>."],
    );
    reads(
        "See (https://e.example/a).",
        &["See (<https://e.example/a>)."],
    );
    reads(
        "See https://e.example/a(b)c, then",
        &["See <https://e.example/a%28b%29c>, then"],
    );
    reads("xhttps://e.example/a", &["xhttps://e.example/a"]);
    reads("https:// and http://", &["https:// and http://"]);
    reads(
        "[of https://e.example/a_b](https://f.example)",
        &["[of https://e.example/a\\_b](https://f.example)"],
    );
    reads(
        "[here](#below) and [there](page.html)",
        &["here and there (`page.html`)"],
    );
}

#[test]
fn a_title_is_one_line_and_ends() {
    assert_eq!(sentence("One. Two"), "One. Two.");
    assert_eq!(sentence("What is\nit?"), "What is it?");
    assert_eq!(sentence("So \"it is.\""), "So \"it is.\"");
    assert_eq!(sentence(" "), "");
    assert_eq!(inline("a | b."), "a \\| b.");
    assert_eq!(inline("a | b"), "a \\| b");
}

#[test]
fn running_text_is_told_from_a_list() {
    for (text, flows) in [
        ("One.", true),
        ("*One* of `two`", true),
        ("- one", false),
        ("# One", false),
        ("", false),
    ] {
        assert_eq!(Markdown::read(text).flows, flows, "{text:?}");
    }
}
