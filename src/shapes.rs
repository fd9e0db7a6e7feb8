//! A second look at blocks of other languages than the one that the weights were fitted on.
//!
//! The weights have seen how lines of one language look. Where a page sets its parts
//! apart by empty lines, what a block is shows in its shape, whatever the language:
//!
//! - A line that is nothing but a byline, a credit or an item of furniture is just that.
//! - A few lines without an end mark, between a finished sentence and a text, are a headline.
//! - A few lines that begin with a pointer, end with a credit, stand above one, or are set
//!   narrower than the text are a caption.
//! - A small letter goes on with the line above it; so does the line below a hyphen.
//!
//! Chinese is left as it was labelled.

use crate::chars;
use crate::cues::{self, Cues};
use crate::facts::{Facts, Habits, Last, NO_PAIR};
use crate::labels::Label;
use crate::languages::Language;
use crate::lines::Line;
use crate::order;

/// A headline has at most this many lines, and ems.
const HEADLINE: usize = 4;
const HEADLINE_EMS: usize = 64;
/// A caption has at most this many lines.
const CAPTION: usize = 6;
/// A caption is narrower than the text by this much, in quarter ems.
const NARROWER: i32 = 5;
/// Lines of running text that a headline's words are looked for in.
const REACH: usize = 14;

/// Corrects the labels of lines in other languages by the shapes of their blocks.
pub fn revise(lines: &[Line], all: &[Facts], habits: &Habits, labels: &mut [Label]) {
    if lines.iter().all(|l| l.language.is_chinese()) {
        return;
    }
    if !habits.wrapped {
        // Each line stands for itself; a headline begins with no small letter.
        for (label, f) in labels.iter_mut().zip(all).filter(|(_, f)| f.bound) {
            if *label == Label::Head && !f.cues.any(Cues::FURNITURE) {
                *label = Label::Start;
            }
        }
        return;
    }
    let begins = beginnings(lines, all, habits);
    let mut from = 0;
    while from < all.len() {
        let to = (from + 1..all.len()).find(|&k| begins[k]).unwrap_or(all.len());
        if !lines[from].language.is_chinese() {
            block(lines, all, habits, labels, from, to);
        }
        from = to;
    }
    small_letters(lines, all, labels);
}

/// Where blocks begin: behind empty lines, and where a page sets none about its parts, at
/// items and about lines that were broken before the measure without the end of a sentence.
fn beginnings(lines: &[Line], all: &[Facts], habits: &Habits) -> Vec<bool> {
    let n = all.len();
    let mut begins: Vec<bool> = (0..n).map(|k| k == 0 || all[k].blanks > 0 || lines[k].new_page).collect();
    let mut mark = |k: usize| {
        if k < n {
            begins[k] = true;
        }
    };
    for k in (0..n).filter(|&k| !lines[k].language.is_chinese()) {
        if item(&all[k]).is_some() && all.get(k + 1).is_none_or(|f| !f.bound) {
            let above = k == 0 || all[k].blanks > 0 || finished(&all[k - 1]) || item(&all[k - 1]).is_some();
            if above || all[k].cues.has(Cues::BYLINE) {
                mark(k);
                mark(k + 1);
            }
        }
    }
    let mut measures: Vec<i32> = all.iter().filter(|f| f.bodyish).map(|f| f.measure).collect();
    order::sort_by_key(&mut measures, |&m| m as u64);
    let runs = measures.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0]));
    let Some((_, measure)) = runs.max() else { return begins };
    let typed = habits.indents > 0;
    // On a page with typed indents a paragraph begins below a sentence, or below a headline.
    let above_first =
        |k: usize| typed && begins[k] && all.get(k + 1).is_some_and(|f| f.indented && f.blanks == 0);
    let early: Vec<bool> = (0..n).map(|k| is_early(lines, all, measure, above_first(k), k)).collect();
    let mut k = 0;
    while k < n {
        if !early[k] {
            k += 1;
            continue;
        }
        let to = (k..n).find(|&j| !early[j] || j > k && all[j].blanks > 0).unwrap_or(n);
        let mut from = k;
        // The first line of a headline may be full by chance.
        while from > 0 && k - from < 2 && !begins[from] && !finished(&all[from - 1]) && !item_above(all, from)
        {
            from -= 1;
        }
        let whole = from == 0 || begins[from] || finished(&all[from - 1]) || item_above(all, from);
        k = to;
        if to - from > HEADLINE || !whole || to >= n || all[from].bound || all[from].indented {
            continue;
        }
        let ends = to + 1 >= n || begins[to + 1] || item(&all[to + 1]).is_some();
        let text = all[to].indented || !typed || begins[to];
        let full = all[to].width + 5 >= measure || begins[to];
        if finished(&all[to]) && (all[to].bound || ends && !begins[to]) {
            // Narrower lines that end a sentence: a caption.
            if to - from + 1 < CAPTION {
                begins[from] = true;
                if to + 1 < n {
                    begins[to + 1] = true;
                }
            }
        } else if !all[to].bound && (text && full || all[to].cues.has(Cues::DATELINE)) {
            begins[from] = true;
            begins[to] = true;
        }
    }
    begins
}

