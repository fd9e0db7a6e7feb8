//! Rows: the lines of the input as ink and gaps at positions across the page.

use std::ops::RangeInclusive;

use crate::chars::{self, EM};
use crate::source::SourceLine;

/// How characters count on the way along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Full-width 2, half-width 1.
    Halves,
    /// The same, but marks that Western fonts have as well are 1.
    NarrowMarks,
    /// Every character 1, as some extractors pad their lines.
    Characters,
}

impl Unit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Unit::Halves => "halves",
            Unit::NarrowMarks => "halves-narrow-marks",
            Unit::Characters => "characters",
        }
    }

    pub(super) fn width(self, ch: char) -> u32 {
        match self {
            Unit::Characters => 1,
            Unit::NarrowMarks if matches!(ch, '\u{b0}'..='\u{d7}' | '\u{2010}'..='\u{2e7f}') => 1,
            _ => chars::width(ch) / 2,
        }
    }

    /// Where a position stands behind white space.
    pub(super) fn behind(self, x: u32, space: char) -> u32 {
        match space {
            '\t' => (x / 8 + 1) * 8,
            '\u{3000}' | '\u{2003}' | '\u{2001}' if self != Unit::Characters => x + 2,
            space if chars::is_invisible(space) => x,
            _ => x + 1,
        }
    }
}

/// White space inside a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// The glyph behind it.
    pub(super) glyph: usize,
    /// Its cells.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Whether it is a run of spaces.
    pub(super) run: bool,
    /// Whether the line is cut here.
    pub(super) cut: bool,
}

/// A line of the input with the position of every glyph.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its number on the page, empty lines counted.
    pub(super) y: u32,
    /// Where each glyph begins and ends.
    pub(super) cells: Vec<(u32, u32)>,
    pub(super) gaps: Vec<Gap>,
}

impl Row {
    pub(super) fn new(line: &SourceLine, y: u32, units: &[u16], unit: Unit) -> Self {
        let mut row = Row { y, cells: Vec::with_capacity(line.glyphs.len()), gaps: Vec::new() };
        let white = |at: usize| {
            let ch = char::from_u32(u32::from(units[at])).unwrap_or('\0');
            (ch.is_whitespace() && !chars::is_line_break(ch) || chars::is_invisible(ch)).then_some(ch)
        };
        let first = line.glyphs.first().map_or(0, |g| g.at as usize);
        let mut at = (0..first).rev().take_while(|&at| white(at).is_some()).last().unwrap_or(first);
        let mut x = 0;
        for (k, glyph) in line.glyphs.iter().enumerate() {
            let from = x;
            let mut spaces = 0;
            for space in (at..glyph.at as usize).filter_map(white) {
                x = unit.behind(x, space);
                spaces += u32::from(!chars::is_invisible(space));
            }
            if k > 0 && x > from {
                let run = spaces > 1 || x > from + 2;
                row.gaps.push(Gap { glyph: k, from, to: x, run, cut: false });
            }
            let end = x + unit.width(glyph.ch);
            row.cells.push((x, end));
            x = end;
            at = glyph.end() as usize;
        }
        if row.gaps.len() > MOST_GAPS {
            row.gaps.clear();
        }
        row
    }

    /// Finds its gaps again when glyphs were moved.
    pub(super) fn find_gaps(&mut self) {
        let old = std::mem::take(&mut self.gaps);
        for glyph in 1..self.cells.len() {
            let (from, to) = (self.cells[glyph - 1].1, self.cells[glyph].0);
            if to > from {
                let run = to > from + 2 || old.iter().any(|g| g.to == to && g.run);
                self.gaps.push(Gap { glyph, from, to, run, cut: false });
            }
        }
        if self.gaps.len() > MOST_GAPS {
            self.gaps.clear();
        }
    }

    /// The glyphs between its runs of spaces, from the first to one past the last.
    pub(super) fn runs(&self) -> Vec<(usize, usize)> {
        let mut from = 0;
        let ends = self.gaps.iter().filter(|g| g.run).map(|g| g.glyph).chain([self.cells.len()]);
        ends.map(|to| (std::mem::replace(&mut from, to), to)).filter(|run| run.1 > run.0).collect()
    }

