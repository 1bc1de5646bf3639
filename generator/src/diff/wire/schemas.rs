//! Schemas: a use against a use, a schema against a schema.

use std::collections::HashSet;

use serde_json::Value;

use super::matched::{self, matched};
use super::operations::capital;
use super::{
    Direction, Owner, Pair, Said, Spelled, Verdict, Wire, arrays, asked, brief, code, constraints,
    formats, nulls, objects, replaced, shown, spelled, unions,
};
use crate::contract::{
    ArrayRules, Contract, Notes, NumberRules, ObjectRules, Schema, StringRules, Types, Use,
};
use crate::resolve::fits_scalar_rules;
use crate::source::Origin;

/// A use against a use: null, what is said at the place, then the schemas.
pub(super) fn uses(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Use,
    revision: &Use,
) {
    let is_told = match wire.spelled {
        Spelled::Json => false,
        Spelled::Text => spelled::as_text(wire, owner, direction, what, base, revision),
        Spelled::Parts => {
            spelled::as_text(wire, owner, direction, what, base, revision)
                || spelled::several(wire, owner, direction, what, base, revision)
        }
    };
    noted(wire, owner, direction, what, base, revision);
    if is_told || nulls::only(wire, owner, direction, what, base, revision) {
        return;
    }
    let label = wire
        .revision_of(revision)
        .name
        .as_ref()
        .filter(|_| !is_another(wire, wire.base_of(base), wire.revision_of(revision)))
        .map_or_else(|| what.to_owned(), |name| code(name));
    wire.pair(owner, direction, base, revision, label);
}

/// What is said of the use: null, a default, documentation.
pub(super) fn noted(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Use,
    revision: &Use,
) {
    let (from, to) = (base.origin, revision.origin);
    let towards = Some(direction);
    // Any JSON is null too: that its type changed tells it.
    let any = [wire.base_of(base), wire.revision_of(revision)]
        .iter()
        .any(|schema| takes_all(schema, Types::ANY));
    if !any {
        nulls::note(wire, owner, direction, what, base, revision);
    }
    let text = |value: &Option<Value>| value.as_ref().map(shown);
    // In text `true` is "true".
    let is_same =
        wire.spelled != Spelled::Json && text(&base.notes.default) == text(&revision.notes.default);
    if base.notes.default != revision.notes.default && !is_same {
        let at = Place::of(wire, what, base, revision, |notes| &notes.default);
        let word = |value: &Option<Value>| brief(&text(value).unwrap_or_default());
        let (was, is) = (word(&base.notes.default), word(&revision.notes.default));
        let (rule, word) = match (&base.notes.default, &revision.notes.default) {
            (None, _) => ("default-added", format!("has a default now: {is}")),
            (_, None) => (
                "default-removed",
                format!("has no default any more, it was {was}"),
            ),
            _ => (
                "default-changed",
                format!("has the default {is}, it was {was}"),
            ),
        };
        let said = Said::new(
            rule,
            format!("{} {word}", capital(&at.what)),
            at.base,
            at.revision,
        )
        .from(text(&base.notes.default), text(&revision.notes.default));
        let verdict = direction.pick(Verdict::Risky, Verdict::None);
        let index = wire.found(owner, towards, verdict, said);
        wire.findings[index].also.push((from, to));
    }
    if base.notes.deprecated != revision.notes.deprecated {
        let at = Place::of(wire, what, base, revision, |notes| &notes.deprecated);
        let (rule, word) = if revision.notes.deprecated {
            ("deprecated", "is deprecated")
        } else {
            ("undeprecated", "is no longer deprecated")
        };
        let title = format!("{} {word}", capital(&at.what));
        let said = Said::new(rule, title, at.base, at.revision);
        let index = wire.found(owner, towards, Verdict::None, said);
        wire.findings[index].also.push((from, to));
    }
    // Another component is described otherwise: nothing became of either.
    if !replaced::is_replaced(wire, wire.base_of(base), wire.revision_of(revision)) {
        described(wire, owner, what, base, revision);
    }
    // What is said of the schema itself is told of that.
    let is_own = |contract: &Contract, usage: &Use| {
        contract.asked(usage.origin) == contract.asked(contract.schema(usage.schema).origin)
    };
    if !is_own(wire.base, base) || !is_own(wire.revision, revision) {
        asked::compare(wire, owner, direction, what, from, to);
    }
}

/// What is said of a use, or of the component that is used.
fn described(wire: &mut Wire<'_>, owner: Owner, what: &str, base: &Use, revision: &Use) {
    let seen = Some((base.origin, revision.origin));
    let at = Place::of(wire, what, base, revision, |notes| &notes.description);
    wire.documented(
        owner,
        &at.what,
        (base.notes.description.as_ref(), at.base),
        (revision.notes.description.as_ref(), at.revision),
        seen,
    );
    let at = Place::of(wire, what, base, revision, |notes| &notes.title);
    wire.documented(
        owner,
        &format!("{} (its title)", at.what),
        (base.notes.title.as_ref(), at.base),
        (revision.notes.title.as_ref(), at.revision),
        seen,
    );
}

