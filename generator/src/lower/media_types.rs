//! What media types are, and what they are called.

use std::collections::{HashMap, HashSet};

use crate::contract::media_type::essence;

use super::streams;

/// Whether what travels in a media type is text to a Rust program.
pub(super) fn is_text_type(essence: &str) -> bool {
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("+yaml")
        || matches!(
            essence,
            "application/xml"
                | "application/yaml"
                | "application/x-yaml"
                | "application/graphql"
                | "application/javascript"
                | "application/sql"
        )
}

/// The words for media types and whether they are JSON: all of its own where a shorter one is another's too, as `text json`, `json version 2`.
/// What is plain keeps the short one.
pub(super) fn told_apart<'m>(
    media_types: impl Iterator<Item = (&'m str, bool)>,
    mut taken: HashSet<String>,
) -> Vec<String> {
    const PLAIN: [&str; 2] = ["application/json", "application/x-www-form-urlencoded"];
    let short = media_types.map(|(media_type, json)| (media_type, media_words(media_type, json)));
    let short: Vec<(&str, String)> = short.collect();
    let mut first = HashMap::new();
    for (media_type, words) in &short {
        if *first.entry(words).or_insert(media_type) != media_type {
            taken.insert(words.clone());
        }
    }
    let apart = short.into_iter().map(|(media_type, words)| {
        if !taken.contains(&words) || PLAIN.contains(&media_type) {
            return words;
        }
        media_type.trim_start_matches("application/").to_owned()
    });
    apart.collect()
}

/// A media type in a word or two: `form`, `text`, `csv`.
pub(super) fn media_words(media_type: &str, json: bool) -> String {
    let essence = essence(media_type);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "text/plain" => "text".to_owned(),
        "application/json" | "text/json" | "application/*+json" | "*/*" if json => {
            "json".to_owned()
        }
        "*/*" => "any".to_owned(),
        _ if streams::is_by_line(media_type) => subtype.trim_start_matches("x-").to_owned(),
        _ if subtype == "*" => essence.trim_end_matches("/*").to_owned(),
        _ => subtype.replace('*', "any"),
    }
}
