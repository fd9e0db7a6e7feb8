//! Chains: which fragment goes on from which, for the whole page at once.
//!
//! Every fragment has one predecessor or begins an article, and one successor or ends
//! one. Each possible link has features, and is asked from both of its ends: among all
//! that the later fragment may go on from, and among all that the earlier one may go on
//! with. Its score is what it gains over a beginning there and an end here. Of all choices
//! in which no fragment goes on twice the one of the highest sum is taken, without circles.
//!
//! With n fragments and at most `WINDOW` candidates on either side, weighing takes
//! O(n · WINDOW) time, and the choice at most `MOST_STEPS` steps for each fragment, of
//! O(WINDOW · log n) each; hardly any fragment takes more than two.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::chars::{self, CharSet};
use crate::cohesion::{self, Cohesion, Headings, Words};
use crate::cues::{self, Cues};
use crate::facts::{self, Facts, First, Fit, Habits, Last, PairMap};
use crate::features::feature_groups;
use crate::fragments::{Fragment, Fragments};
use crate::labels::{Label, Labelling};
use crate::lines::{Line, Way};
use crate::model::{self, Model};
use crate::order;
use crate::shapes;
use crate::source::Glyph;
use crate::words::{self, triple_key};
use crate::work::Work;

feature_groups! {
    Order: 12,
    OrderByEnds: 48,
    Between: 16,
    BetweenByEnds: 64,
    Ends: 24,
    EndShort: 12,
    OpenChance: 16,
    Measure: 10,
    Straddle: 6,
    Word: 4,
    Speech: 8,
    Cohesion: 12,
    CohesionByOrder: 36,
    CohesionBest: 6,
    Quotes: 6,
    Signed: 6,
    LeadCue: 24,
    Dateline: 8,
    SameIndent: 4,
    NewArticle: 8,
    NewAfterHead: 16,
    NewBefore: 12,
    NewOpen: 8,
    NewCue: 24,
    NewCohesion: 6,
    NewMeasure: 6,
    NewOrder: 6,
    Pagebreak: 4,
    Room: 12,
    Dangling: 16,
    Rivals: 12,
    NewCredit: 8,
    LeadCredit: 8,
    Columns: 24,
    ColumnsBest: 16,
    NewColumns: 12,
    Heading: 8,
    HeadingClaim: 8,
    NewClaim: 10,
    NewHeadAbove: 10,
    HeadAbove: 10,
    Clause: 24,
    NewClause: 6,
    Partner: 12,
    NewPartner: 2,
    NewDateline: 12,
    NewOpening: 10,
    Opening: 10,
    End: 12,
    EndLast: 8,
    EndSigned: 4,
    EndBefore: 16,
    EndRivals: 12,
    EndCue: 8,
    EndDangling: 8,
    EndPartner: 2,
    Subhead: 16,
    SubheadCount: 8,
    SubheadNext: 10,
    SubheadBefore: 8,
    SubheadLength: 6,
    Triple: 8,
    ReadOrder: 48,
    ReadBetween: 32,
    ReadDangling: 48,
    ReadEnds: 24,
    ReadNew: 8,
    ReadEnd: 12,
    Characters: 12,
    CharactersBest: 16,
}

/// A feature's name, for the inspector and for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    match group_of(feature) {
        (name @ ("LeadCue" | "NewCue"), bucket) => {
            format!("{name}:{}", cues::NAMES[bucket as usize])
        }
        (name, bucket) => format!("{name}:{bucket}"),
    }
}

/// A possible predecessor of a fragment and what speaks for it.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// The fragment before; `None`: it begins an article.
    pub from: Option<usize>,
    /// Score by the model.
    pub score: f32,
}

/// All links that were weighed, and those chosen.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    /// For each fragment its possible predecessors.
    pub links: Vec<Vec<Link>>,
    /// The chosen predecessor of each fragment.
    pub before: Vec<Option<usize>>,
    /// How sure each choice is.
    pub confidence: Vec<f32>,
    /// The fragments of each article, in order; articles in the order of the input.
    pub articles: Vec<Vec<usize>>,
}

/// Fragments further apart than this are not weighed against each other.
pub const WINDOW: usize = cohesion::REACH;

/// How far a broken-off fragment competes for the one that goes on.
const RIVAL_REACH: usize = 16;

/// What a page offers to the link features.
pub struct Context<'a> {
    /// The lines.
    pub lines: &'a [Line],
    /// Their facts.
    pub facts: &'a [Facts],
    /// The page's habits.
    pub habits: &'a Habits,
    /// The labels.
    pub labelling: &'a Labelling,
    /// The fragments.
    pub fragments: &'a Fragments,
    cohesion: Cohesion,
    /// The same between columns: fragments that follow each other with nothing between.
    columns: Cohesion,
    /// The same in single characters.
    characters: Cohesion,
    words: Words,
    /// Which fragments headlines speak of.
    headings: Headings,
    column_of: Vec<usize>,
    ends: Vec<Ends>,
    /// Fragments that break off though the next one in the input does not go on.
    cut_off: Vec<bool>,
    /// For each fragment the broken-off ones near it.
    rivals: Vec<usize>,
    /// Fragments that go on though the one before them in the input is finished.
    stranded: Vec<bool>,
    /// For each fragment the one that it goes on from by exclusion.
    partners: Vec<Option<usize>>,
    /// The other way round: for each fragment the one that goes on from it by exclusion.
    partnered: Vec<Option<usize>>,
    /// How often the pairs, and the threes, that a break may part stand in lines.
    pairs: PairMap<u32>,
    /// For each line the number of its page.
    page_of: Vec<u32>,
    /// How far off in the order of the fragments candidates may stand, at most [`WINDOW`].
    pub reach: usize,
}

/// How a fragment begins and ends.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    /// The first line goes on from elsewhere, by its label.
    open: bool,
    /// Chance of that.
    open_chance: f32,
    /// The last line breaks off in a sentence.
    unfinished: bool,
    /// It does so at the end of a full line, or with a mark that ends no paragraph.
    broken: bool,
    /// Opening quotation marks without their closing ones, and the other way round.
    unclosed: i32,
    unopened: i32,
    /// Ends with who sent the report in.
    signed: bool,
    dateline: bool,
    /// Length of the first clause, in classes: one that was cut in two leaves a rest of
    /// any length, a whole one has room for its words.
    clause: usize,
    /// What the first words are about, see [`opening`].
    opening: usize,
    /// What stands right below, see [`credit_below`].
    below: usize,
    /// The last line announces what somebody says.
    says: bool,
}

