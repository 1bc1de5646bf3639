//! An object while it is decoded, member by member.

use super::tape::{Tape, index, mark};
use super::{Decode, DecodeError, Json, Map};

/// The members of an object that is being decoded.
///
/// Members may come in any order. Where they come in the order in which they are asked for, each is found at once.
#[derive(Debug)]
pub struct Object<'a> {
    pub(super) tape: &'a Tape<'a>,
    /// The first name that nobody took, behind those that were passed.
    cursor: usize,
    pub(super) end: usize,
    /// The marks of all names.
    marks: u64,
    /// Which members from the cursor on were taken, a bit each: never the cursor's own.
    ahead: u8,
    /// The names before the cursor that nobody took.
    pub(super) passed: Vec<u32>,
}

impl<'a> Object<'a> {
    #[inline]
    pub(super) fn new(
        tape: &'a Tape<'a>,
        start: usize,
        end: usize,
        marks: u64,
        hidden: u32,
    ) -> Self {
        let mut object = Self {
            tape,
            cursor: start,
            end,
            marks,
            ahead: 0,
            passed: Vec::new(),
        };
        if hidden != 0 {
            object.pass_to(end);
            object
                .passed
                .retain(|name| !tape.hides(hidden, *name as usize));
        }
        object
    }

    /// A member that must be there.
    ///
    /// # Errors
    ///
    /// Where the member is absent, or its value is not a `T`.
    #[inline]
    pub fn required<T: Decode>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        match self.take(name) {
            Some(value) => T::decode(value).map_err(|error| error.in_member(name)),
            None => Err(DecodeError::missing(name)),
        }
    }

    /// A member that may be absent; null is as good as absent.
    ///
    /// # Errors
    ///
    /// Where the value is neither null nor a `T`.
    #[inline]
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Result<Option<T>, DecodeError> {
        match self.take(name) {
            Some(value) if !value.is_null() => match T::decode(value) {
                Ok(value) => Ok(Some(value)),
                Err(error) => Err(error.in_member(name)),
            },
            _ => Ok(None),
        }
    }

    /// A member that may be null; absent is as good as null.
    ///
    /// # Errors
    ///
    /// Where the value is neither null nor a `T`.
    #[inline]
    pub fn nullable<T: Decode>(&mut self, name: &'static str) -> Result<Option<T>, DecodeError> {
        self.optional(name)
    }

    /// The members that nobody took, in order.
    ///
    /// # Errors
    ///
    /// None: any value is kept.
    #[inline]
    pub fn extra(self) -> Result<Map, DecodeError> {
        let mut map = Map::new();
        if !self.is_empty() {
            self.rest(|name, value| {
                map.insert(name.to_owned(), value.to_value());
                Ok(())
            })?;
        }
        Ok(map)
    }

    fn is_empty(&self) -> bool {
        self.passed.is_empty() && self.cursor >= self.end
    }

    pub(super) fn rest(
        mut self,
        mut each: impl FnMut(&str, Json<'a>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        for name in std::mem::take(&mut self.passed) {
            self.give(name as usize, &mut each)?;
        }
        while self.cursor < self.end {
            self.give(self.cursor, &mut each)?;
            self.advance();
        }
        Ok(())
    }

    /// Gives a member away, unless it came again later.
    fn give(
        &self,
        at: usize,
        each: &mut impl FnMut(&str, Json<'a>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match self.tape.name(at) {
            Some(name) => each(name, Json::new(self.tape, at + 1, 0)),
            None => Ok(()),
        }
    }

    #[inline(always)]
    pub(super) fn take(&mut self, name: &str) -> Option<Json<'a>> {
        if self.cursor < self.end && self.tape.name(self.cursor) == Some(name) {
            let value = self.cursor + 1;
            self.advance();
            return Some(Json::new(self.tape, value, 0));
        }
        if self.marks & mark(name) == 0 {
            return None;
        }
        self.search(name)
    }

    /// Looks for a member that is not the next one: first behind the cursor, then among those passed.
    fn search(&mut self, name: &str) -> Option<Json<'a>> {
        let mut at = self.cursor;
        let mut distance = 0;
        while at < self.end {
            let near = 1_u8.checked_shl(distance);
            let taken = near.is_some_and(|near| self.ahead & near != 0);
            if !taken && self.tape.name(at) == Some(name) {
                match near {
                    Some(near) => self.ahead |= near,
                    // Members that stand so far apart are in no order that this one knows: the way is not gone again.
                    None => {
                        self.pass_to(at);
                        self.advance();
                    }
                }
                return Some(Json::new(self.tape, at + 1, 0));
            }
            at = self.tape.after(at + 1);
            distance += 1;
        }
        let passed = self
            .passed
            .iter()
            .position(|at| self.tape.name(*at as usize) == Some(name))?;
        let at = self.passed.remove(passed) as usize;
        Some(Json::new(self.tape, at + 1, 0))
    }

    /// Moves the cursor, and remembers the names on the way.
    pub(super) fn pass_to(&mut self, to: usize) {
        while self.cursor < to {
            if self.tape.name(self.cursor).is_some() {
                self.passed.push(index(self.cursor));
            }
            self.advance();
        }
    }

    /// Moves the cursor to the next member that nobody took.
    #[inline]
    fn advance(&mut self) {
        loop {
            self.cursor = self.tape.after(self.cursor + 1);
            self.ahead >>= 1;
            if self.ahead & 1 == 0 {
                return;
            }
        }
    }
}
