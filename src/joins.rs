//! Joins: articles that are the rest of another one.
//!
//! Links are chosen before headlines are. Once they are, more is known: nearly every
//! article has one headline, so that one without any, or with one that speaks of another
//! story, is likely the second half of something. Each article is asked once more whether
//! it stands by itself or goes on from the end of another, now with what its headline and
//! the other's say.

use crate::articles::{Context, Groupings};
use crate::chains::{self, Chains};
use crate::cues::Cues;
use crate::facts::Last;
use crate::features::feature_groups;
use crate::model::{self, Model};
use crate::order;

feature_groups! {
    Stays: 1,
    StaysByHead: 16,
    StaysByOverlap: 30,
    StaysOpen: 2,
    Score: 11,
    ScoreByHead: 44,
    Best: 4,
    Near: 16,
    BothHeads: 16,
    Spoken: 30,
    SpokenMore: 12,
    OtherDateline: 8,
    Ends: 12,
}

/// A feature's name, for the inspector and for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    let (name, bucket) = group_of(feature);
    format!("{name}:{bucket}")
}

/// What is known of an article once headlines are chosen.
struct Known {
    first: usize,
    last: usize,
    /// See [`Grouping::head_class`](crate::articles::Grouping).
    head: usize,
    dateline: bool,
    /// For every article the share of this headline's words that stand in it.
    speaks: Vec<f32>,
}

fn known(cx: &Context, chains: &Chains, groupings: &Groupings) -> Vec<Known> {
    let body = &cx.fragments.body;
    let articles = chains.articles.iter().zip(&groupings.articles);
    let one = articles.map(|(own, group)| {
        let lines = group.heads.iter().flat_map(|&p| &cx.fragments.pieces[p].lines).copied();
        Known {
            first: own[0],
            last: own[own.len() - 1],
            head: group.head_class(),
            dateline: cx.facts[body[own[0]].lines[0]].cues.has(Cues::DATELINE),
            speaks: cx.overlaps(lines).into_iter().map(|share| share.0).collect(),
        }
    });
    one.collect()
}

fn score_bucket(score: Option<f32>) -> usize {
    match score {
        None => 0,
        Some(s) if s < -12.0 => 1,
        Some(s) if s < -8.0 => 2,
        Some(s) if s < -5.0 => 3,
        Some(s) if s < -3.5 => 4,
        Some(s) if s < -2.5 => 5,
        Some(s) if s < -1.5 => 6,
        Some(s) if s < -0.75 => 7,
        Some(s) if s < 0.0 => 8,
        Some(s) if s < 2.0 => 9,
        Some(_) => 10,
    }
}

fn share_bucket(share: f32) -> usize {
    match share {
        s if s <= 0.05 => 0,
        s if s < 0.15 => 1,
        s if s < 0.3 => 2,
        s if s < 0.5 => 3,
        _ => 4,
    }
}

/// A choice for an article: the article that it goes on from, `None` where it stands by
/// itself, with features.
pub type Choice = (Option<usize>, Vec<u16>);

/// For every article its choices, "by itself" first.
#[must_use]
pub fn candidates(cx: &Context, chains: &Chains, groupings: &Groupings) -> Vec<Vec<Choice>> {
    let known = known(cx, chains, groupings);
    // The article that each fragment ends.
    let mut ends = vec![None; cx.fragments.body.len()];
    // How much any other headline speaks of each article, beside its own.
    let mut others = vec![0f32; known.len()];
    for (a, article) in known.iter().enumerate() {
        ends[article.last] = Some(a);
        for (b, &share) in article.speaks.iter().enumerate().filter(|&(b, _)| b != a) {
            others[b] = others[b].max(share);
        }
    }
    (0..known.len()).map(|b| choices(cx, chains, &known, &ends, b, others[b])).collect()
}

fn choices(
    cx: &Context,
    chains: &Chains,
    known: &[Known],
    ends: &[Option<usize>],
    b: usize,
    others: f32,
) -> Vec<Choice> {
    let body = &cx.fragments.body;
    let own = &known[b];
    let links = chains.links[own.first].iter();
    let mut befores: Vec<(usize, f32)> =
        links.filter_map(|l| ends[l.from?].filter(|&a| a != b).map(|a| (a, l.score))).collect();
    order::sort_by_key(&mut befores, |&(a, _)| a as u64);
    let best = befores.iter().map(|&(_, score)| score).fold(f32::MIN, f32::max);
    let mut stays = Vec::new();
    let mut o = Features(&mut stays);
    let dated = usize::from(own.dateline);
    o.add(Group::Stays, 0);
    o.add(Group::StaysByHead, 4 * own.head + 2 * dated + usize::from(body[own.first].open));
    let spoken = share_bucket(own.speaks[b]);
    o.add(
        Group::StaysByOverlap,
        6 * spoken + share_bucket(others).min(4) + usize::from(others > own.speaks[b]),
    );
    o.add(Group::StaysOpen, usize::from(body[own.first].open));
    let mut out = vec![(None, stays)];
    for (a, link) in befores {
        let other = &known[a];
        let mut features = Vec::new();
        let mut o = Features(&mut features);
        let bucket = score_bucket(Some(link));
        o.add(Group::Score, bucket);
        o.add(Group::ScoreByHead, 4 * bucket + own.head);
        o.add(Group::Best, 2 * usize::from(link >= best) + usize::from(own.head >= 2));
        let next = other.last + 1 == own.first;
        let tail = body[other.last].lines.last().copied().unwrap_or(0);
        let lead = body[own.first].lines[0];
        let touching = next && tail + 1 == lead && cx.facts[lead].blanks == 0;
        let before = other.last < own.first;
        let near = if touching {
            0
        } else if next && tail + 1 == lead {
            1
        } else if next {
            2
        } else {
            3
        };
        o.add(Group::Near, 4 * near + 2 * usize::from(before) + usize::from(own.head >= 2));
        o.add(Group::BothHeads, 4 * own.head + other.head);
        let share = other.speaks[b];
        o.add(Group::Spoken, 6 * share_bucket(share) + 2 * usize::from(own.head >= 2) + dated);
        let more = if share > own.speaks[b] + 0.2 { 2 } else { usize::from(share > own.speaks[b]) };
        o.add(Group::SpokenMore, 4 * more + own.head);
        o.add(Group::OtherDateline, 4 * dated + 2 * usize::from(other.dateline) + usize::from(own.head >= 2));
        let ends = match cx.facts[tail].last {
            Last::End | Last::EndClose => 0,
            Last::Close => 1,
            _ => 2,
        };
        o.add(Group::Ends, 4 * ends + 2 * usize::from(body[own.first].open) + usize::from(own.head >= 2));
        out.push((Some(a), features));
    }
    out
}

