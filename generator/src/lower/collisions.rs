//! Names that several ask for: who had to give way is told, with the line to paste.

use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Claim, Collision, Name};
use crate::source::Origin;

use super::Lower;

impl Lower<'_> {
    /// Says who had to give way, with the line to paste.
    pub(super) fn report_collision(
        &self,
        collision: &Collision,
        origin: Origin,
        claims: &[Claim],
        names: &[Name],
        what: &str,
        rename: impl Fn(&Self, usize) -> Option<(String, String)>,
    ) {
        let Some(&moved) = collision.moved.first() else {
            return;
        };
        let wires: Vec<String> = collision
            .kept
            .iter()
            .chain(&collision.moved)
            .map(|&index| format!("`{}`", claims[index].name.wire()))
            .collect();
        let message = if wires.len() == 1 {
            format!(
                "{} has a name that the crate itself uses: `{}`",
                wires[0], collision.rust
            )
        } else {
            format!(
                "{what} have one Rust name, `{}`: {}",
                collision.rust,
                wires.join(", ")
            )
        };
        let lines: Vec<String> = collision
            .moved
            .iter()
            .filter_map(|&index| rename(self, index))
            .map(|(key, name)| format!("{} = \"{name}\"", toml_key(&key)))
            .collect();
        let others = match collision.moved.len() - 1 {
            0 => String::new(),
            1 => ", and another like it".to_owned(),
            count => format!(", and {count} others like it"),
        };
        let help = match &lines[..] {
            [] => "rename one of them in the document".to_owned(),
            [line] => format!("name it in letterpress.toml, under [crate.rename]: {line}"),
            lines => format!(
                "name them in letterpress.toml, under [crate.rename], a line each: {}",
                lines.join(", ")
            ),
        };
        let label = format!("becomes `{}`{others}", names[moved].rust());
        self.report(
            Diagnostic::warning(Code("LP0301"), message)
                .at(origin.place(), label)
                .help(help),
        );
    }
}

/// A key between quotes. What would make it one of several lines, which no key is, is escaped as in JSON.
fn toml_key(key: &str) -> String {
    if key.chars().any(char::is_control) {
        let escaped = serde_json::Value::from(key).to_string();
        escaped.replace('\u{7f}', "\\u007f")
    } else {
        toml::Value::from(key).to_string()
    }
}
