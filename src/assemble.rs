//! Assembly: groupings become the answer, in reading order, with nothing left over.

use crate::articles::{self, Groupings};
use crate::chains::Chains;
use crate::chars;
use crate::compose::Composer;
use crate::cues::{self, Cues};
use crate::facts::{Facts, Last};
use crate::fragments::{Fragment, Fragments};
use crate::furniture;
use crate::lines::Line;
use crate::model::Model;
use crate::order;
use crate::page::{Article, Caption, Furniture, Page, Paragraph, ParagraphRole, Text};
use crate::roles;

/// Everything that assembly needs.
pub struct Parts<'a> {
    /// The lines.
    pub lines: &'a [Line],
    /// Their facts.
    pub facts: &'a [Facts],
    /// Fragments and pieces.
    pub fragments: &'a Fragments,
    /// The chosen links.
    pub chains: &'a Chains,
    /// The chosen groups.
    pub groupings: &'a Groupings,
    /// What the groups were measured with.
    pub context: &'a articles::Context<'a>,
    /// The weights.
    pub model: &'a Model,
    /// Whether lines were broken to a measure; those of clean text are whole.
    pub wrapped: bool,
    /// Whether the groups were read off clean text, which says what each line is.
    pub clean: bool,
    /// How many characters of an echo may be misread.
    pub slips: usize,
}

/// Puts the page together.
#[must_use]
pub fn assemble(parts: &Parts, composer: &mut Composer) -> Page {
    let mut page = Page { version: 1, ..Page::default() };
    let mut furniture: Vec<Furniture> = Vec::new();
    let mut articles: Vec<(usize, Article)> = Vec::new();
    for (index, group) in parts.groupings.articles.iter().enumerate() {
        let mut article = Article { confidence: 1.0, ..Article::default() };
        headline(parts, composer, index, &group.heads, &mut article);
        if !group.heads.is_empty() {
            article.confidence = article.confidence.min(hundredths(group.head_confidence));
        }
        paragraphs(parts, composer, &group.body, &mut article);
        captions(parts, composer, &group.captions, &mut article);
        credits(parts, composer, &group.credits, &mut article);
        for &p in &group.bylines {
            article.bylines.push(composer.running(&piece_lines(parts, p)));
        }
        let first = parts.fragments.body[group.body[0]].lines[0];
        articles.push((first, article));
    }
    order::sort_by_key(&mut articles, |(at, _)| *at as u64);
    page.articles = articles.into_iter().map(|(_, a)| a).collect();
    for &p in &parts.groupings.rest {
        for line in piece_lines(parts, p) {
            furniture.extend(items(composer, line, parts.wrapped));
        }
    }
    in_order(&mut furniture);
    page.furniture = furniture;
    page
}

/// Puts furniture into the order of the input.
pub fn in_order(furniture: &mut Vec<Furniture>) {
    order::sort_by_key(furniture, |f| f.spans.first().map_or(0, |s| s.start.into()));
}

/// Two decimals are what a confidence shows.
fn hundredths(x: f32) -> f64 {
    f64::from((x * 100.0).round()) / 100.0
}

fn piece_lines<'a>(parts: &Parts<'a>, piece: usize) -> Vec<&'a Line> {
    parts.fragments.pieces[piece].lines.iter().map(|&l| &parts.lines[l]).collect()
}

fn items(composer: &mut Composer, line: &Line, glued: bool) -> Vec<Furniture> {
    let items = if glued { furniture::items(line) } else { vec![furniture::whole(line)] };
    items
        .into_iter()
        .map(|item| {
            let Text { text, spans, confidence } = composer.part(line, item.from, item.to);
            Furniture { text, spans, confidence, kind: item.kind, page: 0 }
        })
        .collect()
}

