//! Parts of files: what a `$ref` with a JSON pointer names, in this file or in another.

use super::Reader;
use super::cursor::Cursor;
use crate::diagnostic::Diagnostics;
use crate::openapi::{
    Callback, Example, Header, MediaType, Parameter, PathItem, RefOr, RequestBody, Response,
    Schema, SecurityScheme, Version,
};
use crate::source::pointer::unescaped;
use crate::source::{FileId, Sources};

/// An object that [`read_at`] can read: a [`Schema`], a [`PathItem`], or a [`RefOr`] of the others.
pub trait Fragment: sealed::Read {}

/// Why there is no fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// The pointer leads to nothing. Not reported: the caller knows where the `$ref` stands.
    Nothing,
    /// The file or the value is not what it should be. Reported.
    Unreadable,
}

/// Reads the value behind a JSON pointer of a file: `/components/schemas/Pcap`, without `#`; the empty pointer is the whole file.
///
/// The pointer is taken as it stands in a `$ref` after percent-decoding: `~1` is `/`, `~0` is `~`.
///
/// # Errors
/// See [`Absent`].
pub fn read_at<T: Fragment>(
    sources: &mut Sources,
    file: FileId,
    pointer: &str,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Result<T, Absent> {
    let value = sources.value(file, diagnostics).ok_or(Absent::Unreadable)?;
    let mut cursor = Cursor {
        value: &value,
        origin: sources.root(file),
    };
    for step in steps(pointer).ok_or(Absent::Nothing)? {
        let inner = match cursor.value.as_array() {
            Some(items) => {
                let index: usize = step.parse().map_err(|_| Absent::Nothing)?;
                items.get(index).map(|value| Cursor {
                    value,
                    origin: sources.item(cursor.origin, index),
                })
            }
            None => cursor.value.get(&step).map(|value| Cursor {
                value,
                origin: sources.member(cursor.origin, &step),
            }),
        };
        cursor = inner.ok_or(Absent::Nothing)?;
    }
    let mut reader = Reader::new(sources, version, diagnostics);
    T::read(&mut reader, cursor).ok_or(Absent::Unreadable)
}

/// The names of a pointer; `None` where it is none.
fn steps(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let names = pointer.strip_prefix('/')?.split('/');
    Some(names.map(unescaped).collect())
}

mod sealed {
    use super::{Cursor, Reader};

    /// Only the reader makes objects of the document.
    #[expect(
        private_interfaces,
        reason = "the trait is sealed: nobody outside calls it"
    )]
    pub trait Read: Sized {
        fn read(reader: &mut Reader<'_>, cursor: Cursor<'_>) -> Option<Self>;
    }
}

macro_rules! fragments {
    ($($object:ty = $read:ident),* $(,)?) => {
        $(
            impl Fragment for $object {}

            #[expect(private_interfaces, reason = "the trait is sealed: nobody outside calls it")]
            impl sealed::Read for $object {
                fn read(reader: &mut Reader<'_>, cursor: Cursor<'_>) -> Option<Self> {
                    reader.$read(cursor)
                }
            }
        )*
    };
}

fragments! {
    Schema = schema,
    PathItem = path_item,
    RefOr<Parameter> = parameter_or_ref,
    RefOr<Header> = header_or_ref,
    RefOr<RequestBody> = request_body_or_ref,
    RefOr<Response> = response_or_ref,
    RefOr<Example> = example_or_ref,
    RefOr<SecurityScheme> = security_scheme_or_ref,
    RefOr<Callback> = callback_or_ref,
    RefOr<MediaType> = media_type_or_ref,
}
