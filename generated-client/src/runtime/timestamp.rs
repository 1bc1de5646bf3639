//! Instants.

use std::time::{Duration, SystemTime};

use super::TextError;
use super::text::text_type;

text_type! {
    /// An instant (`format: date-time`, RFC 3339), as text: `2023-01-02T03:04:05Z`. Compared as text.
    Timestamp
}

impl Timestamp {
    /// The instant.
    ///
    /// # Errors
    ///
    /// Where the text is no instant, or none that `SystemTime` can hold.
    pub fn parse(&self) -> Result<SystemTime, TextError> {
        let nanos = self.unix_nanos()?;
        let seconds = u64::try_from(nanos.unsigned_abs() / 1_000_000_000);
        let rest = (nanos.unsigned_abs() % 1_000_000_000) as u32;
        let time = match seconds {
            Ok(seconds) if nanos < 0 => {
                SystemTime::UNIX_EPOCH.checked_sub(Duration::new(seconds, rest))
            }
            Ok(seconds) => SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, rest)),
            Err(_) => None,
        };
        time.ok_or_else(|| self.error())
    }

    /// The nanoseconds since 1970-01-01T00:00:00Z; below zero before it.
    ///
    /// # Errors
    ///
    /// Where the text is no instant.
    pub fn unix_nanos(&self) -> Result<i128, TextError> {
        match self.0.parse::<jiff::Timestamp>() {
            Ok(instant) => Ok(instant.as_nanosecond()),
            Err(_) => Err(self.error()),
        }
    }

    fn error(&self) -> TextError {
        TextError::new("an instant such as 2023-01-02T03:04:05Z", &self.0)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TextError;

    /// The instant in UTC.
    ///
    /// # Errors
    ///
    /// Where the year has more than four digits.
    fn try_from(time: SystemTime) -> Result<Self, TextError> {
        match jiff::Timestamp::try_from(time) {
            Ok(instant) => Ok(Self(instant.to_string())),
            Err(_) => Err(TextError::new(
                "an instant in the years -9999 to 9999",
                "another one",
            )),
        }
    }
}
