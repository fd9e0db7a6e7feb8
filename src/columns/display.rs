//! Display type over several columns, moved to the articles that it belongs to.

use super::blocks::{Block, DISPLAY, HEADLINE, below_headline};
use super::pieces::{Pairs, Piece, full_width};
use super::rows::{FEWEST_ROWS, SIGHT};
use crate::chars::{self, EM};
use crate::order;
use crate::source::SourceLine;

/// The columns of an article begin at most so many lines apart.
const LEVEL: u32 = 4;

/// The blocks in reading order. A headline over several columns stands above one of them
/// that goes on with a paragraph, or above a picture: no text begins below it, so it is
/// moved to where the article's first column begins.
pub(super) fn to_their_articles(
    pieces: &[Piece],
    blocks: Vec<Block>,
    order: Vec<(usize, u32)>,
    lines: &[SourceLine],
    pairs: &Pairs,
) -> Vec<(Block, u32)> {
    let mut tops: Vec<(u32, u32, u32)> = blocks.iter().map(|b| (b.top, b.left, b.right)).collect();
    order::sort_by_key(&mut tops, |t| t.0.into());
    let mut held: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let mut out: Vec<(Block, u32)> = Vec::with_capacity(order.len());
    for (at, band) in order {
        let Some(mut block) = held[at].take() else { continue };
        let before = out.iter().rev().take(BEFORE).filter_map(|(block, _)| block.pieces.last());
        let parts = parts_a_word(pieces, &block.pieces, before, lines, pairs);
        if parts > 0 {
            let rest = block.pieces.split_off(parts);
            out.push((Block::new(pieces, block.pieces), band));
            block = Block::new(pieces, rest);
        }
        // Display type right before this block, above the same column.
        let from = out.len()
            - out.iter().rev().take_while(|(above, _)| stands_over(pieces, above, &block, lines)).count();
        if from < out.len() && goes_on(pieces, &block.pieces) {
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
    let display = |p: &Piece| {
        let glyphs = p.glyphs(lines);
        glyphs.len() > 1
            && p.is_plain(lines)
            && 2 * glyphs.iter().filter(|g| chars::is_common_han(g.ch)).count() > glyphs.len()
    };
    block.pieces.len() <= DISPLAY && block.pieces.iter().all(|&k| display(&pieces[k]))
}

/// Whether a block is display type right above another one: a few lines without the end
/// of a sentence, shorter than the column.
fn stands_over(pieces: &[Piece], above: &Block, below: &Block, lines: &[SourceLine]) -> bool {
    above.pieces.len() <= DISPLAY
        && above.bottom < below.top + LEVEL
        && below.top < above.bottom + SIGHT
        && above.left < below.right
        && below.left < above.right
        && below.pieces.len() > above.pieces.len()
        && !above.pieces.iter().any(|&k| pieces[k].glyphs(lines).iter().any(|g| chars::is_end(g.ch)))
}

/// Whether a block's first line goes on with a paragraph: it begins where the next lines do.
pub(super) fn goes_on(pieces: &[Piece], block: &[usize]) -> bool {
    let next = &block[1..block.len().min(4)];
    let edge = next.iter().map(|&k| pieces[k].left).min();
    next.len() > 1 && edge.is_some_and(|edge| pieces[block[0]].left <= edge + 1)
}

/// The column that goes on in this one is among so many that are read right before.
const BEFORE: usize = 3;

/// How many lines at the top of a column part a word: a column right before breaks off in it,
/// and the next line goes on with it.
fn parts_a_word<'a>(
    pieces: &[Piece],
    block: &[usize],
    before: impl Iterator<Item = &'a usize> + Clone,
    lines: &[SourceLine],
    pairs: &Pairs,
) -> usize {
    let most = block.iter().take(DISPLAY - 1).take_while(|&&k| pieces[k].is_plain(lines)).count();
    if most == 0 || block.len() < FEWEST_ROWS {
        return 0;
    }
    let full = full_width(pieces, block, lines);
    let broken = |a: usize, b: usize| pairs.stands(lines, &pieces[a], &pieces[b], 1);
    let parts = |&top: &usize| {
        let (above, first) = (block[top - 1], block[top]);
        let word = |&e: &usize| broken(e, first) == Some(true) && broken(e, block[0]) != Some(true);
        pieces[first].width(lines) + 2 * EM > full
            && goes_on(pieces, &block[top..])
            && broken(above, first) == Some(false)
            && before.clone().any(word)
    };
    (1..=most).find(parts).unwrap_or(0)
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
        if level && !goes_on(pieces, &block.pieces) {
            return Some(at);
        }
    }
    None
}
