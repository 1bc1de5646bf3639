//! Media types of answers: which of those that the document describes came.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Whether an answer came as a media type, or as one of a range such as `application/*+json`. What the document names no value for may be anything.
#[must_use]
pub fn is(headers: &HeaderMap, described: &str) -> bool {
    let came = headers.get(CONTENT_TYPE);
    let Some(came) = came.and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let (essence, parameters) = parts(came);
    let (asked, asked_parameters) = parts(described);
    let fits = match asked.split_once('*') {
        None => essence == asked,
        Some((start, end)) => {
            let rest = essence.strip_prefix(start);
            rest.is_some_and(|rest| rest.ends_with(end.trim_start_matches("/*")))
        }
    };
    fits && asked_parameters
        .iter()
        .all(|asked| parameters.contains(asked))
}

/// In small letters and without quotes: what a media type is called, and its parameters.
fn parts(media_type: &str) -> (String, Vec<String>) {
    let written = media_type.to_ascii_lowercase().replace(['"', ' '], "");
    let mut parts = written.split(';').map(str::to_owned);
    let essence = parts.next().unwrap_or_default();
    (essence, parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(came: &'static str, described: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, http::HeaderValue::from_static(came));
        is(&headers, described)
    }

    #[test]
    fn a_media_type_is_told_with_what_it_says_of_itself() {
        assert!(came(
            "Application/Problem+JSON; charset=utf-8",
            "application/problem+json"
        ));
        assert!(!came("application/json", "application/problem+json"));
        assert!(came(
            "application/x+json; version=\"2\"",
            "application/x+json;version=2"
        ));
        assert!(!came(
            "application/x+json; version=1",
            "application/x+json;version=2"
        ));
        assert!(!came("application/x+json", "application/x+json;version=2"));
        assert!(came("application/problem+json", "application/*+json"));
        assert!(!came("application/json", "application/*+json"));
        assert!(came("text/html", "*/*") && came("text/html", "text/*"));
        assert!(!is(&HeaderMap::new(), "*/*"));
    }
}
