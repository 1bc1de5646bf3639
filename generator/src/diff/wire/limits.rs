//! The least and the greatest number: four keywords, of which two say the same, compared as exactly as they are written.

use std::cmp::Ordering;

use serde_json::Number;

use super::constraints::Effect;
use crate::contract::{NumberRules, Schema};

/// A limit that isn't what it was.
pub(super) struct Limit {
    pub(super) rule: &'static str,
    pub(super) word: &'static str,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) effect: Effect,
}

/// `minimum` and `exclusiveMinimum`, or those of the upper end: one change, if the values are others.
pub(super) fn compare(base: &Schema, revision: &Schema, upper: bool) -> Option<Limit> {
    let (before, after) = (Bound::of(base, upper), Bound::of(revision, upper));
    let effect = match (&before, &after) {
        (None, None) => return None,
        (None, Some(_)) => Effect::Tighter,
        (Some(_), None) => Effect::Looser,
        (Some(was), Some(is)) => match was.compare(is, upper) {
            Ordering::Equal => return None,
            Ordering::Less => Effect::Tighter,
            Ordering::Greater => Effect::Looser,
        },
    };
    let exclusive = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.exclusive);
    let other = [exclusive(&before), exclusive(&after)];
    let (rule, word) = match (upper, other.contains(&Some(false))) {
        (false, true) => ("minimum-changed", "The minimum"),
        (false, false) => ("exclusive-minimum-changed", "The exclusive minimum"),
        (true, true) => ("maximum-changed", "The maximum"),
        (true, false) => ("exclusive-maximum-changed", "The exclusive maximum"),
    };
    // One of both includes its own number, the other doesn't: that is what changed.
    let mixed = other.contains(&Some(true)) && other.contains(&Some(false));
    let text = |bound: Option<Bound>| {
        let bound = bound?;
        Some(match (mixed && bound.exclusive, upper) {
            (false, _) => bound.written,
            (true, false) => format!("more than {}", bound.written),
            (true, true) => format!("less than {}", bound.written),
        })
    };
    Some(Limit {
        rule,
        word,
        before: text(before),
        after: text(after),
        effect,
    })
}

/// One end of the numbers.
struct Bound {
    written: String,
    exclusive: bool,
    /// What decides: of integers the number that is still one of them.
    value: Decimal,
    open: bool,
}

impl Bound {
    fn of(schema: &Schema, upper: bool) -> Option<Self> {
        let NumberRules {
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            ..
        } = &*schema.number;
        let (inclusive, exclusive) = if upper {
            (maximum, exclusive_maximum)
        } else {
            (minimum, exclusive_minimum)
        };
        let whole = schema.types.integer && !schema.types.number;
        let bound = |number: &Option<Number>, exclusive: bool| {
            let written = number.as_ref()?.to_string();
            let mut value = Decimal::new(&written);
            let mut open = exclusive;
            if let (true, Some(next)) = (whole, value.whole(upper, exclusive)) {
                (value, open) = (next, false);
            }
            Some(Self {
                written,
                exclusive,
                value,
                open,
            })
        };
        match (bound(inclusive, false), bound(exclusive, true)) {
            (Some(one), Some(other)) => Some(match one.compare(&other, upper) {
                Ordering::Less => other,
                _ => one,
            }),
            (one, other) => one.or(other),
        }
    }

    /// `Less`: the other leaves fewer numbers.
    fn compare(&self, other: &Self, upper: bool) -> Ordering {
        let values = self.value.compare(&other.value);
        let tighter = if upper { values.reverse() } else { values };
        tighter.then(self.open.cmp(&other.open))
    }
}

/// A number as it is written: digits, and how many of them stand behind the point.
struct Decimal {
    exact: Option<(i128, u32)>,
    near: f64,
}

impl Decimal {
    fn new(text: &str) -> Self {
        Self {
            exact: Self::read(text),
            near: text.parse().unwrap_or_default(),
        }
    }

    fn read(text: &str) -> Option<(i128, u32)> {
        let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits: i128 = format!("{whole}{part}").parse().ok()?;
        let places = i64::try_from(part.len()).ok()? - power.parse::<i64>().ok()?;
        match u32::try_from(places) {
            Ok(places) => Some((digits, places)),
            Err(_) => {
                let zeros = u32::try_from(-places).ok()?;
                Some((digits.checked_mul(10_i128.checked_pow(zeros)?)?, 0))
            }
        }
    }

    /// Both with as many digits behind the point.
    fn aligned(&self, other: &Self) -> Option<(i128, i128)> {
        let ((one, places), (two, others)) = (self.exact?, other.exact?);
        let to = places.max(others);
        let scaled =
            |digits: i128, places: u32| digits.checked_mul(10_i128.checked_pow(to - places)?);
        Some((scaled(one, places)?, scaled(two, others)?))
    }

    fn compare(&self, other: &Self) -> Ordering {
        match self.aligned(other) {
            Some((one, two)) => one.cmp(&two),
            None => self.near.total_cmp(&other.near),
        }
    }

    /// The last integer that is still allowed.
    fn whole(&self, upper: bool, exclusive: bool) -> Option<Self> {
        let (digits, places) = self.exact?;
        let unit = 10_i128.checked_pow(places)?;
        let (floor, even) = (digits.div_euclid(unit), digits.rem_euclid(unit) == 0);
        let last = match (upper, even, exclusive) {
            (false, true, false) | (true, _, false) => floor,
            (true, true, true) => floor - 1,
            (true, false, true) => floor,
            (false, ..) => floor + 1,
        };
        Some(Self {
            exact: Some((last, 0)),
            near: self.near,
        })
    }
}

/// Whether every multiple of the one is one of the other too.
pub(super) fn divides(small: &Number, great: &Number) -> bool {
    let (small, great) = (
        Decimal::new(&small.to_string()),
        Decimal::new(&great.to_string()),
    );
    match small.aligned(&great) {
        Some((small, great)) => small != 0 && great % small == 0,
        None => (great.near / small.near).fract() == 0.0,
    }
}
