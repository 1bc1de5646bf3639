//! Patterns: regular expressions of ECMA-262, said in the dialect that the generated crate runs.
//!
//! That one runs in time that grows with the text alone, so it has no back-references, and looks ahead at the start of a text only: what needs more is left to
//! the server, and said so. Everything else means the same (`dialect`).
//! A pattern that names a property of Unicode is run by another library than the rest, which most crates do without.

mod ahead;
mod dialect;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How large a pattern may become once it is compiled.
const SIZE: usize = 1 << 20;

/// Why a pattern can't be run: the end of a sentence.
pub(crate) type Reason = &'static str;

/// A pattern that can be asked.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Arc<Made>);

#[derive(Debug)]
struct Made {
    /// As the crate runs it.
    text: String,
    /// What every text that it is found in begins with.
    beginning: String,
    asked: Vec<Asked>,
}

/// A part of a pattern, and whether it has to be found.
type Asked = (bool, Regex);

/// What runs it.
#[derive(Clone, Debug)]
enum Regex {
    /// Knows nothing of Unicode but its characters.
    Plain(regex_lite::Regex),
    /// Knows their properties.
    Unicode(regex::Regex),
}

impl Regex {
    fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Plain(regex) => regex.is_match(text),
            Self::Unicode(regex) => regex.is_match(text),
        }
    }
}

impl Pattern {
    /// A pattern of the document; none where it can't be run.
    pub(crate) fn new(written: &str) -> Option<Self> {
        known(written).ok()
    }

    /// Whether it is found anywhere in a text.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let mut asked = self.0.asked.iter();
        text.starts_with(&self.0.beginning)
            && asked.all(|(holds, regex)| regex.is_match(text) == *holds)
    }
}

/// The pattern as the crate runs it.
pub(crate) fn translated(written: &str) -> Result<String, Reason> {
    known(written).map(|pattern| pattern.0.text.clone())
}

/// Many members have the same pattern, and each is asked for often: it is made once.
fn known(written: &str) -> Result<Pattern, Reason> {
    type Known = HashMap<String, Result<Pattern, Reason>>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.get(written) {
        return found.clone();
    }
    let made = make(written).map(|(text, asked)| {
        let beginning = beginning(&text).to_owned();
        Pattern(Arc::new(Made {
            text,
            beginning,
            asked,
        }))
    });
    known.insert(written.to_owned(), made.clone());
    made
}

/// The plain letters that a pattern begins with where it is bound to the beginning: most texts are told by them.
fn beginning(pattern: &str) -> &str {
    let Some(rest) = pattern.strip_prefix('^').filter(|rest| !rest.contains('|')) else {
        return "";
    };
    let is_plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '/');
    let end = rest.find(|letter| !is_plain(letter)).unwrap_or(rest.len());
    // The last of them may be there any number of times.
    let repeated = rest[end..].starts_with(['*', '?', '{']);
    &rest[..end - usize::from(repeated && end > 0)]
}

fn make(written: &str) -> Result<(String, Vec<Asked>), Reason> {
    let unicode = names_property(written);
    let said = |part: &str| dialect::said(part, unicode);
    let Some(ahead) = ahead::split(written) else {
        let text = said(written)?;
        let asked = (true, compiled(&text, unicode)?);
        return Ok((text, vec![asked]));
    };
    let (mut text, mut asked) = (String::from("^"), Vec::new());
    for (holds, inner) in ahead.asked {
        let inner = said(inner)?;
        asked.push((holds, compiled(&format!("^(?:{inner})"), unicode)?));
        let sign = if holds { '=' } else { '!' };
        text.push_str(&format!("(?{sign}{inner})"));
    }
    let rest = said(ahead.rest)?;
    asked.push((true, compiled(&format!("^{rest}"), unicode)?));
    text.push_str(&rest);
    Ok((text, asked))
}

/// Whether a pattern names a property of Unicode, as written or as the crate runs it.
pub(crate) fn names_property(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    let mut found = false;
    while let Some(char) = chars.next() {
        found |= char == '\\' && matches!(chars.next(), Some('p' | 'P'));
    }
    found
}

