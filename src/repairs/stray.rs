//! Stray marks.
//!
//! Rules, bullets and end signs that stand on a line of their own between two texts
//! (■, ———) come from ornaments of the page and belong to no text. A line is stray
//! only where it holds nothing but such marks and is no part of a vertical run; a mark
//! that kinsoku binds to a line (。”) never is.
//!
//! Recognisers also read the rule beside a column as a mark at the edge of its lines
//! (`|新馆今日`, `人。*`). On a page that was read by one such edges are taken off lines of
//! Chinese text.

use crate::chars;
use crate::lines::Line;
use crate::page::{Removal, RemovalKind, Span};
use crate::source::Glyph;

/// Takes stray lines out, and stray edges of lines on a page that was `read` by a recogniser.
pub fn take_away(lines: &mut Vec<Line>, read: bool, removed: &mut Vec<Removal>) {
    if read {
        lines.iter_mut().for_each(|line| edges(line, removed));
    }
    if lines.len() < 2 {
        return;
    }
    let (mut blanks, mut new_page) = (0, false);
    lines.retain_mut(|line| {
        blanks = blanks.max(line.blanks);
        new_page |= line.new_page;
        if !line.vertical && line.glyphs.iter().all(|g| is_ornament(g.ch)) {
            let spans = line.glyphs.iter().map(|g| Span { start: g.at, end: g.end() }).collect();
            let reason = "a mark that stands alone and belongs to no text".to_owned();
            removed.push(Removal { kind: RemovalKind::Stray, reason, spans });
            // What stood above and below it stood apart.
            blanks = blanks.max(1);
            return false;
        }
        line.blanks = std::mem::take(&mut blanks);
        line.new_page = std::mem::take(&mut new_page);
        true
    });
}

/// The shortest line whose edges are looked at.
const EDGED: usize = 3;

/// Takes rules off the edges of a line that has a Chinese character beside them.
fn edges(line: &mut Line, removed: &mut Vec<Removal>) {
    let is_rule = |ch: char| matches!(ch, '|' | '_' | '~' | '\\' | '^' | '#' | '`');
    let text = |ch: char| chars::is_han(ch) || !ch.is_ascii() && chars::is_mark(ch);
    let mut take = |glyph: Glyph| {
        let reason = "the edge of a rule or a picture".to_owned();
        let spans = vec![Span { start: glyph.at, end: glyph.end() }];
        removed.push(Removal { kind: RemovalKind::Stray, reason, spans });
    };
    while let [rule, next, ..] = line.glyphs.as_slice()
        && line.glyphs.len() >= EDGED
        && is_rule(rule.ch)
        && text(next.ch)
    {
        take(line.glyphs.remove(0));
        line.glyphs[0].gap = 0;
    }
    while let [.., before, rule] = line.glyphs.as_slice()
        && line.glyphs.len() >= EDGED
        && (is_rule(rule.ch) || rule.ch == '*')
        && text(before.ch)
    {
        line.glyphs.pop().into_iter().for_each(&mut take);
    }
}

fn is_ornament(ch: char) -> bool {
    matches!(
        ch,
        '■' | '□'
            | '◆'
            | '◇'
            | '●'
            | '○'
            | '★'
            | '☆'
            | '※'
            | '*'
            | '＊'
            | '—'
            | '─'
            | '━'
            | '-'
            | '_'
            | '|'
            | '｜'
            | '='
            | '~'
            | '·'
            | '•'
            | '…'
            | '>'
            | '<'
            | '\\'
            | '^'
            | '`'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    #[track_caller]
    fn check(input: &str, expect: &str, count: usize) {
        let mut lines = lines::lines(source::read(input, &Options::default()).lines);
        let mut removed = Vec::new();
        take_away(&mut lines, true, &mut removed);
        let got: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!((got.join("/"), removed.len()), (expect.to_owned(), count));
    }

    #[test]
    fn ornaments_alone_go() {
        check("一段话。\n■\n又一段话。\n————\n完。", "一段话。/又一段话。/完。", 2);
    }

    #[test]
    fn edges_of_rules_and_pictures_go() {
        check("|新馆今日\n来了二十\n人。*\n_文_化", "新馆今日/来了二十/人。/文_化", 3);
        check("新馆今日来的人。*\n>", "新馆今日来的人。", 2);
        check("~100元起\n代码a_\n《甲》|《乙》", "~100元起/代码a_/《甲》|《乙》", 0);
    }

    #[test]
    fn marks_that_belong_to_a_line_stay() {
        check("“小信使\n”\n。", "“小信使/”/。", 0);
        check("■图为新馆。\n——副题", "■图为新馆。/——副题", 0);
        check("■", "■", 0);
    }
}
