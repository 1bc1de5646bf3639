//! From a value to JSON.

use std::io::Write as _;

use serde::Serializer;

use super::{EncodeError, Map, Tape, Value};

/// A type that is written as JSON.
pub trait Encode {
    /// Writes the value: exactly one JSON value.
    fn encode(&self, json: &mut Writer);
}

/// Writes a value as a JSON text.
///
/// # Errors
///
/// Where the value has no JSON: a number that is not finite, a member that is written twice.
pub fn encode<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.finish()
}

/// Writes a value to any format of serde: what `Serialize` of every type does.
///
/// # Errors
///
/// Those of the format, and those of [`encode`].
pub(crate) fn serialize<T: Encode + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    use serde::ser::{Error, Serialize as _};
    let text = encode(value).map_err(Error::custom)?;
    let tape = Tape::parse(&text).map_err(Error::custom)?;
    tape.json().serialize(serializer)
}

/// A JSON text while it is written.
///
/// What cannot be written is noted; [`finish`](Self::finish) reports it.
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    /// Members that the next object starts with: the tags of unions.
    tags: Vec<u8>,
    /// The names that were written into the objects that are open.
    names: Vec<&'static str>,
    /// The names of `tags`.
    tag_names: Vec<&'static str>,
    error: Option<EncodeError>,
}

impl Writer {
    /// A writer that has written nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text.
    ///
    /// # Errors
    ///
    /// The first thing that could not be written.
    pub fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.out),
        }
    }

    /// Writes a value.
    pub fn value<T: Encode + ?Sized>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Writes an object with a tag before its members: a union's variant that does not declare the tag.
    pub fn tagged<T: Encode + ?Sized>(&mut self, name: &'static str, tag: impl Encode, value: &T) {
        // The tag is written at the end of the text, and moved.
        let start = self.out.len();
        self.key(name);
        tag.encode(self);
        if !self.tags.is_empty() {
            self.tags.push(b',');
        }
        self.tags.extend(self.out.drain(start..));
        self.tag_names.push(name);
        value.encode(self);
        self.refuse_tags();
    }

    /// Starts an object; it ends where the result is dropped.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.out.push(b'{');
        let first_name = self.names.len();
        let empty = self.tags.is_empty();
        self.out.append(&mut self.tags);
        self.names.append(&mut self.tag_names);
        ObjectWriter {
            json: self,
            empty,
            first_name,
        }
    }

    /// Starts an array; it ends where the result is dropped.
    pub fn array(&mut self) -> ArrayWriter<'_> {
        self.refuse_tags();
        self.out.push(b'[');
        ArrayWriter { json: self, len: 0 }
    }

    /// Writes null.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// Writes a boolean.
    pub fn boolean(&mut self, value: bool) {
        self.out
            .extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes a whole number.
    pub fn integer(&mut self, value: impl Into<i128>) {
        // Writing to a Vec cannot fail.
        let _ = write!(self.out, "{}", value.into());
    }

    /// Writes a number; a whole one without a fraction.
    pub fn number(&mut self, value: f64) {
        let exponent = value != 0.0 && !(1e-7..1e21).contains(&value.abs());
        if !self.is_finite(value) {
            return;
        }
        // Both forms are the shortest that read back as the same number; writing to a Vec cannot fail.
        let _ = if exponent {
            write!(self.out, "{value:e}")
        } else {
            write!(self.out, "{value}")
        };
    }

    /// Writes a number that is JSON already.
    pub(super) fn digits(&mut self, digits: &str) {
        self.out.extend_from_slice(digits.as_bytes());
    }

    /// Writes a string.
    pub fn text(&mut self, value: &str) {
        if let Err(error) = serde_json::to_writer(&mut self.out, value) {
            self.note(error.to_string());
        }
    }

    /// Notes why the value cannot be written, and writes null in its place.
    pub fn refuse(&mut self, reason: impl Into<String>) {
        self.note(reason);
        self.null();
    }

    fn note(&mut self, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some(EncodeError::new(message));
        }
    }

    fn is_finite(&mut self, value: f64) -> bool {
        if !value.is_finite() {
            self.refuse(format!("{value} is no JSON number"));
        }
        value.is_finite()
    }

    /// Notes that tags were to be written, and no object followed.
    fn refuse_tags(&mut self) {
        if !self.tags.is_empty() {
            self.tags.clear();
            self.tag_names.clear();
            self.note("a tag can only be written into an object");
        }
    }

    /// Writes a member's name and colon.
    fn key(&mut self, name: &str) {
        self.text(name);
        self.out.push(b':');
    }
}

