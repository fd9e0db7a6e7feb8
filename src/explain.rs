//! What each stage made of a page, as plain data: what a maintainer debugs with.

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::articles;
use crate::chains;
use crate::chars::EM;
use crate::columns::SideBySide;
use crate::error::Error;
use crate::json::object;
use crate::labels::{self, COUNT, LABELS, Label};
use crate::model::Model;
use crate::options::Options;
use crate::order;
use crate::page::{Page, Span};
use crate::pipeline::{self, Run, Stages};
use crate::reading;

/// A page with the intermediate results of every stage.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct Explanation {
    /// The answer, the same as [`reconstruct`](crate::reconstruct) gives.
    pub page: Page,
    /// Where columns stood side by side, what told of them and how they are read; usually
    /// nothing.
    pub columns: Vec<SideBySide>,
    /// The lines, after the repairs.
    pub lines: Vec<LineRecord>,
    /// Running text in fragments, each with the links that were weighed.
    pub fragments: Vec<FragmentRecord>,
    /// Fragments that begin an article since their headlines are known.
    pub partings: Vec<PartingRecord>,
    /// Articles that were joined to the end of others once their headlines were known.
    pub joins: Vec<JoinRecord>,
    /// Every headline with the ties that were weighed.
    pub headlines: Vec<HeadlineRecord>,
}

/// A line with its measure and class.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct LineRecord {
    /// Its characters, without gaps: `苇塘大桥全长312米，桥面宽`.
    pub text: String,
    /// From its first to its last character, in UTF-16 units: `[33, 49]`.
    pub span: Span,
    /// Index into [`Page::pages`] of its page, from 0.
    pub page: usize,
    /// Width with indent, in ems: 12.5 is twelve full-width characters and a half-width one.
    pub width: f32,
    /// Measure of its column, in ems: 16.
    pub measure: f32,
    /// Empty lines before it, 0 or more.
    pub blanks: u32,
    /// How often it was printed, 1 or more: 2 for a headline with a shadow.
    pub copies: u8,
    /// Whether it was set vertically, one character to a line.
    pub vertical: bool,
    /// What its words say, by name: `dateline`.
    pub cues: Vec<&'static str>,
    /// Its class: `Start`, `On`, `Head` and so on.
    pub label: String,
    /// Chance of that class before its neighbours were asked, from 0 to 1: 0.96.
    pub chance: f32,
    /// The class that came second by the line's own evidence, or first where the
    /// neighbours overruled it.
    pub rival: String,
    /// What spoke most for the class and against its rival (above 0) or the other way round: the
    /// name, and the weight in logarithms of odds, as in `("Cue:dateline", 1.125)`.
    pub evidence: Vec<(String, f32)>,
}

/// A fragment and the choice of its predecessor.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct FragmentRecord {
    /// Indices into [`Explanation::lines`], from 0.
    pub lines: Vec<usize>,
    /// Whether it goes on with a sentence.
    pub open: bool,
    /// Index into [`Explanation::fragments`] of the chosen predecessor, from 0; none: it begins an
    /// article.
    pub before: Option<usize>,
    /// How sure, from 0 to 1: 0.97.
    pub confidence: f32,
    /// The best links, best first.
    pub links: Vec<LinkRecord>,
}

/// A possible link and its evidence.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct LinkRecord {
    /// Index into [`Explanation::fragments`] of the fragment before, from 0; none: it begins an
    /// article.
    pub from: Option<usize>,
    /// Sum of the evidence, in logarithms of odds (one more is odds of e to 1): what the link gains
    /// over a beginning here and an end there. -15.8 is no link at all.
    pub score: f32,
    /// Names of the features with their weights in logarithms of odds, as in `("EndShort:2", 0.31)`;
    /// what speaks for a beginning or an end counts against the link.
    pub evidence: Vec<(String, f32)>,
}

/// A fragment that begins an article after all.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct PartingRecord {
    /// Index into [`Explanation::fragments`] of the fragment, from 0.
    pub at: usize,
    /// How sure, from 0 to 1: 0.97.
    pub confidence: f32,
}

