//! Columns woven into each other.
//!
//! An extractor that guesses the order of reading sorts a region row by row where it
//! finds no clear gap between its columns: a vertical headline or masthead beside them is
//! enough. Then the lines of two or three columns come in turns, or side by side on one
//! line with a gap between, and the glyphs of the vertical run stand among them. The same
//! happens to two vertical headlines whose glyphs lie at nearly the same heights.
//!
//! Such a region is read as *threads*. Each line, or each part of a line between gaps,
//! goes on from what one thread held last, or begins a thread. What speaks for going on:
//! characters that stand together elsewhere on the page or in a frequent word, and a full
//! line that breaks off in mid-sentence. What speaks against it: a mark that may not
//! begin a line, a short line that breaks off, a column's line after a single glyph. Coming
//! back to an older thread costs much the first time and little once columns are known to
//! be woven, so that a page in plain order is never worth taking apart. The best reading
//! is found by a beam search, and it must beat the plain one by far.

use smallvec::SmallVec;

use crate::chars::{self, EM};
use crate::lines::Line;
use crate::order;
use crate::source::Glyph;
use crate::words;
use crate::work::Work;

/// Lines of a region that are read at once.
const MAX_LINES: usize = 160;
/// Parts that a line may have; more gaps are no columns.
const MOST_PARTS: usize = 24;
/// Lines about a suspicious one that are read with it.
const REACH: usize = 8;
/// Readings that are followed at once.
const BEAM: usize = 64;
/// Threads that a reading may come back to.
const MAX_THREADS: usize = 5;
/// How many lines back a column's thread may lie.
const NEAR: u32 = 4;
/// The same for vertical print, whose glyphs stand higher than lines.
const FAR: u32 = 8;
/// How long the memory of a return lasts, in lines.
const MEMORY: u32 = 5;

/// What a reading pays to come back to a thread or to part a line, the first time.
const FIRST: i32 = 30;
/// The same where lines of the same width come in turns: what happens by chance.
const FIRST_IN_TURNS: i32 = 60;
/// The same once columns are known to be woven here.
const AGAIN: i32 = 4;
/// What it pays for parting a line beside a digit, where gaps are common.
const AT_DIGIT: i32 = 10;
/// The same where the number and what stands beside it belong together.
const IN_NUMBER: i32 = 40;
/// What it pays for parting a line too early for its column.
const CUT: i32 = 25;
/// What it pays for staying on one of several woven columns.
const STAY: i32 = 6;
/// What it pays for a column that stood left of others and now stands right of them.
const CROSSED: i32 = 15;
/// What it pays for a new thread among woven ones.
const OPENING: i32 = 15;
/// What it pays for another vertical run beside one.
const SECOND: i32 = 25;
/// What it pays for a thread that begins with a mark that may not begin a line.
const FORBIDDEN: i32 = 20;
/// What it pays for a thread that breaks off in mid-sentence and is never gone on with.
const DANGLING: i32 = 12;
/// What it pays for a line that passes the page's measure and has a gap inside.
const OVERFULL: i32 = 25;
/// What it gains where woven columns come in turns.
const TURN: i32 = 8;
/// By how much a reading must beat the plain one.
const WORTH: i32 = 40;
/// The same where lines of the same width only come in turns.
const WORTH_IN_TURNS: i32 = 120;
/// The same for each time that it comes back.
const EACH: i32 = 7;
/// How often it must have come back.
const RETURNS: u32 = 2;

/// Takes woven columns apart.
pub fn take_apart(lines: &mut Vec<Line>) {
    if lines.len() < 5 {
        return;
    }
    let page = PageView::of(lines);
    let regions = regions(lines, &page);
    if regions.is_empty() {
        return;
    }
    let blanks = lines.iter().skip(1).any(|line| line.blanks > 0);
    let mut apart = Vec::with_capacity(lines.len());
    let mut rest = std::mem::take(lines).into_iter();
    let mut at = 0;
    for (start, end) in regions {
        apart.extend(rest.by_ref().take(start - at));
        let region: Vec<Line> = rest.by_ref().take(end - start).collect();
        at = end;
        match read(&region, &page) {
            Some(places) => unweave(region, &places, blanks, &mut apart),
            None => apart.extend(region),
        }
    }
    apart.extend(rest);
    *lines = apart;
}

