//! Lost headlines: lines that turn out to be headlines once the articles are known.
//!
//! A line is labelled by itself and its neighbours. A headline that an extractor gives in
//! the middle of its text looks like a paragraph or a subhead there, and the second line of
//! one, in a box of its own, like furniture. Once the articles are known, one without a
//! headline asks for it: nearly every article has one. What is found gets its label mended,
//! and links and headlines are asked once more.

use crate::articles::{Context, Grouping, Groupings};
use crate::chars;
use crate::cues::Cues;
use crate::fragments::Fragment;
use crate::labels::Label;
use crate::order;

/// A headline has at most this many lines, and at least this many pairs of characters.
const MOST_LINES: usize = 4;
const FEWEST_PAIRS: usize = 5;
/// The share of its pairs that the lines above it in its article have.
const SAID: f32 = 0.4;
/// The share that an article has of a headline that was taken for furniture, and how much of
/// that any other may have.
const OUTSIDE: f32 = 0.6;
const RIVAL: f32 = 0.5;

/// Lines that are headlines, with their new labels.
#[must_use]
pub fn headlines(cx: &Context, labels: &[Label], groupings: &Groupings) -> Vec<(usize, Label)> {
    let mut found = beside(cx, labels, groupings);
    let told = outside(cx, labels, groupings.articles.len());
    for (article, group) in groupings.articles.iter().enumerate() {
        let chinese = |f: &usize| cx.lines[cx.fragments.body[*f].lines[0]].language.is_chinese();
        if !group.heads.is_empty() || !group.body.iter().all(chinese) {
            continue;
        }

        if let Some(lines) = inside(cx, group).or_else(|| told[article].map(|line| vec![line])) {
            found.extend(lines.iter().enumerate().map(|(k, &line)| {
                let on = k > 0 && line == lines[k - 1] + 1 && labels[line] == Label::On;
                (line, if on { Label::HeadOn } else { Label::Head })
            }));
        }
    }
    found
}

/// Whether lines may be a headline by their words.
fn is_display(cx: &Context, lines: &[usize]) -> bool {
    const NEVER: Cues = Cues(
        Cues::FURNITURE.0
            | Cues::DATELINE.0
            | Cues::REPORT.0
            | Cues::POINTER.0
            | Cues::FIGURE.0
            | Cues::PHOTO.0
            | Cues::BYLINE.0
            | Cues::NAMES.0
            | Cues::SIGNATURE.0
            | Cues::LIST.0,
    );
    let ends = |ch: char| chars::is_end(ch) || chars::is_pause(ch);
    let plain = |&l: &usize| {
        !cx.facts[l].cues.any(NEVER) && !cx.lines[l].glyphs.iter().any(|g| g.ch == '。' || g.ch == '；')
    };
    let last = lines.last().map_or(' ', |&l| cx.lines[l].last());
    lines.len() <= MOST_LINES && !ends(last) && lines.iter().all(plain)
}

/// The share of the pairs of some lines of which something is true; none where they are few.
fn share(cx: &Context, lines: &[usize], is: impl Fn(u32) -> bool) -> f32 {
    let pairs: Vec<u32> = lines.iter().flat_map(|&l| cx.pairs(l)).collect();
    let found = pairs.iter().filter(|&&pair| is(pair)).count();
    if pairs.len() < FEWEST_PAIRS { 0.0 } else { found as f32 / pairs.len() as f32 }
}

/// Whether a fragment stands as a paragraph of its own that no sentence runs through.
fn stands_alone(cx: &Context, body: &[usize], k: usize) -> bool {
    let fragment = |k: usize| -> &Fragment { &cx.fragments.body[body[k]] };
    let closed = |k: usize| {
        fragment(k).lines.last().is_some_and(|&l| {
            let last = cx.lines[l].last();
            chars::is_end(last) || chars::is_close(last)
        })
    };
    k > 0
        && !fragment(k).open
        && (closed(k - 1) || is_display(cx, &fragment(k - 1).lines))
        && (k + 1 == body.len() || !fragment(k + 1).open)
}

