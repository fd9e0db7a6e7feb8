//! The last stage: a page as plain text, Markdown, HTML or JSON.
//!
//! Each form says what the page says and adds no word of its own; it adds only
//! its marks: blank lines and indents in plain text, Markdown's signs, HTML's
//! tags.
//!
//! An article that repeats another one is folded: HTML keeps it behind its headline, plain
//! text and Markdown show only the one that is kept whole.

use crate::clean::{FURNITURE_END, indent};
use crate::duplicates;
use crate::json;
use crate::page::{Article, FurnitureKind, Page, ParagraphRole, Text};

/// A form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text with blank lines between the parts and Chinese indents.
    Text,
    /// Markdown.
    Markdown,
    /// HTML elements without a document around them.
    Html,
    /// The page as JSON, on one line.
    Json,
}

impl Format {
    /// The format of a name: `text`, `markdown`, `html` or `json`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Format::Text),
            "markdown" => Some(Format::Markdown),
            "html" => Some(Format::Html),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// Writes a page in a form.
///
/// Plain text is made to be read again by [`reconstruct`](crate::reconstruct):
/// the pieces of a headline stand on neighbouring lines, paragraphs stand
/// apart, articles stand further apart, furniture stands last, the indent of a
/// line tells its role (furniture that stands alone ends with a full-width space), and no visible character is added. The same articles and
/// the same furniture come back, to the space.
///
/// [`Page::removed`] is in no text, so only JSON holds it.
#[must_use]
pub fn render(page: &Page, format: Format) -> String {
    match format {
        Format::Text => text(page),
        Format::Markdown => markdown(page),
        Format::Html => html(page),
        Format::Json => json::write(page),
    }
}

/// One part of an article, in the order in which all forms write them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Kicker,
    Headline,
    Deck,
    Byline,
    Body,
    Subhead,
    Caption,
    Credit,
}

impl Part {
    /// Its indent in plain text, in ems: the role of each line, said by white space.
    fn indent(self) -> u32 {
        match self {
            Part::Headline => indent::HEADLINE,
            Part::Kicker | Part::Deck => indent::BESIDE,
            Part::Body => indent::BODY,
            Part::Byline => indent::BYLINE,
            Part::Subhead => indent::SUBHEAD,
            Part::Caption => indent::CAPTION,
            Part::Credit => indent::CREDIT,
        }
    }

    fn is_head(self) -> bool {
        matches!(self, Part::Kicker | Part::Headline | Part::Deck | Part::Byline)
    }
}

