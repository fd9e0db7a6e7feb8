//! Page furniture: glued items taken apart, each with its kind.

use crate::chars;
use crate::cues::{self, Cues};
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

/// Where a date ends that begins at `at`: as mastheads print it, with or without a weekday,
/// or a weekday alone.
fn date(text: &[char], at: usize) -> Option<usize> {
    let sign = |at: usize, signs: &[char]| text.get(at).is_some_and(|c| signs.contains(c));
    let number = |at: usize| count(text, at, |c| c.is_ascii_digit());
    let day = || {
        let year = at + 4;
        let month = year + 1 + number(year + 1);
        let written = sign(year, &['年']) && sign(month, &['月']);
        let whole = number(at) >= 4 && (1..=2).contains(&(month - year - 1));
        let short = sign(year, &SEPARATORS) && sign(month, &SEPARATORS);
        let digits = number(month + 1);
        if !whole || digits == 0 {
            None
        } else if written {
            (digits <= 2 && sign(month + 1 + digits, &['日'])).then_some(month + digits + 2)
        } else {
            short.then_some(month + 1 + digits.min(2))
        }
    };
    let weekday = |at: usize| {
        let rest = text.get(at..)?;
        let name = ["星期", "周"].into_iter().find(|name| chars::starts_with(rest, name))?;
        let end = at + name.chars().count();
        sign(end, &['一', '二', '三', '四', '五', '六', '日', '天']).then_some(end + 1)
    };
    match day() {
        Some(end) => {
            let opened = end + usize::from(sign(end, &['(', '（']));
            Some(weekday(opened).map_or(end, |end| end + usize::from(sign(end, &[')', '）']))))
        }
        None => weekday(at).filter(|&end| at == 0 && end == text.len()),
    }
}

/// What stands between the numbers of a short date.
const SEPARATORS: [char; 3] = ['.', '/', '-'];

/// Where the core of a contact ends that begins at `at`: an e-mail address, a web address,
/// or a phone number.
fn contact(text: &[char], at: usize) -> Option<usize> {
    mail(text, at).or_else(|| web(text, at)).or_else(|| phone(text, at)).or_else(|| {
        let digits = count(text, at, |c| c.is_ascii_digit());
        (digits >= 5).then_some(at + digits)
    })
}

fn mail(text: &[char], at: usize) -> Option<usize> {
    let name = count(text, at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let host = at + name + 1;
    let mut end = host + count(text, host, |c| c.is_ascii_alphanumeric() || c == '-');
    if name == 0 || text.get(host - 1) != Some(&'@') || end == host {
        return None;
    }
    let mut domains = 0;
    while text.get(end) == Some(&'.') {
        let letters = count(text, end + 1, |c| c.is_ascii_alphabetic());
        if letters < 2 {
            break;
        }
        end += 1 + letters.min(12);
        domains += 1;
    }
    (domains > 0).then_some(end)
}

fn web(text: &[char], at: usize) -> Option<usize> {
    let rest = &text[at..];
    let scheme = match rest {
        ['W' | 'w', 'W' | 'w', 'W' | 'w', '.', ..] => 4,
        _ => ["http://", "https://"].into_iter().find(|s| chars::starts_with(rest, s))?.len(),
    };
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-');
    let length = count(text, at + scheme, inside);
    (length > 0).then_some(at + scheme + length)
}

/// A code of three or four digits, in brackets or before a dash or neither, and a number
/// of six to eight.
fn phone(text: &[char], at: usize) -> Option<usize> {
    let digits = |at: usize| count(text, at, |c| c.is_ascii_digit());
    let code = at + usize::from(text.get(at) == Some(&'('));
    [4, 3].into_iter().filter(|&length| digits(code) >= length).find_map(|length| {
        let end = code + length;
        let number = end + usize::from(matches!(text.get(end), Some(')' | '-')));
        let length = digits(number);
        (length >= 6).then_some(number + length.min(8))
    })
}

/// How many characters from `at` on are of a kind.
fn count(text: &[char], at: usize, kind: impl Fn(char) -> bool) -> usize {
    text.iter().skip(at).take_while(|&&c| kind(c)).count()
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
    let names = whole.has(Cues::EDITORS);
    for i in 1..line.glyphs.len() {
        if line.glyphs[i].gap > 0 && !inside(i) && !names && splits(&text, line, i) {
            cuts.push(i);
        }
    }
    order::sort(&mut cuts);
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

/// The stretches that `end` finds, from left to right.
fn spans_of(end: fn(&[char], usize) -> Option<usize>, text: &[char]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let found = end(text, at);
        spans.extend(found.map(|end| (at, end)));
        at = found.unwrap_or(at + 1);
    }
    spans
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

    #[track_caller]
    fn check_spans(end: fn(&[char], usize) -> Option<usize>, text: &str, expect: &[&str]) {
        let text: Vec<char> = text.chars().collect();
        let spans = spans_of(end, &text);
        let got: Vec<String> = spans.into_iter().map(|(from, to)| text[from..to].iter().collect()).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn dates_are_found_in_a_line() {
        check_spans(date, "12025年6月23日（星期一）甲", &["2025年6月23日（星期一）"]);
        check_spans(date, "2025.6-231周六", &["2025.6-23"]);
        check_spans(date, "2025-06-23(周报", &["2025-06-23"]);
        check_spans(date, "星期天", &["星期天"]);
        for none in ["甲星期天", "星期天版", "2025年123月4日", "2025年1月234日", "225年1月2日"]
        {
            check_spans(date, none, &[]);
        }
    }

    #[test]
    fn contacts_are_found_in_a_line() {
        check_spans(contact, "邮箱a.b_c@example-x.com.cn.1", &["a.b_c@example-x.com.cn"]);
        check_spans(
            contact,
            "Www.example.cn/x、https://example.cn",
            &["Www.example.cn/x", "https://example.cn"],
        );
        check_spans(
            contact,
            "(010)12345678，0101-123456、100000",
            &["(010)12345678", "0101-123456", "100000"],
        );
        check_spans(contact, "123456789012345", &["123456789012"]);
        for none in ["a@b", "甲@example.com", "www.", "1234", "010-1234"] {
            check_spans(contact, none, &[]);
        }
    }

    #[test]
    fn a_date_with_its_weekday_is_one_item() {
        check("2025年6月23日 星期一", &[("2025年6月23日星期一", FurnitureKind::Date)]);
        check("责编/某 甲 美编/某乙丙", &[("责编/某甲美编/某乙丙", FurnitureKind::Editors)]);
    }
}