impl<'a> Context<'a> {
    /// Measures the fragments of a page.
    #[must_use]
    pub fn new(
        lines: &'a [Line],
        facts: &'a [Facts],
        habits: &'a Habits,
        labelling: &'a Labelling,
        fragments: &'a Fragments,
    ) -> Self {
        let ends: Vec<Ends> = fragments.body.iter().map(|f| ends(f, lines, facts, labelling)).collect();
        let n = ends.len();
        let cut_off: Vec<bool> =
            (0..n).map(|k| ends[k].broken && !ends.get(k + 1).is_some_and(|e| e.open)).collect();
        let stranded = (0..n).map(|k| ends[k].open && !(k > 0 && ends[k - 1].unfinished)).collect();
        let rivals = (0..n)
            .map(|b| {
                let near = b.saturating_sub(RIVAL_REACH)..(b + RIVAL_REACH).min(n);
                cut_off[near].iter().filter(|&&cut| cut).count()
            })
            .collect();
        let (mut tails, mut heads) = (CharSet::default(), CharSet::default());
        for f in &fragments.body {
            tails.insert(lines[f.lines[f.lines.len() - 1]].last());
            heads.insert(lines[f.lines[0]].first());
        }
        let mut pairs: PairMap<u32> = PairMap::default();
        for line in lines {
            for p in line.glyphs.windows(2) {
                if tails.may_hold(p[0].ch) && heads.may_hold(p[1].ch) {
                    *pairs.entry(facts::pair_key(p[0].ch, p[1].ch)).or_default() += 1;
                }
            }
        }
        for line in lines {
            for p in line.glyphs.windows(3) {
                if tails.may_hold(p[0].ch) && heads.may_hold(p[1].ch)
                    || tails.may_hold(p[1].ch) && heads.may_hold(p[2].ch)
                {
                    *pairs.entry(triple_key([p[0].ch, p[1].ch, p[2].ch])).or_default() += 1;
                }
            }
        }
        let mut page = 0;
        let page_of = lines
            .iter()
            .map(|line| {
                page += u32::from(line.new_page);
                page
            })
            .collect();
        let words = Words::new(lines, facts, fragments);
        let column_of = columns(fragments, &ends, labelling);
        let mut context = Context {
            partners: Vec::new(),
            partnered: vec![None; n],
            cohesion: words.of_fragments(),
            columns: words.of_columns(&column_of),
            characters: cohesion::of_characters(lines, fragments),
            headings: Headings::new(&words, lines, facts, fragments),
            words,
            column_of,
            lines,
            facts,
            habits,
            labelling,
            fragments,
            ends,
            cut_off,
            rivals,
            stranded,
            pairs,
            page_of,
            reach: WINDOW,
        };
        context.partners = partners(&context);
        for (b, a) in context.partners.iter().enumerate() {
            if let Some(a) = a {
                context.partnered[*a] = Some(b);
            }
        }
        context
    }

    /// Whether a jump line ends the article of `a` or begins that of `b`: what goes on there
    /// stands on another page.
    fn jumps(&self, a: usize, b: usize) -> bool {
        let last = self.fragments.body[a].lines.last().map_or(0, |&l| l + 1);
        let first = self.fragments.body[b].lines[0];
        let body = |l: &usize| self.labelling.labels[*l].is_body();
        let is = |l: usize, way: Way| self.lines[l].jump == Some(way);
        let mut below = (last..self.lines.len()).take(JUMP_REACH).take_while(|l| !body(l));
        let mut above = (0..first).rev().take(JUMP_REACH).take_while(|l| !body(l));
        below.any(|l| is(l, Way::To)) || above.any(|l| is(l, Way::From))
    }
}

impl Context<'_> {
    /// Whether the last two characters of a line with the first of another, or its last with
    /// the first two, stand together in a line of the page: 0 neither, 1 one, 2 both; 3 where
    /// a mark stands there.
    fn triple(&self, last: usize, first: usize) -> usize {
        let (a, b) = (&self.lines[last].glyphs, &self.lines[first].glyphs);
        let [.., a0, a1] = a.as_slice() else { return 3 };
        let [b0, b1, ..] = b.as_slice() else { return 3 };
        if !chars::is_han(a1.ch) || !chars::is_han(b0.ch) {
            return 3;
        }
        let stands = |three: [char; 3]| {
            let marked = three.iter().any(|&c| chars::is_mark(c));
            usize::from(!marked && self.pairs.contains_key(&triple_key(three)))
        };
        stands([a0.ch, a1.ch, b0.ch]) + stands([a1.ch, b0.ch, b1.ch])
    }
}

fn ends(f: &Fragment, lines: &[Line], facts: &[Facts], labelling: &Labelling) -> Ends {
    let (first, last) = (f.lines[0], f.lines[f.lines.len() - 1]);
    let (mut unclosed, mut unopened) = (0, 0);
    let glyphs = f.lines.iter().flat_map(|&l| &lines[l].glyphs);
    for g in glyphs.filter(|g| !chars::is_common_han(g.ch)) {
        match g.ch {
            '“' | '「' | '（' | '《' => unclosed += 1,
            '”' | '」' | '）' | '》' => {
                if unclosed > 0 {
                    unclosed -= 1
                } else {
                    unopened += 1
                }
            }
            _ => {}
        }
    }
    Ends {
        open: f.open,
        open_chance: labelling.chances(first)[Label::On as usize],
        unfinished: !f.subhead && !matches!(facts[last].last, Last::End | Last::EndClose | Last::Close),
        broken: !f.subhead
            && (facts[last].last == Last::Pause
                || matches!(facts[last].last, Last::Plain | Last::Latin | Last::Open)
                    && (facts[last].fills(f.lines.len() == 1 && !f.open) || lines[last].read.is_some())),
        unclosed,
        unopened,
        clause: clause(&lines[first]),
        opening: opening(f, lines),
        signed: facts[last].cues.has(Cues::SIGNATURE) || signed(f, lines),
        dateline: facts[first].cues.has(Cues::DATELINE),
        below: credit_below(last, facts, labelling),
        says: says(&lines[last].glyphs),
    }
}

/// The class of a line's first clause by its length: none, one character, two, up to
/// four, up to eight, more.
fn clause(line: &Line) -> usize {
    match line.glyphs.iter().take(9).take_while(|g| !chars::is_mark(g.ch)).count() {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=8 => 4,
        _ => 5,
    }
}

/// How far a lead is read, in glyphs, for the place and for the time that it tells.
const PLACE: usize = 16;
const TIME: usize = 60;

/// What a fragment opens with: 0 nothing of note, 1 a place, 2 a time, 3 both, as a lead
/// does, 4 a word that refers back, as no lead does.
fn opening(f: &Fragment, lines: &[Line]) -> usize {
    let mut text: Vec<char> = Vec::with_capacity(TIME);
    for &l in &f.lines {
        let glyphs = &lines[l].glyphs;
        text.extend(glyphs[..glyphs.len().min(TIME - text.len())].iter().map(|g| g.ch));
    }
    let back = ['他', '她', '它', '该', '該', '此', '这', '這', '其', '另', '而', '但'];
    if text.first().is_some_and(|c| back.contains(c)) {
        return 4;
    }
    let place = text.iter().take(PLACE).skip(1).any(|c| {
        matches!(c, '省' | '市' | '县' | '縣' | '区' | '區' | '州' | '镇' | '鎮' | '村' | '国' | '國')
    });
    let time = text.windows(2).any(|p| match p[1] {
        '日' => {
            chars::is_digit(p[0])
                || matches!(p[0], '近' | '今' | '昨' | '一' | '二' | '三' | '五' | '八' | '十')
        }
        '前' => p[0] == '日',
        '天' => matches!(p[0], '今' | '昨'),
        '近' => p[0] == '最',
        _ => false,
    });
    usize::from(place) + 2 * usize::from(time)
}

