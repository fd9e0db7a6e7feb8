//! Pieces: what the gutters cut rows into, which piece goes on below which, and what the words
//! say of it.

use super::gutters::{Edges, NARROWEST, OUTERMOST};
use super::rows::{FAR, FEWEST_ROWS, Row, SIGHT, set};
use crate::chars::{self, EM};
use crate::order;
use crate::source::{Glyph, SourceLine};
use crate::words::{self, PairMap};

/// What stands in one column of one line.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) row: usize,
    /// Its glyphs.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) left: u32,
    pub(super) right: u32,
    /// The left edge of its column, as the lines about it show it.
    pub(super) edge: u32,
    pub(super) y: u32,
    /// The piece that it goes on from, and the one that goes on from it.
    pub(super) above: Option<usize>,
    pub(super) below: Option<usize>,
    /// Whether a new block begins with it.
    pub(super) begins: bool,
    /// Whether nothing else stands on its line.
    pub(super) alone: bool,
    /// Where it stands among the pieces of its line and the lines next to it.
    side: Side,
}

impl Piece {
    pub(super) fn glyphs<'a>(&self, lines: &'a [SourceLine]) -> &'a [Glyph] {
        &lines[self.row].glyphs[self.from..self.to]
    }

    /// How wide it is set at most, in quarter ems.
    pub(super) fn width(&self, lines: &[SourceLine]) -> u32 {
        set(&lines[self.row], self.from, self.to).1
    }

    /// Whether no sentence ends or pauses in it.
    pub(super) fn is_plain(&self, lines: &[SourceLine]) -> bool {
        !self.glyphs(lines).iter().any(|g| chars::is_end(g.ch) || chars::is_pause(g.ch))
    }
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

/// The width that the full lines of a block are set to, in quarter ems.
pub(super) fn full_width(pieces: &[Piece], block: &[usize], lines: &[SourceLine]) -> u32 {
    let mut widths: Vec<u32> = block.iter().map(|&k| pieces[k].width(lines)).collect();
    order::sort_by_key(&mut widths, |&w| w.into());
    widths[2 * widths.len() / 3]
}

/// Whether a line goes on with the one above it, wherever it stands: the one above breaks off in
/// mid-sentence at the end of its column, or beside a picture, where several lines in a row are
/// short and stand further in. A subhead is shorter than the line below it.
pub(super) fn goes_on_below(
    above: &Piece,
    own: &Piece,
    next: Option<&Piece>,
    full: u32,
    lines: &[SourceLine],
) -> bool {
    let further_in = || above.left >= own.left || next.is_some_and(|next| next.left + 1 >= own.left);
    let (before, here) = (above.width(lines), own.width(lines));
    breaks_off(above, lines)
        && (before + EM > full || before >= here || before + 2 * EM >= here && further_in())
}

/// Whether a line that stands further in by so much, in quarter ems, was pushed there by what stands
/// left of it: with an indent it would be too long, and the line that is read before breaks off in
/// mid-sentence at the end of its column.
pub(super) fn is_pushed(before: &Piece, own: &Piece, inset: u32, full: u32, lines: &[SourceLine]) -> bool {
    own.width(lines) + inset > full + EM && before.width(lines) + 2 * EM > full && breaks_off(before, lines)
}

/// Whether a line breaks off in mid-sentence.
fn breaks_off(above: &Piece, lines: &[SourceLine]) -> bool {
    let last = lines[above.row].glyphs[above.to - 1].ch;
    !chars::is_mark(last) || chars::is_pause(last)
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
pub(super) fn pieces(rows: &[Row]) -> (Vec<Piece>, Vec<bool>) {
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
pub(super) fn link(pieces: &mut [Piece], apart: &[bool]) {
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
pub(super) struct Pairs(pub(super) PairMap<u32>);

impl Pairs {
    pub(super) fn new(pieces: &[Piece], lines: &[SourceLine]) -> Self {
        let mut pairs = PairMap::default();
        for piece in pieces {
            for pair in piece.glyphs(lines).windows(2) {
                *pairs.entry(words::pair_key(pair[0].ch, pair[1].ch)).or_default() += 1;
            }
        }
        Pairs(pairs)
    }

    /// Whether two pieces break a word between them: their characters stand together in a
    /// frequent word, or repeatedly on this page. Nothing where one of them has no Chinese
    /// character there.
    pub(super) fn broken(&self, lines: &[SourceLine], before: &Piece, behind: &Piece) -> Option<bool> {
        self.stands(lines, before, behind, 2)
    }

    /// The same, where they stand together at least so often on this page.
    pub(super) fn stands(
        &self,
        lines: &[SourceLine],
        before: &Piece,
        behind: &Piece,
        least: u32,
    ) -> Option<bool> {
        let a = lines[before.row].glyphs[before.to - 1].ch;
        let b = lines[behind.row].glyphs[behind.from].ch;
        let word = || {
            words::are_pair(a, b) || self.0.get(&words::pair_key(a, b)).is_some_and(|&count| count >= least)
        };
        (chars::is_common_han(a) && chars::is_common_han(b)).then(word)
    }
}

/// How many joins of lines break a word, of how many.
type Joins = (u32, u32);

/// What the words say about the gutters.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Down the columns, among lines that stand left of others.
    pub(super) left: Joins,
    /// The same, among lines that stand right of others.
    pub(super) right: Joins,
    /// Across the gutters.
    pub(super) across: Joins,
    /// The lines themselves, left and right.
    lines: [Lines; 2],
    /// How many pieces there are, beside others or not.
    pub(super) pieces: u32,
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
    pub(super) fn count(pieces: &[Piece], lines: &[SourceLine], pairs: &Pairs) -> Self {
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
                p.width(lines) + indent
            };
            // The widest line may be a headline, the second widest hardly.
            let mut widths: Vec<u32> = run.iter().map(|&k| width(k)).collect();
            order::sort_by_key(&mut widths, |&w| w.into());
            let Some(&full) = widths.iter().rev().nth(1).filter(|&&w| w >= NARROWEST) else { continue };
            for &k in run.iter().filter(|&&k| pieces[k].side != Side::Alone) {
                let glyphs = pieces[k].glyphs(lines);
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
    pub(super) fn running(&self) -> Joins {
        let [left, right] = self.lines;
        (left.running + right.running, left.all + right.all)
    }

    pub(super) fn down(&self) -> Joins {
        (self.left.0 + self.right.0, self.left.1 + self.right.1)
    }

    /// Words are broken down the columns on both sides of the gutters, and hardly ever
    /// across them. Where there are too few lines to tell, they must look like running text
    /// and be most of the page.
    pub(super) fn tell_columns(&self) -> bool {
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
pub(super) fn join_cells(rows: &mut [Row], pieces: &[Piece], lines: &[SourceLine], pairs: &Pairs) -> bool {
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
