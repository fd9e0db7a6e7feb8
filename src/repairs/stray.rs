//! Stray marks.
//!
//! Rules, bullets and end signs that stand on a line of their own between two texts
//! (■, ———) come from ornaments of the page and belong to no text. A line is stray
//! only where it holds nothing but such marks and is no part of a vertical run; a mark
//! that kinsoku binds to a line (。”) never is.

use crate::lines::Line;
use crate::page::{Removal, RemovalKind, Span};

/// Takes stray lines out.
pub fn take_away(lines: &mut Vec<Line>, removed: &mut Vec<Removal>) {
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
        take_away(&mut lines, &mut removed);
        let got: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!((got.join("/"), removed.len()), (expect.to_owned(), count));
    }

    #[test]
    fn ornaments_alone_go() {
        check("一段话。\n■\n又一段话。\n————\n完。", "一段话。/又一段话。/完。", 2);
    }

    #[test]
    fn marks_that_belong_to_a_line_stay() {
        check("“小信使\n”\n。", "“小信使/”/。", 0);
        check("■图为新馆。\n——副题", "■图为新馆。/——副题", 0);
        check("■", "■", 0);
    }
}
