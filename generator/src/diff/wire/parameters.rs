//! Parameters of an operation.

use super::matched::{self, matched, of_words};
use super::operations::capital;
use super::pairs::nameless;
use super::{
    Direction, Owner, Said, Spelled, Verdict, WHO, Wire, alike, bodies, code, schemas, spelled,
};
use crate::contract::{Contract, In, Operation, Parameter, Style, Use};

/// All parameters, by name and place; those of the path that have another name by position.
pub(super) fn compare(wire: &mut Wire<'_>, owner: Owner, base: &Operation, revision: &Operation) {
    let of_path = |operation: &'_ Operation| {
        let found = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == In::Path);
        found.cloned().collect::<Vec<_>>()
    };
    let (before, after) = (of_path(base), of_path(revision));
    of_paths(wire, owner, (base, before), (revision, after));
    let others = |operation: &'_ Operation| {
        let found = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place != In::Path);
        found.cloned().collect::<Vec<_>>()
    };
    let (mut gone, mut new) = (others(base), Vec::new());
    for after in others(revision) {
        match gone.iter().position(|before| same(before, &after)) {
            Some(index) => {
                let before = gone.remove(index);
                both(wire, owner, &before, &after);
            }
            None => new.push(after),
        }
    }
    moved(wire, owner, &mut gone, &mut new);
    for after in &new {
        let (rule, verdict, word) = if after.required {
            ("parameter-required-added", Verdict::Breaking, "a required")
        } else {
            (
                "parameter-optional-added",
                Verdict::Compatible,
                "an optional",
            )
        };
        let title = format!(
            "{} of {WHO} is new: {word} {}",
            code(&after.name),
            placed(after.place)
        );
        let said = Said::added(rule, title, after.origin).from(None, after.name.clone());
        wire.found(owner, Some(Direction::Request), verdict, said);
    }
    for before in &gone {
        let rule = if before.required {
            "parameter-required-removed"
        } else {
            "parameter-optional-removed"
        };
        let title = format!(
            "{} of {WHO} is gone, a {}",
            code(&before.name),
            placed(before.place)
        );
        let said = Said::removed(rule, title, before.origin).from(before.name.clone(), None);
        wire.found(owner, Some(Direction::Request), Verdict::Risky, said);
    }
}

/// The parameters of the path.
fn of_paths(
    wire: &mut Wire<'_>,
    owner: Owner,
    (base, before): (&Operation, Vec<Parameter>),
    (revision, after): (&Operation, Vec<Parameter>),
) {
    let (mut gone, mut new) = (Vec::new(), after.clone());
    let mut moved = false;
    for (index, before) in before.iter().enumerate() {
        match new.iter().position(|after| after.name == before.name) {
            Some(found) => {
                let found = new.remove(found);
                moved |= after
                    .get(index)
                    .is_none_or(|after| after.name != found.name);
                both(wire, owner, before, &found);
            }
            None => gone.push(before),
        }
    }
    if moved && nameless(&base.path) == nameless(&revision.path) {
        let title = format!("The parameters in the path of {WHO} changed places");
        let said = Said::new(
            "path-parameters-swapped",
            title,
            base.origin,
            revision.origin,
        )
        .from(base.path.clone(), revision.path.clone());
        wire.found(owner, Some(Direction::Request), Verdict::Breaking, said);
    }
    // A path that gained or lost one is another path, and told as such.
    if gone.len() != new.len() {
        return;
    }
    for (before, after) in gone.into_iter().zip(&new) {
        let title = format!(
            "{} of {WHO} is now called {}",
            code(&before.name),
            code(&after.name)
        );
        let said = Said::new("path-parameter-renamed", title, before.origin, after.origin)
            .from(before.name.clone(), after.name.clone());
        wire.found(owner, Some(Direction::Request), Verdict::None, said);
        both(wire, owner, before, after);
    }
}

