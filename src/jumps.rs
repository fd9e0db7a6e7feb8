//! Jump lines: 下转第3版, 上接第1版, “Continued on page 4”.
//!
//! Where a story goes on on another page, both of its parts say so: the first one at its
//! end, the other one at its beginning. Print sets such a line in brackets, alone or on
//! the paragraph's own line, and it often names the story: 下转第3版《老渡口》. It belongs
//! to no paragraph, so it becomes a line of its own before anything is measured.
//!
//! It must not act inside a sentence: 由上接下, 转2号线 and 文章从头版下转第3版 are text.

use crate::chars;
use crate::folios::{self, Folio};
use crate::lines::{Line, Way};
use crate::source::Glyph;

/// What a jump line says. Places count characters of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    /// Where it points.
    pub way: Way,
    /// The page that it names.
    pub folio: Folio,
    /// Where the page's name stands.
    pub name: (usize, usize),
    /// Where the words of the headline stand that it names; empty where it names none.
    pub catchword: (usize, usize),
    /// Whether it stands in brackets.
    pub bracketed: bool,
    /// Whether its words are used in jump lines alone.
    pub sure: bool,
    /// One past its last character.
    pub end: usize,
}

/// The words of jump lines, without spaces, and whether they are used nowhere else.
static WORDS: [(&str, Way, bool); 23] = [
    ("下转", Way::To, true),
    ("下轉", Way::To, true),
    ("下接", Way::To, true),
    ("文转", Way::To, true),
    ("文轉", Way::To, true),
    ("续见", Way::To, true),
    ("續見", Way::To, true),
    ("转", Way::To, false),
    ("轉", Way::To, false),
    ("上接", Way::From, true),
    ("文接", Way::From, true),
    ("续自", Way::From, true),
    ("續自", Way::From, true),
    ("紧接", Way::Either, true),
    ("緊接", Way::Either, true),
    ("接", Way::Either, false),
    ("continuedonpage", Way::To, true),
    ("continuedon", Way::To, true),
    ("turntopage", Way::To, true),
    ("seepage", Way::To, false),
    ("continuedfrompage", Way::From, true),
    ("continuedfrom", Way::From, true),
    ("frompage", Way::From, false),
];

/// The longest catchword, in characters.
const CATCHWORD: usize = 30;

/// No jump line is longer, in characters.
const LONGEST: usize = 64;

/// Reads the jump line that some characters begin with.
#[must_use]
pub fn read(chars: &[char]) -> Option<Jump> {
    let mut at = usize::from(chars.first().is_some_and(|&c| chars::is_pointer(c) || matches!(c, '●' | '★')));
    let bracketed = chars.get(at).is_some_and(|&c| is_bracket(c));
    at += usize::from(bracketed);
    let rest = &chars[at..];
    let starts = |word: &str| {
        let mut rest = rest.iter();
        word.chars().all(|w| rest.next().is_some_and(|c| c.to_ascii_lowercase() == w))
    };
    let &(word, way, sure) = WORDS.iter().find(|(word, ..)| starts(word))?;
    at += word.chars().count();
    at += chars[at..]
        .iter()
        .take_while(|c| matches!(c, '至' | '到' | '自' | '于' | '見' | '见' | '入'))
        .count();
    let latin = word.is_ascii();
    let (folio, form, length) = folios::read(&chars[at..])?;
    let name = (at, at + length);
    at += length;
    // 下转2、3版
    while matches!(chars.get(at), Some('、' | '-')) {
        let Some((_, _, more)) = folios::read(&chars[at + 1..]) else { break };
        at += 1 + more;
    }
    // Of 转3, 接3 and continued on 3 a page is told by its unit or its letter.
    let paged = form.unit || latin && word.ends_with("page") || sure && (form.letter || !latin);
    if !paged || chars.get(at).is_some_and(|&c| chars::is_digit(c)) {
        return None;
    }
    let catchword = catchword(&chars[at..], bracketed).map_or((at, at), |(from, to)| (at + from, at + to));
    at = catchword.1
        + usize::from(catchword.0 < catchword.1 && chars.get(catchword.1).is_some_and(|&c| closes(c)));
    if bracketed {
        if !chars.get(at).is_some_and(|&c| chars::is_close(c) || c == '>' || c == '＞') {
            return None;
        }
        at += 1;
    }
    at += usize::from(matches!(chars.get(at), Some('。' | '.')));
    Some(Jump { way, folio, name, catchword, bracketed, sure, end: at })
}

fn is_bracket(c: char) -> bool {
    matches!(c, '（' | '(' | '【' | '〔' | '[' | '［' | '〈' | '<' | '＜')
}

/// A mark that ends a title.
fn closes(c: char) -> bool {
    matches!(c, '》' | '”' | '」' | '』' | '"')
}

