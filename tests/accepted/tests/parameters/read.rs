//! Values to send, and how others read what came.

use std::collections::HashMap;

use letterpress_accepted::fixtures::parameter_styles::types;
use letterpress_accepted::{Entries, Value};

use crate::loopback::Received;

pub(crate) type Pairs = Vec<(String, String)>;

pub(crate) fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Pairs {
    let owned = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    owned.into()
}

/// The pairs of a query, as the URL standard's own parser reads them.
pub(crate) fn read_query(received: &Received) -> Pairs {
    form_urlencoded::parse(received.query().as_bytes())
        .into_owned()
        .collect()
}

/// The same where brackets nest, as `serde_qs` reads them.
pub(crate) fn read_nested(received: &Received) -> HashMap<String, Value> {
    let nested = serde_qs::Config::new().use_form_encoding(true);
    nested.deserialize_str(received.query()).expect("a query")
}

/// Cookies, percent-decoded or as they stand.
pub(crate) fn read_cookies(received: &Received, decode: bool) -> Pairs {
    let text = received.header("cookie").unwrap_or_default().to_owned();
    let cookies = if decode {
        ::cookie::Cookie::split_parse_encoded(text)
    } else {
        ::cookie::Cookie::split_parse(text)
    };
    cookies
        .map(|cookie| {
            let cookie = cookie.expect("a cookie");
            (cookie.name().to_owned(), cookie.value().to_owned())
        })
        .collect()
}

/// The items of a header, as a structured field's list (RFC 9651).
pub(crate) fn read_list(text: &str) -> Vec<String> {
    let list: sfv::List = sfv::Parser::new(text).parse().expect("a list");
    list.iter()
        .map(|entry| match entry {
            sfv::ListEntry::Item(item) => bare(&item.bare_item),
            sfv::ListEntry::InnerList(_) => unreachable!("no list in a list"),
        })
        .collect()
}

/// The members of a header, as a structured field's dictionary.
pub(crate) fn read_members(text: &str) -> Pairs {
    let members: sfv::Dictionary = sfv::Parser::new(text).parse().expect("a dictionary");
    let members = members.iter().map(|(name, entry)| match entry {
        sfv::ListEntry::Item(item) => (name.to_string(), bare(&item.bare_item)),
        sfv::ListEntry::InnerList(_) => unreachable!("no list in a member"),
    });
    members.collect()
}

pub(crate) fn bare(item: &sfv::BareItem) -> String {
    let token = item.as_token().map(|token| token.as_str().to_owned());
    let integer = || item.as_integer().map(|number| number.to_string());
    token.or_else(integer).expect("a token or an integer")
}

/// The raw segments behind a prefix, as a router takes a path apart.
pub(crate) fn segments(received: &Received, prefix: &str, names: &[&str]) -> Vec<String> {
    let mut router = matchit::Router::new();
    let route: String = names.iter().map(|name| format!("/{{{name}}}")).collect();
    router
        .insert(format!("{prefix}{route}"), ())
        .expect("a route");
    let found = router.at(received.path()).expect("the route");
    let found = names.iter().map(|name| found.params.get(*name));
    found
        .map(|value| value.expect("a segment").to_owned())
        .collect()
}

/// Text out of a URL.
pub(crate) fn decoded(text: &str) -> String {
    let text = text.replace('+', "%2B");
    let pairs = form_urlencoded::parse(text.as_bytes()).into_owned();
    pairs.map(|(name, _)| name).collect()
}

pub(crate) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

pub(crate) fn point() -> types::Point {
    types::Point::new().x(-1).y("b c")
}

pub(crate) fn map() -> Entries<String> {
    entries([("one", "1&2"), ("two", "é")])
}

pub(crate) fn entries<const N: usize>(members: [(&str, &str); N]) -> Entries<String> {
    members.map(|(name, value)| (name, value.to_owned())).into()
}
