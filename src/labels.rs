//! Labels: what each line is, decided for the whole page at once.
//!
//! A linear-chain model: every line has features (the groups below) that speak for
//! and against each label, and neighbouring labels speak for each other. The best
//! sequence is found by the Viterbi algorithm, in time linear in the lines. The
//! weights stand in `weights.rs` and are fitted by `tools/fit`.

use crate::cues::{self, Cues};
use crate::facts::{Facts, First, Fit, Habits, Last};
use crate::features::feature_groups;
use crate::model::Model;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Label {
    /// First line of a paragraph.
    Start,
    /// Goes on with the running text before it.
    On,
    /// First line of a headline piece.
    Head,
    /// Further line of a headline piece.
    HeadOn,
    /// First line of a caption.
    Caption,
    /// Further line of a caption.
    CaptionOn,
    /// A photographer, a source of pictures.
    Credit,
    /// A byline that stands apart.
    Byline,
    /// Page furniture.
    Furniture,
    /// A heading inside the body.
    Subhead,
}

/// All labels, in the order of their numbers.
pub const LABELS: [Label; 10] = [
    Label::Start,
    Label::On,
    Label::Head,
    Label::HeadOn,
    Label::Caption,
    Label::CaptionOn,
    Label::Credit,
    Label::Byline,
    Label::Furniture,
    Label::Subhead,
];

/// Number of labels.
pub const COUNT: usize = LABELS.len();

/// Contexts of a transition: first line; no empty line before, on a page without and
/// with empty lines; an empty line before.
pub const CONTEXTS: usize = 4;

impl Label {
    /// Part of an article's running text.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(self, Label::Start | Label::On | Label::Subhead)
    }

    /// Goes on with the piece before it.
    #[must_use]
    pub fn goes_on(self) -> bool {
        matches!(self, Label::On | Label::HeadOn | Label::CaptionOn)
    }
}

feature_groups! {
    Bias: 1,
    Short: 10,
    PrevShort: 11,
    NextShort: 11,
    ShortByPrevShort: 36,
    ShortByNextShort: 36,
    Step: 12,
    NextStep: 12,
    StepByNextStep: 49,
    PrevLast: 9,
    First: 7,
    Last: 8,
    NextFirst: 8,
    PrevLastByFirst: 63,
    PrevLastByPrevShort: 54,
    PrevLastByBlank: 54,
    LastByNextBlank: 32,
    Fitted: 40,
    Blank: 9,
    NextBlank: 9,
    Indent: 6,
    NextIndent: 6,
    PrevIndent: 6,
    BlockSize: 6,
    BlockPlace: 4,
    BlockSizeByPlace: 24,
    NextBlockSize: 6,
    PrevBlockSize: 6,
    Count: 9,
    CountByBlockSize: 54,
    Wide: 8,
    Pauses: 4,
    Clauses: 4,
    Cue: 24,
    PrevCue: 24,
    NextCue: 24,
    CueByBlank: 48,
    Overlap: 24,
    Echo: 24,
    Copies: 4,
    PrevCopies: 4,
    NextCopies: 4,
    Vertical: 4,
    PagePlace: 5,
    BodyBefore: 72,
    BodyBeforeByShort: 36,
    BodyAfter: 36,
    NextPauses: 6,
    PrevPauses: 6,
    MeasureStep: 5,
    NextMeasureStep: 5,
    Broken: 6,
    Unbroken: 8,
    BlockEnd: 18,
    BlockCue: 24,
    BlockOverlap: 30,
    BlockEcho: 60,
    EchoRun: 36,
    Joint: 24,
    Word: 18,
    NextWord: 6,
    NextJoint: 12,
    JointByLast: 32,
    OpensAfter: 24,
    ClausesBeside: 8,
    Bound: 6,
    SamePrint: 6,
    ClosesBracket: 4,
    LastByNextCue: 40,
    LastByBelow: 32,
    Marking: 120,
    MarkingByNext: 20,
    Parting: 108,
    Read: 144,
    TakenUp: 64,
    TakenUpByBlank: 64,
    Together: 48,
    Awaited: 128,
}

/// A feature's name, for the inspector and for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    match group_of(feature) {
        (name @ ("Cue" | "PrevCue" | "NextCue" | "BlockCue"), bucket) => {
            format!("{name}:{}", cues::NAMES[bucket as usize])
        }
        (name, bucket) => format!("{name}:{bucket}"),
    }
}

