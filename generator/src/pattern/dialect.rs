//! What a pattern of ECMA-262 is in the words of the library that runs it.
//!
//! `.` and `\s` are spelled out, since each language has its own idea of them. So are `\d` and `\w` where properties of Unicode are named: what runs those
//! takes them for more than ASCII.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use super::Reason;

/// Any character but the ends of lines, which are four in ECMA-262.
const DOT: &str = r"[^\n\r\u{2028}\u{2029}]";

/// What `\s` stands for, as the inside of a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// What `\S` stands for, as the inside of a class.
const NO_SPACE: &str = r"\x00-\x08\x0E-\x1F!-\u{9F}\u{A1}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{FEFE}\u{FF00}-\u{10FFFF}";

/// What `\d` stands for.
const DIGIT: &str = "0-9";

/// What `\D` stands for, as the inside of a class.
const NO_DIGIT: &str = r"\x00-/:-\u{10FFFF}";

/// What `\w` stands for.
const WORD: &str = "0-9A-Z_a-z";

/// What `\W` stands for, as the inside of a class.
const NO_WORD: &str = r"\x00-/:-@\[-\^`\{-\u{10FFFF}";

/// A pattern in the crate's words.
pub(super) fn said(written: &str, unicode: bool) -> Result<String, Reason> {
    let mut translator = Translator {
        rest: written.chars().peekable(),
        out: String::with_capacity(written.len()),
        unicode,
    };
    translator.pattern()?;
    Ok(translator.out)
}

struct Translator<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
    /// Whether what runs it has its own idea of letters and digits.
    unicode: bool,
}

/// What a character of a class or an escape stands for.
enum Atom {
    Char(char),
    /// The inside of a class.
    Set(Cow<'static, str>),
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
            Some(edge @ ('b' | 'B')) => {
                let edge = if self.unicode {
                    format!(r"(?-u:\{edge})")
                } else {
                    format!(r"\{edge}")
                };
                self.out.push_str(&edge);
                self.rest.next();
            }
            _ => match self.atom()? {
                Atom::Char(char) => self.literal(char),
                // A class of its own needs no other around it.
                Atom::Set(set) if is_escape(&set) => {
                    self.out.push_str(&set);
                }
                Atom::Set(set) => {
                    // Outside of a class, what is not in it is said in few words.
                    let others = [(NO_SPACE, SPACE), (NO_DIGIT, DIGIT), (NO_WORD, WORD)];
                    let other = others.iter().find(|(none, _)| *none == set);
                    let class = match other {
                        Some((_, set)) => format!("[^{set}]"),
                        None => format!("[{set}]"),
                    };
                    self.out.push_str(&class);
                }
            },
        }
        Ok(())
    }

    /// What stands behind a backslash, wherever it is.
    fn atom(&mut self) -> Result<Atom, Reason> {
        let char = self.rest.next().ok_or("it ends in a backslash")?;
        Ok(Atom::Char(match char {
            's' => return Ok(Atom::Set(SPACE.into())),
            'S' => return Ok(Atom::Set(NO_SPACE.into())),
            'd' | 'D' | 'w' | 'W' => return Ok(Atom::Set(self.word(char))),
            'p' | 'P' => return Ok(Atom::Set(self.property(char)?.into())),
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\u{B}',
            'f' => '\u{C}',
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            '0'..='9' | 'k' => return Err("it refers back to a group"),
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

    /// Digits and letters are those of ASCII.
    fn word(&self, letter: char) -> Cow<'static, str> {
        match letter {
            _ if !self.unicode => format!(r"\{letter}").into(),
            'd' => DIGIT.into(),
            'D' => NO_DIGIT.into(),
            'w' => WORD.into(),
            _ => NO_WORD.into(),
        }
    }

    /// A property of Unicode, whose `p` was read, where ECMA-262 knows it.
    fn property(&mut self, letter: char) -> Result<String, Reason> {
        let inside: String = self.rest.by_ref().take_while(|char| *char != '}').collect();
        let property = format!(r"\{letter}{inside}}}");
        match regress::Regex::with_flags(&property, "u") {
            Ok(_) if inside.starts_with('{') => Ok(property),
            _ => Err("it names a property of Unicode that ECMA-262 does not know"),
        }
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
        // Whether a `-` may follow that means a range: behind a character.
        let mut from = false;
        loop {
            let char = self.rest.next().ok_or("it has a class without an end")?;
            from = match char {
                ']' => break,
                '\\' => match self.class_atom()? {
                    Atom::Char(char) => {
                        self.literal(char);
                        true
                    }
                    Atom::Set(set) => {
                        self.out.push_str(&set);
                        false
                    }
                },
                '-' if from && self.reaches() => {
                    self.out.push('-');
                    false
                }
                other => {
                    self.literal(other);
                    true
                }
            };
        }
        self.out.push(']');
        Ok(())
    }

    /// What stands behind a backslash of a class.
    fn class_atom(&mut self) -> Result<Atom, Reason> {
        if self.rest.next_if_eq(&'b').is_some() {
            return Ok(Atom::Char('\u{8}'));
        }
        self.atom()
    }

    /// Whether a character follows a `-` of a class that was read.
    fn reaches(&self) -> bool {
        let mut rest = self.rest.clone();
        match (rest.next(), rest.next()) {
            (Some(']') | None, _) => false,
            (Some('\\'), Some('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'p' | 'P')) => false,
            (Some(_), _) => true,
        }
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

/// Whether a set is one escape, which is a class by itself: `\d`, `\p{L}`.
fn is_escape(set: &str) -> bool {
    set.len() == 2 && set.starts_with('\\') || set.starts_with(r"\p{") || set.starts_with(r"\P{")
}