/// What the whole page tells.
struct PageView {
    /// The width of most of its lines, in quarter ems.
    measure: u32,
    /// Pairs of characters that stand inside its lines, by their hashes.
    pairs: Vec<u64>,
}

/// Bits for the page's pairs, as a power of two.
const PAIR_BITS: u32 = 18;

impl PageView {
    fn of(lines: &[Line]) -> Self {
        let mut counts = [0u32; 41];
        for line in lines {
            // Where a line holds columns side by side, each counts.
            let mut from = 0;
            for to in 1..=line.glyphs.len() {
                let inner = to < line.glyphs.len();
                let gap = inner && line.glyphs[to].gap > 0 && !line.spaced;
                if inner && !(gap && !is_sign(line.glyphs[to - 1].ch) && !is_sign(line.glyphs[to].ch)) {
                    continue;
                }
                let indent = if from == 0 { line.indent } else { 0 };
                let ems = ((width(&line.glyphs[from..to]) + indent) / EM) as usize;
                if (8..counts.len()).contains(&ems) {
                    counts[ems] += 1;
                }
                from = to;
            }
        }
        let most = (8..counts.len() - 1).max_by_key(|&ems| (counts[ems] + counts[ems + 1], 64 - ems));
        let measure = EM * (most.unwrap_or(16) as u32 + 1);
        let mut pairs = vec![0u64; 1 << (PAIR_BITS - 6)];
        for line in lines.iter().filter(|line| line.glyphs.len() > 2) {
            let plain = line.width() <= measure + EM;
            for pair in line.glyphs.windows(2) {
                if pair[1].gap == 0 || plain && (is_sign(pair[0].ch) || is_sign(pair[1].ch)) {
                    let bit = hash(pair[0].ch, pair[1].ch);
                    pairs[bit / 64] |= 1 << (bit % 64);
                }
            }
        }
        PageView { measure, pairs }
    }

    /// Whether a line is wider than most columns of the page.
    fn is_overfull(&self, line: &Line) -> bool {
        line.width() > self.measure + EM
    }

