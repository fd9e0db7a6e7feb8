//! Printed lines that an extractor cut in two.
//!
//! Extractors in drawing order break a line before a mark that is set in another
//! run (`…的“小信使”` / `。`) or at `“`. A piece that kinsoku forbids at the start of
//! a line, or that follows an opening mark, belongs to the line before wherever
//! both together do not pass the measure.

use crate::chars::{self, EM};
use crate::lines::Line;

/// Glues the pieces; gives the lines that have grown.
pub fn glue(lines: &mut Vec<Line>) -> Vec<usize> {
    let mut glued: Vec<Line> = Vec::with_capacity(lines.len());
    let mut grown = Vec::new();
    for line in std::mem::take(lines) {
        match glued.last_mut() {
            Some(last) if belongs(last, &line) => {
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

fn belongs(before: &Line, line: &Line) -> bool {
    if line.blanks > 0 || line.new_page || line.vertical || before.vertical || line.copies != before.copies {
        return false;
    }
    let cut = chars::is_non_starter(line.first()) || chars::is_open(before.last());
    let measure = before.measure.max(line.measure) as i32;
    cut && (before.indent + before.width() + line.indent + line.width()) as i32 <= measure + EM as i32 / 2
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
    fn a_full_line_takes_nothing() {
        check(
            "一二三四五六七八九十一二\n一二三四五六七八九十一二\n，三四五六七八九十",
            "一二三四五六七八九十一二/一二三四五六七八九十一二/，三四五六七八九十",
        );
    }
}
