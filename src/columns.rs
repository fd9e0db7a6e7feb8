//! Columns that stand side by side on the lines of the input, taken apart.
//!
//! Extractors that keep a page's layout, and many viewers, print two to six columns on
//! one text line and hold them apart by runs of spaces. Rows of unequal leading come
//! interleaved, so that a column's next line may stand one or two lines further down,
//! and headlines over one, two or all columns stand between.
//!
//! A line is cut into *pieces* where white space continues above or below, or where a
//! column of the neighbouring lines begins. A piece goes on with the one piece that it
//! sees right below it, if that one sees no other above: so columns grow down the page,
//! and a headline over several of them ends them, and them alone. Where the distance is
//! more than the column's own row distance, a block ends. Blocks are read band by band,
//! and in a band from column to column. Display type over several columns of an article
//! is then moved to where its first column begins, from top to bottom.
//!
//! Whether columns or the cells of a table stand side by side is told by the words: from
//! line to line of a column words are broken, across a gutter never. Text that shows no
//! broken words down its would-be columns is left as it is: tables, poems, letters set
//! with spaces.

mod blocks;
mod display;
mod gutters;
mod pieces;
mod rows;

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::chars::EM;
use crate::json::object;
use crate::source::SourceLine;
use blocks::{HEADLINE, below_headline, blocks, cut_blocks, reading_order, stands_alone};
use display::to_their_articles;
use gutters::{cut_behind_full_lines, cut_vertical_lines, find_gutters};
use pieces::{Pairs, Piece, Words, full_width, goes_on_below, is_pushed, join_cells, link, pieces};
use rows::{FAR, FEWEST_ROWS, MOST_COLUMNS, Unit, aligned, join_steps, rows};

/// What was found where columns stood side by side, as plain data.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct SideBySide {
    /// What the positions count: `halves` of an em, `halves-narrow-marks` where marks that
    /// Western fonts have as well count one, or `characters`.
    pub unit: &'static str,
    /// Joins of lines down the columns whose characters make a frequent word, of how many:
    /// `(31, 36)`.
    pub words_down: (u32, u32),
    /// The same across the gutters: `(1, 34)`.
    pub words_across: (u32, u32),
    /// Lines beside others that fill their column and go on in the next line, of how many:
    /// `(30, 33)`.
    pub running: (u32, u32),
    /// The blocks of columns in reading order.
    pub columns: Vec<Column>,
}

/// A stretch of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct Column {
    /// The band across the page that it stands in, from 0.
    pub band: u32,
    /// Its left edge, in the [unit](SideBySide::unit), from 0.
    pub left: u32,
    /// One past its right edge, in the same unit.
    pub right: u32,
    /// Its first line of the input on this page, empty ones counted, from 1.
    pub first: u32,
    /// Its last one, from 1.
    pub last: u32,
    /// How many lines it has, 1 or more.
    pub lines: u32,
}

object!(SideBySide {
    "unit" unit,
    "wordsDown" words_down,
    "wordsAcross" words_across,
    "running" running,
    "columns" columns,
});

object!(Column {
    "band" band,
    "left" left,
    "right" right,
    "first" first,
    "last" last,
    "lines" lines,
});

/// The most lines that are looked at together.
const MOST_ROWS: usize = 2000;

/// A row of so few glyphs is vertical print; woven columns have one in so many rows.
const LONE_GLYPHS: usize = 3;

const LONE_ROWS: usize = 3;

/// Takes columns side by side apart; lines of other pages are given back as they are.
#[must_use]
pub fn apart(lines: Vec<SourceLine>, units: &[u16]) -> (Vec<SourceLine>, Vec<SideBySide>) {
    apart_where(lines, units, &|_| true)
}

/// The same on some pages alone, told by their index; the others are given back unseen.
#[must_use]
pub fn apart_where(
    lines: Vec<SourceLine>,
    units: &[u16],
    asked: &dyn Fn(usize) -> bool,
) -> (Vec<SourceLine>, Vec<SideBySide>) {
    let spaced = |l: &SourceLine| l.indent >= FAR || l.glyphs.iter().skip(1).any(|g| g.gap > 0);
    if lines.iter().filter(|l| spaced(l)).take(FEWEST_ROWS).count() < FEWEST_ROWS {
        return (lines, Vec::new());
    }
    let (mut out, mut found) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut page: Vec<SourceLine> = Vec::new();
    let mut close = |page: &mut Vec<SourceLine>, number: usize| {
        let taken = if asked(number) { take_apart(page, units) } else { None };
        match taken {
            Some((lines, side_by_side)) => {
                page.clear();
                out.extend(lines);
                found.push(side_by_side);
            }
            None => out.append(page),
        }
    };
    let mut number = 0;
    for line in lines {
        let new_page = line.new_page && !page.is_empty();
        if new_page || page.len() >= MOST_ROWS {
            close(&mut page, number);
        }
        number += usize::from(new_page);
        page.push(line);
    }
    close(&mut page, number);
    (out, found)
}

