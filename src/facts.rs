//! Facts: what can be measured of a line and its surroundings.
//!
//! All widths are relative to the local measure and all habits to the page, so
//! that a fact means the same on every paper.

use crate::chars::{self, EM};
use crate::cues::{self, Cues};
use crate::languages::Language;
use crate::lines::{Line, Widths};
use crate::source::Glyph;
use crate::words;
pub use crate::words::{PairMap, pair_key};

/// What is measured of one line.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Glyphs.
    pub count: usize,
    /// Width with indent, in quarter ems.
    pub width: i32,
    /// Measure minus width, in quarter ems.
    pub short: i32,
    /// How the line fits its measure.
    pub fit: Fit,
    /// How often the pair across the break before this line stands inside lines of the
    /// page; `None` where either side is no Chinese character.
    pub joint: Option<u32>,
    /// Whether that pair stands in frequent words.
    pub word: bool,
    /// Local measure in quarter ems.
    pub measure: i32,
    /// A typed indent of about two ems.
    pub indented: bool,
    /// Empty lines before.
    pub blanks: u32,
    /// Class of the first glyph.
    pub first: First,
    /// Class of the last glyph.
    pub last: Last,
    /// Width that kinsoku would have taken at least to the line before, in quarter ems.
    pub lead_width: i32,
    /// A pause or an end mark stands inside.
    pub pauses: bool,
    /// A wide gap or a space between Chinese characters stands inside.
    pub clauses: bool,
    /// Two clauses of one length, apart by a gap.
    pub balanced: bool,
    /// Begins with a particle, which never begins a phrase.
    pub bound: bool,
    /// Closes a quotation or bracket that it does not open, and the other way round.
    pub unopened: bool,
    /// Opens a quotation or bracket that it does not close.
    pub unclosed: bool,
    /// Cues of its words.
    pub cues: Cues,
    /// Share of its glyph pairs that stand elsewhere on the page, 0 to 1.
    pub overlap: f32,
    /// How well it would go on with a sentence that breaks off elsewhere, see `awaited.rs`: 0
    /// not at all, to 3.
    pub awaited: u8,
    /// Glyph pairs that one of the next lines takes up.
    pub taken_up: u32,
    /// Glyph pairs that one of the lines before has as well.
    pub takes_up: u32,
    /// Longest stretch of such pairs over all, 0 to 1.
    pub echo: f32,
    /// How much of its block is repeated elsewhere on the page, line by line: 0 nothing,
    /// 1 some, 2 most, 3 all but a line, 4 all.
    pub block_echo: u8,
    /// Lines in a row, with this one, that are repeated elsewhere.
    pub echo_run: usize,
    /// Prints.
    pub copies: u8,
    /// Vertical.
    pub vertical: bool,
    /// Number of its block.
    pub block: usize,
    /// Place in its block.
    pub at: usize,
    /// Lines in its block.
    pub size: usize,
    /// Looks like running text.
    pub bodyish: bool,
    /// The line of running text before it.
    pub body_before: Option<usize>,
    /// The line of running text after it.
    pub body_after: Option<usize>,
    /// For each glyph but the last the number of its pair with the next one among all pairs
    /// of the page; [`NO_PAIR`] beside a mark.
    pub pairs: Vec<u32>,
}

/// Stands for a pair of which one is a mark.
pub const NO_PAIR: u32 = u32::MAX;

/// How a line fits its measure, with what its marks may have been squeezed by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fit {
    /// Wider.
    Over,
    /// Full, and no indented first line.
    Full,
    /// Full, or an indented first line: its marks allow both.
    Either,
    /// Two ems short: an indented first line.
    Indent,
    /// Short.
    Short,
    /// Shorter than two thirds, or no measure is known.
    #[default]
    Far,
}

/// How much is missing to the measure, in quarter ems, the indent counted in.
///
/// A letter-spaced line is full by definition.
fn short(line: &Line, widths: Widths) -> i32 {
    if line.spaced { 0 } else { widths.missing(line.measure as i32 - line.indent as i32) }
}

