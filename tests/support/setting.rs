//! A small typesetter: articles in plain marks are broken to a measure as a paper
//! sets them, and their right answer is known.
//!
//! A source file is a page. Its first line, `@page`, names its habits: `measure` in columns
//! of half an em, `blank` for an empty line between paragraphs, `apart` for empty lines
//! between articles (1) or between all parts of the page (2), `indent` in columns, `hyphens` for words parted at the end of
//! a line. Every further line is a part of the page by its first character: `#` a headline,
//! `^` a kicker, `_` a deck, `~` a byline, `!` a caption (`‡` before its credit), `$` a credit, `*` a subhead,
//! `=` furniture; anything else is a paragraph. `/` breaks a line of display type, `‖` ends
//! a column in a paragraph, with the line that it stands in, and `@rest` is where its rest is printed. `@article` begins an
//! article, `|` makes a line one that is printed vertically.

use std::collections::BTreeMap;

use columnist_typesetter::{Gold, GoldArticle, Role};

/// How a page is set.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// Columns of half an em.
    pub measure: usize,
    /// An empty line between paragraphs.
    pub blank: bool,
    /// Empty lines between articles (1), and between headlines, bodies and captions too (2).
    pub apart: usize,
    /// Columns before the first line of a paragraph.
    pub indent: usize,
    /// Words are parted at the end of a line.
    pub hyphens: bool,
}

impl Habits {
    /// The habits that a page's first line names.
    pub fn of(source: &str) -> Self {
        let first = source.lines().next().unwrap_or_default();
        let value = |name: &str| {
            let found = first.split(' ').find_map(|w| w.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
            found.unwrap_or(0)
        };
        Habits {
            measure: value("measure").max(8),
            blank: value("blank") > 0,
            apart: value("apart"),
            indent: value("indent"),
            hyphens: value("hyphens") > 0,
        }
    }
}

/// Columns of half an em that a character takes.
fn width(c: char) -> usize {
    match c as u32 {
        0x1100..=0x11ff | 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xff60 => 2,
        _ => 1,
    }
}

fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The page as an extractor prints it, and its right answer.
pub fn set(source: &str, habits: Habits) -> (String, Gold) {
    let mut page = Printed { lines: Vec::new(), habits };
    let mut gold = Gold::default();
    let mut rest: Option<(Vec<String>, usize)> = None;
    // The article that a part belongs to.
    let mut own = 0;
    let mut before = ' ';
    for line in source.lines().skip(1).filter(|l| !l.trim().is_empty()) {
        let kind = line.chars().next().unwrap_or(' ');
        let text = line.trim_start_matches(['#', '^', '_', '~', '!', '$', '*', '=']).trim();
        if line == "@rest" {
            let (lines, article) = rest.take().expect("a column was cut");
            page.part(habits.apart > 0 || habits.blank);
            page.lines.extend(lines);
            own = article;
            before = ' ';
            continue;
        }
        if line == "@article" {
            gold.articles.push(GoldArticle::default());
            own = gold.articles.len() - 1;
            before = '@';
            page.part(habits.apart > 0);
            continue;
        }
        let whole = text.replace(" / ", " ").replace(['/', '‖', '|'], "").replace('　', " ");
        let article = gold.articles.get_mut(own);
        let display = matches!(kind, '#' | '^' | '_');
        let same =
            display && matches!(before, '#' | '^' | '_') || kind == before && matches!(kind, '=' | '$');
        let head = match kind {
            '#' => Some(Role::Main),
            '^' => Some(Role::Kicker),
            '_' => Some(Role::Deck),
            _ => None,
        };
        if let Some(role) = head {
            let article = article.expect("a headline stands in an article");
            article.title.push(whole);
            article.roles.push(role);
            page.gap(!same);
            page.display(text);
        } else {
            match kind {
                '~' => article.expect("in an article").bylines.push(whole),
                '!' => {
                    let article = article.expect("in an article");
                    let (caption, credit) = whole.split_once('‡').unwrap_or((&whole, ""));
                    article.captions.push(caption.trim().to_owned());
                    article.credits.extend((!credit.is_empty()).then(|| credit.to_owned()));
                }
                '$' => article.expect("in an article").credits.push(whole),
                '=' => gold.furniture.push(whole),
                _ => article.expect("in an article").paragraphs.push(whole),
            }
            match kind {
                '=' | '$' | '~' | '*' => {
                    page.gap(!same && kind != '$');
                    page.lines.push(text.to_owned());
                }
                '!' => {
                    page.gap(true);
                    page.block(&text.replace('‡', ""), habits.measure - 6, 0);
                }
                _ => {
                    let first = matches!(before, '#' | '^' | '_' | '~' | '@' | '=' | '!' | '$' | '*');
                    page.gap(first);
                    let from = page.body(&text.replace('‖', ""), !first);
                    if let Some((column, _)) = text.split_once('‖') {
                        let mut left = column.chars().filter(|c| !c.is_whitespace()).count();
                        let mut to = from;
                        while to + 1 < page.lines.len() && left > 0 {
                            left = left.saturating_sub(
                                page.lines[to].chars().filter(|c| !c.is_whitespace()).count(),
                            );
                            to += 1;
                        }
                        rest = Some((page.lines.split_off(to), own));
                    }
                }
            }
        }
        before = match kind {
            '#' | '^' | '_' | '~' | '!' | '$' | '*' | '=' => kind,
            _ => ' ',
        };
    }
    (page.lines.join("\n") + "\n", gold)
}

struct Printed {
    lines: Vec<String>,
    habits: Habits,
}

impl Printed {
    /// An empty line where the page's parts stand apart.
    fn gap(&mut self, on: bool) {
        self.part(on && self.habits.apart > 1);
    }

