//! Altered copies of pages with gold: the same articles, as another paper or another
//! extractor would have given them.
//!
//! The pages that weights are fitted on share the habits of a few papers and extractors:
//! where they leave a line empty, how they show a paragraph's first line, where headlines
//! and captions stand. A copy takes other habits, dealt by a seed, and says the same, so
//! that a model fitted on both leans on the habits less. Copies are fitted on and never
//! answered.

use std::collections::BTreeMap;

use columnist::chars::{self, EM};
use columnist::columns;
use columnist::lines::{self, Line};
use columnist::source::{self, Glyph};
use columnist::{Options, repairs};

use crate::gold::{self, Kind, Page, Piece, Place};

/// What is added to a track's name for its copies.
pub const SUFFIX: &str = "-altered";

/// How many seeds are tried for each copy that is wanted.
const TRIES: u64 = 4;

/// The share of lines with a place that a copy may lose.
const LOSS: f32 = 0.03;

/// Where lines are left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// Where they were.
    Kept,
    /// Nowhere.
    None,
    /// Before every piece: a headline, a paragraph, a caption.
    Pieces,
    /// Before every run of one kind: a column, a headline, a caption.
    Runs,
}

/// How a paragraph's first line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Indents {
    /// As it did.
    Kept,
    /// Lines as they were, with two typed spaces before first ones.
    Typed,
    /// Set anew, with two typed spaces.
    SetTyped,
    /// Set anew, with two ems that the extractor does not tell.
    SetHidden,
    /// Set anew, with nothing: first lines are full.
    SetFlush,
}

/// In which order articles stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Kept,
    /// Each article whole, in another order.
    Shuffled,
    /// Columns and headlines in any order.
    Scattered,
}

/// Where headlines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heads {
    Kept,
    /// Before the first line of their article.
    Before,
    /// After the last line of their article.
    After,
    /// All before the page.
    PageStart,
    /// All after the page.
    PageEnd,
}

/// Where captions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Captions {
    Kept,
    /// Anywhere on the page, between runs.
    Between,
    /// In the midst of a column, without an empty line about them.
    Amid,
}

/// How headlines are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Print {
    Kept,
    /// Once.
    Once,
    /// Each glyph twice.
    Glyphs,
    /// Each line twice.
    Lines,
}

/// The habits of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Habits {
    blanks: Blanks,
    indents: Indents,
    order: Order,
    heads: Heads,
    captions: Captions,
    print: Print,
}

impl Habits {
    /// Habits by chance. Columns that are set anew have no empty lines to keep.
    fn deal(chance: &mut Chance) -> Habits {
        let indents = *chance.of(&[
            Indents::Kept,
            Indents::Kept,
            Indents::Typed,
            Indents::SetTyped,
            Indents::SetHidden,
            Indents::SetFlush,
        ]);
        let set = matches!(indents, Indents::SetTyped | Indents::SetHidden | Indents::SetFlush);
        let blanks = *chance.of(&[Blanks::None, Blanks::Pieces, Blanks::Runs, Blanks::Kept]);
        Habits {
            blanks: if set && blanks == Blanks::Kept { Blanks::Runs } else { blanks },
            indents,
            order: *chance.of(&[Order::Kept, Order::Kept, Order::Shuffled, Order::Scattered]),
            heads: *chance.of(&[
                Heads::Kept,
                Heads::Kept,
                Heads::Before,
                Heads::After,
                Heads::PageStart,
                Heads::PageEnd,
            ]),
            captions: *chance.of(&[Captions::Kept, Captions::Between, Captions::Amid]),
            print: *chance.of(&[Print::Kept, Print::Once, Print::Glyphs, Print::Lines]),
        }
    }
}

/// A printed line with what a copy needs to know of it.
#[derive(Debug, Clone, Default)]
struct Row {
    /// As the input has it, with its shadow prints.
    raw: String,
    glyphs: Vec<Glyph>,
    indent: u32,
    blanks: u32,
    measure: u32,
    vertical: bool,
    /// Whether it begins its piece.
    first: bool,
    place: Option<Place>,
}

