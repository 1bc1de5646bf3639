//! UUIDs.

use super::TextError;
use super::text::text_type;

text_type! {
    /// A UUID (`format: uuid`, RFC 9562), as text.
    Uuid
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
