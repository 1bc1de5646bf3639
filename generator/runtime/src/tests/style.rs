//! Parameters as text: the table of OpenAPI 3.1, section 4.8.12.4.

use serde_json::{Value, json};

use crate::runtime::Style;
use crate::runtime::style::{encoded, plain};

fn query(style: Style, value: &Value) -> Option<String> {
    style.query("color", value).expect("the style carries it")
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
            .write("color", value, encoded)
            .expect("the style carries it");
        assert_eq!(written.as_deref(), Some(expected), "{style:?}");
    }
    let header = Style::Simple { explode: false }.write("x", &json!(["a b", "c/d"]), plain);
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
    let reserved = Style::Reserved { explode: true };
    assert_eq!(
        query(reserved, &json!("http://a/b?c&d=e#f")).as_deref(),
        Some("color=http://a/b?c%26d%3De%23f")
    );
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
    assert!(style.query("color", &json!([[1]])).is_err());
    assert!(
        Style::DeepObject
            .query("color", &json!({"a": {"b": 1}}))
            .is_err()
    );
    assert!(Style::DeepObject.query("color", &json!("a")).is_err());
}