fn compiled(pattern: &str, unicode: bool) -> Result<Regex, Reason> {
    let made = if unicode {
        let mut builder = regex::RegexBuilder::new(pattern);
        let regex = builder.size_limit(SIZE).build();
        regex.ok().map(Regex::Unicode)
    } else {
        let mut builder = regex_lite::RegexBuilder::new(pattern);
        let regex = builder.size_limit(SIZE).build();
        regex.ok().map(Regex::Plain)
    };
    made.ok_or("it is too large, or not well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pattern_begins_with_is_what_every_text_that_it_is_found_in_does() {
        for (pattern, beginning) in [
            ("^abc", "abc"),
            ("^ab-c_1/$", "ab-c_1/"),
            ("^ab+", "ab"),
            ("^ab*c", "a"),
            ("^ab?", "a"),
            ("^ab{0,2}", "a"),
            ("^a*", ""),
            ("^ab.c", "ab"),
            (r"^ab\.c", "ab"),
            ("^ab(c)?", "ab"),
            ("^ab|c", ""),
            ("^[ab]c", ""),
            ("^(?!a)b", ""),
            ("^größe", "gr"),
            ("abc", ""),
            ("^", ""),
        ] {
            assert_eq!(super::beginning(pattern), beginning, "{pattern}");
        }
    }

    /// A pattern, what it matches, and what it doesn't, as ECMA-262 says.
    #[test]
    fn patterns_mean_what_they_mean_in_ecma_262() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("^[a-z]{2,3}$", &["ab", "abc"], &["a", "abcd", "ab\n", "AB"]),
            ("b", &["abc"], &["ac"]),
            (r"^\d+$", &["12"], &["", "१"]),
            (r"^\w$", &["a", "_"], &["é", "-"]),
            ("^.$", &["a", "é", "😀"], &["\n", "\r", "\u{2028}"]),
            (
                r"^\s$",
                &[" ", "\u{a0}", "\u{feff}", "\u{b}"],
                &["a", "\u{180e}"],
            ),
            (
                r"^\S$",
                &["a", "é", "\u{200b}"],
                &[" ", "\u{a0}", "\u{3000}"],
            ),
            (r"^[\s\S]$", &["a", "\n", "\u{a0}"], &["", "ab"]),
            (r"^[^]$", &["\n"], &[""]),
            (r"^[^\s,]+$", &["a.b"], &["a b", "a,b"]),
            (r"^\/a\-b$", &["/a-b"], &["a-b"]),
            (r"^[\w.+-]+@[\w-]+\.[\w.-]+$", &["a.b+c@d-e.fr"], &["a@b"]),
            (r"^[+-]?\d{1,3}(?:\.\d*)?$", &["-12.5", "3"], &["1234", "+"]),
            (r"^[a\]b]$", &["]"], &["[", "\\"]),
            (r"^[[a]$", &["[", "a"], &["]"]),
            (r"^[a&&b~~]$", &["&", "~"], &["c"]),
            (r"^a{,2}$", &["a{,2}"], &["aa"]),
            (r"^{a}$", &["{a}"], &["a"]),
            (r"^\{[a-f0-9]{4}\}$", &["{00ff}"], &["00ff"]),
            (r"^\u00e9\x41\cJ$", &["éA\n"], &["eA\n"]),
            (r"^\ud83d\ude00$", &["😀"], &["d"]),
            (r"^[\u{1F600}-\u{1F64F}]$", &["😀"], &["a"]),
            (r"^(?<year>\d{4})-(\d\d)$", &["2024-01"], &["24-01"]),
            (r"\bcat\b", &["a cat."], &["concat"]),
            (r"^[\b]$", &["\u{8}"], &["b"]),
            (r"^#[A-Za-z]", &["#a"], &["a"]),
            ("^$|^a", &["", "ab"], &["b"]),
            (r"^\0$", &["\0"], &["0"]),
            // pydantic's `Decimal`
            (
                r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$",
                &["1", "-0.5", "007.", ".5"],
                &["", "-", "+.", "1e3"],
            ),
            (
                r"^(?=.*\d)(?=.*[a-z|)])(?!.*\s).{4,}$",
                &["abc1", "1)))", "|123"],
                &["abcd", "1234", "ab 1", "a1"],
            ),
            (
                "(?=^.{2,3}$)(^(a|b)+$)",
                &["ab", "aba"],
                &["a", "abab", "xab"],
            ),
            (r"^(?!(a|b)\))[ab)]+$", &["ab)", ")a"], &["a)", "b)b"]),
            ("^(?!.)", &["", "\n"], &["a"]),
            (r"^[\d-x]$", &["1", "-", "x"], &["a", "0-x"]),
            (r"^[a-c-e]$", &["b", "-", "e"], &["d"]),
            (r"^\p{L}+$", &["aß日"], &["a1", ""]),
            (r"^\P{Lu}$", &["a", "1"], &["A", "É"]),
            (
                r"^[\p{L}\p{N}_.:/=+\-@]{1,20}$",
                &["é٣_-@", "a/b"],
                &["a b", ""],
            ),
            (r"^[^\p{Z}-]$", &["a"], &["-", "\u{a0}"]),
            (r"^\p{Script=Greek}+\p{ASCII}$", &["αβ1"], &["a1", "α"]),
            (r"^\p{L}\d\w\b$", &["é1a"], &["é١a", "é1é", "é1aa"]),
            (r"^\p{L}[\D][^\W]$", &["a.b", "a١_"], &["a1b", "a.é"]),
            (r"^\p{L}[\W]$", &["aé"], &["aa", "a0", "a_"]),
            (r"^(?!\p{Lu})\p{L}{2}", &["ab", "aB"], &["Ab", "a1"]),
            // No property, but a backslash and a letter
            (r"^\\p{2}$", &["\\pp"], &["a"]),
        ];
        for (written, matching, others) in cases {
            let found = translated(written);
            assert!(found.is_ok(), "{written}: {found:?}");
            let Some(pattern) = Pattern::new(written) else {
                continue;
            };
            for text in *matching {
                assert!(pattern.matches(text), "{written} as {found:?}: {text:?}");
            }
            for text in *others {
                assert!(!pattern.matches(text), "{written} as {found:?}: {text:?}");
            }
        }
    }

    #[test]
    fn what_has_no_equal_is_refused_with_a_reason() {
        let cases = [
            (
                "^a(?=b)",
                "it looks ahead behind the start, or beside an alternative",
            ),
            (
                "^(?!a)b|c",
                "it looks ahead behind the start, or beside an alternative",
            ),
            (
                "(?=a)b",
                "it looks ahead behind the start, or beside an alternative",
            ),
            (
                "^(?=a(?!b))a",
                "it looks ahead behind the start, or beside an alternative",
            ),
            (
                "^(?=a)*b",
                "it looks ahead behind the start, or beside an alternative",
            ),
            ("(?<!a)b", "it looks behind"),
            (r"(a)\1", "it refers back to a group"),
            (
                r"^\p{Alnum}+$",
                "it names a property of Unicode that ECMA-262 does not know",
            ),
            (
                r"^\pL$",
                "it names a property of Unicode that ECMA-262 does not know",
            ),
            ("(?i)a", "it changes flags"),
            (r"^\Aa", "it has an escape that ECMA-262 does not know"),
            ("[]a", "it has an empty class"),
            ("^.{1,1000}{1,1000}$", "it is too large, or not well formed"),
            (
                r"\ud83d",
                "it has half of a character, or none that there is",
            ),
        ];
        for (written, reason) in cases {
            assert_eq!(translated(written), Err(reason), "{written}");
        }
    }

    #[test]
    fn a_property_is_what_follows_a_backslash_that_is_none_itself() {
        for (pattern, names) in [
            (r"^\p{L}$", true),
            (r"[^\P{Lu}]", true),
            (r"^\\p{2}$", false),
            (r"^p{2}\d", false),
            (r"\\\p{L}", true),
        ] {
            assert_eq!(names_property(pattern), names, "{pattern}");
        }
    }

    #[test]
    fn plain_patterns_stay_as_they_are_written() {
        for written in [
            "^[a-z0-9_]{1,64}$",
            r"^\d{3}-\d{4}$",
            "^(GET|PUT)$",
            "^s3://",
        ] {
            assert_eq!(translated(written).as_deref(), Ok(written));
        }
    }
}
