//! Protocol Buffers on the wire, as much as ONNX needs: a message is a list of numbered fields. Written by hand because it is these fifty
//! lines, and a generated one costs every first build its code generator.

/// A message in the making. Fields go out in the order in which they are added, so the same calls give the same bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Message(Vec<u8>);

/// Wire types: a variable-length number, length-delimited bytes, four bytes.
const NUMBER: u64 = 0;
const DELIMITED: u64 = 2;
const FOUR_BYTES: u64 = 5;

impl Message {
    /// A whole number.
    pub(super) fn number(&mut self, field: u64, value: u64) -> &mut Self {
        self.varint(field << 3 | NUMBER);
        self.varint(value);
        self
    }

    /// A fraction.
    pub(super) fn float(&mut self, field: u64, value: f32) -> &mut Self {
        self.varint(field << 3 | FOUR_BYTES);
        self.0.extend(value.to_le_bytes());
        self
    }

    /// Bytes.
    pub(super) fn bytes(&mut self, field: u64, value: &[u8]) -> &mut Self {
        self.varint(field << 3 | DELIMITED);
        self.varint(value.len() as u64);
        self.0.extend(value);
        self
    }

    /// Text.
    pub(super) fn text(&mut self, field: u64, value: &str) -> &mut Self {
        self.bytes(field, value.as_bytes())
    }

    /// Another message inside this one.
    pub(super) fn message(&mut self, field: u64, value: &Self) -> &mut Self {
        self.bytes(field, &value.0)
    }

    /// The bytes.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Seven bits a byte, the least significant first; the high bit says that more follow.
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_written_as_the_format_says() {
        let mut inner = Message::default();
        inner.text(2, "testing");
        let mut message = Message::default();
        message.number(1, 150).message(3, &inner).float(4, 1.0);
        let expected = [&[0x08, 0x96, 0x01, 0x1a, 9, 0x12, 7][..], b"testing", &[0x25, 0, 0, 0x80, 0x3f]].concat();
        assert_eq!(message.into_bytes(), expected);
    }
}
