//! Bodies of parts (RFC 2046, section 5.1; RFC 7578).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::escape::Escape;
use super::upload::of_upload;
use super::{Body, Check, Checks, Draft, Encode, Rules, Segment, Style, Uploads, decode, encode};

/// A body of parts in the making, in the order in which they are put.
#[derive(Debug)]
pub struct Multipart {
    boundary: String,
    body: Body,
    /// Members that cannot be sent, and why.
    problems: Vec<(String, String)>,
    checks: Checks,
    /// Headers of members: with their value, or none where there must be one.
    headers: Vec<(&'static str, &'static str, Option<Cow<'static, str>>)>,
}

impl Multipart {
    /// The body of a request, without parts yet.
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        Self {
            boundary: boundary(),
            body: Body::empty(),
            problems: Vec::new(),
            checks: draft.checks,
            headers: Vec::new(),
        }
    }

    /// A header of a member's parts: with this value unless the file brings another, or one that must be there.
    pub fn header(
        &mut self,
        member: &'static str,
        name: &'static str,
        value: Option<&'static str>,
    ) {
        self.headers.push((member, name, value.map(Cow::Borrowed)));
    }

    /// A member that is no file: text as it is, each item of a list as a part of its own, an object as JSON. Nothing for null and for what is absent.
    pub fn part<T: Encode>(&mut self, name: &str, value: &T) {
        if let Some(value) = self.json_of(name, value) {
            match value {
                Value::Array(items) => items.iter().for_each(|item| self.value(name, item)),
                value => self.value(name, &value),
            }
        }
    }

    /// A member in this media type: JSON as one part; other text as it stands, and each item of a list as a part of its own.
    pub fn part_as<T: Encode>(&mut self, name: &str, content_type: &str, value: &T) {
        if let Some(value) = self.json_of(name, value) {
            match value {
                Value::Array(items) if !is_json(content_type) => {
                    for item in &items {
                        self.value_as(name, content_type, item);
                    }
                }
                value => self.value_as(name, content_type, &value),
            }
        }
    }

    /// Files, each as a part of its own. The media type is the file's own, else the documented one.
    pub fn file<U: Uploads>(&mut self, name: &str, documented: &'static str, files: &U) {
        for upload in files.uploads() {
            let content_type = match of_upload(upload, documented, self.checks) {
                Ok(content_type) => content_type.to_owned(),
                Err(problem) => {
                    self.problems.push((name.to_owned(), problem));
                    continue;
                }
            };
            let own = match self.own_headers(name, upload.headers()) {
                Ok(own) => own,
                Err(problem) => {
                    self.problems.push((name.to_owned(), problem));
                    continue;
                }
            };
            // A part without a file name is no file to most servers.
            let file_name = upload.file_name().unwrap_or(name);
            self.head_with(name, Some(file_name), Some(&content_type), &own);
            self.body.0.extend(upload.body().0.iter().cloned());
            self.push("\r\n");
        }
    }

    /// A member in a style of queries: a part for each pair that it makes.
    pub fn part_in<T: Encode>(&mut self, name: &str, style: Style, value: &T) {
        if let Some(value) = self.json_of(name, value) {
            match style.pairs(name, &value, Escape::Plain) {
                Ok(pairs) => {
                    for (name, text) in pairs {
                        self.head(&name, None);
                        self.end(text);
                    }
                }
                Err(problem) => self.problems.push((name.to_owned(), problem)),
            }
        }
    }

    /// Every member of an object, as [`part`](Self::part).
    pub fn rest<T: Encode>(&mut self, members: &T) {
        if let Some(value) = self.json_of("", members) {
            match value {
                Value::Null => {}
                Value::Object(members) => {
                    for (name, value) in &members {
                        self.part(name, value);
                    }
                }
                _ => self.problems.push((
                    String::new(),
                    "must be an object: its members are the parts".to_owned(),
                )),
            }
        }
    }

    /// Media type, body and problems.
    pub(crate) fn finish(mut self, media_type: &str) -> (String, Body, Vec<(String, String)>) {
        let end = format!("--{}--\r\n", self.boundary);
        self.push(&end);
        let content_type = format!("{media_type}; boundary={}", self.boundary);
        (content_type, self.body, self.problems)
    }

    fn json_of<T: Encode + ?Sized>(&mut self, name: &str, value: &T) -> Option<Value> {
        match encode(value) {
            Ok(text) => decode(&text).ok(),
            Err(error) => {
                let problem = format!("cannot be written: {}", error.message());
                self.problems.push((name.to_owned(), problem));
                None
            }
        }
    }

