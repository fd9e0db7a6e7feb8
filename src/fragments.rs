//! Fragments: lines that surely belong together in this order, and the pieces of
//! display type, captions, credits and furniture between them.

use crate::chars::{self, CharSet};
use crate::facts::Facts;
use crate::labels::{Label, Labelling};
use crate::lines::Line;
use crate::words::{PairMap, triple_key};

/// Lines of running text in their order: a paragraph or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// Indices of its lines, one after the other.
    pub lines: Vec<usize>,
    /// Its first line goes on with a sentence from elsewhere.
    pub open: bool,
    /// A heading inside the body.
    pub subhead: bool,
}

/// A piece that is no running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Headline, caption, credit, byline or furniture: the label of its first line.
    pub kind: Label,
    /// Indices of its lines; those of a headline are apart, one each, so that a headline may
    /// end where another begins in the next line. Only where a word is cut between two of them
    /// that do not touch they are one piece.
    pub lines: Vec<usize>,
    /// A headline's line that goes on with the one before it, by its label.
    pub on: bool,
}

/// A page in fragments and pieces; every line is in exactly one.
#[derive(Debug, Clone, Default)]
pub struct Fragments {
    /// Running text, in the order of the input.
    pub body: Vec<Fragment>,
    /// The rest, in the order of the input.
    pub pieces: Vec<Piece>,
}

/// Cuts the labelled lines into fragments and pieces.
#[must_use]
pub fn fragments(lines: &[Line], all: &[Facts], labelling: &Labelling) -> Fragments {
    let mut out = labelled(lines, all, labelling);
    sew(lines, &labelling.labels, &mut out.pieces);
    out
}

/// The same by the labels alone: no headline has halves that other lines part.
#[must_use]
pub fn labelled(lines: &[Line], all: &[Facts], labelling: &Labelling) -> Fragments {
    let mut out = Fragments::default();
    let labels = &labelling.labels;
    for i in 0..lines.len() {
        let before = i.checked_sub(1).map(|p| labels[p]);
        let apart = all[i].blanks > 0 || lines[i].new_page;
        match labels[i] {
            Label::On if !apart && before.is_some_and(Label::is_body) && before != Some(Label::Subhead) => {
                if let Some(last) = out.body.last_mut() {
                    last.lines.push(i);
                }
            }
            label if label.is_body() => out.body.push(Fragment {
                lines: vec![i],
                open: label == Label::On,
                subhead: label == Label::Subhead,
            }),
            label => {
                let kind = match label {
                    Label::HeadOn => Label::Head,
                    Label::CaptionOn => Label::Caption,
                    other => other,
                };
                let joins = matches!(label, Label::HeadOn | Label::CaptionOn);
                match out.pieces.last_mut() {
                    Some(last)
                        if joins && last.kind == kind && last.lines.last() == i.checked_sub(1).as_ref() =>
                    {
                        if kind == Label::Head {
                            out.pieces.push(Piece { kind, lines: vec![i], on: true });
                        } else {
                            last.lines.push(i);
                        }
                    }
                    _ => out.pieces.push(Piece { kind, lines: vec![i], on: false }),
                }
            }
        }
    }
    out
}

/// So many lines may stand between the halves of a headline.
const BETWEEN: usize = 4;

