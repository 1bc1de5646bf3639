//! What patterns, formats and rules for names say of a text. Asked of every `default` and every example.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use crate::contract::{NameRules, Schema};
use crate::pattern::Pattern;

use super::values::shown;

/// Whether a text matches its patterns and is what its format says. The error says why not.
pub(super) fn fits(schema: &Schema, text: &str) -> Result<(), String> {
    let shown = || shown(&Value::from(text));
    if let Some(pattern) = unmatched(&schema.string.patterns, text) {
        return Err(format!(
            "is {}, and has to match the pattern `{pattern}`",
            shown()
        ));
    }
    let format = schema.format.as_deref().unwrap_or_default();
    match expected(format, text) {
        Some(expected) => Err(format!(
            "is {}, and `format: {format}` asks for {expected}",
            shown()
        )),
        None => Ok(()),
    }
}

/// Whether the name of a member is one that may be.
pub(super) fn fits_names(rules: &NameRules, name: &str) -> Result<(), String> {
    let length = name.chars().count() as u64;
    if let Some(pattern) = unmatched(&rules.string.patterns, name) {
        return Err(format!("has to match the pattern `{pattern}`"));
    }
    if let Some(least) = rules.string.min_length.filter(|least| length < *least) {
        return Err(format!("has {length} characters, and the least is {least}"));
    }
    if let Some(most) = rules.string.max_length.filter(|most| length > *most) {
        return Err(format!("has {length} characters, and the most is {most}"));
    }
    match &rules.values {
        Some(values) if !values.iter().any(|value| value == name) => {
            Err(format!("has to be one of `{}`", values.join("`, `")))
        }
        _ => Ok(()),
    }
}

/// The first pattern that a text does not match. One that can't be run matches.
fn unmatched<'p>(patterns: &'p [String], text: &str) -> Option<&'p String> {
    let fails = |pattern: &&String| Pattern::new(pattern).is_some_and(|known| !known.matches(text));
    patterns.iter().find(fails)
}

/// What a text should be instead, where it is not what the format says. A format that is not known says nothing.
fn expected(format: &str, text: &str) -> Option<&'static str> {
    let (fine, expected) = match format {
        "date-time" => (
            is_date_time(text),
            "an instant of RFC 3339, such as 2023-01-02T03:04:05Z",
        ),
        "date" => (is_date(text), "a day of RFC 3339, such as 2023-01-02"),
        "time" => (is_time(text), "a time of RFC 3339, such as 03:04:05Z"),
        "duration" => (
            is_duration(text),
            "a length of time of ISO 8601, such as PT5M",
        ),
        "uuid" => (is_uuid(text), "a UUID: 8-4-4-4-12 hexadecimal digits"),
        "ipv4" => (text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address"),
        "ipv6" => (text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
        "uri" => (
            is_uri(text),
            "a URI with a scheme, such as https://example.com",
        ),
        "email" => (is_email(text), "an e-mail address"),
        "byte" => (is_base64(text), "base64"),
        _ => return None,
    };
    (!fine).then_some(expected)
}

fn is_date_time(text: &str) -> bool {
    // A space for the `T` is allowed by RFC 3339, in a note.
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    is_date(date) && is_time(time)
}

fn is_date(text: &str) -> bool {
    let [year, month, day] = parts(text, '-')[..] else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let Some(at) = text.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (clock, offset) = text.split_at(at);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let in_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => is_clock(&parts(offset, ':'), &[23, 59]),
        None => offset.len() == 1,
    };
    // A leap second is the 60th.
    in_offset && is_clock(&parts(clock, ':'), &[23, 59, 60]) && digits(fraction)
}

fn is_clock(parts: &[&str], most: &[u32]) -> bool {
    parts.len() == most.len()
        && parts
            .iter()
            .zip(most)
            .all(|(part, most)| number(part, 2).is_some_and(|part| part <= *most))
}

fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let date_fits = in_units(date, "YMWD");
    let time_fits = time.is_none_or(|time| !time.is_empty() && in_units(time, "HMS"));
    !rest.is_empty() && date_fits && time_fits
}

/// Numbers, each with a unit behind it, the units in this order.
fn in_units(text: &str, units: &str) -> bool {
    let mut left = units;
    let mut rest = text;
    while let Some(at) = rest.find(|char: char| char.is_ascii_alphabetic()) {
        let (number, behind) = rest.split_at(at);
        let unit = &behind[..1];
        let Some(place) = left.find(unit) else {
            return false;
        };
        let fits = number
            .split(['.', ','])
            .all(|part| !part.is_empty() && digits(part));
        if !fits {
            return false;
        }
        left = &left[place + 1..];
        rest = &behind[1..];
    }
    rest.is_empty()
}

fn is_uuid(text: &str) -> bool {
    let groups = parts(text, '-');
    let hexadecimal = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(hexadecimal)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    let in_scheme = |char: char| char.is_ascii_alphanumeric() || "+-.".contains(char);
    let starts = scheme.starts_with(|char: char| char.is_ascii_alphabetic());
    // A template's braces are let through: examples are written so, and what stands for them is not known.
    starts && scheme.chars().all(in_scheme) && !text.contains([' ', '<', '>', '"'])
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains(' ')
    })
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    let mut bytes = digits.bytes().filter(|byte| !b"\r\n".contains(byte));
    text.len() - digits.len() <= 2 && bytes.all(known)
}

fn parts(text: &str, separator: char) -> Vec<&str> {
    text.split(separator).collect()
}

fn number(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && digits(text)).then(|| text.parse().ok())?
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::expected;

    #[test]
    fn texts_are_held_against_their_format() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (
                "date-time",
                &[
                    "2023-01-02T03:04:05Z",
                    "2023-01-02t03:04:05.123+01:00",
                    "2016-12-31T23:59:60Z",
                ],
                &[
                    "yesterday",
                    "2023-01-02",
                    "2023-13-02T03:04:05Z",
                    "2023-01-02T03:04:05",
                    "2023-01-02T03:04Z",
                ],
            ),
            (
                "date",
                &["2024-02-29"],
                &["2023-02-29", "02/29/2024", "2024-2-29"],
            ),
            (
                "time",
                &["03:04:05Z", "03:04:05.5-08:00"],
                &["03:04", "25:00:00Z"],
            ),
            (
                "duration",
                &["PT5M", "P1Y2M3DT4H5M6.5S", "P2W"],
                &["5m", "P", "PT", "P1S"],
            ),
            (
                "uuid",
                &["123e4567-e89b-12d3-a456-426614174000"],
                &["123e4567", "xyz"],
            ),
            ("ipv4", &["10.0.0.1"], &["10.0.0", "10.0.0.256"]),
            ("ipv6", &["::1"], &["10.0.0.1"]),
            (
                "uri",
                &["https://example.com/{id}", "urn:a:b"],
                &["/relative", "a b:c"],
            ),
            ("email", &["a@b.c"], &["nobody"]),
            ("byte", &["aGVsbG8=", "aGVsbG8"], &["not base64!"]),
            ("anything else", &["is fine"], &[]),
        ];
        for (format, fitting, others) in cases {
            for text in *fitting {
                assert_eq!(expected(format, text), None, "{format}: {text}");
            }
            for text in *others {
                assert!(expected(format, text).is_some(), "{format}: {text}");
            }
        }
    }
}
