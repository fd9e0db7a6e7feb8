//! Vertical headlines woven with their decks.
//!
//! A vertical headline and the vertical deck beside it come out row by row: a glyph of the
//! headline, then what stands level with it of the smaller deck, `水`/`水源`/`源`/`地立`/`地`.
//! A deck is often a clause of its article's lead. Where a part of such lines, taken in
//! its order, is a passage of the page's text to the character, that is the deck, and what is
//! left is the headline.
//!
//! Nothing is taken apart unless both come in turns several times: a vertical headline by
//! itself is no deck, even where the text repeats it.

use crate::chars;
use crate::cues::{self, Cues};
use crate::lines::Line;

/// A line of vertical print has at most this many glyphs, and a run at most this many lines.
const NARROW: usize = 4;
const MAX_LINES: usize = 64;
/// Text is what stands on lines of at least this many glyphs.
const TEXT: usize = 8;
/// The fewest glyphs of a deck, lines of each of the two, and changes from one to the other.
const FEWEST: usize = 6;
const FEWEST_LINES: usize = 3;
const TURNS: usize = 4;
/// Lines in front that are the headline's beginning; more are another headline.
const BEFORE: usize = 3;
/// Comparisons on one page; a page with more holds no newspaper.
const MAX_STEPS: usize = 4_000_000;

/// Takes woven decks out of their headlines; both become vertical lines.
pub fn take_out(lines: &mut Vec<Line>) {
    let runs = runs(lines);
    if runs.is_empty() {
        return;
    }
    let text: Vec<char> = lines
        .iter()
        .filter(|line| line.glyphs.len() >= TEXT)
        .flat_map(|line| line.glyphs.iter().map(|g| g.ch))
        .collect();
    let mut steps = 0;
    let mut apart = Vec::with_capacity(lines.len());
    let mut rest = std::mem::take(lines).into_iter();
    let mut at = 0;
    for (start, end) in runs {
        apart.extend(rest.by_ref().take(start - at));
        let run: Vec<Line> = rest.by_ref().take(end - start).collect();
        at = end;
        let tail = rest.as_slice().first().filter(|line| line.blanks == 0 && !line.new_page);
        match deck(&run, tail, &text, &mut steps) {
            Some(deck) => {
                let tail = deck.tail.and_then(|whose| Some((whose, rest.next()?)));
                at += usize::from(tail.is_some());
                unweave(run, &deck, tail, &mut apart);
            }
            None => apart.extend(run),
        }
    }
    apart.extend(rest);
    *lines = apart;
}

/// Lines of vertical print that follow each other.
fn runs(lines: &[Line]) -> Vec<(usize, usize)> {
    let narrow = |line: &Line| {
        line.glyphs.len() <= NARROW
            && line.language.is_chinese()
            && !line.glyphs.iter().any(|g| chars::is_end(g.ch))
    };
    let mut runs = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while end < lines.len()
            && narrow(&lines[end])
            && (end == start || lines[end].blanks == 0 && !lines[end].new_page)
        {
            end += 1;
        }
        if (2 * FEWEST_LINES..=MAX_LINES).contains(&(end - start)) {
            runs.push((start, end));
        }
        start = end.max(start + 1);
    }
    runs
}

/// Whose a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Headline,
    Deck,
}

/// Which lines of a run are the deck's.
struct Deck {
    /// The lines from the headline's first one on.
    from: usize,
    lines: Vec<usize>,
    /// Whose the line behind the run is, which stands level with nothing any more.
    tail: Option<Whose>,
}

/// One line taken: how far the text is read, how many glyphs the deck has, and the state
/// before.
#[derive(Clone, Copy)]
struct State {
    line: usize,
    at: usize,
    glyphs: usize,
    before: Option<usize>,
}

