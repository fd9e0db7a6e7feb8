//! Pages: where each page of a whole issue begins, and what its furniture says of it.
//!
//! A form feed parts pages. Where there is none, folio lines do: the line with a page's
//! number stands at the head of every page, or at the foot of every page. They part pages
//! only where they plainly do so: there are two or more of one form, their numbers grow,
//! a page's text stands between, and a date, a section or the paper's name stands beside
//! each of them. A single page with its folio, a list of contents (详见03版) and the names
//! of sections stay on one page: a page that is not cut is read as well as before, and a
//! story that is cut in two is lost.

use crate::chars;
use crate::cues::{self, Cues};
use crate::folios::{self, Folio, Form};
use crate::page::{Furniture, FurnitureKind, PageRecord, Span};
use crate::source::{Glyph, SourceLine};

/// A folio line with what stands around it.
struct Head {
    /// Its lines.
    from: usize,
    to: usize,
    folio: Folio,
    form: Form,
    /// The glyphs of its date, if there is one.
    date: Option<String>,
}

impl Head {
    /// Its form and whether it is dated, as a number below 32.
    fn kind(&self) -> usize {
        let Form { ordinal, letter, chinese, unit } = self.form;
        [ordinal, letter, chinese, unit, self.date.is_some()]
            .iter()
            .fold(0, |n, &yes| 2 * n + usize::from(yes))
    }
}

/// Marks the lines that begin a page where folio lines tell it. Lines that stand behind a
/// page separator are marked already; where there are any, nothing else is asked.
pub fn cut(lines: &mut [SourceLine]) {
    if lines.iter().any(|l| l.new_page) {
        return;
    }
    let found = heads(lines);
    // A paper prints all its folios in one form, dated or not: the form of most.
    let mut counts = [0usize; 32];
    found.iter().for_each(|head| counts[head.kind()] += 1);
    let best = |best: usize, head: &Head| if counts[head.kind()] > counts[best] { head.kind() } else { best };
    let Some(kind) = found.first().map(|first| found.iter().fold(first.kind(), best)) else { return };
    let dated = kind & 1 == 1;
    let text = Running::of(lines, &found, kind);
    let full = |from: usize, to: usize| text.is_page(from, to, dated);
    let edge = |from: usize, to: usize| text.glyphs(from, to) < EDGE;
    let last = lines.len();
    let mut heads: Vec<Head> = Vec::new();
    for head in found {
        // The same line again with hardly a text between is the other edge of the same page.
        let again = heads.last().is_some_and(|h| h.folio == head.folio && !full(h.to, head.from));
        if head.kind() == kind && !again {
            heads.push(head);
        }
    }
    let (Some(first_head), Some(last_head)) = (heads.first(), heads.last()) else { return };
    let (above, below) = (first_head.from, last_head.to);
    // A front page has its masthead instead of a folio.
    let front = first_head.folio.number == 2 && full(0, above);
    let top = (edge(0, above) || front) && full(below, last);
    let foot = full(0, above) && edge(below, last);
    let parted = heads.windows(2).all(|pair| follows(&pair[0], &pair[1]) && full(pair[0].to, pair[1].from));
    if top == foot || !parted || heads.len() < 2 {
        return;
    }
    // What stands above the first head or below the last foot is no page.
    let first = usize::from(top && edge(0, above));
    let behind = heads.len() - usize::from(foot);
    for head in &heads[first..behind] {
        lines[if top { head.from } else { head.to }].new_page = true;
    }
}

/// Fewer glyphs than this stand above a page's head and below its foot.
const EDGE: usize = 60;

/// Glyphs of text that a page has at least, where its folio line is dated and where not.
const DATED: usize = 120;
const UNDATED: usize = 300;

