//! Types as the generator emits them, written by hand.
#![allow(dead_code, reason = "emitted types have setters that no test needs")]

use crate::runtime;

/// Members of all kinds of scalars; nothing is required.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct Filter {
    pub(crate) destination_address: Option<String>,
    pub(crate) destination_port: Option<i64>,
    pub(crate) protocol: Option<i64>,
    pub(crate) extra: runtime::Map,
}

impl Filter {
    #[must_use]
    pub(crate) fn new() -> Self {
        Self {
            destination_address: None,
            destination_port: None,
            protocol: None,
            extra: runtime::Map::new(),
        }
    }

    #[must_use]
    pub(crate) fn destination_port(mut self, value: impl Into<i64>) -> Self {
        self.destination_port = Some(value.into());
        self
    }
}

impl runtime::Decode for Filter {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            destination_address: object.optional("destination_address")?,
            destination_port: object.optional("destination_port")?,
            protocol: object.optional("protocol")?,
            extra: object.extra()?,
        })
    }
}

impl runtime::Encode for Filter {
    fn encode(&self, json: &mut runtime::Writer) {
        let mut object = json.object();
        object.optional("destination_address", &self.destination_address);
        object.optional("destination_port", &self.destination_port);
        object.optional("protocol", &self.protocol);
        object.extra(&self.extra);
    }
}

impl runtime::Check for Filter {
    fn check(&self, check: &mut runtime::Checker<'_>) {
        check
            .member("destination_address", &self.destination_address)
            .max_length(5);
        check
            .member("destination_port", &self.destination_port)
            .minimum(1)
            .maximum(65_535);
        check.closed(&self.extra);
    }
}

runtime::serde!(Filter);

/// A struct with required members, a constant tag and a nested struct.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct SimpleCapture {
    pub(crate) packet_limit: i64,
    pub(crate) system: System,
    pub(crate) r#type: String,
    pub(crate) time_limit: i64,
    pub(crate) filter_v1: Option<Filter>,
    pub(crate) extra: runtime::Map,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SimpleCaptureRequired {
    pub(crate) packet_limit: i64,
    pub(crate) time_limit: i64,
}

impl SimpleCapture {
    #[must_use]
    pub(crate) fn new(required: SimpleCaptureRequired) -> Self {
        Self {
            packet_limit: required.packet_limit,
            system: System::MagicTransit,
            r#type: "simple".into(),
            time_limit: required.time_limit,
            filter_v1: None,
            extra: runtime::Map::new(),
        }
    }

    #[must_use]
    pub(crate) fn filter_v1(mut self, value: impl Into<Filter>) -> Self {
        self.filter_v1 = Some(value.into());
        self
    }
}

impl runtime::Decode for SimpleCapture {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            packet_limit: object.required("packet_limit")?,
            system: object.required("system")?,
            r#type: object.required("type")?,
            time_limit: object.required("time_limit")?,
            filter_v1: object.optional("filter_v1")?,
            extra: object.extra()?,
        })
    }
}

impl runtime::Encode for SimpleCapture {
    fn encode(&self, json: &mut runtime::Writer) {
        let mut object = json.object();
        object.required("packet_limit", &self.packet_limit);
        object.required("system", &self.system);
        object.required("type", &self.r#type);
        object.required("time_limit", &self.time_limit);
        object.optional("filter_v1", &self.filter_v1);
        object.extra(&self.extra);
    }
}

impl runtime::Check for SimpleCapture {
    fn check(&self, check: &mut runtime::Checker<'_>) {
        check
            .member("packet_limit", &self.packet_limit)
            .minimum(1)
            .maximum(10_000);
        check.member("system", &self.system);
        check
            .member("time_limit", &self.time_limit)
            .minimum(1)
            .maximum(300);
        check.member("filter_v1", &self.filter_v1);
        check.closed(&self.extra);
    }
}

runtime::serde!(SimpleCapture);

/// A variant that does not declare the tag of its union.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct FullCapture {
    pub(crate) destination_conf: runtime::SecretUri,
    pub(crate) byte_limit: Option<f64>,
    pub(crate) extra: runtime::Map,
}

