//! The lines of a file that a diagnostic shows, cut where they are long.

use std::ops::Range;

use super::is_odd;
use super::text::WIDTH;
use crate::source::{FileId, Location, Sources};

/// The renderer cuts lines too, but only after it went through all of them; what is longer than this is a whole document.
const LONG: usize = 20_000;

/// Several lines the renderer cuts at one place, so that what is underlined far to the right would have all of them printed up to there.
const LONG_OF_SEVERAL: usize = 3 * WIDTH;

/// Something to underline.
#[derive(Debug)]
pub(super) struct Mark {
    /// Bytes: of the file first, of the excerpt in the end.
    pub(super) range: Range<usize>,
    pub(super) primary: bool,
    pub(super) text: String,
}

/// Lines as they are printed.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of the first line.
    pub(super) line: usize,
    pub(super) marks: Vec<Mark>,
    /// Whether the beginning of a line is cut off.
    pub(super) cut: bool,
}

impl Excerpt {
    /// The lines of the marks, and those between them, of which the renderer leaves out most. `marks` is not empty.
    pub(super) fn new(sources: &Sources, file: FileId, mut marks: Vec<(Location, Mark)>) -> Self {
        let text = sources.text(file);
        marks.sort_by_key(|(location, _)| location.range.start);
        let mut excerpt = Self {
            text: String::new(),
            line: marks[0].0.line,
            marks: Vec::new(),
            cut: false,
        };
        let alone = marks
            .iter()
            .all(|(location, _)| location.line == excerpt.line);
        let long = if alone { LONG } else { LONG_OF_SEVERAL };
        let mut next = excerpt.line;
        let mut marks = marks.into_iter().peekable();
        while let Some((location, mark)) = marks.next() {
            let gap = location.line.saturating_sub(next);
            // One line is shown as it is; of several, the renderer shows none.
            if gap == 1 {
                excerpt.line(sources.line(file, next), text, Vec::new(), long);
            } else {
                excerpt.text.extend(std::iter::repeat_n('\n', gap));
            }
            next = location.line + 1;
            let mut of_line = vec![mark];
            while let Some((_, mark)) = marks.next_if(|(other, _)| other.line == location.line) {
                of_line.push(mark);
            }
            excerpt.line(sources.line(file, location.line), text, of_line, long);
        }
        excerpt.marks.sort_by_key(|mark| !mark.primary);
        excerpt
    }

    /// Adds a line with its marks; of one that is longer than `long`, what is around the first.
    fn line(&mut self, line: Range<usize>, text: &str, mut marks: Vec<Mark>, long: usize) {
        let whole = &text[line.clone()];
        let visible = window(
            whole,
            marks.first().map(|mark| mark.range.start - line.start),
            long,
        );
        if visible.start > 0 {
            self.cut = true;
            self.text.push('…');
        }
        let inside = |at: usize| (at.saturating_sub(line.start)).clamp(visible.start, visible.end);
        let mut places: Vec<(usize, usize)> = marks
            .iter()
            .map(|mark| (inside(mark.range.start), inside(mark.range.end)))
            .collect();
        let begin = self.text.len();
        for (mark, place) in marks.iter_mut().zip(&places) {
            // A mark that is cut off stands where the cut is.
            mark.range = begin + place.0 - visible.start..begin + place.1 - visible.start;
        }
        for (at, char) in whole[visible.clone()].char_indices() {
            let safe = if is_odd(char) && char != '\t' {
                '\u{fffd}'
            } else {
                char
            };
            let grown = safe.len_utf8() as isize - char.len_utf8() as isize;
            self.text.push(safe);
            if grown != 0 {
                for (mark, place) in marks.iter_mut().zip(&mut places) {
                    shift(&mut mark.range.start, place.0, visible.start + at, grown);
                    shift(&mut mark.range.end, place.1, visible.start + at, grown);
                }
            }
        }
        if visible.end < whole.len() {
            self.text.push('…');
        }
        self.text.push('\n');
        self.marks.extend(marks);
    }
}

/// Moves an offset behind a character that is printed by another one.
fn shift(offset: &mut usize, place: usize, at: usize, grown: isize) {
    if place > at {
        *offset = offset.saturating_add_signed(grown);
    }
}

/// The part of a line to show: all of it, or what is around `at`.
fn window(line: &str, at: Option<usize>, long: usize) -> Range<usize> {
    if line.len() <= long {
        return 0..line.len();
    }
    let at = at.unwrap_or(0);
    let start = if at <= WIDTH { 0 } else { at - WIDTH / 2 };
    let end = (at + WIDTH).min(line.len());
    boundary(line, start)..boundary(line, end)
}

fn boundary(line: &str, mut at: usize) -> usize {
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}
