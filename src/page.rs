//! The answer: what a page is once it has been put back together.
//!
//! All offsets are UTF-16 code units into the input, so that they index a
//! JavaScript string as they are.

use serde::{Deserialize, Serialize, Serializer};

/// A half-open range `[start, end)` of UTF-16 code units of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A page, reconstructed.
///
/// Every visible UTF-16 unit of the input lies in exactly one span of a text
/// (of an article or of the furniture) or of a [`Removal`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Version of this shape; it grows when a field changes its meaning.
    pub version: u32,
    /// The articles, in reading order as far as the page tells.
    pub articles: Vec<Article>,
    /// What stands on the page and belongs to no article.
    pub furniture: Vec<Furniture>,
    /// What is in no text: a shadow's copy, a form feed, a stray mark.
    pub removed: Vec<Removal>,
    /// What was changed inside a text, sorted by position.
    pub repairs: Vec<Repair>,
    /// What a reader should know: input that passed through unchanged and why.
    pub warnings: Vec<Warning>,
    /// The pages of the input, in its order: one unless the input is a whole issue.
    #[serde(default)]
    pub pages: Vec<PageRecord>,
}

/// One page of the input.
///
/// Blank pages are none: what stands of them belongs to the page before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageRecord {
    /// Where it stands. The spans of all pages cover the input and do not overlap.
    pub span: Span,
    /// Its page number as its furniture prints it: 第3版, A4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folio: Option<String>,
    /// Its date, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The name of its section, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// One article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// 引题: the line above the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<Text>,
    /// 主题. Absent when the page has none; never made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Text>,
    /// 副题: the line below the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deck: Option<Text>,
    /// 署名 lines that stand apart from the body.
    pub bylines: Vec<Text>,
    /// The body, in order.
    pub paragraphs: Vec<Paragraph>,
    /// 图片说明.
    pub captions: Vec<Caption>,
    /// 摄影/供图 lines that stand apart.
    pub credits: Vec<Text>,
    /// Where the article comes from or goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jump: Option<Jump>,
    /// Index of the article that this one repeats: of the one that is kept whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<u32>,
    /// Indices of the pages that it stands on, in the order of its parts.
    #[serde(default)]
    pub pages: Vec<u32>,
    /// How sure the grouping is, 0 to 1.
    #[serde(serialize_with = "number")]
    pub confidence: f64,
}

/// A stretch of cleaned text and where it came from.
///
/// The input's characters at `spans`, in order, with the page's repairs that
/// lie inside them applied, are `text`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Text {
    /// The cleaned text, without line breaks.
    pub text: String,
    /// Where it came from, in the order of the text; disjoint.
    pub spans: Vec<Span>,
    /// How sure its place is where it was a choice, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// A paragraph of an article's body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paragraph {
    /// The cleaned text, without line breaks.
    pub text: String,
    /// Where it came from, in the order of the text; disjoint.
    pub spans: Vec<Span>,
    /// How sure its place is where it was a choice, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Body text or a heading inside the body.
    pub role: ParagraphRole,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ParagraphRole {
    /// Running text.
    Body,
    /// 小标题: a heading inside the body.
    Subhead,
}

/// A picture's caption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Caption {
    /// The cleaned text, without line breaks.
    pub text: String,
    /// Where it came from, in the order of the text; disjoint.
    pub spans: Vec<Span>,
    /// How sure its place is where it was a choice, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Index of the paragraph that it repeats, where it is an echo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echo: Option<u32>,
}

/// Where an article continues, or continues from, where that is not in the input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Jump {
    /// The page it comes from (上接…), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The page it goes on at (下转…), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A piece of page furniture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Furniture {
    /// The cleaned text, without line breaks.
    pub text: String,
    /// Where it came from, in the order of the text; disjoint.
    pub spans: Vec<Span>,
    /// How sure its place is where it was a choice, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// What it is.
    pub kind: FurnitureKind,
    /// Index of the page that it stands on.
    #[serde(default)]
    pub page: u32,
}

/// Kinds of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FurnitureKind {
    /// A date or weekday.
    Date,
    /// A page number.
    Folio,
    /// A section's name.
    Section,
    /// 责编, 版式, 校对 and the like.
    Editors,
    /// Phone, e-mail or web address.
    Contact,
    /// The paper's name, its publisher, joint publishers.
    Publisher,
    /// A credit for the whole page or section.
    Credit,
    /// 下转第3版, 上接第1版, and the headline of the further part of an article.
    Jump,
    /// Anything else.
    Other,
}

/// Input that stands in no text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Removal {
    /// What it was.
    pub kind: RemovalKind,
    /// Why it was taken away, in English, for a reader.
    pub reason: String,
    /// Where it stood.
    pub spans: Vec<Span>,
}

/// Kinds of removed input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RemovalKind {
    /// The second and further prints of doubled glyphs, words or lines.
    Shadow,
    /// A form feed or another page separator.
    PageBreak,
    /// A character without a visible form: zero-width, control, byte-order mark.
    Invisible,
    /// A mark that belongs to no text: a lone rule or dot.
    Stray,
}

/// A change inside a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Repair {
    /// What was mended.
    pub kind: RepairKind,
    /// Where, in the input; empty where something was put in.
    pub span: Span,
    /// What stood there.
    pub from: String,
    /// What stands there now.
    pub to: String,
}

/// Kinds of repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RepairKind {
    /// A line break inside a paragraph.
    Join,
    /// A space closed up, put in, or made one.
    Space,
    /// A code point replaced by the character it stands for.
    CodePoint,
    /// A mark that was misread, as print has it.
    Mark,
    /// A hyphen that parted a word at the end of a line.
    Hyphen,
}

/// Something a reader should know about the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// Stable code, `kebab-case`.
    pub code: String,
    /// What it means, in English.
    pub message: String,
    /// Where, when it is about a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// Writes a whole number without a fraction, as JavaScript does: then an answer is the same
/// JSON whoever wrote it.
fn number<S: Serializer>(x: &f64, to: S) -> Result<S::Ok, S::Error> {
    if x.fract() == 0.0 { to.serialize_u64(*x as u64) } else { to.serialize_f64(*x) }
}
