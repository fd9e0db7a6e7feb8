//! Double print.
//!
//! Shadowed and fake-bold headlines are printed two to four times, slightly off,
//! and extractors give every print: glyph by glyph (`县县区区`), word by word
//! (`高新区高新区`), mixed (`节节日福利日福利`), whole lines again, or a whole vertical
//! run again. All of these are one thing: k copies of a string, shuffled into each
//! other. Each copy is read by a queue that runs after the one before it; where all
//! queues are empty at the end of a line, a doubled unit ends.
//!
//! Lawful doubles (高高兴兴, 研究研究, 1100) have the same form. A unit is taken for
//! shadow print where it is too long to be lawful, or where the page has such a
//! long one elsewhere; digits alone never are. A refrain in verse stands among
//! other short lines and is left alone.
//!
//! Two headlines that stand level come out on one line, a space apart. Where one of them was
//! printed more often than the other the line is cut between them; it would be no shuffle
//! as a whole.

use crate::chars;
use crate::lines::{self, Line};
use crate::page::{Removal, RemovalKind, Span};
use crate::work::Work;

/// The longest unit, in glyphs of all its prints and in lines.
const MAX_GLYPHS: usize = 192;
const MAX_LINES: usize = 90;
/// Steps that one test may take before it gives up.
const MAX_STEPS: usize = 4 * MAX_GLYPHS;

/// Takes the second and further prints out of the lines; emptied lines go.
pub fn take_away(lines: &mut Vec<Line>, removed: &mut Vec<Removal>) {
    // Lines are cut where what stands on one side of a gap was printed more often than the rest.
    lines::cut_where(lines, seam);
    let mut units = Vec::new();
    let sums = Sums::of(lines);
    let mut at = 0;
    while at < lines.len() {
        match find(lines, &sums, at) {
            Some(unit) => {
                at = unit.end;
                units.push(unit);
            }
            None => at += 1,
        }
    }
    weigh_runs(lines, &mut units);
    if !units.iter().any(|u| u.weight == Weight::Sure) {
        return;
    }
    for unit in units.iter().filter(|u| u.weight != Weight::Tiny) {
        apply(lines, unit, removed);
    }
    let mut blanks = 0;
    let mut new_page = false;
    lines.retain_mut(|line| {
        blanks = blanks.max(line.blanks);
        new_page |= line.new_page;
        if line.glyphs.is_empty() {
            return false;
        }
        line.blanks = std::mem::take(&mut blanks);
        line.new_page = std::mem::take(&mut new_page);
        true
    });
}

/// More gaps than this part no headlines.
const MOST_GAPS: usize = 3;
/// The fewest glyphs of a headline that is told by its print.
const FEWEST: usize = 5;

/// Where two headlines of unlike print meet on a line.
fn seam(line: &Line) -> Option<usize> {
    let glyphs = &line.glyphs;
    let gaps = || (FEWEST..glyphs.len()).filter(|&at| glyphs[at].gap > 0);
    if line.spaced || glyphs.len() > MAX_GLYPHS || !(1..=MOST_GAPS).contains(&gaps().count()) {
        return None;
    }
    let text: Vec<char> = glyphs.iter().map(|g| g.ch).collect();
    let han = |part: &[char]| part.iter().filter(|&&ch| chars::is_han(ch)).count() >= FEWEST;
    let copies = |part: &[char]| {
        let read = |&copies: &usize| {
            part.len().is_multiple_of(copies)
                && part.len() / copies >= FEWEST
                && shuffle(part, copies).is_some()
        };
        if han(part) { [4, 3, 2].into_iter().find(read).unwrap_or(1) } else { 0 }
    };
    if copies(&text) > 1 {
        return None;
    }
    gaps().find(|&at| {
        let (before, behind) = (copies(&text[..at]), copies(&text[at..]));
        before != behind && before > 0 && behind > 0
    })
}

