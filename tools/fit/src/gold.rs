//! Pages with gold, and which line of a page is which piece of its gold.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use columnist::labels::Label;
use columnist::lines::Line;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct Gold {
    pub extractor: Option<String>,
    pub articles: Vec<GoldArticle>,
    pub furniture: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct GoldArticle {
    pub title: Vec<String>,
    pub roles: Vec<String>,
    pub paragraphs: Vec<String>,
    pub captions: Vec<String>,
    pub credits: Vec<String>,
    pub bylines: Option<Vec<String>>,
}

/// A page with its answer.
#[derive(Debug, Clone)]
pub struct Page {
    pub name: String,
    pub track: String,
    pub text: String,
    pub gold: Gold,
}

/// All pages with gold in a folder, by name.
pub fn load(dir: &Path) -> std::io::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".txt"))
        else {
            continue;
        };
        let Ok(gold) = fs::read_to_string(path.with_file_name(format!("{name}.gold.json"))) else {
            continue;
        };
        let gold: Gold = serde_json::from_str(&gold)?;
        let track = gold.extractor.clone().unwrap_or_else(|| "seed".to_owned());
        pages.push(Page { name: name.to_owned(), track, text: fs::read_to_string(&path)?, gold });
    }
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(pages)
}

/// What the scorer compares: no white space, width variants folded.
pub fn squash(s: &str) -> Vec<char> {
    s.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')).collect()
}

/// Kinds of gold pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Title,
    Paragraph,
    Caption,
    Credit,
    Byline,
    Furniture,
}

/// A piece of gold text.
#[derive(Debug, Clone)]
pub struct Piece {
    pub kind: Kind,
    /// Index of its article; `usize::MAX` for furniture.
    pub article: usize,
    /// Index among the article's pieces of that kind.
    pub index: usize,
    pub text: Vec<char>,
    pub role: String,
}

pub fn pieces(gold: &Gold) -> Vec<Piece> {
    let mut out = Vec::new();
    for (article, a) in gold.articles.iter().enumerate() {
        let mut add = |kind, index, text: &str, role: &str| {
            let text = squash(text);
            if !text.is_empty() {
                out.push(Piece { kind, article, index, text, role: role.to_owned() });
            }
        };
        for (i, t) in a.title.iter().enumerate() {
            add(Kind::Title, i, t, a.roles.get(i).map_or("main", String::as_str));
        }
        for (i, t) in a.paragraphs.iter().enumerate() {
            add(Kind::Paragraph, i, t, "");
        }
        for (i, t) in a.captions.iter().enumerate() {
            add(Kind::Caption, i, t, "");
        }
        for (i, t) in a.credits.iter().enumerate() {
            add(Kind::Credit, i, t, "");
        }
        for (i, t) in a.bylines.iter().flatten().enumerate() {
            add(Kind::Byline, i, t, "");
        }
    }
    for (i, f) in gold.furniture.iter().enumerate() {
        out.push(Piece {
            kind: Kind::Furniture,
            article: usize::MAX,
            index: i,
            text: squash(f),
            role: String::new(),
        });
    }
    out
}

/// Where a line stands in the gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub piece: usize,
    pub at: usize,
    pub len: usize,
}

