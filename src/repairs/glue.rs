//! Printed lines that an extractor cut in two.
//!
//! Extractors in drawing order break a line before a mark that is set in another
//! run (`…的“小信使”` / `。`) or at `“`. A piece that kinsoku forbids at the start of
//! a line, or that follows an opening mark, belongs to the line before wherever
//! both together do not pass the measure, their marks squeezed. A piece that begins with an
//! opening mark may begin a line as well: it is glued on a page whose extractor cuts lines,
//! and only where both pieces fill the measure to a quarter em. There a signature behind the end of
//! its report (`。` / `（某某）`) is glued to it as well, if both fit the measure.

use crate::chars::{self, EM};
use crate::lines::{Line, Widths};

/// Glues the pieces; gives the lines that have grown.
pub fn glue(lines: &mut Vec<Line>) -> Vec<usize> {
    let pieces = lines.windows(2).filter(|pair| is_cut(&pair[0], &pair[1])).count();
    let cuts = pieces >= CUTS;
    let mut glued: Vec<Line> = Vec::with_capacity(lines.len());
    let mut grown = Vec::new();
    for line in std::mem::take(lines) {
        match glued.last_mut() {
            Some(last) if belongs(last, &line) || cuts && (completes(last, &line) || signs(last, &line)) => {
                let mut glyphs = line.glyphs;
                glyphs[0].gap = line.indent.min(255) as u8;
                last.glyphs.append(&mut glyphs);
                grown.push(glued.len() - 1);
            }
            _ => glued.push(line),
        }
    }
    *lines = glued;
    grown
}

/// An extractor that cuts lines shows it this often on a page.
const CUTS: usize = 3;

/// Whether two lines look like one that was cut, whatever the page does elsewhere.
fn is_cut(before: &Line, line: &Line) -> bool {
    belongs(before, line) || completes(before, line)
}

/// Whether one line may be the rest of the other: they touch and are printed alike.
fn touches(before: &Line, line: &Line) -> bool {
    line.blanks == 0 && !line.new_page && !line.vertical && !before.vertical && line.copies == before.copies
}

/// Widths of two lines as one, with the indents of both.
fn together(before: &Line, line: &Line) -> Widths {
    let (a, b) = (before.widths(), line.widths());
    let indents = before.indent + line.indent;
    Widths { least: a.least + b.least + indents, printed: a.printed + b.printed + indents }
}

/// Whether a line that begins with an opening mark fills the line before to its measure,
/// while it is no paragraph's first line, which is two ems short of it.
fn completes(before: &Line, line: &Line) -> bool {
    let measure = before.measure.max(line.measure) as i32;
    let fills = |widths: Widths, measure: i32| widths.missing(measure).abs() <= 1;
    let begins = chars::is_end(before.last()) && fills(line.widths(), measure - 2 * EM as i32);
    touches(before, line)
        && measure > 0
        && line.language.is_chinese()
        && line.indent == 0
        && chars::is_open(line.first())
        && !chars::is_open(before.last())
        && fills(together(before, line), measure)
        && !begins
}

/// The most glyphs of a signature, with its brackets.
const SIGNATURE: usize = 16;

/// Whether a line is the signature that a report ends with, cut off behind its last mark.
fn signs(before: &Line, line: &Line) -> bool {
    let measure = before.measure.max(line.measure);
    let inside = |ch: char| !chars::is_mark(ch) || matches!(ch, '、' | '·');
    touches(before, line)
        && before.indent + before.width() + line.indent + line.width() <= measure + EM / 2
        && (chars::is_end(before.last()) || matches!(before.last(), '”' | '’'))
        && matches!(
            line.glyphs.as_slice(),
            [open, name @ .., close]
                if matches!((open.ch, close.ch), ('（', '）') | ('(', ')'))
                    && (2..SIGNATURE).contains(&name.len())
                    && name.iter().all(|g| inside(g.ch))
        )
}

fn belongs(before: &Line, line: &Line) -> bool {
    if !touches(before, line) {
        return false;
    }
    let cut = chars::is_non_starter(line.first()) || chars::is_open(before.last());
    let measure = before.measure.max(line.measure);
    cut && together(before, line).least <= measure + EM / 2
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
        lines::measure(&mut lines);
        glue(&mut lines);
        let got: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(got.join("/"), expect);
    }

    #[test]
    fn a_mark_alone_goes_back_to_its_line() {
        check(
            "一二三四五六七八九十一二\n一二三四五六七八九十”\n。\n一二三四五六七八九十一二",
            "一二三四五六七八九十一二/一二三四五六七八九十”。/一二三四五六七八九十一二",
        );
    }

    #[test]
    fn an_opening_mark_is_glued_where_the_page_cuts_lines_and_both_fill_the_measure() {
        let cut = "一二三四五六七八九十一二\n一二三四五六\n“七八九十一\n一二三四五六七八九十一二\n";
        let glued = "一二三四五六七八九十一二/一二三四五六“七八九十一/一二三四五六七八九十一二/";
        check(&cut.repeat(3), glued.repeat(3).trim_end_matches('/'));
        // Once is chance: a short last line and a short quotation behind it.
        check(cut, "一二三四五六七八九十一二/一二三四五六/“七八九十一/一二三四五六七八九十一二");
        // A first line that is two ems short begins a paragraph.
        let first = "一二三四五六七八九十一二\n率。\n“三四五六七八九十一\n一二三四五六七八九十一二\n";
        let stays = "一二三四五六七八九十一二/率。/“三四五六七八九十一/一二三四五六七八九十一二/";
        check(&first.repeat(3), stays.repeat(3).trim_end_matches('/'));
    }

    #[test]
    fn a_signature_is_glued_to_its_report_where_the_page_cuts_lines() {
        let cut = "一二三四五六七八九十一二\n一二三四五六七八九十”\n。\n".repeat(3);
        let glued = "一二三四五六七八九十一二/一二三四五六七八九十”。/".repeat(3);
        let signed = |end: &str, signature: &str| format!("一二三四五六七八九十一二\n{end}\n{signature}\n");
        let page = |end: &str, signature: &str| format!("{cut}{}", signed(end, signature));
        check(
            &page("一二三四五六。", "（某某）"),
            &format!("{glued}一二三四五六七八九十一二/一二三四五六。（某某）"),
        );
        for (end, signature) in [
            // No sentence ends there, both are wider than the column, or it is no name.
            ("一二三四五六", "（某某）"),
            ("一二三四五六七八九。", "（某某某）"),
            ("一二三四。", "（某，某）"),
            ("一二三四五六。", "\n（某某）"),
        ] {
            let stays = signature.trim_start();
            check(&page(end, signature), &format!("{glued}一二三四五六七八九十一二/{end}/{stays}"));
        }
        check(&signed("一二三四五六。", "（某某）"), "一二三四五六七八九十一二/一二三四五六。/（某某）");
    }

    #[test]
    fn pieces_that_do_not_touch_stay() {
        check(
            "一二三四五六七八九十一二\n一二三四五六七八九十”\n\n。",
            "一二三四五六七八九十一二/一二三四五六七八九十”/。",
        );
    }

    #[test]
    fn a_full_line_takes_nothing() {
        check(
            "一二三四五六七八九十一二\n一二三四五六七八九十一二\n，三四五六七八九十",
            "一二三四五六七八九十一二/一二三四五六七八九十一二/，三四五六七八九十",
        );
    }
}
