//! Columnist gives the articles of a garbled newspaper page back.
//!
//! Text copied or extracted from a newspaper page has hard line breaks, cut
//! paragraphs, stranded columns, displaced headlines and double print.
//! [`reconstruct`] separates the articles, takes the doubles away, re-flows the
//! paragraphs and sets the page furniture aside. Every character of the answer
//! keeps its place in the input, in UTF-16 code units.

#[cfg(feature = "wasm")]
mod bindings;
mod error;
mod options;
mod page;
mod render;

// The stages, in the order of the data. They are open to this repository's tools
// and tests, and no part of the public interface.
#[doc(hidden)]
pub mod chars;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod lines;
#[doc(hidden)]
pub mod repairs;
#[doc(hidden)]
pub mod cues;
#[doc(hidden)]
pub mod facts;
#[doc(hidden)]
pub mod labels;
#[doc(hidden)]
pub mod model;

pub use error::Error;
pub use options::{Limits, Options, Repairs, Spacing};
pub use page::{
    Article, Caption, Furniture, FurnitureKind, Jump, Page, Paragraph, ParagraphRole, Removal,
    RemovalKind, Repair, RepairKind, Span, Text, Warning,
};
pub use render::{Format, render};

/// Puts a page back together.
///
/// # Errors
/// [`Error::TooLong`] past [`Limits::max_input_units`].
pub fn reconstruct(input: &str, options: &Options) -> Result<Page, Error> {
    let units = input.encode_utf16().count() as u64;
    if units > u64::from(options.limits.max_input_units) {
        return Err(Error::TooLong { units, limit: options.limits.max_input_units });
    }
    let mut page = Page { version: 1, ..Page::default() };
    let mut at = 0u32;
    let mut open: Option<Paragraph> = None;
    let mut article = Article { confidence: 1.0, ..Article::default() };
    for line in input.split_inclusive('\n') {
        let len = line.encode_utf16().count() as u32;
        let body = line.trim();
        if body.is_empty() {
            article.paragraphs.extend(open.take());
        } else {
            let lead = line[..line.len() - line.trim_start().len()].encode_utf16().count() as u32;
            let start = at + lead;
            let span = Span { start, end: start + body.encode_utf16().count() as u32 };
            let paragraph = open.get_or_insert(Paragraph {
                text: String::new(),
                spans: Vec::new(),
                confidence: None,
                role: ParagraphRole::Body,
            });
            paragraph.text.push_str(body);
            paragraph.spans.push(span);
        }
        at += len;
    }
    article.paragraphs.extend(open);
    if !article.paragraphs.is_empty() {
        page.articles.push(article);
    }
    Ok(page)
}
