//! Parameters as text: the table of OpenAPI 3.1, section 4.8.12.4.

use serde_json::{Value, json};

use crate::runtime::Style;
use crate::runtime::escape::Escape;

fn query(style: Style, value: &Value) -> Option<String> {
    style
        .query("color", value, Escape::Query)
        .expect("the style carries it")
}

#[test]
fn queries() {
    let (text, list, object) = (
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({"R": 100, "G": 200, "B": 150}),
    );
    let (form, exploded) = (
        Style::Form { explode: false },
        Style::Form { explode: true },
    );
    let cases = [
        (form, &text, "color=blue"),
        (form, &list, "color=blue,black,brown"),
        (form, &object, "color=R,100,G,200,B,150"),
        (exploded, &text, "color=blue"),
        (exploded, &list, "color=blue&color=black&color=brown"),
        (exploded, &object, "R=100&G=200&B=150"),
        (
            Style::SpaceDelimited { explode: false },
            &list,
            "color=blue%20black%20brown",
        ),
        (
            Style::SpaceDelimited { explode: false },
            &object,
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            Style::PipeDelimited { explode: false },
            &list,
            "color=blue%7Cblack%7Cbrown",
        ),
        (
            Style::PipeDelimited { explode: true },
            &list,
            "color=blue&color=black&color=brown",
        ),
        (
            Style::DeepObject,
            &object,
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
        (
            Style::Json,
            &list,
            "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
        ),
        (Style::Json, &text, "color=%22blue%22"),
    ];
    for (style, value, expected) in cases {
        assert_eq!(query(style, value).as_deref(), Some(expected), "{style:?}");
    }
}

#[test]
fn paths_and_headers() {
    let (text, list, object) = (
        json!("blue"),
        json!(["blue", "black"]),
        json!({"R": 100, "G": 200}),
    );
    let cases = [
        (Style::Simple { explode: false }, &text, "blue"),
        (Style::Simple { explode: false }, &list, "blue,black"),
        (Style::Simple { explode: false }, &object, "R,100,G,200"),
        (Style::Simple { explode: true }, &object, "R=100,G=200"),
        (Style::Label { explode: false }, &text, ".blue"),
        (Style::Label { explode: false }, &list, ".blue,black"),
        (Style::Label { explode: true }, &list, ".blue.black"),
        (Style::Label { explode: true }, &object, ".R=100.G=200"),
        (Style::Matrix { explode: false }, &text, ";color=blue"),
        (Style::Matrix { explode: false }, &list, ";color=blue,black"),
        (
            Style::Matrix { explode: true },
            &list,
            ";color=blue;color=black",
        ),
        (
            Style::Matrix { explode: false },
            &object,
            ";color=R,100,G,200",
        ),
        (Style::Matrix { explode: true }, &object, ";R=100;G=200"),
        (Style::Matrix { explode: false }, &json!(""), ";color"),
    ];
    for (style, value, expected) in cases {
        let written = style
            .write("color", value, Escape::Path)
            .expect("the style carries it");
        assert_eq!(written.as_deref(), Some(expected), "{style:?}");
    }
    let header = Style::Simple { explode: false }.write("x", &json!(["a b", "c/d"]), Escape::Plain);
    assert_eq!(
        header,
        Ok(Some("a b,c/d".into())),
        "a header is not percent-encoded"
    );
}

#[test]
fn values_cannot_make_other_parameters() {
    let style = Style::Form { explode: true };
    assert_eq!(
        query(style, &json!("a&b=c#d+e f")).as_deref(),
        Some("color=a%26b%3Dc%23d%2Be%20f")
    );
    assert_eq!(
        query(style, &json!({"a&b": "c"})).as_deref(),
        Some("a%26b=c")
    );
    assert_eq!(
        query(Style::Form { explode: false }, &json!(["a,b", "c"])).as_deref(),
        Some("color=a%2Cb,c")
    );
}

#[test]
fn what_is_reserved_stays_where_it_is_allowed_to() {
    let reserved = Style::Reserved(&Style::Form { explode: true });
    let cases = [
        ("http://a/b?c&d=e#f", "color=http://a/b?c%26d=e%23f"),
        (":/?#[]@!$&'()*+,;=", "color=:/?%23%5B%5D@!$%26%27()*+,;="),
        (
            "50% of %2F, %zz, %",
            "color=50%25%20of%20%2F,%20%25zz,%20%25",
        ),
        ("é", "color=%C3%A9"),
    ];
    for (text, expected) in cases {
        assert_eq!(query(reserved, &json!(text)).as_deref(), Some(expected));
    }
    let member = query(reserved, &json!({"a=b": "c=d"}));
    assert_eq!(member.as_deref(), Some("a%3Db=c=d"), "a name is encoded");
    let deep = query(Style::Reserved(&Style::DeepObject), &json!({"a": "b/c"}));
    assert_eq!(deep.as_deref(), Some("color%5Ba%5D=b/c"));
    let path = Style::Reserved(&Style::Simple { explode: false });
    let path = path.write("color", &json!("a:b/c?d#e"), Escape::Path);
    assert_eq!(path, Ok(Some("a:b%2Fc%3Fd%23e".into())));
}

#[test]
fn what_would_be_read_as_two_is_refused() {
    let refused = |style: Style, value: Value, escape: Escape| {
        let text = style.write("color", &value, escape);
        text.expect_err("it would be read as two")
    };
    let space = Style::SpaceDelimited { explode: false };
    assert_eq!(
        refused(space, json!(["a b"]), Escape::Query),
        "has a space in an item, which parts items there"
    );
    let pipe = Style::PipeDelimited { explode: false };
    assert_eq!(
        refused(pipe, json!({"a|b": 1}), Escape::Query),
        "has `|` in an item, which parts items there"
    );
    let header = Style::Simple { explode: true };
    refused(header, json!(["a,b"]), Escape::Plain);
    refused(header, json!({"a=b": 1}), Escape::Plain);
    refused(Style::Label { explode: true }, json!([1.5]), Escape::Path);
    let form = Style::Form { explode: false };
    refused(
        Style::Reserved(&Style::Form { explode: false }),
        json!(["a,b"]),
        Escape::Query,
    );
    assert_eq!(query(form, &json!(["a,b"])).as_deref(), Some("color=a%2Cb"));
    assert_eq!(query(form, &json!("a,b")).as_deref(), Some("color=a%2Cb"));
}

#[test]
fn cookies_hold_no_escapes() {
    let cookie = Style::Cookie { explode: true };
    let pairs = |value: Value| cookie.pairs("color", &value, Escape::Cookie);
    let pair = |value: &str| ("color".to_owned(), value.to_owned());
    assert_eq!(
        pairs(json!(["a", "b%20c"])),
        Ok(vec![pair("a"), pair("b%20c")])
    );
    assert_eq!(pairs(json!("\"a\"")), Ok(vec![pair("\"a\"")]));
    for refused in ["a;b", "a b", "a,b", "a\"b", "\\", "é", "\u{7f}"] {
        assert!(pairs(json!(refused)).is_err(), "{refused}");
    }
    let joined = Style::Cookie { explode: false };
    let joined = joined.pairs("color", &json!(["a", "b"]), Escape::Cookie);
    assert_eq!(joined, Ok(vec![pair("a,b")]));
}

#[test]
fn an_empty_list_is_sent_where_it_is_allowed() {
    let style = Style::OrEmpty(&Style::Form { explode: true });
    assert_eq!(query(style, &json!([])).as_deref(), Some("color="));
    assert_eq!(query(style, &json!(["a"])).as_deref(), Some("color=a"));
    assert_eq!(query(style, &json!(null)), None);
}

#[test]
fn deep_objects_go_as_deep_as_they_must() {
    let value = json!({"a": {"b": [1, {"c": "d&e"}], "none": null}, "x y": true});
    assert_eq!(
        query(Style::DeepObject, &value).as_deref(),
        Some(
            "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=d%26e&color%5Bx%20y%5D=true"
        )
    );
    let list = query(Style::DeepObject, &json!(["x", "y"]));
    assert_eq!(list.as_deref(), Some("color%5B0%5D=x&color%5B1%5D=y"));
    let spoof = Style::DeepObject.query("color", &json!({"a][b": 1}), Escape::Query);
    assert_eq!(
        spoof,
        Err("has `[` in an item, which parts items there".to_owned()),
        "decoded, it would be a member deeper"
    );
    let text = query(Style::DeepObject, &json!("x"));
    assert_eq!(text.as_deref(), Some("color=x"));
}

#[test]
fn nothing_is_not_sent_and_what_cannot_be_carried_is_refused() {
    let style = Style::Form { explode: true };
    for nothing in [
        json!(null),
        json!([]),
        json!({}),
        json!([null]),
        json!({"a": null}),
    ] {
        assert_eq!(query(style, &nothing), None, "{nothing}");
    }
    assert_eq!(query(style, &json!(false)).as_deref(), Some("color=false"));
    assert_eq!(query(style, &json!(0)).as_deref(), Some("color=0"));
    assert_eq!(query(style, &json!("")).as_deref(), Some("color="));
    let lists = query(style, &json!({"a": [1, null, 2], "b": 3}));
    assert_eq!(lists.as_deref(), Some("a=1&a=2&b=3"));
    for deeper in [json!([[1]]), json!({"a": {"b": 1}}), json!({"a": [[1]]})] {
        let written = style.query("color", &deeper, Escape::Query);
        assert!(written.is_err(), "{deeper}");
    }
}

#[test]
fn between_items_stands_what_the_place_takes() {
    let list = json!(["a", "b"]);
    for (style, plain, encoded) in [
        (Style::SpaceDelimited { explode: false }, "a b", "a%20b"),
        (Style::PipeDelimited { explode: false }, "a|b", "a%7Cb"),
    ] {
        for (escape, text) in [
            (Escape::Plain, plain),
            (Escape::Cookie, plain),
            (Escape::Query, encoded),
        ] {
            let pairs = style.pairs("color", &list, escape);
            assert_eq!(pairs, Ok(vec![("color".to_owned(), text.to_owned())]));
        }
    }
    let deep = Style::DeepObject.pairs("color", &json!({"R": 1}), Escape::Plain);
    assert_eq!(deep, Ok(vec![("color[R]".to_owned(), "1".to_owned())]));
}

#[test]
fn null_is_nothing_as_json_too() {
    assert_eq!(
        Style::Json.write("color", &json!(null), Escape::Plain),
        Ok(None)
    );
    assert_eq!(
        Style::Json.write("color", &json!([null]), Escape::Plain),
        Ok(Some("[null]".to_owned()))
    );
}

#[test]
fn numbers_are_those_of_a_body() {
    let form = Style::Form { explode: true };
    for (value, text) in [
        (json!(10000.0), "color=10000"),
        (json!(-0.0), "color=-0"),
        (json!(1e-7), "color=0.0000001"),
        (json!(0.1), "color=0.1"),
        (json!(1e21), "color=1e21"),
        (json!(u64::MAX), "color=18446744073709551615"),
        (json!([2.0, 2.5]), "color=2&color=2.5"),
    ] {
        assert_eq!(query(form, &value).as_deref(), Some(text));
    }
}