/// The longest signature, in glyphs.
const SIGNATURE: usize = 26;

/// Ends with a bracket behind a finished sentence, or is one: who sent the report in.
fn signed(f: &Fragment, lines: &[Line]) -> bool {
    let mut glyphs = f.lines.iter().rev().flat_map(|&l| lines[l].glyphs.iter().rev()).map(|g| g.ch);
    if !matches!(glyphs.next(), Some('）' | ')')) {
        return false;
    }
    let inside = glyphs.by_ref().take(SIGNATURE).take_while(|c| !matches!(c, '（' | '('));
    let mut count = 0;
    for ch in inside {
        if chars::is_end(ch) {
            return false;
        }
        count += 1;
    }
    count < SIGNATURE && glyphs.next().is_none_or(|c| chars::is_end(c) || matches!(c, '”' | '…'))
}

/// For each fragment the number of its column: a new one begins behind a headline and
/// with a dateline.
fn columns(fragments: &Fragments, ends: &[Ends], labelling: &Labelling) -> Vec<usize> {
    let mut column = 0;
    (0..fragments.body.len())
        .map(|k| {
            if k > 0 {
                let from = fragments.body[k - 1].lines.last().copied().unwrap_or(0);
                let to = fragments.body[k].lines[0];
                let headline = labelling.labels[from..to.max(from)].contains(&Label::Head);
                column += usize::from(headline || ends[k].dateline);
            }
            column
        })
        .collect()
}

fn cohesion_bucket(value: f32) -> usize {
    match value {
        v if v <= 0.0 => 0,
        v if v < 0.15 => 1,
        v if v < 0.4 => 2,
        v if v < 0.8 => 3,
        v if v < 1.5 => 4,
        _ => 5,
    }
}

fn share_bucket(share: f32) -> usize {
    match share {
        s if s <= 0.05 => 0,
        s if s < 0.15 => 1,
        s if s < 0.3 => 2,
        _ => 3,
    }
}

fn claim_bucket(share: f32) -> usize {
    match share {
        s if s <= 0.05 => 0,
        s if s < 0.2 => 1,
        s if s < 0.35 => 2,
        s if s < 0.5 => 3,
        _ => 4,
    }
}

/// What stands between two neighbouring fragments: nothing, a column or paragraph
/// gap, captions, furniture, a headline.
fn between(cx: &Context, a: usize, b: usize) -> usize {
    let (from, to) = (cx.fragments.body[a].lines.last().copied().unwrap_or(0), cx.fragments.body[b].lines[0]);
    let labels = &cx.labelling.labels[from + 1..to.max(from + 1)];
    if labels.iter().any(|l| matches!(l, Label::Head | Label::HeadOn)) {
        if labels.iter().filter(|l| matches!(l, Label::Head)).count() > 1 { 6 } else { 5 }
    } else if labels.contains(&Label::Byline) {
        4
    } else if labels.iter().any(|l| matches!(l, Label::Caption | Label::CaptionOn | Label::Credit)) {
        3
    } else if labels.contains(&Label::Furniture) {
        2
    } else {
        usize::from(cx.facts[to].blanks > 0)
    }
}

/// Whether a line ends by announcing what somebody says.
fn says(glyphs: &[Glyph]) -> bool {
    let [.., verb, mark] = glyphs else { return false };
    matches!(mark.ch, '，' | '：')
        && matches!(
            verb.ch,
            '说' | '說' | '道' | '称' | '稱' | '示' | '出' | '调' | '調' | '为' | '為' | '问' | '問'
        )
}

/// What stands right below a fragment: nothing, a headline, a photographer, or the
/// photographer as the reporter.
fn credit_below(last: usize, facts: &[Facts], labelling: &Labelling) -> usize {
    let below = last + 1..(last + 3).min(facts.len());
    match labelling.labels.get(last + 1) {
        Some(Label::Credit) => {
            2 + usize::from(below.into_iter().any(|l| facts[l].cues.has(Cues::PHOTO_ONLY)))
        }
        Some(Label::Head) => 1,
        _ => 0,
    }
}

