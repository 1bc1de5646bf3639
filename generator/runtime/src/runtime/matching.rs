//! Members by the pattern that their names match.

use super::pattern::matches;
use super::{Decode, DecodeError, Entries, Expression, Json, Object};

/// The members whose names match a pattern, of those that nobody took, each a `T`.
///
/// # Errors
///
/// Where a value is not a `T`.
pub fn matching<T: Decode>(
    object: &mut Object<'_>,
    pattern: impl Expression,
) -> Result<Entries<T>, DecodeError> {
    object.pass_to(object.end);
    let mut entries = Entries::new();
    for at in std::mem::take(&mut object.passed) {
        match object.tape.name(at as usize) {
            Some(name) if matches(pattern, name) => {
                let value = Json::new(object.tape, at as usize + 1, 0);
                let value = T::decode(value).map_err(|error| error.in_member(name.to_owned()))?;
                entries.insert(name, value);
            }
            _ => object.passed.push(at),
        }
    }
    Ok(entries)
}
