//! The resources of the small API.

use letterpress::api::*;
use serde_json::json;

use super::*;

pub(super) fn jobs() -> Module {
    let step = |wire: &str, presence| Step {
        name: field_name(wire),
        presence,
    };
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
    get.failure = Some(Failure::Body(named("Failure")));
    get.polling = Some(Polling {
        interval_ms: 10_000,
        deadline_ms: 1_800_500,
        told: vec![PollingTold {
            variant: None,
            member: vec![step("status", Presence::Optional)],
            enum_name: reference("JobStatus"),
            done: vec![variant_name("done")],
            failed: vec![variant_name("failed")],
            reason: Some(vec![step("error_message", Presence::Optional)]),
        }],
        deprecated: false,
    });
    get.example = vec![Expression::Text("3f4a".to_owned())];

    let mut list = endpoint("jobs", "list", "GET", "/jobs");
    list.params = vec![
        param(
            "page",
            ParamPlace::Query(ParamStyle::Form { explode: true }),
            false,
            LONG,
        ),
        param(
            "X-Trace",
            ParamPlace::Header(ParamStyle::Simple { explode: false }),
            false,
            Type::String,
        ),
        param(
            "session",
            ParamPlace::Cookie(ParamStyle::Form { explode: true }),
            false,
            Type::String,
        ),
    ];
    list.outcome = answers(Payload::Json(Type::List(Box::new(named("Job")))));

    let mut stop = endpoint("jobs", "stop", "DELETE", "/jobs/{job_id}");
    stop.params = vec![param("job_id", path(), true, Type::String)];
    stop.docs.deprecated = true;
    stop.example = vec![Expression::Text("3f4a".to_owned())];

    let mut download = endpoint("jobs", "download", "GET", "/jobs/{job_id}/file");
    download.params = vec![param("job_id", path(), true, Type::String)];
    download.outcome = Outcome {
        accept: "application/pdf".to_owned(),
        payload: Payload::Bytes,
        enveloped: false,
        alternatives: Vec::new(),
    };
    download.example = vec![Expression::Text("3f4a".to_owned())];

    let mut log = endpoint("jobs", "log", "GET", "/jobs/{job_id}/log");
    log.params = vec![param("job_id", path(), true, Type::String)];
    log.outcome = Outcome {
        accept: "text/plain".to_owned(),
        payload: Payload::Text,
        enveloped: false,
        alternatives: Vec::new(),
    };

    Module {
        name: Name::new(Role::Module, "jobs"),
        docs: docs("Jobs of the press."),
        former: Vec::new(),
        feature: None,
        endpoints: vec![download, get, list, log, stop],
        received: Vec::new(),
    }
}

pub(super) fn press() -> Module {
    let mut options = definition(
        "PrintOptions",
        true,
        Kind::Union(Union {
            tell: Tell::Tag("version".to_owned()),
            variants: vec![
                alternative(
                    "first",
                    named("Sheet"),
                    vec![Told::Constant(json!(1)), Told::Constant(json!("one"))],
                ),
                alternative("other", named("Board"), vec![Told::Constant(json!(true))]),
            ],
        }),
    );
    options.docs = docs("How to print.");
    let mut print = endpoint("press", "print", "POST", "/press/{press_id}");
    print.params = vec![
        param(
            "press_id",
            ParamPlace::Path(ParamStyle::Simple { explode: false }),
            true,
            LONG,
        ),
        param(
            "mode",
            ParamPlace::Query(ParamStyle::Form { explode: true }),
            true,
            Type::String,
        ),
    ];
    print.params[1].fixed = Some(Expression::Text("fast".to_owned()));
    let print_body = Type::Named(inline("PrintBody"));
    print.body = Some(body(BodyFormat::Json, "application/json", print_body, true));
    print.outcome = answers(Payload::Json(named("Job")));
    let mut content = object(vec![
        field("stock", named("Stock"), Presence::Required),
        field(
            "options",
            Type::Named(inline("PrintOptions")),
            Presence::Optional,
        ),
        field(
            "levels",
            Type::List(Box::new(named("Level"))),
            Presence::Optional,
        ),
    ]);
    content
        .fields
        .iter_mut()
        .for_each(|field| field.nested = true);
    print.types = vec![
        definition("PrintBody", true, Kind::Struct(content)),
        options,
    ];
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
                Expression::List(vec![Expression::Variant(
                    reference("Level"),
                    variant_name("max"),
                )]),
            )],
        },
    ];

    let mut upload = endpoint("press", "upload", "PUT", "/press/plate");
    upload.body = Some(body(BodyFormat::Bytes, "image/tiff", Type::Body, true));
    let mut note = endpoint("press", "note", "PATCH", "/press/note");
    note.body = Some(body(BodyFormat::Text, "text/plain", Type::String, false));
    let mut order = endpoint("press", "order", "POST", "/press/order");
    order.body = Some(body(
        BodyFormat::Form,
        "application/x-www-form-urlencoded",
        named("Everything"),
        true,
    ));
    order.example = vec![Expression::New {
        ty: reference("Everything"),
        required: Some(ty("EverythingRequired")),
        arguments: vec![
            (field_name("text"), Expression::TextInto("hello".to_owned())),
            (field_name("when"), Expression::Null),
            (field_name("count"), Expression::Unsigned(2)),
        ],
        setters: vec![
            (field_name("share"), Expression::Float(0.25)),
            (field_name("on"), Expression::Boolean(true)),
            (
                field_name("any"),
                Expression::Json(json!({ "a": [1, -2, null, "}}{{"] })),
            ),
        ],
    }];

    Module {
        name: Name::new(Role::Module, "press"),
        docs: Docs::default(),
        former: Vec::new(),
        feature: None,
        endpoints: vec![note, order, print, upload],
        received: Vec::new(),
    }
}