/// Buckets of what is missing to the measure, in quarter ems.
fn short_bucket(f: &Facts) -> usize {
    if f.measure == 0 {
        return 9;
    }
    match f.short {
        i32::MIN..=-5 => 0,
        -4..=-2 => 1,
        -1..=2 => 2,
        3..=4 => 3,
        5..=6 => 4,
        7..=9 => 5,
        10..=16 => 6,
        17..=32 => 7,
        _ => 8,
    }
}

/// The fit as a number.
fn short_class(f: &Facts) -> usize {
    f.fit as usize
}

/// Buckets of the difference of two widths, in quarter ems.
fn step_bucket(a: &Facts, b: &Facts) -> usize {
    match a.width - b.width {
        i32::MIN..=-33 => 0,
        -32..=-17 => 1,
        -16..=-10 => 2,
        -9..=-7 => 3,
        -6..=-4 => 4,
        -3..=-1 => 5,
        0..=2 => 6,
        3..=5 => 7,
        6..=9 => 8,
        10..=16 => 9,
        17..=32 => 10,
        _ => 11,
    }
}

fn step_class(bucket: usize) -> usize {
    match bucket {
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        4..=7 => 3,
        8 => 4,
        9 => 5,
        _ => 6,
    }
}

fn count_bucket(count: usize) -> usize {
    match count {
        0..=2 => 0,
        3..=4 => 1,
        5..=6 => 2,
        7..=9 => 3,
        10..=13 => 4,
        14..=17 => 5,
        18..=24 => 6,
        25..=40 => 7,
        _ => 8,
    }
}

fn size_bucket(size: usize) -> usize {
    match size {
        1 => 0,
        2 => 1,
        3 => 2,
        4 | 5 => 3,
        6..=10 => 4,
        _ => 5,
    }
}

fn place_bucket(f: &Facts) -> usize {
    match (f.at == 0, f.at + 1 == f.size) {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        (false, true) => 3,
    }
}

fn share_bucket(share: f32) -> usize {
    match share {
        s if s <= 0.0 => 0,
        s if s < 0.25 => 1,
        s if s < 0.5 => 2,
        s if s < 0.7 => 3,
        s if s < 0.9 => 4,
        _ => 5,
    }
}

fn measure_step(a: &Facts, b: &Facts) -> usize {
    match a.measure - b.measure {
        i32::MIN..=-9 => 0,
        -8..=-3 => 1,
        -2..=2 => 2,
        3..=8 => 3,
        _ => 4,
    }
}

