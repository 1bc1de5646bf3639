//! Text in one line: a title as a sentence, a cell of a table.

use super::Writer;
use crate::emit::text::visible;

/// A title as a sentence in one line.
pub(crate) fn sentence(title: &str) -> String {
    let words = visible(title);
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut writer = Writer {
        whole: true,
        ..Writer::default()
    };
    writer.text(&words.join(" "));
    writer.end_line();
    let mut line = writer.lines.pop().unwrap_or_default();
    if !line.is_empty() && !is_ended(&line) {
        line.push('.');
    }
    line
}

/// Whether running text ends as a sentence does, or leads on to what follows.
pub(crate) fn is_ended(line: &str) -> bool {
    line.trim_end_matches(['"', ')', '\'', '*', '_', '`', '~', '|', ']', '>'])
        .ends_with(['.', '!', '?', ':', ';', ',', '…', '。', '！', '？'])
}

/// Text in one line, escaped: for a cell of a table or the middle of a sentence.
pub(crate) fn inline(text: &str) -> String {
    let line = sentence(text);
    let ended = text.trim_end().ends_with('.');
    if ended {
        line
    } else {
        line.strip_suffix('.').unwrap_or(&line).to_owned()
    }
}