/// An article that was joined to the end of another.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct JoinRecord {
    /// Index into [`Explanation::fragments`] of the last one of the one, from 0.
    pub from: usize,
    /// Index into [`Explanation::fragments`] of the first one of the other, from 0.
    pub to: usize,
    /// How sure, from 0 to 1: 0.97.
    pub confidence: f32,
}

/// An article's headline and its rivals.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct HeadlineRecord {
    /// Index of the article in the order of the groups, from 0.
    pub article: usize,
    /// The best ties, best first.
    pub ties: Vec<TieRecord>,
}

/// A possible headline and its evidence.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "camelCase"))]
pub struct TieRecord {
    /// Indices into [`Explanation::lines`], from 0; empty for "no headline".
    pub lines: Vec<usize>,
    /// Sum of the evidence, in logarithms of odds (one more is odds of e to 1): 3.25.
    pub score: f32,
    /// Names of the features with their weights in logarithms of odds, as in `("Overlap:4", 1.09)`.
    pub evidence: Vec<(String, f32)>,
}

object!(Explanation {
    "page" page,
    "columns" columns,
    "lines" lines,
    "fragments" fragments,
    "partings" partings,
    "joins" joins,
    "headlines" headlines,
});
object!(LineRecord {
    "text" text,
    "span" span,
    "page" page,
    "width" width,
    "measure" measure,
    "blanks" blanks,
    "copies" copies,
    "vertical" vertical,
    "cues" cues,
    "label" label,
    "chance" chance,
    "rival" rival,
    "evidence" evidence,
});
object!(FragmentRecord {
    "lines" lines,
    "open" open,
    "before" before,
    "confidence" confidence,
    "links" links,
});
object!(LinkRecord { "from" from, "score" score, "evidence" evidence });
object!(PartingRecord { "at" at, "confidence" confidence });
object!(JoinRecord { "from" from, "to" to, "confidence" confidence });
object!(HeadlineRecord { "article" article, "ties" ties });
object!(TieRecord { "lines" lines, "score" score, "evidence" evidence });

/// How many rivals a choice shows.
const RIVALS: usize = 4;

/// Puts a page back together and tells how.
///
/// # Errors
/// As [`reconstruct`](crate::reconstruct).
pub fn explain(input: &str, options: &Options) -> Result<Explanation, Error> {
    crate::check(input, options)?;
    let model = Model::fitted();
    let Run { page, stages, columns } = pipeline::run(input, options, model);
    let mut explanation = Explanation {
        page,
        columns,
        lines: Vec::new(),
        fragments: Vec::new(),
        partings: Vec::new(),
        joins: Vec::new(),
        headlines: Vec::new(),
    };
    for stages in &stages {
        explanation.add(stages, model);
    }
    let pages = &explanation.page.pages;
    for line in &mut explanation.lines {
        line.page = pages.partition_point(|page| page.span.end <= line.span.start).min(pages.len() - 1);
    }
    Ok(explanation)
}

impl Explanation {
    /// Adds a page's records; indices go on from the pages before.
    fn add(&mut self, stages: &Stages, model: &Model) {
        let (line, fragment) = (self.lines.len(), self.fragments.len());
        let article = self.headlines.len();
        self.partings.extend(
            stages
                .grouped
                .partings
                .iter()
                .map(|parting| PartingRecord { at: fragment + parting.at, confidence: parting.confidence }),
        );
        self.joins.extend(stages.grouped.joins.iter().map(|join| JoinRecord {
            from: fragment + join.from,
            to: fragment + join.to,
            confidence: join.confidence,
        }));
        self.lines.extend(lines(stages, model));
        for mut record in fragments(stages, model) {
            record.lines.iter_mut().for_each(|l| *l += line);
            record.before = record.before.map(|b| b + fragment);
            record.links.iter_mut().for_each(|link| link.from = link.from.map(|f| f + fragment));
            self.fragments.push(record);
        }
        for mut record in headlines(stages, model) {
            record.article += article;
            record.ties.iter_mut().flat_map(|tie| &mut tie.lines).for_each(|l| *l += line);
            self.headlines.push(record);
        }
    }
}

