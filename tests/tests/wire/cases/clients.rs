//! Base URL, time limits, headers, user agent, and options of single calls.

use std::time::Instant;

use letterpress_tests::server::Fault;

use super::pcap::{ErrorKind, pcaps};
use super::*;

#[test]
fn a_base_url_keeps_its_path_with_and_without_a_slash() {
    let server = server();
    for (base, expected) in [
        (server.base_url(), "/client/v4/accounts/"),
        (format!("{}/", server.base_url()), "/client/v4/accounts/"),
        (server.origin(), "/accounts/"),
        (
            format!("{}/a/proxy/v4", server.origin()),
            "/a/proxy/v4/accounts/",
        ),
    ] {
        for client in Any::both(&base, &token()) {
            // Only the first two lead somewhere.
            let _ = client.send(pcaps::list(ACCOUNT));
            let seen = server.requests().pop().unwrap();
            assert_eq!(seen.target, format!("{expected}{ACCOUNT}/pcaps"), "{base}");
        }
    }
    for base in [
        "",
        "example.com",
        "ftp://example.com",
        "http://user:pw@127.0.0.1/",
        "http://127.0.0.1/?q=1",
    ] {
        let error = Client::builder()
            .base_url(base)
            .credentials(token())
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{base}: {error}");
        assert!(!error.to_string().contains("pw"), "{error}");
    }
}

#[test]
fn credentials_do_not_go_to_another_machine_unencrypted() {
    let builder = || {
        Client::builder()
            .base_url("http://pcap.example/client/v4")
            .no_proxy()
    };
    let error = builder().credentials(token()).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("unencrypted"), "{error}");
    assert!(
        builder()
            .credentials(token())
            .allow_insecure_http()
            .build()
            .is_ok()
    );
    assert!(
        builder().build().is_ok(),
        "without credentials there is nothing to protect"
    );
}

#[test]
fn headers_and_user_agent_are_the_clients_and_then_the_calls() {
    let server = server();
    let client = Client::builder()
        .base_url(server.base_url())
        .credentials(token())
        .no_proxy()
        .user_agent("my-tool/1.2")
        .header("x-team", "blue")
        .header("x-trace", "one")
        .query("debug", "a b");
    let client = Any::Async(client.build().unwrap());
    let blocking = blocking::Client::builder()
        .base_url(server.base_url())
        .credentials(token())
        .no_proxy()
        .user_agent("my-tool/1.2")
        .header("x-team", "blue")
        .header("x-trace", "one")
        .query("debug", "a b");
    for client in [client, Any::Blocking(blocking.build().unwrap())] {
        let call = client.with(Options::new().header("x-trace", "two").query("page", "2"));
        call.send(pcaps::list(ACCOUNT)).unwrap();
        client.send(pcaps::list(ACCOUNT)).unwrap();
        let seen = server.requests();
        let [one, other] = &seen[seen.len() - 2..] else {
            panic!()
        };
        let agent = format!("{NAME}/0.1.0 my-tool/1.2");
        for (seen, trace, query) in [
            (one, "two", "?debug=a%20b&page=2"),
            (other, "one", "?debug=a%20b"),
        ] {
            assert_eq!(seen.header("user-agent"), Some(agent.as_str()));
            assert_eq!(seen.header("x-team"), Some("blue"));
            assert_eq!(seen.header("x-trace"), Some(trace));
            assert!(seen.target.ends_with(query), "{}", seen.target);
        }
        let wrong = client.with(Options::new().header("x trace", "two"));
        let error = wrong.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

#[test]
fn an_attempt_has_a_time_limit() {
    each(|server, client| {
        server.fault(Fault::Delay(2_000));
        let hasty = client.with(once().timeout(Duration::from_millis(60)));
        let started = Instant::now();
        let error = hasty.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Timeout, 1),
            "{error}"
        );
        assert!(error.is_transient() && error.status().is_none());
        assert!(
            started.elapsed() < Duration::from_secs(1),
            "{}",
            client.name()
        );
        assert_eq!(
            client.send(pcaps::list(ACCOUNT)).unwrap(),
            [],
            "the next call is as good as ever"
        );
    });
}

#[test]
fn a_call_has_a_deadline_for_all_its_attempts() {
    each(|server, client| {
        server.fault(Fault::TooManyRequests(5));
        let hasty = client.with(Options::new().deadline(Duration::from_secs(4)));
        let started = Instant::now();
        let error = hasty.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!((error.attempts(), error.codes()), (1, vec![971]), "{error}");
        assert!(started.elapsed() < Duration::from_secs(3));
        assert_eq!(
            server.requests().len(),
            1,
            "a second attempt would have come too late"
        );
    });
}

#[test]
fn nobody_listens() {
    let vacant = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/client/v4", listener.local_addr().unwrap())
    };
    for client in Any::both(&vacant, &token()) {
        let error = client
            .with(once())
            .send(pcaps::create(ACCOUNT, simple(1, 1)))
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Connect, 1),
            "{error}"
        );
        assert!(error.is_transient());
    }
}

#[test]
fn clones_share_a_client_across_tasks_and_threads() {
    let server = server();
    let [Any::Async(client), Any::Blocking(blocking)] = Any::both(&server.base_url(), &token())
    else {
        panic!("one of each");
    };
    TOKIO.block_on(async {
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.send(pcaps::list(ACCOUNT)).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap(), []);
        }
    });
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| assert_eq!(blocking.send(pcaps::list(ACCOUNT)).unwrap(), []));
        }
    });
    assert_eq!(server.requests().len(), 40);
}

#[test]
fn a_call_that_nobody_awaits_any_more_ends() {
    let server = server();
    let [Any::Async(client), _] = Any::both(&server.base_url(), &token()) else {
        panic!("one of each");
    };
    TOKIO.block_on(async {
        server.fault(Fault::Html502);
        let call = client.send(pcaps::list(ACCOUNT));
        let ended = tokio::time::timeout(Duration::from_millis(120), call).await;
        assert!(ended.is_err());
        tokio::time::sleep(Duration::from_millis(600)).await;
    });
    assert!(server.requests().len() <= 1, "it is not sent again");
}