    fn part(&mut self, on: bool) {
        if on && self.lines.last().is_some_and(|l| !l.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn display(&mut self, text: &str) {
        if let Some(run) = text.strip_prefix('|') {
            self.lines.extend(run.chars().map(String::from));
        } else {
            self.lines.extend(text.split('/').map(|line| line.trim().to_owned()));
        }
    }

    /// Sets a paragraph; gives the number of its first line.
    fn body(&mut self, text: &str, between: bool) -> usize {
        if between && self.habits.blank {
            self.lines.push(String::new());
        }
        let from = self.lines.len();
        self.block(text.trim(), self.habits.measure, self.habits.indent);
        from
    }

    fn block(&mut self, text: &str, measure: usize, indent: usize) {
        let wide = text.chars().filter(|c| width(*c) == 2).count() * 2 > text.chars().count();
        let spaced = text.chars().filter(|c| *c == ' ').count() * 12 > text.chars().count();
        let lines = if wide && !spaced {
            break_wide(text, measure, indent)
        } else {
            self.break_words(text, measure, indent)
        };
        let pad = if wide && !spaced { "　".repeat(indent / 2) } else { " ".repeat(indent) };
        for (k, line) in lines.into_iter().enumerate() {
            self.lines.push(if k == 0 { pad.clone() + &line } else { line });
        }
    }

    fn break_words(&self, text: &str, measure: usize, indent: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut left = measure - indent;
        let mut words: Vec<String> = text.split(' ').rev().map(str::to_owned).collect();
        while let Some(word) = words.pop() {
            let line = lines.last_mut().expect("there is one");
            let space = usize::from(!line.is_empty());
            if columns(&word) + space <= left {
                if space == 1 {
                    line.push(' ');
                }
                line.push_str(&word);
                left -= columns(&word) + space;
                continue;
            }
            if let Some((head, tail)) = part(&word, left.saturating_sub(space), self.habits.hyphens) {
                if space == 1 {
                    line.push(' ');
                }
                line.push_str(&head);
                words.push(tail);
            } else {
                assert!(!line.is_empty(), "{word} is wider than the measure");
                words.push(word);
            }
            lines.push(String::new());
            left = measure;
        }
        lines
    }
}

/// A word parted so that its head fits: at its own hyphen, or between syllables.
fn part(word: &str, room: usize, hyphens: bool) -> Option<(String, String)> {
    let chars: Vec<char> = word.chars().collect();
    let own =
        |k: usize| chars[k - 1] == '-' && k > 2 && chars[k].is_alphabetic() && chars[k - 2].is_alphabetic();
    let vowel = |c: char| "aeiouyäöüéèêàâîôûAEIOUÄÖÜ".contains(c);
    let letters = |from: usize, to: usize| chars[from..to].iter().all(|c| c.is_lowercase());
    let syllable = |k: usize| {
        hyphens
            && k >= 3
            && k + 3 <= chars.len()
            && letters(k - 2, k + 3)
            && vowel(chars[k + 1])
            && !vowel(chars[k])
            && chars[..k].iter().any(|&c| vowel(c))
            && !matches!(
                (chars[k - 1], chars[k]),
                ('c' | 's' | 't' | 'p', 'h') | ('c', 'k') | ('q', _) | (_, 'l' | 'r' | 'w')
            )
    };
    (1..chars.len()).rev().find_map(|k| {
        let head: String = chars[..k].iter().collect();
        let tail: String = chars[k..].iter().collect();
        if own(k) && columns(&head) <= room {
            Some((head, tail))
        } else if syllable(k) && columns(&head) < room {
            Some((head + "-", tail))
        } else {
            None
        }
    })
}

fn break_wide(text: &str, measure: usize, indent: usize) -> Vec<String> {
    let forbidden = |c: char| "。、，！？」』）】；：ーっゃゅょッャュョ々".contains(c);
    let opens = |c: char| "「『（【".contains(c);
    let mut lines = vec![String::new()];
    let mut left = measure - indent;
    let chars: Vec<char> = text.chars().collect();
    for (k, &c) in chars.iter().enumerate() {
        let next = chars.get(k + 1).copied().unwrap_or(' ');
        let hangs = forbidden(c) && left == 0;
        let early = left == width(c)
            && (opens(c) || forbidden(next) && chars.get(k + 2).is_some_and(|&n| forbidden(n)));
        if (width(c) > left && !hangs) || early {
            lines.push(String::new());
            left = measure;
        }
        lines.last_mut().expect("there is one").push(c);
        left = left.saturating_sub(width(c));
    }
    lines
}

/// What counts of a gold page: texts by their kind, furniture and captions in no order.
pub fn texts(gold: &Gold) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let sorted = |texts: &[String]| {
        let mut texts = texts.to_vec();
        texts.sort();
        texts
    };
    for (n, a) in gold.articles.iter().enumerate() {
        let roles: Vec<String> = a.roles.iter().zip(&a.title).map(|(r, t)| format!("{r:?}: {t}")).collect();
        out.insert(format!("article {}: headline", n + 1), roles);
        out.insert(format!("article {}: paragraphs", n + 1), a.paragraphs.clone());
        out.insert(format!("article {}: captions", n + 1), sorted(&a.captions));
        out.insert(
            format!("article {}: credits, bylines", n + 1),
            sorted(&[a.credits.clone(), a.bylines.clone()].concat()),
        );
    }
    out.insert("furniture".to_owned(), sorted(&gold.furniture));
    out
}
