//! Where a type belongs, by where it is written.

use std::collections::{HashMap, HashSet};

use super::endpoints::PlannedOperation;
use super::places::{Owner, Place, below, place};
use super::{Lower, bodies};
use crate::contract::media_type::is_json;
use crate::contract::{Operation, SchemaId, Status};
use crate::source::Origin;
use crate::source::pointer::unescaped;

/// What words come from, by where it is written: looked up for every type, so made once.
pub(super) struct Written<'a> {
    /// Operations by path and method.
    operations: HashMap<(&'a str, &'a str), &'a Operation>,
    /// Names of parameters, by pointer.
    parameters: HashMap<String, &'a str>,
    /// The pointers of what stands alone in a `oneOf` or `anyOf`.
    alone: HashSet<String>,
}

impl<'a> Written<'a> {
    pub(super) fn new(lower: &Lower<'a>) -> Self {
        let contract = lower.contract;
        let (mut operations, mut parameters) = (HashMap::new(), HashMap::new());
        let received = contract.webhooks.iter().map(|webhook| &webhook.request);
        for operation in contract.operations.iter().chain(received) {
            operations
                .entry((operation.path.as_str(), operation.method.as_str()))
                .or_insert(operation);
            for parameter in &operation.parameters {
                parameters
                    .entry(lower.pointer(parameter.origin))
                    .or_insert(parameter.name.as_str());
            }
        }
        let alone = contract.alone.iter();
        let alone = alone.map(|node| lower.pointer(Origin(*node))).collect();
        Self {
            operations,
            parameters,
            alone,
        }
    }

    /// A pointer from a byte on, without the lists that add nothing: `/anyOf/0` where the other is null.
    fn shortened(&self, pointer: &str, from: usize) -> String {
        let mut short = pointer[from..].to_owned();
        for end in listed(pointer).into_iter().rev() {
            let Some(list) = pointer[..end].rsplit('/').nth(1) else {
                continue;
            };
            let index = end - pointer[..end].rfind('/').unwrap_or(end);
            let start = end - index - list.len() - 1;
            if start >= from && self.alone.contains(&pointer[..end]) {
                short.replace_range(start - from..end - from, "");
            }
        }
        short
    }

    /// The index of a parameter that a pointer leads into, and its name.
    fn parameter<'p>(&self, pointer: &'p str) -> Option<(&'p str, &'a str)> {
        const LIST: &str = "/parameters/";
        let start = pointer.find(LIST)? + LIST.len();
        let index = pointer[start..].split('/').next()?;
        let name = self.parameters.get(&pointer[..start + index.len()])?;
        Some((index, name))
    }
}

/// Where in a pointer what is listed in a `oneOf` or `anyOf` ends.
fn listed(pointer: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for list in ["/oneOf/", "/anyOf/"] {
        for (at, _) in pointer.match_indices(list) {
            let index = at + list.len();
            let length = pointer[index..].find('/');
            ends.push(length.map_or(pointer.len(), |length| index + length));
        }
    }
    ends.sort_unstable();
    ends
}

/// How far a type is looked for below others.
const DEEPEST: usize = 64;

/// Where a type belongs: by its pointer, or below the schema that it was made for.
pub(super) fn place_of(lower: &Lower<'_>, written: &Written<'_>, id: SchemaId) -> Place {
    place_within(lower, written, id, 0)
}

/// What is written in place in a variant of a union is named by the variant.
fn place_in_variant(
    lower: &Lower<'_>,
    written: &Written<'_>,
    pointer: &str,
    depth: usize,
) -> Option<Place> {
    let mut ends = listed(pointer).into_iter().rev();
    let (end, (union, words)) = ends.find_map(|end| {
        let inside = end < pointer.len() && depth < DEEPEST;
        Some((end, lower.variants.get(&pointer[..end]).filter(|_| inside)?))
    })?;
    let mut place = place_within(lower, written, *union, depth + 1);
    place.words.extend(words.clone());
    place.words.extend(below(&written.shortened(pointer, end)));
    Some(place)
}