fn lines(stages: &Stages, model: &Model) -> Vec<LineRecord> {
    let ems = |quarters: i32| quarters as f32 / EM as f32;
    let mut row = Vec::new();
    stages
        .lines
        .iter()
        .zip(&stages.facts)
        .enumerate()
        .map(|(i, (line, facts))| {
            let label = stages.labelling.labels[i];
            let chances = stages.labelling.chances(i);
            let rival = LABELS
                .into_iter()
                .filter(|&l| l != label)
                .max_by(|&a, &b| chances[a as usize].total_cmp(&chances[b as usize]))
                .unwrap_or(label);
            labels::features(&stages.facts, &stages.habits, i, &mut row);
            let weight = |f: u16, l: Label| model.labels[f as usize * COUNT + l as usize];
            let mut evidence: Vec<(String, f32)> =
                row.iter().map(|&f| (labels::feature_name(f), weight(f, label) - weight(f, rival))).collect();
            order::sort_by_key(&mut evidence, |e| order::descending(e.1.abs()));
            evidence.truncate(3 * RIVALS);
            let start = line.glyphs.iter().map(|g| g.at).min().unwrap_or(0);
            let end = line.glyphs.iter().map(|g| g.end()).max().unwrap_or(0);
            LineRecord {
                text: line.text(),
                span: Span { start, end },
                page: 0,
                width: ems(facts.width),
                measure: ems(facts.measure),
                blanks: line.blanks,
                copies: line.copies,
                vertical: line.vertical,
                cues: facts.cues.names(),
                label: format!("{label:?}"),
                chance: chances[label as usize],
                rival: format!("{rival:?}"),
                evidence,
            }
        })
        .collect()
}

fn evidence(features: &[u16], weights: &[f32], name: fn(u16) -> String) -> Vec<(String, f32)> {
    features.iter().map(|&f| (name(f), weights[f as usize])).collect()
}

fn fragments(stages: &Stages, model: &Model) -> Vec<FragmentRecord> {
    let reading = reading::read(&stages.lines);
    let cx = chains::Context::new(
        reading.as_deref().unwrap_or(&stages.lines),
        &stages.facts,
        &stages.habits,
        &stages.labelling,
        &stages.fragments,
    );
    stages
        .fragments
        .body
        .iter()
        .enumerate()
        .map(|(k, fragment)| {
            let mut links: Vec<&chains::Link> = stages.chains.links[k].iter().collect();
            order::sort_by_key(&mut links, |l| order::descending(l.score));
            FragmentRecord {
                lines: fragment.lines.clone(),
                open: fragment.open,
                before: stages.chains.before[k],
                confidence: stages.chains.confidence[k],
                links: links
                    .into_iter()
                    .take(RIVALS)
                    .map(|l| LinkRecord {
                        from: l.from,
                        score: l.score,
                        evidence: chains::evidence(&cx, l.from, k, model)
                            .into_iter()
                            .map(|(feature, weight)| (chains::feature_name(feature), weight))
                            .collect(),
                    })
                    .collect(),
            }
        })
        .collect()
}

fn headlines(stages: &Stages, model: &Model) -> Vec<HeadlineRecord> {
    let reading = reading::read(&stages.lines);
    let lines = reading.as_deref().unwrap_or(&stages.lines);
    let cx = articles::Context::new(lines, &stages.facts, &stages.fragments, &stages.chains);
    let weighed =
        if stages.grouped.groupings.ties.is_empty() { Vec::new() } else { articles::candidates(&cx) };
    let score = |features: &[u16]| -> f32 { features.iter().map(|&f| model.heads[f as usize]).sum() };
    let lines = |h: usize| stages.fragments.pieces[cx.heads[h]].lines.iter().copied();
    (0..stages.grouped.groupings.articles.len())
        .map(|article| {
            let mut ties: Vec<TieRecord> = weighed
                .iter()
                .filter(|(tie, _)| tie.article == article)
                .map(|(tie, features)| TieRecord {
                    lines: (tie.from..tie.to).flat_map(lines).collect(),
                    score: score(features),
                    evidence: evidence(features, &model.heads, articles::feature_name),
                })
                .collect();
            order::sort_by_key(&mut ties, |t| order::descending(t.score));
            ties.truncate(RIVALS);
            HeadlineRecord { article, ties }
        })
        .collect()
}