/// An object while it is written; its end is written where this is dropped.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    json: &'w mut Writer,
    empty: bool,
    /// Where this object's names start.
    first_name: usize,
}

impl ObjectWriter<'_> {
    /// Writes a member.
    pub fn required<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.json.names.push(name);
        let fine = self.start(name);
        value.encode(self.json);
        self.end_member(fine, || name.into());
    }

    /// Writes a member if there is a value.
    pub fn optional<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// Writes a member; null where there is no value.
    pub fn nullable<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Writes the members that the document does not name.
    pub fn extra(&mut self, extra: &Map) {
        for (name, value) in extra {
            self.undeclared(name, value);
        }
    }

    pub(super) fn undeclared<T: Encode>(&mut self, name: &str, value: &T) {
        let fine = self.start(name);
        if self.json.names[self.first_name..].contains(&name) {
            self.json
                .note("the member is written twice: as a field, and as an undeclared one");
        }
        value.encode(self.json);
        self.end_member(fine, || name.to_owned().into());
    }

    /// Writes name and colon; says whether all went well so far.
    fn start(&mut self, name: &str) -> bool {
        if !self.empty {
            self.json.out.push(b',');
        }
        self.empty = false;
        self.json.key(name);
        self.json.error.is_none()
    }

    /// Adds the name to the path of an error that the member brought.
    fn end_member(&mut self, fine: bool, name: impl Fn() -> std::borrow::Cow<'static, str>) {
        if let (true, Some(error)) = (fine, &mut self.json.error) {
            error.push(name());
        }
    }
}

impl Drop for ObjectWriter<'_> {
    fn drop(&mut self) {
        self.json.out.push(b'}');
        self.json.names.truncate(self.first_name);
    }
}

/// An array while it is written; its end is written where this is dropped.
#[derive(Debug)]
pub struct ArrayWriter<'w> {
    json: &'w mut Writer,
    len: usize,
}

impl ArrayWriter<'_> {
    /// Writes the next item.
    pub fn item<T: Encode + ?Sized>(&mut self, item: &T) {
        if self.len > 0 {
            self.json.out.push(b',');
        }
        let fine = self.json.error.is_none();
        item.encode(self.json);
        if let (true, Some(error)) = (fine, &mut self.json.error) {
            error.push(self.len.to_string());
        }
        self.len += 1;
    }
}

impl Drop for ArrayWriter<'_> {
    fn drop(&mut self) {
        self.json.out.push(b']');
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, json: &mut Writer) {
        (**self).encode(json);
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, json: &mut Writer) {
        (**self).encode(json);
    }
}

impl<T: Encode> Encode for Option<T> {
    /// `None` is null.
    fn encode(&self, json: &mut Writer) {
        match self {
            Some(value) => value.encode(json),
            None => json.null(),
        }
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, json: &mut Writer) {
        let mut array = json.array();
        for item in self {
            array.item(item);
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, json: &mut Writer) {
        self.as_slice().encode(json);
    }
}

impl Encode for str {
    fn encode(&self, json: &mut Writer) {
        json.text(self);
    }
}

impl Encode for String {
    fn encode(&self, json: &mut Writer) {
        json.text(self);
    }
}

impl Encode for bool {
    fn encode(&self, json: &mut Writer) {
        json.boolean(*self);
    }
}

impl Encode for f64 {
    fn encode(&self, json: &mut Writer) {
        json.number(*self);
    }
}

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl Encode for $name {
            fn encode(&self, json: &mut Writer) {
                json.integer(*self);
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Encode for Map {
    fn encode(&self, json: &mut Writer) {
        json.object().extra(self);
    }
}

impl Encode for Value {
    /// Numbers are written as they are: `300.0` stays `300.0`.
    fn encode(&self, json: &mut Writer) {
        match self {
            Self::Null => json.null(),
            Self::Bool(value) => json.boolean(*value),
            Self::Number(value) => {
                // Writing to a Vec cannot fail.
                let _ = write!(json.out, "{value}");
            }
            Self::String(value) => json.text(value),
            Self::Array(items) => items.encode(json),
            Self::Object(members) => members.encode(json),
        }
    }
}
