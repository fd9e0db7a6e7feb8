//! Running heads: furniture that is found by its repetition.
//!
//! A paper's name, a motto or a rubric stands at the same edge of page after page, and no
//! line of a story does. So a short line near the edge that several pages share, digits
//! apart, is furniture, whatever its words look like.
//!
//! It must not take a headline: 今日关注 over three stories is a section; the headline of a
//! page that was pasted three times, or of a story that goes on on two more pages, is none.
//! So only pages that go on with another text count, and no line beside a jump line.

use crate::chars;
use crate::cues::Cues;
use crate::facts::{Facts, PairMap};
use crate::lines::Line;
use crate::order;

/// How many lines from its edge a page's running heads stand.
const EDGE: usize = 5;

/// The longest running head, in glyphs.
const LONGEST: usize = 24;

/// How far pages are looked at on both sides. Heads of left and right pages take turns.
const PAGES: usize = 4;

/// Lines that repeat on this many pages are furniture; on two only where they stand outermost,
/// beside other furniture.
const FEWEST: usize = 3;

/// A line near a page's edge that could be a running head.
struct Near {
    page: usize,
    line: usize,
    /// Its characters, with one sign for all numbers, and its edge: as a number.
    key: u64,
    /// The text that the page goes on with from there inwards: as a number.
    inside: u64,
    /// Whether it stands outermost, beside other furniture.
    outermost: bool,
}

/// The lines near the edges of a text's pages. Pages are noted in their order, and each can
/// be asked for as soon as those that it is compared with are noted: a long text need not be
/// held whole.
pub struct Edges {
    pages: usize,
    /// Lines that are alike stand together, in the order of the pages.
    groups: Vec<Vec<Near>>,
    group_of: PairMap<u32>,
    /// For each page its lines, by group and place in it.
    held: Vec<Vec<(usize, usize)>>,
}

impl Edges {
    /// How many pages behind one must be noted before it is asked for.
    pub const AHEAD: usize = PAGES;

    /// Edges of so many pages.
    #[must_use]
    pub fn new(pages: usize) -> Self {
        Edges { pages, groups: Vec::new(), group_of: PairMap::default(), held: Vec::new() }
    }

    /// Notes the next page.
    pub fn note(&mut self, lines: &[Line], facts: &[Facts]) {
        let page = self.held.len();
        let mut own = Vec::new();
        for near in [false, true].into_iter().flat_map(|foot| edge(page, lines, facts, foot)) {
            let group = *self.group_of.entry(near.key).or_insert(self.groups.len() as u32) as usize;
            if group == self.groups.len() {
                self.groups.push(Vec::new());
            }
            own.push((group, self.groups[group].len()));
            self.groups[group].push(near);
        }
        order::sort_by_key(&mut own, |&(group, _)| group as u64);
        self.held.push(own);
    }

    /// The lines of a page that are furniture because other pages have them as well.
    #[must_use]
    pub fn repeated(&self, page: usize) -> Vec<usize> {
        let own = self.held[page].iter().filter(|&&(group, at)| self.is_repeated(&self.groups[group], at));
        own.map(|&(group, at)| self.groups[group][at].line).collect()
    }

    fn is_repeated(&self, held: &[Near], at: usize) -> bool {
        let near = &held[at];
        let window = near.page.saturating_sub(PAGES)..(near.page + PAGES + 1).min(self.pages);
        // A page has few lines at its edges.
        let reach = at.saturating_sub(PAGES * EDGE)..(at + PAGES * EDGE + 1).min(held.len());
        let mut texts = Vec::new();
        let mut outermost = true;
        for other in held[reach].iter().filter(|o| window.contains(&o.page)) {
            outermost &= other.outermost;
            if !texts.contains(&other.inside) {
                texts.push(other.inside);
            }
        }
        let most = texts.len() >= FEWEST && 2 * texts.len() >= window.len();
        most || texts.len() >= 2 && outermost
    }
}