/// The fit of a line.
fn fit(line: &Line, widths: Widths) -> Fit {
    let measure = line.measure as i32 - line.indent as i32;
    if line.measure == 0 {
        return Fit::Far;
    }
    if line.spaced {
        return Fit::Full;
    }
    let near = |missing: i32| (-2..=3).contains(&missing);
    let (full, indent) = (widths.missing(measure), widths.missing(measure - 2 * EM as i32));
    match (near(full), near(indent)) {
        (true, true) => Fit::Either,
        (true, false) => Fit::Full,
        (false, true) => Fit::Indent,
        _ if full < 0 => Fit::Over,
        _ if 3 * full > measure => Fit::Far,
        _ => Fit::Short,
    }
}

impl Facts {
    /// Whether the line fills its measure; the first line of a paragraph does so with
    /// its indent.
    #[must_use]
    pub fn fills(&self, first: bool) -> bool {
        matches!(self.fit, Fit::Over | Fit::Full | Fit::Either) || first && self.fit == Fit::Indent
    }
}

/// Classes of a line's first glyph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum First {
    /// A mark that may not begin a line.
    NonStarter,
    /// An opening quotation mark.
    Quote,
    /// An opening bracket.
    Bracket,
    /// A digit.
    Digit,
    /// A Latin letter.
    Latin,
    /// A pointer to a picture.
    Pointer,
    /// Anything else: a Chinese character, mostly.
    #[default]
    Plain,
}

/// Classes of a line's last glyph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Last {
    /// 。！？ and the like.
    End,
    /// A closing mark after an end mark.
    EndClose,
    /// A closing mark.
    Close,
    /// ，、；
    Pause,
    /// ：
    Colon,
    /// An opening mark.
    Open,
    /// A digit or a Latin letter.
    Latin,
    /// Anything else.
    #[default]
    Plain,
}

/// How a page marks the first lines of its paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Marking {
    /// By typed spaces.
    Typed,
    /// By a line two ems short.
    Short,
    /// Not at all.
    Flush,
    /// Sometimes so, sometimes so.
    Mixed,
    /// Too few paragraphs tell.
    #[default]
    Unknown,
}

/// What is measured of the page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habits {
    /// 0: no empty lines; 1: some; 2: between most paragraphs.
    pub blanks: u8,
    /// 0: no typed indents; 1: some; 2: many.
    pub indents: u8,
    /// How paragraphs begin.
    pub marking: Marking,
    /// How often an empty line parts a sentence: 0 never, 1 at times, 2 often.
    pub parting: u8,
    /// Sentences that break off at the end of a block.
    pub broken: usize,
    /// The page has shadow print.
    pub doubled: bool,
    /// The page was read by a recogniser of pictures, as its marks tell.
    pub read: bool,
    /// Lines of the page were broken to a measure; otherwise each line stands for itself.
    pub wrapped: bool,
    /// The page has lines that were not broken to a measure.
    pub unbroken: bool,
    /// The measure of most lines, in quarter ems.
    pub measure: i32,
}

/// So many half-width marks that were put back tell that a page was read by a recogniser.
const READ: usize = 3;

/// Measures a page. Linear in its glyphs.
#[must_use]
pub fn facts(lines: &[Line]) -> (Vec<Facts>, Habits) {
    let mut all: Vec<Facts> = lines.iter().map(of_line).collect();
    let mut block = 0;
    for (i, line) in lines.iter().enumerate() {
        block += usize::from(i > 0 && (line.blanks > 0 || line.new_page));
        all[i].block = block;
    }
    for run in all.chunk_by_mut(|a, b| a.block == b.block) {
        let size = run.len();
        for (at, f) in run.iter_mut().enumerate() {
            (f.at, f.size) = (at, size);
        }
    }
    overlaps(lines, &mut all);
    echoes(&mut all);
    for f in &mut all {
        f.bodyish = is_bodyish(f);
    }
    let mut before = None;
    for (i, f) in all.iter_mut().enumerate() {
        f.body_before = before;
        if f.bodyish {
            before = Some(i);
        }
    }
    let mut after = None;
    for (i, f) in all.iter_mut().enumerate().rev() {
        f.body_after = after;
        if f.bodyish {
            after = Some(i);
        }
    }
    let mut habits = habits(lines, &all);
    let marks = lines.iter().flat_map(|l| &l.glyphs).filter(|g| g.source.is_ascii() && !g.ch.is_ascii());
    habits.read = marks.take(READ).count() == READ;
    (all, habits)
}

