//! Pages with gold as a recogniser of pictures would have read them.
//!
//! Recognisers keep the lines of print and lose some of what stands in them: characters,
//! mostly the last ones of a line, come out as others; marks come out half-width, with a
//! space, turned round or not at all; rules and pictures come out as stray characters;
//! large type is read worst. Columns beside each other are read band by band. A paragraph may be cut by an empty line wherever a
//! column's picture ended. The gold stays as it is, and lines find their places in it
//! although they are misread (`gold.rs`).

use std::collections::HashSet;

use columnist::chars;

use crate::alter::Chance;
use crate::gold::{self, Page};

/// What is added to a track's name for its pages read again.
pub const SUFFIX: &str = "-ocr";

/// So many characters tell which paragraph begins.
const FIRST: usize = 5;

/// How well a page was read: each a share in a thousand.
struct Noise {
    /// Characters of running text that come out as others.
    wrong: u64,
    /// The same in headlines.
    wrong_display: u64,
    /// Lines that lose their end, or have it come out as something else.
    ends: u64,
    /// Lines that are lost whole.
    lost: u64,
    /// Marks that are lost or come out as others.
    marks: u64,
    /// Lines with an empty one put in before them.
    blanks: u64,
    /// Lines with stray characters behind them.
    stray: u64,
    /// Lines that come out in two.
    broken: u64,
    /// Lines of headlines that come out in pieces, here and there among the columns.
    torn: u64,
    /// Whether an empty line stands before every paragraph.
    apart: bool,
    /// Whether marks come out half-width.
    half: bool,
    /// Whether numbers stand in spaces.
    spaced: bool,
}

impl Noise {
    fn deal(chance: &mut Chance) -> Noise {
        Noise {
            wrong: *chance.of(&[3, 8, 15, 30]),
            wrong_display: *chance.of(&[10, 40, 120]),
            ends: *chance.of(&[5, 20, 40]),
            lost: *chance.of(&[0, 5, 12]),
            marks: *chance.of(&[10, 30, 60]),
            blanks: *chance.of(&[0, 10, 40]),
            stray: *chance.of(&[0, 10, 25]),
            broken: *chance.of(&[0, 5, 10]),
            torn: *chance.of(&[50, 200, 400]),
            apart: !chance.one_in(4),
            half: !chance.one_in(4),
            spaced: chance.one_in(3),
        }
    }
}

/// The page, read again by a recogniser; the same for the same seed.
pub fn read_again(page: &Page, seed: u64) -> Page {
    let chance = &mut Chance(seed);
    let noise = Noise::deal(chance);
    let titles: Vec<Vec<char>> =
        page.gold.articles.iter().flat_map(|a| &a.title).map(|t| gold::squash(t)).collect();
    let paragraphs = page.gold.articles.iter().flat_map(|a| &a.paragraphs);
    let firsts: HashSet<Vec<char>> =
        paragraphs.map(|p| gold::squash(p).into_iter().take(FIRST).collect()).collect();
    // Pieces of headlines that stand somewhere behind.
    let mut torn: Vec<Vec<char>> = Vec::new();
    let pool: Vec<char> = page.text.chars().filter(|&c| chars::is_common_han(c)).collect();
    let mut out = String::new();
    let in_thousand = |chance: &mut Chance, n: u64| chance.between(1, 1000) <= n;
    let lines = if chance.one_in(3) { page.text.lines().collect() } else { bands(&page.text, chance) };
    for line in lines {
        let text: Vec<char> = line.trim().chars().collect();
        if text.is_empty() || pool.is_empty() {
            out.push('\n');
            if !torn.is_empty() && chance.one_in(2) {
                out.extend(torn.remove(0));
                out.push_str("\n\n");
            }
            continue;
        }
        if in_thousand(chance, noise.lost) {
            continue;
        }
        let bare = gold::squash(line);
        let display = titles.iter().any(|title| title.windows(bare.len()).any(|w| w == bare));
        if noise.apart && firsts.contains(&bare.iter().copied().take(FIRST).collect::<Vec<char>>()) {
            out.push('\n');
        }
        let wrong = if display { noise.wrong_display } else { noise.wrong };
        let mut read = Vec::with_capacity(text.len() + 8);
        for &ch in &text {
            if chars::is_mark(ch) {
                read_mark(ch, &noise, chance, &mut read);
                continue;
            }
            if in_thousand(chance, wrong) {
                match chance.between(0, 9) {
                    0 => {}
                    1 => read.extend([*chance.of(&pool), ch]),
                    _ => read.push(*chance.of(&pool)),
                }
                continue;
            }
            let number = chars::is_digit(ch);
            let beside = read
                .last()
                .is_some_and(|&c| chars::is_digit(c) != number && chars::is_han(if number { c } else { ch }));
            if noise.spaced && beside {
                read.push(' ');
            }
            read.push(ch);
        }
        if text.len() > 6 && in_thousand(chance, noise.ends) {
            let keep = read.len().saturating_sub(chance.between(1, 4) as usize);
            read.truncate(keep);
            if chance.one_in(2) {
                read.push(*chance.of(&STRAY));
            }
        }
        if in_thousand(chance, noise.blanks) {
            out.push('\n');
        }
        if read.len() > 6 && in_thousand(chance, noise.broken) {
            read.insert(chance.between(3, read.len() as u64 - 3) as usize, '\n');
        }
        if display && read.len() > 5 && in_thousand(chance, noise.torn) {
            torn.push(read.split_off(chance.between(2, read.len() as u64 - 2) as usize));
            // Of every other headline both parts stand behind.
            if torn.len().is_multiple_of(2) {
                torn.push(read);
                continue;
            }
        }
        out.extend(read);
        out.push('\n');
        if in_thousand(chance, noise.stray) {
            let blank = chance.one_in(2);
            out.push_str(if blank { "\n" } else { "" });
            for _ in 0..chance.between(1, 4) {
                out.push(if chance.one_in(3) { *chance.of(&STRAY) } else { *chance.of(&pool) });
            }
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
    }
    for piece in torn {
        out.push('\n');
        out.extend(piece);
        out.push('\n');
    }
    Page {
        name: format!("{}{SUFFIX}", page.name),
        track: format!("{}{SUFFIX}", page.track),
        text: out,
        gold: page.gold.clone(),
    }
}

/// The lines of a page, read band by band where columns stand beside each other: each part
/// of a column down to a horizontal cut, then its neighbour's, then what stands below the cut.
fn bands<'a>(text: &'a str, chance: &mut Chance) -> Vec<&'a str> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        let (columns, depth) = (chance.between(1, 3), chance.between(8, 40));
        let cuts = chance.between(0, 2);
        let mut parts: Vec<Vec<&[&str]>> = Vec::new();
        for _ in 0..columns {
            let (column, behind) = rest.split_at(rest.len().min((depth + chance.between(0, 3)) as usize));
            rest = behind;
            let size = column.len() / (cuts as usize + 1) + 1;
            parts.push(column.chunks(size).collect());
        }
        for band in 0..=cuts as usize {
            for part in parts.iter().filter_map(|column| column.get(band)) {
                out.extend_from_slice(part);
                out.push("");
            }
        }
    }
    out
}

