//! Text with places where a line may break: groups that fit stay on their line, others break.
//!
//! The algorithm is Oppen's ("Prettyprinting", 1980), over a whole item at once: sizes are known when printing begins.

/// The width of a line.
const WIDTH: i32 = 89;
/// The width that deeply nested code has at least.
const NARROWEST: i32 = 60;
/// One level.
pub(super) const INDENT: i32 = 4;
/// Wider than any line.
const ENDLESS: i32 = 0xffff;

/// A place where a line may break.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Break {
    /// Spaces, where it doesn't.
    blank: i32,
    /// Against the indentation of its group.
    offset: i32,
    /// Written at the end of the line.
    before: Option<char>,
    /// Written at the beginning of the next.
    after: Option<char>,
    /// Written where the line goes on.
    unbroken: Option<char>,
    /// Gone where its group ends right behind it.
    only_between: bool,
    never: bool,
}

impl Break {
    pub(super) const SPACE: Self = Self::of(1);
    pub(super) const ZERO: Self = Self::of(0);
    pub(super) const LINE: Self = Self::of(ENDLESS);
    /// A line, but not in empty braces.
    pub(super) const BODY: Self = Self {
        only_between: true,
        ..Self::LINE
    };
    /// A space, but not in empty braces.
    pub(super) const INSIDE: Self = Self {
        only_between: true,
        ..Self::SPACE
    };
    /// The end of what a group's width counts.
    pub(super) const NEVER: Self = Self {
        never: true,
        ..Self::ZERO
    };

    const fn of(blank: i32) -> Self {
        Self {
            blank,
            offset: 0,
            before: None,
            after: None,
            unbroken: None,
            only_between: false,
            never: false,
        }
    }

    pub(super) fn before(self, before: impl Into<Option<char>>) -> Self {
        let before = before.into();
        Self { before, ..self }
    }

    pub(super) fn after(self, after: impl Into<Option<char>>) -> Self {
        let after = after.into();
        Self { after, ..self }
    }

    pub(super) fn unbroken(self, unbroken: impl Into<Option<char>>) -> Self {
        let unbroken = unbroken.into();
        Self { unbroken, ..self }
    }

    pub(super) fn offset(self, offset: i32) -> Self {
        Self { offset, ..self }
    }
}

/// How a group that doesn't fit breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaks {
    /// At each of its breaks.
    All,
    /// Where the rest doesn't fit.
    Filled,
}

#[derive(Debug)]
enum Step {
    /// As many bytes of the text.
    Text(usize),
    /// Makes every group around it too wide.
    Burst,
    Break(Break),
    Begin(i32, Breaks),
    End,
}

/// An item in the making.
#[derive(Debug, Default)]
pub(super) struct Layout {
    text: String,
    steps: Vec<Step>,
    /// Of a group: from its beginning to the first break behind it. Of a break: to the next of its group.
    sizes: Vec<i64>,
    /// Steps whose size is not known yet: it is minus what stood before them.
    open: Vec<usize>,
    /// Every line is an endless break: of 40,000 lines, as a great enum has, no `i32` holds the sum.
    total: i64,
}

