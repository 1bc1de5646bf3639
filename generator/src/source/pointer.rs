//! Names as parts of a JSON pointer (RFC 6901).

/// A name as a part of a pointer.
pub(crate) fn escaped(name: &str) -> String {
    let mut part = String::with_capacity(name.len());
    push(name, &mut part);
    part
}

/// A part of a pointer as the name that it stands for.
pub(crate) fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// Adds a name to a pointer that ends in `/`.
pub(super) fn push(name: &str, pointer: &mut String) {
    let mut rest = name;
    while let Some(at) = rest.find(['~', '/']) {
        pointer.push_str(&rest[..at]);
        pointer.push_str(if rest[at..].starts_with('~') {
            "~0"
        } else {
            "~1"
        });
        rest = &rest[at + 1..];
    }
    pointer.push_str(rest);
}