/// The parts of an article as lines. A page may come from outside, so a line
/// break inside a text, which no form could carry, becomes a space here.
fn parts(article: &Article) -> Vec<(Part, String)> {
    let one = |part: Part, text: &Option<Text>| text.as_ref().map(|text| (part, line(&text.text)));
    let mut parts = Vec::new();
    parts.extend(one(Part::Kicker, &article.kicker));
    parts.extend(one(Part::Headline, &article.headline));
    parts.extend(one(Part::Deck, &article.deck));
    parts.extend(article.bylines.iter().map(|text| (Part::Byline, line(&text.text))));
    parts.extend(article.paragraphs.iter().map(|paragraph| {
        let part = match paragraph.role {
            ParagraphRole::Body => Part::Body,
            ParagraphRole::Subhead => Part::Subhead,
        };
        (part, line(&paragraph.text))
    }));
    parts.extend(article.captions.iter().map(|caption| (Part::Caption, line(&caption.text))));
    parts.extend(article.credits.iter().map(|text| (Part::Credit, line(&text.text))));
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

fn line(text: &str) -> String {
    let is_break =
        |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.trim().replace(is_break, " ")
}

/// Whether an article repeats another one that is written whole. A page may come from outside
/// and may have fewer articles than the one that it was taken from, so that an index can mean
/// another article by now: then nothing is folded.
fn is_folded(page: &Page, article: &Article) -> bool {
    let whole = article.duplicate_of.and_then(|of| page.articles.get(of as usize));
    whole.is_some_and(|whole| {
        !std::ptr::eq(whole, article) && whole.duplicate_of.is_none() && duplicates::repeats(article, whole)
    })
}

/// The articles that are written whole.
fn whole(page: &Page) -> impl Iterator<Item = &Article> {
    page.articles.iter().filter(|article| !is_folded(page, article))
}

fn furniture(page: &Page) -> Vec<(FurnitureKind, String)> {
    let mut items: Vec<_> = page.furniture.iter().map(|item| (item.kind, line(&item.text))).collect();
    items.retain(|(_, text)| !text.is_empty());
    items
}

fn text(page: &Page) -> String {
    let mut out = String::new();
    for article in whole(page) {
        let mut before: Option<Part> = None;
        for (part, text) in parts(article) {
            let gap = match before {
                None if out.is_empty() => "",
                None => "\n\n\n",
                // A headline's pieces and a run of credits are each one block.
                Some(before) if before.is_head() && part.is_head() => "\n",
                Some(Part::Credit) if part == Part::Credit => "\n",
                Some(_) => "\n\n",
            };
            out.push_str(gap);
            for _ in 0..part.indent() {
                out.push('　');
            }
            out.push_str(&text);
            before = Some(part);
        }
    }
    let alone = out.is_empty();
    for (index, (_, text)) in furniture(page).into_iter().enumerate() {
        if !out.is_empty() {
            out.push_str(if index == 0 { "\n\n\n" } else { "\n" });
        }
        out.push_str(&text);
        if alone {
            out.push(FURNITURE_END);
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn markdown(page: &Page) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for article in whole(page) {
        let parts = parts(article);
        // Where no headline begins the article, only a rule can part it from
        // the one before.
        if !blocks.is_empty() && !parts.iter().any(|(part, _)| *part == Part::Headline) {
            blocks.push("---".to_owned());
        }
        for (part, text) in parts {
            let text = markdown_escape(&text);
            blocks.push(match part {
                Part::Kicker | Part::Deck | Part::Credit => format!("*{text}*"),
                Part::Headline => format!("## {text}"),
                Part::Byline => format!("**{text}**"),
                Part::Body => text,
                Part::Subhead => format!("### {text}"),
                Part::Caption => format!("> {text}"),
            });
        }
    }
    let furniture = furniture(page);
    if !furniture.is_empty() {
        if !blocks.is_empty() {
            blocks.push("---".to_owned());
        }
        let items: Vec<_> =
            furniture.iter().map(|(_, text)| format!("- {}", markdown_escape(text))).collect();
        blocks.push(items.join("\n"));
    }
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Escapes what Markdown would take for a sign of its own: some characters
/// everywhere, and those that open a block only where a block could open.
fn markdown_escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        let active = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => true,
            '#' | '+' | '-' | '=' | ':' => at == 0,
            '.' | ')' => at == digits && digits > 0,
            _ => false,
        };
        // A headline's closing run of # would be taken for the heading's end.
        let closing = c == '#' && text[at..].bytes().all(|b| b == b'#');
        if active || closing {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn html(page: &Page) -> String {
    let mut out = String::new();
    for article in &page.articles {
        let parts = parts(article);
        let (head, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(part, _)| part.is_head());
        let folded = is_folded(page, article);
        if folded {
            out.push_str("<details class=\"duplicate\">\n");
            // A summary must not be empty, and says no word of its own.
            let name = [&article.headline, &article.kicker, &article.deck].into_iter().flatten().next();
            html_element(&mut out, "summary", "", name.map_or("…", |name| &name.text));
        }
        out.push_str("<article>\n");
        if !head.is_empty() {
            out.push_str("<header>\n");
            head.iter().for_each(|(part, text)| html_part(&mut out, *part, text));
            out.push_str("</header>\n");
        }
        rest.iter().for_each(|(part, text)| html_part(&mut out, *part, text));
        out.push_str("</article>\n");
        if folded {
            out.push_str("</details>\n");
        }
    }
    let furniture = furniture(page);
    if !furniture.is_empty() {
        out.push_str("<footer>\n<ul class=\"furniture\">\n");
        for (kind, text) in furniture {
            let class = match kind {
                FurnitureKind::Date => "date",
                FurnitureKind::Folio => "folio",
                FurnitureKind::Section => "section",
                FurnitureKind::Editors => "editors",
                FurnitureKind::Contact => "contact",
                FurnitureKind::Publisher => "publisher",
                FurnitureKind::Credit => "credit",
                FurnitureKind::Jump => "jump",
                FurnitureKind::Other => "other",
            };
            html_element(&mut out, "li", class, &text);
        }
        out.push_str("</ul>\n</footer>\n");
    }
    out
}

fn html_part(out: &mut String, part: Part, text: &str) {
    let (tag, class) = match part {
        Part::Kicker => ("p", "kicker"),
        Part::Headline => ("h2", ""),
        Part::Deck => ("p", "deck"),
        Part::Byline => ("p", "byline"),
        Part::Body => ("p", ""),
        Part::Subhead => ("h3", ""),
        Part::Caption => ("p", "caption"),
        Part::Credit => ("p", "credit"),
    };
    html_element(out, tag, class, text);
}

fn html_element(out: &mut String, tag: &str, class: &str, text: &str) {
    out.push('<');
    out.push_str(tag);
    if !class.is_empty() {
        out.push_str(" class=\"");
        out.push_str(class);
        out.push('"');
    }
    out.push('>');
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out.push_str("</");
    out.push_str(tag);
    out.push_str(">\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Caption, Furniture, Paragraph};

    fn words(text: &str) -> Text {
        Text { text: text.to_owned(), ..Text::default() }
    }

    fn paragraph(text: &str, role: ParagraphRole) -> Paragraph {
        Paragraph { text: text.to_owned(), spans: Vec::new(), confidence: None, role }
    }

    fn page() -> Page {
        let full = Article {
            kicker: Some(words("青石镇：")),
            headline: Some(words("修好一座桥")),
            deck: Some(words("两岸来往省半小时")),
            bylines: vec![words("本报记者 甲乙")],
            paragraphs: vec![
                paragraph("本报讯 桥修好了。", ParagraphRole::Body),
                paragraph("资金从哪里来", ParagraphRole::Subhead),
                paragraph("Only Latin here.", ParagraphRole::Body),
            ],
            captions: vec![Caption {
                text: "▲新桥。".to_owned(),
                spans: Vec::new(),
                confidence: None,
                echo: None,
            }],
            credits: vec![words("丙丁 摄"), words("戊己 供图")],
            ..Article::default()
        };
        let bare = Article {
            paragraphs: vec![paragraph("没有标题。", ParagraphRole::Body)],
            ..Article::default()
        };
        let item = |text: &str, kind| Furniture {
            text: text.to_owned(),
            spans: Vec::new(),
            confidence: None,
            kind,
            page: 0,
        };
        Page {
            articles: vec![full, bare],
            furniture: vec![item("责编 庚", FurnitureKind::Editors), item("03", FurnitureKind::Folio)],
            ..Page::default()
        }
    }

    #[test]
    fn formats_have_names() {
        let found = ["text", "markdown", "html", "json", "pdf"].map(Format::from_name);
        let all = [Format::Text, Format::Markdown, Format::Html, Format::Json];
        assert_eq!(found[..4], all.map(Some));
        assert_eq!(found[4], None);
    }

    #[test]
    fn text_parts_and_articles_stand_apart() {
        assert_eq!(
            render(&page(), Format::Text),
            "　青石镇：\n修好一座桥\n　两岸来往省半小时\n　　　本报记者 甲乙\n\n　　本报讯 桥修好了。\n\n　　　　资金从哪里来\n\n　　Only Latin here.\n\n　　　　　▲新桥。\n\n　　　　　　丙丁 摄\n　　　　　　戊己 供图\n\n\n　　没有标题。\n\n\n责编 庚\n03\n"
        );
    }

    #[test]
    fn text_adds_no_visible_character() {
        let page = page();
        let mut visible: Vec<char> =
            render(&page, Format::Text).chars().filter(|c| !c.is_whitespace()).collect();
        let mut given: Vec<char> = page
            .articles
            .iter()
            .flat_map(parts)
            .map(|(_, text)| text)
            .chain(furniture(&page).into_iter().map(|(_, text)| text))
            .flat_map(|text| text.chars().collect::<Vec<_>>())
            .filter(|c| !c.is_whitespace())
            .collect();
        visible.sort_unstable();
        given.sort_unstable();
        assert_eq!(visible, given);
    }

    #[test]
    fn markdown_marks_each_part() {
        assert_eq!(
            render(&page(), Format::Markdown),
            "*青石镇：*\n\n## 修好一座桥\n\n*两岸来往省半小时*\n\n**本报记者 甲乙**\n\n本报讯 桥修好了。\n\n### 资金从哪里来\n\nOnly Latin here.\n\n> ▲新桥。\n\n*丙丁 摄*\n\n*戊己 供图*\n\n---\n\n没有标题。\n\n---\n\n- 责编 庚\n- 03\n"
        );
    }

    #[test]
    fn markdown_signs_are_escaped() {
        for (given, expected) in [
            ("# 一", "\\# 一"),
            ("第#1号", "第#1号"),
            ("编号##", "编号\\#\\#"),
            ("1. 开头", "1\\. 开头"),
            ("2023.5", "2023\\.5"),
            ("约3.5公里", "约3.5公里"),
            ("- 一", "\\- 一"),
            ("一-二", "一-二"),
            ("a_b*c", "a\\_b\\*c"),
            ("<script>", "\\<script\\>"),
            ("[x](y)", "\\[x\\](y)"),
            ("AT&T", "AT\\&T"),
            ("~~~", "\\~\\~\\~"),
            ("===", "\\==="),
        ] {
            assert_eq!(markdown_escape(given), expected, "{given}");
        }
    }

    #[test]
    fn html_marks_each_part() {
        assert_eq!(
            render(&page(), Format::Html),
            "<article>\n<header>\n<p class=\"kicker\">青石镇：</p>\n<h2>修好一座桥</h2>\n<p class=\"deck\">两岸来往省半小时</p>\n<p class=\"byline\">本报记者 甲乙</p>\n</header>\n<p>本报讯 桥修好了。</p>\n<h3>资金从哪里来</h3>\n<p>Only Latin here.</p>\n<p class=\"caption\">▲新桥。</p>\n<p class=\"credit\">丙丁 摄</p>\n<p class=\"credit\">戊己 供图</p>\n</article>\n<article>\n<p>没有标题。</p>\n</article>\n<footer>\n<ul class=\"furniture\">\n<li class=\"editors\">责编 庚</li>\n<li class=\"folio\">03</li>\n</ul>\n</footer>\n"
        );
    }

    #[test]
    fn an_article_that_repeats_another_is_folded() {
        let twice = |of: u32| {
            let article = |duplicate_of| Article {
                headline: Some(words("修好一座桥")),
                paragraphs: vec![paragraph("青石镇的桥修好了。", ParagraphRole::Body)],
                duplicate_of,
                ..Article::default()
            };
            Page { articles: vec![article(None), article(Some(of))], ..Page::default() }
        };
        let once = Page { articles: twice(0).articles[..1].to_vec(), ..Page::default() };
        for format in [Format::Text, Format::Markdown] {
            assert_eq!(render(&twice(0), format), render(&once, format));
            // An index that means the article itself or none folds nothing.
            for of in [1, 7] {
                assert_eq!(render(&twice(of), format).matches("修好一座桥").count(), 2);
            }
        }
        let html = render(&once, Format::Html);
        assert_eq!(
            render(&twice(0), Format::Html),
            format!("{html}<details class=\"duplicate\">\n<summary>修好一座桥</summary>\n{html}</details>\n")
        );
        // Of a page with fewer articles an index may mean another one by now.
        let mut other = twice(0);
        other.articles[0].paragraphs[0].text = "青石镇的梨子熟了。".to_owned();
        assert_eq!(render(&other, Format::Text).matches("修好一座桥").count(), 2);
    }

    #[test]
    fn html_is_escaped() {
        let page = Page {
            articles: vec![Article {
                headline: Some(words("<img src=x onerror='alert(\"&\")'>")),
                ..Article::default()
            }],
            ..Page::default()
        };
        assert_eq!(
            render(&page, Format::Html),
            "<article>\n<header>\n<h2>&lt;img src=x onerror=&#39;alert(&quot;&amp;&quot;)&#39;&gt;</h2>\n</header>\n</article>\n"
        );
    }

    #[test]
    fn a_line_break_inside_a_text_cannot_break_a_form() {
        let page = Page {
            articles: vec![Article {
                paragraphs: vec![paragraph("一\n# 二\r\n三", ParagraphRole::Body)],
                ..Article::default()
            }],
            ..Page::default()
        };
        assert_eq!(render(&page, Format::Markdown), "一 # 二  三\n");
        assert_eq!(render(&page, Format::Text), "　　一 # 二  三\n");
    }

    #[test]
    fn json_reads_back_to_the_same_page() {
        let page = page();
        let json = render(&page, Format::Json);
        let back: Page = serde_json::from_str(&json).unwrap();
        assert_eq!(back, page);
        assert_eq!(serde_json::to_string(&page).unwrap(), json);
    }

    #[test]
    fn an_empty_page_is_empty() {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            assert_eq!(render(&Page::default(), format), "");
        }
    }
}
