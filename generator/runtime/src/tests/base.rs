//! The base URL, and where a redirect leads.

use crate::runtime::BaseUrl;
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
        let uri = base.join("/lamps?page=1".parse().expect("it is a URI"));
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

#[test]
fn each_oddity_is_refused_by_itself() {
    for url in [
        "https://a.example/\u{1}",
        "https://a.example/ b",
        "https://a.example/b\\c",
    ] {
        let problem = Base::parse(url).expect_err(url);
        assert!(
            problem.contains("a space, a control character or a backslash"),
            "{url:?}: {problem}"
        );
    }
    for url in [
        "https://a.example/b//c",
        "https://a.example/b/../c",
        "https://a.example/%2e",
    ] {
        let problem = Base::parse(url).expect_err(url);
        assert!(problem.contains("an empty segment"), "{url:?}: {problem}");
    }
}

#[test]
fn a_base_url_is_printed_unless_it_may_hold_a_password() {
    let brought = BaseUrl::from("https://a.example/v4");
    assert_eq!(brought.as_str(), "https://a.example/v4");
    assert_eq!(format!("{brought:?}"), "BaseUrl(\"https://a.example/v4\")");
    let secret = BaseUrl::from("https://canary:canary@a.example");
    assert_eq!(format!("{secret:?}"), "BaseUrl(..)");
    // Only a server of the document leaves operations at servers of their own.
    assert!(!brought.is_documented());
    assert!(BaseUrl::documented("https://a.example/v4").is_documented());
}

#[test]
fn only_this_machine_is_private_without_encryption() {
    let is_private = |url: &str| Base::parse(url).expect(url).verify_private().is_ok();
    for url in [
        "https://a.example",
        "http://localhost:8080",
        "http://api.localhost",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:1",
    ] {
        assert!(is_private(url), "{url}");
    }
    for url in [
        "http://a.example",
        "http://localhost.example",
        "http://notlocalhost",
        "http://127.0.0.1.example",
        "http://10.0.0.1",
        "http://[::2]",
    ] {
        assert!(!is_private(url), "{url}");
    }
    let shown = Base::parse("http://A.example:80").expect("a base URL");
    assert_eq!(shown.origin().to_string(), "http://a.example");
    let shown = Base::parse("https://a.example:80").expect("a base URL");
    assert_eq!(shown.origin().to_string(), "https://a.example:80");
}

#[test]
fn a_location_is_no_trap() {
    let asked = "http://a/b/c".parse().expect("it is a URI");
    for (location, target) in [
        (":g", "http://a/b/:g"),
        ("a_b:g", "http://a/b/a_b:g"),
        ("g/h:i", "http://a/b/g/h:i"),
    ] {
        let made = resolve(&asked, location).expect("it leads somewhere");
        assert_eq!(made.to_string(), target, "{location:?}");
    }
    for location in ["g\th", "g h", "g\\h", "\\\\evil.test"] {
        let problem = resolve(&asked, location).expect_err(location);
        assert!(problem.contains("backslash"), "{location:?}: {problem}");
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
