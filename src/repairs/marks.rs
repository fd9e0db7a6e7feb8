//! Marks as recognisers read them.
//!
//! Recognisers of pictures give the marks of Chinese text half-width and with a space
//! (`报道: 新馆`, `馆长(左)说`), one of two quotation marks straight or turned round, a
//! centred dot as an apostrophe, the dash of a range as 一, and read a wide space as `”`.
//! Such marks are put back by what stands beside them:
//!
//! ```text
//! 馆长(左)说: "新馆" 收了3一5箱书。 → 馆长（左）说：“新馆”收了3—5箱书。
//! ```
//!
//! A mark is put back only on a page whose rule it is: where Chinese characters stand
//! beside half-width marks, and seldom beside full-width ones. It stays as it is inside
//! numbers, times, addresses and words of other scripts, and on lines that are mostly
//! Latin (code, English). No mark is put where the input has none.

use crate::chars;
use crate::lines::Line;
use crate::page::{Removal, RemovalKind, Span};

/// A page shows the habit by so many half-width marks, and at most a third as many full-width ones.
const HABIT: usize = 3;
/// How far a quotation mark looks for its partner, in glyphs.
const QUOTED: usize = 60;
/// How far a bracket looks for a Chinese character inside it.
const BRACKETED: usize = 12;

/// Puts the marks back; what stands for a space goes to `removed`. Gives whether the page was
/// read by a recogniser, as its marks tell.
pub fn restore(lines: &mut [Line], removed: &mut Vec<Removal>) -> bool {
    if !is_habit(lines) {
        return false;
    }
    quotes(lines, removed);
    for line in lines.iter_mut().filter(|l| is_chinese_line(l)) {
        for i in 0..line.glyphs.len() {
            let Some(ch) = restored(line, i) else { continue };
            line.glyphs[i].ch = ch;
            // The space beside a half-width mark is what the full-width one is wider by.
            for k in [i, i + 1] {
                if let Some(glyph) = line.glyphs.get_mut(k).filter(|g| g.gap == 1) {
                    glyph.gap = 0;
                }
            }
        }
    }
    true
}

/// Whether half-width marks beside Chinese characters are the page's rule.
fn is_habit(lines: &[Line]) -> bool {
    let (mut half, mut full) = (0, 0);
    for glyphs in lines.iter().map(|l| &l.glyphs) {
        for (i, glyph) in glyphs.iter().enumerate().filter(|(_, g)| !chars::is_common_han(g.ch)) {
            let han = |k: usize| glyphs.get(k).is_some_and(|g| chars::is_han(g.ch));
            if matches!(glyph.ch, ':' | ';' | '!' | '?' | '(' | ')') {
                half += usize::from(han(i + 1) || i > 0 && han(i - 1));
            }
            full += usize::from(matches!(glyph.ch, '：' | '；' | '！' | '？' | '（' | '）'));
        }
    }
    half >= HABIT && 3 * full <= half
}

/// Whether a line has at least as many Chinese characters as Latin letters.
fn is_chinese_line(line: &Line) -> bool {
    let count = |is: fn(char) -> bool| line.glyphs.iter().filter(|g| is(g.ch)).count();
    count(chars::is_han) >= count(chars::is_latin)
}

/// A Chinese character, or a mark that stands among them alone.
fn is_chinese(ch: char) -> bool {
    chars::is_han(ch) || chars::is_mark(ch) && !ch.is_ascii()
}

/// The mark that the glyph stands for.
fn restored(line: &Line, i: usize) -> Option<char> {
    let glyphs = &line.glyphs;
    let ch = glyphs[i].ch;
    if !ch.is_ascii() && ch != '一' || ch.is_ascii_alphanumeric() {
        return None;
    }
    let before = i.checked_sub(1).map(|k| glyphs[k].ch);
    let after = glyphs.get(i + 1).map(|g| g.ch);
    let is = |ch: Option<char>, class: fn(char) -> bool| ch.is_some_and(class);
    let own = |ch: char| chars::is_digit(ch) || chars::is_latin(ch);
    let number = |ch: char| chars::is_digit(ch) || ch == '%';
    let among = is(before, is_chinese) || is(after, is_chinese) && before.is_none_or(number);
    let ends = is(before, chars::is_han) && (after.is_none() || is(after, is_chinese));
    let full = match ch {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        // A dot between two characters is one of a name, and 一. begins an item of a list.
        '.' if ends && i > 2 && glyphs.get(i + 1).is_none_or(|g| g.gap > 0) => return Some('。'),
        '(' => {
            let inside = glyphs[i + 1..].iter().take(BRACKETED).take_while(|g| g.ch != ')');
            let among = is(before, is_chinese) || inside.clone().any(|g| chars::is_han(g.ch));
            return among.then_some('（');
        }
        ')' => {
            let inside = glyphs[..i].iter().rev().take(BRACKETED).take_while(|g| g.ch != '(');
            let among = is(after, is_chinese) || inside.clone().any(|g| chars::is_han(g.ch));
            return among.then_some('）');
        }
        '\'' => {
            let alone = glyphs.iter().filter(|g| g.ch == ch).count() == 1;
            return (alone && is(before, chars::is_han) && is(after, chars::is_han)).then_some('·');
        }
        '一' => {
            return (is(before, number) && is(after, chars::is_digit)).then_some('—');
        }
        _ => return None,
    };
    (among && !(is(before, own) && is(after, own))).then_some(full)
}