fn of_line(line: &Line) -> Facts {
    let glyphs = &line.glyphs;
    let mut lead = 0;
    for (i, g) in glyphs.iter().enumerate() {
        let joined = i == 0
            || chars::is_non_starter(g.ch)
            || chars::is_open(glyphs[i - 1].ch)
            || (is_word(g.ch) && is_word(glyphs[i - 1].ch) && g.gap == 0);
        if !joined {
            break;
        }
        lead += chars::width(g.ch) as i32;
    }
    if glyphs.first().is_some_and(|g| chars::is_open(g.ch)) {
        lead -= EM as i32 / 2;
    }
    let (mut balance, mut depth) = (0i32, 0i32);
    for g in glyphs.iter().filter(|g| !chars::is_common_han(g.ch)) {
        balance += i32::from(chars::is_open(g.ch)) - i32::from(chars::is_close(g.ch));
        depth = depth.min(balance);
    }
    let widths = line.widths();
    let gaps = glyphs.iter().any(|g| g.gap > 0);
    Facts {
        count: line.read.map_or(glyphs.len(), |read| read.ems),
        width: (widths.printed + line.indent) as i32,
        short: short(line, widths),
        fit: fit(line, widths),
        measure: line.measure as i32,
        // Japanese paragraphs are indented by one em, Chinese ones by two.
        indented: (line.indent * 2 >= 3 * EM || line.language == Language::Japanese && line.indent >= EM)
            && line.indent <= 4 * EM,
        blanks: line.blanks,
        first: first_class(line.first()),
        last: last_class(glyphs.iter().rev().map(|g| g.ch)),
        lead_width: if line.read.is_some() { EM as i32 } else { lead },
        pauses: glyphs.iter().rev().skip(1).any(|g| matches!(g.ch, '，' | '。' | '；' | ',')),
        clauses: gaps
            && !line.spaced
            && glyphs.windows(2).any(|p| p[1].gap > 0 && chars::is_han(p[0].ch) && chars::is_han(p[1].ch)),
        balanced: gaps && is_balanced(glyphs),
        bound: match line.read {
            Some(read) => read.bound,
            None => matches!(
                line.first(),
                '的' | '了'
                    | '着'
                    | '们'
                    | '地'
                    | '得'
                    | '之'
                    | '等'
                    | '者'
                    | '性'
                    | '化'
                    | '吗'
                    | '呢'
                    | '吧'
            ),
        },
        unopened: balance < 0 || depth < 0,
        unclosed: balance > 0,
        cues: line.read.map_or_else(|| cues::cues(line), |read| Cues(read.cues)),
        copies: line.copies,
        vertical: line.vertical,
        ..Facts::default()
    }
}

/// The shortest clause of a pair.
const CLAUSE: usize = 4;

fn is_balanced(glyphs: &[Glyph]) -> bool {
    let mut clauses = glyphs.chunk_by(|_, next| next.gap == 0).map(<[Glyph]>::len);
    match (clauses.next(), clauses.next(), clauses.next()) {
        (Some(first), Some(second), None) => first == second && first >= CLAUSE,
        _ => false,
    }
}

fn is_word(ch: char) -> bool {
    chars::is_digit(ch) || chars::is_latin(ch) || matches!(ch, '.' | '%' | '-')
}

fn first_class(ch: char) -> First {
    match ch {
        '“' | '‘' | '「' | '『' | '"' => First::Quote,
        c if chars::is_pointer(c) => First::Pointer,
        c if chars::is_open(c) => First::Bracket,
        c if chars::is_non_starter(c) => First::NonStarter,
        c if chars::is_digit(c) => First::Digit,
        c if chars::is_latin(c) => First::Latin,
        _ => First::Plain,
    }
}

fn last_class(mut from_the_end: impl Iterator<Item = char>) -> Last {
    let Some(last) = from_the_end.next() else {
        return Last::Plain;
    };
    match last {
        c if chars::is_end(c) => Last::End,
        c if chars::is_close(c) => match from_the_end.find(|&c| !chars::is_close(c)) {
            Some(c) if chars::is_end(c) => Last::EndClose,
            _ => Last::Close,
        },
        '：' | ':' => Last::Colon,
        c if chars::is_pause(c) => Last::Pause,
        c if chars::is_open(c) => Last::Open,
        c if chars::is_digit(c) || chars::is_latin(c) => Last::Latin,
        _ => Last::Plain,
    }
}

