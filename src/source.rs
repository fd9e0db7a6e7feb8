//! The first stage: the input as lines of glyphs that know where they came from.

use crate::chars;
use crate::options::Options;
use crate::page::{Removal, RemovalKind, Span};

/// One visible character of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The character as the answer shows it.
    pub ch: char,
    /// The character as the input has it.
    pub source: char,
    /// Offset in the input, in UTF-16 units.
    pub at: u32,
    /// White space before it on its line, in quarter ems; 0 at the start of a line.
    pub gap: u8,
    /// UTF-16 units behind the character that go where it goes: the combining marks on it,
    /// or the rest of an unmapped glyph's number.
    pub tail: u8,
}

impl Glyph {
    /// One past its last UTF-16 unit.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.at + self.source.len_utf16() as u32 + u32::from(self.tail)
    }

    /// Whether it is a glyph that its font gave no character: `(cid:123)` in the input. It is
    /// one glyph of one em like any other, and its number is no text.
    #[must_use]
    pub fn is_unmapped(&self) -> bool {
        self.source == '(' && self.ch >= UNMAPPED
    }
}

/// The first of the private characters that stand for unmapped glyphs, each number for
/// itself: two are the same only where their numbers are.
const UNMAPPED: char = '\u{f0000}';

/// The number in a glyph that an extractor wrote as `(cid:123)`, and its length in units.
#[must_use]
pub fn unmapped(text: &str) -> Option<(u32, u32)> {
    let (number, _) = text.strip_prefix("(cid:")?.split_once(')')?;
    let digits = (1..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| number.bytes().fold(0, |n, b| 10 * n + u32::from(b - b'0')))?;
    Some((number, text.find(')')? as u32 + 1))
}

/// A line of the input, without its white space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceLine {
    /// Its visible characters; never empty.
    pub glyphs: Vec<Glyph>,
    /// White space before the first one, in quarter ems.
    pub indent: u32,
    /// Empty lines between the line before and this one.
    pub blanks: u32,
    /// Whether a page separator stands between the line before and this one.
    pub new_page: bool,
    /// Whether it ends with a soft hyphen, which is invisible elsewhere.
    pub soft: bool,
}

/// The input, taken apart.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The lines that hold something.
    pub lines: Vec<SourceLine>,
    /// Invisible characters and page separators.
    pub removed: Vec<Removal>,
    /// Length of the input in UTF-16 units.
    pub units: u32,
}

/// A line longer than this, in glyphs, is taken as it was gathered and not copied.
const LONG_LINE: usize = 4096;

/// Takes the input apart into lines of glyphs. Linear in the input.
#[must_use]
pub fn read(input: &str, options: &Options) -> Source {
    let mut source = Source::default();
    // Gathers one line after the other: what a line keeps is then of its exact size.
    let mut line = SourceLine::default();
    let (mut at, mut gap, mut blanks, mut new_page) = (0u32, 0u32, 0u32, false);
    let mut rest = input.chars();
    let separator = options.page_separator.as_str();
    let separates = separator.chars().next();
    let mut after_return = false;
    loop {
        let here = rest.as_str();
        let Some(ch) = rest.next() else { break };
        if separates == Some(ch) && here.starts_with(separator) {
            let units = separator.encode_utf16().count() as u32;
            source.finish(&mut line, &mut blanks, &mut new_page);
            source.remove(RemovalKind::PageBreak, "separates two pages", at, units);
            new_page = true;
            gap = 0;
            at += units;
            rest = here[separator.len()..].chars();
            after_return = false;
            continue;
        }
        let units = ch.len_utf16() as u32;
        if chars::is_common_han(ch) {
            line.push(ch, at, &mut gap);
        } else if chars::is_line_break(ch) {
            if !(after_return && ch == '\n') {
                if line.glyphs.is_empty() {
                    blanks += 1;
                }
                source.finish(&mut line, &mut blanks, &mut new_page);
            }
            gap = 0;
        } else if joins_emoji(ch, line.glyphs.last()) && line.carry(at, units) {
            // It is part of the picture before it, and stays with it wherever a line is cut.
        } else if chars::is_invisible(ch) {
            line.soft = ch == '\u{ad}' && !line.glyphs.is_empty();
            source.remove(RemovalKind::Invisible, "has no visible form", at, units);
        } else if chars::is_combining(ch) && gap == 0 && line.carry(at, units) {
            // The mark goes with the glyph before it.
        } else if ch.is_whitespace() {
            gap += space_width(ch);
        } else if ch == '('
            && let Some((number, length)) = unmapped(here)
        {
            line.push(ch, at, &mut gap);
            if let Some(glyph) = line.glyphs.last_mut() {
                glyph.ch = char::from_u32(UNMAPPED as u32 + number % 0xfffe).unwrap_or(UNMAPPED);
                glyph.tail = length as u8 - 1;
            }
            rest = here[length as usize..].chars();
            at += length;
            after_return = false;
            continue;
        } else {
            line.push(ch, at, &mut gap);
        }
        after_return = ch == '\r';
        at += units;
    }
    source.finish(&mut line, &mut blanks, &mut new_page);
    source.units = at;
    source
}

