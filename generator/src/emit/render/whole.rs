//! Whether a text holds just the tokens that it was printed from.

use super::items;
use super::tokens::Tokens;

/// Compares what is neither space nor punctuation that a layout adds and drops: the comma behind a last element, the braces around an only expression, the semicolon behind a block.
pub(super) fn is(tokens: &Tokens, text: &str) -> bool {
    let mut printed = text.as_bytes();
    let mut at = 0;
    while at < tokens.len() {
        let same = match items::documentation(tokens, at) {
            Some(line) => {
                at = line.next;
                holds(&mut printed, line.mark) && holds(&mut printed, &line.text)
            }
            None => {
                at += 1;
                holds(&mut printed, tokens.text(at - 1))
            }
        };
        if !same {
            return false;
        }
    }
    printed.iter().all(|byte| !tells(*byte))
}

/// Takes a text off what is printed.
fn holds(printed: &mut &[u8], text: &str) -> bool {
    let (mut rest, text) = (telling(printed), telling(text.as_bytes()));
    // Nearly every token and line of documentation stands there as it is.
    if let Some(behind) = rest.strip_prefix(text) {
        *printed = behind;
        return true;
    }
    for byte in text.iter().filter(|byte| tells(**byte)) {
        match telling(rest) {
            [first, behind @ ..] if first == byte => rest = behind,
            _ => return false,
        }
    }
    *printed = rest;
    true
}

/// What begins with the first byte that tells.
fn telling(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| tells(*byte));
    &bytes[start.unwrap_or(bytes.len())..]
}

fn tells(byte: u8) -> bool {
    !matches!(byte, b' ' | b'\t'..=b'\r' | b',' | b';' | b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use super::super::{items::Printer, tokens::Tokens};
    use quote::quote;

    #[test]
    fn what_is_printed_is_whole_and_what_lacks_or_adds_a_token_is_not() {
        let tokens = Tokens::new(quote! {
            #[doc = " Says \"so\", once.\tIndeed."]
            #[must_use]
            pub fn said(&self) -> Vec<&'static str> {
                let parts = vec!["a b", "c"];
                parts.iter().filter(|part| part.len() > 1).copied().collect()
            }
        });
        let text = Printer::new(&tokens).file();
        assert!(super::is(&tokens, &text), "{text}");
        for (from, to) in [
            ("copied().", ""),
            ("\"c\"", "\"d\""),
            ("Says", "Said"),
            ("collect()", "collect()?"),
            ("#[must_use]\n", ""),
        ] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text, "{from}");
            assert!(!super::is(&tokens, &other), "{from}");
        }
    }
}
