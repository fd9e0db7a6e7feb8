//! Work grows with the input and no faster: counted on inputs that double, not timed, so that
//! it holds on any machine and under any load. Beside what the core counts itself
//! (`src/work.rs`) stands what it asks of memory, which shows whatever is copied or gathered
//! once too often.

use std::alloc::System;
use std::fmt::Write;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use cap::Cap;
use columnist::{Format, Options, Page, reconstruct, render, work};
use columnist_typesetter::typeset;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// How much more work twice the input may take.
const MOST_GROWTH: f64 = 2.2;

/// Counts below tell nothing: a part of a page more or less.
const FEW: u64 = 100_000;

/// Bytes of memory that a long text may take at once for each of its own, its answer and the
/// text itself included.
const MOST_MEMORY: usize = 15;

/// A text that must end at all must end in this time, which is a hundred times what it takes.
const HANGS: Duration = Duration::from_secs(120);

fn answer(input: &str) -> Page {
    reconstruct(input, &Options::default()).expect("no text is too long here")
}

/// What an answer takes: the core's counts, and the bytes that it asks for.
fn work_of(input: &str) -> Vec<u64> {
    let counts = work::counts();
    let bytes = MEMORY.total_allocated();
    answer(input);
    let bytes = MEMORY.total_allocated() - bytes;
    let done = work::counts().into_iter().zip(counts).map(|(after, before)| after - before);
    done.chain([bytes as u64]).collect()
}

/// Chance that is the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// Characters that make no words.
    fn prose(&mut self, length: usize) -> String {
        let mut text = String::new();
        for at in 0..length {
            text.push(match at % 24 {
                11 => '，',
                23 => '。',
                _ => char::from_u32(0x4e00 + self.below(3000) as u32).expect("a Chinese character"),
            });
        }
        text
    }
}

fn lines(text: &str, length: usize) -> String {
    let glyphs: Vec<char> = text.chars().collect();
    glyphs.chunks(length).map(|line| line.iter().collect::<String>() + "\n").collect()
}

fn fibonacci(length: usize) -> String {
    let (mut a, mut b) = ("甲".to_owned(), "甲乙".to_owned());
    while b.chars().count() < length {
        (a, b) = (b.clone(), b + &a);
    }
    b.chars().take(length).collect()
}

fn pages(count: usize, between: &str) -> String {
    (0..count as u64).map(|seed| typeset(seed).text).collect::<Vec<_>>().join(between)
}

fn each(count: usize, item: impl FnMut(usize) -> String) -> String {
    (0..count).map(item).collect()
}