impl SourceLine {
    /// Sets a character; the white space before it is used up.
    fn push(&mut self, ch: char, at: u32, gap: &mut u32) {
        let mut before = std::mem::take(gap);
        if self.glyphs.is_empty() {
            self.indent = std::mem::take(&mut before);
        }
        self.soft = false;
        self.glyphs.push(Glyph { ch, source: ch, at, gap: before.min(255) as u8, tail: 0 });
    }

    /// Lets the last glyph carry a mark that stands right behind it.
    fn carry(&mut self, at: u32, units: u32) -> bool {
        match self.glyphs.last_mut() {
            Some(last) if last.end() == at && u32::from(last.tail) + units <= 255 => {
                last.tail += units as u8;
                true
            }
            _ => false,
        }
    }
}

/// A joiner or a style mark behind an emoji is part of its picture.
fn joins_emoji(ch: char, before: Option<&Glyph>) -> bool {
    let emoji = |c: char| c as u32 >= 0x1f000 && !chars::is_han(c) || ('\u{2190}'..='\u{2bff}').contains(&c);
    matches!(ch, '\u{200d}' | '\u{fe0f}') && before.is_some_and(|g| emoji(g.ch))
}

/// Widths of white space in quarter ems. An ordinary space stands for the
/// quarter em that newspapers set around digits.
fn space_width(ch: char) -> u32 {
    match ch {
        '\u{3000}' | '\u{2003}' | '\u{2001}' => chars::EM,
        '\t' => 2 * chars::EM,
        '\u{2002}' | '\u{2000}' => chars::EM / 2,
        _ => 1,
    }
}

impl Source {
    /// Closes a line; an empty one counts as blank only where a break ended it.
    fn finish(&mut self, line: &mut SourceLine, blanks: &mut u32, new_page: &mut bool) {
        if line.glyphs.is_empty() {
            return;
        }
        line.blanks = std::mem::take(blanks);
        line.new_page = std::mem::take(new_page);
        if line.glyphs.len() > LONG_LINE {
            line.glyphs.shrink_to_fit();
            self.lines.push(std::mem::take(line));
            return;
        }
        self.lines.push(line.clone());
        line.glyphs.clear();
        line.indent = 0;
        line.soft = false;
    }

