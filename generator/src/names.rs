//! Words to identifiers. The only place where an identifier is made.
//!
//! An identifier is ASCII, no keyword of any edition, and at most [`LONGEST`] bytes. What a name is used for decides its case and which words are taken.

mod settle;
mod spell;
mod taken;

use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use serde::{Serialize, Serializer};

pub use settle::{Claim, Collision, settle};
use spell::spell;
use taken::{
    NEVER_RAW, RAW, TAKEN_FIELDS, TAKEN_FUNCTIONS, TAKEN_MODULES, TAKEN_PARAMS, TAKEN_SCHEMES,
    TAKEN_TYPES, TAKEN_VARIANTS,
};

/// The longest identifier that is made, in bytes: longer names are cut, and told apart like any that collide.
pub const LONGEST: usize = 80;

/// A name in its two spellings: as it travels and as Rust has it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    wire: String,
    rust: String,
}

/// What an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A struct, an enum, an alias: `SimpleCapture`.
    Type,
    /// A variant of an enum: `ConversionPending`.
    Variant,
    /// A field, and the setter named as it: `packet_limit`.
    Field,
    /// A function's argument or an endpoint's field: `account_id`.
    Param,
    /// A function: `create`.
    Function,
    /// A module and its file: `pcaps`.
    Module,
    /// A setter on `Credentials`: `api_token`.
    Scheme,
}

impl Name {
    /// The identifier for `wire` in a role.
    #[must_use]
    pub fn new(role: Role, wire: &str) -> Self {
        Self {
            wire: wire.to_owned(),
            rust: identifier(role, wire),
        }
    }

    /// The identifier for `words`, which travels as `wire`.
    #[must_use]
    pub fn spelled(role: Role, words: &str, wire: &str) -> Self {
        Self {
            wire: wire.to_owned(),
            rust: identifier(role, words),
        }
    }

    /// The argument and the field that hold a request's body.
    #[must_use]
    pub fn body() -> Self {
        Self {
            wire: "body".to_owned(),
            rust: "body".to_owned(),
        }
    }

    /// As the document spells it.
    #[must_use]
    pub fn wire(&self) -> &str {
        &self.wire
    }

    /// The identifier, without `r#`.
    #[must_use]
    pub fn rust(&self) -> &str {
        &self.rust
    }

    /// The token.
    #[must_use]
    pub fn ident(&self) -> Ident {
        if RAW.contains(&self.rust.as_str()) {
            Ident::new_raw(&self.rust, Span::call_site())
        } else {
            Ident::new(&self.rust, Span::call_site())
        }
    }

    /// The same name with something added that tells it from another one: four letters made from what it is told apart by.
    #[must_use]
    pub fn distinguished(&self, role: Role, by: &str) -> Self {
        self.marked(role, by, 1)
    }

    /// The same name with the signs spelled out that it begins or ends with on the wire, and those inside that say more than where a word ends:
    /// `_value` as `underscore_value`, `GMT+1` as `gmt_plus1`.
    fn signed(&self, role: Role) -> Option<Self> {
        let inner = self
            .wire
            .trim_matches(|letter: char| !letter.is_alphanumeric());
        let spelled = spell::signs_inside(inner);
        if inner.is_empty() || (inner.len() == self.wire.len() && spelled == inner) {
            return None;
        }
        let (before, after) = self.wire.split_once(inner)?;
        let is_wire = identifier(role, &self.wire) == self.rust;
        let rust = identifier(
            role,
            &[&spell(before), &spelled, &spell(after)]
                .map(|part| part.as_str())
                .concat(),
        );
        (is_wire && rust != self.rust).then(|| Self {
            wire: self.wire.clone(),
            rust,
        })
    }

    /// The same name with a word behind it, where it is made of the wire's own.
    fn with_word(&self, role: Role, word: &str) -> Option<Self> {
        let is_wire = identifier(role, &self.wire) == self.rust;
        is_wire.then(|| Self {
            wire: self.wire.clone(),
            rust: identifier(role, &format!("{} {word}", self.wire)),
        })
    }