/// Kicker, headline and deck: the pieces before, of and behind the main one, save where the
/// print shows that the deck came first.
fn headline(parts: &Parts, composer: &mut Composer, index: usize, heads: &[usize], article: &mut Article) {
    if heads.is_empty() {
        return;
    }
    let pieces = parts.fragments.display(heads.iter().copied());
    let main = parts.groupings.articles[index]
        .main
        .unwrap_or_else(|| roles::main_piece(parts.context, index, &pieces, parts.model));
    let mut role = |pieces: &[Vec<usize>]| {
        let lines: Vec<&Line> = pieces.iter().flatten().map(|&l| &parts.lines[l]).collect();
        (!lines.is_empty()).then(|| composer.display(&lines))
    };
    let told = parts.groupings.articles[index].main.is_some();
    let decked = !told && roles::is_deck_first(parts.context, index, &pieces, main);
    let kickers = if decked { 0 } else { main };
    article.kicker = role(&pieces[..kickers]);
    article.headline = role(&pieces[main..=main]);
    article.deck = role(if decked { &pieces[..main] } else { &pieces[main + 1..] });
    if let Some(headline) = &mut article.headline {
        let sure = parts.groupings.articles[index].head_confidence;
        headline.confidence = (sure < 0.995).then(|| hundredths(sure));
    }
}

fn paragraphs(parts: &Parts, composer: &mut Composer, body: &[usize], article: &mut Article) {
    let mut open: Vec<&Line> = Vec::new();
    let mut sure = 1f32;
    let mut role = ParagraphRole::Body;
    let mut flush = |open: &mut Vec<&Line>, sure: &mut f32, role: ParagraphRole, article: &mut Article| {
        if open.is_empty() {
            return;
        }
        let Text { text, spans, .. } = composer.running(open);
        let confidence = (*sure < 0.995).then(|| hundredths(*sure));
        article.confidence = article.confidence.min(hundredths(*sure));
        article.paragraphs.push(Paragraph { text, spans, confidence, role });
        open.clear();
        *sure = 1.0;
    };
    for (k, &f) in body.iter().enumerate() {
        let fragment = &parts.fragments.body[f];
        if !(joins(parts, body, k) && !open.is_empty() && role == ParagraphRole::Body) {
            flush(&mut open, &mut sure, role, article);
            role = if fragment.subhead { ParagraphRole::Subhead } else { ParagraphRole::Body };
        }
        sure = sure.min(parts.chains.confidence[f]);
        open.extend(fragment.lines.iter().map(|&l| &parts.lines[l]));
    }
    flush(&mut open, &mut sure, role, article);
}

/// Whether a fragment goes on with the paragraph of the one before it: it begins in
/// mid-sentence, or the one before breaks off in a full line.
fn joins(parts: &Parts, body: &[usize], k: usize) -> bool {
    let Some(before) = k.checked_sub(1).map(|b| &parts.fragments.body[body[b]]) else { return false };
    let fragment = &parts.fragments.body[body[k]];
    if fragment.subhead || before.subhead {
        return false;
    }
    let last = before.lines.last().map(|&l| (&parts.lines[l], &parts.facts[l]));
    let first = &parts.facts[fragment.lines[0]];
    // A name that is set to the right fills its line, and breaks off nowhere.
    let broken = last.is_some_and(|(line, l)| {
        matches!(l.last, Last::Plain | Last::Pause | Last::Latin | Last::Open)
            && l.fills(before.lines.len() == 1 && !before.open)
            && !first.indented
            && !line.is_right()
    });
    // Lines of a list are paragraphs of their own, wide as the column or not.
    let item = |f: &Fragment| {
        let fact = &parts.facts[f.lines[0]];
        let whole = fact.last == Last::Plain || parts.lines[f.lines[0]].label().is_some();
        f.lines.len() == 1 && !fact.pauses && whole
    };
    let listed = item(before) && item(fragment) && before.lines[0] + 1 == fragment.lines[0];
    parts.wrapped && (fragment.open || broken && !listed && !first.cues.has(Cues::DATELINE))
}