    /// Whether two characters stand side by side in a line of the page; all digits count
    /// as one.
    fn knows(&self, a: char, b: char) -> bool {
        let bit = hash(a, b);
        self.pairs[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// A digit or a Latin letter: spaces about them are common.
fn is_sign(ch: char) -> bool {
    chars::is_digit(ch) || chars::is_latin(ch)
}

fn hash(a: char, b: char) -> usize {
    let class = |ch: char| if chars::is_digit(ch) { '0' } else { ch };
    let key = u64::from(class(a) as u32) << 21 | u64::from(class(b) as u32);
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - PAIR_BITS)) as usize
}

/// A glyph or a few that close no sentence, as vertical print has them.
fn is_narrow(glyphs: &[Glyph]) -> bool {
    glyphs.len() <= 3
        && glyphs.iter().all(|g| !chars::is_mark(g.ch))
        && glyphs.iter().map(|g| chars::width(g.ch)).sum::<u32>() <= 3 * EM
}

/// Stretches of lines that may be woven.
fn regions(lines: &[Line], page: &PageView) -> Vec<(usize, usize)> {
    let apart = |i: usize| lines[i].blanks > 0 || lines[i].new_page;
    let mut regions: Vec<(usize, usize)> = Vec::new();
    let (mut block, mut last) = (0, None::<usize>);
    let mut found = 0;
    for i in 0..lines.len() {
        if i > 0 && apart(i) {
            block = i;
            last = None;
        }
        if !is_suspicious(lines, i, page) {
            continue;
        }
        found = if last.is_some_and(|last| i - last <= REACH) { found + 1 } else { 1 };
        last = Some(i);
        if found < 2 {
            continue;
        }
        let start = i.saturating_sub(2 * REACH).max(block);
        let reach = (i + REACH).min(lines.len());
        let end = (i + 1..reach).find(|&k| apart(k)).unwrap_or(reach);
        match regions.last_mut() {
            Some(region) if region.1 > start && region.1 - region.0 < MAX_LINES => region.1 = end,
            Some(region) if region.1 >= end => {}
            Some(region) => {
                let start = start.max(region.1);
                regions.push((start, end));
            }
            None => regions.push((start, end)),
        }
    }
    regions.retain(|r| r.1 - r.0 >= 4 && is_chinese(&lines[r.0..r.1]));
    regions
}

/// Whether most glyphs are Chinese: what is read is pairs of characters, of which code and
/// tables of figures have none.
fn is_chinese(lines: &[Line]) -> bool {
    let all: usize = lines.iter().map(|line| line.glyphs.len()).sum();
    let han = lines.iter().flat_map(|line| &line.glyphs).filter(|g| chars::is_han(g.ch)).count();
    2 * han > all
}

/// Whether a line may belong to woven columns: wider than the page's columns with a gap
/// inside, a glyph beside a long line, or one that goes on in the line after the next.
fn is_suspicious(lines: &[Line], i: usize, page: &PageView) -> bool {
    let line = &lines[i];
    let apart = |i: usize| lines.get(i).is_none_or(|l| l.blanks > 0 || l.new_page);
    if line.width() * 3 > page.measure * 4 && !line.spaced && line.glyphs.iter().skip(1).any(|g| g.gap > 0) {
        return true;
    }
    if apart(i + 1) {
        return false;
    }
    let next = &lines[i + 1];
    let narrow = is_narrow(&line.glyphs);
    if narrow != is_narrow(&next.glyphs) {
        return true;
    }
    if narrow && line.glyphs.len() != next.glyphs.len() {
        return true;
    }
    if apart(i + 2) || chars::is_mark(line.last()) {
        return false;
    }
    let later = &lines[i + 2];
    !is_known(page, line.last(), next.first()) && is_known(page, line.last(), later.first())
}

fn is_known(page: &PageView, a: char, b: char) -> bool {
    words::are_pair(a, b) || page.knows(a, b)
}

/// What a thread held last.
#[derive(Debug, Clone, Copy)]
struct Thread {
    id: u16,
    last: char,
    /// Width of its last part, and of its widest one, in quarter ems.
    width: u32,
    widest: u32,
    /// It holds nothing but a glyph or a few on each line.
    narrow: bool,
    copies: u8,
    parts: u16,
    /// The line that it was on last, and where on that line.
    line: u32,
    order: u32,
    /// On a line that held several columns: whether it was the first of them.
    leftmost: Option<bool>,
    /// Line and place of the part before the last one.
    before: (u32, u32),
}

impl Thread {
    /// Whether its last part closes a sentence.
    fn is_closed(&self) -> bool {
        chars::is_end(self.last) || chars::is_close(self.last)
    }

    /// Whether its last part, which other columns stand beside, is too short to break off.
    fn is_cut(&self, page: &PageView) -> bool {
        !self.narrow && !self.is_closed() && self.width + 4 * EM < page.measure
    }

    /// Whether it breaks off in mid-sentence.
    fn dangles(&self, page: &PageView) -> bool {
        !self.narrow && !self.is_closed() && self.width + 4 * EM >= page.measure
    }
}

/// A reading up to some place of the region.
#[derive(Debug)]
struct Reading {
    score: i32,
    threads: SmallVec<[Thread; MAX_THREADS]>,
    /// Index in `threads` of the one that the last part went to.
    current: usize,
    next_id: u16,
    returns: u32,
    /// How many of them were to vertical print, or beside another part of the line.
    sidelong: u32,
    /// The line of the last return to a column, and of the last one to vertical print.
    woven: [Option<u32>; 2],
    /// The last step, see [`Step`].
    step: u32,
}

/// Thousands of readings are made for each line, so that its threads are copied as they lie.
impl Clone for Reading {
    fn clone(&self) -> Self {
        Reading { threads: SmallVec::from_slice(&self.threads), ..*self }
    }
}

impl Reading {
    /// The same where the part before goes on over the gap.
    fn over_gap(&self, part: &Part, page: &PageView) -> Reading {
        let mut on = self.clone();
        let thread = &mut on.threads[on.current];
        let gap = u32::from(part.glyphs[0].gap);
        let grown = thread.width + gap + width(part.glyphs);
        let columns = |width: u32| width.saturating_sub(2 * EM + 1) / page.measure;
        on.score -= OVERFULL * (columns(grown) - columns(thread.width)) as i32;
        thread.width = grown;
        thread.widest = thread.widest.max(grown);
        thread.narrow &= grown <= 3 * EM;
        thread.last = part.last();
        on
    }

