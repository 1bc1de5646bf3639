//! Text to words of ASCII.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Letters and digits stay, those of Latin without their marks; other characters part words. A sign that says something is spelled out, and so is a letter of another script.
pub(super) fn spell(wire: &str) -> String {
    let signs = !wire.chars().any(char::is_alphanumeric);
    let mut words = String::with_capacity(wire.len());
    for (index, letter) in wire.chars().enumerate() {
        if letter.is_ascii_alphanumeric() {
            words.push(letter);
            continue;
        }
        let leading = index == 0 && matches!(letter, '+' | '-' | '<' | '>' | '!' | '=' | '~');
        match SIGNS.iter().find(|(sign, _)| *sign == letter) {
            Some((_, word)) if signs || leading => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            _ if is_combining_mark(letter) => {}
            _ if letter.is_alphanumeric() => match plain(letter) {
                Some(plain) => words.push_str(&plain),
                None => words.push_str(&format!(" u{:x} ", letter as u32)),
            },
            _ if signs && !letter.is_ascii() => words.push_str(&format!(" u{:x} ", letter as u32)),
            _ => words.push(' '),
        }
    }
    words
}

/// A text with its signs spelled out where they say more than that a word ends: a minus is one before a digit, behind a letter.
pub(super) fn signs_inside(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let says_more = match letter {
            '-' => {
                before.is_some_and(char::is_alphabetic)
                    && next.is_some_and(|next| next.is_ascii_digit())
            }
            '_' | ' ' | '.' | ',' | ':' | ';' | '/' | '(' | ')' | '[' | ']' => false,
            _ => true,
        };
        match SIGNS.iter().find(|(sign, _)| *sign == letter) {
            Some((_, word)) if says_more => spelled.push_str(&format!(" {word} ")),
            _ => spelled.push(letter),
        }
        before = Some(letter);
    }
    spelled
}

/// The plain letters of one that is more than ASCII: those that Unicode takes it apart into, or that it is known to be written as.
fn plain(letter: char) -> Option<String> {
    if let Some((_, known)) = LETTERS.iter().find(|(known, _)| *known == letter) {
        return Some((*known).to_owned());
    }
    let mut plain = String::new();
    decompose_compatible(letter, |part| {
        if part.is_ascii_alphanumeric() {
            plain.push(part);
        }
    });
    (!plain.is_empty()).then_some(plain)
}

/// Letters of Latin that Unicode does not take apart.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "Ae"),
    ('œ', "oe"),
    ('Œ', "Oe"),
    ('ø', "o"),
    ('Ø', "O"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('þ', "th"),
    ('Þ', "Th"),
    ('ł', "l"),
    ('Ł', "L"),
    ('ħ', "h"),
    ('Ħ', "H"),
    ('ı', "i"),
];

const SIGNS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('=', "equal"),
    ('!', "not"),
    ('<', "less"),
    ('>', "greater"),
    ('~', "like"),
    ('&', "and"),
    ('|', "or"),
    ('%', "percent"),
    ('$', "dollar"),
    ('@', "at"),
    ('#', "hash"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('?', "question"),
    ('^', "caret"),
    ('_', "underscore"),
    (' ', "space"),
    ('(', "open"),
    (')', "close"),
    ('[', "open bracket"),
    (']', "close bracket"),
    ('{', "open brace"),
    ('}', "close brace"),
    ('"', "quote"),
    ('\'', "apostrophe"),
    ('`', "backtick"),
    ('\\', "backslash"),
    ('€', "euro"),
    ('£', "pound"),
    ('¥', "yen"),
    ('₹', "rupee"),
    ('°', "degree"),
    ('§', "section"),
    ('±', "plus minus"),
    ('×', "times"),
    ('÷', "divided"),
    ('≠', "not equal"),
    ('≤', "less equal"),
    ('≥', "greater equal"),
];