/// The features of line `i`, as indices.
pub fn features(all: &[Facts], habits: &Habits, i: usize, out: &mut Vec<u16>) {
    out.clear();
    let f = &all[i];
    let prev = i.checked_sub(1).map(|p| &all[p]);
    let next = all.get(i + 1);
    let mut o = Features(out);
    let blank = usize::from(f.blanks > 0);
    let next_blank = next.map_or(1, |n| usize::from(n.blanks > 0));
    let blanks = habits.blanks as usize;
    let indents = habits.indents as usize;
    let last = |f: &Facts| f.last as usize;
    let first = |f: &Facts| f.first as usize;

    o.add(Group::Bias, 0);
    o.add(Group::Short, short_bucket(f));
    o.add(Group::PrevShort, prev.map_or(10, short_bucket));
    o.add(Group::NextShort, next.map_or(10, short_bucket));
    o.add(Group::ShortByPrevShort, 6 * short_class(f) + prev.map_or(5, short_class));
    o.add(Group::ShortByNextShort, 6 * short_class(f) + next.map_or(5, short_class));
    let step = prev.map_or(11, |p| step_bucket(f, p));
    let next_step = next.map_or(11, |n| step_bucket(f, n));
    o.add(Group::Step, step);
    o.add(Group::NextStep, next_step);
    o.add(Group::StepByNextStep, 7 * step_class(step) + step_class(next_step));
    let prev_last = prev.map_or(8, last);
    o.add(Group::PrevLast, prev_last);
    o.add(Group::First, first(f));
    o.add(Group::Last, last(f));
    o.add(Group::NextFirst, next.map_or(7, first));
    o.add(Group::PrevLastByFirst, 7 * prev_last + first(f));
    o.add(Group::PrevLastByPrevShort, 6 * prev_last + prev.map_or(5, short_class));
    o.add(Group::PrevLastByBlank, 6 * prev_last + 2 * blanks + blank);
    o.add(Group::LastByNextBlank, 4 * last(f) + 2 * usize::from(blanks > 0) + next_blank);
    if let Some(p) = prev {
        let room = p.short - f.lead_width;
        let room = match room {
            i32::MIN..=-5 => 0,
            -4..=-1 => 1,
            0..=1 => 2,
            2..=6 => 3,
            _ => 4,
        };
        o.add(Group::Fitted, 8 * room + last(p));
    }
    o.add(Group::Blank, 3 * blanks + f.blanks.min(2) as usize);
    o.add(Group::NextBlank, 3 * blanks + next.map_or(2, |n| n.blanks.min(2)) as usize);
    o.add(Group::Indent, 2 * indents + usize::from(f.indented));
    o.add(Group::NextIndent, 2 * indents + next.map_or(0, |n| usize::from(n.indented)));
    o.add(Group::PrevIndent, 2 * indents + prev.map_or(0, |p| usize::from(p.indented)));
    let size = size_bucket(f.size);
    o.add(Group::BlockSize, size);
    o.add(Group::BlockPlace, place_bucket(f));
    o.add(Group::BlockSizeByPlace, 4 * size + place_bucket(f));
    if f.at == 0
        && let Some(p) = prev
    {
        o.add(Group::PrevBlockSize, size_bucket(p.size));
    }
    if f.at + 1 == f.size
        && let Some(n) = next
    {
        o.add(Group::NextBlockSize, size_bucket(n.size));
    }
    o.add(Group::Count, count_bucket(f.count));
    o.add(Group::CountByBlockSize, 6 * count_bucket(f.count) + size);
    let wide = match (f.width, habits.measure) {
        (_, 0) => 7,
        (w, m) if 2 * w < m => 0,
        (w, m) if 4 * w < 3 * m => 1,
        (w, m) if w < m - 6 => 2,
        (w, m) if w < m + 6 => 3,
        (w, m) if 2 * w < 3 * m => 4,
        (w, m) if w < 2 * m + 6 => 5,
        _ => 6,
    };
    o.add(Group::Wide, wide);
    o.add(Group::Pauses, 2 * usize::from(f.pauses) + usize::from(f.size > 2));
    o.add(Group::Clauses, 2 * usize::from(f.clauses) + usize::from(f.size > 2));
    for (group, other) in [(Group::Cue, Some(f)), (Group::PrevCue, prev), (Group::NextCue, next)] {
        let Some(other) = other else { continue };
        for bit in other.cues.bits() {
            o.add(group, bit);
            if matches!(group, Group::Cue) {
                o.add(Group::CueByBlank, 2 * bit + blank);
            }
        }
    }
    let shape = usize::from(f.size > 2) + 2 * usize::from(f.pauses || f.last == Last::End);
    o.add(Group::Overlap, 4 * share_bucket(f.overlap) + shape);
    o.add(Group::Echo, 4 * share_bucket(f.echo) + shape);
    let copies = |f: &Facts| usize::from(f.copies > 1) + 2 * usize::from(habits.doubled);
    o.add(Group::Copies, copies(f));
    o.add(Group::PrevCopies, prev.map_or(0, copies));
    o.add(Group::NextCopies, next.map_or(0, copies));
    o.add(
        Group::Vertical,
        usize::from(f.vertical)
            + 2 * usize::from(prev.is_some_and(|p| p.vertical) || next.is_some_and(|n| n.vertical)),
    );
    o.add(
        Group::PagePlace,
        match (i, all.len() - i) {
            (0, _) => 0,
            (1..=4, _) => 1,
            (_, 1) => 3,
            (_, 2..=5) => 4,
            _ => 2,
        },
    );
    match f.body_before.map(|b| (b, &all[b])) {
        Some((b, body)) if b + 1 < i => {
            o.add(Group::BodyBefore, 9 * last(body) + first(f));
            o.add(Group::BodyBeforeByShort, 6 * short_class(body) + short_class(f));
        }
        Some(_) => o.add(Group::BodyBefore, 7),
        None => o.add(Group::BodyBefore, 8),
    }
    if let Some(a) = f.body_after {
        let distance = (a - i - 1).min(2);
        let same = usize::from((all[a].measure - f.measure).abs() <= 3);
        o.add(Group::BodyAfter, 12 * distance + 2 * short_class(&all[a]) + same);
    }
    let pauses = |f: &Facts| usize::from(f.bodyish) + usize::from(f.bodyish && f.pauses);
    o.add(Group::NextPauses, next.map_or(0, pauses) + 3 * next_blank);
    o.add(Group::PrevPauses, prev.map_or(0, pauses) + 3 * blank);
    o.add(Group::MeasureStep, prev.map_or(2, |p| measure_step(f, p)));
    o.add(Group::NextMeasureStep, next.map_or(2, |n| measure_step(f, n)));
    if let Some(p) = prev {
        // A sentence that is broken off and a line that cannot begin one.
        let open = !matches!(p.last, Last::End | Last::EndClose | Last::Colon);
        let full = matches!(p.fit, Fit::Over | Fit::Full | Fit::Either);
        o.add(
            Group::Broken,
            2 * usize::from(open) + usize::from(full) + if f.first == First::NonStarter { 2 } else { 0 },
        );
    }
    o.add(
        Group::Unbroken,
        4 * usize::from(habits.unbroken)
            + usize::from(f.measure > 0 && f.width > 30 * 4)
            + 2 * usize::from(f.size == 1),
    );
    let fits = prev.map_or(2, |p| match p.fit {
        Fit::Over | Fit::Full | Fit::Either => 1,
        _ => 0,
    });
    // Display lines: a balanced pair of clauses is whole; a particle never begins one;
    // lines of one piece are printed alike.
    let prev_clauses = prev.is_some_and(|p| p.clauses && !p.pauses);
    o.add(
        Group::ClausesBeside,
        usize::from(prev_clauses) + 2 * usize::from(f.clauses && !f.pauses) + 4 * blank,
    );
    o.add(Group::Bound, 3 * usize::from(f.bound) + blank + usize::from(f.bound && fits == 1));
    let print = prev.map_or(2, |p| usize::from(p.copies == f.copies));
    o.add(Group::SamePrint, 3 * usize::from(f.copies > 1) + print);
    o.add(Group::ClosesBracket, 2 * usize::from(f.unopened) + usize::from(prev.is_some_and(|p| p.unclosed)));
    // A body's line does not break off before a dateline or a pointer.
    let below = next.map_or(4, |n| match n {
        n if n.cues.has(Cues::DATELINE) => 0,
        n if n.cues.has(Cues::POINTER) => 1,
        n if n.copies > 1 => 2,
        _ => 3,
    });
    o.add(Group::LastByNextCue, 5 * last(f) + below);
    let indents_below = next.is_some_and(|n| n.fit == Fit::Indent || n.indented);
    o.add(Group::LastByBelow, 4 * last(f) + 2 * usize::from(indents_below) + next_blank);
    // A word that opens sentences, behind the end of one: does the line before fill its measure?
    let opens = usize::from(f.cues.has(Cues::STARTER)) + 2 * usize::from(f.cues.has(Cues::OPENER));
    let ended = prev.map_or(0, |p| match p.last {
        Last::End | Last::EndClose => 1 + usize::from(matches!(p.fit, Fit::Over | Fit::Full | Fit::Either)),
        _ => 0,
    });
    o.add(Group::OpensAfter, 6 * opens + 3 * usize::from(f.fit == Fit::Indent) + ended);
    // How the page marks its paragraphs, and how this line is set behind the one before.
    let set = |f: &Facts| match f.fit {
        _ if f.indented => 0,
        Fit::Indent => 1,
        Fit::Full | Fit::Over | Fit::Either => 2,
        _ => 3,
    };
    let marking = habits.marking as usize;
    o.add(Group::Marking, 24 * marking + 6 * set(f) + 2 * ended + blank);
    if let Some(n) = next {
        o.add(Group::MarkingByNext, 4 * marking + set(n));
    }
    // What an empty line is worth, where it parts sentences and where it does not.
    o.add(Group::Parting, 36 * habits.parting as usize + 4 * prev_last + 2 * blank + next_blank);
    // A lead takes up the words of the headline above it.
    let few = |n: u32| n.min(3) as usize;
    o.add(Group::TakenUp, 16 * shape + 4 * few(f.taken_up) + few(f.takes_up));
    o.add(Group::TakenUpByBlank, 16 * few(f.taken_up) + 4 * few(f.takes_up) + 2 * blank + next_blank);
    // How long a piece of a headline would be that goes on from the line before.
    if let Some(p) = prev.filter(|p| !f.pauses && !p.pauses && blank == 0) {
        let together = match p.count + f.count {
            0..=11 => 0,
            12..=14 => 1,
            15..=17 => 2,
            18..=20 => 3,
            21..=23 => 4,
            24..=27 => 5,
            28..=33 => 6,
            _ => 7,
        };
        let longer = match f.count as i32 - p.count as i32 {
            ..=-3 => 0,
            -2..=-1 => 1,
            0 => 2,
            1..=2 => 3,
            3..=5 => 4,
            _ => 5,
        };
        o.add(Group::Together, 6 * together + longer);
    }
    // Sentences break off elsewhere, and this line would go on with one.
    if habits.broken > 0 {
        let broken = match habits.broken {
            1 => 0,
            2..=3 => 1,
            4..=8 => 2,
            _ => 3,
        };
        o.add(Group::Awaited, 32 * broken + 8 * f.awaited as usize + 2 * set(f) + usize::from(ended > 0));
    }
    // A recogniser gives blocks of a line that its columns do not explain: torn headlines.
    if habits.read {
        let ended = usize::from(matches!(f.last, Last::End | Last::EndClose));
        let block = 2 * size.min(3) + usize::from(f.at + 1 == f.size);
        o.add(Group::Read, 18 * block + 3 * short_class(f) + if f.pauses { 2 } else { ended });
    }
    let joint = |f: &Facts| f.joint.map_or(3, |n| n.min(2) as usize);
    o.add(Group::Joint, 6 * joint(f) + 3 * blank + fits);
    let word = |f: &Facts| f.joint.map_or(2, |_| usize::from(f.word));
    o.add(Group::Word, 6 * word(f) + 3 * blank + fits);
    o.add(Group::NextWord, 2 * next.map_or(2, word) + next_blank);
    o.add(
        Group::NextJoint,
        next.map_or(3, joint) + 4 * usize::from(f.size > 2) + if f.copies > 1 { 4 } else { 0 },
    );
    o.add(Group::JointByLast, 8 * joint(f) + last(f));
    let run = match f.echo_run {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        4..=6 => 4,
        _ => 5,
    };
    o.add(Group::EchoRun, 6 * run + 3 * usize::from(f.copies > 1) + blanks);
    // What the block as a whole looks like.
    let start = i - f.at;
    let end = start + f.size - 1;
    let tail = &all[end];
    let ends = match tail.last {
        Last::End => 0,
        Last::EndClose | Last::Close => 1,
        _ => 2,
    };
    if f.size <= 12 {
        o.add(Group::BlockEnd, 3 * size + ends);
        let block = all[start..=end].iter().fold(Cues::default(), |any, f| Cues(any.0 | f.cues.0));
        for bit in block.bits() {
            o.add(Group::BlockCue, bit);
        }
        let (glyphs, found) =
            all[start..=end].iter().fold((0, 0.0), |(n, s), f| (n + f.count, s + f.overlap * f.count as f32));
        let dateline = block.has(Cues::DATELINE);
        o.add(
            Group::BlockEcho,
            12 * f.block_echo as usize
                + 4 * size.min(4).div_ceil(2)
                + 2 * usize::from(dateline)
                + usize::from(ends < 2),
        );
        o.add(Group::BlockOverlap, share_bucket(found / glyphs.max(1) as f32) + 6 * size.min(4));
    }
}

