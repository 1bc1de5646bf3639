//! Lengths of time.

use std::time::Duration;

use super::TextError;
use super::text::text_type;

text_type! {
    /// A length of time (`format: duration`, ISO 8601), as text: `PT5M`.
    Span
}

impl Span {
    /// The length of time; a day has 24 hours, a week 7 days.
    ///
    /// # Errors
    ///
    /// Where the text is no length of time, is below zero, or has years or months, whose length depends on when they begin.
    pub fn parse(&self) -> Result<Duration, TextError> {
        duration(&self.0).ok_or_else(|| TextError::new("a length of time such as PT5M", &self.0))
    }
}

/// The length of a span without years and months.
fn duration(text: &str) -> Option<Duration> {
    let span: jiff::Span = text.parse().ok()?;
    if span.get_years() != 0 || span.get_months() != 0 {
        return None;
    }
    let days = i128::from(span.get_weeks()) * 7 + i128::from(span.get_days());
    let hours = days * 24 + i128::from(span.get_hours());
    let minutes = hours * 60 + i128::from(span.get_minutes());
    let seconds = minutes * 60 + i128::from(span.get_seconds());
    let millis = seconds * 1_000 + i128::from(span.get_milliseconds());
    let micros = millis * 1_000 + i128::from(span.get_microseconds());
    let nanos = micros * 1_000 + i128::from(span.get_nanoseconds());
    let nanos = u128::try_from(nanos).ok()?;
    let seconds = u64::try_from(nanos / 1_000_000_000).ok()?;
    Some(Duration::new(seconds, (nanos % 1_000_000_000) as u32))
}
