//! Api: the crate as it will be, in Rust's terms. Every name is final, every decision taken; `emit` only prints it.
//!
//! Plain data: `letterpress inspect api` shows it.

use serde::Serialize;
use serde_json::Value;

use crate::names::Name;
use crate::source::Origin;

/// A whole crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Api {
    pub package: Package,
    /// The document's title and prose, for the crate's docs and README.
    pub title: String,
    pub description: Option<String>,
    /// The first server's URL, variables filled in; none where it is relative to the document.
    pub base_url: Option<String>,
    pub base_url_env: Option<String>,
    /// What there is to choose from; empty where that is one URL. Those of single operations come last.
    pub servers: Vec<Server>,
    pub schemes: Vec<Scheme>,
    /// Every alternative that some operation accepts, in document order: scheme names.
    pub security: Vec<Vec<String>>,
    pub envelope: Option<Envelope>,
    /// Resources, sorted by name.
    pub modules: Vec<Module>,
    /// What stands under `types/`: a file each, sorted by file.
    pub types: Vec<TypeFile>,
    /// Where the crate has JSON as it is, in the order in which the places were met.
    pub untyped: Vec<Untyped>,
}

/// A place of the document that became a `serde_json::Value`, a map of such, or a list of such.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Untyped {
    #[serde(skip)]
    pub origin: Origin,
    /// The JSON pointer of the schema.
    pub pointer: String,
    pub cause: UntypedCause,
    /// Why: the end of a sentence.
    pub reason: String,
}

/// Who leaves open what a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum UntypedCause {
    /// The document: an empty schema, an object of which nothing is said.
    Document,
    /// The crate: it has no type for what the document says. `max_untyped` counts these.
    Crate,
}

/// What Cargo.toml and README.md say; from letterpress.toml and the document's `info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Package {
    /// `cloud-billing`
    pub name: String,
    /// `cloud_billing`
    pub library: String,
    pub version: String,
    pub description: Option<String>,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub homepage: Option<String>,
    pub documentation: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
    pub publish: bool,
    /// Hand-written modules beside the generated ones, declared in lib.rs.
    pub modules: Vec<String>,
    /// `[dev-dependencies]`, each a line of TOML: (name, value as TOML).
    pub dev_dependencies: Vec<(String, String)>,
    /// Features that an example needs: (example, features).
    pub examples: Vec<(String, Vec<String>)>,
}

/// A server of the document: a type under `base_urls`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    /// With its variables in braces.
    pub url: String,
    /// Whether the URL is relative to that of the document.
    pub is_relative: bool,
    pub variables: Vec<ServerVariable>,
}

/// A part of a server's URL that users choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub default: String,
    /// The enum of its values, where the document lists them.
    pub values: Option<TypeDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scheme {
    #[serde(skip)]
    pub origin: Origin,
    /// The scheme's name in the document and the setter on `Credentials`.
    pub name: Name,
    pub docs: Docs,
    pub env: Option<String>,
    pub place: SchemePlace,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SchemePlace {
    Bearer,
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
}

/// The members of the object that wraps every JSON answer; from letterpress.toml, checked against the document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Envelope {
    pub result: String,
    pub success: Option<String>,
    pub errors: Option<String>,
    pub messages: Option<String>,
    pub page: Option<String>,
    pub code: String,
    pub message: String,
    pub pointer: Vec<String>,
    pub documentation: Option<String>,
    /// The response header that names the request.
    pub request_id: Option<String>,
}

/// A resource: a Rust module of endpoints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Module {
    pub name: Name,
    pub docs: Docs,
    /// Old names of the module, which stay as deprecated ones.
    pub former: Vec<Name>,
    /// The cargo feature that turns it on, where letterpress.toml asks for one a resource.
    pub feature: Option<Feature>,
    /// Sorted by function name.
    pub endpoints: Vec<Endpoint>,
    /// Requests that the API makes, sorted by name.
    pub received: Vec<Received>,
}

/// A cargo feature of a resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Feature {
    pub name: String,
    /// Features of other resources, in whose files types of this one stand.
    pub needs: Vec<String>,
}

