//! The types of the small API.

use letterpress::api::*;
use serde_json::{Number, json};

use super::*;

pub(super) fn types() -> Vec<TypeFile> {
    vec![
        file(vec![definition(
            "old_name",
            true,
            Kind::Alias(named("Sheet")),
        )]),
        file(vec![definition(
            "numbers",
            true,
            Kind::Alias(Type::List(Box::new(LONG))),
        )]),
        file(vec![definition(
            "empty",
            true,
            Kind::Struct(object(Vec::new())),
        )]),
        file(vec![everything()]),
        file(vec![failure()]),
        file(vec![ink()]),
        file(vec![job(), status()]),
        file(vec![labels()]),
        file(vec![level()]),
        file(vec![payload()]),
        file(vec![sheet()]),
        file(vec![
            stock(),
            definition("board", true, Kind::Struct(board())),
        ]),
        file(vec![target()]),
    ]
}

/// A struct with every type and presence.
fn everything() -> TypeDef {
    let text = |kind| Type::Text(kind);
    let mut fields = vec![
        field("text", Type::String, Presence::Required),
        field("when", text(TextKind::Timestamp), Presence::Nullable),
        field(
            "count",
            Type::Integer {
                bits: 32,
                signed: false,
            },
            Presence::Required,
        ),
        field("share", Type::Float, Presence::Optional),
        field("on", Type::Boolean, Presence::Maybe),
        field("note", Type::String, Presence::Maybe),
        field("day", text(TextKind::Date), Presence::Optional),
        field("hour", text(TextKind::Time), Presence::Optional),
        field("span", text(TextKind::Span), Presence::Optional),
        field("uuid", text(TextKind::Uuid), Presence::Optional),
        field("uri", text(TextKind::Uri), Presence::Optional),
        field("ipv4", text(TextKind::Ipv4), Presence::Optional),
        field("ipv6", text(TextKind::Ipv6), Presence::Optional),
        field("password", Type::Secret, Presence::Optional),
        field("upload", Type::SecretUri, Presence::Optional),
        field("picture", Type::Base64, Presence::Optional),
        field(
            "sizes",
            Type::List(Box::new(Type::Nullable(Box::new(LONG)))),
            Presence::Optional,
        ),
        field(
            "names",
            Type::Entries(Box::new(Type::String)),
            Presence::Optional,
        ),
        field("free", Type::Map, Presence::Optional),
        field("any", Type::Value, Presence::Optional),
        field("nothing", Type::Null, Presence::Optional),
        field("type", named("Ink"), Presence::Optional),
        field("from_date", Type::Boolean, Presence::Optional),
        field("is_it", Type::Boolean, Presence::Optional),
        field(
            "to_it",
            Type::Integer {
                bits: 32,
                signed: true,
            },
            Presence::Optional,
        ),
        field("as_it", Type::Boolean, Presence::Optional),
        field("into_it", Type::Boolean, Presence::Optional),
        field(
            "add",
            Type::Integer {
                bits: 32,
                signed: false,
            },
            Presence::Optional,
        ),
        field(
            "len",
            Type::Integer {
                bits: 8,
                signed: false,
            },
            Presence::Optional,
        ),
        field("object", Type::String, Presence::Optional),
        field("json", Type::String, Presence::Optional),
        field("value", Type::String, Presence::Optional),
        field("self", Type::String, Presence::Optional),
        field("extra", Type::String, Presence::Optional),
        field("gen", Type::String, Presence::Optional),
        field(
            "child",
            Type::Boxed(Box::new(named("Everything"))),
            Presence::Optional,
        ),
    ];
    fields[0].rules = vec![
        Rule::MinLength(1),
        Rule::MaxLength(12_000),
        Rule::Pattern {
            written: "^[a-z\"#]+$".to_owned(),
            checked: Some("^[a-z\"#]+$".to_owned()),
        },
    ];
    fields[2].rules = vec![
        Rule::Minimum(Number::from(1)),
        Rule::Maximum(Number::from(9_000_000_000_i64)),
        Rule::MultipleOf(Number::from(2)),
    ];
    let half = Number::from_f64(0.5).expect("finite");
    fields[3].rules = vec![
        Rule::ExclusiveMinimum(Number::from(-1)),
        Rule::ExclusiveMaximum(half),
    ];
    fields[17].rules = vec![
        Rule::MinItems(1),
        Rule::MaxItems(3),
        Rule::UniqueItems,
        Rule::Items(vec![Rule::Minimum(Number::from(0))]),
    ];
    fields[18].rules = vec![Rule::MinProperties(1)];
    fields[22].nested = true;
    if let Some(child) = fields.last_mut() {
        child.nested = true;
    }
    let object = Struct {
        positional: false,
        fields,
        patterns: Vec::new(),
        extra: Extra::Kept,
        required: Some(ty("EverythingRequired")),
        rules: vec![Rule::MaxProperties(30)],
    };
    definition("everything", true, Kind::Struct(object))
}

fn failure() -> TypeDef {
    definition(
        "failure",
        false,
        Kind::Struct(object(vec![field(
            "errors",
            Type::List(Box::new(Type::Value)),
            Presence::Optional,
        )])),
    )
}