    /// Told apart by `times` four letters: the first four may be those of another name.
    fn marked(&self, role: Role, by: &str, times: u32) -> Self {
        let mark: String = (0..times).map(|time| mark(by, time)).collect();
        let rust = match role {
            Role::Type | Role::Variant => format!("{}{}", self.rust, capitalised(&mark)),
            _ => format!("{}_{mark}", self.rust.trim_end_matches('_')),
        };
        Self {
            wire: self.wire.clone(),
            rust,
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({:?})", self.rust, self.wire)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rust)
    }
}

/// Whether a text is an identifier that may be used as it is, such as the right side of `[rename]`.
#[must_use]
pub fn is_identifier(role: Role, text: &str) -> bool {
    identifier(role, text) == text
}

fn identifier(role: Role, wire: &str) -> String {
    let words = spell(wire);
    let mut text = match role {
        Role::Type | Role::Variant => words.to_upper_camel_case(),
        _ => words.to_snake_case(),
    };
    if text.is_empty() {
        text = if matches!(role, Role::Type | Role::Variant) {
            "Empty".into()
        } else {
            "empty".into()
        };
    }
    if text.len() > LONGEST {
        text.truncate(LONGEST - 5);
        let mark = mark(wire, 0);
        if matches!(role, Role::Type | Role::Variant) {
            text.push_str(&capitalised(&mark));
        } else {
            text = format!("{}_{mark}", text.trim_end_matches('_'));
        }
    }
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        text.insert_str(
            0,
            if matches!(role, Role::Type | Role::Variant) {
                "V"
            } else {
                "_"
            },
        );
    }
    let (taken, suffix) = match role {
        Role::Type => (TAKEN_TYPES, "Object"),
        Role::Variant => (TAKEN_VARIANTS, "Value"),
        Role::Field => (TAKEN_FIELDS, "_member"),
        Role::Param => (TAKEN_PARAMS, "_param"),
        Role::Function => (TAKEN_FUNCTIONS, "_operation"),
        Role::Module if text == "api" => (TAKEN_MODULES, "_operations"),
        Role::Module => (TAKEN_MODULES, "_api"),
        Role::Scheme => (TAKEN_SCHEMES, "_credential"),
    };
    if taken.contains(&text.as_str())
        || (role == Role::Module && RAW.contains(&text.as_str()))
        || NEVER_RAW.contains(&text.as_str())
    {
        text.push_str(suffix);
    }
    text
}

