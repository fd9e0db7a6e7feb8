//! Pages with gold, and which line of a page is which piece of its gold.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use columnist::labels::Label;
use columnist::lines::Line;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Deserialize, Serialize, Default)]
#[serde(default)]
pub struct Gold {
    pub extractor: Option<String>,
    pub articles: Vec<GoldArticle>,
    pub furniture: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize, Default)]
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
///
/// A line that no piece holds to the character was misread, and is looked for with
/// some characters wrong, lost or too many; the places of such lines are then fitted
/// to each other, so that a piece is covered by its lines as if they had been read well.
pub fn align(lines: &[Line], pieces: &[Piece]) -> Vec<Option<Place>> {
    let texts: Vec<Vec<char>> = lines.iter().map(|l| squash(&l.text())).collect();
    let mut misread = false;
    let places: Vec<Vec<Found>> = texts
        .iter()
        .map(|text| {
            let found = find(text, pieces);
            if !found.is_empty() {
                return found;
            }
            let found = find_misread(text, pieces);
            misread |= !found.is_empty();
            found
        })
        .collect();
    let slack = if misread { SLACK } else { 0 };
    let at = |f: &Found| (f.place.piece, f.place.at);
    let end = |f: &Found| (f.place.piece, f.place.at + f.place.len);
    let starts: HashSet<(usize, usize)> = places.iter().flatten().map(at).collect();
    let ends: HashSet<(usize, usize)> = places.iter().flatten().map(end).collect();
    let near = |set: &HashSet<(usize, usize)>, (piece, at): (usize, usize)| {
        (at.saturating_sub(slack)..=at + slack).any(|at| set.contains(&(piece, at)))
    };
    const NONE: f32 = 6.0;
    let enter = |f: &Found| {
        let furniture = if pieces[f.place.piece].kind == Kind::Furniture { 0.6 } else { 0.0 };
        furniture
            + f.errors as f32 * ERROR
            + if f.place.at <= slack {
                1.0
            } else if near(&ends, at(f)) {
                1.6
            } else {
                4.0
            }
    };
    let leave = |f: &Found| {
        if f.place.at + f.place.len + slack >= pieces[f.place.piece].text.len() {
            0.0
        } else if near(&starts, end(f)) {
            0.6
        } else {
            3.0
        }
    };
    let follows = |p: &Found, o: &Found| {
        p.place.piece == o.place.piece && (p.place.at + p.place.len).abs_diff(o.place.at) <= slack
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
                    (Some(p), Some(o)) if follows(p, o) => o.errors as f32 * ERROR,
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
        out[i] = places[i].get(k).map(|found| found.place);
        k = back[i][k];
    }
    if misread {
        cover(&mut out, pieces);
    }
    out
}

/// A place, and how many characters are wrong there.
#[derive(Debug, Clone, Copy)]
struct Found {
    place: Place,
    errors: usize,
}

/// How many characters the places of misread lines may gape or overlap by.
const SLACK: usize = 2;
/// What a wrong character costs.
const ERROR: f32 = 0.4;
/// The longest stretch of a piece that is taken for lost between two of its lines.
const LOST: usize = 60;

/// Lets every line of a piece end where the next one begins.
fn cover(places: &mut [Option<Place>], pieces: &[Piece]) {
    let mut order: Vec<usize> = (0..places.len()).filter(|&i| places[i].is_some()).collect();
    order.sort_by_key(|&i| places[i].map(|p| (p.piece, p.at)));
    for (n, &i) in order.iter().enumerate() {
        let Some(mut own) = places[i] else { continue };
        let before = n.checked_sub(1).and_then(|n| places[order[n]]).filter(|p| p.piece == own.piece);
        if before.is_none() && own.at <= SLACK {
            (own.len, own.at) = (own.len + own.at, 0);
        }
        let length = pieces[own.piece].text.len();
        let next = order.get(n + 1).and_then(|&k| places[k]).filter(|p| p.piece == own.piece);
        let end = own.at + own.len;
        match next {
            Some(next) if next.at > own.at && next.at <= end + LOST && next.at + SLACK >= end => {
                own.len = next.at - own.at;
            }
            None if end + SLACK >= length => own.len = length - own.at,
            _ => {}
        }
        places[i] = Some(own);
    }
}

/// The shortest line that is looked for with characters wrong.
const SHORTEST: usize = 3;