/// Takes one page apart, if columns stand side by side on it.
fn take_apart(lines: &[SourceLine], units: &[u16]) -> Option<(Vec<SourceLine>, SideBySide)> {
    // Where every few rows a glyph of vertical print stands alone, the extractor did not keep
    // the page's layout but wove its columns: `repairs/weave.rs` takes those apart.
    let glyphs = lines.iter().filter(|line| line.glyphs.len() <= LONE_GLYPHS).count();
    if LONE_ROWS * glyphs > lines.len() {
        return None;
    }
    let (unit, mut rows) = [Unit::Halves, Unit::NarrowMarks, Unit::Characters]
        .map(|unit| {
            let rows = rows(lines, units, unit);
            (aligned(&rows), unit, rows)
        })
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .filter(|best| best.0 >= FEWEST_ROWS)
        .map(|best| (best.1, best.2))?;
    let stepped = join_steps(&mut rows, lines);
    let lines = stepped.as_deref().unwrap_or(lines);
    find_gutters(&mut rows);
    if rows.iter().flat_map(|row| &row.gaps).filter(|g| g.cut).count() > MOST_COLUMNS * rows.len() {
        return None;
    }
    // What follows looks at every line's neighbours: only where some gutter was seen.
    if rows.iter().filter(|row| row.gaps.iter().any(|g| g.cut)).count() < FEWEST_ROWS {
        return None;
    }
    cut_behind_full_lines(&mut rows, lines);
    cut_vertical_lines(&mut rows);
    let (mut pieces, mut apart) = pieces(&rows);
    link(&mut pieces, &apart);
    let pairs = Pairs::new(&pieces, lines);
    if join_cells(&mut rows, &pieces, lines, &pairs) {
        (pieces, apart) = self::pieces(&rows);
        link(&mut pieces, &apart);
    }
    let words = Words::count(&pieces, lines, &pairs);
    if !words.tell_columns() {
        return None;
    }
    cut_blocks(&mut pieces, lines);
    let blocks = blocks(&pieces, lines);
    let heads: Vec<u32> = rows.iter().zip(&apart).filter(|r| *r.1).map(|r| r.0.y).collect();
    let (order, bands) = reading_order(&blocks, &heads);
    let blocks = to_their_articles(&pieces, blocks, order.into_iter().zip(bands).collect(), lines, &pairs);
    let mut out = Vec::with_capacity(pieces.len());
    let mut columns = Vec::with_capacity(blocks.len());
    let mut before: Option<&Piece> = None;
    for (block, band) in &blocks {
        let band = *band;
        columns.push(Column {
            band,
            left: block.left,
            right: block.right,
            first: block.top,
            last: block.bottom,
            lines: block.pieces.len() as u32,
        });
        let body = below_headline(&pieces, &block.pieces, lines);
        // Lines that nothing stands beside keep their empty lines.
        let alone = stands_alone(&pieces, &block.pieces);
        let full = full_width(&pieces, &block.pieces, lines);
        for (n, &piece) in block.pieces.iter().enumerate() {
            let p = &pieces[piece];
            let mut glyphs = p.glyphs(lines).to_vec();
            if let Some(first) = glyphs.first_mut() {
                first.gap = 0;
            }
            let next = &block.pieces[n + 1..(n + 3).min(block.pieces.len())];
            let near = if next.is_empty() { &block.pieces[n.saturating_sub(2)..n] } else { next };
            let edge = near.iter().map(|&k| pieces[k].left).min().unwrap_or(p.edge).min(p.left);
            // Where lines are padded by characters, a column's edge is pushed about by the
            // lines beside it; but a line goes on with the one before, and is not indented.
            let goes_on = unit == Unit::Characters
                && block.pieces.len() > HEADLINE
                && body.is_none_or(|body| n > body)
                && p.above.is_some_and(|above| {
                    let next = block.pieces.get(n + 1).map(|&k| &pieces[k]);
                    goes_on_below(&pieces[above], p, next, full, lines)
                });
            let inset = indent(p.left - edge, unit);
            let pushed = before.is_some_and(|before| is_pushed(before, p, inset, full, lines));
            let apart = n == 0 && !out.is_empty() || Some(n) == body;
            let own = if alone { lines[p.row].blanks } else { 0 };
            out.push(SourceLine {
                glyphs,
                indent: if goes_on || pushed { 0 } else { inset },
                blanks: own.max(u32::from(apart)),
                new_page: false,
                soft: lines[p.row].soft && p.to == lines[p.row].glyphs.len(),
            });
            before = Some(p);
        }
    }
    if let (Some(first), Some(line)) = (out.first_mut(), lines.first()) {
        first.new_page = line.new_page;
        first.blanks = line.blanks;
    }
    Some((
        out,
        SideBySide {
            unit: unit.name(),
            words_down: words.down(),
            words_across: words.across,
            running: words.running(),
            columns,
        },
    ))
}

