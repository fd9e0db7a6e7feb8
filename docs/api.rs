// The public interface of the crate. Written by `tests/api.rs`, never by hand:
// COLUMNIST_API=write cargo test --test api

mod schema {
#[must_use]
pub fn page() -> Schema {}

#[must_use]
pub fn options() -> Schema {}

}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct SideBySide {
    pub unit: &'static str,
    pub words_down: (u32, u32),
    pub words_across: (u32, u32),
    pub running: (u32, u32),
    pub columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct Column {
    pub band: u32,
    pub left: u32,
    pub right: u32,
    pub first: u32,
    pub last: u32,
    pub lines: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    TooLong { units: u64, limit: u32 },
    BadOptions { message: String },
}

impl Error {
    #[must_use]
    pub fn code(&self) -> &'static str {}
}

impl fmt::Display for Error {}

impl std::error::Error for Error {}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct Explanation {
    pub page: Page,
    pub columns: Vec<SideBySide>,
    pub lines: Vec<LineRecord>,
    pub fragments: Vec<FragmentRecord>,
    pub partings: Vec<PartingRecord>,
    pub joins: Vec<JoinRecord>,
    pub headlines: Vec<HeadlineRecord>,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct LineRecord {
    pub text: String,
    pub span: Span,
    pub page: usize,
    pub width: f32,
    pub measure: f32,
    pub blanks: u32,
    pub copies: u8,
    pub vertical: bool,
    pub cues: Vec<&'static str>,
    pub label: String,
    pub chance: f32,
    pub rival: String,
    pub evidence: Vec<(String, f32)>,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct FragmentRecord {
    pub lines: Vec<usize>,
    pub open: bool,
    pub before: Option<usize>,
    pub confidence: f32,
    pub links: Vec<LinkRecord>,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct LinkRecord {
    pub from: Option<usize>,
    pub score: f32,
    pub evidence: Vec<(String, f32)>,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct PartingRecord {
    pub at: usize,
    pub confidence: f32,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct JoinRecord {
    pub from: usize,
    pub to: usize,
    pub confidence: f32,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct HeadlineRecord {
    pub article: usize,
    pub ties: Vec<TieRecord>,
}

#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct TieRecord {
    pub lines: Vec<usize>,
    pub score: f32,
    pub evidence: Vec<(String, f32)>,
}

pub fn explain(input: &str, options: &Options) -> Result<Explanation, Error> {}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Options {
    pub repairs: Repairs,
    pub spacing: Spacing,
    pub page_separator: String,
    pub limits: Limits,
}

impl Default for Options {}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Repairs {
    pub code_points: bool,
    pub vertical: bool,
    pub shadow: bool,
    pub marks: bool,
    pub spacing: bool,
}

impl Default for Repairs {}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum Spacing {
    #[default]
    Closed,
    Spaced,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Limits {
    pub max_input_units: u32,
    pub max_links: u32,
}

impl Default for Limits {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(from = "(u32, u32)", into = "(u32, u32)")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(with = "(u32, u32)"))]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl From<(u32, u32)> for Span {}

#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Page {
    pub version: u32,
    pub articles: Vec<Article>,
    pub furniture: Vec<Furniture>,
    pub removed: Vec<Removal>,
    pub repairs: Vec<Repair>,
    pub warnings: Vec<Warning>,
    #[cfg_attr(feature = "serde", serde(default))]
    pub pages: Vec<PageRecord>,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct PageRecord {
    pub span: Span,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub folio: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub date: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub section: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Article {
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub kicker: Option<Text>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub headline: Option<Text>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub deck: Option<Text>,
    pub bylines: Vec<Text>,
    pub paragraphs: Vec<Paragraph>,
    pub captions: Vec<Caption>,
    pub credits: Vec<Text>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub jump: Option<Jump>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub duplicate_of: Option<u32>,
    #[cfg_attr(feature = "serde", serde(default))]
    pub pages: Vec<u32>,
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(feature = "serde", serde(serialize_with = "number"))]
    pub confidence: f64,
}

#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Text {
    pub text: String,
    pub spans: Vec<Span>,
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "optional_number"
        )
    )]
    pub confidence: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Paragraph {
    pub text: String,
    pub spans: Vec<Span>,
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "optional_number"
        )
    )]
    pub confidence: Option<f64>,
    pub role: ParagraphRole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum ParagraphRole {
    Body,
    Subhead,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Caption {
    pub text: String,
    pub spans: Vec<Span>,
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "optional_number"
        )
    )]
    pub confidence: Option<f64>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub echo: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Jump {
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub from: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub to: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Furniture {
    pub text: String,
    pub spans: Vec<Span>,
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "optional_number"
        )
    )]
    pub confidence: Option<f64>,
    pub kind: FurnitureKind,
    #[cfg_attr(feature = "serde", serde(default))]
    pub page: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum FurnitureKind {
    Date,
    Folio,
    Section,
    Editors,
    Contact,
    Publisher,
    Credit,
    Jump,
    Other,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Removal {
    pub kind: RemovalKind,
    pub reason: String,
    pub spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum RemovalKind {
    Shadow,
    PageBreak,
    Invisible,
    Stray,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Repair {
    pub kind: RepairKind,
    pub span: Span,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum RepairKind {
    Join,
    Space,
    CodePoint,
    Mark,
    Hyphen,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(Serialize, Deserialize),
    serde(rename_all = "camelCase")
)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Warning {
    pub code: String,
    pub message: String,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub span: Option<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Json,
}

impl Format {
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {}
}

#[must_use]
pub fn render(page: &Page, format: Format) -> String {}

pub fn reconstruct(input: &str, options: &Options) -> Result<Page, Error> {}

