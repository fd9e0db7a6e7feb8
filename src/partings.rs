//! Partings: articles that are two.
//!
//! Links are chosen before headlines are, and where a story without a dateline follows
//! another, its beginning looks like a further paragraph. Its headline is then left over,
//! or hangs on to the other story's. Every place where an article could begin is asked
//! once more whether one does, now with what the headlines say of the text before it and
//! behind it.

use crate::articles::{Context, Groupings};
use crate::chains::{self, Chains};
use crate::cues::Cues;
use crate::features::feature_groups;
use crate::model::{self, Model};
use crate::work::Work;

feature_groups! {
    Parts: 1,
    Score: 10,
    ScoreByHeads: 30,
    Above: 10,
    Speaks: 24,
    SpeaksByScore: 36,
    Own: 16,
    Dateline: 8,
    Spare: 12,
    Shared: 10,
    Rest: 9,
    Touching: 8,
}

/// A feature's name, for the inspector and for the table of weights.
#[must_use]
pub fn feature_name(feature: u16) -> String {
    let (name, bucket) = group_of(feature);
    format!("{name}:{bucket}")
}

/// Whose a line of a headline is, as an article sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Nobody,
    Itself,
    Another,
}

/// Where each pair of an article stands in it: from its first to its last fragment.
struct Reach(Vec<(usize, u32, u32)>);

impl Reach {
    /// Notes the pairs of an article, whose number stamps them.
    fn note(&mut self, cx: &Context, article: usize, body: &[usize]) {
        for (k, &f) in body.iter().enumerate() {
            for pair in cx.fragments.body[f].lines.iter().flat_map(|&l| cx.pairs(l)) {
                let Some(at) = self.0.get_mut(pair as usize) else { continue };
                if at.0 == article {
                    at.2 = k as u32;
                } else {
                    *at = (article, k as u32, k as u32);
                }
            }
        }
    }

    fn of(&self, article: usize, pair: u32) -> Option<(usize, usize)> {
        let at = self.0.get(pair as usize).filter(|at| at.0 == article)?;
        Some((at.1 as usize, at.2 as usize))
    }
}

fn score_bucket(score: f32) -> usize {
    match score {
        s if s < 0.0 => 0,
        s if s < 0.75 => 1,
        s if s < 1.5 => 2,
        s if s < 2.5 => 3,
        s if s < 3.5 => 4,
        s if s < 5.0 => 5,
        s if s < 7.0 => 6,
        s if s < 10.0 => 7,
        s if s < 14.0 => 8,
        _ => 9,
    }
}

fn share_bucket(share: f32) -> usize {
    match share {
        s if s <= 0.05 => 0,
        s if s < 0.2 => 1,
        s if s < 0.45 => 2,
        _ => 3,
    }
}

/// An article and what the lines of headlines say of its parts.
struct Article<'a> {
    index: usize,
    body: &'a [usize],
    reach: &'a Reach,
    /// For each line of a headline whose it is, and for each place the shares of its
    /// words before it and behind it.
    heads: Vec<(Owner, Vec<(f32, f32)>)>,
    /// How many lines of headlines are nobody's.
    spare: usize,
}

/// Of so many pairs behind a place it is asked whether they stand before it too: no article of
/// a page has more.
const MOST_PAIRS: usize = 1 << 14;

/// A place where an article may be two, with the features of its being so.
pub type Choice = (usize, Vec<u16>);

/// Every fragment inside an article that could begin one, with features.
#[must_use]
pub fn candidates(cx: &Context, chains: &Chains, groupings: &Groupings) -> Vec<Choice> {
    let mut owner: Vec<Option<usize>> = vec![None; cx.fragments.pieces.len()];
    for (a, group) in groupings.articles.iter().enumerate() {
        for &head in &group.heads {
            owner[head] = Some(a);
        }
    }
    let spare = cx.heads.iter().filter(|&&h| owner[h].is_none()).count();
    let glyphs = cx.lines.iter().map(|l| l.glyphs.len()).sum();
    let mut reach = Reach(vec![(usize::MAX, 0, 0); glyphs]);
    let mut out = Vec::new();
    for (a, body) in chains.articles.iter().enumerate() {
        let could = |k: &usize| {
            let fragment = &cx.fragments.body[body[*k]];
            // The weights were fitted on Chinese pages; other languages have headlines on top.
            !fragment.open && !fragment.subhead && cx.lines[fragment.lines[0]].language.is_chinese()
        };
        let places: Vec<usize> = (1..body.len()).filter(could).collect();
        if places.is_empty() {
            continue;
        }
        reach.note(cx, a, body);
        let heads = cx
            .heads
            .iter()
            .map(|&h| {
                let whose = match owner[h] {
                    None => Owner::Nobody,
                    Some(of) if of == a => Owner::Itself,
                    Some(_) => Owner::Another,
                };
                let lines = &cx.fragments.pieces[h].lines;
                (whose, shares(cx, &reach, a, lines, &places))
            })
            .collect();
        let article = Article { index: a, body, reach: &reach, heads, spare };
        let places = places.iter().enumerate();
        out.extend(places.map(|(n, &k)| (body[k], features(cx, chains, &article, n, k))));
    }
    out
}