    fn value(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::String(text) => {
                self.head(name, None);
                self.end(text.clone());
            }
            Value::Bool(_) | Value::Number(_) => {
                self.head(name, None);
                self.end(value.to_string());
            }
            Value::Array(_) | Value::Object(_) => {
                self.head(name, Some("application/json"));
                self.end(value.to_string());
            }
        }
    }

    fn value_as(&mut self, name: &str, content_type: &str, value: &Value) {
        let json = is_json(content_type);
        let text = match value {
            Value::Null => return,
            Value::String(text) if !json => text.clone(),
            Value::Array(_) | Value::Object(_) if !json => {
                let problem = format!("cannot be written as `{content_type}`: it is no text");
                self.problems.push((name.to_owned(), problem));
                return;
            }
            value => value.to_string(),
        };
        self.head(name, Some(content_type));
        self.end(text);
    }

    /// The headers that a file brings, or why they cannot be sent.
    fn own_headers(
        &self,
        member: &str,
        brought: &[(String, String)],
    ) -> Result<Vec<(String, String)>, String> {
        for (name, value) in brought {
            let known = ["content-disposition", "content-type"];
            if HeaderName::from_bytes(name.as_bytes()).is_err()
                || known.contains(&name.to_ascii_lowercase().as_str())
                || HeaderValue::from_str(value).is_err()
            {
                return Err("has a header that no part can carry".to_owned());
            }
        }
        match self.missing(member, brought) {
            Some(name) => Err(format!("must have the header `{name}`: `header` sets it")),
            None => Ok(brought.to_vec()),
        }
    }

    /// The header that a member's part must have, and has from nobody.
    fn missing(&self, member: &str, brought: &[(String, String)]) -> Option<&'static str> {
        if self.checks == Checks::Off {
            return None;
        }
        let own = brought.iter().map(|(name, _)| name.as_str());
        let of_member = self.headers.iter().filter(|(of, ..)| *of == member);
        let known = of_member.clone().filter(|(.., value)| value.is_some());
        let known: Vec<&str> = known.map(|(_, name, _)| *name).chain(own).collect();
        let mut asked = of_member.filter(|(.., value)| value.is_none());
        let missing = asked.find(|(_, asked, _)| {
            let has = known.iter().any(|name| name.eq_ignore_ascii_case(asked));
            !has
        });
        missing.map(|(_, name, _)| *name)
    }

    /// The head of a part that is no file.
    fn head(&mut self, name: &str, content_type: Option<&str>) {
        if let Some(header) = self.missing(name, &[]) {
            let problem = (name.to_owned(), format!("must have the header `{header}`"));
            // Once for all items of a list.
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        self.head_with(name, None, content_type, &[]);
    }

    fn head_with(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        own: &[(String, String)],
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        // Nothing fails to be written to a String.
        if let Some(file_name) = file_name {
            let _ = write!(head, "; filename=\"{}\"", quoted(file_name));
        }
        if let Some(content_type) = content_type {
            let _ = write!(head, "\r\nContent-Type: {content_type}");
        }
        for (header, value) in own {
            let _ = write!(head, "\r\n{header}: {value}");
        }
        for (member, header, value) in &self.headers {
            let brought = own.iter().any(|(own, _)| own.eq_ignore_ascii_case(header));
            if let (true, false, Some(value)) = (*member == name, brought, value) {
                let _ = write!(head, "\r\n{header}: {value}");
            }
        }
        head.push_str("\r\n\r\n");
        self.push(&head);
    }

    fn end(&mut self, mut text: String) {
        text.push_str("\r\n");
        self.push(&text);
    }

    /// Adds text to what is in memory already.
    fn push(&mut self, text: &str) {
        match self.body.0.last_mut() {
            Some(Segment::Bytes(bytes)) => {
                let mut joined = Vec::with_capacity(bytes.len() + text.len());
                joined.extend_from_slice(bytes);
                joined.extend_from_slice(text.as_bytes());
                *bytes = joined.into();
            }
            _ => self
                .body
                .0
                .push(Segment::Bytes(text.as_bytes().to_vec().into())),
        }
    }
}

impl Draft {
    /// A header of a member's parts; nothing where it is absent or null.
    pub fn part_header<'r, T: Check>(
        &'r mut self,
        parts: &mut Multipart,
        member: &'static str,
        name: &'static str,
        value: &'r T,
    ) -> Rules<'r> {
        self.part_header_as(parts, member, name, value, Style::Simple { explode: false })
    }

    /// The same, in another style.
    pub fn part_header_as<'r, T: Check>(
        &'r mut self,
        parts: &mut Multipart,
        member: &'static str,
        name: &'static str,
        value: &'r T,
        style: Style,
    ) -> Rules<'r> {
        if let Some((_, written)) = self.header_of(name, value, style) {
            // It was made of text.
            let text = String::from_utf8_lossy(written.as_bytes()).into_owned();
            parts.headers.push((member, name, Some(text.into())));
        }
        self.rules("header", name, value)
    }

    /// A body of parts, which [`Multipart::of`] has begun.
    pub fn multipart<'r, T: Check>(
        &'r mut self,
        media_type: &'static str,
        parts: Multipart,
        value: &'r T,
    ) -> Rules<'r> {
        let (content_type, body, problems) = parts.finish(media_type);
        for (name, problem) in problems {
            self.refuse("body", &name, problem);
        }
        self.content(&content_type, body);
        self.check_body(value)
    }
}

fn is_json(content_type: &str) -> bool {
    super::reply::media_type_is_json(content_type)
}

/// A name as it stands between quotes (WHATWG HTML, multipart form data).
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            letter => quoted.push(letter),
        }
    }
    quoted
}

/// What parts are told apart by: nobody who writes a part can know it. The keys of a hasher are random.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}
