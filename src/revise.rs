//! A second look: labels that their neighbours contradict.
//!
//! The labeller sees a line and the lines beside it. A few contradictions show only
//! in a wider view, and are settled here by rules that hold on every page:
//!
//! - Of two passages that repeat each other, the short isolated one is the caption,
//!   the one that goes on or bears a dateline is the lead.
//! - A piece of display type that a sentence goes on from is running text (narrow
//!   lines beside a picture look like a headline).
//! - Where lines run round a picture an indent cannot be told from the contour; there
//!   a phrase that opens paragraphs, behind a finished sentence, begins one.
//! - Behind a sentence that ends in a short line between full ones a paragraph begins.
//! - A line wider than any column was never broken: it is a paragraph, and what follows it as
//!   well.
//! - A line right below a caption that breaks off goes on with it.
//! - A line whose bracket stands on the next one is no subhead.
//! - Lines without a mark of a sentence between a finished one and a dateline are the
//!   headline of what follows.
//! - A line of a headline that is a pair of clauses of one length, or announces what
//!   follows by a colon, is whole by itself.
//! - A headline goes on across an empty line that splits a pair of characters which
//!   stands together elsewhere.
//! - A subhead by itself that speaks of the text above it alone is that text's headline.
//! - More lines without any mark in a row than any headline has, which repeat each other's
//!   words, are a list: its heading, and a paragraph a line.
//! - A line that begins with a dash and ends a piece without a sentence is a deck, and the
//!   short line above it the headline.
//! - A short name far to the right below a finished sentence is who wrote it, and no headline.
//! - A name behind a box or a ring below a headline is a byline.
//! - A paragraph that begins with the number of a picture is a caption.
//! - Three lines in a row that begin with a word and a colon are a paragraph each, and so is
//!   what a speaker says in an interview.
//! - Short uneven lines below a title and a name are verse (`verse.rs`), and notices are no
//!   captions (`notices.rs`).
//! - Names below furniture that the next line prints again are those of sections.
//! - Furniture has a cue, stands beside furniture, or shares no word with the page;
//!   any other line of display type is a headline.
//! - A block much narrower than the text above it, one sentence by itself, is a caption.
//! - A caption has a pointer, a credit, an echo or a column of its own; a last short
//!   paragraph in the column of the text above it is none.

use crate::chars::{self, EM};
use crate::cues::{self, Cues};
use crate::facts::{self, Facts, First, Fit, Habits, Last, PairMap};
use crate::labels::{Label, Labelling};
use crate::lines::Line;
use crate::notices;
use crate::order;
use crate::verse;

/// Corrects the labels of a page.
pub fn revise(lines: &[Line], all: &[Facts], habits: &Habits, labelling: &mut Labelling) {
    if habits.blanks > 0 {
        captions_go_on(all, &mut labelling.labels);
    }
    plain_furniture(all, &mut labelling.labels);
    broken_subheads(all, &mut labelling.labels);
    broken_headlines(lines, all, &mut labelling.labels);
    headlines_before_datelines(all, &mut labelling.labels);
    whole_headlines(all, &mut labelling.labels);
    section_names(lines, all, &mut labelling.labels);
    lists(lines, all, &mut labelling.labels);
    dashed_decks(lines, all, &mut labelling.labels);
    signatures(lines, all, &mut labelling.labels);
    signed_headlines(lines, all, &mut labelling.labels);
    labelled_lines(lines, all, &mut labelling.labels);
    speakers(lines, all, &mut labelling.labels);
    verse::verse(all, &mut labelling.labels);
    notices::notices(lines, all, &mut labelling.labels);
    headlines_of_text_above(lines, all, &mut labelling.labels);
    captions_before_datelines(all, &mut labelling.labels);
    running_display(lines, all, &mut labelling.labels);
    contour_starts(lines, all, &mut labelling.labels);
    starts_behind_last_lines(all, &mut labelling.labels);
    unbroken_starts(lines, all, &mut labelling.labels);
    numbered_captions(lines, all, &mut labelling.labels);
    unmarked_captions(lines, all, &mut labelling.labels);
    narrow_captions(all, &mut labelling.labels);
    let slips = if habits.read { chars::SLIPS } else { 0 };
    echoes(lines, all, slips, &mut labelling.labels);
}

/// The blocks of a page as ranges of lines.
fn blocks(all: &[Facts]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for i in 1..=all.len() {
        if i == all.len() || all[i].block != all[from].block {
            out.push((from, i));
            from = i;
        }
    }
    out
}