/// Credits; a list of names goes with the 摄影报道 that follows it.
fn credits(parts: &Parts, composer: &mut Composer, pieces: &[usize], article: &mut Article) {
    let mut names: Vec<&Line> = Vec::new();
    for (k, &p) in pieces.iter().enumerate() {
        let lines = piece_lines(parts, p);
        let last = parts.fragments.pieces[p].lines[0];
        let goes_on = !parts.clean
            && pieces.get(k + 1).is_some_and(|&q| parts.fragments.pieces[q].lines[0] == last + 1)
            && parts.facts[last].cues.has(Cues::NAMES)
            && !parts.facts[last].cues.has(Cues::PHOTO);
        names.extend(lines);
        if !goes_on {
            article.credits.push(composer.list(&names));
            names.clear();
        }
    }
}

/// Captions, each with the paragraph that it repeats.
fn captions(parts: &Parts, composer: &mut Composer, pieces: &[usize], article: &mut Article) {
    if pieces.is_empty() {
        return;
    }
    let bare = |s: &str| -> Vec<char> { s.chars().filter(|c| !c.is_whitespace()).collect() };
    let paragraphs: Vec<Vec<char>> = article.paragraphs.iter().map(|p| bare(&p.text)).collect();
    for &p in pieces {
        let lines = piece_lines(parts, p);
        let tail = if parts.clean { 0 } else { credit_tail(&lines).max(named_tail(&lines)) };
        let (own, credit) = split_tail(&lines, tail);
        let Text { text, spans, confidence } = composer.running(&own.iter().collect::<Vec<_>>());
        let echo = echoed(&bare(&text), &paragraphs, parts.slips);
        article.captions.push(Caption { text, spans, confidence, echo });
        if !credit.is_empty() {
            article.credits.push(composer.list(&credit.iter().collect::<Vec<_>>()));
        }
    }
}

/// The longest credit on a caption's own line, in glyphs.
const CREDIT: usize = 18;

/// How many glyphs at the end of a caption name who took the picture: （某某摄）, or
/// 资料图片 behind a finished sentence.
fn credit_tail(lines: &[&Line]) -> usize {
    let text: Vec<char> = lines.iter().flat_map(|l| &l.glyphs).map(|g| g.ch).collect();
    let bracketed = matches!(text.last(), Some('）' | ')'));
    let inside = if bracketed { &text[..text.len() - 1] } else { &text };
    let from = if bracketed {
        inside.iter().rposition(|c| matches!(c, '（' | '('))
    } else {
        inside.iter().rposition(|&c| chars::is_end(c) || chars::is_close(c)).map(|end| end + 1)
    };
    let Some(from) = from.filter(|&from| from > 0) else { return 0 };
    let named = ["摄", "攝", "图片", "圖片", "供图", "供圖"];
    let credit = named.iter().any(|word| chars::ends_with(&inside[from..], word));
    let length = text.len() - from;
    if credit && length <= CREDIT { length } else { 0 }
}

/// The same in other languages, by their tables.
fn named_tail(lines: &[&Line]) -> usize {
    let Some(last) = lines.last() else { return 0 };
    let text = lines.iter().map(|line| cues::text(line)).collect::<Vec<String>>().join(" ");
    let Some(at) = cues::credit_start(&text, last.language) else { return 0 };
    let tail = text[at..].chars().filter(|&c| c != ' ').count();
    let whole: usize = lines.iter().map(|l| l.glyphs.len()).sum();
    if tail < whole { tail } else { 0 }
}

/// Lines cut in two before their last glyphs, so many of them.
fn split_tail(lines: &[&Line], tail: usize) -> (Vec<Line>, Vec<Line>) {
    let mut left = lines.iter().map(|l| l.glyphs.len()).sum::<usize>() - tail;
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for &line in lines {
        let at = left.min(line.glyphs.len());
        left -= at;
        for (glyphs, part) in [(&line.glyphs[..at], &mut before), (&line.glyphs[at..], &mut behind)] {
            if !glyphs.is_empty() {
                part.push(line.with(glyphs.to_vec()));
            }
        }
    }
    (before, behind)
}

/// The shortest echo, in characters.
const SHORTEST_ECHO: usize = 6;

/// The paragraph that a caption repeats: at least three fifths of it in one piece, but for
/// some characters that were misread.
fn echoed(caption: &[char], paragraphs: &[Vec<char>], slips: usize) -> Option<u32> {
    let least = (3 * caption.len()).div_ceil(5).max(SHORTEST_ECHO);
    let pieces = paragraphs.iter().enumerate().map(|(i, p)| (longest_common(caption, p, least, slips), i));
    pieces.max().filter(|best| best.0 >= least).map(|best| best.1 as u32)
}

