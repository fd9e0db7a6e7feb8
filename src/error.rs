//! What can go wrong.

use std::fmt;

/// Why there is no answer. Its message says what is wrong.
///
/// ```
/// use columnist::{Error, Limits, Options, reconstruct};
///
/// let options = Options { limits: Limits { max_input_units: 2, ..Limits::default() }, ..Options::default() };
/// let error = reconstruct("一二三", &options).unwrap_err();
/// assert_eq!(error, Error::TooLong { units: 3, limit: 2 });
/// assert_eq!(error.code(), "too-long");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The input is longer than [`Limits::max_input_units`](crate::Limits::max_input_units).
    TooLong {
        /// Length of the input in UTF-16 code units.
        units: u64,
        /// The limit.
        limit: u32,
    },
    /// The options could not be read.
    BadOptions {
        /// What is wrong with them.
        message: String,
    },
}

impl Error {
    /// The stable code, `kebab-case`: `too-long`, `bad-options`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Error::TooLong { .. } => "too-long",
            Error::BadOptions { .. } => "bad-options",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TooLong { units, limit } => write!(
                f,
                "the input has {units} UTF-16 units and the limit is {limit}: split it into pages or raise limits.maxInputUnits"
            ),
            Error::BadOptions { message } => write!(f, "the options are not valid: {message}"),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use crate::{Error, Limits, Options, reconstruct};

    #[test]
    fn an_error_says_what_to_do() {
        let limits = Limits { max_input_units: 3, ..Limits::default() };
        let error =
            reconstruct("四个字了", &Options { limits, ..Options::default() }).expect_err("it is long");
        assert_eq!(error.code(), "too-long");
        assert_eq!(
            error.to_string(),
            "the input has 4 UTF-16 units and the limit is 3: split it into pages or raise limits.maxInputUnits"
        );
        let error = Error::BadOptions { message: "spacing is no number".to_owned() };
        assert_eq!(error.code(), "bad-options");
        assert_eq!(error.to_string(), "the options are not valid: spacing is no number");
    }
}
