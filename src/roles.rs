//! Roles: which piece of a headline is the headline itself.
//!
//! A piece before it is the kicker, one behind it the deck. The headline is display:
//! printed in shadow, of two balanced clauses, not a clause of the lead; a kicker ends
//! with a colon, a deck begins with a dash or repeats the lead.

use crate::articles::Context;
use crate::features::feature_groups;
use crate::model::Model;
use crate::shapes;

feature_groups! {
    Place: 9,
    Copies: 4,
    CopiesByPlace: 6,
    Verbatim: 12,
    VerbatimOthers: 8,
    Colon: 4,
    Dash: 4,
    Clauses: 8,
    Length: 12,
    LengthRank: 9,
    Vertical: 4,
    Lines: 6,
}

/// A feature's name, for the inspector and for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    let (name, bucket) = group_of(feature);
    format!("{name}:{bucket}")
}

/// What can be seen of one piece.
struct Look {
    copies: bool,
    verbatim: usize,
    /// Ends with a mark that announces what follows: a colon or a dash.
    colon: bool,
    dash: bool,
    clauses: bool,
    glyphs: usize,
    vertical: bool,
    lines: usize,
}

fn look(cx: &Context, article: usize, lines: &[usize]) -> Look {
    let glyphs = || lines.iter().flat_map(|&l| &cx.lines[l].glyphs);
    let (_, lead) = cx.overlaps(lines.iter().copied())[article];
    Look {
        copies: lines.iter().any(|&l| cx.lines[l].copies > 1),
        verbatim: match lead {
            s if s < 0.3 => 0,
            s if s < 0.7 => 1,
            s if s < 0.93 => 2,
            _ => 3,
        },
        colon: glyphs().last().is_some_and(|g| matches!(g.ch, '：' | ':' | '—' | '─')),
        dash: glyphs().next().is_some_and(|g| matches!(g.ch, '—' | '─' | '-')),
        clauses: lines.iter().any(|&l| cx.facts[l].clauses),
        glyphs: lines.iter().map(|&l| cx.facts[l].count).sum(),
        vertical: cx.lines[lines[0]].vertical,
        lines: lines.len(),
    }
}

/// For each piece of a headline, given as its lines, the features of its being the
/// headline itself.
#[must_use]
pub fn candidates(cx: &Context, article: usize, pieces: &[Vec<usize>]) -> Vec<Vec<u16>> {
    let looks: Vec<Look> = pieces.iter().map(|lines| look(cx, article, lines)).collect();
    let n = looks.len();
    (0..n)
        .map(|k| {
            let mut features = Vec::new();
            let mut o = Features(&mut features);
            let own = &looks[k];
            let others = || looks.iter().enumerate().filter(|&(i, _)| i != k).map(|(_, l)| l);
            let place = if k == 0 {
                0
            } else if k + 1 == n {
                2
            } else {
                1
            };
            o.add(Group::Place, 3 * n.saturating_sub(2).min(2) + place);
            let copied = others().filter(|l| l.copies).count();
            o.add(Group::Copies, 2 * usize::from(own.copies) + usize::from(copied > 0));
            o.add(Group::CopiesByPlace, 2 * place + usize::from(own.copies && copied == 0));
            o.add(Group::Verbatim, 3 * own.verbatim + place);
            let most = others().map(|l| l.verbatim).max().unwrap_or(0);
            o.add(Group::VerbatimOthers, 2 * most + usize::from(most > own.verbatim));
            let announced = k > 0 && looks[k - 1].colon;
            o.add(Group::Colon, usize::from(own.colon) + 2 * usize::from(announced));
            let dashed = looks.get(k + 1).is_some_and(|l| l.dash);
            o.add(Group::Dash, usize::from(own.dash) + 2 * usize::from(dashed));
            let clauses = 2 * usize::from(others().any(|l| l.clauses)) + usize::from(own.clauses);
            o.add(Group::Clauses, clauses + 4 * usize::from(place == 0));
            let length = match own.glyphs {
                0..=5 => 0,
                6..=9 => 1,
                10..=14 => 2,
                15..=19 => 3,
                20..=27 => 4,
                _ => 5,
            };
            o.add(Group::Length, 2 * length + usize::from(place == 0));
            let longer = others().filter(|l| l.glyphs > own.glyphs + 2).count().min(2);
            o.add(Group::LengthRank, 3 * longer + place);
            o.add(Group::Vertical, usize::from(own.vertical) + 2 * usize::from(others().any(|l| l.vertical)));
            o.add(Group::Lines, 2 * own.lines.saturating_sub(1).min(2) + usize::from(place == 0));
            features
        })
        .collect()
}

/// Index of the headline itself among the pieces of a headline.
#[must_use]
pub fn main_piece(cx: &Context, article: usize, pieces: &[Vec<usize>], model: &Model) -> usize {
    if pieces.len() < 2 {
        return 0;
    }
    let ems: Vec<usize> = pieces.iter().map(|lines| lines.iter().map(|&l| cx.facts[l].count).sum()).collect();
    if let Some(piece) = shapes::main_piece(cx.lines[pieces[0][0]].language, &ems) {
        return piece;
    }
    // A pair of clauses of one length is what a headline is at its best; a kicker or a
    // deck is plain.
    let is_pair = |lines: &[usize]| lines.iter().any(|&l| cx.facts[l].balanced);
    let mut pairs = (0..pieces.len()).filter(|&k| is_pair(&pieces[k]));
    if let (Some(pair), None) = (pairs.next(), pairs.next()) {
        return pair;
    }
    let scores: Vec<f32> = candidates(cx, article, pieces)
        .iter()
        .map(|features| features.iter().map(|&f| model.roles[f as usize]).sum())
        .collect();
    (0..scores.len()).fold(0, |best, k| if scores[k] > scores[best] { k } else { best })
}

/// Whether the piece that the input gives before the headline is its deck and no kicker.
///
/// Vertical lines are read from right to left and stand in boxes of their own; extractors
/// give boxes from left to right, so that of two beside each other the deck comes first. And
/// a piece right above the first paragraph, with the headline behind it, stands between the
/// two on the page: no kicker does.
#[must_use]
pub fn is_deck_first(cx: &Context, article: usize, pieces: &[Vec<usize>], main: usize) -> bool {
    let [before, headline] = pieces else { return false };
    let (from, to, next) = (before[0], before[before.len() - 1], headline[0]);
    let announces = matches!(cx.lines[to].last(), '：' | ':' | '—' | '─');
    if main != 1 || announces || !cx.lines[next].language.is_chinese() {
        return false;
    }
    let upright = cx.lines[from].vertical && cx.lines[next].vertical;
    let beside = next == to + 1 && cx.facts[next].blanks > 0;
    upright && beside || cx.is_above(from, to, article) && !cx.is_above(from, next, article)
}
