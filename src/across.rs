//! Across pages: which article a jump line belongs to, and articles whose parts stand on
//! several pages made one.
//!
//! The first part says 下转第3版, the other one, on page 3, 上接第1版. Where both are in the
//! input, the paragraphs of the second follow those of the first, and a paragraph that
//! breaks off in mid-sentence goes on. Where several could belong together, the headline
//! that a jump line names tells, then the words that the parts share, then their order.
//!
//! A part that goes on often has a headline of its own. Where it repeats words of the
//! first one's, or would cut a sentence in two, it only leads from page to page as the jump
//! line does, and becomes furniture of that kind. Any other heads what follows, inside the
//! body: it becomes a subhead. An article without a headline takes it as its own.

use crate::assemble;
use crate::chars;
use crate::compose::Composer;
use crate::facts::{PairMap, pair_key};
use crate::folios::Folio;
use crate::jumps::{self, Jump};
use crate::lines::Way;
use crate::order;
use crate::page::{Article, Furniture, FurnitureKind, Jump as Jumped, Page, Paragraph, ParagraphRole, Text};
use crate::pages;
use crate::work::Work;

/// An end of an article that goes on on another page, or comes from there.
#[derive(Debug, Clone)]
pub struct End {
    /// The article.
    pub article: usize,
    /// Index of the page that it stands on.
    page: usize,
    /// Whether it comes from there.
    from: bool,
    /// The page that it names.
    folio: Folio,
    /// The words of a headline that it names.
    catchword: Vec<char>,
}

/// Gives the jump lines of a page to its articles. 下转 belongs to the article that ends
/// before it, 上接 to the one that begins behind it. `own` is the page's number.
pub fn attach(
    articles: &mut [Article],
    furniture: &[Furniture],
    page: usize,
    own: Option<Folio>,
) -> Vec<End> {
    let mut ends = Vec::new();
    for item in furniture.iter().filter(|item| item.kind == FurnitureKind::Jump) {
        Work::Jumps.done(articles.len());
        let at = item.spans.first().map_or(0, |s| s.start);
        let start = |a: &Article| a.paragraphs.first().and_then(|p| p.spans.first()).map_or(0, |s| s.start);
        let end = |a: &Article| a.paragraphs.last().and_then(|p| p.spans.last()).map_or(0, |s| s.end);
        let behind =
            (0..articles.len()).filter(|&a| start(&articles[a]) >= at).min_by_key(|&a| start(&articles[a]));
        let before =
            (0..articles.len()).filter(|&a| end(&articles[a]) <= at).max_by_key(|&a| end(&articles[a]));
        let text: Vec<char> = item.text.chars().filter(|c| !c.is_whitespace()).collect();
        let told = jumps::whole(&text);
        let from = match told.map(|jump| (jump.way, jump.folio)) {
            Some((Way::Either, folio)) => match (own, before, behind) {
                (Some(own), ..) => folio < own,
                (_, Some(a), Some(b)) => start(&articles[b]) - at < at - end(&articles[a]),
                (_, before, _) => before.is_none(),
            },
            Some((way, _)) => way == Way::From,
            None => chars::holds(&item.text, "上接"),
        };
        let Some(article) = (if from { behind } else { before }) else { continue };
        let name = |(from, to): (usize, usize)| text[from..to].to_vec();
        let printed: String = match told {
            Some(jump) => name(jump.name).iter().collect(),
            // 详见A4版
            None => item.text.chars().filter(|c| !matches!(c, '（' | '）' | '(' | ')')).skip(2).collect(),
        };
        let jump = articles[article].jump.get_or_insert_with(Jumped::default);
        *(if from { &mut jump.from } else { &mut jump.to }) = Some(printed);
        if let Some(Jump { folio, catchword, .. }) = told {
            ends.push(End { article, page, from, folio, catchword: name(catchword) });
        }
    }
    ends
}

/// Joins the articles whose ends are both there.
pub fn join(page: &mut Page, ends: &[End], composer: &mut Composer) {
    let pairs = pairs(page, ends);
    if pairs.is_empty() {
        return;
    }
    let mut after: Vec<Option<usize>> = vec![None; page.articles.len()];
    let mut goes_on = vec![false; page.articles.len()];
    for (a, b) in pairs {
        let last = std::iter::successors(Some(b), |&k| after[k]).last();
        if after[a].is_none() && !goes_on[b] && last != Some(a) {
            after[a] = Some(b);
            goes_on[b] = true;
        }
    }
    let mut parts: Vec<Option<Article>> = std::mem::take(&mut page.articles).into_iter().map(Some).collect();
    for first in (0..parts.len()).filter(|&k| !goes_on[k]) {
        let Some(mut article) = parts[first].take() else { continue };
        for next in std::iter::successors(after[first], |&k| after[k]) {
            if let Some(part) = parts[next].take() {
                append(&mut article, part, &mut page.furniture, composer);
            }
        }
        page.articles.push(article);
    }
    assemble::in_order(&mut page.furniture);
}