/// Labels of a page and how sure each is.
#[derive(Debug, Clone, Default)]
pub struct Labelling {
    /// One for each line.
    pub labels: Vec<Label>,
    /// Scores of every label for each line by its own evidence, where the model was asked.
    pub scores: Vec<[f32; COUNT]>,
}

impl Labelling {
    /// Probability of every label for a line, by its own evidence.
    #[must_use]
    pub fn chances(&self, line: usize) -> [f32; COUNT] {
        self.scores.get(line).map(softmax).unwrap_or_default()
    }
}

/// Where the weight of `from` → `to` stands among the transitions.
#[must_use]
pub fn transition(context: usize, from: usize, to: usize) -> usize {
    (context * COUNT + from) * COUNT + to
}

/// Context of the transition into line `i`.
#[must_use]
pub fn context(all: &[Facts], habits: &Habits, i: usize) -> usize {
    match (i, all[i].blanks) {
        (0, _) => 0,
        (_, 0) => 1 + usize::from(habits.blanks > 0),
        _ => 3,
    }
}

/// Scores of every label for every line, without transitions.
#[must_use]
pub fn emissions(all: &[Facts], habits: &Habits, model: &Model) -> Vec<[f32; COUNT]> {
    let mut row = Vec::with_capacity(128);
    let (weights, _) = model.labels.as_chunks::<COUNT>();
    (0..all.len())
        .map(|i| {
            features(all, habits, i, &mut row);
            let mut scores = [0f32; COUNT];
            for &feature in &row {
                for (score, weight) in scores.iter_mut().zip(&weights[feature as usize]) {
                    *score += weight;
                }
            }
            scores
        })
        .collect()
}

