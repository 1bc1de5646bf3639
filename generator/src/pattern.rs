//! Patterns: regular expressions of ECMA-262, said in the dialect that the generated crate runs.
//!
//! That one runs in time that grows with the text alone, so it has no back-references, and looks ahead at the start of a text only: what needs more is left to
//! the server, and said so. Everything else means the same: `.` and `\s` are spelled out, since each language has its own idea of them.

mod ahead;

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How large a pattern may become once it is compiled.
const SIZE: usize = 1 << 20;

/// Any character but the ends of lines, which are four in ECMA-262.
const DOT: &str = r"[^\n\r\u{2028}\u{2029}]";

/// What `\s` stands for, as the inside of a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// What `\S` stands for, as the inside of a class.
const NO_SPACE: &str = r"\x00-\x08\x0E-\x1F!-\u{9F}\u{A1}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{FEFE}\u{FF00}-\u{10FFFF}";

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
type Asked = (bool, regex_lite::Regex);

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
    let Some(ahead) = ahead::split(written) else {
        let text = in_our_dialect(written)?;
        let asked = (true, compiled(&text)?);
        return Ok((text, vec![asked]));
    };
    let (mut text, mut asked) = (String::from("^"), Vec::new());
    for (holds, inner) in ahead.asked {
        let inner = in_our_dialect(inner)?;
        asked.push((holds, compiled(&format!("^(?:{inner})"))?));
        let sign = if holds { '=' } else { '!' };
        text.push_str(&format!("(?{sign}{inner})"));
    }
    let rest = in_our_dialect(ahead.rest)?;
    asked.push((true, compiled(&format!("^{rest}"))?));
    text.push_str(&rest);
    Ok((text, asked))
}

fn in_our_dialect(written: &str) -> Result<String, Reason> {
    let mut translator = Translator {
        rest: written.chars().peekable(),
        out: String::with_capacity(written.len()),
    };
    translator.pattern()?;
    Ok(translator.out)
}

fn compiled(pattern: &str) -> Result<regex_lite::Regex, Reason> {
    let mut builder = regex_lite::RegexBuilder::new(pattern);
    let regex = builder.size_limit(SIZE).build();
    regex.map_err(|_| "it is too large, or not well formed")
}

struct Translator<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