/// Neighbouring lines of one kind and article, in reading order.
#[derive(Debug, Clone)]
struct Run {
    kind: Kind,
    article: usize,
    rows: Vec<Row>,
    /// Whether no empty line may stand about it.
    tight: bool,
}

/// Up to `count` altered copies of a page; fewer where its lines cannot be found again.
pub fn copies(page: &Page, count: usize) -> Vec<Page> {
    let own = page
        .name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let (before, _, _) = aligned(page);
    let least = placed(&before) - LOSS;
    (0..count as u64)
        .filter_map(|number| {
            (0..TRIES).find_map(|retry| {
                let mut chance = Chance(own.wrapping_add(number * TRIES + retry));
                let habits = Habits::deal(&mut chance);
                let mut copy = alter(page, habits, &mut chance);
                copy.name = format!("{}{SUFFIX}-{number}", page.name);
                copy.track = format!("{}{SUFFIX}", page.track);
                (placed(&aligned(&copy).0) >= least).then_some(copy)
            })
        })
        .collect()
}

/// The places of a page's lines, the lines and the pieces.
fn aligned(page: &Page) -> (Vec<Option<Place>>, Vec<Line>, Vec<Piece>) {
    let options = Options::default();
    let units: Vec<u16> = page.text.encode_utf16().collect();
    let (apart, _) = columns::apart(source::read(&page.text, &options).lines, &units);
    let mut lines = lines::lines(apart);
    repairs::repair(&mut lines, &options.repairs, &mut Vec::new());
    let pieces = gold::pieces(&page.gold);
    (gold::align(&lines, &pieces), lines, pieces)
}

/// The share of lines that have a place.
fn placed(places: &[Option<Place>]) -> f32 {
    places.iter().flatten().count() as f32 / places.len().max(1) as f32
}

fn alter(page: &Page, habits: Habits, chance: &mut Chance) -> Page {
    let (places, lines, pieces) = aligned(page);
    let mut runs = runs(rows(&page.text, &lines, &places), &pieces);
    match habits.indents {
        Indents::Kept => {}
        Indents::Typed => type_indents(&mut runs),
        set => set_anew(&mut runs, &pieces, set, chance),
    }
    for row in runs.iter_mut().filter(|run| run.kind == Kind::Title).flat_map(|run| &mut run.rows) {
        print(row, habits.print);
    }
    let runs = move_captions(move_heads(reorder(runs, habits.order, chance), habits.heads), habits, chance);
    Page { text: write(&runs, habits.blanks), ..page.clone() }
}

fn rows(text: &str, lines: &[Line], places: &[Option<Place>]) -> Vec<Row> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let start = |line: &Line| line.glyphs.first().map_or(0, |g| g.at as usize);
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let from = start(line);
            let to = lines.get(i + 1).map_or(units.len(), start).max(from);
            Row {
                raw: String::from_utf16_lossy(&units[from..to]).trim_end().to_owned(),
                glyphs: line.glyphs.clone(),
                indent: line.indent,
                blanks: line.blanks,
                measure: line.measure,
                vertical: line.vertical,
                first: places[i].is_some_and(|p| p.at == 0),
                place: places[i],
            }
        })
        .collect()
}

/// Rows as runs; one that has no place goes with the rows before it.
fn runs(rows: Vec<Row>, pieces: &[Piece]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for row in rows {
        let of = row.place.map(|p| (pieces[p.piece].kind, pieces[p.piece].article, pieces[p.piece].index));
        if let Some(run) = runs.last_mut() {
            let before = run.rows.iter().rev().find_map(|r| r.place);
            let joins = match (of, row.place, before) {
                (Some((kind, article, index)), Some(own), Some(before)) if kind != Kind::Furniture => {
                    let last = &pieces[before.piece];
                    let end = before.at + before.len;
                    kind == run.kind
                        && article == run.article
                        && if own.at > 0 {
                            own.piece == before.piece && own.at == end
                        } else {
                            index == last.index + 1 && end == last.text.len()
                        }
                }
                (None, ..) => true,
                _ => false,
            };
            if joins {
                run.rows.push(row);
                continue;
            }
        }
        let (kind, article, _) = of.unwrap_or((Kind::Furniture, usize::MAX, 0));
        runs.push(Run { kind, article, rows: vec![row], tight: false });
    }
    runs
}