/// What a line surely is, whatever its words look like: one of a few labels, of which the first
/// is the most likely.
pub type Known = (usize, &'static [Label]);

/// Labels the lines of a page, some of which are known.
#[must_use]
pub fn label(all: &[Facts], habits: &Habits, model: &Model, known: &[Known]) -> Labelling {
    let mut emissions = emissions(all, habits, model);
    for &(line, labels) in known {
        for other in LABELS.into_iter().filter(|label| !labels.contains(label)) {
            emissions[line][other as usize] = IMPOSSIBLE;
        }
    }
    best(all, habits, model, emissions)
}

/// The best sequence of labels for lines whose own evidence is known.
#[must_use]
pub fn best(all: &[Facts], habits: &Habits, model: &Model, emissions: Vec<[f32; COUNT]>) -> Labelling {
    let n = emissions.len();
    if n == 0 {
        return Labelling::default();
    }
    let step = |context: usize, before: Option<usize>, to: usize| {
        if is_possible(habits.wrapped, before.map(|from| LABELS[from]), LABELS[to]) {
            model.transitions[transition(context, before.unwrap_or(0), to)]
        } else {
            IMPOSSIBLE
        }
    };
    // Weights of a context by label and the label before, beside each other in memory.
    let steps: [[[f32; COUNT]; COUNT]; CONTEXTS] = std::array::from_fn(|context| {
        std::array::from_fn(|to| std::array::from_fn(|from| step(context, Some(from), to)))
    });
    let mut score = emissions[0];
    for (to, s) in score.iter_mut().enumerate() {
        *s += step(context(all, habits, 0), None, to);
    }
    let mut back: Vec<[u8; COUNT]> = vec![[0; COUNT]; n];
    for i in 1..n {
        let mut row = [0f32; COUNT];
        let steps = &steps[context(all, habits, i)];
        for to in 0..COUNT {
            let mut best = (f32::MIN, 0);
            for (from, (s, step)) in score.iter().zip(&steps[to]).enumerate() {
                let total = s + step;
                if total > best.0 {
                    best = (total, from);
                }
            }
            row[to] = best.0 + emissions[i][to];
            back[i][to] = best.1 as u8;
        }
        score = row;
    }
    let mut at = (0..COUNT).fold(0, |best, l| if score[l] > score[best] { l } else { best });
    let mut labels = vec![LABELS[at]; n];
    for i in (1..n).rev() {
        at = back[i][at] as usize;
        labels[i - 1] = LABELS[at];
    }
    Labelling { labels, scores: emissions }
}

/// A score that no evidence outweighs.
const IMPOSSIBLE: f32 = -1e4;

/// A further line of a headline or a caption needs the line before it; where no line
/// was broken to a measure, none goes on.
fn is_possible(wrapped: bool, before: Option<Label>, label: Label) -> bool {
    if !wrapped {
        return !label.goes_on();
    }
    match label {
        Label::HeadOn => matches!(before, Some(Label::Head | Label::HeadOn)),
        Label::CaptionOn => matches!(before, Some(Label::Caption | Label::CaptionOn)),
        _ => true,
    }
}

fn softmax(scores: &[f32; COUNT]) -> [f32; COUNT] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut chances = scores.map(|s| crate::model::exp(s - top));
    let sum: f32 = chances.iter().sum();
    for c in &mut chances {
        *c /= sum;
    }
    chances
}