fn is_bodyish(f: &Facts) -> bool {
    let sentence = f.pauses || matches!(f.last, Last::End | Last::EndClose | Last::Pause);
    !f.vertical
        && f.copies == 1
        && f.count >= 4
        && !f.cues.any(Cues::FURNITURE)
        && !f.cues.any(Cues(Cues::POINTER.0 | Cues::FIGURE.0 | Cues::PHOTO_ONLY.0 | Cues::BYLINE.0))
        && (sentence || f.size >= 3 && f.short <= 2 * EM as i32)
}

fn habits(lines: &[Line], all: &[Facts]) -> Habits {
    let n = all.len().max(1);
    let share = |count: usize, of: usize| 100 * count / of.max(1);
    let blanks = share(all.iter().filter(|f| f.blanks > 0).count(), n);
    let body = all.iter().filter(|f| f.bodyish).count();
    let indents = share(all.iter().filter(|f| f.bodyish && f.indented).count(), body);
    let unbroken = share(all.iter().filter(|f| f.width > 45 * EM as i32).count(), n);
    let mut widths: PairMap<usize> = PairMap::default();
    for f in all.iter().filter(|f| f.bodyish) {
        *widths.entry(f.measure as u64 / u64::from(EM)).or_default() += 1;
    }
    let measure = widths.iter().map(|(&w, &c)| (c, w)).max().map_or(0, |(_, w)| w as i32 * EM as i32);
    Habits {
        blanks: if blanks <= 1 {
            0
        } else if blanks <= 5 {
            1
        } else {
            2
        },
        indents: if indents == 0 {
            0
        } else if indents <= 4 {
            1
        } else {
            2
        },
        wrapped: is_wrapped(lines, all),
        marking: marking(all),
        parting: parting(all),
        doubled: all.iter().any(|f| f.copies > 1),
        unbroken: unbroken >= 10,
        measure,
        broken: 0,
        read: false,
    }
}

/// How the page marks its paragraphs, told from lines that surely begin one: a line of
/// running text right behind a sentence that ends far before the measure.
fn marking(all: &[Facts]) -> Marking {
    let (mut typed, mut short, mut flush) = (0, 0, 0);
    for pair in all.windows(2) {
        let (before, f) = (&pair[0], &pair[1]);
        let ended = before.bodyish
            && matches!(before.last, Last::End | Last::EndClose)
            && matches!(before.fit, Fit::Short | Fit::Far)
            && before.short >= 3 * EM as i32;
        if !ended || !f.bodyish || f.first == First::NonStarter {
            continue;
        }
        if f.indented {
            typed += 1;
        } else if f.fit == Fit::Indent {
            short += 1;
        } else if matches!(f.fit, Fit::Full | Fit::Over) {
            flush += 1;
        }
    }
    let sum = typed + short + flush;
    let most = |n: usize| 4 * n >= 3 * sum;
    if sum < 3 {
        Marking::Unknown
    } else if most(typed) {
        Marking::Typed
    } else if most(short) {
        Marking::Short
    } else if most(flush) {
        Marking::Flush
    } else {
        Marking::Mixed
    }
}

/// How often the running text breaks off in mid-sentence at an empty line.
fn parting(all: &[Facts]) -> u8 {
    let (mut ends, mut breaks) = (0, 0);
    for pair in all.windows(2) {
        if pair[1].blanks > 0 && pair[0].bodyish && pair[1].bodyish {
            match pair[0].last {
                Last::End | Last::EndClose => ends += 1,
                Last::Plain | Last::Pause | Last::Latin => breaks += 1,
                _ => {}
            }
        }
    }
    match (breaks, ends) {
        (0, _) => 0,
        (b, e) if 4 * b <= e => 1,
        _ => 2,
    }
}

/// A narrower measure needs more than one full line to be believed.
const SURE_MEASURE: i32 = 10 * EM as i32;

