//! Headers of the parts of forms.

use letterpress_accepted::fixtures::forms::{photos, types};
use letterpress_accepted::{Endpoint, Upload};

use super::loopback::Received;
use super::{Own, fields, parts, sent};

/// The headers of each part, by its name.
fn headers(received: &Received) -> Vec<(String, Own)> {
    let fields = fields(received).into_iter();
    fields.map(|((name, ..), own)| (name, own)).collect()
}

#[test]
fn parts_with_headers_of_their_own() {
    let picture = || Upload::from("png").header("X-Rate", "3");
    let form = |picture: Upload| {
        photos::HeadedBody::new(photos::HeadedBodyRequired {
            note: "n".into(),
            picture,
        })
        .more(vec![
            Upload::from("a").header("X-Page", "1"),
            Upload::from("b"),
        ])
        .icon(b"gif".to_vec())
    };
    for received in sent(|| photos::headed(form(picture()))) {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = [
            ("note".to_owned(), vec![header("x-kind", "memo")]),
            (
                "picture".to_owned(),
                vec![header("x-rate", "3"), header("x-kind", "photo")],
            ),
            ("more".to_owned(), vec![header("x-page", "1")]),
            ("more".to_owned(), Vec::new()),
            ("icon".to_owned(), Vec::new()),
        ];
        assert_eq!(headers(&received), expected);
        let media_types: Vec<_> = parts(&received).into_iter().map(|part| part.2).collect();
        let octets = Some("application/octet-stream".to_owned());
        let png = Some("image/png".to_owned());
        let gif = Some("image/gif".to_owned());
        assert_eq!(media_types, [None, png, octets.clone(), octets, gif]);
    }
    for received in sent(|| photos::headed(form(picture().header("x-kind", "scan")))) {
        assert_eq!(headers(&received)[1].1[1].1, "scan");
    }
    let refused = |picture: Upload| {
        let error = photos::headed(form(picture)).request(letterpress_accepted::Checks::On);
        let error = error.map(drop).expect_err("it is refused");
        error.violations()[0].to_string()
    };
    assert_eq!(
        refused(Upload::from("png")),
        "body `/picture` must have the header `X-Rate`: `header` sets it"
    );
    for (name, value) in [("X: y", "z"), ("X", "a\r\nY: b"), ("Content-Type", "a/b")] {
        assert_eq!(
            refused(picture().header(name, value)),
            "body `/picture` has a header that no part can carry"
        );
    }
    let raw = photos::raw(Upload::from("x").of_type("image/png").header("X", "y"));
    assert!(raw.request(letterpress_accepted::Checks::On).is_err());
}

#[test]
fn parts_with_headers_that_the_caller_gives() {
    let place = || types::Place::new().x(1);
    let body = || photos::AskedBody::new("n").tags(vec!["a".to_owned(), "b".to_owned()]);
    let asked = |body: photos::AskedBody| photos::asked(photos::AskedBodyNoteXKind::Memo, body);
    let make = || {
        asked(body().place(place()))
            .tags_x_weights(vec![1, 2])
            .place_x_source("map")
            .place_x_meta(place())
    };
    for received in sent(make) {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = [
            ("note".to_owned(), vec![header("x-kind", "memo")]),
            ("tags".to_owned(), vec![header("x-weights", "1,2")]),
            ("tags".to_owned(), vec![header("x-weights", "1,2")]),
            (
                "place".to_owned(),
                vec![header("x-source", "map"), header("x-meta", "{\"x\":1}")],
            ),
        ];
        assert_eq!(headers(&received), expected);
    }
    // What a part must have is asked for where the part is, and nowhere else.
    let on = letterpress_accepted::Checks::On;
    assert!(asked(body()).request(on).is_ok());
    let refused = |request: photos::Asked| {
        let error = request.request(on).map(drop).expect_err("it is refused");
        let said = error.violations().iter().map(ToString::to_string);
        said.collect::<Vec<_>>()
    };
    assert_eq!(
        refused(asked(body().place(place()))),
        ["body `/place` must have the header `X-Source`"]
    );
    assert_eq!(
        refused(asked(body()).note_x_language("english")),
        ["header `/X-Language` must have at most 5 characters, is \"english\""]
    );
    assert_eq!(
        refused(asked(body()).note_x_language("a\nb")),
        ["header `/X-Language` has a character that no header can carry"]
    );
    let off = letterpress_accepted::Checks::Off;
    assert!(asked(body().place(place())).request(off).is_ok());
}