    /// What it is worth to go on with the part from the thread at `t`, or to begin one where
    /// none stands there. A line gives each thread one part.
    fn weigh(&self, part: &Part, t: usize, page: &PageView) -> Option<Move> {
        let inner = part.from > 0;
        let lately = |at: Option<u32>| at.is_some_and(|at| part.line - at <= MEMORY);
        let known = lately(self.woven[usize::from(part.narrow)]);
        let leftmost = (part.overfull && !part.narrow).then_some(!inner);
        let mut made = Move { t, score: self.score, leftmost, back: false, sidelong: false };
        if inner {
            made.score -= self.parting(part, self.woven.iter().any(|&at| lately(at)), page);
        }
        let Some(thread) = self.threads.get(t) else {
            made.score -= self.opening(part, known, page);
            return Some(made);
        };
        if thread.line == part.line {
            return None;
        }
        let held = (thread.line, thread.order);
        let columns = || self.threads.iter().filter(|other| !other.narrow);
        made.back = t != self.current || inner;
        made.score += join(thread, part, !made.back, page);
        // Columns that stood side by side before keep their order.
        let left = self.threads.get(self.current).map_or((u32::MAX, 0), |t| t.before);
        let swapped = inner && left.0 == thread.line && left.1 > thread.order;
        if swapped || leftmost == Some(false) && thread.leftmost == Some(true) {
            made.score -= CROSSED;
        }
        if made.back {
            // Nothing but vertical print stood between.
            let beyond = !part.narrow && !columns().any(|other| (other.line, other.order) > held);
            let turn = columns().filter(|c| c.line + NEAR >= part.line).map(|c| (c.line, c.order)).min();
            if known && thread.dangles(page) && turn == Some(held) {
                made.score += TURN;
            }
            made.score -= match (known, inner) {
                _ if beyond => AGAIN,
                (false, false) if !part.narrow => FIRST_IN_TURNS,
                (false, _) => FIRST,
                (true, false) if !part.narrow => AGAIN,
                (true, _) => 0,
            };
            made.sidelong = inner || thread.narrow && part.narrow || beyond;
        } else if known && !part.narrow {
            let waits = |k: usize, c: &Thread| k != t && c.dangles(page) && c.line + NEAR >= part.line;
            if self.threads.iter().enumerate().any(|(k, c)| waits(k, c)) {
                made.score -= STAY;
            }
        }
        Some(made)
    }

    /// What it costs to begin a thread with a part.
    fn opening(&self, part: &Part, known: bool, page: &PageView) -> i32 {
        let beside = self.threads.iter().any(|t| t.narrow && t.line + MEMORY >= part.line);
        let mut cost = 0;
        if part.narrow && beside {
            cost += SECOND;
        } else if known || part.narrow {
            cost += OPENING;
        }
        if chars::is_non_starter(part.glyphs[0].ch) {
            cost += FORBIDDEN;
        }
        if self.threads.len() == MAX_THREADS && self.threads[self.oldest()].dangles(page) {
            cost += DANGLING;
        }
        cost
    }

    /// The thread that gives way to a new one.
    fn oldest(&self) -> usize {
        (0..self.threads.len()).min_by_key(|&k| (self.threads[k].line, k)).unwrap_or(0)
    }

    /// The same with the part where a move puts it.
    fn with(&self, part: &Part, made: &Move) -> Reading {
        let mut on = self.clone();
        on.score = made.score;
        let fresh = part.thread(self.next_id);
        if let Some(thread) = on.threads.get_mut(made.t) {
            *thread = Thread {
                id: thread.id,
                widest: thread.widest.max(fresh.width),
                narrow: thread.narrow && fresh.narrow,
                parts: thread.parts + 1,
                leftmost: made.leftmost.or(thread.leftmost),
                before: (thread.line, thread.order),
                ..fresh
            };
            on.current = made.t;
        } else {
            if on.threads.len() == MAX_THREADS {
                on.threads.remove(on.oldest());
            }
            on.threads.push(Thread { leftmost: made.leftmost, ..fresh });
            on.next_id += 1;
            on.current = on.threads.len() - 1;
        }
        if made.back {
            on.returns += 1;
            on.sidelong += u32::from(made.sidelong);
            on.woven[usize::from(part.narrow)] = Some(part.line);
        }
        if part.from > 0 && part.overfull {
            on.woven[0] = Some(part.line);
        }
        on
    }

