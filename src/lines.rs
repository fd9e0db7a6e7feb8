//! The lines of a page as print had them, with the measure of their column.

use crate::chars::{self, EM};
use crate::languages::{self, Language};
use crate::source::{Glyph, SourceLine};

/// Which way a jump line points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The article goes on there.
    To,
    /// The article comes from there.
    From,
    /// Either, by its words: 紧接第2版.
    Either,
}

/// A printed line: usually a line of the input, sometimes several put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its visible characters; never empty.
    pub glyphs: Vec<Glyph>,
    /// White space before the first one, in quarter ems.
    pub indent: u32,
    /// Empty lines between the line before and this one.
    pub blanks: u32,
    /// Whether a page separator stands before it.
    pub new_page: bool,
    /// A jump line at which an article ends or begins, and which way it points.
    pub jump: Option<Way>,
    /// How often its glyphs were printed; 1 without shadow print.
    pub copies: u8,
    /// Whether it was set vertically, a glyph or two on each input line.
    pub vertical: bool,
    /// Whether it was letter-spaced to fill its measure.
    pub spaced: bool,
    /// The measure of its column as its neighbours show it, in quarter ems; 0 where unknown.
    pub measure: u32,
    /// The language that it is set in.
    pub language: Language,
    /// Whether it ends with a soft hyphen.
    pub soft: bool,
    /// Its width without its indent where its glyphs do not tell: a ragged line to which the
    /// next word would not have fitted counts as full.
    pub set: Option<u32>,
    /// What a line of another script says that its reading does not show.
    pub read: Option<Read>,
}

/// What the words of a line in another script than the Chinese say, see
/// [`reading`](crate::reading).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Read {
    /// Its cues, as bits.
    pub cues: u32,
    /// It begins as no sentence does: with a small letter.
    pub bound: bool,
    /// Its width as it is typed, without its indent, in ems.
    pub ems: usize,
    /// The line before it ends with a hyphen that parts a word from its rest here.
    pub cut: bool,
}

/// Makes lines of the source; measures are not known yet.
///
/// Extractors begin some boxes of text with a single space. Where only few lines of a
/// page have such a small indent, each of them begins a box, as after an empty line.
/// Where several paragraphs begin behind two to seven plain spaces, these stand for two ems.
#[must_use]
pub fn lines(source: Vec<SourceLine>) -> Vec<Line> {
    let languages = languages::recognise(&source);
    let spaces = typed_indent(&source, &languages);
    let small = |indent: u32| (1..EM).contains(&indent);
    let indents =
        source.iter().zip(&languages).filter(|(l, language)| small(l.indent) && !language.is_spaced());
    let few = 12 * indents.count() <= source.len();
    source
        .into_iter()
        .zip(languages)
        .map(|(line, language)| {
            let typed = Some(line.indent) == spaces && language.is_chinese();
            let begins_box = !typed && small(line.indent) && few && !language.is_spaced();
            let indent = if begins_box { 0 } else { line.indent };
            (begins_box, if typed { 2 * EM } else { indent }, line, language)
        })
        .map(|(begins_box, indent, line, language)| Line {
            indent,
            blanks: if begins_box { line.blanks.max(1) } else { line.blanks },
            new_page: line.new_page,
            copies: 1,
            spaced: !language.is_spaced() && is_letter_spaced(&line.glyphs),
            language,
            soft: line.soft,
            glyphs: line.glyphs,
            ..Line::default()
        })
        .collect()
}

/// The indent, in quarter ems, that stands for two ems on a page of Chinese: one of less that
/// several lines have, not nearly all, and those behind the end of a sentence or an empty line.
fn typed_indent(source: &[SourceLine], languages: &[Language]) -> Option<u32> {
    let mut found = [(0usize, 0usize); 2 * EM as usize];
    let mut chinese = 0;
    for (i, (line, language)) in source.iter().zip(languages).enumerate() {
        if !language.is_chinese() {
            continue;
        }
        chinese += 1;
        let Some((all, begin)) = found.get_mut(line.indent as usize) else { continue };
        let ends =
            |l: &SourceLine| l.glyphs.last().is_some_and(|g| chars::is_end(g.ch) || chars::is_close(g.ch));
        *all += 1;
        *begin += usize::from(line.blanks > 0 || i == 0 || ends(&source[i - 1]));
    }
    let most = (2..found.len()).max_by_key(|&at| (found[at].0, found.len() - at))?;
    let (all, begin) = found[most];
    (all >= 2 && 2 * all <= chinese && 5 * begin >= 3 * all).then_some(most as u32)
}

