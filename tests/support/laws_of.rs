//! What holds of every text, each law by its name: what the fuzz targets ask, and
//! `tests/mutated.rs` with a fixed budget.

use columnist::{Format, Options, Page, Spacing, explain, reconstruct, render};
use columnist::{clean, lines, source};

use super::{answer, check_laws, squash};

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

/// Cleaned text is clean: what is read by the grammar of our own plain text is written as it
/// is. White space does not count: where words are letter-spaced beside others, more of it may
/// close up, and furniture may be taken apart further.
///
/// # Errors
/// Where it reads as something else.
pub fn idempotence(input: &str) -> Result<(), String> {
    let again = |text: &str| render(&answer(text), Format::Text);
    let once = again(input);
    let lines = lines::lines(source::read(&once, &Options::default()).lines);
    if clean::read(&lines).is_none() {
        return Ok(());
    }
    let twice = again(&once);
    if squash(&once) == squash(&twice) { Ok(()) } else { Err(format!("{once:?}\nbecame\n{twice:?}")) }
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