/// Makes a stretch of lines, which may be empty, one piece: its first line and those that
/// go on.
fn piece(labels: &mut [Label], first: Label, further: Label) {
    labels.fill(further);
    if let Some(label) = labels.first_mut() {
        *label = first;
    }
}

/// Whether the break before a line cuts a word: one of the page, or a frequent one.
fn cuts_word(f: &Facts) -> bool {
    f.word || f.joint.is_some_and(|n| n > 0)
}

fn finished(f: &Facts) -> bool {
    matches!(f.last, Last::End | Last::EndClose | Last::Close)
}

/// In the block of a caption, the line below one that breaks off in mid-sentence.
fn captions_go_on(all: &[Facts], labels: &mut [Label]) {
    for i in 1..all.len() {
        let below = all[i].blanks == 0 && matches!(labels[i - 1], Label::Caption | Label::CaptionOn);
        let broken = matches!(all[i - 1].last, Last::Plain | Last::Pause | Last::Latin | Last::Open);
        let other = all[i].indented || all[i].cues.any(Cues(Cues::DATELINE.0 | Cues::POINTER.0));
        // Its last line may hold its credit as well.
        let credited = labels[i] == Label::Credit && !all[i].cues.has(Cues::PHOTO_ONLY);
        if below && broken && !other && (labels[i].is_body() || credited) {
            labels[i] = Label::CaptionOn;
        }
    }
}

/// Subheads that a bracket goes on from.
fn broken_subheads(all: &[Facts], labels: &mut [Label]) {
    for i in 1..all.len() {
        let goes_on = matches!(all[i].first, First::Bracket | First::NonStarter) && labels[i].is_body();
        if goes_on && labels[i - 1] == Label::Subhead && !finished(&all[i - 1]) {
            (labels[i - 1], labels[i]) = (Label::Start, Label::On);
        }
    }
}

/// The tail of a headline has at most this many characters.
const HEADLINE_TAIL: usize = 8;

/// Short blocks that finish a word which the headline before them breaks off.
fn broken_headlines(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..all.len() {
        let f = &all[i];
        let tail = f.size == 1
            && f.count <= HEADLINE_TAIL
            && f.copies == all[i - 1].copies
            && !f.pauses
            && !f.clauses
            && f.last == Last::Plain
            && !f.cues.any(Cues(Cues::FURNITURE.0 | Cues::PHOTO.0 | Cues::NAMES.0));
        let headline = matches!(labels[i - 1], Label::Head | Label::HeadOn) && all[i - 1].count > f.count;
        if tail
            && headline
            && (cuts_word(f) || matches!(lines[i].first(), '的' | '了' | '们'))
            && !matches!(labels[i], Label::On | Label::HeadOn)
        {
            labels[i] = Label::HeadOn;
        }
    }
}

/// A headline has at most this many lines.
const HEADLINE_LINES: usize = 3;

/// Lines without a mark of a sentence between a finished sentence, or other display type,
/// and a dateline.
fn headlines_before_datelines(all: &[Facts], labels: &mut [Label]) {
    for to in 1..all.len() {
        if labels[to] != Label::Start || !all[to].cues.has(Cues::DATELINE) {
            continue;
        }
        let display = |k: usize| {
            let f = &all[k];
            matches!(labels[k], Label::Start | Label::On | Label::Subhead)
                && !f.pauses
                && !f.indented
                && f.copies == 1
                && f.first != First::Bracket
                && !f.cues.any(Cues(Cues::SIGNATURE.0 | Cues::PHOTO.0))
                && matches!(f.last, Last::Plain | Last::Close | Last::Latin)
        };
        let begins = |k: &usize| {
            let before = k.checked_sub(1);
            all[*k].blanks > 0 || before.is_none_or(|b| !labels[b].is_body() || finished(&all[b]))
        };
        let run = (to.saturating_sub(HEADLINE_LINES)..to).rev().take_while(|&k| display(k));
        let Some(from) = run.filter(begins).last() else { continue };
        let headline = from > 0 && matches!(labels[from - 1], Label::Head | Label::HeadOn);
        let goes_on = headline && cuts_word(&all[from]);
        piece(&mut labels[from..to], if goes_on { Label::HeadOn } else { Label::Head }, Label::HeadOn);
    }
}

