//! Page furniture: glued items taken apart, each with its kind.

use crate::chars;
use crate::cues::{self, Cues};
use crate::lines::Line;
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

/// Where a matcher's finds stand, from left to right and none over another. A matcher
/// says where its find from a given place ends.
///
/// The forms are few and fixed, so they are matched by hand: a library of patterns
/// would take longer to start than the whole page takes to read.
fn spans_of(find: impl Fn(&[char], usize) -> Option<usize>, text: &[char]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match find(text, at) {
            Some(end) => {
                spans.push((at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    spans
}

/// One past the characters of a class that stand from `at` on, at most `most` of them.
fn run(text: &[char], at: usize, most: usize, class: impl Fn(char) -> bool) -> usize {
    text[at.min(text.len())..].iter().take(most).take_while(|&&c| class(c)).fold(at, |end, _| end + 1)
}

/// One past the digits from `at` on, where there are as many as asked.
fn digits(text: &[char], at: usize, least: usize, most: usize) -> Option<usize> {
    let end = run(text, at, most, |c| c.is_ascii_digit());
    (end >= at + least).then_some(end)
}

/// One past a character at `at`, where it is of the class.
fn one(text: &[char], at: usize, class: impl Fn(char) -> bool) -> Option<usize> {
    text.get(at).is_some_and(|&c| class(c)).then_some(at + 1)
}

/// One past a word that stands at `at`.
fn word(text: &[char], at: usize, word: &str) -> Option<usize> {
    word.chars().try_fold(at, |at, w| one(text, at, |c| c == w))
}

/// A date as mastheads print it, with or without a weekday, or a weekday alone.
fn date(text: &[char], at: usize) -> Option<usize> {
    let Some(day) = numbered_date(text, at) else {
        return weekday(text, at).filter(|&end| at == 0 && end == text.len());
    };
    let open = one(text, day, |c| matches!(c, '(' | '（')).unwrap_or(day);
    let Some(end) = weekday(text, open) else { return Some(day) };
    one(text, end, |c| matches!(c, ')' | '）')).or(Some(end))
}

/// 2025年6月23日, 2025.6.23
fn numbered_date(text: &[char], at: usize) -> Option<usize> {
    let year = digits(text, at, 4, 4)?;
    let separator = |c| matches!(c, '.' | '/' | '-');
    if text.get(year) == Some(&'年') {
        let month = word(text, digits(text, year + 1, 1, 2)?, "月")?;
        word(text, digits(text, month, 1, 2)?, "日")
    } else {
        let month = one(text, year, separator)?;
        let day = one(text, digits(text, month, 1, 2)?, separator)?;
        digits(text, day, 1, 2)
    }
}

/// 星期一, 周日
fn weekday(text: &[char], at: usize) -> Option<usize> {
    let day = word(text, at, "星期").or_else(|| word(text, at, "周"))?;
    one(text, day, |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天'))
}

/// The core of a contact: an e-mail address, a web address, or a phone number.
fn contact(text: &[char], at: usize) -> Option<usize> {
    email(text, at)
        .or_else(|| web_address(text, at))
        .or_else(|| phone(text, at))
        .or_else(|| digits(text, at, 5, usize::MAX))
}

fn email(text: &[char], at: usize) -> Option<usize> {
    let name = run(text, at, usize::MAX, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let domain = one(text, name, |c| c == '@').filter(|_| name > at)?;
    let mut end = run(text, domain, usize::MAX, |c| c.is_ascii_alphanumeric() || c == '-');
    if end == domain {
        return None;
    }
    let part = |at: usize| {
        let letters = one(text, at, |c| c == '.')?;
        let end = run(text, letters, 6, |c| c.is_ascii_alphabetic());
        (end >= letters + 2).then_some(end)
    };
    end = part(end)?;
    while let Some(further) = part(end) {
        end = further;
    }
    Some(end)
}

fn web_address(text: &[char], at: usize) -> Option<usize> {
    let w = |c: char| c.eq_ignore_ascii_case(&'w');
    let start = if text.get(at) == Some(&'h') {
        word(text, at, "https://").or_else(|| word(text, at, "http://"))?
    } else {
        let third = one(text, at, w).and_then(|at| one(text, at, w)).and_then(|at| one(text, at, w))?;
        word(text, third, ".")?
    };
    let end =
        run(text, start, usize::MAX, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-'));
    (end > start).then_some(end)
}

/// An area code of three or four digits, the longer one where both fit, and a number.
fn phone(text: &[char], at: usize) -> Option<usize> {
    let start = one(text, at, |c| c == '(').unwrap_or(at);
    [4, 3].into_iter().find_map(|size| {
        let code = digits(text, start, size, size)?;
        digits(text, one(text, code, |c| matches!(c, ')' | '-')).unwrap_or(code), 6, 8)
    })
}

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
    let text: Vec<char> = line.glyphs.iter().map(|g| g.ch).collect();
    let contacts: Vec<(usize, usize)> = if whole.has(Cues::CONTACT) {
        spans_of(contact, &text).into_iter().map(|(from, to)| (label_start(line, from), to)).collect()
    } else {
        Vec::new()
    };
    let dates = if whole.has(Cues::DATE) { spans_of(date, &text) } else { Vec::new() };
    for &(from, to) in contacts.iter().chain(&dates) {
        cuts.extend([from, to]);
    }
    if let Some(again) = second_opening(&text) {
        cuts.push(again);
    }
    // Gaps part items, but not the names of the editors, nor anything inside an item found above.
    let inside = |i: usize| contacts.iter().chain(&dates).any(|&(from, to)| from < i && i < to);
    let editors = |i: usize| {
        let label = text[..i].iter().rposition(|&c| matches!(c, '/' | '／' | '：' | ':'));
        whole.has(Cues::EDITORS)
            && (label.is_some() || second_opening(&text).is_some() || text.starts_with(&['本']))
    };
    for i in 1..line.glyphs.len() {
        if line.glyphs[i].gap > 0 && !inside(i) && !editors(i) && splits(&text, line, i) {
            cuts.push(i);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|w| Item { from: w[0], to: w[1], kind: kind(&sub_line(line, w[0], w[1])) }).collect()
}

/// A line of furniture as one item.
#[must_use]
pub fn whole(line: &Line) -> Item {
    Item { from: 0, to: line.glyphs.len(), kind: kind(line) }
}

fn sub_line(line: &Line, from: usize, to: usize) -> Line {
    Line { glyphs: line.glyphs[from..to].to_vec(), ..Line::default() }
}

/// A gap parts two items unless it stands inside a spaced name (陈 静).
fn splits(text: &[char], line: &Line, i: usize) -> bool {
    let left = (1..i).rev().take_while(|&k| line.glyphs[k].gap == 0).count() + 1;
    let right = (i + 1..text.len()).take_while(|&k| line.glyphs[k].gap == 0).count() + 1;
    let single = left == 1 || right == 1;
    let han = chars::is_han(text[i - 1]) && chars::is_han(text[i]);
    let inside_number = |c: char| matches!(c, '-' | '.' | ':' | '：' | '/');
    !(single && han || inside_number(text[i - 1]) || inside_number(text[i]))
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
    let credit = text.starts_with("本组") || text.contains("文图") || cues.has(Cues::PHOTO);
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
        let line = &lines::lines(&source::read(input, &Options::default()))[0];
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

    #[track_caller]
    fn finds(find: impl Fn(&[char], usize) -> Option<usize>, text: &str, expect: &[&str]) {
        let text: Vec<char> = text.chars().collect();
        let got: Vec<String> =
            spans_of(find, &text).iter().map(|&(a, b)| text[a..b].iter().collect()).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn dates_end_where_their_form_ends() {
        finds(date, "2025年6月23日星期一版", &["2025年6月23日星期一"]);
        finds(date, "2025.6.230", &["2025.6.23"]);
        finds(date, "2025-06-23（周日）", &["2025-06-23（周日）"]);
        finds(date, "2025/6/23（晴", &["2025/6/23"]);
        finds(date, "12025年6月23日", &["2025年6月23日"]);
        finds(date, "星期一", &["星期一"]);
        for none in ["星期一版", "2025年6月", "2025年6.23", "2025年123月1日"] {
            finds(date, none, &[]);
        }
    }

    #[test]
    fn contacts_end_where_their_form_ends() {
        finds(contact, "a.b-c@example.com.cn12", &["a.b-c@example.com.cn"]);
        finds(contact, "a@example.companies", &["a@example.compan"]);
        finds(contact, "https://example.cn/a，www.example.cn", &["https://example.cn/a", "www.example.cn"]);
        finds(contact, "(0000)1234567 0001234567890", &["(0000)1234567", "000123456789"]);
        finds(contact, "000123456转12345", &["000123456", "12345"]);
        for none in ["@example.com", "a@example", "a@.com", "www.", "http:/example", "1234"] {
            finds(contact, none, &[]);
        }
    }

    #[test]
    fn a_date_with_its_weekday_is_one_item() {
        check("2025年6月23日 星期一", &[("2025年6月23日星期一", FurnitureKind::Date)]);
        check("责编/某 甲 美编/某乙丙", &[("责编/某甲美编/某乙丙", FurnitureKind::Editors)]);
    }
}
