//! Composition: glyphs in their final order become text with spans and repairs.
//!
//! White space is decided here and nowhere else. The text's glyphs are walked in
//! order; where two follow each other in the input with nothing but white space
//! between, they share a span, and a difference between that white space and what
//! the text has there is a repair.

use crate::chars;
use crate::cues;
use crate::lines::Line;
use crate::options::{Options, Spacing};
use crate::page::{Paragraph, Repair, RepairKind, Span, Text};
use crate::repairs::code_points;
use crate::source::Glyph;

/// The input as UTF-16 units, for the white space between glyphs.
pub struct Composer<'a> {
    units: &'a [u16],
    spacing: bool,
    code_points: bool,
    /// Whether lines were broken to a measure. Where they were not, none was stretched
    /// to it either, and the gaps of tables and lists are real.
    pub wrapped: bool,
    habit: Spacing,
    /// Repairs made so far.
    pub repairs: Vec<Repair>,
}

/// What becomes of a line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    /// Nothing.
    Closed,
    /// A space.
    Space,
}

/// A text in the making.
struct Writing {
    text: String,
    spans: Vec<Span>,
    /// The last glyph so far.
    last: Option<Glyph>,
}

impl<'a> Composer<'a> {
    /// A composer over the input's units.
    #[must_use]
    pub fn new(units: &'a [u16], options: &Options) -> Self {
        let (spacing, code_points) = (options.repairs.spacing, options.repairs.code_points);
        Composer { units, spacing, code_points, wrapped: true, habit: options.spacing, repairs: Vec::new() }
    }

    /// Composes lines into running text: line breaks are closed.
    pub fn running(&mut self, lines: &[&Line]) -> Text {
        self.text(lines, Break::Closed)
    }

    /// Composes lines of names and labels: a space stands for a line break.
    pub fn list(&mut self, lines: &[&Line]) -> Text {
        self.text(lines, Break::Space)
    }

    /// Composes lines of display type: a break between two clauses stays a space.
    pub fn display(&mut self, pieces: &[&Line]) -> Text {
        let clauses = breaks_clause(pieces);
        self.text(pieces, if clauses { Break::Space } else { Break::Closed })
    }

    fn text(&mut self, lines: &[&Line], breaks: Break) -> Text {
        let glyphs: usize = lines.iter().map(|l| l.glyphs.len()).sum();
        let mut writing = Writing { text: String::with_capacity(3 * glyphs), spans: Vec::new(), last: None };
        let spaced = self.habit == Spacing::Spaced && self.spacing;
        for line in lines {
            let closed = line.glyphs.iter().any(|g| g.gap > 0) && closed_gaps(line);
            for (i, &glyph) in line.glyphs.iter().enumerate() {
                let glyph = if self.code_points { as_set(line, i, glyph) } else { glyph };
                let space = match writing.last {
                    None => false,
                    Some(last) if i == 0 => {
                        between_lines(last, glyph, breaks == Break::Space) && !self.is_hyphenated(last.end())
                    }
                    Some(last) => {
                        let gap = glyph.gap > 0;
                        let kept = if self.spacing {
                            gap && !closed && (keeps_gap(line, i) || !self.wrapped && is_cell(line))
                        } else {
                            gap
                        };
                        kept || spaced && is_boundary(last.ch, glyph.ch)
                    }
                };
                self.set(&mut writing, glyph, space);
            }
        }
        Text { text: writing.text, spans: writing.spans, confidence: None }
    }

    /// Composes some glyphs of one line.
    pub fn part(&mut self, line: &Line, from: usize, to: usize) -> Text {
        let mut part = line.clone();
        part.glyphs = line.glyphs[from..to].to_vec();
        self.running(&[&part])
    }