/// What doubles: a name, how many it begins with, and the text of so many.
type Growing = (&'static str, usize, fn(usize) -> String);

const HEADLINE: &str = "市里召开会议部署修桥工作";

/// Pages one after another, and whatever could bring a stage to compare all with all. Within the
/// 2,000 lines that are read together, or 1,500 up to an empty line, some do: so that the count
/// of lines is a multiple of that.
const GROWING: &[Growing] = &[
    ("pages", 60, |n| pages(n, "\u{c}")),
    ("pages without separators", 60, |n| pages(n, "\n\n")),
    ("one character", 100_000, |n| "甲".repeat(n)),
    ("one character in lines", 2000, |n| "甲甲甲甲甲甲甲\n".repeat(n)),
    ("period two", 50_000, |n| "甲乙".repeat(n)),
    ("period two in lines", 2000, |n| "甲乙甲乙甲乙甲\n".repeat(n)),
    ("Fibonacci's string", 100_000, fibonacci),
    ("Fibonacci's string in lines", 30_000, |n| lines(&fibonacci(n), 15)),
    ("a text twice", 50_000, |n| Dice(1).prose(n).repeat(2)),
    ("each character twice", 50_000, |n| Dice(1).prose(n).chars().flat_map(|c| [c, c]).collect()),
    ("one headline", 10_000, |n| format!("{HEADLINE}\n").repeat(n)),
    ("one headline and empty lines", 9000, |n| format!("{HEADLINE}\n\n").repeat(n)),
    ("one headline on every page", 3000, |n| format!("{HEADLINE}\u{c}").repeat(n)),
    ("no line break", 100_000, |n| Dice(1).prose(n)),
    ("no line break, spaces", 50_000, |n| "甲 ".repeat(n)),
    ("no line break, words", 3000, |n| "and the ferry of the old town ".repeat(n)),
    ("no line break, editors", 4000, |n| "责编 张大江 版式 李小河 校对 王长江 电话 12345678 ".repeat(n)),
    ("lines of words", 2000, |n| "The ferry of the old town and its bridge\n".repeat(n)),
    ("long paragraphs", 2000, |n| each(n, |k| Dice(k as u64).prose(100) + "\n")),
    ("very long paragraphs", 60, |n| each(n, |k| Dice(k as u64).prose(3000) + "\n")),
    ("short paragraphs", 3000, |n| each(n, |k| Dice(k as u64).prose(12) + "\n\n")),
    ("verse", 6000, |n| lines(&Dice(1).prose(7 * n), 7)),
    ("datelines", 4000, |n| "本报讯 新桥通车。\n".repeat(n)),
    ("articles and jump lines", 500, |n| {
        each(n, |k| format!("新桥落成\n本报讯 {}\n（下转第2版）\n\n", Dice(k as u64).prose(24)))
    }),
    ("one article and jump lines", 2000, |n| {
        let (long, rest) = (Dice(1).prose(16 * n), "（上接第1版）\n本报讯 新桥通车。\n".repeat(n));
        format!("第1版\n本报讯 {long}\n{}\u{c}第2版\n{rest}", "（下转第2版）\n".repeat(n))
    }),
    ("a chain of pages", 600, |n| {
        each(n, |k| {
            let text = Dice(k as u64).prose(48);
            format!("第{}版\n（上接第{k}版）\n{text}\n（下转第{}版）\n\u{c}", k + 1, k + 2)
        })
    }),
    ("parts of one article", 500, |n| {
        let long = Dice(1).prose(96 * n);
        format!("本报讯 {long}\u{c}{}", lines(&long, 96).replace('\n', "\u{c}"))
    }),
    ("folio lines", 1000, |n| each(n, |k| format!("第{k}版 要闻\n{}\n", Dice(k as u64).prose(48)))),
    ("captions", 1500, |n| "▲图为新桥通车。王大江 摄\n\n".repeat(n)),
    ("columns side by side", 2000, |n| "甲乙丙丁       戊己庚辛\n".repeat(n)),
    ("lines of one character", 2000, |n| lines(&Dice(1).prose(n), 1)),
    ("pages of one character", 4000, |n| "甲\u{c}".repeat(n)),
    ("nested brackets", 50_000, |n| "（".repeat(n) + &"）".repeat(n)),
    ("nested brackets in lines", 5000, |n| "（甲\n".repeat(n) + &"乙）\n".repeat(n)),
    ("nested quotation marks", 5000, |n| "“甲\n".repeat(n) + &"”乙\n".repeat(n)),
    ("marks on one letter", 100_000, |n| "甲".to_owned() + &"\u{301}".repeat(n)),
    ("glyphs without a character", 20_000, |n| "(cid:12)".repeat(n)),
    ("invisible characters", 50_000, |n| "甲\u{200b}".repeat(n)),
    ("beyond the first plane", 60_000, |n| "𠮷".repeat(n)),
    ("digits", 100_000, |n| "1".repeat(n)),
];

/// Memory is that of all threads: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn work_grows_with_the_input() {
    let _alone = ALONE.lock();
    let mut breaches = String::new();
    for &(name, count, text) in GROWING {
        let (once, twice) = (text(count), text(2 * count));
        let longer = twice.len() as f64 / once.len() as f64;
        let (before, after) = (work_of(&once), work_of(&twice));
        for (kind, (&a, &b)) in before.iter().zip(&after).enumerate() {
            let growth = b as f64 / a.max(FEW) as f64 * 2.0 / longer;
            if growth > MOST_GROWTH {
                writeln!(breaches, "{name}: count {kind} grows from {a} to {b}, by {growth:.2}")
                    .expect("a string takes all that is written");
            }
        }
    }
    assert!(breaches.is_empty(), "\n{breaches}");
    // Pages that fit into memory one by one fit together.
    let long = pages(60, "\u{c}").repeat(4);
    let before = MEMORY.allocated();
    let most = MEMORY.max_allocated().max(before + MOST_MEMORY * long.len());
    let page = answer(&long);
    assert!(
        MEMORY.max_allocated() <= most,
        "{} bytes took {} at once",
        long.len(),
        MEMORY.max_allocated() - before
    );
    assert!(page.pages.len() > 200);
}

/// What a text must not do is never to end.
#[track_caller]
fn check_ends(name: &str, input: String) {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let page = answer(&input);
        // Nobody listens to one that comes too late.
        let _ = sender.send(render(&page, Format::Text).len());
    });
    assert!(receiver.recv_timeout(HANGS).is_ok(), "{name} does not end");
}

#[test]
fn a_million_of_anything_ends() {
    const MILLION: usize = 1_000_000;
    let _alone = ALONE.lock();
    check_ends("empty lines", "\n".repeat(MILLION));
    check_ends("empty lines between two", format!("甲{}乙", "\n".repeat(MILLION)));
    check_ends("lines of one character", "字\n".repeat(MILLION));
    check_ends("a line of a million", Dice(1).prose(MILLION));
    check_ends("lines of 300,000", (Dice(1).prose(300_000) + "\n").repeat(3));
    check_ends("nested brackets", "（".repeat(MILLION / 2) + &"）".repeat(MILLION / 2));
    check_ends("open brackets", "（".repeat(MILLION));
    check_ends("nested quotation marks", "“‘".repeat(MILLION / 4) + &"’”".repeat(MILLION / 4));
    check_ends("spaces", " ".repeat(MILLION));
    check_ends("lines of spaces", " \n".repeat(MILLION));
    check_ends("page separators", "\u{c}".repeat(MILLION));
    check_ends("carriage returns", "\r".repeat(MILLION));
    check_ends("marks on one letter", "z".to_owned() + &"\u{301}".repeat(MILLION));
}
