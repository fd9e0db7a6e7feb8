//! What the tests of whole pages share: gold pages, the laws that every answer
//! keeps, and a way to compare.

// Each test binary takes its own part of this module.
#![allow(dead_code)]

pub mod laws_of;
pub mod mutate;
pub mod setting;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use columnist::{Options, Page, Repair, Span, reconstruct};
use columnist_typesetter::{Gold, GoldArticle, Role};

/// The folder of fixtures, or one inside it.
pub fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// The names of the pages in a folder, without `.txt`, sorted.
pub fn page_names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// A file's text.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The answer with the default options.
#[track_caller]
pub fn answer(input: &str) -> Page {
    reconstruct(input, &Options::default()).expect("the input is within the limits")
}

/// A page in the gold format, as the answer has it. White space and width
/// variants do not count, as in the scorer.
pub fn as_gold(page: &Page) -> Gold {
    let articles = page.articles.iter().map(|article| {
        let heads =
            [(Role::Kicker, &article.kicker), (Role::Main, &article.headline), (Role::Deck, &article.deck)];
        let (roles, title) =
            heads.into_iter().filter_map(|(role, text)| Some((role, text.as_ref()?.text.clone()))).unzip();
        GoldArticle {
            title,
            roles,
            paragraphs: article.paragraphs.iter().map(|text| text.text.clone()).collect(),
            captions: article.captions.iter().map(|text| text.text.clone()).collect(),
            credits: article.credits.iter().map(|text| text.text.clone()).collect(),
            bylines: article.bylines.iter().map(|text| text.text.clone()).collect(),
            jump: None,
            pages: article.pages.clone(),
            duplicate_of: article.duplicate_of,
        }
    });
    Gold {
        articles: articles.collect(),
        furniture: page.furniture.iter().map(|text| text.text.clone()).collect(),
        pages: page.pages.iter().map(|page| page.folio.clone()).collect(),
        ..Gold::default()
    }
}

