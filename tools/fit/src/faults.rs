//! What went wrong first in each article, counted by class.
//!
//! An article counts for the first stage that erred: a line with a label that is not the
//! gold's, else a link of its fragments, else its headline; what is left is text that
//! lines alone do not hold (a line of two pieces, a character misread).

use std::collections::BTreeMap;
use std::fmt::Write;

use columnist::labels::Label;
use columnist::pipeline::Stages;
use columnist::{Article, Page};

use crate::gold::{self, Kind};

/// Counts of classes of faults, by track.
#[derive(Debug, Default)]
pub struct Faults {
    tracks: BTreeMap<String, (usize, BTreeMap<String, usize>)>,
    list: String,
}

/// A class of faults, and the line where it shows.
struct Fault {
    class: String,
    line: Option<usize>,
}

fn fault(class: &str, line: Option<usize>) -> Option<Fault> {
    Some(Fault { class: class.to_owned(), line })
}

/// How many classes of a track are shown.
const SHOWN: usize = 14;

impl Faults {
    /// Counts the articles of an answered page.
    pub fn count(&mut self, page: &gold::Page, answer: &Page, stages: &Stages) {
        let pieces = gold::pieces(&page.gold);
        let places = gold::align(&stages.lines, &pieces);
        let (articles, classes) = self.tracks.entry(page.track.clone()).or_default();
        for (a, wanted) in page.gold.articles.iter().enumerate() {
            *articles += 1;
            if answer.articles.iter().any(|article| is_right(wanted, article)) {
                continue;
            }
            let found = label_fault(a, &pieces, &places, &stages.labelling.labels)
                .or_else(|| link_fault(a, &pieces, &places, stages))
                .or_else(|| headline_fault(a, &pieces, &places, stages))
                .unwrap_or_else(|| Fault { class: text_fault(a, &pieces, &places), line: None });
            let title = wanted.title.join(" | ");
            let _ = writeln!(self.list, "\n{} · {a} · {} · {title}", page.name, found.class);
            if let Some(line) = found.line {
                show(&mut self.list, line, &pieces, &places, stages);
            }
            *classes.entry(found.class).or_default() += 1;
        }
    }

    /// Every wrong article: page, number, class, headline, and the lines about the place, each
    /// with its label, the gold's where that is another, and the article that the gold has it in.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// Prints them, the most frequent first.
    pub fn print(&self) {
        for (track, (articles, classes)) in &self.tracks {
            let wrong: usize = classes.values().sum();
            println!("faults of {track}: {articles} articles, {wrong} wrong");
            let mut classes: Vec<_> = classes.iter().map(|(class, &count)| (count, class)).collect();
            classes.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
            for (count, class) in classes.iter().take(SHOWN) {
                println!("  {count:4} {class}");
            }
        }
    }
}

fn is_right(wanted: &gold::GoldArticle, article: &Article) -> bool {
    let title: String = wanted.title.concat();
    let got = [&article.kicker, &article.headline, &article.deck];
    let got: String = got.into_iter().flatten().map(|t| t.text.as_str()).collect();
    gold::squash(&title) == gold::squash(&got)
        && wanted.paragraphs.len() == article.paragraphs.len()
        && wanted
            .paragraphs
            .iter()
            .zip(&article.paragraphs)
            .all(|(w, p)| gold::squash(w) == gold::squash(&p.text))
}

/// Whether two labels come to the same text.
fn is_like(a: Label, b: Label) -> bool {
    let class = |l: Label| match l {
        Label::Subhead => Label::Start,
        Label::Byline => Label::Credit,
        other => other,
    };
    class(a) == class(b)
}

/// The first line of the article with another label than its own, or the line of another
/// piece that was taken for running text right beside one of its own.
fn label_fault(
    article: usize,
    pieces: &[gold::Piece],
    places: &[Option<gold::Place>],
    labels: &[Label],
) -> Option<Fault> {
    let of = |i: usize| places[i].map(|p| &pieces[p.piece]);
    for i in 0..labels.len() {
        let Some(right) = gold::label(places[i], pieces) else { continue };
        let own = of(i).is_some_and(|p| p.article == article);
        let beside = [i.checked_sub(1), Some(i + 1)]
            .into_iter()
            .flatten()
            .filter(|&k| k < labels.len())
            .any(|k| of(k).is_some_and(|p| p.article == article));
        if is_like(labels[i], right) {
            continue;
        }
        let text = |l: Label| l.is_body() || matches!(l, Label::Head | Label::HeadOn);
        if own && (text(right) || text(labels[i])) || beside && text(labels[i]) {
            return fault(&format!("label: {right:?} as {:?}", labels[i]), Some(i));
        }
    }
    None
}