/// Whether what is used is another component now, or no longer one: then its use changed, and not what the component says.
pub(super) fn is_another(wire: &Wire<'_>, base: &Schema, revision: &Schema) -> bool {
    let [before, after] = &wire.names;
    let stays = |name: &Option<String>, others: &HashSet<&str>| {
        name.as_deref().is_some_and(|name| others.contains(name))
    };
    base.name != revision.name && (stays(&base.name, after) || stays(&revision.name, before))
}

/// Where something about a use is said: there, or by the component that is used.
pub(super) struct Place {
    pub(super) what: String,
    pub(super) base: Origin,
    pub(super) revision: Origin,
}

impl Place {
    pub(super) fn of<T: PartialEq>(
        wire: &Wire<'_>,
        what: &str,
        base: &Use,
        revision: &Use,
        note: fn(&Notes) -> &T,
    ) -> Self {
        let (before, after) = (wire.base_of(base), wire.revision_of(revision));
        let inherited =
            note(&base.notes) == note(&before.notes) && note(&revision.notes) == note(&after.notes);
        match &after.name {
            Some(name) if inherited && before.name.is_some() => Self {
                what: code(name),
                base: before.origin,
                revision: after.origin,
            },
            _ => Self {
                what: what.to_owned(),
                base: base.origin,
                revision: revision.origin,
            },
        }
    }
}

/// Scalars only.
pub(super) fn is_text(schema: &Schema) -> bool {
    let types = schema.types;
    !types.array && !types.object && schema.union.is_none() && types != Types::NONE
}

/// A string without a rule.
pub(super) fn is_any_text(schema: &Schema) -> bool {
    is_text(schema) && schema.types.string && takes_all(schema, schema.types)
}

/// Whether every value of these types is one of the schema: it has no rule.
pub(super) fn takes_all(schema: &Schema, types: Types) -> bool {
    let any = Schema {
        types,
        ..Schema::default()
    };
    covers(schema, &any)
}

/// Whether a schema takes all that another does, as far as its rules are none or the same.
pub(super) fn covers(outer: &Schema, inner: &Schema) -> bool {
    let own = list(outer.types);
    let same = |outer: &Option<String>, inner: &Option<String>| outer.is_none() || outer == inner;
    list(inner.types).iter().all(|one| own.contains(one))
        && (outer.values.is_none() || outer.values == inner.values)
        && same(&outer.format, &inner.format)
        && same(&outer.content_encoding, &inner.content_encoding)
        && outer.union.is_none()
        && (outer.number == NumberRules::default() || outer.number == inner.number)
        && (outer.string == StringRules::default() || outer.string == inner.string)
        && outer.array == ArrayRules::default()
        && outer.object == ObjectRules::default()
}

/// A schema against a schema.
pub(super) fn compare(wire: &mut Wire<'_>, pair: Pair, node: usize, label: &str) {
    let (base, revision) = (
        wire.base.schema(pair.base),
        wire.revision.schema(pair.revision),
    );
    let owner = Owner::Node(node);
    let direction = pair.direction;
    let place = wire.place(node, base, revision);
    if replaced::is_replaced(wire, base, revision) {
        replaced::tell(wire, owner, direction, label, (base, revision), place);
        return;
    }
    wire.documented(
        owner,
        label,
        (base.notes.description.as_ref(), base.origin),
        (revision.notes.description.as_ref(), revision.origin),
        None,
    );
    asked::compare(wire, owner, direction, label, base.origin, revision.origin);
    match (&base.union, &revision.union) {
        (Some(before), Some(after)) => {
            unions::compare(wire, owner, direction, label, before, after);
            return;
        }
        (None, Some(after)) => {
            unions::became(
                wire,
                owner,
                direction,
                label,
                (pair.base, base),
                (after, revision),
                place,
            );
            return;
        }
        (Some(before), None) => {
            unions::was(
                wire,
                owner,
                direction,
                label,
                (before, base),
                (pair.revision, revision),
                place,
            );
            return;
        }
        (None, None) => {}
    }
    if types(wire, owner, direction, label, (base, revision), place) {
        return;
    }
    values(wire, owner, direction, label, base, revision);
    // Another type of number has another format: that its type changed tells it.
    let numbers = |schema: &Schema| (schema.types.integer, schema.types.number);
    if numbers(base) == numbers(revision) || !formats::is_of_numbers(base, revision) {
        formats::compare(wire, owner, direction, label, base, revision);
    }
    if !is_listed(base, revision) && !is_listed(revision, base) {
        constraints::compare(wire, owner, direction, label, base, revision);
    }
    if base.types.array && revision.types.array {
        arrays::compare(wire, owner, direction, label, base, revision);
    }
    if base.types.object && revision.types.object {
        objects::compare(wire, owner, direction, label, base, revision);
    }
}

