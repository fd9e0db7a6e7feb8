//! Composition: glyphs in their final order become text with spans and repairs.
//!
//! White space is decided here and nowhere else. The text's glyphs are walked in
//! order; where two follow each other in the input with nothing but white space
//! between, they share a span, and a difference between that white space and what
//! the text has there is a repair.

use crate::awaited::Seen;
use crate::chars;
use crate::cues;
use crate::languages::{self, Language};
use crate::lines::Line;
use crate::options::{Options, Spacing};
use crate::page::{Paragraph, Repair, RepairKind, Span, Text};
use crate::repairs::code_points;
use crate::source::Glyph;
use crate::words::{self, WordSet};

/// The input as UTF-16 units, for the white space between glyphs.
pub struct Composer<'a> {
    units: &'a [u16],
    spacing: bool,
    code_points: bool,
    /// Whether lines were broken to a measure. Where they were not, none was stretched
    /// to it either, and the gaps of tables and lists are real.
    pub wrapped: bool,
    /// Whether the lines are clean text, in which every gap was decided before.
    pub clean: bool,
    habit: Spacing,
    /// Words of the page's lines that no line break parts, in small letters.
    words: WordSet,
    /// What the page says of line breaks in its display type.
    breaks: Seen,
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
    /// The character of the last glyph that is no mark on the one before it.
    base: Option<char>,
}

/// What stands between two glyphs of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Space,
    /// The white space of the input, where it is one character.
    Own,
}

impl<'a> Composer<'a> {
    /// A composer over the input's units.
    #[must_use]
    pub fn new(units: &'a [u16], options: &Options) -> Self {
        let (spacing, code_points) = (options.repairs.spacing, options.repairs.code_points);
        Composer {
            units,
            spacing,
            code_points,
            wrapped: true,
            clean: false,
            habit: options.spacing,
            words: WordSet::default(),
            breaks: Seen::default(),
            repairs: Vec::new(),
        }
    }

    /// Learns the words of a page: they tell where a hyphen at a line's end goes, and which
    /// breaks behind the lines of display type, whose indices are given, part none.
    pub fn learn(&mut self, lines: &[Line], display: &[usize]) {
        self.breaks = Seen::new(lines, display);
        self.words.clear();
        for (i, line) in lines.iter().enumerate().filter(|(_, l)| l.language.is_latin()) {
            let parted = i > 0 && lines[i - 1].is_hyphenated();
            let words = || line.glyphs.chunk_by(|_, next| next.gap == 0);
            let last = words().count().saturating_sub(usize::from(line.is_hyphenated()));
            for word in words().take(last).skip(usize::from(parted)) {
                let word = small(word);
                if chars::holds(&word, "-") {
                    self.words.extend(word.split('-').map(str::to_owned));
                }
                self.words.insert(word);
            }
        }
    }

    /// Whether the hyphen at the end of a line goes where the next line is joined: it does
    /// unless both halves are words of the page, and none of its words is both together.
    /// The second half must begin small, and some halves, such as self- and -il, always
    /// keep it.
    fn drops_hyphen(&self, line: &Line, next: &Line) -> bool {
        let word = |c: &Glyph| c.ch.is_alphabetic() || matches!(c.ch, '\'' | '’');
        if !line.is_hyphenated() || line.soft || !chars::is_small(next.first()) {
            return false;
        }
        let (table, glyphs) = (line.language.table(), &line.glyphs[..line.glyphs.len() - 1]);
        let begins = (0..glyphs.len()).rev().find(|&k| glyphs[k].gap > 0 || k == 0).unwrap_or(0);
        let from = (begins..glyphs.len()).rev().find(|&k| !word(&glyphs[k])).map_or(begins, |k| k + 1);
        let before = small(&glyphs[from..]);
        let head =
            next.glyphs.iter().enumerate().take_while(|(k, g)| (*k == 0 || g.gap == 0) && word(g)).count();
        let behind = small(&next.glyphs[..head]);
        let known = |w: &str| self.words.contains(w) || languages::lists(table.frequent, w);
        // Vor- und Nachteile: the hyphen stands for the rest of a word.
        if is_conjunction(&behind, line.language) {
            return false;
        }
        if self.words.contains(&format!("{before}{behind}")) {
            return true;
        }
        let kept =
            languages::lists(table.before_hyphen, &before) || languages::lists(table.behind_hyphen, &behind);
        // Part of a word that has a hyphen already: a-t-il.
        let compound =
            from > begins && chars::is_hyphen(glyphs[from - 1].ch) && line.language == Language::French;
        !(kept
            || compound
            || self.words.contains(&format!("{before}-{behind}"))
            || known(&before) && known(&behind))
    }

