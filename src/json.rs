//! JSON of every answer, written by hand: a dozen kinds of values take no library, and the
//! crate needs none for it.
//!
//! Numbers are written by whole-number arithmetic. Printing a float so that it reads back to
//! the same bits takes tables of ten kilobytes, which do not compress. An answer has no such
//! numbers: its confidences are hundredths and its weights whole 32nds, which five decimals
//! hold exactly, and no other number of an explanation says more than five decimals do.

use std::fmt::Write;

/// A value that JSON can hold.
pub trait Json {
    /// Writes it behind what stands there.
    fn write(&self, out: &mut String);

    /// Whether a field that may be absent is.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A value on one line.
pub fn write<T: Json + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// Makes structs objects: `object!(Jump { "from" from [optional], "to" to [optional] })`.
/// An optional field is left out where it is absent; without the word, what is absent is `null`.
macro_rules! object {
    ($type:ty { $($name:literal $field:ident $([$optional:ident])?),* $(,)? }) => {
        impl crate::json::Json for $type {
            fn write(&self, out: &mut String) {
                out.push('{');
                $(
                    if !(crate::json::object!(@optional $($optional)?)
                        && crate::json::Json::is_absent(&self.$field))
                    {
                        out.push_str(concat!("\"", $name, "\":"));
                        crate::json::Json::write(&self.$field, out);
                        out.push(',');
                    }
                )*
                crate::json::close(out, '}');
            }
        }
    };
    (@optional optional) => { true };
    (@optional) => { false };
}

/// Makes enums strings: `names!(Spacing { Closed "closed", Spaced "spaced" })`.
macro_rules! names {
    ($type:ident { $($variant:ident $name:literal),* $(,)? }) => {
        impl crate::json::Json for $type {
            fn write(&self, out: &mut String) {
                out.push_str(match self {
                    $($type::$variant => concat!("\"", $name, "\""),)*
                });
            }
        }
    };
}

pub(crate) use {names, object};

/// Puts a bracket in place of the comma behind the last item.
pub fn close(out: &mut String, bracket: char) {
    if out.ends_with(',') {
        out.pop();
    }
    out.push(bracket);
}

impl Json for str {
    fn write(&self, out: &mut String) {
        out.push('"');
        for c in self.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\u{8}' => out.push_str("\\b"),
                '\t' => out.push_str("\\t"),
                '\n' => out.push_str("\\n"),
                '\u{c}' => out.push_str("\\f"),
                '\r' => out.push_str("\\r"),
                c if c < ' ' => {
                    // A string takes whatever is written to it.
                    let _ = write!(out, "\\u{:04x}", c as u32);
                }
                c => out.push(c),
            }
        }
        out.push('"');
    }
}

impl Json for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl<T: Json + ?Sized> Json for &T {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl Json for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Json for u64 {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

impl Json for u8 {
    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }
}

impl Json for u32 {
    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }
}

impl Json for usize {
    fn write(&self, out: &mut String) {
        (*self as u64).write(out);
    }
}

/// How many parts of one the decimals tell apart.
const PARTS: u64 = 100_000;

impl Json for f64 {
    fn write(&self, out: &mut String) {
        let parts = (self.abs() * PARTS as f64 + 0.5) as u64;
        if *self < 0.0 && parts > 0 {
            out.push('-');
        }
        (parts / PARTS).write(out);
        let mut rest = parts % PARTS;
        if rest > 0 {
            out.push('.');
        }
        while rest > 0 {
            rest *= 10;
            out.push(char::from(b'0' + (rest / PARTS) as u8));
            rest %= PARTS;
        }
    }
}

impl Json for f32 {
    fn write(&self, out: &mut String) {
        f64::from(*self).write(out);
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut String) {
        out.push('[');
        for item in self {
            item.write(out);
            out.push(',');
        }
        close(out, ']');
    }
}

impl<A: Json, B: Json> Json for (A, B) {
    fn write(&self, out: &mut String) {
        out.push('[');
        self.0.write(out);
        out.push(',');
        self.1.write(out);
        out.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for hundredths in 0..=100u32 {
            let value = f64::from(hundredths) / 100.0;
            let json = write(&value);
            assert_eq!(json.parse(), Ok(value));
            assert!(json.len() <= 4, "{json}");
        }
        for parts in -5000..5000i16 {
            let value = f32::from(parts) / 32.0;
            assert_eq!(write(&value).parse(), Ok(value));
        }
        assert_eq!(write(&vec![1.0, -0.25f32, 0.0, -0.000_001, 12.5]), "[1,-0.25,0,0,12.5]");
    }

    #[test]
    fn strings_are_written_as_serde_writes_them() {
        let every: String = (0..0x3000u32).filter_map(char::from_u32).chain("𠮷🚢\u{fffd}".chars()).collect();
        assert_eq!(write(&every), serde_json::to_string(&every).expect("a string is JSON"));
    }

    #[test]
    fn absent_fields_are_left_out_or_null() {
        struct Pair {
            one: Option<u32>,
            two: Option<u32>,
        }
        object!(Pair { "one" one [optional], "two" two });
        assert_eq!(write(&Pair { one: None, two: None }), r#"{"two":null}"#);
        assert_eq!(write(&Pair { one: Some(1), two: Some(2) }), r#"{"one":1,"two":2}"#);
        assert_eq!(write(&Vec::<Pair>::new()), "[]");
    }
}
