//! Types, where they are defined and where they are used.

use serde::Serialize;
use serde_json::Value;

use super::{Docs, Statement};
use crate::names::Name;
use crate::source::Origin;

/// One file of `types/`: a component schema with its inline children.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeFile {
    /// `simple_capture`
    pub file: Name,
    /// The feature of the only resource that reaches it; without, it is always there.
    pub feature: Option<String>,
    /// The component's own type first, then its inline children.
    pub types: Vec<TypeDef>,
}

/// A type of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeDef {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    /// Reachable from a request: it has constructors, setters and checks.
    pub sent: bool,
    /// Of a type of requests: the type of answers that has all that it needs.
    pub made_of: Option<TypeRef>,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Kind {
    Struct(Struct),
    Enum(Enum),
    Union(Union),
    /// `pub type X = Y;`
    Alias(Type),
}

/// An object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Struct {
    /// Whether it is an array: its fields are the items that have a place, in order.
    pub positional: bool,
    pub fields: Vec<Field>,
    /// Members by the pattern that their names match.
    pub patterns: Vec<PatternField>,
    pub extra: Extra,
    /// Name of the struct of required members, where two or more must be given: `SimpleCaptureRequired`.
    pub required: Option<Name>,
    pub rules: Vec<Rule>,
}

/// A field for all members whose names match a pattern.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PatternField {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    /// As the crate runs it.
    pub pattern: String,
    pub ty: Type,
    /// Of each value.
    pub rules: Vec<Rule>,
}

/// Members that the document does not name, or items that have no place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Extra {
    /// Kept when received, refused when sent (unless checks are off).
    Kept,
    /// Any may be sent.
    Open,
    /// Of one type, under these rules.
    Typed(Type, Vec<Rule>),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub ty: Type,
    pub presence: Presence,
    /// Inserted by the constructor, never asked for.
    pub fixed: Option<Expression>,
    pub rules: Vec<Rule>,
    /// Whether a check must look into the value (a named type that is checked, or a container of one).
    pub nested: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`: absent or null is `None`.
    Optional,
    /// Required and nullable: `Option<T>`, written as null.
    Nullable,
    /// Optional and nullable: `Maybe<T>`.
    Maybe,
}

/// An open enum over JSON scalars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Enum {
    pub variants: Vec<EnumVariant>,
    /// All values are strings: `as_str`; else `to_value`.
    pub strings: bool,
    /// Only these values may be sent; not closed where the enum stands beside a free string.
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnumVariant {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub value: Value,
    pub docs: Docs,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Union {
    pub tell: Tell,
    pub variants: Vec<UnionVariant>,
}

/// What tells the variants of a union apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Tell {
    /// A member whose constant differs in every variant.
    Tag(String),
    /// The JSON type.
    Type,
    /// A key that only one variant has; the variant without one comes last.
    Key,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnionVariant {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub ty: Type,
    /// Values of the tag, JSON types or keys, by [`Union::tell`]. More than one: any of them.
    pub told_by: Vec<Told>,
    pub rules: Vec<Rule>,
    /// With a tag: whether the variant's own struct declares (and so writes) the tag.
    pub declares_tag: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Told {
    /// A string, boolean or integer.
    Constant(Value),
    Type(JsonKind),
    /// All of these members are there.
    Keys(Vec<TellingKey>),
    /// Nothing: what is left.
    Rest,
}

/// A member that a variant requires, and no other has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TellingKey {
    pub wire: String,
    pub nullable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum JsonKind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Type {
    Named(TypeRef),
    String,
    /// `i64` unless `format` says otherwise: 8 to 64 bits, signed or not.
    Integer {
        bits: u8,
        signed: bool,
    },
    /// 64 bits, also for `format: float`: what comes in with more digits than 32 bits hold goes out again with them.
    Float,
    /// A number that keeps its digits.
    Decimal,
    Boolean,
    /// Text that is kept and parsed on demand.
    Text(TextKind),
    Secret,
    SecretUri,
    /// `format: byte`: base64 in JSON.
    Base64,
    /// A body as it is.
    Body,
    /// A file in a form, or a body of a media type that the caller names.
    Upload,
    List(Box<Type>),
    /// An object of any members, all of one type.
    Entries(Box<Type>),
    /// A free-form object.
    Map,
    /// Any JSON.
    Value,
    /// Only null.
    Null,
    /// A nullable element of a list or a map.
    Nullable(Box<Type>),
    /// The edge that closes a cycle.
    Boxed(Box<Type>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TextKind {
    Timestamp,
    Date,
    Time,
    Span,
    Uuid,
    Uri,
    Ipv4,
    Ipv6,
}

/// A named type: where it is and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypeRef {
    /// `None`: under `types`; else the module and the function of the endpoint in whose file it stands.
    pub endpoint: Option<(Name, Name)>,
    pub name: Name,
}

/// A constraint that is checked before a request is sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Rule {
    Minimum(serde_json::Number),
    Maximum(serde_json::Number),
    ExclusiveMinimum(serde_json::Number),
    ExclusiveMaximum(serde_json::Number),
    MultipleOf(serde_json::Number),
    MinLength(u64),
    MaxLength(u64),
    Pattern {
        /// As the document has it.
        written: String,
        /// As it is checked; `None`: it is documented, and not checked.
        checked: Option<String>,
    },
    /// A text that is one of these.
    OneOf(Vec<String>),
    /// A fact, in words and as it is asked.
    Holds {
        words: String,
        says: Statement,
    },
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// Of the name of each member.
    Names(Vec<Rule>),
    /// Where there is this member, there are these.
    Dependent(String, Vec<String>),
    /// Of each item of a list.
    Items(Vec<Rule>),
    /// Of each member of a map.
    Values(Vec<Rule>),
}

/// A Rust expression, for constants and examples.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Expression {
    /// `"text"` where `impl Into<String>` is taken.
    Text(String),
    /// `"text".into()`
    TextInto(String),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Boolean(bool),
    /// `runtime::Null`
    Null,
    /// `Upload::file("picture")`; where it is no upload, `Body::file(..)`.
    File {
        upload: bool,
        path: String,
    },
    /// `types::System::MagicTransit`
    Variant(TypeRef, Name),
    /// `types::X::new(..)`, the setters chained. With [`Struct::required`] the arguments go into its literal by name.
    New {
        ty: TypeRef,
        required: Option<Name>,
        arguments: Vec<(Name, Expression)>,
        setters: Vec<(Name, Expression)>,
    },
    /// `types::Union::Variant(..)`
    Wrap(TypeRef, Name, Box<Expression>),
    List(Vec<Expression>),
    /// A value of JSON, written with `serde_json::json!`.
    Json(Value),
}
