//! JSON of every answer, with numbers written by whole-number arithmetic.
//!
//! Printing a float so that it reads back to the same bits takes tables of ten kilobytes,
//! which do not compress. An answer has no such numbers: its confidences are hundredths
//! and its weights whole 32nds, which five decimals hold exactly, and no other number of an
//! explanation says more than five decimals do.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Writes a value on one line.
///
/// # Errors
/// Those of the value's own `Serialize`; the answers of this crate have none.
pub fn write<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    let mut json = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut json, Decimals))?;
    Ok(String::from_utf8(json).unwrap_or_default())
}

/// How many parts of one the decimals tell apart.
const PARTS: u64 = 100_000;

struct Decimals;

impl Formatter for Decimals {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        let parts = (value.abs() * PARTS as f64 + 0.5) as u64;
        let sign = if value < 0.0 && parts > 0 { "-" } else { "" };
        write!(writer, "{sign}{}", parts / PARTS)?;
        let mut rest = parts % PARTS;
        if rest > 0 {
            writer.write_all(b".")?;
        }
        while rest > 0 {
            rest *= 10;
            writer.write_all(&[b'0' + (rest / PARTS) as u8])?;
            rest %= PARTS;
        }
        Ok(())
    }

    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.write_f64(writer, value.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for hundredths in 0..=100u32 {
            let value = f64::from(hundredths) / 100.0;
            let json = write(&value).unwrap();
            assert_eq!(json.parse(), Ok(value));
            assert!(json.len() <= 4, "{json}");
        }
        for parts in -5000..5000i16 {
            let value = f32::from(parts) / 32.0;
            assert_eq!(write(&value).unwrap().parse(), Ok(value));
        }
        assert_eq!(write(&(1.0, -0.25f32, 0.0, -0.000_001, 12.5)).unwrap(), "[1,-0.25,0,0,12.5]");
    }
}