impl runtime::Decode for FullCapture {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            destination_conf: object.required("destination_conf")?,
            byte_limit: object.optional("byte_limit")?,
            extra: object.extra()?,
        })
    }
}

impl runtime::Encode for FullCapture {
    fn encode(&self, json: &mut runtime::Writer) {
        let mut object = json.object();
        object.required("destination_conf", &self.destination_conf);
        object.optional("byte_limit", &self.byte_limit);
        object.extra(&self.extra);
    }
}

impl runtime::Check for FullCapture {
    fn check(&self, check: &mut runtime::Checker<'_>) {
        check
            .member("destination_conf", &self.destination_conf)
            .max_length(24);
        check
            .member("byte_limit", &self.byte_limit)
            .multiple_of(0.1);
        check.closed(&self.extra);
    }
}

runtime::serde!(FullCapture);

/// A tagged union: one variant writes the tag itself, the other does not.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum CaptureRequest {
    Simple(SimpleCapture),
    Full(FullCapture),
    Unrecognized(runtime::Value),
}

impl From<SimpleCapture> for CaptureRequest {
    fn from(value: SimpleCapture) -> Self {
        Self::Simple(value)
    }
}

impl runtime::Decode for CaptureRequest {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        match json.tag("type") {
            Some("simple") => json.variant().map(Self::Simple),
            Some("full") => json.untagged("type").variant().map(Self::Full),
            _ => json.variant().map(Self::Unrecognized),
        }
    }
}

impl runtime::Encode for CaptureRequest {
    fn encode(&self, json: &mut runtime::Writer) {
        match self {
            Self::Simple(value) => json.value(value),
            Self::Full(value) => json.tagged("type", "full", value),
            Self::Unrecognized(value) => json.value(value),
        }
    }
}

impl runtime::Check for CaptureRequest {
    fn check(&self, check: &mut runtime::Checker<'_>) {
        match self {
            Self::Simple(value) => value.check(check),
            Self::Full(value) => value.check(check),
            Self::Unrecognized(_) => check.unrecognized(),
        }
    }
}

runtime::serde!(CaptureRequest);

/// A tagged union around a tagged union: both tags are undeclared.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum Outer {
    Capture(CaptureRequest),
    Retry(FullCapture),
    Unrecognized(runtime::Value),
}

impl runtime::Decode for Outer {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        match (
            json.tag("kind"),
            json.tag_bool("retry"),
            json.tag_integer("level"),
        ) {
            (Some("capture"), _, _) => json.untagged("kind").variant().map(Self::Capture),
            (_, Some(true), _) => json.untagged("retry").variant().map(Self::Retry),
            (_, _, Some(2)) => json.untagged("level").variant().map(Self::Retry),
            _ => json.variant().map(Self::Unrecognized),
        }
    }
}

impl runtime::Encode for Outer {
    fn encode(&self, json: &mut runtime::Writer) {
        match self {
            Self::Capture(value) => json.tagged("kind", "capture", value),
            Self::Retry(value) => json.tagged("retry", true, value),
            Self::Unrecognized(value) => json.value(value),
        }
    }
}

/// A union that a key tells apart, and the JSON type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum Target {
    Full(FullCapture),
    Filter(Filter),
    Name(String),
    Number(f64),
    List(Vec<Target>),
    Unrecognized(runtime::Value),
}

impl runtime::Decode for Target {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        match json.kind() {
            runtime::Kind::String => json.variant().map(Self::Name),
            runtime::Kind::Integer | runtime::Kind::Number => json.variant().map(Self::Number),
            runtime::Kind::Array => json.variant().map(Self::List),
            runtime::Kind::Object if json.has("destination_conf") => json.variant().map(Self::Full),
            runtime::Kind::Object => json.variant().map(Self::Filter),
            _ => json.variant().map(Self::Unrecognized),
        }
    }
}

impl runtime::Encode for Target {
    fn encode(&self, json: &mut runtime::Writer) {
        match self {
            Self::Full(value) => json.value(value),
            Self::Filter(value) => json.value(value),
            Self::Name(value) => json.value(value),
            Self::Number(value) => json.value(value),
            Self::List(value) => json.value(value),
            Self::Unrecognized(value) => json.value(value),
        }
    }
}

