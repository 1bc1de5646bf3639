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
            _ => words.push(' '),
        }
    }
    words
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
];