/// An operation: a function and the type that it returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Endpoint {
    #[serde(skip)]
    pub origin: Origin,
    /// `pcaps.create`; where the document names none, module and function.
    pub id: String,
    /// `create`
    pub function: Name,
    /// `Create`
    pub name: Name,
    pub docs: Docs,
    /// Upper case.
    pub method: String,
    pub path: String,
    /// Path parameters by position in path order, then the others.
    pub params: Vec<Param>,
    pub body: Option<Body>,
    pub outcome: Outcome,
    /// The items of a successful answer, where it is such.
    pub stream: Option<Stream>,
    /// The documented failure body, whole (envelope included).
    pub failure: Option<Failure>,
    /// What the document says of each failure: the status as written, the description.
    pub failures: Vec<(String, Option<String>)>,
    /// Headers of answers: the name, the statuses as written, the description.
    pub headers: Vec<(String, Vec<String>, Option<String>)>,
    /// The same as structs: of successes, then of failures.
    pub header_types: Vec<Headers>,
    /// Its place in the document, counted from 0.
    pub position: usize,
    /// OR of ANDs.
    /// The servers that it has for itself, by their names in [`Api::servers`], the default first; empty: those of the API.
    pub servers: Vec<Name>,
    pub security: Vec<Vec<String>>,
    pub polling: Option<Polling>,
    pub paging: Option<Paging>,
    /// Old names of the function, which stay as deprecated ones.
    pub former: Vec<Name>,
    /// Inline types, in the endpoint's own file.
    pub types: Vec<TypeDef>,
    /// Rust for the arguments of the function, made from the document's examples; one a positional argument.
    pub example: Vec<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Param {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub place: ParamPlace,
    pub docs: Docs,
    pub required: bool,
    pub ty: Type,
    pub rules: Vec<Rule>,
    /// Inserted where the document names only one value: never asked for.
    pub fixed: Option<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ParamPlace {
    Path(ParamStyle),
    Query(ParamStyle),
    Header(ParamStyle),
    Cookie(ParamStyle),
    /// The whole query: as a form, where the list says how members are sent, or in one piece.
    Querystring(ParamStyle, Vec<Encoding>),
}

/// OpenAPI's `style`, `explode` and what goes with them, or the media type of `content`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ParamStyle {
    Simple {
        explode: bool,
    },
    Label {
        explode: bool,
    },
    Matrix {
        explode: bool,
    },
    Form {
        explode: bool,
    },
    SpaceDelimited {
        explode: bool,
    },
    PipeDelimited {
        explode: bool,
    },
    DeepObject,
    Cookie {
        explode: bool,
    },
    /// Serialized as JSON.
    Json,
    /// With `allowReserved`.
    Reserved(Box<Self>),
    /// With `allowEmptyValue`: an empty list is sent without a value.
    OrEmpty(Box<Self>),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    #[serde(skip)]
    pub origin: Origin,
    pub docs: Docs,
    /// The name of the field and the argument: `body`.
    pub name: Name,
    pub required: bool,
    /// The type of the field: that of the content, or an enum over the contents.
    pub ty: Type,
    /// What is sent where nobody chooses.
    pub content: Content,
    /// What may be sent instead. Where there is any, the endpoint's file has an enum over all contents, which is `ty`.
    pub others: Vec<Content>,
}

impl Body {
    /// All contents, the first one first.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        std::iter::once(&self.content).chain(&self.others)
    }
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Content {
    #[serde(skip)]
    pub origin: Origin,
    /// The variant of the enum over contents: `Json`.
    pub name: Name,
    pub media_type: String,
    pub format: BodyFormat,
    pub ty: Type,
    pub rules: Vec<Rule>,
    /// Of a form: members that are not sent in the usual way.
    pub encoding: Vec<Encoding>,
    /// Of a form of parts: headers of members.
    pub headers: Vec<PartHeader>,
}

/// A header that a part of a form has, beside those of every part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartHeader {
    /// The member, as it travels.
    pub member: String,
    pub name: String,
    pub description: Option<String>,
    /// What is sent where the document names only one value; else the file brings it.
    pub fixed: Option<String>,
    pub required: bool,
}

/// How a member of a form is sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encoding {
    /// The member, as it travels.
    pub member: String,
    pub how: EncodingHow,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum EncodingHow {
    /// In this media type.
    Content(String),
    Style(ParamStyle),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BodyFormat {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    Multipart,
    Text,
    /// Any binary media type, as bytes or a file.
    Bytes,
    /// Bytes of a media type that the caller names: the document has a range.
    Upload,
}

/// What an answer that is no failure carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// What to accept: `application/json`; `*/*` where nothing comes.
    pub accept: String,
    pub payload: Payload,
    /// Whether the envelope is around the payload.
    pub enveloped: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Payload {
    /// No content: `()`.
    Empty,
    Json(Type),
    Text,
    /// Any binary media type: `Bytes`, and streamed.
    Bytes,
    /// All that [`Endpoint::stream`] has: a list.
    Items(Framing, Type),
    /// Content under some statuses and none under these: `Option`.
    Optional(Box<Payload>, Vec<Statuses>),
    /// Content that differs by status: an enum in the endpoint's file.
    ByStatus(ByStatus),
}

impl Payload {
    /// Whether an answer may be read while it arrives.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        match self {
            Self::Empty | Self::Json(_) | Self::Text | Self::Items(..) => false,
            Self::Bytes => true,
            Self::Optional(payload, _) => payload.is_streamed(),
            Self::ByStatus(enumeration) => enumeration
                .variants
                .iter()
                .any(|variant| variant.payload.is_streamed()),
        }
    }
}

