//! Credentials never leave the origin, and no write goes anywhere else.

use letterpress_tests::server::Fault;

use super::pcap::{ErrorKind, ownership, pcaps};
use super::*;

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

#[test]
fn nothing_reaches_another_origin() {
    for credentials in [token(), pair()] {
        each_with(&credentials, |server, client| {
            let other = super::server();
            for status in STATUSES {
                for _ in 0..5 {
                    let location =
                        format!("{}/accounts/{ACCOUNT}/pcaps?secret=1", other.base_url());
                    server.fault(Fault::Redirect(status, location));
                }
                let errors = [
                    client.send(pcaps::list(ACCOUNT)).unwrap_err(),
                    client
                        .send(pcaps::create(ACCOUNT, simple(1, 1)))
                        .unwrap_err(),
                    client.send(pcaps::stop(ACCOUNT, "1")).unwrap_err(),
                    client.send(ownership::delete(ACCOUNT, "1")).unwrap_err(),
                    client.download(pcaps::download(ACCOUNT, "1")).unwrap_err(),
                ];
                for error in errors {
                    assert_eq!(
                        (error.kind(), error.attempts()),
                        (ErrorKind::Redirect, 1),
                        "{error}"
                    );
                    assert_eq!(error.status().unwrap().as_u16(), status);
                    let text = error.to_string();
                    assert!(
                        text.contains(&other.origin()) && !text.contains("secret"),
                        "{text}"
                    );
                }
            }
            assert_eq!(other.requests().len(), 0, "{}", client.name());
            assert_eq!(server.requests().len(), 5 * STATUSES.len());
        });
    }
}

#[test]
fn the_same_host_on_another_port_or_scheme_is_another_origin() {
    each_with(&pair(), |server, client| {
        let port = server.address().port();
        for location in [
            format!("http://localhost:{port}/"),
            format!("https://127.0.0.1:{port}/"),
            "//evil.example/".to_owned(),
            "http://127.0.0.1/".to_owned(),
            format!("http://127.0.0.1:{port}@evil.example/"),
        ] {
            server.fault(Fault::Redirect(307, location.clone()));
            let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect, "{location}: {error}");
        }
    });
}

#[test]
fn a_read_follows_within_the_origin_with_its_credentials() {
    for status in STATUSES {
        each_with(&pair(), |server, client| {
            let target = format!("/client/v4/accounts/{ACCOUNT}/pcaps?moved=1");
            server.fault(Fault::Redirect(status, target.clone()));
            assert_eq!(client.send(pcaps::list(ACCOUNT)).unwrap(), []);
            let seen = server.requests();
            assert_eq!((seen.len(), &seen[1].target), (2, &target));
            assert_eq!(
                (seen[1].method.as_str(), seen[1].header("x-auth-key")),
                ("GET", Some("local-key"))
            );
        });
    }
}

#[test]
fn a_write_never_becomes_a_read() {
    each(|server, client| {
        for status in STATUSES {
            server.fault(Fault::Redirect(
                status,
                format!("/client/v4/accounts/{ACCOUNT}/pcaps/"),
            ));
            let error = client
                .send(pcaps::create(ACCOUNT, simple(1, 1)))
                .unwrap_err();
            assert_eq!(
                (error.kind(), error.status().unwrap().as_u16()),
                (ErrorKind::Redirect, status)
            );
        }
        let methods: Vec<String> = server
            .requests()
            .into_iter()
            .map(|seen| seen.method)
            .collect();
        assert_eq!(methods, ["POST"; 5], "{}", client.name());
    });
}

#[test]
fn circles_end() {
    each(|server, client| {
        for _ in 0..20 {
            server.fault(Fault::Redirect(
                302,
                format!("/client/v4/accounts/{ACCOUNT}/pcaps"),
            ));
        }
        let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert!(server.requests().len() < 12);
    });
}
