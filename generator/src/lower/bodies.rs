//! Request bodies -> what an endpoint sends, and in which media types.

use std::collections::HashSet;

use crate::api::{Body, BodyFormat, Content, Docs, HeaderForm, Rule, Type, TypeRef};
use crate::contract::media_type::{essence, is_json};
use crate::contract::{Media, Operation, SchemaId, Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Claim, Name, Role, settle};

use super::endpoints::PlannedOperation;
use super::media_types::{is_text_type, told_apart};
use super::naming::OperationNames;
use super::outcomes::is_same;
use super::plan::reach;
use super::untyped::note_body;
use super::{Lower, part_headers, parts, rules, streams};

/// A media type that a body is sent in.
pub(super) struct PlannedContent<'a> {
    pub(super) media: &'a Media,
    pub(super) format: BodyFormat,
}

/// Every media type that says something of its own, JSON before a form, a form before text, text before bytes.
pub(super) fn plan<'a>(lower: &mut Lower<'a>, operation: &'a Operation) -> Vec<PlannedContent<'a>> {
    let mut contents: Vec<PlannedContent<'a>> = Vec::new();
    for media in operation.body.iter().flat_map(|body| &body.content) {
        let format = format(lower, media);
        if is_items(format) {
            streams::report_beside(lower, media);
        } else {
            streams::report_item_schema(lower, media);
        }
        contents.push(PlannedContent { media, format });
    }
    contents.sort_by_key(|content| match content.format {
        // The others may be patches: who names no media type sends JSON.
        BodyFormat::Json if is_plain_json(&content.media.media_type) => 0,
        BodyFormat::Json => 1,
        BodyFormat::Lines | BodyFormat::Sequence => 2,
        BodyFormat::Form => 3,
        BodyFormat::Multipart => 4,
        BodyFormat::Text | BodyFormat::Plain => 5,
        BodyFormat::Bytes | BodyFormat::Upload => 6,
    });
    let contents = without_synonyms(lower, operation, contents);
    for content in &contents {
        if content.format == BodyFormat::Multipart {
            note_files(lower, content.media);
        }
        let typed = typed(lower, content);
        let is_raw = matches!(
            content.format,
            BodyFormat::Text | BodyFormat::Bytes | BodyFormat::Upload
        );
        if typed.is_none() && !is_raw {
            note_body(lower, content.media.origin);
        }
        if matches!(content.format, BodyFormat::Bytes | BodyFormat::Upload)
            && let Some(usage) = &content.media.schema
        {
            tell_rules_of_bytes(lower, usage.schema);
        }
        match typed {
            Some(schema) => reach(lower, &schema, true),
            None if is_of_parts(content.media) => tell_unread(
                lower,
                content.media,
                "whoever sends it writes its parts, and the `boundary` between them",
            ),
            // What stands in JSON beside it has its type there.
            None if contents.iter().any(|other| {
                other.format == BodyFormat::Json && is_same_media(lower, other.media, content.media)
            }) => {}
            None => report_schema(lower, content.media, "whoever sends it writes it"),
        }
    }
    contents
}

/// JSON of one schema under another name is the same JSON, but where no plain JSON is beside it, and where it is a patch: then the name says what is meant.
fn without_synonyms<'a>(
    lower: &Lower<'a>,
    operation: &Operation,
    contents: Vec<PlannedContent<'a>>,
) -> Vec<PlannedContent<'a>> {
    let mut different: Vec<PlannedContent<'a>> = Vec::new();
    for content in contents {
        let name = essence(&content.media.media_type);
        let says_more = |known: &PlannedContent<'_>| {
            let other = essence(&known.media.media_type);
            let patch = operation.method == "PATCH" && name.contains("patch");
            !name.contains('*') && name != other && (patch || !is_plain_json(&other))
        };
        let synonym = |known: &PlannedContent<'_>| {
            known.format == BodyFormat::Json
                && is_same_media(lower, known.media, content.media)
                && !says_more(known)
        };
        if content.format != BodyFormat::Json || !different.iter().any(synonym) {
            different.push(content);
        }
    }
    different
}

fn is_plain_json(media_type: &str) -> bool {
    matches!(
        essence(media_type).as_str(),
        "application/json" | "text/json"
    )
}

