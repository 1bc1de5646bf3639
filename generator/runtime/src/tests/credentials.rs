//! Credentials out of an environment.

use crate::runtime::{Credentials, Error, ErrorKind};

fn from(environment: &'static [(&'static str, &'static str)]) -> Result<Credentials, Error> {
    Credentials::from_lookup(|name| {
        let found = environment.iter().find(|(other, _)| *other == name);
        Ok(found.map(|(_, value)| (*value).to_owned()))
    })
}

#[test]
fn the_first_complete_set_wins() {
    let token = from(&[("LIGHTHOUSE_KEEPER", "ada"), ("LIGHTHOUSE_TOKEN", "t")])
        .expect("the token is complete");
    assert_eq!(
        format!("{token:?}"),
        r#"Credentials{"token"}"#,
        "a lone keeper beside it is not sent"
    );
    let pair = from(&[
        ("LIGHTHOUSE_KEEPER", "ada"),
        ("LIGHTHOUSE_KEY", "k"),
        ("LIGHTHOUSE_TOKEN", ""),
    ]);
    assert_eq!(
        format!("{:?}", pair.expect("the pair is complete")),
        r#"Credentials{"keeper", "lamp_key"}"#
    );
}

#[test]
fn what_is_missing_is_named() {
    let message = |environment| {
        let error = from(environment).expect_err("nothing is complete");
        assert_eq!(error.kind(), ErrorKind::Credentials);
        error.to_string()
    };
    assert_eq!(
        message(&[]),
        "no credentials in the environment: set LIGHTHOUSE_TOKEN, or LIGHTHOUSE_KEEPER and LIGHTHOUSE_KEY"
    );
    assert_eq!(
        message(&[("LIGHTHOUSE_KEY", "secret")]),
        "incomplete credentials in the environment: LIGHTHOUSE_KEEPER is missing beside LIGHTHOUSE_KEY"
    );
}
