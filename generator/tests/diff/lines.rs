//! Of one edit the line is told at which it was made, in YAML and in JSON, in both versions, whichever is the base.

use super::reviewed_texts;

const DOCUMENT: &str = "\
openapi: 3.0.3
info:
  title: Bins
  version: '1'
paths:
  /bins:
    get:
      operationId: bins.list
      summary: Lists bins.
      parameters:
      - name: zone
        in: query
        description: Where.
        required: false
        schema:
          type: string
          maxLength: 9
      - name: page
        in: query
        schema:
          type: integer
      responses:
        '200':
          description: Bins.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Bin'
        '404':
          description: None.
    put:
      operationId: bins.put
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Bin'
      responses:
        '204':
          description: Kept.
components:
  schemas:
    Bin:
      type: object
      description: A bin.
      required:
      - id
      properties:
        id:
          type: string
        name:
          description: What it is called.
          type: string
        state:
          type: string
          enum:
          - full
          - empty
        tags:
          type: array
          items:
            type: string
        size:
          $ref: '#/components/schemas/Size'
        other:
          $ref: '#/components/schemas/Other'
    Size:
      allOf:
      - type: object
        properties:
          wide:
            type: integer
            default: 3
    Other:
      type: object
      properties:
        x:
          type: string
";

/// What is put in the place of what.
const EDITS: &[(&str, &str)] = &[
    ("  title: Bins\n", "  title: Crates\n"),
    ("operationId: bins.list", "operationId: bins.all"),
    ("summary: Lists bins.", "summary: Lists them."),
    (
        "      summary: Lists bins.\n",
        "      summary: Lists bins.\n      deprecated: true\n",
    ),
    ("- name: zone", "- name: area"),
    ("description: Where.", "description: Where it stands."),
    ("required: false", "required: true"),
    ("maxLength: 9", "maxLength: 8"),
    ("          maxLength: 9\n", ""),
    (
        "          type: integer\n      responses",
        "          type: string\n      responses",
    ),
    (
        "      - name: page\n        in: query\n        schema:\n          type: integer\n",
        "",
    ),
    ("        '404':\n          description: None.\n", ""),
    (
        "        required: true\n        content",
        "        required: false\n        content",
    ),
    ("description: A bin.", "description: A bin of the house."),
    ("      - id\n", "      - id\n      - name\n"),
    ("description: What it is called.", "description: Its name."),
    ("        name:\n", "        title:\n"),
    (
        "          - empty\n",
        "          - empty\n          - gone\n",
    ),
    ("          - full\n", ""),
    ("          - full\n", "          - crowded\n"),
    (
        "          items:\n            type: string",
        "          items:\n            type: boolean",
    ),
    (
        "          items:\n",
        "          maxItems: 9\n          items:\n",
    ),
    (
        "          type: array\n",
        "          type: array\n          nullable: true\n",
    ),
    (
        "          type: array\n",
        "          type: array\n          readOnly: true\n",
    ),
    (
        "          type: array\n",
        "          type: array\n          deprecated: true\n",
    ),
    ("            default: 3", "            default: 4"),
    (
        "            default: 3\n",
        "            default: 3\n            format: int32\n",
    ),
    (
        "            default: 3\n",
        "            default: 3\n          deep:\n            type: string\n",
    ),
    (
        "        size:\n          $ref: '#/components/schemas/Size'",
        "        size:\n          $ref: '#/components/schemas/Other'",
    ),
    (
        "    Other:\n      type: object\n",
        "    Other:\n      type: object\n      additionalProperties: false\n",
    ),
];

/// The lines that differ: the first of each version, counted from 1, if any differ there.
fn edited([base, revision]: [&str; 2]) -> [Option<usize>; 2] {
    let lines = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.trim_end_matches(',').to_owned())
            .collect()
    };
    let (before, after) = (lines(base), lines(revision));
    let same = before
        .iter()
        .zip(&after)
        .take_while(|(one, other)| one == other)
        .count();
    let tail = before[same..].iter().rev().zip(after[same..].iter().rev());
    let tail = tail.take_while(|(one, other)| one == other).count();
    [&before, &after].map(|lines| (lines.len() - tail > same).then_some(same + 1))
}

/// Of both versions: an operation that stands in a component, and is described by its tag.
const SHARED: &str = "\
openapi: 3.1.0
info:
  title: Bins
  version: '1'
tags:
- name: other
  description: Others.
- name: bins
  description: Of bins.
paths:
  /bins:
    $ref: '#/components/pathItems/Bins'
components:
  pathItems:
    Bins:
      get:
        operationId: bins.list
        tags:
        - bins
        responses:
          '204':
            description: None.
";

#[test]
fn the_line_told_is_the_line_edited() {
    let mut edits: Vec<_> = EDITS
        .iter()
        .map(|(from, to)| (DOCUMENT, *from, *to))
        .collect();
    edits.extend([
        (SHARED, "  /bins:", "  /boxes:"),
        (SHARED, "Of bins.", "About bins."),
        (SHARED, "\n  description: Of bins.", ""),
    ]);
    let mut wrong = Vec::new();
    for (document, from, to) in edits {
        assert_eq!(document.matches(from).count(), 1, "{from}");
        let edit = document.replacen(from, to, 1);
        let json = [document, &edit].map(|text| {
            let value: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
            serde_json::to_string_pretty(&value).expect("JSON")
        });
        let texts = [("yaml", [document, &edit]), ("json", [&json[0], &json[1]])];
        for (ending, [one, other]) in texts {
            for texts in [[one, other], [other, one]] {
                let changes = reviewed_texts(texts, ending).changes;
                let [change] = changes.as_slice() else {
                    let rules: Vec<_> = changes.iter().map(|one| one.rule).collect();
                    wrong.push(format!("{from:?} is {to:?}, {ending}: {rules:?}"));
                    continue;
                };
                let told = [&change.base, &change.revision].into_iter();
                for (told, edited) in told.zip(edited(texts)) {
                    let line = told.as_ref().map(|at| at.line);
                    if edited.is_some() && line != edited {
                        let rule = change.rule;
                        wrong.push(format!(
                            "{from:?} is {to:?}, {ending}: {rule} at {line:?}, not {edited:?}"
                        ));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
