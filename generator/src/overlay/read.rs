//! An overlay's file to its actions; what is wrong with it is told.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::{Action, Change};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Origin, Sources};

const OVERLAY: [&str; 4] = ["overlay", "info", "extends", "actions"];
const INFO: [&str; 3] = ["title", "version", "description"];
const ACTION: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// The actions, or nothing where the file is no overlay.
pub(super) fn read(
    file: FileId,
    document: FileId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Action>> {
    let value = sources.value(file, diagnostics)?;
    let before = diagnostics.len();
    let mut reader = Reader {
        sources,
        diagnostics,
    };
    let actions = reader.overlay(file, document, &value);
    (diagnostics.len() == before).then_some(actions)
}

struct Reader<'r> {
    sources: &'r mut Sources,
    diagnostics: &'r mut Diagnostics,
}

/// How many filters a path may have.
const FILTERS: usize = 8;

impl Reader<'_> {
    fn overlay(&mut self, file: FileId, document: FileId, value: &Value) -> Vec<Action> {
        let root = self.sources.root(file);
        let Some(overlay) = value.as_object() else {
            self.tell(
                root,
                None,
                "an overlay is an object".to_owned(),
                "it begins with `overlay: 1.0.0`",
            );
            return Vec::new();
        };
        let version = overlay
            .get("overlay")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let copies = version.starts_with("1.1.");
        if !copies && !version.starts_with("1.0.") {
            let member = overlay.contains_key("overlay").then_some("overlay");
            self.tell(
                root,
                member,
                "this is no overlay of version 1.0 or 1.1".to_owned(),
                "write `overlay: 1.0.0`",
            );
            return Vec::new();
        }
        self.known(root, overlay, &OVERLAY, "an overlay");
        self.info(root, overlay);
        if let Some(extends) = overlay.get("extends") {
            self.extends(root, document, file, extends);
        }
        let origin = self.sources.member(root, "actions");
        let Some(actions) = overlay.get("actions").and_then(Value::as_array) else {
            let member = overlay.contains_key("actions").then_some("actions");
            self.tell(
                root,
                member,
                "an overlay needs a list of `actions`".to_owned(),
                "write `actions: [{target: $.info, update: {title: Mended}}]`",
            );
            return Vec::new();
        };
        if actions.is_empty() {
            self.tell(
                root,
                Some("actions"),
                "the overlay has no action".to_owned(),
                "add one, or delete the file from `overlays`",
            );
        }
        let mut read = Vec::new();
        for (index, action) in actions.iter().enumerate() {
            let origin = self.sources.item(origin, index);
            read.extend(self.action(origin, index, action, copies));
        }
        read
    }

    fn info(&mut self, root: Origin, overlay: &Map<String, Value>) {
        let origin = self.sources.member(root, "info");
        let Some(info) = overlay.get("info").and_then(Value::as_object) else {
            let member = overlay.contains_key("info").then_some("info");
            self.tell(
                root,
                member,
                "an overlay needs `info`".to_owned(),
                "write `info: {title: What it mends, version: 1.0.0}`",
            );
            return;
        };
        self.known(origin, info, &INFO, "`info` of an overlay");
        for name in ["title", "version"] {
            if !info.get(name).is_some_and(Value::is_string) {
                let member = info.contains_key(name).then_some(name);
                self.tell(
                    origin,
                    member,
                    format!("`info` needs a text `{name}`"),
                    "write it in quotes, such as '1.0.0'",
                );
            }
        }
    }

    /// A relative `extends` must be the document; a URL can't be held against a file.
    fn extends(&mut self, root: Origin, document: FileId, file: FileId, extends: &Value) {
        let Some(written) = extends.as_str() else {
            self.tell(
                root,
                Some("extends"),
                "`extends` is no text".to_owned(),
                "write the name of the document that the overlay is for",
            );
            return;
        };
        if written.contains(':') {
            return;
        }
        let folder = self
            .sources
            .path(file)
            .parent()
            .map(std::path::Path::to_owned)
            .unwrap_or_default();
        let named = folder.join(written).canonicalize().ok();
        if named.is_none() || named != self.sources.path(document).canonicalize().ok() {
            self.tell(
                root,
                Some("extends"),
                format!("the overlay is for another document: `{written}`"),
                "name the document that letterpress.toml names as `schema`, or delete `extends`",
            );
        }
    }

    fn action(
        &mut self,
        origin: Origin,
        index: usize,
        value: &Value,
        copies: bool,
    ) -> Option<Action> {
        let Some(action) = value.as_object() else {
            self.tell(
                origin,
                None,
                "an action is an object".to_owned(),
                "write `target` and `update`, or `remove: true`",
            );
            return None;
        };
        let known = if copies { &ACTION[..] } else { &ACTION[..4] };
        self.known(origin, action, known, "an action");
        let target = self.path(origin, action, "target");
        let remove = match action.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(_) => {
                self.tell(
                    origin,
                    Some("remove"),
                    "`remove` is neither `true` nor `false`".to_owned(),
                    "write `remove: true`",
                );
                return None;
            }
        };
        let update = action.get("update");
        let copy = match action.get("copy") {
            Some(_) if copies => Some(self.path(origin, action, "copy")?),
            _ => None,
        };
        let change = match (remove, update, copy) {
            (true, None, None) => Change::Remove,
            (false, Some(update), None) => Change::Update(update.clone()),
            (false, None, Some((path, written))) => Change::Copy(path, written),
            (false, None, None) => {
                self.tell(
                    origin,
                    None,
                    "the action does nothing".to_owned(),
                    "add `update`, or `remove: true`",
                );
                return None;
            }
            _ => {
                self.tell(
                    origin,
                    None,
                    "the action does several things".to_owned(),
                    "keep one of `update`, `copy` and `remove: true`; an action each",
                );
                return None;
            }
        };
        let (target, written) = target?;
        Some(Action {
            origin,
            index,
            target,
            written,
            change,
        })
    }

    fn path(
        &mut self,
        origin: Origin,
        action: &Map<String, Value>,
        name: &str,
    ) -> Option<(JsonPath, String)> {
        let Some(written) = action.get(name).and_then(Value::as_str) else {
            let member = action.contains_key(name).then_some(name);
            self.tell(
                origin,
                member,
                format!("an action needs a text `{name}`"),
                "write a JSONPath, such as `$.paths['/pets'].get`",
            );
            return None;
        };
        // The parser begins a filter again for each thing that it may be: one inside of another doubles its work.
        if written.matches('?').count() > FILTERS {
            self.tell(
                origin,
                Some(name),
                format!("`{name}` has more than {FILTERS} filters"),
                "say it in several actions",
            );
            return None;
        }
        match JsonPath::parse(written) {
            Ok(path) => Some((path, written.to_owned())),
            Err(error) => {
                let message = format!("`{written}` is no JSONPath: {}", error.message());
                self.diagnostics.push(
                    Diagnostic::error(Code("LP0433"), message)
                        .at(origin.value_of(name), format!("character {}", error.position() + 1))
                        .help("RFC 9535 is what JSONPath means here: names with signs stand in brackets and quotes, `$.paths['/pets'].get`"),
                );
                None
            }
        }
    }

    fn known(&mut self, origin: Origin, object: &Map<String, Value>, known: &[&str], what: &str) {
        for name in object.keys() {
            if known.contains(&name.as_str()) || name.starts_with("x-") {
                continue;
            }
            let help = match did_you_mean(name, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("it knows {}", known.join(", ")),
            };
            self.diagnostics.push(
                Diagnostic::error(Code("LP0432"), format!("`{name}` is no keyword of {what}"))
                    .at(origin.key_of(name), "unknown keyword")
                    .help(help),
            );
        }
    }

    fn tell(&mut self, origin: Origin, member: Option<&str>, message: String, help: &str) {
        let place = member.map_or_else(|| origin.place(), |member| origin.value_of(member));
        self.diagnostics.push(
            Diagnostic::error(Code("LP0432"), message)
                .at(place, "")
                .help(help),
        );
    }
}