/// What counts in a comparison: no white space, half-width forms.
pub fn squash(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// A gold page with only what counts. The furniture has no order and a credit
/// and a byline are one kind of thing, as in the scorer.
pub fn squashed(gold: &Gold) -> Gold {
    let list = |texts: &[String]| {
        texts.iter().map(|text| squash(text)).filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let sorted = |texts: &[String]| {
        let mut texts = list(texts);
        texts.sort();
        texts
    };
    Gold {
        articles: gold
            .articles
            .iter()
            .map(|article| GoldArticle {
                title: list(&article.title),
                roles: article.roles.clone(),
                paragraphs: list(&article.paragraphs),
                captions: sorted(&article.captions),
                credits: sorted(&[article.credits.clone(), article.bylines.clone()].concat()),
                bylines: Vec::new(),
                ..GoldArticle::default()
            })
            .collect(),
        furniture: sorted(&gold.furniture),
        ..Gold::default()
    }
}

/// All texts of a page with their spans, in the order of the answer.
pub fn texts(page: &Page) -> Vec<(&str, &[Span])> {
    let mut out: Vec<(&str, &[Span])> = Vec::new();
    for article in &page.articles {
        for text in [&article.kicker, &article.headline, &article.deck].into_iter().flatten() {
            out.push((&text.text, &text.spans));
        }
        out.extend(article.bylines.iter().map(|text| (text.text.as_str(), &text.spans[..])));
        out.extend(article.paragraphs.iter().map(|text| (text.text.as_str(), &text.spans[..])));
        out.extend(article.captions.iter().map(|text| (text.text.as_str(), &text.spans[..])));
        out.extend(article.credits.iter().map(|text| (text.text.as_str(), &text.spans[..])));
    }
    out.extend(page.furniture.iter().map(|text| (text.text.as_str(), &text.spans[..])));
    out
}

/// The input in UTF-16, as spans count it.
pub struct Units(Vec<u16>);

impl Units {
    pub fn new(input: &str) -> Self {
        Units(input.encode_utf16().collect())
    }

    fn len(&self) -> u32 {
        u32::try_from(self.0.len()).expect("test pages are short")
    }

    /// Whether a character begins or ends at `at`, so that a span may.
    fn is_edge(&self, at: u32) -> bool {
        let low = self.0.get(at as usize).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
        let high = at > 0 && (0xd800..0xdc00).contains(&self.0[at as usize - 1]);
        !(low && high)
    }

    fn text(&self, start: u32, end: u32) -> String {
        String::from_utf16_lossy(&self.0[start as usize..end as usize])
    }

    fn is_blank(&self, start: u32, end: u32) -> bool {
        start <= end && self.text(start, end).chars().all(is_space)
    }
}

/// White space, as Rust or JavaScript has it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Checks what every answer to every input must keep; gives the first breach.
pub fn check_laws(input: &str, page: &Page) -> Result<(), String> {
    let units = Units::new(input);
    check_spans(&units, page)?;
    check_conservation(input, page)?;
    check_repairs(&units, page)?;
    check_pages(&units, page)?;
    for (text, spans) in texts(page) {
        let replayed = replay(&units, spans, &page.repairs);
        if replayed != text {
            return Err(format!(
                "the spans {} with their repairs read\n  {replayed:?}\nand the text is\n  {text:?}",
                show(spans)
            ));
        }
    }
    Ok(())
}

fn show(spans: &[Span]) -> String {
    let spans: Vec<_> = spans.iter().map(|span| format!("[{}, {})", span.start, span.end)).collect();
    spans.join(" ")
}

/// Spans lie in bounds, on the edges of characters, and hold something; no
/// text is empty.
fn check_spans(units: &Units, page: &Page) -> Result<(), String> {
    let of_texts = texts(page);
    if let Some((_, spans)) = of_texts.iter().find(|(text, _)| text.trim().is_empty()) {
        return Err(format!("a text is empty at {}", show(spans)));
    }
    let all = of_texts
        .into_iter()
        .map(|(_, spans)| spans)
        .chain(page.removed.iter().map(|removal| &removal.spans[..]));
    for spans in all {
        if spans.is_empty() {
            return Err("a text or removal has no spans".to_owned());
        }
        for span in spans {
            let bad = if span.end > units.len() {
                "is out of bounds"
            } else if span.start >= span.end {
                "is empty"
            } else if !units.is_edge(span.start) || !units.is_edge(span.end) {
                "cuts a character"
            } else {
                continue;
            };
            return Err(format!("the span {} {bad}", show(&[*span])));
        }
    }
    Ok(())
}

/// Every unit that is not white space lies in exactly one span; white space
/// lies in one at most.
fn check_conservation(input: &str, page: &Page) -> Result<(), String> {
    let mut times = vec![0u8; input.encode_utf16().count()];
    let removed = page.removed.iter().map(|removal| &removal.spans[..]);
    for span in texts(page).into_iter().map(|(_, spans)| spans).chain(removed).flatten() {
        for count in &mut times[span.start as usize..span.end as usize] {
            *count = count.saturating_add(1);
        }
    }
    let mut at = 0;
    for c in input.chars() {
        for _ in 0..c.len_utf16() {
            match times[at] {
                0 if !is_space(c) => return Err(format!("{c:?} at {at} is lost")),
                0 | 1 => {}
                many => return Err(format!("{c:?} at {at} stands in {many} spans")),
            }
            at += 1;
        }
    }
    Ok(())
}

/// Pages cover the input and do not overlap, what names a page or an article names one that
/// is there, and every text stands on the pages that it names.
fn check_pages(units: &Units, page: &Page) -> Result<(), String> {
    let spans: Vec<Span> = page.pages.iter().map(|record| record.span).collect();
    let edges = spans.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].start < pair[0].end);
    let ends = spans.first().map(|s| s.start).zip(spans.last().map(|s| s.end));
    if !edges || ends != Some((0, units.len())) || !spans.iter().all(|s| units.is_edge(s.start)) {
        return Err(format!("the pages {} are no parts of the input", show(&spans)));
    }
    let lies = |text: &[Span], on: &[u32]| {
        text.iter().all(|span| {
            on.iter()
                .filter_map(|&k| spans.get(k as usize))
                .any(|p| p.start <= span.start && span.end <= p.end)
        })
    };
    for item in &page.furniture {
        if !lies(&item.spans, &[item.page]) {
            return Err(format!("{:?} does not stand on page {}", item.text, item.page));
        }
    }
    for (n, article) in page.articles.iter().enumerate() {
        let alone = Page { articles: vec![article.clone()], ..Page::default() };
        let known = article.pages.iter().all(|&k| (k as usize) < spans.len());
        if !known || texts(&alone).into_iter().any(|(_, text)| !lies(text, &article.pages)) {
            return Err(format!("article {n} does not stand on the pages {:?}", article.pages));
        }
        let whole = article.duplicate_of.map(|of| (of, page.articles.get(of as usize)));
        if let Some((of, kept)) = whole
            && (of as usize == n || kept.is_none_or(|kept| kept.duplicate_of.is_some()))
        {
            return Err(format!("article {n} repeats article {of}, which is not kept whole"));
        }
    }
    Ok(())
}

