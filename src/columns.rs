//! Columns that stand side by side on the lines of the input, taken apart.
//!
//! Extractors that keep a page's layout, and many viewers, print two to six columns on
//! one text line and hold them apart by runs of spaces. Rows of unequal leading come
//! interleaved, so that a column's next line may stand one or two lines further down,
//! and headlines over one, two or all columns stand between.
//!
//! A line is cut into *pieces* where white space continues above or below, or where a
//! column of the neighbouring lines begins. A piece goes on with the one piece that it
//! sees right below it, if that one sees no other above: so columns grow down the page,
//! and a headline over several of them ends them, and them alone. Where the distance is
//! more than the column's own row distance, a block ends. Blocks are read band by band,
//! and in a band from column to column. Display type over several columns of an article
//! is then moved to where its first column begins, from top to bottom.
//!
//! Whether columns or the cells of a table stand side by side is told by the words: from
//! line to line of a column words are broken, across a gutter never. Text that shows no
//! broken words down its would-be columns is left as it is: tables, poems, letters set
//! with spaces.

use std::ops::RangeInclusive;

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::chars::{self, EM};
use crate::json::object;
use crate::order;
use crate::source::SourceLine;
use crate::words::{self, PairMap};

/// What was found where columns stood side by side, as plain data.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct SideBySide {
    /// What the positions count: `halves` of an em, `halves-narrow-marks` where marks that
    /// Western fonts have as well count one, or `characters`.
    pub unit: &'static str,
    /// Joins of lines down the columns whose characters make a frequent word, of how many:
    /// `(31, 36)`.
    pub words_down: (u32, u32),
    /// The same across the gutters: `(1, 34)`.
    pub words_across: (u32, u32),
    /// Lines beside others that fill their column and go on in the next line, of how many:
    /// `(30, 33)`.
    pub running: (u32, u32),
    /// The blocks of columns in reading order.
    pub columns: Vec<Column>,
}

/// A stretch of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct Column {
    /// The band across the page that it stands in, from 0.
    pub band: u32,
    /// Its left edge, in the [unit](SideBySide::unit), from 0.
    pub left: u32,
    /// One past its right edge, in the same unit.
    pub right: u32,
    /// Its first line of the input on this page, empty ones counted, from 1.
    pub first: u32,
    /// Its last one, from 1.
    pub last: u32,
    /// How many lines it has, 1 or more.
    pub lines: u32,
}

object!(SideBySide {
    "unit" unit,
    "wordsDown" words_down,
    "wordsAcross" words_across,
    "running" running,
    "columns" columns,
});
object!(Column {
    "band" band,
    "left" left,
    "right" right,
    "first" first,
    "last" last,
    "lines" lines,
});