/// Whether the one lists its values, and all of them pass the rules of the other: then these say nothing more.
fn is_listed(listed: &Schema, other: &Schema) -> bool {
    let passes =
        |value: &Value| other.string.patterns.is_empty() && fits_scalar_rules(other, value).is_ok();
    let are_scalars = !other.types.array && !other.types.object;
    let values = listed.values.as_ref().filter(|_| are_scalars);
    values.is_some_and(|values| values.iter().filter(|value| !value.is_null()).all(passes))
}

/// Whether the types have nothing in common, so that nothing else is to be compared.
fn types(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    (base, revision): (&Schema, &Schema),
    (from, to): (Origin, Origin),
) -> bool {
    let (before, after) = (list(base.types), list(revision.types));
    let are_bytes = formats::is_bytes(base) && formats::is_bytes(revision);
    if before == after || are_bytes {
        return false;
    }
    // Of a few values, what came and went is told by the value.
    let are_few = base.values.is_some() && revision.values.is_some();
    let within = |inner: &[&str], outer: &[&str]| inner.iter().all(|one| outer.contains(one));
    let (rule, verdict, apart) = if within(&before, &after) && !before.is_empty() {
        ("type-widened", direction.wider(), false)
    } else if within(&after, &before) && !after.is_empty() {
        ("type-narrowed", direction.narrower(), false)
    } else {
        ("type-changed", Verdict::Breaking, true)
    };
    // Of what may be anything no part is known that could have come or gone.
    let is_any = |schema: &Schema| takes_all(schema, Types::ANY);
    let apart = apart || is_any(base) || is_any(revision);
    let text = text_of;
    let title = format!(
        "{} is {}, no longer {}",
        capital(label),
        text(&after),
        text(&before)
    );
    let said = Said::new(rule, title, from, to).from(text(&before), text(&after));
    if apart || !are_few {
        wire.found(owner, Some(direction), verdict, said);
    }
    apart
}

/// Types in words.
fn text_of(types: &[&str]) -> String {
    match types.len() {
        0 => "nothing".to_owned(),
        6 => "any JSON".to_owned(),
        _ => {
            let mut types = types.to_vec();
            if types.contains(&"number") {
                types.retain(|one| *one != "integer");
            }
            types.join(" or ")
        }
    }
}

pub(super) fn types_of(schema: &Schema) -> String {
    text_of(&list(schema.types))
}

fn list(types: Types) -> Vec<&'static str> {
    [
        (types.boolean, "boolean"),
        (types.integer, "integer"),
        (types.number, "number"),
        (types.string, "string"),
        (types.array, "array"),
        (types.object, "object"),
    ]
    .into_iter()
    .filter_map(|(has, name)| has.then_some(name))
    .collect()
}

/// `enum` and `const`.
fn values(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let (from, to) = (base.origin, revision.origin);
    let towards = Some(direction);
    let text = |values: &[Value]| values.iter().map(shown).collect::<Vec<_>>().join(", ");
    let (before, after) = match (&base.values, &revision.values) {
        (None, None) => return,
        (None, Some(after)) => {
            let said = Said::new(
                "became-enum",
                format!("{} is one of a few values", capital(label)),
                from,
                to,
            )
            .from(None, text(after));
            wire.found(owner, towards, direction.narrower(), said);
            return;
        }
        (Some(before), None) => {
            let said = Said::new(
                "enum-removed",
                format!("{} may have any value", capital(label)),
                from,
                to,
            )
            .from(text(before), None);
            wire.found(
                owner,
                towards,
                direction.pick(Verdict::Compatible, Verdict::Risky),
                said,
            );
            return;
        }
        (Some(before), Some(after)) => (before, after),
    };
    let mut new: Vec<&Value> = after
        .iter()
        .filter(|value| !before.contains(value))
        .collect();
    let mut gone: Vec<&Value> = before
        .iter()
        .filter(|value| !after.contains(value))
        .collect();
    let names = |values: &[&Value]| values.iter().map(|one| shown(one)).collect::<Vec<_>>();
    let pairs = matched(&names(&gone), &names(&new), |_, _| Some(1));
    for (was, is) in &pairs {
        let (was, is) = (shown(gone[*was]), shown(new[*is]));
        let title = format!("The value {} of {label} is now {}", code(&was), code(&is));
        let said = Said::new("enum-value-renamed", title, from, to).from(was, is);
        wire.found(owner, towards, Verdict::Breaking, said);
    }
    matched::keep_others(&mut gone, &mut new, &pairs);
    for value in new {
        let value = shown(value);
        let title = format!("{} may be {}", capital(label), code(&value));
        let said = Said::new("enum-value-added", title, from, to)
            .from(None, value.clone())
            .value(&value);
        wire.found(
            owner,
            towards,
            direction.pick(Verdict::Compatible, Verdict::Risky),
            said,
        );
    }
    for value in gone {
        let value = shown(value);
        let title = format!("{} is no longer {}", capital(label), code(&value));
        let said = Said::new("enum-value-removed", title, from, to)
            .from(value.clone(), None)
            .value(&value);
        wire.found(owner, towards, direction.narrower(), said);
    }
}
