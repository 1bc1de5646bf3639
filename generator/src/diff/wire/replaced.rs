//! A component in the place of another one.

use super::operations::capital;
use super::within::{In, within};
use super::{Direction, Owner, Said, Verdict, Wire, code};
use crate::contract::Schema;
use crate::source::Origin;

/// Whether the use refers to another component, and both are in both documents: then nothing became of either.
pub(super) fn is_replaced(wire: &Wire<'_>, base: &Schema, revision: &Schema) -> bool {
    let [before, after] = &wire.names;
    let both =
        |name: Option<&str>| name.is_some_and(|name| before.contains(name) && after.contains(name));
    let (was, is) = (wire.now(base), revision.name.as_deref());
    base.union.is_some() == revision.union.is_some() && was != is && both(was) && both(is)
}

/// Another component in the place of one: told as such, not as what tells both apart.
pub(super) fn tell(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    (base, revision): (&Schema, &Schema),
    (from, to): (Origin, Origin),
) {
    let (was, is) = (In(wire.base, base), In(wire.revision, revision));
    let verdict = match (within(was, is), within(is, was)) {
        (true, true) => Verdict::None,
        (true, false) => direction.wider(),
        (false, true) => direction.narrower(),
        (false, false) => Verdict::Breaking,
    };
    let name = |schema: &Schema| schema.name.clone().unwrap_or_default();
    let (was, is) = (name(base), name(revision));
    let title = format!(
        "{} is {}, no longer {}",
        capital(label),
        code(&is),
        code(&was)
    );
    let said = Said::new("type-replaced", title, from, to).from(was, is);
    wire.found(owner, Some(direction), verdict, said);
}
