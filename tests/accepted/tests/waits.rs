//! What is waited for, inside of an answer: done, failed and why, or neither yet.

use letterpress_accepted::fixtures::waits::{builds, deploys, jobs};
use letterpress_accepted::{Bytes, Polled, Progress, http};

/// What an answer says of the wait, and which state it names.
fn told<E: Polled>(body: &'static str) -> (Progress, Option<String>) {
    let reply = http::Response::builder()
        .header("content-type", "application/json")
        .body(Bytes::from_static(body.as_bytes()))
        .expect("a response");
    let output = E::response(reply).expect("an answer").output;
    (E::progress(&output), E::state(&output))
}

#[test]
fn a_member_that_may_be_missing_on_the_way_tells_nothing() {
    for body in [
        "{}",
        r#"{"result": null}"#,
        r#"{"result": {"status": null}}"#,
    ] {
        assert_eq!(
            told::<builds::Get>(body),
            (Progress::Pending, None),
            "{body}"
        );
    }
}

#[test]
fn a_member_inside_of_another_ends_the_wait() {
    let state = |state: &str| Some(state.to_owned());
    assert_eq!(
        told::<builds::Get>(r#"{"result": {"status": "running"}}"#),
        (Progress::Pending, state("running"))
    );
    assert_eq!(
        told::<builds::Get>(r#"{"result": {"status": "done"}}"#),
        (Progress::Done, state("done"))
    );
    let failed = r#"{"result": {"status": "failed", "log": {"last": "no disk"}}}"#;
    assert_eq!(
        told::<builds::Get>(failed),
        (Progress::Failed(state("no disk")), state("failed"))
    );
    assert_eq!(
        told::<deploys::Get>(r#"{"run": {"state": "up"}}"#),
        (Progress::Done, state("up"))
    );
    assert_eq!(
        told::<deploys::Get>(r#"{"run": {"state": "down"}}"#),
        (Progress::Failed(None), state("down"))
    );
}

#[test]
fn each_variant_of_a_union_tells() {
    let state = |state: &str| Some(state.to_owned());
    let import = |body| told::<jobs::Get>(body);
    assert_eq!(
        import(r#"{"kind": "Import", "state": "up"}"#),
        (Progress::Done, state("up"))
    );
    assert_eq!(
        import(r#"{"kind": "Import", "state": "down", "why": "no disk"}"#),
        (Progress::Failed(state("no disk")), state("down"))
    );
    assert_eq!(
        import(r#"{"kind": "Export", "state": "exported", "why": ""}"#),
        (Progress::Done, state("exported"))
    );
    assert_eq!(
        import(r#"{"kind": "Export", "why": ""}"#),
        (Progress::Pending, None)
    );
    assert_eq!(
        import(r#"{"kind": "Copy", "state": "up"}"#),
        (Progress::Pending, None),
        "of a kind that came later nothing is known"
    );
}