/// Cuts lines in two before the glyph that `place` names.
pub fn cut_where(lines: &mut Vec<Line>, place: fn(&Line) -> Option<usize>) {
    if !lines.iter().any(|line| place(line).is_some()) {
        return;
    }
    let mut apart = Vec::with_capacity(lines.len() + 1);
    for mut line in std::mem::take(lines) {
        if let Some(at) = place(&line) {
            let rest = line.split_off(at);
            apart.push(std::mem::replace(&mut line, rest));
        }
        apart.push(line);
    }
    *lines = apart;
}

/// The longest word before the colon of a labelled line, in glyphs.
const LABEL: usize = 8;

impl Line {
    /// Whether it begins so far to the right as no line of a column does.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.indent >= 5 * EM
    }

    /// The word that it begins with, where a colon follows: 电话：, 答：.
    #[must_use]
    pub fn label(&self) -> Option<&[Glyph]> {
        let colon = self.glyphs.iter().take(LABEL + 1).position(|g| chars::is_mark(g.ch))?;
        (colon > 0 && matches!(self.glyphs[colon].ch, '：' | ':')).then(|| &self.glyphs[..colon])
    }

    /// The same line with other glyphs.
    #[must_use]
    pub fn with(&self, glyphs: Vec<Glyph>) -> Line {
        Line { glyphs, ..*self }
    }

    /// Cuts the line before a glyph and gives what stood from there on, as a line below it.
    #[must_use]
    pub fn split_off(&mut self, at: usize) -> Line {
        let mut glyphs = self.glyphs.split_off(at);
        if let Some(first) = glyphs.first_mut() {
            first.gap = 0;
        }
        Line { indent: 0, blanks: 0, new_page: false, jump: None, ..self.with(glyphs) }
    }

    /// First character.
    #[must_use]
    pub fn first(&self) -> char {
        self.glyphs.first().map_or(' ', |g| g.ch)
    }

    /// Last character.
    #[must_use]
    pub fn last(&self) -> char {
        self.glyphs.last().map_or(' ', |g| g.ch)
    }

    /// Width of the printed line without its indent, in quarter ems.
    ///
    /// Wide gaps of a letter-spaced line are not counted: they only fill the measure.
    #[must_use]
    pub fn width(&self) -> u32 {
        if let Some(set) = self.set {
            return set;
        }
        let set: u32 = self.glyphs.iter().map(|g| chars::width(g.ch)).sum();
        if self.spaced { set } else { set + self.glyphs.iter().map(|g| u32::from(g.gap)).sum::<u32>() }
    }

    /// The least width that the line can have been set to: each mark may lose half an em.
    #[must_use]
    pub fn squeezed(&self) -> u32 {
        self.widths().least
    }

    /// Both widths, in one walk.
    #[must_use]
    pub fn widths(&self) -> Widths {
        if let Some(set) = self.set {
            return Widths { least: set, printed: set };
        }
        let (mut set, mut gaps, mut marks) = (0u32, 0u32, 0u32);
        for glyph in &self.glyphs {
            gaps += u32::from(glyph.gap);
            if chars::is_common_han(glyph.ch) {
                set += EM;
            } else {
                set += chars::width(glyph.ch);
                marks += u32::from(chars::is_squeezable(glyph.ch) || chars::is_open(glyph.ch));
            }
        }
        let printed = if self.spaced { set } else { set + gaps };
        Widths { least: printed - (marks * EM / 2).min(printed / 4), printed }
    }

    /// Its width as it is typed, where words stand apart by spaces.
    #[must_use]
    pub fn typed(&self) -> u32 {
        self.glyphs.iter().map(|g| chars::width(g.ch) + u32::from(g.gap) * SPACE).sum::<u32>()
    }

    /// Width of the first word, in quarter ems.
    #[must_use]
    pub fn first_word(&self) -> u32 {
        let glyphs = self.glyphs.iter().enumerate();
        glyphs.take_while(|(k, g)| *k == 0 || g.gap == 0).map(|(_, g)| chars::width(g.ch)).sum()
    }

    /// Ends with a hyphen behind a letter, or with a soft one.
    #[must_use]
    pub fn is_hyphenated(&self) -> bool {
        let n = self.glyphs.len();
        self.soft
            || n > 1
                && chars::is_hyphen(self.last())
                && self.glyphs[n - 1].gap == 0
                && self.glyphs[n - 2].ch.is_alphabetic()
    }

    /// The characters without gaps; U+FFFD for a glyph that has none.
    #[must_use]
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|g| if g.is_unmapped() { '\u{fffd}' } else { g.ch }).collect()
    }
}

/// Widths of a line without its indent, in quarter ems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widths {
    /// With every mark squeezed.
    pub least: u32,
    /// As it is printed.
    pub printed: u32,
}