fn same(left: &Parameter, right: &Parameter) -> bool {
    left.place == right.place
        && if left.place == In::Header {
            left.name.eq_ignore_ascii_case(&right.name)
        } else {
            left.name == right.name
        }
}

/// Those that changed their place, and those that changed their name.
fn moved(wire: &mut Wire<'_>, owner: Owner, gone: &mut Vec<Parameter>, new: &mut Vec<Parameter>) {
    let mut found = Vec::new();
    gone.retain(
        |before| match new.iter().position(|after| after.name == before.name) {
            Some(index) => {
                found.push((before.clone(), new.remove(index)));
                false
            }
            None => true,
        },
    );
    for (before, after) in &found {
        let title = format!(
            "{} of {WHO} moved: it is a {}",
            code(&after.name),
            placed(after.place)
        );
        let said = Said::new(
            "parameter-location-changed",
            title,
            before.origin,
            after.origin,
        )
        .from(
            placed(before.place).to_owned(),
            placed(after.place).to_owned(),
        );
        wire.found(owner, Some(Direction::Request), Verdict::Breaking, said);
        both(wire, owner, before, after);
    }
    let names = |all: &[Parameter]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let pairs = matched(&names(gone), &names(new), |was, is| {
        let (before, after) = (&gone[was], &new[is]);
        if before.place != after.place || before.required != after.required {
            return None;
        }
        let said = of_words(before.description.as_ref(), after.description.as_ref());
        Some(said + alike::likeness(wire, &before.schema, &after.schema)?)
    });
    for (was, is) in &pairs {
        let (before, after) = (&gone[*was], &new[*is]);
        let title = format!(
            "{} of {WHO} is now called {}",
            code(&before.name),
            code(&after.name)
        );
        let said = Said::new("parameter-renamed", title, before.origin, after.origin)
            .from(before.name.clone(), after.name.clone());
        wire.found(owner, Some(Direction::Request), Verdict::Breaking, said);
        both(wire, owner, before, after);
    }
    matched::keep_others(gone, new, &pairs);
}