fn item_above(all: &[Facts], k: usize) -> bool {
    item(&all[k - 1]).is_some() && all[k - 1].short > 0
}

/// A line that breaks off without the end of a sentence though the next word would have
/// fitted, or that is wider than the text.
fn is_early(lines: &[Line], all: &[Facts], measure: i32, above_first: bool, k: usize) -> bool {
    let (line, f) = (&lines[k], &all[k]);
    let open = matches!(f.last, Last::Plain | Last::Latin | Last::Pause | Last::Close | Last::Colon)
        || matches!(line.last(), '?' | '？' | '!' | '！');
    if !open || line.vertical || line.language.is_chinese() || item(f).is_some() {
        return false;
    }
    let (width, room) = if line.language.is_spaced() {
        let next = lines.get(k + 1).map_or(0, Line::first_word);
        (line.typed() + 2 * line.indent, next + 4)
    } else {
        (line.width() + line.indent, 8)
    };
    !line.is_hyphenated()
        && (above_first || width as i32 + room as i32 <= measure || width as i32 > measure + 6)
}

/// Lines that go on by their first letter.
fn small_letters(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..lines.len() {
        let spaced = lines[i].language.is_spaced();
        if !spaced || !(all[i].bound || all[i].word) || all[i].indented {
            continue;
        }
        let below = all[i].blanks == 0;
        labels[i] = match (labels[i - 1], labels[i]) {
            (Label::Head | Label::HeadOn, l) if below && l != Label::Credit => Label::HeadOn,
            (Label::Caption | Label::CaptionOn, l) if below && l != Label::Credit => Label::CaptionOn,
            (Label::Start | Label::On, Label::Start | Label::Subhead) if below => Label::On,
            (_, Label::Start) => Label::On,
            (_, l) => l,
        };
    }
}

/// A line that is one thing by its words alone.
fn item(f: &Facts) -> Option<Label> {
    let furniture = Cues::DATE.0 | Cues::FOLIO.0 | Cues::SECTION.0 | Cues::EDITORS.0 | Cues::JUMP.0;
    if f.vertical {
        None
    } else if f.cues.has(Cues::PHOTO_ONLY) {
        Some(Label::Credit)
    } else if f.cues.any(Cues(furniture | Cues::CONTACT.0 | Cues::PUBLISHER.0)) && !f.cues.has(Cues::BYLINE) {
        Some(Label::Furniture)
    } else if f.cues.has(Cues::BYLINE) {
        Some(Label::Byline)
    } else {
        None
    }
}

fn finished(f: &Facts) -> bool {
    matches!(f.last, Last::End | Last::EndClose)
}

fn block(lines: &[Line], all: &[Facts], habits: &Habits, labels: &mut [Label], from: usize, to: usize) {
    // Items at the block's edges; inside a text a line may look like one by chance.
    let (mut a, mut b) = (from, to);
    while a < b
        && let Some(label) = item(&all[a])
    {
        labels[a] = label;
        a += 1;
    }
    while b > a
        && let Some(label) = item(&all[b - 1])
    {
        let short = all[b - 1].short > 0 || b - 1 == a || label == Label::Credit;
        // The last words of a sentence are no item.
        let broken =
            b - 1 > a && label == Label::Furniture && !finished(&all[b - 2]) && item(&all[b - 2]).is_none();
        if !short
            || broken
            || label == Label::Furniture && b - 1 > a && finished(&all[b - 2]) && all[b - 1].count > 24
        {
            break;
        }
        labels[b - 1] = label;
        b -= 1;
    }
    if a == b {
        return;
    }
    let own = &all[a..b];
    if own.len() == 1
        && own[0].vertical
        && (4..=24).contains(&own[0].count)
        && all.get(b).is_some_and(|f| f.bodyish)
    {
        labels[a] = Label::Head;
    }
    if own.iter().any(|f| f.vertical || f.copies > 1 || f.cues.has(Cues::DATELINE)) {
        return;
    }
    let credited = all.get(b).is_some_and(|f| f.cues.has(Cues::PHOTO_ONLY) && f.blanks <= 1);
    if is_caption(lines, all, habits, labels, a, b, credited) {
        labels[a] = Label::Caption;
        labels[a + 1..b].fill(Label::CaptionOn);
    } else if is_display(lines, all, habits, labels, a, b) {
        display(lines, all, labels, a, b);
    } else {
        running(lines, all, labels, a, b);
    }
}

