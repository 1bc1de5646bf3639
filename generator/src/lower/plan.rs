//! What each reachable schema becomes, before anything has a name.

use serde_json::Value;

use crate::api::{JsonKind, Rule, Told, Type};
use crate::contract::{Additional, Schema, SchemaId, Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::pattern;
use crate::source::Origin;

use super::untyped::note_open;
pub(super) use super::untyped::untyped;
use super::{Lower, enums, rules, types, undeclared, unions};

/// The Rust shape of a schema.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// A type that needs no definition.
    Plain(Type),
    List(Use),
    Entries(Use),
    Struct(StructPlan),
    Enum(Vec<Value>),
    /// A component's enum: its type, under a rule where it is some of the values.
    Narrowed(Use, Vec<String>),
    Union(UnionPlan),
}

#[derive(Clone, Debug)]
pub(super) struct StructPlan {
    /// An array: the members are its items, by index.
    pub(super) positional: bool,
    pub(super) members: Vec<Member>,
    pub(super) patterns: Vec<PatternPlan>,
    pub(super) extra: ExtraPlan,
    /// Of the object as a whole.
    pub(super) rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) origin: Origin,
    pub(super) wire: String,
    pub(super) required: bool,
    pub(super) usage: Use,
}

/// Members by pattern.
#[derive(Clone, Debug)]
pub(super) struct PatternPlan {
    pub(super) written: String,
    /// As the crate runs it.
    pub(super) pattern: String,
    pub(super) usage: Use,
}

#[derive(Clone, Debug)]
pub(super) enum ExtraPlan {
    Kept,
    Open,
    Typed(Use),
}

#[derive(Clone, Debug)]
pub(super) struct UnionPlan {
    pub(super) tell: TellPlan,
    pub(super) variants: Vec<VariantPlan>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TellPlan {
    Tag(String),
    Type,
    Key,
}

#[derive(Clone, Debug)]
pub(super) struct VariantPlan {
    pub(super) usage: Use,
    /// Words for the variant's name: the component's name, the mapping's key, the tag's value, the JSON type.
    pub(super) words: String,
    pub(super) told_by: Vec<Told>,
    pub(super) declares_tag: bool,
}

impl Plan {
    /// Whether the schema becomes a type of its own.
    pub(super) fn is_definition(&self) -> bool {
        matches!(self, Self::Struct(_) | Self::Enum(_) | Self::Union(_))
    }

    /// What the type holds.
    pub(super) fn children(&self) -> Vec<&Use> {
        match self {
            Self::Plain(_) | Self::Enum(_) => Vec::new(),
            Self::List(usage) | Self::Entries(usage) | Self::Narrowed(usage, _) => vec![usage],
            Self::Struct(plan) => {
                let extra = if let ExtraPlan::Typed(usage) = &plan.extra {
                    Some(usage)
                } else {
                    None
                };
                let members = plan.members.iter().map(|member| &member.usage);
                let patterns = plan.patterns.iter().map(|pattern| &pattern.usage);
                members.chain(patterns).chain(extra).collect()
            }
            Self::Union(plan) => plan.variants.iter().map(|variant| &variant.usage).collect(),
        }
    }