/// Four letters made from a text, others each `time`: the same for the same text on every machine.
fn mark(text: &str, time: u32) -> String {
    let start = 0xcbf2_9ce4_8422_2325_u64.wrapping_add(u64::from(time));
    let hash = text.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let letters = b"abcdefghjkmnpqrstuvwxyz";
    (0..4)
        .map(|place| char::from(letters[(hash >> (place * 13 + 7)) as usize % letters.len()]))
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(role: Role, wire: &str) -> String {
        Name::new(role, wire).rust().to_owned()
    }

    #[test]
    fn words_get_the_case_of_their_role() {
        assert_eq!(rust(Role::Type, "simple_capture"), "SimpleCapture");
        assert_eq!(
            rust(Role::Type, "magic-visibility-pcaps_pcaps_request_simple"),
            "MagicVisibilityPcapsPcapsRequestSimple"
        );
        assert_eq!(rust(Role::Field, "filterV1"), "filter_v1");
        assert_eq!(
            rust(Role::Variant, "conversion_pending"),
            "ConversionPending"
        );
        assert_eq!(
            rust(Role::Module, "Magic PCAP collection"),
            "magic_pcap_collection"
        );
    }

    #[test]
    fn what_is_no_identifier_becomes_one() {
        assert_eq!(rust(Role::Variant, "+1"), "Plus1");
        assert_eq!(rust(Role::Variant, "-1"), "Minus1");
        assert_eq!(rust(Role::Variant, "!="), "NotEqual");
        assert_eq!(rust(Role::Variant, "2020-01-01"), "V20200101");
        assert_eq!(rust(Role::Field, "3d"), "_3d");
        assert_eq!(rust(Role::Field, "@type"), "type");
        assert_eq!(rust(Role::Variant, ""), "Empty");
        assert_eq!(rust(Role::Field, "größe"), "grosse");
        assert_eq!(rust(Role::Field, "numéroÉlève"), "numero_eleve");
        assert_eq!(rust(Role::Field, "e\u{301}mile"), "emile");
        assert_eq!(rust(Role::Type, "Łódź ２"), "Lodz2");
        assert_eq!(rust(Role::Field, "area_m²"), "area_m2");
        assert_eq!(rust(Role::Type, "中文"), "U4e2dU6587");
    }

    #[test]
    fn an_identifier_is_what_would_be_made_of_itself() {
        assert!(is_identifier(Role::Type, "SimpleCapture"));
        assert!(is_identifier(Role::Field, "filter_v1"));
        for (role, text) in [
            (Role::Type, ""),
            (Role::Type, "simple_capture"),
            (Role::Field, "filterV1"),
            (Role::Field, "3d"),
            (Role::Field, "a b"),
        ] {
            assert!(!is_identifier(role, text), "{text:?}");
        }
    }

    #[test]
    fn a_name_shows_both_of_its_spellings() {
        let name = Name::new(Role::Field, "filterV1");
        assert_eq!(format!("{name:?}"), "filter_v1 (\"filterV1\")");
    }

    #[test]
    fn a_name_is_cut_where_it_is_longer_than_the_longest_and_not_before() {
        let long = "a".repeat(LONGEST);
        assert_eq!(rust(Role::Field, &long), long);
        assert!(is_identifier(Role::Field, &long));
        let longer = "a".repeat(LONGEST + 1);
        assert_eq!(rust(Role::Field, &longer).len(), LONGEST);
        assert!(!is_identifier(Role::Field, &longer));
    }

    #[test]
    fn keywords_are_raw_or_renamed() {
        assert_eq!(Name::new(Role::Field, "type").ident().to_string(), "r#type");
        assert_eq!(Name::new(Role::Field, "gen").ident().to_string(), "r#gen");
        assert_eq!(
            Name::new(Role::Field, "self").ident().to_string(),
            "self_member"
        );
        assert_eq!(
            Name::new(Role::Field, "crate").ident().to_string(),
            "crate_member"
        );
        assert_eq!(rust(Role::Variant, "self"), "SelfValue");
        assert_eq!(rust(Role::Type, "option"), "OptionObject");
        assert_eq!(rust(Role::Module, "types"), "types_api");
        assert_eq!(rust(Role::Function, "con"), "con_operation");
        assert_eq!(rust(Role::Variant, "unrecognized"), "UnrecognizedValue");
        assert_eq!(rust(Role::Field, "extra"), "extra_member");
    }

    #[test]
    fn a_long_name_is_cut_and_still_tells() {
        let (one, two) = ("x".repeat(100_000), "x".repeat(100_001));
        assert!(rust(Role::Type, &one).len() <= LONGEST);
        assert_ne!(rust(Role::Type, &one), rust(Role::Type, &two));
    }

    #[test]
    fn collisions_are_settled_the_same_way_whatever_the_order() {
        let claim = |wire: &str| Claim {
            name: Name::new(Role::Type, wire),
            by: wire.to_owned(),
            rank: 0,
        };
        let (one, collisions) = settle(
            Role::Type,
            &[claim("FooBar"), claim("foo_bar"), claim("other")],
            &[],
        );
        let (two, _) = settle(
            Role::Type,
            &[claim("other"), claim("foo_bar"), claim("FooBar")],
            &[],
        );
        assert_eq!(one[0].rust(), "FooBar");
        assert_ne!(one[1].rust(), "FooBar");
        assert_eq!(
            (one[0].rust(), one[1].rust()),
            (two[2].rust(), two[1].rust())
        );
        assert_eq!(
            collisions,
            [Collision {
                rust: "FooBar".into(),
                moved: vec![1],
                kept: Some(0)
            }]
        );
    }

    #[test]
    fn without_an_exact_spelling_all_give_way() {
        let claim = |wire: &str| Claim {
            name: Name::new(Role::Type, wire),
            by: wire.to_owned(),
            rank: 0,
        };
        let (names, collisions) = settle(Role::Type, &[claim("foo_bar"), claim("foo-bar")], &[]);
        assert!(names.iter().all(|name| name.rust() != "FooBar"));
        assert_eq!(collisions[0].kept, None);
    }

    #[test]
    fn thousands_of_spellings_of_one_word_are_told_apart() {
        let mut wires: Vec<String> = (1..4_000)
            .map(|count| format!("a{}b", "-".repeat(count)))
            .collect();
        let claims = |wires: &[String]| -> Vec<Claim> {
            let claim = |wire: &String| Claim {
                name: Name::new(Role::Field, wire),
                by: wire.clone(),
                rank: 0,
            };
            wires.iter().map(claim).collect()
        };
        let (first, _) = settle(Role::Field, &claims(&wires), &[]);
        // And one that is spelled as another one became.
        wires.push(first[0].rust().to_owned());
        let (mut names, _) = settle(Role::Field, &claims(&wires), &[]);
        let all: std::collections::HashSet<&str> = names.iter().map(Name::rust).collect();
        assert_eq!(all.len(), wires.len());
        assert_eq!(
            names.last().map(Name::rust),
            wires.last().map(String::as_str)
        );
        wires.reverse();
        names.reverse();
        assert_eq!(
            settle(Role::Field, &claims(&wires), &[]).0,
            names,
            "the order does not matter"
        );
    }
}