impl Widths {
    /// How much is missing to a width; below 0 where the line is wider even when squeezed.
    #[must_use]
    pub fn missing(self, to: i32) -> i32 {
        let (least, most) = (self.least as i32, self.printed as i32);
        if to > most { to - most } else { (to - least).min(0) }
    }
}

/// Whether at least half of the places between full-width glyphs are gaps, and three or more.
fn is_letter_spaced(glyphs: &[Glyph]) -> bool {
    if glyphs.iter().filter(|g| g.gap > 0).count() < 3 {
        return false;
    }
    let (mut places, mut gaps) = (0, 0);
    for pair in glyphs.windows(2) {
        if chars::is_wide(pair[0].ch) && chars::is_wide(pair[1].ch) {
            places += 1;
            gaps += usize::from(pair[1].gap > 0);
        }
    }
    gaps >= 3 && 2 * gaps >= places
}

/// How far a line's neighbours are asked for the measure.
const REACH: usize = 9;

/// Estimates the measure of every line from the lines about it.
///
/// A column's full lines lie within one em below its measure (kinsoku and hanging
/// marks take up to that) or were squeezed down to it at their marks, so the measure
/// is the width that most neighbours may have been set to; near ones and those of the
/// same block count more.
pub fn measure(lines: &mut [Line]) {
    measure_where(lines, |_| true);
}

/// The same, for the lines within reach of some that have changed.
pub fn measure_near(lines: &mut [Line], changed: &[usize]) {
    let mut near = vec![false; lines.len()];
    for &i in changed {
        near[i.saturating_sub(REACH)..(i + REACH + 1).min(lines.len())].fill(true);
    }
    measure_where(lines, |i| near[i]);
}

/// A typed space is half an em wide between words.
const SPACE: u32 = EM / 2;

fn measure_where(lines: &mut [Line], asked: impl Fn(usize) -> bool) {
    measure_wide(lines, &asked);
    if lines.iter().any(|l| l.language.is_spaced()) {
        measure_ragged(lines, &asked);
    }
}

/// What a ragged line says of its measure: it is at least as wide as the line, and the
/// first word of the next line would not have fitted.
#[derive(Clone, Copy)]
struct Ragged {
    /// Its width with its indent.
    width: u32,
    /// The widest measure that it can have been broken to; below `width` where nothing
    /// says that it was broken.
    most: u32,
    block: u32,
    spaced: bool,
}

/// Words without a hyphen have this room at most, in quarter ems, where the next line is no help.
const ROOM: u32 = 6 * SPACE;

/// The measure of lines whose words stand apart, and which of them are full.
///
/// Such lines are ragged, or were justified and lost their wide spaces. The measure is the
/// width that most lines nearby can have been broken to. A line is full where the first word
/// of the next one would not have fitted.
fn measure_ragged(lines: &mut [Line], asked: &impl Fn(usize) -> bool) {
    let mut block = 0u32;
    let n = lines.len();
    let mut all: Vec<Ragged> = Vec::with_capacity(n);
    for (i, line) in lines.iter().enumerate() {
        block += u32::from(line.blanks > 0 || line.new_page);
        let width = line.typed() + line.indent * SPACE;
        let next = lines.get(i + 1).filter(|l| l.blanks == 0 && !l.new_page && l.language.is_spaced());
        let room = match next {
            _ if line.is_hyphenated() => ROOM,
            Some(next) if !line.vertical && next.indent <= line.indent => SPACE + next.first_word() - 1,
            _ => 0,
        };
        let most = if room == 0 { 0 } else { width + room };
        let spaced = line.language.is_spaced() && !line.vertical;
        all.push(Ragged { width, most, block, spaced });
    }
    for i in (0..n).filter(|&i| asked(i) && all[i].spaced) {
        let near = i.saturating_sub(REACH)..(i + REACH + 1).min(n);
        let weight = |k: usize| WEIGHTS[i.abs_diff(k)] >> u32::from(all[k].block != all[i].block);
        let says = |to: u32| -> i32 {
            near.clone()
                .filter(|&k| all[k].spaced)
                .map(|k| match all[k] {
                    l if l.width <= to && to <= l.most => 4 * weight(k),
                    l if l.width > to && l.block == all[i].block => -weight(k),
                    _ => 0,
                })
                .sum()
        };
        let (mut best, mut measure) = (0, 0);
        for k in near.clone().filter(|&k| all[k].spaced && all[k].width >= 3 * EM) {
            let (to, score) = (all[k].width, says(all[k].width));
            if score > best || score == best && to > measure {
                (best, measure) = (score, to);
            }
        }
        lines[i].measure = measure;
        let missing = measure as i32 - all[i].width as i32;
        let next = lines.get(i + 1).filter(|l| l.blanks == 0 && !l.new_page);
        let room = match next {
            _ if lines[i].is_hyphenated() => 2 * ROOM,
            Some(next) => SPACE + next.first_word(),
            None => SPACE + ROOM,
        } as i32;
        let fill = if (0..room).contains(&missing) { missing as u32 } else { 0 };
        let typed = all[i].width - lines[i].indent * SPACE;
        lines[i].set = Some(typed + fill + lines[i].indent * SPACE - lines[i].indent);
    }
}

