//! Blocks: pieces that stand below each other, and the order in which they are read.

use super::pieces::{Piece, full_width};
use super::rows::{FEWEST_ROWS, INDENT, MOST_COLUMNS, PUSHED};
use crate::chars::{self, EM};
use crate::order;
use crate::source::SourceLine;

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
pub(super) fn stands_alone(pieces: &[Piece], run: &[usize]) -> bool {
    run.len() >= FEWEST_ROWS
        && run.iter().all(|&k| pieces[k].alone)
        && run.windows(2).all(|w| pieces[w[0]].row + 1 == pieces[w[1]].row)
}

/// Begins a block wherever the distance is more than the column's own.
pub(super) fn cut_blocks(pieces: &mut [Piece], lines: &[SourceLine]) {
    for top in 0..pieces.len() {
        if pieces[top].above.is_some() {
            continue;
        }
        let run: Vec<usize> = std::iter::successors(Some(top), |&k| pieces[k].below).collect();
        let distances: Vec<(u32, u32)> = run.windows(2).map(|w| distance(pieces, w[0], w[1])).collect();
        if stands_alone(pieces, &run) {
            continue;
        }
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
            let (above, below) = (p.width(lines), q.width(lines));
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
pub(super) const HEADLINE: usize = 5;

/// Where the body begins below a headline at the top of a block: display type is set apart
/// by less than a line, but nothing else stands above a first line without an end mark.
pub(super) fn below_headline(pieces: &[Piece], block: &[usize], lines: &[SourceLine]) -> Option<usize> {
    let ends = |k: usize| pieces[k].glyphs(lines).iter().any(|g| chars::is_end(g.ch));
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
pub(super) struct Block {
    pub(super) pieces: Vec<usize>,
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) top: u32,
    pub(super) bottom: u32,
}

impl Block {
    pub(super) fn new(pieces: &[Piece], run: Vec<usize>) -> Self {
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
pub(super) fn blocks(pieces: &[Piece], lines: &[SourceLine]) -> Vec<Block> {
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

/// So many lines apart, blocks stand in different bands.
const BAND: u32 = 3;

/// How often a region is cut, at most.
const DEEPEST: u32 = 24;

/// The order in which blocks are read, with the band of each. Running heads are bands of
/// their own.
pub(super) fn reading_order(blocks: &[Block], heads: &[u32]) -> (Vec<usize>, Vec<u32>) {
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
pub(super) fn strips(blocks: &[Block], mut region: Vec<usize>) -> Vec<Vec<usize>> {
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
pub(super) const DISPLAY: usize = 4;

/// How many lines at the top of a column that goes on with a paragraph are display type:
/// short ones without the end of a sentence, off the column's edge or further apart than
/// its lines are, or a single one, or such that begin in the gutter. Lines round a picture
/// are more, or as far apart.
fn display_above(pieces: &[Piece], block: &[usize], lines: &[SourceLine]) -> usize {
    let width = |k: usize| pieces[k].width(lines);
    if block.len() < FEWEST_ROWS {
        return 0;
    }
    let full = full_width(pieces, block, lines);
    let edge = block[1..].iter().map(|&k| pieces[k].left).take(2 * FEWEST_ROWS).min().unwrap_or(0);
    let over = |k: usize| pieces[k].left + PUSHED <= edge;
    // A paragraph's first line is as full as its indent lets it be.
    let short = |k: usize| (width(k) + 3 * EM + EM / 2 < full || over(k)) && pieces[k].is_plain(lines);
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