/// The lines near one edge of a page that could be running heads.
fn edge(page: usize, lines: &[Line], facts: &[Facts], foot: bool) -> Vec<Near> {
    let mut out = Vec::new();
    let at = |depth: usize| if foot { lines.len() - 1 - depth } else { depth };
    let text = |line: usize| facts[line].bodyish && facts[line].count >= LONGEST / 3;
    let first = (0..lines.len()).find(|&depth| text(at(depth)));
    let inside = first.map_or(0, |depth| number(&lines[at(depth)], false));
    // What names a person or tells of a story is no running head, even where it repeats.
    let person = Cues::DATELINE.0 | Cues::BYLINE.0 | Cues::NAMES.0 | Cues::SIGNATURE.0 | Cues::PHOTO.0;
    let person = Cues(person | Cues::POINTER.0 | Cues::JUMP.0);
    for depth in 0..first.unwrap_or(lines.len()).min(EDGE) {
        let (line, f) = (at(depth), &facts[at(depth)]);
        let sentence = lines[line].glyphs.iter().any(|g| chars::is_end(g.ch) || matches!(g.ch, '，' | '；'));
        let beside = |cues: Cues| {
            [line.wrapping_sub(1), line + 1].iter().any(|&l| facts.get(l).is_some_and(|f| f.cues.any(cues)))
        };
        let short = (2..=LONGEST).contains(&f.count);
        // In the middle of a page that is all edge a line would be met from both.
        let nearer = 2 * depth < lines.len() + usize::from(!foot);
        if short && nearer && !sentence && !f.cues.any(person) && !beside(Cues::JUMP) {
            let key = number(&lines[line], true) << 1 | u64::from(foot);
            out.push(Near { page, line, key, inside, outermost: depth == 0 && beside(Cues::FURNITURE) });
        }
    }
    out
}

/// A line as a number, all its digits alike if asked.
fn number(line: &Line, digits_alike: bool) -> u64 {
    let (mut sum, mut before) = (0xcbf2_9ce4_8422_2325_u64, ' ');
    for g in &line.glyphs {
        let ch = if digits_alike && chars::is_digit(g.ch) { '0' } else { g.ch };
        if ch != '0' || before != '0' || !digits_alike {
            sum = (sum ^ u64::from(ch)).wrapping_mul(0x0100_0000_01b3);
        }
        before = ch;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    /// The lines of the pages that repeat; `#` ends a page, `~` is a line of text of the page's own.
    #[track_caller]
    fn check(input: &str, expect: &[&str]) {
        let pages: Vec<(Vec<Line>, Vec<Facts>)> = input
            .split('#')
            .zip("甲乙丙丁戊己庚".chars())
            .map(|(page, name)| {
                let text = format!("{name}村的人从老渡口坐船过河，到对岸的集市上去。");
                let lines = page.replace('~', &text).replace('/', "\n");
                let mut lines = lines::lines(source::read(&lines, &Options::default()).lines);
                lines::measure(&mut lines);
                let facts = facts::facts(&lines).0;
                (lines, facts)
            })
            .collect();
        let mut edges = Edges::new(pages.len());
        pages.iter().for_each(|(lines, facts)| edges.note(lines, facts));
        let found: Vec<String> = pages
            .iter()
            .enumerate()
            .flat_map(|(k, (lines, _))| edges.repeated(k).into_iter().map(|line| lines[line].text()))
            .collect();
        assert_eq!(found, expect, "{input}");
    }

    #[test]
    fn lines_on_most_pages_are_furniture() {
        let same = ["鹭湾观察"; 3];
        check("鹭湾观察/桥成/~#鹭湾观察/船停/~#鹭湾观察/梨熟/~", &same);
        check("桥成/~/鹭湾观察#船停/~/鹭湾观察#梨熟/~/鹭湾观察", &same);
        check("第1期观察/桥成/~#第2期观察/船停/~#第13期观察/~", &["第1期观察", "第2期观察", "第13期观察"]);
        // Those of left and right pages take turns.
        check("左报/~#右报/~#左报/~#右报/~#左报/~#右报/~", &["左报", "右报", "左报", "右报", "左报", "右报"]);
    }

    #[test]
    fn on_two_pages_they_stand_outermost_beside_furniture() {
        check("鹭湾观察/2031年6月12日 星期四/桥成/~#鹭湾观察/2031年6月12日 星期四/船停/~", &["鹭湾观察"; 2]);
        check("鹭湾观察/桥成/~#鹭湾观察/船停/~", &[]);
    }

    #[test]
    fn headlines_stay() {
        // A page pasted three times, a story over three pages, a name below three stories.
        let page = "桥成船停/村里的人从老渡口坐船过河，到对岸的集市上去。";
        check(&[page; 3].join("#"), &[]);
        check("桥成船停/~#桥成船停/（上接第1版）/~#桥成船停/（上接第2版）/~", &[]);
        check("桥成/~/本报记者 甲乙丙#船停/~/本报记者 甲乙丙#梨熟/~/本报记者 甲乙丙", &[]);
        // In the middle of pages, and on few of many.
        check("桥成/~/观察/~#船停/~/观察/~#梨熟/~/观察/~", &[]);
        check("观察/~#甲事/~#乙事/~#观察/~#丙事/~#丁事/~#观察/~", &[]);
    }
}