    fn remove(&mut self, kind: RemovalKind, reason: &str, at: u32, units: u32) {
        let span = Span { start: at, end: at + units };
        if let Some(last) = self.removed.last_mut()
            && last.kind == kind
            && let Some(end) = last.spans.last_mut()
            && end.end == at
        {
            end.end = span.end;
            return;
        }
        self.removed.push(Removal { kind, reason: reason.to_owned(), spans: vec![span] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str) -> Vec<(String, u32, u32, u32)> {
        read(input, &Options::default())
            .lines
            .iter()
            .map(|l| (l.glyphs.iter().map(|g| g.ch).collect(), l.glyphs[0].at, l.indent, l.blanks))
            .collect()
    }

    #[test]
    fn offsets_are_utf16_units() {
        assert_eq!(lines("𠮷a\n b"), [("𠮷a".into(), 0, 0, 0), ("b".into(), 5, 1, 0)]);
    }

    #[test]
    fn every_kind_of_line_break_counts_once() {
        assert_eq!(
            lines("甲\r\n\r\n乙\r丙\n\n丁"),
            [("甲".into(), 0, 0, 0), ("乙".into(), 5, 0, 1), ("丙".into(), 7, 0, 0), ("丁".into(), 10, 0, 1)]
        );
    }

    #[test]
    fn invisible_characters_and_form_feeds_are_listed() {
        let source = read("\u{feff}甲\u{200b}\u{c}乙", &Options::default());
        assert_eq!(source.removed.len(), 3);
        assert!(source.lines[1].new_page);
        assert_eq!(source.units, 5);
    }

    #[test]
    fn an_emoji_keeps_its_joiners() {
        let source = read("👨\u{200d}👩甲\u{200d}乙→\u{fe0f}", &Options::default());
        let glyphs: Vec<(char, u32)> = source.lines[0].glyphs.iter().map(|g| (g.ch, g.end())).collect();
        assert_eq!(glyphs, [('👨', 3), ('👩', 5), ('甲', 6), ('乙', 8), ('→', 10)]);
        assert_eq!(source.removed.len(), 1);
        let source = read("𠮷\u{200d}a\u{200d}丙", &Options::default());
        assert_eq!((source.lines[0].glyphs.len(), source.removed.len()), (3, 2));
    }

    #[test]
    fn a_mark_goes_with_its_letter() {
        let source = read("e\u{301}\u{323}か\u{3099} \u{301}甲", &Options::default());
        let tails: Vec<(u32, u32)> = source.lines[0].glyphs.iter().map(|g| (g.at, g.end())).collect();
        assert_eq!(tails, [(0, 3), (3, 5), (6, 7), (7, 8)]);
    }

    #[test]
    fn a_letter_carries_as_many_marks_as_it_can_count() {
        let source = read(&format!("e{}", "\u{301}".repeat(300)), &Options::default());
        let ends: Vec<u32> = source.lines[0].glyphs.iter().map(|g| g.end()).collect();
        assert_eq!(ends, [256, 301]);
        let parted = read("e\u{200b}\u{301}", &Options::default());
        assert_eq!(parted.lines[0].glyphs.len(), 2);
    }

    #[test]
    fn a_line_is_soft_where_a_soft_hyphen_ends_it() {
        let soft = |input| read(input, &Options::default()).lines[0].soft;
        assert!(soft("exam\u{ad}\nple"));
        assert!(!soft("\u{ad}exam") && !soft("ex\u{ad}am") && !soft("exam\u{200b}") && !soft("exam"));
    }

    #[test]
    fn an_unmapped_glyph_is_one_glyph() {
        assert_eq!(unmapped("(cid:123)甲"), Some((123, 9)));
        assert_eq!([unmapped("(cid:)"), unmapped("(cid:12"), unmapped("(cid:+1)")], [None; 3]);
        let source = read("甲(cid:7)(cid:7)(cid:18)乙(cid:x)(cid:1234567)", &Options::default());
        let glyphs = &source.lines[0].glyphs;
        assert_eq!(glyphs.iter().filter(|g| g.is_unmapped()).count(), 3);
        assert_eq!((glyphs[1].ch, glyphs[1].end()), (glyphs[2].ch, glyphs[2].at));
        assert_ne!(glyphs[2].ch, glyphs[3].ch);
        assert_eq!((glyphs[1].ch, glyphs[4].ch), ('\u{f0007}', '乙'));
        let last = read("(cid:65534)(cid:65533)", &Options::default());
        let last: Vec<char> = last.lines[0].glyphs.iter().map(|g| g.ch).collect();
        assert_eq!(last, ['\u{f0000}', '\u{ffffd}']);
    }

    #[test]
    fn spaces_become_gaps_of_the_next_glyph() {
        let source = read("　　3月 1日", &Options::default());
        assert_eq!(source.lines[0].indent, 8);
        assert_eq!(source.lines[0].glyphs.iter().map(|g| g.gap).collect::<Vec<_>>(), [0, 0, 1, 0]);
        let wide = read("甲\t乙\u{2002}丙\u{2003}丁\u{a0}戊", &Options::default());
        assert_eq!(wide.lines[0].glyphs.iter().map(|g| g.gap).collect::<Vec<_>>(), [0, 8, 2, 4, 1]);
    }
}
