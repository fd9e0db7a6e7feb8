//! Clean text: what Columnist itself wrote, read again.
//!
//! Plain text from [`render`](crate::render()) says with white space alone what each
//! line is: articles stand two empty lines apart, every part is one line, and its
//! indent in ems is its role. Text in that form needs no guess, so it is read by its
//! grammar before anything else is asked: no page is cut, no column taken apart, no
//! headline sewn, no white space closed. Reading what was written gives the same
//! articles again. Input in any other form takes the usual way.

use std::ops::Range;

use crate::articles::{Grouping, Groupings};
use crate::chains::Chains;
use crate::chars::{self, EM};
use crate::fragments::Fragments;
use crate::labels::Label;
use crate::lines::Line;
use crate::source::SourceLine;

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

/// Reads the pages that page separators part, each for itself; `None` for those that have
/// another form.
#[must_use]
pub fn pages(lines: &[SourceLine], units: &[u16]) -> Vec<Option<Box<Clean>>> {
    lines.chunk_by(|_, next| !next.new_page).map(|page| read(page, units).map(Box::new)).collect()
}

/// Reads the clean text of a page; `None` where it has another form.
#[must_use]
pub fn read(lines: &[SourceLine], units: &[u16]) -> Option<Clean> {
    let mut clean = Clean { labels: Vec::new(), articles: Vec::new() };
    if is_furniture(lines, units) {
        clean.furniture(lines.len());
        return Some(clean);
    }
    let mut count = 0;
    let mut parts = lines.chunk_by(|_, b| b.blanks < 2).peekable();
    while let Some(part) = parts.next() {
        if let Some(labels) = article(part) {
            clean.labels.extend(labels);
            clean.articles.extend(vec![Some(count); part.len()]);
            count += 1;
        } else if parts.peek().is_none() && is_block(part) && part.iter().all(|l| l.indent == 0) {
            clean.furniture(part.len());
        } else {
            return None;
        }
    }
    (count > 0).then_some(clean)
}

/// What ends each line of furniture where there is no article before it, which tells furniture
/// from text whose lines are broken. Nobody sees it, and no extractor writes it.
pub const FURNITURE_END: char = '\u{3000}';

/// Whether a page is furniture alone, as [`render`](crate::render()) writes it.
fn is_furniture(lines: &[SourceLine], units: &[u16]) -> bool {
    let ends = |line: &SourceLine| {
        let behind = line.glyphs.last().map_or(&[][..], |last| &units[last.end() as usize..]);
        let end = char::from_u32(behind.get(1).map_or(0xa, |&unit| unit.into()));
        behind.first() == Some(&(FURNITURE_END as u16)) && end.is_some_and(chars::is_line_break)
    };
    !lines.is_empty() && lines.iter().all(|l| l.indent == 0 && ends(l)) && is_block(lines)
}

/// Whether no empty line parts them.
fn is_block(lines: &[SourceLine]) -> bool {
    lines.iter().skip(1).all(|l| l.blanks == 0)
}

/// The labels of an article's lines: a block of headline lines, then each part apart
/// by an empty line, at least one of them a paragraph or a subhead.
fn article(part: &[SourceLine]) -> Option<Vec<Label>> {
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
    let body = labels.iter().any(|l| matches!(l, Label::Start | Label::Subhead));
    let whole = body && (headlines == 1 || headlines == 0 && heads == 0);
    whole.then_some(labels)
}

impl Clean {
    fn furniture(&mut self, lines: usize) {
        self.labels.resize(self.labels.len() + lines, Label::Furniture);
        self.articles.resize(self.articles.len() + lines, None);
    }

    /// Some of the lines, by themselves. They must be whole articles.
    #[must_use]
    pub fn part(&self, lines: Range<usize>) -> Clean {
        let mut articles = self.articles[lines.clone()].to_vec();
        let first = articles.iter().flatten().min().copied().unwrap_or(0);
        articles.iter_mut().flatten().for_each(|article| *article -= first);
        Clean { labels: self.labels[lines].to_vec(), articles }
    }

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
    use crate::options::Options;
    use crate::source;

    fn is_clean(input: &str) -> bool {
        let units: Vec<u16> = input.encode_utf16().collect();
        read(&source::read(input, &Options::default()).lines, &units).is_some()
    }

    #[test]
    fn what_render_writes_is_clean() {
        assert!(is_clean(
            "　引题：\n标题\n　副题\n　　　本报记者 某某\n\n　　第一段。\n\n　　　　小标题\n\n　　第二段。\n\n　　　　　图片说明。\n\n\n　　另一篇。\n\n\n责编/某某\n3"
        ));
        assert!(is_clean("　　一段。\n\n　　又一段。"));
        assert!(is_clean("标题\n\n　　　　小标题"));
        assert!(is_clean("责编/某某　\n3　\n") && is_clean("责编/某某　\r\n3　"));
    }

    #[test]
    fn broken_lines_and_loose_parts_are_not() {
        assert!(!is_clean("　　第一行满满的\n第二行。"));
        assert!(!is_clean("　　一段。\n\n标题在后"));
        assert!(!is_clean("没有缩进的一段。"));
        assert!(!is_clean("责编/某某　\n\n3　\n") && !is_clean("责编/某某　\n3\n"));
        assert!(!is_clean("责编/某某　　\n3　\n") && !is_clean(" 责编/某某　\n3　\n"));
        assert!(!is_clean(""));
    }
}
