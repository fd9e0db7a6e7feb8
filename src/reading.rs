//! How the stages read lines whose words stand apart by spaces.
//!
//! The weights know one kind of print, that of Chinese pages: full lines, marks that end
//! and part sentences, words that are pairs of characters. Lines in Korean and in
//! languages of Latin script say the same things with other means, so they are read as
//! if they were set that way. A word becomes as many characters as half its letters,
//! the same for all its forms; words that stand everywhere become nothing; a
//! ragged line that no further word would have fitted in is full; a full stop behind
//! an abbreviation ends no sentence. A reading only stands in for its line where lines are
//! judged: what is written into the answer is the line itself.

use crate::chars;
use crate::cues::{self, Cues};
use crate::languages::{self, Language, Table};
use crate::lines::{Line, Read};
use crate::source::Glyph;

/// The lines as they are read, in the same order; none where all are read as they are.
#[must_use]
pub fn read(lines: &[Line]) -> Option<Vec<Line>> {
    if !lines.iter().any(|l| l.language.is_spaced()) {
        return None;
    }
    let mut out = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let spaced = line.language.is_spaced();
        let before = i.checked_sub(1).map(|k| &lines[k]).filter(|l| spaced && l.language.is_spaced());
        out.push(if spaced { line_read(line, before, lines.get(i + 1)) } else { line.clone() });
    }
    Some(out)
}

/// An indent of two ems, as typed indents of Chinese pages are.
const INDENT: u32 = 2 * chars::EM;

fn line_read(line: &Line, before: Option<&Line>, next: Option<&Line>) -> Line {
    let table = line.language.table();
    let mut reader = Reader { out: Vec::with_capacity(line.glyphs.len()), table, language: line.language };
    let words: Vec<&[Glyph]> = line.glyphs.chunk_by(|_, next| next.gap == 0).collect();
    let apart = |l: &Line| l.blanks > 0 || l.new_page || cues::cues(l).any(Cues::FURNITURE);
    let below = next.filter(|l| !apart(l));
    for (k, word) in words.iter().enumerate() {
        let behind = words.get(k + 1).map(|w| w[0].ch).or_else(|| below.map(Line::first));
        reader.word(word, k == 0, behind);
    }
    let first = line.first();
    let width = line.width() + line.indent;
    let indent = match line.indent {
        0 => 0,
        1..=8 => INDENT,
        wide => wide.max(INDENT),
    };
    let cut = before.is_some_and(Line::is_hyphenated) && chars::is_small(first) && line.indent == 0;
    let mut glyphs = reader.out;
    if glyphs.is_empty() {
        glyphs.extend(line.glyphs.first().map(|&g| Glyph { ch: word_char("", 0), gap: 0, ..g }));
    }
    Line {
        glyphs,
        indent,
        set: Some(width.saturating_sub(indent)),
        read: Some(Read {
            cues: cues::cues(line).0,
            bound: chars::is_small(first),
            cut,
            ems: (line.typed() / chars::EM) as usize,
        }),
        new_page: line.new_page,
        blanks: line.blanks,
        copies: line.copies,
        vertical: line.vertical,
        measure: line.measure,
        language: line.language,
        ..Line::default()
    }
}

struct Reader {
    out: Vec<Glyph>,
    table: &'static Table,
    language: Language,
}

impl Reader {
    fn put(&mut self, glyph: &Glyph, ch: char) {
        self.out.push(Glyph { ch, gap: 0, ..*glyph });
    }

    /// Reads a word with the marks about it.
    fn word(&mut self, word: &[Glyph], first: bool, behind: Option<char>) {
        let letter = |g: &Glyph| g.ch.is_alphanumeric();
        let (Some(from), Some(last)) = (word.iter().position(letter), word.iter().rposition(letter)) else {
            for glyph in word {
                let ch = match glyph.ch {
                    '«' | '„' => '“',
                    '»' => '”',
                    '-' | '–' => '—',
                    c => mark(c),
                };
                self.put(glyph, ch);
            }
            return;
        };
        for glyph in &word[..from] {
            match glyph.ch {
                '"' | '“' | '„' | '«' | '»' | '”' => self.put(glyph, '“'),
                '\'' | '‘' | '’' | '‚' | '-' => {}
                c => self.put(glyph, mark(c)),
            }
        }
        let core = &word[from..=last];
        let text: String =
            core.iter().map(|g| if g.ch == '’' { '\'' } else { g.ch }).map(chars::to_small).collect();
        self.core(core, &text, first);
        let tail = &word[last + 1..];
        for (k, glyph) in tail.iter().enumerate() {
            match glyph.ch {
                '.' if tail.get(k + 1).is_some_and(|g| g.ch == '.') || k > 0 && tail[k - 1].ch == '.' => {
                    if k == 0 {
                        self.put(glyph, '…');
                    }
                }
                '.' if !self.ends_sentence(&text, core, behind) => {}
                '.' => self.put(glyph, '。'),
                '"' | '”' | '“' | '»' | '«' => self.put(glyph, '”'),
                '\'' | '’' | '‘' if k > 0 => self.put(glyph, '”'),
                '\'' | '’' | '‘' => {}
                c if chars::is_hyphen(c) => {}
                c => self.put(glyph, mark(c)),
            }
        }
    }

