//! Vertical print.
//!
//! Vertical mastheads and headlines come out one glyph a line (two where a mark or
//! a number is set sideways). A run of such lines is put back into one line. A
//! column of figures is not: a run must hold more Chinese characters than digits.

use crate::chars;
use crate::lines::Line;

/// Joins runs of one-glyph lines.
pub fn join(lines: &mut Vec<Line>) {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = std::mem::take(lines).into_iter().peekable();
    while let Some(line) = rest.next() {
        if !is_narrow(&line) {
            joined.push(line);
            continue;
        }
        let mut run = vec![line];
        while run.last().is_some_and(is_narrow)
            && rest.peek().is_some_and(|next| is_narrow(next) && next.blanks == 0 && !next.new_page)
        {
            run.extend(rest.next());
        }
        if is_vertical(&run) { joined.push(merge(run)) } else { joined.append(&mut run) }
    }
    *lines = join_publisher(joined);
}

/// A publisher's vertical line (由…与…合办) is set in several columns, and each comes
/// out as a run of its own: 由 opens it, 办 closes it.
fn join_publisher(lines: Vec<Line>) -> Vec<Line> {
    let is_open = |l: &Line| l.vertical && l.first() == '由' && !matches!(l.last(), '办' | '辦');
    if !lines.iter().any(is_open) {
        return lines;
    }
    let short = |l: &Line| l.vertical || l.copies > 1 && l.glyphs.len() <= 2;
    let closes = |i: usize| {
        lines[i..]
            .iter()
            .take(4)
            .take_while(|l| l.vertical || l.glyphs.len() <= 2)
            .any(|l| matches!(l.last(), '办' | '辦'))
    };
    let goes_on: Vec<bool> =
        (0..lines.len()).map(|i| short(&lines[i]) && !lines[i].new_page && closes(i)).collect();
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for (line, goes_on) in lines.into_iter().zip(goes_on) {
        match joined.last_mut() {
            Some(last) if is_open(last) && goes_on => last.glyphs.extend(line.glyphs),
            _ => joined.push(line),
        }
    }
    joined
}

/// A line that a vertical run may hold: one glyph, a glyph with a mark, a number, or a pair.
fn is_narrow(line: &Line) -> bool {
    match line.glyphs.len() {
        1 | 2 => true,
        3 | 4 => line.glyphs.iter().all(|g| chars::is_digit(g.ch)),
        _ => false,
    }
}

fn is_vertical(run: &[Line]) -> bool {
    let single =
        run.iter().filter(|l| l.glyphs.iter().filter(|g| !chars::is_mark(g.ch)).count() <= 1).count();
    let glyphs = || run.iter().flat_map(|l| &l.glyphs);
    let han = glyphs().filter(|g| chars::is_han(g.ch)).count();
    let digits = glyphs().filter(|g| chars::is_digit(g.ch)).count();
    run.len() >= 2 && 5 * single >= 4 * run.len() && han > digits
}

fn merge(run: Vec<Line>) -> Line {
    let copies = run.iter().map(|l| l.copies).max().unwrap_or(1);
    let mut run = run.into_iter();
    let mut line = run.next().unwrap_or_default();
    for next in run {
        line.glyphs.extend(next.glyphs);
    }
    line.copies = copies;
    line.vertical = true;
    line.spaced = false;
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    #[track_caller]
    fn check(input: &str, expect: &str) {
        let mut lines = lines::lines(source::read(input, &Options::default()).lines);
        join(&mut lines);
        let got: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(got.join("/"), expect);
    }

    #[test]
    fn a_run_becomes_one_line() {
        check("正文的一行字\n\n河\n湾\n晨\n报\n\n下一行", "正文的一行字/河湾晨报/下一行");
        check("第\n12\n届\n灯\n会", "第12届灯会");
    }

    #[test]
    fn numbers_stand_in_a_run_and_words_do_not() {
        check("第\n2031\n届\n河\n湾\n灯\n会", "第2031届河湾灯会");
        check("正\n文\n三个字\n到\n此", "正文/三个字/到此");
    }

    #[test]
    fn a_publisher_in_several_runs_is_one_line() {
        check("由\n某\n某\n局\n\n与\n某\n报\n合\n办\n\n正文的一行字", "由某某局与某报合办/正文的一行字");
        // Nothing closes it, or it closes itself.
        check("由\n某\n某\n局\n\n正文的一行字", "由某某局/正文的一行字");
        check("由\n某\n局\n主\n办\n\n晨\n报\n\n正文的一行字", "由某局主办/晨报/正文的一行字");
        check("某\n某\n局\n\n与\n某\n报\n合\n办\n", "某某局/与某报合办");
    }

    #[test]
    fn the_last_line_of_a_paragraph_and_figures_stay() {
        check("一行满满的文字到此\n了。\n下一段从这里开始", "一行满满的文字到此/了。/下一段从这里开始");
        check("1\n2\n3\n4", "1/2/3/4");
    }
}
