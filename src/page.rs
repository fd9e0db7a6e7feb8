//! The answer: what a page is once it has been put back together.
//!
//! All offsets are UTF-16 code units into the input, so that they index a
//! JavaScript string as they are.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize, Serializer};

use crate::json::{Json, names, object};

/// A half-open range `[start, end)` of the input, in UTF-16 code units from its beginning.
///
/// In JSON it is an array of two numbers: `[120, 136]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(from = "(u32, u32)", into = "(u32, u32)")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(with = "(u32, u32)"))]
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
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Page {
    /// Version of this shape, 1 today; it grows when a field changes its meaning or goes.
    pub version: u32,
    /// The articles, in reading order as far as the page tells.
    pub articles: Vec<Article>,
    /// What stands on the page and belongs to no article.
    pub furniture: Vec<Furniture>,
    /// What is in no text: a shadow's copy, a form feed, a stray mark.
    pub removed: Vec<Removal>,
    /// What was changed inside a text, sorted by its position in the input.
    pub repairs: Vec<Repair>,
    /// What a reader should know: input that passed through unchanged and why.
    pub warnings: Vec<Warning>,
    /// The pages of the input, in its order: one unless the input is a whole issue.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pages: Vec<PageRecord>,
}

/// One page of the input.
///
/// Blank pages are none: what stands of them belongs to the page before.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct PageRecord {
    /// Where it stands. The spans of all pages cover the input and do not overlap.
    pub span: Span,
    /// Its page number as its furniture prints it: `第3版`, `A4`. Absent where it prints none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub folio: Option<String>,
    /// Its date as its furniture prints it: `2031年6月12日`. Absent where it prints none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub date: Option<String>,
    /// The name of its section as its furniture prints it: `要闻`. Absent where it prints none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub section: Option<String>,
}

/// One article.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Article {
    /// 引题: the line above the headline. Absent where there is none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub kicker: Option<Text>,
    /// 主题: the headline itself, as in `老渡口架起新桥`. Absent where the page has none; it is
    /// never made up.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub headline: Option<Text>,
    /// 副题: the line below the headline. Absent where there is none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub deck: Option<Text>,
    /// 署名: bylines that stand apart from the body, as in `本报记者 沈闻樵`.
    pub bylines: Vec<Text>,
    /// The body, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// 图片说明: the captions of its pictures.
    pub captions: Vec<Caption>,
    /// Lines that name photographers or sources (摄影, 供图) and stand apart, as in `通讯员 苏恺 摄`.
    pub credits: Vec<Text>,
    /// Where it comes from or goes on; absent where it is whole.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub jump: Option<Jump>,
    /// Index into [`Page::articles`] of the article that this one repeats, from 0: of the one that
    /// is kept whole. Absent where it repeats none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub duplicate_of: Option<u32>,
    /// Indices into [`Page::pages`] of the pages that it stands on, from 0, in the order of its
    /// parts: `[0, 2]` begins on the first page and goes on on the third.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pages: Vec<u32>,
    /// How sure it is that these pieces belong together, from 0 to 1, in hundredths: `0.93`.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(feature = "serde", serde(serialize_with = "number"))]
    pub confidence: f64,
}

/// A stretch of cleaned text and where it came from.
///
/// The input's characters at `spans`, in order, with the page's repairs that
/// lie inside them applied, are `text`.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Text {
    /// The cleaned text, without line breaks: `桥面加宽至12米`.
    pub text: String,
    /// Where it came from, in the order of the text: `[[120, 136], [410, 422]]`. No two spans of a
    /// page overlap.
    pub spans: Vec<Span>,
    /// How sure its place is, from 0 to 1, in hundredths: `0.82`. Absent where there was no choice.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none", serialize_with = "optional_number")
    )]
    pub confidence: Option<f64>,
}

/// A paragraph of an article's body.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Paragraph {
    /// The cleaned text, without line breaks: `桥面加宽至12米`.
    pub text: String,
    /// Where it came from, in the order of the text: `[[120, 136], [410, 422]]`. No two spans of a
    /// page overlap.
    pub spans: Vec<Span>,
    /// How sure its place is, from 0 to 1, in hundredths: `0.82`. Absent where there was no choice.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none", serialize_with = "optional_number")
    )]
    pub confidence: Option<f64>,
    /// Body text or a heading inside the body.
    pub role: ParagraphRole,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum ParagraphRole {
    /// Running text.
    Body,
    /// 小标题: a heading inside the body.
    Subhead,
}

/// A picture's caption.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Caption {
    /// The cleaned text, without line breaks: `桥面加宽至12米`.
    pub text: String,
    /// Where it came from, in the order of the text: `[[120, 136], [410, 422]]`. No two spans of a
    /// page overlap.
    pub spans: Vec<Span>,
    /// How sure its place is, from 0 to 1, in hundredths: `0.82`. Absent where there was no choice.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none", serialize_with = "optional_number")
    )]
    pub confidence: Option<f64>,
    /// Index into [`Article::paragraphs`] of the paragraph that it repeats, from 0. Absent where it
    /// says something of its own.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub echo: Option<u32>,
}