    /// Sets a paragraph behind another one that breaks off on an earlier page.
    pub fn append(&mut self, before: &mut Paragraph, behind: Paragraph) {
        let spaced = self.habit == Spacing::Spaced && self.spacing;
        let space = before
            .text
            .chars()
            .next_back()
            .zip(behind.text.chars().next())
            .is_some_and(|(a, b)| between_words(a, b) || spaced && is_boundary(a, b));
        if space {
            before.text.push(' ');
            self.put_in(behind.spans.first().map_or(0, |s| s.start));
        }
        before.text.push_str(&behind.text);
        before.spans.extend(behind.spans);
        before.confidence = match (before.confidence, behind.confidence) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    /// Notes a space that was put in.
    fn put_in(&mut self, at: u32) {
        let span = Span { start: at, end: at };
        self.repairs.push(Repair { kind: RepairKind::Space, span, from: String::new(), to: " ".into() });
    }

    /// Sets a glyph behind the ones before it, with a space between or without.
    fn set(&mut self, writing: &mut Writing, glyph: Glyph, space: bool) {
        let before = writing.last.replace(glyph);
        match (before, writing.spans.last_mut()) {
            (Some(before), Some(span)) if before.end() == glyph.at && !space => span.end = glyph.end(),
            (before, _) => self.join(&mut writing.spans, before, glyph, space),
        }
        if space {
            writing.text.push(' ');
        }
        if glyph.is_unmapped() {
            self.push_units(&mut writing.text, glyph.at, glyph.end());
            return;
        }
        let behind = glyph.at + glyph.source.len_utf16() as u32;
        let letters = if self.code_points { code_points::ligature(glyph.ch) } else { None };
        let from = writing.text.len();
        match letters {
            Some(letters) => writing.text.push_str(letters),
            None => writing.text.push(glyph.ch),
        }
        if letters.is_some() || glyph.ch != glyph.source {
            self.repairs.push(Repair {
                kind: if is_read_mark(glyph) { RepairKind::Mark } else { RepairKind::CodePoint },
                span: Span { start: glyph.at, end: behind },
                from: glyph.source.to_string(),
                to: writing.text[from..].to_owned(),
            });
        }
        if glyph.tail > 0 {
            self.push_units(&mut writing.text, behind, glyph.end());
        }
    }

    /// Adds some of the input as it stands.
    fn push_units(&self, text: &mut String, from: u32, to: u32) {
        text.push_str(&String::from_utf16_lossy(&self.units[from as usize..to as usize]));
    }

    /// Whether a soft hyphen stands at an offset: a word was broken there.
    fn is_hyphenated(&self, at: u32) -> bool {
        self.units.get(at as usize) == Some(&0xad)
    }

    /// Adds a glyph to the spans that does not stand right behind the one before it in the
    /// input, or that a space parts from it: what the text has there is a repair.
    fn join(&mut self, spans: &mut Vec<Span>, before: Option<Glyph>, glyph: Glyph, space: bool) {
        let put = if space { " " } else { "" };
        match (before, spans.last_mut()) {
            (Some(before), Some(span)) if self.is_blank(before.end(), glyph.at) => {
                let gap = Span { start: before.end(), end: glyph.at };
                let from = String::from_utf16_lossy(&self.units[gap.start as usize..gap.end as usize]);
                if from != put {
                    let kind = if from.contains(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}']) {
                        RepairKind::Join
                    } else {
                        RepairKind::Space
                    };
                    self.repairs.push(Repair { kind, span: gap, from, to: put.to_owned() });
                }
                span.end = glyph.end();
            }
            _ => {
                if space {
                    self.put_in(glyph.at);
                }
                spans.push(Span { start: glyph.at, end: glyph.end() });
            }
        }
    }

    /// Whether the input between two offsets is white space of one page only.
    fn is_blank(&self, from: u32, to: u32) -> bool {
        from <= to
            && self.units[from as usize..to as usize].iter().all(|&u| {
                char::from_u32(u32::from(u))
                    .is_some_and(|c| c.is_whitespace() && c != '\u{c}' && !chars::is_invisible(c))
            })
    }
}

