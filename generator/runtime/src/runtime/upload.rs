//! A file to send: its bytes, its name and its media type.

use std::io::Read;
use std::path::PathBuf;

use super::{Body, Bytes, Check, Checks, Decode, DecodeError, Draft, Encode, Json, Maybe, Writer};

/// A file to send: from memory, from the disk, or from a reader.
///
/// Bytes and text convert into one. What is on the disk is read while it is sent, and not before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl Upload {
    /// The file at a path, under its name there.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let file_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            body: Body::file(path),
            file_name,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// What a reader gives, sent once: see [`Body::reader`].
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Body::reader(reader, length).into()
    }

    /// The same under this file name.
    #[must_use]
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// The same of this media type: `image/png`.
    #[must_use]
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The same with a header of its own, as a part of a form.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// What is sent.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The file name.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Its headers, beside those that every part has.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }
}

impl From<Body> for Upload {
    fn from(body: Body) -> Self {
        Self {
            body,
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }
}

impl<B: Into<Bytes>> From<B> for Upload {
    fn from(bytes: B) -> Self {
        Body::from(bytes).into()
    }
}

/// In JSON a file is the text that it holds.
impl Encode for Upload {
    fn encode(&self, json: &mut Writer) {
        let bytes = self.body.as_bytes();
        match bytes.as_deref().map(std::str::from_utf8) {
            Some(Ok(text)) => json.text(text),
            Some(Err(_)) => json.refuse("a file that is no text has no JSON: send it in a form"),
            None => json.refuse("a file on the disk has no JSON: send it in a form"),
        }
    }
}

impl Decode for Upload {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        String::decode(json).map(Self::from)
    }
}

impl Check for Upload {}

super::serde!(Upload);

/// One file, several or none: what a member of a form holds.
pub trait Uploads {
    /// All of them, in order.
    fn uploads(&self) -> Vec<&Upload>;
}

impl Uploads for Upload {
    fn uploads(&self) -> Vec<&Upload> {
        vec![self]
    }
}

impl<U: Uploads> Uploads for Option<U> {
    fn uploads(&self) -> Vec<&Upload> {
        self.iter().flat_map(Uploads::uploads).collect()
    }
}

impl<U: Uploads> Uploads for Maybe<U> {
    fn uploads(&self) -> Vec<&Upload> {
        match self {
            Self::Value(value) => value.uploads(),
            _ => Vec::new(),
        }
    }
}

impl<U: Uploads> Uploads for Vec<U> {
    fn uploads(&self) -> Vec<&Upload> {
        self.iter().flat_map(Uploads::uploads).collect()
    }
}

impl Draft {
    /// A body of bytes whose media type the caller knows: the document names several, or a range.
    pub fn upload(&mut self, documented: &'static str, upload: &Upload) {
        if !upload.headers().is_empty() {
            self.refuse("body", "", "has headers, and is no part of a form");
        }
        match of_upload(upload, documented, self.checks) {
            Ok(content_type) => {
                self.content(content_type, upload.body().clone());
            }
            Err(problem) => self.refuse("body", "", problem),
        }
    }
}

/// The media type of a file that is sent: its own, else the one that the document names.
pub(super) fn of_upload<'u>(
    upload: &'u Upload,
    documented: &'static str,
    checks: Checks,
) -> Result<&'u str, String> {
    let Some(own) = upload.content_type() else {
        let several = documented.contains([',', '*']);
        return match checks {
            _ if !several => Ok(documented),
            Checks::On if documented != "*/*" => Err(format!(
                "must have a media type: `of_type` takes one of `{documented}`"
            )),
            _ => Ok("application/octet-stream"),
        };
    };
    if own.contains(['\r', '\n', '\0']) || http::HeaderValue::try_from(own).is_err() {
        return Err("has a media type that no header can carry".to_owned());
    }
    Ok(own)
}