/// The one passage of an article that stands alone and that the lines above speak of: its
/// headline. Where several do, or where the lines below speak of it more, they are subheads.
fn inside(cx: &Context, group: &Grouping) -> Option<Vec<usize>> {
    let body = &group.body;
    let lines = |k: usize| &cx.fragments.body[body[k]].lines;
    let may_be = |k: usize| stands_alone(cx, body, k) && is_display(cx, lines(k));
    let places: Vec<usize> = (0..body.len()).filter(|&k| may_be(k)).collect();
    let (&first, &last) = (places.first()?, places.last()?);
    let own: Vec<usize> = places.iter().flat_map(|&k| lines(k)).copied().collect();
    if last - first + 1 != places.len() || own.len() > MOST_LINES {
        return None;
    }
    let said = |rest: std::ops::Range<usize>| {
        let mut pairs: Vec<usize> =
            rest.flat_map(lines).flat_map(|&l| cx.pairs(l)).map(|pair| pair as usize).collect();
        order::sort(&mut pairs);
        share(cx, &own, |pair| pairs.binary_search(&(pair as usize)).is_ok())
    };
    let (above, below) = (said(0..first), said(last + 1..body.len()));
    (above >= SAID && above >= below).then_some(own)
}

/// For each article the line of furniture that speaks of it and of no other.
fn outside(cx: &Context, labels: &[Label], articles: usize) -> Vec<Option<usize>> {
    let mut best: Vec<Option<(f32, usize)>> = vec![None; articles];
    let han = |l: usize| cx.lines[l].glyphs.iter().filter(|g| chars::is_han(g.ch)).count();
    for line in (0..labels.len()).filter(|&l| labels[l] == Label::Furniture && han(l) > FEWEST_PAIRS) {
        let shares = shares(cx, cx.pairs(line), articles);
        let Some(own) = most(&shares) else { continue };
        let rival = (0..articles).filter(|&a| a != own).map(|a| shares[a]).fold(0.0, f32::max);
        let sure = shares[own] >= OUTSIDE && rival <= RIVAL * shares[own] && is_display(cx, &[line]);
        if sure && best[own].is_none_or(|(share, _)| shares[own] > share) {
            best[own] = Some((shares[own], line));
        }
    }
    best.into_iter().map(|found| found.map(|(_, line)| line)).collect()
}

/// For every article the share of some pairs that stand in it; none where they are few.
fn shares(cx: &Context, pairs: impl Iterator<Item = u32>, articles: usize) -> Vec<f32> {
    let (mut found, mut all) = (vec![0u32; articles], 0u32);
    for pair in pairs {
        all += 1;
        cx.articles_of(pair).for_each(|a| found[a] += 1);
    }
    let few = (all as usize) < FEWEST_PAIRS;
    found.into_iter().map(|n| if few { 0.0 } else { n as f32 / all as f32 }).collect()
}

/// The first article of the highest share.
fn most(shares: &[f32]) -> Option<usize> {
    (0..shares.len()).reduce(|best, a| if shares[a] > shares[best] { a } else { best })
}

/// Lines that nobody has and that go on with a line of a headline beside them, or that it
/// goes on with.
fn beside(cx: &Context, labels: &[Label], groupings: &Groupings) -> Vec<(usize, Label)> {
    let mut owned = vec![false; labels.len()];
    let heads = groupings.articles.iter().flat_map(|group| &group.heads);
    heads.flat_map(|&p| &cx.fragments.pieces[p].lines).for_each(|&l| owned[l] = true);
    let spare = |&l: &usize| !owned[l] && matches!(labels[l], Label::Furniture | Label::Head);
    let is_owned = |l: usize| owned.get(l) == Some(&true);
    let mut found = Vec::new();
    for line in (0..labels.len()).filter(spare) {
        if !is_display(cx, &[line]) || !cx.lines[line].language.is_chinese() {
            continue;
        }
        if line > 0 && is_owned(line - 1) && cx.goes_on(line - 1, line) {
            found.push((line, Label::HeadOn));
        } else if is_owned(line + 1) && labels[line + 1] == Label::Head && cx.goes_on(line, line + 1) {
            found.extend([(line, Label::Head), (line + 1, Label::HeadOn)]);
        }
    }
    found
}
