//! A span for each operation, with the feature `tracing`.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::clients::{Fate, Stage};
use crate::lighthouse::{LAMP, get};
use letterpress_runtime::runtime::Options;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn a_span_has_method_template_status_and_attempt_and_no_secret() {
    let fates = || vec![Fate::status(503), Fate::json(LAMP)];
    for (_, client) in Stage::clients(fates, Options::new().query("secret", "c4nary")) {
        let log = Log::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(log.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || client.send(get("n1")).unwrap());
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        let last = text.lines().last().unwrap();
        for part in [
            "request{",
            "operation=\"lamps.get\"",
            "method=\"GET\"",
            "path=\"/lamps/{id}\"",
            "status=200",
            "attempt=2",
        ] {
            assert!(last.contains(part), "{}: {text}", client.name());
        }
        assert_eq!(
            text.lines().filter(|line| line.contains(": new")).count(),
            1,
            "one span for the operation: {text}"
        );
        assert!(text.contains("waiting for the next attempt"), "{text}");
        assert!(
            !text.contains("t0ken") && !text.contains("c4nary") && !text.contains("n1"),
            "{text}"
        );
    }
}