/// A stretch of whole lines that holds every glyph `copies` times.
struct Unit {
    start: usize,
    end: usize,
    copies: u8,
    weight: Weight,
    /// Stands as a refrain does.
    verse: bool,
    /// For every glyph of the lines, whether it belongs to the first print.
    keep: Vec<bool>,
}

/// How much a unit says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// One doubled glyph: nothing, unless others stand beside it.
    Tiny,
    /// May be lawful; believed on a page that has a sure one.
    Likely,
    /// Too long for a lawful double.
    Sure,
}

/// Units on lines that follow each other confirm each other: doubled vertical print
/// is a run of tiny ones.
fn weigh_runs(lines: &[Line], units: &mut [Unit]) {
    for run in units.chunk_by_mut(|a, b| a.end == b.start && lines[b.start].blanks == 0) {
        let kept: usize = run.iter().map(|u| u.keep.iter().filter(|&&k| k).count()).sum();
        if run.len() > 1 && !run.iter().any(|u| u.verse) {
            let weight = if kept >= 4 { Weight::Sure } else { Weight::Likely };
            for unit in run.iter_mut().filter(|u| u.weight != Weight::Sure) {
                unit.weight = weight;
            }
        }
    }
}

/// Classes that glyphs fall in by their code points.
const CLASSES: usize = 16;

/// How many glyphs of each class stand before every line, and before the page's end.
///
/// Where a stretch holds so many copies of one string, the number of its glyphs in every
/// class is a multiple: the counts before and behind it leave the same remainders. Two
/// bits a class hold one, so that a comparison of two numbers rules nearly every stretch
/// out without reading it.
struct Sums(Vec<Remainders>);

/// The remainders of the classes' counts for three and for four copies.
#[derive(Clone, Copy, Default)]
struct Remainders {
    three: u32,
    four: u32,
}

impl Sums {
    fn of(lines: &[Line]) -> Self {
        let mut sums = Vec::with_capacity(lines.len() + 1);
        let mut sum = Remainders::default();
        sums.push(sum);
        for line in lines {
            for glyph in &line.glyphs {
                let at = 2 * (glyph.ch as usize % CLASSES);
                let next = |remainders: u32, copies: u32| {
                    let count = (remainders >> at & 3) + 1;
                    remainders & !(3 << at) | (if count == copies { 0 } else { count }) << at
                };
                sum = Remainders { three: next(sum.three, 3), four: next(sum.four, 4) };
            }
            sums.push(sum);
        }
        Sums(sums)
    }

    /// Whether the lines `start..end` may hold two, three or four copies.
    fn may_hold(&self, copies: u8, start: usize, end: usize) -> bool {
        /// The lower bit of every class: the remainder for two copies.
        const LOWER: u32 = 0x5555_5555;
        let (from, to) = (self.0[start], self.0[end]);
        match copies {
            2 => (from.four ^ to.four) & LOWER == 0,
            3 => from.three == to.three,
            _ => from.four == to.four,
        }
    }
}

fn find(lines: &[Line], sums: &Sums, start: usize) -> Option<Unit> {
    let mut glyphs = 0;
    let within = lines[start..].iter().take(MAX_LINES).take_while(|line| {
        glyphs += line.glyphs.len();
        glyphs <= MAX_GLYPHS
    });
    let last = start + within.count();
    let ends = |copies: u8| (start + 1..=last).filter(move |&end| sums.may_hold(copies, start, end));
    // Four copies are two as well.
    let any = ends(2).next().is_some() || ends(3).next().is_some();
    if !any || !may_begin(lines, start) {
        return None;
    }
    [4u8, 3, 2].into_iter().find_map(|copies| unit(lines, start, ends(copies), copies))
}

