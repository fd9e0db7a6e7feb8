//! The articles of pages with gold, set anew by the project's own typesetter.
//!
//! What it invents has habits of every sort and words of a few; pages with gold have words
//! of every sort and habits of a few. A page that is set anew has both. Such pages stand in
//! their page's fold, are fitted on and never answered.

use columnist_typesetter::{GoldArticle, Role, typeset_again};

use crate::gold::{Gold, Page};

/// What is added to a track's name for its articles set anew.
pub const SUFFIX: &str = "-anew";

/// So many articles are few.
const FEW: usize = 4;

/// A page's articles set anew `count` times; `number` tells pages apart.
pub fn pages(page: &Page, number: usize, count: usize) -> Vec<Page> {
    let articles: Vec<GoldArticle> = page.gold.articles.iter().map(article).collect();
    (0..count)
        .filter_map(|k| {
            let mut chosen = few(&articles, number, k);
            chosen.iter_mut().enumerate().for_each(|(n, article)| take_up(article, n + k));
            let set = typeset_again((number * count + k) as u64, &chosen);
            let gold: Gold = serde_json::to_value(&set.gold).and_then(serde_json::from_value).ok()?;
            Some(Page {
                name: format!("{}{SUFFIX}-{k}", page.name),
                track: format!("{}{SUFFIX}", page.track),
                text: set.text,
                gold,
            })
        })
        .collect()
}

/// The articles of a page that is set anew: every other page has few, as what readers cut
/// out of a paper has.
fn few(articles: &[GoldArticle], number: usize, k: usize) -> Vec<GoldArticle> {
    let count = if k % 2 == 1 { 1 + (number + k) % FEW } else { articles.len() };
    let from = (7 * number + 3 * k) % articles.len().max(1);
    articles.iter().cycle().skip(from).take(count.min(articles.len())).cloned().collect()
}

/// Clauses of this many characters stand in decks.
const CLAUSE: std::ops::RangeInclusive<usize> = 8..=26;

/// Kickers and decks of pages with gold are clauses of the lead, each of them. In papers
/// they take up what stands further down as well: every other one is such a clause here.
fn take_up(article: &mut GoldArticle, number: usize) {
    let Some(at) = article.roles.iter().position(|&role| role != Role::Main) else { return };
    let later = article.paragraphs.len().saturating_sub(1);
    if later == 0 || number % 2 == 1 {
        return;
    }
    let paragraph = &article.paragraphs[1 + number / 2 % later];
    let clause = paragraph.split(['，', '。', '；']).find(|clause| {
        CLAUSE.contains(&clause.chars().count()) && !clause.contains(['“', '”', '（', '）', '：', '《'])
    });
    if let Some(clause) = clause {
        article.title[at] = clause.to_owned();
    }
}

fn article(article: &crate::gold::GoldArticle) -> GoldArticle {
    let role = |k: usize| match article.roles.get(k).map(String::as_str) {
        Some("kicker") => Role::Kicker,
        Some("deck") => Role::Deck,
        _ => Role::Main,
    };
    GoldArticle {
        roles: (0..article.title.len()).map(role).collect(),
        title: article.title.clone(),
        paragraphs: article.paragraphs.clone(),
        captions: article.captions.clone(),
        credits: article.credits.clone(),
        bylines: article.bylines.clone().unwrap_or_default(),
        ..GoldArticle::default()
    }
}
