//! A small API that has one of everything that can be emitted.

use letterpress::api::*;
use letterpress::names::{Name, Role};
use letterpress::source::Origin;
use serde_json::{Number, json};

pub(crate) fn ty(wire: &str) -> Name {
    Name::new(Role::Type, wire)
}

pub(crate) fn field_name(wire: &str) -> Name {
    Name::new(Role::Field, wire)
}

pub(crate) fn variant_name(wire: &str) -> Name {
    Name::new(Role::Variant, wire)
}

pub(crate) fn docs(description: &str) -> Docs {
    Docs { description: Some(description.to_owned()), ..Docs::default() }
}

pub(crate) fn reference(name: &str) -> TypeRef {
    TypeRef { endpoint: None, name: ty(name) }
}

pub(crate) fn named(name: &str) -> Type {
    Type::Named(reference(name))
}

/// A type in the file of `press.print`.
fn inline(name: &str) -> TypeRef {
    TypeRef {
        endpoint: Some((Name::new(Role::Module, "press"), Name::new(Role::Function, "print"))),
        name: ty(name),
    }
}

const LONG: Type = Type::Integer { bits: 64, signed: true };

pub(crate) fn field(wire: &str, ty: Type, presence: Presence) -> Field {
    Field {
        origin: Origin::default(),
        name: field_name(wire),
        docs: Docs::default(),
        ty,
        presence,
        fixed: None,
        rules: Vec::new(),
        item_rules: Vec::new(),
        nested: false,
    }
}

pub(crate) fn definition(name: &str, sent: bool, kind: Kind) -> TypeDef {
    TypeDef { origin: Origin::default(), name: ty(name), docs: Docs::default(), sent, kind }
}

pub(crate) fn object(fields: Vec<Field>) -> Struct {
    Struct { fields, extra: Extra::Kept, required: None, rules: Vec::new() }
}

pub(crate) fn file(types: Vec<TypeDef>) -> TypeFile {
    TypeFile { file: Name::new(Role::Module, types[0].name.wire()), types }
}

pub(crate) fn value(value: serde_json::Value, name: &str) -> EnumVariant {
    EnumVariant { origin: Origin::default(), name: variant_name(name), value, docs: Docs::default() }
}

fn alternative(name: &str, ty: Type, told_by: Vec<Told>) -> UnionVariant {
    UnionVariant {
        origin: Origin::default(),
        name: variant_name(name),
        docs: Docs::default(),
        ty,
        told_by,
        declares_tag: true,
    }
}

fn param(wire: &str, place: ParamPlace, required: bool, ty: Type) -> Param {
    Param {
        origin: Origin::default(),
        name: Name::new(Role::Param, wire),
        place,
        docs: Docs::default(),
        required,
        ty,
        rules: Vec::new(),
        fixed: None,
    }
}

fn endpoint(module: &str, function: &str, method: &str, path: &str) -> Endpoint {
    Endpoint {
        origin: Origin::default(),
        id: format!("{module}.{function}"),
        function: Name::new(Role::Function, function),
        name: ty(function),
        docs: Docs::default(),
        method: method.to_owned(),
        path: path.to_owned(),
        params: Vec::new(),
        body: None,
        outcome: Outcome { accept: "*/*".to_owned(), payload: Payload::Empty, enveloped: false },
        failure: None,
        security: vec![vec!["token".to_owned()], vec!["user".to_owned(), "key".to_owned()]],
        polling: None,
        types: Vec::new(),
        example: Vec::new(),
    }
}

fn body(format: BodyFormat, media_type: &str, ty: Type, required: bool) -> Body {
    Body {
        origin: Origin::default(),
        docs: Docs::default(),
        name: Name::spelled(Role::Param, "content", "body"),
        required,
        media_type: media_type.to_owned(),
        format,
        ty,
    }
}

fn answers(payload: Payload) -> Outcome {
    Outcome { accept: "application/json".to_owned(), payload, enveloped: true }
}

fn package() -> Package {
    Package {
        name: "mini-press".to_owned(),
        library: "mini_press".to_owned(),
        version: "0.3.0".to_owned(),
        description: Some("Prints things".to_owned()),
        license: Some("MIT OR Apache-2.0".to_owned()),
        authors: vec!["A. Printer <a@example.com>".to_owned()],
        keywords: vec!["print".to_owned()],
        ..Package::default()
    }
}

fn scheme(name: &str, env: &str, place: SchemePlace) -> Scheme {
    Scheme {
        origin: Origin::default(),
        name: Name::new(Role::Scheme, name),
        docs: docs(&format!("The {name} of the account.")),
        env: Some(env.to_owned()),
        place,
    }
}