/// A quotation mark of a page.
struct Quote {
    line: usize,
    at: usize,
    /// Glyphs of the page before it, and its block.
    place: usize,
    block: u32,
    ch: char,
}

/// Turns quotation marks the way that their partners ask for. One that no other goes with
/// and that stands behind a gap is a gap itself, and is taken out.
fn quotes(lines: &mut [Line], removed: &mut Vec<Removal>) {
    let mut all = Vec::new();
    let (mut place, mut block) = (0, 0);
    for (line, own) in lines.iter().enumerate() {
        let marks = own.glyphs.iter().enumerate().filter(|(_, g)| matches!(g.ch, '“' | '”' | '"'));
        block += own.blanks;
        if is_chinese_line(own) {
            all.extend(marks.map(|(at, g)| Quote { line, at, place: place + at, block, ch: g.ch }));
        }
        place += own.glyphs.len();
    }
    let mut open: Option<usize> = None;
    let mut gaps = Vec::new();
    for (n, quote) in all.iter().enumerate() {
        let glyphs = &lines[quote.line].glyphs;
        let opened = open.is_some_and(|at| quote.place - at <= QUOTED);
        let closed = all.get(n + 1).is_some_and(|next| {
            next.ch != '“' && next.place - quote.place <= QUOTED && next.block == quote.block
        });
        let before = quote.at.checked_sub(1).map(|k| glyphs[k].ch);
        let after = glyphs.get(quote.at + 1);
        // What an opening one stands behind, and what it stands before.
        let apart =
            glyphs[quote.at].gap > 0 || before.is_none_or(|c| chars::is_pause(c) || chars::is_open(c));
        let touches = after.is_some_and(|g| g.gap == 0 && !chars::is_mark(g.ch));
        let turned = match quote.ch {
            '“' => '“',
            _ if opened => '”',
            '"' if closed && touches => '“',
            '”' if closed && touches && apart => '“',
            '”' if touches && glyphs[quote.at].gap > 0 => {
                gaps.push((quote.line, quote.at));
                continue;
            }
            other => other,
        };
        open = (turned == '“').then_some(quote.place);
        if turned != quote.ch {
            lines[quote.line].glyphs[quote.at].ch = turned;
        }
    }
    for &(line, at) in gaps.iter().rev() {
        let glyph = lines[line].glyphs.remove(at);
        if let Some(next) = lines[line].glyphs.get_mut(at) {
            next.gap = glyph.gap;
        }
        let reason = "a gap that was read as a mark".to_owned();
        let span = Span { start: glyph.at, end: glyph.end() };
        removed.push(Removal { kind: RemovalKind::Stray, reason, spans: vec![span] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    /// Lines that show the habit, and no more.
    const HABIT_LINES: &str = "报道: 新馆(东区)开放; 来的人很多\n";

    #[track_caller]
    fn check(input: &str, expect: &str) {
        let input = format!("{HABIT_LINES}{input}");
        let mut lines = lines::lines(source::read(&input, &Options::default()).lines);
        restore(&mut lines, &mut Vec::new());
        let got: Vec<String> = lines[1..].iter().map(Line::text).collect();
        assert_eq!(got.join("/"), expect);
    }

    #[test]
    fn half_width_marks_among_chinese_characters() {
        check("馆长说: 好! 真的? 当然;", "馆长说：好！真的？当然；");
        check("新馆今日开放. ", "新馆今日开放。");
        check("来的人很多, 有12位", "来的人很多，有12位");
        check("新馆今日开放. 来的人很多.", "新馆今日开放。来的人很多。");
        check("馆长 (左) 说", "馆长（左）说");
        check("(6元约合\n1角) ，收下", "（6元约合/1角），收下");
        check("在3一5日增长10%一30%", "在3—5日增长10%—30%");
        check("作者约翰'某某说", "作者约翰·某某说");
    }

    #[test]
    fn quotation_marks_find_their_partners() {
        check("他挑战“乐园杯\"，又胜", "他挑战“乐园杯”，又胜");
        check("\"新馆\"开放，\"旧馆\"关门", "“新馆”开放，“旧馆”关门");
        check("馆长说: ”新馆\n开放了。”他笑", "馆长说：“新馆/开放了。”他笑");
        check("(某某社记者) ”新馆今日开放", "（某某社记者）新馆今日开放");
    }

    #[test]
    fn what_is_no_misread_mark_stays() {
        for text in [
            "14:30起增长1,234.5元",
            "网址www.example.cn",
            "He said: (well, no!) \"yes\"",
            "let x = f(1, 2); // 注释",
            "运行run(1, 2); 等待",
            "一. 总则",
            "等等...还有",
            "约翰.某某一行",
            "一一列举，万一有事",
            "他说 ”",
            "并非”一股就灵”",
            "名单'甲'和'乙'",
        ] {
            check(text, &text.replace(' ', ""));
        }
    }

    #[test]
    fn a_page_without_the_habit_stays() {
        for text in ["报道: 新馆开放", "报道: 甲(乙); 丙\n说：丁（戊），己：庚；"] {
            let mut lines = lines::lines(source::read(text, &Options::default()).lines);
            let before = lines.clone();
            restore(&mut lines, &mut Vec::new());
            assert_eq!(lines, before);
        }
    }
}