    /// Composes lines into running text: line breaks are closed.
    pub fn running(&mut self, lines: &[&Line]) -> Text {
        self.text(lines, Break::Closed)
    }

    /// Composes lines of names and labels: a space stands for a line break.
    pub fn list(&mut self, lines: &[&Line]) -> Text {
        self.text(lines, Break::Space)
    }

    /// Composes lines of display type: a break between two clauses stays a space, one
    /// inside a word does not.
    pub fn display(&mut self, pieces: &[&Line]) -> Text {
        let clauses = breaks_clause(pieces) && self.breaks.grade(pieces[0], pieces[1]) == 0;
        self.text(pieces, if clauses { Break::Space } else { Break::Closed })
    }

    fn text(&mut self, lines: &[&Line], breaks: Break) -> Text {
        let glyphs: usize = lines.iter().map(|l| l.glyphs.len()).sum();
        let mut writing =
            Writing { text: String::with_capacity(3 * glyphs), spans: Vec::new(), last: None, base: None };
        let spaced = self.habit == Spacing::Spaced && self.spacing;
        let mut before: Option<(&Line, bool)> = None;
        for (k, &line) in lines.iter().enumerate() {
            let words = line.language.is_spaced();
            let gaps = Gaps::of(line, lines);
            let dropped = lines.get(k + 1).is_some_and(|next| self.drops_hyphen(line, next));
            let visible = line.glyphs.len() - usize::from(dropped);
            for (i, &glyph) in line.glyphs[..visible].iter().enumerate() {
                let glyph = if self.code_points { self.as_set(line, i, glyph) } else { glyph };
                let boundary = spaced && writing.base.is_some_and(|base| self.is_boundary(base, glyph.ch));
                if (words || self.clean) && i > 0 {
                    let between = match glyph.gap {
                        0 if boundary => Between::Space,
                        0 => Between::Nothing,
                        _ => Between::Own,
                    };
                    self.set(&mut writing, glyph, between);
                    continue;
                }
                let space = match writing.last {
                    None => false,
                    Some(_) if i == 0 && before.is_some_and(|(l, dropped)| dropped || l.soft) => false,
                    Some(last) if i == 0 && before.is_some_and(|(l, _)| l.language.is_spaced() && words) => {
                        !is_closed_end(before.map_or(line, |b| b.0), last.ch, line)
                    }
                    Some(last) if i == 0 => between_lines(last, glyph, breaks == Break::Space),
                    Some(_) => {
                        let kept = || keeps_gap(line, i, &gaps) || !self.wrapped && !gaps.sentence;
                        glyph.gap > 0 && (!self.spacing || !gaps.closed && kept())
                    }
                };
                let between = if space || boundary { Between::Space } else { Between::Nothing };
                self.set(&mut writing, glyph, between);
            }
            if dropped {
                self.drop(&mut writing, line.glyphs[visible]);
            }
            before = Some((line, dropped));
        }
        Text { text: writing.text, spans: writing.spans, confidence: None }
    }

