//! Text that stands for something else: it is kept as it came, and parsed on demand.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::{Duration, SystemTime};

use super::civil;
use super::{Check, Decode, DecodeError, Encode, Json, Measure, Writer};

/// Why a text does not stand for what it should: what was expected, and the text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TextError {
    expected: &'static str,
    text: String,
}

impl TextError {
    pub(super) fn new(expected: &'static str, text: &str) -> Self {
        Self {
            expected,
            text: text.to_owned(),
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = super::decode_error::quote(&self.text);
        write!(f, "expected {}, found {text}", self.expected)
    }
}

impl std::error::Error for TextError {}

macro_rules! text {
    ($($(#[$docs:meta])* $name:ident)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        impl $name {
            /// The text as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl Decode for $name {
            #[inline]
            fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
                json.text().map(Self::from)
            }
        }

        impl Encode for $name {
            fn encode(&self, json: &mut Writer) {
                json.text(&self.0);
            }
        }

        impl Check for $name {
            fn measure(&self) -> Measure<'_> {
                Measure::Text(&self.0)
            }
        }

        super::serde!($name);
    )*};
}

text! {
    /// An instant (`format: date-time`, RFC 3339), as text: `2023-01-02T03:04:05Z`. Compared as text.
    Timestamp
    /// A day (`format: date`, RFC 3339), as text: `2023-01-02`.
    Date
    /// A time of day (`format: time`, RFC 3339), as text: `03:04:05Z`.
    Time
    /// A length of time (`format: duration`, ISO 8601), as text: `PT5M`.
    Span
    /// A UUID (`format: uuid`, RFC 9562), as text.
    Uuid
    /// A URI (`format: uri`, RFC 3986), or a reference to one, as text.
    Uri
    /// An IPv4 address, as text.
    Ipv4
    /// An IPv6 address, as text.
    Ipv6
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

impl Span {
    /// The length of time; a day has 24 hours, a week 7 days.
    ///
    /// # Errors
    ///
    /// Where the text is no length of time, is below zero, or has years or months, whose length depends on when they begin.
    pub fn parse(&self) -> Result<Duration, TextError> {
        civil::duration(&self.0)
            .ok_or_else(|| TextError::new("a length of time such as PT5M", &self.0))
    }
}

impl Uuid {
    /// The 128 bits.
    ///
    /// # Errors
    ///
    /// Where the text is not 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    pub fn parse(&self) -> Result<u128, TextError> {
        let error = || TextError::new("a UUID", &self.0);
        let groups: Vec<&str> = self.0.split('-').collect();
        if !groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
            || !self
                .0
                .bytes()
                .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        {
            return Err(error());
        }
        u128::from_str_radix(&groups.concat(), 16).map_err(|_| error())
    }
}

impl Ipv4 {
    /// The address.
    ///
    /// # Errors
    ///
    /// Where the text is no IPv4 address.
    pub fn parse(&self) -> Result<Ipv4Addr, TextError> {
        self.0
            .parse()
            .map_err(|_| TextError::new("an IPv4 address", &self.0))
    }
}

impl From<Ipv4Addr> for Ipv4 {
    fn from(address: Ipv4Addr) -> Self {
        Self(address.to_string())
    }
}

impl Ipv6 {
    /// The address.
    ///
    /// # Errors
    ///
    /// Where the text is no IPv6 address.
    pub fn parse(&self) -> Result<Ipv6Addr, TextError> {
        self.0
            .parse()
            .map_err(|_| TextError::new("an IPv6 address", &self.0))
    }
}

impl From<Ipv6Addr> for Ipv6 {
    fn from(address: Ipv6Addr) -> Self {
        Self(address.to_string())
    }
}