    /// The run of glyphs that begins in a place, from the first to one past the last.
    pub(super) fn run_in(&self, place: RangeInclusive<u32>) -> Option<(usize, usize)> {
        let first = self.cells.partition_point(|c| c.0 < *place.start());
        let near = (first..self.cells.len()).take_while(|&k| place.contains(&self.cells[k].0));
        let gap = |glyph: usize| self.gaps.partition_point(|g| g.glyph < glyph);
        let run = |glyph: usize| self.gaps.get(gap(glyph)).is_some_and(|g| g.glyph == glyph && g.run);
        let from = near.into_iter().find(|&k| k == 0 || run(k))?;
        let to = self.gaps[gap(from + 1)..].iter().find(|g| g.run).map_or(self.cells.len(), |g| g.glyph);
        Some((from, to))
    }

    /// The glyphs between its cuts, from the first to one past the last.
    pub(super) fn stretches(&self) -> Vec<(usize, usize)> {
        let mut from = 0;
        let ends = self.gaps.iter().filter(|g| g.cut).map(|g| g.glyph).chain([self.cells.len()]);
        ends.map(|to| (std::mem::replace(&mut from, to), to)).collect()
    }

    /// The cells that it stretches over.
    pub(super) fn extent(&self) -> (u32, u32) {
        (self.cells.first().map_or(0, |c| c.0), self.cells.last().map_or(0, |c| c.1))
    }

    /// Whether a glyph begins at a place with white space before it.
    pub(super) fn begins(&self, x: u32) -> bool {
        self.cells.first().is_some_and(|c| c.0 == x && x > 0)
            || self.gaps.binary_search_by_key(&x, |g| g.to).is_ok()
    }

    /// How many cells from `from` to `to` hold something.
    pub(super) fn ink(&self, from: u32, to: u32) -> u32 {
        let first = self.cells.partition_point(|c| c.1 <= from);
        self.cells[first..].iter().take_while(|c| c.0 < to).map(|c| c.1.min(to) - c.0.max(from)).sum()
    }

    /// Whether text runs through a place where a column might begin, and does not end
    /// right behind it.
    pub(super) fn runs_through(&self, x: u32) -> bool {
        let at = self.gaps.partition_point(|g| g.to <= x);
        let pushed = self.gaps.get(at).is_some_and(|g| g.to <= x + PUSHED);
        !pushed && self.ink(x.saturating_sub(1), x + 1) == 2
    }

    /// Whether it goes on with a gutter: `None` where it has nothing to say.
    pub(super) fn agrees(&self, gap: &Gap) -> Option<bool> {
        let (left, right) = self.extent();
        if self.begins(gap.to) {
            return Some(true);
        }
        if left >= gap.to || right <= gap.from {
            return None;
        }
        Some(self.ink(gap.from, gap.to) < gap.to - gap.from)
    }
}

/// A line with more gaps is no line of columns: a paragraph of words on one line.
const MOST_GAPS: usize = 256;

/// Where lines have more gutters than this on average, they hold cells.
pub(super) const MOST_COLUMNS: usize = 12;

/// Fewer lines than this with white space inside are no columns.
pub(super) const FEWEST_ROWS: usize = 4;

/// How many lines either way are asked about a gutter.
pub(super) const REACH: usize = 8;

/// How far the first line of a paragraph is indented, at most.
pub(super) const INDENT: u32 = 6;

/// A piece sees another above it over at most so many lines.
pub(super) const SIGHT: u32 = 9;

pub(super) fn rows(lines: &[SourceLine], units: &[u16], unit: Unit) -> Vec<Row> {
    let mut y = 0;
    lines
        .iter()
        .map(|line| {
            y += 1 + line.blanks;
            Row::new(line, y, units, unit)
        })
        .collect()
}

/// A line that begins so far right stands in another column than the first.
pub(super) const FAR: u32 = 12;

