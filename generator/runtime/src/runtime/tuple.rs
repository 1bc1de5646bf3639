//! Tuples: arrays whose items have types of their own, by position.

use super::check::Step;
use super::rules::Rules;
use super::{ArrayWriter, Check, Checker, Decode, DecodeError, Encode, Json, Maybe, Value, Writer};

/// The items of an array while they are decoded.
#[derive(Debug)]
pub struct TupleReader<'a> {
    json: Json<'a>,
    items: std::vec::IntoIter<Json<'a>>,
    taken: usize,
}

impl<'a> TupleReader<'a> {
    /// The items of an array, to be taken one by one.
    ///
    /// # Errors
    ///
    /// Where the value is no array.
    pub fn new(json: Json<'a>) -> Result<Self, DecodeError> {
        let items = json.items()?.collect::<Vec<_>>();
        Ok(Self {
            json,
            items: items.into_iter(),
            taken: 0,
        })
    }

    /// An item that must be there.
    ///
    /// # Errors
    ///
    /// Where the array is shorter, or the item is not a `T`.
    pub fn required<T: Decode>(&mut self) -> Result<T, DecodeError> {
        match self.next()? {
            Some(item) => Ok(item),
            None => {
                let expected = format!("an array of {} items or more", self.taken);
                Err(DecodeError::mismatch(expected, self.json))
            }
        }
    }

    /// An item that may be absent; null is as good as absent.
    ///
    /// # Errors
    ///
    /// Where the item is neither null nor a `T`.
    pub fn optional<T: Decode>(&mut self) -> Result<Option<T>, DecodeError> {
        self.next::<Option<T>>().map(Option::flatten)
    }

    /// An item that may be null; absent is as good as null.
    ///
    /// # Errors
    ///
    /// Where the item is neither null nor a `T`.
    pub fn nullable<T: Decode>(&mut self) -> Result<Option<T>, DecodeError> {
        self.optional()
    }

    /// An item that may be absent or null, which are two things.
    ///
    /// # Errors
    ///
    /// Where the item is neither null nor a `T`.
    pub fn maybe<T: Decode>(&mut self) -> Result<Maybe<T>, DecodeError> {
        Ok(match self.next::<Option<T>>()? {
            None => Maybe::Absent,
            Some(None) => Maybe::Null,
            Some(Some(item)) => Maybe::Value(item),
        })
    }

    /// The items that nobody took.
    ///
    /// # Errors
    ///
    /// Where one is not a `T`.
    pub fn rest<T: Decode>(mut self) -> Result<Vec<T>, DecodeError> {
        let mut rest = Vec::with_capacity(self.items.len());
        while let Some(item) = self.next()? {
            rest.push(item);
        }
        Ok(rest)
    }

    fn next<T: Decode>(&mut self) -> Result<Option<T>, DecodeError> {
        let index = self.taken;
        self.taken += 1;
        match self.items.next().map(T::decode).transpose() {
            Ok(item) => Ok(item),
            Err(error) => Err(error.in_item(index)),
        }
    }
}

/// An array of items by position while it is written.
#[derive(Debug)]
pub struct TupleWriter<'w> {
    array: ArrayWriter<'w>,
    /// Items that are absent so far: null is written for them where another one follows.
    left_out: usize,
}

impl<'w> TupleWriter<'w> {
    /// Starts an array; it ends where this is dropped.
    pub fn new(json: &'w mut Writer) -> Self {
        Self {
            array: json.array(),
            left_out: 0,
        }
    }

    /// Writes the next item.
    pub fn required<T: Encode + ?Sized>(&mut self, item: &T) {
        for _ in 0..std::mem::take(&mut self.left_out) {
            self.array.item(&super::Null);
        }
        self.array.item(item);
    }

    /// Writes the next item if there is one.
    pub fn optional<T: Encode>(&mut self, item: &Option<T>) {
        match item {
            Some(item) => self.required(item),
            None => self.left_out += 1,
        }
    }

    /// Writes the next item; null where there is none.
    pub fn nullable<T: Encode>(&mut self, item: &Option<T>) {
        self.required(item);
    }

    /// Writes the next item, null, or nothing.
    pub fn maybe<T: Encode>(&mut self, item: &Maybe<T>) {
        match item {
            Maybe::Absent => self.left_out += 1,
            Maybe::Null => self.required(&super::Null),
            Maybe::Value(item) => self.required(item),
        }
    }

    /// Writes the items behind those that have a position.
    pub fn rest<T: Encode>(&mut self, items: &[T]) {
        for item in items {
            self.required(item);
        }
    }
}

impl Checker<'_> {
    /// Notes each item that is absent before one that is there; `given` says which are.
    pub fn in_order(&mut self, given: &[bool]) {
        let last = given.iter().rposition(|given| *given).unwrap_or_default();
        for index in (0..last).filter(|index| !given[*index]) {
            let rule = "must be given: an item behind it is";
            let violation = self.path.item(index).violation(rule, None);
            self.violations.push(violation);
        }
    }

    /// Notes every item behind the `count` that the document has.
    pub fn no_rest(&mut self, count: usize, items: &[Value]) {
        for index in 0..items.len() {
            let rule = "is no item that the document has a place for";
            let violation = self.path.item(count + index).violation(rule, None);
            self.violations.push(violation);
        }
    }

    /// Checks the items behind the first `count`, each with the rules of its place.
    pub fn rest<T: Check>(&mut self, count: usize, items: &[T], mut rules: impl FnMut(Rules<'_>)) {
        for (index, item) in items.iter().enumerate() {
            self.part(Step::Item(count + index), item);
            rules(Rules {
                path: self.path.item(count + index),
                violations: &mut *self.violations,
                value: item,
            });
        }
    }
}
