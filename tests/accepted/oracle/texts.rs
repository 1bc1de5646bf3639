//! Texts of a format, texts that match a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::random::Random;

/// A text of the format, where it is one that is known.
pub(super) fn of_format(format: &str, random: &mut Random) -> Option<String> {
    let texts: &[&str] = match format {
        "date-time" => &[
            "2024-02-29T12:30:00Z",
            "1999-12-31T23:59:59.123456+02:00",
            "2030-06-01t00:00:00-00:00",
        ],
        "date" => &["2024-02-29", "1970-01-01"],
        "time" => &["12:30:00Z", "23:59:59.5+01:00"],
        "duration" => &["P1DT2H", "PT0.5S", "P2W"],
        "uuid" => &[
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
        ],
        "uri" | "url" | "uri-reference" | "iri" => {
            &["https://example.com/a?b=c#d", "urn:isbn:0451450523"]
        }
        "email" => &["a@example.com"],
        "hostname" => &["example.com"],
        "ipv4" => &["192.0.2.1", "255.255.255.255"],
        "ipv6" => &["2001:db8::1", "::", "::ffff:192.0.2.1"],
        "byte" => &["", "aGVsbG8=", "AA=="],
        "decimal" => &["12.50", "-0.000000000000000001"],
        _ => return None,
    };
    random.pick(texts).map(|text| (*text).to_owned())
}

/// A text of so many characters.
pub(super) fn of_length(least: usize, most: usize, random: &mut Random) -> String {
    const LETTERS: [char; 16] = [
        'a', 'b', 'z', 'A', '0', '9', '-', '_', ' ', '"', '\\', '/', '\n', 'é', '😀', '\u{0}',
    ];
    let length = least + random.below(most.saturating_sub(least) + 1);
    (0..length).map(|_| LETTERS[random.below(16)]).collect()
}

/// A text that the pattern matches, where the pattern is one of those that can be read here.
pub(super) fn of_pattern(pattern: &str, random: &mut Random) -> Option<String> {
    // Digits and words are those of ASCII in ECMA-262.
    let ascii = pattern
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[A-Za-z0-9_]");
    let hir = regex_syntax::parse(&ascii).ok()?;
    let mut text = String::new();
    write(&hir, random, &mut text);
    Some(text)
}

fn write(hir: &Hir, random: &mut Random, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            if let Some(range) = random.pick(class.ranges()) {
                let width = u32::from(range.end()) - u32::from(range.start());
                let step = u32::try_from(random.below(width as usize + 1)).unwrap_or_default();
                text.push(char::from_u32(u32::from(range.start()) + step).unwrap_or(range.start()));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            if let Some(range) = class.ranges().first() {
                text.push(char::from(range.start()));
            }
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + 3);
            let span = (most - repetition.min).min(4) as usize;
            let least = repetition.min as usize;
            for _ in 0..least + random.below(span + 1) {
                write(&repetition.sub, random, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, random, text),
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, random, text);
            }
        }
        HirKind::Alternation(parts) => {
            if let Some(part) = random.pick(parts) {
                write(part, random, text);
            }
        }
    }
}