runtime::serde!(Target);

/// An open enum whose document has only one value.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub(crate) enum System {
    MagicTransit,
    Unrecognized(String),
}

impl System {
    pub(crate) const KNOWN: &'static [Self] = &[Self::MagicTransit];

    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::MagicTransit => "magic-transit",
            Self::Unrecognized(value) => value,
        }
    }
}

runtime::open_enum!(System);

/// An open enum where `unknown` is a value as any other.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub(crate) enum Status {
    Unknown,
    Success,
    Unrecognized(String),
}

impl Status {
    pub(crate) const KNOWN: &'static [Self] = &[Self::Unknown, Self::Success];

    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Unknown => "unknown",
            Self::Success => "success",
            Self::Unrecognized(value) => value,
        }
    }
}

runtime::open_enum!(Status);

/// An open enum over values that are not all strings.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub(crate) enum Level {
    One,
    Off,
    Auto,
    Unrecognized(runtime::Value),
}

impl Level {
    pub(crate) const KNOWN: &'static [Self] = &[Self::One, Self::Off, Self::Auto];

    #[must_use]
    pub(crate) fn to_value(&self) -> runtime::Value {
        match self {
            Self::One => runtime::Value::from(1),
            Self::Off => runtime::Value::from(false),
            Self::Auto => runtime::Value::from("auto"),
            Self::Unrecognized(value) => value.clone(),
        }
    }
}

runtime::open_value_enum!(Level);

/// The four kinds of member, lists, maps and a recursive type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct Everything {
    pub(crate) required: Status,
    pub(crate) optional: Option<runtime::Timestamp>,
    pub(crate) nullable: Option<String>,
    pub(crate) maybe: runtime::Maybe<u8>,
    pub(crate) list: Option<Vec<Option<Level>>>,
    pub(crate) labels: Option<runtime::Entries<String>>,
    pub(crate) any: Option<runtime::Value>,
    pub(crate) free: Option<runtime::Map>,
    pub(crate) bytes: Option<runtime::Base64>,
    pub(crate) nothing: runtime::Maybe<runtime::Null>,
    pub(crate) inner: Option<Box<Everything>>,
    pub(crate) extra: runtime::Entries<f64>,
}

impl runtime::Decode for Everything {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            required: object.required("required")?,
            optional: object.optional("optional")?,
            nullable: object.nullable("nullable")?,
            maybe: object.maybe("maybe")?,
            list: object.optional("list")?,
            labels: object.optional("labels")?,
            any: object.optional("any")?,
            free: object.optional("free")?,
            bytes: object.optional("bytes")?,
            nothing: object.maybe("nothing")?,
            inner: object.optional("inner")?,
            extra: object.entries()?,
        })
    }
}

impl runtime::Encode for Everything {
    fn encode(&self, json: &mut runtime::Writer) {
        let mut object = json.object();
        object.required("required", &self.required);
        object.optional("optional", &self.optional);
        object.nullable("nullable", &self.nullable);
        object.maybe("maybe", &self.maybe);
        object.optional("list", &self.list);
        object.optional("labels", &self.labels);
        object.optional("any", &self.any);
        object.optional("free", &self.free);
        object.optional("bytes", &self.bytes);
        object.maybe("nothing", &self.nothing);
        object.optional("inner", &self.inner);
        object.entries(&self.extra);
    }
}

impl runtime::Check for Everything {
    fn check(&self, check: &mut runtime::Checker<'_>) {
        check.whole(self).min_properties(3).max_properties(4);
        check.member("required", &self.required).max_length(7);
        check
            .member("maybe", &self.maybe)
            .exclusive_minimum(0)
            .exclusive_maximum(9.5);
        check
            .member("list", &self.list)
            .min_items(1)
            .max_items(3)
            .unique_items();
        check
            .member("labels", &self.labels)
            .min_properties(1)
            .max_properties(1);
        check.member("inner", &self.inner);
    }
}

runtime::serde!(Everything);
