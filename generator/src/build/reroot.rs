//! A crate's source as a module of another crate: `crate::` becomes `crate::orders::`.
//!
//! Only paths change. Text in string literals is the document's and stays; comments are Rust too, where they link or show an example.

/// Rewrites the paths of `text`. `root` is where the module stands (`clients::orders`); `name` what its examples call it (`::orders` where `orders` is something else there), `library` the crate that it becomes a part of.
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

/// What examples call the crate, by the paths of its files: with `::` before its name, where a resource has that name too.
pub(super) fn name<'f>(name: &str, mut files: impl Iterator<Item = &'f String>) -> String {
    let resource = format!("src/{name}/mod.rs");
    let ambiguous = files.any(|path| *path == resource);
    format!("{}{name}", if ambiguous { "::" } else { "" })
}

/// The crate's root without its README: that one's examples are of a crate, and are no tests of the crate that the module is in.
pub(super) fn without_readme(library: &str) -> &str {
    library
        .find("\n#[cfg(all(doctest, feature = \"async\"))]\n")
        .map_or(library, |start| &library[..start])
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
        if name.strip_prefix("::") == Some(token) && after.starts_with("::") && is_root(result) {
            result.truncate(result.len() - 2);
            result.push_str(library);
            result.push_str("::");
            result.push_str(root);
            rest = after;
            continue;
        }
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

/// Whether `text` ends with the `::` of a path that begins there.
fn is_root(text: &str) -> bool {
    text.strip_suffix("::").is_some_and(|before| {
        !before.ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '>'))
    })
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
    use super::{reroot, without_readme};

    fn rerooted(text: &str) -> String {
        reroot(text, "clients::orders", "orders", "shop")
    }

    #[test]
    fn a_resource_may_be_called_as_the_crate() {
        assert_eq!(
            reroot(
                "/// use ::orders::{orders, types};\n/// orders::list(a::orders::B); &::orders::Client",
                "orders",
                "::orders",
                "shop"
            ),
            "/// use shop::orders::{orders, types};\n/// orders::list(a::orders::B); &shop::orders::Client"
        );
    }

    #[test]
    fn the_readme_stays_outside() {
        let library = "mod a;\n\n#[cfg(all(doctest, feature = \"async\"))]\n#[doc = include_str!(\"../README.md\")]\nmod readme {}\n";
        assert_eq!(without_readme(library), "mod a;\n");
        assert_eq!(without_readme("mod a;\n"), "mod a;\n");
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