/// Features of the link `a` → `b` that depend on both.
fn link_features(cx: &Context, a: usize, b: usize, out: &mut Vec<u16>) {
    let (fa, fb) = (&cx.fragments.body[a], &cx.fragments.body[b]);
    let (ea, eb) = (&cx.ends[a], &cx.ends[b]);
    let (first, last) = (fb.lines[0], fa.lines[fa.lines.len() - 1]);
    let (ff, fl) = (&cx.facts[first], &cx.facts[last]);
    let mut o = Features(out);
    let order = match b as i64 - a as i64 {
        1 => 0,
        2 => 1,
        3..=4 => 2,
        5..=8 => 3,
        9.. => 4,
        -1 => 5,
        -2 => 6,
        -4..=-3 => 7,
        _ => 8,
    };
    let ends = 2 * usize::from(ea.unfinished) + usize::from(eb.open);
    o.add(Group::Order, order);
    o.add(Group::OrderByEnds, 4 * order + ends);
    if order == 0 {
        let between = between(cx, a, b);
        o.add(Group::Between, between);
        o.add(Group::BetweenByEnds, 8 * between + 2 * ends + usize::from(eb.dateline));
    }
    o.add(Group::Ends, 3 * (fl.last as usize) + usize::from(eb.open) + usize::from(fb.subhead));
    let full = if fl.short <= 4 {
        0
    } else if fl.short <= 9 {
        1
    } else {
        2
    };
    o.add(Group::EndShort, 4 * full + ends);
    let step = (ff.measure - fl.measure).abs();
    let step = if step <= 1 {
        0
    } else if step <= 3 {
        1
    } else if step <= 8 {
        2
    } else if step <= 20 {
        3
    } else {
        4
    };
    o.add(Group::Measure, 2 * step + usize::from(order == 0));
    let (tail, head) = (cx.lines[last].last(), cx.lines[first].first());
    let apart = cx.lines[last].read.is_some() || cx.lines[first].read.is_some();
    if chars::is_han(tail) && chars::is_han(head) && !apart {
        let seen = cx.pairs.get(&facts::pair_key(tail, head)).copied().unwrap_or(0);
        o.add(Group::Straddle, 2 * (seen.min(2) as usize) + usize::from(eb.open));
        o.add(Group::Word, 2 * usize::from(words::are_pair(tail, head)) + usize::from(eb.open));
    }
    // Three characters across the break that stand together on the page are a word of it.
    let triple = cx.triple(last, first);
    o.add(Group::Triple, 2 * triple + usize::from(eb.open));
    if cx.habits.read {
        o.add(Group::ReadOrder, 4 * order + ends);
        if order == 0 {
            o.add(Group::ReadBetween, 4 * between(cx, a, b) + ends);
        }
    }
    let cohesion = cx.cohesion.of(a, b);
    let bucket = cohesion_bucket(cohesion);
    o.add(Group::Cohesion, 2 * bucket + usize::from(eb.open));
    o.add(
        Group::CohesionByOrder,
        6 * bucket + usize::from(order != 0) + 2 * usize::from(ea.unfinished && eb.open),
    );
    let best = cx.cohesion.best(b);
    let rank = if best <= 0.0 {
        0
    } else if cohesion >= best * 0.999 {
        1
    } else if cohesion >= best * 0.5 {
        2
    } else {
        3
    };
    o.add(Group::CohesionBest, rank);
    let shared = cx.characters.of(a, b);
    o.add(Group::Characters, 2 * cohesion_bucket(shared) + usize::from(eb.open));
    let best = cx.characters.best(b);
    let rank = if best <= 0.0 {
        0
    } else if shared >= best * 0.999 {
        1
    } else if shared >= best * 0.6 {
        2
    } else {
        3
    };
    o.add(
        Group::CharactersBest,
        4 * rank + 2 * usize::from(order == 0) + usize::from(ea.unfinished && eb.open),
    );
    // What the whole column says, where it ends or begins with these two.
    let (ca, cb) = (cx.column_of[a], cx.column_of[b]);
    if ca != cb {
        let shared = cx.columns.of(ca, cb);
        let ends_column = cx.column_of.get(a + 1) != Some(&ca);
        let begins_column = b == 0 || cx.column_of[b - 1] != cb;
        let place = 2 * usize::from(ends_column) + usize::from(begins_column);
        o.add(Group::Columns, 4 * cohesion_bucket(shared) + place);
        let best = cx.columns.best(cb);
        let rank = if best <= 0.0 {
            0
        } else if shared >= 0.999 * best {
            1
        } else if shared >= 0.5 * best {
            2
        } else {
            3
        };
        o.add(
            Group::ColumnsBest,
            4 * rank + 2 * usize::from(eb.dateline) + usize::from(ends_column && begins_column),
        );
    }
    o.add(Group::Partner, 2 * partner(cx, a, b) + usize::from(order == 0));
    o.add(Group::Heading, 2 * share_bucket(cx.headings.both(a, b)) + usize::from(order == 0));
    let claim = match cx.headings.claim_shared(a, b) {
        None => 0,
        Some(s) if s <= 0.0 => 1,
        Some(s) if s < 0.5 => 2,
        _ => 3,
    };
    o.add(Group::HeadingClaim, 2 * claim + usize::from(order == 0));
    // Somebody is said to speak, and somebody speaks.
    let speech = 2 * usize::from(ea.says) + usize::from(ff.first == First::Quote);
    o.add(Group::Speech, 4 * usize::from(order == 0) + speech);
    let quotes = match (ea.unclosed > 0, eb.unopened > 0) {
        (true, true) => 1,
        (true, false) => 2,
        (false, true) => 3,
        _ => 0,
    };
    o.add(Group::Quotes, quotes);
    o.add(Group::Signed, 2 * usize::from(ea.signed) + usize::from(order == 0));
    o.add(
        Group::Dateline,
        4 * usize::from(eb.dateline) + 2 * usize::from(ea.dateline) + usize::from(order == 0),
    );
    o.add(Group::Pagebreak, usize::from(cx.page_of[last] != cx.page_of[first]));
    let dangling = 2 * usize::from(cx.cut_off[a]) + usize::from(cx.stranded[b]);
    o.add(Group::Dangling, 4 * dangling + 2 * usize::from(order == 0) + usize::from(eb.open));
    if cx.habits.read {
        let far = usize::from(order != 0) + usize::from(order != 0 && a.abs_diff(b) > 4);
        o.add(Group::ReadDangling, 12 * dangling + 4 * far + ends);
        o.add(Group::ReadEnds, 3 * (fl.last as usize) + usize::from(eb.open) + usize::from(fb.subhead));
    }
    let rivals = cx.rivals[b] - usize::from(cx.cut_off[a] && a.abs_diff(b) < RIVAL_REACH);
    o.add(Group::Rivals, 4 * rivals.min(2) + 2 * usize::from(cx.stranded[b]) + usize::from(ea.unfinished));
    let room = match fl.short - ff.lead_width {
        i32::MIN..=-1 => 0,
        0..=3 => 1,
        4..=12 => 2,
        _ => 3,
    };
    o.add(Group::Room, 3 * room + usize::from(eb.open) + usize::from(ea.unfinished));
}

/// What the features of a beginning ask of the fragment that it goes on from.
#[derive(Debug, Clone, Copy)]
struct Tail {
    /// It breaks off in a sentence.
    unfinished: bool,
    /// It stands right before in the input.
    beside: bool,
}

impl Tail {
    /// All that there are.
    const COUNT: usize = 4;

    fn of(cx: &Context, a: usize, b: usize) -> Self {
        Tail { unfinished: cx.ends[a].unfinished, beside: a + 1 == b }
    }

    /// Its number among all.
    fn index(self) -> usize {
        2 * usize::from(self.unfinished) + usize::from(self.beside)
    }
}

/// Features of `b` going on from any fragment with such a tail. They are the same for
/// nearly all of its links, so [`chain`] asks for them once.
fn lead_features(cx: &Context, tail: Tail, b: usize, out: &mut Vec<u16>) {
    let ff = &cx.facts[cx.fragments.body[b].lines[0]];
    let eb = &cx.ends[b];
    let (unfinished, beside) = (usize::from(tail.unfinished), usize::from(tail.beside));
    let mut o = Features(out);
    for bit in ff.cues.bits() {
        o.add(Group::LeadCue, bit);
    }
    o.add(Group::LeadCredit, 4 * usize::from(ff.cues.has(Cues::DAY)) + eb.below);
    let chance = match eb.open_chance {
        c if c < 0.1 => 0,
        c if c < 0.5 => 1,
        c if c < 0.9 => 2,
        _ => 3,
    };
    o.add(Group::OpenChance, 4 * chance + 2 * unfinished + beside);
    o.add(Group::Clause, 4 * eb.clause + 2 * unfinished + beside);
    o.add(Group::Opening, 2 * eb.opening + beside);
    o.add(Group::HeadAbove, 2 * cx.headings.above(b) as usize + beside);
    o.add(Group::SameIndent, 2 * usize::from(ff.indented) + unfinished);
}