/// The whole API.
pub(crate) fn api() -> Api {
    Api {
        package: package(),
        title: "Mini press".to_owned(),
        description: Some("Prints things. Every thing has a kind:\n\n* paper,\n* `board`.".to_owned()),
        base_url: Some("https://press.example/v1".to_owned()),
        base_url_env: Some("PRESS_BASE_URL".to_owned()),
        schemes: vec![
            scheme("token", "PRESS_TOKEN", SchemePlace::Bearer),
            scheme("user", "PRESS_USER", SchemePlace::Header("X-User".to_owned())),
            scheme("key", "PRESS_KEY", SchemePlace::Query("key".to_owned())),
        ],
        security: vec![vec!["token".to_owned()], vec!["user".to_owned(), "key".to_owned()]],
        envelope: Some(Envelope {
            result: "result".to_owned(),
            success: Some("success".to_owned()),
            errors: Some("errors".to_owned()),
            messages: Some("messages".to_owned()),
            page: None,
            code: "code".to_owned(),
            message: "message".to_owned(),
            pointer: vec!["source".to_owned(), "pointer".to_owned()],
            documentation: None,
            request_id: Some("x-request".to_owned()),
        }),
        modules: vec![jobs(), press()],
        types: types(),
    }
}

fn types() -> Vec<TypeFile> {
    vec![
        file(vec![definition("old_name", true, Kind::Alias(named("Sheet")))]),
        file(vec![definition("numbers", true, Kind::Alias(Type::List(Box::new(LONG))))]),
        file(vec![everything()]),
        file(vec![failure()]),
        file(vec![ink()]),
        file(vec![job(), status()]),
        file(vec![labels()]),
        file(vec![level()]),
        file(vec![payload()]),
        file(vec![sheet()]),
        file(vec![stock(), definition("board", true, Kind::Struct(board()))]),
        file(vec![target()]),
    ]
}

/// A struct with every type and presence.
fn everything() -> TypeDef {
    let text = |kind| Type::Text(kind);
    let mut fields = vec![
        field("text", Type::String, Presence::Required),
        field("when", text(TextKind::Timestamp), Presence::Nullable),
        field("count", Type::Integer { bits: 32, signed: false }, Presence::Required),
        field("share", Type::Float { bits: 64 }, Presence::Optional),
        field("narrow", Type::Float { bits: 32 }, Presence::Optional),
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
        field("sizes", Type::List(Box::new(Type::Nullable(Box::new(LONG)))), Presence::Optional),
        field("names", Type::Entries(Box::new(Type::String)), Presence::Optional),
        field("free", Type::Map, Presence::Optional),
        field("any", Type::Value, Presence::Optional),
        field("nothing", Type::Null, Presence::Optional),
        field("type", named("Ink"), Presence::Optional),
        field("child", Type::Boxed(Box::new(named("Everything"))), Presence::Optional),
    ];
    fields[0].rules = vec![Rule::MinLength(1), Rule::MaxLength(12_000), Rule::Pattern("^[a-z\"#]+$".to_owned())];
    fields[2].rules = vec![
        Rule::Minimum(Number::from(1)),
        Rule::Maximum(Number::from(9_000_000_000_i64)),
        Rule::MultipleOf(Number::from(2)),
    ];
    let half = Number::from_f64(0.5).expect("finite");
    fields[3].rules = vec![Rule::ExclusiveMinimum(Number::from(-1)), Rule::ExclusiveMaximum(half)];
    fields[17].rules = vec![Rule::MinItems(1), Rule::MaxItems(3), Rule::UniqueItems];
    fields[17].item_rules = vec![Rule::Minimum(Number::from(0))];
    fields[18].rules = vec![Rule::MinProperties(1)];
    fields[22].nested = true;
    fields[23].nested = true;
    let object = Struct {
        fields,
        extra: Extra::Kept,
        required: Some(ty("EverythingRequired")),
        rules: vec![Rule::MaxProperties(30)],
    };
    definition("everything", true, Kind::Struct(object))
}

fn failure() -> TypeDef {
    definition("failure", false, Kind::Struct(object(vec![field("errors", Type::List(Box::new(Type::Value)), Presence::Optional)])))
}

/// An enum of strings, one of them deprecated.
fn ink() -> TypeDef {
    let mut black = value(json!("black"), "black");
    black.docs = docs("As dark as it gets. Needs no light.");
    let mut sepia = value(json!("sepia"), "sepia");
    sepia.docs.deprecated = true;
    let mut def = definition("ink", true, Kind::Enum(Enum { variants: vec![black, sepia], strings: true }));
    def.docs = Docs { title: Some("Ink".to_owned()), description: Some("What is printed with.".to_owned()), ..Docs::default() };
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
    definition("job", false, Kind::Struct(object(vec![id, field("status", named("JobStatus"), Presence::Optional), reason])))
}

