//! Answers of items: server-sent events, JSON by the line, JSON text sequences.

use crate::api::{BodyFormat, Framing, Module, Stream, Type};
use crate::contract::media_type::essence;
use crate::contract::{Media, Types, Use};
use crate::diagnostic::{Code, Diagnostic};

use super::plan::reach;
use super::{Lower, outcomes, ways};

/// What the items of an answer are, before anything has a name.
#[derive(Clone)]
pub(super) struct StreamPlan {
    accept: String,
    pub(super) framing: Framing,
    /// `None`: the document says nothing.
    pub(super) item: Option<Use>,
}

impl StreamPlan {
    /// Whether both are one Rust type, read in one way.
    pub(super) fn is_same(&self, other: &Self, lower: &Lower<'_>) -> bool {
        let items = match (&self.item, &other.item) {
            (Some(one), Some(other)) => outcomes::is_same(lower, one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        items && self.framing == other.framing
    }
}

/// How the items of a media type follow each other; `None` where it is no stream of any.
fn framing(media_type: &str) -> Option<Framing> {
    match essence(media_type).as_str() {
        "text/event-stream" => Some(Framing::Events),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/json-l"
        | "application/stream+json" => Some(Framing::Lines),
        "application/json-seq" => Some(Framing::Sequence),
        other if other.ends_with("+json-seq") => Some(Framing::Sequence),
        _ => None,
    }
}

/// Whether a media type is JSON by the line.
pub(super) fn is_by_line(media_type: &str) -> bool {
    framing(media_type) == Some(Framing::Lines)
}

/// Whether an answer of the media type is items.
pub(super) fn is_stream(media: &Media) -> bool {
    framing(&media.media_type).is_some()
}

/// How the items of a body follow each other, where the document says what they are.
pub(super) fn sent(lower: &Lower<'_>, media: &Media) -> Option<BodyFormat> {
    let format = match framing(&media.media_type)? {
        Framing::Lines => BodyFormat::Lines,
        Framing::Sequence => BodyFormat::Sequence,
        _ => return None,
    };
    sent_item(lower, media).map(|_| format)
}

/// What an item of such a body is. A text is about all of them.
pub(super) fn sent_item(lower: &Lower<'_>, media: &Media) -> Option<Use> {
    let schema = media.schema.as_ref();
    let item = media.item_schema.clone();
    let item = item.or_else(|| schema.map(|schema| of_list(lower, schema).clone()))?;
    (!is_text(lower, &item)).then_some(item)
}

/// What the items of an answer are; `None` where it is no stream of any.
pub(super) fn plan(lower: &mut Lower<'_>, media: &Media) -> Option<StreamPlan> {
    let framing = framing(&media.media_type)?;
    let item = item(lower, media);
    let (framing, item) = if framing == Framing::Events {
        let exact = media.item_schema.is_some();
        (of_events(lower, item.as_ref(), exact), item)
    } else {
        // `type: string` is about the text of the answer: no line of JSON is meant.
        (framing, item.filter(|item| !is_text(lower, item)))
    };
    match &item {
        Some(item) => reach(lower, item, false),
        None if framing == Framing::TextEvents => {}
        None => super::untyped::note_body(lower, media.origin),
    }
    Some(StreamPlan {
        accept: media.media_type.clone(),
        framing,
        item,
    })
}

/// `itemSchema`; before 3.2 a `schema`, of the item or of a list of all items.
fn item(lower: &Lower<'_>, media: &Media) -> Option<Use> {
    if let Some(item) = &media.item_schema {
        report_beside(lower, media);
        return Some(item.clone());
    }
    let schema = media.schema.as_ref()?;
    Some(of_list(lower, schema).clone())
}

/// A `schema` beside `itemSchema`.
pub(super) fn report_beside(lower: &Lower<'_>, media: &Media) {
    if media.schema.is_none() || media.item_schema.is_none() {
        return;
    }
    lower.report(
        Diagnostic::warning(
            Code("LP0346"),
            "`schema` beside `itemSchema` is not honoured",
        )
        .at(media.origin.key_of("schema"), "about all items together")
        .help("say it of each item, in `itemSchema`"),
    );
}

/// The items of a schema of a list, else the schema itself.
fn of_list<'u>(lower: &'u Lower<'_>, schema: &'u Use) -> &'u Use {
    let shape = lower.schema(schema.schema);
    let only_list = Types {
        array: true,
        ..Types::NONE
    };
    let items = shape.array.items.as_ref();
    items.filter(|_| shape.types == only_list).unwrap_or(schema)
}

