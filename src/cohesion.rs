//! Cohesion: how much the words of fragments, of whole columns and of headlines have
//! in common.
//!
//! A word is a pair of characters side by side. One that stands in few places ties
//! these together, one that stands everywhere says nothing. The pairs of the page are
//! collected once and asked by fragment, by column and by headline.

use crate::chars;
use crate::facts::{Facts, NO_PAIR};
use crate::fragments::Fragments;
use crate::lines::Line;
use crate::places::Places;

/// Units further apart than this are not compared.
pub const REACH: usize = 40;

/// Pairs in more fragments, and in more columns, than this tell nothing.
const COMMON: usize = 12;
const COMMON_COLUMNS: usize = 4;

/// The first of the common Chinese characters, and how many there are.
const FIRST_HAN: u32 = 0x4e00;
const COMMON_HAN: u32 = 0x5200;

/// Past this many fragments a pair is not counted any further.
const MOST: usize = 32;

/// The pairs of a page's running text and where they stand.
pub struct Words {
    places: Places,
    /// Pairs of each fragment.
    sizes: Vec<f32>,
}

/// The pairs of a line that are words.
fn pairs<'a>(line: &'a Line, facts: &'a Facts) -> impl Iterator<Item = u32> + use<'a> {
    let words = line.glyphs.iter().zip(&facts.pairs);
    words.filter(|&(g, &pair)| pair != NO_PAIR && !chars::is_digit(g.ch)).map(|(_, &pair)| pair)
}

impl Words {
    /// Collects the pairs of all fragments.
    #[must_use]
    pub fn new(lines: &[Line], facts: &[Facts], fragments: &Fragments) -> Self {
        let glyphs = lines.iter().map(|l| l.glyphs.len()).sum();
        let mut places = Places::new(glyphs, MOST);
        let mut sizes = vec![0f32; fragments.body.len()];
        for (k, fragment) in fragments.body.iter().enumerate() {
            for &l in &fragment.lines {
                for pair in pairs(&lines[l], &facts[l]) {
                    sizes[k] += 1.0;
                    places.note(pair, k as u32);
                }
            }
        }
        Words { places, sizes }
    }

    /// What every two fragments share.
    #[must_use]
    pub fn of_fragments(&self) -> Cohesion {
        let held = self.places.all().filter(|h| h.len() > 1 && h.len() <= COMMON);
        Cohesion::new(held, &self.sizes)
    }

    /// What every two columns share, given the column of each fragment.
    #[must_use]
    pub fn of_columns(&self, column_of: &[usize]) -> Cohesion {
        let mut sizes = vec![0f32; column_of.last().map_or(0, |c| c + 1)];
        for (size, &column) in self.sizes.iter().zip(column_of) {
            sizes[column] += size;
        }
        let mut columns: Vec<u32> = Vec::with_capacity(MOST);
        let mut out = Cohesion::empty(sizes.len());
        for held in self.places.all().filter(|h| h.len() > 1 && h.len() <= MOST) {
            columns.clear();
            columns.extend(held.iter().map(|&f| column_of[f as usize] as u32));
            columns.dedup();
            if columns.len() > 1 && columns.len() <= COMMON_COLUMNS {
                out.add(&columns);
            }
        }
        out.finish(&sizes);
        out
    }

    /// The share of a line's pairs that stand in any of some fragments.
    #[must_use]
    pub fn share(&self, line: &Line, facts: &Facts, fragments: impl Iterator<Item = usize>) -> f32 {
        let asked: Vec<u32> = fragments.map(|f| f as u32).collect();
        let (mut found, mut all) = (0, 0);
        for pair in pairs(line, facts) {
            let held = self.places.of(pair);
            all += 1;
            found += usize::from(held.iter().any(|f| asked.contains(f)));
        }
        if all > 0 { found as f32 / all as f32 } else { 0.0 }
    }

    /// For a headline piece the share of its pairs that stand in each fragment, those
    /// weighing less that stand in several.
    fn shares(&self, lines: &[Line], facts: &[Facts], piece: &[usize], out: &mut [f32]) {
        let mut total = 0f32;
        for pair in piece.iter().flat_map(|&l| pairs(&lines[l], &facts[l])) {
            let held = self.places.of(pair);
            let weight = if held.len() > 1 { 1.2 / held.len() as f32 } else { 1.0 };
            total += weight;
            if held.len() <= MOST {
                for &f in held {
                    out[f as usize] += weight;
                }
            }
        }
        for share in out {
            *share /= total.max(1.0);
        }
    }
}

