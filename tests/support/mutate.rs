//! Pages spoiled at random, in the ways in which pages are spoiled and in worse ones.
//!
//! A page is made from bytes alone, so that a fuzzer can steer it, and the same bytes give the
//! same page everywhere.

use std::sync::OnceLock;

use columnist_typesetter::typeset;

/// How often a page is changed at most.
const MOST_CHANGES: u64 = 10;

/// Pages that are begun with: these many, of the typesetter's.
const PAGES: usize = 48;

/// Each is set once, however often it is changed.
static SET: [OnceLock<String>; PAGES] = [const { OnceLock::new() }; PAGES];

/// Lines that a page is begun with at most.
const MOST_LINES: u64 = 48;

/// Choices read from bytes. Behind the last byte they go on, from all that came before.
pub struct Choices<'a> {
    rest: std::slice::Iter<'a, u8>,
    state: u64,
}

impl<'a> Choices<'a> {
    /// Choices of these bytes.
    #[must_use]
    pub fn new(data: &'a [u8]) -> Self {
        Choices { rest: data.iter(), state: 0x9e37_79b9_7f4a_7c15 }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        for _ in 0..2 {
            let byte = u64::from(*self.rest.next().unwrap_or(&0));
            self.state = (self.state ^ byte).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        }
        (self.state >> 33) % n.max(1)
    }

    fn place(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }
}

/// What is put into a page: characters that are none, that are two units, that join others.
const ODD: [&str; 36] = [
    "\u{0}",
    "\u{7}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\t",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{200b}",
    "\u{200d}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2060}",
    "\u{feff}",
    "\u{fffd}",
    "\u{301}",
    "\u{3099}",
    "\u{fe0f}",
    "𠮷",
    "😀",
    "👨‍👩‍👧",
    "🇨🇳",
    "\u{e000}",
    "\u{f0000}",
    "(cid:12)",
    "⽂",
    "兀",
    "ﬁ",
    "︵",
    "\u{3000}",
    "　　",
];

const MARKS: [&str; 14] = ["（", "）", "“", "”", "《", "》", "，", "。", "：", "—", "▲", "、", "(", "\""];

const PHRASES: [&str; 14] = [
    "本报讯 ",
    "据某某社某地1月3日电 ",
    "（下转第2版）",
    "（上接第1版）",
    "第3版 要闻",
    "2031年6月12日 星期四",
    "责编/某某 版式/某某",
    "记者 某某 摄",
    "▲图为新桥。",
    "https://example.com",
    "The ferry of the old town. ",
    "ひらがなのかな",
    "한국어 신문 ",
    "3",
];

/// A page made of some bytes: every fifth is any text at all, the rest are pages of the
/// typesetter, changed.
#[must_use]
pub fn page_of(data: &[u8]) -> String {
    let mut choices = Choices::new(data);
    if choices.below(5) == 0 {
        return String::from_utf8_lossy(&data[data.len().min(2)..]).into_owned();
    }
    let mut lines = part_of_a_page(&mut choices);
    for _ in 0..=choices.below(MOST_CHANGES) {
        change(&mut lines, &mut choices);
        if lines.is_empty() {
            lines.push(String::new());
        }
    }
    let end = ["\n", "\n", "\n", "\r\n", "\r", "\n\n"][choices.place(6)];
    lines.join(end)
}

fn part_of_a_page(choices: &mut Choices) -> Vec<String> {
    let seed = choices.place(PAGES);
    let page = SET[seed].get_or_init(|| typeset(seed as u64).text);
    let all: Vec<&str> = page.lines().collect();
    let from = choices.place(all.len());
    let count = 1 + choices.below(MOST_LINES) as usize;
    all[from..].iter().take(count).map(|&line| line.to_owned()).collect()
}

fn change(lines: &mut Vec<String>, choices: &mut Choices) {
    let at = choices.place(lines.len());
    let times = |choices: &mut Choices| [1, 2, 3, 5, 17, 80, 300][choices.place(7)];
    match choices.below(20) {
        0 => {
            lines.remove(at);
        }
        1 => {
            let again = vec![lines[at].clone(); times(choices).min(20)];
            lines.splice(at..at, again);
        }
        2 => blocks_shuffled(lines, choices),
        3 => {
            let to = choices.place(lines.len());
            lines.swap(at, to);
        }
        4 => lines.truncate(at + 1),
        5 => {
            lines.drain(..at);
        }
        6 => rewrapped(lines, 1 + choices.below(30) as usize),
        7 => put_in(&mut lines[at], ODD[choices.place(ODD.len())], choices),
        8 => put_in(&mut lines[at], MARKS[choices.place(MARKS.len())], choices),
        9 => put_in(&mut lines[at], PHRASES[choices.place(PHRASES.len())], choices),
        10 => {
            let odd = ODD[choices.place(ODD.len())].repeat(times(choices));
            put_in(&mut lines[at], &odd, choices);
        }
        11 => {
            let (open, close) = [("（", "）"), ("“", "”"), ("《", "》"), ("(", ")")][choices.place(4)];
            let depth = times(choices);
            lines[at] = format!("{}{}{}", open.repeat(depth), lines[at], close.repeat(depth));
        }
        12 => {
            let empty = vec![String::new(); times(choices)];
            lines.splice(at..at, empty);
        }
        13 => lines[at] = lines[at].chars().flat_map(|c| [c, c]).collect(),
        14 => {
            let glyphs: Vec<String> = lines[at].chars().map(String::from).collect();
            lines.splice(at..=at, glyphs);
        }
        15 => lines[at] = lines[at].chars().flat_map(|c| [c, ' ']).collect(),
        16 => {
            if at + 1 < lines.len() {
                let next = lines.remove(at + 1);
                let gap = " ".repeat(choices.below(12) as usize);
                lines[at] = format!("{}{gap}{next}", lines[at]);
            }
        }
        17 => {
            if choices.below(2) == 0 {
                lines.push("\u{c}".to_owned());
            }
            let more = part_of_a_page(choices);
            lines.extend(more);
        }
        18 => lines[at] = lines[at].chars().rev().collect(),
        _ => {
            let any = |choices: &mut Choices| char::from_u32(choices.below(0x2_ffff) as u32);
            let text: String = (0..times(choices).min(40)).filter_map(|_| any(choices)).collect();
            put_in(&mut lines[at], &text, choices);
        }
    }
}

fn put_in(line: &mut String, text: &str, choices: &mut Choices) {
    let places: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    line.insert_str(places[choices.place(places.len())], text);
}

fn blocks_shuffled(lines: &mut Vec<String>, choices: &mut Choices) {
    let mut blocks: Vec<Vec<String>> = lines
        .split(|line| line.is_empty())
        .map(<[String]>::to_vec)
        .filter(|block| !block.is_empty())
        .collect();
    for k in (1..blocks.len()).rev() {
        blocks.swap(k, choices.place(k + 1));
    }
    *lines = blocks.join(&String::new());
}

fn rewrapped(lines: &mut Vec<String>, width: usize) {
    let glyphs: Vec<char> = lines.concat().chars().collect();
    *lines = glyphs.chunks(width).map(|line| line.iter().collect()).collect();
}