/// What rules, dust and pictures are read as.
const STRAY: [char; 12] = ['|', '_', '~', '”', '·', '一', '#', '*', 'i', 'l', '3', '`'];

/// Sets a mark as it was read.
fn read_mark(ch: char, noise: &Noise, chance: &mut Chance, out: &mut Vec<char>) {
    let slip = chance.between(1, 1000) <= noise.marks;
    match ch {
        '，' | '。' | '、' if slip => match chance.between(0, 3) {
            0 => {}
            1 => out.extend([if ch == '。' { '.' } else { ',' }, ' ']),
            2 => out.push(if ch == '，' { '。' } else { '，' }),
            _ => out.push('`'),
        },
        '“' | '”' if slip => match chance.between(0, 2) {
            0 => {}
            1 => out.push('"'),
            _ => out.push(if ch == '“' { '”' } else { '“' }),
        },
        '—' => out.push('一'),
        '：' | '；' | '！' | '？' if noise.half => {
            let half = match ch {
                '：' if slip => ';',
                '：' => ':',
                '；' => ';',
                '！' => '!',
                _ => '?',
            };
            out.extend([half, ' ']);
        }
        '（' if noise.half => {
            if chance.one_in(3) {
                out.push(' ');
            }
            out.push('(');
        }
        '）' if noise.half => out.extend([')', ' ']),
        _ => out.push(ch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::{Gold, GoldArticle};

    const TEXT: &str = "\
桥上开了集市
城东的木桥今天早上开了
一个集市，来的人很多：
“比去年多（一倍）。”面
包师傅说。
";

    fn page() -> Page {
        let article = GoldArticle { title: vec!["桥上开了集市".to_owned()], ..GoldArticle::default() };
        let gold = Gold { extractor: None, articles: vec![article], furniture: Vec::new() };
        Page { name: "invented".to_owned(), track: "seed".to_owned(), text: TEXT.to_owned(), gold }
    }

    #[test]
    fn the_same_seed_reads_the_same() {
        assert_eq!(read_again(&page(), 7).text, read_again(&page(), 7).text);
        assert!((0..20).any(|seed| read_again(&page(), seed).text != read_again(&page(), seed + 20).text));
    }

    #[test]
    fn most_is_read_well() {
        let (mut same, mut all) = (0, 0);
        for seed in 0..100 {
            let read = read_again(&page(), seed);
            assert_eq!((read.name.as_str(), read.track.as_str()), ("invented-ocr", "seed-ocr"));
            all += TEXT.lines().count();
            same += read
                .text
                .lines()
                .filter(|line| TEXT.lines().any(|l| gold::squash(l) == gold::squash(line)))
                .count();
        }
        assert!(2 * same > all && same < all, "{same} of {all}");
    }
}