/// Says once of a schema that no type is made of it, where it is of more than text.
pub(super) fn report_schema(lower: &mut Lower<'_>, media: &Media, how: &str) {
    let Some(usage) = &media.schema else { return };
    let types = lower.schema(usage.schema).types;
    let more = types.boolean || types.integer || types.number || types.array || types.object;
    if more && !types.string {
        tell_unread(lower, media, how);
    }
}

fn tell_unread(lower: &mut Lower<'_>, media: &Media, how: &str) {
    let Some(usage) = &media.schema else { return };
    let told = (lower.one(usage.schema), essence(&media.media_type));
    if !lower.unread.insert(told) {
        return;
    }
    lower.report(
        Diagnostic::warning(
            Code("LP0355"),
            format!(
                "the schema of `{}` is not honoured: a body of it has no type of its own",
                media.media_type
            ),
        )
        .at(media.origin.key_of("schema"), how)
        .help("describe the body in JSON where the API has JSON too; where it has not, the schema is for people"),
    );
}

fn is_of_parts(media: &Media) -> bool {
    essence(&media.media_type).starts_with("multipart/")
}

/// Whether the members of a value can be the parts of a body.
fn has_members(lower: &Lower<'_>, media: &Media) -> bool {
    let Some(usage) = &media.schema else {
        return true;
    };
    let types = lower.schema(usage.schema).types;
    let other = types.boolean || types.integer || types.number || types.string || types.array;
    types.object || !other
}