/// Names of sections: words apart by gaps below other furniture, printed again in the next
/// line in any order.
fn section_names(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let glyphs = |l: &Line| {
        let mut glyphs: Vec<u64> = l.glyphs.iter().map(|g| u64::from(g.ch as u32)).collect();
        order::sort_numbers(&mut glyphs);
        glyphs
    };
    for i in 2..lines.len() {
        let names = |k: usize| all[k].cues.has(Cues::NAMES) && labels[k] == Label::Head;
        let below = labels[i - 2] == Label::Furniture && names(i - 1) && names(i);
        if below && glyphs(&lines[i - 1]) == glyphs(&lines[i]) {
            labels[i - 1..=i].fill(Label::Furniture);
        }
    }
    // A folio line names the page's section, which is printed by itself as well.
    let text = |k: usize| lines[k].glyphs.iter().map(|g| g.ch);
    for i in 0..lines.len() {
        let f = &all[i];
        let short = f.size == 1 && f.copies == 1 && (2..=SECTION).contains(&f.count);
        if !short || !matches!(labels[i], Label::Head | Label::HeadOn) {
            continue;
        }
        let names = |k: &usize| {
            let rest = all[*k].count.saturating_sub(f.count);
            labels[*k] == Label::Furniture
                && (1..=FOLIO).contains(&rest)
                && text(*k).skip(rest).eq(text(i))
                && text(*k).take(rest).all(|c| chars::is_digit(c) || chars::is_latin(c) || c == '版')
        };
        if (0..lines.len()).any(|k| names(&k)) {
            labels[i] = Label::Furniture;
        }
    }
}

/// The longest name of a section, and the longest folio before it, in glyphs.
const SECTION: usize = 6;
const FOLIO: usize = 5;

/// A list has at least this many lines, its heading counted in.
const LIST_LINES: usize = 6;

/// Runs of whole blocks without any mark, longer than any headline and of unlike widths, in
/// which most lines have a pair of characters that another line of the run has: a list and its
/// heading.
fn lists(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let other = Cues::FURNITURE.0 | Cues::PHOTO.0 | Cues::BYLINE.0 | Cues::POINTER.0 | Cues::NAMES.0;
    let other = Cues(other | Cues::DATELINE.0);
    let item = |k: usize| {
        let f = &all[k];
        let marked = |c: char| chars::is_mark(c) && !matches!(c, '（' | '）' | '(' | ')' | '·' | '‧');
        let bare = !lines[k].glyphs.iter().any(|g| marked(g.ch)) && !f.cues.any(other);
        bare && f.copies == 1 && !f.vertical && (4..=20).contains(&f.count) && !lines[k].spaced
    };
    let mut from = 0;
    while from < lines.len() {
        let to = (from..lines.len()).find(|&k| !item(k)).unwrap_or(lines.len());
        let widest = all[from..to].iter().map(|f| f.width).max().unwrap_or(0);
        let ragged = all[from..to].iter().filter(|f| f.width + EM as i32 <= widest).count();
        let apart = |k: usize| k == 0 || all.get(k).is_none_or(|f| f.blanks > 0);
        let shaped = apart(from) && apart(to) && 3 * ragged >= to - from;
        // Headlines that stand together share words as well, but no word stands in many.
        let display = |l: &&Label| matches!(l, Label::Head | Label::HeadOn);
        let headlines = 2 * labels[from..to].iter().filter(display).count() > to - from;
        let least = if headlines { 3 } else { 2 };
        if to - from >= LIST_LINES && shaped && is_list(&lines[from..to], least) {
            labels[from] = Label::Head;
            labels[from + 1..to].fill(Label::Start);
        }
        from = to + 1;
    }
}

/// A line without the end of a sentence, or a pause inside.
fn is_phrase(f: &Facts) -> bool {
    f.last == Last::Plain && !f.pauses && f.copies == 1 && !f.vertical
}

/// A line that went on with one that is no text any more begins a paragraph.
fn begins(label: Option<&mut Label>) {
    if let Some(label) = label.filter(|label| **label == Label::On) {
        *label = Label::Start;
    }
}

/// A headline of one line and a deck that begins with a dash, taken for a paragraph of two
/// lines; what stands below goes on with neither.
fn dashed_decks(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..lines.len() {
        let dash = lines[i].glyphs.iter().take(2).filter(|g| matches!(g.ch, '—' | '─')).count() == 2;
        let pair = labels[i] == Label::On && labels[i - 1] == Label::Start && all[i].blanks == 0;
        let below = labels.get(i + 1).is_none_or(|label| *label != Label::On);
        if dash && pair && below && is_phrase(&all[i]) && is_phrase(&all[i - 1]) {
            labels[i - 1] = Label::Head;
            labels[i] = Label::Head;
            begins(labels[i + 1..].iter_mut().find(|label| **label != Label::Furniture));
        }
    }
}

