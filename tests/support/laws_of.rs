//! What holds of every text, each law by its name: what the fuzz targets ask, and
//! `tests/mutated.rs` with a fixed budget.

use columnist::{Format, Options, Page, ParagraphRole, Spacing, explain, reconstruct, render};

use super::{answer, check_laws};

/// A law, asked of a text.
pub type Law = fn(&str) -> Result<(), String>;

/// All of them but the one that needs the package.
pub const LAWS: [(&str, Law); 5] = [
    ("no_panic", no_panic),
    ("conservation", conservation),
    ("idempotence", idempotence),
    ("spans_valid", spans_valid),
    ("deterministic", deterministic),
];

/// Whatever is asked of it, the core answers.
///
/// # Errors
/// Where a text that is within the limits gets none.
pub fn no_panic(input: &str) -> Result<(), String> {
    let spaced = Options { spacing: Spacing::Spaced, page_separator: String::new(), ..Options::default() };
    for options in [Options::default(), spaced] {
        let page = reconstruct(input, &options).map_err(|error| error.to_string())?;
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Json] {
            let _ = render(&page, format);
        }
    }
    Ok(())
}

/// Every visible unit lies in exactly one span, and every text is what stands there.
///
/// # Errors
/// The first breach.
pub fn conservation(input: &str) -> Result<(), String> {
    check_laws(input, &answer(input))
}

/// Cleaned text is clean: written as plain text and read again, the same articles and the same
/// furniture come back, to the space. Articles that repeat others are not written.
///
/// # Errors
/// Where it reads as something else.
pub fn idempotence(input: &str) -> Result<(), String> {
    for spacing in [Spacing::Closed, Spacing::Spaced] {
        let options = Options { spacing, ..Options::default() };
        let read = |text: &str| reconstruct(text, &options).map_err(|error| error.to_string());
        let page = read(input)?;
        let written = render(&page, Format::Text);
        let again = read(&written)?;
        let (before, behind) = (shown(&page), shown(&again));
        if before != behind {
            return Err(format!("{written:?}\nreads as\n{behind:#?}\nand not as\n{before:#?}"));
        }
        if render(&again, Format::Text) != written {
            return Err(format!("{written:?}\nis written another way"));
        }
    }
    Ok(())
}

/// What plain text shows of a page, text by text, each with what it is.
fn shown(page: &Page) -> Vec<(&'static str, &str)> {
    let mut out = Vec::new();
    for article in page.articles.iter().filter(|a| a.duplicate_of.is_none()) {
        out.push(("article", ""));
        for (what, text) in
            [("kicker", &article.kicker), ("headline", &article.headline), ("deck", &article.deck)]
        {
            out.extend(text.iter().map(|t| (what, t.text.as_str())));
        }
        out.extend(article.bylines.iter().map(|t| ("byline", t.text.as_str())));
        out.extend(article.paragraphs.iter().map(|p| match p.role {
            ParagraphRole::Body => ("paragraph", p.text.as_str()),
            ParagraphRole::Subhead => ("subhead", p.text.as_str()),
        }));
        out.extend(article.captions.iter().map(|c| ("caption", c.text.as_str())));
        out.extend(article.credits.iter().map(|t| ("credit", t.text.as_str())));
    }
    out.extend(page.furniture.iter().map(|f| ("furniture", f.text.as_str())));
    out
}

/// Every span lies in the input and cuts no character, and those of a text follow each other
/// without a place that two of them hold.
///
/// # Errors
/// The first span that does not.
pub fn spans_valid(input: &str) -> Result<(), String> {
    let page = answer(input);
    let units: Vec<u16> = input.encode_utf16().collect();
    let low = |at: usize| units.get(at).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
    let mut spans: Vec<(u32, u32)> = Vec::new();
    spans.extend(page.repairs.iter().map(|r| (r.span.start, r.span.end)));
    spans.extend(page.warnings.iter().filter_map(|w| w.span).map(|s| (s.start, s.end)));
    spans.extend(page.removed.iter().flat_map(|r| &r.spans).map(|s| (s.start, s.end)));
    spans.extend(page.pages.iter().map(|p| (p.span.start, p.span.end)));
    spans.extend(texts(&page).into_iter().flatten().map(|s| (s.start, s.end)));
    for (start, end) in spans {
        let within = start <= end && end as usize <= units.len();
        if !within || low(start as usize) || low(end as usize) {
            return Err(format!("{start}..{end} is no span of {} units", units.len()));
        }
    }
    Ok(())
}

/// The spans of all texts of a page.
fn texts(page: &Page) -> Vec<&Vec<columnist::Span>> {
    let mut out: Vec<&Vec<columnist::Span>> = page.furniture.iter().map(|f| &f.spans).collect();
    for article in &page.articles {
        out.extend(
            [&article.kicker, &article.headline, &article.deck].into_iter().flatten().map(|t| &t.spans),
        );
        out.extend(article.paragraphs.iter().map(|p| &p.spans));
        out.extend(article.captions.iter().map(|c| &c.spans));
        out.extend(article.credits.iter().chain(&article.bylines).map(|t| &t.spans));
    }
    out
}

/// The same input gives the same answer, and the explanation has it too.
///
/// # Errors
/// Where it does not.
pub fn deterministic(input: &str) -> Result<(), String> {
    let page = answer(input);
    let explained = explain(input, &Options::default()).map_err(|error| error.to_string())?;
    let same = page == answer(input) && page == explained.page;
    if same { Ok(()) } else { Err("another answer".to_owned()) }
}