fn measure_wide(lines: &mut [Line], asked: &impl Fn(usize) -> bool) {
    let mut block = 0u32;
    let all: Vec<Measured> = lines
        .iter()
        .map(|l| {
            block += u32::from(l.blanks > 0);
            if l.vertical {
                return Measured { width: 0, least: 0, block };
            }
            let widths = l.widths();
            Measured { width: widths.printed + l.indent, least: widths.least + l.indent, block }
        })
        .collect();
    // The lines in reach, from the narrowest to the widest.
    let mut near: Vec<usize> = Vec::with_capacity(2 * REACH + 2);
    for next in 0..all.len() + REACH {
        if next < all.len() {
            near.insert(near.partition_point(|&k| all[k].width <= all[next].width), next);
        }
        let Some(i) = next.checked_sub(REACH) else { continue };
        near.retain(|&k| k + REACH >= i);
        if asked(i) {
            lines[i].measure = widest_agreed(&all, &near, i);
        }
    }
}

/// What a line at a distance counts for; in another block it counts half.
const WEIGHTS: [i32; REACH + 1] = [16, 12, 8, 8, 6, 6, 4, 4, 4, 4];

/// The width that most lines near line `i`, in the order of their widths, agree on.
fn widest_agreed(all: &[Measured], near: &[usize], i: usize) -> u32 {
    // From the narrowest to the widest, each with what the lines before it count for.
    let mut voices = [Voice::default(); 2 * REACH + 1];
    let mut sum = 0;
    for (voice, &k) in voices.iter_mut().zip(near) {
        let Measured { width, least, block } = all[k];
        let same = block == all[i].block;
        let weight = WEIGHTS[i.abs_diff(k)] >> u32::from(!same);
        *voice = Voice { width, least, weight, same, narrower: sum };
        sum += weight;
    }
    let voices = &voices[..near.len().min(2 * REACH + 1)];
    let (mut best, mut measure) = (0i32, 0u32);
    let mut narrowest = voices.len();
    let mut last = 0;
    for (at, own) in voices.iter().enumerate().rev() {
        let candidate = own.width;
        if candidate < 3 * EM {
            break;
        }
        if candidate == last {
            continue;
        }
        last = candidate;
        while narrowest > 0 && voices[narrowest - 1].width + EM > candidate {
            narrowest -= 1;
        }
        let up_to = own.narrower + own.weight;
        let agreed = 4 * (up_to - voices[narrowest].narrower);
        // Were all wider ones squeezed down to it, could it be the best?
        if agreed + 2 * (sum - up_to) <= best {
            continue;
        }
        let wider = voices[at + 1..].iter().map(|voice| {
            if voice.least <= candidate {
                2 * voice.weight
            } else if voice.same && voice.width > candidate + 1 {
                -voice.weight
            } else {
                0
            }
        });
        let score = agreed + wider.sum::<i32>();
        if score > best {
            (best, measure) = (score, candidate);
        }
    }
    measure
}

/// What a line near by says to a measure.
#[derive(Clone, Copy, Default)]
struct Voice {
    width: u32,
    least: u32,
    weight: i32,
    /// It stands in the same block.
    same: bool,
    /// What all narrower ones count for.
    narrower: i32,
}

/// What the measure is told from: a line's widths with its indent, and its block.
#[derive(Clone, Copy)]
struct Measured {
    width: u32,
    least: u32,
    block: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::source;

    fn measured(input: &str) -> Vec<u32> {
        let mut lines = lines(source::read(input, &Options::default()).lines);
        measure(&mut lines);
        lines.iter().map(|l| l.measure / EM).collect()
    }

    #[test]
    fn the_measure_is_that_of_the_column() {
        let wide = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳\n".repeat(6);
        let narrow = "甲乙丙丁戊己庚辛\n".repeat(6);
        let m = measured(&format!("{wide}\n{narrow}"));
        assert_eq!((m[0], m[11]), (16, 8));
    }

    #[test]
    fn a_letter_spaced_line_is_full() {
        let l = &lines(source::read("火 灾 后“ 断 壁 残", &Options::default()).lines)[0];
        assert!(l.spaced);
        assert_eq!(l.width(), 7 * EM);
    }
}