/// Names set to the right below what they wrote, taken for headlines.
fn signatures(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..lines.len() {
        let ended = matches!(all[i - 1].last, Last::End | Last::EndClose) && labels[i - 1].is_body();
        let own = matches!(labels[i], Label::Head | Label::Start | Label::On);
        if own && ended && lines[i].is_right() && all[i].count <= WIDEST_NAME {
            labels[i] = Label::Start;
            begins(labels.get_mut(i + 1));
        }
    }
}

/// The longest such name, in glyphs.
const WIDEST_NAME: usize = 16;

/// Bylines that were taken for the beginning of the text: □ 本报记者 and names, below a headline.
fn signed_headlines(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..lines.len() {
        let below = matches!(labels[i - 1], Label::Head | Label::HeadOn) && labels[i].is_body();
        if below && all[i].cues.has(Cues::BYLINE) && cues::is_byline_sign(lines[i].first()) {
            labels[i] = Label::Byline;
            begins(labels.get_mut(i + 1));
        }
    }
}

/// No column is so wide, in glyphs.
const UNBROKEN: usize = 45;

/// So many finished lines in a row are no chance.
const FINISHED: usize = 3;

/// Paragraphs on a line each, behind finished ones.
fn unbroken_starts(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let ended = |k: usize| all[k].last == Last::End;
    let mut finished = 0;
    for i in 0..all.len() {
        finished = if ended(i) && matches!(labels[i], Label::Start | Label::On) { finished + 1 } else { 0 };
        let from = if i > 0 && ended(i - 1) && all[i - 1].count.max(all[i].count) >= UNBROKEN {
            i
        } else if finished >= FINISHED {
            i + 2 - FINISHED
        } else {
            continue;
        };
        for k in from..=i {
            // The rest of a sentence may stand behind a finished one.
            let rest = all[k].awaited > 0 || lines[k].glyphs.iter().take(2).any(|g| chars::is_mark(g.ch));
            if labels[k] == Label::On && !rest && lines[k].language.is_chinese() {
                labels[k] = Label::Start;
            }
        }
    }
}

/// Paragraphs that begin with the number of a picture, 图①：, are captions.
fn numbered_captions(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let numbered = |line: &Line| match line.glyphs.as_slice() {
        [figure, number, behind, ..] => {
            matches!(figure.ch, '图' | '圖')
                && (chars::is_digit(number.ch)
                    || chars::is_han_numeral(number.ch)
                    || ('①'..='⑨').contains(&number.ch))
                && matches!(behind.ch, '：' | ':')
        }
        _ => false,
    };
    for i in 0..lines.len() {
        if labels[i] == Label::Start && numbered(&lines[i]) {
            labels[i] = Label::Caption;
            let end = (i + 1..lines.len()).find(|&k| labels[k] != Label::On || all[k].blanks > 0);
            labels[i + 1..end.unwrap_or(lines.len())].fill(Label::CaptionOn);
        }
    }
}

/// So many such lines are no chance.
const LABELLED: usize = 3;
/// The longest heading of such lines, in glyphs.
const HEADING: usize = 10;

/// Lines in a row of which each begins with a word and a colon: 电话：, 地点：, 答：. A short
/// line right above them that stands apart from what is above is their headline.
fn labelled_lines(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let mut from = 0;
    while from < lines.len() {
        let is = |k: usize| matches!(labels[k], Label::Start | Label::On) && lines[k].label().is_some();
        let to = (from..lines.len()).find(|&k| !is(k)).unwrap_or(lines.len());
        if to - from >= LABELLED {
            labels[from..to].fill(Label::Start);
            let heading =
                |f: &Facts| f.blanks > 0 && f.count <= HEADING && f.last == Last::Plain && !f.pauses;
            if from > 0 && all[from].blanks == 0 && heading(&all[from - 1]) && labels[from - 1].is_body() {
                labels[from - 1] = Label::Head;
            }
        }
        from = to + 1;
    }
}