/// Whether the second page can be the next one: its number is higher; or it is of another
/// day, or the same page again. Without a date only a number or two may be left out.
fn follows(a: &Head, b: &Head) -> bool {
    let next = a.folio.letter.is_some() == b.folio.letter.is_some() && a.folio < b.folio;
    match (&a.date, &b.date) {
        (Some(before), Some(after)) => next || before != after || a.folio == b.folio,
        _ if a.folio.letter != b.folio.letter => next && b.folio.number <= 2,
        _ => next && b.folio.number - a.folio.number <= 2,
    }
}

/// How far from a folio line its date and its section stand, in lines.
const REACH: usize = 3;

/// The folio lines of a text, each with the lines about it that belong to it. Two of them
/// together are a list of contents.
fn heads(lines: &[SourceLine]) -> Vec<Head> {
    let found: Vec<(usize, Folio, Form, bool)> = (0..lines.len())
        .filter_map(|at| folio_line(&lines[at].glyphs).map(|(folio, form, named)| (at, folio, form, named)))
        .collect();
    let mut heads = Vec::new();
    for (k, &(at, folio, form, named)) in found.iter().enumerate() {
        let near = |other: Option<&(usize, Folio, Form, bool)>| {
            other.is_some_and(|o| o.0.abs_diff(at) <= 2 * REACH && o.1 != folio)
        };
        if near(k.checked_sub(1).map(|p| &found[p])) || near(found.get(k + 1)) {
            continue;
        }
        let signs = Cues(Cues::DATE.0 | Cues::PUBLISHER.0 | Cues::SECTION.0);
        let own = |line: &SourceLine, signs: Cues| {
            line.glyphs.len() <= LONGEST && cues::of(&line.glyphs).any(signs)
        };
        let apart = |line: usize| lines.get(line).is_none_or(|l| l.blanks > 0);
        // Above an empty line only a date or the paper's name goes with the folio.
        let above = |line: usize| {
            let signs = if apart(line + 1) { Cues(Cues::DATE.0 | Cues::PUBLISHER.0) } else { signs };
            own(&lines[line], signs)
        };
        let from = (at.saturating_sub(REACH)..at).rev().take_while(|&l| above(l)).last().unwrap_or(at);
        let below = Cues(signs.0 | Cues::EDITORS.0 | Cues::CONTACT.0);
        let to = (at + 1..(at + 1 + REACH).min(lines.len()))
            .take_while(|&l| own(&lines[l], below))
            .last()
            .unwrap_or(at)
            + 1;
        let date = lines[from..to].iter().filter(|l| cues::of(&l.glyphs).has(Cues::DATE)).map(date_of).next();
        let signed = lines[from..to].iter().any(|l| cues::of(&l.glyphs).any(signs));
        // A number alone is a folio by its date; a section is told by the line's own words.
        let plain = !(form.letter || form.unit);
        let told = if plain { date.is_some() } else { named || signed };
        if told && (date.is_some() || from == 0 || apart(from) || apart(to)) {
            heads.push(Head { from, to, folio, form, date });
        }
    }
    heads
}

/// The digits of a line with a date, folio and all.
fn date_of(line: &SourceLine) -> String {
    let text: Vec<char> = line.glyphs.iter().map(|g| folios::narrow(g.ch)).collect();
    let year = text.windows(4).position(|w| w.iter().all(char::is_ascii_digit)).unwrap_or(0);
    let end = text.iter().position(|&c| c == '日').map_or((year + 10).min(text.len()), |day| day.max(year));
    text[year..end].iter().collect()
}

/// A folio line has at most this many glyphs.
const LONGEST: usize = 60;

/// The longest name of a section, in characters.
const SECTION: usize = 6;

