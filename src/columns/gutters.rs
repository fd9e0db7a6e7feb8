//! Gutters: which gaps of a row part columns, and the columns' edges and measures that tell it.

use super::rows::{FEWEST_ROWS, Gap, INDENT, PUSHED, REACH, Row, set};
use crate::chars::EM;
use crate::order;
use crate::source::SourceLine;

/// So many of their answers are enough.
const ANSWERS: u32 = 3;

/// So wide a gap is a gutter whatever its neighbours say.
const WIDE: u32 = 6;

/// Lines in a row that begin at one place behind single spaces show a gutter.
const NARROW_RUN: usize = 5;

/// Running heads and feet stand among so many lines from the top or the bottom.
pub(super) const OUTERMOST: usize = 2;

/// Decides which gaps are gutters.
pub(super) fn find_gutters(rows: &mut [Row]) {
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
pub(super) struct Edges {
    pub(super) rows: Vec<Vec<usize>>,
}

impl Edges {
    pub(super) fn new(rows: &[Row]) -> Self {
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
    pub(super) fn near(&self, at: usize, x: u32) -> usize {
        let Some(rows) = self.rows.get(x as usize) else { return 0 };
        let from = rows.partition_point(|&k| k + REACH < at);
        rows[from..].iter().take_while(|&&k| k <= at + REACH).filter(|&&k| k != at).count()
    }

    /// Where most pieces nearby begin that may belong to the column of one that was
    /// pushed about.
    pub(super) fn nearest(&self, at: usize, left: u32) -> u32 {
        (left.saturating_sub(PUSHED)..=left + 2 * PUSHED)
            .max_by_key(|&x| (self.near(at, x) + usize::from(x == left), u32::MAX - x.abs_diff(left)))
            .unwrap_or(left)
    }

    /// The left edge of the column in which a piece is indented, if it is.
    pub(super) fn left_of(&self, at: usize, left: u32, free: u32) -> u32 {
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
pub(super) fn cut_vertical_lines(rows: &mut [Row]) {
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
pub(super) fn cut_behind_full_lines(rows: &mut [Row], lines: &[SourceLine]) {
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
pub(super) fn stretches(rows: &[Row], lines: &[SourceLine]) -> Vec<Vec<(u32, u32)>> {
    rows.iter()
        .zip(lines)
        .map(|(row, line)| {
            let stretch = |(from, to): (usize, usize)| (row.cells[from].0, set(line, from, to).1);
            row.stretches().into_iter().map(stretch).collect()
        })
        .collect()
}

/// Stretches nearby that begin where a column does.
fn column_near(stretches: &[Vec<(u32, u32)>], at: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
    let near = at.saturating_sub(2 * REACH)..(at + 2 * REACH + 1).min(stretches.len());
    near.filter(move |&k| k != at).flat_map(|k| stretches[k].iter().copied())
}

/// The narrowest column, in quarter ems.
pub(super) const NARROWEST: u32 = 6 * EM;

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
