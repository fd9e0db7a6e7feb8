//! What a caller may choose.

use serde::{Deserialize, Serialize};

/// Options of [`reconstruct`](crate::reconstruct). Missing fields take their defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// Which repairs are on; all by default.
    pub repairs: Repairs,
    /// Spacing between Chinese and Latin letters or digits.
    pub spacing: Spacing,
    /// What separates pages in the input; a form feed by default.
    pub page_separator: String,
    /// Limits against input that is no newspaper page.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            repairs: Repairs::default(),
            spacing: Spacing::default(),
            page_separator: "\u{c}".to_owned(),
            limits: Limits::default(),
        }
    }
}

/// Switches of the repairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Repairs {
    /// Code points that stand for another character: radicals, compatibility and vertical
    /// forms, widths, ligatures.
    pub code_points: bool,
    /// Vertical print put back into one line.
    pub vertical: bool,
    /// Double print taken away.
    pub shadow: bool,
    /// Marks that a recogniser read half-width, straight or turned round.
    pub marks: bool,
    /// Letter-spacing and stray spaces closed up.
    pub spacing: bool,
}

impl Default for Repairs {
    fn default() -> Self {
        Repairs { code_points: true, vertical: true, shadow: true, marks: true, spacing: true }
    }
}

/// What stands between a Chinese character and a Latin letter or digit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Spacing {
    /// Nothing: 在2023年.
    #[default]
    Closed,
    /// One space: 在 2023 年.
    Spaced,
}

/// Limits. Past them the answer is an error or passes through with a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Limits {
    /// The longest input, in UTF-16 code units; longer input is an error.
    pub max_input_units: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { max_input_units: 64 * 1024 * 1024 }
    }
}
