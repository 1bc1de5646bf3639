//! The policy of a call by itself: jitter and limits.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Uri};

use crate::runtime::exchange::{Arrived, Exchange, Moment, Nature, Next, length};
use crate::runtime::options::Settings;
use crate::runtime::{Operation, Options};

const READ: &Operation = &Operation {
    id: "lamps.get",
    method: "GET",
    path: "/lamps",
    accept: "application/json",
    security: &[],
    envelope: None,
};

/// A request for all of something, which can be made again.
const PLAIN: Nature = Nature {
    replayable: true,
    ranged: false,
};

fn next(exchange: &mut Exchange<'_>, status: u16, moment: Moment) -> Next {
    of(exchange, status, HeaderMap::new(), moment)
}

fn to(exchange: &mut Exchange<'_>, status: u16, location: &'static str, moment: Moment) -> Next {
    let location = http::HeaderValue::from_static(location);
    let headers = HeaderMap::from_iter([(http::header::LOCATION, location)]);
    of(exchange, status, headers, moment)
}

fn of(exchange: &mut Exchange<'_>, status: u16, headers: HeaderMap, moment: Moment) -> Next {
    let mut parts = http::Response::new(()).into_parts().0;
    parts.status = http::StatusCode::from_u16(status).expect("a status");
    parts.headers = headers;
    let mut arrived = Arrived::new(READ, parts, Bytes::new(), None);
    exchange.arrived(
        &Uri::from_static("https://lighthouse.example/lamps"),
        &mut arrived,
        || moment,
    )
}

#[test]
fn jitter_takes_up_to_half_of_a_wait() {
    let settings = Settings::default().with(Options::new().retries(9));
    for (random, expected) in [(0.0, 500), (0.5, 375), (1.0, 250), (-3.0, 500), (7.0, 250)] {
        let now = Instant::now();
        let moment = Moment {
            now,
            date: SystemTime::UNIX_EPOCH,
            random,
        };
        let mut exchange = Exchange::new(READ, &settings, PLAIN, now);
        exchange.begin(now);
        match next(&mut exchange, 503, moment) {
            Next::Again(wait) => assert_eq!(wait, Duration::from_millis(expected)),
            other => unreachable!("{other:?}"),
        }
        assert_eq!(exchange.attempts(), 1);
    }
}

#[test]
fn endless_times_are_no_limit() {
    let settings = Settings::default().with(
        Options::new()
            .timeout(Duration::MAX)
            .deadline(Duration::MAX),
    );
    let now = Instant::now();
    let mut exchange = Exchange::new(READ, &settings, PLAIN, now);
    assert_eq!(exchange.begin(now), None);
    assert!(matches!(
        next(
            &mut exchange,
            200,
            Moment {
                now,
                date: SystemTime::UNIX_EPOCH,
                random: 0.0
            }
        ),
        Next::Return
    ));
}

#[test]
fn the_length_of_a_body_is_told_where_nothing_changes_it() {
    let of = |names: &[&'static str]| {
        let headers = names.iter().map(|name| {
            let value = if *name == "content-length" { "7" } else { "x" };
            (
                http::HeaderName::from_static(name),
                http::HeaderValue::from_static(value),
            )
        });
        length(&headers.collect())
    };
    assert_eq!(of(&["content-length"]), Some(7));
    assert_eq!(of(&["content-length", "content-encoding"]), None);
    assert_eq!(of(&["content-length", "transfer-encoding"]), None);
    assert_eq!(of(&["date"]), None);
}

#[test]
fn a_redirect_is_a_step_of_the_same_attempt() {
    let settings = Settings::default();
    let now = Instant::now();
    let moment = Moment {
        now,
        date: SystemTime::UNIX_EPOCH,
        random: 0.0,
    };
    let mut exchange = Exchange::new(READ, &settings, PLAIN, now);
    for step in 1..=5 {
        exchange.begin(now);
        assert_eq!(exchange.attempts(), 1);
        match to(&mut exchange, 302, "/elsewhere", moment) {
            Next::Follow(uri) => assert_eq!(uri, "https://lighthouse.example/elsewhere"),
            other => unreachable!("{step}: {other:?}"),
        }
    }
    exchange.begin(now);
    assert!(matches!(
        to(&mut exchange, 302, "/elsewhere", moment),
        Next::Fail(_)
    ));
}

#[test]
fn a_call_has_its_end_from_its_beginning() {
    let (now, minute) = (Instant::now(), Duration::from_secs(60));
    let settings = Settings::default().with(Options::new().deadline(minute));
    let mut exchange = Exchange::new(READ, &settings, PLAIN, now);
    assert_eq!(exchange.deadline(), Some(now + minute));
    let late = now + Duration::from_secs(59);
    assert_eq!(exchange.begin(late), Some(now + minute));
}
