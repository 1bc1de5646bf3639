//! A type for each direction, only where one would lie: an object that is sent and received and requires a member that one of the two directions lacks.
//!
//! `readOnly` says that requests lack the member, `writeOnly` that answers do (OpenAPI 3.1, section 4.8.24.1). What such an object is a part of, in both
//! directions, has two types as well. The one of answers keeps the name; that of requests is called `..Input`.

use std::collections::{HashMap, HashSet};

use crate::api::Told;
use crate::contract::{SchemaId, Use};

use super::Lower;
use super::plan::{Plan, TellPlan};

/// What the name of a type of requests ends in.
pub(super) const INPUT: &str = "input";

/// Splits what has to be, once everything that is reachable is planned.
pub(super) fn split(lower: &mut Lower<'_>) {
    let split = differing(lower);
    if !split.is_empty() {
        into_two(lower, split);
    }
    tell_by_what_travels(lower);
}

fn into_two(lower: &mut Lower<'_>, split: Vec<SchemaId>) {
    let tags = tags(lower);
    for &id in &split {
        let mut schema = lower.schema(id).clone();
        schema.name = None;
        let input = lower.synthesize(schema);
        lower.inputs.insert(id, input);
        lower.placed.insert(input, (id, INPUT.to_owned()));
        if let Some(&other) = lower.stands_for.get(&id) {
            lower.stands_for.insert(input, other);
        }
    }
    for &id in &split {
        let input = lower.inputs[&id];
        let mut plan = lower.plans[&id].clone();
        if let Plan::Struct(object) = &mut plan {
            let mut answer = object.clone();
            let is_tag = |wire: &str| tags.contains(&(id, wire.to_owned()));
            answer
                .members
                .retain(|member| !member.usage.notes.write_only || is_tag(&member.wire));
            object
                .members
                .retain(|member| !member.usage.notes.read_only || is_tag(&member.wire));
            lower.plans.insert(id, Plan::Struct(answer));
        }
        lower.plans.insert(input, plan);
        lower.sent.remove(&id);
        lower.sent.insert(input);
        let files: Vec<String> = lower
            .files
            .iter()
            .filter(|(form, _)| *form == id)
            .map(|(_, member)| member.clone())
            .collect();
        lower
            .files
            .extend(files.into_iter().map(|member| (input, member)));
    }
    redirect(lower);
    let order = std::mem::take(&mut lower.order);
    for id in order {
        lower.order.push(id);
        let input = lower.inputs.get(&id).copied();
        lower.order.extend(input);
    }
}

/// Requests are not told by a key that only answers have, nor answers by one of requests. One variant may be left without a key: what has no other's is that one.
fn tell_by_what_travels(lower: &mut Lower<'_>) {
    let mut plans = std::mem::take(&mut lower.plans);
    for (id, plan) in &mut plans {
        let Plan::Union(union) = plan else { continue };
        if union.tell != TellPlan::Key {
            continue;
        }
        let sent = !lower.received.contains(id);
        let left: Vec<Vec<Told>> = union
            .variants
            .iter()
            .map(|variant| {
                let properties = &lower.schema(variant.usage.schema).object.properties;
                let travels = |wire: &str| {
                    properties.get(wire).is_none_or(|property| {
                        let notes = &property.schema.notes;
                        notes.read_only == notes.write_only || notes.write_only == sent
                    })
                };
                let mut told_by = variant.told_by.clone();
                for told in &mut told_by {
                    if let Told::Keys(keys) = told {
                        keys.retain(|key| travels(&key.wire));
                        if keys.is_empty() {
                            *told = Told::Rest;
                        }
                    }
                }
                told_by
            })
            .collect();
        let rest = left.iter().filter(|told_by| told_by.contains(&Told::Rest));
        if rest.count() <= 1 {
            for (variant, told_by) in union.variants.iter_mut().zip(left) {
                variant.told_by = told_by;
            }
        }
    }
    lower.plans = plans;
}

/// What is sent holds the types of requests.
fn redirect(lower: &mut Lower<'_>) {
    let sent: Vec<SchemaId> = lower
        .sent
        .iter()
        .copied()
        .filter(|id| !lower.received.contains(id))
        .collect();
    for id in sent {
        let mut plan = lower.plans[&id].clone();
        for usage in plan.children_mut() {
            *usage = lower.outgoing(usage);
        }
        lower.plans.insert(id, plan);
    }
}

/// The schemas that need a type for each direction, sorted.
fn differing(lower: &Lower<'_>) -> Vec<SchemaId> {
    let both = || lower.sent.intersection(&lower.received).copied();
    let mut parents: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    let mut open = Vec::new();
    for id in both() {
        let plan = &lower.plans[&id];
        for child in plan.children() {
            parents.entry(lower.one(child.schema)).or_default().push(id);
        }
        if let Plan::Struct(object) = plan
            && object.members.iter().any(|member| {
                let notes = &member.usage.notes;
                member.required && notes.read_only != notes.write_only
            })
        {
            open.push(id);
        }
    }
    let mut found: HashSet<SchemaId> = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(parents.get(&id).into_iter().flatten().copied());
        }
    }
    let mut found: Vec<SchemaId> = found.into_iter().collect();
    found.sort_unstable();
    found
}

/// The members that tell the variants of a union apart: they travel in both directions.
fn tags(lower: &Lower<'_>) -> HashSet<(SchemaId, String)> {
    let mut tags = HashSet::new();
    for plan in lower.plans.values() {
        if let Plan::Union(union) = plan
            && let TellPlan::Tag(property) = &union.tell
        {
            for variant in &union.variants {
                tags.insert((lower.one(variant.usage.schema), property.clone()));
            }
        }
    }
    tags
}

impl Lower<'_> {
    /// A use as a request has it.
    pub(super) fn outgoing(&self, usage: &Use) -> Use {
        let mut usage = usage.clone();
        if let Some(input) = self.inputs.get(&self.one(usage.schema)) {
            usage.schema = *input;
        }
        usage
    }

    /// The schema whose type of requests this one stands for.
    pub(super) fn answer_of(&self, input: SchemaId) -> Option<SchemaId> {
        let (answer, _) = self.placed.get(&input)?;
        (self.inputs.get(answer) == Some(&input)).then_some(*answer)
    }
}