/// Features of `b` beginning an article.
fn new_features(cx: &Context, b: usize, out: &mut Vec<u16>) {
    let fb = &cx.fragments.body[b];
    let eb = &cx.ends[b];
    let first = fb.lines[0];
    let ff = &cx.facts[first];
    let mut o = Features(out);
    o.add(
        Group::NewArticle,
        2 * usize::from(eb.dateline) + usize::from(eb.open) + 4 * usize::from(fb.subhead),
    );
    let before = if b == 0 { 7 } else { between(cx, b - 1, b) };
    o.add(Group::NewAfterHead, 2 * before + usize::from(eb.dateline));
    let closed = if b == 0 {
        0
    } else {
        let e = &cx.ends[b - 1];
        1 + usize::from(e.unfinished) + 2 * usize::from(e.signed)
    };
    o.add(Group::NewBefore, 2 * closed + usize::from(eb.dateline));
    let chance = match eb.open_chance {
        c if c < 0.1 => 0,
        c if c < 0.5 => 1,
        c if c < 0.9 => 2,
        _ => 3,
    };
    o.add(Group::NewOpen, 2 * chance + usize::from(eb.dateline));
    if cx.habits.read {
        o.add(Group::ReadNew, 2 * chance + usize::from(eb.dateline));
    }
    for bit in ff.cues.bits() {
        o.add(Group::NewCue, bit);
    }
    let with_before = if b == 0 { 0.0 } else { cx.cohesion.of(b - 1, b) };
    o.add(Group::NewCohesion, cohesion_bucket(with_before));
    let step = if b == 0 {
        5
    } else {
        let last = cx.fragments.body[b - 1].lines.last().copied().unwrap_or(0);
        match (ff.measure - cx.facts[last].measure).abs() {
            0..=1 => 0,
            2..=3 => 1,
            4..=8 => 2,
            9..=20 => 3,
            _ => 4,
        }
    };
    o.add(Group::NewMeasure, step);
    let best = cx.columns.best(cx.column_of[b]);
    o.add(Group::NewColumns, 2 * cohesion_bucket(best) + usize::from(eb.dateline));
    o.add(Group::NewCredit, 4 * usize::from(ff.cues.has(Cues::DAY)) + eb.below);
    o.add(Group::NewOpening, 2 * eb.opening + usize::from(eb.dateline));
    o.add(Group::NewClause, eb.clause);
    o.add(Group::NewPartner, usize::from(cx.partners[b].is_some()));
    o.add(Group::NewDateline, 2 * cohesion_bucket(with_before) + usize::from(eb.dateline));
    o.add(Group::NewClaim, 2 * claim_bucket(cx.headings.claim(b)) + usize::from(eb.dateline));
    o.add(Group::NewHeadAbove, 2 * cx.headings.above(b) as usize + usize::from(eb.dateline));
    o.add(Group::NewOrder, b.min(2));
    if fb.subhead {
        subhead_features(cx, b, &mut o);
    }
}

/// How many fragments are asked for a subhead's words, each way.
const SUBJECT_REACH: usize = 5;

/// Features of a subhead beginning an article, which makes a headline of it: a headline
/// speaks of what stands below it alone, and a body that has one subhead has others.
fn subhead_features(cx: &Context, b: usize, o: &mut Features) {
    let body = &cx.fragments.body;
    let line = body[b].lines[0];
    let text = |k: &usize| !body[*k].subhead;
    let mut below = (b + 1..body.len()).take_while(text).take(SUBJECT_REACH);
    let mut above = (0..b).rev().filter(text).take(SUBJECT_REACH);
    let share = |fragments: &mut dyn Iterator<Item = usize>| {
        cx.words.share(&cx.lines[line], &cx.facts[line], fragments)
    };
    let (below, above) = (share(&mut below), share(&mut above));
    o.add(Group::Subhead, 4 * share_bucket(below) + share_bucket(above));
    let others = body.iter().filter(|f| f.subhead).count() - 1;
    let blank = cx.facts[line].blanks > 0;
    o.add(Group::SubheadCount, 2 * others.min(3) + usize::from(blank));
    let next = cx.ends.get(b + 1);
    o.add(
        Group::SubheadNext,
        2 * next.map_or(0, |e| e.opening) + usize::from(next.is_some_and(|e| e.dateline)),
    );
    let closed = b.checked_sub(1).map_or(3, |a| {
        let e = &cx.ends[a];
        if e.signed { 2 } else { usize::from(e.unfinished) }
    });
    o.add(Group::SubheadBefore, 2 * closed + usize::from(blank));
    let length = match cx.facts[line].count {
        0..=4 => 0,
        5..=7 => 1,
        8..=10 => 2,
        11..=14 => 3,
        15..=18 => 4,
        _ => 5,
    };
    o.add(Group::SubheadLength, length);
}

/// Features of `a` ending an article.
fn end_features(cx: &Context, a: usize, out: &mut Vec<u16>) {
    let fa = &cx.fragments.body[a];
    let ea = &cx.ends[a];
    let last = fa.lines[fa.lines.len() - 1];
    let fl = &cx.facts[last];
    let mut o = Features(out);
    let full = if fl.short <= 4 {
        0
    } else if fl.short <= 9 {
        1
    } else {
        2
    };
    o.add(Group::End, 4 * full + 2 * usize::from(ea.unfinished) + usize::from(ea.broken));
    if cx.habits.read {
        o.add(Group::ReadEnd, 4 * full + 2 * usize::from(ea.unfinished) + usize::from(ea.broken));
    }
    o.add(Group::EndLast, fl.last as usize);
    o.add(Group::EndSigned, 2 * usize::from(ea.signed) + usize::from(fa.subhead));
    // What stands between this fragment and the next, and how that one begins.
    let (next, between) = match cx.ends.get(a + 1) {
        None => (0, 7),
        Some(eb) => (1 + usize::from(eb.dateline) + 2 * usize::from(eb.open), between(cx, a, a + 1)),
    };
    o.add(Group::EndBefore, 2 * between + usize::from(ea.unfinished));
    o.add(Group::EndDangling, 2 * next.min(3) + usize::from(ea.signed));
    let near = a.saturating_sub(RIVAL_REACH)..(a + RIVAL_REACH + 1).min(cx.stranded.len());
    let stranded = cx.stranded[near].iter().filter(|&&s| s).count();
    o.add(
        Group::EndRivals,
        4 * stranded.min(2) + 2 * usize::from(cx.cut_off[a]) + usize::from(ea.unfinished),
    );
    o.add(Group::EndCue, 2 * ea.below + usize::from(ea.signed));
    o.add(Group::EndPartner, usize::from(cx.partnered[a].is_some()));
    // Where the next fragment begins an article, this one likely ends one.
    if a + 1 < cx.ends.len() {
        new_features(cx, a + 1, out);
    }
}

/// Fragments nearer than this are always weighed against each other.
const BESIDE: usize = 8;

