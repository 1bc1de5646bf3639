//! Waiting: in virtual time.

use std::error::Error as _;
use std::time::Duration;

use letterpress_runtime::runtime::{ErrorKind, Options};

use crate::clients::{Fate, Stage};
use crate::lighthouse::{Get, get};

fn state(state: &str) -> Fate {
    Fate::json(&format!(
        r#"{{"data":{{"name":"north","state":"{state}"}},"fine":true}}"#
    ))
}

#[test]
fn it_asks_until_it_is_done_also_through_states_it_has_never_seen() {
    let fates = || vec![state("dark"), state("warming"), state(""), state("lit")];
    for (stage, client) in Stage::clients(fates, Options::new()) {
        let lamp = client.wait(get("n")).unwrap();
        assert_eq!(lamp.state.as_deref(), Some("lit"));
        assert_eq!(stage.calls(), [0.0, 10.0, 20.0, 30.0]);
    }
}

#[test]
fn interval_and_deadline_are_options() {
    let options = Options::new()
        .poll_interval(Duration::from_secs(1))
        .deadline(Duration::from_secs(600));
    let fates = || {
        std::iter::repeat_n(state("dark"), 100)
            .chain([state("lit")])
            .collect()
    };
    for (stage, client) in Stage::clients(fates, Options::new()) {
        client.with(options.clone()).wait(get("n")).unwrap();
        assert_eq!(stage.calls().len(), 101);
        assert!((stage.passed() - 100.0).abs() < 0.001);
    }
}

#[test]
fn a_bad_end_is_an_error_with_its_reason_and_the_last_answer() {
    for (_, client) in Stage::clients(|| vec![state("dark"), state("broken")], Options::new()) {
        let error = client.wait(get("n")).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::WaitFailed, 200)
        );
        assert!(error.to_string().contains("north fell"), "{error}");
        assert_eq!(
            error.last::<Get>().unwrap().state.as_deref(),
            Some("broken")
        );
    }
}

#[test]
fn the_deadline_ends_it_with_the_last_state() {
    for (stage, client) in Stage::clients(|| vec![state("warming")], Options::new()) {
        let error = client.wait(get("n")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WaitTimeout);
        assert!(
            error
                .to_string()
                .contains("it is still `warming` after 60 s"),
            "{error}"
        );
        assert_eq!(
            error.last::<Get>().unwrap().state.as_deref(),
            Some("warming")
        );
        assert_eq!(
            stage.calls(),
            [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
            "with one last look"
        );
    }
}

#[test]
fn failures_that_may_pass_do_not_end_it() {
    let fates = || {
        let mut all = vec![state("dark")];
        all.extend(std::iter::repeat_n(Fate::NoConnection, 5));
        all.extend([
            Fate::retry_after(503, "0"),
            Fate::retry_after(429, "0"),
            state("lit"),
        ]);
        all
    };
    for (_, client) in Stage::clients(fates, Options::new()) {
        assert_eq!(client.wait(get("n")).unwrap().state.as_deref(), Some("lit"));
    }
    for fate in [Fate::status(404), Fate::status(401), Fate::json("{}")] {
        for (stage, client) in Stage::clients(|| vec![state("dark"), fate.clone()], Options::new())
        {
            let error = client.wait(get("n")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Api | ErrorKind::Decode));
            assert_eq!(stage.calls().len(), 2);
        }
    }
    for (stage, client) in Stage::clients(|| vec![Fate::NoConnection], Options::new()) {
        assert_eq!(
            client.wait(get("n")).unwrap_err().kind(),
            ErrorKind::Connect,
            "a host that never answered may not exist"
        );
        assert!(stage.passed() < 10.0);
    }
}

#[test]
fn retry_after_stretches_the_interval_and_never_the_deadline() {
    let slow = Fate::Answer(
        200,
        vec![("retry-after", "25".into())],
        r#"{"data":{"name":"n"}}"#.into(),
    );
    for (stage, client) in Stage::clients(|| vec![slow.clone(), state("lit")], Options::new()) {
        client.wait(get("n")).unwrap();
        assert_eq!(stage.calls(), [0.0, 25.0]);
    }
    for (stage, client) in Stage::clients(
        || vec![state("dark"), Fate::retry_after(429, "300")],
        Options::new(),
    ) {
        let error = client.wait(get("n")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WaitTimeout);
        assert_eq!(
            stage.calls().len(),
            2,
            "there is no point in asking again before the deadline"
        );
        assert!(
            error
                .source()
                .unwrap()
                .to_string()
                .contains("wait for 300 s")
        );
    }
}

#[test]
fn a_server_that_hangs_does_not_outlast_the_deadline() {
    for (stage, client) in Stage::clients(|| vec![state("dark"), Fate::Hangs], Options::new()) {
        let error = client.wait(get("n")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WaitTimeout);
        assert!(stage.passed() <= 65.1, "{}", stage.passed());
    }
}
