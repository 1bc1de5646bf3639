//! A small API that has one of everything that can be emitted.

mod modules;
mod types;

use letterpress::api::*;
use letterpress::names::{Name, Role};
use letterpress::source::Origin;

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
    Docs {
        description: Some(description.to_owned()),
        ..Docs::default()
    }
}

pub(crate) fn reference(name: &str) -> TypeRef {
    TypeRef {
        endpoint: None,
        name: ty(name),
    }
}

pub(crate) fn named(name: &str) -> Type {
    Type::Named(reference(name))
}

/// A type in the file of `press.print`.
fn inline(name: &str) -> TypeRef {
    TypeRef {
        endpoint: Some((
            Name::new(Role::Module, "press"),
            Name::new(Role::Function, "print"),
        )),
        name: ty(name),
    }
}

const LONG: Type = Type::Integer {
    bits: 64,
    signed: true,
};

pub(crate) fn field(wire: &str, ty: Type, presence: Presence) -> Field {
    Field {
        origin: Origin::default(),
        name: field_name(wire),
        docs: Docs::default(),
        ty,
        presence,
        fixed: None,
        rules: Vec::new(),
        nested: false,
    }
}

pub(crate) fn definition(name: &str, sent: bool, kind: Kind) -> TypeDef {
    TypeDef {
        origin: Origin::default(),
        name: ty(name),
        docs: Docs::default(),
        sent,
        made_of: None,
        kind,
    }
}

pub(crate) fn object(fields: Vec<Field>) -> Struct {
    Struct {
        positional: false,
        fields,
        patterns: Vec::new(),
        extra: Extra::Kept,
        required: None,
        rules: Vec::new(),
    }
}

pub(crate) fn file(types: Vec<TypeDef>) -> TypeFile {
    TypeFile {
        feature: None,
        file: Name::new(Role::Module, types[0].name.wire()),
        types,
    }
}

pub(crate) fn value(value: serde_json::Value, name: &str) -> EnumVariant {
    EnumVariant {
        origin: Origin::default(),
        name: variant_name(name),
        value,
        docs: Docs::default(),
    }
}

fn alternative(name: &str, ty: Type, told_by: Vec<Told>) -> UnionVariant {
    UnionVariant {
        origin: Origin::default(),
        name: variant_name(name),
        docs: Docs::default(),
        ty,
        rules: Vec::new(),
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
        outcome: Outcome {
            accept: "*/*".to_owned(),
            payload: Payload::Empty,
            enveloped: false,
            alternatives: Vec::new(),
        },
        failure: None,
        failures: vec![("default".into(), Some("It did not work.".into()))],
        headers: Vec::new(),
        header_types: Vec::new(),
        stream: None,
        position: 0,
        servers: Vec::new(),
        server_origin: None,
        scopes: Vec::new(),
        security: vec![
            vec!["token".to_owned()],
            vec!["user".to_owned(), "key".to_owned()],
        ],
        polling: None,
        paging: None,
        former: Vec::new(),
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
        ty: ty.clone(),
        content: Content {
            origin: Origin::default(),
            name: Name::new(Role::Variant, media_type),
            media_type: media_type.to_owned(),
            format,
            ty,
            rules: Vec::new(),
            encoding: Vec::new(),
            headers: Vec::new(),
        },
        others: Vec::new(),
    }
}

fn answers(payload: Payload) -> Outcome {
    Outcome {
        accept: "application/json".to_owned(),
        payload,
        enveloped: true,
        alternatives: Vec::new(),
    }
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

fn server(name: &str, url: &str, variables: Vec<ServerVariable>) -> Server {
    Server {
        origin: Origin::default(),
        name: ty(name),
        docs: docs(&format!("The {name} one.")),
        url: url.to_owned(),
        is_relative: false,
        variables,
    }
}

fn variables() -> Vec<ServerVariable> {
    let variable = |name: &str, default: &str, values| ServerVariable {
        origin: Origin::default(),
        name: Name::new(Role::Field, name),
        docs: Docs::default(),
        default: default.to_owned(),
        values,
    };
    let towns = ["mainz", "lyon"].map(|town| EnumVariant {
        origin: Origin::default(),
        name: Name::new(Role::Variant, town),
        value: town.into(),
        docs: Docs::default(),
    });
    let towns = TypeDef {
        origin: Origin::default(),
        name: ty("nearby_town"),
        docs: Docs::default(),
        sent: true,
        made_of: None,
        kind: Kind::Enum(Enum {
            variants: towns.into(),
            strings: true,
            closed: true,
        }),
    };
    vec![
        variable("town", "mainz", Some(towns)),
        variable("port", "443", None),
    ]
}

/// The whole API.
pub(crate) fn api() -> Api {
    Api {
        package: package(),
        title: "Mini press".to_owned(),
        description: Some(
            "Prints things. Every thing has a kind:\n\n* paper,\n* `board`.".to_owned(),
        ),
        base_url: Some("https://press.example/v1".to_owned()),
        base_url_env: Some("PRESS_BASE_URL".to_owned()),
        servers: vec![
            server("main", "https://press.example/v1", Vec::new()),
            server("nearby", "https://{town}.press.example:{port}", variables()),
        ],
        schemes: vec![
            scheme("token", "PRESS_TOKEN", SchemePlace::Bearer),
            scheme(
                "user",
                "PRESS_USER",
                SchemePlace::Header("X-User".to_owned()),
            ),
            scheme("key", "PRESS_KEY", SchemePlace::Query("key".to_owned())),
        ],
        security: vec![
            vec!["token".to_owned()],
            vec!["user".to_owned(), "key".to_owned()],
        ],
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
        modules: vec![modules::jobs(), modules::press()],
        types: types::types(),
        untyped: Vec::new(),
    }
}