/// A quick look: the first two glyphs must come again soon.
fn may_begin(lines: &[Line], start: usize) -> bool {
    let ahead =
        || lines[start..].iter().take(MAX_LINES).flat_map(|l| &l.glyphs).take(MAX_GLYPHS / 2).map(|g| g.ch);
    let mut first = ahead();
    let (Some(a), Some(b)) = (first.next(), first.next()) else { return false };
    let (mut again_a, mut again_b) = (a == b, a == b);
    for ch in first {
        again_a |= ch == a;
        again_b |= ch == b;
        if again_a && again_b {
            return true;
        }
    }
    again_a && again_b
}

/// The shortest unit of so many copies that ends at one of the places.
fn unit(lines: &[Line], start: usize, ends: impl Iterator<Item = usize>, copies: u8) -> Option<Unit> {
    for end in ends {
        let glyphs: Vec<char> = lines[start..end].iter().flat_map(|l| &l.glyphs).map(|g| g.ch).collect();
        if let Some(keep) = shuffle(&glyphs, copies as usize) {
            if !glyphs.iter().any(|&c| chars::is_han(c) || c.is_alphabetic()) {
                return None;
            }
            let verse = end - start > 1 && in_verse(lines, start, end);
            let weight = match (glyphs.len() / copies as usize, end - start) {
                (1, _) => Weight::Tiny,
                (kept, 1) if kept >= 5 => Weight::Sure,
                (kept, 2..) if kept >= 4 && (!verse || copies > 2) => Weight::Sure,
                _ => Weight::Likely,
            };
            return Some(Unit { start, end, copies, weight, verse, keep });
        }
    }
    None
}

/// Whether the lines stand in the middle of other short lines, as a refrain does.
fn in_verse(lines: &[Line], start: usize, end: usize) -> bool {
    let short = |l: &Line| (3..=16).contains(&l.glyphs.len());
    let before = start > 0 && lines[start].blanks == 0 && short(&lines[start - 1]);
    let after = lines.get(end).is_some_and(|l| l.blanks == 0 && short(l));
    before && after
}

/// Reads `glyphs` as `copies` shuffled copies of one string: for every glyph,
/// whether it belongs to the first. `None` where it is no such shuffle.
///
/// A glyph goes to the copy that is furthest behind; where that leads nowhere the
/// latest choice is undone, within a fixed number of steps.
fn shuffle(glyphs: &[char], copies: usize) -> Option<Vec<bool>> {
    let total = glyphs.len() / copies;
    let mut first: Vec<char> = Vec::with_capacity(total);
    // heads[c]: how much of the string copy c has read; copy 0 is `first`.
    let mut heads = vec![0usize; copies];
    let mut taken: Vec<usize> = Vec::with_capacity(glyphs.len());
    let mut from = copies - 1;
    for step in 0..MAX_STEPS {
        let at = taken.len();
        if at == glyphs.len() {
            Work::PrintSteps.done(step);
            return Some(taken.iter().map(|&c| c == 0).collect());
        }
        let ch = glyphs[at];
        let choice = (0..=from).rev().find(|&c| {
            if c == 0 { first.len() < total } else { heads[c] < heads[c - 1] && first[heads[c]] == ch }
        });
        match choice {
            Some(c) => {
                if c == 0 {
                    first.push(ch);
                }
                heads[c] += 1;
                taken.push(c);
                from = copies - 1;
            }
            None => loop {
                let Some(c) = taken.pop() else {
                    Work::PrintSteps.done(step);
                    return None;
                };
                heads[c] -= 1;
                if c == 0 {
                    first.pop();
                } else {
                    from = c - 1;
                    break;
                }
            },
        }
    }
    Work::PrintSteps.done(MAX_STEPS);
    None
}

