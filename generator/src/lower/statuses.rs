//! Statuses -> the variants of an enum, named as HTTP names them.

use crate::api::{ByStatus, Docs, Payload, StatusVariant, Statuses};
use crate::contract::{Response, Status};
use crate::names::{Claim, Name, Role, settle};

/// The enum over responses: codes first, since a code is more than the range that it is in.
pub(super) fn build<'a>(
    name: &Name,
    payloads: impl Iterator<Item = (&'a Response, Payload)>,
) -> ByStatus {
    build_by_media(
        name,
        payloads.map(|(response, payload)| (response, None, payload)),
    )
}

/// The same where a status may have several variants, all but one of a media type: `BadRequest`, `BadRequestProblemJson`.
pub(super) fn build_by_media<'a>(
    name: &Name,
    payloads: impl Iterator<Item = (&'a Response, Option<&'a str>, Payload)>,
) -> ByStatus {
    let mut variants: Vec<StatusVariant> = payloads
        .map(|(response, media_type, payload)| StatusVariant {
            origin: response.origin,
            name: variant(response.status, media_type),
            statuses: of(response.status),
            media_type: media_type.map(str::to_owned),
            docs: Docs {
                description: response.description.clone(),
                ..Docs::default()
            },
            payload,
        })
        .collect();
    tell_apart(&mut variants);
    variants.sort_by_key(|variant| rank(variant.statuses));
    ByStatus {
        name: name.clone(),
        variants,
    }
}

/// Media types may differ in no more than signs.
fn tell_apart(variants: &mut [StatusVariant]) {
    let claims = variants.iter().map(|variant| Claim {
        name: variant.name.clone(),
        by: variant.media_type.clone().unwrap_or_default(),
        rank: u8::from(variant.media_type.is_none()),
    });
    let claims: Vec<Claim> = claims.collect();
    let (names, _) = settle(Role::Variant, &claims, &[]);
    for (variant, name) in variants.iter_mut().zip(names) {
        variant.name = name;
    }
}

/// Where it stands among the others.
pub(super) fn rank(statuses: Statuses) -> u8 {
    match statuses {
        Statuses::Code(_) => 0,
        Statuses::Range(_) => 1,
        Statuses::Any => 2,
    }
}

pub(super) fn of(status: Status) -> Statuses {
    match status {
        Status::Code(code) => Statuses::Code(code),
        Status::Range(hundred) => Statuses::Range(hundred),
        Status::Default => Statuses::Any,
    }
}

/// A status as the document writes it.
pub(super) fn words(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "default".into(),
    }
}

/// `404` -> `NotFound`; a code that has no name in HTTP -> `Status499`. What is of one media type alone has the words of that too.
fn variant(status: Status, media_type: Option<&str>) -> Name {
    let range;
    let words = match status {
        Status::Code(code) => match NAMES.iter().find(|(named, _)| *named == code) {
            Some((_, name)) => *name,
            None => {
                range = format!("Status{code}");
                &range
            }
        },
        Status::Range(1) => "Informational",
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(5) => "ServerError",
        Status::Range(hundred) => {
            range = format!("Status{hundred}XX");
            &range
        }
        Status::Default => "Otherwise",
    };
    let media_type = media_type.map(|written| written.trim_start_matches("application/"));
    let words = match media_type {
        None => words.to_owned(),
        Some(media_type) => format!("{words} {media_type}"),
    };
    Name::spelled(Role::Variant, &words, &self::words(status))
}

/// The names of RFC 9110 and of the registry of HTTP status codes.
const NAMES: &[(u16, &str)] = &[
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritative"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (511, "NetworkAuthenticationRequired"),
];