    /// What parting the line before a part costs.
    fn parting(&self, part: &Part, known: bool, page: &PageView) -> i32 {
        let current = &self.threads[self.current];
        let right = part.glyphs[0].ch;
        let mut cost = if known { 0 } else { FIRST / 2 };
        if is_sign(current.last) || is_sign(right) {
            cost += if page.knows(current.last, right) { IN_NUMBER } else { AT_DIGIT };
        }
        if current.is_cut(page) {
            cost += CUT;
        }
        if !part.overfull && !is_narrow(part.glyphs) {
            cost += AT_DIGIT;
        }
        cost
    }

    /// Forgets the threads that nothing may come back to any more.
    fn let_go(&mut self, line: u32, page: &PageView) {
        let current = self.threads.get(self.current).map(|t| t.id);
        let mut dangling = 0;
        self.threads.retain(|thread| {
            let held = thread.line + if thread.narrow { FAR } else { NEAR } > line;
            dangling += i32::from(!held && thread.dangles(page));
            held
        });
        self.score -= DANGLING * dangling;
        self.current = self.threads.iter().position(|t| Some(t.id) == current).unwrap_or(0);
    }

    /// Whether all that may follow is the same for another reading.
    fn is_like(&self, other: &Reading) -> bool {
        let last = |reading: &Reading| reading.threads.get(reading.current).map(|t| (t.line, t.order));
        self.woven == other.woven
            && last(self) == last(other)
            && self.threads.len() == other.threads.len()
            && self.threads.iter().zip(&other.threads).all(|(a, b)| {
                (a.line, a.order, a.narrow, a.width, a.widest)
                    == (b.line, b.order, b.narrow, b.width, b.widest)
            })
    }

    /// A number that is the same for readings that are alike, and hardly ever for others.
    fn print(&self) -> u64 {
        let mix = |print: u64, value: u32| {
            (print.rotate_left(5) ^ u64::from(value)).wrapping_mul(0x517c_c1b7_2722_0a95)
        };
        let threads =
            self.threads.iter().flat_map(|t| [t.line, t.order, 2 * t.width + u32::from(t.narrow), t.widest]);
        let woven = self.woven.iter().map(|at| at.unwrap_or(u32::MAX));
        threads.chain(woven).fold(0, mix)
    }
}

/// Where a reading puts a part.
#[derive(Clone, Copy)]
struct Move {
    /// The thread; one more than there are begins one.
    t: usize,
    /// The score of the reading with it.
    score: i32,
    leftmost: Option<bool>,
    /// It comes back to the thread, and does so beside other print.
    back: bool,
    sidelong: bool,
}

/// A part of a line.
struct Part<'a> {
    glyphs: &'a [Glyph],
    line: u32,
    from: u32,
    width: u32,
    /// It is vertical print by its looks, and not the beginning of a longer line.
    narrow: bool,
    /// Its line is wider than a column.
    overfull: bool,
    copies: u8,
}

impl<'a> Part<'a> {
    fn new(line: &'a Line, i: usize, from: usize, to: usize, page: &PageView) -> Self {
        let glyphs = &line.glyphs[from..to];
        Part {
            glyphs,
            line: i as u32,
            from: from as u32,
            width: width(glyphs) + if from == 0 { line.indent } else { 0 },
            narrow: is_narrow(glyphs) && (to == line.glyphs.len() || to == 1),
            overfull: page.is_overfull(line),
            copies: line.copies,
        }
    }

    fn last(&self) -> char {
        self.glyphs.last().map_or(' ', |g| g.ch)
    }

    /// A thread that begins with it.
    fn thread(&self, id: u16) -> Thread {
        Thread {
            id,
            last: self.last(),
            width: self.width,
            widest: self.width,
            narrow: self.narrow,
            copies: self.copies,
            parts: 1,
            line: self.line,
            order: self.from,
            leftmost: None,
            before: (u32::MAX, 0),
        }
    }
}