fn apply(lines: &mut [Line], unit: &Unit, removed: &mut Vec<Removal>) {
    let words = words(unit);
    let mut at = 0;
    let mut spans: Vec<Span> = Vec::new();
    for line in &mut lines[unit.start..unit.end] {
        line.copies = unit.copies;
        let mut kept = Vec::with_capacity(line.glyphs.len());
        for mut glyph in line.glyphs.drain(..) {
            if unit.keep[at] {
                if words.contains(&at) {
                    glyph.gap = glyph.gap.max(1);
                }
                kept.push(glyph);
            } else {
                match spans.last_mut() {
                    Some(last) if last.end == glyph.at => last.end = glyph.end(),
                    _ => spans.push(Span { start: glyph.at, end: glyph.end() }),
                }
            }
            at += 1;
        }
        line.glyphs = kept;
        if let Some(first) = line.glyphs.first_mut() {
            first.gap = 0;
        }
    }
    removed.push(Removal {
        kind: RemovalKind::Shadow,
        reason: format!("printed {} times; the first print stands in the text", unit.copies),
        spans,
    });
}

/// Where words begin that were printed again each by itself: they were set apart.
fn words(unit: &Unit) -> Vec<usize> {
    let mut starts = vec![0];
    let (mut kept, mut taken, mut begun) = (0usize, 0usize, 0usize);
    let mut shortest = usize::MAX;
    for (at, &keep) in unit.keep.iter().enumerate() {
        if keep {
            kept += 1
        } else {
            taken += 1
        }
        if taken == kept * (unit.copies as usize - 1) {
            shortest = shortest.min(kept - begun);
            begun = kept;
            starts.push(at + 1);
        }
    }
    if shortest >= 3 && unit.end - unit.start == 1 { starts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    #[track_caller]
    fn check(input: &str, expect: &str) {
        let mut lines = lines::lines(source::read(input, &Options::default()).lines);
        take_away(&mut lines, &mut Vec::new());
        let got: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(got.join("/"), expect);
    }

    #[test]
    fn every_form_of_double_print_is_one_shuffle() {
        check("街街区区要要闻闻版版", "街区要闻版");
        check("新城区新城区老城区老城区", "新城区老城区");
        check("节节日茶会有新意日茶会有新意", "节日茶会有新意");
        check("同心种树护青山\n同心种树护青山\n同心种树护青山", "同心种树护青山");
        check("春春春来来来早早早灯灯灯会会会", "春来早灯会");
        check("由\n河\n湾\n报\n社\n\n由\n河\n湾\n报\n社", "由/河/湾/报/社");
        check("妈妈好学校妈妈好学校", "妈妈好学校");
    }

    #[test]
    fn short_doubles_go_only_beside_a_sure_one() {
        check("合合\n办办", "合合/办办");
        check("街街区区要要闻闻版版\n\n合合\n办办", "街区要闻版/合/办");
    }

    #[test]
    fn headlines_of_unlike_print_are_cut_apart() {
        check("桥桥头头集集市市迁迁新新址址 老站台改作图书角", "桥头集市迁新址/老站台改作图书角");
        check("桥桥头头集集市市迁迁 老老老站站站台台台改改改作作作", "桥头集市迁/老站台改作");
        check("桥头集市迁新址 老老站站台台改改作作", "桥头集市迁新址/老站台改作");
    }

    #[test]
    fn headlines_of_one_print_stay_on_their_line() {
        check("桥头集市迁新址 老站台改作图书角", "桥头集市迁新址老站台改作图书角");
        check("桥桥头头集集市市 老老站站台台改改", "桥头集市老站台改");
        check("高高兴兴 桥头集市迁新址", "高高兴兴桥头集市迁新址");
        check("11月2233日 桥头集市迁新址", "11月2233日桥头集市迁新址");
    }

    #[test]
    fn lawful_doubles_stay() {
        for lawful in ["高高兴兴", "研究研究", "天天", "1100", "www", "11002200", "大大小小多多少少"]
        {
            check(lawful, lawful);
        }
        check(
            "月亮走我也走\n采一枝桂花\n采一枝桂花\n送给小朋友",
            "月亮走我也走/采一枝桂花/采一枝桂花/送给小朋友",
        );
    }
}