/// Reads a line with exactly one folio and nothing that is no furniture. Also tells whether a
/// section's name stands beside the folio.
fn folio_line(glyphs: &[Glyph]) -> Option<(Folio, Form, bool)> {
    let digit = |g: &Glyph| chars::is_digit(g.ch);
    if glyphs.len() > LONGEST || !glyphs.iter().any(|g| digit(g) || matches!(g.ch, '版' | '页' | '頁')) {
        return None;
    }
    let mut found: Option<(Folio, Form)> = None;
    let mut named = false;
    let parts = glyphs.chunk_by(|a, b| b.gap == 0 && !is_rule(a.ch) && !is_rule(b.ch));
    for part in parts.filter(|part| !is_rule(part[0].ch)) {
        let text: Vec<char> = part.iter().map(|g| g.ch).collect();
        let cues = cues::of(part);
        let section = |text: &[char]| text.len() <= SECTION && text.iter().all(|&c| chars::is_han(c));
        let whole = folios::read(&text).filter(|&(_, form, n)| {
            let rest = &text[n..];
            // A4国际, 03版要闻; of 3月 and 04名 the number is no folio.
            rest.is_empty() || (form.unit || form.letter) && section(rest)
        });
        let tail = || {
            (1..text.len()).find_map(|at| {
                let (folio, form, n) = folios::read(&text[at..])?;
                let before = &text[..at];
                let dated =
                    matches!(before.last(), Some('日' | ')' | '）')) || cues::of(&part[..at]).has(Cues::DATE);
                // 见3版 and 刊A4 point to a page.
                let points = matches!(
                    before.last(),
                    Some('见' | '見' | '刊' | '看' | '至' | '到' | '转' | '轉' | '接' | '在')
                );
                let told =
                    section(before) && !points && (form.letter || form.unit) || dated && cues.has(Cues::DATE);
                (at + n == text.len() && told).then_some((folio, form, at))
            })
        };
        if let Some((folio, form, n)) = whole.or_else(tail) {
            if found.is_some_and(|f| f.0 != folio) {
                return None;
            }
            named |= n < text.len() && cues::of(part).0 & Cues::DATE.0 == 0;
            found = Some((folio, form));
        } else if cues.any(Cues(Cues::FURNITURE.0 & !Cues::JUMP.0)) {
            named |= cues.any(Cues(Cues::SECTION.0 | Cues::PUBLISHER.0));
        } else if section(&text) {
            named = true;
        } else if !text.iter().all(|&c| c.is_ascii_alphabetic()) {
            return None;
        }
    }
    found.map(|(folio, form)| (folio, form, named))
}

/// A mark that parts the items of a folio line.
fn is_rule(c: char) -> bool {
    matches!(c, '·' | '|' | '｜' | '/' | '／' | '•' | '■' | '●' | '◆' | '—' | '-' | '–' | '：' | ':')
}

/// How much running text stands before each line, without folio lines.
struct Running {
    /// Glyphs and ends of sentences.
    sums: Vec<(usize, usize)>,
}

impl Running {
    fn of(lines: &[SourceLine], heads: &[Head], kind: usize) -> Self {
        let mut sums = Vec::with_capacity(lines.len() + 1);
        let mut sum = (0, 0);
        sums.push(sum);
        let mut heads = heads.iter().filter(|head| head.kind() == kind).peekable();
        for (at, line) in lines.iter().enumerate() {
            while heads.next_if(|head| head.to <= at).is_some() {}
            if heads.peek().is_none_or(|head| at < head.from) {
                sum.0 += line.glyphs.len();
                sum.1 += line.glyphs.iter().filter(|g| chars::is_end(g.ch)).count();
            }
            sums.push(sum);
        }
        Running { sums }
    }

    fn glyphs(&self, from: usize, to: usize) -> usize {
        self.sums[to.max(from)].0 - self.sums[from].0
    }

    /// Whether enough stands between two lines for a page: sentences, and many of them.
    fn is_page(&self, from: usize, to: usize, dated: bool) -> bool {
        let least = if dated { DATED } else { UNDATED };
        self.glyphs(from, to) >= least && self.sums[to].1 > self.sums[from].1
    }
}