fn place_within(lower: &Lower<'_>, written: &Written<'_>, id: SchemaId, depth: usize) -> Place {
    if depth < DEEPEST
        && let Some((parent, words)) = lower.placed.get(&id)
        && lower.schema(id).name.is_none()
    {
        let mut place = place_within(lower, written, *parent, depth + 1);
        place.words.push(words.clone());
        return place;
    }
    let schema = lower.schema(id);
    let pointer = lower.pointer(schema.origin);
    let mut place = place_in_variant(lower, written, &pointer, depth)
        .unwrap_or_else(|| place(&written.shortened(&pointer, 0)));
    if let Some(name) = &schema.name
        && !matches!(&place.owner, Owner::Component(owner) if owner == name)
        && place.words.last() != Some(name)
    {
        place = Place {
            owner: Owner::Component(name.clone()),
            words: vec![name.clone()],
        };
    }
    tell_successes_apart(written, &pointer, &mut place);
    tell_media_types_apart(written, &pointer, &mut place);
    if let Some((index, name)) = written.parameter(&pointer) {
        for word in &mut place.words {
            if *word == index || *word == format!("param {index}") {
                name.clone_into(word);
            }
        }
    }
    place
}

/// `body` is what is sent where nobody chooses; of another media type it is `body multipart`.
pub(super) fn tell_bodies_apart(
    called: &HashMap<(&str, &str), &PlannedOperation<'_>>,
    pointer: &str,
    place: &mut Place,
) {
    let Owner::Operation(path, method) = &place.owner else {
        return;
    };
    let media_type = pointer
        .split_once("/requestBody/content/")
        .and_then(|(_, rest)| rest.split('/').next())
        .map(unescaped);
    if let (Some(media_type), Some("body")) = (media_type, place.words.first().map(String::as_str))
        && let Some(planned) = called.get(&(path.as_str(), method.as_str()))
        && let Some(words) = bodies::words_of(planned, &media_type)
    {
        place.words[0] = format!("body {words}");
    }
}

/// `output` is what is written under the first success that has content, `2XX` before all others and wherever they stand; under the others it is `output 202`.
fn tell_successes_apart(written: &Written<'_>, pointer: &str, place: &mut Place) {
    let Owner::Operation(path, method) = &place.owner else {
        return;
    };
    let status = pointer
        .split_once("/responses/")
        .and_then(|(_, rest)| rest.split('/').next());
    let (Some(status), Some("output")) = (status, place.words.first().map(String::as_str)) else {
        return;
    };
    let first = written
        .operations
        .get(&(path.as_str(), method.as_str()))
        .and_then(|operation| {
            let successes = operation.responses.iter().filter(|response| {
                super::outcomes::is_success(response.status) && !response.content.is_empty()
            });
            let is_one = |status| matches!(status, Status::Code(_));
            successes.min_by_key(|one| (is_one(one.status), super::statuses::words(one.status)))
        });
    if first.is_some_and(|first| super::statuses::words(first.status) != status.to_uppercase()) {
        place.words[0] = format!("output {status}");
    }
}

/// Of what one status has in several media types, JSON of any other name than `application/json` is named by it, and items are named apart: `output streamed`.
fn tell_media_types_apart(written: &Written<'_>, pointer: &str, place: &mut Place) {
    let Owner::Operation(path, method) = &place.owner else {
        return;
    };
    let segment = |list: &str| {
        let (_, rest) = pointer.split_once(list)?;
        rest.split('/').next().map(unescaped)
    };
    let (Some(status), Some(media_type)) = (segment("/responses/"), segment("/content/")) else {
        return;
    };
    let operation = written.operations.get(&(path.as_str(), method.as_str()));
    let response = operation.and_then(|operation| {
        let mut responses = operation.responses.iter();
        responses.find(|response| super::statuses::words(response.status) == status.to_uppercase())
    });
    let (Some(response), Some(word)) = (response, place.words.first_mut()) else {
        return;
    };
    let (streams, whole): (Vec<_>, Vec<_>) = response
        .content
        .iter()
        .partition(|media| super::streams::is_stream(media));
    if streams.iter().any(|media| media.media_type == media_type) {
        if !whole.is_empty() {
            word.push_str(" streamed");
        }
        return;
    }
    // What is plain JSON stands before JSON of any other name.
    let json = whole.iter().map(|media| &media.media_type);
    let mut others = json.filter(|name| is_json(name)).skip(1);
    if others.any(|name| *name == media_type) {
        word.push(' ');
        word.push_str(media_type.trim_start_matches("application/"));
    }
}
