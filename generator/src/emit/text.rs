//! Text of a document on its way into Markdown: made visible, made code, made a link.

/// An http or https URL as a link of itself.
pub(crate) fn autolink(url: &str) -> Option<String> {
    target(url).map(|url| format!("<{url}>"))
}

/// Text as inline code, on one line, whatever is in it.
pub(crate) fn code(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    if text.trim().is_empty() {
        // Spaces alone are no code in Markdown.
        return if text.is_empty() {
            "an empty string".to_owned()
        } else {
            format!("`\"{text}\"`")
        };
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// LF only; tabs as spaces; controls, and what changes direction or has no width, as the text `\u{..}`.
pub(crate) fn visible(text: &str) -> String {
    // Nearly all text is plain.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push('\n'),
            '\t' => shown.push_str("    "),
            hidden if is_hidden(hidden) => shown.extend(hidden.escape_unicode()),
            plain => shown.push(plain),
        }
    }
    shown
}

/// What is not seen, changes the direction of what is, or moves a terminal's cursor.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A URL that may be linked, spelled so that it ends no link.
pub(crate) fn target(url: &str) -> Option<String> {
    let url = visible(url.trim());
    let lower = url.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))?;
    if rest.is_empty() || rest.starts_with('/') {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            ' ' | '\n' | '(' | ')' | '<' | '>' | '\\' | '`' | '"' | '|' | '*' | '[' | ']' => {
                safe.push_str(&format!("%{:02X}", u32::from(character)));
            }
            other => safe.push(other),
        }
    }
    Some(safe)
}

/// How many of a character stand side by side at most.
pub(crate) fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of)
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// Text with every sign escaped that Markdown could mean something by within a line.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The article that goes before a name.
pub(crate) fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) {
        "An"
    } else {
        "A"
    }
}
