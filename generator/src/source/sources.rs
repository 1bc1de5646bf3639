//! The files of a run, and the table of origins.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use indexmap::IndexSet;
use serde_json::Value;

use super::index::{Index, Step};
use super::patch::{Key, Trace};
use super::text::Lines;
use super::{Location, Origin, Place, pointer, text, value};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parallel::discard;

/// A file of [`Sources`]; the default is the first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// The files that a run reads, their text, their values, and where every node of them stands.
#[derive(Debug)]
pub struct Sources {
    pub(super) files: Vec<File>,
    nodes: Vec<Node>,
    /// The names of members, each once.
    names: IndexSet<Box<str>>,
}

/// One file.
#[derive(Debug)]
pub(super) struct File {
    /// As it is shown.
    pub(super) path: PathBuf,
    /// Without links, where the file is on disk.
    pub(super) canonical: Option<PathBuf>,
    /// The folder that a `$ref` from this file may not leave, without links.
    pub(super) folder: Option<PathBuf>,
    text: String,
    root: Origin,
    value: Option<Option<Arc<Value>>>,
    /// The value, read once more after it was forgotten.
    again: OnceLock<Option<Arc<Value>>>,
    /// Where the nodes stand that an overlay put there, or moved.
    trace: Option<Trace>,
    index: OnceLock<Index>,
    lines: OnceLock<Lines>,
}

/// One line of the table of origins.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// No place: what `Origin::default()` means.
    Nowhere,
    Root(FileId),
    Member {
        parent: Origin,
        name: u32,
    },
    Item {
        parent: Origin,
        index: u32,
    },
    /// Bytes of a file, where no pointer leads: values of letterpress.toml, errors of syntax.
    Span {
        file: FileId,
        range: Range<usize>,
    },
}

impl Default for Sources {
    fn default() -> Self {
        Self::new()
    }
}

