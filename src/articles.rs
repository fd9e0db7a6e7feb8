//! Articles: which headline, caption, credit and byline belongs to which body.
//!
//! Lines of headlines that follow each other make a run; every stretch of a run is a
//! candidate headline for every article, whatever the labels say where a piece of a
//! headline ends: headlines of two articles stand in neighbouring lines. Candidates have features and a score, and
//! are chosen for the whole page by greatest regret, each line once, with "no
//! headline" among the choices. Captions and credits go to the article whose words
//! they share or that stands beside them.

use crate::chains::Chains;
use crate::chars::{self, EM};
use crate::cues::Cues;
use crate::facts::{Facts, NO_PAIR};
use crate::features::feature_groups;
use crate::fragments::{Fragments, Piece};
use crate::labels::Label;
use crate::lines::Line;
use crate::model::{self, Model};
use crate::order;
use crate::places::Places;
use crate::shapes;
use crate::source::Glyph;
use crate::words;
use crate::work::Work;

feature_groups! {
    Place: 14,
    PlaceByRunEdges: 56,
    Overlap: 7,
    OverlapBest: 8,
    OverlapByPlace: 56,
    LeadOverlap: 7,
    Verbatim: 14,
    Pieces: 6,
    PiecesByPlace: 36,
    CutBefore: 16,
    CutAfter: 16,
    InnerBlank: 6,
    Copies: 8,
    Glyphs: 8,
    Dateline: 4,
    None: 1,
    NoneByRuns: 4,
    Weakest: 12,
    Subject: 4,
    Vertical: 6,
    Leftover: 12,
    Spread: 10,
    Cut: 24,
}

/// A feature's name, for the inspector and for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    let (name, bucket) = group_of(feature);
    format!("{name}:{bucket}")
}

/// A stretch of lines of headlines offered to an article.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    /// The article.
    pub article: usize,
    /// Indices into the lines of headlines, `from..to`; empty for "none".
    pub from: usize,
    /// One past the last line.
    pub to: usize,
    /// Score by the model.
    pub score: f32,
}

/// An article: indices of fragments and pieces.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// Its fragments, in order.
    pub body: Vec<usize>,
    /// The lines of its headline, as pieces in their order.
    pub heads: Vec<usize>,
    /// Which of [`Fragments::display`]'s pieces is the headline itself, where the input tells.
    pub main: Option<usize>,
    /// How sure the headline is.
    pub head_confidence: f32,
    /// Its captions.
    pub captions: Vec<usize>,
    /// Its credits.
    pub credits: Vec<usize>,
    /// Its bylines.
    pub bylines: Vec<usize>,
}

impl Grouping {
    /// Whether it has a headline: 0 surely, 1 one in doubt, 2 surely none, 3 none, in doubt.
    pub(crate) fn head_class(&self) -> usize {
        usize::from(self.head_confidence < 0.6) + if self.heads.is_empty() { 2 } else { 0 }
    }
}

/// The page's articles, and pieces that belong to none.
#[derive(Debug, Clone, Default)]
pub struct Groupings {
    /// The articles, in the order of the input.
    pub articles: Vec<Grouping>,
    /// Pieces without an article.
    pub rest: Vec<usize>,
    /// Every tie that was weighed.
    pub ties: Vec<Tie>,
}

/// What a page offers to the tie features.
pub struct Context<'a> {
    pub(crate) lines: &'a [Line],
    pub(crate) facts: &'a [Facts],
    pub(crate) fragments: &'a Fragments,
    chains: &'a Chains,
    /// Lines of headlines, as indices of pieces.
    pub heads: Vec<usize>,
    /// For each line of a headline the number of its run.
    runs: Vec<usize>,
    /// For every pair the articles whose bodies it stands in: twice the article's number
    /// for its lead, one more for the rest.
    places: Places,
    /// For each line of a headline what [`Context::overlaps`] tells of it.
    head_shares: Vec<Vec<(f32, f32)>>,
    /// The highest of a piece's shares.
    head_best: Vec<Highest>,
    /// Where each article stands.
    extents: Vec<Extent>,
    /// For each line the article of its fragment.
    article_of: Vec<Option<usize>>,
    /// For each line how many lines of articles stand before it.
    texts: Vec<u32>,
    /// The lines of each article, in the order of the input.
    lines_of: Vec<Vec<usize>>,
    /// For each article in another language the headline right above it, `from..to`.
    own_runs: Vec<Option<(usize, usize)>>,
    /// For each line of a headline how many before it are in one of these.
    taken: Vec<u32>,
}

/// The highest of some shares, whose it is, and the highest of the rest.
#[derive(Clone, Copy)]
pub(crate) struct Highest {
    pub(crate) share: f32,
    article: Option<usize>,
    second: f32,
}

impl Highest {
    pub(crate) fn of(shares: &[(f32, f32)]) -> Self {
        let mut highest = Highest { share: 0.0, article: None, second: 0.0 };
        for (article, &(body, _)) in shares.iter().enumerate() {
            if body > highest.share {
                highest = Highest { share: body, article: Some(article), second: highest.share };
            } else if body > highest.second {
                highest.second = body;
            }
        }
        highest
    }

    /// The highest of any other article.
    pub(crate) fn but(&self, article: usize) -> f32 {
        if self.article == Some(article) { self.second } else { self.share }
    }
}