impl Layout {
    /// With room for as many words, of as many bytes together.
    pub(super) fn with_capacity(words: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            steps: Vec::with_capacity(words),
            sizes: Vec::with_capacity(words),
            ..Self::default()
        }
    }

    pub(super) fn word(&mut self, text: &str) {
        self.text.push_str(text);
        let width = text.len() as i64;
        self.total += width;
        match (self.steps.last_mut(), self.sizes.last_mut()) {
            (Some(Step::Text(length)), Some(size)) => {
                *length += text.len();
                *size += width;
            }
            _ => self.step(Step::Text(text.len()), width),
        }
    }

    pub(super) fn line_break(&mut self, place: Break) {
        self.settle();
        self.open.push(self.steps.len());
        self.step(Step::Break(place), -self.total);
        self.total += i64::from(place.blank);
    }

    /// Opens a group that breaks at all of its breaks, or at none.
    pub(super) fn all(&mut self, indent: i32) {
        self.begin(indent, Breaks::All);
    }

    /// Opens a group that breaks where it must.
    pub(super) fn filled(&mut self, indent: i32) {
        self.begin(indent, Breaks::Filled);
    }

    fn begin(&mut self, indent: i32, breaks: Breaks) {
        self.open.push(self.steps.len());
        self.step(Step::Begin(indent, breaks), -self.total);
    }

    pub(super) fn end(&mut self) {
        if let Some(Step::Break(last)) = self.steps.last() {
            let last = *last;
            let empty = matches!(self.steps.iter().nth_back(1), Some(Step::Begin(..)));
            if empty || last.only_between {
                self.total -= i64::from(last.blank);
                self.unstep();
            }
            if empty {
                self.unstep();
                return;
            }
        }
        self.open.push(self.steps.len());
        self.step(Step::End, 0);
    }

    /// Closes a group that breaks where it is wider than `width`, and with it all around it.
    pub(super) fn end_within(&mut self, width: i32) {
        let mut depth = 1;
        for &index in self.open.iter().rev() {
            match self.steps[index] {
                Step::Begin(..) => depth -= 1,
                Step::End => depth += 1,
                _ => {}
            }
            if depth == 0 {
                if self.sizes[index] + self.total > i64::from(width) {
                    self.step(Step::Burst, ENDLESS.into());
                    self.total += i64::from(ENDLESS);
                }
                break;
            }
        }
        self.end();
    }

    /// Moves the line that the last break would begin.
    pub(super) fn offset(&mut self, offset: i32) {
        if let Some(Step::Break(last)) = self.steps.last_mut() {
            last.offset += offset;
        }
    }

    /// After an element of a list: the last one's comma is there only where the line breaks.
    pub(super) fn comma(&mut self, last: bool, space: Break) {
        if last {
            self.line_break(Break {
                before: Some(','),
                ..space
            });
        } else {
            self.word(",");
            self.line_break(Break::SPACE);
        }
    }

    fn step(&mut self, step: Step, size: i64) {
        self.steps.push(step);
        self.sizes.push(size);
    }

    fn unstep(&mut self) {
        self.steps.pop();
        self.sizes.pop();
        self.open.pop();
    }

    /// What ends here: the groups that were closed, with all in them, and the break before.
    fn settle(&mut self) {
        let mut depth = 0_usize;
        while let Some(&index) = self.open.last() {
            match self.steps[index] {
                Step::Begin(..) if depth == 0 => return,
                Step::Begin(..) => depth -= 1,
                Step::End => {
                    depth += 1;
                    self.open.pop();
                    continue;
                }
                _ => {}
            }
            self.open.pop();
            self.sizes[index] += self.total;
            if depth == 0 && matches!(self.steps[index], Step::Break(_)) {
                return;
            }
        }
    }

    /// The item as text.
    pub(super) fn print(mut self) -> String {
        self.settle();
        let mut print = Print {
            out: String::with_capacity(self.text.len() * 5 / 4),
            space: WIDTH,
            indent: 0,
            pending: 0,
            groups: Vec::new(),
        };
        let mut rest = self.text.as_str();
        for (step, &size) in self.steps.iter().zip(&self.sizes) {
            match step {
                Step::Text(length) => {
                    let (text, more) = rest.split_at(*length);
                    print.text(text);
                    rest = more;
                }
                Step::Burst => {}
                Step::Begin(indent, breaks) => print.begin(*indent, *breaks, size),
                Step::End => print.end(),
                Step::Break(place) => print.line_break(place, size),
            }
        }
        print.out
    }
}

struct Print {
    out: String,
    /// What is left of the line.
    space: i32,
    indent: i32,
    /// Spaces that are written before the next text.
    pending: i32,
    /// Of each open group: the indentation outside, and how it breaks where it doesn't fit.
    groups: Vec<(i32, Option<Breaks>)>,
}

impl Print {
    fn text(&mut self, text: &str) {
        const SPACES: &str = "                                                                ";
        while self.pending > 0 {
            let some = (self.pending as usize).min(SPACES.len());
            self.out.push_str(&SPACES[..some]);
            self.pending -= some as i32;
        }
        self.out.push_str(text);
        self.space -= text.len() as i32;
    }

    fn sign(&mut self, sign: Option<char>) {
        if let Some(sign) = sign {
            self.text(sign.encode_utf8(&mut [0; 4]));
        }
    }

    fn begin(&mut self, indent: i32, breaks: Breaks, size: i64) {
        let fits = size <= i64::from(self.space);
        self.groups.push((self.indent, (!fits).then_some(breaks)));
        if !fits {
            self.indent += indent;
        }
    }

    fn end(&mut self) {
        if let Some((indent, _)) = self.groups.pop() {
            self.indent = indent;
        }
    }

    fn line_break(&mut self, place: &Break, size: i64) {
        let fits = match self.groups.last() {
            _ if place.never => true,
            Some((_, None)) => true,
            Some((_, Some(Breaks::All))) => false,
            Some((_, Some(Breaks::Filled))) | None => size <= i64::from(self.space),
        };
        if fits {
            self.pending += place.blank;
            self.space -= place.blank;
            self.sign(place.unbroken);
        } else {
            self.sign(place.before);
            self.out.push('\n');
            self.pending = self.indent + place.offset;
            self.space = (WIDTH - self.pending).max(NARROWEST);
            self.sign(place.after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Break, INDENT, Layout};

    #[test]
    fn each_of_a_hundred_thousand_lines_is_a_line() {
        let mut layout = Layout::default();
        layout.all(INDENT);
        layout.word("{");
        for _ in 0..100_000 {
            layout.line_break(Break::LINE);
            layout.word("x,");
        }
        layout.line_break(Break::LINE.offset(-INDENT));
        layout.word("}");
        layout.end();
        let text = layout.print();
        assert_eq!(text, format!("{{\n{}}}", "    x,\n".repeat(100_000)));
    }
}