/// Behind a finished sentence a paragraph begins with who speaks: 记者：, 答：. Such a word stands
/// at the beginning of several lines.
fn speakers(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let key = |line: &Line| {
        let word = line.label()?;
        Some(word.iter().fold(0u64, |key, g| key.wrapping_mul(0x1_0001).wrapping_add(g.ch.into())))
    };
    let keys: Vec<Option<u64>> = lines.iter().map(key).collect();
    let mut counts: PairMap<u32> = PairMap::default();
    for key in keys.iter().flatten() {
        *counts.entry(*key).or_default() += 1;
    }
    for i in 1..lines.len() {
        let ended = matches!(all[i - 1].last, Last::End | Last::EndClose);
        if labels[i] == Label::On && ended && keys[i].is_some_and(|key| counts[&key] > 1) {
            labels[i] = Label::Start;
        }
    }
}

/// Whether two thirds of the lines below the first have a pair that so many lines have.
fn is_list(lines: &[Line], least: u32) -> bool {
    let pairs = |line: &Line| {
        let mut pairs: Vec<u64> = line.glyphs.windows(2).map(|p| facts::pair_key(p[0].ch, p[1].ch)).collect();
        order::sort_numbers(&mut pairs);
        pairs.dedup();
        pairs
    };
    let mut held: PairMap<u32> = PairMap::default();
    for key in lines.iter().flat_map(pairs) {
        *held.entry(key).or_default() += 1;
    }
    let repeats = |line: &&Line| pairs(line).iter().any(|key| held[key] >= least);
    3 * lines[1..].iter().filter(repeats).count() >= 2 * (lines.len() - 1)
}

/// Lines of running text that are asked for a subhead's words, each way.
const SUBJECT_REACH: usize = 16;

/// Subheads by themselves that speak of the text above them and not of that below: the
/// headline of the text above, where headlines stand last.
fn headlines_of_text_above(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let pairs = |l: usize| lines[l].glyphs.windows(2).map(|p| facts::pair_key(p[0].ch, p[1].ch));
    for i in 1..lines.len() {
        let alone = all[i].blanks > 0 && all.get(i + 1).is_none_or(|f| f.blanks > 0);
        if labels[i] != Label::Subhead || !alone {
            continue;
        }
        let own: Vec<u64> = pairs(i).collect();
        let body = |k: &usize| matches!(labels[*k], Label::Start | Label::On);
        let share = |found: PairMap<()>| {
            let count = own.iter().filter(|key| found.contains_key(key)).count();
            count as f32 / own.len().max(1) as f32
        };
        let noted = |k: usize| pairs(k).map(|key| (key, ()));
        let above = share((0..i).rev().filter(body).take(SUBJECT_REACH).flat_map(noted).collect());
        let below = share((i + 1..lines.len()).filter(body).take(SUBJECT_REACH).flat_map(noted).collect());
        if above >= 0.4 && below <= 0.1 {
            labels[i] = Label::Head;
        }
    }
}

/// The shortest line that announces what follows by a colon.
const ANNOUNCEMENT: usize = 6;

/// Headlines that go on behind a line which is whole by itself: a pair of clauses of one
/// length, or an announcement that ends with a colon.
fn whole_headlines(all: &[Facts], labels: &mut [Label]) {
    for i in 1..all.len() {
        let announcement = all[i - 1].cues.has(Cues::COLON_END) && all[i - 1].count >= ANNOUNCEMENT;
        if labels[i] == Label::HeadOn && !all[i].vertical && (all[i - 1].balanced || announcement) {
            labels[i] = Label::Head;
        }
    }
}

/// Captions without any sign of one, right above a dateline.
fn captions_before_datelines(all: &[Facts], labels: &mut [Label]) {
    let signs = Cues(Cues::POINTER.0 | Cues::FIGURE.0 | Cues::PHOTO.0 | Cues::DATELINE.0);
    for i in 1..all.len() {
        if labels[i] != Label::Start || !all[i].cues.has(Cues::DATELINE) {
            continue;
        }
        let Some(from) = (i.saturating_sub(HEADLINE_LINES)..i).rev().find(|&k| labels[k] == Label::Caption)
        else {
            continue;
        };
        let own = &all[from..i];
        let display = labels[from + 1..i].iter().all(|l| *l == Label::CaptionOn)
            && own.iter().all(|f| !f.pauses && !f.cues.any(signs))
            && own.last().is_some_and(|f| matches!(f.last, Last::Plain | Last::Close | Last::Latin));
        if display {
            piece(&mut labels[from..i], Label::Head, Label::HeadOn);
        }
    }
}