/// What every two fragments share in single characters. Less telling than words, but a
/// misread character spoils two pairs and one of these.
#[must_use]
pub fn of_characters(lines: &[Line], fragments: &Fragments) -> Cohesion {
    let mut sizes = vec![0f32; fragments.body.len()];
    if sizes.len() < 2 {
        return Cohesion::new(std::iter::empty(), &sizes);
    }
    let mut places = Places::new(COMMON_HAN as usize, MOST);
    for (k, fragment) in fragments.body.iter().enumerate() {
        let glyphs = fragment.lines.iter().flat_map(|&l| &lines[l].glyphs);
        for glyph in glyphs.filter(|g| chars::is_common_han(g.ch)) {
            sizes[k] += 1.0;
            places.note(glyph.ch as u32 - FIRST_HAN, k as u32);
        }
    }
    Cohesion::new(places.all().filter(|h| h.len() > 1 && h.len() <= COMMON), &sizes)
}

/// How much the words of two units have in common.
pub struct Cohesion {
    /// For each unit what it shares with those from `REACH` before to `REACH` behind.
    near: Vec<f32>,
    best: Vec<f32>,
}

const BAND: usize = 2 * REACH + 1;

impl Cohesion {
    fn empty(units: usize) -> Self {
        Cohesion { near: vec![0.0; units * BAND], best: vec![0.0; units] }
    }

    fn new<'a>(held: impl Iterator<Item = &'a [u32]>, sizes: &[f32]) -> Self {
        let mut out = Cohesion::empty(sizes.len());
        for units in held {
            out.add(units);
        }
        out.finish(sizes);
        out
    }

    /// Notes that the units share a pair.
    fn add(&mut self, units: &[u32]) {
        let weight = 1.0 / (units.len() as f32 - 1.0);
        for (i, &a) in units.iter().enumerate() {
            for &b in &units[i + 1..] {
                let (a, b) = (a as usize, b as usize);
                if b - a > REACH {
                    break;
                }
                self.near[a * BAND + REACH + b - a] += weight;
                self.near[b * BAND + REACH + a - b] += weight;
            }
        }
    }

    /// Relates what was shared to the units' sizes.
    fn finish(&mut self, sizes: &[f32]) {
        for (k, row) in self.near.chunks_mut(BAND).enumerate() {
            for (i, value) in row.iter_mut().enumerate().filter(|(_, v)| **v > 0.0) {
                *value *= 10.0 / (20.0 + sizes[k].min(sizes[k + i - REACH]));
            }
            self.best[k] = row.iter().copied().fold(0.0, f32::max);
        }
    }

    /// What two units share.
    #[must_use]
    pub fn of(&self, a: usize, b: usize) -> f32 {
        if a.abs_diff(b) > REACH { 0.0 } else { self.near[a * BAND + REACH + b - a] }
    }

    /// The most that a unit shares with any.
    #[must_use]
    pub fn best(&self, unit: usize) -> f32 {
        self.best[unit]
    }
}

/// Which fragments headlines speak of.
///
/// A headline repeats words of its lead, wherever the extractor put it. So a fragment
/// that a headline speaks of before all others is likely a lead, and two fragments that
/// one headline speaks of are likely of one article.
pub struct Headings {
    /// Number of headline pieces.
    heads: usize,
    /// Fragment by fragment, the share of each piece's words that stand in it.
    shares: Vec<f32>,
    /// For each piece the highest of its shares.
    best: Vec<f32>,
    /// For each fragment the piece that speaks of it most and of no fragment more.
    claims: Vec<Option<usize>>,
    /// For each fragment the pieces that stand right above it, `from..to`.
    above: Vec<(usize, usize)>,
}

/// What the headline pieces right above a fragment have to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Above {
    /// There are none.
    Missing,
    /// They speak of no fragment.
    Silent,
    /// They speak of others.
    Others,
    /// They speak of it among others.
    Also,
    /// They speak of it most.
    Most,
}

impl Headings {
    /// Reads the headline pieces of a page.
    #[must_use]
    pub fn new(words: &Words, lines: &[Line], facts: &[Facts], fragments: &Fragments) -> Self {
        let n = fragments.body.len();
        let pieces = fragments.display(fragments.heads());
        let heads = pieces.len();
        let mut shares = vec![0f32; n * heads];
        let mut best = vec![0f32; heads];
        let mut claims: Vec<Option<usize>> = vec![None; n];
        let mut row = vec![0f32; n];
        for (h, piece) in pieces.iter().enumerate() {
            row.fill(0.0);
            words.shares(lines, facts, piece, &mut row);
            best[h] = row.iter().copied().fold(0.0, f32::max);
            for (b, &share) in row.iter().enumerate().filter(|(_, s)| **s > 0.0) {
                shares[b * heads + h] = share;
                let rival = claims[b].map_or(0.0, |other: usize| shares[b * heads + other]);
                if share >= NEARLY * best[h] && share > rival {
                    claims[b] = Some(h);
                }
            }
        }
        let mut from = 0;
        let above = fragments.body.iter().map(|fragment| {
            let to = pieces.partition_point(|piece| piece[0] < fragment.lines[0]);
            (std::mem::replace(&mut from, to), to)
        });
        let above = above.collect();
        Headings { heads, shares, best, claims, above }
    }

