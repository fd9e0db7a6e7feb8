//! Fragments: lines that surely belong together in this order, and the pieces of
//! display type, captions, credits and furniture between them.

use crate::facts::Facts;
use crate::labels::{Label, Labelling};
use crate::lines::Line;

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
    /// Indices of its lines.
    pub lines: Vec<usize>,
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
                        last.lines.push(i);
                    }
                    _ => out.pieces.push(Piece { kind, lines: vec![i] }),
                }
            }
        }
    }
    out
}
