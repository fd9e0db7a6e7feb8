//! Duplicates: an article that stands in the input twice.
//!
//! A page is pasted twice, or two editions carry the same story. Both copies stay in the
//! answer; one of them is kept whole in the renderings, the longer one or else the first,
//! and the others name it.
//!
//! Texts are compared by their shingles, the stretches of eight characters in them. Which
//! articles to compare is found by an index of a few shingles of each (of every eight that
//! follow each other the least, so that a stretch that two texts share gives both the same
//! ones), so that time grows with the text and not with its square.
//!
//! Notices of courts and offices share most of their words and differ in names: they are no
//! duplicates. So texts that differ here and there need one more sign, the same headline, the
//! same opening or length.

use crate::chars;
use crate::facts::PairMap;
use crate::order;
use crate::page::Article;
use crate::work::Work;

/// Characters in a shingle, and shingles of which one goes into the index.
const SHINGLE: usize = 8;
const WINDOW: usize = 8;

/// Shorter texts, in characters, are the same only to the last character, headline and all.
const SHORT: usize = 40;

/// A text of this length that differs in a sentence or two is the same without another sign.
const LONG: usize = 300;

/// A part of another text that has no headline has this length to be the same.
const PART: usize = 150;

/// The shortest headline and the opening by which texts that differ are known as the same.
const HEADLINE: usize = 5;
const OPENING: usize = 20;

/// What an article is compared by.
struct Print {
    /// Its text without white space and marks.
    text: Vec<char>,
    headline: Vec<char>,
    /// Of a short text one for the whole, if it has a headline.
    shingles: Vec<u64>,
    /// The same, sorted: a long text is looked up by many others and sorted once.
    sorted: Vec<u64>,
}

/// Marks the articles that repeat others.
pub fn mark(articles: &mut [Article]) {
    if articles.len() < 2 {
        return;
    }
    let prints: Vec<Print> = articles.iter().map(print).collect();
    let count = prints.len();
    // The last article that has a shingle, and how many each has in this index.
    let mut last: PairMap<u32> = PairMap::default();
    let mut sizes = vec![0; count];
    let mut shared = vec![0; count];
    // The first of each group of copies.
    let mut first: Vec<usize> = (0..count).collect();
    for b in 0..count {
        let mut others = Vec::new();
        let mut before = None;
        let windows = WINDOW.min(prints[b].shingles.len()).max(1);
        for window in prints[b].shingles.windows(windows) {
            let least = window.iter().fold(u64::MAX, |least, &shingle| least.min(shingle));
            if before == Some(least) {
                continue;
            }
            before = Some(least);
            sizes[b] += 1;
            let a = last.insert(least, b as u32).map_or(b, |a| a as usize);
            if a != b {
                if shared[a] == 0 {
                    others.push(a);
                }
                shared[a] += 1;
            }
        }
        for a in others {
            // Texts of which half is the same share as much of the index, give or take.
            let likely = 4 * std::mem::take(&mut shared[a]) >= sizes[a].min(sizes[b]);
            if likely && first[b] == b && same(&prints[a], &prints[b]) {
                first[b] = first[a];
            }
        }
    }
    let mut kept = first.clone();
    for a in 0..count {
        let whole = kept[first[a]];
        if prints[a].text.len() > prints[whole].text.len() {
            kept[first[a]] = a;
        }
    }
    for a in 0..count {
        let whole = kept[first[a]];
        if whole != a && same(&prints[a], &prints[whole]) {
            articles[a].duplicate_of = Some(whole as u32);
        }
    }
}

/// Whether one article says what another one says.
#[must_use]
pub fn repeats(one: &Article, other: &Article) -> bool {
    same(&print(one), &print(other))
}