/// Where the words of a headline stand that a jump line names behind the page: 《…》, “…”, or in
/// brackets whatever stands before their end.
fn catchword(rest: &[char], bracketed: bool) -> Option<(usize, usize)> {
    let from = rest.iter().take_while(|c| matches!(c, '：' | ':' | '·' | '，' | ',')).count();
    let titled = matches!(rest.get(from)?, '《' | '“' | '「' | '『' | '"');
    let ends = |c: char| if titled { closes(c) } else { chars::is_close(c) };
    let from = from + usize::from(titled);
    let length = rest[from..].iter().take(CATCHWORD).position(|&c| ends(c) || chars::is_end(c))?;
    let to = from + length;
    (length > 0 && ends(rest[to]) && (titled || bracketed)).then_some((from, to))
}

/// Reads a line that is a jump line and nothing else.
#[must_use]
pub fn whole(chars: &[char]) -> Option<Jump> {
    read(chars).filter(|jump| jump.end == chars.len())
}

/// A line that was printed together with a jump line, or is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is the jump line.
    Jump,
    /// Running text that goes on at it.
    Text,
}

/// Takes jump lines off the lines that they were set on, or puts one together that a narrow
/// column broke, and tells what is known of the lines by that. With `across` the other
/// pages are there, so that an article ends or begins at its jump line.
pub fn apart(lines: &mut Vec<Line>, across: bool) -> Vec<(usize, Kind)> {
    let mut found = Vec::new();
    if !lines.iter().any(may_jump) {
        return found;
    }
    let mut out: Vec<Line> = Vec::with_capacity(lines.len() + 4);
    let mut rest = std::mem::take(lines).into_iter().peekable();
    while let Some(mut line) = rest.next() {
        if line.vertical || !may_jump(&line) {
            out.push(line);
            continue;
        }
        let mut text: Vec<char> = line.glyphs.iter().map(|g| g.ch).collect();
        // （下转第 / 3版）: the next line's glyphs up to the bracket belong to it.
        if let Some(next) =
            rest.peek_mut().filter(|next| next.blanks == 0 && !next.new_page && !next.vertical)
            && let Some(from) = (0..text.len()).rev().find(|&k| is_bracket(text[k]))
            && !text[from..].iter().any(|&c| chars::is_close(c))
        {
            let both: Vec<char> =
                text[from..].iter().copied().chain(next.glyphs.iter().map(|g| g.ch)).collect();
            let own = text.len() - from;
            if let Some(jump) = read(&both).filter(|jump| jump.sure && jump.end > own) {
                let moved = jump.end - own;
                let mut glyphs: Vec<Glyph> = next.glyphs.drain(..moved).collect();
                glyphs[0].gap = 0;
                line.glyphs.extend(glyphs);
                text = line.glyphs.iter().map(|g| g.ch).collect();
                if next.glyphs.is_empty() {
                    rest.next();
                } else {
                    next.glyphs[0].gap = 0;
                }
            }
        }
        let (from, jump) = match glued(&text, &line) {
            Some(found) => found,
            None => {
                out.push(line);
                continue;
            }
        };
        let alone = from == 0 && jump.end == text.len();
        let mut own = line.clone();
        own.glyphs.truncate(from + jump.end);
        let mut behind = own.clone();
        behind.glyphs = line.glyphs.split_off(own.glyphs.len());
        behind.blanks = 0;
        behind.new_page = false;
        own.glyphs.drain(..from);
        own.glyphs[0].gap = 0;
        if across {
            let side = if from == 0 { Way::From } else { Way::To };
            own.jump = Some(if alone || jump.way != Way::Either { jump.way } else { side });
        }
        // Its neighbours are as full as it made them.
        let width = own.width();
        behind.indent += width;
        if from > 0 {
            line.glyphs.truncate(from);
            // A headline with its jump line stands by itself.
            if line.blanks == 0 && jump.way == Way::To {
                found.push((out.len(), Kind::Text));
            }
            line.indent += width;
            out.push(line);
            (own.indent, own.blanks, own.new_page) = (0, 0, false);
        }
        // What stands right above 下转 or below 上接 and ends as a sentence does is text.
        let sentence =
            |l: &Line| !l.vertical && (chars::is_end(l.last()) || matches!(l.last(), '，' | '、' | '；'));
        if alone && own.blanks == 0 && jump.way == Way::To && out.last().is_some_and(sentence) {
            found.push((out.len() - 1, Kind::Text));
        }
        found.push((out.len(), Kind::Jump));
        out.push(own);
        let next = rest.peek().is_some_and(|next| next.blanks == 0 && !next.new_page && sentence(next));
        if !behind.glyphs.is_empty() {
            behind.glyphs[0].gap = 0;
            found.push((out.len(), Kind::Text));
            out.push(behind);
        } else if alone && jump.way == Way::From && next {
            found.push((out.len(), Kind::Text));
        }
    }
    *lines = out;
    found
}