    /// Composes some glyphs of one line.
    pub fn part(&mut self, line: &Line, from: usize, to: usize) -> Text {
        self.running(&[&line.with(line.glyphs[from..to].to_vec())])
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
    fn set(&mut self, writing: &mut Writing, glyph: Glyph, between: Between) {
        let before = writing.last.replace(glyph);
        if between != Between::Nothing || before.is_none() || !chars::is_combining(glyph.ch) {
            writing.base = Some(glyph.ch);
        }
        let put = match between {
            Between::Nothing => None,
            Between::Space => Some(' '),
            Between::Own => Some(before.map_or(' ', |before| self.own(before.end(), glyph.at))),
        };
        match (before, writing.spans.last_mut()) {
            (Some(before), Some(span)) if before.end() == glyph.at && put.is_none() => span.end = glyph.end(),
            (before, _) => self.join(&mut writing.spans, before, glyph, put),
        }
        writing.text.extend(put);
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

    /// A glyph in the width that a text has it in.
    fn as_set(&self, line: &Line, i: usize, glyph: Glyph) -> Glyph {
        if chars::is_common_han(glyph.ch) || glyph.ch < '\u{ff00}' {
            return glyph;
        }
        // A mark at a line's end stayed wide, and stays so between letters that are narrow by now.
        let tells = |c: &char| !(self.clean && c.is_ascii());
        let beside = |k: usize| line.glyphs.get(k).map(|g| g.ch).filter(tells).unwrap_or(' ');
        Glyph { ch: code_points::as_set(beside(i.wrapping_sub(1)), glyph.ch, beside(i + 1)), ..glyph }
    }

    /// Whether a Chinese character and a letter or digit meet, as they are written.
    fn is_boundary(&self, a: char, b: char) -> bool {
        let written = |c: char| match code_points::ligature(c) {
            Some(_) if self.code_points => 'f',
            _ => c,
        };
        is_boundary(written(a), written(b))
    }

    /// Adds some of the input as it stands.
    fn push_units(&self, text: &mut String, from: u32, to: u32) {
        text.push_str(&String::from_utf16_lossy(&self.units[from as usize..to as usize]));
    }

    /// The white space between two offsets where it is one character, a plain space
    /// where it is more or no white space alone.
    fn own(&self, from: u32, to: u32) -> char {
        match self.units.get(from as usize..to as usize) {
            Some(&[unit]) => {
                char::from_u32(unit.into()).filter(|c| c.is_whitespace() && *c != '\t').unwrap_or(' ')
            }
            _ => ' ',
        }
    }

    /// Takes a hyphen into the text's spans and leaves it out of the text.
    fn drop(&mut self, writing: &mut Writing, hyphen: Glyph) {
        writing.last = Some(hyphen);
        match writing.spans.last_mut() {
            Some(span) if span.end == hyphen.at => span.end = hyphen.end(),
            _ => writing.spans.push(Span { start: hyphen.at, end: hyphen.end() }),
        }
        self.repairs.push(Repair {
            kind: RepairKind::Hyphen,
            span: Span { start: hyphen.at, end: hyphen.end() },
            from: hyphen.source.to_string(),
            to: String::new(),
        });
    }

    /// Adds a glyph to the spans that does not stand right behind the one before it in the
    /// input, or that a space parts from it: what the text has there is a repair.
    fn join(&mut self, spans: &mut Vec<Span>, before: Option<Glyph>, glyph: Glyph, put: Option<char>) {
        let space = put.is_some();
        let put = put.map(String::from).unwrap_or_default();
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
                    self.repairs.push(Repair { kind, span: gap, from, to: put });
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

/// Letters as they are compared.
fn small(glyphs: &[Glyph]) -> String {
    let word: String =
        glyphs.iter().map(|g| if g.ch == '’' { '\'' } else { g.ch }).map(chars::to_small).collect();
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Words behind a hyphen that stands for the rest of a compound.
fn is_conjunction(word: &str, language: Language) -> bool {
    match language {
        Language::German => matches!(word, "und" | "oder" | "bis" | "sowie" | "als" | "bzw"),
        Language::English => matches!(word, "and" | "or" | "to"),
        _ => false,
    }
}

/// A line's end between words that stand apart: no space behind a hyphen or a dash or a
/// slash that touches its word, nor behind an opening mark.
fn is_closed_end(line: &Line, last: char, next: &Line) -> bool {
    let touches = line.glyphs.last().is_some_and(|g| g.gap == 0) && line.glyphs.len() > 1;
    let suspended = chars::is_hyphen(last) && {
        let head = next.glyphs.iter().enumerate().take_while(|(k, g)| *k == 0 || g.gap == 0).count();
        is_conjunction(&small(&next.glyphs[..head]), line.language)
    };
    touches && (chars::is_hyphen(last) && !suspended || matches!(last, '—' | '/'))
        || matches!(last, '(' | '[' | '„')
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

/// The shortest clause, in glyphs.
const CLAUSE: usize = 3;

/// Two display lines of nearly equal length are clauses set one below the other, unless a
/// quotation is open between them or the second one begins with the rest of a word.
fn breaks_clause(lines: &[&Line]) -> bool {
    let &[first, second] = lines else { return false };
    let (a, b) = (first.glyphs.len(), second.glyphs.len());
    let opened = first.glyphs.iter().rev().find(|g| chars::is_open(g.ch) || chars::is_close(g.ch));
    let clause = second.glyphs.iter().take_while(|g| !chars::is_mark(g.ch)).count();
    a.abs_diff(b) <= 1
        && a.max(b) >= 5
        && !opened.is_some_and(|g| chars::is_open(g.ch))
        && (clause >= CLAUSE || chars::is_open(second.first()))
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

/// What a line's gaps are judged by, asked once for all of them.
#[derive(Default)]
struct Gaps {
    /// None of them is real.
    closed: bool,
    /// The text has marks of a sentence: without them it is a table or a list.
    sentence: bool,
    /// A gap parts a word, so that none of the line's is real.
    stretched: bool,
    full_stop: bool,
    han: bool,
}

impl Gaps {
    fn of(line: &Line, text: &[&Line]) -> Self {
        if line.language.is_spaced() || line.glyphs.iter().all(|g| g.gap == 0) {
            return Gaps::default();
        }
        let any = |is: fn(char) -> bool| line.glyphs.iter().any(|g| is(g.ch));
        let mut glyphs = text.iter().flat_map(|l| &l.glyphs);
        let sentence = glyphs.any(|g| matches!(g.ch, '，' | '。' | '；'));
        let parted = |p: &[Glyph]| p[1].gap > 0 && words::are_pair(p[0].ch, p[1].ch);
        Gaps {
            closed: closed_gaps(line),
            sentence,
            stretched: sentence && line.glyphs.windows(2).any(parted),
            full_stop: any(|c| c == '。'),
            han: any(chars::is_han),
        }
    }
}

/// Whether the gap before glyph `i` of a line is a real one.
fn keeps_gap(line: &Line, i: usize, gaps: &Gaps) -> bool {
    let (a, b) = (line.glyphs[i - 1].ch, line.glyphs[i].ch);
    if ends_dateline(line, i) {
        return true;
    }
    if line.language == Language::Japanese {
        let letter = |c: char| chars::is_han(c) || chars::is_kana(c);
        if !gaps.full_stop && u32::from(line.glyphs[i].gap) >= chars::EM && chars::is_close(a) && letter(b)
            || letter(a) && letter(b) && (chars::is_kana(a) || chars::is_kana(b))
        {
            return !(gaps.sentence && is_stretched(line, i));
        }
    }
    if chars::is_han(a) && chars::is_han(b) {
        let dateline = matches!(a, '电' | '電' | '讯' | '訊') && i > 1 && line.glyphs[i - 2].ch == '日';
        return dateline || !(gaps.stretched || gaps.sentence && is_stretched(line, i));
    }
    let word = |c: char| chars::is_digit(c) || chars::is_latin(c);
    let inside_number = |c: char| matches!(c, '.' | ',' | '-' | ':' | '/' | '%');
    if word(a) && word(b) {
        let digits = chars::is_digit(a) && chars::is_digit(b);
        return !(digits && gaps.han && (gaps.stretched || is_one_number(line, i))) || line.glyphs[i].gap > 1;
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

/// Whether the gap before glyph `i` stands inside a number: three digits follow it, as behind
/// thousands, both parts are a year, or a digit each. Other numbers with a gap between are two.
fn is_one_number(line: &Line, i: usize) -> bool {
    let glyphs = &line.glyphs;
    let run = |from: usize| {
        let more = |k: &usize| chars::is_digit(glyphs[*k].ch) && (*k == from || glyphs[*k].gap == 0);
        (from..glyphs.len()).take_while(more).count()
    };
    let behind = run(i);
    let before =
        (0..i).rev().take_while(|&k| chars::is_digit(glyphs[k].ch) && (k + 1 == i || glyphs[k + 1].gap == 0));
    let before = before.count();
    let year = before + behind == 4 && glyphs.get(i + behind).is_some_and(|g| g.ch == '年');
    year || behind == 3 && before <= 3 || behind == 1 && before == 1
}

/// A gap beside a single glyph, which in running text is where the line was stretched.
fn is_stretched(line: &Line, i: usize) -> bool {
    let glyphs = &line.glyphs;
    let edge =
        |k: usize| glyphs[k].gap > 0 || !chars::is_han(glyphs[k].ch) || !chars::is_han(glyphs[k - 1].ch);
    let single_before = i == 1 || edge(i - 1);
    let single_behind = i + 1 == glyphs.len() || edge(i + 1);
    single_before != single_behind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::page::ParagraphRole;
    use crate::source;

    /// What a composer makes of an input's lines.
    fn with<R>(input: &str, options: &Options, make: impl FnOnce(&mut Composer, Vec<Line>) -> R) -> R {
        let units: Vec<u16> = input.encode_utf16().collect();
        make(&mut Composer::new(&units, options), lines::lines(source::read(input, options).lines))
    }

    fn compose(input: &str, options: &Options) -> (Text, Vec<Repair>) {
        with(input, options, |composer, lines| {
            let text = composer.running(&lines.iter().collect::<Vec<_>>());
            (text, std::mem::take(&mut composer.repairs))
        })
    }

    #[track_caller]
    fn check(input: &str, expect: &str) {
        assert_eq!(compose(input, &Options::default()).0.text, expect);
    }

    /// Composes the last lines of a page, of which so many stand before, with its words learnt.
    fn learnt(input: &str, before: usize) -> Text {
        with(input, &Options::default(), |composer, lines| {
            composer.learn(&lines, &[]);
            composer.running(&lines[before..].iter().collect::<Vec<_>>())
        })
    }

    #[test]
    fn a_hyphen_goes_unless_both_halves_are_words() {
        let page = "Visitors came to the old town and the mayor was well and long known.";
        for (broken, whole) in [
            (
                "the market was open and the visi-\ntors were many",
                "the market was open and the visitors were many",
            ),
            ("it was a well-\nknown house of the town", "it was a well-known house of the town"),
            ("the house is now self-\nserving in the town", "the house is now self-serving in the town"),
            ("it was given by the Old-\nTown of the north", "it was given by the Old-Town of the north"),
            ("both pre-\nand postwar houses of the town", "both pre- and postwar houses of the town"),
        ] {
            assert_eq!(learnt(&format!("{page}\n{broken}"), 1).text, whole);
        }
        let known = "They came to re-cover the roof of the old house, and to recover.";
        assert_eq!(
            learnt(&format!("{known}\nit was to re-\ncover the town"), 1).text,
            "it was to recover the town"
        );
    }

    #[test]
    fn a_hyphen_stays_where_a_word_of_the_page_has_it() {
        let page = "The kaftan-clad men of the town and the men of the house.";
        let text = learnt(&format!("{page}\nthere were kaftan-\nclad men and others"), 1);
        assert_eq!(text.text, "there were kaftan-clad men and others");
    }

    #[test]
    fn hyphens_of_german_and_french_are_their_own() {
        let german =
            "Der Rat der Stadt hat über die Vor-\nund Nachteile der Brücke beraten und wird sie bauen";
        assert!(learnt(german, 0).text.contains("die Vor- und Nachteile"));
        let french = "Le maire de la ville est venu hier et que dira-t-\nil de la fête de la nuit";
        assert!(learnt(french, 0).text.contains("dira-t-il de la"));
    }

    #[test]
    fn a_hyphen_that_goes_is_in_the_span_of_its_word() {
        let (text, repairs) = compose("the market and the exam-\nple", &Options::default());
        assert_eq!((text.text.as_str(), text.spans.len()), ("the market and the example", 1));
        assert_eq!(repairs.iter().filter(|r| r.kind == RepairKind::Hyphen).count(), 1);
    }

    #[test]
    fn words_of_latin_letters_keep_their_space_at_a_line_s_end() {
        check("他们用了Open\nSource的方案", "他们用了Open Source的方案");
        check("他们用了Ｏｐｅｎ\nＳｏｕｒｃｅ的方案", "他们用了OpenSource的方案");
        check("他们用了Open\n的方案", "他们用了Open的方案");
        check("住在Springfield,\nOhio的人", "住在Springfield, Ohio的人");
        check("住在Springfield,\n在河边的人", "住在Springfield,在河边的人");
        check("共有12\n345人", "共有12345人");
    }

    #[test]
    fn clauses_of_display_type_are_set_apart() {
        let display = |input: &str| {
            with(input, &Options::default(), |composer, lines| {
                composer.display(&lines.iter().collect::<Vec<_>>()).text
            })
        };
        for (set, written) in [
            ("新桥今日通车\n渡口明日停运", "新桥今日通车 渡口明日停运"),
            ("新桥今日全线通车\n渡口明日就停运", "新桥今日全线通车 渡口明日就停运"),
            ("新桥今日全线\n通车", "新桥今日全线通车"),
            ("新桥通车\n渡口停运", "新桥通车渡口停运"),
            ("新桥今日通车，\n渡口明日停运", "新桥今日通车，渡口明日停运"),
            ("新桥今日通车\n“渡口”将停", "新桥今日通车“渡口”将停"),
            ("新桥今日通车\n渡口明日停运\n行人绕行南岸", "新桥今日通车渡口明日停运行人绕行南岸"),
            ("桥头立起“新\n桥”两个大字", "桥头立起“新桥”两个大字"),
            ("新桥今日试通\n车（见图片）", "新桥今日试通车（见图片）"),
            // A frequent word.
            ("新桥开放工\n作今日完成", "新桥开放工作今日完成"),
        ] {
            assert_eq!(display(set), written, "{set:?}");
        }
    }

    #[test]
    fn words_of_the_page_are_not_parted_in_display_type() {
        let display = |page: &str| {
            with(page, &Options::default(), |composer, lines| {
                composer.learn(&lines, &[0]);
                composer.display(&[&lines[0], &lines[1]]).text
            })
        };
        let head = "两岸同庆新桥\n头渡口明日停";
        assert_eq!(display(head), "两岸同庆新桥 头渡口明日停");
        assert_eq!(display(&format!("{head}\n行人站在桥头看船。")), "两岸同庆新桥头渡口明日停");
    }

    #[test]
    fn marks_that_were_misread_are_told_from_other_forms() {
        with("甲,乙︐丙", &Options::default(), |composer, mut lines| {
            for at in [1, 3] {
                lines[0].glyphs[at].ch = '，';
            }
            assert_eq!(composer.running(&[&lines[0]]).text, "甲，乙，丙");
            let kinds: Vec<RepairKind> = composer.repairs.iter().map(|r| r.kind).collect();
            assert_eq!(kinds, [RepairKind::Mark, RepairKind::CodePoint]);
        });
    }

    #[test]
    fn gaps_inside_a_line_are_judged_by_what_stands_beside_them() {
        check("w w w . example . com", "www.example.com");
        check("共有12 345人到场。", "共有12345人到场。");
        check("拨打12345678  87654321两个号码。", "拨打12345678 87654321两个号码。");
        check("2031 2032", "2031 2032");
        check("河口队（15 25 20 8）先得分。", "河口队（15 25 20 8）先得分。");
        check("建于20 31年，长1 234 567米。", "建于2031年，长1234567米。");
        check("他 们来到新桥，河水很清。", "他们来到新桥，河水很清。");
        check("同心同行 共建共享，新桥通车。", "同心同行 共建共享，新桥通车。");
        check("新馆开 放，他们来了。", "新馆开放，他们来了。");
        check("新馆的工 作人员 来了。", "新馆的工作人员来了。");
        check("新馆的工 作人员来到\n河边，水很清。", "新馆的工作人员来到河边，水很清。");
        check("工 作人员 河边", "工 作人员 河边");
        check("甲地3月1日电 河\n水很清，他们来了。", "甲地3月1日电 河水很清，他们来了。");
        check("新しい橋が できた町", "新しい橋が できた町");
        check("「新しい橋」　できた町の人", "「新しい橋」 できた町の人");
    }

    #[test]
    fn white_space_of_clean_text_is_its_own() {
        check("the new\u{a0}library of the town", "the new\u{a0}library of the town");
        check("the new\tlibrary of the  town", "the new library of the town");
    }

    #[test]
    fn paragraphs_are_appended_as_lines_are_joined() {
        let append = |spacing, before: &str, behind: &str| {
            let options = Options { spacing, ..Options::default() };
            with(&format!("{before}\u{c}{behind}"), &options, |composer, lines| {
                let [mut before, behind] = [0, 1].map(|k| {
                    let Text { text, spans, .. } = composer.running(&[&lines[k]]);
                    Paragraph { text, spans, confidence: None, role: ParagraphRole::Body }
                });
                composer.append(&mut before, behind);
                (before.text, before.spans.len(), composer.repairs.len())
            })
        };
        let two = |text: &str, repairs| (text.to_owned(), 2, repairs);
        assert_eq!(append(Spacing::Closed, "the new", "library"), two("the new library", 1));
        assert_eq!(append(Spacing::Closed, "在", "2023年"), two("在2023年", 0));
        assert_eq!(append(Spacing::Spaced, "在", "2023年").0, "在 2023 年");
        assert_eq!(append(Spacing::Spaced, "在", "新馆"), two("在新馆", 0));
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
        assert_eq!(compose("其中在\n2023 年\n有3 处", &options).0.text, "其中在 2023 年有 3 处");
        assert_eq!(compose("用\u{fb01}字\n\u{301}3个", &options).0.text, "用 fi 字\u{301} 3 个");
        assert_eq!(compose("，字ab年", &options).0.text, "，字 ab 年");
        let mut as_it_is = options;
        as_it_is.repairs.code_points = false;
        assert_eq!(compose("用\u{fb01}字", &as_it_is).0.text, "用\u{fb01}字");
    }
}
