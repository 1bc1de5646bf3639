//! `[crate.secrets]`: what is hidden is hidden whatever its format, and what can't be is an error.

use letterpress::emit;

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      operationId: things.get
      responses:
        "200":
          description: The thing.
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
components:
  schemas:
    Owned: { type: object, properties: { id: { type: string, format: uuid } } }
    Thing:
      allOf:
        - { $ref: "#/components/schemas/Owned" }
        - type: object
          properties:
            uri: { type: string, format: uri }
            key: { type: string, format: byte }
            size: { type: integer }
"##;

#[test]
fn a_secret_is_hidden_whatever_its_format() {
    let lines = r##"
[crate.secrets]
"#/components/schemas/Owned/properties/id" = "value"
"#/components/schemas/Thing/allOf/1/properties/uri" = "query"
"#/components/schemas/Thing/allOf/1/properties/key" = "value"
"##;
    let folder = super::folder(DOCUMENT, lines, &[]);
    let (api, printed) = super::asked(folder.path());
    let items = emit::emit(&api.expect(&printed)).into_items();
    for (path, signature) in [
        ("types::Thing::id", "pub id: Option<Secret>"),
        ("types::Thing::uri", "pub uri: Option<SecretUri>"),
        ("types::Thing::key", "pub key: Option<Secret>"),
    ] {
        let item = items.0.iter().find(|item| item.path == path);
        assert_eq!(item.expect(path).signature, signature);
    }
}

#[test]
fn a_secret_that_hides_nothing_is_an_error() {
    let lines = r##"
[crate.secrets]
"#/components/schemas/Thing/allOf/1/properties/size" = "value"
"##;
    let folder = super::folder(DOCUMENT, lines, &[]);
    let (api, printed) = super::asked(folder.path());
    assert!(api.is_none(), "a number is hidden");
    assert!(printed.contains("error[LP0326]"), "{printed}");
}
