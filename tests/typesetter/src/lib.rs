//! Invents newspaper pages and garbles them, knowing the answer.
//!
//! From a seed come articles with topics, people and places of their own; a
//! page's [`Habits`] say how they are set and how an extractor tears them
//! apart. The same seed gives the same page on every platform.

mod furniture;
mod garble;
mod gold;
mod habits;
mod page;
mod rng;
mod setting;
mod side;
mod story;
mod traditional;
mod words;

pub use gold::{Gold, GoldArticle, Role};
pub use habits::{Blanks, Extractor, Grid, Habits, HeadPlace, Indent, Kinsoku, Pointer, Press, Script};
pub use rng::Rng;

/// A garbled page and what it was.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The page as an extractor gives it.
    pub text: String,
    /// The right answer.
    pub gold: Gold,
    /// The habits it was set by.
    pub habits: Habits,
}

/// Sets the page of a seed, with habits drawn from the seed.
#[must_use]
pub fn typeset(seed: u64) -> Typeset {
    let habits = Habits::draw(&mut Rng::new(seed).fork(0));
    typeset_with(seed, &habits)
}

/// Sets the page of a seed so that its columns come out side by side.
#[must_use]
pub fn typeset_side(seed: u64) -> Typeset {
    let habits = Habits::side(&mut Rng::new(seed).fork(8));
    typeset_with(seed, &habits)
}

/// Sets the page of a seed with given habits. The articles and the furniture
/// come from the seed; the habits decide for what press they are written, how
/// many there are, which have subheads and boxes, and how they are set.
#[must_use]
pub fn typeset_with(seed: u64, habits: &Habits) -> Typeset {
    let (text, gold) = page::compose(seed, habits);
    Typeset { text, gold, habits: habits.clone() }
}

/// Sets articles that are known already, with habits and furniture drawn from a seed.
/// They stand in an order by chance and keep their characters; invented subheads may stand
/// among their paragraphs.
#[must_use]
pub fn typeset_again(seed: u64, articles: &[GoldArticle]) -> Typeset {
    let drawn = Habits::draw(&mut Rng::new(seed).fork(0));
    // The table of traditional characters knows the project's own words alone.
    let habits = Habits { script: Script::Simplified, press: Press::Mainland, ..drawn };
    let (text, gold) = page::compose_again(seed, &habits, articles);
    Typeset { text, gold, habits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn counts<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<char, usize> {
        let mut counts = BTreeMap::new();
        for c in texts.flat_map(str::chars).filter(|c| !c.is_whitespace()) {
            *counts.entry(c).or_default() += 1;
        }
        counts
    }

    #[test]
    fn the_same_seed_gives_the_same_page() {
        for seed in 0..20 {
            assert_eq!(typeset(seed).text, typeset(seed).text);
            assert_eq!(typeset(seed).gold, typeset(seed).gold);
        }
        assert_ne!(typeset(1).text, typeset(2).text);
    }

    #[test]
    fn the_page_holds_the_answer_and_nothing_else() {
        for seed in 0..400 {
            let page = typeset(seed);
            let printed = counts(std::iter::once(page.text.as_str()));
            let answer = counts(page.gold.texts());
            let doubles = page.habits.shadow > 0 || page.habits.vertical_mastheads > 0;
            for (c, wanted) in &answer {
                let found = printed.get(c).copied().unwrap_or(0);
                assert!(found >= *wanted, "seed {seed}: {c} stands {found} times, not {wanted}");
                assert!(doubles || found == *wanted, "seed {seed}: {c} is doubled");
            }
            for c in printed.keys() {
                assert!(answer.contains_key(c), "seed {seed}: {c} is in no text");
            }
        }
    }

    #[test]
    fn known_articles_are_set_again_and_nothing_of_them_is_lost() {
        for seed in 0..100 {
            let articles = typeset_with(seed, &Habits::clean()).gold.articles;
            let again = typeset_again(seed + 1, &articles);
            assert_eq!(again.gold.articles.len(), articles.len());
            let got: Vec<_> = again.gold.articles.iter().flat_map(|a| &a.paragraphs).collect();
            let changed = again.habits.misread > 0 || again.habits.wide_digits;
            let mut wanted = articles.iter().flat_map(|a| &a.paragraphs);
            assert!(changed || wanted.all(|paragraph| got.contains(&paragraph)), "seed {seed}");
        }
    }

    #[test]
    fn a_page_side_by_side_holds_the_answer_and_nothing_else() {
        for seed in 0..200 {
            let page = typeset_side(seed);
            assert_eq!(page.text, typeset_side(seed).text);
            let printed = counts(std::iter::once(page.text.as_str()));
            let answer = counts(page.gold.texts());
            for (c, wanted) in &answer {
                let found = printed.get(c).copied().unwrap_or(0);
                assert!(found >= *wanted, "seed {seed}: {c} stands {found} times, not {wanted}");
                assert!(page.habits.shadow > 0 || found == *wanted, "seed {seed}: {c} is doubled");
            }
            for c in printed.keys() {
                assert!(answer.contains_key(c), "seed {seed}: {c} is in no text");
            }
        }
    }

    #[test]
    fn a_clean_page_reads_from_top_to_bottom() {
        let page = typeset_with(5, &Habits::clean());
        let squash = |text: &str| text.split_whitespace().collect::<String>();
        let mut read = String::new();
        for article in &page.gold.articles {
            for text in article.title.iter().chain(&article.bylines).chain(&article.paragraphs) {
                read.push_str(&squash(text));
            }
        }
        // Bylines and credits may stand behind the body, so only the length
        // and the beginning are certain.
        let printed = squash(&page.text);
        assert!(printed.starts_with(&squash(&page.gold.articles[0].title[0])));
        assert!(printed.chars().count() >= read.chars().count());
    }

    #[test]
    fn every_habit_comes_up() {
        let pages: Vec<_> = (0..300).map(typeset).collect();
        for extractor in [
            Extractor::Boxes,
            Extractor::Drawing,
            Extractor::Reading,
            Extractor::Scattered,
            Extractor::Recogniser,
        ] {
            assert!(pages.iter().any(|page| page.habits.extractor == extractor));
        }
        let some = |what: fn(&Typeset) -> bool| pages.iter().any(what);
        assert!(some(|page| page.habits.script == Script::Traditional));
        assert!(some(|page| page.habits.press == Press::Harbour));
        assert!(some(|page| page.habits.boxes > 0));
        assert!(some(|page| page.habits.misread > 0));
        assert!(some(|page| {
            page.gold.articles.iter().any(|a| a.credits.iter().any(|credit| credit.starts_with('（')))
        }));
        assert!(some(|page| page.gold.articles.iter().any(|a| a.title.is_empty())));
        assert!(some(|page| page.gold.articles.iter().any(|a| a.title.len() == 3)));
        assert!(some(|page| page.gold.articles.iter().any(|a| !a.captions.is_empty())));
        assert!(some(|page| page.gold.articles.iter().any(|a| a.jump.is_some())));
        assert!(some(|page| page.gold.articles.iter().any(|a| !a.bylines.is_empty())));
    }
}