/// Two typed spaces before first lines that are two ems short.
fn type_indents(runs: &mut [Run]) {
    for row in runs.iter_mut().filter(|run| run.kind == Kind::Paragraph).flat_map(|run| &mut run.rows) {
        let width: u32 = row.glyphs.iter().map(|g| chars::width(g.ch) + u32::from(g.gap)).sum();
        if row.first && row.place.is_some() && row.indent < 2 * EM && width + EM <= row.measure {
            row.indent = 2 * EM;
        }
    }
}

/// Sets the running text of articles to other measures, where every line of it is known.
fn set_anew(runs: &mut [Run], pieces: &[Piece], indents: Indents, chance: &mut Chance) {
    let usual = chance.between(9, 22) as u32;
    let articles = pieces.iter().map(|p| p.article).filter(|&a| a != usize::MAX).max().map_or(0, |a| a + 1);
    for article in 0..articles {
        let mut columns: Vec<usize> = (0..runs.len())
            .filter(|&r| runs[r].kind == Kind::Paragraph && runs[r].article == article)
            .collect();
        let place = |row: &Row| row.place.map_or((0, 0), |p| (p.piece, p.at));
        columns.sort_by_key(|&r| runs[r].rows.iter().find(|row| row.place.is_some()).map(place));
        let Some(paragraphs) = paragraphs(&columns, runs, pieces, article) else { continue };
        let measure = if chance.one_in(3) { chance.between(9, 26) as u32 } else { usual };
        let contour = if chance.one_in(3) {
            let from = chance.between(0, 30);
            Some((from, from + chance.between(4, 14), chance.between(1, u64::from(measure / 2)) as u32))
        } else {
            None
        };
        let wide_lead = chance.one_in(6);
        let mut set: Vec<Row> = Vec::new();
        for (number, glyphs) in paragraphs.into_iter().enumerate() {
            let at = set.len() as u64;
            let full = if number == 0 && wide_lead { 2 * measure } else { measure };
            let indent = if indents == Indents::SetFlush { 0 } else { 2 * EM };
            let width = |line: usize| {
                let round = contour
                    .filter(|c| (c.0..c.1).contains(&(at + line as u64)))
                    .map_or(0, |c| c.2 - (line as u32 % 3).min(c.2 - 1));
                (full - round.min(full / 2)) * EM - if line == 0 { indent } else { 0 }
            };
            for (line, glyphs) in wrap(&glyphs, width).into_iter().enumerate() {
                set.push(Row {
                    raw: typed(&glyphs),
                    glyphs,
                    indent: if line == 0 && indents == Indents::SetTyped { indent } else { 0 },
                    first: line == 0,
                    ..Row::default()
                });
            }
        }
        // The columns get lines by what they held.
        let held = |runs: &[Run], columns: &[usize]| -> usize {
            columns.iter().flat_map(|&r| &runs[r].rows).map(|row| row.glyphs.len()).sum()
        };
        let (all, lines) = (held(runs, &columns).max(1), set.len());
        let ends: Vec<usize> = (1..=columns.len()).map(|n| lines * held(runs, &columns[..n]) / all).collect();
        let mut from = 0;
        for (&column, end) in columns.iter().zip(ends) {
            runs[column].rows = set[from..end].to_vec();
            from = end;
        }
    }
}

/// The glyphs of an article's paragraphs; `None` unless its
/// columns hold every one of them whole and nothing else.
fn paragraphs(columns: &[usize], runs: &[Run], pieces: &[Piece], article: usize) -> Option<Vec<Vec<Glyph>>> {
    let mut wanted = (0..pieces.len())
        .filter(|&p| pieces[p].kind == Kind::Paragraph && pieces[p].article == article)
        .peekable();
    let mut out: Vec<Vec<Glyph>> = Vec::new();
    let mut at = 0;
    for row in columns.iter().flat_map(|&r| &runs[r].rows) {
        let place = row.place?;
        if wanted.peek() != Some(&place.piece) || place.at != at {
            return None;
        }
        if at == 0 {
            out.push(Vec::new());
        }
        out.last_mut()?.extend(&row.glyphs);
        at += place.len;
        if at == pieces[place.piece].text.len() {
            wanted.next();
            at = 0;
        }
    }
    (wanted.next().is_none() && !out.is_empty()).then_some(out)
}