/// A part of a line and the thread that it went to.
#[derive(Debug, Clone, Copy)]
struct Step {
    before: u32,
    place: Place,
}

/// A part of a line, and its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: usize,
    from: usize,
    thread: u16,
}

/// Where a line may be parted: at its gaps, and between two glyphs of vertical print.
fn segments(line: &Line, page: &PageView, numbers: bool) -> SmallVec<[usize; 8]> {
    let mut starts = SmallVec::new();
    starts.push(0);
    let pair = line.glyphs.len() == 2
        && line.glyphs.iter().all(|g| chars::is_han(g.ch))
        && !is_known(page, line.glyphs[0].ch, line.glyphs[1].ch);
    let numbers = numbers && page.is_overfull(line);
    for (at, glyph) in line.glyphs.iter().enumerate().skip(1) {
        let number = is_sign(glyph.ch) || is_sign(line.glyphs[at - 1].ch);
        if !line.spaced && (glyph.gap > 0 && (numbers || !number) || pair) {
            starts.push(at);
        }
    }
    if starts.len() > MOST_PARTS {
        starts.truncate(1);
    }
    starts
}

/// The places of all parts in the best reading, where it is worth it.
fn read(lines: &[Line], page: &PageView) -> Option<Vec<Place>> {
    let mut steps = Vec::new();
    let best = best(lines, page, true, &mut steps)?;
    if best.returns < RETURNS {
        return None;
    }
    let plain = self::best(lines, page, false, &mut Vec::new())?;
    let worth = if 4 * best.sidelong >= best.returns { WORTH } else { WORTH_IN_TURNS };
    if best.score - plain.score < worth.max(EACH * best.returns as i32) {
        return None;
    }
    let mut places = Vec::new();
    let mut at = best.step;
    while let Some(step) = steps.get(at as usize) {
        places.push(step.place);
        at = step.before;
    }
    places.reverse();
    Some(places)
}

/// The best reading of a region; a plain one comes back to nothing and parts no line.
fn best(lines: &[Line], page: &PageView, woven: bool, steps: &mut Vec<Step>) -> Option<Reading> {
    let mut beam = vec![Reading {
        score: 0,
        threads: SmallVec::new(),
        current: 0,
        next_id: 0,
        returns: 0,
        sidelong: 0,
        woven: [None; 2],
        step: u32::MAX,
    }];
    let mut prints = Vec::with_capacity(BEAM);
    let mut moves: Vec<(usize, i32, Option<Move>)> = Vec::new();
    // A gap beside a digit may part columns where other gaps do.
    let parted = lines.iter().filter(|l| page.is_overfull(l) && segments(l, page, false).len() > 1);
    let numbers = parted.count() > 1;
    for (i, line) in lines.iter().enumerate() {
        let starts = segments(line, page, numbers);
        for (n, &from) in starts.iter().enumerate() {
            let to = starts.get(n + 1).copied().unwrap_or(line.glyphs.len());
            let part = Part::new(line, i, from, to, page);
            // Most of what may follow is worth less than what is kept: it is weighed alone.
            moves.clear();
            for (k, reading) in beam.iter().enumerate() {
                if n > 0 {
                    moves.push((k, reading.over_gap(&part, page).score, None));
                }
                for t in 0..=reading.threads.len() {
                    if woven || n == 0 && (t == reading.current || t == reading.threads.len()) {
                        let made = reading.weigh(&part, t, page);
                        moves.extend(made.map(|made| (k, made.score, Some(made))));
                    }
                }
            }
            Work::Readings.done(moves.len());
            // The best first; of one score the earlier one.
            let order = order::sorted(moves.iter().map(|m| u64::from(m.1.abs_diff(i32::MAX))));
            let mut next: Vec<Reading> = Vec::with_capacity(BEAM);
            prints.clear();
            for (k, _, made) in order.into_iter().map(|(_, at)| &moves[at as usize]) {
                if next.len() == BEAM {
                    break;
                }
                let mut on = match made {
                    Some(made) => beam[*k].with(&part, made),
                    None => beam[*k].over_gap(&part, page),
                };
                let print = on.print();
                let alike = |(&other, better): (&u64, &Reading)| other == print && better.is_like(&on);
                if prints.iter().zip(&next).any(alike) {
                    continue;
                }
                if made.is_some() {
                    let thread = on.threads[on.current].id;
                    let place = Place { line: i, from, thread };
                    steps.push(Step { before: on.step, place });
                    on.step = steps.len() as u32 - 1;
                }
                next.push(on);
                prints.push(print);
            }
            beam = next;
        }
        for reading in &mut beam {
            reading.let_go(i as u32, page);
        }
    }
    for reading in &mut beam {
        let dangling = reading.threads.iter().filter(|t| t.dangles(page)).count() as i32;
        reading.score -= DANGLING * dangling;
    }
    beam.into_iter().max_by_key(|reading| reading.score)
}

