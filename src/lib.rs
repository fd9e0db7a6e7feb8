//! Columnist gives the articles of a garbled newspaper page back.
//!
//! Text copied or extracted from a newspaper page has hard line breaks, cut
//! paragraphs, stranded columns, displaced headlines and double print.
//! [`reconstruct`] separates the articles, takes the doubles away, re-flows the
//! paragraphs and sets the page furniture aside. Every character of the answer
//! keeps its place in the input, in UTF-16 code units.
//!
//! ```
//! use columnist::{Format, Options, reconstruct, render};
//!
//! let page = reconstruct("本报讯 渡口的新桥昨日通\n车，两岸的人不再等船。", &Options::default())?;
//! assert_eq!(render(&page, Format::Text), "　　本报讯 渡口的新桥昨日通车，两岸的人不再等船。\n");
//! # Ok::<(), columnist::Error>(())
//! ```
//!
//! # Shapes
//!
//! A [`Page`] holds [`Article`]s, [`Furniture`], what was taken away ([`Removal`]) and what was
//! changed ([`Repair`]), [`Warning`]s, and the pages of the input ([`PageRecord`]). An article's
//! pieces ([`Text`], [`Paragraph`], [`Caption`]) are plain text without line breaks. Whatever is
//! not there is `None` or empty, never made up.
//!
//! # Units
//!
//! | what | unit |
//! |---|---|
//! | [`Span`], [`Limits::max_input_units`] | UTF-16 code units of the input, as JavaScript and Java count; 𠮷 is two |
//! | indices, as [`Article::pages`] | places in the list that they name, from 0 |
//! | confidences | chances from 0 to 1, in hundredths; of choices with confidence p a share of about p is right |
//! | widths and measures of an [`Explanation`] | ems: a full-width character is 1, a half-width one ½ |
//!
//! # Errors
//!
//! Text never fails: whatever is no newspaper page passes through, and what a reader should know
//! stands in [`Page::warnings`]. The only errors are text past the limit ([`Error::TooLong`]) and,
//! where options come from outside, options that cannot be read ([`Error::BadOptions`]).
//!
//! # Sources
//!
//! Each text names the places that it was read from, [`Text::spans`]; every visible UTF-16 unit
//! of the input lies in exactly one span of a text or of a removal, and the text differs from
//! what stands there only by the listed repairs. What decides between readings is a table of
//! weights, fitted on pages whose right answer is known; [`explain()`] shows which of them spoke
//! for and against. How good the answers are is measured in
//! `docs/accuracy.md` of the repository.
//!
//! # Features
//!
//! By default there is none, and no dependency but `regex-automata` and `smallvec`.
//!
//! - `serde`: `Serialize` and `Deserialize` of the answer and the options, `Serialize` of
//!   [`Explanation`]; the same shape as [`Format::Json`].
//! - `schema`: JSON Schema of the answer and the options, in the module `schema`.
//! - `wasm`: the bindings of the npm package.

#[cfg(feature = "wasm")]
mod bindings;
mod error;
mod explain;
mod features;
mod json;
mod options;
mod order;
mod page;
mod render;
#[cfg(feature = "schema")]
pub mod schema;
mod weights;
#[doc(hidden)]
pub mod work;

// The stages, in the order of the data. They are open to this repository's tools
// and tests, and no part of the public interface.
mod across;
#[doc(hidden)]
pub mod articles;
mod assemble;
#[doc(hidden)]
pub mod awaited;
#[doc(hidden)]
pub mod chains;
#[doc(hidden)]
pub mod chars;
#[doc(hidden)]
pub mod clean;
#[doc(hidden)]
pub mod cohesion;
#[doc(hidden)]
pub mod columns;
#[doc(hidden)]
pub mod compose;
#[doc(hidden)]
pub mod cues;
mod damage;
mod duplicates;
#[doc(hidden)]
pub mod facts;
mod folios;
#[doc(hidden)]
pub mod fragments;
#[doc(hidden)]
pub mod furniture;
#[doc(hidden)]
pub mod joins;
mod jumps;
#[doc(hidden)]
pub mod labels;
#[doc(hidden)]
pub mod languages;
#[doc(hidden)]
pub mod lines;
mod lost;
#[doc(hidden)]
pub mod model;
mod notices;
mod pages;
#[doc(hidden)]
pub mod partings;
#[cfg(test)]
mod patterns;
#[doc(hidden)]
pub mod pipeline;
mod places;
#[doc(hidden)]
pub mod reading;
#[doc(hidden)]
pub mod relabel;
#[doc(hidden)]
pub mod repairs;
#[doc(hidden)]
pub mod revise;
#[doc(hidden)]
pub mod roles;
mod running;
#[doc(hidden)]
pub mod shapes;
#[doc(hidden)]
pub mod source;
mod verse;
#[doc(hidden)]
pub mod words;

pub use columns::{Column, SideBySide};
pub use error::Error;
pub use explain::{
    Explanation, FragmentRecord, HeadlineRecord, JoinRecord, LineRecord, LinkRecord, PartingRecord,
    TieRecord, explain,
};
pub use options::{Limits, Options, Repairs, Spacing};
pub use page::{
    Article, Caption, Furniture, FurnitureKind, Jump, Page, PageRecord, Paragraph, ParagraphRole, Removal,
    RemovalKind, Repair, RepairKind, Span, Text, Warning,
};
pub use render::{Format, render};

/// Puts a page back together.
///
/// ```
/// use columnist::{Format, Options, reconstruct, render};
///
/// let input = "本报讯 渡口的新桥昨日通\n车，两岸的人不再等船。";
/// let page = reconstruct(input, &Options::default())?;
/// let paragraph = &page.articles[0].paragraphs[0];
/// assert_eq!(paragraph.text, "本报讯 渡口的新桥昨日通车，两岸的人不再等船。");
///
/// // Spans count UTF-16 code units of the input, as JavaScript's `slice` does.
/// let units: Vec<u16> = input.encode_utf16().collect();
/// let first = paragraph.spans[0];
/// let printed = String::from_utf16_lossy(&units[first.start as usize..first.end as usize]);
/// assert!(printed.starts_with("本报讯"));
/// assert!(render(&page, Format::Markdown).contains("渡口的新桥昨日通车"));
/// # Ok::<(), columnist::Error>(())
/// ```
///
/// # Errors
/// [`Error::TooLong`] past [`Limits::max_input_units`].
pub fn reconstruct(input: &str, options: &Options) -> Result<Page, Error> {
    check(input, options)?;
    Ok(pipeline::page(input, options, model::Model::fitted()))
}

/// Refuses input past the limits.
fn check(input: &str, options: &Options) -> Result<(), Error> {
    let limit = options.limits.max_input_units;
    // No text has more units than bytes.
    if input.len() as u64 <= u64::from(limit) {
        return Ok(());
    }
    let units = input.encode_utf16().count() as u64;
    if units > u64::from(limit) { Err(Error::TooLong { units, limit }) } else { Ok(()) }
}
