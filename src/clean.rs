//! Clean text: what Columnist itself wrote, read again.
//!
//! Plain text from [`render`](crate::render()) says with white space alone what each
//! line is: articles stand two empty lines apart, every part is one line, and its
//! indent in ems is its role. Text in that form needs no repair and no guess, so it is
//! read by its grammar, and reading what was written gives the same page again. Input
//! in any other form takes the usual way.

use crate::articles::{Grouping, Groupings};
use crate::chains::Chains;
use crate::chars::EM;
use crate::fragments::Fragments;
use crate::labels::Label;
use crate::lines::Line;

/// Indents of the parts in plain text, in ems.
pub mod indent {
    /// The headline.
    pub const HEADLINE: u32 = 0;
    /// Kicker and deck: above and below the headline.
    pub const BESIDE: u32 = 1;
    /// A paragraph.
    pub const BODY: u32 = 2;
    /// A byline.
    pub const BYLINE: u32 = 3;
    /// A heading inside the body.
    pub const SUBHEAD: u32 = 4;
    /// A caption.
    pub const CAPTION: u32 = 5;
    /// A credit.
    pub const CREDIT: u32 = 6;
}

/// What each line of a clean text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// Labels of the lines.
    pub labels: Vec<Label>,
    /// The article of each line; none for furniture.
    articles: Vec<Option<usize>>,
}

/// Reads clean text; `None` where the input has another form.
#[must_use]
pub fn read(lines: &[Line]) -> Option<Clean> {
    let mut clean = Clean { labels: Vec::new(), articles: Vec::new() };
    let mut count = 0;
    let parts: Vec<&[Line]> = lines.chunk_by(|_, b| b.blanks < 2 && !b.new_page).collect();
    for (n, part) in parts.iter().enumerate() {
        if let Some(labels) = article(part) {
            clean.labels.extend(labels);
            clean.articles.extend(vec![Some(count); part.len()]);
            count += 1;
        } else if n + 1 == parts.len()
            && n > 0
            && part.iter().skip(1).all(|l| l.blanks == 0)
            && is_flush(part)
        {
            clean.labels.extend(vec![Label::Furniture; part.len()]);
            clean.articles.extend(vec![None; part.len()]);
        } else {
            return None;
        }
    }
    (count > 0).then_some(clean)
}

fn is_flush(part: &[Line]) -> bool {
    part.iter().all(|l| l.indent == indent::HEADLINE)
}

/// The labels of an article's lines: a block of headline lines, then each part apart
/// by an empty line, at least one of them a paragraph.
fn article(part: &[Line]) -> Option<Vec<Label>> {
    let mut labels: Vec<Label> = Vec::with_capacity(part.len());
    let mut headlines = 0;
    let mut in_head = true;
    for (i, line) in part.iter().enumerate() {
        if line.indent % EM != 0 {
            return None;
        }
        let label = match line.indent / EM {
            indent::HEADLINE => {
                headlines += 1;
                Label::Head
            }
            indent::BESIDE => Label::Head,
            indent::BODY => Label::Start,
            indent::BYLINE => Label::Byline,
            indent::SUBHEAD => Label::Subhead,
            indent::CAPTION => Label::Caption,
            indent::CREDIT => Label::Credit,
            _ => return None,
        };
        let fits = match label {
            Label::Head | Label::Byline => in_head && (i == 0 || line.blanks == 0),
            Label::Credit if labels.last() == Some(&Label::Credit) => true,
            _ => i == 0 || line.blanks == 1,
        };
        if !fits {
            return None;
        }
        in_head &= matches!(label, Label::Head | Label::Byline);
        labels.push(label);
    }
    let heads = labels.iter().filter(|l| **l == Label::Head).count();
    let whole = labels.contains(&Label::Start) && (headlines == 1 || headlines == 0 && heads == 0);
    whole.then_some(labels)
}

impl Clean {
    /// The groups that the text itself tells.
    #[must_use]
    pub fn groups(&self, lines: &[Line], fragments: &Fragments) -> (Chains, Groupings) {
        let count = self.articles.iter().flatten().max().map_or(0, |m| m + 1);
        let mut chains = Chains {
            links: vec![Vec::new(); fragments.body.len()],
            before: vec![None; fragments.body.len()],
            confidence: vec![1.0; fragments.body.len()],
            articles: vec![Vec::new(); count],
        };
        let mut groupings = Groupings {
            articles: vec![Grouping { head_confidence: 1.0, ..Grouping::default() }; count],
            ..Groupings::default()
        };
        for (f, fragment) in fragments.body.iter().enumerate() {
            if let Some(a) = self.articles[fragment.lines[0]] {
                chains.before[f] = chains.articles[a].last().copied();
                chains.articles[a].push(f);
                groupings.articles[a].body.push(f);
            }
        }
        for (p, piece) in fragments.pieces.iter().enumerate() {
            let line = piece.lines[0];
            let Some(group) = self.articles[line].map(|a| &mut groupings.articles[a]) else {
                groupings.rest.push(p);
                continue;
            };
            match piece.kind {
                Label::Head => {
                    if lines[line].indent == indent::HEADLINE {
                        group.main = Some(group.heads.len());
                    }
                    group.heads.push(p);
                }
                Label::Caption => group.captions.push(p),
                Label::Byline => group.bylines.push(p),
                _ => group.credits.push(p),
            }
        }
        (chains, groupings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::options::Options;
    use crate::source;

    fn is_clean(input: &str) -> bool {
        read(&lines::lines(source::read(input, &Options::default()).lines)).is_some()
    }

    #[test]
    fn what_render_writes_is_clean() {
        assert!(is_clean(
            "　引题：\n标题\n　副题\n　　　本报记者 某某\n\n　　第一段。\n\n　　　　小标题\n\n　　第二段。\n\n　　　　　图片说明。\n\n\n　　另一篇。\n\n\n责编/某某\n3"
        ));
        assert!(is_clean("　　一段。\n\n　　又一段。"));
    }

    #[test]
    fn broken_lines_and_loose_parts_are_not() {
        assert!(!is_clean("　　第一行满满的\n第二行。"));
        assert!(!is_clean("　　一段。\n\n标题在后"));
        assert!(!is_clean("没有缩进的一段。"));
        assert!(!is_clean(""));
    }
}
