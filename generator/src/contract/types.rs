//! Which JSON types a value may have.

use serde::Serialize;

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Types {
    pub boolean: bool,
    pub integer: bool,
    /// Numbers that are not integers; `type: number` is both.
    pub number: bool,
    pub string: bool,
    pub array: bool,
    pub object: bool,
}

impl Types {
    /// Any value but null.
    pub const ANY: Self = Self {
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    };
    /// No value.
    pub const NONE: Self = Self {
        boolean: false,
        integer: false,
        number: false,
        string: false,
        array: false,
        object: false,
    };
}