fn print(article: &Article) -> Print {
    let bare = |to: &mut Vec<char>, text: &str| {
        for c in text.chars().filter(|&c| !c.is_whitespace() && !chars::is_mark(c)) {
            to.push(c);
        }
    };
    let (mut text, mut headline) = (Vec::new(), Vec::new());
    for paragraph in &article.paragraphs {
        bare(&mut text, &paragraph.text);
    }
    if let Some(piece) = &article.headline {
        bare(&mut headline, &piece.text);
    }
    let mut shingles = Vec::new();
    if text.len() >= SHORT {
        shingles.extend(text.windows(SHINGLE).map(|w| hash(0, w)));
    } else if !headline.is_empty() {
        shingles.push(hash(hash(0, &headline), &text));
    }
    let mut sorted = shingles.clone();
    order::sort_numbers(&mut sorted);
    Print { text, headline, shingles, sorted }
}

fn hash(from: u64, chars: &[char]) -> u64 {
    let sum = chars.iter().fold(from, |sum, &c| (sum ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    sum ^ sum >> 29
}

fn same(one: &Print, other: &Print) -> bool {
    let (less, more) = if one.text.len() <= other.text.len() { (one, other) } else { (other, one) };
    let headline = !less.headline.is_empty() && less.headline == more.headline;
    if less.text.len() < SHORT {
        return headline && less.text == more.text;
    }
    Work::Shingles.done(less.shingles.len());
    let shared = less.shingles.iter().filter(|shingle| more.sorted.binary_search(shingle).is_ok()).count();
    let (of_less, of_more) = (shared * 100 / less.shingles.len(), shared * 100 / more.shingles.len());
    // All of it is in the other one. A sentence by itself may be a caption that repeats it.
    if of_less >= 90 && (headline || less.headline.is_empty() && less.text.len() >= PART) {
        return true;
    }
    let sign = headline && less.headline.len() >= HEADLINE || less.text[..OPENING] == more.text[..OPENING];
    let enough = of_less >= 95 || of_less >= 50 && sign || of_less >= 80 && less.text.len() >= LONG;
    enough && of_more >= 40
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Paragraph, ParagraphRole, Text};

    fn article(headline: &str, text: &str) -> Article {
        let paragraph = Paragraph {
            text: text.to_owned(),
            spans: Vec::new(),
            confidence: None,
            role: ParagraphRole::Body,
        };
        let headline = (!headline.is_empty()).then(|| Text { text: headline.to_owned(), ..Text::default() });
        Article { headline, paragraphs: vec![paragraph], ..Article::default() }
    }

    #[track_caller]
    fn check(articles: &[(&str, &str)], expect: &[Option<u32>]) {
        let mut articles: Vec<Article> =
            articles.iter().map(|(headline, text)| article(headline, text)).collect();
        mark(&mut articles);
        assert_eq!(articles.iter().map(|a| a.duplicate_of).collect::<Vec<_>>(), expect);
    }

    const BRIDGE: &str = "本报讯 苇塘大桥上周三通车，两岸百姓少绕十里路。大桥全长三百一十二米，桥面宽十二米，设双向两车道和人行步道。老渡口就此停用，最后一班渡船由船工驾着驶向对岸。";
    const PEARS: &str = "本报讯 青石村的果园今年收了三万斤梨子，比去年多了一半。村里新修的冷库能存下全部果子，到了年底还能卖上好价钱，果农不再为销路发愁。";

    #[test]
    fn a_text_that_comes_again_is_told() {
        check(
            &[("渡口架起新桥", BRIDGE), ("梨子丰收", PEARS), ("渡口架起新桥", BRIDGE)],
            &[None, None, Some(0)],
        );
        // White space and marks do not count, nor does another headline.
        let other = BRIDGE.replace('，', ",").replace('讯', "讯 ");
        check(&[("渡口架起新桥", BRIDGE), ("苇塘通了大桥", &other)], &[None, Some(0)]);
        check(&[("", BRIDGE), ("", BRIDGE), ("", BRIDGE)], &[None, Some(0), Some(0)]);
    }

    #[test]
    fn the_longer_one_is_kept() {
        let longer = format!("{BRIDGE}县里将在桥头设候车亭，方便赶集的人歇脚避雨，秋收以前完工。");
        check(&[("渡口架起新桥", BRIDGE), ("渡口架起新桥", &longer)], &[Some(1), None]);
    }

    #[test]
    fn a_sentence_that_changed_keeps_them_the_same() {
        let other = BRIDGE
            .replace("老渡口就此停用，最后一班渡船由船工驾着驶向对岸", "老渡口仍保留一班早船，供果农赶集");
        check(&[("渡口架起新桥", BRIDGE), ("渡口架起新桥", &other)], &[None, Some(0)]);
        check(&[("渡口架起新桥", BRIDGE), ("大桥昨日通车", &other)], &[None, Some(0)]);
    }

    #[test]
    fn other_texts_are_none() {
        check(&[("渡口架起新桥", BRIDGE), ("渡口架起新桥", PEARS)], &[None, None]);
        // A notice differs in its names.
        let notice = |name: &str, sum: &str| {
            format!(
                "{name}：本院受理原告鹭湾信用社诉你借款合同纠纷一案，要求你偿还借款{sum}元及利息。现依法向你公告送达起诉状副本、应诉通知书、举证通知书及开庭传票，自公告之日起经过三十日即视为送达。"
            )
        };
        let (one, two) = (notice("甲大江", "三万二千"), notice("乙小河", "五万七千"));
        check(&[("公告", &one), ("公告", &two)], &[None, None]);
        // The front page tells in one sentence what another page tells at length.
        let brief =
            "苇塘大桥上周三通车，两岸百姓少绕十里路。大桥全长三百一十二米，桥面宽十二米，设双向两车道";
        check(&[("今日导读", brief), ("渡口架起新桥", &BRIDGE.repeat(2))], &[None, None]);
    }

    #[test]
    fn short_texts_are_the_same_to_the_last_character() {
        check(&[("天气", "今天多云，明天有雨。"), ("天气", "今天多云，明天有雨。")], &[None, Some(0)]);
        check(&[("天气", "今天多云，明天有雨。"), ("天气", "今天多云，明天有雪。")], &[None, None]);
        check(&[("", "今天多云，明天有雨。"), ("", "今天多云，明天有雨。")], &[None, None]);
    }

    /// Sentences about so many boats, some twenty characters each.
    fn boats(numbers: std::ops::Range<usize>) -> String {
        numbers
            .map(|k| format!("编号{k}的船今早{}时离开{}号渡口，载客{}人。", k % 24, k * 3, k * 7))
            .collect()
    }

    #[test]
    fn a_part_without_a_headline_is_told_where_it_is_long() {
        let whole = boats(100..140) + &boats(0..10);
        check(&[("今早的轮渡", &whole), ("", &boats(0..10))], &[None, Some(0)]);
        check(&[("今早的轮渡", &whole), ("昨日的轮渡", &boats(0..10))], &[None, None]);
        check(&[("今早的轮渡", &whole), ("", &boats(0..4))], &[None, None]);
    }

    #[test]
    fn long_texts_that_differ_in_a_sentence_or_two_are_the_same() {
        let changed = |n| boats(500..502) + &boats(2..n);
        check(&[("渡口的一天", &changed(20)), ("今早的轮渡", &boats(0..20))], &[None, Some(0)]);
        check(&[("渡口的一天", &changed(9)), ("今早的轮渡", &boats(0..9))], &[None, None]);
        check(&[("今早的轮渡", &changed(9)), ("今早的轮渡", &boats(0..9))], &[None, Some(0)]);
    }

    #[test]
    fn an_article_is_compared_with_few_others() {
        let many = vec![("", BRIDGE); 200];
        let mut expect = vec![Some(0); 200];
        expect[0] = None;
        check(&many, &expect);
    }
}