pub(super) fn is_same_media(lower: &Lower<'_>, one: &Media, other: &Media) -> bool {
    match (&one.schema, &other.schema) {
        (Some(one), Some(other)) => is_same(lower, one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Whether a body is items that follow each other.
fn is_items(format: BodyFormat) -> bool {
    matches!(format, BodyFormat::Lines | BodyFormat::Sequence)
}

/// The schema of a content, or of its items, where the crate makes a type of it.
fn typed(lower: &Lower<'_>, content: &PlannedContent<'_>) -> Option<Use> {
    if is_items(content.format) {
        return streams::sent_item(lower, content.media);
    }
    let schema = content.media.schema.clone()?;
    match content.format {
        BodyFormat::Json | BodyFormat::Form | BodyFormat::Multipart | BodyFormat::Plain => {
            Some(schema)
        }
        BodyFormat::Text if is_text(lower, &schema) => Some(schema),
        _ => None,
    }
}

pub(super) fn is_text(lower: &Lower<'_>, usage: &Use) -> bool {
    let schema = lower.schema(usage.schema);
    let types = schema.types;
    let more = types.boolean || types.integer || types.number || types.array || types.object;
    types.string && !more && schema.union.is_none() && schema.values.is_none() && !usage.nullable
}

/// The schema of a body that is text and stands for one value: a number, a boolean, or one of an enum. And how it is read.
pub(super) fn plain(lower: &Lower<'_>, media: &Media) -> Option<(Use, HeaderForm)> {
    let usage = media.schema.as_ref().filter(|usage| !usage.nullable)?;
    let schema = lower.schema(usage.schema);
    if essence(&media.media_type) != "text/plain" || schema.union.is_some() {
        return None;
    }
    let form = super::headers::form(lower, usage)?;
    let is_one = match form {
        HeaderForm::Text => listed(lower, media).is_some(),
        HeaderForm::Plain => !schema.types.string,
        _ => false,
    };
    is_one.then(|| (usage.clone(), form))
}

fn format(lower: &Lower<'_>, media: &Media) -> BodyFormat {
    let essence = essence(&media.media_type);
    let binary = media
        .schema
        .as_ref()
        .is_some_and(|schema| is_binary(lower, schema));
    if let Some(format) = streams::sent(lower, media) {
        return format;
    }
    match essence.as_str() {
        "*/*" | "application/*" if binary || media.schema.is_none() => BodyFormat::Upload,
        "application/*" => BodyFormat::Json,
        _ if is_json(&essence) => BodyFormat::Json,
        "application/x-www-form-urlencoded" if !has_members(lower, media) => BodyFormat::Text,
        "application/x-www-form-urlencoded" => BodyFormat::Form,
        "multipart/form-data" if media.schema.is_none() => BodyFormat::Multipart,
        _ if is_of_parts(media) && (media.schema.is_none() || !has_members(lower, media)) => {
            BodyFormat::Upload
        }
        _ if is_of_parts(media) => BodyFormat::Multipart,
        _ if plain(lower, media).is_some() => BodyFormat::Plain,
        _ if is_text_type(&essence) && !binary => BodyFormat::Text,
        _ if essence.contains('*') => BodyFormat::Upload,
        _ => BodyFormat::Bytes,
    }
}

/// Whether a value is bytes that no JSON holds.
pub(super) fn is_binary(lower: &Lower<'_>, usage: &Use) -> bool {
    let schema = lower.schema(usage.schema);
    schema.types.string
        && schema.values.is_none()
        && schema.content_encoding.is_none()
        && (schema.format.as_deref() == Some("binary") || schema.content_media_type.is_some())
}

/// Notes which members of a form are files, before their types are made.
fn note_files(lower: &mut Lower<'_>, media: &Media) {
    let Some(usage) = &media.schema else { return };
    let id = lower.one(usage.schema);
    let mut files = Vec::new();
    let mut schemas = Vec::new();
    for (name, property) in &lower.schema(id).object.properties {
        let usage = &property.schema;
        let said = media.encoding.get(name);
        let said = said.and_then(|encoding| encoding.content_type.as_deref());
        let (said, ranged) = (
            said.is_some_and(is_file_type),
            said.is_some_and(|content_type| content_type.contains('*')),
        );
        let items = lower.schema(usage.schema).array.items.as_ref();
        let file = |usage: &Use| {
            is_binary(lower, usage)
                || (said && lower.schema(usage.schema).types.string)
                || (ranged && is_anything(lower, usage))
        };
        if file(usage) || items.is_some_and(file) {
            files.push(name.clone());
            schemas.push(items.map_or(usage.schema, |items| items.schema));
        }
    }
    for schema in schemas {
        tell_rules_of_bytes(lower, schema);
    }
    for name in files {
        lower.files.insert((id, name));
    }
}

/// Says once of rules for texts that they are not checked, where the text is bytes.
fn tell_rules_of_bytes(lower: &mut Lower<'_>, id: SchemaId) {
    let schema = lower.schema(id);
    let (origin, rules) = (schema.origin, &schema.string);
    let rules = [
        ("minLength", rules.min_length.is_some_and(|least| least > 0)),
        ("maxLength", rules.max_length.is_some()),
        ("pattern", !rules.patterns.is_empty()),
    ];
    for (keyword, _) in rules.into_iter().filter(|(_, said)| *said) {
        if !lower.unread.insert((lower.one(id), keyword.to_owned())) {
            continue;
        }
        lower.report(
            Diagnostic::warning(Code("LP0270"), format!("`{keyword}` of bytes is not honoured"))
                .at(origin.key_of(keyword), "not honoured")
                .help("a file is sent as it is; say it in the description, and leave the check to the server"),
        );
    }
}

/// Whether the document says nothing of a value: `{}`, which is how OpenAPI 3.1 describes bytes.
pub(super) fn is_anything(lower: &Lower<'_>, usage: &Use) -> bool {
    let schema = lower.schema(usage.schema);
    schema.types == Types::ANY && schema.values.is_none() && schema.union.is_none()
}

/// Whether a part of this media type is a file, whatever its schema says.
fn is_file_type(content_type: &str) -> bool {
    content_type.split(',').any(|one| {
        let essence = essence(one);
        !(is_json(&essence) || is_text_type(&essence))
    })
}

/// The type of a member that is a file, or a list of files.
pub(super) fn file(lower: &Lower<'_>, id: SchemaId, member: &str, usage: &Use) -> Option<Type> {
    if lower.files.is_empty() || !lower.files.contains(&(id, member.to_owned())) {
        return None;
    }
    let schema = lower.schema(usage.schema);
    Some(match &schema.array.items {
        Some(_) if !schema.types.string => Type::List(Box::new(Type::Upload)),
        _ => Type::Upload,
    })
}

/// The body of an endpoint.
pub(super) fn build(
    lower: &Lower<'_>,
    planned: &PlannedOperation<'_>,
    settled: &OperationNames,
) -> Option<Body> {
    let operation = planned.operation;
    let body = operation.body.as_ref()?;
    let names = variants(&planned.body);
    let mut contents: Vec<Content> = Vec::new();
    for (content, name) in planned.body.iter().zip(names) {
        contents.push(self::content(lower, content, name));
    }
    let mut contents = contents.into_iter();
    let content = contents.next()?;
    let others: Vec<Content> = contents.collect();
    let ty = match &settled.content {
        Some(name) if !others.is_empty() => Type::Named(TypeRef {
            endpoint: Some((settled.module.clone(), settled.function.clone())),
            name: name.clone(),
        }),
        _ => content.ty.clone(),
    };
    let facts = if others.is_empty() {
        rules::facts(&content.rules)
    } else {
        Vec::new()
    };
    Some(Body {
        origin: content.origin,
        docs: Docs {
            description: body.description.clone(),
            facts,
            ..Docs::default()
        },
        name: Name::body(),
        required: body.required,
        ty,
        content,
        others,
    })
}

fn content(lower: &Lower<'_>, planned: &PlannedContent<'_>, name: Name) -> Content {
    let (media, format) = (planned.media, planned.format);
    let listed = (format == BodyFormat::Text)
        .then(|| listed(lower, media))
        .flatten();
    let schema = typed(lower, planned).map(|usage| lower.outgoing(&usage));
    let ty = match (format, &schema) {
        (BodyFormat::Text, _) => Type::String,
        (BodyFormat::Bytes, _) => Type::Body,
        (BodyFormat::Upload, _) => Type::Upload,
        (_, Some(item)) if is_items(format) => Type::List(Box::new(lower.element(item))),
        (_, Some(usage)) => lower.element(usage),
        (_, None) => Type::Value,
    };
    Content {
        origin: media.origin,
        name,
        media_type: media_type(media, format),
        format,
        rules: match (&schema, listed) {
            (Some(item), _) if is_items(format) => rules::of_items(lower, media, item),
            (Some(usage), _) => rules::of(lower, usage),
            (None, Some(values)) => vec![Rule::OneOf(values)],
            (None, None) => Vec::new(),
        },
        ty,
        encoding: match format {
            BodyFormat::Multipart => parts::parts(lower, media),
            _ => parts::encoding(lower, &media.encoding, format),
        },
        headers: part_headers::build(lower, media, format),
    }
}

/// The only texts that a body of text may be.
pub(super) fn listed(lower: &Lower<'_>, media: &Media) -> Option<Vec<String>> {
    let values = lower
        .schema(media.schema.as_ref()?.schema)
        .values
        .as_ref()?;
    let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
    texts.collect()
}

/// What `Content-Type` says: never a range, but for the caller to choose from.
fn media_type(media: &Media, format: BodyFormat) -> String {
    let written = &media.media_type;
    match format {
        // Only who writes the parts knows what is between them.
        BodyFormat::Upload if is_of_parts(media) => format!("{}; boundary=*", essence(written)),
        BodyFormat::Upload => written.clone(),
        BodyFormat::Json if written.contains('*') => "application/json".to_owned(),
        BodyFormat::Text if written.contains('*') => "text/plain".to_owned(),
        BodyFormat::Multipart if written.contains('*') => "multipart/form-data".to_owned(),
        BodyFormat::Multipart => essence(written),
        _ => written.clone(),
    }
}

/// The variants of the enum over contents: `Json`, `Form`, `Multipart`, else the last word of the media type.
fn variants(contents: &[PlannedContent<'_>]) -> Vec<Name> {
    let claims: Vec<Claim> = contents
        .iter()
        .zip(content_words(contents))
        .map(|(content, words)| {
            let written = &content.media.media_type;
            Claim {
                name: Name::spelled(Role::Variant, &words, written),
                by: written.clone(),
                rank: 0,
            }
        })
        .collect();
    settle(Role::Variant, &claims, &[]).0
}

/// What tells each content from those beside it.
fn content_words(contents: &[PlannedContent<'_>]) -> Vec<String> {
    let media = contents.iter().map(|content| {
        let json = content.format == BodyFormat::Json;
        (content.media.media_type.as_str(), json)
    });
    told_apart(media, HashSet::new())
}

/// Whether the contents need an enum.
pub(super) fn is_choice(contents: &[PlannedContent<'_>]) -> bool {
    contents.len() > 1
}

/// What the inline schemas of a media type are named by: those of all but the one that is sent where nobody chooses.
pub(super) fn words_of(planned: &PlannedOperation<'_>, media_type: &str) -> Option<String> {
    let contents = planned.body.iter().zip(content_words(&planned.body));
    let mut others = contents.skip(1);
    let (_, words) = others.find(|(content, _)| content.media.media_type == media_type)?;
    Some(words)
}

/// Members of forms that are files, by the schema of the form.
pub(super) type Files = HashSet<(SchemaId, String)>;
