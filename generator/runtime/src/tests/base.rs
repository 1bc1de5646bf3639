//! The base URL, and where a redirect leads.

use crate::runtime::base::{Base, Origin, is_dots, resolve};

#[test]
fn a_prefix_is_kept() {
    for (base, joined) in [
        (
            "https://lighthouse.example",
            "https://lighthouse.example/lamps?page=1",
        ),
        (
            "https://lighthouse.example/",
            "https://lighthouse.example/lamps?page=1",
        ),
        (
            "https://lighthouse.example/v4",
            "https://lighthouse.example/v4/lamps?page=1",
        ),
        (
            "https://LIGHTHOUSE.example:443/a/v4/",
            "https://lighthouse.example/a/v4/lamps?page=1",
        ),
        ("http://[::1]:8080/v4", "http://[::1]:8080/v4/lamps?page=1"),
    ] {
        let base = Base::parse(base).expect("it is a base URL");
        let uri = base.join(&"/lamps?page=1".parse().expect("it is a URI"));
        assert_eq!(uri.expect("it can be joined").to_string(), joined);
    }
}

#[test]
fn origins_are_compared_as_a_whole() {
    let origin =
        |uri: &str| Origin::of(&uri.parse().expect("it is a URI")).expect("it has an origin");
    assert_eq!(
        origin("https://A.example/x"),
        origin("https://a.example:443/y")
    );
    for other in [
        "http://a.example",
        "https://a.example:8443",
        "https://a.example.evil.test",
        "https://b.example",
    ] {
        assert_ne!(origin("https://a.example"), origin(other));
    }
}

/// RFC 3986, section 5.4, as far as HTTP goes.
#[test]
fn a_location_is_resolved() {
    let asked = "http://a/b/c/d;p?q".parse().expect("it is a URI");
    for (location, target) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g/"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("g#s", "http://a/b/c/g"),
        ("", "http://a/b/c/d;p"),
        (".", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("https://z:1/p?q", "https://z:1/p?q"),
    ] {
        assert_eq!(
            resolve(&asked, location)
                .expect("it leads somewhere")
                .to_string(),
            target,
            "{location:?}"
        );
    }
    for location in ["http://", "a b", "\\\\evil", "/a\tb"] {
        assert!(resolve(&asked, location).is_err(), "{location:?}");
    }
}

#[test]
fn dots_are_seen_through_encodings() {
    for segment in [
        ".",
        "..",
        "%2e",
        "%2E.",
        "%252e%252E",
        "a/..",
        "..\\b",
        "a%2f..%2fb",
    ] {
        assert!(is_dots(segment), "{segment:?}");
    }
    for segment in ["...", "a.b", ".a", "%2e%2e%2e", "", "100%", "%zz"] {
        assert!(!is_dots(segment), "{segment:?}");
    }
}