    /// As [`Self::children`], to change them.
    pub(super) fn children_mut(&mut self) -> Vec<&mut Use> {
        match self {
            Self::Plain(_) | Self::Enum(_) => Vec::new(),
            Self::List(usage) | Self::Entries(usage) | Self::Narrowed(usage, _) => vec![usage],
            Self::Struct(plan) => {
                let extra = if let ExtraPlan::Typed(usage) = &mut plan.extra {
                    Some(usage)
                } else {
                    None
                };
                let members = plan.members.iter_mut().map(|member| &mut member.usage);
                let patterns = plan.patterns.iter_mut().map(|pattern| &mut pattern.usage);
                members.chain(patterns).chain(extra).collect()
            }
            Self::Union(plan) => {
                let variants = plan.variants.iter_mut();
                variants.map(|variant| &mut variant.usage).collect()
            }
        }
    }
}

/// Plans a schema and all that it reaches. `sent`: from a request.
pub(super) fn reach(lower: &mut Lower<'_>, root: &Use, sent: bool) {
    let mut work = vec![(root.schema, 0)];
    while let Some((id, outer)) = work.pop() {
        let id = lower.one(id);
        let reached = if sent {
            &mut lower.sent
        } else {
            &mut lower.received
        };
        if !reached.insert(id) {
            continue;
        }
        if !lower.plans.contains_key(&id) {
            let plan = plan(lower, id);
            let plan = ended(lower, id, plan, outer);
            note_open(lower, id, &plan);
            if plan.is_definition() {
                lower.order.push(id);
            }
            lower.plans.insert(id, plan);
        }
        let plan = &lower.plans[&id];
        let inner = if matches!(plan, Plan::List(_) | Plan::Entries(_)) {
            outer + 1
        } else {
            0
        };
        let children = plan.children().into_iter().rev();
        work.extend(children.map(|usage| (usage.schema, inner)));
    }
}

/// How deep lists and maps may hold nothing but each other: they are one type in Rust.
const DEEPEST: usize = 32;

/// Lists and maps have no name of their own: where one holds itself through nothing but others, or goes on beyond what anybody reads, it ends in JSON as it is.
/// `outer`: how many of them are around this one.
fn ended(lower: &mut Lower<'_>, id: SchemaId, plan: Plan, outer: usize) -> Plan {
    let (Plan::List(inner) | Plan::Entries(inner)) = &plan else {
        return plan;
    };
    let mut next = lower.one(inner.schema);
    let mut levels = outer + 1;
    let why = loop {
        if next == id {
            break "a list or a map that holds itself has no end as a type";
        }
        if levels >= DEEPEST {
            break "lists and maps are nested too deeply without an object between";
        }
        match lower.plans.get(&next) {
            Some(Plan::List(inner) | Plan::Entries(inner)) => next = lower.one(inner.schema),
            _ => return plan,
        }
        levels += 1;
    };
    let origin = lower.schema(id).origin;
    untyped(lower, origin, why);
    match plan {
        Plan::List(_) => Plan::Plain(Type::List(Box::new(Type::Value))),
        _ => Plan::Plain(Type::Map),
    }
}

fn plan(lower: &mut Lower<'_>, id: SchemaId) -> Plan {
    let schema = lower.schema(id).clone();
    if let Some(values) = &schema.values {
        return enums::plan(lower, &schema, values);
    }
    if let Some(union) = &schema.union {
        return unions::plan(lower, id, &schema, union);
    }
    let kinds = types::kinds(schema.types);
    match kinds[..] {
        [] => Plan::Plain(Type::Null),
        [JsonKind::String] => Plan::Plain(types::string(&schema)),
        [JsonKind::Integer] => {
            types::report_beyond(lower, &schema);
            Plan::Plain(types::integer(&schema))
        }
        [JsonKind::Number] => Plan::Plain(types::float(&schema)),
        [JsonKind::Boolean] => Plan::Plain(Type::Boolean),
        [JsonKind::Array] => array(lower, &schema),
        [JsonKind::Object] => object(lower, &schema),
        _ if schema.types == Types::ANY => anything(lower, &schema),
        _ => unions::of_types(lower, id, &schema, &kinds),
    }
}

/// A schema that says nothing of the type, but may say much of an object.
fn anything(lower: &mut Lower<'_>, schema: &Schema) -> Plan {
    if schema.object.properties.is_empty() {
        return Plan::Plain(Type::Value);
    }
    object(lower, schema)
}

fn array(lower: &mut Lower<'_>, schema: &Schema) -> Plan {
    if !schema.array.prefix.is_empty() {
        return tuple(lower, schema);
    }
    match &schema.array.items {
        Some(items) => Plan::List(items.clone()),
        None => Plan::Plain(Type::List(Box::new(Type::Value))),
    }
}

/// `prefixItems`: an item that `minItems` asks for is required, what comes behind is `items`.
fn tuple(lower: &Lower<'_>, schema: &Schema) -> Plan {
    let array = &schema.array;
    let places = array.prefix.len() as u64;
    let least = array.min_items.unwrap_or(0);
    let members = array
        .prefix
        .iter()
        .zip(0_u64..)
        .map(|(usage, index)| Member {
            origin: usage.origin,
            wire: index.to_string(),
            required: index < least,
            usage: usage.clone(),
        })
        .collect();
    let extra = match &array.items {
        None => ExtraPlan::Open,
        Some(items) if lower.schema(items.schema).types == Types::NONE && !items.nullable => {
            ExtraPlan::Kept
        }
        Some(items) => ExtraPlan::Typed(items.clone()),
    };
    let least = (least > places).then_some(Rule::MinItems(least));
    let most = array
        .max_items
        .filter(|most| *most > places || !matches!(extra, ExtraPlan::Kept));
    let unique = array.unique_items.then_some(Rule::UniqueItems);
    let rules = least
        .into_iter()
        .chain(most.map(Rule::MaxItems))
        .chain(unique)
        .chain(rules::conditions(schema));
    Plan::Struct(StructPlan {
        positional: true,
        members,
        patterns: Vec::new(),
        extra,
        rules: rules.collect(),
    })
}

fn object(lower: &mut Lower<'_>, schema: &Schema) -> Plan {
    let object = &schema.object;
    let patterns = patterns(lower, schema);
    let runnable = patterns.len() == object.patterns.len();
    if object.properties.is_empty() {
        match (&object.additional, &patterns[..]) {
            _ if !runnable => return Plan::Plain(Type::Map),
            (Additional::Typed(usage), []) => return Plan::Entries((**usage).clone()),
            // A map whose names are checked.
            (Additional::Forbidden, [only]) => return Plan::Entries(only.usage.clone()),
            (_, [only]) if matches_all(&only.written) => {
                return Plan::Entries(only.usage.clone());
            }
            (Additional::Unsaid | Additional::Any, []) => return Plan::Plain(Type::Map),
            _ => {}
        }
    }
    let mut members: Vec<Member> = object
        .properties
        .iter()
        .map(|(wire, property)| Member {
            origin: property.origin,
            wire: wire.clone(),
            required: property.required,
            usage: property.schema.clone(),
        })
        .collect();
    members.extend(undeclared::members(lower, schema));
    let extra = match &object.additional {
        _ if !runnable => ExtraPlan::Open,
        Additional::Unsaid | Additional::Forbidden => ExtraPlan::Kept,
        Additional::Any => ExtraPlan::Open,
        Additional::Typed(usage) => ExtraPlan::Typed((**usage).clone()),
    };
    if matches!(extra, ExtraPlan::Kept) {
        report_undeclared(lower, schema);
    }
    let mut rules = rules::object(object);
    rules.extend(rules::conditions(schema));
    Plan::Struct(StructPlan {
        positional: false,
        members,
        patterns: if runnable { patterns } else { Vec::new() },
        extra,
        rules,
    })
}

/// A condition about a member that nothing declares: it is sent by nobody, so that the condition can't be met or never fails.
fn report_undeclared(lower: &mut Lower<'_>, schema: &Schema) {
    let object = &schema.object;
    let is_unknown = |name: &&str| {
        !object.properties.contains_key(*name) && !undeclared::is_member(schema, name)
    };
    let conditions = schema.conditions.iter();
    // That a member must not be there is about one that nothing declares.
    let conditions = conditions.filter(|one| one.keyword != "properties");
    let asked = conditions.map(|one| (one.keyword, one.origin, one.says.members()));
    let dependent = object.dependent.iter().map(|(name, needs)| {
        let needs = needs.iter().map(String::as_str);
        let names = std::iter::once(name.as_str()).chain(needs);
        ("dependentRequired", schema.origin, names.collect())
    });
    let unknown: Vec<(&str, Origin, &str)> = asked
        .chain(dependent)
        .filter_map(|(keyword, origin, names)| {
            Some((keyword, origin, names.into_iter().find(is_unknown)?))
        })
        .collect();
    for (keyword, origin, name) in unknown {
        lower.report(
            Diagnostic::warning(
                Code("LP0352"),
                format!("`{keyword}` is about `{name}`, which no property declares"),
            )
            .at(origin.key_of(keyword), "")
            .help("declare it under `properties` beside the others, where it can be sent and read"),
        );
    }
}

/// `patternProperties`, where the crate can run the patterns: another one is told.
fn patterns(lower: &mut Lower<'_>, schema: &Schema) -> Vec<PatternPlan> {
    let mut plans = Vec::new();
    for (written, usage) in &schema.object.patterns {
        match pattern::translated(written) {
            Ok(pattern) => plans.push(PatternPlan {
                written: written.clone(),
                pattern,
                usage: usage.clone(),
            }),
            Err(reason) => {
                let why = format!("a pattern of `patternProperties` can't be run: {reason}");
                untyped(lower, schema.origin, &why);
            }
        }
    }
    plans
}

/// Whether a pattern is found in any name.
pub(super) fn matches_all(pattern: &str) -> bool {
    matches!(
        pattern,
        "" | "^" | ".*" | "^.*$" | ".+" | "^.+$" | "^.*" | "^.+" | "."
    )
}

/// The plan of a schema, made anew.
pub(super) fn plan_of(lower: &mut Lower<'_>, id: SchemaId) -> Plan {
    plan(lower, id)
}