impl Sources {
    /// No file yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            files: Vec::new(),
            nodes: vec![Node::Nowhere],
            names: IndexSet::new(),
        }
    }

    /// Reads a file from disk. A `$ref` of it may reach files of its folder and of the folders below.
    ///
    /// # Errors
    /// The file cannot be read, is too large, or is not text.
    pub fn open(&mut self, path: &Path) -> Result<FileId, Diagnostic> {
        let canonical = path
            .canonicalize()
            .map_err(|error| text::unreadable(path, &error))?;
        let folder = canonical.parent().map(Path::to_path_buf);
        self.load(path.to_path_buf(), canonical, folder)
    }

    /// Shows the files of a folder under another name: who reads the report doesn't know the folder.
    pub(crate) fn show_folder_as(&mut self, folder: &Path, name: &str) {
        for file in &mut self.files {
            if let Ok(inside) = file.path.strip_prefix(folder) {
                file.path = PathBuf::from(format!("{name}:{}", inside.display()));
            }
        }
    }

    /// Adds a file whose text is known already. A `$ref` of it reaches no other file.
    pub fn add_file(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        let id = FileId(number(self.files.len()));
        let root = self.push(Node::Root(id));
        self.files.push(File {
            path: path.into(),
            canonical: None,
            folder: None,
            text: text::without_bom(text.into()),
            root,
            value: None,
            again: OnceLock::new(),
            trace: None,
            index: OnceLock::new(),
            lines: OnceLock::new(),
        });
        id
    }

    /// Makes an origin of bytes of a file, for what is no node of a document.
    pub fn add_span(&mut self, file: FileId, range: Range<usize>) -> Origin {
        self.push(Node::Span { file, range })
    }

    /// The origin of the whole file.
    #[must_use]
    pub fn root(&self, file: FileId) -> Origin {
        self.file(file).root
    }

    /// The origin of the member `name` of an object.
    pub fn member(&mut self, parent: Origin, name: &str) -> Origin {
        let name = match self.names.get_index_of(name) {
            Some(index) => index,
            None => self.names.insert_full(name.into()).0,
        };
        let name = number(name);
        self.push(Node::Member { parent, name })
    }

    /// The origin of an item of an array; the first is 0.
    pub fn item(&mut self, parent: Origin, index: usize) -> Origin {
        let index = number(index);
        self.push(Node::Item { parent, index })
    }

    /// The paths of all files that were read, in the order of reading: what a build script must watch.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// The path of a file, as it is shown.
    #[must_use]
    pub fn path(&self, file: FileId) -> &Path {
        &self.file(file).path
    }

    /// The first file that was read from a path.
    pub(crate) fn opened_at(&self, path: &Path) -> Option<FileId> {
        let at = self.files.iter().position(|file| file.path == path)?;
        Some(FileId(number(at)))
    }

    /// Whether a name of ASCII may stand in any of the files. It may where an escape could spell it.
    pub(crate) fn says(&self, name: &str) -> bool {
        let spells =
            |text: &str| text.contains(name) || text.contains("\\u00") || text.contains("\\x");
        self.files.iter().any(|file| spells(&file.text))
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// The file in which a node stands; `None` for `Origin::default()`.
    #[must_use]
    pub fn file_of(&self, origin: Origin) -> Option<FileId> {
        let mut origin = origin;
        loop {
            match self.node(origin) {
                Node::Nowhere => return None,
                Node::Root(file) | Node::Span { file, .. } => return Some(*file),
                Node::Member { parent, .. } | Node::Item { parent, .. } => origin = *parent,
            }
        }
    }

    /// The content of a file, read once. What is wrong with it is reported at the first call.
    pub fn value(&mut self, file: FileId, diagnostics: &mut Diagnostics) -> Option<Arc<Value>> {
        if let Some(known) = &self.file(file).value {
            return known.clone();
        }
        let opened = self.file(file);
        let outcome = value::read(&opened.path, &opened.text, || self.index(file));
        let known = match outcome {
            Ok(value) => Some(Arc::new(value)),
            Err(findings) => {
                for finding in findings {
                    let diagnostic = finding.into_diagnostic(|range| self.add_span(file, range));
                    diagnostics.push(diagnostic);
                }
                None
            }
        };
        self.files[file.0 as usize].value = Some(known.clone());
        known
    }

    /// The content of a file that was read before, also where it was forgotten since.
    pub(super) fn content(&self, file: FileId) -> Option<Arc<Value>> {
        let opened = self.file(file);
        if let Some(known) = &opened.value {
            return known.clone();
        }
        let again = opened.again.get_or_init(|| {
            let outcome = value::read(&opened.path, &opened.text, || self.index(file));
            outcome.ok().map(Arc::new)
        });
        again.clone()
    }

    /// Lets go of the content of a file, which is a multiple of its text in memory: who asks for it again reads it again. A patched one stays.
    pub(crate) fn forget(&mut self, file: FileId) {
        let opened = &mut self.files[file.0 as usize];
        if opened.trace.is_none() {
            discard(opened.value.take());
        }
    }

    /// Replaces the content of a file by a patched one, and says where the patched nodes stand.
    pub(crate) fn patch(&mut self, file: FileId, value: Value, trace: Trace) {
        let patched = &mut self.files[file.0 as usize];
        patched.value = Some(Some(Arc::new(value)));
        patched.trace = Some(trace);
    }

    /// The JSON pointer of a node inside its file: `/components/schemas/Pcap`; the root is the empty text.
    #[must_use]
    pub fn pointer(&self, origin: Origin) -> String {
        written(&self.steps(origin).1)
    }

    /// The path of a file from the folder of another, with `/` between the parts.
    pub(crate) fn relative(&self, file: FileId, from: Option<FileId>) -> String {
        let own = |file: FileId| {
            let file = self.file(file);
            file.canonical.as_deref().unwrap_or(&file.path)
        };
        let path = own(file);
        let folder = from.and_then(|from| own(from).parent());
        let inside = folder.and_then(|folder| path.strip_prefix(folder).ok());
        let parts = inside.unwrap_or(path).iter();
        let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// The JSON pointer of a place: of the node, or of its member. `None` where the place is bytes of a file, not a node.
    #[must_use]
    pub fn pointer_of(&self, place: &Place) -> Option<String> {
        let (root, _) = self.steps(place.origin);
        if !matches!(self.node(root), Node::Root(_)) {
            return None;
        }
        let mut pointer = self.pointer(place.origin);
        if let Some(name) = &place.member {
            pointer.push('/');
            pointer::push(name, &mut pointer);
        }
        Some(pointer)
    }

    /// Where a place is, for people. `None` for `Origin::default()`.
    ///
    /// A place whose member does not exist is the node itself. An object or a list of several lines is shown by its key.
    #[must_use]
    pub fn locate(&self, place: &Place) -> Option<Location> {
        let (file, range) = self.find(place)?;
        Some(self.location(file, range))
    }

    pub(super) fn location(&self, file: FileId, range: Range<usize>) -> Location {
        let opened = self.file(file);
        let lines = opened.lines.get_or_init(|| Lines::new(&opened.text));
        let (line, column) = lines.position(&opened.text, range.start);
        let (end_line, end_column) = lines.position(&opened.text, range.end);
        Location {
            file,
            line,
            column,
            end_line,
            end_column,
            range,
        }
    }

    /// The bytes of a line of a file, counted from 1, without its end.
    pub(crate) fn line(&self, file: FileId, line: usize) -> Range<usize> {
        let opened = self.file(file);
        let lines = opened.lines.get_or_init(|| Lines::new(&opened.text));
        lines.bytes(&opened.text, line)
    }

    /// The file and the bytes of a place: [`Sources::locate`] without lines and columns.
    pub(crate) fn find(&self, place: &Place) -> Option<(FileId, Range<usize>)> {
        let (top, mut steps) = self.steps(place.origin);
        match self.node(top) {
            Node::Span { file, range } => Some((*file, range.clone())),
            Node::Root(file) => {
                if let Some(name) = &place.member {
                    steps.push(Step::Member(name));
                }
                let (file, way) = self.standing(*file, &steps);
                let steps: Vec<Step<'_>> = way.iter().map(Key::step).collect();
                let range = self.index(file).find(self.text(file), &steps, place.key);
                Some((file, range))
            }
            Node::Nowhere | Node::Member { .. } | Node::Item { .. } => None,
        }
    }

    /// The root of a node, and the way to it.
    pub(super) fn steps(&self, origin: Origin) -> (Origin, Vec<Step<'_>>) {
        let mut steps = Vec::new();
        let mut origin = origin;
        loop {
            match self.node(origin) {
                Node::Nowhere | Node::Root(_) | Node::Span { .. } => break,
                Node::Member { parent, name } => {
                    steps.push(Step::Member(&self.names[*name as usize]));
                    origin = *parent;
                }
                Node::Item { parent, index } => {
                    steps.push(Step::Item(*index as usize));
                    origin = *parent;
                }
            }
        }
        steps.reverse();
        (origin, steps)
    }

    /// The file in which a node stands, and the way to it there.
    pub(super) fn standing(&self, file: FileId, steps: &[Step<'_>]) -> (FileId, Vec<Key>) {
        let way: Vec<Key> = steps.iter().map(Key::from).collect();
        match &self.file(file).trace {
            Some(trace) => trace.resolve(file, &way),
            None => (file, way),
        }
    }

    /// The index of a file, built when first asked.
    pub(super) fn index(&self, file: FileId) -> &Index {
        let opened = self.file(file);
        opened.index.get_or_init(|| Index::new(&opened.text))
    }

    pub(super) fn load(
        &mut self,
        path: PathBuf,
        canonical: PathBuf,
        folder: Option<PathBuf>,
    ) -> Result<FileId, Diagnostic> {
        let (text, problem) = text::read(&path)?;
        let file = self.add_file(path, text);
        let opened = &mut self.files[file.0 as usize];
        opened.canonical = Some(canonical);
        opened.folder = folder;
        match problem {
            None => Ok(file),
            Some(finding) => Err(finding.into_diagnostic(|range| self.add_span(file, range))),
        }
    }

    pub(super) fn file(&self, file: FileId) -> &File {
        &self.files[file.0 as usize]
    }

    pub(super) fn node(&self, origin: Origin) -> &Node {
        self.nodes.get(origin.0 as usize).unwrap_or(&Node::Nowhere)
    }

    fn push(&mut self, node: Node) -> Origin {
        let origin = Origin(number(self.nodes.len()));
        self.nodes.push(node);
        origin
    }
}

pub(super) fn written(steps: &[Step<'_>]) -> String {
    let mut pointer = String::with_capacity(16 * steps.len());
    for step in steps {
        pointer.push('/');
        match step {
            Step::Member(name) => pointer::push(name, &mut pointer),
            Step::Item(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}

/// Files are at most 256 MiB and a run reads few of them: their nodes are fewer than 2^32.
fn number(index: usize) -> u32 {
    u32::try_from(index).expect("budgets keep tables below 2^32 lines")
}