/// The first of the article's fragments that goes on from another one than it should.
fn link_fault(
    article: usize,
    pieces: &[gold::Piece],
    places: &[Option<gold::Place>],
    stages: &Stages,
) -> Option<Fault> {
    let body = &stages.fragments.body;
    let at = |line: usize| {
        let place = places[line]?;
        let piece = &pieces[place.piece];
        (piece.kind == Kind::Paragraph).then_some((piece, place))
    };
    for (b, fragment) in body.iter().enumerate() {
        let Some((piece, place)) = at(fragment.lines[0]) else { continue };
        let before = stages.chains.before[b];
        let last = before.and_then(|a| at(*body[a].lines.last()?));
        let from = last.map(|(p, _)| p.article);
        let line = Some(fragment.lines[0]);
        if piece.article != article {
            if from == Some(article) {
                return fault("link: another article's text goes on from it", line);
            }
            continue;
        }
        let begins = piece.index == 0 && place.at == 0;
        let whole = place.at == 0;
        match last {
            None if begins && before.is_none() => {}
            None if before.is_some() => return fault("link: goes on from a line that is no text", line),
            None => {
                let what = if whole { "a later paragraph" } else { "half a paragraph" };
                return fault(&format!("link: {what} begins an article"), line);
            }
            Some(_) if begins => return fault("link: its lead goes on from another article", line),
            Some((p, _)) if p.article != article => {
                let what = if whole { "a paragraph" } else { "half a paragraph" };
                return fault(&format!("link: {what} goes on from another article"), line);
            }
            Some((p, q)) => {
                let follows = if whole {
                    p.index + 1 == piece.index && q.at + q.len == p.text.len()
                } else {
                    p.index == piece.index && q.at + q.len == place.at
                };
                if !follows {
                    return fault("link: its own text in another order", line);
                }
            }
        }
    }
    None
}

/// What is wrong with the article's headline.
fn headline_fault(
    article: usize,
    pieces: &[gold::Piece],
    places: &[Option<gold::Place>],
    stages: &Stages,
) -> Option<Fault> {
    let owner = |piece: usize| {
        let line = stages.fragments.pieces[piece].lines[0];
        places[line].map(|p| &pieces[p.piece]).filter(|p| p.kind == Kind::Title).map(|p| p.article)
    };
    let lead = |group: &columnist::articles::Grouping| {
        let line = stages.fragments.body[*group.body.first()?].lines[0];
        places[line].map(|p| pieces[p.piece].article)
    };
    let group = stages.grouped.groupings.articles.iter().find(|g| lead(g) == Some(article))?;
    let own: Vec<usize> = (0..stages.fragments.pieces.len()).filter(|&k| owner(k) == Some(article)).collect();
    let foreign = group.heads.iter().filter(|&&h| owner(h) != Some(article)).count();
    let missing = own.iter().filter(|h| !group.heads.contains(h)).count();
    let class = match (own.is_empty(), group.heads.is_empty(), foreign, missing) {
        (_, _, 0, 0) => return None,
        (true, ..) => "headline: one where there is none",
        (_, true, ..) => "headline: none",
        (_, _, 0, _) => "headline: a piece is missing",
        (_, _, _, 0) => "headline: a piece too many",
        _ => "headline: another's",
    };
    let piece = own.iter().chain(&group.heads).next();
    fault(class, piece.map(|&k| stages.fragments.pieces[k].lines[0]))
}

/// Writes the lines about a place, as [`Faults::list`] has them.
fn show(
    out: &mut String,
    at: usize,
    pieces: &[gold::Piece],
    places: &[Option<gold::Place>],
    stages: &Stages,
) {
    let about = at.saturating_sub(ABOUT)..(at + ABOUT + 1).min(stages.lines.len());
    for i in about {
        let (line, label) = (&stages.lines[i], stages.labelling.labels[i]);
        let right = gold::label(places[i], pieces).filter(|&right| right != label);
        let right = right.map_or_else(String::new, |right| format!(" ({right:?})"));
        let article = places[i].map(|p| pieces[p.piece].article).filter(|&a| a != usize::MAX);
        let article = article.map_or_else(|| "-".to_owned(), |a| a.to_string());
        let mark = if i == at { '>' } else { ' ' };
        let _ = writeln!(
            out,
            " {mark} {i:4} {article:>3} {label:?}{right} {}{}",
            "　".repeat(line.indent as usize / 4),
            line.text()
        );
    }
}

/// So many lines are shown before and after a fault.
const ABOUT: usize = 5;

fn text_fault(article: usize, pieces: &[gold::Piece], places: &[Option<gold::Place>]) -> String {
    // Every character of the article's texts must stand in a line of its own.
    for (k, piece) in pieces.iter().enumerate().filter(|(_, p)| p.article == article) {
        if matches!(piece.kind, Kind::Title | Kind::Paragraph) {
            let held: usize = places.iter().flatten().filter(|p| p.piece == k).map(|p| p.len).sum();
            if held < piece.text.len() {
                return format!("text: a {:?} is not in lines of its own", piece.kind);
            }
        }
    }
    "text: pieces in another order, or joined otherwise".to_owned()
}