/// What a character of a class or an escape stands for.
enum Atom {
    Char(char),
    /// The inside of a class.
    Set(&'static str),
}

impl Translator<'_> {
    fn pattern(&mut self) -> Result<(), Reason> {
        while let Some(char) = self.rest.next() {
            match char {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.out.push_str(DOT),
                '{' if !self.repeats() => self.out.push_str(r"\{"),
                '}' if !self.closes_repetition() => self.out.push_str(r"\}"),
                ']' => self.out.push_str(r"\]"),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    /// Whether a `{` that was read starts `{2}`, `{2,}` or `{2,5}`.
    fn repeats(&self) -> bool {
        let inside: String = self.rest.clone().take_while(|char| *char != '}').collect();
        let closed = self.rest.clone().any(|char| char == '}');
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        closed && !least.is_empty() && digits(least) && digits(most)
    }

    /// Whether a `}` that was read ends a repetition that stands in what was written.
    fn closes_repetition(&self) -> bool {
        let digits = self
            .out
            .trim_end_matches(|char: char| char.is_ascii_digit() || char == ',');
        digits.ends_with('{') && !digits.ends_with(r"\{") && digits.len() < self.out.len()
    }

    fn group(&mut self) -> Result<(), Reason> {
        self.out.push('(');
        if self.rest.peek() != Some(&'?') {
            return Ok(());
        }
        self.rest.next();
        match self.rest.next() {
            Some(':') => self.out.push_str("?:"),
            Some('=' | '!') => {
                return Err("it looks ahead behind the start, or beside an alternative");
            }
            Some('<') => match self.rest.peek() {
                Some('=' | '!') => return Err("it looks behind"),
                _ => {
                    // The name of a group says nothing about the text.
                    self.rest.by_ref().find(|char| *char == '>');
                    self.out.push_str("?:");
                }
            },
            _ => return Err("it changes flags"),
        }
        Ok(())
    }

    /// An escape outside of a class.
    fn escape(&mut self) -> Result<(), Reason> {
        match self.rest.peek() {
            Some(word @ ('d' | 'D' | 'w' | 'W' | 'b' | 'B')) => {
                self.out.push('\\');
                self.out.push(*word);
                self.rest.next();
            }
            _ => match self.atom()? {
                Atom::Char(char) => self.literal(char),
                Atom::Set(set) => {
                    // Outside of a class, what is no space is said in few words.
                    let (start, set) = if set == NO_SPACE {
                        ("[^", SPACE)
                    } else {
                        ("[", set)
                    };
                    self.out.push_str(start);
                    self.out.push_str(set);
                    self.out.push(']');
                }
            },
        }
        Ok(())
    }

    /// What stands behind a backslash, wherever it is.
    fn atom(&mut self) -> Result<Atom, Reason> {
        let char = self.rest.next().ok_or("it ends in a backslash")?;
        Ok(Atom::Char(match char {
            's' => return Ok(Atom::Set(SPACE)),
            'S' => return Ok(Atom::Set(NO_SPACE)),
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\u{B}',
            'f' => '\u{C}',
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            '0'..='9' | 'k' => return Err("it refers back to a group"),
            'p' | 'P' => return Err("it names a property of Unicode"),
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => char::from(letter as u8 % 32),
                _ => return Err("it has an escape that ECMA-262 does not know"),
            },
            'x' => self.hex(2)?,
            'u' => self.unicode()?,
            other if other.is_ascii_alphanumeric() => {
                return Err("it has an escape that ECMA-262 does not know");
            }
            other => other,
        }))
    }

    fn unicode(&mut self) -> Result<char, Reason> {
        const WRONG: Reason = "it has half of a character, or none that there is";
        if self.rest.peek() == Some(&'{') {
            self.rest.next();
            let digits: String = self.rest.by_ref().take_while(|char| *char != '}').collect();
            let code = u32::from_str_radix(&digits, 16).map_err(|_| WRONG)?;
            return char::from_u32(code).ok_or(WRONG);
        }
        let high = self.code(4).ok_or(WRONG)?;
        if let Some(char) = char::from_u32(high) {
            return Ok(char);
        }
        // The two halves that UTF-16 writes a character in.
        if (self.rest.next(), self.rest.next()) != (Some('\\'), Some('u')) {
            return Err(WRONG);
        }
        let low = self.code(4).ok_or(WRONG)?;
        let units = [high as u16, low as u16];
        let char = char::decode_utf16(units).next();
        char.and_then(Result::ok).ok_or(WRONG)
    }

    fn hex(&mut self, digits: usize) -> Result<char, Reason> {
        let code = self.code(digits).and_then(char::from_u32);
        code.ok_or("it has an escape that ECMA-262 does not know")
    }

    fn code(&mut self, digits: usize) -> Option<u32> {
        let text: String = self.rest.by_ref().take(digits).collect();
        (text.len() == digits)
            .then(|| u32::from_str_radix(&text, 16).ok())
            .flatten()
    }

    /// A class, whose `[` was read.
    fn class(&mut self) -> Result<(), Reason> {
        let negated = self.rest.peek() == Some(&'^');
        if negated {
            self.rest.next();
        }
        if self.rest.peek() == Some(&']') {
            self.rest.next();
            // `[^]` is any character, `[]` is none.
            if negated {
                self.out.push_str("(?s:.)");
                return Ok(());
            }
            return Err("it has an empty class");
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        loop {
            match self.rest.next().ok_or("it has a class without an end")? {
                ']' => break,
                '\\' => match self.rest.peek() {
                    Some(word @ ('d' | 'D' | 'w' | 'W')) => {
                        self.out.push('\\');
                        self.out.push(*word);
                        self.rest.next();
                    }
                    Some('b') => {
                        self.out.push_str(r"\x08");
                        self.rest.next();
                    }
                    _ => match self.atom()? {
                        Atom::Char(char) => self.literal(char),
                        Atom::Set(set) => self.out.push_str(set),
                    },
                },
                '-' if self.is_range() => self.out.push('-'),
                other => self.literal(other),
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// Whether a `-` of a class that was read stands between two characters.
    fn is_range(&self) -> bool {
        let mut rest = self.rest.clone();
        let to = match (rest.next(), rest.next()) {
            (Some(']') | None, _) | (Some('\\'), Some('d' | 'D' | 'w' | 'W' | 's' | 'S')) => false,
            (Some(_), _) => true,
        };
        let set = [r"\d", r"\D", r"\w", r"\W", SPACE, NO_SPACE];
        let starts =
            self.out.ends_with('[') && !self.out.ends_with(r"\[") || self.out.ends_with("[^");
        to && !starts && !set.iter().any(|set| self.out.ends_with(set))
    }

    /// A character that means itself.
    fn literal(&mut self, char: char) {
        match char {
            '\t' => self.out.push_str(r"\t"),
            '\n' => self.out.push_str(r"\n"),
            '\r' => self.out.push_str(r"\r"),
            '\0'..='\u{1F}' | '\u{7F}'..='\u{A0}' | '\u{2000}'..='\u{206F}' | '\u{FEFF}' => {
                self.out.push_str(&format!(r"\u{{{:X}}}", u32::from(char)));
            }
            '\\' | '^' | '$' | '.' | '|' | '?' | '*' | '+' | '(' | ')' | '[' | ']' | '{' | '}'
            | '-' | '&' | '~' => {
                self.out.push('\\');
                self.out.push(char);
            }
            other => self.out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
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

    use super::*;

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
            (r"^\p{L}+$", "it names a property of Unicode"),
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