/// The headers that the document declares, as a struct in the endpoint's file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Headers {
    pub name: Name,
    /// Whether they are of failures.
    pub failures: bool,
    pub fields: Vec<Header>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub required: bool,
    pub form: HeaderForm,
    pub ty: Type,
}

/// How the text of a header stands for a value: the runtime's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum HeaderForm {
    Text,
    Plain,
    Texts,
    Plains,
    Json,
}

/// A request that the API makes, in a file of its own: a webhook or a callback.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Received {
    #[serde(skip)]
    pub origin: Origin,
    /// What the document calls it.
    pub id: String,
    /// Its file: `new_pet`.
    pub function: Name,
    /// `NewPet`
    pub name: Name,
    pub docs: Docs,
    /// Upper case.
    pub method: String,
    /// Of a callback: the URL, as a runtime expression.
    pub url: Option<String>,
    pub headers: Vec<Header>,
    pub body: Option<ReceivedBody>,
    /// What the document says of answers: the status as written, the description.
    pub answers: Vec<(String, Option<String>)>,
    /// Inline types, in its own file.
    pub types: Vec<TypeDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReceivedBody {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub required: bool,
    pub content: ReceivedContent,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ReceivedContent {
    Json(Type),
    Text,
    Bytes,
}

/// An answer of items, which may be read while they arrive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stream {
    /// The media type that is asked for.
    pub accept: String,
    pub framing: Framing,
    /// What each item carries.
    pub ty: Type,
}

/// How items follow each other, and what each is: the runtime's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Framing {
    /// JSON by the line.
    Lines,
    /// RFC 7464.
    Sequence,
    /// Server-sent events whose data is JSON.
    Events,
    /// Server-sent events whose data is text.
    TextEvents,
    /// Server-sent events as objects of their fields, the data a string.
    EventObjects,
    /// The same where the data is JSON.
    EventObjectsOfJson,
}

/// The documented body of a failure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Failure {
    /// The same under every status that has one.
    Body(Type),
    ByStatus(ByStatus),
}

/// An enum over statuses: a variant for each that the document describes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByStatus {
    pub name: Name,
    /// Codes, then ranges, then `default`, each in document order.
    pub variants: Vec<StatusVariant>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusVariant {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub statuses: Statuses,
    pub docs: Docs,
    pub payload: Payload,
}

/// Which statuses something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Statuses {
    Code(u16),
    /// The hundred: `4` is `4XX`.
    Range(u16),
    /// Every other.
    Any,
}

/// How `client.wait` polls; from letterpress.toml.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Polling {
    pub interval_ms: u64,
    pub deadline_ms: u64,
    /// The field of the output that tells.
    pub member: Name,
    /// Whether the field is an `Option`.
    pub optional: bool,
    /// The enum of the member, and the variants that end the wait well.
    pub enum_name: TypeRef,
    pub done: Vec<Name>,
    pub failed: Vec<Name>,
    /// The field that says why it failed: an optional string.
    pub reason: Option<Name>,
}

/// How `client.items` goes from page to page; from letterpress.toml.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paging {
    /// The way to the list of items; empty: the output is the list.
    pub items: Vec<Step>,
    pub item: Type,
    pub turn: PageTurn,
    /// Says whether there are more pages.
    pub more: Option<Said>,
    /// Whether any member or parameter on the way is deprecated.
    pub deprecated: bool,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::large_enum_variant, reason = "an endpoint has at most one")]
pub enum PageTurn {
    /// A parameter counts.
    Count {
        param: Turned,
        counts: Counts,
        /// The parameter for the size of a page, and what the document says that it is where it is not given.
        size: Option<(Turned, Option<u64>)>,
        /// Says how many there are of what is counted.
        total: Option<Said>,
    },
    /// The answer says what a parameter takes.
    Cursor { param: Turned, next: Said },
    /// The answer says the URL.
    Url(Said),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Counts {
    /// From this number on.
    Pages(u64),
    Items,
}

/// A query parameter that differs from page to page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turned {
    pub name: Name,
    pub required: bool,
    pub ty: Type,
}

/// Where an answer says something about its page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Said {
    /// In a member of the output, of this type.
    Output(Vec<Step>, Type),
    /// In a member of what the envelope says about the page, of this JSON type.
    Page(Vec<String>, JsonKind),
    /// In a header, as it is.
    Header(String),
    /// In the `Link` header.
    Link,
}

/// A member on the way into a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    pub name: Name,
    pub presence: Presence,
}

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
    Key(String),
    /// Nothing: what is left.
    Rest,
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
    /// 32 or 64 bits.
    Float {
        bits: u8,
    },
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

/// Prose of the document with what the generator adds: all of it text, none of it markup that runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Docs {
    pub title: Option<String>,
    pub description: Option<String>,
    /// Sentences made from the schema: "1 to 10000.", "Default: the time of the request."
    pub facts: Vec<String>,
    pub deprecated: bool,
    /// An http or https URL.
    pub link: Option<String>,
}