/// Puts halves of a headline together between which other display type stands: three
/// characters across the break, a word and its neighbour, stand in the running text.
fn sew(lines: &[Line], labels: &[Label], pieces: &mut Vec<Piece>) {
    let head = |piece: &Piece| piece.kind == Label::Head;
    let mut tails = CharSet::default();
    for piece in pieces.iter().filter(|p| head(p)) {
        tails.insert(lines[piece.lines[0]].last());
    }
    let mut threes: PairMap<()> = PairMap::default();
    for line in lines.iter().zip(labels).filter(|(_, label)| label.is_body()).map(|(line, _)| line) {
        for t in line.glyphs.windows(3).filter(|t| tails.may_hold(t[0].ch) || tails.may_hold(t[1].ch)) {
            threes.insert(triple_key([t[0].ch, t[1].ch, t[2].ch]), ());
        }
    }
    let cuts = |a: usize, b: usize| {
        let ([.., a0, a1], [b0, b1, ..]) = (lines[a].glyphs.as_slice(), lines[b].glyphs.as_slice()) else {
            return false;
        };
        let stands = |three: [char; 3]| {
            three.iter().all(|&c| chars::is_han(c)) && threes.contains_key(&triple_key(three))
        };
        stands([a0.ch, a1.ch, b0.ch]) || stands([a1.ch, b0.ch, b1.ch])
    };
    let mut k = 0;
    while k < pieces.len() {
        let line = pieces[k].lines[0];
        let half = |a: &usize| {
            let end = pieces[*a].lines[0];
            head(&pieces[*a])
                && pieces[*a].lines.len() == 1
                && end + 1 < line
                && lines[end].copies == lines[line].copies
                && lines[end].vertical == lines[line].vertical
                && !(head_line(labels, end + 1) && cuts(end, end + 1))
                && cuts(end, line)
        };
        let near = pieces[..k].iter().rposition(|p| p.lines[0] + BETWEEN < line).map_or(0, |a| a + 1);
        let free = head(&pieces[k])
            && !pieces[k].on
            && line > 0
            && !(head_line(labels, line - 1) && cuts(line - 1, line));
        match (near..k).rev().find(half).filter(|_| free) {
            Some(a) => {
                let rest = pieces.remove(k);
                pieces[a].lines.extend(rest.lines);
            }
            None => k += 1,
        }
    }
}

fn head_line(labels: &[Label], line: usize) -> bool {
    matches!(labels.get(line), Some(Label::Head | Label::HeadOn))
}

impl Fragments {
    /// Lines of headlines as kickers, headlines and decks are printed: the lines of each.
    /// `heads` are pieces in their order; a line joins the one before it where its label
    /// says so and both are there.
    #[must_use]
    pub fn display(&self, heads: impl IntoIterator<Item = usize>) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = Vec::new();
        for piece in heads.into_iter().map(|p| &self.pieces[p]) {
            match out.last_mut() {
                Some(last) if piece.on && last.last().is_some_and(|&line| line + 1 == piece.lines[0]) => {
                    last.extend(&piece.lines);
                }
                _ => out.push(piece.lines.clone()),
            }
        }
        out
    }

    /// The pieces that are lines of headlines.
    pub fn heads(&self) -> impl Iterator<Item = usize> {
        (0..self.pieces.len()).filter(|&p| self.pieces[p].kind == Label::Head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::{lines, source};

    /// Lines by `/`; those of headlines before the one of running text. Tells their pieces.
    fn sewn(input: &str) -> Vec<Vec<usize>> {
        let lines = lines::lines(source::read(&input.replace('/', "\n"), &Options::default()).lines);
        let body = lines.len() - 1;
        let labels: Vec<Label> =
            (0..lines.len()).map(|k| if k < body { Label::Head } else { Label::Start }).collect();
        let mut pieces: Vec<Piece> =
            (0..body).map(|k| Piece { kind: Label::Head, lines: vec![k], on: false }).collect();
        sew(&lines, &labels, &mut pieces);
        pieces.into_iter().map(|piece| piece.lines).collect()
    }

    #[test]
    fn halves_of_a_headline_are_sewn_across_other_display_type() {
        let text = "本报讯 新桥今日全线通车两岸同庆，老渡口就此停运，行人绕道南岸。";
        let check = |heads: &str, expect: &[&[usize]]| {
            assert_eq!(sewn(&format!("{heads}/{text}")), expect, "{heads}");
        };
        check("新桥今日全线通/梨子丰收/车两岸同庆", &[&[0, 2], &[1]]);
        check("新桥今日全线通/梨子丰收/果农忙/车两岸同庆", &[&[0, 3], &[1], &[2]]);
        check("新桥今日全线通/甲乙/丙丁/戊己/庚辛/车两岸同庆", &[&[0], &[1], &[2], &[3], &[4], &[5]]);
        // They touch, and are lines of one headline as they are.
        check("新桥今日全线通/车两岸同庆", &[&[0], &[1]]);
        check("新桥今日全线通/车两岸同庆/梨子丰收", &[&[0], &[1], &[2]]);
        // The line between goes on with the first half, or the second one with it.
        check("新桥今日全线通/车两岸/车两岸同庆", &[&[0], &[1], &[2]]);
        check("新桥今日全线通/今日全线通/车两岸同庆", &[&[0], &[1], &[2]]);
        // No word of the text stands across.
        check("新桥今日全线通/梨子丰收/桥两岸同庆", &[&[0], &[1], &[2]]);
    }
}