fn width(glyphs: &[Glyph]) -> u32 {
    let gaps = glyphs.iter().skip(1).map(|g| u32::from(g.gap)).sum::<u32>();
    gaps + glyphs.iter().map(|g| chars::width(g.ch)).sum::<u32>()
}

/// How well a part of a line goes on from a thread, in tenths; `beside` where nothing
/// stands between.
fn join(thread: &Thread, part: &Part, beside: bool, page: &PageView) -> i32 {
    let (a, b) = (thread.last, part.glyphs[0].ch);
    let known = || is_known(page, a, b) || chars::is_digit(a) && chars::is_digit(b);
    if part.copies != thread.copies {
        return -15;
    }
    if thread.narrow {
        return match (part.narrow, known()) {
            (true, true) => 25,
            (true, false) => 0,
            (false, true) => -5,
            (false, false) => -20,
        };
    }
    if part.narrow {
        return if known() { 0 } else { -25 };
    }
    if chars::is_non_starter(b) {
        // An extractor may cut a line before a mark, but puts nothing between.
        return if beside { 8 } else { -40 };
    }
    if thread.is_closed() {
        // A paragraph that has ended is followed by a line that is indented.
        let ended = thread.width + 4 * EM < page.measure;
        let indented = 2 * width(part.glyphs) + 3 * EM <= 2 * page.measure;
        return if ended && !indented { -5 } else { 3 };
    }
    let full = if thread.parts == 1 {
        thread.width + 4 * EM >= page.measure
    } else {
        thread.width + 5 * EM / 2 >= thread.widest.min(page.measure)
    };
    let pair = if is_sign(a) || is_sign(b) {
        if page.knows(a, b) { 15 } else { -5 }
    } else if chars::is_mark(a) || chars::is_mark(b) {
        8
    } else if words::are_pair(a, b) {
        30
    } else if page.knows(a, b) {
        15
    } else {
        -8
    };
    if full { pair } else { pair - 25 }
}