/// A glyph in the width that a text has it in.
fn as_set(line: &Line, i: usize, glyph: Glyph) -> Glyph {
    if chars::is_common_han(glyph.ch) || glyph.ch < '\u{ff00}' {
        return glyph;
    }
    let beside = |k: usize| line.glyphs.get(k).map_or(' ', |g| g.ch);
    Glyph { ch: code_points::as_set(beside(i.wrapping_sub(1)), glyph.ch, beside(i + 1)), ..glyph }
}

/// A line's end: Latin words keep a space, everything else closes up. Full-width letters are
/// set as Chinese characters are, and broken anywhere.
fn between_lines(last: Glyph, next: Glyph, clause: bool) -> bool {
    let (before, after) = (last.ch, next.ch);
    between_words(before, after) && !(chars::is_wide(last.source) && chars::is_wide(next.source))
        || clause && !chars::is_mark(before) && !chars::is_mark(after)
}

/// Whether a mark was misread, and is no other form of itself.
fn is_read_mark(glyph: Glyph) -> bool {
    let form = matches!(glyph.source, '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}');
    chars::is_mark(glyph.ch) && !form
}

/// Whether Latin words meet.
fn between_words(before: char, after: char) -> bool {
    (chars::is_latin(before) || before == ',') && chars::is_latin(after)
}

/// Display lines of nearly equal length are clauses set one below the other.
fn breaks_clause(lines: &[&Line]) -> bool {
    let lengths = || lines.iter().map(|l| l.glyphs.len());
    let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    lines.len() == 2 && longest - shortest <= 1 && longest >= 5
}

fn is_boundary(a: char, b: char) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    chars::is_han(a) && word(b) || word(a) && chars::is_han(b)
}

/// Lines in which no gap is real: letter-spaced ones, and contacts torn apart.
fn closed_gaps(line: &Line) -> bool {
    if line.spaced {
        return true;
    }
    let is = |k: usize, ch: char| line.glyphs.get(k).is_some_and(|g| g.ch.eq_ignore_ascii_case(&ch));
    let address = (0..line.glyphs.len())
        .any(|k| is(k, '@') || is(k, 'w') && is(k + 1, 'w') && is(k + 2, 'w') && is(k + 3, '.'));
    let han = || line.glyphs.iter().filter(|g| chars::is_han(g.ch)).count();
    address && 3 * han() <= line.glyphs.len()
}

/// A line of a table or a list: gaps and no sentence.
fn is_cell(line: &Line) -> bool {
    !line.glyphs.iter().any(|g| matches!(g.ch, '，' | '。' | '；'))
}

/// Whether the gap before glyph `i` of a line is a real one.
fn keeps_gap(line: &Line, i: usize) -> bool {
    let (a, b) = (line.glyphs[i - 1].ch, line.glyphs[i].ch);
    if ends_dateline(line, i) {
        return true;
    }
    if chars::is_han(a) && chars::is_han(b) {
        return !is_stretched(line, i);
    }
    let word = |c: char| chars::is_digit(c) || chars::is_latin(c);
    let inside_number = |c: char| matches!(c, '.' | ',' | '-' | ':' | '/' | '%');
    if word(a) && word(b) {
        return !(chars::is_digit(a)
            && chars::is_digit(b)
            && line.glyphs.iter().any(|g| chars::is_han(g.ch)))
            || line.glyphs[i].gap > 1;
    }
    if (inside_number(a) && word(b)) || (word(a) && inside_number(b)) {
        return chars::is_latin(b) && matches!(a, '.' | ',' | ':');
    }
    // Between a mark or a Chinese character and a word a gap is a quarter em of
    // typesetting; between two full-width marks and around brackets it is nothing.
    false
}

