//! Days and times of day.

use super::TextError;
use super::text::text_type;

text_type! {
    /// A day (`format: date`, RFC 3339), as text: `2023-01-02`.
    Date
}

text_type! {
    /// A time of day (`format: time`, RFC 3339), as text: `03:04:05Z`.
    Time
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CivilDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct CivilTime {
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// The second, 0 to 59.
    pub second: u8,
    /// The fraction of the second, in nanoseconds.
    pub nanosecond: u32,
    /// How many minutes local time is ahead of UTC, where the text says so.
    pub offset_minutes: Option<i16>,
}

impl Date {
    /// The day.
    ///
    /// # Errors
    ///
    /// Where the text is no day of the calendar, written as year, month and day.
    pub fn parse(&self) -> Result<CivilDate, TextError> {
        let date = self.as_str();
        // A date with a time behind it would be read too.
        match date.parse::<jiff::civil::Date>() {
            Ok(day) if date.len() == 10 => {
                let (year, month, day) = (day.year(), day.month(), day.day());
                Ok(CivilDate {
                    year,
                    month: month.unsigned_abs(),
                    day: day.unsigned_abs(),
                })
            }
            _ => Err(TextError::new("a day such as 2023-01-02", date)),
        }
    }
}

impl Time {
    /// The time of day.
    ///
    /// # Errors
    ///
    /// Where the text is no time of day: hours, minutes and seconds, and an offset or none.
    pub fn parse(&self) -> Result<CivilTime, TextError> {
        time(self.as_str())
            .ok_or_else(|| TextError::new("a time of day such as 03:04:05Z", self.as_str()))
    }
}

fn time(text: &str) -> Option<CivilTime> {
    let cut = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at(cut);
    let offset_minutes = match offset {
        "" => None,
        "Z" | "z" => Some(0),
        _ => {
            let (hours, minutes) = offset[1..].split_once(':')?;
            let minutes = two_digits(hours, 23)? * 60 + two_digits(minutes, 59)?;
            Some(if offset.starts_with('-') {
                -minutes
            } else {
                minutes
            })
        }
    };
    let (hour, rest) = clock.split_once(':')?;
    let (minute, rest) = rest.split_once(':')?;
    let (second, fraction) = match rest.split_once('.') {
        Some((second, fraction)) => (second, Some(fraction)),
        None => (rest, None),
    };
    Some(CivilTime {
        hour: two_digits(hour, 23)? as u8,
        minute: two_digits(minute, 59)? as u8,
        second: two_digits(second, 59)? as u8,
        nanosecond: fraction.map_or(Some(0), nanoseconds)?,
        offset_minutes,
    })
}

fn two_digits(text: &str, most: i16) -> Option<i16> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|value| digits && *value <= most)
}

/// The digits behind the point; those behind the ninth are dropped.
fn nanoseconds(digits: &str) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<9}")[..9].parse().ok()
}