/// For each place how many places before it hold something.
fn sums(held: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut sum = 0;
    let mut sums = vec![0];
    for held in held {
        sum += u32::from(held);
        sums.push(sum);
    }
    sums
}

/// Where an article stands in the input.
#[derive(Clone, Copy)]
struct Extent {
    /// Its first and last line in its own order.
    first: usize,
    last: usize,
    /// Its first and last line in the input.
    top: usize,
    bottom: usize,
}

impl Extent {
    fn of(fragments: &Fragments, body: &[usize]) -> Self {
        let lines = |f: usize| &fragments.body[f].lines;
        let first = lines(body[0])[0];
        let last = body.last().and_then(|&f| lines(f).last()).copied().unwrap_or(first);
        let top = body.iter().map(|&f| lines(f)[0]).min().unwrap_or(first);
        let bottom = body.iter().filter_map(|&f| lines(f).last()).max().copied().unwrap_or(last);
        Extent { first, last, top, bottom }
    }
}

/// The pairs of a line; a gap between two Chinese characters parts them.
fn line_pairs<'a>(line: &'a Line, facts: &'a Facts) -> impl Iterator<Item = u32> + use<'a> {
    let apart = |p: &[Glyph]| p[1].gap > 0 && chars::is_han(p[0].ch) && chars::is_han(p[1].ch);
    let pairs = line.glyphs.windows(2).zip(&facts.pairs);
    pairs.filter(move |&(p, &pair)| pair != NO_PAIR && !apart(p)).map(|(_, &pair)| pair)
}

impl<'a> Context<'a> {
    /// Measures the articles of a page.
    #[must_use]
    pub fn new(lines: &'a [Line], facts: &'a [Facts], fragments: &'a Fragments, chains: &'a Chains) -> Self {
        let mut article_of = vec![None; lines.len()];
        let glyphs = lines.iter().map(|l| l.glyphs.len()).sum();
        let mut places = Places::new(glyphs, usize::MAX);
        for (a, body) in chains.articles.iter().enumerate() {
            let lead = lead_lines(fragments, body);
            let own_lines = body.iter().flat_map(|&f| &fragments.body[f].lines).copied();
            for (k, l) in own_lines.enumerate() {
                article_of[l] = Some(a);
                for pair in line_pairs(&lines[l], &facts[l]) {
                    places.note(pair, (2 * a + usize::from(k >= lead)) as u32);
                }
            }
        }
        let heads: Vec<usize> = fragments.heads().collect();
        let texts = sums(article_of.iter().map(Option::is_some));
        let mut lines_of = vec![Vec::new(); chains.articles.len()];
        for (l, article) in article_of.iter().enumerate() {
            if let Some(a) = *article {
                lines_of[a].push(l);
            }
        }
        let mut runs = Vec::with_capacity(heads.len());
        let mut run = 0;
        for (k, &p) in heads.iter().enumerate() {
            if k > 0 {
                let from = fragments.pieces[heads[k - 1]].lines[0];
                let to = fragments.pieces[p].lines[0];
                let cut = (from + 1..to).any(|l| article_of[l].is_some()) || to - from > 4;
                run += usize::from(cut);
            }
            runs.push(run);
        }
        let mut cx = Context {
            lines,
            facts,
            fragments,
            chains,
            head_shares: Vec::with_capacity(heads.len()),
            head_best: Vec::with_capacity(heads.len()),
            extents: chains.articles.iter().map(|body| Extent::of(fragments, body)).collect(),
            heads,
            runs,
            places,
            texts,
            article_of,
            lines_of,
            own_runs: Vec::new(),
            taken: Vec::new(),
        };
        for k in 0..cx.heads.len() {
            let shares = cx.overlaps(cx.head_lines(k).iter().copied());
            cx.head_best.push(Highest::of(&shares));
            cx.head_shares.push(shares);
        }
        cx.own_runs = (0..cx.extents.len()).map(|a| cx.own_run(a)).collect();
        let mut taken = vec![false; cx.heads.len()];
        cx.own_runs.iter().flatten().for_each(|&(from, to)| taken[from..to].fill(true));
        cx.taken = sums(taken.into_iter());
        cx
    }

    /// The whole run of headlines right above an article, where it is in a language that sets
    /// headlines above their text: the weights of the rest were fitted on pages that do not.
    fn own_run(&self, article: usize) -> Option<(usize, usize)> {
        let first = self.extents[article].first;
        if !shapes::heads_above(self.lines[first].language) {
            return None;
        }
        let last = (0..self.heads.len()).rev().find(|&k| self.head_lines(k)[0] < first)?;
        let line = self.head_lines(last).last().copied()?;
        let from = (0..=last).rev().take_while(|&k| self.runs[k] == self.runs[last]).last()?;
        let apart = (line + 1..first).any(|l| self.article_of[l].is_some()) || first - line > 4;
        let many = self.fragments.display(self.heads[from..=last].iter().copied()).len() > MAX_PIECES;
        (!apart && !many && last + 1 - from <= MAX_LINES).then_some((from, last + 1))
    }