/// The fragments that are weighed as predecessors of `b`: those near by, and farther off
/// those that break off or end a column.
fn near<'a>(cx: &'a Context<'a>, b: usize) -> impl Iterator<Item = usize> + use<'a> {
    let ends = |a: usize| cx.cut_off[a] || cx.column_of.get(a + 1) != Some(&cx.column_of[a]);
    (b.saturating_sub(cx.reach)..(b + cx.reach + 1).min(cx.fragments.body.len()))
        .filter(move |&a| a != b && (a.abs_diff(b) <= BESIDE || cx.stranded[b] || ends(a)))
        .filter(move |&a| !cx.jumps(a, b))
}

/// A headline or a credit between an article and its jump line has at most so many lines.
const JUMP_REACH: usize = 3;

/// Options of a choice, each with the fragment that it names, if any, and its features.
pub type Choice = Vec<(Option<usize>, Vec<u16>)>;

/// For each fragment its possible predecessors, with "none" first.
#[must_use]
pub fn predecessors(cx: &Context) -> Vec<Choice> {
    let choice =
        |b| std::iter::once(None).chain(near(cx, b).map(Some)).map(move |a| (a, features_of(cx, a, b)));
    (0..cx.fragments.body.len()).map(|b| choice(b).collect()).collect()
}

/// For each fragment its possible successors, with "none" first.
#[must_use]
pub fn successors(cx: &Context) -> Vec<Choice> {
    let n = cx.fragments.body.len();
    let mut choices: Vec<Choice> = (0..n)
        .map(|a| {
            let mut features = Vec::new();
            end_features(cx, a, &mut features);
            vec![(None, features)]
        })
        .collect();
    for b in 0..n {
        for a in near(cx, b) {
            choices[a].push((Some(b), features_of(cx, Some(a), b)));
        }
    }
    choices
}

/// The features of one link.
#[must_use]
pub fn features_of(cx: &Context, from: Option<usize>, b: usize) -> Vec<u16> {
    let mut features = Vec::new();
    match from {
        None => new_features(cx, b, &mut features),
        Some(a) => {
            lead_features(cx, Tail::of(cx, a, b), b, &mut features);
            link_features(cx, a, b, &mut features);
        }
    }
    features
}

/// What speaks for a link: features with their weights, which make its score together.
/// What speaks for a beginning and for an end instead counts against it.
#[must_use]
pub fn evidence(cx: &Context, from: Option<usize>, b: usize, model: &Model) -> Vec<(u16, f32)> {
    let Some(a) = from else { return Vec::new() };
    let (mut new, mut end) = (Vec::new(), Vec::new());
    new_features(cx, b, &mut new);
    end_features(cx, a, &mut end);
    let weight = |f: u16| (f, model.links[f as usize] + model.follows[f as usize]);
    let for_it = features_of(cx, from, b).into_iter().map(weight);
    let new = new.into_iter().map(|f| (f, -model.links[f as usize]));
    let end = end.into_iter().map(|f| (f, -model.follows[f as usize]));
    for_it.chain(new).chain(end).filter(|e| e.1 != 0.0).collect()
}

/// Links the fragments of a page into articles.
#[must_use]
pub fn chain(cx: &Context, model: &Model) -> Chains {
    let n = cx.fragments.body.len();
    let mut features = Vec::with_capacity(64);
    // By the weights of predecessors, and by those of successors: side by side in memory.
    let weights: Vec<(f32, f32)> = model.links.iter().copied().zip(model.follows.iter().copied()).collect();
    let score = |features: &[u16]| {
        features.iter().fold((0f32, 0f32), |sum, &f| {
            let weight = weights[f as usize];
            (sum.0 + weight.0, sum.1 + weight.1)
        })
    };
    let ends: Vec<f32> = (0..n)
        .map(|a| {
            features.clear();
            end_features(cx, a, &mut features);
            score(&features).1
        })
        .collect();
    let mut links: Vec<Vec<Link>> = Vec::with_capacity(n);
    for b in 0..n {
        let mut own = Vec::with_capacity(2 * WINDOW + 1);
        own.push(Link { from: None, score: 0.0 });
        features.clear();
        new_features(cx, b, &mut features);
        let new = score(&features).0;
        let mut leads = [None; Tail::COUNT];
        let begins = shapes::begins_article(cx.lines, &cx.labelling.labels, cx.fragments.body[b].lines[0]);
        let above = follows(cx, b);
        let first = &cx.lines[cx.fragments.body[b].lines[0]];
        let small = first.read.is_some_and(|read| read.bound)
            || shapes::heads_above(first.language) && cx.ends[b].open && near(cx, b).any(|a| cx.cut_off[a]);
        // The rest of a sentence does not go on behind a full stop.
        let cut = |a: usize| {
            !small || cx.fragments.body[a].lines.last().is_none_or(|&l| cx.facts[l].last != Last::End)
        };
        let may = |a: &usize| !begins && above.map_or_else(|| cut(*a), |above| above == *a);
        for a in near(cx, b).filter(may) {
            let tail = Tail::of(cx, a, b);
            let lead: (f32, f32) = *leads[tail.index()].get_or_insert_with(|| {
                features.clear();
                lead_features(cx, tail, b, &mut features);
                score(&features)
            });
            features.clear();
            link_features(cx, a, b, &mut features);
            let own_score = score(&features);
            let (before, after) = (lead.0 + own_score.0 - new, lead.1 + own_score.1 - ends[a]);
            let sure = if above.is_some() { SURE } else { 0.0 };
            own.push(Link { from: Some(a), score: before + after + sure });
        }
        Work::Links.done(own.len());
        links.push(own);
    }
    let (before, prices) = choose(&links);
    // A predecessor that another fragment has more use for is no rival.
    let odds = |l: &Link| SHARE * (l.score + l.from.map_or(0.0, |a| prices[a]));
    let confidence = links
        .iter()
        .zip(&before)
        .map(|(options, chosen)| {
            let top = options.iter().map(odds).fold(f32::MIN, f32::max);
            let sum: f32 = options.iter().map(|l| model::exp(odds(l) - top)).sum();
            let chosen = options.iter().find(|l| l.from == *chosen);
            (1.0 + chosen.map_or(0.0, |l| model::exp(odds(l) - top) / sum)) / 2.0
        })
        .collect();
    let articles = paths(&before);
    Chains { links, before, confidence, articles }
}

/// What a link's score counts for its confidence: it is a sum over both ends, which see
/// much of the same evidence. And what all other choices of the page agree with is right
/// more often than not, whatever the fragment's own options say. With both, of the links of
/// confidence p a share of about p is right (docs/accuracy.md).
const SHARE: f32 = 0.5;

/// More than any evidence against a link.
const SURE: f32 = 1e3;