/// For every place of an article the weighted share of the pairs of some lines that stand
/// before it, and that stand behind it.
fn shares(cx: &Context, reach: &Reach, article: usize, lines: &[usize], places: &[usize]) -> Vec<(f32, f32)> {
    let mut sums = vec![(0f32, 0f32); places.len()];
    let mut total = 0f32;
    for pair in lines.iter().flat_map(|&l| cx.pairs(l)) {
        let weight = cx.weight(pair);
        total += weight;
        let Some((first, last)) = reach.of(article, pair) else { continue };
        for (sum, &k) in sums.iter_mut().zip(places) {
            sum.0 += if first < k { weight } else { 0.0 };
            sum.1 += if last >= k { weight } else { 0.0 };
        }
    }
    if total > 0.0 {
        for sum in &mut sums {
            *sum = (sum.0 / total, sum.1 / total);
        }
    }
    sums
}

/// The features of an article's being two at its fragment `k`, the place of number `n`.
fn features(cx: &Context, chains: &Chains, article: &Article, n: usize, k: usize) -> Vec<u16> {
    let Article { body, heads, .. } = article;
    let mut out = Vec::new();
    let mut o = Features(&mut out);
    let (before, own) = (body[k - 1], body[k]);
    let links = &chains.links[own];
    let begins = links.iter().find(|l| l.from.is_none()).map_or(0.0, |l| l.score);
    let goes_on = links.iter().find(|l| l.from == Some(before)).map_or(0.0, |l| l.score);
    let score = score_bucket(goes_on - begins);
    o.add(Group::Parts, 0);
    o.add(Group::Score, score);
    let lead = cx.fragments.body[own].lines[0];
    let tail = cx.fragments.body[before].lines.last().copied().unwrap_or(0);
    // The line of a headline right above.
    let above = (0..cx.heads.len()).rev().find(|&h| {
        let last = cx.fragments.pieces[cx.heads[h]].lines.last().copied().unwrap_or(0);
        last < lead && lead - last <= 3 && (last + 1..lead).all(|l| !cx.is_text(l))
    });
    let (class, spoken) = match above {
        None => (0, (0.0, 0.0)),
        Some(h) => {
            let class = match heads[h].0 {
                Owner::Nobody => 1,
                Owner::Itself => 2,
                Owner::Another => 3,
            };
            (class, heads[h].1[n])
        }
    };
    let prefers =
        |(front, rear): (f32, f32)| usize::from(rear > front + 0.05) + usize::from(rear > front + 0.25);
    o.add(Group::Above, if class == 0 { 0 } else { 1 + 3 * (class - 1) + prefers(spoken) });
    o.add(Group::ScoreByHeads, 3 * score + if class == 0 { 0 } else { 1 + usize::from(prefers(spoken) > 0) });
    // The line of a headline that speaks most of what stands behind the place and least of
    // what stands before it, by whose it is.
    let mut strongest = 0usize;
    for (of, whose) in [Owner::Nobody, Owner::Itself, Owner::Another].into_iter().enumerate() {
        let most = heads
            .iter()
            .filter(|(owner, _)| *owner == whose)
            .map(|(_, shares)| shares[n])
            .map(|(front, rear)| rear - front)
            .fold(f32::MIN, f32::max);
        let bucket = match most {
            m if m == f32::MIN => 7,
            m if m <= -0.3 => 0,
            m if m <= 0.0 => 1,
            m if m < 0.15 => 2,
            m if m < 0.3 => 3,
            m if m < 0.5 => 4,
            m if m < 0.75 => 5,
            _ => 6,
        };
        o.add(Group::Speaks, 8 * of + bucket);
        if whose != Owner::Another && bucket < 7 {
            strongest = strongest.max(bucket.saturating_sub(1));
        }
    }
    o.add(Group::SpeaksByScore, 6 * (score / 2).min(5) + strongest.min(5));
    // What the article's own headline says of both parts.
    let (mut front, mut rear) = (0f32, 0f32);
    for (_, shares) in heads.iter().filter(|(owner, _)| *owner == Owner::Itself) {
        front = front.max(shares[n].0);
        rear = rear.max(shares[n].1);
    }
    o.add(Group::Own, 4 * share_bucket(front) + share_bucket(rear));
    let dated = |line: usize| usize::from(cx.facts[line].cues.has(Cues::DATELINE));
    let first = cx.fragments.body[body[0]].lines[0];
    o.add(Group::Dateline, 4 * dated(lead) + 2 * dated(first) + usize::from(class > 0));
    o.add(Group::Spare, 4 * article.spare.min(2) + class);
    // How much of the words behind the place stands before it too.
    let lines =
        |fragments: &[usize]| -> usize { fragments.iter().map(|&f| cx.fragments.body[f].lines.len()).sum() };
    let (mut shared, mut all) = (0f32, 0f32);
    let behind = body[k..].iter().flat_map(|&f| &cx.fragments.body[f].lines);
    let mut asked = 0;
    for pair in behind.flat_map(|&l| cx.pairs(l)).take(MOST_PAIRS) {
        asked += 1;
        let weight = cx.weight(pair);
        all += weight;
        shared += if article.reach.of(article.index, pair).is_some_and(|at| at.0 < k) { weight } else { 0.0 };
    }
    Work::Pairs.done(asked);
    let shared = if all > 0.0 { shared / all } else { 0.0 };
    let bucket = match shared {
        s if s < 0.02 => 0,
        s if s < 0.05 => 1,
        s if s < 0.1 => 2,
        s if s < 0.2 => 3,
        _ => 4,
    };
    o.add(Group::Shared, 2 * bucket + usize::from(class > 0));
    let length = |lines: usize| match lines {
        0..=3 => 0,
        4..=12 => 1,
        _ => 2,
    };
    o.add(Group::Rest, 3 * length(lines(&body[..k])) + length(lines(&body[k..])));
    let near = match (before + 1 == own, tail + 1 == lead, cx.facts[lead].blanks) {
        (true, true, 0) => 0,
        (true, true, _) => 1,
        (true, false, _) => 2,
        (false, ..) => 3,
    };
    o.add(Group::Touching, 2 * near + usize::from(class > 0));
    out
}