    /// Whether a stretch of headline lines may be an article's headline.
    fn may_be(&self, article: usize, from: usize, to: usize) -> bool {
        let own = |a: usize| self.own_runs[a] == Some((from, to));
        let cuts = |k: usize| {
            k < self.heads.len() && self.is_on(k) && self.lines[self.head_lines(k)[0]].read.is_some()
        };
        match self.own_runs[article] {
            Some(_) => own(article),
            None => !cuts(from) && !cuts(to) && self.taken[from] == self.taken[to],
        }
    }

    /// The pairs of a line.
    pub(crate) fn pairs(&self, line: usize) -> impl Iterator<Item = u32> + use<'a> {
        line_pairs(&self.lines[line], &self.facts[line])
    }

    /// The articles in whose bodies a pair stands.
    pub(crate) fn articles_of(&self, pair: u32) -> impl Iterator<Item = usize> {
        self.places.of(pair).chunk_by(|a, b| a / 2 == b / 2).map(|held| held[0] as usize / 2)
    }

    /// Whether a line is of an article's body.
    pub(crate) fn is_text(&self, line: usize) -> bool {
        self.article_of[line].is_some()
    }

    /// What a pair weighs: less where it stands in many articles.
    pub(crate) fn weight(&self, pair: u32) -> f32 {
        match Self::spread(self.places.of(pair)) {
            0 | 1 => 1.0,
            spread => 1.2 / spread as f32,
        }
    }

    fn head_lines(&self, k: usize) -> &[usize] {
        &self.fragments.pieces[self.heads[k]].lines
    }

    /// Whether a line goes on with the one before it, by its label.
    fn is_on(&self, k: usize) -> bool {
        self.fragments.pieces[self.heads[k]].on
    }

    /// For every article the weighted share of the pairs of some lines that stand in it,
    /// and in its lead. Those that stand in many articles weigh less.
    pub(crate) fn overlaps(&self, lines: impl Iterator<Item = usize>) -> Vec<(f32, f32)> {
        let mut shared = Shared::new(self.chains.articles.len());
        shared.add(self, lines);
        shared.shares()
    }

    /// In how many articles a pair stands, given its places.
    fn spread(held: &[u32]) -> usize {
        held.chunk_by(|a, b| a / 2 == b / 2).count()
    }

    /// Whether two lines that follow each other are parts of one headline by their print: both
    /// printed again as often and as wide, or with a word across the break, in one block also
    /// a pair that the page has elsewhere.
    pub(crate) fn goes_on(&self, above: usize, below: usize) -> bool {
        let (a, b) = (&self.lines[above], &self.lines[below]);
        let wide = a.width().abs_diff(b.width()) <= 2 * EM;
        let (last, first) = (a.last(), b.first());
        let known = self.facts[below].blanks == 0 && self.facts[below].joint.is_some_and(|n| n > 0);
        let word = known || chars::is_han(last) && chars::is_han(first) && words::are_pair(last, first);
        a.copies == b.copies && (word || a.copies > 1 && wide) && !a.vertical && !b.vertical
    }

    /// A piece that announces the next one: it ends with a colon.
    fn is_kicker(&self, k: usize) -> bool {
        self.head_lines(k).last().is_some_and(|&l| self.facts[l].cues.has(Cues::COLON_END))
    }

    /// In how many articles the rarer half of the pairs of some lines stand, on average:
    /// a section's name stands in many, a headline's words in one.
    fn spread_of(&self, lines: &[usize]) -> f32 {
        let pairs = lines.iter().flat_map(|&l| line_pairs(&self.lines[l], &self.facts[l]));
        let mut counts: Vec<usize> = pairs.map(|pair| Self::spread(self.places.of(pair))).collect();
        order::sort_by_key(&mut counts, |&count| count as u64);
        counts.truncate(counts.len().div_ceil(2));
        if counts.is_empty() { 0.0 } else { counts.iter().sum::<usize>() as f32 / counts.len() as f32 }
    }

    /// Number of lines of articles from a line up to another.
    fn texts_between(&self, from: usize, to: usize) -> usize {
        (self.texts[to.max(from)] - self.texts[from]) as usize
    }

    /// Number of other articles' lines between two lines.
    fn others_between(&self, from: usize, to: usize, article: usize) -> usize {
        let (from, to) = (from.min(to), from.max(to));
        let before = |line: usize| self.lines_of[article].partition_point(|&l| l < line);
        self.texts_between(from, to) - (before(to) - before(from))
    }

    /// Whether lines stand right above an article.
    pub(crate) fn is_above(&self, from: usize, to: usize, article: usize) -> bool {
        self.place(from, to, article) == 0
    }

    /// Where a stretch of lines stands to an article.
    fn place(&self, from: usize, to: usize, article: usize) -> usize {
        let Extent { first, last, top, bottom } = self.extents[article];
        let body_between = |a: usize, b: usize| self.texts_between(a + 1, b) > 0;
        if to < first && !body_between(to, first) {
            return 0;
        }
        if from > last && !body_between(last, from) {
            return 1;
        }
        if from > top && to < bottom {
            return 2;
        }
        let (others, before) = if to < top {
            (self.others_between(to, top, article), true)
        } else {
            (self.others_between(bottom, from, article), false)
        };
        let far = match others {
            0 => 0,
            1..=12 => 1,
            13..=40 => 2,
            41..=90 => 3,
            _ => 4,
        };
        3 + 5 * usize::from(!before) + far
    }
}

