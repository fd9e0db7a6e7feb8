//! Double print whose copies were dropped here and there.
//!
//! Some extractors leave out a glyph that lies on another one, but only where both lie
//! close enough. What is left of a shadowed vertical headline are short lines, each of
//! which begins with the glyph that the one before ended with: `春` / `春耕` / `耕时` /
//! `时节` is 春耕时节. The second glyph of each such pair is the shadow.
//!
//! A chain of that kind is no shadow where its lines are phrases of their own (the game
//! of 成语接龙) or where it holds a single glyph over and over, so lines must be shorter
//! than three glyphs on average, and three must meet one after the other.

use crate::chars;
use crate::lines::Line;
use crate::page::{Removal, RemovalKind, Span};

/// The longest line of a chain, in glyphs.
const LONGEST: usize = 6;
/// How many lines must meet the one before.
const LEAST: usize = 3;

/// Takes the shadows out of chains; a chain becomes one line.
pub fn take_away(lines: &mut Vec<Line>, removed: &mut Vec<Removal>) {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = std::mem::take(lines).into_iter().peekable();
    while let Some(line) = rest.next() {
        let mut chain = vec![line];
        while let (Some(last), Some(next)) = (chain.last(), rest.peek())
            && meets(last, next)
        {
            chain.extend(rest.next());
        }
        if is_shadow(&chain) { out.push(merge(chain, removed)) } else { out.append(&mut chain) }
    }
    *lines = out;
}

fn meets(before: &Line, line: &Line) -> bool {
    let short = |l: &Line| l.glyphs.len() <= LONGEST && !l.vertical;
    short(before)
        && short(line)
        && line.blanks == 0
        && !line.new_page
        && chars::is_han(line.first())
        && before.last() == line.first()
}

fn is_shadow(chain: &[Line]) -> bool {
    let glyphs = || chain.iter().flat_map(|line| &line.glyphs);
    let first = chain.first().map_or(' ', Line::first);
    chain.len() > LEAST && glyphs().count() < 3 * chain.len() && glyphs().any(|g| g.ch != first)
}

fn merge(chain: Vec<Line>, removed: &mut Vec<Removal>) -> Line {
    let mut chain = chain.into_iter();
    let mut line = chain.next().unwrap_or_default();
    let mut spans = Vec::new();
    for next in chain {
        let mut glyphs = next.glyphs.into_iter();
        spans.extend(glyphs.next().map(|g| Span { start: g.at, end: g.end() }));
        line.glyphs.extend(glyphs);
    }
    let reason = "a glyph that was printed again at the start of the next line".to_owned();
    removed.push(Removal { kind: RemovalKind::Shadow, reason, spans });
    line.copies = 2;
    line.vertical = true;
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
        let mut removed = Vec::new();
        take_away(&mut lines, &mut removed);
        let got: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(got.join("/"), expect);
    }

    #[test]
    fn a_chain_becomes_one_line() {
        check("上一行的字\n\n春\n春耕\n耕时节\n节到\n到\n下一行的字", "上一行的字/春耕时节到/下一行的字");
    }

    #[test]
    fn phrases_and_single_glyphs_stay() {
        check("一心一意\n意气风发\n发扬光大\n大显身手", "一心一意/意气风发/发扬光大/大显身手");
        check("哈\n哈\n哈\n哈", "哈/哈/哈/哈");
        check("天地\n地人\n人和", "天地/地人/人和");
    }
}
