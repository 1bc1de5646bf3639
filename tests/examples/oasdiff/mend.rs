//! Test documents of a peer are short, and not all are OpenAPI: what every document must have is put in, the same in both versions.

use serde_yaml::{Mapping, Value};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Both versions with what OpenAPI asks for.
pub(super) fn mend(base: &mut Value, revision: &mut Value) {
    for document in [&mut *base, &mut *revision] {
        without_null(document);
        let info = entry(document, "info");
        default(info, "title", text("T"));
        default(info, "version", text("1"));
        if has_list_of_types(document) {
            document["openapi"] = text("3.1.0");
        }
        indented(document);
    }
    paths(base, revision);
    let (old, new) = (base.clone(), revision.clone());
    operations(base, &new);
    operations(revision, &old);
    for document in [base, revision] {
        answers(document);
        unique_ids(document);
    }
}

/// A path has the parameters that any version says it has.
fn paths(base: &mut Value, revision: &mut Value) {
    let mut missing: Vec<(String, String)> = Vec::new();
    for document in [&mut *base, &mut *revision] {
        for (path, item) in members(document, "paths") {
            let path = path.as_str().unwrap_or_default();
            let all = METHODS
                .iter()
                .filter_map(|method| item.get(*method))
                .chain([&*item]);
            let parameters = all.filter_map(|owner| owner.get("parameters")?.as_sequence());
            for parameter in parameters.flatten().filter(|one| one["in"] == text("path")) {
                let name = parameter["name"].as_str().unwrap_or_default();
                let pair = (path.to_owned(), name.to_owned());
                if !path.contains(&format!("{{{name}}}")) && !missing.contains(&pair) {
                    missing.push(pair);
                }
            }
        }
    }
    for document in [base, revision] {
        let Some(all) = document.get_mut("paths").and_then(Value::as_mapping_mut) else {
            continue;
        };
        let items = std::mem::take(all);
        for (key, item) in items {
            let path = key.as_str().unwrap_or_default();
            let own = missing.iter().filter(|(of, _)| of == path);
            let more: String = own.map(|(_, name)| format!("/{{{name}}}")).collect();
            all.insert(text(&format!("{path}{more}")), item);
        }
    }
}

/// What stands beside the key that it belongs under.
fn indented(node: &mut Value) {
    let is_status = |key: &Value| {
        key.as_u64().is_some() || key.as_str().is_some_and(|key| key.parse::<u16>().is_ok())
    };
    let is_media = |key: &Value| {
        key.as_str()
            .is_some_and(|key| key.starts_with("application/"))
    };
    if let Some(all) = node.as_mapping_mut() {
        let inside = all.contains_key("description")
            || all.contains_key("operationId")
            || all.contains_key("parameters");
        if inside || all.contains_key("requestBody") {
            under(all, "responses", &is_status);
        }
        if all.contains_key("description") {
            under(all, "content", &is_media);
        }
    }
    match node {
        Value::Mapping(all) => all.values_mut().for_each(indented),
        Value::Sequence(all) => all.iter_mut().for_each(indented),
        _ => {}
    }
}

fn under(all: &mut Mapping, key: &str, belongs: &dyn Fn(&Value) -> bool) {
    let moved: Vec<Value> = all.keys().filter(|key| belongs(key)).cloned().collect();
    let moved: Mapping = moved
        .into_iter()
        .filter_map(|key| all.remove(&key).map(|value| (key, value)))
        .collect();
    if !moved.is_empty() {
        all.insert(text(key), Value::Mapping(moved));
    }
}

/// A list of types is no OpenAPI 3.0.
fn has_list_of_types(node: &Value) -> bool {
    match node {
        Value::Mapping(all) => {
            all.get("type").is_some_and(Value::is_sequence) || all.values().any(has_list_of_types)
        }
        Value::Sequence(all) => all.iter().any(has_list_of_types),
        _ => false,
    }
}

/// An operation answers as it does in the other version, else with nothing; its path parameters are those of its path.
fn operations(document: &mut Value, other: &Value) {
    for (path, item) in members(document, "paths") {
        let path = path.as_str().unwrap_or_default().to_owned();
        let named: Vec<String> = path
            .split('{')
            .skip(1)
            .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
            .collect();
        let common = list(item, "parameters", &named);
        for method in METHODS {
            let theirs = &other["paths"][path.as_str()][method];
            let Some(operation) = item.get_mut(method) else {
                continue;
            };
            let answers = theirs["responses"].clone();
            let answers = if answers.is_mapping() {
                answers
            } else {
                serde_yaml::from_str("'204': {description: d}").expect("YAML")
            };
            default(operation, "responses", answers);
            let own = list(operation, "parameters", &named);
            for name in &named {
                if !common.contains(name) && !own.contains(name) {
                    let parameter = format!(
                        "{{name: {name}, in: path, required: true, schema: {{type: string}}}}"
                    );
                    let parameter: Value = serde_yaml::from_str(&parameter).expect("YAML");
                    if let Some(all) = entry(operation, "parameters").as_sequence_mut() {
                        all.push(parameter);
                    } else {
                        operation["parameters"] = Value::Sequence(vec![parameter]);
                    }
                }
            }
            if let Some(body) = operation.get_mut("requestBody") {
                content(body);
            }
        }
    }
}