/// Weights of some pairs in all, and for every article of those that stand in it and in
/// its lead.
#[derive(Clone, Default)]
struct Shared {
    total: f32,
    of: Vec<(f32, f32)>,
}

impl Shared {
    fn new(articles: usize) -> Self {
        Shared { total: 0.0, of: vec![(0.0, 0.0); articles] }
    }

    /// Adds the pairs of some lines.
    fn add(&mut self, cx: &Context, lines: impl Iterator<Item = usize>) {
        for pair in lines.flat_map(|l| line_pairs(&cx.lines[l], &cx.facts[l])) {
            let held = cx.places.of(pair);
            let weight = cx.weight(pair);
            self.total += weight;
            for places in held.chunk_by(|a, b| a / 2 == b / 2) {
                let (body, lead) = &mut self.of[places[0] as usize / 2];
                *body += weight;
                *lead += if places[0] % 2 == 0 { weight } else { 0.0 };
            }
        }
    }

    fn shares(&self) -> Vec<(f32, f32)> {
        let share = |weight: f32| if self.total > 0.0 { weight / self.total } else { 0.0 };
        self.of.iter().map(|&(body, lead)| (share(body), share(lead))).collect()
    }
}

/// Lines of an article's first paragraph.
fn lead_lines(fragments: &Fragments, body: &[usize]) -> usize {
    let mut n = 0;
    for (k, &f) in body.iter().enumerate() {
        if k > 0 && !fragments.body[f].open {
            break;
        }
        n += fragments.body[f].lines.len();
    }
    n
}

/// Classes of the share of words that something has in common with an article.
pub(crate) fn share_bucket(share: f32) -> usize {
    match share {
        s if s <= 0.0 => 0,
        s if s < 0.15 => 1,
        s if s < 0.3 => 2,
        s if s < 0.5 => 3,
        s if s < 0.7 => 4,
        s if s < 0.92 => 5,
        _ => 6,
    }
}

/// Headline stretches have at most this many lines, and pieces.
const MAX_LINES: usize = 8;
const MAX_PIECES: usize = 5;

/// Visits every tie worth weighing with its features: for each article "none", then
/// each stretch of lines of headlines.
fn visit(cx: &Context, mut tie: impl FnMut(usize, usize, usize, &[u16])) {
    let articles = cx.chains.articles.len();
    let run_count = cx.runs.last().map_or(0, |r| r + 1);
    let mut features = Vec::with_capacity(64);
    for article in 0..articles {
        features.clear();
        let mut o = Features(&mut features);
        o.add(Group::None, 0);
        let fewer = match run_count {
            0 => 0,
            n if n < articles => 1,
            n if n == articles => 2,
            _ => 3,
        };
        o.add(Group::NoneByRuns, fewer);
        if cx.own_runs[article].is_some() {
            continue;
        }
        tie(article, 0, 0, &features);
    }
    for from in 0..cx.heads.len() {
        let mut shared = Shared::new(articles);
        // The pieces that the stretch has by its labels, the last one with its weights.
        let mut pieces: Vec<Vec<(f32, f32)>> = Vec::new();
        let mut last = Shared::new(articles);
        for to in from + 1..=(from + MAX_LINES).min(cx.heads.len()) {
            if cx.runs[to - 1] != cx.runs[from] {
                break;
            }
            // The stretch has grown by one line.
            let line = cx.head_lines(to - 1);
            shared.add(cx, line.iter().copied());
            if to - 1 > from && cx.is_on(to - 1) {
                pieces.pop();
            } else {
                last = Shared::new(articles);
            }
            last.add(cx, line.iter().copied());
            pieces.push(last.shares());
            if pieces.len() > MAX_PIECES {
                break;
            }
            let stretch = Stretch::new(cx, from, to, shared.shares(), &pieces);
            features.clear();
            stretch_features(cx, &stretch, &mut features);
            let own = features.len();
            Work::Ties.done(articles);
            for article in 0..articles {
                if !cx.may_be(article, from, to) {
                    continue;
                }
                features.truncate(own);
                tie_features(cx, &stretch, article, &mut features);
                tie(article, from, to, &features);
            }
        }
    }
}

/// All ties worth weighing, each with its features.
#[must_use]
pub fn candidates(cx: &Context) -> Vec<(Tie, Vec<u16>)> {
    let mut ties = Vec::new();
    visit(cx, |article, from, to, features| {
        ties.push((Tie { article, from, to, score: 0.0 }, features.to_vec()))
    });
    ties
}

/// A stretch of lines of headlines and what it shares with the articles.
struct Stretch<'a> {
    from: usize,
    to: usize,
    /// For each article the shares of the stretch's words in its body and in its lead.
    whole: Vec<(f32, f32)>,
    /// The same of each of its pieces.
    pieces: &'a [Vec<(f32, f32)>],
    /// The highest share in a body.
    best: Highest,
    /// See [`Context::spread_of`].
    spread: f32,
}

impl<'a> Stretch<'a> {
    fn new(
        cx: &Context,
        from: usize,
        to: usize,
        whole: Vec<(f32, f32)>,
        pieces: &'a [Vec<(f32, f32)>],
    ) -> Self {
        let best = Highest::of(&whole);
        let lines: Vec<usize> = (from..to).flat_map(|k| cx.head_lines(k).iter().copied()).collect();
        let spread = cx.spread_of(&lines);
        Stretch { from, to, whole, pieces, best, spread }
    }
}