/// An article that was joined to the end of another.
#[derive(Debug, Clone, Copy)]
pub struct Join {
    /// The last fragment of the one.
    pub from: usize,
    /// The first fragment of the other.
    pub to: usize,
    /// How sure it is.
    pub confidence: f32,
}

/// Which articles are the rest of others, the surest first; each goes on from one and is
/// gone on from by one.
#[must_use]
pub fn joins(cx: &Context, chains: &Chains, groupings: &Groupings, model: &Model) -> Vec<Join> {
    let mut wanted: Vec<(f32, usize, usize)> = Vec::new();
    for (b, options) in candidates(cx, chains, groupings).iter().enumerate() {
        let scores: Vec<f32> = options
            .iter()
            .map(|(_, features)| features.iter().map(|&f| model.joins[f as usize]).sum())
            .collect();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|s| model::exp(s - top)).sum();
        let chosen = scores.iter().position(|&s| s >= top).and_then(|k| options[k].0);
        if let Some(a) = chosen {
            wanted.push((1.0 / all, b, a));
        }
    }
    order::sort_by_key(&mut wanted, |w| order::descending(w.0));
    let mut gone_on = vec![false; chains.articles.len()];
    let mut before: Vec<Option<usize>> = vec![None; chains.articles.len()];
    let mut made = Vec::new();
    for (confidence, b, a) in wanted {
        let first_of_all = std::iter::successors(Some(a), |&k| before[k]).last();
        if gone_on[a] || before[b].is_some() || first_of_all == Some(b) {
            continue;
        }
        gone_on[a] = true;
        before[b] = Some(a);
        let ends = chains.articles[a].last().zip(chains.articles[b].first());
        made.extend(ends.map(|(&from, &to)| Join { from, to, confidence }));
    }
    made
}

/// Joins the chains.
pub fn join(chains: &mut Chains, joins: &[Join]) {
    for join in joins {
        chains.before[join.to] = Some(join.from);
        chains.confidence[join.to] = join.confidence;
    }
    chains.articles = chains::paths(&chains.before);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, pipeline};

    /// The half of a story that stands behind another story, without a headline.
    const PAGE: &str = "渡口架起新桥\n　　本报讯 苇塘大桥上周三通车，两岸百姓少绕十里路。\n　　大桥于前年动工，\n\n果园梨子丰收\n　　本报讯 青石村的果园今年收了三万斤梨子，比去年多了一半。\n\n　　苇塘大桥全长三百米，桥面设双向两车道，老渡口就此停用。\n";

    #[test]
    fn what_is_joined_goes_on_once_and_ends_once() {
        let run = pipeline::run(PAGE, &Options::default(), Model::fitted());
        let stages = &run.stages[0];
        let mut seen = vec![0; stages.fragments.body.len()];
        for &fragment in stages.chains.articles.iter().flatten() {
            seen[fragment] += 1;
        }
        assert!(seen.iter().all(|&times| times == 1), "{seen:?}");
        for join in &stages.grouped.joins {
            assert_eq!(stages.chains.before[join.to], Some(join.from));
        }
    }

    #[test]
    fn articles_never_go_round_in_a_circle() {
        let page = pipeline::run(PAGE, &Options::default(), Model::fitted());
        let stages = &page.stages[0];
        let mut chains = stages.chains.clone();
        let cx = Context::new(&stages.lines, &stages.facts, &stages.fragments, &stages.chains);
        // Weights that like every join.
        let eager = Model { joins: vec![0.0; FEATURES].into(), ..Model::fitted().clone() };
        let eager = {
            let mut weights = eager.joins.to_vec();
            weights[0] = -100.0;
            Model { joins: weights.into(), ..eager }
        };
        let count = chains.articles.len();
        let made = joins(&cx, &chains, &stages.grouped.groupings, &eager);
        join(&mut chains, &made);
        assert_eq!(chains.articles.len() + made.len(), count);
        assert_eq!(chains.articles.iter().flatten().count(), stages.fragments.body.len());
    }
}