fn status() -> TypeDef {
    let variants = vec![value(json!("queued"), "queued"), value(json!("done"), "done"), value(json!("failed"), "failed")];
    definition("JobStatus", false, Kind::Enum(Enum { variants, strings: true }))
}

/// Additional properties of one type.
fn labels() -> TypeDef {
    let object = Struct {
        fields: vec![field("kind", Type::String, Presence::Required)],
        extra: Extra::Typed(named("Ink")),
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
    definition("level", true, Kind::Enum(Enum { variants, strings: false }))
}

/// Told by JSON type.
fn payload() -> TypeDef {
    let variants = vec![
        alternative("text", Type::String, vec![Told::Type(JsonKind::String)]),
        alternative("number", Type::Float { bits: 64 }, vec![Told::Type(JsonKind::Number)]),
        alternative("flag", Type::Boolean, vec![Told::Type(JsonKind::Boolean), Told::Type(JsonKind::Null)]),
        alternative("list", Type::List(Box::new(named("Sheet"))), vec![Told::Type(JsonKind::Array)]),
        alternative("sheet", Type::Boxed(Box::new(named("Sheet"))), vec![Told::Type(JsonKind::Object)]),
    ];
    definition("payload", true, Kind::Union(Union { tell: Tell::Type, variants }))
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
    width.rules = vec![Rule::Minimum(Number::from(1)), Rule::Maximum(Number::from(10_000))];
    let mut gloss = field("gloss", Type::Boolean, Presence::Optional);
    gloss.docs.deprecated = true;
    definition("sheet", true, Kind::Struct(object(vec![system, version, width, gloss])))
}

/// Told by a tag that one variant declares and the other does not.
fn stock() -> TypeDef {
    let mut board = alternative("board", named("Board"), vec![Told::Constant(json!("board")), Told::Constant(json!("card"))]);
    board.declares_tag = false;
    let variants = vec![alternative("sheet", named("Sheet"), vec![Told::Constant(json!("sheet"))]), board];
    let mut def = definition("stock", true, Kind::Union(Union { tell: Tell::Tag("kind".to_owned()), variants }));
    def.docs = docs("What is printed on.");
    def
}

fn board() -> Struct {
    let mut board = object(vec![field("thickness", Type::Float { bits: 64 }, Presence::Optional)]);
    board.extra = Extra::Open;
    board
}

/// Told by key, with a variant for the rest, and a tag of several types in the file of an endpoint.
fn target() -> TypeDef {
    let variants = vec![
        alternative("labels", named("Labels"), vec![Told::Key("kind".to_owned())]),
        alternative("sheet", named("Sheet"), vec![Told::Rest]),
    ];
    definition("target", true, Kind::Union(Union { tell: Tell::Key, variants }))
}

fn jobs() -> Module {
    let path = || ParamPlace::Path(ParamStyle::Simple { explode: false });
    let mut get = endpoint("jobs", "get", "GET", "/jobs/{job_id}");
    get.docs = Docs {
        title: Some("Get a job".to_owned()),
        description: Some("Asks for a job.".to_owned()),
        facts: vec!["# Permissions\n\n`Jobs Read`.".to_owned()],
        ..Docs::default()
    };
    get.params = vec![param("job_id", path(), true, Type::String)];
    get.params[0].rules = vec![Rule::MaxLength(32)];
    get.outcome = answers(Payload::Json(named("Job")));
    get.failure = Some(named("Failure"));
    get.polling = Some(Polling {
        interval_ms: 10_000,
        deadline_ms: 1_800_500,
        member: field_name("status"),
        optional: true,
        enum_name: reference("JobStatus"),
        done: vec![variant_name("done")],
        failed: vec![variant_name("failed")],
        reason: Some(field_name("error_message")),
    });
    get.example = vec![Expression::Text("3f4a".to_owned())];

    let mut list = endpoint("jobs", "list", "GET", "/jobs");
    list.params = vec![
        param("page", ParamPlace::Query(ParamStyle::Form { explode: true, allow_reserved: false }), false, LONG),
        param("X-Trace", ParamPlace::Header(ParamStyle::Simple { explode: false }), false, Type::String),
        param("session", ParamPlace::Cookie(ParamStyle::Form { explode: true, allow_reserved: false }), false, Type::String),
    ];
    list.outcome = answers(Payload::Json(Type::List(Box::new(named("Job")))));

    let mut stop = endpoint("jobs", "stop", "DELETE", "/jobs/{job_id}");
    stop.params = vec![param("job_id", path(), true, Type::String)];
    stop.docs.deprecated = true;
    stop.example = vec![Expression::Text("3f4a".to_owned())];

    let mut download = endpoint("jobs", "download", "GET", "/jobs/{job_id}/file");
    download.params = vec![param("job_id", path(), true, Type::String)];
    download.outcome = Outcome { accept: "application/pdf".to_owned(), payload: Payload::Bytes, enveloped: false };
    download.example = vec![Expression::Text("3f4a".to_owned())];

    let mut log = endpoint("jobs", "log", "GET", "/jobs/{job_id}/log");
    log.params = vec![param("job_id", path(), true, Type::String)];
    log.outcome = Outcome { accept: "text/plain".to_owned(), payload: Payload::Text, enveloped: false };

    Module {
        name: Name::new(Role::Module, "jobs"),
        docs: docs("Jobs of the press."),
        endpoints: vec![download, get, list, log, stop],
    }
}

fn press() -> Module {
    let mut options = definition(
        "PrintOptions",
        true,
        Kind::Union(Union {
            tell: Tell::Tag("version".to_owned()),
            variants: vec![
                alternative("first", named("Sheet"), vec![Told::Constant(json!(1)), Told::Constant(json!("one"))]),
                alternative("other", named("Board"), vec![Told::Constant(json!(true))]),
            ],
        }),
    );
    options.docs = docs("How to print.");
    let mut print = endpoint("press", "print", "POST", "/press/{press_id}");
    print.params = vec![
        param("press_id", ParamPlace::Path(ParamStyle::Simple { explode: false }), true, LONG),
        param("mode", ParamPlace::Query(ParamStyle::Form { explode: true, allow_reserved: false }), true, Type::String),
    ];
    print.params[1].fixed = Some(Expression::Text("fast".to_owned()));
    let print_body = Type::Named(inline("PrintBody"));
    print.body = Some(body(BodyFormat::Json, "application/json", print_body, true));
    print.outcome = answers(Payload::Json(named("Job")));
    let mut content = object(vec![
        field("stock", named("Stock"), Presence::Required),
        field("options", Type::Named(inline("PrintOptions")), Presence::Optional),
        field("levels", Type::List(Box::new(named("Level"))), Presence::Optional),
    ]);
    content.fields.iter_mut().for_each(|field| field.nested = true);
    print.types = vec![definition("PrintBody", true, Kind::Struct(content)), options];
    print.example = vec![
        Expression::Integer(12_345),
        Expression::New {
            ty: inline("PrintBody"),
            required: None,
            arguments: vec![(
                field_name("stock"),
                Expression::Wrap(
                    reference("Stock"),
                    variant_name("sheet"),
                    Box::new(Expression::New {
                        ty: reference("Sheet"),
                        required: None,
                        arguments: vec![(field_name("width"), Expression::Integer(210))],
                        setters: vec![(field_name("version"), Expression::Text("v\"2".to_owned()))],
                    }),
                ),
            )],
            setters: vec![(
                field_name("levels"),
                Expression::List(vec![Expression::Variant(reference("Level"), variant_name("max"))]),
            )],
        },
    ];

    let mut upload = endpoint("press", "upload", "PUT", "/press/plate");
    upload.body = Some(body(BodyFormat::Bytes, "image/tiff", Type::Bytes, true));
    let mut note = endpoint("press", "note", "PATCH", "/press/note");
    note.body = Some(body(BodyFormat::Text, "text/plain", Type::String, false));
    let mut order = endpoint("press", "order", "POST", "/press/order");
    order.body = Some(body(BodyFormat::Form, "application/x-www-form-urlencoded", named("Everything"), true));
    order.example = vec![Expression::New {
        ty: reference("Everything"),
        required: Some(ty("EverythingRequired")),
        arguments: vec![
            (field_name("text"), Expression::TextInto("hello".to_owned())),
            (field_name("when"), Expression::Default),
            (field_name("count"), Expression::Unsigned(2)),
        ],
        setters: vec![
            (field_name("share"), Expression::Float(0.25)),
            (field_name("on"), Expression::Boolean(true)),
            (field_name("any"), Expression::Json(json!({ "a": [1, -2, null, "}}{{"] }))),
        ],
    }];

    Module {
        name: Name::new(Role::Module, "press"),
        docs: Docs::default(),
        endpoints: vec![note, order, print, upload],
    }
}