/// A fragment that begins an article after all.
#[derive(Debug, Clone, Copy)]
pub struct Parting {
    /// The fragment.
    pub at: usize,
    /// How sure it is.
    pub confidence: f32,
}

/// Where articles are two.
#[must_use]
pub fn partings(cx: &Context, chains: &Chains, groupings: &Groupings, model: &Model) -> Vec<Parting> {
    let choices = candidates(cx, chains, groupings).into_iter();
    choices
        .map(|(at, features)| {
            let score: f32 = features.iter().map(|&f| model.partings[f as usize]).sum();
            Parting { at, confidence: model::logistic(score) }
        })
        .filter(|parting| parting.confidence > 0.5)
        .collect()
}

/// Parts the chains.
pub fn part(chains: &mut Chains, partings: &[Parting]) {
    for parting in partings {
        chains.before[parting.at] = None;
        chains.confidence[parting.at] = parting.confidence;
    }
    chains.articles = chains::paths(&chains.before);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, pipeline};

    /// Two stories, the second without a dateline.
    const PAGE: &str = "渡口架起新桥\n　　本报讯 苇塘大桥上周三通车，两岸百姓少绕十里路。\n　　大桥于前年动工，全长三百米。\n\n果园梨子丰收\n　　青石村的果园今年收了三万斤梨子，比去年多了一半。\n　　村里的合作社把梨子送进城里的超市。\n";

    #[test]
    fn what_is_parted_loses_no_fragment_and_can_be_parted_everywhere() {
        let run = pipeline::run(PAGE, &Options::default(), Model::fitted());
        let stages = &run.stages[0];
        // All as one article, and weights that part wherever one can.
        let mut chains = stages.chains.clone();
        for (b, before) in chains.before.iter_mut().enumerate() {
            *before = b.checked_sub(1);
        }
        chains.articles = chains::paths(&chains.before);
        let mut weights = vec![0.0; FEATURES];
        weights[0] = 100.0;
        let eager = Model { partings: weights.into(), ..Model::fitted().clone() };
        let cx = Context::new(&stages.lines, &stages.facts, &stages.fragments, &chains);
        let groupings = crate::articles::group(&cx, &eager);
        let made = partings(&cx, &chains, &groupings, &eager);
        let whole = |b: &usize| !stages.fragments.body[*b].open && !stages.fragments.body[*b].subhead;
        let could = (1..chains.before.len()).filter(whole).count();
        assert!(could > 1 && made.len() == could, "{made:?}");
        let mut parted = chains.clone();
        part(&mut parted, &made);
        assert_eq!(parted.articles.len(), 1 + could);
        assert_eq!(parted.articles.iter().flatten().count(), stages.fragments.body.len());
    }
}