    /// Whether a full stop behind a word ends a sentence.
    fn ends_sentence(&self, text: &str, core: &[Glyph], behind: Option<char>) -> bool {
        if behind.is_some_and(chars::is_small) && core.len() <= ABBREVIATION {
            return false;
        }
        let single = core.len() == 1 && core[0].ch.is_alphabetic() && self.language.is_latin();
        let ordinal = self.language == Language::German
            && core.len() <= 2
            && core.iter().all(|g| g.ch.is_ascii_digit());
        let last = text.rsplit(['.', '-']).next().unwrap_or(text);
        let short = languages::lists(self.table.abbreviations, text)
            || chars::holds(text, ".") && last.chars().count() == 1
            || languages::lists(self.table.abbreviations, last);
        !(single || ordinal || short)
    }

    fn core(&mut self, core: &[Glyph], text: &str, first: bool) {
        if first {
            // What a lead never begins with, and what tells of time.
            if chars::is_capital(core[0].ch) && languages::lists(self.table.back, text)
                || self.language == Language::Korean && languages::lists(self.table.back, text)
            {
                self.put(&core[0], '此');
                return;
            }
        }
        if languages::lists(self.table.time, text) {
            self.put(&core[0], '昨');
            self.put(&core[0], '日');
            return;
        }
        if languages::lists(self.table.speech, text) {
            self.put(&core[0], '说');
            return;
        }
        if self.language == Language::Korean {
            for glyph in core {
                let ch = if chars::is_hangul(glyph.ch) { hangul(glyph.ch) } else { mark(glyph.ch) };
                self.put(glyph, ch);
            }
            return;
        }
        if languages::lists(self.table.frequent, text) {
            return;
        }
        if core.iter().all(|g| !g.ch.is_alphabetic()) {
            for glyph in core.iter().filter(|g| g.ch.is_ascii_digit()) {
                self.put(glyph, glyph.ch);
            }
            return;
        }
        // Compounds by their parts; l'… and d'… by what follows.
        let text = match text.split_once('\'') {
            Some((article, rest)) if article.chars().count() <= 2 && rest.chars().count() > 2 => rest,
            Some((stem, _)) => stem,
            None => text,
        };
        for part in text.split(['-', '/', '–', '—']).filter(|p| !p.is_empty()) {
            let stem = stem(part);
            let count = part.chars().count().div_ceil(2).clamp(1, 4);
            for k in 0..count {
                self.put(&core[0], word_char(stem, k));
            }
        }
    }
}

/// A mark as Chinese pages have it.
fn mark(ch: char) -> char {
    match ch {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        '.' => '。',
        '"' => '”',
        '–' => '—',
        c => c,
    }
}

/// A word without what changes between its forms.
fn stem(word: &str) -> &str {
    let bare = word.strip_suffix('s').filter(|w| w.chars().count() > 3).unwrap_or(word);
    match bare.char_indices().nth(STEM) {
        Some((at, _)) => &bare[..at],
        None => bare,
    }
}

/// The longest word that a full stop may abbreviate where a small letter follows.
const ABBREVIATION: usize = 4;

/// Letters of a word that its forms share.
const STEM: usize = 6;

/// Rare characters, one for each place in a word: no cue and no dictionary knows them.
fn word_char(stem: &str, place: usize) -> char {
    let mut hash = 0x811c_9dc5u32.wrapping_add(place as u32);
    for byte in stem.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    char::from_u32(0x20000 + (hash ^ hash >> 15) % 0xa000).unwrap_or('一')
}

fn hangul(ch: char) -> char {
    char::from_u32(0x20000 + ch as u32 % 0xa000).unwrap_or(ch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    fn lines_of(input: &str) -> Vec<Line> {
        let mut lines = lines::lines(source::read(input, &Options::default()).lines);
        lines::measure(&mut lines);
        read(&lines).unwrap_or(lines)
    }

    #[test]
    fn forms_of_a_word_read_alike_and_frequent_words_are_nothing() {
        let lines = lines_of("the bridges of the city were closed\nand a bridge in that city was not closed");
        assert!(lines[1].text().contains(&lines[0].text()[..8]));
        assert!(lines[0].glyphs.len() < 12);
    }

    #[test]
    fn a_full_stop_behind_an_abbreviation_ends_nothing() {
        let last = |text: &str| lines_of(text)[0].last();
        assert_ne!(last("It was said by the old and wise Mr.\nReed, who was there."), '。');
        assert_eq!(last("It was said by the old and wise man.\nReed was there."), '。');
    }

    #[test]
    fn a_ragged_line_that_the_next_word_does_not_fit_is_full() {
        let lines = lines_of(
            "The council said that the old\nadministration of the city was\nat fault, and it said that the\nbridge was not.\nThe mayor of the city said that\nit was not at fault in any way.",
        );
        let full = |k: usize| lines[k].width() == lines[k].measure;
        assert!(full(0) && full(1) && full(2) && !full(3) && full(4));
    }
}