/// Finds the place of every line: the cheapest way through all places that hold it.
pub fn align(lines: &[Line], pieces: &[Piece]) -> Vec<Option<Place>> {
    let texts: Vec<Vec<char>> = lines.iter().map(|l| squash(&l.text())).collect();
    let places: Vec<Vec<Place>> = texts.iter().map(|t| find(t, pieces)).collect();
    let starts: HashSet<(usize, usize)> = places.iter().flatten().map(|p| (p.piece, p.at)).collect();
    let ends: HashSet<(usize, usize)> = places.iter().flatten().map(|p| (p.piece, p.at + p.len)).collect();
    const NONE: f32 = 6.0;
    let enter = |p: &Place| {
        let furniture = if pieces[p.piece].kind == Kind::Furniture { 0.6 } else { 0.0 };
        furniture
            + if p.at == 0 {
                1.0
            } else if ends.contains(&(p.piece, p.at)) {
                1.6
            } else {
                4.0
            }
    };
    let leave = |p: &Place| {
        let end = p.at + p.len;
        if end >= pieces[p.piece].text.len() {
            0.0
        } else if starts.contains(&(p.piece, end)) {
            0.6
        } else {
            3.0
        }
    };
    // Each line: its places and, last, none at all.
    let mut cost: Vec<Vec<f32>> = Vec::new();
    let mut back: Vec<Vec<usize>> = Vec::new();
    for (i, options) in places.iter().enumerate() {
        let mut row = vec![f32::MAX; options.len() + 1];
        let mut from = vec![0; options.len() + 1];
        for k in 0..=options.len() {
            let own = options.get(k);
            if i == 0 {
                row[k] = own.map_or(NONE, &enter);
                continue;
            }
            for (j, &before) in cost[i - 1].iter().enumerate() {
                let prev = places[i - 1].get(j);
                let step = match (prev, own) {
                    (Some(p), Some(o)) if p.piece == o.piece && p.at + p.len == o.at => 0.0,
                    (p, Some(o)) => p.map_or(0.0, &leave) + enter(o),
                    (p, None) => p.map_or(0.0, &leave) + NONE,
                };
                if before + step < row[k] {
                    (row[k], from[k]) = (before + step, j);
                }
            }
        }
        cost.push(row);
        back.push(from);
    }
    let mut out = vec![None; lines.len()];
    let Some(last) = cost.last() else { return out };
    let mut k = (0..last.len()).min_by(|&a, &b| last[a].total_cmp(&last[b])).unwrap_or(0);
    for i in (0..lines.len()).rev() {
        out[i] = places[i].get(k).copied();
        k = back[i][k];
    }
    out
}

fn find(text: &[char], pieces: &[Piece]) -> Vec<Place> {
    let mut out = Vec::new();
    for (piece, p) in pieces.iter().enumerate() {
        if text.len() <= p.text.len() {
            for at in 0..=p.text.len() - text.len() {
                if p.text[at..at + text.len()] == *text {
                    out.push(Place { piece, at, len: text.len() });
                }
            }
        } else if p.kind == Kind::Furniture
            && p.text.len() > 1
            && text.windows(p.text.len()).any(|w| w == p.text)
        {
            out.push(Place { piece, at: 0, len: p.text.len() });
        }
    }
    out.truncate(400);
    out
}

/// A paragraph that looks like a heading: short, and without a mark at its end.
fn is_heading(piece: &Piece) -> bool {
    let end = piece.text.last().copied().unwrap_or(' ');
    piece.kind == Kind::Paragraph
        && piece.text.len() <= 18
        && !matches!(end, '。' | '！' | '？' | '!' | '?' | '”' | '」' | '）' | ')' | '…' | '，' | '；' | '.')
}

/// The label of a line at its place.
pub fn label(place: Option<Place>, pieces: &[Piece]) -> Option<Label> {
    let place = place?;
    let piece = &pieces[place.piece];
    let first = place.at == 0;
    Some(match piece.kind {
        Kind::Title => {
            if first {
                Label::Head
            } else {
                Label::HeadOn
            }
        }
        Kind::Paragraph => {
            // A list has a short line after another; a subhead stands between paragraphs.
            let beside = [place.piece.checked_sub(1), Some(place.piece + 1)];
            let listed = beside
                .into_iter()
                .flatten()
                .filter_map(|k| pieces.get(k))
                .any(|other| other.article == piece.article && is_heading(other));
            let subhead = piece.index > 0 && place.len == piece.text.len() && is_heading(piece) && !listed;
            if subhead {
                Label::Subhead
            } else if first {
                Label::Start
            } else {
                Label::On
            }
        }
        Kind::Caption => {
            if first {
                Label::Caption
            } else {
                Label::CaptionOn
            }
        }
        Kind::Credit => Label::Credit,
        Kind::Byline => Label::Byline,
        Kind::Furniture => Label::Furniture,
    })
}
