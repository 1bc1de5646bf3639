//! What an operation without an operationId is called: its method and what of its path tells more than the module.
//!
//! Where the path of a POST ends with a verb, that is what it is called by. A name is made of the operation alone, so that another one beside it renames nothing. Of those that only a version parts, the later ones say theirs.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use crate::contract::Operation;
use crate::names::{Name, Role};

use super::endpoints::PlannedOperation;
use super::verbs;

/// How many segments may name a module together.
const WORDS: usize = 8;

/// A name without what is seldom needed to tell operations apart (`api`, versions, `.json`), and with it.
pub(super) struct Unnamed {
    pub(super) short: String,
    whole: String,
    versions: Vec<Vec<Part>>,
}

/// What versions are compared by: `v1beta1` comes before `v1`, that before `v1.1` and `v2`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Stage(String),
    End,
    Number(u64),
}

/// The first segment of a path that names a resource, without the parameter behind it: no parameter, no version, no `api`.
pub(super) fn module_words(path: &str) -> String {
    let mut segments = path
        .split('/')
        .map(fixed)
        .filter(|segment| !segment.is_empty() && !is_version(segment));
    let first = segments.clone().next();
    segments
        .find(|segment| !says_api(segment))
        .or(first)
        .map_or("root", without_json)
        .to_owned()
}

/// `GET /v1/accounts/{account_id}/pcaps` -> `get by id pcaps` in the module `accounts`.
pub(super) fn function_words(operation: &Operation, module: &str) -> Unnamed {
    let segments = operation.path.split('/');
    let segments: Vec<&str> = segments.filter(|segment| !segment.is_empty()).collect();
    let mut words = Words::default();
    words.push(&operation.method.to_ascii_lowercase(), true);
    let mut versions = Vec::new();
    let is_versioned = segments.iter().any(|segment| is_version(segment));
    // How many segments name the module, once something is named.
    let mut naming = None;
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        let is_version =
            is_version(segment) && (!is_count(segment) || (naming.is_none() && !is_last));
        if is_version {
            versions.push(parts(segment));
        }
        let is_api = naming.is_none() && says_api(segment);
        if is_version || is_api {
            // A version tells more than `api`.
            if is_version || !is_versioned {
                words.push(segment, false);
            }
            continue;
        }
        let mut names_module = |segments: &[&str]| {
            let count = *naming.get_or_insert_with(|| index + naming_module(segments, module));
            index < count
        };
        // What a path does comes first in a name, where it names no module.
        let verb = verbs::split(operation, segment).filter(|(before, _)| {
            is_last && !(before.is_empty() && names_module(&segments[index..]))
        });
        if let Some((_, verb)) = verb {
            words.does(verb, segment);
        }
        let segment = verb.map_or(*segment, |(before, _)| before);
        let said = fixed(segment);
        if !said.is_empty() {
            if !names_module(&segments[index..]) {
                words.push_segment(said, is_last);
            } else if Name::new(Role::Module, said).rust() != Name::new(Role::Module, module).rust()
            {
                words.push(said, false);
            }
        }
        let parameters = &segment[said.len()..];
        if !parameters.is_empty() {
            let before = segments[..index].last().map_or("", |before| fixed(before));
            let of = if said.is_empty() { before } else { said };
            words.push_parameters(parameters, of, is_last);
        }
    }
    words.named(versions)
}

/// The words of a name, and which of them it always has.
#[derive(Default)]
struct Words {
    words: Vec<(String, bool)>,
    /// Whether the first one is what the path does, and not a method.
    is_verb: bool,
    /// Whether the last one that it always has is a parameter's.
    by_parameter: bool,
}

impl Words {
    fn push(&mut self, word: &str, always: bool) {
        self.words.push((word.to_owned(), always));
        self.by_parameter &= !always;
    }

    /// What the last segment does, in the place of the method.
    fn does(&mut self, verb: &str, segment: &str) {
        self.words[0].0 = verb.to_owned();
        self.is_verb = true;
        if segment.ends_with(".json") {
            self.push("json", false);
        }
    }

    /// A segment, or what is behind its fixed part; `.json` at the end of a path is seldom needed.
    fn push_segment(&mut self, segment: &str, is_last: bool) {
        let plain = if is_last {
            without_json(segment)
        } else {
            segment
        };
        self.push(plain, true);
        if plain != segment {
            self.push("json", false);
        }
    }

    fn push_parameters(&mut self, parameters: &str, of: &str, is_last: bool) {
        self.push(if self.by_parameter { "and" } else { "by" }, true);
        self.push_segment(&own_words(parameters, of), is_last);
        self.by_parameter = true;
    }

    fn named(self, versions: Vec<Vec<Part>>) -> Unnamed {
        let whole: Vec<&str> = self.words.iter().map(|(word, _)| word.as_str()).collect();
        let short = self.words.iter().filter(|(_, always)| *always);
        let mut short: Vec<&str> = short.map(|(word, _)| word.as_str()).collect();
        // `GET /getThings` says its method itself.
        if let [method, said, ..] = short[..]
            && !self.is_verb
            && said.to_snake_case().split('_').next() == Some(method)
        {
            short.remove(0);
        }
        Unnamed {
            short: short.join(" "),
            whole: whole.join(" "),
            versions,
        }
    }
}

