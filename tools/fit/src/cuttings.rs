//! Cuttings: what readers paste when they do not paste a whole page.
//!
//! A few lines in a row out of a page with gold, from a single line to a column, or a few
//! paragraphs of one article, each on a line of its own, with their headline or without. A
//! model that has seen whole pages only takes the first line of a page for its masthead and
//! whatever stands alone for furniture. Cuttings stand in their page's fold, are fitted on and
//! never answered.

use crate::alter::Chance;
use crate::gold::Page;

/// What is added to a track's name for its cuttings.
pub const SUFFIX: &str = "-cut";

/// The most lines of a cutting, for cuttings of every other size.
const MOST_LINES: [u64; 4] = [1, 3, 8, 24];

/// The most paragraphs that are cut out whole.
const MOST_PARAGRAPHS: u64 = 4;

/// A page's cuttings; `number` tells pages apart.
pub fn pages(page: &Page, number: usize, count: usize) -> Vec<Page> {
    (0..count)
        .filter_map(|k| {
            let mut chance = Chance((number as u64) << 16 | k as u64);
            let text = if k % 3 == 2 { paragraphs(page, &mut chance) } else { lines(page, &mut chance) }?;
            Some(Page {
                name: format!("{}{SUFFIX}-{k}", page.name),
                track: format!("{}{SUFFIX}", page.track),
                text,
                gold: page.gold.clone(),
            })
        })
        .collect()
}

/// Lines in a row, as the page has them.
fn lines(page: &Page, chance: &mut Chance) -> Option<String> {
    let all: Vec<&str> = page.text.lines().collect();
    let first = chance.between(0, all.len().checked_sub(1)? as u64) as usize;
    let most = *chance.of(&MOST_LINES);
    let count = chance.between(1, most) as usize;
    let cut = all[first..].iter().take(count).copied().collect::<Vec<_>>().join("\n");
    (!cut.trim().is_empty()).then_some(cut)
}

/// Paragraphs of one article that no line breaks.
fn paragraphs(page: &Page, chance: &mut Chance) -> Option<String> {
    let articles = &page.gold.articles;
    let article = &articles[chance.between(0, articles.len().checked_sub(1)? as u64) as usize];
    let first =
        if chance.one_in(3) { 0 } else { chance.between(0, article.paragraphs.len() as u64) as usize };
    let count = chance.between(1, MOST_PARAGRAPHS) as usize;
    let mut cut: Vec<&str> = article.paragraphs.iter().skip(first).take(count).map(String::as_str).collect();
    if first == 0 && chance.one_in(2) {
        cut.splice(0..0, article.title.iter().map(String::as_str));
    }
    let apart = if chance.one_in(2) { "\n" } else { "\n\n" };
    (!cut.is_empty()).then(|| cut.join(apart))
}