/// The places where a line stands with up to two fifths of its characters wrong, lost or
/// too many; the best of each neighbourhood.
fn find_misread(text: &[char], pieces: &[Piece]) -> Vec<Found> {
    let mut out = Vec::new();
    if text.len() < SHORTEST {
        return out;
    }
    let most = 2 * text.len() / 5;
    for (piece, p) in pieces.iter().enumerate() {
        if p.text.len() + most < text.len() {
            continue;
        }
        // For every end in the piece: the errors, and where such a place begins.
        let mut row: Vec<(usize, usize)> = (0..=p.text.len()).map(|at| (0, at)).collect();
        for (i, &ch) in text.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = (i + 1, 0);
            for j in 1..row.len() {
                let up = row[j];
                let same = (diagonal.0 + usize::from(ch != p.text[j - 1]), diagonal.1);
                let lost = (row[j - 1].0 + 1, row[j - 1].1);
                let extra = (up.0 + 1, up.1);
                row[j] = [lost, extra].into_iter().fold(same, |a, b| if b.0 < a.0 { b } else { a });
                diagonal = up;
            }
        }
        let mut best: Option<Found> = None;
        for (end, &(errors, at)) in row.iter().enumerate() {
            if errors > most || end <= at {
                out.extend(best.take());
                continue;
            }
            let found = Found { place: Place { piece, at, len: end - at }, errors };
            let off = |f: &Found| (f.errors, f.place.len.abs_diff(text.len()));
            if best.is_none_or(|b| off(&found) < off(&b)) {
                best = Some(found);
            }
        }
        out.extend(best);
    }
    out
}

/// Whether a line says nothing that the gold has: what recognisers make of a rule or a picture.
pub fn is_rubbish(line: &Line, pieces: &[Piece]) -> bool {
    let text = squash(&line.text());
    let holds = |pair: &&[char]| pieces.iter().any(|p| p.text.windows(2).any(|other| other == *pair));
    3 * text.windows(2).filter(holds).count() < text.len()
}

fn find(text: &[char], pieces: &[Piece]) -> Vec<Found> {
    let mut out = Vec::new();
    for (piece, p) in pieces.iter().enumerate() {
        if text.len() <= p.text.len() {
            for at in 0..=p.text.len() - text.len() {
                if p.text[at..at + text.len()] == *text {
                    out.push(Found { place: Place { piece, at, len: text.len() }, errors: 0 });
                }
            }
        } else if p.kind == Kind::Furniture
            && p.text.len() > 1
            && text.windows(p.text.len()).any(|w| w == p.text)
        {
            out.push(Found { place: Place { piece, at: 0, len: p.text.len() }, errors: 0 });
        }
    }
    out.truncate(400);
    out
}

/// The answer that puts every line where the gold has it, and what stands nowhere in the gold
/// among the furniture; as JSON.
pub fn perfect(lines: &[Line], places: &[Option<Place>], pieces: &[Piece]) -> String {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&i| places[i].map_or((usize::MAX, i), |p| (p.piece, p.at)));
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for i in order {
        texts.entry(places[i].map_or(usize::MAX, |p| p.piece)).or_default().push_str(&lines[i].text());
    }
    let mut articles: BTreeMap<usize, GoldArticle> = BTreeMap::new();
    let mut furniture = Vec::new();
    for (piece, text) in texts {
        let Some(p) = pieces.get(piece).filter(|p| p.kind != Kind::Furniture) else {
            furniture.push(text);
            continue;
        };
        let own = articles.entry(p.article).or_default();
        match p.kind {
            Kind::Title => {
                own.title.push(text);
                own.roles.push(p.role.clone());
            }
            Kind::Paragraph => own.paragraphs.push(text),
            Kind::Caption => own.captions.push(text),
            _ => own.credits.push(text),
        }
    }
    let gold = Gold { extractor: None, articles: articles.into_values().collect(), furniture };
    serde_json::to_string(&gold).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use columnist::Options;
    use columnist::{lines, source};

    fn placed(input: &str, gold: &Gold) -> Vec<Option<(usize, usize, usize)>> {
        let lines = lines::lines(source::read(input, &Options::default()).lines);
        align(&lines, &pieces(gold)).iter().map(|p| p.map(|p| (p.piece, p.at, p.len))).collect()
    }

    fn gold() -> Gold {
        let paragraphs = vec!["新馆今天早上开了门，来的人很多，有人排队。".to_owned()];
        let article =
            GoldArticle { title: vec!["新馆开门".to_owned()], paragraphs, ..GoldArticle::default() };
        Gold { articles: vec![article], ..Gold::default() }
    }

    #[test]
    fn lines_that_were_read_well_are_found_to_the_character() {
        let places = placed("新馆开门\n新馆今天早上开\n了门，来的人很多，\n有人排队。", &gold());
        assert_eq!(places, [Some((0, 0, 4)), Some((1, 0, 7)), Some((1, 7, 9)), Some((1, 16, 5))]);
    }

    #[test]
    fn misread_lines_are_found_and_cover_their_piece() {
        let places = placed("新饵开门\n斤馆今天旱上开\n了门，来的入很\n有人排队\n玉各琅当", &gold());
        assert_eq!(places, [Some((0, 0, 4)), Some((1, 0, 7)), Some((1, 7, 9)), Some((1, 16, 5)), None]);
    }

    #[test]
    fn rubbish_shares_nothing_with_the_gold() {
        let pieces = pieces(&gold());
        let lines = lines::lines(source::read("玉各琅\n有人排除", &Options::default()).lines);
        assert!(is_rubbish(&lines[0], &pieces) && !is_rubbish(&lines[1], &pieces));
    }
}