    /// The shares of all pieces in a fragment.
    fn row(&self, fragment: usize) -> &[f32] {
        &self.shares[fragment * self.heads..(fragment + 1) * self.heads]
    }

    /// The share of the piece that speaks of this fragment before all others; 0 if there
    /// is none.
    #[must_use]
    pub fn claim(&self, b: usize) -> f32 {
        self.claims[b].map_or(0.0, |h| self.row(b)[h])
    }

    /// How much the piece that claims `b` speaks of `a`, in parts of what it says of `b`.
    #[must_use]
    pub fn claim_shared(&self, a: usize, b: usize) -> Option<f32> {
        self.claims[b].map(|h| self.row(a)[h] / self.row(b)[h])
    }

    /// How much any one piece speaks of both.
    #[must_use]
    pub fn both(&self, a: usize, b: usize) -> f32 {
        // Plain comparisons: `min` and `max` are calls in WebAssembly, for the sake of NaN.
        let lesser = |(&a, &b): (&f32, &f32)| if a < b { a } else { b };
        self.row(a).iter().zip(self.row(b)).map(lesser).fold(0.0, |most, x| if x > most { x } else { most })
    }

    /// What the pieces right above a fragment have to do with it.
    #[must_use]
    pub fn above(&self, b: usize) -> Above {
        let (from, to) = self.above[b];
        let one = |h: usize| match (self.row(b)[h], self.best[h]) {
            (_, best) if best < 0.1 => Above::Silent,
            (own, best) if own < 0.3 * best => Above::Others,
            (own, best) if own < NEARLY * best => Above::Also,
            _ => Above::Most,
        };
        (from..to).map(one).max().unwrap_or(Above::Missing)
    }
}

/// Sums that should be equal may differ in their last bits.
const NEARLY: f32 = 0.999;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::fragments::{Fragment, Piece};
    use crate::labels::Label;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    /// Lines of running text are fragments of their own; those after `#` are headlines.
    fn read(text: &str) -> (Vec<Line>, Vec<Facts>, Fragments) {
        let lines = lines::lines(source::read(&text.replace('#', ""), &Options::default()).lines);
        let mut fragments = Fragments::default();
        for (k, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                fragments.pieces.push(Piece { kind: Label::Head, lines: vec![k], on: false });
            } else {
                fragments.body.push(Fragment { lines: vec![k], open: false, subhead: false });
            }
        }
        let facts = facts::facts(&lines).0;
        (lines, facts, fragments)
    }

    #[test]
    fn rare_pairs_tie_fragments_together() {
        let (lines, facts, fragments) =
            read("青石桥昨日修好通车。\n果园里的梨子熟了。\n青石桥建于百年之前。\n湖上的冰化了。");
        let cohesion = Words::new(&lines, &facts, &fragments).of_fragments();
        assert!(cohesion.of(0, 2) > 0.0 && cohesion.of(0, 2) == cohesion.of(2, 0));
        assert_eq!((cohesion.of(0, 1), cohesion.of(1, 3)), (0.0, 0.0));
        assert!(cohesion.best(0) == cohesion.of(0, 2) && cohesion.best(3) == 0.0);
    }

    #[test]
    fn columns_share_what_their_fragments_share() {
        let (lines, facts, fragments) = read("青石桥通车。\n梨子熟了。\n湖上的冰化了。\n青石桥已老。");
        let words = Words::new(&lines, &facts, &fragments);
        let columns = words.of_columns(&[0, 0, 1, 1]);
        assert!(columns.of(0, 1) > 0.0);
        assert_eq!(words.of_columns(&[0, 0, 0, 0]).best(0), 0.0);
    }

    #[test]
    fn a_headline_claims_the_fragment_that_it_speaks_of() {
        let (lines, facts, fragments) = read(
            "#果园梨子丰收\n青石桥昨日修好通车。\n青石桥建于百年之前。\n果园里梨子丰收在望。\n#青石桥修好通车\n湖上的冰化了。",
        );
        let headings = Headings::new(&Words::new(&lines, &facts, &fragments), &lines, &facts, &fragments);
        assert!(headings.claim(0) > 0.5 && headings.claim(2) > 0.5);
        assert_eq!((headings.claim(1), headings.claim(3)), (0.0, 0.0));
        assert!(headings.both(0, 1) > 0.0 && headings.both(0, 2) == 0.0);
        let shared = headings.claim_shared(1, 0).unwrap_or_default();
        assert!(shared > 0.0 && shared < 1.0);
        assert_eq!(headings.above(0), Above::Others);
        assert_eq!(headings.above(1), Above::Missing);
    }
}
