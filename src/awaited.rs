//! Sentences that break off where a block or column ends, and the lines that may go on
//! with them, wherever they stand.
//!
//! The rest of a sentence may come three stories later, and by itself it looks like the
//! beginning of a paragraph. What tells it is the break: the last characters of one line
//! and the first of another are a word that the page has elsewhere, a frequent word, or a
//! number and its unit. Every line that nothing right before it explains is asked for the
//! best such break with any line near it that breaks off.
//!
//! With n lines at most `REACH` ends on either side are asked for each, so that time is
//! linear in the lines.

use crate::chars::{self, CharSet};
use crate::facts::{Facts, Habits, Last};
use crate::lines::Line;
use crate::words::{self, PairMap, pair_key, triple_key};

/// How many ends before a line, and behind it, are asked.
const REACH: usize = 32;

/// Measures how well each line would go on with a sentence that breaks off elsewhere, and how
/// many sentences of the page do.
pub fn awaited(lines: &[Line], all: &mut [Facts], habits: &mut Habits) {
    let ends: Vec<usize> = (0..lines.len()).filter(|&i| breaks_off(lines, all, i)).collect();
    habits.broken = ends.len();
    if ends.is_empty() {
        return;
    }
    let seen = Seen::new(lines, &ends);
    let mut before = 0;
    for i in 0..lines.len() {
        while ends.get(before).is_some_and(|&end| end < i) {
            before += 1;
        }
        if !is_unexplained(lines, all, i) {
            continue;
        }
        let near = &ends[before.saturating_sub(REACH)..(before + REACH).min(ends.len())];
        let other = near.iter().filter(|&&end| end != i && end + 1 != i);
        all[i].awaited = other.map(|&end| seen.grade(&lines[end], &lines[i])).max().unwrap_or(0);
    }
}

/// A full line of running text without the end of a sentence, which the next line does not
/// go on from by its look.
fn breaks_off(lines: &[Line], all: &[Facts], i: usize) -> bool {
    let f = &all[i];
    let apart = all.get(i + 1).is_none_or(|next| {
        next.blanks > 0 || lines[i + 1].new_page || !next.bodyish || next.indented || next.copies > 1
    });
    apart
        && f.bodyish
        && lines[i].language.is_chinese()
        && lines[i].read.is_none()
        && matches!(f.last, Last::Plain | Last::Latin)
        && f.fills(f.at == 0)
}

/// A line that does not go on from the one before it by its look.
fn is_unexplained(lines: &[Line], all: &[Facts], i: usize) -> bool {
    let f = &all[i];
    let goes_on = i.checked_sub(1).is_some_and(|p| {
        f.blanks == 0 && all[p].bodyish && !matches!(all[p].last, Last::End | Last::EndClose | Last::Close)
    });
    !goes_on && !f.vertical && f.copies == 1 && lines[i].read.is_none()
}

/// Pairs and threes of the page that a break may part.
#[derive(Debug, Default)]
pub struct Seen {
    pairs: PairMap<u32>,
    threes: PairMap<()>,
}

impl Seen {
    /// What a page says of breaks behind some of its lines.
    #[must_use]
    pub fn new(lines: &[Line], ends: &[usize]) -> Self {
        let mut tails = CharSet::default();
        for &end in ends {
            tails.insert(lines[end].last());
        }
        let (mut pairs, mut threes): (PairMap<u32>, PairMap<()>) = Default::default();
        for line in lines {
            for (k, p) in line.glyphs.windows(2).enumerate() {
                if !tails.may_hold(p[0].ch) {
                    continue;
                }
                *pairs.entry(pair_key(p[0].ch, p[1].ch)).or_default() += 1;
                let mut note = |three: Option<[char; 3]>| {
                    if let Some(three) = three {
                        threes.insert(triple_key(three), ());
                    }
                };
                note(k.checked_sub(1).map(|b| [line.glyphs[b].ch, p[0].ch, p[1].ch]));
                note(line.glyphs.get(k + 2).map(|g| [p[0].ch, p[1].ch, g.ch]));
            }
        }
        Seen { pairs, threes }
    }