/// Whether a page is the one that a jump line names; `None` where its number is not known.
fn is_named(named: Folio, own: Option<Folio>) -> Option<bool> {
    let same = |own: Folio| {
        named.number == own.number
            && (named.letter == own.letter || named.letter.is_none() || own.letter.is_none())
    };
    own.map(same)
}

/// Further off in the order of the input, in jump lines, the other end is not looked for.
const REACH: usize = 100;

/// Articles that belong together, the surest first.
fn pairs(page: &Page, ends: &[End]) -> Vec<(usize, usize)> {
    let own = |end: &End| page.pages.get(end.page).and_then(pages::folio);
    // Indices of ends that may be those of one article.
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (to, end) in ends.iter().enumerate().filter(|(_, end)| !end.from) {
        let near = ends.iter().enumerate().take(to + REACH).skip(to.saturating_sub(REACH));
        Work::Jumps.done(near.len());
        for (from, other) in near.filter(|(_, other)| other.from && other.page != end.page) {
            let fits = match (is_named(end.folio, own(other)), is_named(other.folio, own(end))) {
                (Some(false), _) | (_, Some(false)) => false,
                // Without any page number the pages in between are as many as the lines say.
                (None, None) => {
                    other.page > end.page
                        && end.folio.number == other.folio.number + (other.page - end.page) as u32
                }
                _ => true,
            };
            if fits {
                wanted.push((to, from));
            }
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    let article = |end: usize| &page.articles[ends[end].article];
    // Many jump lines may be of one article: its words are asked for once.
    let mut words: Vec<Vec<u64>> = vec![Vec::new(); page.articles.len()];
    let mut times = vec![0; page.articles.len()];
    for end in ends {
        times[end.article] += 1;
        if times[end.article] == 1 {
            words[end.article] = words_of(&body(&page.articles[end.article]));
        }
    }
    let mut held: PairMap<u32> = PairMap::default();
    for (words, times) in words.iter().zip(times) {
        for &pair in words {
            *held.entry(pair).or_default() += times;
        }
    }
    // Words that few of the articles have say most.
    let mut known: PairMap<f32> = PairMap::default();
    let mut cohesion = |to: usize, from: usize| -> f32 {
        *known.entry((to as u64) << 32 | from as u64).or_insert_with(|| {
            let (to, from) = (&words[to], &words[from]);
            let (less, more) = if to.len() < from.len() { (to, from) } else { (from, to) };
            Work::Words.done(less.len());
            let mut sum = 0.0;
            for pair in less.iter().filter(|pair| more.binary_search(pair).is_ok()) {
                sum += 1.0 / held[pair] as f32;
            }
            sum / from.len().max(1) as f32
        })
    };
    let mut order = Vec::new();
    for (at, &(to, from)) in wanted.iter().enumerate() {
        let (first, second) = (head(article(to)), head(article(from)));
        let (named, naming) = (&ends[to].catchword, &ends[from].catchword);
        let score = share(named, &second)
            .max(share(naming, &first))
            .max(share(&second, &first))
            .max(share(named, naming));
        order.push(
            order::descending(score + cohesion(ends[to].article, ends[from].article)) << 32 | at as u64,
        );
    }
    order::sort_numbers(&mut order);
    let pair = |at: u64| wanted[at as u32 as usize];
    order.into_iter().map(|at| (ends[pair(at).0].article, ends[pair(at).1].article)).collect()
}

/// The characters of an article's headlines.
fn head(article: &Article) -> Vec<char> {
    let mut text = String::new();
    for piece in [&article.kicker, &article.headline, &article.deck].into_iter().flatten() {
        text.push_str(&piece.text);
    }
    text.chars().collect()
}

/// The characters of its body.
fn body(article: &Article) -> Vec<char> {
    let mut text = String::new();
    for paragraph in &article.paragraphs {
        text.push_str(&paragraph.text);
    }
    text.chars().collect()
}

/// The pairs of a text's characters, sorted, each once; marks are in none.
fn words_of(text: &[char]) -> Vec<u64> {
    let mark = |c: char| c.is_whitespace() || chars::is_mark(c);
    let pairs = text.windows(2).filter(|p| !mark(p[0]) && !mark(p[1]));
    let mut pairs: Vec<u64> = pairs.map(|p| pair_key(p[0], p[1])).collect();
    order::sort_numbers(&mut pairs);
    pairs.dedup();
    pairs
}

/// How many of a text's pairs stand in another one, as a share.
fn share(text: &[char], other: &[char]) -> f32 {
    let (own, other) = (words_of(text), words_of(other));
    own.iter().filter(|pair| other.binary_search(pair).is_ok()).count() as f32 / own.len().max(1) as f32
}

/// Sets the rest of an article behind it.
fn append(article: &mut Article, rest: Article, furniture: &mut Vec<Furniture>, composer: &mut Composer) {
    let broken =
        article.paragraphs.last().is_some_and(|p| p.role == ParagraphRole::Body && breaks_off(&p.text))
            && rest.paragraphs.first().is_some_and(|p| p.role == ParagraphRole::Body);
    let guides = broken || share(&head(&rest), &head(article)) >= 0.5;
    if article.headline.is_none() && article.kicker.is_none() && article.deck.is_none() {
        (article.kicker, article.headline, article.deck) = (rest.kicker, rest.headline, rest.deck);
    } else {
        for Text { text, spans, confidence } in [rest.kicker, rest.headline, rest.deck].into_iter().flatten()
        {
            if guides {
                let page = rest.pages.first().copied().unwrap_or_default();
                furniture.push(Furniture { text, spans, confidence, kind: FurnitureKind::Jump, page });
            } else {
                article.paragraphs.push(Paragraph { text, spans, confidence, role: ParagraphRole::Subhead });
            }
        }
    }
    let mut paragraphs = rest.paragraphs.into_iter();
    let shift = article.paragraphs.len() - usize::from(broken);
    if broken && let (Some(before), Some(behind)) = (article.paragraphs.last_mut(), paragraphs.next()) {
        composer.append(before, behind);
    }
    article.paragraphs.extend(paragraphs);
    for mut caption in rest.captions {
        caption.echo = caption.echo.map(|echo| echo + shift as u32);
        article.captions.push(caption);
    }
    article.bylines.extend(rest.bylines);
    article.credits.extend(rest.credits);
    article.confidence = article.confidence.min(rest.confidence);
    for page in rest.pages {
        if !article.pages.contains(&page) {
            article.pages.push(page);
        }
    }
    // Where it comes from and goes on now is where the whole does.
    let jump = Jumped { from: article.jump.take().and_then(|j| j.from), to: rest.jump.and_then(|j| j.to) };
    article.jump = (jump != Jumped::default()).then_some(jump);
}

/// Whether a paragraph ends in mid-sentence.
fn breaks_off(text: &str) -> bool {
    let last = text.chars().rev().find(|&c| !chars::is_close(c));
    last.is_some_and(|c| !chars::is_end(c) && !matches!(c, '.' | '：' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{PageRecord, Paragraph, ParagraphRole, Span};

    const BRIDGE: &str = "苇塘大桥上周三通车，两岸百姓少绕十里路，老渡口就此停用。";
    const CROSSED: &str = "苇塘大桥通车以后，两岸百姓赶集只要一刻钟，渡口的船工改行摆摊。";
    const PEARS: &str = "青石村的果园今年收了三万斤梨子，冷库能存下全部果子。";
    const STORED: &str = "果园的梨子进了冷库，果子到年底卖上好价钱，果农不愁销路。";

    fn article(start: u32, text: &str) -> Article {
        let spans = vec![Span { start, end: start + 10 }];
        let body = Paragraph { text: text.to_owned(), spans, confidence: None, role: ParagraphRole::Body };
        Article { paragraphs: vec![body], ..Article::default() }
    }

    /// What a jump line at an offset does to articles at 0..10 and 30..40: the article, whether it
    /// comes from there, and the page's name.
    fn attached(starts: &[u32], at: u32, text: &str, own: Option<u32>) -> Option<(usize, bool, String)> {
        let mut articles: Vec<Article> = starts.iter().map(|&start| article(start, BRIDGE)).collect();
        let line = Furniture {
            text: text.to_owned(),
            spans: vec![Span { start: at, end: at + 1 }],
            confidence: None,
            kind: FurnitureKind::Jump,
            page: 0,
        };
        let own = own.map(|number| Folio { letter: None, number });
        let ends = attach(&mut articles, &[line], 0, own);
        let at = articles.iter().position(|article| article.jump.is_some())?;
        let jump = articles[at].jump.take()?;
        assert!(ends.iter().all(|end| end.article == at && end.from == jump.from.is_some()));
        Some((at, jump.from.is_some(), jump.from.or(jump.to)?))
    }

    #[test]
    fn jump_lines_go_to_the_article_that_they_stand_at() {
        let both = &[0, 30];
        let told = |at, from, name: &str| Some((at, from, name.to_owned()));
        assert_eq!(attached(both, 12, "（下转第3版）", None), told(0, false, "第3版"));
        assert_eq!(attached(both, 28, "（上接第1版）", None), told(1, true, "第1版"));
        assert_eq!(attached(both, 12, "详见A4版", None), told(0, false, "A4版"));
        assert_eq!(attached(&[30], 12, "（下转第3版）", None), None);
        // 紧接 goes to the page that it names, or else to what stands nearer.
        assert_eq!(attached(both, 12, "（紧接第2版）", Some(1)), told(0, false, "第2版"));
        assert_eq!(attached(both, 12, "（紧接第2版）", Some(3)), told(1, true, "第2版"));
        assert_eq!(attached(both, 12, "（紧接第2版）", None), told(0, false, "第2版"));
        assert_eq!(attached(both, 28, "（紧接第2版）", None), told(1, true, "第2版"));
        assert_eq!(attached(&[0], 28, "（紧接第2版）", None), told(0, false, "第2版"));
        assert_eq!(attached(&[30], 12, "（紧接第2版）", None), told(0, true, "第2版"));
    }

    /// The pairs of articles that jump lines join, each article on its page: its text, and the
    /// number that its jump line names, below zero where it comes from there.
    fn joined(folios: &[Option<u32>], articles: &[(usize, &str, i32, &str)]) -> Vec<(usize, usize)> {
        let record = |folio: &Option<u32>| PageRecord {
            folio: folio.map(|number| format!("第{number}版")),
            span: Span { start: 0, end: 0 },
            date: None,
            section: None,
        };
        let page = Page {
            articles: articles.iter().map(|&(_, text, ..)| article(0, text)).collect(),
            pages: folios.iter().map(record).collect(),
            ..Page::default()
        };
        let ends: Vec<End> = articles
            .iter()
            .enumerate()
            .map(|(article, &(page, _, named, catchword))| End {
                article,
                page,
                from: named < 0,
                folio: Folio { letter: None, number: named.unsigned_abs() },
                catchword: catchword.chars().collect(),
            })
            .collect();
        pairs(&page, &ends)
    }

    #[test]
    fn of_several_ends_on_a_page_words_tell_which_belong_together() {
        let pages = &[Some(1), Some(3)];
        let all = [(0, BRIDGE, 3, ""), (0, PEARS, 3, ""), (1, STORED, -1, ""), (1, CROSSED, -1, "")];
        let found = joined(pages, &all);
        assert_eq!(
            (found.len(), found[..2].contains(&(0, 3)), found[..2].contains(&(1, 2))),
            (4, true, true)
        );
        // A headline that is named says more than the words.
        let named = [(0, BRIDGE, 3, "梨子丰收"), (0, PEARS, 3, ""), (1, STORED, -1, "梨子丰收")];
        assert_eq!(joined(pages, &named)[0], (0, 2));
    }

    #[test]
    fn ends_that_name_other_pages_are_none_of_one_article() {
        let pages = &[Some(1), Some(3)];
        assert_eq!(joined(pages, &[(0, BRIDGE, 3, ""), (1, CROSSED, -1, "")]), [(0, 1)]);
        assert_eq!(joined(pages, &[(0, BRIDGE, 4, ""), (1, CROSSED, -1, "")]), []);
        assert_eq!(joined(pages, &[(0, BRIDGE, 3, ""), (1, CROSSED, -2, "")]), []);
        assert_eq!(joined(pages, &[(0, BRIDGE, 3, ""), (0, CROSSED, -1, "")]), []);
        // One page's number is enough; without any the pages between are counted.
        assert_eq!(joined(&[None, Some(3)], &[(0, BRIDGE, 3, ""), (1, CROSSED, -1, "")]), [(0, 1)]);
        assert_eq!(joined(&[None, None], &[(0, BRIDGE, 2, ""), (1, CROSSED, -1, "")]), [(0, 1)]);
        assert_eq!(joined(&[None, None], &[(0, BRIDGE, 3, ""), (1, CROSSED, -1, "")]), []);
        assert_eq!(joined(&[None, None], &[(1, BRIDGE, 2, ""), (0, CROSSED, -1, "")]), []);
    }
}