/// Length of the longest common substring; anything below `least` where it is shorter
/// than that.
///
/// A piece of that length holds at least one of every `least - 1` neighbouring pairs of
/// `a`, so only those pairs are looked for in `b`, and each find is extended both ways. Where
/// characters may differ, every other pair is looked for.
fn longest_common(a: &[char], b: &[char], least: usize, slips: usize) -> usize {
    let mut best = 0;
    for at in (0..a.len().saturating_sub(1)).step_by(if slips > 0 { 2 } else { least - 1 }) {
        let seed = &a[at..at + 2];
        for (there, _) in b.windows(2).enumerate().filter(|(_, pair)| *pair == seed) {
            let above = |k: usize| Some(a[at.checked_sub(k + 1)?] == b[there.checked_sub(k + 1)?]);
            let below = |k: usize| Some(a.get(at + k)? == b.get(there + k)?);
            let (back, ahead) = (chars::alike(&above, slips), chars::alike(&below, slips));
            best = best.max(back + ahead);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::page::{FurnitureKind, Span};
    use crate::{lines, source};

    #[test]
    fn confidences_have_two_decimals() {
        assert_eq!([0.826f32, 0.5, 0.004].map(hundredths), [0.83, 0.5, 0.0]);
    }

    #[test]
    fn furniture_stands_in_the_order_of_the_input() {
        let item = |at: u32| Furniture {
            text: String::new(),
            spans: vec![Span { start: at, end: at + 1 }],
            confidence: None,
            kind: FurnitureKind::Other,
            page: 0,
        };
        let mut furniture = vec![item(7), item(2), item(5)];
        in_order(&mut furniture);
        assert_eq!(furniture.iter().map(|f| f.spans[0].start).collect::<Vec<_>>(), [2, 5, 7]);
    }

    #[test]
    fn a_credit_at_a_caption_s_end_is_told() {
        let tail = |text: &str| {
            let lines = lines::lines(source::read(text, &Options::default()).lines);
            credit_tail(&lines.iter().collect::<Vec<_>>())
        };
        assert_eq!(tail("图为新桥（某甲摄）"), 5);
        assert_eq!(tail("图为新桥。资料图片"), 4);
        assert_eq!(tail("图为新\n桥。资料\n图片"), 4);
        assert_eq!(tail("“新桥”某甲摄"), 3);
        for none in [
            "（某甲摄）",
            "图为新桥（通车）",
            "资料图片",
            "图为新桥资料图片",
            "图为新桥（某甲和他在河湾中学的全体同学昨日下午摄）",
        ] {
            assert_eq!(tail(none), 0, "{none}");
        }
    }

    #[test]
    fn the_longest_common_piece_is_found_wherever_it_stands() {
        let a: Vec<char> = "甲乙丙丁戊己庚辛壬癸子丑".chars().collect();
        for from in 0..=a.len() - 7 {
            let b: Vec<char> =
                "前文".chars().chain(a[from..from + 7].iter().copied()).chain("后文".chars()).collect();
            assert_eq!(longest_common(&a, &b, 6, 0), 7, "{from}");
            assert!(longest_common(&a, &b, 8, 0) < 8, "{from}");
        }
    }

    #[test]
    fn a_caption_echoes_the_paragraph_that_holds_most_of_it() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let paragraphs = [chars("昨日，新馆在河湾广场开放。"), chars("新馆在河湾广场开放后，观众不断。")];
        assert_eq!(echoed(&chars("新馆在河湾广场开放后"), &paragraphs, 0), Some(1));
        assert_eq!(echoed(&chars("新饵在河湾厂场开放后"), &paragraphs, 0), None);
        assert_eq!(echoed(&chars("新饵在河湾厂场开放后"), &paragraphs, 3), Some(1));
        assert_eq!(echoed(&chars("观众在新馆门前"), &paragraphs, 3), None);
    }
}