/// How characters count on the way along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Full-width 2, half-width 1.
    Halves,
    /// The same, but marks that Western fonts have as well are 1.
    NarrowMarks,
    /// Every character 1, as some extractors pad their lines.
    Characters,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Unit::Halves => "halves",
            Unit::NarrowMarks => "halves-narrow-marks",
            Unit::Characters => "characters",
        }
    }

    fn width(self, ch: char) -> u32 {
        match self {
            Unit::Characters => 1,
            Unit::NarrowMarks if matches!(ch, '\u{b0}'..='\u{d7}' | '\u{2010}'..='\u{2e7f}') => 1,
            _ => chars::width(ch) / 2,
        }
    }

    /// Where a position stands behind white space.
    fn behind(self, x: u32, space: char) -> u32 {
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
struct Gap {
    /// The glyph behind it.
    glyph: usize,
    /// Its cells.
    from: u32,
    to: u32,
    /// Whether it is a run of spaces.
    run: bool,
    /// Whether the line is cut here.
    cut: bool,
}

/// A line of the input with the position of every glyph.
#[derive(Debug, Default)]
struct Row {
    /// Its number on the page, empty lines counted.
    y: u32,
    /// Where each glyph begins and ends.
    cells: Vec<(u32, u32)>,
    gaps: Vec<Gap>,
}

impl Row {
    fn new(line: &SourceLine, y: u32, units: &[u16], unit: Unit) -> Self {
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
    fn find_gaps(&mut self) {
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
    fn runs(&self) -> Vec<(usize, usize)> {
        let mut from = 0;
        let ends = self.gaps.iter().filter(|g| g.run).map(|g| g.glyph).chain([self.cells.len()]);
        ends.map(|to| (std::mem::replace(&mut from, to), to)).filter(|run| run.1 > run.0).collect()
    }

    /// The run of glyphs that begins in a place, from the first to one past the last.
    fn run_in(&self, place: RangeInclusive<u32>) -> Option<(usize, usize)> {
        let first = self.cells.partition_point(|c| c.0 < *place.start());
        let near = (first..self.cells.len()).take_while(|&k| place.contains(&self.cells[k].0));
        let gap = |glyph: usize| self.gaps.partition_point(|g| g.glyph < glyph);
        let run = |glyph: usize| self.gaps.get(gap(glyph)).is_some_and(|g| g.glyph == glyph && g.run);
        let from = near.into_iter().find(|&k| k == 0 || run(k))?;
        let to = self.gaps[gap(from + 1)..].iter().find(|g| g.run).map_or(self.cells.len(), |g| g.glyph);
        Some((from, to))
    }

    /// The glyphs between its cuts, from the first to one past the last.
    fn stretches(&self) -> Vec<(usize, usize)> {
        let mut from = 0;
        let ends = self.gaps.iter().filter(|g| g.cut).map(|g| g.glyph).chain([self.cells.len()]);
        ends.map(|to| (std::mem::replace(&mut from, to), to)).collect()
    }

    /// The cells that it stretches over.
    fn extent(&self) -> (u32, u32) {
        (self.cells.first().map_or(0, |c| c.0), self.cells.last().map_or(0, |c| c.1))
    }

    /// Whether a glyph begins at a place with white space before it.
    fn begins(&self, x: u32) -> bool {
        self.cells.first().is_some_and(|c| c.0 == x && x > 0)
            || self.gaps.binary_search_by_key(&x, |g| g.to).is_ok()
    }

    /// How many cells from `from` to `to` hold something.
    fn ink(&self, from: u32, to: u32) -> u32 {
        let first = self.cells.partition_point(|c| c.1 <= from);
        self.cells[first..].iter().take_while(|c| c.0 < to).map(|c| c.1.min(to) - c.0.max(from)).sum()
    }

    /// Whether text runs through a place where a column might begin, and does not end
    /// right behind it.
    fn runs_through(&self, x: u32) -> bool {
        let at = self.gaps.partition_point(|g| g.to <= x);
        let pushed = self.gaps.get(at).is_some_and(|g| g.to <= x + PUSHED);
        !pushed && self.ink(x.saturating_sub(1), x + 1) == 2
    }

    /// Whether it goes on with a gutter: `None` where it has nothing to say.
    fn agrees(&self, gap: &Gap) -> Option<bool> {
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

/// What stands in one column of one line.
#[derive(Debug, Clone)]
struct Piece {
    row: usize,
    /// Its glyphs.
    from: usize,
    to: usize,
    left: u32,
    right: u32,
    /// The left edge of its column, as the lines about it show it.
    edge: u32,
    y: u32,
    /// The piece that it goes on from, and the one that goes on from it.
    above: Option<usize>,
    below: Option<usize>,
    /// Whether a new block begins with it.
    begins: bool,
    /// Whether nothing else stands on its line.
    alone: bool,
    /// Where it stands among the pieces of its line and the lines next to it.
    side: Side,
}

/// Where a piece stands among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Nothing stands beside it.
    Alone,
    /// Something stands right of it, and nothing left.
    Left,
    /// Something stands left of it.
    Right,
}

/// The most lines that are looked at together.
const MOST_ROWS: usize = 2000;
/// A line with more gaps is no line of columns: a paragraph of words on one line.
const MOST_GAPS: usize = 256;
/// Where lines have more gutters than this on average, they hold cells.
const MOST_COLUMNS: usize = 12;
/// Fewer lines than this with white space inside are no columns.
const FEWEST_ROWS: usize = 4;
/// A row of so few glyphs is vertical print; woven columns have one in so many rows.
const LONE_GLYPHS: usize = 3;
const LONE_ROWS: usize = 3;
/// How many lines either way are asked about a gutter, and how many answers are enough.
const REACH: usize = 8;
const ANSWERS: u32 = 3;
/// So wide a gap is a gutter whatever its neighbours say.
const WIDE: u32 = 6;
/// Lines in a row that begin at one place behind single spaces show a gutter.
const NARROW_RUN: usize = 5;
/// How far the first line of a paragraph is indented, at most.
const INDENT: u32 = 6;
/// Running heads and feet stand among so many lines from the top or the bottom.
const OUTERMOST: usize = 2;
/// A piece sees another above it over at most so many lines.
const SIGHT: u32 = 9;

/// Takes columns side by side apart; lines of other pages are given back as they are.
#[must_use]
pub fn apart(lines: Vec<SourceLine>, units: &[u16]) -> (Vec<SourceLine>, Vec<SideBySide>) {
    apart_where(lines, units, &|_| true)
}

/// The same on some pages alone, told by their index; the others are given back unseen.
#[must_use]
pub fn apart_where(
    lines: Vec<SourceLine>,
    units: &[u16],
    asked: &dyn Fn(usize) -> bool,
) -> (Vec<SourceLine>, Vec<SideBySide>) {
    let spaced = |l: &SourceLine| l.indent >= FAR || l.glyphs.iter().skip(1).any(|g| g.gap > 0);
    if lines.iter().filter(|l| spaced(l)).take(FEWEST_ROWS).count() < FEWEST_ROWS {
        return (lines, Vec::new());
    }
    let (mut out, mut found) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut page: Vec<SourceLine> = Vec::new();
    let mut close = |page: &mut Vec<SourceLine>, number: usize| {
        let taken = if asked(number) { take_apart(page, units) } else { None };
        match taken {
            Some((lines, side_by_side)) => {
                page.clear();
                out.extend(lines);
                found.push(side_by_side);
            }
            None => out.append(page),
        }
    };
    let mut number = 0;
    for line in lines {
        let new_page = line.new_page && !page.is_empty();
        if new_page || page.len() >= MOST_ROWS {
            close(&mut page, number);
        }
        number += usize::from(new_page);
        page.push(line);
    }
    close(&mut page, number);
    (out, found)
}

/// Takes one page apart, if columns stand side by side on it.
fn take_apart(lines: &[SourceLine], units: &[u16]) -> Option<(Vec<SourceLine>, SideBySide)> {
    // Where every few rows a glyph of vertical print stands alone, the extractor did not keep
    // the page's layout but wove its columns: `repairs/weave.rs` takes those apart.
    let glyphs = lines.iter().filter(|line| line.glyphs.len() <= LONE_GLYPHS).count();
    if LONE_ROWS * glyphs > lines.len() {
        return None;
    }
    let (unit, mut rows) = [Unit::Halves, Unit::NarrowMarks, Unit::Characters]
        .map(|unit| {
            let rows = rows(lines, units, unit);
            (aligned(&rows), unit, rows)
        })
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .filter(|best| best.0 >= FEWEST_ROWS)
        .map(|best| (best.1, best.2))?;
    let stepped = join_steps(&mut rows, lines);
    let lines = stepped.as_deref().unwrap_or(lines);
    find_gutters(&mut rows);
    if rows.iter().flat_map(|row| &row.gaps).filter(|g| g.cut).count() > MOST_COLUMNS * rows.len() {
        return None;
    }
    // What follows looks at every line's neighbours: only where some gutter was seen.
    if rows.iter().filter(|row| row.gaps.iter().any(|g| g.cut)).count() < FEWEST_ROWS {
        return None;
    }
    cut_behind_full_lines(&mut rows, lines);
    cut_vertical_lines(&mut rows);
    let (mut pieces, mut apart) = pieces(&rows);
    link(&mut pieces, &apart);
    let pairs = Pairs::new(&pieces, lines);
    if join_cells(&mut rows, &pieces, lines, &pairs) {
        (pieces, apart) = self::pieces(&rows);
        link(&mut pieces, &apart);
    }
    let words = Words::count(&pieces, lines, &pairs);
    if !words.tell_columns() {
        return None;
    }
    cut_blocks(&mut pieces, lines);
    let blocks = blocks(&pieces, lines);
    let heads: Vec<u32> = rows.iter().zip(&apart).filter(|r| *r.1).map(|r| r.0.y).collect();
    let (order, bands) = reading_order(&blocks, &heads);
    let blocks = to_their_articles(&pieces, blocks, order.into_iter().zip(bands).collect(), lines);
    let mut out = Vec::with_capacity(pieces.len());
    let mut columns = Vec::with_capacity(blocks.len());
    for (block, band) in &blocks {
        let band = *band;
        columns.push(Column {
            band,
            left: block.left,
            right: block.right,
            first: block.top,
            last: block.bottom,
            lines: block.pieces.len() as u32,
        });
        let body = below_headline(&pieces, &block.pieces, lines);
        // Lines that nothing stands beside keep their empty lines.
        let alone = stands_alone(&pieces, &block.pieces);
        let full = full_width(&pieces, &block.pieces, lines);
        for (n, &piece) in block.pieces.iter().enumerate() {
            let p = &pieces[piece];
            let mut glyphs = lines[p.row].glyphs[p.from..p.to].to_vec();
            if let Some(first) = glyphs.first_mut() {
                first.gap = 0;
            }
            let next = &block.pieces[n + 1..(n + 3).min(block.pieces.len())];
            let near = if next.is_empty() { &block.pieces[n.saturating_sub(2)..n] } else { next };
            let edge = near.iter().map(|&k| pieces[k].left).min().unwrap_or(p.edge).min(p.left);
            // Where lines are padded by characters, a column's edge is pushed about by the
            // lines beside it; but a line goes on with the one before, and is not indented.
            let goes_on = unit == Unit::Characters
                && block.pieces.len() > HEADLINE
                && body.is_none_or(|body| n > body)
                && p.above.is_some_and(|above| runs_on(&pieces[above], full, lines));
            let apart = n == 0 && !out.is_empty() || Some(n) == body;
            let own = if alone { lines[p.row].blanks } else { 0 };
            out.push(SourceLine {
                glyphs,
                indent: if goes_on { 0 } else { indent(p.left - edge, unit) },
                blanks: own.max(u32::from(apart)),
                new_page: false,
                soft: lines[p.row].soft && p.to == lines[p.row].glyphs.len(),
            });
        }
    }
    if let (Some(first), Some(line)) = (out.first_mut(), lines.first()) {
        first.new_page = line.new_page;
        first.blanks = line.blanks;
    }
    Some((
        out,
        SideBySide {
            unit: unit.name(),
            words_down: words.down(),
            words_across: words.across,
            running: words.running(),
            columns,
        },
    ))
}

/// The width that the full lines of a block are set to, in quarter ems.
fn full_width(pieces: &[Piece], block: &[usize], lines: &[SourceLine]) -> u32 {
    let mut widths: Vec<u32> =
        block.iter().map(|&k| set(&lines[pieces[k].row], pieces[k].from, pieces[k].to).1).collect();
    order::sort_by_key(&mut widths, |&w| w.into());
    widths[2 * widths.len() / 3]
}

/// Whether a line breaks off in mid-sentence at the end of its column, so that the next
/// one goes on with it.
fn runs_on(above: &Piece, full: u32, lines: &[SourceLine]) -> bool {
    let last = lines[above.row].glyphs[above.to - 1].ch;
    set(&lines[above.row], above.from, above.to).1 + EM > full
        && (!chars::is_mark(last) || chars::is_pause(last))
}

fn rows(lines: &[SourceLine], units: &[u16], unit: Unit) -> Vec<Row> {
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
const FAR: u32 = 12;

/// How often a gap ends where one of a line shortly before it ends.
fn aligned(rows: &[Row]) -> usize {
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
fn join_steps(rows: &mut Vec<Row>, lines: &[SourceLine]) -> Option<Vec<SourceLine>> {
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

/// Decides which gaps are gutters.
fn find_gutters(rows: &mut [Row]) {
    let cut: Vec<Vec<bool>> = (0..rows.len())
        .map(|at| rows[at].gaps.iter().map(|gap| gap.run && is_gutter(rows, at, gap)).collect())
        .collect();
    for (row, cut) in rows.iter_mut().zip(cut) {
        for (gap, cut) in row.gaps.iter_mut().zip(cut) {
            gap.cut = cut;
        }
    }
    find_narrow_gutters(rows);
    // Where a column begins nearby, a single space may be all that is left of the gutter.
    // What is found tells of lines further down, so it is asked twice.
    for _ in 0..2 {
        let edges = Edges::new(rows);
        let cut: Vec<Vec<bool>> = (0..rows.len())
            .map(|at| rows[at].gaps.iter().map(|gap| gap.cut || is_edge(rows, &edges, at, gap)).collect())
            .collect();
        for (row, cut) in rows.iter_mut().zip(cut) {
            for (gap, cut) in row.gaps.iter_mut().zip(cut) {
                gap.cut = cut;
            }
        }
    }
}

/// The lines next to one, nearest first, on each side.
fn neighbours(rows: &[Row], at: usize) -> [Vec<usize>; 2] {
    let above = (at.saturating_sub(REACH)..at).rev().collect();
    let below = (at + 1..rows.len().min(at + REACH + 1)).collect();
    [above, below]
}

/// Whether white space goes on above or below.
fn is_gutter(rows: &[Row], at: usize, gap: &Gap) -> bool {
    if gap.to - gap.from >= WIDE {
        return true;
    }
    let (mut yes, mut no) = (0, 0);
    for side in neighbours(rows, at) {
        let mut answers = 0;
        for agrees in side.into_iter().filter_map(|k| rows[k].agrees(gap)) {
            yes += u32::from(agrees);
            no += u32::from(!agrees);
            answers += 1;
            if answers == ANSWERS {
                break;
            }
        }
    }
    yes > no
}

/// How far a line that runs over may push the column behind it to the right.
const PUSHED: u32 = 4;

/// Whether a column that begins nearby begins behind this gap, or was pushed behind it
/// by a line before it that ran over.
fn is_edge(rows: &[Row], edges: &Edges, at: usize, gap: &Gap) -> bool {
    (0..=PUSHED).any(|pushed| {
        let Some(x) = gap.to.checked_sub(pushed).filter(|&x| x > 0) else { return false };
        if pushed > 0 {
            let row = &rows[at];
            let from =
                row.gaps.iter().rev().find(|g| g.cut && g.to < gap.to).map_or(row.extent().0, |g| g.to);
            let column = (0..=INDENT).any(|i| from.checked_sub(i).is_some_and(|e| edges.near(at, e) > 1));
            if !column || row.ink(x - 1, gap.from) != (gap.from + 1).saturating_sub(x) {
                return false;
            }
        }
        let not = neighbours(rows, at).iter().flatten().filter(|&&k| rows[k].runs_through(x)).count();
        edges.near(at, x) > usize::from(pushed > 0).max(not) + 1
    })
}

/// The places where pieces begin, each with its lines.
struct Edges {
    rows: Vec<Vec<usize>>,
}

impl Edges {
    fn new(rows: &[Row]) -> Self {
        let width = rows.iter().map(|r| r.extent().1).max().unwrap_or(0) as usize;
        let mut edges = Edges { rows: vec![Vec::new(); width + 1] };
        for (at, row) in rows.iter().enumerate() {
            let cuts = row.gaps.iter().filter(|g| g.cut).map(|g| g.to);
            for x in std::iter::once(row.extent().0).chain(cuts) {
                edges.rows[x as usize].push(at);
            }
        }
        edges
    }

    /// How many other lines within reach have a piece that begins there.
    fn near(&self, at: usize, x: u32) -> usize {
        let Some(rows) = self.rows.get(x as usize) else { return 0 };
        let from = rows.partition_point(|&k| k + REACH < at);
        rows[from..].iter().take_while(|&&k| k <= at + REACH).filter(|&&k| k != at).count()
    }

    /// Where most pieces nearby begin that may belong to the column of one that was
    /// pushed about.
    fn nearest(&self, at: usize, left: u32) -> u32 {
        (left.saturating_sub(PUSHED)..=left + 2 * PUSHED)
            .max_by_key(|&x| (self.near(at, x) + usize::from(x == left), u32::MAX - x.abs_diff(left)))
            .unwrap_or(left)
    }

    /// The left edge of the column in which a piece is indented, if it is.
    fn left_of(&self, at: usize, left: u32, free: u32) -> u32 {
        let from = left.saturating_sub(INDENT).max(free);
        (from..left).find(|&x| self.near(at, x) > 1).unwrap_or(left)
    }
}

/// Finds gutters of single spaces: many lines in a row that begin at one place.
fn find_narrow_gutters(rows: &mut [Row]) {
    let width = rows.iter().map(|r| r.extent().1).max().unwrap_or(0) as usize;
    // The run of lines that is going on at each place: its lines, and how many lines
    // with something there were missed.
    let mut runs: Vec<(Vec<usize>, usize)> = vec![(Vec::new(), 0); width + 1];
    let mut open: Vec<usize> = Vec::new();
    let mut good: Vec<(usize, u32)> = Vec::new();
    let mut close = |x: usize, run: &mut (Vec<usize>, usize)| {
        if run.0.len() >= NARROW_RUN {
            good.extend(run.0.iter().map(|&row| (row, x as u32)));
        }
        *run = (Vec::new(), 0);
    };
    for (at, row) in rows.iter().enumerate() {
        open.retain(|&x| {
            if row.begins(x as u32) {
                return true;
            }
            let run = &mut runs[x];
            run.1 += usize::from(row.runs_through(x as u32));
            let last = run.0.last().copied().unwrap_or(at);
            if 6 * run.1 > run.0.len() + 1 || at > last + REACH {
                close(x, run);
                return false;
            }
            true
        });
        for gap in &row.gaps {
            let x = gap.to as usize;
            if runs[x].0.is_empty() {
                open.push(x);
            }
            runs[x].0.push(at);
        }
    }
    for x in open {
        close(x, &mut runs[x]);
    }
    for (row, x) in good {
        if let Ok(at) = rows[row].gaps.binary_search_by_key(&x, |g| g.to) {
            rows[row].gaps[at].cut = true;
        }
    }
}

/// Cuts off the glyphs of vertical lines from what stands beside them: a single space is
/// left there, or nothing between two vertical lines.
fn cut_vertical_lines(rows: &mut [Row]) {
    // Lines that have one glyph by itself at a place.
    let mut single = Edges { rows: vec![Vec::new(); Edges::new(rows).rows.len()] };
    for (at, row) in rows.iter().enumerate() {
        for (from, to) in row.stretches() {
            if to == from + 1 {
                single.rows[row.cells[from].0 as usize].push(at);
            }
        }
    }
    for (at, row) in rows.iter_mut().enumerate() {
        let mut new = Vec::new();
        for (from, to) in row.stretches() {
            let (left, right) = (row.cells[to - 1].0, row.cells[to - 1].1);
            let gap = row.gaps.iter().position(|g| g.glyph == to - 1 && !g.cut);
            let strip = |x: u32| single.near(at, x) > 1;
            match gap {
                Some(gap) if to > from + 1 && (0..=PUSHED).any(|by| left >= by && strip(left - by)) => {
                    row.gaps[gap].cut = true;
                }
                // Two vertical lines touch: the second stands a cell further left than alone.
                None if to == from + 2
                    && right > left
                    && row.cells[from].1 == left
                    && (strip(left) || strip(left + 1)) =>
                {
                    new.push(Gap { glyph: to - 1, from: left, to: left, run: true, cut: true });
                }
                _ => {}
            }
        }
        if !new.is_empty() {
            row.gaps.extend(new);
            order::sort_by_key(&mut row.gaps, |g| g.glyph as u64);
        }
    }
}

/// Where one line of a column ends and that of the next begins, when only a space is left
/// between them and lines of other widths push the second about: behind as much text as
/// the lines of the column hold nearby.
fn cut_behind_full_lines(rows: &mut [Row], lines: &[SourceLine]) {
    let stretches = self::stretches(rows, lines);
    for at in 0..rows.len() {
        // Behind a single space nothing begins while the line before it is not full.
        let mut from = 0;
        for k in 0..rows[at].gaps.len() {
            let gap = rows[at].gaps[k];
            if !gap.cut {
                continue;
            }
            let left = rows[at].cells[from].0;
            let short = !gap.run
                && measure_near(&stretches, at, left).is_some_and(|measure| {
                    let indent = if is_indented(&stretches, at, left) { 2 * EM } else { 0 };
                    set(&lines[at], from, gap.glyph).1 + indent + 2 * EM < measure
                });
            if short {
                rows[at].gaps[k].cut = false;
            } else {
                from = gap.glyph;
            }
        }
    }
    let stretches = self::stretches(rows, lines);
    for at in 0..rows.len() {
        let mut from = 0;
        while let Some(measure) = measure_near(&stretches, at, rows[at].cells[from].0) {
            let to = rows[at].gaps.iter().filter(|g| g.cut).map(|g| g.glyph).find(|&g| g > from);
            let to = to.unwrap_or(rows[at].cells.len());
            let indent = if is_indented(&stretches, at, rows[at].cells[from].0) { 2 * EM } else { 0 };
            let rest = |k: usize| set(&lines[at], from, k).0 + indent;
            let fits = |k: usize| {
                let (least, most) = set(&lines[at], from, k);
                (least + indent <= measure + EM / 2 && most + indent + EM >= measure)
                    .then(|| (most + indent).abs_diff(measure))
            };
            let next = if rest(to) > measure + 4 * EM {
                let gaps = rows[at].gaps.iter().enumerate();
                gaps.filter(|(_, g)| g.glyph > from && g.glyph < to)
                    .filter_map(|(k, g)| fits(g.glyph).map(|miss| (miss, k)))
                    .min()
            } else {
                None
            };
            from = match next {
                Some((_, gap)) => {
                    rows[at].gaps[gap].cut = true;
                    rows[at].gaps[gap].glyph
                }
                None if to < rows[at].cells.len() => to,
                None => break,
            };
        }
    }
}

/// The stretches between the cuts of every line: left edge and width in quarter ems.
fn stretches(rows: &[Row], lines: &[SourceLine]) -> Vec<Vec<(u32, u32)>> {
    rows.iter()
        .zip(lines)
        .map(|(row, line)| {
            let stretch = |(from, to): (usize, usize)| (row.cells[from].0, set(line, from, to).1);
            row.stretches().into_iter().map(stretch).collect()
        })
        .collect()
}

/// The least and the most that a stretch of a line may be wide, in quarter ems: with every
/// mark squeezed and without gaps, and as it stands.
fn set(line: &SourceLine, from: usize, to: usize) -> (u32, u32) {
    let (mut least, mut most) = (0, 0);
    for (k, glyph) in line.glyphs[from..to].iter().enumerate() {
        let width = chars::width(glyph.ch);
        let mark = chars::is_squeezable(glyph.ch) || chars::is_open(glyph.ch);
        least += if mark { width.min(EM / 2) } else { width };
        most += width + if k > 0 { u32::from(glyph.gap.min(1)) } else { 0 };
    }
    (least, most)
}

/// Stretches nearby that begin where a column does.
fn column_near(stretches: &[Vec<(u32, u32)>], at: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
    let near = at.saturating_sub(2 * REACH)..(at + 2 * REACH + 1).min(stretches.len());
    near.filter(move |&k| k != at).flat_map(|k| stretches[k].iter().copied())
}

/// The narrowest column, in quarter ems.
const NARROWEST: u32 = 6 * EM;

/// The width that most lines of the column nearby are set to.
fn measure_near(stretches: &[Vec<(u32, u32)>], at: usize, left: u32) -> Option<u32> {
    let agreed = |mut widths: Vec<u32>| {
        order::sort_by_key(&mut widths, |&w| w.into());
        let from = widths.partition_point(|&w| w < NARROWEST);
        let window = |k: usize| widths[k..].iter().take_while(|&&w| w <= widths[k] + EM).count();
        let most = (from..widths.len()).map(window).max()?;
        // Two lines that are not yet apart are twice as wide, and there may be many of them.
        let least = FEWEST_ROWS.max(2 * most / 5);
        let best = (from..widths.len()).find(|&k| window(k) >= least)?;
        let end = (best..widths.len()).take_while(|&k| widths[k] <= widths[best] + EM).last()?;
        (best..=end).max_by_key(|&k| window(k)).map(|k| widths[k + window(k) - 1])
    };
    let own = column_near(stretches, at).filter(|s| s.0.abs_diff(left) <= INDENT).map(|s| s.1);
    let all = agreed(column_near(stretches, at).map(|s| s.1).collect());
    // Where two columns were never apart, their neighbours know better.
    match (agreed(own.collect()), all) {
        (Some(own), Some(all)) if 5 * own > 9 * all => Some(all),
        (own, all) => own.or(all),
    }
}

/// Whether the column of a stretch begins further left.
fn is_indented(stretches: &[Vec<(u32, u32)>], at: usize, left: u32) -> bool {
    column_near(stretches, at).filter(|s| s.0 + 1 < left && s.0 + INDENT >= left).count() > 1
}

/// Where a stretch of a line stands among others, on its own line or on the next ones.
fn side(rows: &[Row], at: usize, from: usize, to: usize) -> Side {
    let row = &rows[at];
    let (left, right) = (row.cells[from].0, row.cells[to - 1].1);
    let next = |k: Option<usize>| k.and_then(|k| rows.get(k)).map(Row::extent);
    let near = [next(at.checked_sub(1)), next(Some(at + 1))];
    if from > 0 || left >= FAR && near.iter().flatten().any(|extent| extent.1 < left) {
        Side::Right
    } else if to < row.cells.len() || near.iter().flatten().any(|extent| extent.0 > right.max(FAR)) {
        Side::Left
    } else {
        Side::Alone
    }
}

/// The pieces of all lines, and for every line whether it stands by itself: running heads
/// and feet are cut at places where no column begins.
fn pieces(rows: &[Row]) -> (Vec<Piece>, Vec<bool>) {
    let edges = Edges::new(rows);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut apart = vec![false; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let (mut from, mut free) = (0, 0);
        let mut run = true;
        let cuts = row.gaps.iter().filter(|g| g.cut).map(|g| (g.glyph, g.run));
        for (to, next) in cuts.chain([(row.cells.len(), true)]) {
            let (mut left, mut right) = (row.cells[from].0, row.cells[to - 1].1);
            if !run {
                // A single space says little about where the column begins.
                let own = edges.nearest(at, left);
                (left, right) = (own, own + right - left);
            }
            run = next;
            pieces.push(Piece {
                row: at,
                from,
                to,
                left,
                right,
                edge: edges.left_of(at, left, free),
                y: row.y,
                above: None,
                below: None,
                begins: true,
                alone: from == 0 && to == row.cells.len(),
                side: side(rows, at, from, to),
            });
            (from, free) = (to, right);
        }
        let own = pieces.iter().rev().take_while(|p| p.row == at);
        let fits = own.clone().filter(|p| (0..2).any(|by| edges.near(at, p.edge + by) > 1)).count();
        let outer = at < OUTERMOST || at + OUTERMOST >= rows.len();
        apart[at] = outer && own.count() > 2 && fits == 0;
    }
    (pieces, apart)
}

/// So many glyphs are a vertical line, however far apart.
const STRIP: usize = 3;

/// Links the glyphs of vertical lines, which stand one below the other, at one place or a
/// cell beside it.
fn link_strips(pieces: &mut [Piece]) {
    let mut strips: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for q in (0..pieces.len()).filter(|&k| pieces[k].to == pieces[k].from + 1) {
        let last = |strip: usize| &pieces[strips[strip][strips[strip].len() - 1]];
        open.retain(|&strip| last(strip).y + SIGHT >= pieces[q].y);
        let near = |&strip: &usize| {
            let by = last(strip).left.abs_diff(pieces[q].left);
            (by < 2 && last(strip).row < pieces[q].row).then_some((by, strip))
        };
        match open.iter().filter_map(near).min() {
            Some((_, strip)) => strips[strip].push(q),
            None => {
                open.push(strips.len());
                strips.push(vec![q]);
            }
        }
    }
    let close = |strip: &[usize]| match *strip {
        [p, q] => pieces[p].row + 1 == pieces[q].row && pieces[p].left == pieces[q].left,
        _ => strip.len() >= STRIP,
    };
    strips.retain(|strip| close(strip));
    for strip in strips {
        for pair in strip.windows(2) {
            pieces[pair[0]].below = Some(pair[1]);
            pieces[pair[1]].above = Some(pair[0]);
            pieces[pair[1]].begins = false;
        }
    }
}

/// Links every piece with the one below, where each is the only one that the other sees.
fn link(pieces: &mut [Piece], apart: &[bool]) {
    link_strips(pieces);
    let width = pieces.iter().map(|p| p.right).max().unwrap_or(0) as usize;
    let mut last: Vec<Option<usize>> = vec![None; width];
    // What each piece sees above it, and how often it is seen from below.
    let mut above: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut seen = vec![0u32; pieces.len()];
    let mut found: Vec<(usize, u32)> = Vec::new();
    for q in 0..pieces.len() {
        found.clear();
        let cells = pieces[q].edge as usize..pieces[q].right as usize;
        for cell in &mut last[cells] {
            let near = |&p: &usize| pieces[p].y + SIGHT >= pieces[q].y && !apart[pieces[p].row];
            if let Some(p) = cell.replace(q).filter(near) {
                match found.iter_mut().find(|f| f.0 == p) {
                    Some(f) => f.1 += 1,
                    None => found.push((p, 1)),
                }
            }
        }
        let wide = |k: usize| pieces[k].right - pieces[k].edge;
        found.retain(|&(p, cells)| 4 * cells >= wide(p).min(wide(q)));
        // Past a short line those above it are seen as well.
        if found.len() > 1 {
            let all: Vec<usize> = found.iter().map(|f| f.0).collect();
            let hidden = |p: usize| {
                all.iter().any(|&k| {
                    std::iter::successors(above[k], |&up| above[up]).take(SIGHT as usize).any(|up| up == p)
                })
            };
            found.retain(|&(p, _)| !hidden(p));
        }
        for &(p, _) in &found {
            seen[p] += 1;
        }
        above[q] = (found.len() == 1 && !apart[pieces[q].row]).then(|| found[0].0);
    }
    for q in 0..pieces.len() {
        let free = |p: usize| pieces[p].below.is_none() && pieces[q].above.is_none();
        if let Some(p) = above[q].filter(|&p| seen[p] == 1 && free(p)) {
            pieces[q].above = Some(p);
            pieces[p].below = Some(q);
            pieces[q].begins = false;
        }
    }
}

/// Pairs of characters that stand inside the pieces of this page, and how often.
struct Pairs(PairMap<u32>);

impl Pairs {
    fn new(pieces: &[Piece], lines: &[SourceLine]) -> Self {
        let mut pairs = PairMap::default();
        for piece in pieces {
            for pair in lines[piece.row].glyphs[piece.from..piece.to].windows(2) {
                *pairs.entry(words::pair_key(pair[0].ch, pair[1].ch)).or_default() += 1;
            }
        }
        Pairs(pairs)
    }

    /// Whether two pieces break a word between them: their characters stand together in a
    /// frequent word, or repeatedly on this page. Nothing where one of them has no Chinese
    /// character there.
    fn broken(&self, lines: &[SourceLine], before: &Piece, behind: &Piece) -> Option<bool> {
        let a = lines[before.row].glyphs[before.to - 1].ch;
        let b = lines[behind.row].glyphs[behind.from].ch;
        let word =
            || words::are_pair(a, b) || self.0.get(&words::pair_key(a, b)).is_some_and(|&count| count > 1);
        (chars::is_common_han(a) && chars::is_common_han(b)).then(word)
    }
}

/// How many joins of lines break a word, of how many.
type Joins = (u32, u32);

/// What the words say about the gutters.
#[derive(Debug, Default)]
struct Words {
    /// Down the columns, among lines that stand left of others.
    left: Joins,
    /// The same, among lines that stand right of others.
    right: Joins,
    /// Across the gutters.
    across: Joins,
    /// The lines themselves, left and right.
    lines: [Lines; 2],
    /// How many pieces there are, beside others or not.
    pieces: u32,
}

/// What the lines of columns look like.
#[derive(Debug, Default, Clone, Copy)]
struct Lines {
    all: u32,
    /// They fill their column and do not end with a sentence.
    running: u32,
    /// They have a mark inside.
    marked: u32,
}

impl Lines {
    fn add(&mut self, other: Lines) {
        self.all += other.all;
        self.running += other.running;
        self.marked += other.marked;
    }

    /// They are lines of running text and neither verses nor cells.
    fn are_prose(self) -> bool {
        self.all >= 4 && 5 * self.running >= 2 * self.all && 10 * self.marked >= 3 * self.all
    }
}

impl Words {
    fn count(pieces: &[Piece], lines: &[SourceLine], pairs: &Pairs) -> Self {
        let count = |sum: &mut Joins, before: &Piece, behind: &Piece| {
            if let Some(word) = pairs.broken(lines, before, behind) {
                sum.0 += u32::from(word);
                sum.1 += 1;
            }
        };
        let mut words = Words { pieces: pieces.len() as u32, ..Words::default() };
        for piece in pieces {
            let Some(above) = piece.above.map(|k| &pieces[k]) else { continue };
            if piece.side == Side::Right || above.side == Side::Right {
                count(&mut words.right, above, piece);
            } else if piece.side == Side::Left || above.side == Side::Left {
                count(&mut words.left, above, piece);
            }
        }
        for pair in pieces.windows(2).filter(|pair| pair[0].row == pair[1].row) {
            count(&mut words.across, &pair[0], &pair[1]);
        }
        for top in (0..pieces.len()).filter(|&k| pieces[k].above.is_none()) {
            let run: Vec<usize> = std::iter::successors(Some(top), |&k| pieces[k].below).collect();
            let width = |k: usize| {
                let p = &pieces[k];
                let indent = if p.left > p.edge + 1 { 2 * EM } else { 0 };
                set(&lines[p.row], p.from, p.to).1 + indent
            };
            // The widest line may be a headline, the second widest hardly.
            let mut widths: Vec<u32> = run.iter().map(|&k| width(k)).collect();
            order::sort_by_key(&mut widths, |&w| w.into());
            let Some(&full) = widths.iter().rev().nth(1).filter(|&&w| w >= NARROWEST) else { continue };
            for &k in run.iter().filter(|&&k| pieces[k].side != Side::Alone) {
                let glyphs = &lines[pieces[k].row].glyphs[pieces[k].from..pieces[k].to];
                let (last, inside) = (glyphs[glyphs.len() - 1].ch, &glyphs[..glyphs.len() - 1]);
                let running = width(k) + EM + 1 >= full && !chars::is_end(last);
                let marked = inside.iter().any(|g| chars::is_end(g.ch) || chars::is_pause(g.ch));
                words.lines[usize::from(pieces[k].side == Side::Right)].add(Lines {
                    all: 1,
                    running: running.into(),
                    marked: marked.into(),
                });
            }
        }
        words
    }

    /// Lines beside others that go on in the next line, of how many.
    fn running(&self) -> Joins {
        let [left, right] = self.lines;
        (left.running + right.running, left.all + right.all)
    }

    fn down(&self) -> Joins {
        (self.left.0 + self.right.0, self.left.1 + self.right.1)
    }

    /// Words are broken down the columns on both sides of the gutters, and hardly ever
    /// across them. Where there are too few lines to tell, they must look like running text
    /// and be most of the page.
    fn tell_columns(&self) -> bool {
        let (down, across) = (self.down(), self.across);
        let more = down.0 * (across.1 + 1) > 2 * across.0 * down.1;
        let enough = down.0 > 2 && 10 * down.0 > down.1;
        let both = self.right.0 > 1 && (self.left.0 > 0 || self.right.0 > 3);
        let most = 2 * self.running().1 >= self.pieces;
        let prose = most && self.lines.iter().all(|lines| lines.are_prose());
        more && (enough && both || prose && 8 * down.0 > down.1)
    }
}

/// Puts the cells of tables together again: columns in which no word is broken from line
/// to line, and narrow ones at that. Says whether there were any.
fn join_cells(rows: &mut [Row], pieces: &[Piece], lines: &[SourceLine], pairs: &Pairs) -> bool {
    let mut cells = vec![false; pieces.len()];
    for top in (0..pieces.len()).filter(|&k| pieces[k].above.is_none()) {
        let run: Vec<usize> = std::iter::successors(Some(top), |&k| pieces[k].below).collect();
        let broken = run
            .windows(2)
            .filter(|w| pairs.broken(lines, &pieces[w[0]], &pieces[w[1]]) == Some(true))
            .count();
        let glyphs: usize = run.iter().map(|&k| pieces[k].to - pieces[k].from).sum();
        let narrow = glyphs < 7 * run.len() && glyphs > 2 * run.len();
        if run.len() >= FEWEST_ROWS && broken == 0 && narrow {
            run.iter().for_each(|&k| cells[k] = true);
        }
    }
    let mut any = false;
    for k in 1..pieces.len() {
        let (left, right) = (&pieces[k - 1], &pieces[k]);
        if left.row == right.row && cells[k - 1] && cells[k] {
            let gaps = &mut rows[right.row].gaps;
            if let Some(gap) = gaps.iter_mut().find(|g| g.glyph == right.from) {
                gap.cut = false;
                any = true;
            }
        }
    }
    any
}

/// How many lines either way tell a column's row distance.
const DISTANCES: usize = 4;

/// How many lines further a line may go on that breaks off in mid-sentence.
const GOES_ON: u32 = 2;

/// How far two lines of a column are apart: in empty lines of the page, and in lines of
/// the column beside it that has most of them between.
fn distance(pieces: &[Piece], above: usize, below: usize) -> (u32, u32) {
    let (p, q) = (&pieces[above], &pieces[below]);
    let mut others: Vec<(u32, u32)> = Vec::new();
    for other in pieces[above + 1..below].iter().filter(|o| o.row > p.row && o.row < q.row) {
        match others.iter_mut().find(|o| o.0 == other.edge) {
            Some(o) => o.1 += 1,
            None => others.push((other.edge, 1)),
        }
    }
    let empty = (q.y - p.y).saturating_sub((q.row - p.row) as u32);
    (empty, others.iter().map(|o| o.1).max().unwrap_or(0))
}

/// Whether a stretch of text runs on with nothing beside it, neither on its lines nor on
/// lines between.
fn stands_alone(pieces: &[Piece], run: &[usize]) -> bool {
    run.len() >= FEWEST_ROWS
        && run.iter().all(|&k| pieces[k].alone)
        && run.windows(2).all(|w| pieces[w[0]].row + 1 == pieces[w[1]].row)
}

/// Begins a block wherever the distance is more than the column's own.
fn cut_blocks(pieces: &mut [Piece], lines: &[SourceLine]) {
    for top in 0..pieces.len() {
        if pieces[top].above.is_some() {
            continue;
        }
        let run: Vec<usize> = std::iter::successors(Some(top), |&k| pieces[k].below).collect();
        let distances: Vec<(u32, u32)> = run.windows(2).map(|w| distance(pieces, w[0], w[1])).collect();
        if stands_alone(pieces, &run) {
            continue;
        }
        let width = |p: &Piece| set(&lines[p.row], p.from, p.to).1;
        for (n, &(empty, others)) in distances.iter().enumerate() {
            let near = &distances[n.saturating_sub(DISTANCES)..(n + DISTANCES + 1).min(distances.len())];
            let usual = |of: fn(&(u32, u32)) -> u32| {
                let mut all: Vec<u32> = near.iter().map(of).collect();
                order::sort_by_key(&mut all, |&x| x.into());
                // Two lines alone say nothing about their distance.
                if near.len() == 1 { all[0].min(1) } else { all[(all.len() - 1) / 2] }
            };
            let (empty, others) =
                (empty.saturating_sub(usual(|d| d.0)), others.saturating_sub(usual(|d| d.1)));
            let single = |k: usize| pieces[k].to - pieces[k].from == 1;
            let vertical = single(run[n]) && single(run[n + 1]);
            let (p, q) = (&pieces[run[n]], &pieces[run[n + 1]]);
            let end = |p: &Piece| chars::is_end(lines[p.row].glyphs[p.to - 1].ch);
            let (above, below) = (width(p), width(q));
            // A line that breaks off in mid-sentence goes on over a greater distance.
            let goes_on = p.left == q.left
                && p.right + 2 >= q.right
                && !end(p)
                && (end(q) || below + 3 * EM / 2 >= above);
            let more = if goes_on { GOES_ON } else { 0 };
            // Below the last line of a paragraph nothing begins at the column's edge.
            let ended = end(p) && p.left == q.left && q.left <= q.edge && above + 2 * EM < below;
            let begins = !vertical && (empty > more || others > 1 + more || ended && empty + others > 0);
            pieces[run[n + 1]].begins = begins;
        }
    }
}

/// The most lines of a headline that stands right above its body.
const HEADLINE: usize = 5;

/// Where the body begins below a headline at the top of a block: display type is set apart
/// by less than a line, but nothing else stands above a first line without an end mark.
fn below_headline(pieces: &[Piece], block: &[usize], lines: &[SourceLine]) -> Option<usize> {
    let ends = |k: usize| {
        let p = &pieces[k];
        lines[p.row].glyphs[p.from..p.to].iter().any(|g| chars::is_end(g.ch))
    };
    let most = HEADLINE.min(block.len().saturating_sub(2));
    let top = (0..most).take_while(|&n| !ends(block[n])).count();
    (1..=top.min(most)).find(|&n| {
        let (first, second) = (&pieces[block[n]], &pieces[block[n + 1]]);
        let indent = first.left.saturating_sub(second.left);
        (2..=INDENT).contains(&indent) && first.right + 2 >= second.right
    })
}

/// Pieces of one column without a break.
#[derive(Debug)]
struct Block {
    pieces: Vec<usize>,
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl Block {
    fn new(pieces: &[Piece], run: Vec<usize>) -> Self {
        // A few lines run over the right edge.
        let mut ends: Vec<u32> = run.iter().map(|&k| pieces[k].right).collect();
        order::sort_by_key(&mut ends, |&x| x.into());
        let left = run.iter().map(|&k| pieces[k].left).min().unwrap_or(0);
        let right = ends[(4 * ends.len() - 1) / 5].max(left + 1);
        let (top, bottom) = (pieces[run[0]].y, pieces[run[run.len() - 1]].y);
        Block { pieces: run, left, right, top, bottom }
    }
}

/// All blocks; display type above a column that goes on is one by itself.
fn blocks(pieces: &[Piece], lines: &[SourceLine]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for top in (0..pieces.len()).filter(|&k| pieces[k].begins) {
        let below = |&k: &usize| pieces[k].below.filter(|&b| !pieces[b].begins);
        let mut run: Vec<usize> = std::iter::successors(Some(top), below).collect();
        let rest = run.split_off(display_above(pieces, &run, lines));
        blocks
            .extend([run, rest].into_iter().filter(|run| !run.is_empty()).map(|run| Block::new(pieces, run)));
    }
    blocks
}

/// An indent in quarter ems.
fn indent(cells: u32, unit: Unit) -> u32 {
    match cells {
        0 | 1 => 0,
        // Counted in characters, the two ems of an indent are anything from two to six.
        2..=6 if unit == Unit::Characters => 2 * EM,
        2..=8 => cells * EM / 2,
        _ => 0,
    }
}

/// So many lines apart, blocks stand in different bands.
const BAND: u32 = 3;
/// How often a region is cut, at most.
const DEEPEST: u32 = 24;

/// The order in which blocks are read, with the band of each. Running heads are bands of
/// their own.
fn reading_order(blocks: &[Block], heads: &[u32]) -> (Vec<usize>, Vec<u32>) {
    let (mut order, mut bands) = (Vec::with_capacity(blocks.len()), Vec::with_capacity(blocks.len()));
    let zone = |block: &Block| {
        2 * heads.partition_point(|&y| y < block.top) + usize::from(heads.contains(&block.top))
    };
    let mut zones: Vec<Vec<usize>> = vec![Vec::new(); 2 * heads.len() + 2];
    for (k, block) in blocks.iter().enumerate() {
        zones[zone(block)].push(k);
    }
    let regions = zones.into_iter().flat_map(|zone| slabs(blocks, zone, BAND));
    for (band, region) in (0..).zip(regions) {
        let from = order.len();
        read_region(blocks, region, 0, &mut order);
        bands.extend(std::iter::repeat_n(band, order.len() - from));
    }
    (order, bands)
}

/// Cuts a region from side to side wherever no block stands for some lines.
fn slabs(blocks: &[Block], mut region: Vec<usize>, distance: u32) -> Vec<Vec<usize>> {
    order::sort_by_key(&mut region, |&k| u64::from(blocks[k].top) << 32 | u64::from(blocks[k].left));
    let mut slabs: Vec<Vec<usize>> = Vec::new();
    let mut bottom = 0;
    for k in region {
        if slabs.is_empty() || blocks[k].top >= bottom + distance {
            slabs.push(Vec::new());
        }
        if let Some(slab) = slabs.last_mut() {
            slab.push(k);
        }
        bottom = bottom.max(blocks[k].bottom);
    }
    slabs
}

/// Cuts a region from top to bottom wherever no block stands.
fn strips(blocks: &[Block], mut region: Vec<usize>) -> Vec<Vec<usize>> {
    order::sort_by_key(&mut region, |&k| u64::from(blocks[k].left) << 32 | u64::from(blocks[k].top));
    let mut strips: Vec<Vec<usize>> = Vec::new();
    let mut right = 0;
    for k in region {
        if strips.is_empty() || blocks[k].left >= right {
            strips.push(Vec::new());
        }
        if let Some(strip) = strips.last_mut() {
            strip.push(k);
        }
        right = right.max(blocks[k].right);
    }
    strips
}

fn read_region(blocks: &[Block], region: Vec<usize>, depth: u32, out: &mut Vec<usize>) {
    if region.len() < 2 || depth == DEEPEST {
        out.extend(region);
        return;
    }
    let across = slabs(blocks, region.clone(), BAND);
    let down = strips(blocks, region.clone());
    let crossed = down.iter().filter(|strip| slabs(blocks, (*strip).clone(), BAND).len() > 1).count();
    if across.len() > 1 && 2 * crossed >= down.len() {
        for slab in across {
            read_region(blocks, slab, depth + 1, out);
        }
        return;
    }
    if down.len() > 1 {
        // Cut where the bands on both sides differ most from each other: what stands on
        // either side of such a cut are different articles.
        let gain = |at: usize| {
            let side = |strips: &[Vec<usize>]| slabs(blocks, strips.concat(), BAND).len();
            side(&down[..at]) + side(&down[at..])
        };
        let best = (1..down.len().min(MOST_COLUMNS)).rev().max_by_key(|&at| gain(at)).unwrap_or(1);
        for side in [&down[..best], &down[best..]] {
            read_region(blocks, side.concat(), depth + 1, out);
        }
        return;
    }
    let across = slabs(blocks, region.clone(), 1);
    if across.len() > 1 {
        for slab in across {
            read_region(blocks, slab, depth + 1, out);
        }
        return;
    }
    out.extend(region);
}

/// Display type of at most so many lines stands above a column.
const DISPLAY: usize = 4;
/// The columns of an article begin at most so many lines apart.
const LEVEL: u32 = 4;

/// The blocks in reading order. A headline over several columns stands above one of them
/// that goes on with a paragraph, or above a picture: no text begins below it, so it is
/// moved to where the article's first column begins.
fn to_their_articles(
    pieces: &[Piece],
    blocks: Vec<Block>,
    order: Vec<(usize, u32)>,
    lines: &[SourceLine],
) -> Vec<(Block, u32)> {
    let mut tops: Vec<(u32, u32, u32)> = blocks.iter().map(|b| (b.top, b.left, b.right)).collect();
    order::sort_by_key(&mut tops, |t| t.0.into());
    let mut held: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let mut out: Vec<(Block, u32)> = Vec::with_capacity(order.len());
    for (at, band) in order {
        let Some(block) = held[at].take() else { continue };
        // Display type right before this block, above the same column.
        let from = out.len()
            - out.iter().rev().take_while(|(above, _)| stands_over(pieces, above, &block, lines)).count();
        if from < out.len() && goes_on(pieces, &block) {
            let first = first_column(pieces, &out[..from], &block);
            move_before(pieces, &mut out, from, first, lines);
        }
        let below = tops.partition_point(|t| t.0 <= block.bottom);
        let free = || {
            let near = tops[below..].iter().take_while(|t| t.0 < block.bottom + SIGHT);
            !near.into_iter().any(|t| t.1 < block.right && block.left < t.2)
        };
        let lone = is_display(pieces, &block, lines) && free();
        out.push((block, band));
        if lone {
            let from = out.len() - 1;
            let first = first_column(pieces, &out[..from], &out[from].0);
            let level = |&first: &usize| {
                let body = below_headline(pieces, &out[first].0.pieces, lines).unwrap_or(0);
                let y = pieces[out[first].0.pieces[body]].y;
                (y.saturating_sub(LEVEL)..=y + 1).contains(&out[from].0.top)
            };
            let first = first.filter(level);
            move_before(pieces, &mut out, from, first, lines);
        }
    }
    out
}

/// Moves the blocks from one on to before the body of an article's first column, among the
/// display type that stands above it there: from top to bottom.
fn move_before(
    pieces: &[Piece],
    out: &mut Vec<(Block, u32)>,
    from: usize,
    first: Option<usize>,
    lines: &[SourceLine],
) {
    let Some(first) = first else { return };
    let (left, right) = (out[first].0.left, out[out.len() - 1].0.right);
    let (mut to, mut from) = (first, from);
    if let Some(body) = below_headline(pieces, &out[first].0.pieces, lines) {
        let rest = out[first].0.pieces.split_off(body);
        let band = out[first].1;
        let head = Block::new(pieces, std::mem::take(&mut out[first].0.pieces));
        out[first].0 = head;
        out.insert(first + 1, (Block::new(pieces, rest), band));
        (to, from) = (to + 1, from + 1);
    }
    let top = out[to].0.top;
    let count = out.len() - from;
    out[to..].rotate_right(count);
    let above = |block: &Block| {
        is_display(pieces, block, lines)
            && block.bottom < top
            && top < block.top + SIGHT
            && left < block.right
            && block.left < right
    };
    let heads = out[..to].iter().rev().take_while(|(block, _)| above(block)).count();
    let mut sorted: Vec<(Block, u32)> = out.splice(to - heads..to + count, []).collect();
    order::sort_by_key(&mut sorted, |head| head.0.top.into());
    out.splice(to - heads..to - heads, sorted);
}

/// Whether a block looks like display type: a few lines without the marks of sentences.
fn is_display(pieces: &[Piece], block: &Block, lines: &[SourceLine]) -> bool {
    let text = |k: usize| lines[pieces[k].row].glyphs[pieces[k].from..pieces[k].to].iter();
    let display = |k: usize| {
        pieces[k].to > pieces[k].from + 1
            && !text(k).any(|g| chars::is_end(g.ch) || chars::is_pause(g.ch))
            && 2 * text(k).filter(|g| chars::is_common_han(g.ch)).count() > pieces[k].to - pieces[k].from
    };
    block.pieces.len() <= DISPLAY && block.pieces.iter().all(|&k| display(k))
}

/// How many lines at the top of a column that goes on with a paragraph are display type:
/// short ones without the end of a sentence, off the column's edge or further apart than
/// its lines are, or a single one, or such that begin in the gutter. Lines round a picture
/// are more, or as far apart.
fn display_above(pieces: &[Piece], block: &[usize], lines: &[SourceLine]) -> usize {
    let width = |k: usize| set(&lines[pieces[k].row], pieces[k].from, pieces[k].to).1;
    if block.len() < FEWEST_ROWS {
        return 0;
    }
    let full = full_width(pieces, block, lines);
    let edge = block[1..].iter().map(|&k| pieces[k].left).take(2 * FEWEST_ROWS).min().unwrap_or(0);
    let over = |k: usize| pieces[k].left + PUSHED <= edge;
    // A paragraph's first line is as full as its indent lets it be.
    let short = |k: usize| {
        let mut glyphs = lines[pieces[k].row].glyphs[pieces[k].from..pieces[k].to].iter();
        (width(k) + 3 * EM + EM / 2 < full || over(k))
            && !glyphs.any(|g| chars::is_end(g.ch) || chars::is_pause(g.ch))
    };
    let top = block.iter().take_while(|&&k| short(k)).count();
    if top == 0 || top >= DISPLAY || block.len() < top + 3 {
        return 0;
    }
    let rest = &block[top..];
    let edge = rest[..3].iter().map(|&k| pieces[k].left).min().unwrap_or(0);
    let (last, first) = (&pieces[block[top - 1]], &pieces[rest[0]]);
    let apart = first.y - last.y > pieces[rest[1]].y - first.y;
    let off = block[..top].iter().all(|&k| pieces[k].left.abs_diff(edge) > 1);
    let single = top == 1 && width(rest[0]) + EM > full;
    if first.left <= edge + 1 && (apart || off || single) { top } else { 0 }
}

/// Whether a block is display type right above another one: a few lines without the end
/// of a sentence, shorter than the column.
fn stands_over(pieces: &[Piece], above: &Block, below: &Block, lines: &[SourceLine]) -> bool {
    let text = |k: usize| lines[pieces[k].row].glyphs[pieces[k].from..pieces[k].to].iter();
    above.pieces.len() <= DISPLAY
        && above.bottom < below.top + LEVEL
        && below.top < above.bottom + SIGHT
        && above.left < below.right
        && below.left < above.right
        && below.pieces.len() > above.pieces.len()
        && !above.pieces.iter().any(|&k| text(k).any(|g| chars::is_end(g.ch)))
}

/// Whether a block's first line goes on with a paragraph: it begins where the next lines do.
fn goes_on(pieces: &[Piece], block: &Block) -> bool {
    let next = &block.pieces[1..block.pieces.len().min(4)];
    let edge = next.iter().map(|&k| pieces[k].left).min();
    next.len() > 1 && edge.is_some_and(|edge| pieces[block.pieces[0]].left <= edge + 1)
}

/// The block among those read before with which an article's first column begins: one that
/// begins with a paragraph, level with the column that goes on.
fn first_column(pieces: &[Piece], before: &[(Block, u32)], column: &Block) -> Option<usize> {
    for (at, (block, _)) in before.iter().enumerate().rev() {
        let level =
            block.pieces.iter().take(HEADLINE + 1).any(|&k| pieces[k].y.abs_diff(column.top) <= LEVEL);
        if block.left >= column.left || !level && block.top <= column.top {
            return None;
        }
        if level && !goes_on(pieces, block) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::source;

    /// The lines that a text is taken apart into; blocks are kept apart by empty ones.
    fn apart_of(input: &str) -> Vec<String> {
        let units: Vec<u16> = input.encode_utf16().collect();
        let (lines, _) = apart(source::read(input, &Options::default()).lines, &units);
        let mut out = Vec::new();
        for line in lines {
            out.extend(std::iter::repeat_n(String::new(), line.blanks as usize));
            out.push(line.glyphs.iter().map(|g| g.ch).collect());
        }
        out
    }

    /// Two columns of ten lines, side by side with a gutter.
    fn side_by_side(gutter: &str) -> (Vec<&'static str>, Vec<&'static str>, String) {
        let left = vec![
            "　　本报讯　河湾镇的新水",
            "厂昨日开始供水，两万多居",
            "民告别了水井。这座水厂建",
            "设了三年，每天可以生产一",
            "万吨水，是全县最大的工程",
            "之一。镇里还为边远的山村",
            "铺设了管道，老人不用再到",
            "山下挑水。水质检测结果显",
            "示，各项指标都达到国家标",
            "准，居民可以放心饮用。",
        ];
        let right = vec![
            "　　北岭村的果园今年丰收",
            "，村民组织起来成立了合作",
            "社，通过网络把苹果卖到全",
            "国各地。合作社的负责人说",
            "，今年的销售收入比去年增",
            "加了三成，明年还要扩大规",
            "模，发展旅游。村里的年轻",
            "人也陆续回到家乡工作，有",
            "的学习技术，有的经营民宿",
            "，日子越过越红火。",
        ];
        let rows: Vec<String> = left
            .iter()
            .zip(&right)
            .map(|(a, b)| {
                let pad = " ".repeat(24 - a.chars().count() * 2);
                format!("{a}{pad}{gutter}{b}")
            })
            .collect();
        (left, right, rows.join("\n"))
    }

    fn bare(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|l| l.chars().filter(|c| !c.is_whitespace()).collect()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        for gutter in [" ", "  ", "    ", "        "] {
            let (left, right, page) = side_by_side(gutter);
            let expected = [bare(&left), vec![String::new()], bare(&right)].concat();
            assert_eq!(apart_of(&page), expected, "gutter of {}", gutter.len());
        }
    }

    #[test]
    fn rows_of_unequal_leading_are_interleaved() {
        let (left, right, _) = side_by_side("");
        let mut rows = Vec::new();
        for (n, (a, b)) in left.iter().zip(&right).enumerate() {
            if n % 3 == 1 {
                rows.push((*a).to_owned());
                rows.push(format!("{}{b}", " ".repeat(28)));
            } else {
                rows.push(format!("{a}{}{b}", " ".repeat(28 - 2 * a.chars().count())));
            }
        }
        let expected = [bare(&left), vec![String::new()], bare(&right)].concat();
        assert_eq!(apart_of(&rows.join("\n")), expected);
    }

    #[test]
    fn a_deck_over_the_gutter_stands_below_the_headline() {
        let (left, right, _) = side_by_side("");
        // The second column goes on in mid-sentence.
        let right: Vec<&str> = right[1..].iter().chain(&right[1..2]).copied().collect();
        let mut rows = vec!["    两万居民喝上水".to_owned(), format!("{}水厂建设三年完工", " ".repeat(20))];
        rows.extend(
            left.iter().zip(&right).map(|(a, b)| format!("{a}{}{b}", " ".repeat(28 - 2 * a.chars().count()))),
        );
        let found = apart_of(&rows.join("\n"));
        let heads: Vec<&String> = found.iter().filter(|line| !line.is_empty()).take(2).collect();
        assert_eq!(heads, ["两万居民喝上水", "水厂建设三年完工"]);
        assert!(found.ends_with(&bare(&right)), "{found:?}");
    }

    #[test]
    fn steps_of_double_print_are_one_line() {
        let (left, right, page) = side_by_side("    ");
        let page = format!("   河河湾\n         湾供供水\n\n{page}");
        let found = apart_of(&page);
        assert_eq!(found[0], "河河湾湾供供水");
        assert!(found.ends_with(&[bare(&left), vec![String::new()], bare(&right)].concat()), "{found:?}");
        // Without double print a line that begins where another ends is one by itself.
        let page = page.replace("河河湾\n         湾供供水", "河湾\n       湾供水");
        let found = apart_of(&page);
        assert!(["河湾", "湾供水"].iter().all(|&line| found.iter().any(|l| l == line)), "{found:?}");
    }

    #[test]
    fn a_headline_above_a_column_that_goes_on_stands_before_the_article() {
        let (left, right, _) = side_by_side("");
        // The second column goes on in mid-sentence.
        let right: Vec<&str> = right[1..].iter().chain(&right[1..2]).copied().collect();
        let mut rows = vec![format!("{}两万居民喝上水", " ".repeat(34)), String::new()];
        rows.extend(
            left.iter().zip(&right).map(|(a, b)| format!("{a}{}{b}", " ".repeat(28 - 2 * a.chars().count()))),
        );
        let gap = || vec![String::new()];
        let expected = [vec!["两万居民喝上水".to_owned()], gap(), bare(&left), gap(), bare(&right)].concat();
        assert_eq!(apart_of(&rows.join("\n")), expected);
    }

    #[test]
    fn vertical_lines_beside_the_columns_keep_together() {
        let (left, right, _) = side_by_side("");
        let section = ["社", "会", "民", "生"];
        let rows: Vec<String> = left
            .iter()
            .zip(&right)
            .enumerate()
            .map(|(n, (a, b))| {
                let pad = |text: &str, to: usize| " ".repeat(to - 2 * text.chars().count());
                let glyph = section.get(n / 2).filter(|_| n % 2 == 1).unwrap_or(&"");
                format!("{a}{}{b}{}{glyph}", pad(a, 28), pad(b, 30)).trim_end().to_owned()
            })
            .collect();
        let found = apart_of(&rows.join("\n"));
        assert!(found.windows(4).any(|four| four == section), "{found:?}");
    }

    #[test]
    fn every_glyph_is_kept_once() {
        let (_, _, page) = side_by_side("   ");
        let units: Vec<u16> = page.encode_utf16().collect();
        let source = source::read(&page, &Options::default()).lines;
        let places = |lines: &[SourceLine]| {
            let mut all: Vec<u32> = lines.iter().flat_map(|l| &l.glyphs).map(|g| g.at).collect();
            all.sort_unstable();
            all
        };
        let before = places(&source);
        assert_eq!(places(&apart(source, &units).0), before);
    }

    #[test]
    fn a_table_stays_as_it_is() {
        let table = "站名    到达      开出      票价\n河湾    八时整    八时五分  十二元\n\
                     北岭    九时整    九时五分  十五元\n南渡    十时整    十时五分  二十元\n\
                     东桥    十一时整  十一时半  三十元\n西坪    十二时整  十二时半  四十元";
        let units: Vec<u16> = table.encode_utf16().collect();
        let lines = source::read(table, &Options::default()).lines;
        assert_eq!(apart(lines.clone(), &units).0, lines);
    }

    #[test]
    fn verses_and_names_stay_as_they_are() {
        for text in [
            "春江花月夜半来    一叶轻舟下渡台\n两岸青山留不住    满江明月送人回\n\
             故园消息年年问    旧雨新知处处陪\n莫道天涯无伴侣    门前杨柳手亲栽",
            "方河舟      林晚棠      许青禾      周望山\n陈立夏      吴小满      郑惊蛰      王谷雨\n\
             李寒露      孙白露      钱清明      何芒种\n杨处暑      黄秋分      徐霜降      马立冬",
            "山路弯弯弯到云\n        云下人家家家炊\n                炊烟袅袅袅上天\n\
             行行写在秋风里    里巷深深深几许\n许多往事事如烟    烟波江上上船去",
            "                    渡口\n\n    一条木船系在柳树下          两只水鸟立在船舷上\n\
                 等着过河的人                等着晚归的风\n\
                 风从上游的山里来            人从下游的镇上来\n\
                 带着新麦的气味              带着赶集的笑声\n\
                 船夫点亮桅上的灯            孩子数着水里的星",
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let lines = source::read(text, &Options::default()).lines;
            assert_eq!(apart(lines.clone(), &units).0, lines);
        }
    }

    #[test]
    fn a_long_line_of_many_words_costs_no_more_than_others() {
        let text = format!("{}\n", "word ".repeat(100_000)).repeat(5);
        let units: Vec<u16> = text.encode_utf16().collect();
        let lines = source::read(&text, &Options::default()).lines;
        assert_eq!(apart(lines.clone(), &units).0, lines);
    }

    #[test]
    fn an_indent_is_two_ems_whatever_the_cells() {
        assert_eq!(indent(4, Unit::Halves), 2 * EM);
        assert_eq!(indent(3, Unit::Characters), 2 * EM);
        assert_eq!(indent(1, Unit::Halves), 0);
        assert_eq!(indent(30, Unit::Halves), 0);
    }
}
