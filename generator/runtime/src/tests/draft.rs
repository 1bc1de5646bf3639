//! Requests as they are drafted, beyond what one API shows.

use serde_json::json;

use crate::runtime::{Body, Checks, Draft, Error, Operation, Secret, Style, Value};

const FILES: &Operation = &Operation {
    id: "files.get",
    method: "GET",
    path: "/files/{name}.{kind}",
    accept: "*/*",
    security: &[],
    envelope: None,
};

const BETWEEN: &Operation = &Operation {
    id: "between",
    method: "GET",
    path: "/a/{v}/b",
    accept: "*/*",
    security: &[],
    envelope: None,
};

fn path(name: &str, kind: &str) -> Result<String, Error> {
    let mut draft = Draft::new(FILES, Checks::On);
    draft.path("name", &name);
    draft.path("kind", &kind);
    Ok(draft.finish()?.uri().to_string())
}

#[test]
fn two_values_in_a_segment_make_no_dots() {
    assert_eq!(path("a b", "txt").expect("a name"), "/files/a%20b.txt");
    assert_eq!(path(".", "txt").expect("a name"), "/files/..txt");
    assert!(path("", "").is_err());
    assert!(path(".", "").is_err());
    assert!(path("a/..", "").is_err());
    let mut draft = Draft::new(FILES, Checks::On);
    draft.path("name", &"a");
    let error = draft.finish().expect_err("a parameter is missing");
    assert_eq!(
        error.violations()[0].to_string(),
        "path `/kind` is not given"
    );
}

#[test]
fn decoding_a_path_gives_the_value_back() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut kept = 0;
    for _ in 0..20_000 {
        let value: String = (0..random.usize(1..6))
            .map(|_| {
                *random
                    .choice(&[
                        '.', '/', '%', '2', 'e', 'a', ' ', '\\', 'é', '\n', '?', '#', ';',
                    ])
                    .expect("there are some")
            })
            .collect();
        let mut draft = Draft::new(BETWEEN, Checks::Off);
        draft.path("v", &value);
        if let Ok(request) = draft.finish() {
            kept += 1;
            let segments: Vec<&str> = request.uri().path().split('/').collect();
            assert_eq!(segments.len(), 4, "{value:?}");
            let back = percent_encoding::percent_decode_str(segments[2]).decode_utf8_lossy();
            assert_eq!(back, value);
            assert!(!matches!(&*back, "." | ".."));
        }
    }
    assert!(kept > 5_000, "most values are harmless: {kept}");
}

#[test]
fn bodies_of_forms_and_text() {
    let mut draft = Draft::new(FILES, Checks::On);
    draft.path("name", &"a");
    draft.path("kind", &"b");
    let form: Value =
        json!({"a": "x y&z", "list": [1, 2], "object": {"k": 1}, "none": null, "yes": true});
    draft.form(&form);
    let request = draft.finish().expect("a form");
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        request.body(),
        &Body::from("a=x%20y%26z&list=1&list=2&object=%7B%22k%22%3A1%7D&yes=true")
    );
}

#[test]
fn a_secret_header_is_marked_and_a_bad_one_refused_without_its_value() {
    let mut draft = Draft::new(FILES, Checks::On);
    draft.path("name", &"a");
    draft.path("kind", &"b");
    draft.header("x-key", &Secret::from("c4nary"));
    draft.query(
        "key",
        &Secret::from("c4nary"),
        Style::Form { explode: true },
    );
    assert!(!format!("{:?}", draft.finish().expect("a request").headers()).contains("c4nary"));
    let mut draft = Draft::new(FILES, Checks::On);
    draft
        .header("x-key", &Secret::from("c4n\nary"))
        .max_length(3);
    let error = draft.finish().expect_err("a line break");
    assert_eq!(
        error.violations().len(),
        4,
        "the header twice, and two parameters of the path: {error}"
    );
    assert!(!format!("{error:?}").contains("ary"), "{error:?}");
}

#[test]
fn each_value_makes_its_own_part_of_a_segment() {
    const TWO: &Operation = &Operation {
        path: "/{folder}/{name}{kind}",
        ..*FILES
    };
    let made = |name: &str, kind: &str| {
        let mut draft = Draft::new(TWO, Checks::On);
        draft.path("folder", &"f");
        draft.path("name", &name);
        draft.path("kind", &kind);
        draft.finish().map(|request| request.uri().to_string())
    };
    assert_eq!(made("n", ".k").expect("a name"), "/f/n.k");
    assert_eq!(made(".", "k").expect("a name"), "/f/.k");
    let error = made(".", "").expect_err("a dot of two values");
    assert!(error.to_string().contains("another path"), "{error}");
}

#[test]
fn a_cookie_of_its_own_style_is_as_it_is() {
    let sent = |style: Style| {
        let mut draft = Draft::new(BETWEEN, Checks::On);
        draft.path("v", &"v");
        draft.cookie_as("shift", &"a:b", style);
        draft.finish().expect("a cookie").headers()["cookie"].clone()
    };
    assert_eq!(sent(Style::Cookie { explode: true }), "shift=a:b");
    assert_eq!(sent(Style::Form { explode: true }), "shift=a%3Ab");
}

#[test]
fn members_of_a_form_have_their_own_styles() {
    let mut draft = Draft::new(BETWEEN, Checks::On);
    draft.path("v", &"v");
    let form = json!({"a": ["x", "y"], "b": ["x", "y"]});
    draft.form_in(&form, &[("a", Style::Form { explode: false })]);
    let request = draft.finish().expect("a form");
    assert_eq!(request.body(), &Body::from("a=x,y&b=x&b=y"));
}

#[test]
fn what_json_cannot_say_is_not_sent() {
    let mut draft = Draft::new(BETWEEN, Checks::Off);
    draft.path("v", &"v");
    draft.json(&f64::NAN);
    let error = draft.finish().expect_err("JSON has no NaN");
    assert!(
        error.violations()[0]
            .to_string()
            .contains("cannot be written"),
        "{error}"
    );
}

#[test]
fn a_draft_prints_no_value() {
    let mut draft = Draft::new(BETWEEN, Checks::On);
    draft.path("v", &"c4nary");
    draft.query("key", &"c4nary", Style::Form { explode: true });
    let printed = format!("{draft:?}");
    assert!(printed.contains("\"between\""), "{printed}");
    assert!(!printed.contains("c4nary"), "{printed}");
}
