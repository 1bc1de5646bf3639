//! Text without markup: one paragraph, every character of it itself. Most descriptions are such, and need no parser.

use super::{Markdown, Writer};

/// Whether Markdown would find nothing in a text: each line begins with a letter, ends without a space, and has no character
/// that could be markup.
pub(super) fn is(text: &str) -> bool {
    let is_itself = |byte: u8| byte.is_ascii_alphanumeric() || b" ,.'\"()/:;?!-%".contains(&byte);
    let is_plain = |line: &str| {
        let bytes = line.as_bytes();
        bytes.first().is_some_and(u8::is_ascii_alphabetic)
            && bytes.last() != Some(&b' ')
            && bytes.iter().all(|byte| is_itself(*byte))
    };
    text.strip_suffix('\n')
        .unwrap_or(text)
        .split('\n')
        .all(is_plain)
}

/// Such a text.
pub(super) fn read(text: &str) -> Markdown {
    let mut writer = Writer::default();
    writer.text(text);
    writer.end_line();
    Markdown {
        lines: writer.lines,
        flows: true,
    }
}

#[cfg(test)]
mod tests {
    use super::Markdown;

    /// What could be taken for markup, and what stands around it.
    const PIECES: &[&str] = &[
        "A",
        "b c",
        "1",
        "1. ",
        "2) ",
        "x - y",
        "- ",
        "--- ",
        "===",
        "\n",
        " ",
        "  \n",
        "\n\n",
        "\t",
        "e.g.",
        "End.",
        " Next",
        "(one)",
        "\"so\"",
        "it's",
        "a_b_",
        "*c*",
        "`d`",
        "a:",
        ": ",
        "#",
        "&amp;",
        "100%",
        "?!",
        "a@b.example",
        "http://e.example/a-b.",
        "https://e.example/(c)",
        "www.e.example",
        "<i>",
        "[z]",
        "\\",
        "|",
        "~~",
        "é",
    ];

    #[test]
    fn the_parser_reads_it_the_same_way() {
        let mut plain = 0;
        for first in PIECES {
            for second in PIECES {
                for third in PIECES {
                    let text = [*first, second, third].concat();
                    for text in [format!("Of {text}"), text] {
                        if super::is(&text) {
                            plain += 1;
                            let (read, parsed) = (super::read(&text), Markdown::parsed(&text));
                            assert_eq!(read.lines, parsed.lines, "{text:?}");
                            assert_eq!(read.flows, parsed.flows, "{text:?}");
                        }
                    }
                }
            }
        }
        assert!(plain > 10_000, "only {plain} texts were plain");
    }
}
