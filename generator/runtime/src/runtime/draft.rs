//! A request while an endpoint writes it.

use std::borrow::Cow;
use std::fmt;

use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::base::is_dots;
use super::escape::{Escape, encoded};
use super::template::parameters;
use super::{
    Body, Check, EncodeError, Error, Measure, Operation, Rules, Style, Violation, decode, encode,
};

/// Whether the constraints of the document are checked before a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checks {
    /// Everything that breaks a rule is in one error, and nothing is sent.
    #[default]
    On,
    /// Anything that can be written is sent.
    Off,
}

/// A request in the making: it collects parameters and body, and everything that is wrong with them.
pub struct Draft {
    operation: &'static Operation,
    pub(super) checks: Checks,
    /// The template, with what was given in the place of its parameters.
    path: String,
    query: String,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Body,
    violations: Vec<Violation>,
    /// What rules found while checks are off: nobody reads it.
    unread: Vec<Violation>,
}

impl Draft {
    /// An empty request of an operation.
    #[must_use]
    pub fn new(operation: &'static Operation, checks: Checks) -> Self {
        let mut path = String::with_capacity(operation.path.len() + 32);
        path.push_str(operation.path);
        Self {
            operation,
            checks,
            path,
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: Body::empty(),
            violations: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// A parameter of the path. It can be no other path: it is encoded, and empty text, `.`, `..` and control characters are refused.
    pub fn path<'r, T: Check>(&'r mut self, name: &'static str, value: &'r T) -> Rules<'r> {
        self.path_as(name, value, Style::Simple { explode: false })
    }

