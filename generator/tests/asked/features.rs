//! `[crate.features]`: a cargo feature a resource.

use super::{asked, folder};

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Resources, version: '1' }
paths:
  /pets: { get: { operationId: pets.list, responses: { '200': { description: A., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } } }
  /owners: { get: { operationId: owners.list, responses: { '200': { description: B., content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } } } } } }
  /tracing: { get: { operationId: tracing.list, responses: { '204': { description: C. } } } }
components:
  schemas:
    Pet: { type: object, properties: { tag: { $ref: '#/components/schemas/Tag' }, collar: { $ref: '#/components/schemas/Collar' } } }
    Collar: { type: object, properties: { size: { type: integer } } }
    Owner: { type: object, properties: { tag: { $ref: '#/components/schemas/Tag' } } }
    Tag: { type: object, properties: { id: { type: integer } } }
";

#[test]
fn what_one_resource_reaches_comes_with_it() {
    let folder = folder(DOCUMENT, "[crate.features]\nresources = true", &[]);
    let (api, printed) = asked(folder.path());
    let api = api.unwrap_or_else(|| panic!("{printed}"));
    let files: Vec<_> = api
        .types
        .iter()
        .map(|file| (file.file.rust(), file.feature.as_deref()))
        .collect();
    let expected = [
        ("collar", Some("pets")),
        ("owner", Some("owners")),
        ("pet", Some("pets")),
        ("tag", None),
    ];
    assert_eq!(files, expected);
    let output = letterpress::emit::emit(&api);
    let text = |path: &str| output.files.0[path].clone();
    let types = text("src/types/mod.rs");
    assert!(
        types.contains("#[cfg(feature = \"pets\")]\nmod collar;"),
        "{types}"
    );
    assert!(
        types.contains("\nmod tag;") && !types.contains("]\nmod tag;"),
        "{types}"
    );
    let public = text("API.txt");
    for line in [
        "pets: #[cfg(feature = \"pets\")] pub mod pets",
        "types::Collar: #[cfg(feature = \"pets\")] #[derive(Clone, Debug, PartialEq)] ",
        "types::Tag: #[derive(Clone, Debug, PartialEq)] ",
    ] {
        assert!(public.contains(&format!("\n{line}")), "{public}");
    }
    // A resource called as a feature of every crate gets another name.
    let manifest = text("Cargo.toml");
    assert!(
        manifest.contains("default = [\"all-resources\", \"async\""),
        "{manifest}"
    );
    assert!(
        manifest.contains("\nowners = []\npets = []\ntracing-api = []\n"),
        "{manifest}"
    );
    assert!(
        toml::from_str::<toml::Table>(&manifest).is_ok(),
        "{manifest}"
    );
}

#[test]
fn one_resource_has_nothing_to_leave_out() {
    let document = DOCUMENT
        .replace("owners.list", "pets.owners")
        .replace("tracing.list", "pets.tracing");
    let (api, printed) = asked(folder(&document, "[crate.features]\nresources = true", &[]).path());
    assert!(api.is_none() && printed.contains("LP0329"), "{printed}");
}