/// Features of a stretch that are the same for all articles.
fn stretch_features(cx: &Context, &Stretch { from, to, pieces, .. }: &Stretch, out: &mut Vec<u16>) {
    let mut o = Features(out);
    let pieces = pieces.len();
    o.add(Group::Pieces, pieces);
    let blanks = (from + 1..to).filter(|&k| cx.facts[cx.head_lines(k)[0]].blanks > 0).count();
    o.add(Group::InnerBlank, blanks.min(2) + 3 * usize::from(pieces > 2));
    let copies = |k: usize| cx.lines[cx.head_lines(k)[0]].copies > 1;
    let doubled = (from..to).filter(|&k| (k == from || !cx.is_on(k)) && copies(k)).count();
    o.add(Group::Copies, 4 * usize::from(pieces > 1) + doubled.min(3));
    let glyphs: usize = (from..to).flat_map(|k| cx.head_lines(k)).map(|&l| cx.facts[l].count).sum();
    let length = match glyphs {
        0..=3 => 0,
        4..=7 => 1,
        8..=12 => 2,
        13..=20 => 3,
        21..=30 => 4,
        31..=45 => 5,
        46..=70 => 6,
        _ => 7,
    };
    o.add(Group::Glyphs, length);
    let vertical = (from..to).filter(|&k| cx.lines[cx.head_lines(k)[0]].vertical).count();
    o.add(Group::Vertical, vertical.min(2) + 3 * usize::from(pieces > 1));
}

/// Features of a stretch as an article's headline.
fn tie_features(cx: &Context, stretch: &Stretch, article: usize, out: &mut Vec<u16>) {
    let &Stretch { from, to, pieces: parts, best, spread, .. } = stretch;
    let mut o = Features(out);
    let first_line = cx.head_lines(from)[0];
    let last_line = cx.head_lines(to - 1).last().copied().unwrap_or(first_line);
    let place = cx.place(first_line, last_line, article);
    let run_first = from == 0 || cx.runs[from - 1] != cx.runs[from];
    let run_last = to == cx.heads.len() || cx.runs[to] != cx.runs[from];
    let edges = 2 * usize::from(run_first) + usize::from(run_last);
    o.add(Group::Place, place);
    o.add(Group::PlaceByRunEdges, 4 * place + edges);
    let (body, lead) = stretch.whole[article];
    o.add(Group::Overlap, share_bucket(body));
    let rank = if body <= 0.0 {
        0
    } else if body >= best.share {
        1
    } else if body >= 0.8 * best.share {
        2
    } else {
        3
    };
    o.add(Group::OverlapBest, 2 * rank + usize::from(best.share > 0.5));
    let near = match place {
        0 => 0,
        1 => 1,
        2 => 2,
        3 | 8 => 3,
        4 | 9 => 4,
        5 | 10 => 5,
        _ => 6,
    };
    o.add(Group::OverlapByPlace, 8 * share_bucket(body) + near);
    o.add(Group::LeadOverlap, share_bucket(lead));
    let verbatim = parts.iter().filter(|shares| shares[article].1 >= 0.95).count();
    let pieces = parts.len();
    o.add(Group::Verbatim, 4 * (pieces - 1).min(2) + verbatim.min(3));
    o.add(Group::PiecesByPlace, 6 * near.min(5) + pieces);
    // The lines that the run has before and after the stretch.
    for (group, neighbour, edge) in [
        (Group::CutBefore, from.checked_sub(1).filter(|_| !run_first), from),
        (Group::CutAfter, Some(to).filter(|_| !run_last), to - 1),
    ] {
        let Some(other) = neighbour else { continue };
        let later = if other > edge { other } else { edge };
        let blank = cx.facts[cx.head_lines(later)[0]].blanks > 0;
        let own = cx.head_shares[other][article].0 >= cx.head_best[other].share;
        let alike = cx.lines[cx.head_lines(other)[0]].copies == cx.lines[cx.head_lines(edge)[0]].copies;
        let joined = usize::from(cx.is_on(later));
        o.add(group, 8 * joined + 4 * usize::from(own) + 2 * usize::from(blank) + usize::from(alike));
        // What lies beyond the cut speaks of the article, of another, of none.
        let rival = cx.head_best[other].but(article);
        let beyond = match (cx.head_shares[other][article].0, rival) {
            (own, rival) if own < 0.1 && rival < 0.1 => 0,
            (own, rival) if own < 0.5 * rival => 1,
            (own, rival) if own < rival => 2,
            _ => 3,
        };
        let first = usize::from(matches!(group, Group::CutAfter));
        o.add(Group::Cut, 12 * first + 3 * beyond + joined + usize::from(joined == 1 && blank));
    }
    let first = cx.extents[article].first;
    o.add(
        Group::Dateline,
        usize::from(cx.facts[first].cues.has(Cues::DATELINE)) + 2 * usize::from(place == 0),
    );
    let weakest = parts.iter().map(|shares| shares[article].0).fold(1.0, f32::min);
    o.add(Group::Weakest, 2 * share_bucket(weakest).min(5) + usize::from(pieces > 1));
    let other_best = best.but(article);
    o.add(
        Group::Subject,
        if body > other_best + 0.3 {
            0
        } else if body > other_best {
            1
        } else if body == other_best {
            2
        } else {
            3
        },
    );
    let spread = match spread {
        s if s < 0.3 => 0,
        s if s < 0.9 => 1,
        s if s < 1.9 => 2,
        s if s < 2.9 => 3,
        _ => 4,
    };
    o.add(Group::Spread, 2 * spread + usize::from(near == 0));
    // A stretch that leaves its neighbours without an article beside them.
    let left = usize::from(!run_first) + usize::from(!run_last);
    o.add(Group::Leftover, 4 * left + near.min(3));
}

