//! Rules about which members an object has.

use super::{Rules, Tape, encode};

impl Rules<'_> {
    /// The rules of the name of each member.
    pub fn names(self, mut rules: impl FnMut(Rules<'_>)) -> Self {
        for name in names(&self) {
            let before = self.violations.len();
            rules(Rules {
                path: self.path.member(&name),
                violations: &mut *self.violations,
                value: &name,
            });
            for violation in &mut self.violations[before..] {
                violation.rule.insert_str(0, "has a name that ");
            }
        }
        self
    }

    /// Where there is a member of this name, there are these too.
    pub fn dependent(self, name: &str, needs: &[&str]) -> Self {
        let names = names(&self);
        let has = |name: &str| names.iter().any(|known| known == name);
        let mut rules = self;
        if has(name) {
            for needed in needs {
                let rule = format_args!("must have `{needed}` where it has `{name}`");
                rules = rules.hold_quietly(has(needed), rule);
            }
        }
        rules
    }
}

/// The names of the members; none where the value is no object.
fn names(rules: &Rules<'_>) -> Vec<String> {
    let Ok(text) = encode(rules.value) else {
        return Vec::new();
    };
    let Ok(tape) = Tape::parse(&text) else {
        return Vec::new();
    };
    let members = tape.json().members();
    members.map(|(name, _)| name.to_owned()).collect()
}