/// What an event is read as. `exact`: the schema is of the event with its fields, as 3.2 says.
fn of_events(lower: &Lower<'_>, item: Option<&Use>, exact: bool) -> Framing {
    let Some(item) = item else {
        return Framing::TextEvents;
    };
    if is_text(lower, item) {
        return Framing::TextEvents;
    }
    match data_of_events(lower, item, exact) {
        None => Framing::Events,
        Some(Data::Text) => Framing::EventObjects,
        Some(Data::Json) => Framing::EventObjectsOfJson,
    }
}

/// What the field `data` holds.
#[derive(PartialEq)]
enum Data {
    Text,
    Json,
}

/// What the data of events is where the schema is of whole events: it names fields of events and nothing else. `None` where it is of the data.
fn data_of_events(lower: &Lower<'_>, item: &Use, exact: bool) -> Option<Data> {
    let schema = lower.schema(item.schema);
    if let Some(union) = &schema.union {
        let mut found = None;
        for variant in &union.variants {
            let data = data_of_events(lower, &variant.schema, exact)?;
            if found != Some(Data::Json) {
                found = Some(data);
            }
        }
        return found;
    }
    let properties = &schema.object.properties;
    let fields = ["data", "event", "id", "retry"];
    let known = properties
        .keys()
        .all(|name| fields.contains(&name.as_str()));
    let telling = ["event", "retry"]
        .iter()
        .any(|name| properties.contains_key(*name));
    if properties.is_empty() || !known || !(exact || telling) {
        return None;
    }
    Some(match properties.get("data") {
        Some(data) if !is_text(lower, &data.schema) => Data::Json,
        _ => Data::Text,
    })
}

/// Whether a value can only be a string.
fn is_text(lower: &Lower<'_>, usage: &Use) -> bool {
    let only_text = Types {
        string: true,
        ..Types::NONE
    };
    lower.schema(usage.schema).types == only_text
}

pub(super) fn build(lower: &Lower<'_>, plan: &StreamPlan) -> Stream {
    Stream {
        accept: plan.accept.clone(),
        framing: plan.framing,
        ty: ty(lower, plan),
        done: None,
    }
}

/// `[[crate.stream]]`, held against the endpoint that it names.
pub(super) fn fill(lower: &Lower<'_>, modules: &mut [Module]) {
    for table in lower.config.stream.clone() {
        let operation = &table.value.operation;
        let Some(endpoint) = ways::endpoint_of(lower, modules, operation) else {
            continue;
        };
        match &mut endpoint.stream {
            Some(stream) if stream.framing.is_events() => {
                stream.done = Some(table.value.done.value.clone());
            }
            _ => {
                let message = format!("`{}` has no answer of events", endpoint.id);
                lower.report(
                    Diagnostic::error(Code("LP0354"), message)
                        .at(operation.origin.place(), "")
                        .help("only server-sent events (`text/event-stream`) have an event that says the end"),
                );
            }
        }
    }
}

pub(super) fn ty(lower: &Lower<'_>, plan: &StreamPlan) -> Type {
    match &plan.item {
        Some(item) => lower.element(item),
        None if plan.framing == Framing::TextEvents => Type::String,
        None => Type::Value,
    }
}

/// An `itemSchema` of what is no stream.
pub(super) fn report_item_schema(lower: &Lower<'_>, media: &Media) {
    if media.item_schema.is_some() {
        lower.report(
            Diagnostic::warning(Code("LP0345"), "this `itemSchema` is not honoured")
                .at(
                    media.origin.key_of("itemSchema"),
                    format!("`{}` is not read or written by the item", media.media_type),
                )
                .help("bodies and answers are items as `application/x-ndjson`, `application/jsonl` and `application/json-seq`, answers as `text/event-stream` too; of another media type write `schema`"),
        );
    }
}