    /// How well a line would go on from another one: 0 nothing says so, 1 a pair that stands
    /// once on the page or in words, 2 one that does both, or a number and its unit, 3 three
    /// characters that stand together.
    #[must_use]
    pub fn grade(&self, end: &Line, line: &Line) -> u8 {
        let ([.., a0, a1], [b0, rest @ ..]) = (end.glyphs.as_slice(), line.glyphs.as_slice()) else {
            return 0;
        };
        if chars::is_digit(a1.ch) {
            return if is_unit(b0.ch) { 2 } else { 0 };
        }
        if !chars::is_han(a1.ch) || !chars::is_han(b0.ch) {
            return 0;
        }
        let stands = |three: [char; 3]| {
            three.iter().all(|&c| chars::is_han(c)) && self.threes.contains_key(&triple_key(three))
        };
        if stands([a0.ch, a1.ch, b0.ch]) || rest.first().is_some_and(|b1| stands([a1.ch, b0.ch, b1.ch])) {
            return 3;
        }
        let count = self.pairs.get(&pair_key(a1.ch, b0.ch)).copied().unwrap_or(0).min(2) as u8;
        (count + u8::from(words::are_pair(a1.ch, b0.ch))).min(2)
    }
}

/// What stands behind a number.
fn is_unit(ch: char) -> bool {
    matches!(
        ch,
        '年' | '月'
            | '日'
            | '时'
            | '時'
            | '岁'
            | '歲'
            | '个'
            | '個'
            | '名'
            | '人'
            | '万'
            | '萬'
            | '亿'
            | '億'
            | '千'
            | '百'
            | '多'
            | '余'
            | '餘'
            | '元'
            | '米'
            | '公'
            | '吨'
            | '家'
            | '户'
            | '戶'
            | '件'
            | '次'
            | '项'
            | '項'
            | '%'
            | '％'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::{facts, lines, source};

    /// The grade of every line that has one.
    fn grades(text: &str) -> Vec<(String, u8)> {
        let mut lines = lines::lines(source::read(text, &Options::default()).lines);
        lines::measure(&mut lines);
        let (mut all, mut habits) = facts::facts(&lines);
        awaited(&lines, &mut all, &mut habits);
        let graded = lines.iter().zip(&all).filter(|(_, f)| f.awaited > 0);
        graded.map(|(line, f)| (line.text().chars().take(4).collect(), f.awaited)).collect()
    }

    const CUT: &str = "　　苇塘镇今年修好了三座桥，\n镇上的人说，往后去赶集的路\n近了一半，卖菜也方便，大家\n都为新的大桥叫好，盼新的大\n\n果园里的梨熟了\n\n";

    #[test]
    fn a_word_of_the_page_or_of_the_language_goes_on_anywhere() {
        let page = |rest: &str| format!("{CUT}　　青石村的梨子今年收得多。\n\n{rest}");
        assert_eq!(grades(&page("桥两头的小路也早一点修好。")), [("桥两头的".to_owned(), 3)]);
        assert_eq!(grades(&page("家常便饭吃得香。")), [("家常便饭".to_owned(), 2)]);
        assert_eq!(grades(&page("梨子卖得好。")), []);
    }

    #[test]
    fn a_number_waits_for_its_unit() {
        let text = "　　镇上的人说，往后去赶集的路近了一半，\n大家说，这些年修路修桥一共花去了128\n\n果园里的梨熟了\n\n万元，都是镇里出的。\n";
        assert_eq!(grades(text), [("万元，都".to_owned(), 2)]);
    }

    #[test]
    fn a_line_below_the_broken_one_is_judged_by_its_own_evidence() {
        assert_eq!(
            grades("　　苇塘镇今年修好了三座大桥，\n镇上的人说，往后去赶集的大\n桥近了一半，卖菜也方便。\n"),
            []
        );
    }
}
