//! Breaks a paragraph into lines, as a newspaper's column does.

use crate::habits::Kinsoku;

/// The width of a character in half ems: half-width ones take one.
pub fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The width of a text in half ems.
pub fn text_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Marks that may not begin a line.
const NO_BEGIN: &str = "，。、；：？！”’）》】」』…—％%·";
/// Marks that may not end a line.
const NO_END: &str = "“‘（《【「『";

fn may_begin(atom: &str) -> bool {
    !atom.starts_with(|c| NO_BEGIN.contains(c))
}

fn may_end(atom: &str) -> bool {
    !atom.ends_with(|c| NO_END.contains(c))
}

/// What cannot be broken: a character, a number, a Latin word, a dash, dots.
fn atoms(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices() {
        let keeps = previous.is_some_and(|p| {
            let latin = |c: char| c.is_ascii_graphic();
            (latin(p) && latin(c)) || (p == c && (c == '—' || c == '…'))
        });
        if !keeps && at > start {
            out.push(&text[start..at]);
            start = at;
        }
        previous = Some(c);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// A set line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// It came out shorter than its measure and its paragraph goes on, so a
    /// justified column stretches it.
    pub loose: bool,
}

/// Breaks `text` into lines; `measure(i)` is the room of line `i` in half ems.
pub fn set(text: &str, kinsoku: Kinsoku, measure: impl Fn(usize) -> usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut queue: std::collections::VecDeque<&str> = atoms(text).into();
    while !queue.is_empty() {
        let room = measure(lines.len()).max(4);
        let mut line: Vec<&str> = Vec::new();
        let mut used = 0;
        while let Some(&next) = queue.front() {
            let fits = used + text_width(next) <= room;
            let squeezed = kinsoku == Kinsoku::Squeeze
                && !may_begin(next)
                && used + text_width(next) <= room + 1 + line.iter().filter(|a| !may_begin(a)).count();
            let hung = kinsoku == Kinsoku::Hang && !may_begin(next) && used <= room + 2;
            if !(fits || squeezed || hung || line.is_empty()) {
                break;
            }
            used += text_width(next);
            line.push(next);
            queue.pop_front();
        }
        // Nothing may end a line that only opens, nor begin one that only
        // closes: what stands at the edge goes down to the next line.
        while line.len() > 1 && !queue.is_empty() {
            let edge_opens = line.last().is_some_and(|atom| !may_end(atom));
            let next_closes = queue.front().is_some_and(|atom| !may_begin(atom));
            if !edge_opens && !next_closes {
                break;
            }
            if let Some(atom) = line.pop() {
                used -= text_width(atom);
                queue.push_front(atom);
            }
        }
        let text = line.concat();
        // A gap at the line's edge leaves no trace in print.
        while queue.front().is_some_and(|atom| *atom == " ") {
            queue.pop_front();
        }
        let loose = !queue.is_empty() && used + 2 <= room;
        lines.push(Line { text: text.trim_end_matches(' ').to_owned(), loose });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kinsoku: Kinsoku, ems: usize, expect: &[&str]) {
        let lines: Vec<_> = set(text, kinsoku, |_| 2 * ems).into_iter().map(|line| line.text).collect();
        assert_eq!(lines, expect);
    }

    #[test]
    fn a_comma_hangs_or_takes_its_character_down() {
        check("一二三四五，六七", Kinsoku::Hang, 5, &["一二三四五，", "六七"]);
        check("一二三四五，六七", Kinsoku::Squeeze, 5, &["一二三四", "五，六七"]);
        check("一、三四五，六七", Kinsoku::Squeeze, 5, &["一、三四五，", "六七"]);
        check("一二三四五，六七", Kinsoku::PushOut, 5, &["一二三四", "五，六七"]);
    }

    #[test]
    fn an_opening_mark_goes_down() {
        check("一二三四“五六”", Kinsoku::Hang, 5, &["一二三四", "“五六”"]);
    }

    #[test]
    fn numbers_and_dashes_stay_whole() {
        check("一二三四2031年", Kinsoku::Hang, 5, &["一二三四", "2031年"]);
        check("一二三四——六", Kinsoku::PushOut, 5, &["一二三", "四——六"]);
    }

    #[test]
    fn nothing_is_lost() {
        let text = "“一户一策”（含备用）要研究，研究……再研究——100%。";
        for kinsoku in [Kinsoku::Hang, Kinsoku::Squeeze, Kinsoku::PushOut] {
            for ems in 2..30 {
                let joined: String =
                    set(text, kinsoku, |_| 2 * ems).into_iter().map(|line| line.text).collect();
                assert_eq!(joined, text, "{kinsoku:?} {ems}");
            }
        }
    }
}
