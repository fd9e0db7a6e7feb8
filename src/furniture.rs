//! Page furniture: glued items taken apart, each with its kind.

use std::sync::LazyLock;

use regex_automata::dfa::regex::{Builder, Regex};
use regex_automata::dfa::sparse::DFA;

use crate::chars;
use crate::cues::{self, Cues};
use crate::jumps;
use crate::languages::Language;
use crate::lines::Line;
use crate::order;
use crate::page::FurnitureKind;

/// An item: glyphs `from..to` of a line, and what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// First glyph.
    pub from: usize,
    /// One past the last glyph.
    pub to: usize,
    /// Its kind.
    pub kind: FurnitureKind,
}

/// A pattern, compiled by the build: a table for each direction.
type Pattern = Regex<DFA<&'static [u8]>>;

/// Reads the tables of a pattern where they lie.
macro_rules! pattern {
    ($name:literal) => {
        LazyLock::new(|| {
            let table = |bytes| DFA::from_bytes(bytes).map(|(table, _)| table);
            let tables = table(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".forward")))
                .and_then(|to| {
                    table(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".reverse")))
                        .map(|from| (to, from))
                })
                .unwrap_or_else(|e| unreachable!("the build made the table: {e}"));
            Builder::new().build_from_dfas(tables.0, tables.1)
        })
    };
}

/// See [`patterns::DATE`](crate::patterns::DATE).
static DATE: LazyLock<Pattern> = pattern!("date");

/// See [`patterns::CONTACT`](crate::patterns::CONTACT).
static CONTACT: LazyLock<Pattern> = pattern!("contact");

/// A contact's label before its core: 电话：, E-mail:, 河湾新闻网：
fn label_start(line: &Line, core: usize) -> usize {
    let glyphs = &line.glyphs;
    let mut at = core;
    while at > 0 {
        let (before, here) = (glyphs[at - 1].ch, glyphs[at]);
        let letter =
            chars::is_han(before) || before.is_ascii_alphabetic() || matches!(before, ':' | '：' | '-');
        if !letter || core - at >= 12 || here.gap > 0 && !before.is_ascii() && before != '：' {
            break;
        }
        at -= 1;
    }
    at
}

/// Takes a line of furniture apart into items.
#[must_use]
pub fn items(line: &Line) -> Vec<Item> {
    let mut cuts = vec![0, line.glyphs.len()];
    let whole = cues::cues(line);
    if line.language == Language::Japanese && whole.has(Cues::DATE) {
        return vec![self::whole(line)];
    }
    let text: Vec<char> = line.glyphs.iter().map(|g| g.ch).collect();
    // The gap before a jump line's catchword parts nothing.
    if jumps::whole(&text).is_some() {
        return vec![self::whole(line)];
    }
    let dated = whole.has(Cues::DATE);
    let mut date = if dated || text.contains(&'年') { spans_of(&DATE, &text) } else { Vec::new() };
    if !dated {
        // Behind other digits a year is no cue.
        date.retain(|&(from, _)| from > 0 && text[from - 1].is_ascii_alphanumeric());
    }
    let mut contact: Vec<(usize, usize)> = Vec::new();
    if whole.has(Cues::CONTACT) {
        for core in spans_of(&CONTACT, &text) {
            let Some(core) = before_date(&text, core, &date) else { continue };
            let (from, to) = without_folio(&text, core);
            // The label of one does not reach into the one before.
            let before = contact.last().map_or(0, |last| last.1);
            contact.push((label_start(line, from).max(before), to));
        }
    }
    for &(from, to) in contact.iter().chain(&date) {
        cuts.extend([from, to]);
    }
    if let Some(again) = second_opening(&text).filter(|_| !line.language.is_spaced()) {
        cuts.push(again);
    }
    order::sort(&mut cuts);
    cuts.dedup();
    // Gaps part items, but not the names of the editors from each other, nor anything inside an item
    // found above. Where words stand apart only wide gaps part items.
    let least = if line.language.is_spaced() { 3 } else { 1 };
    let mut items = Vec::new();
    for part in cuts.windows(2) {
        let (mut from, to) = (part[0], part[1]);
        let mut item = |from, to| items.push(Item { from, to, kind: kind(&sub_line(line, from, to)) });
        let found = contact.iter().chain(&date).any(|known| known.0 <= from && to <= known.1);
        let mut gaps = (from + 1..to).filter(|&i| line.glyphs[i].gap >= least).peekable();
        if !found && gaps.peek().is_some() {
            let names = cues::cues(&sub_line(line, from, to)).has(Cues::EDITORS);
            for i in gaps {
                if if names { beside_names(line, i) } else { splits(&text, line, i) } {
                    item(from, i);
                    from = i;
                }
            }
        }
        item(from, to);
    }
    items
}

/// A line of furniture as one item.
#[must_use]
pub fn whole(line: &Line) -> Item {
    Item { from: 0, to: line.glyphs.len(), kind: kind(line) }
}

fn sub_line(line: &Line, from: usize, to: usize) -> Line {
    Line { glyphs: line.glyphs[from..to].to_vec(), language: line.language, ..Line::default() }
}

