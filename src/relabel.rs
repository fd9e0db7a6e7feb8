//! Labels asked once more, when links and articles are known.
//!
//! The labeller sees a line and the lines near it. Whether a block goes on with a sentence is
//! told by the ends that wait for one, and whether a line of display type is a headline by an
//! article that lacks one; both are known only when the first labels have been made into
//! articles. So every line is asked again: to its scores come those of what the first answer
//! made of it, and the best sequence of labels is sought once more with the same transitions
//! (stacked sequential learning: Cohen and Carvalho, IJCAI 2005; the weights are fitted on
//! first answers by models that had not seen their page).
//!
//! Time is linear in the lines, but for at most `WAITING` ends that each first line of a
//! fragment is compared with.

use crate::articles::{self, Groupings, Highest, share_bucket};
use crate::awaited;
use crate::chains::Chains;
use crate::cues::Cues;
use crate::facts::{Facts, Fit, Habits, Last, NO_PAIR};
use crate::features::feature_groups;
use crate::fragments::Fragments;
use crate::labels::{self, COUNT, Label, Labelling};
use crate::lines::Line;
use crate::model::Model;
use crate::order;
use crate::places::Places;

feature_groups! {
    Was: 50,
    PrevWas: 22,
    NextWas: 22,
    Link: 108,
    Waiting: 48,
    WaitingNear: 24,
    LastOpen: 24,
    Alone: 48,
    Lead: 36,
    Tied: 18,
    TiedShare: 28,
    Untied: 28,
    BesideHead: 30,
    Between: 24,
    CaptionShare: 28,
    Outside: 28,
    Headless: 30,
    Unfinished: 30,
    Starts: 252,
    Partner: 126,
    PartnerLength: 126,
}

/// A feature's name, for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    let (name, bucket) = group_of(feature);
    format!("{name}:{bucket}")
}

/// So many labels are asked once more, the first of [`labels::LABELS`]: running text, headlines
/// and captions. What the others are is told by their own words.
pub const ASKED: usize = Label::CaptionOn as usize + 1;

/// What the first labels came to.
pub struct First<'a> {
    /// The lines as they are judged.
    pub lines: &'a [Line],
    /// Their facts.
    pub facts: &'a [Facts],
    /// The first labels.
    pub labelling: &'a Labelling,
    /// What they were cut into.
    pub fragments: &'a Fragments,
    /// How that was linked.
    pub chains: &'a Chains,
    /// The articles.
    pub groupings: &'a Groupings,
}

/// The labels of a page, asked once more.
#[must_use]
pub fn relabel(first: &First, habits: &Habits, model: &Model) -> Labelling {
    let (weights, _) = model.again.as_chunks::<ASKED>();
    let mut scores = first.labelling.scores.clone();
    for (scores, row) in scores.iter_mut().zip(features(first)) {
        for feature in row {
            for (score, weight) in scores.iter_mut().zip(&weights[feature as usize]) {
                *score += weight;
            }
        }
    }
    labels::best(first.facts, habits, model, scores)
}

/// At most so many waiting ends are compared with a line: those nearest before it, and as
/// many behind it.
const WAITING: usize = 16;

/// What became of a line.
#[derive(Clone, Copy, Default)]
struct Fate {
    /// Its fragment.
    body: Option<usize>,
    /// Its piece.
    piece: Option<usize>,
}