/// Groups the page: articles with their headlines, captions, credits and bylines.
#[must_use]
pub fn group(cx: &Context, model: &Model) -> Groupings {
    let mut ties = Vec::new();
    let weights: &[f32] = &model.heads;
    visit(cx, |article, from, to, features| {
        let score = features.iter().map(|&f| weights[f as usize]).sum();
        ties.push(Tie { article, from, to, score });
    });
    let mut out = Groupings {
        articles: cx
            .chains
            .articles
            .iter()
            .map(|body| Grouping { body: body.clone(), ..Grouping::default() })
            .collect(),
        ..Groupings::default()
    };
    // The ties of each article, in the order in which they were weighed.
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); cx.chains.articles.len()];
    for (t, tie) in ties.iter().enumerate() {
        of[tie.article].push(t);
    }
    let chosen = choose(&ties, &of, cx.heads.len());
    let mut used = vec![false; cx.heads.len()];
    for (article, tie) in chosen.iter().enumerate() {
        let Some(tie) = tie.map(|t| &ties[t]) else {
            continue;
        };
        out.articles[article].heads = (tie.from..tie.to).map(|k| cx.heads[k]).collect();
        used[tie.from..tie.to].fill(true);
        let own = || of[article].iter().map(|&t| &ties[t]);
        let top = own().map(|t| t.score).fold(f32::MIN, f32::max);
        let odds = |t: &Tie| model::exp(SHARE * (t.score - top));
        out.articles[article].head_confidence = odds(tie) / own().map(odds).sum::<f32>();
    }
    leftover_heads(cx, &mut out, &mut used);
    pictures(cx, &mut out);
    out.ties = ties;
    out
}

/// What a tie's score counts for its confidence, as it was found to be right
/// (docs/accuracy.md).
const SHARE: f32 = 0.85;

/// For every article the tie of greatest regret, each headline piece once.
fn choose(ties: &[Tie], of: &[Vec<usize>], heads: usize) -> Vec<Option<usize>> {
    let best_first = |own: &Vec<usize>| {
        let mut own = own.clone();
        order::sort_by_key(&mut own, |&t| order::descending(ties[t].score));
        own
    };
    let of: Vec<Vec<usize>> = of.iter().map(best_first).collect();
    let mut taken = vec![false; heads];
    let mut chosen: Vec<Option<usize>> = vec![None; of.len()];
    let mut open: Vec<usize> = (0..of.len()).collect();
    // Where in the ties of each article its first and its second choice stand. What is taken
    // stays taken, so both move on and never back.
    let mut choices = vec![(0, 1); of.len()];
    while !open.is_empty() {
        let mut best: Option<(f32, usize, usize)> = None;
        Work::Ties.done(open.len());
        for (at, &article) in open.iter().enumerate() {
            let own = &of[article];
            let gone =
                |&k: &usize| own.get(k).is_some_and(|&t| taken[ties[t].from..ties[t].to].contains(&true));
            let next = |from: usize| (from..).find(|k| !gone(k)).unwrap_or(from);
            let (mut first, mut second) = choices[article];
            if gone(&first) {
                first = next(second);
                second = next(first + 1);
            } else if gone(&second) {
                second = next(second);
            }
            choices[article] = (first, second);
            let Some(&first) = own.get(first) else { continue };
            let second = own.get(second).map_or(f32::MIN / 2.0, |&t| ties[t].score);
            let regret = ties[first].score - second;
            if best.is_none_or(|b| regret > b.0) {
                best = Some((regret, at, first));
            }
        }
        let Some((_, at, tie)) = best else { break };
        chosen[open[at]] = Some(tie);
        taken[ties[tie].from..ties[tie].to].fill(true);
        open.remove(at);
    }
    chosen
}