/// A gap parts two items unless it stands inside a spaced name (陈 静).
fn splits(text: &[char], line: &Line, i: usize) -> bool {
    let (from, to) = beside(line, i);
    let single = i - from == 1 || to - i == 1;
    let han = chars::is_han(text[i - 1]) && chars::is_han(text[i]);
    let inside_number = |c: char| matches!(c, '-' | '.' | ':' | '：' | '/');
    !(single && han || inside_number(text[i - 1]) || inside_number(text[i]))
}

/// Whether the folio or the paper's name stands on either side of a gap in a line of names.
fn beside_names(line: &Line, i: usize) -> bool {
    let (from, to) = beside(line, i);
    let told = Cues(Cues::FOLIO.0 | Cues::PUBLISHER.0);
    [from..i, i..to].into_iter().any(|part| cues::of(&line.glyphs[part]).any(told))
}

/// Where what stands before a gap begins and what stands behind it ends, up to the next gaps.
fn beside(line: &Line, i: usize) -> (usize, usize) {
    let gap = |&k: &usize| line.glyphs[k].gap > 0;
    let to = line.glyphs.len();
    ((1..i).rev().find(gap).unwrap_or(0), (i + 1..to).find(gap).unwrap_or(to))
}

fn spans_of(pattern: &Pattern, text: &[char]) -> Vec<(usize, usize)> {
    let string: String = text.iter().collect();
    let index = |byte: usize| string[..byte].chars().count();
    pattern.find_iter(string.as_str()).map(|m| (index(m.start()), index(m.end()))).collect()
}

/// A contact's core as far as the date glued to it, whose year would be more of its digits: what
/// is left of it, where that is still one.
fn before_date(text: &[char], core: (usize, usize), dates: &[(usize, usize)]) -> Option<(usize, usize)> {
    let (from, to) = core;
    let Some(&(date, _)) = dates.iter().find(|date| date.0 < to && from < date.1) else { return Some(core) };
    let left = text.get(from..date)?;
    spans_of(&CONTACT, left).first().filter(|left| left.0 == 0).map(|left| (from, from + left.1))
}

/// An address without the folio glued to it, 13 or A4: no domain ends with a digit.
fn without_folio(text: &[char], (from, to): (usize, usize)) -> (usize, usize) {
    let core = &text[from..to];
    let digits = core.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let numbered = digits > 0 || text.get(to).is_some_and(char::is_ascii_digit);
    let letter = match core[..core.len() - digits] {
        [.., before, last] => numbered && before.is_ascii_lowercase() && last.is_ascii_uppercase(),
        _ => false,
    };
    let domain = &core[..core.len() - digits - usize::from(letter)];
    let is_web = domain.contains(&'.') && domain.last().is_some_and(char::is_ascii_alphabetic);
    let slashes = if chars::starts_with(domain, "http") { 2 } else { 0 };
    let path = domain.iter().filter(|&&c| c == '/').count() > slashes;
    (from, if is_web && !path { from + domain.len() } else { to })
}

/// Two items of the same form glued together: the opening four glyphs come again.
fn second_opening(text: &[char]) -> Option<usize> {
    let opening = text.get(..4)?;
    (6..text.len().saturating_sub(4)).find(|&i| text[i..i + 4] == *opening)
}

