//! Bodies on the wire: sent by both clients over loopback, and read there by libraries that are not ours.

#[path = "wire/headers.rs"]
mod headers;
mod loopback;

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use letterpress_accepted::fixtures::forms::{photos, types};
use letterpress_accepted::{Body, Bytes, Endpoint, Upload};
use loopback::{Loopback, Received};

/// Sends an endpoint by each client; what came is the same but for the boundary.
fn sent<E: Endpoint>(make: impl Fn() -> E) -> [Received; 2] {
    Loopback::start().sent_twice(make)
}

/// A part: name, file name, media type, content.
type Part = (String, Option<String>, Option<String>, Vec<u8>);

/// The headers of a part, beside those that every part has.
type Own = Vec<(String, String)>;

/// The parts, as `multer` reads them.
fn fields(received: &Received) -> Vec<(Part, Own)> {
    let content_type = received.header("content-type").expect("a media type");
    let boundary = multer::parse_boundary(content_type).expect("multipart/form-data");
    let body = Bytes::from(received.body.clone());
    let stream = futures_util::stream::iter([Ok::<_, Infallible>(body)]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async move {
        let mut form = multer::Multipart::new(stream, boundary);
        let mut fields = Vec::new();
        while let Some(field) = form.next_field().await.expect("a part") {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let name = owned(field.name()).expect("a name");
            let file_name = owned(field.file_name());
            let media_type = field.content_type().map(ToString::to_string);
            let own = field.headers().iter().filter(|(name, _)| {
                !["content-disposition", "content-type"].contains(&name.as_str())
            });
            let own = own.map(|(name, value)| {
                let value = value.to_str().expect("a text");
                (name.to_string(), value.to_owned())
            });
            let own = own.collect();
            let content = field.bytes().await.expect("its content").to_vec();
            fields.push(((name, file_name, media_type, content), own));
        }
        fields
    })
}

fn parts(received: &Received) -> Vec<Part> {
    fields(received).into_iter().map(|(part, _)| part).collect()
}

fn part(name: &str, file_name: Option<&str>, media_type: Option<&str>, content: &[u8]) -> Part {
    (
        name.to_owned(),
        file_name.map(str::to_owned),
        media_type.map(str::to_owned),
        content.to_vec(),
    )
}

