//! What a caller may choose.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::json::{names, object};

/// Options of [`reconstruct`](crate::reconstruct). Missing fields take their defaults.
///
/// ```
/// use columnist::{Options, Repairs, Spacing};
///
/// let options = Options {
///     spacing: Spacing::Spaced,
///     repairs: Repairs { shadow: false, ..Repairs::default() },
///     ..Options::default()
/// };
/// let page = columnist::reconstruct("本报讯 在2023年，三位同学学会了划船。", &options)?;
/// assert_eq!(page.articles[0].paragraphs[0].text, "本报讯 在 2023 年，三位同学学会了划船。");
/// # Ok::<(), columnist::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Options {
    /// Which repairs are on; all by default.
    pub repairs: Repairs,
    /// What stands between a Chinese character and a Latin letter or digit: nothing by default.
    pub spacing: Spacing,
    /// What separates pages in the input; a form feed (U+000C) by default. An empty text
    /// separates none.
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

/// Switches of the repairs; all are on by default.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Repairs {
    /// Code points that stand for another character (radicals, compatibility and vertical
    /// forms, widths, ligatures): ⽂ becomes 文.
    pub code_points: bool,
    /// Vertical print, one character to a line, put back into one line.
    pub vertical: bool,
    /// Double print taken away: 老老渡口渡口 becomes 老渡口.
    pub shadow: bool,
    /// Marks that a recogniser read half-width, straight or turned round: `说:"好"` becomes
    /// 说：“好”.
    pub marks: bool,
    /// Letter-spacing and stray spaces closed up: 全长 312 米 becomes 全长312米.
    pub spacing: bool,
}

impl Default for Repairs {
    fn default() -> Self {
        Repairs { code_points: true, vertical: true, shadow: true, marks: true, spacing: true }
    }
}

/// What stands between a Chinese character and a Latin letter or digit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum Spacing {
    /// Nothing: 在2023年.
    #[default]
    Closed,
    /// One space: 在 2023 年.
    Spaced,
}

/// Limits against input that is no newspaper page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Limits {
    /// The longest input, in UTF-16 code units: 67,108,864 (64 Mi) by default. Longer input is the
    /// error `too-long`.
    pub max_input_units: u32,
    /// Of how many fragments, as many before as behind, each is weighed as the rest: 80 by
    /// default, which is also the most. With fewer, pages of very many fragments are read
    /// faster, and a column that stands far from its article is left by itself; where a page
    /// has more fragments, the warning `fewer-links` says so.
    pub max_links: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { max_input_units: 64 * 1024 * 1024, max_links: 80 }
    }
}

object!(Options {
    "repairs" repairs,
    "spacing" spacing,
    "pageSeparator" page_separator,
    "limits" limits,
});
object!(Repairs {
    "codePoints" code_points,
    "vertical" vertical,
    "shadow" shadow,
    "marks" marks,
    "spacing" spacing,
});
object!(Limits { "maxInputUnits" max_input_units, "maxLinks" max_links });
names!(Spacing { Closed "closed", Spaced "spaced" });