fn is_caption(
    lines: &[Line],
    all: &[Facts],
    habits: &Habits,
    labels: &[Label],
    a: usize,
    b: usize,
    credited: bool,
) -> bool {
    let own = &all[a..b];
    let last = &own[own.len() - 1];
    let starts = own[1..].iter().any(|f| f.indented);
    if own.len() > CAPTION || starts || own[0].bound {
        return false;
    }
    let over = (0..a)
        .rev()
        .find(|&k| labels[k].is_body())
        .is_none_or(|k| finished(&all[k]) || all[k].last == Last::Close);
    let width = own.iter().map(|f| f.width).max().unwrap_or(0);
    let narrow = own.len() >= 2
        && width + NARROWER <= habits.measure
        && own[..own.len() - 1].iter().all(|f| f.short <= 0);
    let pointed = own[0].cues.any(Cues(Cues::POINTER.0 | Cues::FIGURE.0));
    let text = lines[a..b].iter().map(cues::text).collect::<Vec<String>>().join(" ");
    let language = lines[a].language;
    let tail = last.cues.has(Cues::PHOTO)
        || cues::credit_start(&text, language).is_some_and(|at| at > 0)
        || is_dated(&text, language);
    let lead =
        a.checked_sub(1).is_some_and(|k| matches!(labels[k], Label::Head | Label::HeadOn | Label::Byline));
    let below = all.get(b).is_some_and(|f| f.bound);
    pointed
        || tail && own.len() <= CAPTION
        || credited && own.len() < CAPTION && !lead && over
        || narrow && finished(last) && over && !lead && !below && own.len() < CAPTION
}

fn is_display(lines: &[Line], all: &[Facts], habits: &Habits, labels: &[Label], a: usize, b: usize) -> bool {
    let own = &all[a..b];
    let last = &own[own.len() - 1];
    let ems: usize = own.iter().map(|f| f.count).sum();
    let open = match last.last {
        Last::Plain | Last::Close | Last::Latin => true,
        Last::End => matches!(lines[b - 1].last(), '?' | '！' | '？' | '!' | '…') && own.len() <= 2,
        Last::EndClose => own.len() <= 2 && !own[0].pauses && !matches!(labels[a], Label::Start),
        _ => false,
    };
    if own.len() > HEADLINE || ems > HEADLINE_EMS || !open || own[0].bound || own[0].indented {
        return false;
    }
    // The sentence goes on below: the beginning of a text that was cut.
    let next = all.get(b);
    let goes_on =
        next.is_some_and(|f| f.bound) || lines[b - 1].language.is_spaced() && lines[b - 1].is_hyphenated();
    let full = own.len() >= 2
        && own.iter().all(|f| f.short <= 0 && (f.width - habits.measure).abs() <= 5)
        && matches!(labels[a], Label::Start | Label::On);
    // So does one that the text above breaks off, where this block is in its measure.
    let before = (0..a).rev().find(|&k| labels[k].is_body());
    let rest = before.is_some_and(|k| !finished(&all[k]) && all[k].last != Last::Close)
        && matches!(labels[a], Label::On)
        && full;
    !goes_on && !full && !rest
}

/// Japanese captions end with their place and day in brackets.
fn is_dated(text: &str, language: Language) -> bool {
    let Some((before, inside)) = text.strip_suffix('）').and_then(|t| t.rsplit_once('（')) else {
        return false;
    };
    language == Language::Japanese
        && !chars::holds(before, "。")
        && inside.chars().count() <= 24
        && ["日", "写真", "撮影", "提供", "右", "左", "月"].iter().any(|w| chars::holds(inside, w))
        && inside.contains(['、', '＝', '日'])
}

