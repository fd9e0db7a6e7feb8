//! Lines that an extractor ran together.
//!
//! What stands level with the first line of a report (a deck beside it, the last line of
//! another column) comes out in front of it, on one line and a space apart:
//! `加开两班 本报讯 河湾新区昨日`. A dateline begins its report and so it begins its line: the
//! line is cut before it, wherever what stands in front is no part of a sentence that
//! goes on.

use crate::chars;
use crate::cues;
use crate::lines::{self, Line};
use crate::work::Work;

/// The fewest glyphs that may stand in front: a single one is a mark or a picture.
const FEWEST: usize = 2;

/// More than any dateline has, so that a line is asked at each of its gaps without being
/// read to its end each time.
const LONGEST: usize = 48;

/// Cuts lines before the datelines that stand inside them.
pub fn cut(lines: &mut Vec<Line>) {
    lines::cut_where(lines, place);
}

/// Where a dateline stands inside a line, behind white space.
fn place(line: &Line) -> Option<usize> {
    if line.vertical {
        return None;
    }
    let glyphs = &line.glyphs;
    let mut gaps = (FEWEST..glyphs.len()).filter(|&at| glyphs[at].gap > 0);
    gaps.find(|&at| {
        Work::Gaps.done(1);
        let text: Vec<char> = glyphs[at..].iter().take(LONGEST).map(|g| g.ch).collect();
        cues::is_dateline(&text) && may_end(glyphs[at - 1].ch) && !begins(line, at)
    })
}

/// Whether a line may end with a glyph: no pause and nothing open.
fn may_end(ch: char) -> bool {
    !chars::is_pause(ch) && !chars::is_open(ch)
}

/// Whether what stands in front is the beginning of the dateline itself (本报 讯).
fn begins(line: &Line, at: usize) -> bool {
    let text: Vec<char> = line.glyphs.iter().take(LONGEST).map(|g| g.ch).collect();
    cues::is_dateline(&text[..text.len().min(at + 1)]) || cues::is_dateline(&text)
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
        cut(&mut lines);
        let lines: Vec<String> =
            lines.iter().map(|line| line.glyphs.iter().map(|g| g.ch).collect::<String>()).collect();
        assert_eq!(lines.join("\n"), expect);
    }

    #[test]
    fn a_dateline_begins_its_line() {
        check("加开两班 本报讯 河湾新区昨日", "加开两班\n本报讯河湾新区昨日");
        check("选举新会长 据某某社河湾1月3日电（记", "选举新会长\n据某某社河湾1月3日电（记");
        check("就占了十四人。 本报讯 河湾新区", "就占了十四人。\n本报讯河湾新区");
    }

    #[test]
    fn what_goes_on_stays() {
        for same in ["本报讯 河湾新区昨日", "消息说， 本报讯 一栏", "本报 本报讯 一栏很受欢迎"]
        {
            check(same, &same.replace(' ', ""));
        }
        check("□ 本报讯 河湾新区", "□本报讯河湾新区");
        check("他订的是 本报将推出的新版", "他订的是本报将推出的新版");
    }
}