/// Puts the parts of each thread together, in the order in which the threads begin.
fn unweave(region: Vec<Line>, places: &[Place], blanks: bool, out: &mut Vec<Line>) {
    let threads = 1 + places.iter().map(|p| usize::from(p.thread)).max().unwrap_or(0);
    let mut parts: Vec<Vec<Line>> = vec![Vec::new(); threads];
    let mut order: Vec<usize> = Vec::new();
    let mut woven = vec![false; threads];
    let mut before: Option<Place> = None;
    let mut places = places.iter().peekable();
    let first_blanks = region.first().map_or(0, |l| l.blanks);
    for (i, mut line) in region.into_iter().enumerate() {
        let mut own: SmallVec<[Place; 4]> = SmallVec::new();
        while let Some(place) = places.next_if(|p| p.line == i) {
            own.push(*place);
        }
        let mut pieces: SmallVec<[(usize, Line); 4]> = SmallVec::new();
        for place in own.iter().rev() {
            let glyphs = line.glyphs.split_off(place.from);
            let mut piece = line.with(glyphs);
            if place.from > 0 {
                piece.glyphs[0].gap = 0;
                piece.indent = 0;
            }
            pieces.push((usize::from(place.thread), piece));
        }
        for (thread, mut piece) in pieces.into_iter().rev() {
            let fresh = parts[thread].is_empty();
            if fresh {
                order.push(thread);
            } else if before.is_some_and(|b| usize::from(b.thread) != thread) {
                woven[thread] = true;
            }
            piece.blanks = 0;
            parts[thread].push(piece);
            before = Some(Place { line: i, from: 0, thread: thread as u16 });
        }
    }
    for (n, &thread) in order.iter().enumerate() {
        let mut own = std::mem::take(&mut parts[thread]);
        let apart = n > 0 && (woven[thread] || woven[order[n - 1]]);
        own[0].blanks = if n == 0 { first_blanks } else { u32::from(apart && blanks) };
        let narrow = own.iter().take_while(|l| is_narrow(&l.glyphs)).count();
        if woven[thread] && narrow > 1 {
            let mut rest = own.into_iter();
            let mut run = rest.next().unwrap_or_default();
            for line in rest.by_ref().take(narrow - 1) {
                run.glyphs.extend(line.glyphs);
            }
            run.vertical = true;
            run.spaced = false;
            out.push(run);
            out.extend(rest);
        } else {
            out.extend(own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    const LEFT: [&str; 8] = [
        "本报讯经过三年建设，沅畈",
        "县农村饮水工程日前全部完工，",
        "全县二十六个乡镇、十四万农民",
        "从此告别了挑水吃的历史。工程",
        "总投资三千二百万元，新建水厂",
        "九座，铺设管道八百多公里。为",
        "了保证质量，县政府组织技术人",
        "员驻守工地，对每一道工序检查。",
    ];
    const RIGHT: [&str; 8] = [
        "村民们自发组织起来，修路",
        "架桥，参加义务劳动的群众超过",
        "两万人次。长石村地处高山，过",
        "去每到冬季都要到山下取水。如",
        "今自来水接进了厨房，村里还办",
        "起了豆腐加工厂。县水利局负责",
        "人表示，今后将加强管理，让工",
        "程长期发挥效益。",
    ];

    fn read(input: &str) -> Vec<String> {
        let mut lines = lines::lines(source::read(input, &Options::default()).lines);
        take_apart(&mut lines);
        lines.iter().map(Line::text).collect()
    }

    #[track_caller]
    fn check_unchanged(input: &str) {
        let lines = lines::lines(source::read(input, &Options::default()).lines);
        let before: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(read(input), before);
    }

    #[test]
    fn columns_side_by_side_come_one_after_the_other() {
        let rows: Vec<String> = LEFT.iter().zip(RIGHT).map(|(a, b)| format!("{a} {b}")).collect();
        assert_eq!(read(&rows.join("\n")), [LEFT, RIGHT].concat());
    }

    #[test]
    fn lines_that_come_in_turns_are_put_in_order() {
        let rows: Vec<String> = LEFT.iter().zip(RIGHT).map(|(a, b)| format!("{a}\n{b}")).collect();
        assert_eq!(read(&rows.join("\n")), [LEFT, RIGHT].concat());
    }

    #[test]
    fn a_vertical_headline_beside_a_column_becomes_one_line() {
        let glyphs = "农村饮水工程完工".chars();
        let rows: Vec<String> = glyphs.zip(LEFT).map(|(glyph, line)| format!("{glyph}\n{line}")).collect();
        let mut expect = vec!["农村饮水工程完工"];
        expect.extend(LEFT);
        assert_eq!(read(&rows.join("\n")), expect);
    }

    #[test]
    fn plain_columns_stay() {
        check_unchanged(&[LEFT, RIGHT].concat().join("\n"));
        check_unchanged(&format!("农\n村\n饮\n水\n工\n程\n{}", LEFT.join("\n")));
    }

    #[test]
    fn clauses_names_and_lists_stay() {
        check_unchanged(
            "张文静 李建国 王小明 赵新华\n张建国 李文静 王新华 赵小明\n周文静 吴建国 郑小明 孙新华",
        );
        check_unchanged("甲\n一等奖\n乙\n二等奖\n丙\n三等奖");
        check_unchanged("春风又绿江南岸\n明月何时照我还\n春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少");
    }

    #[test]
    fn a_line_with_many_gaps_is_no_row_of_columns() {
        let line = "工 程 建 设 ".repeat(40);
        check_unchanged(&[line.as_str(); 6].join("\n"));
    }
}