/// The fragment that another one follows in a language whose headlines stand above their
/// texts: with no headline between, and no sentence broken off, an article goes on.
fn follows(cx: &Context, b: usize) -> Option<usize> {
    let line = cx.fragments.body[b].lines[0];
    let a = b.checked_sub(1)?;
    let adjacent = cx.fragments.body[a].lines.last() == line.checked_sub(1).as_ref();
    let whole = !cx.ends[b].open && !cx.ends[a].unfinished;
    let below = adjacent && !cx.lines[line].new_page && (cx.facts[line].blanks == 0 || whole);
    let dateline = cx.facts[line].cues.has(Cues::DATELINE);
    (below && !dateline && shapes::heads_above(cx.lines[line].language)).then_some(a)
}

/// For each fragment the one that it goes on from by exclusion: a fragment that breaks
/// off in a full line and one that begins in mid-sentence, each the only one of its kind
/// near the other, belong together wherever they stand. Where none near begins in
/// mid-sentence for sure, one that begins without an indent may.
fn partners(cx: &Context) -> Vec<Option<usize>> {
    let n = cx.ends.len();
    let reach = |k: usize, kind: &[bool]| -> Vec<usize> {
        let near = k.saturating_sub(RIVAL_REACH)..(k + RIVAL_REACH + 1).min(kind.len());
        near.filter(|&i| i != k && kind[i]).collect()
    };
    let sure: Vec<bool> = (0..n).map(|b| cx.stranded[b] && cx.ends[b].open_chance >= 0.5).collect();
    let likely: Vec<bool> = (0..n).map(|b| cx.stranded[b] || may_go_on(cx, b)).collect();
    let mut out = vec![None; n];
    for a in (0..n).filter(|&a| cx.cut_off[a]) {
        let certain = reach(a, &sure);
        let partners = if certain.is_empty() { reach(a, &likely) } else { certain };
        if let [b] = partners[..]
            && reach(b, &cx.cut_off) == [a]
        {
            out[b] = Some(a);
        }
    }
    out
}

/// How a link stands to the partners: 0 it touches none, 1 it joins two, 2 its end has
/// another, 3 its beginning has, 4 it closes the gap that a moved column leaves.
fn partner(cx: &Context, a: usize, b: usize) -> usize {
    if cx.partners[b] == Some(a) {
        return 1;
    }
    if cx.partners[b].is_some() {
        return 3;
    }
    if cx.partnered[a].is_some() {
        return 2;
    }
    // Two columns that stand in the wrong order: the one from `x` on, and behind it the
    // one that `x` goes on from. Both have new neighbours.
    let opens = cx.partners.get(a + 1).copied().flatten().is_some_and(|end| a + 1 < b && b <= end);
    let closes = b > 0 && cx.partnered[b - 1].is_some_and(|x| x <= a && a + 1 < b);
    if opens || closes { 4 } else { 0 }
}

/// A full first line behind something else than its own text, with no sign of a lead.
fn may_go_on(cx: &Context, b: usize) -> bool {
    let first = &cx.facts[cx.fragments.body[b].lines[0]];
    let apart = b > 0 && between(cx, b - 1, b) > 1;
    let lead = Cues(Cues::DATELINE.0 | Cues::DAY.0 | Cues::OPENER.0 | Cues::STARTER.0 | Cues::LIST.0);
    apart
        && !cx.fragments.body[b].subhead
        && !first.indented
        && matches!(first.fit, Fit::Full | Fit::Over | Fit::Either)
        && !first.cues.any(lead)
}

/// Chooses a predecessor for every fragment, or none: of all choices in which each is
/// taken once, the one of the highest sum, without circles. Beside it stands, for every
/// predecessor, what the choice would lose or gain by taking it from where it is used: a
/// price, zero or below.
fn choose(links: &[Vec<Link>]) -> (Vec<Option<usize>>, Vec<f32>) {
    let mut edges: Vec<Vec<Edge>> = links.iter().map(|options| edges(options)).collect();
    for _ in 0..links.len() {
        let (before, prices) = assign(&edges);
        let circles = circles(&before);
        if circles.is_empty() {
            return (before, prices);
        }
        // A circle is cut where it holds least, for good.
        for circle in circles {
            let gain =
                |&b: &usize| edges[b].iter().find(|e| Some(e.from) == before[b]).map_or(0.0, |e| e.gain);
            let weakest = circle.iter().copied().min_by(|x, y| gain(x).total_cmp(&gain(y)));
            if let Some(b) = weakest {
                edges[b].retain(|e| Some(e.from) != before[b]);
            }
        }
    }
    (vec![None; links.len()], vec![0.0; links.len()])
}

/// A link that is better than none.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: usize,
    /// What it is better by.
    gain: f32,
}

/// The links of a fragment that are better than none. No other can be part of a best
/// choice: without it the sum would be higher.
fn edges(options: &[Link]) -> Vec<Edge> {
    let none = options.iter().find(|l| l.from.is_none()).map_or(0.0, |l| l.score);
    let better = options.iter().filter_map(|l| Some(Edge { from: l.from?, gain: l.score - none }));
    better.filter(|e| e.gain > 0.0).collect()
}

/// Steps that the search for one fragment's predecessor may take before it does without.
const MOST_STEPS: usize = 400;

/// The assignment of the highest sum: fragments come one after the other, and each is let
/// in along the path on which those before it change their predecessors at the least loss
/// (successive shortest paths, as the Hungarian method finds them; a price on every
/// predecessor keeps all steps of a path from being gains).
fn assign(edges: &[Vec<Edge>]) -> (Vec<Option<usize>>, Vec<f32>) {
    let n = edges.len();
    // Behind the fragments stand the places of "none", one for each.
    let mut price = vec![0f32; 2 * n];
    let mut holder: Vec<Option<usize>> = vec![None; 2 * n];
    let mut held: Vec<(usize, f32)> = vec![(0, 0.0); n];
    let mut distance = vec![f32::INFINITY; 2 * n];
    let mut came: Vec<(usize, f32)> = vec![(0, 0.0); 2 * n];
    let mut touched: Vec<usize> = Vec::new();
    let mut passed: Vec<usize> = Vec::new();
    let mut done = vec![false; 2 * n];
    let mut queue: BinaryHeap<Reverse<u64>> = BinaryHeap::new();
    for new in 0..n {
        for place in touched.drain(..) {
            (distance[place], done[place]) = (f32::INFINITY, false);
        }
        passed.clear();
        queue.clear();
        let (mut fragment, mut so_far) = (new, 0f32);
        let free = loop {
            let own = edges[fragment].iter().map(|e| (e.from, -e.gain)).chain([(n + fragment, 0.0)]);
            for (place, cost) in own {
                let here = so_far + cost - price[place];
                if !done[place] && here < distance[place] {
                    if distance[place] == f32::INFINITY {
                        touched.push(place);
                    }
                    distance[place] = here;
                    came[place] = (fragment, cost);
                    queue.push(Reverse(order::ascending(here) << 32 | place as u64));
                }
            }
            // Entries of places that were reached on a shorter way in the meantime are stale.
            let next = std::iter::from_fn(|| queue.pop())
                .map(|Reverse(key)| (key & u64::from(u32::MAX)) as usize)
                .find(|&place| !done[place]);
            let Some(place) = next.filter(|_| passed.len() < MOST_STEPS) else { break n + new };
            let Some(other) = holder[place] else { break place };
            done[place] = true;
            passed.push(place);
            // From here the fragment that holds the place looks for another one.
            so_far = distance[place] - (held[other].1 - price[place]);
            fragment = other;
        };
        Work::Links.done(passed.len());
        for &place in &passed {
            price[place] += (distance[place] - distance[free]).min(0.0);
        }
        let mut place = free;
        loop {
            let (fragment, cost) = came[place];
            let left = held[fragment].0;
            holder[place] = Some(fragment);
            held[fragment] = (place, cost);
            if fragment == new {
                break;
            }
            place = left;
        }
    }
    let before = held.iter().map(|&(place, _)| (place < n).then_some(place)).collect();
    price.truncate(n);
    (before, price)
}

