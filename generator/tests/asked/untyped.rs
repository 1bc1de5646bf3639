//! `max_untyped`, and the list of what has no type.

use letterpress::api::UntypedCause;

use super::{asked, folder};

const DOCUMENT: &str = include_str!("../../../tests/fixtures/reject/max_untyped/openapi.yaml");

#[test]
fn what_the_document_leaves_open_is_counted_apart() {
    let folder = folder(DOCUMENT, "max_untyped = 2", &[]);
    let (api, printed) = asked(folder.path());
    let api = api.unwrap();
    let pointers = |cause| -> Vec<&str> {
        let places = api.untyped.iter().filter(|place| place.cause == cause);
        places.map(|place| place.pointer.as_str()).collect()
    };
    let thing = "/components/schemas/Thing/properties";
    assert_eq!(
        pointers(UntypedCause::Crate),
        [format!("{thing}/shape"), format!("{thing}/size")]
    );
    assert_eq!(
        pointers(UntypedCause::Document),
        [
            format!("{thing}/anything"),
            format!("{thing}/members"),
            format!("{thing}/list")
        ]
    );
    assert_eq!(printed.matches("LP0310").count(), 2, "{printed}");
}

#[test]
fn a_budget_that_does_not_hold_stops_the_run() {
    let folder = folder(DOCUMENT, "max_untyped = 0", &[]);
    let (api, printed) = asked(folder.path());
    assert!(api.is_none());
    assert!(
        printed.contains("2 places have no type, and `max_untyped` is 0"),
        "{printed}"
    );
    // The budget's own place, then those that break it.
    assert!(printed.contains("letterpress.toml:5:15"), "{printed}");
}

#[test]
fn a_body_without_a_schema_is_named() {
    let document = "
openapi: 3.1.0
info: { title: Bodies, version: '1' }
paths:
  /things:
    post:
      operationId: things.send
      requestBody: { required: true, content: { application/json: {} } }
      responses:
        '200': { description: Done., content: { application/json: {} } }
";
    let (api, _) = asked(folder(document, "", &[]).path());
    let untyped = api.unwrap().untyped;
    let pointers: Vec<&str> = untyped.iter().map(|place| place.pointer.as_str()).collect();
    let post = "/paths/~1things/post";
    let mut expected = [
        format!("{post}/requestBody/content/application~1json"),
        format!("{post}/responses/200/content/application~1json"),
    ];
    expected.sort();
    let mut pointers = pointers;
    pointers.sort_unstable();
    assert_eq!(pointers, expected);
}