/// Whether any line looks broken to a measure: it breaks off without a mark, fills the
/// measure, and the next line stands right below it. In verse, lists and tables lines
/// end where they like. A long line that breaks off in mid-sentence was cut elsewhere.
fn is_wrapped(lines: &[Line], all: &[Facts]) -> bool {
    let read = lines.iter().filter(|l| l.read.is_some()).count();
    if 2 * read > lines.len() {
        return is_wrapped_at_words(lines, all);
    }
    let cut =
        |f: &Facts| f.width > 2 * SURE_MEASURE && f.pauses && matches!(f.last, Last::Plain | Last::Pause);
    if all.iter().rev().skip(1).any(cut) {
        return true;
    }
    if is_unbroken(all) {
        return false;
    }
    all.windows(2).enumerate().any(|(i, pair)| {
        let (line, next) = (&pair[0], &pair[1]);
        let full = |f: &Facts| matches!(f.fit, Fit::Full | Fit::Either) && f.short <= 4;
        let broken = full(line)
            && matches!(line.last, Last::Plain | Last::Latin | Last::Open)
            && line.block == next.block
            && !line.vertical
            && !next.vertical
            && line.count >= 5
            && line.copies == 1
            && !next.indented
            && next.width <= line.width + 2 * EM as i32;
        let near = &all[i.saturating_sub(6)..(i + 7).min(all.len())];
        let alike = |f: &&Facts| full(f) && f.block == line.block && (f.measure - line.measure).abs() <= 2;
        let support = near.iter().filter(alike).count();
        broken
            && (support >= 3
                || line.measure >= SURE_MEASURE && (line.pauses || next.pauses || next.last == Last::End))
    })
}

/// So many glyphs are a long line, and so many long lines tell that none was broken.
const LONG: usize = 24;
const LONG_LINES: usize = 3;

/// Whether nearly all long lines end with a sentence: paragraphs stand on a line each.
fn is_unbroken(all: &[Facts]) -> bool {
    let long = || all.iter().filter(|f| f.count >= LONG);
    let ended = |f: &&Facts| matches!(f.last, Last::End | Last::EndClose | Last::Close);
    let count = long().count();
    count >= LONG_LINES && 10 * long().filter(ended).count() >= 9 * count
}

/// The same where words stand apart and a line counts as full as soon as the next word would
/// not have fitted: in verse that happens by chance, in running text nearly always.
fn is_wrapped_at_words(lines: &[Line], all: &[Facts]) -> bool {
    let (mut full, mut pairs) = (0, 0);
    for (i, pair) in all.windows(2).enumerate() {
        let (line, next) = (&pair[0], &pair[1]);
        let running = lines[i].read.is_some()
            && line.block == next.block
            && !matches!(line.last, Last::End | Last::EndClose)
            && !line.cues.any(Cues::FURNITURE)
            && !line.vertical
            && line.count >= 5
            && !next.indented;
        pairs += usize::from(running);
        full += usize::from(running && matches!(line.fit, Fit::Full | Fit::Either));
    }
    // Verse pauses at the ends of its lines, running text anywhere.
    let inside = all.iter().filter(|f| f.pauses).count();
    let at_ends = all.iter().filter(|f| matches!(f.last, Last::End | Last::EndClose | Last::Pause)).count();
    full >= 2 && 4 * full >= 3 * pairs && inside > 0 && 2 * inside >= at_ends
}

/// How much of each block, and of each run of lines, is repeated elsewhere.
fn echoes(all: &mut [Facts]) {
    let repeated = |f: &Facts| f.echo >= 0.7 || f.overlap >= 0.85;
    for run in all.chunk_by_mut(|a, b| a.block == b.block) {
        let count = run.iter().filter(|f| repeated(f)).count();
        let level = match (count, run.len()) {
            (0, _) => 0,
            (c, n) if c == n => 4,
            (c, n) if n >= 3 && c + 1 == n => 3,
            (c, n) if 2 * c > n => 2,
            _ => 1,
        };
        for f in run {
            f.block_echo = level;
        }
    }
    for run in all.chunk_by_mut(|a, b| repeated(a) == repeated(b)) {
        let length = if repeated(&run[0]) { run.len() } else { 0 };
        for f in run {
            f.echo_run = length;
        }
    }
}

/// Lines nearer than this are no "elsewhere".
const NEAR: usize = 3;