/// The circles that links close.
fn circles(before: &[Option<usize>]) -> Vec<Vec<usize>> {
    // The walk in which a fragment was met; 0: in none yet.
    let mut walk = vec![0usize; before.len()];
    let mut out = Vec::new();
    for start in 0..before.len() {
        let mut way: Vec<usize> = Vec::new();
        let mut next = Some(start);
        while let Some(b) = next.filter(|&b| walk[b] == 0) {
            walk[b] = start + 1;
            way.push(b);
            next = before[b];
        }
        // Where the walk has come back to itself.
        if let Some(from) = next.and_then(|b| way.iter().position(|&w| w == b)) {
            out.push(way[from..].to_vec());
        }
    }
    out
}

/// The lines of subheads that begin articles: their headlines.
#[must_use]
pub fn leading_subheads(fragments: &Fragments, chains: &Chains) -> Vec<usize> {
    let leading = |article: &Vec<usize>| {
        let own = article.iter().map(|&f| &fragments.body[f]).take_while(|f| f.subhead);
        own.flat_map(|f| f.lines.iter().copied()).collect::<Vec<usize>>()
    };
    chains.articles.iter().flat_map(leading).collect()
}

/// The chains as lists, in the order of their first fragments.
#[must_use]
pub fn paths(before: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut after = vec![None; before.len()];
    for (b, a) in before.iter().enumerate() {
        if let Some(a) = a {
            after[*a] = Some(b);
        }
    }
    (0..before.len())
        .filter(|&b| before[b].is_none())
        .map(|b| std::iter::successors(Some(b), |&k| after[k]).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    fn link(from: Option<usize>, score: f32) -> Link {
        Link { from, score }
    }

    #[test]
    fn no_link_steals_and_none_closes_a_circle() {
        // Both 1 and 2 like 0 best; 2 likes it more and 1 has another choice.
        let links = vec![
            vec![link(None, 5.0), link(Some(1), 9.0)],
            vec![link(None, 0.0), link(Some(0), 3.0)],
            vec![link(None, -4.0), link(Some(0), 6.0)],
        ];
        assert_eq!(choose(&links).0, [Some(1), None, Some(0)]);
    }

    /// The highest sum of all choices in which each is taken once, by trying them all.
    fn highest(edges: &[Vec<Edge>], taken: &mut Vec<usize>) -> f32 {
        let Some((first, rest)) = edges.split_first() else { return 0.0 };
        let mut best = highest(rest, taken);
        for e in first {
            if !taken.contains(&e.from) {
                taken.push(e.from);
                best = best.max(e.gain + highest(rest, taken));
                taken.pop();
            }
        }
        best
    }

    #[test]
    fn the_choice_has_the_highest_sum() {
        let mut seed = 7u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for n in 1..7usize {
            for _ in 0..50 {
                let edges: Vec<Vec<Edge>> = (0..n)
                    .map(|b| {
                        let others = (0..n).filter(|&a| a != b && next(3) > 0).collect::<Vec<_>>();
                        others.into_iter().map(|from| Edge { from, gain: 1.0 + next(9) as f32 }).collect()
                    })
                    .collect();
                let (before, prices) = assign(&edges);
                let gain = |(b, from): (usize, &Option<usize>)| {
                    from.and_then(|a| edges[b].iter().find(|e| e.from == a)).map_or(0.0, |e| e.gain)
                };
                let sum: f32 = before.iter().enumerate().map(gain).sum();
                assert_eq!(sum, highest(&edges, &mut Vec::new()), "{edges:?}");
                let mut used: Vec<usize> = before.iter().flatten().copied().collect();
                used.sort_unstable();
                used.dedup();
                assert_eq!(used.len(), before.iter().flatten().count());
                assert!(prices.iter().all(|&p| p <= 0.0));
            }
        }
    }

    #[test]
    fn circles_are_found_once_each() {
        let before = [Some(1), Some(2), Some(0), Some(0), None, Some(6), Some(5)];
        let found: Vec<usize> = circles(&before).iter().map(Vec::len).collect();
        assert_eq!(found, [3, 2]);
    }

    fn fragment(text: &str) -> (Fragment, Vec<Line>) {
        let lines = lines::lines(source::read(text, &Options::default()).lines);
        let own = (0..lines.len()).collect();
        (Fragment { lines: own, open: false, subhead: false }, lines)
    }

    #[test]
    fn signatures_may_run_over_lines() {
        let is_signed = |text: &str| {
            let (f, lines) = fragment(text);
            signed(&f, &lines)
        };
        assert!(is_signed("各村都修了路。（南山县林场\n张三）"));
        assert!(is_signed("（南山县林场张三）"));
        assert!(!is_signed("各村都修了路（见下表）"));
        assert!(!is_signed("各村都修了路。（路修了三年。）"));
        assert!(!is_signed("各村都修了路。张三）"));
    }

    #[test]
    fn leads_open_with_a_place_and_a_time() {
        let opens_with = |text: &str| {
            let (f, lines) = fragment(text);
            opening(&f, &lines)
        };
        assert_eq!(opens_with("南山县一座新桥日\n前通车。"), 3);
        assert_eq!(opens_with("新桥5月3日通车。"), 2);
        assert_eq!(opens_with("南山县的路修好了。"), 1);
        assert_eq!(opens_with("路修好了。"), 0);
        assert_eq!(opens_with("他说，南山县今天很冷。"), 4);
    }

    #[test]
    fn the_rest_of_a_clause_is_short() {
        let class = |text: &str| clause(&fragment(text).1[0]);
        assert_eq!(class("礼，客人都笑了。"), 1);
        assert_eq!(class("“好，”他说。"), 0);
        assert_eq!(class("新修的大桥昨日通车。"), 5);
    }

    #[test]
    fn paths_follow_the_links() {
        assert_eq!(paths(&[None, Some(2), Some(0), None]), [vec![0, 2, 1], vec![3]]);
    }
}
