//! The policy of a call by itself: jitter and limits.

use std::time::{Duration, Instant, SystemTime};

use http::{HeaderMap, Uri};

use crate::runtime::base::Base;
use crate::runtime::exchange::{Arrived, Exchange, Moment, Next};
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

fn next(exchange: &mut Exchange<'_>, status: u16, moment: Moment) -> Next {
    let mut parts = http::Response::new(()).into_parts().0;
    parts.status = http::StatusCode::from_u16(status).expect("a status");
    parts.headers = HeaderMap::new();
    let mut arrived = Arrived::new(READ, parts, Vec::new(), None);
    exchange.arrived(
        &Uri::from_static("https://lighthouse.example/lamps"),
        &mut arrived,
        moment,
    )
}

#[test]
fn jitter_takes_up_to_half_of_a_wait() {
    let base = Base::parse("https://lighthouse.example").expect("a base URL");
    let settings = Settings::default().with(Options::new().retries(9));
    for (random, expected) in [(0.0, 500), (0.5, 375), (1.0, 250), (-3.0, 500), (7.0, 250)] {
        let now = Instant::now();
        let moment = Moment {
            now,
            date: SystemTime::UNIX_EPOCH,
            random,
        };
        let mut exchange = Exchange::new(READ, &settings, &base, true, false, now);
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
    let base = Base::parse("https://lighthouse.example").expect("a base URL");
    let settings = Settings::default().with(
        Options::new()
            .timeout(Duration::MAX)
            .deadline(Duration::MAX),
    );
    let now = Instant::now();
    let mut exchange = Exchange::new(READ, &settings, &base, true, false, now);
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