/// What the furniture of a page says of it.
#[must_use]
pub fn record(span: Span, furniture: &[Furniture]) -> PageRecord {
    let first = |kind: FurnitureKind| furniture.iter().position(|f| f.kind == kind);
    let (folio, date) = (first(FurnitureKind::Folio), first(FurnitureKind::Date));
    // Of several names the one beside the folio or the date is the page's.
    let sections = (0..furniture.len()).filter(|&k| furniture[k].kind == FurnitureKind::Section);
    let section = sections.min_by_key(|&k| folio.or(date).map_or(k, |at| k.abs_diff(at)));
    let text = |at: Option<usize>| at.map(|k| furniture[k].text.clone());
    PageRecord { span, folio: text(folio), date: text(date), section: text(section) }
}

/// The number of a page.
#[must_use]
pub fn folio(record: &PageRecord) -> Option<Folio> {
    let text: Vec<char> = record.folio.as_ref()?.chars().collect();
    folios::read(&text).map(|(folio, ..)| folio)
}

/// Where the line of a glyph begins in the input, behind the break before it.
#[must_use]
pub fn line_start(units: &[u16], glyph: u32) -> u32 {
    let blank = |u: u16| {
        char::from_u32(u.into())
            .is_some_and(|c| (c.is_whitespace() || chars::is_invisible(c)) && !chars::is_line_break(c))
    };
    let back = units[..glyph as usize].iter().rev().take_while(|&&u| blank(u)).count();
    glyph - back as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::source;

    /// A story long enough for a page.
    fn story(name: &str) -> String {
        format!("{name}\n\n　　本报讯 {name}昨日办成。\n")
            + &format!("　　村里人说起{name}，都说路修到了门前，船也停到了桥下，日子一天比一天方便。\n")
                .repeat(9)
    }

    fn pages(input: &str) -> usize {
        let mut lines = source::read(input, &Options::default()).lines;
        cut(&mut lines);
        1 + lines.iter().filter(|l| l.new_page).count()
    }

    fn set(heads: &[&str], foot: bool) -> String {
        let page = |(k, head): (usize, &&str)| {
            let story = story(["新桥", "旧船", "梨园", "书屋"][k]);
            if foot { format!("{story}\n{head}\n\n") } else { format!("{head}\n\n{story}\n") }
        };
        heads.iter().enumerate().map(page).collect()
    }

    #[test]
    fn folio_lines_begin_pages() {
        for heads in [
            &["03版 要闻", "04版 国际"][..],
            &["第1版 2031年6月12日 星期四", "第2版 2031年6月12日 星期四"],
            &["2031年6月12日 星期四\n1", "2031年6月12日 星期四\n2", "2031年6月12日 星期四\n3"],
            &["A1 要闻", "A2 评论", "B1 文化"],
            &[
                "鹭湾日报\n2031年6月12日 星期四 第二版 责编 甲乙",
                "鹭湾日报\n2031年6月12日 星期四 第三版 责编 丙丁",
            ],
            &["2031年6月12日星期四第4版", "2031年6月12日星期四第6版"],
            &["03版｜要闻", "04版｜国际"],
            &["要闻 · 03版", "国际 · 04版"],
            // Another day's paper begins anew.
            &["第4版 2031年6月12日 星期四", "第1版 2031年6月13日 星期五"],
        ] {
            assert_eq!(pages(&set(heads, false)), heads.len(), "{heads:?}");
            assert_eq!(pages(&set(heads, true)), heads.len(), "{heads:?} at the foot");
        }
    }

    #[test]
    fn a_front_page_has_no_folio() {
        let rest = set(&["第2版 2031年6月12日", "第3版 2031年6月12日"], false);
        assert_eq!(pages(&format!("鹭湾日报\n{}{rest}", story("渡口"))), 3);
    }

    #[test]
    fn a_page_that_was_pasted_twice_is_two() {
        let page = format!("第3版 2031年6月12日 星期四\n\n{}", story("新桥"));
        assert_eq!(pages(&format!("{page}\n{page}")), 2);
    }

    #[test]
    fn what_is_one_page_stays_one() {
        let one =
            |head: &str, foot: &str| format!("{head}\n\n{}\n{}\n{foot}\n", story("新桥"), story("旧船"));
        let dated = "第3版 2031年6月12日 星期四";
        for input in [
            one(dated, ""),
            one("", dated),
            one(dated, dated),
            // Contents, together and apart.
            one("第1版 2031年6月12日 星期四", "02版 要闻\n03版 国际\n04版 文化"),
            format!("第1版 2031年6月12日\n{}\n详见03版\n{}\n详见04版\n", story("新桥"), story("旧船")),
            format!("{}\n▶A4\n\n{}\n▶A6\n\n{}", story("新桥"), story("旧船"), story("梨园")),
            // Sections, a timetable, editions of a book.
            format!("要闻\n{}\n文化\n{}\n体育\n{}", story("新桥"), story("旧船"), story("梨园")),
            format!("{}\n8路 06:30 18:30\n9路 07:00 19:00\n\n{}", story("新桥"), story("旧船")),
            format!("第2版\n{}\n第3版\n{}", story("新桥"), story("旧船")),
            // Numbers that fall, or leap without a date.
            set(&["04版 要闻", "03版 国际"], false),
            set(&["A4 要闻", "A9 国际"], false),
            set(&["A1 要闻", "B7 国际"], false),
            set(&["03版 要闻", "03版 要闻"], false),
            set(&["第4版 2031年6月12日 星期四", "第1版 2031年6月12日 星期四"], false),
            // Folios in the middle of their pages.
            format!("{}{}{}", story("书屋"), set(&["第4版 2031年6月12日", "第5版 2031年6月12日"], false), ""),
        ] {
            assert_eq!(pages(&input), 1, "{input}");
        }
    }

    #[test]
    fn folios_of_another_form_than_most_part_nothing() {
        let dated =
            ["第1版 2031年6月12日 星期四", "第2版 2031年6月12日 星期四", "第3版 2031年6月12日 星期四"];
        let other = format!("B2 文化\n\n{}", story("渡口"));
        assert_eq!(pages(&format!("{}{other}", set(&dated, false))), 3);
        assert_eq!(pages(&format!("{other}{}", set(&dated[1..], false))), 3);
    }

    #[test]
    fn a_page_s_section_is_the_one_beside_its_folio() {
        let item = |kind, text: &str| Furniture {
            kind,
            text: text.to_owned(),
            spans: Vec::new(),
            confidence: None,
            page: 0,
        };
        let furniture = [
            item(FurnitureKind::Section, "要闻"),
            item(FurnitureKind::Date, "2031年6月12日"),
            item(FurnitureKind::Contact, "电话"),
            item(FurnitureKind::Folio, "第4版"),
            item(FurnitureKind::Section, "国际"),
        ];
        let span = Span { start: 0, end: 9 };
        let all = record(span, &furniture);
        assert_eq!(all.section.as_deref(), Some("国际"));
        assert_eq!((all.folio.as_deref(), all.date.as_deref()), (Some("第4版"), Some("2031年6月12日")));
        assert_eq!(folio(&all).map(|folio| folio.number), Some(4));
        let dated = record(span, &[&furniture[..2], &furniture[4..]].concat());
        assert_eq!((dated.section.as_deref(), folio(&dated)), (Some("要闻"), None));
    }

    #[test]
    fn a_line_begins_behind_the_break_before_it() {
        let units: Vec<u16> = "甲\n\u{feff}　 乙丙".encode_utf16().collect();
        assert_eq!([line_start(&units, 0), line_start(&units, 5), line_start(&units, 6)], [0, 2, 6]);
    }

    #[test]
    fn a_separator_tells_all() {
        let heads = set(&["03版 要闻", "04版 国际"], false);
        let mut lines = source::read(&format!("{heads}\u{c}{heads}"), &Options::default()).lines;
        cut(&mut lines);
        assert_eq!(lines.iter().filter(|l| l.new_page).count(), 1);
    }
}
