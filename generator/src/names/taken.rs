//! Words that no name, or no name in some role, may be.

/// Keywords of all editions, used and reserved, that may be written `r#..`.
pub(super) const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that may not.
pub(super) const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names that emitted code means something by: the prelude's types and variants, and derives.
pub(super) const TAKEN_TYPES: &[&str] = &[
    "Self",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "Vec",
    "ToString",
    "ToOwned",
    "AsRef",
    "TryFrom",
    "TryInto",
    "Fn",
    "FnMut",
    "FnOnce",
    "Ord",
    "PartialOrd",
    "Sized",
    "Unpin",
    "Extend",
    "IntoIterator",
    "FromIterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "Future",
    "IntoFuture",
    "Required",
];
/// The catch-all, and `Self`.
pub(super) const TAKEN_VARIANTS: &[&str] = &["Unrecognized", "Self"];
/// What is kept of undeclared members, and the constructor.
pub(super) const TAKEN_FIELDS: &[&str] = &["extra", "new"];
/// Names that an endpoint's code uses.
pub(super) const TAKEN_PARAMS: &[&str] = &["body", "required", "request", "response", "checks"];
/// Names that stand beside the functions of a module, and the file that holds them; and files that Windows cannot have.
pub(super) const TAKEN_FUNCTIONS: &[&str] = &[
    "runtime", "types", "main", "mod", "con", "prn", "aux", "nul",
];
/// The crate's own modules, and the crates that every crate sees.
pub(super) const TAKEN_MODULES: &[&str] = &[
    "types",
    "runtime",
    "api",
    "base_urls",
    "blocking",
    "http",
    "readme",
    "std",
    "core",
    "alloc",
    "proc_macro",
    "test",
    "tests",
    "lib",
    "main",
    "bin",
    "con",
    "prn",
    "aux",
    "nul",
];
/// `Credentials`' own functions.
pub(super) const TAKEN_SCHEMES: &[&str] = &["new", "none", "from_env", "set", "clone", "fmt"];
