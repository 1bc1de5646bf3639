//! Everything that a process says: spans and events of `tracing`, records of `log`, panics.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// A text of what was said, and who said anything.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Said>>);

#[derive(Default)]
struct Said {
    text: String,
    speakers: BTreeSet<String>,
}

impl Log {
    /// From now on, all that this process says at any level. ureq alone is heard from DEBUG on: at TRACE it writes down the very bytes that travel.
    pub fn of_this_process() -> Self {
        let said = Self::default();
        let subscriber = tracing_subscriber::registry().with(said.clone());
        tracing::subscriber::set_global_default(subscriber).unwrap();
        log::set_boxed_logger(Box::new(said.clone())).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        let hooked = said.clone();
        std::panic::set_hook(Box::new(move |panic| {
            hooked.add("panic", |text| write!(text, "{panic}"));
        }));
        said
    }

    /// What was said since the last time.
    pub fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap().text)
    }

    /// Whether anything was ever said by those whose names begin like this.
    pub fn heard(&self, speaker: &str) -> bool {
        let said = self.0.lock().unwrap();
        said.speakers.iter().any(|name| name.starts_with(speaker))
    }

    fn add(&self, speaker: &str, what: impl FnOnce(&mut String) -> std::fmt::Result) {
        let mut said = self.0.lock().unwrap();
        said.speakers.insert(speaker.to_owned());
        said.text.push_str(speaker);
        what(&mut said.text).unwrap();
        said.text.push('\n');
    }
}

/// Writes every field behind the text.
struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        self.add(span.metadata().target(), |text| {
            text.push_str(span.metadata().name());
            span.record(&mut Fields(text));
            Ok(())
        });
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        self.add("record", |text| {
            values.record(&mut Fields(text));
            Ok(())
        });
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        self.add(event.metadata().target(), |text| {
            event.record(&mut Fields(text));
            Ok(())
        });
    }
}

impl log::Log for Log {
    fn enabled(&self, what: &log::Metadata<'_>) -> bool {
        what.level() < log::Level::Trace || !what.target().starts_with("ureq")
    }

    fn log(&self, record: &log::Record<'_>) {
        if log::Log::enabled(self, record.metadata()) {
            self.add(record.target(), |text| write!(text, " {}", record.args()));
        }
    }

    fn flush(&self) {}
}