/// The features of every line, as indices.
#[must_use]
pub fn features(first: &First) -> Vec<Vec<u16>> {
    let &First { lines, facts, labelling, fragments, chains, groupings } = first;
    let labels = &labelling.labels;
    let cx = articles::Context::new(lines, facts, fragments, chains);
    let body = &fragments.body;
    let mut fates = vec![Fate::default(); lines.len()];
    for (b, fragment) in body.iter().enumerate() {
        fragment.lines.iter().for_each(|&l| fates[l].body = Some(b));
    }
    for (p, piece) in fragments.pieces.iter().enumerate() {
        piece.lines.iter().for_each(|&l| fates[l].piece = Some(p));
    }
    // The article of each fragment and piece, and how many lines articles have.
    let mut article_of_body = vec![0; body.len()];
    let mut article_of_piece: Vec<Option<usize>> = vec![None; fragments.pieces.len()];
    let mut lengths = vec![0; groupings.articles.len()];
    for (a, group) in groupings.articles.iter().enumerate() {
        for &b in &group.body {
            article_of_body[b] = a;
            lengths[a] += body[b].lines.len();
        }
        let pieces = group.heads.iter().chain(&group.captions).chain(&group.credits).chain(&group.bylines);
        pieces.for_each(|&p| article_of_piece[p] = Some(a));
    }
    let mut after: Vec<Option<usize>> = vec![None; body.len()];
    for (b, before) in chains.before.iter().enumerate() {
        if let Some(a) = *before {
            after[a] = Some(b);
        }
    }
    let tail = |b: usize| body[b].lines[body[b].lines.len() - 1];
    let waits = |b: usize| {
        !body[b].subhead && !facts[tail(b)].cues.has(Cues::SIGNATURE) && end_class(&facts[tail(b)]) > 0
    };
    // Ends of fragments that break off and that nothing goes on from which goes on itself.
    let unmet = |b: usize| waits(b) && after[b].is_none_or(|next| !body[next].open);
    let ends: Vec<usize> = (0..body.len()).filter(|&b| unmet(b)).map(tail).collect();
    let broken = ends.iter().filter(|&&l| end_class(&facts[l]) == 2).count();
    let seen = awaited::Seen::new(lines, &ends);
    let headless = groupings.articles.iter().filter(|group| group.heads.is_empty()).count();
    let lacks_head = usize::from(headless > 0);

    let partners = partners(lines, facts);
    let starts = starts(facts, labelling);
    // For each line how many glyphs its fragment or piece has.
    let mut sizes = vec![0; lines.len()];
    for own in body.iter().map(|b| &b.lines).chain(fragments.pieces.iter().map(|p| &p.lines)) {
        let size = own.iter().map(|&l| lines[l].glyphs.len()).sum::<usize>();
        own.iter().for_each(|&l| sizes[l] = size);
    }

    let mut waiting = 0;
    let mut out = Vec::with_capacity(lines.len());
    for i in 0..lines.len() {
        let (f, fate, label) = (&facts[i], fates[i], labels[i]);
        let own = label as usize;
        let blank = usize::from(f.blanks > 0);
        while ends.get(waiting).is_some_and(|&end| end < i) {
            waiting += 1;
        }
        let mut row = Vec::with_capacity(12);
        let mut o = Features(&mut row);
        let chance = labelling.chances(i)[own];
        o.add(Group::Was, 5 * own + chance_bucket(chance));
        let before = i.checked_sub(1).map_or(COUNT, |p| labels[p] as usize);
        o.add(Group::PrevWas, 2 * before + blank);
        let next = labels.get(i + 1).map_or(COUNT, |&label| label as usize);
        o.add(Group::NextWas, 2 * next + facts.get(i + 1).map_or(1, |n| usize::from(n.blanks > 0)));
        o.add(Group::Headless, 3 * own + headless.min(2));
        o.add(Group::Unfinished, 3 * own + broken.min(2));

        let class = label_class(Some(label));
        // A paragraph's first line, a further one, or anything else.
        let text = class.min(2);
        o.add(Group::Starts, 36 * starts + 6 * fit(f) as usize + 2 * text + blank);
        if let Some(partner) = partners[i] {
            let theirs = label_class(labels.get(partner).copied());
            let measures = order_of(lines[i].measure as usize, lines[partner].measure as usize, 4);
            o.add(Group::Partner, 21 * class + 3 * theirs + measures);
            let (own, other) = (sizes[i], sizes[partner]);
            o.add(Group::PartnerLength, 21 * class + 3 * theirs + order_of(own, other, own.max(other) / 5));
        }

        // How well it would go on with an end that waits.
        let is_first = i == 0 || f.blanks > 0 || fates[i - 1].body.is_none() || fate.body.is_none();
        if is_first && label != Label::HeadOn {
            let near = &ends[waiting.saturating_sub(WAITING)..(waiting + WAITING).min(ends.len())];
            let graded = near.iter().filter(|&&end| Some(end) != i.checked_sub(1)).map(|&end| {
                let same = (lines[end].measure).abs_diff(lines[i].measure) <= 2;
                (2 * seen.grade(&lines[end], &lines[i]) + u8::from(same), end)
            });
            let best = graded.max_by_key(|&(grade, end)| (grade, usize::MAX - end.abs_diff(i)));
            let kind = match class {
                0 | 1 => class,
                2 | 3 => 2,
                _ => 3,
            };
            let (grade, near) = best.map_or((0, 0), |(grade, end)| {
                let away = match end.abs_diff(i) {
                    0..=6 => 0,
                    7..=20 => 1,
                    _ => 2,
                };
                (1 + usize::from(grade), 1 + if end < i { away } else { 3 + usize::from(away > 0) })
            });
            o.add(Group::Waiting, 12 * kind + grade);
            o.add(Group::WaitingNear, 6 * kind + near);
        }
        let opens = fate.body.filter(|&b| body[b].lines[0] == i);
        if let Some(b) = opens {
            let (place, end) = match chains.before[b] {
                None => (0, 0),
                Some(a) if tail(a) + 1 == i => (1, end_class(&facts[tail(a)])),
                Some(a) if a + 1 == b => (2, end_class(&facts[tail(a)])),
                Some(a) => (3, end_class(&facts[tail(a)])),
            };
            let sure = match chains.confidence[b] {
                c if c < 0.6 => 0,
                c if c < 0.9 => 1,
                _ => 2,
            };
            o.add(Group::Link, 36 * text + 9 * place + 3 * end + sure);
            // What the fragment right above in the input waits for.
            if let Some(above) = b.checked_sub(1) {
                let state = if !waits(above) {
                    0
                } else if after[above] == Some(b) {
                    1
                } else if unmet(above) {
                    2
                } else {
                    3
                };
                let between = usize::from(tail(above) + 1 < i);
                o.add(Group::LastOpen, 8 * text + 2 * state + between);
            }
        }
        if let Some(b) = fate.body {
            let a = article_of_body[b];
            let group = &groupings.articles[a];
            let head = group.head_class();
            let length = match lengths[a] {
                1 => 0,
                2..=3 => 1,
                4..=7 => 2,
                _ => 3,
            };
            o.add(Group::Alone, 12 * length + 3 * head + text);
            if group.body[0] == b {
                let dated = usize::from(f.cues.has(Cues::DATELINE));
                let at = usize::from(opens.is_none());
                o.add(Group::Lead, 12 * head.min(2) + 4 * text + 2 * dated + at);
            }
        }
        if let Some(p) = fate.piece {
            let shares = || cx.overlaps(std::iter::once(i));
            // How much the words of the line are an article's own, and whether another has more.
            let compared = |a: usize| {
                let shares = shares();
                let own = shares[a].0;
                4 * share_bucket(own) + 2 * usize::from(Highest::of(&shares).but(a) > own)
            };
            let highest = || share_bucket(Highest::of(&shares()).share);
            let article = article_of_piece[p];
            let second = usize::from(matches!(label, Label::HeadOn | Label::CaptionOn));
            match label {
                Label::Head | Label::HeadOn => {
                    if let Some(a) = article {
                        let group = &groupings.articles[a];
                        let sure = [0.6, 0.9].iter().filter(|&&least| group.head_confidence >= least).count();
                        let many = group.heads.len().min(3) - 1;
                        o.add(Group::Tied, 6 * sure + 2 * many + second);
                        o.add(Group::TiedShare, compared(a) + second);
                    } else {
                        o.add(Group::Untied, 4 * highest() + 2 * lacks_head + second);
                    }
                    let above = i.checked_sub(1).and_then(|l| fates[l].piece);
                    let beside = match above {
                        Some(q) if matches!(labels[i - 1], Label::Head | Label::HeadOn) => {
                            let same = usize::from(article_of_piece[q] == article);
                            let (a, b) = (lines[i - 1].width(), lines[i].width());
                            let wide = match a.abs_diff(b) {
                                0..=2 => 0,
                                3..=8 => 1,
                                _ => 2,
                            };
                            let printed = usize::from(lines[i - 1].copies == lines[i].copies);
                            6 + 12 * same + 4 * wide + 2 * printed
                        }
                        _ => 0,
                    };
                    o.add(Group::BesideHead, beside + second);
                }
                Label::Caption | Label::CaptionOn => {
                    if let Some(a) = article {
                        o.add(Group::CaptionShare, compared(a) + second);
                    }
                }
                _ => {
                    let furniture = usize::from(label == Label::Furniture);
                    o.add(Group::Outside, 4 * highest() + 2 * lacks_head + furniture);
                }
            }
            // What the text above and the text below wait for.
            let body_of = |l: usize| fates[l].body;
            let above = fragments.pieces[p].lines[0].checked_sub(1).and_then(body_of);
            let below = fragments.pieces[p].lines.last().filter(|&&l| l + 1 < lines.len());
            let below = below.and_then(|&l| body_of(l + 1));
            let state = match (above, below) {
                (Some(a), _) if !waits(a) => 0,
                (Some(a), Some(b)) if after[a] == Some(b) => 1,
                (Some(a), _) if unmet(a) => 2,
                (Some(_), _) => 3,
                (None, Some(b)) if body[b].open && chains.before[b].is_none() => 4,
                (None, _) => 5,
            };
            let kind = match label {
                Label::Head | Label::HeadOn => 0,
                Label::Caption => 1,
                Label::CaptionOn => 2,
                _ => 3,
            };
            o.add(Group::Between, 4 * state + kind);
        }
        out.push(row);
    }
    out
}