/// The pairs, as the URL standard's own parser reads them.
fn pairs(received: &Received) -> Vec<(String, String)> {
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    form_urlencoded::parse(&received.body)
        .into_owned()
        .collect()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// A file with bytes that no text has, and lines that look like a boundary.
fn file() -> (PathBuf, Vec<u8>) {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let name = format!("letterpress wire {} {number}.png", std::process::id());
    let path = std::env::temp_dir().join(name);
    let mut content = b"\x89PNG\r\n\r\n--\r\n--x--\r\n\xff\0".to_vec();
    content.extend(vec![7; 200_000]);
    std::fs::write(&path, &content).expect("a file");
    (path, content)
}

#[test]
fn a_form_of_parts() {
    let (path, content) = file();
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .map(str::to_owned);
    let make = || {
        let photo = types::PhotoRequired {
            title: "ü \"q\"".into(),
            picture: Upload::file(&path),
        };
        let place = || types::Place::new().x(1);
        let photo = types::Photo::new(photo)
            .scan(
                Upload::from("tiff")
                    .named("a\"b\r\n.tiff")
                    .of_type("image/tiff"),
            )
            .more(vec![
                Upload::from("one"),
                Upload::reader(&b"two"[..], Some(3)),
            ])
            .tags(words(&["a b", "c"]))
            .size(3)
            .place(place())
            .places(vec![place(), place()])
            .notes("# n");
        photos::create(photo)
    };
    for received in sent(make) {
        let octets = Some("application/octet-stream");
        let expected = [
            part("title", None, None, "ü \"q\"".as_bytes()),
            part("picture", name.as_deref(), Some("image/png"), &content),
            part(
                "scan",
                Some("a%22b%0D%0A.tiff"),
                Some("image/tiff"),
                b"tiff",
            ),
            part("more", Some("more"), octets, b"one"),
            part("more", Some("more"), octets, b"two"),
            part("tags", None, None, b"a b"),
            part("tags", None, None, b"c"),
            part("size", None, None, b"3"),
            part("place", None, Some("application/json"), b"{\"x\":1}"),
            part(
                "places",
                None,
                Some("application/json"),
                b"[{\"x\":1},{\"x\":1}]",
            ),
            part("notes", None, Some("text/markdown"), b"# n"),
        ];
        assert_eq!(parts(&received), expected);
    }
    std::fs::remove_file(path).expect("the file is there");
}

#[test]
fn a_form_of_any_parts() {
    use letterpress_accepted::Entries;
    let make = || {
        let mut entries: Entries<String> = Entries::new();
        entries.insert("a".to_owned(), "1".to_owned());
        entries.insert("b\"".to_owned(), "2".to_owned());
        photos::free(entries)
    };
    for received in sent(make) {
        let expected = [part("a", None, None, b"1"), part("b%22", None, None, b"2")];
        assert_eq!(parts(&received), expected);
    }
    for received in sent(photos::optional) {
        assert_eq!(
            (received.header("content-type"), received.text()),
            (None, "")
        );
    }
    let make = || photos::optional().body(photos::OptionalBody::new().file(&b"\xff"[..]));
    for received in sent(make) {
        let octets = Some("application/octet-stream");
        assert_eq!(
            parts(&received),
            [part("file", Some("file"), octets, b"\xff")]
        );
    }
}

#[test]
fn bytes_of_any_source() {
    let (path, content) = file();
    let make = || photos::raw(Upload::file(&path).of_type("image/png"));
    for received in sent(make) {
        assert_eq!(received.header("content-type"), Some("image/png"));
        assert_eq!(received.body, content);
    }
    let make = || photos::store(Body::reader(std::io::repeat(b'x').take(70_000), None));
    for received in sent(make) {
        assert_eq!(received.header("transfer-encoding"), Some("chunked"));
        assert_eq!(received.body, vec![b'x'; 70_000]);
    }
    for received in sent(|| photos::store("text")) {
        assert_eq!(received.header("content-length"), Some("4"));
    }
    std::fs::remove_file(path).expect("the file is there");
}

#[test]
fn pairs_in_every_style() {
    let make = || {
        let styled = types::Styled::new()
            .plain(words(&["a&b", "c+d"]))
            .piped(words(&["a", "b"]))
            .joined(words(&["a", "b"]))
            .deep(types::Place::new().x(1))
            .json(words(&["a"]))
            .object(types::Place::new().x(2))
            .open("/?:@");
        photos::styled(styled)
    };
    for received in sent(make) {
        let found = pairs(&received);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let expected = [
            ("plain", "a&b"),
            ("plain", "c+d"),
            ("piped", "a|b"),
            ("joined", "a,b"),
            ("deep[x]", "1"),
            ("json", "[\"a\"]"),
            ("object", "{\"x\":2}"),
            ("open", "/?:@"),
        ];
        assert_eq!(found, expected);
    }
}

/// The media type, as `mime` reads it.
fn media_type(received: &Received) -> mime::Mime {
    let text = received.header("content-type").expect("a media type");
    text.parse().expect("a media type")
}

#[test]
fn every_kind_of_body() {
    use letterpress_accepted::fixtures::bodies::{bodies, types};
    let form = || types::Form::new("n & m").tags(words(&["a", "b"])).age(3);
    let json = |received: &Received| -> serde_json::Value {
        serde_json::from_slice(&received.body).expect("JSON")
    };
    let expected = serde_json::json!({"name": "n & m", "tags": ["a", "b"], "age": 3});
    for received in sent(|| bodies::optional().body(form())) {
        assert_eq!(media_type(&received), mime::APPLICATION_JSON);
        assert_eq!(json(&received), expected);
    }
    for received in sent(|| bodies::merge(form())) {
        let media_type = media_type(&received);
        assert_eq!(media_type.subtype(), "merge-patch");
        assert_eq!(media_type.suffix(), Some(mime::JSON));
        assert_eq!(json(&received), expected);
    }
    for received in sent(|| bodies::list(vec![1, 2])) {
        assert_eq!(json(&received), serde_json::json!([1, 2]));
    }
    for received in sent(|| bodies::nullable(None)) {
        assert_eq!(json(&received), serde_json::Value::Null);
    }
    for received in sent(|| bodies::form(form())) {
        assert_eq!(media_type(&received), mime::APPLICATION_WWW_FORM_URLENCODED);
        let members: HashMap<String, serde_json::Value> =
            serde_qs::from_bytes(&received.body).expect("a form");
        assert_eq!(members["name"], "n & m");
        let tags = pairs(&received);
        let tags = tags.iter().filter(|(name, _)| name == "tags");
        let tags: Vec<&str> = tags.map(|(_, value)| value.as_str()).collect();
        assert_eq!(tags, ["a", "b"]);
    }
    for received in sent(|| bodies::text("sh\u{f6}rt")) {
        assert_eq!(media_type(&received).essence_str(), mime::TEXT_PLAIN);
        assert_eq!(received.text(), "sh\u{f6}rt");
    }
    for received in sent(|| bodies::bytes(Bytes::from_static(b"\0\xff"))) {
        assert_eq!(media_type(&received), mime::APPLICATION_OCTET_STREAM);
        assert_eq!(received.body, b"\0\xff");
    }
    for received in sent(|| bodies::image(Bytes::from_static(b"\x89PNG"))) {
        assert_eq!(media_type(&received), mime::IMAGE_PNG);
        assert_eq!(received.body, b"\x89PNG");
    }
    for received in sent(bodies::optional) {
        assert_eq!(
            (received.header("content-type"), received.text()),
            (None, "")
        );
    }
}

#[test]
fn a_body_of_the_media_type_that_is_chosen() {
    use photos::{ChooseContent, PerhapsContent};
    let choice = || types::Choice::new("n m");
    for received in sent(|| photos::choose(choice())) {
        assert_eq!(received.header("content-type"), Some("application/json"));
        assert_eq!(received.text(), "{\"name\":\"n m\"}");
    }
    for received in sent(|| photos::choose(ChooseContent::Form(choice()))) {
        assert_eq!(pairs(&received), [("name".to_owned(), "n m".to_owned())]);
    }
    for received in sent(|| photos::choose(ChooseContent::Xml("<a/>".to_owned()))) {
        assert_eq!(received.header("content-type"), Some("application/xml"));
        assert_eq!(received.text(), "<a/>");
    }
    let form = || photos::ChooseBodyMultipart::new(&b"f"[..]);
    for received in sent(|| photos::choose(ChooseContent::Multipart(form()))) {
        assert_eq!(parts(&received).len(), 1);
    }
    for received in sent(|| photos::choose(ChooseContent::OctetStream("raw".into()))) {
        let media_type = received.header("content-type");
        assert_eq!(media_type, Some("application/octet-stream"));
    }
    let csv = || photos::perhaps().body(PerhapsContent::Csv("a,b".to_owned()));
    for received in sent(csv) {
        assert_eq!(received.header("content-type"), Some("text/csv"));
    }
}

#[test]
fn parts_in_the_media_type_that_is_said() {
    let label = || {
        let place = types::Place::new().x(1);
        let lines = vec!["a,b".to_owned(), "c".to_owned()];
        photos::LabelBody::new(photos::LabelBodyRequired { meta: place, lines })
    };
    for received in sent(|| photos::label(label().any("x"))) {
        assert_eq!(
            parts(&received),
            [
                part("meta", None, Some("application/json"), br#"{"x":1}"#),
                part("lines", None, Some("text/csv"), b"a,b"),
                part("lines", None, Some("text/csv"), b"c"),
                part("any", None, Some("text/csv"), b"x"),
            ]
        );
    }
    let object = serde_json::json!({ "a": 1 });
    let error = photos::label(label().any(object)).request(letterpress_accepted::Checks::On);
    let error = error.expect_err("an object is no text");
    assert!(
        error
            .to_string()
            .contains("cannot be written as `text/csv`"),
        "{error}"
    );
}

#[test]
fn a_body_whose_parts_the_caller_writes() {
    let text = "--b\r\n\r\none\r\n--b--\r\n";
    for received in sent(|| photos::mix(Upload::from(text).of_type("multipart/mixed; boundary=b")))
    {
        assert_eq!(
            received.header("content-type"),
            Some("multipart/mixed; boundary=b")
        );
        assert_eq!(received.body, text.as_bytes());
    }
    let error = photos::mix(Upload::from(text)).request(letterpress_accepted::Checks::On);
    assert!(error.is_err(), "only the caller knows the boundary");
    for received in sent(|| photos::ready("a=1&b")) {
        assert_eq!(received.body, b"a=1&b");
    }
}

#[test]
fn what_no_form_can_carry_is_refused() {
    use letterpress_accepted::Checks;
    let photo = types::PhotoRequired {
        title: "longer than it may be".into(),
        picture: Upload::from("p").of_type("image/png\r\nX: y"),
    };
    let photo = types::Photo::new(photo).scan("s");
    let error = photos::create(photo).request(Checks::On).map(drop);
    let error = error.expect_err("three rules are broken");
    let violations: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        violations,
        [
            "body `/picture` has a media type that no header can carry",
            "body `/scan` must have a media type: `of_type` takes one of `image/png, image/tiff`",
            "body `/title` must have at most 12 characters, is \"longer than it may be\"",
        ]
    );
}