/// Repairs are sorted, do not overlap, and say truly what stood there.
fn check_repairs(units: &Units, page: &Page) -> Result<(), String> {
    for repair in &page.repairs {
        let Span { start, end } = repair.span;
        if start > end || end > units.len() {
            return Err(format!("the repair {repair:?} is out of bounds"));
        }
        let stood = units.text(start, end);
        if stood != repair.from {
            return Err(format!("the repair {repair:?} stands where {stood:?} is"));
        }
    }
    for pair in page.repairs.windows(2) {
        if pair[0].span.end > pair[1].span.start {
            return Err(format!("repairs overlap or are unsorted: {:?} {:?}", pair[0], pair[1]));
        }
    }
    Ok(())
}

/// Reads spans with their repairs applied: those that lie inside a span, and
/// those that lie in the white space between a span and the next.
pub fn replay(units: &Units, spans: &[Span], repairs: &[Repair]) -> String {
    let mut out = String::new();
    let mut done = vec![false; repairs.len()];
    let mut apply = |out: &mut String, from: u32, to: u32, copy: bool| {
        let mut at = from;
        let first = repairs.partition_point(|repair| repair.span.start < from);
        for (n, repair) in repairs.iter().enumerate().skip(first) {
            if repair.span.start > to {
                break;
            }
            // A repair at the edge of two stretches belongs to the first of them. Stretches need
            // not follow each other in the input, so each repair remembers that it is done.
            // What was put in stands before a character of its own text, so not at a span's end.
            let behind = copy && repair.span.start == to && repair.span.end == to;
            if repair.span.end > to || done[n] || behind {
                continue;
            }
            if copy {
                out.push_str(&units.text(at, repair.span.start));
            }
            out.push_str(&repair.to);
            at = repair.span.end;
            done[n] = true;
        }
        if copy {
            out.push_str(&units.text(at, to));
        }
    };
    for (n, span) in spans.iter().enumerate() {
        apply(&mut out, span.start, span.end, true);
        if let Some(next) = spans.get(n + 1)
            && units.is_blank(span.end, next.start)
        {
            apply(&mut out, span.end, next.start, false);
        }
    }
    out
}

/// The F1 of articles that are right to the character: headline and body.
pub fn article_f1(gold: &Gold, page: &Page) -> f64 {
    let key = |article: &GoldArticle| (article.title.concat(), article.paragraphs.clone());
    let (gold, found) = (squashed(gold), squashed(&as_gold(page)));
    let mut wanted: BTreeMap<_, usize> = BTreeMap::new();
    for article in &gold.articles {
        *wanted.entry(key(article)).or_default() += 1;
    }
    let mut right = 0;
    for article in &found.articles {
        if let Some(left) = wanted.get_mut(&key(article)).filter(|left| **left > 0) {
            *left -= 1;
            right += 1;
        }
    }
    match gold.articles.len() + found.articles.len() {
        0 => 1.0,
        all => 2.0 * f64::from(right) / all as f64,
    }
}
