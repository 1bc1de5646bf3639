//! What goes with a style, values in a media type, and whole queries.

use std::collections::HashMap;

use letterpress_accepted::Value;
use letterpress_accepted::fixtures::parameter_styles::{more, types, whole};
use serde_json::json;
use stduritemplate::Value as Variable;

use crate::loopback::Loopback;
use crate::read::{
    decoded, entries, pairs, point, read_cookies, read_nested, read_query, segments, words,
};

#[test]
fn what_is_reserved() {
    let wire = Loopback::start();
    let text = ":/?#[]@!$&'()*,;=%2B ü";
    let endpoint = more::reserved("a:b/c?d#e;f=g%2Fh")
        .text(text)
        .list(words(&["a/b", "c:d"]))
        .deep(entries([("k/k", "v/v")]));
    let received = wire.sent(&endpoint);
    assert_eq!(received.path(), "/reserved/a:b%2Fc%3Fd%23e;f=g%2Fh");
    assert_eq!(
        received.query(),
        "text=:/?%23%5B%5D@!$%26%27()*,;=%2B%20%C3%BC&list=a/b,c:d&deep%5Bk%2Fk%5D=v/v"
    );
    assert_eq!(
        read_query(&received),
        pairs([
            ("text", ":/?#[]@!$&'()*,;=+ ü"),
            ("list", "a/b,c:d"),
            ("deep[k/k]", "v/v"),
        ]),
        "what is reserved arrives, what was percent-encoded already arrives decoded"
    );
    // RFC 6570's own reserved expansion, but for what would end the value.
    let text = ":/?@!$()*+,;=%2B %zz é";
    let variables = HashMap::from([("text".to_owned(), Variable::String(text.to_owned()))]);
    let expanded = stduritemplate::expand("{+text}", &variables).expect("a template");
    let received = wire.sent(&more::reserved("p").text(text));
    assert_eq!(received.query(), format!("text={expanded}"));
}

#[test]
fn empty_values() {
    let wire = Loopback::start();
    assert_eq!(wire.sent(&more::empty().text("")).query(), "text=");
    assert_eq!(wire.sent(&more::empty().list(Vec::new())).query(), "list=");
    let list = wire.sent(&more::empty().list(words(&["a", "b"])));
    assert_eq!(read_query(&list), pairs([("list", "a"), ("list", "b")]));
    assert_eq!(wire.sent(&more::empty()).query(), "");
    assert_eq!(wire.sent(&more::empty().nullable("")).query(), "nullable=");
}

#[test]
fn objects_in_objects() {
    let wire = Loopback::start();
    let filter = types::Filter::new()
        .name("a&b")
        .words(words(&["c", "d e"]))
        .point(point())
        .points(vec![point(), types::Point::new().x(2)]);
    let received = wire.sent(&more::deep().filter(filter));
    assert_eq!(
        read_nested(&received)["filter"],
        json!({
            "name": "a&b",
            "words": ["c", "d e"],
            "point": {"x": "-1", "y": "b c"},
            "points": [{"x": "-1", "y": "b c"}, {"x": "2"}],
        })
    );
    let lists = types::Lists::new().words(words(&["a", "b"])).x(1);
    let received = wire.sent(&more::lists().filter(lists));
    assert_eq!(
        read_query(&received),
        pairs([("words", "a"), ("words", "b"), ("x", "1")])
    );
}

#[test]
fn values_in_a_media_type() {
    let wire = Loopback::start();
    let endpoint = more::content(point(), "a b")
        .query_json(point())
        .header_json(point())
        .cookie_json(point())
        .query_xml("<a b=\"c\"/>")
        .header_xml("<a b=\"c\"/>");
    let received = wire.sent(&endpoint);
    let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let expected = json!({"x": -1, "y": "b c"});
    let path = segments(&received, "/content", &["json", "text"]);
    assert_eq!(json(&decoded(&path[0])), expected);
    assert_eq!(decoded(&path[1]), "a b");
    let query = read_query(&received);
    assert_eq!(
        (query[0].0.as_str(), json(&query[0].1)),
        ("query_json", expected.clone())
    );
    assert_eq!(query[1..], pairs([("query_xml", "<a b=\"c\"/>")]));
    assert_eq!(
        json(received.header("header_json").expect("a header")),
        expected
    );
    assert_eq!(received.header("header_xml"), Some("<a b=\"c\"/>"));
    let cookies = read_cookies(&received, true);
    assert_eq!(
        (cookies[0].0.as_str(), json(&cookies[0].1)),
        ("cookie_json", expected)
    );
}

#[test]
fn whole_queries() {
    let wire = Loopback::start();
    let search = types::Search::new()
        .text("a&b")
        .words(words(&["c", "d"]))
        .more(words(&["e", "f"]))
        .point(point())
        .json(point());
    let received = wire.sent(&whole::form().search(search));
    assert_eq!(
        read_query(&received),
        pairs([
            ("text", "a&b"),
            ("words", "c,d"),
            ("more", "e"),
            ("more", "f"),
            ("point[x]", "-1"),
            ("point[y]", "b c"),
            ("json", "{\"x\":-1,\"y\":\"b c\"}"),
        ])
    );
    assert_eq!(wire.sent(&whole::form()).target, "/whole/form");
    let received = wire.sent(&whole::json().search(point()));
    let value: Value = serde_json::from_str(&decoded(received.query())).expect("JSON");
    assert_eq!(value, json!({"x": -1, "y": "b c"}));
    let received = wire.sent(&whole::text("$.a[0:1]&b"));
    assert_eq!(received.query(), "%24.a%5B0%3A1%5D%26b");
    assert_eq!(decoded(received.query()), "$.a[0:1]&b");
}
