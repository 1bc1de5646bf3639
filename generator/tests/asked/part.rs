//! `[crate.select]` and `overlays`: what of a document counts, and how it is patched.

use super::{asked, folder};

const SELECTION: &str = include_str!("../../../tests/fixtures/accept/selection/openapi.yaml");

fn endpoints(lines: &str) -> (Vec<String>, String) {
    let (api, printed) = asked(folder(SELECTION, lines, &[]).path());
    let modules = api.map(|api| api.modules).unwrap_or_default();
    let all = modules.iter().flat_map(|module| &module.endpoints);
    (all.map(|endpoint| endpoint.id.clone()).collect(), printed)
}

#[test]
fn operations_are_picked_in_four_ways() {
    let pick = |lines: &str| endpoints(&format!("[crate.select]\ninclude = {lines}")).0;
    assert_eq!(pick("{ tags = [\"Owners\"] }"), ["owners.list"]);
    assert_eq!(pick("{ paths = [\"/pets/*/*\"] }"), ["pets.internal"]);
    assert_eq!(pick("{ operations = [\"health.get\"] }"), ["health.get"]);
    assert_eq!(pick("{ operations = [\"get /health\"] }"), ["health.get"]);
    assert_eq!(
        pick("{ tags = [\"Owners\"], operations = [\"health.get\"] }"),
        ["health.get", "owners.list"]
    );
}

#[test]
fn what_is_excluded_is_not_even_read() {
    let (ids, printed) = endpoints("[crate.select]\nexclude = { tags = [\"Admin\"] }");
    assert_eq!(
        ids,
        ["health.get", "owners.list", "pets.get", "pets.internal"]
    );
    assert!(!printed.contains("error"), "{printed}");
    let (ids, printed) = endpoints("");
    assert!(ids.is_empty());
    assert!(
        printed.contains("strin") && printed.contains("NotThere"),
        "{printed}"
    );
}

#[test]
fn a_selection_that_leaves_nothing_is_an_error() {
    let lines =
        "[crate.select]\ninclude = { tags = [\"Owners\"] }\nexclude = { paths = [\"/**\"] }";
    let (ids, printed) = endpoints(lines);
    assert!(ids.is_empty());
    assert!(printed.contains("LP0437"), "{printed}");
}

#[test]
fn components_of_other_files_and_what_they_refer_to_are_reached() {
    let document = "
openapi: 3.1.0
info: { title: Files, version: '1' }
paths:
  /a: { get: { operationId: a.get, responses: { '200': { description: A., content: { application/json: { schema: { $ref: 'other.yaml#/Wrapper' } } } } } } }
  /b: { get: { operationId: b.get, responses: { '204': { description: B. } } } }
  /c: { $ref: 'item.yaml' }
components:
  schemas:
    Inner: { type: object, properties: { x: { type: integer } } }
    Other: { type: object, properties: { y: { $ref: '#/components/schemas/Missing' } } }
";
    let other = "Wrapper: { type: object, properties: { inner: { $ref: 'openapi.yaml#/components/schemas/Inner' } } }";
    let item = "get: { operationId: c.get, responses: { '204': { description: C. } } }
delete: { operationId: c.delete, responses: { '204': { description: C. } } }";
    let lines = "[crate.select]\ninclude = { operations = [\"a.get\", \"c.get\"] }";
    let files = [("other.yaml", other), ("item.yaml", item)];
    let (api, printed) = asked(folder(document, lines, &files).path());
    let api = api.unwrap_or_else(|| panic!("{printed}"));
    let names: Vec<&str> = api.types.iter().map(|file| file.file.rust()).collect();
    assert_eq!(names, ["inner", "wrapper"]);
    // A path item of another file is taken whole, and that is said.
    assert_eq!(api.modules.len(), 2);
    assert!(
        printed.contains("LP0438") && printed.contains("DELETE /c"),
        "{printed}"
    );
}

#[test]
fn an_overlay_moves_and_merges_and_its_places_follow() {
    let document = "
openapi: 3.1.0
info: { title: Patched, version: '1' }
paths:
  /a:
    get:
      operationId: a.get
      parameters:
        - { name: one, in: query, schema: { type: string } }
        - { name: two, in: query, schema: { type: string } }
        - { name: three, in: query, schema: { type: string, maxLenght: 1 } }
      responses: { '204': { description: A. } }
";
    let fix = "overlay: 1.0.0
info: { title: Fix, version: '1' }
actions:
  - { target: '$.paths.*.get.parameters[0,1]', remove: true }
  - target: $.paths.*.get.parameters
    update: { name: four, in: query, schema: { type: string, minLenght: 1 } }
";
    let folder = folder(document, "overlays = [\"fix.yaml\"]", &[("fix.yaml", fix)]);
    let (_, printed) = asked(folder.path());
    assert!(printed.contains("openapi.yaml:11:61"), "{printed}");
    assert!(printed.contains("fix.yaml:6:62"), "{printed}");
}