fn both(wire: &mut Wire<'_>, owner: Owner, base: &Parameter, revision: &Parameter) {
    let what = format!("{} of {WHO}", code(&revision.name));
    let (from, to) = (base.origin, revision.origin);
    wire.pairs.push((from, to));
    let request = Some(Direction::Request);
    if base.required != revision.required {
        let (rule, verdict, word) = if revision.required {
            (
                "parameter-became-required",
                Verdict::Breaking,
                "is needed now",
            )
        } else {
            (
                "parameter-became-optional",
                Verdict::Compatible,
                "may be left out",
            )
        };
        wire.found(
            owner,
            request,
            verdict,
            Said::new(rule, format!("{what} {word}"), from, to),
        );
    }
    if base.place == revision.place
        && base.style != revision.style
        && base.content_type.is_none()
        && revision.content_type.is_none()
    {
        let (was, is) = (
            wire.base_of(&base.schema).types,
            wire.revision_of(&revision.schema).types,
        );
        // A list without keys is written with commas either way, and where one of both is no list a single value is compared.
        let are_lists = was.array && is.array;
        let is_one = !are_lists || matches!(revision.style, Style::Simple { .. });
        let is_same =
            is_one && !is.object && exploded(base.style, false) == exploded(revision.style, false);
        if !is_same {
            let said = Said::new(
                "parameter-style-changed",
                format!(
                    "{} is written with {}, no longer with {}",
                    capital(&what),
                    code(&written(revision.style)),
                    code(&written(base.style))
                ),
                from,
                to,
            )
            .from(written(base.style), written(revision.style));
            wire.found(owner, request, Verdict::Breaking, said);
        }
    }
    let is_json = |one: &Parameter| {
        let kind = one.content_type.as_deref();
        kind.is_some_and(|kind| kind.ends_with("/json") || kind.ends_with("+json"))
    };
    // A value travels without its media type.
    if base.content_type != revision.content_type && !(is_json(base) && is_json(revision)) {
        let word = match &revision.content_type {
            Some(is) => format!("is written as {}", code(is)),
            None => format!("is written with {}", code(&written(revision.style))),
        };
        let said = Said::new(
            "parameter-content-changed",
            format!("{} {word}", capital(&what)),
            from,
            to,
        )
        .from(base.content_type.clone(), revision.content_type.clone());
        wire.found(owner, request, Verdict::Breaking, said);
    }
    bodies::reserved(
        wire,
        owner,
        Direction::Request,
        &what,
        (base.allow_reserved || base.segments, from),
        (revision.allow_reserved || revision.segments, to),
    );
    if base.allow_empty_value != revision.allow_empty_value {
        let (verdict, word) = if revision.allow_empty_value {
            (Verdict::Compatible, "may be empty")
        } else {
            (Verdict::Risky, "may no longer be empty")
        };
        let title = format!("{what} {word}");
        let said = Said::new("allow-empty-value-changed", title, from, to);
        wire.found(owner, request, verdict, said);
    }
    if base.deprecated != revision.deprecated {
        let (rule, word) = if revision.deprecated {
            ("parameter-deprecated", "is deprecated")
        } else {
            ("parameter-undeprecated", "is no longer deprecated")
        };
        wire.found(
            owner,
            None,
            Verdict::None,
            Said::new(rule, format!("{what} {word}"), from, to),
        );
    }
    wire.documented(
        owner,
        &what,
        (base.description.as_ref(), from),
        (revision.description.as_ref(), to),
        None,
    );
    let spelled = match (&base.content_type, &revision.content_type) {
        (None, None) => Spelled::Text,
        _ => Spelled::Json,
    };
    let (request, uses) = (Direction::Request, (&base.schema, &revision.schema));
    let has_list = |one: &Use, contract: &Contract| contract.schema(one.schema).types.array;
    let style = if has_list(uses.1, wire.revision) {
        revision.style
    } else {
        base.style
    };
    let is_repeated = exploded(style, false) != style && !matches!(style, Style::Simple { .. });
    let rules = ["parameter-became-list", "parameter-became-single"];
    wire.spelled(spelled, |wire| {
        if spelled == Spelled::Text
            && spelled::listed(wire, owner, request, &what, uses, is_repeated, rules)
        {
            schemas::noted(wire, owner, request, &what, uses.0, uses.1);
        } else {
            schemas::uses(wire, owner, request, &what, uses.0, uses.1);
        }
    });
}

/// A style, as it would be with this `explode`.
fn exploded(style: Style, explode: bool) -> Style {
    match style {
        Style::Simple { .. } => Style::Simple { explode },
        Style::Label { .. } => Style::Label { explode },
        Style::Matrix { .. } => Style::Matrix { explode },
        Style::Form { .. } => Style::Form { explode },
        Style::SpaceDelimited { .. } => Style::SpaceDelimited { explode },
        Style::PipeDelimited { .. } => Style::PipeDelimited { explode },
        Style::DeepObject => Style::DeepObject,
        Style::Cookie { .. } => Style::Cookie { explode },
    }
}

fn placed(place: In) -> &'static str {
    match place {
        In::Path => "path parameter",
        In::Header => "header",
        In::Cookie => "cookie",
        _ => "query parameter",
    }
}

/// A style as the document says it.
pub(super) fn written(style: Style) -> String {
    let (style, explode) = match style {
        Style::Simple { explode } => ("simple", explode),
        Style::Label { explode } => ("label", explode),
        Style::Matrix { explode } => ("matrix", explode),
        Style::Form { explode } => ("form", explode),
        Style::SpaceDelimited { explode } => ("spaceDelimited", explode),
        Style::PipeDelimited { explode } => ("pipeDelimited", explode),
        Style::DeepObject => return "style: deepObject".to_owned(),
        Style::Cookie { explode } => ("cookie", explode),
    };
    format!("style: {style}, explode: {explode}")
}
