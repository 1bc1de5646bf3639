//! Text that is kept as it came, and parsed on demand.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::{Duration, SystemTime};

use super::{fault, read, write};
use crate::runtime::{
    CivilDate, CivilTime, Date, Ipv4, Ipv6, Span, Time, Timestamp, Uri, UriParts, Uuid,
};

#[test]
fn an_odd_text_is_kept_and_fails_only_when_parsed() {
    for text in [
        "",
        "yesterday",
        "2020-01-01T08:00:00",
        "2021-12-20T17:29:20.641845Z",
    ] {
        let time: Timestamp = read(&write(&text));
        assert_eq!(time, text);
        assert_eq!(write(&time), write(&text));
    }
    let error = Timestamp::from("").unix_nanos().expect_err("it is refused");
    assert_eq!(
        error.to_string(),
        "expected an instant such as 2023-01-02T03:04:05Z, found \"\""
    );
    assert_eq!(
        fault::<Timestamp>("5").to_string(),
        "$: expected a string, found the number 5"
    );
}

#[test]
fn timestamps_are_instants() {
    let nanos = |text: &str| Timestamp::from(text).unix_nanos().ok();
    assert_eq!(nanos("1970-01-01T00:00:01Z"), Some(1_000_000_000));
    assert_eq!(
        nanos("2021-12-20T17:29:20.641845Z"),
        Some(1_640_021_360_641_845_000)
    );
    assert_eq!(
        nanos("2021-12-20T18:29:20.641845+01:00"),
        Some(1_640_021_360_641_845_000)
    );
    assert_eq!(nanos("1969-12-31T23:59:59.5Z"), Some(-500_000_000));
    assert_eq!(nanos("2021-13-20T17:29:20Z"), None);
    let before = Timestamp::from("1969-12-31T23:59:59.5Z")
        .parse()
        .expect("it is an instant");
    assert_eq!(before, SystemTime::UNIX_EPOCH - Duration::from_millis(500));
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_640_021_360_641);
    let text = Timestamp::try_from(time).expect("the year has four digits");
    assert_eq!(text, "2021-12-20T17:29:20.641Z");
    assert_eq!(text.parse(), Ok(time));
}

#[test]
fn dates_and_times_have_their_parts() {
    assert_eq!(
        Date::from("2024-02-29").parse(),
        Ok(CivilDate {
            year: 2024,
            month: 2,
            day: 29
        })
    );
    for wrong in ["2023-02-29", "20240229", "2024-02-29T00:00:00", "x"] {
        assert!(Date::from(wrong).parse().is_err(), "{wrong}");
    }
    let time = CivilTime {
        hour: 3,
        minute: 4,
        second: 5,
        nanosecond: 0,
        offset_minutes: None,
    };
    assert_eq!(Time::from("03:04:05").parse(), Ok(time));
    assert_eq!(
        Time::from("03:04:05Z").parse(),
        Ok(CivilTime {
            offset_minutes: Some(0),
            ..time
        })
    );
    assert_eq!(
        Time::from("03:04:05.25-01:30").parse(),
        Ok(CivilTime {
            nanosecond: 250_000_000,
            offset_minutes: Some(-90),
            ..time
        })
    );
    for wrong in [
        "24:00:00",
        "3:04:05",
        "03:04",
        "03:04:05.",
        "03:04:05+1",
        "03:04:0é",
    ] {
        assert!(Time::from(wrong).parse().is_err(), "{wrong}");
    }
}

#[test]
fn spans_are_durations() {
    let seconds = |text: &str| Span::from(text).parse().map(|span| span.as_secs()).ok();
    assert_eq!(seconds("PT5M"), Some(300));
    assert_eq!(seconds("P1DT1H"), Some(90_000));
    assert_eq!(seconds("P2W"), Some(1_209_600));
    assert_eq!(Span::from("PT0.5S").parse(), Ok(Duration::from_millis(500)));
    for wrong in ["P1Y", "P1M", "-PT1S", "5m?", ""] {
        assert_eq!(seconds(wrong), None, "{wrong}");
    }
}

#[test]
fn uuids_are_numbers() {
    let uuid = Uuid::from("00000000-0000-0000-0000-0000000000Ff");
    assert_eq!(uuid.parse(), Ok(255));
    for wrong in [
        "",
        "000000000000000000000000000000ff",
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-0000000000+f",
    ] {
        assert!(Uuid::from(wrong).parse().is_err(), "{wrong}");
    }
}

#[test]
fn uris_have_parts() {
    let parts = UriParts {
        scheme: Some("https"),
        authority: Some("u@host:1"),
        path: "/a:b",
        query: Some("q=?"),
        fragment: Some("f"),
    };
    assert_eq!(Uri::from("https://u@host:1/a:b?q=?#f").parse(), Ok(parts));
    let relative = UriParts {
        scheme: None,
        authority: None,
        path: "./a:b",
        query: None,
        fragment: None,
    };
    assert_eq!(Uri::from("./a:b").parse(), Ok(relative));
    for wrong in ["a b", "a\n", "a\"", "ä", "%", "%4", "%zz"] {
        assert!(Uri::from(wrong).parse().is_err(), "{wrong}");
    }
}

#[test]
fn addresses_are_addresses() {
    assert_eq!(Ipv4::from("1.2.3.4").parse(), Ok(Ipv4Addr::new(1, 2, 3, 4)));
    assert!(Ipv4::from("1.2.3").parse().is_err());
    assert_eq!(Ipv6::from("::1").parse(), Ok(Ipv6Addr::LOCALHOST));
    assert_eq!(Ipv6::from(Ipv6Addr::LOCALHOST), "::1");
    assert_eq!(Ipv4::from(Ipv4Addr::LOCALHOST).to_string(), "127.0.0.1");
}