/// Furniture without any sign of it that shares words with the page.
fn plain_furniture(all: &[Facts], labels: &mut [Label]) {
    let signs = Cues(Cues::FURNITURE.0 | Cues::NAMES.0 | Cues::PHOTO.0 | Cues::SIGNATURE.0);
    for i in 0..all.len() {
        let f = &all[i];
        let plain = labels[i] == Label::Furniture
            && !f.cues.any(signs)
            && (4..=30).contains(&f.count)
            && f.overlap > 0.0;
        let beside = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .filter_map(|k| all.get(k).map(|other| (k, other)))
            .any(|(k, other)| labels[k] == Label::Furniture && other.cues.any(Cues::FURNITURE));
        if plain && !beside {
            labels[i] = Label::Head;
        }
    }
}

/// Display lines that the next block's sentence goes on from become running text.
fn running_display(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..lines.len() {
        let goes_on =
            labels[i] == Label::On && !matches!(labels[i - 1], Label::On | Label::Start | Label::Subhead);
        if !goes_on || finished(&all[i - 1]) {
            continue;
        }
        let mut from = i;
        while from > 0
            && matches!(labels[from - 1], Label::Head | Label::HeadOn | Label::Caption | Label::CaptionOn)
        {
            from -= 1;
        }
        let stretch = &all[from..i];
        let plain = stretch.iter().all(|f| {
            f.copies == 1
                && !f.vertical
                && !f.clauses
                && !f.cues.any(Cues(Cues::POINTER.0 | Cues::FIGURE.0 | Cues::PHOTO.0 | Cues::COLON_END.0))
        });
        // The sentence before the stretch is over, so the one behind it begins in it.
        let over = (0..from).rev().find(|&b| labels[b].is_body()).is_none_or(|b| finished(&all[b]));
        // Its first words end a sentence at once, or finish a word that stands elsewhere.
        let early = lines[i].glyphs.iter().take(4).any(|g| matches!(g.ch, '。' | '，' | '；' | '、'));
        let joined = all[i].joint.is_some_and(|n| n > 0);
        if plain && over && (early || joined) && i - from <= 12 {
            piece(&mut labels[from..i], Label::Start, Label::On);
        }
    }
}

/// How far a contour is looked for.
const CONTOUR_REACH: usize = 6;

/// Paragraphs that begin where the column's width changes.
fn contour_starts(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    for i in 1..lines.len() {
        let opens = labels[i] == Label::On
            && all[i].cues.has(Cues::OPENER)
            && all[i].blanks == 0
            && labels[i - 1].is_body()
            && matches!(all[i - 1].last, Last::End | Last::EndClose);
        if !opens {
            continue;
        }
        // Full lines that no common measure fits.
        let (mut least, mut most) = (0, u32::MAX);
        for k in i.saturating_sub(CONTOUR_REACH)..(i + CONTOUR_REACH + 1).min(lines.len()) {
            let first = labels[k] == Label::Start || k == i;
            let last = labels.get(k + 1).is_none_or(|l| *l != Label::On);
            if labels[k].is_body() && !first && !last {
                least = least.max(lines[k].squeezed());
                most = most.min(lines[k].width());
            }
        }
        if most != u32::MAX && least >= most + chars::EM {
            labels[i] = Label::Start;
        }
    }
}

/// How much shorter than the lines about it the last line of a paragraph is, in quarter
/// ems, to be one for sure.
const LAST_LINE: i32 = 4 * chars::EM as i32;

/// Lines behind the end of a sentence that stands in a short line between full ones.
fn starts_behind_last_lines(all: &[Facts], labels: &mut [Label]) {
    for i in 2..all.len() {
        let (full, last) = (&all[i - 2], &all[i - 1]);
        let short = last.width + LAST_LINE <= full.width.min(all[i].width);
        if labels[i] == Label::On
            && labels[i - 1] == Label::On
            && labels[i - 2].is_body()
            && matches!(last.last, Last::End | Last::EndClose)
            && short
            && full.block == all[i].block
            && !matches!(all[i].first, First::NonStarter | First::Quote | First::Bracket)
        {
            labels[i] = Label::Start;
        }
    }
}