/// The longest passage of the text that lines of the run make in their order.
fn deck(run: &[Line], tail: Option<&Line>, text: &[char], steps: &mut usize) -> Option<Deck> {
    let reads = |line: &Line, at: usize| {
        text.get(at..at + line.glyphs.len())
            .is_some_and(|part| line.glyphs.iter().map(|g| g.ch).eq(part.iter().copied()))
    };
    let mut best: Option<(usize, Vec<usize>, usize)> = None;
    for first in 0..run.len().saturating_sub(TURNS) {
        *steps += text.len();
        if *steps > MAX_STEPS {
            return None;
        }
        for at in (0..text.len()).filter(|&at| reads(&run[first], at)) {
            let length = |line: usize| run[line].glyphs.len();
            let mut states =
                vec![State { line: first, at: at + length(first), glyphs: length(first), before: None }];
            // What the text is read to so far, each with the first state that led there: the
            // earlier a line is taken the more are left.
            for (line, own) in run.iter().enumerate().skip(first + 1) {
                for k in 0..states.len() {
                    let state = states[k];
                    *steps += 1;
                    if state.line < line
                        && reads(own, state.at)
                        && !states.iter().any(|other| other.at == state.at + length(line))
                    {
                        let glyphs = state.glyphs + length(line);
                        states.push(State { line, at: state.at + length(line), glyphs, before: Some(k) });
                    }
                }
                if *steps > MAX_STEPS {
                    return None;
                }
            }
            let Some(last) = (0..states.len()).max_by_key(|&k| states[k].glyphs) else { continue };
            if best.as_ref().is_some_and(|b| b.0 >= states[last].glyphs) {
                continue;
            }
            let mut lines = Vec::new();
            let mut state = Some(last);
            while let Some(k) = state {
                lines.push(states[k].line);
                state = states[k].before;
            }
            lines.reverse();
            best = Some((states[last].glyphs, lines, states[last].at));
        }
    }
    let (glyphs, lines, at) = best?;
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    let from = if first <= BEFORE { 0 } else { first };
    let is_deck = |line: &usize| lines.contains(line);
    let left = (from..run.len()).filter(|line| !is_deck(line));
    let turns = (first..last).filter(|line| is_deck(line) != is_deck(&(line + 1))).count();
    let tail = tail.filter(|line| line.glyphs.len() < 2 * TEXT).and_then(|line| {
        if reads(line, at) && last + 2 >= run.len() {
            return Some(Whose::Deck);
        }
        // The deck has come to the end of its clause; display type goes on with the headline.
        let ended = text.get(at).is_none_or(|&ch| chars::is_mark(ch));
        let display = line.glyphs.iter().all(|g| !chars::is_end(g.ch) && !chars::is_pause(g.ch));
        (ended && display && !cues::of(&line.glyphs).any(Cues(Cues::DATELINE.0 | Cues::BYLINE.0)))
            .then_some(Whose::Headline)
    });
    let enough = glyphs >= FEWEST
        && lines.len() >= FEWEST_LINES
        && left.clone().count() >= FEWEST_LINES
        && turns >= TURNS
        && 2 * turns >= last - first;
    enough.then_some(Deck { from, lines, tail })
}

/// Puts the lines of a run together: what stands before it, and the headline and the deck in
/// the order in which they begin.
fn unweave(run: Vec<Line>, deck: &Deck, tail: Option<(Whose, Line)>, out: &mut Vec<Line>) {
    let mut woven: [Option<Line>; 2] = [None, None];
    let mut first = None;
    let below = tail.map(|(whose, line)| (whose == Whose::Deck, line));
    let own = run.into_iter().enumerate().map(|(k, line)| (k, deck.lines.contains(&k), line));
    let own: Vec<(usize, bool, Line)> = own.collect();
    let behind = own.len();
    for (k, is_deck, line) in own.into_iter().chain(below.map(|(is_deck, line)| (behind, is_deck, line))) {
        if k < deck.from {
            out.push(line);
            continue;
        }
        first.get_or_insert(is_deck);
        match &mut woven[usize::from(is_deck)] {
            Some(whole) => {
                whole.copies = whole.copies.max(line.copies);
                whole.glyphs.extend(line.glyphs);
            }
            empty => *empty = Some(Line { vertical: true, spaced: false, ..line }),
        }
    }
    let [headline, under] = woven;
    let in_order = if first == Some(true) { [under, headline] } else { [headline, under] };
    for (k, mut line) in in_order.into_iter().flatten().enumerate() {
        line.blanks = if k > 0 { 0 } else { line.blanks };
        out.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    const LEAD: &str = "本报讯 河湾县水务局昨天在三座\n水库立碑划界，沿岸十六个村从此\n不再养鱼。";

    #[track_caller]
    fn check(rows: &str, expect: &[&str]) {
        let input = format!("{}\n\n{LEAD}", rows.replace('/', "\n"));
        let mut lines = lines::lines(source::read(&input, &Options::default()).lines);
        take_out(&mut lines);
        let got: Vec<String> = lines.iter().take(expect.len()).map(Line::text).collect();
        assert_eq!(got, expect);
        assert!(lines.iter().skip(expect.len()).all(|line| !line.vertical));
    }

    #[test]
    fn a_clause_of_the_lead_is_taken_out_of_its_headline() {
        check("水/在三/源/座水/地/库立/有/碑划/界/界/碑", &["水源地有界碑", "在三座水库立碑划界"]);
        check("在三/水/座水/源/库立/地/碑划/有/界/界碑", &["在三座水库立碑划界", "水源地有界碑"]);
    }

    #[test]
    fn what_stands_level_with_nothing_goes_on_with_its_line() {
        check("水/在三/源/座水/地/库/立界/立碑划界", &["水源地立界", "在三座水库立碑划界"]);
    }

    #[test]
    fn another_headline_before_it_stays() {
        check(
            "灯/会/明/晚/开/幕/在三/水/座水/源/库立/地/碑划/立/界/碑",
            &["灯", "会", "明", "晚", "开", "幕", "在三座水库立碑划界", "水源地立碑"],
        );
    }

    #[test]
    fn what_is_not_woven_stays() {
        check("三\n座\n水\n库\n立\n碑\n划\n界", &[]);
        check("灯/在三/会/七/明/盏灯/晚/开/幕", &[]);
        check("在三座/水库立/碑划界/沿岸/十六/个村", &[]);
    }
}
