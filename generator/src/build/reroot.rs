//! A crate's source as a module of another crate: `crate::` becomes `crate::orders::`.
//!
//! Only paths change. Text in string literals is the document's and stays; comments are Rust too, where they link or show an example.

/// Rewrites the paths of `text`. `root` is where the module stands (`clients::orders`); `name` what its examples call it, `library` the crate that it becomes a part of.
pub(super) fn reroot(text: &str, root: &str, name: &str, library: &str) -> String {
    let mut result = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            let line = rest.find('\n').unwrap_or(rest.len());
            add_comment(&mut result, &rest[..line], root, name, library);
            rest = &rest[line..];
            continue;
        } else if letter.is_alphabetic() || letter == '_' {
            word(rest)
        } else if letter == '"' {
            string(rest)
        } else if letter == '\'' {
            character(rest)
        } else {
            letter.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        result.push_str(token);
        if token == "crate" && after.starts_with("::") {
            result.push_str("::");
            result.push_str(root);
        }
        // What opens a raw string looks like a word: `r`, `br`, `cr`.
        rest = if matches!(token, "r" | "br" | "cr") {
            raw_string(&mut result, after)
        } else {
            after
        };
    }
    result
}

fn add_comment(result: &mut String, comment: &str, root: &str, name: &str, library: &str) {
    let mut rest = comment;
    while let Some(letter) = rest.chars().next() {
        let length = if letter.is_alphabetic() || letter == '_' {
            word(rest)
        } else {
            letter.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        let is_first = !result.ends_with("::");
        if is_first && after.starts_with("::") && token == "crate" {
            result.push_str("crate::");
            result.push_str(root);
        } else if is_first && after.starts_with("::") && token == name && !library.is_empty() {
            result.push_str(library);
            result.push_str("::");
            result.push_str(root);
        } else {
            result.push_str(token);
        }
        rest = after;
    }
}

/// The length of the word at the start.
fn word(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(text.len())
}

/// The length of the string literal at the start, quotes included.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character literal at the start, or of the quote of a lifetime.
fn character(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        // The letter after the backslash may be a quote.
        (Some((_, '\\')), Some((after, _))) => text[after + 1..]
            .find('\'')
            .map_or(text.len(), |end| after + 1 + end + 1),
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

/// Copies the rest of a raw string, where `text` goes on as one. Returns what follows.
fn raw_string<'a>(result: &mut String, text: &'a str) -> &'a str {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let Some(content) = text[hashes..].strip_prefix('"') else {
        return text;
    };
    let end = format!("\"{}", "#".repeat(hashes));
    let length = content
        .find(&end)
        .map_or(text.len(), |at| hashes + 1 + at + end.len());
    let (literal, after) = text.split_at(length);
    result.push_str(literal);
    after
}

#[cfg(test)]
mod tests {
    use super::reroot;

    fn rerooted(text: &str) -> String {
        reroot(text, "clients::orders", "orders", "shop")
    }

    #[test]
    fn paths_go_through_the_module() {
        assert_eq!(
            rerooted("use crate::{runtime, types};"),
            "use crate::clients::orders::{runtime, types};"
        );
        assert_eq!(
            rerooted("$crate::runtime::Json"),
            "$crate::clients::orders::runtime::Json"
        );
        assert_eq!(rerooted("pub(crate) use serde;"), "pub(crate) use serde;");
        assert_eq!(rerooted("my_crate::x"), "my_crate::x");
    }

    #[test]
    fn literals_stay() {
        for literal in [
            r#""crate::x \" crate::y""#,
            r##"r#"crate::x " crate::y"#"##,
            r#"br"crate::x""#,
            "'\"'",
            r"'\''",
            r"'\u{22}'",
        ] {
            assert_eq!(rerooted(literal), literal);
        }
        // After each of them, code is code again; a lifetime opens nothing.
        assert_eq!(
            rerooted("('\"', crate::x)"),
            "('\"', crate::clients::orders::x)"
        );
        assert_eq!(
            rerooted(r"('\'', crate::x)"),
            r"('\'', crate::clients::orders::x)"
        );
        assert_eq!(
            rerooted("&'a crate::X<'a>"),
            "&'a crate::clients::orders::X<'a>"
        );
        assert_eq!(rerooted("r#type.crate_"), "r#type.crate_");
    }

    #[test]
    fn comments_link_and_import_by_the_new_path() {
        assert_eq!(
            rerooted("/// See [`crate::Error`]; don't \"quote"),
            "/// See [`crate::clients::orders::Error`]; don't \"quote"
        );
        assert_eq!(
            rerooted("/// use orders::Client;\nfn f() {}"),
            "/// use shop::clients::orders::Client;\nfn f() {}"
        );
        assert_eq!(
            rerooted("let orders = orders::list();"),
            "let orders = orders::list();"
        );
    }
}