/// Captions without any sign of one, set in the column of the text above them.
fn unmarked_captions(lines: &[Line], all: &[Facts], labels: &mut [Label]) {
    let mut i = 1;
    while i < all.len() {
        if labels[i] != Label::Caption || !labels[i - 1].is_body() {
            i += 1;
            continue;
        }
        let end = (i + 1..all.len()).find(|&k| labels[k] != Label::CaptionOn).unwrap_or(all.len());
        let own = &all[i..end];
        let marked = own.iter().any(|f| f.cues.any(Cues(Cues::POINTER.0 | Cues::FIGURE.0 | Cues::PHOTO.0)))
            || labels.get(end) == Some(&Label::Credit);
        let echo = own.iter().filter(|f| f.echo >= 0.5).count() * 2 > own.len();
        // Every line but the last fills the measure of the text above, the first with an indent.
        let measure = all[i - 1].measure;
        let fills = |l: &Line, to: i32| (-2..=3).contains(&l.widths().missing(to - l.indent as i32));
        let column = measure > 0
            && (i..end - 1).all(|k| fills(&lines[k], measure) || k == i && fills(&lines[k], measure - 8))
            && all[end - 1].width <= measure + 4;
        let sentence = finished(&all[i - 1]) && own.last().is_some_and(finished);
        let alone = own.len() == 1;
        let indented =
            alone || matches!(own[0].fit, Fit::Indent | Fit::Either) || own[0].width < own[1].width;
        if !marked && !echo && column && sentence && (indented || own[0].width > own[own.len() - 1].width) {
            piece(&mut labels[i..end], Label::Start, Label::On);
        }
        i = end;
    }
}

/// A caption set beside its picture is narrower than this share of the text above it, in
/// hundredths, and has this many lines at most.
const NARROW: i32 = 75;
const CAPTION_LINES: usize = 6;

/// Blocks of running text by themselves, much narrower than the text above them and
/// followed by no text of that width: captions beside a picture.
fn narrow_captions(all: &[Facts], labels: &mut [Label]) {
    let blocks = blocks(all);
    for (b, &(from, to)) in blocks.iter().enumerate() {
        let own = &all[from..to];
        let width = own.iter().map(|f| f.width).max().unwrap_or(0);
        let narrow = |f: &Facts| 100 * width <= NARROW * f.measure;
        let above = from.checked_sub(1).map(|k| (&all[k], labels[k]));
        let below = blocks.get(b + 1).map(|&(next, _)| (&all[next], labels[next]));
        let alone = above.is_some_and(|(f, l)| l.is_body() && f.bodyish && finished(f) && narrow(f))
            && below.is_none_or(|(f, l)| !l.is_body() || narrow(f) && l != Label::On);
        let sentence = (2..=CAPTION_LINES).contains(&own.len())
            && own.last().is_some_and(|f| matches!(f.last, Last::End | Last::EndClose))
            && own[..own.len() - 1].iter().all(|f| f.width + 2 * chars::EM as i32 > width && !finished(f))
            && own.iter().all(|f| f.copies == 1 && !f.vertical && !f.cues.has(Cues::DATELINE));
        if alone && sentence && labels[from] == Label::Start {
            piece(&mut labels[from..to], Label::Caption, Label::CaptionOn);
        }
    }
}

/// An echo is at least this share of its length found in one piece elsewhere, and
/// this many characters long.
const ECHO_SHARE: f32 = 0.66;
const ECHO_LENGTH: usize = 12;
/// Longer passages are no captions.
const CAPTION_LENGTH: usize = 120;

/// Isolated blocks of running text that are repeated elsewhere become captions.
fn echoes(lines: &[Line], all: &[Facts], slips: usize, labels: &mut [Label]) {
    let blocks = blocks(all);
    if blocks.len() < 3 {
        return;
    }
    let mut page = None;
    for &(from, to) in &blocks {
        let own = &all[from..to];
        let length: usize = own.iter().map(|f| f.count).sum();
        let candidate =
            labels[from..to].iter().all(|l| l.is_body() || matches!(l, Label::Caption | Label::CaptionOn))
                && labels[from] != Label::On
                && (ECHO_LENGTH..=CAPTION_LENGTH).contains(&length)
                && own.iter().all(|f| f.copies == 1 && !f.vertical)
                && !own[0].cues.has(Cues::DATELINE)
                && own[0].first != First::NonStarter
                && own.iter().filter(|f| f.overlap >= 0.6).count() * 3 >= own.len() * 2;
        // It must not go on in the next block.
        let next = (to..all.len()).find(|&k| labels[k].is_body());
        let goes_on =
            !own.last().is_some_and(finished) && next.is_some_and(|k| labels[k] == Label::On && k == to);
        if !candidate || goes_on {
            continue;
        }
        let text: Vec<char> = glyphs(lines, from, to);
        let page = page.get_or_insert_with(|| Bare::of(lines));
        let Some((length, twin)) = longest_elsewhere(page, &text, from, to, slips) else { continue };
        let enough = length >= ECHO_LENGTH && length as f32 >= ECHO_SHARE * text.len() as f32;
        // The twin is the lead where it bears a dateline or is the longer passage.
        let passage = passage(labels, twin);
        let lead =
            all[passage.0].cues.has(Cues::DATELINE) || glyphs(lines, passage.0, passage.1).len() > text.len();
        if enough && lead && labels[twin].is_body() {
            piece(&mut labels[from..to], Label::Caption, Label::CaptionOn);
        }
    }
}