    /// A parameter of the path, in another style.
    pub fn path_as<'r, T: Check>(
        &'r mut self,
        name: &'static str,
        value: &'r T,
        style: Style,
    ) -> Rules<'r> {
        // Text alone, as most parameters are, is no more than encoded.
        if let (Measure::Text(text), Style::Simple { .. }) = (value.measure(), style) {
            self.path_text(name, &encoded(text));
        } else if let Some(json) = self.json_of("path", name, value) {
            match style.write(name, &json, Escape::Path) {
                Ok(Some(encoded)) => self.path_text(name, &encoded),
                Ok(None) => {
                    let problem = "must have a value: the path has no room for none";
                    self.refuse("path", name, problem);
                }
                Err(problem) => self.refuse("path", name, problem),
            }
        }
        self.rules("path", name, value)
    }

    fn path_text(&mut self, name: &'static str, encoded: &str) {
        let text: Cow<'_, str> = if encoded.contains('%') {
            percent_decode_str(encoded).decode_utf8_lossy()
        } else {
            encoded.into()
        };
        let is_segment = parameters(self.operation.path)
            .any(|parameter| parameter.name == name && parameter.is_segment);
        if is_segment && text.is_empty() {
            self.refuse("path", name, "must not be empty");
        } else if text.chars().any(char::is_control) {
            self.refuse("path", name, "must have no control character");
        } else if (is_segment || text.contains(['/', '\\'])) && is_dots(&text) {
            self.refuse(
                "path",
                name,
                "must not be `.` or `..`, nor hold one between slashes: it would be another path",
            );
        }
        let place = |path: &str| {
            let open = parameters(path).find(|open| open.name == name)?;
            Some(open.range)
        };
        while let Some(range) = place(&self.path) {
            self.path.replace_range(range, encoded);
        }
    }

    /// A parameter of the query. Nothing is sent for one that is absent, null or empty of items.
    pub fn query<'r, T: Check>(
        &'r mut self,
        name: &'static str,
        value: &'r T,
        style: Style,
    ) -> Rules<'r> {
        if let Some(json) = self.json_of("query", name, value) {
            match style.query(name, &json, Escape::Query) {
                Ok(Some(text)) => self.query_text(&text),
                Ok(None) => {}
                Err(problem) => self.refuse("query", name, problem),
            }
        }
        self.rules("query", name, value)
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(super) fn query_text(&mut self, text: &str) {
        if !(text.is_empty() || self.query.is_empty()) {
            self.query.push('&');
        }
        self.query.push_str(text);
    }

    /// A header.
    pub fn header<'r, T: Check>(&'r mut self, name: &'static str, value: &'r T) -> Rules<'r> {
        self.header_as(name, value, Style::Simple { explode: false })
    }

    /// A header, in another style.
    pub fn header_as<'r, T: Check>(
        &'r mut self,
        name: &'static str,
        value: &'r T,
        style: Style,
    ) -> Rules<'r> {
        if let Some((name, mut written)) = self.header_of(name, value, style) {
            written.set_sensitive(matches!(value.measure(), Measure::Secret(_)));
            self.headers.append(name, written);
        }
        self.rules("header", name, value)
    }

    /// A header as it travels. `None` where the value is absent, or refused: no header can carry it.
    pub(super) fn header_of<T: Check>(
        &mut self,
        name: &'static str,
        value: &T,
        style: Style,
    ) -> Option<(HeaderName, HeaderValue)> {
        let json = self.json_of("header", name, value)?;
        let text = match style.write(name, &json, Escape::Plain) {
            Ok(text) => text?,
            Err(problem) => {
                self.refuse("header", name, problem);
                return None;
            }
        };
        let problem = match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(&text),
        ) {
            (Ok(name), Ok(value)) => return Some((name, value)),
            (Err(_), _) => "is no name of a header",
            (_, Err(_)) => "has a character that no header can carry",
        };
        self.refuse("header", name, problem);
        None
    }

    /// A cookie.
    pub fn cookie<'r, T: Check>(&'r mut self, name: &'static str, value: &'r T) -> Rules<'r> {
        self.cookie_as(name, value, Style::Form { explode: false })
    }

    /// A cookie, in another style.
    pub fn cookie_as<'r, T: Check>(
        &'r mut self,
        name: &'static str,
        value: &'r T,
        style: Style,
    ) -> Rules<'r> {
        if let Some(json) = self.json_of("cookie", name, value) {
            let escape = match style {
                Style::Cookie { .. } => Escape::Cookie,
                _ => Escape::Query,
            };
            match style.pairs(name, &json, escape) {
                Ok(pairs) => {
                    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
                    self.cookies.extend(pairs);
                }
                Err(problem) => self.refuse("cookie", name, problem),
            }
        }
        self.rules("cookie", name, value)
    }

    /// A body of JSON.
    pub fn json<'r, T: Check>(&'r mut self, value: &'r T) -> Rules<'r> {
        self.json_as("application/json", value)
    }

    /// A body of JSON under another media type, such as `application/merge-patch+json`.
    pub fn json_as<'r, T: Check>(
        &'r mut self,
        media_type: &'static str,
        value: &'r T,
    ) -> Rules<'r> {
        match encode(value) {
            Ok(text) => self.content(media_type, text.into()),
            Err(error) => self.unwritable("body", &error),
        }
        self.check_body(value)
    }

    /// A body of `application/x-www-form-urlencoded`: lists as a pair for each item, objects inside as JSON.
    pub fn form<'r, T: Check>(&'r mut self, value: &'r T) -> Rules<'r> {
        self.form_in(value, &[])
    }

    /// The same with some members in a style of their own.
    pub fn form_in<'r, T: Check>(
        &'r mut self,
        value: &'r T,
        styles: &[(&str, Style)],
    ) -> Rules<'r> {
        let json = match encode(value) {
            Ok(text) => decode::<Value>(&text).unwrap_or(Value::Null),
            Err(error) => {
                self.unwritable("body", &error);
                return self.check_body(value);
            }
        };
        let pairs = self.pairs("body", "", &json, styles);
        self.content("application/x-www-form-urlencoded", pairs.into());
        self.check_body(value)
    }

    /// The members of an object as pairs, some in a style of their own.
    pub(super) fn pairs(
        &mut self,
        place: &'static str,
        name: &str,
        json: &Value,
        styles: &[(&str, Style)],
    ) -> String {
        let mut pairs = Vec::new();
        for (member, value) in json.as_object().into_iter().flatten() {
            let given = styles.iter().find(|(other, _)| other == member);
            let style = match given {
                Some((_, style)) => *style,
                None if is_flat(value) => Style::Form { explode: true },
                None => Style::Json,
            };
            match style.query(member, value, Escape::Query) {
                Ok(pair) => pairs.extend(pair),
                Err(problem) => self.refuse(place, member, problem),
            }
        }
        if !(json.is_object() || json.is_null()) {
            self.refuse(place, name, "must be an object: its members are the pairs");
        }
        pairs.join("&")
    }

    /// A body of text.
    pub fn text<'r, T: Check + AsRef<str>>(
        &'r mut self,
        media_type: &'static str,
        text: &'r T,
    ) -> Rules<'r> {
        self.content(media_type, text.as_ref().to_owned().into());
        self.check_body(text)
    }

    /// A body of text that is one value: a number, a boolean, or one of an enum.
    pub fn plain<'r, T: Check>(&'r mut self, media_type: &'static str, value: &'r T) -> Rules<'r> {
        match self.json_of("body", "", value) {
            Some(Value::String(text)) => self.content(media_type, text.into()),
            Some(value) => self.content(media_type, value.to_string().into()),
            None => {}
        }
        self.check_body(value)
    }

    /// A body of any segments, such as a file.
    pub fn body(&mut self, media_type: &'static str, body: &Body) {
        self.content(media_type, body.clone());
    }

    pub(super) fn content(&mut self, media_type: &str, body: Body) {
        match HeaderValue::try_from(media_type) {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
                self.body = body;
            }
            Err(_) => self.refuse("body", "", "has a media type that no header can carry"),
        }
    }

    /// The request, its URI relative to the base URL.
    ///
    /// # Errors
    /// Everything that is wrong with it, in one error.
    pub fn finish(mut self) -> Result<Request<Body>, Error> {
        self.check_path();
        let mut target = std::mem::take(&mut self.path);
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&self.query);
        }
        if !self.cookies.is_empty() {
            match HeaderValue::try_from(self.cookies.join("; ")) {
                Ok(value) => {
                    self.headers.insert(COOKIE, value);
                }
                Err(_) => self.refuse("cookie", "", "has a character that no header can carry"),
            }
        }
        let uri = match Uri::try_from(target) {
            Ok(uri) => uri,
            Err(_) => {
                self.refuse(
                    "path",
                    "",
                    "makes no URL: it is too long, or its template has a character that no URL has",
                );
                Uri::default()
            }
        };
        let method = match Method::from_bytes(self.operation.method.as_bytes()) {
            Ok(method) => method,
            Err(_) => {
                self.refuse("method", "", "is none of HTTP");
                Method::GET
            }
        };
        if !self.violations.is_empty() {
            return Err(Error::invalid(self.operation, self.violations));
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// Its headers and its body alone.
    pub(super) fn answered(self) -> Result<(HeaderMap, Body), Error> {
        if !self.violations.is_empty() {
            return Err(Error::invalid(self.operation, self.violations));
        }
        Ok((self.headers, self.body))
    }

    /// Refuses a path that lacks a parameter, or that parameters have made another one.
    fn check_path(&mut self) {
        let template = self.operation.path;
        for parameter in parameters(template) {
            if parameters(&self.path).any(|open| open.name == parameter.name) {
                self.refuse("path", parameter.name, "is not given");
            }
        }
        // Two harmless values may make dots of one segment, or nothing: `{name}.{kind}`, `{name}{kind}`. One alone was looked at before.
        let is_made = parameters(template).any(|parameter| !parameter.is_segment);
        if self.violations.is_empty() && is_made {
            // A slash in a value is encoded: the segments are those of the template.
            let made = self.path.split('/').zip(template.split('/'));
            let mut made = made.filter(|(_, template)| template.contains('{'));
            if made.any(|(segment, _)| segment.is_empty() || is_dots(segment)) {
                self.refuse(
                    "path",
                    "",
                    "has a segment that is empty, `.` or `..`: it would be another path",
                );
            }
        }
    }

    /// A parameter's value as JSON.
    pub(super) fn json_of<T: Check>(
        &mut self,
        place: &'static str,
        name: &str,
        value: &T,
    ) -> Option<Value> {
        // Text is what most parameters are: its JSON need not be written and read again.
        if let Measure::Text(text) | Measure::Secret(text) = value.measure() {
            return Some(Value::String(text.to_owned()));
        }
        match encode(value) {
            Ok(text) => decode(&text).ok(),
            Err(error) => {
                self.refuse(place, name, error.to_string());
                None
            }
        }
    }

    pub(super) fn rules<'r, T: Check>(
        &'r mut self,
        place: &'static str,
        name: &'static str,
        value: &'r T,
    ) -> Rules<'r> {
        let violations = match self.checks {
            Checks::On => &mut self.violations,
            Checks::Off => &mut self.unread,
        };
        Rules::parameter(place, name, value, violations)
    }

    pub(super) fn check_body<'r, T: Check>(&'r mut self, value: &'r T) -> Rules<'r> {
        let violations = match self.checks {
            Checks::On => &mut self.violations,
            Checks::Off => &mut self.unread,
        };
        Rules::body(value, violations)
    }

    pub(super) fn refuse(&mut self, place: &'static str, name: &str, rule: impl Into<String>) {
        let pointer = if name.is_empty() {
            String::new()
        } else {
            format!("/{name}")
        };
        self.violations.push(Violation {
            place,
            pointer,
            rule: rule.into(),
            value: None,
        });
    }

    fn unwritable(&mut self, place: &'static str, error: &EncodeError) {
        let rule = format!("cannot be written: {}", error.message());
        self.violations.push(Violation {
            place,
            pointer: error.pointer(),
            rule,
            value: None,
        });
    }
}

/// Whether a value is text, or a list of texts, in a form.
fn is_flat(value: &Value) -> bool {
    let scalar = |value: &Value| !(value.is_object() || value.is_array());
    match value {
        Value::Array(items) => items.iter().all(scalar),
        value => scalar(value),
    }
}

/// What is wrong, and no value: any may be secret.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("operation", &self.operation.id)
            .field("checks", &self.checks)
            .field("body", &self.body)
            .field("violations", &self.violations)
            .finish_non_exhaustive()
    }
}