/// An enum of strings, one of them deprecated.
fn ink() -> TypeDef {
    let mut black = value(json!("black"), "black");
    black.docs = docs("As dark as it gets. Needs no light.");
    let mut sepia = value(json!("sepia"), "sepia");
    sepia.docs.deprecated = true;
    let mut def = definition(
        "ink",
        true,
        Kind::Enum(Enum {
            variants: vec![black, sepia],
            strings: true,
            closed: true,
        }),
    );
    def.docs = Docs {
        title: Some("Ink".to_owned()),
        description: Some("What is printed with.".to_owned()),
        ..Docs::default()
    };
    def
}

/// Received only; its state is waited for.
fn job() -> TypeDef {
    let mut id = field("id", Type::Text(TextKind::Uuid), Presence::Required);
    id.docs = Docs {
        description: Some("The job's identifier. Stays the same.".to_owned()),
        facts: vec!["32 characters.".to_owned()],
        ..Docs::default()
    };
    let reason = field("error_message", Type::String, Presence::Optional);
    definition(
        "job",
        false,
        Kind::Struct(object(vec![
            id,
            field("status", named("JobStatus"), Presence::Optional),
            reason,
        ])),
    )
}

fn status() -> TypeDef {
    let variants = vec![
        value(json!("queued"), "queued"),
        value(json!("done"), "done"),
        value(json!("failed"), "failed"),
    ];
    definition(
        "JobStatus",
        false,
        Kind::Enum(Enum {
            variants,
            strings: true,
            closed: true,
        }),
    )
}

/// Additional properties of one type.
fn labels() -> TypeDef {
    let object = Struct {
        positional: false,
        fields: vec![field("kind", Type::String, Presence::Required)],
        patterns: Vec::new(),
        extra: Extra::Typed(named("Ink"), Vec::new()),
        required: None,
        rules: Vec::new(),
    };
    definition("labels", true, Kind::Struct(object))
}

/// An enum over mixed scalars.
fn level() -> TypeDef {
    let variants = vec![
        value(json!(1), "one"),
        value(json!(-20_000), "minus"),
        value(json!("max"), "max"),
        value(json!(true), "yes"),
        value(json!(null), "null"),
        value(json!(1.5), "one_and_a_half"),
    ];
    definition(
        "level",
        true,
        Kind::Enum(Enum {
            variants,
            strings: false,
            closed: true,
        }),
    )
}

/// Told by JSON type.
fn payload() -> TypeDef {
    let variants = vec![
        alternative("text", Type::String, vec![Told::Type(JsonKind::String)]),
        alternative("number", Type::Float, vec![Told::Type(JsonKind::Number)]),
        alternative(
            "flag",
            Type::Boolean,
            vec![Told::Type(JsonKind::Boolean), Told::Type(JsonKind::Null)],
        ),
        alternative(
            "list",
            Type::List(Box::new(named("Sheet"))),
            vec![Told::Type(JsonKind::Array)],
        ),
        alternative(
            "sheet",
            Type::Boxed(Box::new(named("Sheet"))),
            vec![Told::Type(JsonKind::Object)],
        ),
    ];
    definition(
        "payload",
        true,
        Kind::Union(Union {
            tell: Tell::Type,
            variants,
        }),
    )
}

/// One required member beside a constant, and a deprecated one.
fn sheet() -> TypeDef {
    let mut system = field("system", named("Ink"), Presence::Required);
    system.fixed = Some(Expression::Variant(reference("Ink"), variant_name("black")));
    let mut version = field("version", Type::String, Presence::Optional);
    version.fixed = Some(Expression::Text("v1".to_owned()));
    let mut width = field("width", LONG, Presence::Required);
    width.docs = Docs {
        description: Some("How wide the sheet is, in millimetres.".to_owned()),
        facts: vec!["1 to 10000.".to_owned()],
        link: Some("https://press.example/width".to_owned()),
        ..Docs::default()
    };
    width.rules = vec![
        Rule::Minimum(Number::from(1)),
        Rule::Maximum(Number::from(10_000)),
    ];
    let mut gloss = field("gloss", Type::Boolean, Presence::Optional);
    gloss.docs.deprecated = true;
    definition(
        "sheet",
        true,
        Kind::Struct(object(vec![system, version, width, gloss])),
    )
}

/// Told by a tag that one variant declares and the other does not.
fn stock() -> TypeDef {
    let mut board = alternative(
        "board",
        named("Board"),
        vec![
            Told::Constant(json!("board")),
            Told::Constant(json!("card")),
        ],
    );
    board.declares_tag = false;
    let variants = vec![
        alternative(
            "sheet",
            named("Sheet"),
            vec![Told::Constant(json!("sheet"))],
        ),
        board,
    ];
    let mut def = definition(
        "stock",
        true,
        Kind::Union(Union {
            tell: Tell::Tag("kind".to_owned()),
            variants,
        }),
    );
    def.docs = docs("What is printed on.");
    def
}

fn board() -> Struct {
    let mut board = object(vec![field("thickness", Type::Float, Presence::Optional)]);
    board.extra = Extra::Open;
    board
}

/// Told by key, with a variant for the rest, and a tag of several types in the file of an endpoint.
fn target() -> TypeDef {
    let variants = vec![
        alternative(
            "labels",
            named("Labels"),
            vec![Told::Keys(vec![TellingKey {
                wire: "kind".to_owned(),
                nullable: false,
            }])],
        ),
        alternative("sheet", named("Sheet"), vec![Told::Rest]),
    ];
    definition(
        "target",
        true,
        Kind::Union(Union {
            tell: Tell::Key,
            variants,
        }),
    )
}