/// Lines of headlines that no article took. One that stands in a run beside the headline
/// of an article is part of it; one that shares its words with an article goes there;
/// any other stays on its own.
fn leftover_heads(cx: &Context, out: &mut Groupings, used: &mut [bool]) {
    let mut owner: Vec<Option<usize>> = vec![None; cx.heads.len()];
    for (a, article) in out.articles.iter().enumerate() {
        for (k, _) in cx.heads.iter().enumerate().filter(|(_, h)| article.heads.contains(h)) {
            owner[k] = Some(a);
        }
    }
    let share = |k: usize, a: usize| cx.head_shares[k][a].0;
    let pieces = |heads: &[usize]| cx.fragments.display(heads.iter().copied()).len();
    // An article without a headline takes a piece that is nearest to its words, or
    // that stands beside it.
    for k in (0..cx.heads.len()).filter(|&k| !used[k]).collect::<Vec<_>>() {
        let shares: Vec<f32> = (0..out.articles.len()).map(|a| share(k, a)).collect();
        let best = (0..shares.len()).max_by(|&x, &y| shares[x].total_cmp(&shares[y]).then(y.cmp(&x)));
        let lines = cx.head_lines(k);
        let (from, to) = (lines[0], lines.last().copied().unwrap_or(lines[0]));
        let free = |a: &usize| out.articles[*a].heads.is_empty();
        let beside = || (0..shares.len()).filter(free).find(|&a| cx.place(from, to, a) < 2);
        let chosen = best.filter(|&a| shares[a] >= 0.12 && free(&a)).or_else(|| {
            let only = !(0..cx.heads.len()).any(|other| other != k && cx.runs[other] == cx.runs[k]);
            let alone = best.is_none_or(|a| shares[a] < 0.3 || only && !free(&a));
            beside().filter(|_| alone)
        });
        if let Some(a) = chosen
            && cx.spread_of(lines) < 3.0
        {
            owner[k] = Some(a);
            used[k] = true;
            out.articles[a].heads.push(cx.heads[k]);
        }
    }
    let goes_on = |one: usize, other: usize| {
        let line = |k: usize| cx.head_lines(k)[0];
        let (above, below) = (line(one.min(other)), line(one.max(other)));
        below == above + 1 && cx.goes_on(above, below)
    };
    // Outwards from the headlines that are decided.
    for _ in 0..MAX_LINES {
        for k in 0..cx.heads.len() {
            if used[k] {
                continue;
            }
            let beside = |other: Option<usize>| {
                other
                    .filter(|&o| o < cx.heads.len() && cx.runs[o] == cx.runs[k])
                    .and_then(|o| owner[o].map(|a| (o, a)))
            };
            let near = |&(o, a): &(usize, usize)| {
                let later = k.max(o);
                let joined = cx.facts[cx.head_lines(later)[0]].blanks == 0;
                share(k, a) + if joined { 0.3 } else { 0.0 }
                    - if pieces(&out.articles[a].heads) > 2 { 0.5 } else { 0.0 }
            };
            let (before, after) = (beside(k.checked_sub(1)), beside(Some(k + 1)));
            let chosen = match (before, after) {
                (Some(b), Some(a)) => Some(if near(&a) > near(&b) { a } else { b }),
                (one, other) => one.or(other),
            };
            if let Some((beside, article)) = chosen
                && pieces(&out.articles[article].heads) < MAX_PIECES - 1
                && cx.spread_of(cx.head_lines(k)) < 3.0
                && (share(k, article) >= 0.2 || beside < k && cx.is_kicker(beside) || goes_on(beside, k))
            {
                owner[k] = Some(article);
                used[k] = true;
                out.articles[article].heads.push(cx.heads[k]);
                order::sort(&mut out.articles[article].heads);
            }
        }
    }
    for k in (0..cx.heads.len()).filter(|&k| !used[k]) {
        // A section's name shares its words with several articles, a headline with one.
        let mut shares: Vec<(f32, usize)> = (0..out.articles.len()).map(|a| (share(k, a), a)).collect();
        order::sort_by_key(&mut shares, |x| order::descending(x.0));
        let second = shares.get(1).map_or(0.0, |s| s.0);
        // An article that has no more than a clause of its own text is without its headline.
        let clause = |article: usize| {
            let own = (0..cx.heads.len()).filter(|&k| owner[k] == Some(article));
            let (count, least) =
                own.fold((0, 1f32), |(count, least), k| (count + 1, least.min(share(k, article))));
            (1..=2).contains(&count) && least >= 0.75
        };
        match shares.first() {
            Some(&(found, article))
                if (found >= 0.45 || found >= 0.2 && clause(article))
                    && second < 0.8 * found
                    && pieces(&out.articles[article].heads) < MAX_PIECES =>
            {
                let heads = &mut out.articles[article].heads;
                heads.push(cx.heads[k]);
                order::sort(heads);
            }
            _ => out.rest.push(cx.heads[k]),
        }
    }
}