/// Labels in classes.
fn label_class(label: Option<Label>) -> usize {
    match label {
        Some(Label::Start) => 0,
        Some(Label::On) => 1,
        Some(Label::Caption) => 2,
        Some(Label::CaptionOn) => 3,
        Some(Label::Head | Label::HeadOn) => 4,
        _ => 5,
    }
}

/// 0: less, 1: about the same, 2: more.
fn order_of(a: usize, b: usize, about: usize) -> usize {
    if a.abs_diff(b) <= about { 1 } else { 2 * usize::from(a > b) }
}

/// How a line fits its measure, an indent that was typed counted as one that was set.
fn fit(f: &Facts) -> Fit {
    if f.indented && f.fit != Fit::Far { Fit::Indent } else { f.fit }
}

/// How many of the paragraphs' first lines are indented, in classes; the last where too few are
/// known.
fn starts(facts: &[Facts], labelling: &Labelling) -> usize {
    let is_start = |&i: &usize| labelling.labels[i] == Label::Start && facts[i].fit != Fit::Far;
    let all: Vec<usize> = (0..facts.len()).filter(is_start).collect();
    let indented = all.iter().filter(|&&i| matches!(fit(&facts[i]), Fit::Indent | Fit::Either)).count();
    if all.len() < 4 {
        return 6;
    }
    match 100 * indented / all.len() {
        0..=10 => 0,
        11..=40 => 1,
        41..=70 => 2,
        71..=85 => 3,
        86..=95 => 4,
        _ => 5,
    }
}

