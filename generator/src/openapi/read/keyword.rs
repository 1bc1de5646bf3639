//! Each keyword of an object is known, an extension, or reported.

use super::Reader;
use super::cursor::Object;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::openapi::Version;
use crate::openapi::keywords::{Keyword, Kind};
use crate::source::Origin;

/// The extensions of our own, by the objects that have them.
const OUR_EXTENSIONS: &[&str] = &["x-letterpress-redact"];

impl Reader<'_> {
    /// Checks one keyword of an object; false where its value has no meaning in this version.
    pub(super) fn keyword(&mut self, object: &Object<'_>, name: &str, kind: &Kind) -> bool {
        if name.starts_with("x-") {
            self.extension(object, name);
            return false;
        }
        let Some(keyword) = kind.find(name) else {
            self.unknown_keyword(object, name, kind);
            return false;
        };
        if !keyword.is_of(self.version) {
            self.other_version(object, keyword);
            return keyword.meant_in(self.version).is_some();
        }
        if keyword.idle {
            self.idle_keyword(object, name, kind);
            return false;
        }
        true
    }

    fn extension(&mut self, object: &Object<'_>, name: &str) {
        if !name.starts_with("x-letterpress") || OUR_EXTENSIONS.contains(&name) {
            return;
        }
        let message = format!("`{name}` is no extension that letterpress knows");
        let near = did_you_mean(name, OUR_EXTENSIONS.iter().copied());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}", quoted(OUR_EXTENSIONS)),
        };
        let diagnostic = Diagnostic::error(Code("LP0107"), message);
        let place = object.origin.key_of(name);
        self.diagnostics
            .push(diagnostic.at(place, "unknown").help(help));
    }

    fn unknown_keyword(&mut self, object: &Object<'_>, name: &str, kind: &Kind) {
        let message = format!("`{name}` is no keyword of {}", kind.name);
        let mut diagnostic = Diagnostic::error(Code("LP0102"), message);
        let near = did_you_mean(name, kind.names(self.version));
        let help = match (near, kind.foreign(name)) {
            (_, Some(instead)) => instead.to_owned(),
            (Some(near), None) => format!("did you mean `{near}`?"),
            (None, None) => self.of_another_version(name, kind).unwrap_or_else(|| {
                "remove it, or begin it with `x-` if it is meant for another tool".to_owned()
            }),
        };
        if let Some(near) = near {
            self.misspelt.insert((object.origin.0, near));
        }
        let place = object.origin.key_of(name);
        diagnostic = diagnostic.at(place, "unknown keyword").help(help);
        self.diagnostics.push(diagnostic);
    }

    /// A keyword that is spelled nearly so in another version, and what this one says instead.
    fn of_another_version(&self, name: &str, kind: &Kind) -> Option<String> {
        let versions = [Version::V3_0, Version::V3_1, Version::V3_2];
        let near = did_you_mean(
            name,
            versions.iter().flat_map(|version| kind.names(*version)),
        )?;
        let instead = kind.find(near)?.instead;
        Some(format!(
            "`{near}` is of another version of OpenAPI; in {}, {instead}",
            spelled(self.version)
        ))
    }

    /// Whether the object has the keyword under a wrong name: one report is enough.
    pub(super) fn is_misspelt(&self, origin: Origin, name: &str) -> bool {
        let mut all = self.misspelt.iter();
        all.any(|(object, near)| *object == origin.0 && *near == name)
    }

    /// A keyword that another version of OpenAPI has.
    fn other_version(&mut self, object: &Object<'_>, keyword: &Keyword) {
        let name = keyword.name;
        let version = spelled(self.version);
        let taken = match keyword.meant_in(self.version) {
            Some(meant) => format!("taken as in {}", spelled(meant)),
            None => "ignored".to_owned(),
        };
        let message = format!("`{name}` says nothing in OpenAPI {version}, and is {taken}");
        let has = if keyword.since() > self.version {
            format!("it came with OpenAPI {}", spelled(keyword.since()))
        } else {
            "only OpenAPI 3.0 has it".to_owned()
        };
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0105"), message)
                .at(object.origin.key_of(name), has)
                .help(keyword.instead),
        );
    }

    fn idle_keyword(&mut self, object: &Object<'_>, name: &str, kind: &Kind) {
        let message = format!("`{name}` of {} has no effect on the crate", kind.name);
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0106"), message)
                .at(object.origin.key_of(name), "not used")
                .help("remove it, or leave it to other tools and live with this warning"),
        );
    }
}

/// As people write a version.
pub(super) fn spelled(version: Version) -> &'static str {
    match version {
        Version::V3_0 => "3.0",
        Version::V3_1 => "3.1",
        Version::V3_2 => "3.2",
    }
}

/// `a`, `b`, `c`
pub(super) fn quoted(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