/// A line takes up what stands so many lines above it at most: a lead its headline's words.
const BELOW: usize = 8;

/// A pair of glyphs and where it stands.
#[derive(Clone, Copy)]
struct Seen {
    key: u64,
    first: u32,
    last: u32,
    /// How often inside a line.
    inside: u32,
}

/// The pairs of a page, numbered in the order in which they come first.
///
/// The hash table holds numbers alone, at most half of its slots taken, and a pair stands in
/// the first free slot behind its own: a page looks up thousands of pairs, and a general
/// table takes three times as long.
struct Pairs {
    seen: Vec<Seen>,
    slots: Vec<u32>,
}

impl Pairs {
    /// Room for so many pairs.
    fn new(most: usize) -> Self {
        let slots = vec![NO_PAIR; (2 * most).next_power_of_two()];
        Pairs { seen: Vec::with_capacity(most), slots }
    }

    /// The slot of a pair, or the free one that it would take.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(24) as usize & mask;
        while self.seen.get(self.slots[slot] as usize).is_some_and(|pair| pair.key != key) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn get(&self, key: u64) -> Option<&Seen> {
        self.seen.get(self.slots[self.slot(key)] as usize)
    }

    /// Notes that a pair stands in a line, or across its end; gives its number and the line
    /// that it stood in before, or this one where it is new.
    fn note(&mut self, key: u64, line: usize, inside: u32) -> (u32, usize) {
        let last = line as u32;
        let slot = self.slot(key);
        let above = match self.seen.get_mut(self.slots[slot] as usize) {
            Some(pair) => {
                pair.inside += inside;
                std::mem::replace(&mut pair.last, last)
            }
            None => {
                self.slots[slot] = self.seen.len() as u32;
                self.seen.push(Seen { key, first: last, last, inside });
                last
            }
        };
        (self.slots[slot], above as usize)
    }
}

fn overlaps(lines: &[Line], all: &mut [Facts]) {
    let mut known = Pairs::new(lines.iter().map(|l| l.glyphs.len()).sum());
    for (i, line) in lines.iter().enumerate() {
        let mut pairs = Vec::with_capacity(line.glyphs.len().saturating_sub(1));
        let mut glyphs = line.glyphs.iter().map(|g| (g.ch, chars::is_mark(g.ch)));
        let mut before = glyphs.next().unwrap_or_default();
        for glyph in glyphs {
            let marked = before.1 || glyph.1;
            pairs.push(if marked {
                NO_PAIR
            } else {
                let (pair, above) = known.note(pair_key(before.0, glyph.0), i, 1);
                if above < i && above + BELOW >= i {
                    all[above].taken_up += 1;
                    all[i].takes_up += 1;
                }
                pair
            });
            before = glyph;
        }
        all[i].pairs = pairs;
        // A repetition is broken elsewhere, so the pair across the line's end counts too.
        if let Some(next) = lines.get(i + 1)
            && !chars::is_mark(line.last())
            && !chars::is_mark(next.first())
        {
            known.note(pair_key(line.last(), next.first()), i, 0);
        }
    }
    for i in 1..lines.len() {
        let (a, b) = (lines[i - 1].last(), lines[i].first());
        if let Some(read) = lines[i].read {
            // Words stand apart: a break parts one only where a hyphen says so.
            all[i].word = read.cut;
            all[i].joint = read.cut.then_some(1);
        } else if chars::is_han(a) && chars::is_han(b) {
            all[i].word = words::are_pair(a, b);
            all[i].joint = Some(known.get(pair_key(a, b)).map_or(0, |pair| pair.inside));
        }
    }
    for (i, facts) in all.iter_mut().enumerate() {
        let (mut count, mut found, mut run, mut longest) = (0u32, 0u32, 0u32, 0u32);
        for &pair in facts.pairs.iter().filter(|&&pair| pair != NO_PAIR) {
            let pair = known.seen[pair as usize];
            count += 1;
            if (pair.first as usize) + NEAR < i || pair.last as usize > i + NEAR {
                found += 1;
                run += 1;
                longest = longest.max(run);
            } else {
                run = 0;
            }
        }
        if count > 0 {
            facts.overlap = found as f32 / count as f32;
            facts.echo = longest as f32 / count as f32;
        }
    }
}