/// A pair that stands in more lines tells of no repetition.
const MOST_LINES: usize = 6;

/// For every line that repeats another one the line that it shares most pairs with.
fn partners(lines: &[Line], facts: &[Facts]) -> Vec<Option<usize>> {
    let pairs = |i: usize| facts[i].pairs.iter().copied().filter(|&pair| pair != NO_PAIR);
    let glyphs = lines.iter().map(|line| line.glyphs.len()).sum();
    let mut places = Places::new(glyphs, MOST_LINES);
    for i in 0..lines.len() {
        pairs(i).for_each(|pair| places.note(pair, i as u32));
    }
    let partner = |i: usize| {
        let mut shared: Vec<usize> = Vec::new();
        for pair in pairs(i) {
            let held = places.of(pair);
            if held.len() <= MOST_LINES {
                shared.extend(held.iter().map(|&line| line as usize).filter(|&line| line != i));
            }
        }
        order::sort(&mut shared);
        let longest = shared.chunk_by(|a, b| a == b).map(|held| (held.len(), usize::MAX - held[0])).max();
        let (count, line) = longest?;
        (count >= 3 && 5 * count >= 2 * pairs(i).count()).then_some(usize::MAX - line)
    };
    (0..lines.len()).map(partner).collect()
}

/// How a line ends: 0 a sentence ends, 1 it breaks off short of the measure, 2 it breaks off
/// at the end of a full line.
fn end_class(f: &Facts) -> usize {
    match f.last {
        Last::End | Last::EndClose | Last::Close => 0,
        _ => 1 + usize::from(f.fills(false) || f.fills(true)),
    }
}