/// Whether a line may hold a jump line: a Chinese one has one of a few characters and a
/// number, any other one the word “page” or “on”.
fn may_jump(line: &Line) -> bool {
    let (mut sign, mut number) = (false, false);
    for g in &line.glyphs {
        sign |= matches!(g.ch, '转' | '轉' | '接' | '见' | '見' | '续' | '續' | 'o' | 'O' | 'e' | 'E');
        number |= chars::is_digit(g.ch) || g.ch == '版' || g.ch == '第';
    }
    sign && (number || matches!(line.last(), '转' | '轉' | '接'))
}

/// The jump line that is a line's own, or that was set at its end or its beginning.
fn glued(text: &[char], line: &Line) -> Option<(usize, Jump)> {
    if let Some(jump) = whole(text) {
        return Some((0, jump));
    }
    let at_end = (text.len().saturating_sub(LONGEST).max(1)..text.len()).find_map(|from| {
        let jump = whole(&text[from..])?;
        let apart =
            chars::is_end(text[from - 1]) || chars::is_close(text[from - 1]) || line.glyphs[from].gap > 0;
        let sure = jump.bracketed || jump.sure && apart;
        sure.then_some((from, jump))
    });
    at_end.or_else(|| read(text).filter(|jump| jump.bracketed && jump.sure).map(|jump| (0, jump)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    fn chars(text: &str) -> Vec<char> {
        text.chars().filter(|c| *c != ' ').collect()
    }

    #[track_caller]
    fn check(text: &str, way: Way, name: &str, catchword: &str) {
        let chars = chars(text);
        let jump = whole(&chars).unwrap_or_else(|| panic!("{text} is no jump line"));
        let part = |(from, to): (usize, usize)| chars[from..to].iter().collect::<String>();
        assert_eq!((jump.way, part(jump.name), part(jump.catchword)), (way, name.into(), catchword.into()));
    }

    #[test]
    fn jump_lines_of_every_form() {
        check("（下转第3版）", Way::To, "第3版", "");
        check("下转第三版", Way::To, "第三版", "");
        check("▶下转A3版", Way::To, "A3版", "");
        check("下轉A3", Way::To, "A3", "");
        check("（文轉A12版）", Way::To, "A12版", "");
        check("【續見B2】", Way::To, "B2", "");
        check("（转第2版）", Way::To, "第2版", "");
        check("（下转2、3版）", Way::To, "2", "");
        check("（上接第1版）", Way::From, "第1版", "");
        check("上接A1", Way::From, "A1", "");
        check("（紧接第二版）", Way::Either, "第二版", "");
        check("下转第3版《老渡口》", Way::To, "第3版", "老渡口");
        check("上接1版“老渡口架起新桥”", Way::From, "1版", "老渡口架起新桥");
        check("（下转第3版 老渡口）", Way::To, "第3版", "老渡口");
        check("See page 4", Way::To, "4", "");
        check("(Continued on page A4)", Way::To, "A4", "");
        check("Continued from Page 1", Way::From, "1", "");
        check("CONTINUED ON A4", Way::To, "A4", "");
    }

    #[test]
    fn other_text_is_none() {
        for text in [
            "上接天光",
            "紧接着，",
            "转2号线",
            "（转2号线）",
            "转3",
            "（转S3）",
            "下转第3次",
            "由上接下",
            "上接第3版本",
            "详见第3版",
            "（下转第3版",
            "continued on 4 July",
            "seepage",
        ] {
            assert_eq!(whole(&chars(text)), None, "{text}");
        }
    }

    /// Lines, parted by `/`.
    fn set(input: &str) -> Vec<Line> {
        lines::lines(source::read(&input.replace('/', "\n"), &Options::default()).lines)
    }

    /// The lines that are jump lines, each with its way.
    fn ways(lines: &[Line]) -> Vec<(usize, Way)> {
        lines.iter().enumerate().filter_map(|(k, line)| Some((k, line.jump?))).collect()
    }

    /// `/` parts the lines of the input, `|` those of the answer; a jump line stands in `{}`.
    #[track_caller]
    fn check_apart(input: &str, expect: &str) {
        let mut lines = set(input);
        let found = apart(&mut lines, false);
        let shown: Vec<String> = (0..lines.len())
            .map(|k| {
                let text = lines[k].text();
                if found.contains(&(k, Kind::Jump)) { format!("{{{text}}}") } else { text }
            })
            .collect();
        assert_eq!(shown.join("|"), expect);
    }

    #[test]
    fn jump_lines_leave_the_paragraph_s_lines() {
        check_apart("少绕十里。（下转第3版）", "少绕十里。|{（下转第3版）}");
        check_apart("少绕十（下转第3版《老渡口》）", "少绕十|{（下转第3版《老渡口》）}");
        check_apart("少绕十里。下转第3版", "少绕十里。|{下转第3版}");
        check_apart("少绕十里 下转第3版", "少绕十里|{下转第3版}");
        check_apart("（上接第1版）两岸百姓", "{（上接第1版）}|两岸百姓");
        check_apart("老渡口（上接一版）/两岸", "老渡口|{（上接一版）}|两岸");
        check_apart("少绕十里（下转/第3版）", "少绕十里|{（下转第3版）}");
        check_apart("（上接第/1版）两岸/百姓", "{（上接第1版）}|两岸|百姓");
        check_apart("the bridge was Continued on page 4", "thebridgewas|{Continuedonpage4}");
    }

    #[test]
    fn sentences_keep_their_words() {
        for text in [
            "文章从头版下转第3版，读者",
            "这篇文章下转第3版",
            "乘1号线转2号线（转3号线）",
            "由此上接1版的传统",
            "紧接着，（见第3版）",
        ] {
            check_apart(text, text);
        }
    }

    #[test]
    fn lines_stay_as_full_as_they_were() {
        let mut lines = set("（上接第1版）两岸百姓少绕十里");
        let before = lines[0].width();
        apart(&mut lines, false);
        assert_eq!(lines[1].width() + lines[1].indent, before);
        let mut lines = set("甲乙/少绕十里（下转第3版）");
        let before = lines[1].width();
        let found = apart(&mut lines, true);
        assert_eq!(found, [(1, Kind::Text), (2, Kind::Jump)]);
        assert_eq!(lines[1].width() + lines[1].indent, before);
        assert_eq!(lines[2].jump, Some(Way::To));
    }

    /// The lines that are known and the ways of the jump lines, with the other pages there.
    #[track_caller]
    fn check_known(input: &str, known: &[(usize, Kind)], ways: &[(usize, Way)]) {
        let mut lines = set(input);
        assert_eq!(apart(&mut lines, true), known, "{input}");
        assert_eq!(self::ways(&lines), ways, "{input}");
    }

    #[test]
    fn what_stands_beside_a_jump_line_is_text() {
        let (text, jump) = (|k| (k, Kind::Text), |k| (k, Kind::Jump));
        check_known("少绕十里。/下转第3版/新桥通车", &[text(0), jump(1)], &[(1, Way::To)]);
        check_known("少绕十里，/下转第3版", &[text(0), jump(1)], &[(1, Way::To)]);
        check_known("新桥通车/下转第3版", &[jump(1)], &[(1, Way::To)]);
        check_known("少绕十里。//下转第3版", &[jump(1)], &[(1, Way::To)]);
        check_known("少绕十里。/上接第1版/新桥通车", &[jump(1)], &[(1, Way::From)]);
        check_known("上接第1版/少绕十里。/新桥通车", &[jump(0), text(1)], &[(0, Way::From)]);
        check_known("上接第1版/新桥通车", &[jump(0)], &[(0, Way::From)]);
        check_known("上接第1版//少绕十里。", &[jump(0)], &[(0, Way::From)]);
        check_known("下转第3版/少绕十里。", &[jump(0)], &[(0, Way::To)]);
        check_known("（上接第1版）少绕十里", &[jump(0), text(1)], &[(0, Way::From)]);
        check_known("两岸百姓（下转第3版）", &[text(0), jump(1)], &[(1, Way::To)]);
        check_known("新桥//老渡口（下转第3版）", &[jump(2)], &[(2, Way::To)]);
    }

    #[test]
    fn a_jump_line_that_says_no_way_tells_it_by_its_side() {
        for (input, expect) in [
            ("两岸百姓（紧接第二版）", (1, Way::To)),
            ("（紧接第二版）两岸百姓", (0, Way::From)),
            ("（紧接第二版）", (0, Way::Either)),
            ("（上接第二版）", (0, Way::From)),
            ("两岸百姓（下转第二版）", (1, Way::To)),
        ] {
            let mut lines = set(input);
            apart(&mut lines, true);
            assert_eq!(ways(&lines), [expect], "{input}");
        }
    }

    #[test]
    fn a_broken_jump_line_takes_its_own_glyphs_alone() {
        check_apart("少绕十里（下转//第3版）", "少绕十里（下转|第3版）");
        check_apart("少绕十里（下转/第3版）\u{c}新桥", "少绕十里|{（下转第3版）}|新桥");
        check_apart("两岸（东岸）转/第3版）", "两岸（东岸）转|第3版）");
        check_apart("<下转第3版>", "{<下转第3版>}");
        check_apart("＜下转第3版＞两岸", "{＜下转第3版＞}|两岸");
        check_apart("下转第3版：《老渡口》。", "{下转第3版：《老渡口》。}");
        check_apart("下转第3版老渡口》", "下转第3版老渡口》");
    }
}