/// Where an article continues, or continues from, where that is not in the input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Jump {
    /// The page that it comes from (上接…), as printed: `第1版`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub from: Option<String>,
    /// The page that it goes on at (下转…), as printed: `第3版`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub to: Option<String>,
}

/// A piece of page furniture.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Furniture {
    /// The cleaned text, without line breaks: `桥面加宽至12米`.
    pub text: String,
    /// Where it came from, in the order of the text: `[[120, 136], [410, 422]]`. No two spans of a
    /// page overlap.
    pub spans: Vec<Span>,
    /// How sure its place is, from 0 to 1, in hundredths: `0.82`. Absent where there was no choice.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none", serialize_with = "optional_number")
    )]
    pub confidence: Option<f64>,
    /// What it is.
    pub kind: FurnitureKind,
    /// Index into [`Page::pages`] of the page that it stands on, from 0.
    #[cfg_attr(feature = "serde", serde(default))]
    pub page: u32,
}

/// Kinds of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum FurnitureKind {
    /// A date or weekday: 2031年6月12日 星期四.
    Date,
    /// A page number: 第3版.
    Folio,
    /// A section's name: 要闻.
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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Removal {
    /// What it was.
    pub kind: RemovalKind,
    /// Why it was taken away, as an English sentence for a reader.
    pub reason: String,
    /// Where it stood, by position.
    pub spans: Vec<Span>,
}

/// Kinds of removed input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Repair {
    /// What was mended.
    pub kind: RepairKind,
    /// Where, in the input; empty where something was put in: `[57, 57]`.
    pub span: Span,
    /// What stood there: `⽂`; empty where something was put in.
    pub from: String,
    /// What stands there now: `文`; empty where something was taken out.
    pub to: String,
}

/// Kinds of repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Warning {
    /// A stable code to tell warnings apart by: `wrong-encoding`, `unmapped-glyphs`, `private-use`,
    /// `replacement-characters`, `lone-surrogate`, `long-page`, `fewer-links`. Later versions
    /// may have more.
    pub code: String,
    /// What it means, as an English sentence for a reader.
    pub message: String,
    /// Where; absent where it is about the whole input.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub span: Option<Span>,
}

/// Writes a whole number without a fraction, as JavaScript does: then an answer is the same
/// JSON whoever wrote it.
#[cfg(feature = "serde")]
fn number<S: Serializer>(x: &f64, to: S) -> Result<S::Ok, S::Error> {
    if x.fract() == 0.0 { to.serialize_u64(*x as u64) } else { to.serialize_f64(*x) }
}

/// The same for a number that may be absent.
#[cfg(feature = "serde")]
fn optional_number<S: Serializer>(x: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    match x {
        Some(x) => number(x, to),
        None => to.serialize_none(),
    }
}

impl Json for Span {
    fn write(&self, out: &mut String) {
        (self.start, self.end).write(out);
    }
}

object!(Page {
    "version" version,
    "articles" articles,
    "furniture" furniture,
    "removed" removed,
    "repairs" repairs,
    "warnings" warnings,
    "pages" pages,
});
object!(PageRecord { "span" span, "folio" folio [optional], "date" date [optional], "section" section [optional] });
object!(Article {
    "kicker" kicker [optional],
    "headline" headline [optional],
    "deck" deck [optional],
    "bylines" bylines,
    "paragraphs" paragraphs,
    "captions" captions,
    "credits" credits,
    "jump" jump [optional],
    "duplicateOf" duplicate_of [optional],
    "pages" pages,
    "confidence" confidence,
});
object!(Text { "text" text, "spans" spans, "confidence" confidence [optional] });
object!(Paragraph { "text" text, "spans" spans, "confidence" confidence [optional], "role" role });
object!(Caption { "text" text, "spans" spans, "confidence" confidence [optional], "echo" echo [optional] });
object!(Jump { "from" from [optional], "to" to [optional] });
object!(Furniture { "text" text, "spans" spans, "confidence" confidence [optional], "kind" kind, "page" page });
object!(Removal { "kind" kind, "reason" reason, "spans" spans });
object!(Repair { "kind" kind, "span" span, "from" from, "to" to });
object!(Warning { "code" code, "message" message, "span" span [optional] });
names!(ParagraphRole { Body "body", Subhead "subhead" });
names!(FurnitureKind {
    Date "date",
    Folio "folio",
    Section "section",
    Editors "editors",
    Contact "contact",
    Publisher "publisher",
    Credit "credit",
    Jump "jump",
    Other "other",
});
names!(RemovalKind { Shadow "shadow", PageBreak "pageBreak", Invisible "invisible", Stray "stray" });
names!(RepairKind {
    Join "join",
    Space "space",
    CodePoint "codePoint",
    Mark "mark",
    Hyphen "hyphen",
});
