//! Whether a text holds just the tokens that it was printed from.

use super::items;
use super::tokens::Tokens;

/// Compares what is neither space nor punctuation that a layout adds and drops: the comma behind a last element, the braces around an only expression, the semicolon behind a block.
pub(super) fn is(tokens: &Tokens, text: &str) -> bool {
    let mut printed = text.chars().filter(|character| tells(*character));
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
    printed.next().is_none()
}

fn holds(printed: &mut impl Iterator<Item = char>, text: &str) -> bool {
    text.chars()
        .filter(|character| tells(*character))
        .all(|character| printed.next() == Some(character))
}

fn tells(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, ',' | ';' | '{' | '}')
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