/// Gives pieces that one article has besides its headline to another that lacks one, or has
/// a clause of its own text alone. A piece goes there whose words are more of that article,
/// or that stands right above it and has little of its own article.
///
/// It is asked when all articles are known: until then, one without a headline is likely
/// the rest of another.
pub fn hand_over(cx: &Context, out: &mut Groupings) {
    const FEWEST: usize = 4;
    const MUCH: f32 = 0.4;
    const SOME: f32 = 0.25;
    const LITTLE: f32 = 0.4;
    const CLAUSE: f32 = 0.75;
    let share = |piece: &[usize], a: usize| {
        piece.iter().map(|&k| cx.head_shares[k][a].0).sum::<f32>() / piece.len() as f32
    };
    // A piece begins where its label says so, or where the print is another.
    let copies = |k: usize| cx.lines[cx.head_lines(k)[0]].copies;
    let begins = |k: usize| !cx.is_on(k) || k > 0 && copies(k) != copies(k - 1);
    let number = |head: &usize| cx.heads.binary_search(head).ok();
    let mut heads_of: Vec<Vec<usize>> =
        out.articles.iter().map(|article| article.heads.iter().filter_map(number).collect()).collect();
    heads_of.iter_mut().for_each(order::sort);
    for b in 0..out.articles.len() {
        let own = heads_of[b].clone();
        if cx.own_runs[b].is_some() || own.len() > 2 || own.iter().any(|&k| cx.head_shares[k][b].0 < CLAUSE) {
            continue;
        }
        let mut best: Option<(f32, usize, Vec<usize>)> = None;
        for a in (0..out.articles.len()).filter(|&a| a != b && cx.own_runs[a].is_none()) {
            let heads = &heads_of[a];
            let pieces = heads.chunk_by(|&k, &next| next == k + 1 && !begins(next));
            // A label may have joined its first or last line to the rest.
            let whole = |k: usize, joint: usize| {
                let (own, joint) = (&cx.facts[cx.head_lines(k)[0]], &cx.facts[cx.head_lines(joint)[0]]);
                let phrase = own.count >= FEWEST && !own.unopened && !own.unclosed && !own.bound;
                phrase && !joint.bound && !joint.word && joint.joint.is_none_or(|n| n == 0)
            };
            let last = heads.chunks(1).next_back().filter(|end| whole(end[0], end[0]));
            let first = heads.chunks(1).next().filter(|end| heads.get(1).is_some_and(|&k| whole(end[0], k)));
            for piece in pieces.chain(last).chain(first).filter(|piece| piece.len() < heads.len()) {
                let (mine, other) = (share(piece, a), share(piece, b));
                if mine >= LITTLE || other < SOME || other < 2.0 * mine {
                    continue;
                }
                let (from, to) = (cx.head_lines(piece[0])[0], cx.head_lines(piece[piece.len() - 1])[0]);
                let (place, rival) = (cx.place(from, to, b), cx.place(from, to, a));
                let ends = |k: usize| heads.get(k).is_none_or(|&k| begins(k));
                let at = heads.iter().position(|&k| k == piece[0]).unwrap_or_default();
                let cut = ends(at) && ends(at + piece.len());
                let beside = own.is_empty() && place < 2 && (place == 0) == (at > 0) && rival != place;
                let more = cut && other >= MUCH || beside;
                if more && best.as_ref().is_none_or(|found| other > found.0) {
                    best = Some((other, a, piece.to_vec()));
                }
            }
        }
        let Some((_, a, piece)) = best else { continue };
        heads_of[a].retain(|k| !piece.contains(k));
        heads_of[b].extend(piece);
        order::sort(&mut heads_of[b]);
        for article in [a, b] {
            out.articles[article].heads = heads_of[article].iter().map(|&k| cx.heads[k]).collect();
        }
    }
}

/// Captions, credits and bylines go to articles; furniture stays.
fn pictures(cx: &Context, out: &mut Groupings) {
    let mut home: Vec<Option<usize>> = vec![None; cx.fragments.pieces.len()];
    for (p, piece) in cx.fragments.pieces.iter().enumerate() {
        let (first, last) = (piece.lines[0], piece.lines.last().copied().unwrap_or(piece.lines[0]));
        let before = (0..first).rev().find_map(|l| cx.article_of[l]);
        let after = (last + 1..cx.lines.len()).find_map(|l| cx.article_of[l]);
        let article = match piece.kind {
            Label::Head | Label::Furniture => continue,
            Label::Caption => caption_home(cx, piece, before, after),
            Label::Byline => {
                let follows_head =
                    p > 0 && cx.fragments.pieces[p - 1].lines.last() == first.checked_sub(1).as_ref();
                let follows_body =
                    first > 0 && cx.article_of[first - 1].is_some() && cx.facts[first].blanks == 0;
                let leads_body = cx.article_of.get(last + 1).is_some_and(Option::is_some);
                let owner = |piece: usize| out.articles.iter().position(|a| a.heads.contains(&piece));
                if leads_body && !follows_body {
                    after
                } else if follows_head && let Some(owner) = owner(p - 1) {
                    Some(owner)
                } else if follows_body {
                    before
                } else {
                    after.or(before)
                }
            }
            _ => {
                let near = |q: usize| {
                    let other = &cx.fragments.pieces[q];
                    other.kind == Label::Caption && home[q].is_some()
                };
                let caption = p.checked_sub(1).filter(|&q| {
                    near(q) && cx.fragments.pieces[q].lines.last().is_some_and(|&l| l + 2 > first)
                });
                caption.and_then(|q| home[q]).or(before).or(after)
            }
        };
        home[p] = article;
        match (article, piece.kind) {
            (None, _) => out.rest.push(p),
            (Some(a), Label::Caption) => out.articles[a].captions.push(p),
            (Some(a), Label::Byline) => out.articles[a].bylines.push(p),
            (Some(a), _) => out.articles[a].credits.push(p),
        }
    }
    out.rest
        .extend((0..cx.fragments.pieces.len()).filter(|&p| cx.fragments.pieces[p].kind == Label::Furniture));
    for article in &mut out.articles {
        order::sort(&mut article.captions);
    }
    order::sort(&mut out.rest);
}

/// The article whose words a caption shares most; its neighbours have an advantage.
fn caption_home(cx: &Context, piece: &Piece, before: Option<usize>, after: Option<usize>) -> Option<usize> {
    let shares = cx.overlaps(piece.lines.iter().copied());
    let score = |a: usize| {
        let near = if before == Some(a) {
            0.12
        } else if after == Some(a) {
            0.1
        } else {
            0.0
        };
        shares[a].0 + near
    };
    (0..cx.chains.articles.len())
        .map(|a| (score(a), a))
        .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
        .map(|x| x.1)
}