/// An indent in quarter ems.
fn indent(cells: u32, unit: Unit) -> u32 {
    match cells {
        0 | 1 => 0,
        // Counted in characters, the two ems of an indent are anything from two to six.
        2..=6 if unit == Unit::Characters => 2 * EM,
        2..=8 => cells * EM / 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::source;

    /// The lines that a text is taken apart into; blocks are kept apart by empty ones.
    fn apart_of(input: &str) -> Vec<String> {
        let units: Vec<u16> = input.encode_utf16().collect();
        let (lines, _) = apart(source::read(input, &Options::default()).lines, &units);
        let mut out = Vec::new();
        for line in lines {
            out.extend(std::iter::repeat_n(String::new(), line.blanks as usize));
            out.push(line.glyphs.iter().map(|g| g.ch).collect());
        }
        out
    }

    /// Two columns of ten lines, side by side with a gutter.
    fn side_by_side(gutter: &str) -> (Vec<&'static str>, Vec<&'static str>, String) {
        let left = vec![
            "　　本报讯　河湾镇的新水",
            "厂昨日开始供水，两万多居",
            "民告别了水井。这座水厂建",
            "设了三年，每天可以生产一",
            "万吨水，是全县最大的工程",
            "之一。镇里还为边远的山村",
            "铺设了管道，老人不用再到",
            "山下挑水。水质检测结果显",
            "示，各项指标都达到国家标",
            "准，居民可以放心饮用。",
        ];
        let right = vec![
            "　　北岭村的果园今年丰收",
            "，村民组织起来成立了合作",
            "社，通过网络把苹果卖到全",
            "国各地。合作社的负责人说",
            "，今年的销售收入比去年增",
            "加了三成，明年还要扩大规",
            "模，发展旅游。村里的年轻",
            "人也陆续回到家乡工作，有",
            "的学习技术，有的经营民宿",
            "，日子越过越红火。",
        ];
        let rows: Vec<String> = left
            .iter()
            .zip(&right)
            .map(|(a, b)| {
                let pad = " ".repeat(24 - a.chars().count() * 2);
                format!("{a}{pad}{gutter}{b}")
            })
            .collect();
        (left, right, rows.join("\n"))
    }

    fn bare(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|l| l.chars().filter(|c| !c.is_whitespace()).collect()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        for gutter in [" ", "  ", "    ", "        "] {
            let (left, right, page) = side_by_side(gutter);
            let expected = [bare(&left), vec![String::new()], bare(&right)].concat();
            assert_eq!(apart_of(&page), expected, "gutter of {}", gutter.len());
        }
    }

    #[test]
    fn rows_of_unequal_leading_are_interleaved() {
        let (left, right, _) = side_by_side("");
        let mut rows = Vec::new();
        for (n, (a, b)) in left.iter().zip(&right).enumerate() {
            if n % 3 == 1 {
                rows.push((*a).to_owned());
                rows.push(format!("{}{b}", " ".repeat(28)));
            } else {
                rows.push(format!("{a}{}{b}", " ".repeat(28 - 2 * a.chars().count())));
            }
        }
        let expected = [bare(&left), vec![String::new()], bare(&right)].concat();
        assert_eq!(apart_of(&rows.join("\n")), expected);
    }

    #[test]
    fn a_deck_over_the_gutter_stands_below_the_headline() {
        let (left, right, _) = side_by_side("");
        // The second column goes on in mid-sentence.
        let right: Vec<&str> = right[1..].iter().chain(&right[1..2]).copied().collect();
        let mut rows = vec!["    两万居民喝上水".to_owned(), format!("{}水厂建设三年完工", " ".repeat(20))];
        rows.extend(
            left.iter().zip(&right).map(|(a, b)| format!("{a}{}{b}", " ".repeat(28 - 2 * a.chars().count()))),
        );
        let found = apart_of(&rows.join("\n"));
        let heads: Vec<&String> = found.iter().filter(|line| !line.is_empty()).take(2).collect();
        assert_eq!(heads, ["两万居民喝上水", "水厂建设三年完工"]);
        assert!(found.ends_with(&bare(&right)), "{found:?}");
    }

    #[test]
    fn steps_of_double_print_are_one_line() {
        let (left, right, page) = side_by_side("    ");
        let page = format!("   河河湾\n         湾供供水\n\n{page}");
        let found = apart_of(&page);
        assert_eq!(found[0], "河河湾湾供供水");
        assert!(found.ends_with(&[bare(&left), vec![String::new()], bare(&right)].concat()), "{found:?}");
        // Without double print a line that begins where another ends is one by itself.
        let page = page.replace("河河湾\n         湾供供水", "河湾\n       湾供水");
        let found = apart_of(&page);
        assert!(["河湾", "湾供水"].iter().all(|&line| found.iter().any(|l| l == line)), "{found:?}");
    }

    #[test]
    fn a_headline_above_a_column_that_goes_on_stands_before_the_article() {
        let (left, right, _) = side_by_side("");
        // The second column goes on in mid-sentence.
        let right: Vec<&str> = right[1..].iter().chain(&right[1..2]).copied().collect();
        let mut rows = vec![format!("{}两万居民喝上水", " ".repeat(34)), String::new()];
        rows.extend(
            left.iter().zip(&right).map(|(a, b)| format!("{a}{}{b}", " ".repeat(28 - 2 * a.chars().count()))),
        );
        let gap = || vec![String::new()];
        let expected = [vec!["两万居民喝上水".to_owned()], gap(), bare(&left), gap(), bare(&right)].concat();
        assert_eq!(apart_of(&rows.join("\n")), expected);
    }

    #[test]
    fn vertical_lines_beside_the_columns_keep_together() {
        let (left, right, _) = side_by_side("");
        let section = ["社", "会", "民", "生"];
        let rows: Vec<String> = left
            .iter()
            .zip(&right)
            .enumerate()
            .map(|(n, (a, b))| {
                let pad = |text: &str, to: usize| " ".repeat(to - 2 * text.chars().count());
                let glyph = section.get(n / 2).filter(|_| n % 2 == 1).unwrap_or(&"");
                format!("{a}{}{b}{}{glyph}", pad(a, 28), pad(b, 30)).trim_end().to_owned()
            })
            .collect();
        let found = apart_of(&rows.join("\n"));
        assert!(found.windows(4).any(|four| four == section), "{found:?}");
    }

    #[test]
    fn every_glyph_is_kept_once() {
        let (_, _, page) = side_by_side("   ");
        let units: Vec<u16> = page.encode_utf16().collect();
        let source = source::read(&page, &Options::default()).lines;
        let places = |lines: &[SourceLine]| {
            let mut all: Vec<u32> = lines.iter().flat_map(|l| &l.glyphs).map(|g| g.at).collect();
            all.sort_unstable();
            all
        };
        let before = places(&source);
        assert_eq!(places(&apart(source, &units).0), before);
    }

    #[test]
    fn a_table_stays_as_it_is() {
        let table = "站名    到达      开出      票价\n河湾    八时整    八时五分  十二元\n\
                     北岭    九时整    九时五分  十五元\n南渡    十时整    十时五分  二十元\n\
                     东桥    十一时整  十一时半  三十元\n西坪    十二时整  十二时半  四十元";
        let units: Vec<u16> = table.encode_utf16().collect();
        let lines = source::read(table, &Options::default()).lines;
        assert_eq!(apart(lines.clone(), &units).0, lines);
    }

    #[test]
    fn verses_and_names_stay_as_they_are() {
        for text in [
            "春江花月夜半来    一叶轻舟下渡台\n两岸青山留不住    满江明月送人回\n\
             故园消息年年问    旧雨新知处处陪\n莫道天涯无伴侣    门前杨柳手亲栽",
            "方河舟      林晚棠      许青禾      周望山\n陈立夏      吴小满      郑惊蛰      王谷雨\n\
             李寒露      孙白露      钱清明      何芒种\n杨处暑      黄秋分      徐霜降      马立冬",
            "山路弯弯弯到云\n        云下人家家家炊\n                炊烟袅袅袅上天\n\
             行行写在秋风里    里巷深深深几许\n许多往事事如烟    烟波江上上船去",
            "                    渡口\n\n    一条木船系在柳树下          两只水鸟立在船舷上\n\
                 等着过河的人                等着晚归的风\n\
                 风从上游的山里来            人从下游的镇上来\n\
                 带着新麦的气味              带着赶集的笑声\n\
                 船夫点亮桅上的灯            孩子数着水里的星",
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let lines = source::read(text, &Options::default()).lines;
            assert_eq!(apart(lines.clone(), &units).0, lines);
        }
    }

    #[test]
    fn a_long_line_of_many_words_costs_no_more_than_others() {
        let text = format!("{}\n", "word ".repeat(100_000)).repeat(5);
        let units: Vec<u16> = text.encode_utf16().collect();
        let lines = source::read(&text, &Options::default()).lines;
        assert_eq!(apart(lines.clone(), &units).0, lines);
    }

    #[test]
    fn lines_beside_a_picture_go_on_where_they_stand_further_in() {
        let (left, right, _) = side_by_side("");
        let left: Vec<String> = left
            .iter()
            .enumerate()
            .flat_map(|(n, line)| {
                let glyphs: Vec<char> = line.chars().filter(|ch| *ch != '　').collect();
                // Three lines in the middle are four characters shorter: a picture pushes them in.
                let cut = if (3..5).contains(&n) { 6 } else { glyphs.len() };
                let indent = if n == 0 { 2 } else { 0 };
                let pushed = if (3..5).contains(&n) { 4 } else { indent };
                glyphs
                    .chunks(cut)
                    .map(|part| format!("{}{}", " ".repeat(pushed), part.iter().collect::<String>()))
                    .collect::<Vec<_>>()
            })
            .collect();
        let page: String = (0..left.len())
            .map(|k| {
                let pad = " ".repeat(14 - left[k].chars().count());
                format!("{}{pad}{}\n", left[k], right.get(k).unwrap_or(&""))
            })
            .collect();
        let units: Vec<u16> = page.encode_utf16().collect();
        let (lines, columns) = apart(source::read(&page, &Options::default()).lines, &units);
        assert_eq!(columns[0].unit, "characters");
        let pushed = lines.iter().filter(|l| l.indent > 0).count();
        assert_eq!(pushed, 2, "the first lines of two paragraphs: {page}");
    }

    #[test]
    fn a_deck_that_parts_a_word_of_two_columns_stands_above_the_first() {
        let (mut left, mut right, _) = side_by_side("");
        left[9] = "准，附近村庄的居民和水";
        right[0] = "厂的职工开了一次座谈会";
        let deck = "两万居民告别了水井";
        right.insert(0, deck);
        let page: String = (0..right.len())
            .map(|k| {
                let left = k.checked_sub(1).map_or("", |k| left[k]);
                format!("{left}{}{}\n", " ".repeat(26 - 2 * left.chars().count()), right[k])
            })
            .collect();
        let found = apart_of(&page);
        assert_eq!(found[0], deck, "{page}");
        let body = found.iter().filter(|line| !line.is_empty()).skip(1);
        assert!(body.eq(&[bare(&left), bare(&right[1..])].concat()));
    }

    #[test]
    fn a_full_line_that_goes_on_is_not_indented_where_it_was_pushed() {
        let (left, mut right, _) = side_by_side("");
        right[0] = "北岭村的果园今年丰收了";
        right[5] = "加了三成明年还要再扩大规";
        // One line of the second column stands four cells further right.
        let page: String = (0..right.len())
            .map(|k| {
                let width = 26 + if k == 5 { 4 } else { 0 };
                format!("{}{}{}\n", left[k], " ".repeat(width - 2 * left[k].chars().count()), right[k])
            })
            .collect();
        let units: Vec<u16> = page.encode_utf16().collect();
        let (lines, _) = apart(source::read(&page, &Options::default()).lines, &units);
        let indented = lines.iter().filter(|l| l.indent > 0).count();
        assert_eq!(indented, 1, "the left column's first line alone: {page}");
    }

    #[test]
    fn an_indent_is_two_ems_whatever_the_cells() {
        assert_eq!(indent(4, Unit::Halves), 2 * EM);
        assert_eq!(indent(3, Unit::Characters), 2 * EM);
        assert_eq!(indent(1, Unit::Halves), 0);
        assert_eq!(indent(30, Unit::Halves), 0);
    }
}