fn chance_bucket(chance: f32) -> usize {
    match chance {
        c if c < 0.1 => 0,
        c if c < 0.4 => 1,
        c if c < 0.8 => 2,
        c if c < 0.98 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::pipeline;

    const PAGE: &str = "　　苇塘镇今年修好了三座桥，镇\n上的人说，往后去赶集的路近了\n一半，卖菜也方便。\n\n图为苇塘镇今年修好的三座桥\n记者 柳青禾 摄\n";

    fn stages(text: &str) -> pipeline::Stages {
        pipeline::run(text, &Options::default(), Model::fitted()).stages.remove(0)
    }

    #[test]
    fn every_line_is_told_what_became_of_it() {
        let made = stages(PAGE);
        let first = First {
            lines: &made.lines,
            facts: &made.facts,
            labelling: &made.labelling,
            fragments: &made.fragments,
            chains: &made.chains,
            groupings: &made.grouped.groupings,
        };
        let rows = features(&first);
        assert_eq!(rows.len(), made.lines.len());
        let was = |row: &[u16]| row.iter().filter(|&&f| group_of(f).0 == "Was").count();
        assert!(rows.iter().all(|row| was(row) == 1 && row.iter().all(|&f| usize::from(f) < FEATURES)));
        let opens: Vec<usize> =
            (0..rows.len()).filter(|&i| rows[i].iter().any(|&f| group_of(f).0 == "Link")).collect();
        assert_eq!(opens, [0]);
    }

    #[test]
    fn a_line_knows_the_one_that_it_repeats() {
        let made = stages(PAGE);
        let found = partners(&made.lines, &made.facts);
        assert_eq!((found[0], found[3], found[4]), (Some(3), Some(0), None));
    }

    #[test]
    fn indents_of_first_lines_are_a_habit_once_there_are_some() {
        let starts_of = |names: &str| {
            let paragraph = |name: char| {
                format!(
                    "　　{name}家镇上的人说，往后去赶集\n的路近了一半，{name}家人都说好，\n{name}家的菜也好卖。\n"
                )
            };
            let made = stages(&names.chars().map(paragraph).collect::<String>());
            starts(&made.facts, &made.labelling)
        };
        assert_eq!((starts_of("柳"), starts_of("柳苏陈姚罗")), (6, 5));
    }
}
