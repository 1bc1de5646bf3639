//! TLS is on, without anything installed for the whole process.

use std::io::Read;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use letterpress_runtime::runtime::{ErrorKind, Options};

use crate::clients::clients;
use crate::lighthouse::get;

#[test]
fn https_begins_with_a_client_hello() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&seen);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut start = vec![0; 2048];
            let count = stream.read(&mut start).unwrap();
            start.truncate(count);
            all.lock().unwrap().push(start);
        }
    });
    for client in clients(&url) {
        let error = client
            .with(Options::new().retries(0))
            .send(get("n"))
            .unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Connect | ErrorKind::Transport),
            "{error:?}"
        );
    }
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 2);
    for start in seen.iter() {
        assert_eq!(
            (start[0], start[1], start[5]),
            (22, 3, 1),
            "a handshake record, and in it a client hello"
        );
    }
    assert!(
        rustls::crypto::CryptoProvider::get_default().is_none(),
        "no provider was installed for the process"
    );
}
