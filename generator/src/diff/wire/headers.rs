//! Headers of answers, and of the parts of a multipart body.

use super::operations::capital;
use super::{Direction, Owner, Said, Spelled, Verdict, Wire, code, schemas, spelled};
use crate::contract::ResponseHeader;

/// Both lists, by name. `what` has them: an answer, or a part of a body.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &[ResponseHeader],
    revision: &[ResponseHeader],
) {
    let same =
        |one: &ResponseHeader, other: &ResponseHeader| one.name.eq_ignore_ascii_case(&other.name);
    for after in revision {
        match base.iter().find(|before| same(before, after)) {
            Some(before) => both(wire, owner, direction, what, before, after),
            None => added(wire, owner, direction, what, after),
        }
    }
    for before in base {
        if !revision.iter().any(|after| same(before, after)) {
            removed(wire, owner, direction, what, before);
        }
    }
}

fn added(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    header: &ResponseHeader,
) {
    let (rule, verdict) = match direction {
        Direction::Response => ("response-header-added", Verdict::Compatible),
        Direction::Request if header.required => ("part-header-added", Verdict::Breaking),
        Direction::Request => ("part-header-added", Verdict::Compatible),
    };
    let title = format!("{} has a header {}", capital(what), code(&header.name));
    let said = Said::added(rule, title, header.origin).from(None, header.name.clone());
    wire.found(owner, Some(direction), verdict, said);
}

fn removed(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    header: &ResponseHeader,
) {
    let (rule, verdict) = match direction {
        Direction::Response if header.required => ("response-header-removed", Verdict::Breaking),
        Direction::Response => ("response-header-removed", Verdict::Risky),
        Direction::Request => ("part-header-removed", Verdict::Risky),
    };
    let title = format!(
        "{} has no header {} any more",
        capital(what),
        code(&header.name)
    );
    let said = Said::removed(rule, title, header.origin).from(header.name.clone(), None);
    wire.found(owner, Some(direction), verdict, said);
}

fn both(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &ResponseHeader,
    revision: &ResponseHeader,
) {
    let (from, to) = (base.origin, revision.origin);
    let header = format!("the header {} of {what}", code(&revision.name));
    wire.pairs.push((from, to));
    if base.required != revision.required {
        let (verdict, word) = match (revision.required, direction) {
            (true, Direction::Response) => (Verdict::Compatible, "is always there"),
            (true, Direction::Request) => (Verdict::Breaking, "is needed now"),
            (false, _) => (direction.wider(), "may be missing"),
        };
        let rule = match (direction, revision.required) {
            (Direction::Response, true) => "response-header-became-required",
            (Direction::Response, false) => "response-header-became-optional",
            (Direction::Request, true) => "part-header-became-required",
            (Direction::Request, false) => "part-header-became-optional",
        };
        let said = Said::new(rule, format!("{} {word}", capital(&header)), from, to);
        wire.found(owner, Some(direction), verdict, said);
    }
    if base.content_type != revision.content_type {
        let title = format!("{} is written otherwise", capital(&header));
        let said = Said::new("header-content-changed", title, from, to)
            .from(base.content_type.clone(), revision.content_type.clone());
        wire.found(owner, Some(direction), Verdict::Breaking, said);
    }
    wire.documented(
        owner,
        &header,
        (base.description.as_ref(), from),
        (revision.description.as_ref(), to),
        None,
    );
    let (before, after) = (&base.schema, &revision.schema);
    let spelled = match (&base.content_type, &revision.content_type) {
        (None, None) => Spelled::Text,
        _ => Spelled::Json,
    };
    wire.spelled(spelled, |wire| {
        let (uses, rules) = (
            (before, after),
            ["header-became-list", "header-became-single"],
        );
        if spelled == Spelled::Text
            && spelled::listed(wire, owner, direction, &header, uses, false, rules)
        {
            schemas::noted(wire, owner, direction, &header, before, after);
        } else {
            schemas::uses(wire, owner, direction, &header, before, after);
        }
    });
}