/// Breaks glyphs into lines of the widths that are asked for, in quarter ems, as print
/// does: no closing mark begins a line, no opening one ends it, words stay whole.
fn wrap(glyphs: &[Glyph], width: impl Fn(usize) -> u32) -> Vec<Vec<Glyph>> {
    let word = |g: &Glyph| chars::is_digit(g.ch) || chars::is_latin(g.ch);
    let bad = |b: usize| {
        chars::is_non_starter(glyphs[b].ch)
            || chars::is_open(glyphs[b - 1].ch)
            || word(&glyphs[b]) && word(&glyphs[b - 1]) && glyphs[b].gap == 0
    };
    let mut out = Vec::new();
    let mut from = 0;
    while from < glyphs.len() {
        let (room, mut set, mut to) = (width(out.len()), 0, from);
        while to < glyphs.len() {
            let glyph = &glyphs[to];
            let gap = if to == from { 0 } else { u32::from(glyph.gap) };
            let own = gap + chars::width(glyph.ch);
            let squeezed = if chars::is_squeezable(glyph.ch) { EM / 2 } else { 0 };
            if set + own - squeezed > room {
                break;
            }
            set += own;
            to += 1;
        }
        to = to.max(from + 1);
        if to < glyphs.len() {
            let end = (from + 1..=to).rev().find(|&b| !bad(b)).unwrap_or(to);
            to = end;
        }
        let mut line = glyphs[from..to].to_vec();
        line[0].gap = 0;
        out.push(line);
        from = to;
    }
    out
}

/// Glyphs with their gaps as typed text.
fn typed(glyphs: &[Glyph]) -> String {
    let mut out = String::new();
    for glyph in glyphs {
        space(&mut out, u32::from(glyph.gap));
        out.push(glyph.source);
    }
    out
}

/// White space of a width in quarter ems.
fn space(out: &mut String, width: u32) {
    (0..width / EM).for_each(|_| out.push('\u{3000}'));
    (0..(width % EM).div_ceil(2)).for_each(|_| out.push(' '));
}

fn print(row: &mut Row, print: Print) {
    if row.vertical || row.place.is_none() {
        return;
    }
    let once = typed(&row.glyphs);
    row.raw = match print {
        Print::Kept => return,
        Print::Once => once,
        Print::Glyphs => row.glyphs.iter().flat_map(|g| [g.source, g.source]).collect(),
        Print::Lines => format!("{once}\n{once}"),
    };
}

fn reorder(mut runs: Vec<Run>, order: Order, chance: &mut Chance) -> Vec<Run> {
    match order {
        Order::Kept => runs,
        Order::Scattered => {
            chance.shuffle(&mut runs);
            runs
        }
        Order::Shuffled => {
            let mut articles: BTreeMap<usize, Vec<Run>> = BTreeMap::new();
            for run in runs {
                articles.entry(run.article).or_default().push(run);
            }
            let furniture = articles.remove(&usize::MAX).unwrap_or_default();
            let mut articles: Vec<Vec<Run>> = articles.into_values().collect();
            chance.shuffle(&mut articles);
            let (before, after) = furniture.split_at(chance.between(0, furniture.len() as u64) as usize);
            before
                .iter()
                .cloned()
                .chain(articles.into_iter().flatten())
                .chain(after.iter().cloned())
                .collect()
        }
    }
}

fn move_heads(runs: Vec<Run>, heads: Heads) -> Vec<Run> {
    if heads == Heads::Kept {
        return runs;
    }
    let (mut titles, mut rest): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|r| r.kind == Kind::Title);
    match heads {
        Heads::Kept => rest,
        Heads::PageStart => {
            titles.append(&mut rest);
            titles
        }
        Heads::PageEnd => {
            rest.append(&mut titles);
            rest
        }
        Heads::Before | Heads::After => {
            for title in titles.into_iter().rev() {
                let body = |run: &Run| run.article == title.article && run.kind == Kind::Paragraph;
                let at = if heads == Heads::Before {
                    rest.iter().position(body)
                } else {
                    rest.iter().rposition(body).map(|at| at + 1)
                };
                rest.insert(at.unwrap_or(0), title);
            }
            rest
        }
    }
}

