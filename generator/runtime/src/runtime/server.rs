//! Servers of the document that have variables, are relative to it, or are those of single operations.

use http::{Request, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::base::{Base, resolve};
use super::base_url::{BaseUrl, Relative};
use super::{Body, Draft, Error};

/// What the value of a variable may hold in the name of a host: no value can lead to another one.
const IN_HOST: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');
/// What it may hold in a path; slashes too, since a variable may be several segments.
const IN_PATH: &AsciiSet = &IN_HOST.remove(b'~').remove(b'/');

/// A server of the document with values for its variables.
pub(crate) fn of_template(template: &str, values: &[(&str, &str)]) -> BaseUrl {
    BaseUrl::documented(filled(template, values))
}

/// A server whose URL is relative to that of the document.
pub(crate) fn relative_to(document: &str, template: &str, values: &[(&str, &str)]) -> BaseUrl {
    let relative = filled(template, values);
    let document: Option<Uri> = document.parse().ok();
    let document = document.filter(|uri| uri.scheme().is_some());
    let absolute = document.and_then(|document| resolve(&document, &relative).ok());
    // What is no URL is told when a client is built.
    BaseUrl::documented(absolute.map_or(relative, |url| url.to_string()))
}

/// The request of an operation that has servers of its own: its URI is absolute, unless the client has been sent elsewhere as a whole.
///
/// # Errors
/// As [`Draft::finish`], and where the server's URL is none.
pub(crate) fn finish(
    request: Draft,
    chosen: Option<&BaseUrl>,
    documented: impl Into<BaseUrl>,
) -> Result<Request<Body>, Error> {
    let operation = request.operation();
    let mut request = request.finish()?;
    let url = chosen.cloned().unwrap_or_else(|| documented.into());
    let unusable = |problem: String| Error::configuration(problem).of(operation);
    let base = Base::parse(url.as_str()).map_err(unusable)?;
    let absolute = base
        .join(request.uri().clone())
        .map_err(|error| unusable(format!("no URL can be made of the request: {error}")))?;
    let relative = std::mem::replace(request.uri_mut(), absolute);
    // One that a caller chose for this request holds wherever the client goes.
    if chosen.is_none() {
        request.extensions_mut().insert(Relative(relative));
    }
    Ok(request)
}

/// The same where the operation's own server is relative to the document: unless one is chosen, it goes to the client's base URL.
///
/// # Errors
/// As [`finish`].
pub(crate) fn finish_where_known(
    request: Draft,
    chosen: Option<&BaseUrl>,
) -> Result<Request<Body>, Error> {
    match chosen {
        Some(url) => finish(request, Some(url), url.clone()),
        None => request.finish(),
    }
}

/// A template with its variables filled in. A value stays in its place: only one at the very beginning can say to which host the URL leads.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut url = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        url.push_str(before);
        let value = values.iter().find(|(other, _)| *other == name);
        let value = value.map_or("", |(_, value)| *value);
        match url.split_once("://") {
            None if url.is_empty() => url.push_str(value),
            Some((_, place)) if !place.contains('/') => {
                url.extend(utf8_percent_encode(value, IN_HOST));
            }
            _ => url.extend(utf8_percent_encode(value, IN_PATH)),
        }
        rest = behind;
    }
    url.push_str(rest);
    url
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn values_stay_in_their_place() {
        let template = "https://{tenant}.example.com:{port}/{base}/v2";
        let with = |tenant: &str, port: &str, base: &str| {
            filled(
                template,
                &[("tenant", tenant), ("port", port), ("base", base)],
            )
        };
        assert_eq!(
            with("a-b", "8443", "x/y"),
            "https://a-b.example.com:8443/x/y/v2"
        );
        assert_eq!(
            with("evil.org/", "1", "x"),
            "https://evil.org%2F.example.com:1/x/v2"
        );
        assert_eq!(
            with("u:p@evil.org", "1@e", "?#"),
            "https://u%3Ap%40evil.org.example.com:1%40e/%3F%23/v2"
        );
        assert_eq!(
            filled("{server}/v1", &[("server", "https://a.example")]),
            "https://a.example/v1"
        );
        assert_eq!(
            filled("{scheme}://a.example", &[("scheme", "http")]),
            "http://a.example"
        );
        assert_eq!(filled("/{version}", &[("version", "v1")]), "/v1");
        assert_eq!(
            filled("{base}/{base}", &[("base", "/a")]),
            "/a/%2Fa".replace("%2F", "/")
        );
    }
}
