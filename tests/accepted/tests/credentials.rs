//! Credentials on the wire: each request carries those that its operation asks for, and no others. Read by libraries that are not ours.

mod loopback;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use letterpress_accepted::fixtures::security::doors;
use letterpress_accepted::{Client, Credentials};
use loopback::{Loopback, Received};

/// All that could be a credential.
fn carried(received: &Received) -> Vec<String> {
    let mut carried = Vec::new();
    for (name, value) in &received.headers {
        match name.as_str() {
            "authorization" => carried.push(match value.split_once(' ') {
                Some(("Basic", text)) => {
                    let text = BASE64_STANDARD.decode(text).expect("base64");
                    format!("basic {}", String::from_utf8(text).expect("a text"))
                }
                _ => value.clone(),
            }),
            "x-key" => carried.push(format!("header {value}")),
            _ => {}
        }
    }
    let query = form_urlencoded::parse(received.query().as_bytes());
    carried.extend(query.map(|(name, value)| format!("query {name}={value}")));
    let cookies = received.header("cookie").unwrap_or_default().to_owned();
    carried.extend(cookie::Cookie::split_parse(cookies).map(|cookie| {
        let cookie = cookie.expect("a cookie");
        format!("cookie {}={}", cookie.name(), cookie.value())
    }));
    carried.sort();
    carried
}

const PASSWORD: &str = "user:p\u{e4}ss:word";
const BASIC: &str = "basic user:p\u{e4}ss:word";

fn everything() -> Credentials {
    Credentials::new()
        .secure_bearer("b")
        .secure_basic(PASSWORD)
        .secure_header("h")
        .secure_query("q&r s")
        .secure_cookie("c=1")
        .secure_oauth("o")
        .secure_open_id("i")
}

#[test]
fn each_operation_carries_the_first_set_that_is_complete() {
    let wire = Loopback::with(everything());
    assert_eq!(carried(&wire.sent(&doors::default())), ["Bearer b"]);
    assert!(carried(&wire.sent(&doors::none())).is_empty());
    assert_eq!(carried(&wire.sent(&doors::maybe())), [BASIC]);
    assert_eq!(
        carried(&wire.sent(&doors::both())),
        ["cookie sid=c=1", "header h"]
    );
    assert_eq!(carried(&wire.sent(&doors::flow())), ["Bearer o"]);
    let all = doors::all().key_of_ours("k").session("s");
    assert_eq!(
        carried(&wire.sent(&all)),
        [
            BASIC,
            "cookie session=s",
            "cookie sid=c=1",
            "header h",
            "query key=q&r s",
            "query key_of_ours=k"
        ]
    );
}

#[test]
fn another_set_where_the_first_is_not_complete() {
    let credentials = || Credentials::new().secure_query("q").secure_open_id("i");
    let wire = Loopback::with(credentials());
    assert_eq!(carried(&wire.sent(&doors::both())), ["query key=q"]);
    assert_eq!(carried(&wire.sent(&doors::flow())), ["Bearer i"]);
    assert!(
        carried(&wire.sent(&doors::maybe())).is_empty(),
        "anonymous is allowed"
    );
    assert!(carried(&wire.sent(&doors::none())).is_empty());
    let needs = |text: &str| format!("the request was not sent: it needs credentials, {text}");
    assert!(
        wire.refused(&doors::default())
            .contains(&needs("`secure_bearer`"))
    );
    let all = needs("`secure_basic` and `secure_cookie` and `secure_header` and `secure_query`");
    assert!(wire.refused(&doors::all()).contains(&all));
}

#[test]
fn a_certificate_is_the_business_of_the_connection() {
    let wire = Loopback::with(Credentials::new().secure_bearer("b"));
    assert!(carried(&wire.sent(&doors::certificate())).is_empty());
    assert_eq!(carried(&wire.sent(&doors::certificate_and())), ["Bearer b"]);
    assert_eq!(carried(&wire.sent(&doors::certificate_or())), ["Bearer b"]);
    let wire = Loopback::with(Credentials::new());
    assert!(carried(&wire.sent(&doors::certificate())).is_empty());
    assert!(carried(&wire.sent(&doors::certificate_or())).is_empty());
    wire.refused(&doors::certificate_and());
}

#[test]
fn nothing_is_carried_on_purpose() {
    let wire = Loopback::with(Credentials::none());
    assert!(carried(&wire.sent(&doors::default())).is_empty());
    assert!(carried(&wire.sent(&doors::all())).is_empty());
}

#[test]
fn values_that_no_request_can_carry() {
    let refused = |credentials: Credentials| {
        let client = Client::builder()
            .base_url("https://doors.example")
            .credentials(credentials);
        let error = client.build().map(drop).expect_err("it is refused");
        error.to_string()
    };
    let with = Credentials::new;
    assert!(refused(with().secure_bearer("a\nb")).contains("no header can carry"));
    assert!(refused(with().secure_bearer("")).contains("is empty"));
    assert!(refused(with().secure_cookie("c")).contains("`secure_header`"));
    let spoof = with().secure_header("h").secure_cookie("a; admin=1");
    assert!(refused(spoof).contains("a cookie ends there"));
    assert!(refused(with().secure_basic("user")).contains("is no `user:password`"));
    let shown = format!("{:?}", everything());
    for secret in [PASSWORD, "q&r", "c=1"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