/// How often a gap ends where one of a line shortly before it ends.
pub(super) fn aligned(rows: &[Row]) -> usize {
    let width = rows.iter().map(|r| r.extent().1).max().unwrap_or(0) as usize;
    let mut last = vec![0usize; width + 1];
    let mut count = 0;
    for (at, row) in (1..).zip(rows) {
        let mut found = 0;
        let far = row.extent().0;
        for x in row.gaps.iter().map(|g| g.to).chain((far >= FAR).then_some(far)) {
            let seen = std::mem::replace(&mut last[x as usize], at);
            found += usize::from(seen > 0 && seen + REACH > at);
        }
        count += found;
    }
    count
}

/// How many lines further down a step of double print may stand.
const STEP: usize = 3;

/// Puts headlines together whose double print comes as steps, each beginning with a copy of
/// the glyph that the one above ends with, right below it. Nothing is said of other text.
pub(super) fn join_steps(rows: &mut Vec<Row>, lines: &[SourceLine]) -> Option<Vec<SourceLine>> {
    let mut out: Option<Vec<SourceLine>> = None;
    for at in 0..rows.len() {
        let ends: Vec<usize> = rows[at].runs().into_iter().map(|run| run.1).collect();
        // The last first: what is put in moves nothing that is still to come.
        for mut end in ends.into_iter().rev() {
            let mut edge = rows[at].cells.get(end - 1).map_or(0, |c| c.1);
            let mut below = at + 1;
            while below < rows.len().min(at + 1 + STEP * STEP) && rows[below].y <= rows[at].y + SIGHT {
                let own = out.as_deref().unwrap_or(lines);
                let Some(&(_, right)) = rows[at].cells.get(end - 1) else { break };
                let free = rows[at].cells.get(end).map_or(u32::MAX, |c| c.0);
                let last = own[at].glyphs[end - 1].ch;
                let step = |&(from, to): &(usize, usize)| {
                    let (cells, glyphs) = (&rows[below].cells, &own[below].glyphs[from..to]);
                    right + cells[to - 1].1 - cells[from].0 < free
                        && glyphs[0].ch == last
                        && glyphs.windows(2).any(|g| g[0].ch == g[1].ch)
                };
                let near = edge.saturating_sub(STEP as u32)..=edge + STEP as u32;
                let found = chars::is_common_han(last).then(|| rows[below].run_in(near)).flatten();
                let Some((from, to)) = found.filter(step) else {
                    below += 1;
                    continue;
                };
                let out = out.get_or_insert_with(|| lines.to_vec());
                let glyphs: Vec<_> = out[below].glyphs.drain(from..to).collect();
                let cells: Vec<_> = rows[below].cells.drain(from..to).collect();
                let left = cells[0].0;
                edge = cells[cells.len() - 1].1;
                out[at].glyphs.splice(end..end, glyphs);
                rows[at]
                    .cells
                    .splice(end..end, cells.iter().map(|c| (c.0 - left + right, c.1 - left + right)));
                end += to - from;
                rows[at].find_gaps();
                rows[below].find_gaps();
                below += 1;
            }
        }
    }
    let out = out?;
    let kept = rows.iter().zip(out).filter(|(row, _)| !row.cells.is_empty()).map(|(_, line)| line).collect();
    rows.retain(|row| !row.cells.is_empty());
    Some(kept)
}

/// How far a line that runs over may push the column behind it to the right.
pub(super) const PUSHED: u32 = 4;

/// The least and the most that a stretch of a line may be wide, in quarter ems: with every
/// mark squeezed and without gaps, and as it stands.
pub(super) fn set(line: &SourceLine, from: usize, to: usize) -> (u32, u32) {
    let (mut least, mut most) = (0, 0);
    for (k, glyph) in line.glyphs[from..to].iter().enumerate() {
        let width = chars::width(glyph.ch);
        let mark = chars::is_squeezable(glyph.ch) || chars::is_open(glyph.ch);
        least += if mark { width.min(EM / 2) } else { width };
        most += width + if k > 0 { u32::from(glyph.gap.min(1)) } else { 0 };
    }
    (least, most)
}