fn move_captions(runs: Vec<Run>, habits: Habits, chance: &mut Chance) -> Vec<Run> {
    if habits.captions == Captions::Kept {
        return runs;
    }
    let (captions, mut rest): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|r| r.kind == Kind::Caption);
    for mut caption in captions {
        let mut at = chance.between(0, rest.len() as u64) as usize;
        if habits.captions == Captions::Amid
            && let Some(run) = rest.get_mut(at)
            && run.kind == Kind::Paragraph
        {
            let split = chance.between(0, run.rows.len() as u64) as usize;
            let after = Run { rows: run.rows.split_off(split), ..run.clone() };
            caption.tight = true;
            rest.insert(at + 1, after);
            at += 1;
        }
        rest.insert(at, caption);
    }
    rest
}

/// The text of a copy.
fn write(runs: &[Run], blanks: Blanks) -> String {
    let mut out = String::new();
    let mut tight = false;
    for run in runs {
        for (i, row) in run.rows.iter().enumerate() {
            let empty = match blanks {
                Blanks::None => 0,
                Blanks::Kept => row.blanks,
                Blanks::Pieces => u32::from(i == 0 || row.first),
                Blanks::Runs => u32::from(i == 0),
            };
            if !out.is_empty() && !(i == 0 && (run.tight || tight)) {
                (0..empty).for_each(|_| out.push('\n'));
            }
            space(&mut out, row.indent);
            out.push_str(&row.raw);
            out.push('\n');
        }
        tight = run.tight;
    }
    out
}

/// Chance by a seed: the same seed, the same page (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`, both among them.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.between(0, all.len() as u64 - 1) as usize]
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, self.between(0, i as u64) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::{Gold, GoldArticle};

    const TEXT: &str = "\
桥上开集市
旧货换新书
城东的木桥今天早上开了
一个集市，来的人很多，
“比去年多。”桥头的面包
师傅说。
集市上有旧书、木凳和茶