/// The kind of an item.
fn kind(item: &Line) -> FurnitureKind {
    let cues = cues::cues(item);
    let text = item.text();
    let credit = text.starts_with("本组") || chars::holds(&text, "文图") || cues.has(Cues::PHOTO);
    if credit {
        FurnitureKind::Credit
    } else if cues.has(Cues::JUMP) {
        FurnitureKind::Jump
    } else if cues.has(Cues::EDITORS) {
        FurnitureKind::Editors
    } else if cues.has(Cues::CONTACT) {
        FurnitureKind::Contact
    } else if cues.has(Cues::DATE) {
        FurnitureKind::Date
    } else if cues.has(Cues::FOLIO) {
        FurnitureKind::Folio
    } else if cues.has(Cues::PUBLISHER) {
        FurnitureKind::Publisher
    } else if cues.has(Cues::SECTION)
        || item.glyphs.len() <= 6 && item.glyphs.iter().all(|g| chars::is_han(g.ch))
    {
        FurnitureKind::Section
    } else {
        FurnitureKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    #[track_caller]
    fn check(input: &str, expect: &[(&str, FurnitureKind)]) {
        let line = &lines::lines(source::read(input, &Options::default()).lines)[0];
        let text = line.text();
        let got: Vec<(String, FurnitureKind)> = items(line)
            .iter()
            .map(|i| (text.chars().skip(i.from).take(i.to - i.from).collect(), i.kind))
            .collect();
        let expect: Vec<(String, FurnitureKind)> =
            expect.iter().map(|(s, k)| ((*s).to_owned(), *k)).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn glued_items_part() {
        check(
            "E-mail:abc123@example.com3",
            &[("E-mail:abc123@example.com", FurnitureKind::Contact), ("3", FurnitureKind::Folio)],
        );
        check(
            "河湾新闻网：www.example.cn 县区要闻 要闻部",
            &[
                ("河湾新闻网：www.example.cn", FurnitureKind::Contact),
                ("县区要闻", FurnitureKind::Section),
                ("要闻部", FurnitureKind::Section),
            ],
        );
        check(
            "本组文图除署名外由 甲 乙 丙丁戊 提供本组文图由 河湾融媒体中心 提供",
            &[
                ("本组文图除署名外由甲乙丙丁戊提供", FurnitureKind::Credit),
                ("本组文图由河湾融媒体中心提供", FurnitureKind::Credit),
            ],
        );
    }

    #[test]
    fn a_contact_s_label_is_its_own() {
        check(
            "E-mail:abc123@example.com 热线：0555- 1234567",
            &[
                ("E-mail:abc123@example.com", FurnitureKind::Contact),
                ("热线：0555-1234567", FurnitureKind::Contact),
            ],
        );
    }

    #[test]
    fn a_folio_or_the_paper_s_name_is_parted_from_the_editors() {
        check(
            "第9版 责编/某  甲  美编/某乙丙",
            &[("第9版", FurnitureKind::Folio), ("责编/某甲美编/某乙丙", FurnitureKind::Editors)],
        );
        check(
            "责任编辑：某  甲    版式：某乙丙 鹭湾晚报 A3",
            &[
                ("责任编辑：某甲版式：某乙丙", FurnitureKind::Editors),
                ("鹭湾晚报", FurnitureKind::Publisher),
                ("A3", FurnitureKind::Folio),
            ],
        );
        check(
            "本版编辑 某  甲 美编 某乙丙 第3版 电话：0555-1234567 2031年6月12日 星期四",
            &[
                ("本版编辑某甲美编某乙丙", FurnitureKind::Editors),
                ("第3版", FurnitureKind::Folio),
                ("电话：0555-1234567", FurnitureKind::Contact),
                ("2031年6月12日星期四", FurnitureKind::Date),
            ],
        );
    }

    #[test]
    fn a_date_keeps_its_year_behind_other_digits() {
        check(
            "电话：0555-12345672031年6月12日 星期四",
            &[("电话：0555-1234567", FurnitureKind::Contact), ("2031年6月12日星期四", FurnitureKind::Date)],
        );
        check("A22031年6月12日", &[("A2", FurnitureKind::Folio), ("2031年6月12日", FurnitureKind::Date)]);
        check("102031年6月12日", &[("10", FurnitureKind::Folio), ("2031年6月12日", FurnitureKind::Date)]);
        check(
            "www.example.cn2031年6月12日",
            &[("www.example.cn", FurnitureKind::Contact), ("2031年6月12日", FurnitureKind::Date)],
        );
    }

    #[test]
    fn a_folio_leaves_the_address_that_it_is_glued_to() {
        check(
            "网址：www.example.cn13",
            &[("网址：www.example.cn", FurnitureKind::Contact), ("13", FurnitureKind::Folio)],
        );
        check(
            "网址：www.example.cnA4",
            &[("网址：www.example.cn", FurnitureKind::Contact), ("A4", FurnitureKind::Folio)],
        );
        check(
            "abc123@example.comA4",
            &[("abc123@example.com", FurnitureKind::Contact), ("A4", FurnitureKind::Folio)],
        );
        check("www.example.cn/news13", &[("www.example.cn/news13", FurnitureKind::Contact)]);
        check(
            "http://example.cn13",
            &[("http://example.cn", FurnitureKind::Contact), ("13", FurnitureKind::Folio)],
        );
    }

    /// The tables find what the patterns find when `regex` reads them, wherever they stand
    /// in text made of their own characters.
    #[test]
    fn the_tables_are_the_patterns() {
        let pieces = [
            "2031", "年", "6", "月", "12", "日", "星期", "四", "周", "天", "（", ")", ".", "-", "/", "@",
            "www.", "http://", "example", "com", "0555", "4400123", "(", "电话", "A", "_",
        ];
        for (table, pattern) in [(&DATE, crate::patterns::DATE), (&CONTACT, crate::patterns::CONTACT)] {
            let oracle = regex::Regex::new(pattern).unwrap();
            let mut seed = 1u64;
            for _ in 0..20_000 {
                let mut text = String::new();
                for _ in 0..1 + seed % 9 {
                    seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
                }
                let wanted: Vec<_> = oracle.find_iter(&text).map(|m| (m.start(), m.end())).collect();
                let found: Vec<_> = table.find_iter(&text).map(|m| (m.start(), m.end())).collect();
                assert_eq!(found, wanted, "{text}");
            }
        }
    }

    #[test]
    fn a_date_with_its_weekday_is_one_item() {
        check("2025年6月23日 星期一", &[("2025年6月23日星期一", FurnitureKind::Date)]);
        check("责编/某 甲 美编/某乙丙", &[("责编/某甲美编/某乙丙", FurnitureKind::Editors)]);
    }
}