/// How many of the segments name the module: `/portfolio/analysis` the module `Portfolio Analysis`.
fn naming_module(segments: &[&str], module: &str) -> usize {
    // Where words end is not the same in a tag and a path: `GroceryList` and `grocerylist`.
    let letters = |words: &str| singular(words).replace('_', "");
    let module = letters(module);
    let literal = |segment: &&&str| !segment.contains('{');
    let literals = segments.iter().take(WORDS).take_while(literal).count();
    let names = |count: &usize| {
        let mut said: Vec<&str> = segments[..*count]
            .iter()
            .map(|segment| fixed(segment))
            .collect();
        if let Some(last) = said.last_mut() {
            *last = without_json(last);
        }
        letters(&said.join(" ")) == module
    };
    (1..=literals.max(1)).find(names).unwrap_or(0)
}

/// Where names are the same without what is seldom needed, the plainest operation keeps the name, else the one of the first version: what comes later renames nothing.
pub(super) fn tell_apart(planned: &mut [PlannedOperation<'_>], unnamed: &[Option<Unnamed>]) {
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, operation) in planned.iter().enumerate() {
        let module = Name::new(Role::Module, &operation.module);
        let function = Name::new(Role::Function, &operation.function);
        let key = (module.rust().to_owned(), function.rust().to_owned());
        groups.entry(key).or_default().push(index);
    }
    for members in groups.values().filter(|members| members.len() > 1) {
        let longer = |index: &usize| {
            let unnamed = unnamed[*index].as_ref()?;
            let operation: &Operation = planned[*index].operation;
            let place = (&operation.path, &operation.method);
            (unnamed.whole != unnamed.short).then_some((
                &unnamed.versions,
                &unnamed.whole,
                place,
                *index,
            ))
        };
        let mut longer: Vec<_> = members.iter().filter_map(longer).collect();
        longer.sort();
        let kept = usize::from(longer.len() == members.len());
        for (_, whole, _, index) in longer.into_iter().skip(kept) {
            planned[index].function.clone_from(whole);
        }
    }
}

/// What stands in a segment before its parameters: `Products` in `Products({id})`.
fn fixed(segment: &str) -> &str {
    let fixed = segment.split('{').next().unwrap_or_default();
    fixed.trim_end_matches(|letter: char| segment.contains('{') && !letter.is_alphanumeric())
}

/// The parameters of a segment; a single one without the words of what it is of: `{id}` in `users/{userId}` and `users/{id_user}`.
fn own_words(parameters: &str, of: &str) -> String {
    let of = singular(of);
    let own = |name: &str| {
        let words = name.to_snake_case();
        let behind = words
            .strip_prefix(&of)
            .and_then(|own| own.strip_prefix('_'));
        let is_id = || words.strip_prefix("id_") == Some(&of);
        behind
            .or_else(|| is_id().then_some("id"))
            .map(str::to_owned)
    };
    let single = parameters
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'));
    single
        .filter(|(_, behind)| !behind.contains('{'))
        .and_then(|(name, behind)| Some(format!("{{{}}}{behind}", own(name)?)))
        .unwrap_or_else(|| parameters.to_owned())
}

fn says_api(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().as_str(), "api" | "rest")
}

/// `v2`, `v1beta1`, `1.0`, `2010-04-01`
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && (digits.split(|letter: char| !letter.is_ascii_alphabetic()))
            .all(|word| matches!(word, "" | "alpha" | "beta" | "rc" | "preview"))
}

/// A number that is a version only before what a path is about: `/2/tweets`, and not `/errors/404`.
fn is_count(segment: &str) -> bool {
    segment.bytes().all(|letter| letter.is_ascii_digit())
}

/// What a version is compared by.
fn parts(version: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = version.trim_start_matches(['v', 'V']);
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|letter: char| letter.is_ascii_digit() != is_digit);
        let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let stage = word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
        if is_digit {
            parts.push(Part::Number(word.parse().unwrap_or(u64::MAX)));
        } else if !stage.is_empty() {
            parts.push(Part::Stage(stage.to_owned()));
        }
        rest = behind;
    }
    parts.push(Part::End);
    parts
}

/// `send` of `send.json`: JSON is what is expected anyway.
fn without_json(segment: &str) -> &str {
    let plain = segment.strip_suffix(".json").unwrap_or(segment);
    if plain.is_empty() { segment } else { plain }
}

/// The words for one of what is meant: `grocery_list` of `GroceryLists`.
fn singular(words: &str) -> String {
    let words = words.to_snake_case();
    let es = ["ches", "shes", "sses", "xes"];
    if let Some(stem) = words.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        format!("{stem}y")
    } else if es.iter().any(|ending| words.ends_with(ending)) {
        words[..words.len() - 2].to_owned()
    } else if words.ends_with('s') && !words.ends_with("ss") {
        words[..words.len() - 1].to_owned()
    } else {
        words
    }
}