/// The gap behind 本报讯 is a real one, whatever follows.
fn ends_dateline(line: &Line, i: usize) -> bool {
    i <= 4
        && matches!(line.glyphs[i - 1].ch, '讯' | '訊')
        && cues::is_dateline(&line.glyphs[..i].iter().map(|g| g.ch).collect::<Vec<char>>())
        && !chars::is_mark(line.glyphs[i].ch)
}

/// A gap beside a single glyph in running text: the line was stretched there.
fn is_stretched(line: &Line, i: usize) -> bool {
    let glyphs = &line.glyphs;
    let edge =
        |k: usize| glyphs[k].gap > 0 || !chars::is_han(glyphs[k].ch) || !chars::is_han(glyphs[k - 1].ch);
    let left = (1..i).rev().take_while(|&k| !edge(k)).count() + 1;
    let right = (i + 1..glyphs.len()).take_while(|&k| !edge(k)).count() + 1;
    let running = glyphs.iter().any(|g| matches!(g.ch, '，' | '。' | '；'));
    (left == 1) != (right == 1) && running
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::source;

    fn compose(input: &str, options: &Options) -> (Text, Vec<Repair>) {
        let units: Vec<u16> = input.encode_utf16().collect();
        let lines = lines::lines(source::read(input, options).lines);
        let mut composer = Composer::new(&units, options);
        let text = composer.running(&lines.iter().collect::<Vec<_>>());
        (text, composer.repairs)
    }

    #[track_caller]
    fn check(input: &str, expect: &str) {
        assert_eq!(compose(input, &Options::default()).0.text, expect);
    }

    #[test]
    fn spaces_that_setting_made_go_and_real_ones_stay() {
        check("3月 1日", "3月1日");
        check("2 . 5 亿元", "2.5亿元");
        check("“ 断 壁 残 垣”的景象", "“断壁残垣”的景象");
        check("本报讯 近日，新馆开放", "本报讯 近日，新馆开放");
        check("本报讯 3月 1日，新馆开放", "本报讯 3月1日，新馆开放");
        check("同心同行 共建共享", "同心同行 共建共享");
        check("E- mai l : abc123@example. com", "E-mail:abc123@example.com");
        check("the new\nlibrary", "the new library");
    }

    #[test]
    fn a_joined_line_is_one_span_and_a_repair() {
        let (text, repairs) = compose("甲乙\n丙", &Options::default());
        assert_eq!(text.text, "甲乙丙");
        assert_eq!(text.spans, [Span { start: 0, end: 4 }]);
        assert_eq!(repairs[0].kind, RepairKind::Join);
    }

    #[test]
    fn broken_code_points_are_mended_where_they_stand() {
        check("２０２３年Ａ股涨２．５％", "2023年A股涨2.5％");
        check("ｂｏｘ＠ｅｘａｍｐｌｅ．ｃｎ", "box@example.cn");
        check("of\u{fb01}ce and\n\u{fb02}ow", "office and flow");
        check("the exam\u{ad}\nple", "the example");
        check("ｶﾀｶﾅ", "カタカナ");
        check("cafe\u{301} cre\u{300}me", "cafe\u{301} cre\u{300}me");
        check("姓(cid:12)(cid:12)的人", "姓(cid:12)(cid:12)的人");
    }

    #[test]
    fn nothing_is_mended_where_that_is_off() {
        let mut options = Options::default();
        options.repairs.code_points = false;
        for input in ["２０２３年Ａ股", "of\u{fb01}ce", "ｶﾀｶﾅ"] {
            let (text, repairs) = compose(input, &options);
            assert_eq!((text.text.as_str(), repairs), (input, Vec::new()));
        }
    }

    #[test]
    fn the_other_spacing_habit_puts_spaces_in() {
        let options = Options { spacing: Spacing::Spaced, ..Options::default() };
        let (text, repairs) = compose("在2023年", &options);
        assert_eq!(text.text, "在 2023 年");
        assert!(repairs.iter().all(|r| r.span.start == r.span.end));
    }
}