/// The names of path parameters; those of another path are taken out. A `$ref` may be any of them.
fn list(owner: &mut Value, key: &str, named: &[String]) -> Vec<String> {
    let Some(all) = owner.get_mut(key).and_then(Value::as_sequence_mut) else {
        return Vec::new();
    };
    all.retain(|one| {
        one["in"] != text("path")
            || one["name"]
                .as_str()
                .is_some_and(|name| named.iter().any(|other| other == name))
    });
    for parameter in all.iter_mut().filter(|one| one["in"] == text("path")) {
        parameter["required"] = Value::Bool(true);
    }
    if all.iter().any(|one| one.get("$ref").is_some()) {
        return named.to_vec();
    }
    let names = all.iter().filter(|one| one["in"] == text("path"));
    names
        .filter_map(|one| one["name"].as_str().map(str::to_owned))
        .collect()
}

fn content(body: &mut Value) {
    if body.get("$ref").is_none()
        && body
            .get("content")
            .and_then(Value::as_mapping)
            .is_none_or(Mapping::is_empty)
    {
        body["content"] = serde_yaml::from_str("application/json: {}").expect("YAML");
    }
}

/// Every answer has a description; what else must say something says the least.
fn answers(node: &mut Value) {
    if let Some(all) = node.get_mut("responses").and_then(Value::as_mapping_mut) {
        for (_, answer) in all
            .iter_mut()
            .filter(|(_, one)| one.is_mapping() && one.get("$ref").is_none())
        {
            default(answer, "description", text("d"));
        }
    }
    for (_, body) in members(node, "requestBodies") {
        content(body);
    }
    for (_, scheme) in members(node, "securitySchemes") {
        if scheme["type"] == text("http") {
            default(scheme, "scheme", text("bearer"));
        }
        for (_, flow) in members(scheme, "flows") {
            default(flow, "scopes", Value::Mapping(Mapping::new()));
            default(flow, "tokenUrl", text("https://a.test"));
            default(flow, "authorizationUrl", text("https://a.test"));
        }
    }
    if node.get("in").is_some_and(Value::is_string)
        && node.get("schema").is_none()
        && node.get("content").is_none()
    {
        node["schema"] = Value::Mapping(Mapping::new());
    }
    match node {
        Value::Mapping(all) => all.values_mut().for_each(answers),
        Value::Sequence(all) => all.iter_mut().for_each(answers),
        _ => {}
    }
}

/// The second operation of one id has none.
fn unique_ids(document: &mut Value) {
    let mut seen = Vec::new();
    for (_, item) in members(document, "paths") {
        for method in METHODS {
            let Some(operation) = item.get_mut(method).and_then(Value::as_mapping_mut) else {
                continue;
            };
            let id = operation.get("operationId").cloned();
            if id.as_ref().is_some_and(|id| seen.contains(id)) {
                operation.remove("operationId");
            }
            seen.extend(id);
        }
    }
}

/// A key with nothing behind it is no key.
fn without_null(node: &mut Value) {
    match node {
        Value::Mapping(all) => {
            all.retain(|key, value| {
                !value.is_null() || matches!(key.as_str(), Some("default" | "const" | "example"))
            });
            all.values_mut().for_each(without_null);
        }
        Value::Sequence(all) => all.iter_mut().for_each(without_null),
        _ => {}
    }
}

fn members<'v>(node: &'v mut Value, key: &str) -> impl Iterator<Item = (&'v Value, &'v mut Value)> {
    let members = node.get_mut(key).and_then(Value::as_mapping_mut);
    members
        .into_iter()
        .flat_map(Mapping::iter_mut)
        .filter(|(_, value)| value.is_mapping())
}

fn entry<'v>(node: &'v mut Value, key: &str) -> &'v mut Value {
    default(node, key, Value::Mapping(Mapping::new()));
    &mut node[key]
}

fn default(node: &mut Value, key: &str, value: Value) {
    if let Some(all) = node.as_mapping_mut() {
        all.entry(text(key)).or_insert(value);
    }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}
