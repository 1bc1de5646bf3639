//! Whether the code of an operation names anything deprecated.

use super::endpoints::parts;
use super::types::Index;
use crate::api::{Body, BodyFormat, ByStatus, Content, Endpoint, Failure, Kind, Payload, Type};

pub(crate) fn touches_deprecated(index: &Index<'_>, endpoint: &Endpoint) -> bool {
    let parts = parts(endpoint)
        .iter()
        .any(|part| part.docs.deprecated || index.deprecated(part.ty));
    let contents = endpoint.body.iter().flat_map(Body::contents);
    let parts = parts
        || contents
            .into_iter()
            .any(|content| index.deprecated(&content.ty) || names_deprecated(index, content));
    let output = carries_deprecated(index, &endpoint.outcome.payload)
        || (endpoint.stream.iter()).any(|stream| index.deprecated(&stream.ty));
    let failure = match &endpoint.failure {
        None => false,
        Some(Failure::Body(ty)) => index.deprecated(ty),
        Some(Failure::ByStatus(by)) => variants_deprecated(index, by),
    };
    let headers = endpoint
        .header_types
        .iter()
        .flat_map(|headers| &headers.fields);
    let output = output
        || headers
            .into_iter()
            .any(|field| field.docs.deprecated || index.deprecated(&field.ty));
    let inline = endpoint
        .types
        .iter()
        .any(|def| index.touches_deprecated(def));
    let paging = endpoint.paging.as_ref();
    let paging = paging.is_some_and(|paging| paging.deprecated);
    let polling = endpoint.polling.as_ref();
    let polling = polling.is_some_and(|polling| polling.deprecated);
    endpoint.docs.deprecated || parts || output || failure || inline || paging || polling
}

/// Whether the parts of a form, which are put by name, are members of which one is deprecated.
fn names_deprecated(index: &Index<'_>, content: &Content) -> bool {
    let (BodyFormat::Multipart, Type::Named(reference)) =
        (content.format, index.resolved(&content.ty))
    else {
        return false;
    };
    index.get(reference).is_some_and(|def| match &def.kind {
        Kind::Struct(object) => object.fields.iter().any(|field| field.docs.deprecated),
        _ => false,
    })
}

fn carries_deprecated(index: &Index<'_>, payload: &Payload) -> bool {
    match payload {
        Payload::Json(ty) | Payload::Plain(ty, _) | Payload::Items(_, ty) => index.deprecated(ty),
        Payload::Optional(payload, _) => carries_deprecated(index, payload),
        Payload::ByStatus(by) => variants_deprecated(index, by),
        Payload::Empty | Payload::Text | Payload::Bytes => false,
    }
}

fn variants_deprecated(index: &Index<'_>, by: &ByStatus) -> bool {
    let mut payloads = by.variants.iter().map(|variant| &variant.payload);
    payloads.any(|payload| carries_deprecated(index, payload))
}