/// Labels a headline, or a subhead that the text above it speaks of as well.
fn display(lines: &[Line], all: &[Facts], labels: &mut [Label], a: usize, b: usize) {
    let text_below = all.get(b).is_some_and(|f| f.bodyish || labels[b].is_body());
    let text_above = a > 0 && labels[a - 1].is_body();
    if labels[a] == Label::Subhead && b == a + 1 && text_above && text_below && all[a].count <= 9 {
        let shared = |range: &mut dyn Iterator<Item = usize>| {
            range.take(REACH).flat_map(|k| &all[k].pairs).any(|p| *p != NO_PAIR && all[a].pairs.contains(p))
        };
        let body = |k: &usize| labels[*k].is_body();
        let above = shared(&mut (0..a).rev().filter(body));
        let below = shared(&mut (b..all.len()).filter(body));
        if above || !below {
            return;
        }
    }
    labels[a] = Label::Head;
    for (k, label) in labels.iter_mut().enumerate().take(b).skip(a + 1) {
        *label = if goes_on(lines, all, k) { Label::HeadOn } else { Label::Head };
    }
}

/// Whether a line of display type goes on with the one above it: a short line above a long one
/// announces it, a long one below a short one adds to it, lines alike are one.
fn goes_on(lines: &[Line], all: &[Facts], k: usize) -> bool {
    let (above, own) = (&all[k - 1], &all[k]);
    let spaced = lines[k].language.is_spaced();
    if spaced && (own.bound || own.word) || above.last == Last::Pause {
        return true;
    }
    if above.last == Last::Colon {
        return false;
    }
    if !spaced {
        return own.bound || own.joint.is_some_and(|n| n > 0);
    }
    let (a, b) = (above.count as i32, own.count as i32);
    !(10 * a <= 6 * b || 10 * b <= 5 * a && own.count >= 8)
}

/// Running text that was taken for display type or for a caption without a sign of one.
fn running(lines: &[Line], all: &[Facts], labels: &mut [Label], a: usize, b: usize) {
    let headed = a > 0 && matches!(labels[a - 1], Label::Head | Label::HeadOn | Label::Byline);
    if headed && heads_above(lines[a].language) && labels[a] == Label::On && !all[a].bound {
        labels[a] = Label::Start;
    }
    let body = b - a >= 2 && finished(&all[b - 1]) || b - a > HEADLINE;
    if !body || !lines[a].language.is_spaced() && b - a < CAPTION {
        return;
    }
    if !labels[a].is_body() || labels[a] == Label::Subhead {
        labels[a] = if all[a].bound { Label::On } else { Label::Start };
    } else if labels[a] == Label::On && !all[a].bound {
        // A text goes on only where one was broken off.
        let over = (0..a).rev().find(|&k| labels[k].is_body()).is_none_or(|k| finished(&all[k]));
        let broken = (0..a).any(|k| {
            labels[k].is_body() && !finished(&all[k]) && all[k].block != all.get(k + 1).map_or(0, |f| f.block)
        });
        if over && !broken {
            labels[a] = Label::Start;
        }
    }
    for label in &mut labels[a + 1..b] {
        if !label.is_body() || *label == Label::Subhead {
            *label = Label::On;
        }
    }
}

/// How much shorter than a kicker's line the headline below it may be, in tenths.
const KICKER: usize = 7;

/// Languages whose papers print a headline right above its text, as far as extractors
/// are known to keep it there.
#[must_use]
pub fn heads_above(language: Language) -> bool {
    !language.is_chinese()
}

/// Whether a line right below a headline begins an article, in such a language.
#[must_use]
pub fn begins_article(lines: &[Line], labels: &[Label], line: usize) -> bool {
    let above = (0..line).rev().find(|&k| labels[k] != Label::Byline);
    heads_above(lines[line].language)
        && labels[line] == Label::Start
        && above.is_some_and(|k| matches!(labels[k], Label::Head | Label::HeadOn))
}

/// Which piece of a headline is the headline itself, given the ems of each: the second,
/// where the first is a short kicker above it. The weights decide where this says nothing.
#[must_use]
pub fn main_piece(language: Language, ems: &[usize]) -> Option<usize> {
    let kicker = ems.len() >= 2 && 10 * ems[0] <= KICKER * ems[1];
    match language {
        Language::Simplified | Language::Traditional => None,
        Language::Japanese => (kicker || ems.len() == 3 && ems[0] < ems[1]).then_some(1),
        _ => Some(usize::from(kicker)),
    }
}