fn glyphs(lines: &[Line], from: usize, to: usize) -> Vec<char> {
    lines[from..to].iter().flat_map(|l| &l.glyphs).map(|g| g.ch).collect()
}

/// The lines of the paragraph that a line stands in, by the labels.
fn passage(labels: &[Label], line: usize) -> (usize, usize) {
    let from = (0..=line).rev().find(|&k| labels[k] != Label::On).unwrap_or(0);
    let to = (line + 1..labels.len()).find(|&k| labels[k] != Label::On).unwrap_or(labels.len());
    (from, to)
}

/// The page's characters without marks, and where their pairs stand.
struct Bare {
    /// Each with its line.
    glyphs: Vec<(char, usize)>,
    /// Places of pairs, those of a class together and in their order.
    places: Vec<u32>,
    /// Where the places of each class begin, and where the last one's end.
    starts: Vec<u32>,
}

/// Classes that pairs fall in.
const CLASSES: usize = 1024;

impl Bare {
    fn of(lines: &[Line]) -> Self {
        let mut glyphs = Vec::with_capacity(lines.iter().map(|l| l.glyphs.len()).sum());
        for (l, line) in lines.iter().enumerate() {
            glyphs.extend(line.glyphs.iter().filter(|g| !chars::is_mark(g.ch)).map(|g| (g.ch, l)));
        }
        let mut starts = vec![0u32; CLASSES + 1];
        for pair in glyphs.windows(2) {
            starts[Self::class(pair[0].0, pair[1].0)] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // Each class is filled from its end.
        let mut places = vec![0; glyphs.len().saturating_sub(1)];
        for (at, pair) in glyphs.windows(2).enumerate().rev() {
            let start = &mut starts[Self::class(pair[0].0, pair[1].0)];
            *start -= 1;
            places[*start as usize] = at as u32;
        }
        Bare { glyphs, places, starts }
    }

    fn class(a: char, b: char) -> usize {
        (a as usize ^ (b as usize) << 5) % CLASSES
    }

    /// The places of a pair, and of others of its class.
    fn near(&self, a: char, b: char) -> &[u32] {
        let class = Self::class(a, b);
        &self.places[self.starts[class] as usize..self.starts[class + 1] as usize]
    }
}

/// The longest piece of `text` that stands outside the lines `from..to`, and the line
/// where it begins.
///
/// Every fourth pair of the text is looked for on the page, so a common piece of
/// eight characters is never missed; each find is extended both ways, over up to `slips`
/// characters that differ.
fn longest_elsewhere(
    page: &Bare,
    text: &[char],
    from: usize,
    to: usize,
    slips: usize,
) -> Option<(usize, usize)> {
    const STEP: usize = 4;
    let text: Vec<char> = text.iter().copied().filter(|&c| !chars::is_mark(c)).collect();
    let outside = |k: usize| page.glyphs.get(k).filter(|(_, l)| *l < from || *l >= to).map(|p| p.0);
    // Where each pair stands on the page, and where in the text.
    let mut finds: Vec<(usize, usize)> = Vec::new();
    for at in (0..text.len().saturating_sub(1)).step_by(STEP) {
        let (a, b) = (text[at], text[at + 1]);
        let places = page.near(a, b).iter().map(|&place| place as usize);
        let same = places.filter(|&place| outside(place) == Some(a) && outside(place + 1) == Some(b));
        finds.extend(same.map(|place| (place, at)));
    }
    order::sort_by_key(&mut finds, |&(place, at)| (place as u64) << 32 | at as u64);
    let mut best: Option<(usize, usize)> = None;
    let mut next = 0;
    for (start, at) in finds {
        if start < next {
            continue;
        }
        let above = |k: usize| Some(text[at.checked_sub(k + 1)?] == outside(start.checked_sub(k + 1)?)?);
        let below = |k: usize| Some(*text.get(at + k)? == outside(start + k)?);
        let (back, ahead) = (chars::alike(&above, slips), chars::alike(&below, slips));
        if best.is_none_or(|b| back + ahead > b.0) {
            best = Some((back + ahead, page.glyphs[start - back].1));
        }
        next = start + ahead.max(1);
    }
    best
}
