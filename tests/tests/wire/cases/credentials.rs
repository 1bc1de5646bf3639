//! A token, or an email address and a key; given, or from the environment.

use super::pcap::{ErrorKind, pcaps};
use super::*;

#[test]
fn a_token_or_a_pair() {
    for (credentials, token, email, key) in [
        (token(), Some("Bearer local-token"), None, None),
        (pair(), None, Some("user@example.com"), Some("local-key")),
        // The first complete alternative, and nothing of the other.
        (
            pair().api_token("local-token"),
            Some("Bearer local-token"),
            None,
            None,
        ),
    ] {
        each_with(&credentials, |server, client| {
            assert_eq!(client.send(pcaps::list(ACCOUNT)).unwrap(), []);
            let seen = server.requests().pop().unwrap();
            assert_eq!(seen.header("authorization"), token, "{}", client.name());
            assert_eq!(
                (seen.header("x-auth-email"), seen.header("x-auth-key")),
                (email, key)
            );
        });
    }
}

#[test]
fn half_a_pair_is_an_error_when_the_client_is_built() {
    for (half, missing) in [
        (
            Credentials::new().api_email("user@example.com"),
            "`api_key` is missing",
        ),
        (
            Credentials::new().api_key("local-key"),
            "`api_email` is missing",
        ),
        (
            token().api_email("user@example.com"),
            "`api_key` is missing",
        ),
    ] {
        let error = Client::builder()
            .credentials(half.clone())
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(error.to_string().contains(missing), "{error}");
        let error = blocking::Client::builder()
            .credentials(half)
            .build()
            .unwrap_err();
        assert!(error.to_string().contains(missing), "{error}");
    }
}

#[test]
fn without_credentials_nothing_is_sent_unless_that_is_meant() {
    each_with(&Credentials::new(), |server, client| {
        let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Credentials, 0)
        );
        assert!(
            error
                .to_string()
                .contains("`api_token`, or `api_email` and `api_key`"),
            "{error}"
        );
        assert_eq!(server.requests().len(), 0);
    });
    each_with(&Credentials::none(), |server, client| {
        let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!((error.kind(), error.codes()), (ErrorKind::Api, vec![6003]));
        assert_eq!(server.requests()[0].header("authorization"), None);
    });
}

#[test]
fn wrong_credentials_are_told_apart_from_missing_ones() {
    each_with(&Credentials::new().api_token("another"), |_, client| {
        let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), error.codes()),
            (401, vec![10_000])
        );
        assert!(!error.is_transient());
    });
}

/// What [`in_a_process_of_its_own`] came to with this environment.
fn in_environment(server: &Server, variables: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outcome");
    // The name of this module without that of the test's crate.
    let (_, module) = module_path!().split_once("::").unwrap();
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            &format!("{module}::in_a_process_of_its_own"),
            "--quiet",
        ])
        .env_clear()
        .env("WIRE_OUTCOME", &file)
        .env("CLOUDFLARE_BASE_URL", server.base_url())
        .envs(variables.iter().copied())
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.unwrap().success());
    std::fs::read_to_string(file).unwrap()
}

/// What [`the_environment_is_read`] runs; by itself it does nothing.
#[test]
fn in_a_process_of_its_own() {
    let Some(file) = std::env::var_os("WIRE_OUTCOME") else {
        return;
    };
    let clients = [
        Client::from_env().map(Any::Async),
        blocking::Client::from_env().map(Any::Blocking),
    ];
    let outcomes = clients.map(|client| match client {
        Ok(client) => format!(
            "sent: {:?}",
            client.send(pcaps::list(ACCOUNT)).map(|list| list.len())
        ),
        Err(error) => format!("{:?}: {error}", error.kind()),
    });
    assert_eq!(outcomes[0], outcomes[1]);
    std::fs::write(file, &outcomes[0]).unwrap();
}

#[test]
fn the_environment_is_read() {
    let server = server();
    let (token, email, key) = (
        ("CLOUDFLARE_API_TOKEN", "local-token"),
        ("CLOUDFLARE_EMAIL", "user@example.com"),
        ("CLOUDFLARE_API_KEY", "local-key"),
    );
    for complete in [
        &[token][..],
        &[email, key],
        &[token, email],
        &[token, email, key],
    ] {
        assert_eq!(
            in_environment(&server, complete),
            "sent: Ok(0)",
            "{complete:?}"
        );
        let seen = server.requests();
        let expected = complete.contains(&token).then_some("Bearer local-token");
        assert!(
            seen[seen.len() - 2..]
                .iter()
                .all(|seen| seen.header("authorization") == expected)
        );
    }
    for (incomplete, told, untold) in [
        (
            &[email][..],
            "CLOUDFLARE_API_KEY is missing beside CLOUDFLARE_EMAIL",
            "user@example.com",
        ),
        (
            &[key],
            "CLOUDFLARE_EMAIL is missing beside CLOUDFLARE_API_KEY",
            "local-key",
        ),
        (
            &[("CLOUDFLARE_API_TOKEN", ""), key],
            "CLOUDFLARE_EMAIL is missing",
            "local-key",
        ),
        (
            &[],
            "set CLOUDFLARE_API_TOKEN, or CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY",
            "local-",
        ),
    ] {
        let outcome = in_environment(&server, incomplete);
        assert!(
            outcome.starts_with("Credentials: ") && outcome.contains(told),
            "{outcome}"
        );
        assert!(!outcome.contains(untold), "{outcome}");
    }
}