壶，都是居民从家里带来
的，午后还有人唱歌。
图为木桥上的集市。
小站有了新钟
北山小站今天换上了新的
大钟，旧钟送进了展室。
责编：无名
";

    fn page() -> Page {
        let own = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let market = GoldArticle {
            title: own(&["桥上开集市", "旧货换新书"]),
            roles: own(&["main", "sub"]),
            paragraphs: own(&[
                "城东的木桥今天早上开了一个集市，来的人很多，“比去年多。”桥头的面包师傅说。",
                "集市上有旧书、木凳和茶壶，都是居民从家里带来的，午后还有人唱歌。",
            ]),
            captions: own(&["图为木桥上的集市。"]),
            ..GoldArticle::default()
        };
        let clock = GoldArticle {
            title: own(&["小站有了新钟"]),
            roles: own(&["main"]),
            paragraphs: own(&["北山小站今天换上了新的大钟，旧钟送进了展室。"]),
            ..GoldArticle::default()
        };
        let gold =
            Gold { extractor: None, articles: vec![market, clock], furniture: own(&["责编：无名"]) };
        Page { name: "invented".to_owned(), track: "seed".to_owned(), text: TEXT.to_owned(), gold }
    }

    const KEPT: Habits = Habits {
        blanks: Blanks::Kept,
        indents: Indents::Kept,
        order: Order::Kept,
        heads: Heads::Kept,
        captions: Captions::Kept,
        print: Print::Kept,
    };

    fn altered(habits: Habits) -> Page {
        alter(&page(), habits, &mut Chance(5))
    }

    /// Where the lines that begin so stand.
    #[track_caller]
    fn at(page: &Page, line: &str) -> usize {
        page.text.lines().position(|l| l == line).unwrap_or_else(|| panic!("no {line} in:\n{}", page.text))
    }

    #[test]
    fn without_other_habits_a_page_stays() {
        assert_eq!(altered(KEPT).text, TEXT);
    }

    #[test]
    fn empty_lines() {
        assert!(!altered(Habits { blanks: Blanks::None, ..KEPT }).text.contains("\n\n"));
        let pieces = altered(Habits { blanks: Blanks::Pieces, ..KEPT }).text;
        assert!(pieces.contains("师傅说。\n\n集市上") && pieces.contains("茶\n壶"), "{pieces}");
        let runs = altered(Habits { blanks: Blanks::Runs, ..KEPT }).text;
        assert!(runs.contains("师傅说。\n集市上") && runs.contains("新书\n\n城东"), "{runs}");
    }

    #[test]
    fn columns_set_anew() {
        for indents in [Indents::SetTyped, Indents::SetHidden, Indents::SetFlush] {
            let page = altered(Habits { indents, blanks: Blanks::None, ..KEPT });
            assert_ne!(page.text, altered(Habits { blanks: Blanks::None, ..KEPT }).text);
            assert_eq!(page.text.contains("\u{3000}\u{3000}城东"), indents == Indents::SetTyped);
            assert_eq!(placed(&aligned(&page).0), 1.0, "{}", page.text);
        }
    }

    #[test]
    fn lines_are_broken_as_print_breaks_them() {
        let glyphs = |s: &str| -> Vec<Glyph> {
            s.chars().map(|ch| Glyph { ch, source: ch, at: 0, gap: 0, tail: 0 }).collect()
        };
        let set = |s: &str, ems: u32| -> Vec<String> {
            wrap(&glyphs(s), |_| ems * EM).iter().map(|line| typed(line)).collect()
        };
        assert_eq!(set("一二三四五六", 4), ["一二三四", "五六"]);
        assert_eq!(set("一二三四！五六", 4), ["一二三", "四！五六"]);
        assert_eq!(set("一二三“四五六", 4), ["一二三", "“四五六"]);
        assert_eq!(set("一二三1998年", 4), ["一二三", "1998年"]);
        assert_eq!(set("19981998", 1).concat(), "19981998");
    }

    #[test]
    fn headlines_move() {
        let before = altered(Habits { heads: Heads::PageStart, ..KEPT });
        assert_eq!((at(&before, "桥上开集市"), at(&before, "小站有了新钟")), (0, 2));
        let end = altered(Habits { heads: Heads::PageEnd, ..KEPT });
        assert!(at(&end, "责编：无名") < at(&end, "桥上开集市"));
        let after = altered(Habits { heads: Heads::After, ..KEPT });
        assert_eq!(at(&after, "小站有了新钟"), at(&after, "大钟，旧钟送进了展室。") + 1);
        let kept = altered(Habits { heads: Heads::Before, ..KEPT });
        assert_eq!(kept.text, TEXT);
    }

    #[test]
    fn headlines_are_printed_otherwise() {
        let glyphs = altered(Habits { print: Print::Glyphs, ..KEPT });
        assert_eq!(at(&glyphs, "小小站站有有了了新新钟钟"), 11);
        let lines = altered(Habits { print: Print::Lines, ..KEPT });
        assert!(lines.text.contains("桥上开集市\n桥上开集市\n"));
        assert_eq!(altered(Habits { print: Print::Once, ..KEPT }).text, TEXT);
    }

    #[test]
    fn any_copy_says_the_same_and_is_found_again() {
        let sorted = |text: &str| {
            let mut all = gold::squash(text);
            all.sort_unstable();
            all
        };
        for seed in 0..200 {
            let mut chance = Chance(seed);
            let habits = Habits { print: Print::Once, ..Habits::deal(&mut chance) };
            let page = alter(&page(), habits, &mut chance);
            assert_eq!(sorted(&page.text), sorted(TEXT), "{habits:?}\n{}", page.text);
        }
    }

    #[test]
    fn copies_are_the_same_each_time_and_named() {
        let all = copies(&page(), 3);
        assert!(!all.is_empty());
        for (one, other) in all.iter().zip(copies(&page(), 3)) {
            assert_eq!((&one.text, &one.track), (&other.text, &"seed-altered".to_owned()));
            assert!(one.name.starts_with("invented-altered-"));
        }
    }
}
